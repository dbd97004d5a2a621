"""Period, filters and "compare by": the same widgets on every page, kept in the address."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import streamlit as st

from figures.words.labels import dimension
from figures.words.labels import value as value_words
from metrics.cohort import DIMENSIONS, Cohort
from metrics.monthly import month_end
from pages.frame import choices

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
# The days that a person may choose; those of the data lie well inside.
EARLIEST, LATEST = date(1950, 1, 1), date(2099, 12, 31)


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


def show(
    as_of: date, values: Mapping[str, list[str]], programs: Mapping[str, str], narrow: bool, comparing: bool, scope=None
) -> Filters:
    """Draw the widgets in one row, on a phone behind one button, and read them."""
    with _place(narrow):
        start, end, words = _period(as_of)
        where = _program(values, programs)
        compare = _compare() if comparing else None
        where += _more(values)
    return Filters(Cohort.asked(start, end, where, (), scope), compare, words)


def _place(narrow: bool):
    if narrow:
        return st.expander("Period and filters", key="filters")
    return st.container(horizontal=True, vertical_alignment="bottom", key="filters")


def _period(as_of: date) -> tuple[date | None, date | None, str]:
    chosen = choices.one("Period", PERIOD_WORDS, "period", 170)
    if chosen == CHOSEN:
        return _dates(as_of)
    if chosen == ALL_TIME:
        return None, None, "All months"
    start, end = months_back(as_of, PERIODS[chosen]), month_end(as_of)
    return start, end, f"{start:%b %Y} to {end:%b %Y}"


def _dates(as_of: date) -> tuple[date, date, str]:
    limits = {"min_value": EARLIEST, "max_value": LATEST, "format": "YYYY-MM-DD", "width": 150}
    start = st.date_input("From", months_back(as_of, 12), key="from", bind="query-params", **limits)
    end = st.date_input("To", as_of, key="to", bind="query-params", **limits)
    start, end = min(start, end), max(start, end)
    return start, end, f"{start.day} {start:%b %Y} to {end.day} {end:%b %Y}"


def _program(values: Mapping[str, list[str]], programs: Mapping[str, str]) -> list[tuple[str, str]]:
    words = {EVERYONE: "All programs"} | {code: programs.get(code, code) for code in values.get("program", [])}
    chosen = choices.one("Program", words, "program", 220)
    return [] if chosen == EVERYONE else [("program", chosen)]


def _compare() -> str | None:
    words = {NOTHING: "Nothing"} | {name: dimension(name) for name in DIMENSIONS}
    chosen = choices.one("Compare by", words, "compare", 170)
    return None if chosen == NOTHING else chosen


def _more(values: Mapping[str, list[str]]) -> list[tuple[str, str]]:
    active = sum(bool(st.session_state.get(name) or st.query_params.get_all(name)) for name in HIDDEN)
    with st.popover(f"More filters ({active})" if active else "More filters", key="more_filters"):
        chosen = {
            name: choices.several(dimension(name), {one: value_words(name, one) for one in values.get(name, [])}, name)
            for name in HIDDEN
        }
    return [(name, value) for name, found in chosen.items() for value in found]
