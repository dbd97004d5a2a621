"""Period, filters and "compare by": the same widgets on every page, kept in the address."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import streamlit as st

from figures.words.labels import dimension
from figures.words.labels import value as value_words
from metrics.cohort import DIMENSIONS, Cohort
from metrics.monthly import month_end

PERIODS = {"3m": 3, "6m": 6, "12m": 12, "24m": 24}
ALL_TIME, CHOSEN, EVERYONE, NOTHING = "all", "dates", "all", "none"
PERIOD_WORDS = {
    "12m": "Last 12 months",
    "3m": "Last 3 months",
    "6m": "Last 6 months",
    "24m": "Last 24 months",
    ALL_TIME: "All months",
    CHOSEN: "Choose dates",
}
HIDDEN = tuple(name for name in DIMENSIONS if name != "program")


@dataclass(frozen=True)
class Filters:
    """What the person chose: a cohort without groups, and the dimension to compare by (None: none)."""

    cohort: Cohort
    compare: str | None
    period_words: str


def months_back(last: date, months: int) -> date:
    """The first day of the period of so many months that ends with the month of `last`."""
    place = 12 * last.year + last.month - months
    return date(place // 12, place % 12 + 1, 1)


def show(as_of: date, values: Mapping[str, list[str]], programs: Mapping[str, str], scope=None) -> Filters:
    """Draw the widgets in one row and read them."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
        start, end, words = _period(as_of)
        where = _program(values, programs)
        compare = _compare()
        where += _more(values)
    return Filters(Cohort.asked(start, end, where, (), scope), compare, words)


def _period(as_of: date) -> tuple[date | None, date | None, str]:
    chosen = st.selectbox(
        "Period", list(PERIOD_WORDS), format_func=PERIOD_WORDS.get, key="period", bind="query-params", width=170
    )
    if chosen == CHOSEN:
        return _dates(as_of)
    if chosen == ALL_TIME:
        return None, None, "All months"
    start, end = months_back(as_of, PERIODS[chosen]), month_end(as_of)
    return start, end, f"{start:%b %Y} to {end:%b %Y}"


def _dates(as_of: date) -> tuple[date, date, str]:
    start = st.date_input("From", months_back(as_of, 12), key="from", bind="query-params", width=150)
    end = st.date_input("To", as_of, key="to", bind="query-params", width=150)
    start, end = min(start, end), max(start, end)
    return start, end, f"{start.day} {start:%b %Y} to {end.day} {end:%b %Y}"


def _program(values: Mapping[str, list[str]], programs: Mapping[str, str]) -> list[tuple[str, str]]:
    options = [EVERYONE, *values.get("program", [])]
    names = {EVERYONE: "All programs", **programs}
    chosen = st.selectbox(
        "Program", options, format_func=lambda one: names.get(one, one), key="program", bind="query-params", width=220
    )
    return [] if chosen == EVERYONE else [("program", chosen)]


def _compare() -> str | None:
    words = {NOTHING: "Nothing"} | {name: dimension(name) for name in DIMENSIONS}
    chosen = st.selectbox(
        "Compare by", list(words), format_func=words.get, key="compare", bind="query-params", width=170
    )
    return None if chosen == NOTHING else chosen


def _more(values: Mapping[str, list[str]]) -> list[tuple[str, str]]:
    active = sum(bool(st.session_state.get(name)) for name in HIDDEN)
    with st.popover(f"More filters ({active})" if active else "More filters", key="more_filters"):
        chosen = {name: _values(name, values.get(name, [])) for name in HIDDEN}
    return [(name, value) for name, found in chosen.items() for value in found]


def _values(name: str, options: list[str]) -> list[str]:
    return st.multiselect(
        dimension(name),
        options,
        format_func=lambda value: value_words(name, value),
        key=name,
        bind="query-params",
        placeholder="All",
    )
