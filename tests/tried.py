"""What came of attacking the values of a release: how many counts of 1 to 10 people were looked for, and found."""

from dataclasses import dataclass, field

import numpy as np

from tests.pattern_attack import Patterns, row

Cells = frozenset[int]


@dataclass
class Tried:
    """counts: of 1 to 10, looked for; values: shown with their intervals; pinned: (what, cells, true count); unknown: the
    same of those that no program settled in its time."""

    counts: int = 0
    values: int = 0
    pinned: list = field(default_factory=list)
    unknown: list = field(default_factory=list)

    def look(self, attack: Patterns, what: str, cells: Cells, mask: np.ndarray, true: int) -> None:
        """See whether a count can be pinned down, where it is 1 to 10."""
        if 1 <= true <= 10:
            self.counts += 1
            pinned = attack.is_pinned(row(cells, mask, attack.cells))
            if pinned is not False:
                (self.pinned if pinned else self.unknown).append((what, sorted(cells), true))


def groupings(cells: int) -> list[Cells]:
    """Everybody, and each group by itself."""
    return [frozenset(range(cells)), *(frozenset([cell]) for cell in range(cells) if cells > 1)]


def group_of(cells: Cells, every: int) -> str:
    """The name of a group; "" for everybody."""
    return "" if len(cells) == every else str(min(cells))
