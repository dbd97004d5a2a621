"""Rows that many families share: proportions of people, of things that repeat inside a person, and means."""

from metrics.intervals import clustered_proportion, t_interval, wilson
from metrics.query import Moments
from metrics.result import Row


def proportion(part: dict, k: int, n: int) -> Row:
    """k of n independent people with the Wilson interval; no data where n is 0."""
    return Row({}, part, k, n, k / n, *wilson(k, n)) if n else Row({}, part, 0, 0, None)


def clustered_share(part: dict, sums: Moments, a: str, n: str) -> Row:
    """a of n things that repeat inside a person, the person as cluster, from `query.clustered`."""
    k, total = sums.get(a, 0), sums.get(n, 0)
    if not total:
        return Row({}, part, 0, 0, None)
    m, squares = sums[f"#{n}"], (sums[f"{a}*{a}"], sums[f"{a}*{n}"], sums[f"{n}*{n}"])
    return Row({}, part, k, total, k / total, *clustered_proportion(m, k, total, *squares), clients=m)


def mean(part: dict, n: int, added: int, squares: int) -> Row:
    """A mean with Student's interval; the numerator is the sum."""
    return Row({}, part, added, n, added / n, *t_interval(n, added, squares)) if n else Row({}, part, 0, 0, None)
