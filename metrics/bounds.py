"""A number between its bounds: what it would be if all that is missing were known to be one thing, or the other.

Every measure that reads missing data in several ways has rows whose parts differ in "missing" alone; a row
without it is the one that leaves the missing out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from metrics.result import Row

MISSING = "missing"


@dataclass(frozen=True)
class Bounded:
    """A row as it is counted, and the rows with the lowest and the highest value over all readings of the missing."""

    row: Row
    least: Row
    most: Row

    @property
    def band(self) -> float:
        """How far what is missing could move the value."""
        return self.most.value - self.least.value

    @property
    def interval(self) -> float | None:
        """How far chance could have moved it; None where it has no interval."""
        return None if None in (self.row.low, self.row.high) else self.row.high - self.row.low

    @property
    def wide(self) -> bool:
        """What is missing could move it further than chance."""
        return self.interval is not None and self.band > self.interval


def bounded(rows: Iterable[Row], part: Mapping, group: Mapping | None = None) -> Bounded | None:
    """The row of exactly this part and group between its bounds; None where it has no value, or only one reading.

    A reading without a value (nobody was followed so far) has no bound to give: then there is None too.
    """
    own = [row for row in rows if row.group == dict(group or {}) and _read_once(row.part) == _read_once(part)]
    main = next((row for row in own if row.part == dict(part)), None)
    if main is None or len(own) < 2 or any(row.value is None for row in own):
        return None
    ordered = sorted(own, key=lambda row: row.value)
    return Bounded(main, ordered[0], ordered[-1])


def _read_once(part: Mapping) -> dict:
    return {name: value for name, value in part.items() if name != MISSING}
