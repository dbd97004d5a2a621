"""Counts of one kind of unit (clients, episodes) that stand on each other: published sets as sums over classes.

A class is everybody who is in exactly the same sets. Only classes that have somebody are kept: whoever attacks the
tables does not know which are empty, so what is safe here is safe against him.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from access.threshold import is_small

EARLIER_SHOWN, EARLIER_HIDDEN = -1, -2
# The subject of everybody whom a number speaks of.
EVERYBODY = "denominator {}"


@dataclass(frozen=True)
class Counted:
    """One count: who is in it, the switch that shows or hides it, the table it stands in, and its subject: the number
    it belongs to and whom of it, whatever the period and the release.

    switch: the place of a decision; EARLIER_SHOWN or EARLIER_HIDDEN where an earlier release has decided it.
    """

    members: frozenset[str]
    switch: int
    table: Hashable
    subject: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class System:
    """`inside[s, k]`: class k is in set s; `sizes[k]`: how many are in class k; `targets`: small groups to protect,
    one a row, as classes."""

    inside: np.ndarray
    sizes: np.ndarray
    switches: np.ndarray
    tables: tuple[Hashable, ...]
    targets: np.ndarray

    @classmethod
    def of(cls, counts: Sequence[Counted]) -> "System":
        inside, sizes = classes(counts)
        switches = np.array([one.switch for one in counts], dtype=int)
        tables = tuple(one.table for one in counts)
        found = [*_targets(inside, sizes, tables), *_spans(inside, sizes, [one.subject for one in counts])]
        groups = np.unique(np.array(found), axis=0) if found else np.zeros((0, inside.shape[1]), dtype=np.int64)
        return cls(inside, sizes, switches, tables, groups)

    @property
    def counts(self) -> np.ndarray:
        return self.inside @ self.sizes

    def shown(self, hidden: np.ndarray) -> np.ndarray:
        """Which sets are published under these decisions."""
        decided = np.zeros(len(self.switches), dtype=bool)
        own = self.switches >= 0
        decided[own] = ~hidden[self.switches[own]]
        return decided | (self.switches == EARLIER_SHOWN)


def classes(counts: Sequence[Counted]) -> tuple[np.ndarray, np.ndarray]:
    """(sets × classes of 0 and 1, people in each class)."""
    people = sorted(set().union(*(one.members for one in counts))) if counts else []
    place = {person: k for k, person in enumerate(people)}
    inside = np.zeros((len(counts), len(people)), dtype=np.uint8)
    for row, one in zip(inside, counts, strict=True):
        row[[place[person] for person in one.members]] = 1
    packed = np.packbits(inside, axis=0)
    _, first, sizes = np.unique(packed, axis=1, return_index=True, return_counts=True)
    return inside[:, first].astype(np.int64), sizes


def _targets(inside: np.ndarray, sizes: np.ndarray, tables: tuple) -> Iterable[np.ndarray]:
    """Groups of 1 to 10: a set, a set without a set inside it, a set without all the parts of a table in it."""
    yield from inside[is_small(inside @ sizes)]
    yield from _differences(inside, sizes)
    yield from _rests(inside, sizes, tables)


def _spans(inside: np.ndarray, sizes: np.ndarray, subjects: Sequence[tuple[str, str]]) -> Iterable[np.ndarray]:
    """Groups of 1 to 10 in each span of time that the periods of all releases cut out, whether a table has it or not."""
    places: dict[tuple[str, str], list[int]] = {}
    for place, subject in enumerate(subjects):
        places.setdefault(subject, []).append(place)
    for (number, _), own in places.items():
        within = inside[own].any(axis=0)
        cuts = inside[[*own, *places.get((number, EVERYBODY), ())]]
        _, which = np.unique(cuts, axis=1, return_inverse=True)
        for span in np.unique(which.ravel()[within]):
            group = (within & (which.ravel() == span)).astype(np.int64)
            if is_small(group @ sizes):
                yield group


def _differences(inside: np.ndarray, sizes: np.ndarray) -> Iterable[np.ndarray]:
    shared = (inside * sizes) @ inside.T
    counts = np.diag(shared)
    nested = (shared == counts[:, None]) & is_small(counts[None, :] - counts[:, None])
    return [inside[big] - inside[small] for small, big in np.argwhere(nested & (counts[:, None] > 0))]


def _rests(inside: np.ndarray, sizes: np.ndarray, tables: tuple) -> Iterable[np.ndarray]:
    by_table: dict[Hashable, list[int]] = {}
    for place, table in enumerate(tables):
        by_table.setdefault(table, []).append(place)
    shared = (inside * sizes) @ inside.T
    for own in by_table.values():
        within = (shared[own] == np.diag(shared)[own][:, None]).T.astype(np.int64)
        covered = np.minimum(within @ inside[own], 1)
        left = inside - np.minimum(covered, inside)
        yield from left[is_small(left @ sizes) & (within.sum(axis=1) > 1)]
