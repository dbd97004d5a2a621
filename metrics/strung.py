"""Facts strung together: rows as text of fixed width, all rows of a group in one value.

Where a result needs every row of a group and not only sums, handing them over one by one or sorting them takes
most of the time; one long text a group takes a third of it. A number in it is whole and not below zero; it is
written with 10^(width - 1) added, so that all have `width` digits.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

from sqlalchemy import BigInteger, ColumnElement, Connection, String, case, cast, func

from metrics import arrays as np
from metrics.cohort import Cohort
from metrics.episodes import fact_episode
from metrics.query import Source, by_group

# Numbers of clients have at most nine digits; a lone episode's client needs none.
WHOSE_WIDTH = 10


def written(numbers: Iterable[ColumnElement], width: int) -> ColumnElement:
    """Whole numbers as one text, `width` digits each; missing ones as 0."""
    base = 10 ** (width - 1)
    texts = [cast(cast(base + func.coalesce(number, 0), BigInteger), String(width)) for number in numbers]
    return reduce(lambda left, right: left.concat(right), texts)


def whose() -> ColumnElement:
    """The client of an episode as text; 0 for those who have this episode only."""
    return written([case((fact_episode.c.lone == 1, 0), else_=fact_episode.c.client_no)], WHOSE_WIDTH)


def strung(connection: Connection, cohort: Cohort, source: Source, text: ColumnElement, width: int) -> dict:
    """{group key: letters of every row's text} as digits, shape (rows, width)."""
    found = by_group(connection, cohort, source, func.aggregate_strings(text, ""))
    return {key: _digits(rows[0][0] or "", width) for key, rows in found.items()}


def nobody(width: int) -> np.ndarray:
    """The digits of no row."""
    return np.zeros((0, width), dtype=np.uint8)


def _digits(text: str, width: int) -> np.ndarray:
    return np.frombuffer(text.encode("ascii"), dtype=np.uint8).reshape(-1, width) - np.uint8(ord("0"))


def read(digits: np.ndarray, first: int, count: int, width: int) -> np.ndarray:
    """`count` numbers of `width` digits each, from the digit `first` on; shape (rows, count)."""
    parts = digits[:, first : first + count * width].reshape(-1, count, width)
    numbers = np.zeros(parts.shape[:2], dtype=np.int64)
    for place in range(width):
        numbers = 10 * numbers + parts[:, :, place]
    return numbers - 10 ** (width - 1)


def by_client(clients: np.ndarray, numbers: np.ndarray) -> np.ndarray:
    """Rows of numbers, those of one client added up; a client of 0 stands for somebody else in each row."""
    lone = clients == 0
    several, place = np.unique(clients[~lone], return_inverse=True)
    sums = np.zeros((len(several), numbers.shape[1]), dtype=np.int64)
    np.add.at(sums, place, numbers[~lone])
    return np.concatenate([numbers[lone], sums])
