"""What stands under the charts of every page: comparison, numbers, downloads, definition, the people behind."""

import streamlit as st

from figures import cards, numbers
from figures.control_chart import control_chart
from figures.export import csv_text, workbook
from figures.groups import groups
from figures.layout import CONFIG
from figures.words import labels, parts
from figures.words.differences import difference_words
from figures.words.verdicts import verdict
from metrics import MEASURES
from metrics.charts import MonthlyChart, latest
from metrics.measure import Measure
from metrics.result import Result
from pages.frame.page import Page

COLUMNS = (("numerator", "Count"), ("denominator", "Of"), ("value", "Value"))
MOST_ROWS = 400
# Points on a page decide how fast it feels.
MOST_MONTHS = 60


def chart(figure, alt: str, key: str) -> None:
    """A Plotly figure with the finding as its text."""
    st.plotly_chart(figure, theme=None, config=CONFIG, alt=alt, key=key)


def by_month(page: Page, name: str, monthly: MonthlyChart | None = None, title: str = "") -> None:
    """A measure's control chart under its verdict; the verdict and the picture come from the same limits."""
    measure, monthly = MEASURES[name], monthly or page.monthly(name)
    words = verdict(monthly, measure).words
    st.html(cards.section(title or f"{parts.title(measure)}, by month", f"{words}."))
    if not monthly.known:
        st.html(cards.empty("No data in these months.", "Choose another period or fewer filters."))
        return
    shown = latest(monthly, MOST_MONTHS)
    unit, noun = parts.unit(measure), parts.noun(measure)
    chart(
        control_chart(shown, shown.chart, page.mode, page.narrow, unit, noun),
        f"{parts.title(measure)} by month. {words}.",
        f"{name}_months",
    )


def compare(page: Page, name: str, **options) -> None:
    """The headline of a measure by the dimension to compare by, when one is chosen."""
    by, measure = page.filters.compare, MEASURES[name]
    if not by:
        return
    result, whole = page.ask(name, by, **options), page.ask(name, **options)
    rows = result.part(**measure.headline)
    names = {row.group[by]: labels.value(by, row.group[by], page.programs if by == "program" else None) for row in rows}
    st.html(
        cards.section(f"{parts.title(measure)} by {labels.dimension(by).lower()}", difference_words(result, measure))
    )
    figure = groups(
        rows, by, page.mode, page.narrow, names, whole.one(**measure.headline), parts.unit(measure), parts.noun(measure)
    )
    chart(figure, f"{parts.title(measure)} by {labels.dimension(by).lower()}", f"compare_{name}")


def behind(page: Page, name: str, result: Result) -> None:
    """The table behind a chart, its files, its definition, and the way to the people."""
    measure = MEASURES[name]
    with st.expander(f"The numbers behind the chart: {parts.title(measure).lower()}"):
        st.html(table(measure, result, page))
        downloads(measure, result)
    with st.container(horizontal=True):
        st.page_link("pages/clients.py", label="Who is behind this number", query_params={"measure": name})
        st.page_link("pages/measures.py", label="How it is defined", query_params={"card": name})
    st.html(cards.note(definition(measure, page), "Definition."))


def table(measure: Measure, result: Result, page: Page) -> str:
    """Every row of a result as an HTML table: group, part, counts, value and interval."""
    unit, dims = parts.unit(measure), list(result.groups()[0]) if result.groups() else []
    head = [(labels.dimension(name), "text") for name in dims] + [("What", "text")]
    head += [(title, "number") for _, title in COLUMNS] + [("95% interval", "text")]
    rows = [
        [*_group(row, page), parts.part(measure, row.part), *_numbers(row, unit)] for row in result.rows[:MOST_ROWS]
    ]
    more = len(result.rows) - MOST_ROWS
    rest = cards.note(f"{more:,} more rows are in the files.") if more > 0 else ""
    return cards.table(head, rows, f"{parts.title(measure)}: the numbers") + rest


def _group(row, page: Page) -> list[str]:
    known = {"program": page.programs}
    return [labels.value(name, value, known.get(name)) for name, value in row.group.items()]


def _numbers(row, unit: str) -> list[str]:
    unit = (
        "ratio" if "ratio" in row.part else "share" if row.part.get("statistic") in ("any_visit", "covered") else unit
    )
    n = row.denominator
    low_high = numbers.interval(row.low, row.high, unit, n)
    return [numbers.count(row.numerator), numbers.count(n), numbers.value(row.value, unit, n), low_high]


def downloads(measure: Measure, result: Result) -> None:
    """The same rows as CSV and Excel, made only when asked for; counts alone, nobody's record."""
    name = measure.card.name
    with st.container(horizontal=True):
        st.download_button(
            "CSV", lambda: csv_text(result), f"{name}.csv", "text/csv", key=f"csv_{name}", on_click="ignore"
        )
        st.download_button(
            "Excel", lambda: workbook(result, measure.card), f"{name}.xlsx", key=f"xlsx_{name}", on_click="ignore"
        )


def definition(measure: Measure, page: Page) -> str:
    """One paragraph: what is counted of what, by which date, from where."""
    card = measure.card
    told = f"{card.numerator.rstrip('.')}; of: {card.denominator.rstrip('.')}. Period: {card.date_words.lower()}."
    return (
        f"{told} {card.caveats} Source: {card.source}. Measure {card.version}; data to {numbers.date(page.data.as_of)}."
    )
