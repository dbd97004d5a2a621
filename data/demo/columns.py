"""Whole columns at once: ids, dates, codes, draws and blanks."""

import numpy as np
import pandas as pd

NOT_KNOWN = -1


def days(text: str) -> int:
    """An ISO date as days since 1970-01-01."""
    return int(np.datetime64(text, "D").astype(int))


def iso(day: np.ndarray, known: np.ndarray | None = None) -> pd.api.extensions.ExtensionArray:
    """Days since 1970-01-01 as ISO dates; empty where `known` is false."""
    day = np.asarray(day, dtype=np.int64)
    known = np.ones(len(day), bool) if known is None else known
    if not known.any():
        return words([], np.full(len(day), NOT_KNOWN))
    first, last = int(day[known].min()), int(day[known].max())
    calendar = np.datetime_as_string(np.arange(first, last + 1).astype("datetime64[D]"))
    return words(calendar, np.where(known, day - first, NOT_KNOWN))


def words(labels, code: np.ndarray) -> pd.api.extensions.ExtensionArray:
    """The label of each code; empty where the code is negative."""
    code = np.asarray(code, dtype=np.int64)
    book = pd.array(np.asarray(list(labels), dtype=object), dtype="str")
    return book.take(code, allow_fill=True)


def numbered(prefix: str, width: int, count: int) -> pd.api.extensions.ExtensionArray:
    """prefix + 1 … count, with leading zeros."""
    return pd.array([f"{prefix}{n:0{width}d}" for n in range(1, count + 1)], dtype="str")


def whole(number: np.ndarray, known: np.ndarray | None = None, kind: str = "Int16") -> pd.arrays.IntegerArray:
    """Whole numbers that may be empty."""
    known = np.ones(len(number), bool) if known is None else known
    return pd.arrays.IntegerArray(np.where(known, number, 0).astype(kind.lower()), ~known)


def draw(rng: np.random.Generator, weights, size: int) -> np.ndarray:
    """Positions drawn with these weights; what they leave below 1 is drawn as not known (-1)."""
    steps = np.cumsum(np.asarray(list(weights), dtype=float))
    found = np.searchsorted(steps, rng.random(size), side="right")
    return np.where(found < len(steps), found, NOT_KNOWN)


def drawn(rng: np.random.Generator, shares: dict, size: int) -> pd.api.extensions.ExtensionArray:
    """Labels drawn with their shares; what the shares leave below 1 is empty."""
    return words(shares, draw(rng, shares.values(), size))


def happens(rng: np.random.Generator, chance, size: int | None = None) -> np.ndarray:
    """True with this chance, one chance for all or one each."""
    return rng.random(np.shape(chance) if size is None else size) < chance


def expit(x: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-x))


def weekday(day: np.ndarray) -> np.ndarray:
    """0 = Monday … 6 = Sunday (1970-01-01 was a Thursday)."""
    return (np.asarray(day) + 3) % 7


def to_weekday(day: np.ndarray) -> np.ndarray:
    """Saturdays and Sundays become the Monday after."""
    return day + np.where(weekday(day) > 4, 7 - weekday(day), 0)


def repeated(times: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(row, turn): each row number as many times as asked, and its turn 0, 1, … within the row."""
    times = np.asarray(times, dtype=np.int64)
    row = np.repeat(np.arange(len(times)), times)
    return row, np.arange(len(row)) - np.repeat(np.cumsum(times) - times, times)
