"""A measure month by month (or quarter by quarter), as a control chart needs it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Series:
    """One entry a period in each list; a period without anything counted has None as value and 0 of 0."""

    labels: list[str]
    values: list[float | None]
    numerators: list[int]
    denominators: list[int]
    lows: list[float | None]
    highs: list[float | None]

    def __len__(self) -> int:
        return len(self.labels)
