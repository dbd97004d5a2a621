"""The slow second author of every measure: plain loops over rows, sharing nothing with the fast one.

    measure(rows, "retention", start=date(2024, 1, 1), by=("program",))

`rows` maps each table's name to a list of dicts with that table's columns: dates are datetime.date or None,
numbers are int, float or None, everything else is str or None. Bad rows have been removed before.
"""

from . import (
    attendance,
    cohort,
    continuity,
    depression,
    discharge,
    dose,
    emergency,
    ends,
    follow_up,
    meetings,
    recovery,
    relapse,
    retention,
    symptoms,
)
from .cohort import as_of

FAMILIES = (
    attendance,
    dose,
    meetings,
    retention,
    symptoms,
    recovery,
    depression,
    relapse,
    emergency,
    ends,
    discharge,
    follow_up,
    continuity,
)
NAMES = tuple(name for family in FAMILIES for name in family.NAMES)

__all__ = ["NAMES", "as_of", "measure"]


def measure(rows, name, start=None, end=None, where=None, by=(), options=None, version=None):
    """Every row of one measure, as dicts of group, part, numerator, denominator, value, low, high.

    `start` and `end` are inclusive dates, `where` maps a dimension to the list of values to keep, `by` is the
    dimensions to compare by. Without `by` there is one group, {}; with it, only groups that somebody is in.
    `version`: as the measure was defined then.
    Raises KeyError for an unknown measure or dimension.
    """
    family = family_of(name)
    units = family.units(rows, name, options or {})
    groups = cohort.grouped(units, start, end, where or {}, tuple(by))
    answer = family.answer if version is None else family.EARLIER[name, version]
    return [
        {"group": dict(group), **row} for group, facts in groups.items() for row in answer(name, facts, options or {})
    ]


def family_of(name):
    """The module that holds a measure of this name."""
    for family in FAMILIES:
        if name in family.NAMES:
            return family
    raise KeyError(name)
