"""One run of one page: its data, its filters, and the ways in which it asks for numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from figures import cards, numbers
from metrics import MEASURES
from metrics.charts import MonthlyChart, control_chart
from metrics.cohort import BadRequest, Cohort
from metrics.monthly import month_end
from metrics.result import Result
from pages.frame import filters, source
from pages.frame.filters import Filters, months_back
from pages.frame.first import make_demo
from pages.frame.viewport import is_narrow

# Months that a usual range is worked out from, so that a short period is judged by what came before it.
RANGE_MONTHS = 24
DEMO = "Demo data: a made-up clinic"


@dataclass(frozen=True)
class Page:
    """`head` is the place of the page's two sentences, above the filters."""

    data: source.Data
    filters: Filters
    programs: Mapping[str, str]
    head: DeltaGenerator
    mode: str
    narrow: bool

    @property
    def cohort(self) -> Cohort:
        return self.filters.cohort

    def ask(self, name: str, *by: str, cohort: Cohort | None = None, **options) -> Result:
        """The result of a measure for the chosen cohort, or for another one."""
        asked = tuple((key, str(value)) for key, value in options.items())
        return source.result(self.data.version, name, (cohort or self.cohort).grouped(*by), asked)

    def funnel(self, name: str, **options) -> dict:
        asked = tuple((key, str(value)) for key, value in options.items())
        return source.funnel(self.data.version, name, self.cohort, asked)

    def monthly(self, name: str, **options) -> MonthlyChart:
        """The measure by month: the chosen period, and the months before it that its usual range needs."""
        result = self.ask(name, "month", cohort=self.long_cohort(), **options)
        return control_chart(MEASURES[name], result, most=None)

    def long_cohort(self) -> Cohort:
        """The cohort over the chosen period, at least two years long."""
        if not self.cohort.start or not self.data.as_of:
            return self.cohort
        end = min(self.cohort.end or self.data.as_of, month_end(self.data.as_of))
        return replace(self.cohort, start=min(self.cohort.start.replace(day=1), months_back(end, RANGE_MONTHS)))

    def say(self, headline) -> None:
        """The page's first line, and how sure it is."""
        self.head.html(cards.header(headline.first, headline.sure))


def begin(with_filters: bool = True) -> Page:
    """Open the data and draw the frame; stops the page with one calm sentence where there is nothing to show."""
    st.html(cards.STYLE)
    data = _data()
    _aside(data)
    if data.demo:
        st.html(cards.note(DEMO))
    head = st.container()
    names = source.program_names(data.version)
    try:
        chosen = _filters(data, names) if with_filters else Filters(Cohort(), None, "")
    except BadRequest as error:
        head.html(cards.empty(str(error), "Choose another period or filter."))
        st.stop()
    mode = st.context.theme.type or "light"
    return Page(data, chosen, names, head, mode, is_narrow())


def _data() -> source.Data:
    data = source.current()
    if data.as_of is None and data.loaded_at is None:
        make_demo(source.engine())
        data = source.current()
    return data


def _filters(data: source.Data, names: Mapping[str, str]) -> Filters:
    if data.as_of is None:
        st.html(cards.empty("There is no data yet.", "Import a folder of files: python outcomes.py import FOLDER"))
        st.stop()
    return filters.show(data.as_of, source.values(data.version, None), names)


def _aside(data: source.Data) -> None:
    loaded = (
        f"Loaded {numbers.date(data.loaded_at.date())}, {data.loaded_at:%H:%M}" if data.loaded_at else "Nothing loaded"
    )
    lines = [(f"Data to {numbers.date(data.as_of)}", True), (loaded, False)]
    st.sidebar.html(cards.aside([*lines, (DEMO, False)] if data.demo else lines))
