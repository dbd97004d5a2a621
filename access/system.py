"""Counts that stand on each other: published sets of episodes as sums over classes.

A class is everybody who is in exactly the same sets. Only classes that have somebody are kept: whoever attacks the
tables does not know which are empty, so what is safe here is safe against him, whatever he knows of the definitions:
what is true of every person (nobody recovers who was not followed up) is true of every class.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from access import targets
from access.targets import clients
from access.things import weight
from access.threshold import is_small

EARLIER_SHOWN, EARLIER_HIDDEN = -1, -2


@dataclass(frozen=True)
class Counted:
    """One count: who is in it, the switch that shows or hides it, the table it stands in, and its subject: the number
    it belongs to and whom of it, whatever the period and the release.

    members: episodes as "client TAB episode", or things as access.things has them. switch: the place of a decision;
    EARLIER_SHOWN or EARLIER_HIDDEN where an earlier release has decided it. listed: everybody on a line, so that who
    sees the line, shown or not, knows that somebody is there.
    """

    members: frozenset[str]
    switch: int
    table: Hashable
    subject: tuple[str, str] = ("", "")
    listed: bool = False


@dataclass(frozen=True)
class System:
    """`inside[s, k]`: class k is in set s; `sizes[k]`: how many are in class k; `few[s]`: 1 to 10 clients are in set s;
    `targets`: groups of so few to protect, one a row, as classes; `clients[t]`: how many are in group t; `listed[s]`: set s
    is known to have somebody."""

    inside: np.ndarray
    sizes: np.ndarray
    switches: np.ndarray
    few: np.ndarray
    targets: np.ndarray
    clients: np.ndarray
    listed: np.ndarray

    @classmethod
    def of(cls, counts: Sequence[Counted]) -> "System":
        inside, people = classes(counts)
        sizes, switches = people.sum(axis=0), np.array([one.switch for one in counts], dtype=int)
        found = targets.of(inside, people, [one.table for one in counts], [one.subject for one in counts])
        listed = np.array([one.listed and bool(one.members) for one in counts], dtype=bool)
        few = is_small(clients(inside, people))
        return cls(inside, sizes, switches, few, found, clients(found, people), listed)

    @property
    def counts(self) -> np.ndarray:
        return self.inside @ self.sizes

    def shown(self, hidden: np.ndarray) -> np.ndarray:
        """Which sets are published under these decisions."""
        decided = np.zeros(len(self.switches), dtype=bool)
        own = self.switches >= 0
        decided[own] = ~hidden[self.switches[own]]
        return decided | (self.switches == EARLIER_SHOWN)


def classes(counts: Sequence[Counted]) -> tuple[np.ndarray, csr_array]:
    """(sets × classes of 0 and 1, clients × classes with the episodes or things of each client)."""
    people = sorted(set().union(*(one.members for one in counts))) if counts else []
    place = {person: k for k, person in enumerate(people)}
    inside = np.zeros((len(counts), len(people)), dtype=np.uint8)
    for row, one in zip(inside, counts, strict=True):
        row[[place[person] for person in one.members]] = 1
    packed = np.packbits(inside, axis=0)
    _, first, which = np.unique(packed, axis=1, return_index=True, return_inverse=True)
    return inside[:, first].astype(np.int64), _clients(people, which.ravel(), len(first))


def _clients(members: Sequence[str], which: np.ndarray, width: int) -> csr_array:
    number: dict[str, int] = {}
    rows = [number.setdefault(one.partition("\t")[0], len(number)) for one in members]
    weights = np.array([weight(one) for one in members], dtype=np.int64)
    return csr_array((weights, (rows, which)), shape=(len(number), width))
