"""Behind every chart: its table, its files, the people, the definition; one closed line until somebody asks."""

import streamlit as st

from figures import cards, numbers, units
from figures.export import csv_text, workbook
from figures.month_rows import HEAD, month_rows
from figures.stacked_shares import funnel as bars
from figures.words import definitions, funnels, labels, parts
from figures.words.months import small
from metrics.charts import MonthlyChart
from metrics.funnel import funnel
from metrics.measure import Measure
from metrics.result import Result
from pages.frame import files, ways
from pages.frame.links import link
from pages.frame.page import Page
from pages.frame.variant import USUAL, Variant

COLUMNS = (("numerator", "Count"), ("denominator", "Of"), ("value", "Value"))
MOST_ROWS = 400
# The view of the clients page that lists them.
BEHIND = {"view": "Behind a number"}


@st.fragment
def behind(page: Page, name: str, found: Result | MonthlyChart, variant: Variant = USUAL) -> None:
    """What stands behind a chart drawn from a result, or from a measure by month."""
    measure, months = variant.measure(name), isinstance(found, MonthlyChart)
    key = f"behind_{name}{'_months' if months else ''}"
    title = (
        f"Numbers, people and definition: {small(parts.title(measure))}{variant.about}{', by month' if months else ''}"
    )
    with st.expander(title, key=key, on_change="rerun") as box:
        if box.open:
            result = page.ask(name, "month", cohort=page.long_cohort(), **variant.options) if months else found
            st.html(_months(measure, found) if months else table(measure, result, page))
            st.html(counted(page, measure, result.options))
            _ways_on(page, measure, result)
            st.html(cards.note(definitions.short(measure, page.data.as_of), "Definition."))


def _ways_on(page: Page, measure: Measure, result: Result) -> None:
    """Files made only when asked for (counts alone, nobody's record), and links to the people and the card."""
    name, title = measure.card.name, measure.card.title
    kept = {one: st.query_params.get_all(one) for one in st.query_params}
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(
            files.link(page, "CSV", f"{name}.csv", files.CSV, lambda: csv_text(result))
            + files.link(page, "Excel", f"{name}.xlsx", files.EXCEL, lambda: workbook(result, measure.card))
        )
        if page.viewer.may_open("clients"):
            way = ways.in_address(name, result.options)
            link("clients", "Who is behind this number", kept | BEHIND | {"measure": title} | way)
        link("measures", "How it is defined", {"card": title})


def counted(page: Page, measure: Measure, options: dict) -> str:
    """Who is counted: from everybody in the period to those who met the measure, and why the others did not."""
    asked = {name: _asked(value) for name, value in options.items() if value is not None}
    found = funnel(page.funnel(measure.card.name, **asked))
    told = f"Episodes, {page.filters.period_words or 'all months'}. {measure.card.date_words} places them there."
    return cards.section("Who is counted", told) + (bars(funnels.steps(measure, found)) or cards.empty("Nobody."))


def _asked(value) -> str:
    """An option as a person writes it."""
    return ",".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _months(measure: Measure, monthly: MonthlyChart) -> str:
    return cards.table(HEAD, month_rows(monthly, parts.unit(measure)), f"{parts.title(measure)} by month")


def table(measure: Measure, result: Result, page: Page) -> str:
    """Every row of a result as an HTML table: group, part, counts, value and interval."""
    dims = list(result.groups()[0]) if result.groups() else []
    head = [(labels.dimension(name), "text") for name in dims] + [("What", "text")]
    head += [(title, "number") for _, title in COLUMNS] + [("95% interval", "short")]
    rows = [
        [*_group(row, page), parts.part(measure, row.part), *_numbers(row, units.unit(measure.card, row.part))]
        for row in result.rows[:MOST_ROWS]
    ]
    more = len(result.rows) - MOST_ROWS
    rest = cards.note(f"{more:,} more rows are in the files.") if more > 0 else ""
    return cards.table(head, rows, f"{parts.title(measure)}: the numbers") + rest


def _group(row, page: Page) -> list[str]:
    known = {"program": page.programs}
    return [labels.value(name, value, known.get(name)) for name, value in row.group.items()]


def _numbers(row, unit: str) -> list[str]:
    n, count = row.denominator, "" if row.numerator is None else numbers.count(row.numerator)
    return [count, numbers.count(n), numbers.value(row.value, unit, n), numbers.interval(row.low, row.high, unit, n)]
