"""The cohort: whom and when a number speaks of. The one place where it becomes WHERE and GROUP BY."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, bindparam

from metrics.episodes import fact_episode
from metrics.facts import day_of

DIMENSIONS = (
    "program",
    "track",
    "entry",
    "payer",
    "primary_substance",
    "co_occurring",
    "level_of_care",
    "age_band",
    "gender",
    "race",
    "ethnicity",
    "language",
)
TIME_DIMENSIONS = ("month", "quarter")
YEARS = range(1900, 3000)
# The parameter that holds the programs in scope, by which a guarded engine knows that a statement is narrowed.
SCOPE = "programs_in_scope"


class BadRequest(ValueError):
    """What a person asked for cannot be answered; the text says what to do."""


@dataclass(frozen=True)
class Cohort:
    """A period, filters, groups and the programs that the viewer may see (None: all).

    Dates are inclusive; which date of the record they speak of is the measure's business. Filters of one
    dimension are alternatives, filters of several dimensions hold together.
    """

    start: date | None = None
    end: date | None = None
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()
    by: tuple[str, ...] = ()
    scope: frozenset[str] | None = None

    def __post_init__(self):
        for name in (*self.by, *(name for name, _ in self.where)):
            if name not in DIMENSIONS + TIME_DIMENSIONS:
                raise BadRequest(
                    f"There is no dimension {name!r}; choose from {', '.join(DIMENSIONS + TIME_DIMENSIONS)}."
                )
        if self.start and self.end and self.start > self.end:
            raise BadRequest(f"The period ends ({self.end}) before it starts ({self.start}).")

    @classmethod
    def asked(cls, start=None, end=None, where: Iterable[tuple[str, str]] = (), by: Iterable[str] = (), scope=None):
        """A cohort from single (dimension, value) pairs, as a command line or an address gives them."""
        values: dict[str, list[str]] = {}
        for name, value in where:
            values.setdefault(name, []).append(str(value))
        kept = tuple((name, tuple(dict.fromkeys(found))) for name, found in sorted(values.items()))
        return cls(start, end, kept, tuple(dict.fromkeys(by)), scope)

    def grouped(self, *by: str) -> "Cohort":
        """The same people, grouped otherwise."""
        return replace(self, by=by)

    def filters(self) -> dict:
        return {name: list(values) for name, values in self.where}

    def chosen(self) -> dict:
        """The choices in words that can be written down: period and filters."""
        days = {"from": self.start, "to": self.end}
        return {name: day and day.isoformat() for name, day in days.items()} | {"where": self.filters()}

    def people(self) -> list[ColumnElement]:
        """The conditions that speak of the episode alone, without its dates."""
        named = [
            fact_episode.c[name].in_(self._mine(name, values)) for name, values in self.where if name in DIMENSIONS
        ]
        return named + self.scoped()

    def _mine(self, name: str, values: Iterable[str]) -> list[str]:
        """Programs outside the scope are never looked up: asking for one costs what asking for one that is none costs."""
        return [one for one in values if name != "program" or self.scope is None or one in self.scope]

    def scoped(self) -> list[ColumnElement]:
        """The condition that keeps to the programs the viewer may see."""
        return self.of_scope(fact_episode.c.program)

    def of_scope(self, program: ColumnElement) -> list[ColumnElement]:
        """The same for any column that holds a program."""
        if self.scope is None:
            return []
        return [program.in_(bindparam(SCOPE, sorted(self.scope), expanding=True))]

    def dated(self, day: ColumnElement, month: ColumnElement) -> list[ColumnElement]:
        """The conditions on the measure's own date, given as day number and YYYYMM."""
        wanted = [day >= day_of(self.start)] if self.start else []
        wanted += [day <= day_of(self.end)] if self.end else []
        return wanted + self.in_months(month)

    def in_months(self, month: ColumnElement) -> list[ColumnElement]:
        """The filters that name months or quarters."""
        months = [
            months_of(name, value) for name, values in self.where if name in TIME_DIMENSIONS for value in [values]
        ]
        return [month.in_(sorted(found)) for found in months]

    def groups(self, month: ColumnElement) -> list[ColumnElement]:
        """The columns to group by, labelled with their dimension."""
        return [self._group(name, month).label(f"by_{name}") for name in self.by]

    def _group(self, name: str, month: ColumnElement) -> ColumnElement:
        if name == "month":
            return month
        return quarter_start(month) if name == "quarter" else fact_episode.c[name]

    def named(self, keys: Iterable) -> dict:
        """A group as people read it, from the values of its columns in the order of `groups`."""
        return {name: _label(name, key) for name, key in zip(self.by, keys, strict=True)}


def quarter_start(month: ColumnElement) -> ColumnElement:
    """The first month of a month's quarter, both YYYYMM."""
    return month - (month % 100 - 1) % 3


def _label(name: str, key) -> str:
    if name == "month":
        return f"{key // 100}-{key % 100:02d}"
    return f"{key // 100}-Q{(key % 100 + 2) // 3}" if name == "quarter" else key


def months_of(name: str, labels: Iterable[str]) -> set[int]:
    """The YYYYMM numbers behind labels such as 2024-03 (month) or 2024-Q1 (quarter)."""
    try:
        pairs = [label.split("-Q" if name == "quarter" else "-") for label in labels]
        found = [(int(year), int(part)) for year, part in pairs]
        if not all(year in YEARS and 0 < part <= (4 if name == "quarter" else 12) for year, part in found):
            raise ValueError(labels)
    except ValueError:
        example = "2024-Q1" if name == "quarter" else "2024-03"
        raise BadRequest(f"A {name} is written like {example}, of a year from {YEARS[0]} to {YEARS[-1]}.") from None
    if name == "month":
        return {100 * year + part for year, part in found}
    return {100 * year + 3 * part - offset for year, part in found for offset in range(3)}
