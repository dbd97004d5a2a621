"""A measure month by month (or quarter by quarter), as a figure needs it."""

from collections.abc import Sequence
from typing import Protocol


class Series(Protocol):
    """One entry a period in each; a period without anything counted has None as value and 0 of 0."""

    labels: Sequence[str]
    values: Sequence[float | None]
    numerators: Sequence[float | None]
    denominators: Sequence[float | None]
    lows: Sequence[float | None]
    highs: Sequence[float | None]

    def __len__(self) -> int: ...
