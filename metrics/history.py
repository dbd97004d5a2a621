"""A measure over time by the definitions that were in use: each month by the version of its day."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from metrics.measure import Measure
from metrics.notes.placing import month_from
from metrics.result import Result


@dataclass(frozen=True)
class Break:
    """The day on which another version of a definition came into use, and the first month that is counted by it."""

    day: date
    month: str
    measure: Measure

    @property
    def version(self) -> str:
        return self.measure.card.version


def breaks(measure: Measure) -> tuple[Break, ...]:
    """Where the definition changed, the earliest first."""
    days = [(date.fromisoformat(one.card.version_date), one) for one in measure.versions[1:]]
    return tuple(Break(day, month_from(day), one) for day, one in days)


def in_use(measure: Measure, month: str) -> Measure:
    """The measure as it was defined in a month."""
    found = measure.versions[0]
    for one in breaks(measure):
        found = one.measure if month >= one.month else found
    return found


def as_defined_then(measure: Measure, by_version: Mapping[str, Result]) -> Result:
    """One result by month from those of every version: each month by the version in use."""
    rows = [
        row
        for version, result in by_version.items()
        for row in result.rows
        if in_use(measure, row.group["month"]).card.version == version
    ]
    rows.sort(key=lambda row: row.group["month"])
    return replace(by_version[measure.card.version], rows=tuple(rows))
