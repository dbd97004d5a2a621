"""Groups beside each other: a measure by the dimension that the person compares by."""

import streamlit as st

from figures import cards
from figures.groups import groups, small_multiples
from figures.layout import CONFIG
from figures.words import labels, parts
from figures.words.differences import difference
from figures.words.verdicts import verdict
from metrics import MEASURES
from metrics.charts import last_twelve
from pages.frame.page import Page
from pages.frame.variant import USUAL, Variant

MOST_MULTIPLES = 8
# Twelve months and the twelve before them: as many as a small chart can show.
MULTIPLE_NOTE = "The latest 12 months, each group against its own usual range; one vertical axis for all."


def compare(page: Page, name: str, variant: Variant = USUAL) -> None:
    """The headline of a measure by the dimension to compare by, when one is chosen."""
    by, measure = page.filters.compare, variant.measure(name)
    if not by:
        return
    result, whole = page.ask(name, by, **variant.options), page.ask(name, **variant.options)
    rows, names = result.part(**measure.headline), names_of(page, by, result)
    title = f"{parts.title(measure)}{variant.about} by {labels.dimension(by).lower()}"
    said = difference(result, measure, names)
    st.html(cards.section(title, f"{said.first} {said.sure}".strip()))
    overall, unit = whole.one(**measure.headline), parts.unit(measure)
    figure = groups(rows, by, page.mode, page.narrow, names, overall, unit, parts.counted(measure))
    st.plotly_chart(figure, theme=None, config=CONFIG, alt=f"{title}. {said.first}", key=f"compare_{name}")


def compare_months(page: Page, name: str) -> None:
    """One small control chart a group, with its own verdict; groups without data are left out."""
    by, measure = page.filters.compare, MEASURES[name]
    if not by:
        return
    found = {value: one for value, one in page.monthly_by(name, by).items() if one.known}
    names, largest = names_of(page, by, page.ask(name, by)), sorted(found, key=lambda value: -_size(found[value]))
    items = [_multiple(names.get(value, value), found[value], measure) for value in largest[:MOST_MULTIPLES]]
    if items:
        st.html(cards.section(f"{parts.title(measure)} by month and {labels.dimension(by).lower()}", MULTIPLE_NOTE))
        st.html(small_multiples(items, page.mode, parts.unit(measure)))


def _multiple(name: str, monthly, measure) -> tuple:
    shown = last_twelve(monthly)
    return name, shown, shown.chart, verdict(monthly, measure)


def _size(monthly) -> float:
    return sum(monthly.denominators)


def names_of(page: Page, by: str, result) -> dict[str, str]:
    """Value -> its words, of a dimension that a result is grouped by."""
    known = page.programs if by == "program" else None
    return {group[by]: labels.value(by, group[by], known) for group in result.groups()}
