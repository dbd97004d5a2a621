"""Facts strung together: rows as text of fixed width, all rows of a group in one value.

Where a result needs every row of a group, or many sums of them, handing them over one by one, sorting or adding them
up takes most of the time; one long text a group takes a third of it. A number in it is whole and not below zero; it is
written with 10^(width - 1) added, so that all have `width` digits.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

from sqlalchemy import BigInteger, ColumnElement, Connection, String, case, cast, func, literal, or_

from metrics import arrays as np
from metrics.cohort import Cohort
from metrics.query import Source, by_group

# Numbers of nine digits and fewer fit into 32 bits, which are read in half the time.
NARROW = 9


def written(numbers: Iterable[ColumnElement], width: int) -> ColumnElement:
    """Whole numbers as one text, `width` digits each; missing ones as 0."""
    base = literal(10 ** (width - 1), BigInteger)
    texts = [cast(cast(base + func.coalesce(number, 0), BigInteger), String(width)) for number in numbers]
    return reduce(lambda left, right: left.concat(right), texts)


def fitting(numbers: Iterable[ColumnElement], width: int) -> ColumnElement:
    """The same; none where a number is too great for it."""
    numbers = list(numbers)
    too_great = or_(*(number > most(width) for number in numbers))
    return case((too_great, None), else_=written(numbers, width))


def most(width: int) -> int:
    """The greatest number that can be written so."""
    return 9 * 10 ** (width - 1) - 1


def strung(connection: Connection, cohort: Cohort, source: Source, text: ColumnElement, width: int) -> dict:
    """{group key: letters of every row's text} as digits, shape (rows, width)."""
    found = by_group(connection, cohort, source, joined_up(text))
    return {key: digits_of(rows[0][0], width) for key, rows in found.items()}


def joined_up(text: ColumnElement) -> ColumnElement:
    """The texts of all rows of a group as one."""
    return func.aggregate_strings(text, "")


def complete(text: str | None, count: int, width: int) -> bool:
    """The text is that of so many rows: none was too great for it."""
    return len(text or "") == count * width


def nobody(width: int) -> np.ndarray:
    """The digits of no row."""
    return np.zeros((0, width), dtype=np.uint8)


def digits_of(text: str | None, width: int) -> np.ndarray:
    letters = np.frombuffer((text or "").encode("ascii"), dtype=np.uint8)
    return letters.reshape(-1, width) - np.uint8(ord("0"))


def read(digits: np.ndarray, first: int, count: int, width: int) -> np.ndarray:
    """`count` numbers of `width` digits each, from the digit `first` on; shape (rows, count)."""
    parts = digits[:, first : first + count * width].reshape(-1, count, width)
    numbers = parts[:, :, 0].astype(np.int32 if width <= NARROW else np.int64)
    for place in range(1, width):
        numbers *= 10
        numbers += parts[:, :, place]
    numbers -= 10 ** (width - 1)
    return numbers
