"""The slow second author of every measure: plain loops over rows, sharing nothing with the fast one.

    measure(rows, "retention", start=date(2024, 1, 1), by=("program",))

`rows` maps each table's name to a list of dicts with that table's columns: dates are datetime.date or None,
numbers are int, float or None, everything else is str or None. Bad rows have been removed before.
"""

from . import (
    attendance,
    cohort,
    collection,
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
    collection,
)
NAMES = tuple(name for family in FAMILIES for name in family.NAMES)

__all__ = ["NAMES", "Slowly", "as_of", "measure"]


def measure(rows, name, start=None, end=None, where=None, by=(), options=None, version=None):
    """Every row of one measure, as dicts of group, part, numerator, denominator, value, low, high.

    `start` and `end` are inclusive dates, `where` maps a dimension to the list of values to keep, `by` is the
    dimensions to compare by. Without `by` there is one group, {}; with it, only groups that somebody is in.
    `version`: as the measure was defined then.
    Raises KeyError for an unknown measure or dimension.
    """
    return Slowly(rows, name, version).measure(start, end, where, by, options)


class Slowly:
    """The same for several questions of one measure: its units are gone through once for the same options."""

    def __init__(self, rows, name, version=None):
        self.rows, self.name, self.family = rows, name, family_of(name)
        self.answer = self.family.answer if version is None else self.family.EARLIER[name, version]
        self.units = {}

    def measure(self, start=None, end=None, where=None, by=(), options=None):
        """As `measure` of this module."""
        options = options or {}
        asked = str(sorted(options.items()))
        if asked not in self.units:
            self.units[asked] = list(self.family.units(self.rows, self.name, options))
        groups = cohort.grouped(self.units[asked], start, end, where or {}, tuple(by))
        found = ((group, self.answer(self.name, facts, options)) for group, facts in groups.items())
        return [{"group": dict(group), **row} for group, rows in found for row in rows]


def family_of(name):
    """The module that holds a measure of this name."""
    for family in FAMILIES:
        if name in family.NAMES:
            return family
    raise KeyError(name)
