"""What stands under the sentences of every page: charts, a measure by month, and a choice among several."""

from collections.abc import Mapping

import streamlit as st

from evidence.actions import words as actions
from figures import alt, cards, numbers
from figures.control_chart import control_chart
from figures.layout import CONFIG, axis_note
from figures.words import definitions, labels, parts
from figures.words import notes as words
from figures.words.verdicts import FEW, UNTOLD, Verdict, verdict
from metrics import MEASURES
from metrics.charts import MonthlyChart, latest
from metrics.notes import of_chart
from pages.frame import choices
from pages.frame.behind import behind
from pages.frame.comparing import compare
from pages.frame.notes import notes
from pages.frame.page import Page
from pages.frame.variant import USUAL, Variant

# Points on a page decide how fast it feels.
MOST_MONTHS = 60
# More measures than this to choose from are a list, not buttons.
MOST_BUTTONS = 6
GAPS = "So much is missing that any value in this range is possible; a chart would only show the gaps."
BARS = "Bars are 95% intervals; no verdict yet."


def chart(figure, text: str, key: str) -> None:
    """A Plotly figure; `text` states the finding to those who do not see it."""
    st.plotly_chart(figure, theme=None, config=CONFIG, alt=text, key=key)


def nothing(page: Page, title: str, table: str) -> None:
    """The page ends here: what is missing, the last date of its records, and what to do."""
    last, records = page.last_day(table), labels.table(table)
    reach = f"The latest in the data: {numbers.date(last)}. Choose another period or fewer filters."
    st.html(cards.empty(title, reach if last else f"{records} are not in the data at all: nothing was handed in."))
    st.stop()


def by_month(
    page: Page, name: str, monthly: MonthlyChart | None = None, note: str = "", variant: Variant = USUAL
) -> MonthlyChart:
    """A measure's control chart under its verdict; the verdict and the picture come from the same limits."""
    measure, place, then = variant.measure(name), st.container(), False
    if measure.earlier and monthly is None:
        then = choices.few("Definition", definitions.READINGS, f"{name}_definition") == definitions.THEN
        monthly = page.monthly_then(name, variant) if then else None
        note = " ".join(filter(None, (note, definitions.over_time(measure, then))))
    monthly = monthly or page.monthly(name, variant)
    found = verdict(monthly, measure)
    place.html(cards.section(f"{parts.title(measure)}{variant.about}, by month", f"{found.words}."))
    if not monthly.known:
        st.html(cards.empty("No data in these months.", "Choose another period or fewer filters."))
    elif found.kind == UNTOLD:
        st.html(cards.empty(f"{found.words}.", GAPS))
    else:
        _draw(page, name, latest(monthly, MOST_MONTHS), found, note, definitions.changes(measure) if then else [])
    if monthly.known:
        notes(page, name)
    return monthly


def _draw(page: Page, name: str, shown: MonthlyChart, found: Verdict, note: str, breaks: list = []) -> None:  # noqa: B006
    measure = MEASURES[name]
    unit, said = parts.unit(measure), parts.counted(measure)
    changes = words.changes(of_chart(page.notes, name, page.cohort), page.cohort, page.programs)
    changes = sorted([*changes, *actions.changes(page.actions, name, page.cohort, page.programs)])
    changes = [*changes, *breaks]
    figure = control_chart(shown, shown.chart, page.mode, page.narrow, unit, said, changes)
    text = alt.control_chart(f"{parts.title(measure)} by month", shown, found.words, unit, said)
    chart(figure, text, f"{name}_months")
    if after := words.before_and_after(shown, measure):
        after = after.replace(words.NOT_PROOF, definitions.NOT_ALIKE) if breaks else after
        st.html(cards.remark("Before and after.", after))
    said = [BARS if found.kind == FEW else "", note, axis_note(figure, unit)]
    if any(said):
        st.html(cards.note(" ".join(filter(None, said))))


def month_by_month(
    page: Page, names: list[str], key: str, note: str = "", compared: str = "", variants: Mapping[str, Variant] = {}
) -> None:
    """One of several measures by month, with what stands behind it; the choice is in the address.

    compared: the measure whose groups the page has shown already. variants: measure -> how it is asked here.
    """
    titles = {name: parts.title(MEASURES[name]) for name in names}
    st.html(cards.section("Month by month"))
    many = len(names) > MOST_BUTTONS
    name = choices.one("Measure by month", titles, key, 300) if many else choices.few("Measure by month", titles, key)
    variant = variants.get(name, USUAL)
    monthly = by_month(page, name, note=variant.note or note, variant=variant)
    if name != compared:
        compare(page, name, variant)
    behind(page, name, monthly, variant)
