"""The groups of 1 to 10 clients that published counts speak of, whether or not a table has them.

A set, a set without a set inside it, a set without all the parts of a table in it, what is in two numbers of the same
people or in one and not in the other, and the spans of time that the periods of all releases cut out together.
"""

from collections.abc import Hashable, Sequence

import numpy as np
from scipy.sparse import csr_array

from access.threshold import FEWEST, is_small

# The subject of everybody whom a number speaks of.
EVERYBODY = "denominator {}"
TOLERANCE = 1e-7


def few(groups: np.ndarray, people: csr_array) -> np.ndarray:
    """Which groups (one a row, as classes) have 1 to 10 clients; people: clients × classes."""
    found = people @ csr_array(groups).T
    return is_small(np.diff(csr_array(found).tocsc().indptr))


def of(inside: np.ndarray, people: csr_array, tables: Sequence[Hashable], subjects: Sequence[tuple]) -> np.ndarray:
    """All of them, each once, one a row."""
    width, by_group, rows = inside.shape[1], _spans(inside, subjects), basis(inside)
    met = [_meetings(sets, people) for sets in by_group.values()]
    told = [group for groups in met if len(few_ := groups[few(groups, people)]) for group in few_[sums(few_, rows)]]
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


def _meetings(one_group: Sequence[np.ndarray], people: csr_array) -> np.ndarray:
    """What is in both of two of these sets, or in one and not in the other."""
    sets = np.unique(np.array(one_group), axis=0)
    shared = (sets * people.sum(axis=0)) @ sets.T
    own, most = np.diag(shared), _most(people)
    a, b = np.nonzero((shared > 0) & (shared <= most))
    c, d = np.nonzero((own[:, None] > shared) & (own[:, None] - shared <= most))
    return np.unique(np.vstack([sets[a] * sets[b], sets[c] * (1 - sets[d])]), axis=0)


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
