"""One run of one page: its data, its filters, and the ways in which it asks for numbers."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from access.viewer import NOTHING, Viewer
from evidence.actions import Action
from figures import cards, numbers
from figures.words import nothing
from metrics import MEASURES
from metrics.casemix import Adjusted, NotAdjusted
from metrics.charts import MonthlyChart, control_chart
from metrics.cohort import Cohort
from metrics.history import as_defined_then, breaks, in_use
from metrics.monthly import month_end
from metrics.notes import Note, baseline_starts
from metrics.result import Result
from pages.frame import answers, door, filters, opening, proof, state
from pages.frame.entrance import through_the_frame
from pages.frame.filters import Filters, months_back
from pages.frame.variant import USUAL, Variant
from pages.frame.viewport import is_narrow

# Months that a usual range is worked out from, so that a short period is judged by what came before it.
RANGE_MONTHS = 24
DEMO = "Demo data: a made-up clinic"


@dataclass(frozen=True)
class Page:
    """`head` is the place of the page's two sentences, above the filters; `notes` and `actions` those of the viewer's
    scope."""

    viewer: Viewer
    data: state.Data
    filters: Filters
    programs: Mapping[str, str]
    head: DeltaGenerator
    mode: str
    narrow: bool
    notes: tuple[Note, ...] = ()
    actions: tuple[Action, ...] = ()

    @property
    def cohort(self) -> Cohort:
        return self.filters.cohort

    def ask(self, name: str, *by: str, cohort: Cohort | None = None, **options) -> Result:
        """The result of a measure for the chosen cohort, or for another one."""
        asked = tuple((key, str(value)) for key, value in options.items())
        return answers.result(self.viewer, self.data.version, name, (cohort or self.cohort).grouped(*by), asked)

    def funnel(self, name: str, **options) -> dict:
        asked = tuple((key, str(value)) for key, value in options.items())
        return answers.funnel(self.viewer, self.data.version, name, self.cohort, asked)

    def case_mix(self, name: str, by: str) -> Adjusted | NotAdjusted:
        """The measure by a dimension, adjusted for whom each group takes."""
        return answers.case_mix(self.viewer, self.data.version, name, self.cohort, by)

    def monthly(self, name: str, variant: Variant = USUAL, **options) -> MonthlyChart:
        """The measure by month: the chosen period, and the months before it that its usual range needs."""
        result = self.ask(name, "month", cohort=self.long_cohort(), **variant.options, **options)
        return control_chart(variant.measure(name), result, self._baselines(name), most=None)

    def monthly_then(self, name: str, variant: Variant = USUAL) -> MonthlyChart:
        """The same with each month by the definition that was in use; a new usual range begins where it changed."""
        measure, asked = variant.measure(name), tuple((key, str(value)) for key, value in variant.options.items())
        cohort = self.long_cohort().grouped("month")
        found = {
            version: answers.result(self.viewer, self.data.version, name, cohort, asked, version)
            for version in (one.card.version for one in measure.versions)
        }
        result = as_defined_then(measure, found)
        months = [row.group["month"] for row in result.rows]
        last = in_use(measure, max(months)) if months else measure
        starts = (*self._baselines(name), *(one.month for one in breaks(measure)))
        return control_chart(last.standing_for(variant.part), result, starts, most=None)

    def monthly_by(self, name: str, by: str) -> dict[str, MonthlyChart]:
        """The same for each value of a dimension, each judged by its own past."""
        found = self.ask(name, by, "month", cohort=self.long_cohort()).split(by)
        return {
            value: control_chart(MEASURES[name], result, self._baselines(name, by, value), most=None)
            for value, result in found.items()
        }

    def _baselines(self, name: str, by: str = "", value: str = "") -> tuple[str, ...]:
        """The months from which people asked for a new baseline, each with a written reason."""
        one_program = replace(self.cohort, where=(("program", (value,)),))
        return baseline_starts(self.notes, name, one_program if by == "program" else self.cohort)

    def last_day(self, table: str) -> date | None:
        """The day of the latest row of a table of records, whatever the filters."""
        return answers.last_days(self.viewer, self.data.version, self.data.as_of).get(table)

    def long_cohort(self) -> Cohort:
        """The cohort over the chosen period, at least two years long."""
        if not self.cohort.start or not self.data.as_of:
            return self.cohort
        end = min(self.cohort.end or self.data.as_of, month_end(self.data.as_of))
        return replace(self.cohort, start=min(self.cohort.start.replace(day=1), months_back(end, RANGE_MONTHS)))

    def say(self, headline) -> None:
        """The page's first line, and how sure it is."""
        demo = cards.demo(DEMO) if self.data.demo else ""
        self.head.html(demo + cards.header(headline.first, headline.sure))


def begin(with_filters: bool = True, comparing: bool = True) -> Page:
    """Open the data and draw the frame; stops the page with one calm sentence where there is nothing to show.

    Which page it is, is read from the file that calls: no address and no message of a browser can say otherwise.
    """
    through_the_frame()
    name = Path(sys._getframe(1).f_code.co_filename).stem
    st.html(cards.STYLE)
    data = opening.data()
    viewer = door.enter(data)
    if not viewer.may_open(name):
        door.refuse(viewer, name)
    door.aside(viewer)
    if viewer.programs != NOTHING:
        _aside(data)
    if door.is_open(viewer):
        st.html(cards.open_to_all(door.OPEN))
    head, names, narrow = st.container(), answers.program_names(viewer, data.version), is_narrow()
    chosen = Filters(Cohort(scope=viewer.programs), None, "")
    if with_filters:
        chosen = _filters(viewer, data, names, narrow, comparing)
    mode = st.context.theme.type or "light"
    return Page(viewer, data, chosen, names, head, mode, narrow, state.notes(viewer), proof.actions(viewer))


def _filters(viewer: Viewer, data: state.Data, names: Mapping[str, str], narrow: bool, comparing: bool) -> Filters:
    if data.as_of is None:
        st.html(cards.header(*nothing.yet(data.uncounted)))
        st.stop()
    values = answers.values(viewer, data.version)
    return filters.show(data.as_of, values, names, narrow, comparing, viewer.programs)


def _aside(data: state.Data) -> None:
    loaded = (
        f"Loaded {numbers.date(data.loaded_at)}, {data.loaded_at:%H:%M} UTC" if data.loaded_at else "Nothing loaded"
    )
    reach = f"Data to {numbers.date(data.as_of)}" if data.as_of else "No data yet"
    st.sidebar.html(cards.aside([(reach, True), (loaded, False)]))
