"""The simple way, as a yardstick: where one count of a row or column is hidden, hide the next smallest, and again."""

from collections.abc import Iterator, Sequence

import numpy as np

from access.lines import Line
from access.threshold import is_small

OF, COUNT = 0, 1


def repetition(lines: Sequence[Line]) -> np.ndarray:
    """Which counts (two a line) are hidden when rows and columns are gone through until none has one hidden alone."""
    sizes = np.array([[len(line.sets.clients[kind]) for kind in ("denominator", "numerator")] for line in lines])
    sizes = sizes.reshape(len(lines), 2)
    other = np.array([len(line.sets.clients["complement"]) for line in lines], dtype=int)
    hidden = is_small(sizes)
    hidden[:, COUNT] |= is_small(other) | hidden[:, OF]
    rows = list(_rows(lines))
    while True:
        before = hidden.sum()
        for row, which in ((row, which) for row in rows for which in (OF, COUNT)):
            if hidden[row, which].sum() == 1 and len(row) > 1:
                hidden[min((k for k in row if not hidden[k, which]), key=lambda k: sizes[k, which]), which] = True
        hidden[:, COUNT] |= hidden[:, OF]
        if hidden.sum() == before:
            return hidden


def _rows(lines: Sequence[Line]) -> Iterator[list[int]]:
    """Lines that add up: the groups of a table along each of its dimensions, with their total, in one period."""
    found: dict[tuple, list[int]] = {}
    for place, line in enumerate(lines):
        for dim in line.by:
            others = tuple((name, line.row.group[name]) for name in line.by if name != dim)
            found.setdefault((*line.table, line.period, dim, others), []).append(place)
    totals = {(line.table[:2], line.period, tuple(line.row.group.items())): k for k, line in enumerate(lines)}
    for (measure, part, _, period, _, others), places in found.items():
        total = totals.get(((measure, part), period, others))
        yield places if total is None else [*places, total]
