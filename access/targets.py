"""The groups of 1 to 10 clients that published counts speak of, whether or not a table has them.

A set, a set without a set inside it, a set without all the parts of a table in it, the spans of time that the periods of
all releases cut out together, and what numbers of the same people cut out of each other: what is in two of them or in
one and not in the other, what a third cuts out of that, and so on.
"""

from collections.abc import Hashable, Iterator, Sequence

import numpy as np
from scipy.sparse import csr_array

from access.threshold import FEWEST, is_small

# The subject of everybody whom a number speaks of.
EVERYBODY = "denominator {}"
TOLERANCE = 1e-7
# How often what numbers cut out is cut again: three times is four numbers together. Of more sets of one group than these
# only what is little is cut out, and of what is large only so much is cut again.
MOST_CUTS, MOST_SETS, MOST_TOLD = 3, 80, 400


def clients(groups: np.ndarray, people: csr_array) -> np.ndarray:
    """How many clients are in each group (one a row, as classes); people: clients × classes."""
    found = people @ csr_array(groups).T
    return np.diff(csr_array(found).tocsc().indptr)


def few(groups: np.ndarray, people: csr_array) -> np.ndarray:
    """Which groups have 1 to 10 clients."""
    return is_small(clients(groups, people))


def of(inside: np.ndarray, people: csr_array, tables: Sequence[Hashable], subjects: Sequence[tuple]) -> np.ndarray:
    """All of them, each once, one a row."""
    width, by_group, rows = inside.shape[1], _spans(inside, subjects), basis(inside)
    told = [group for sets in by_group.values() for group in _cut_out(sets, people, rows)]
    spans = [one for sets in by_group.values() for one in sets]
    found = (inside, _differences(inside, people), _rests(inside, tables), spans, told)
    groups = np.unique(np.vstack([np.reshape(one, (-1, width)) for one in found]), axis=0) if width else inside
    return groups[few(groups, people)] if len(groups) else np.zeros((0, width), dtype=np.int64)


def _most(people: csr_array) -> int:
    """As many episodes as 10 clients can have at most."""
    own = people.sum(axis=1)
    return (FEWEST - 1) * int(own.max(initial=1))


def _differences(inside: np.ndarray, people: csr_array) -> np.ndarray:
    shared = (inside * people.sum(axis=0)) @ inside.T
    counts = np.diag(shared)
    left = counts[None, :] - counts[:, None]
    nested = (shared == counts[:, None]) & (left > 0) & (left <= _most(people)) & (counts[:, None] > 0)
    small, big = np.nonzero(nested)
    return inside[big] - inside[small]


def _rests(inside: np.ndarray, tables: Sequence[Hashable]) -> list[np.ndarray]:
    by_table: dict[Hashable, list[int]] = {}
    for place, table in enumerate(tables):
        by_table.setdefault(table, []).append(place)
    found = []
    for own in by_table.values():
        within = (inside[own] @ (1 - inside).T == 0).T.astype(np.int64)
        covered = np.minimum(within @ inside[own], 1)
        found += list((inside - np.minimum(covered, inside))[within.sum(axis=1) > 1])
    return found


def _spans(inside: np.ndarray, subjects: Sequence[tuple[str, str]]) -> dict[str, list[np.ndarray]]:
    """By the people it is of (one group): each number in each span of time that the periods of all releases cut out."""
    places: dict[tuple[str, str], list[int]] = {}
    for place, subject in enumerate(subjects):
        places.setdefault(subject, []).append(place)
    found: dict[str, list[np.ndarray]] = {}
    for (number, whom), own in places.items():
        within = inside[own].any(axis=0)
        cuts = inside[[*own, *places.get((number, EVERYBODY), ())]]
        _, which = np.unique(cuts, axis=1, return_inverse=True)
        spans = [(within & (which.ravel() == span)).astype(np.int64) for span in np.unique(which.ravel()[within])]
        found.setdefault(whom.partition(" ")[2], []).extend([*inside[own], *spans])
    return found


def _cut_out(one_group: Sequence[np.ndarray], people: csr_array, rows: np.ndarray) -> Iterator[np.ndarray]:
    """The few that two, three and more of these sets cut out, wherever sums of what is published can tell their number."""
    sets = _distinct(np.array(one_group))
    known = fresh = sets
    for _ in range(MOST_CUTS):
        found = _cuts(fresh, sets, people)
        found = found[sums(found, rows)]
        yield from found[few(found, people)]
        fresh = _without(found, known)[:MOST_TOLD]
        known = np.vstack([known, fresh])


def _cuts(groups: np.ndarray, sets: np.ndarray, people: csr_array) -> np.ndarray:
    """What is both in a group and in a set, and in a group and not in the set; of many sets only where it is little."""
    sizes = people.sum(axis=0)
    most = _most(people) if len(sets) > MOST_SETS else sizes.sum()
    shared = (groups * sizes) @ sets.T
    left = (groups @ sizes)[:, None] - shared
    a, b = np.nonzero((shared > 0) & (left > 0) & (shared <= most))
    c, d = np.nonzero((shared > 0) & (left > 0) & (left <= most))
    return _distinct(np.vstack([groups[a] & sets[b], groups[c] & (1 - sets[d])]))


def _distinct(rows: np.ndarray) -> np.ndarray:
    """Rows of 0 and 1, each once."""
    _, first = np.unique(np.packbits(rows.astype(np.uint8), axis=1), axis=0, return_index=True)
    return rows[np.sort(first)]


def _without(rows: np.ndarray, known: np.ndarray) -> np.ndarray:
    """The rows that are not known."""
    seen = {one.tobytes() for one in np.packbits(known.astype(np.uint8), axis=1)}
    packed = np.packbits(rows.astype(np.uint8), axis=1)
    return rows[[one.tobytes() not in seen for one in packed]] if len(rows) else rows


def basis(inside: np.ndarray) -> np.ndarray:
    """Orthonormal rows that span the same, by the smaller of the two matrices of products."""
    rows = inside.astype(float)
    wide = len(rows) <= rows.shape[1]
    values, vectors = np.linalg.eigh(rows @ rows.T if wide else rows.T @ rows)
    kept = values > TOLERANCE * max(values.max(initial=0), 1)
    return (vectors[:, kept] / np.sqrt(values[kept])).T @ rows if wide else vectors[:, kept].T


def sums(groups: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """Which groups are sums and differences of sets with this basis; what is not, no sum gives away."""
    left = groups - (groups @ rows.T) @ rows
    return np.abs(left).max(axis=1, initial=0) < TOLERANCE**0.5
