"""Answers in one shape, so that a yardstick's can be held against ours.

An answer is [payer, part, numerator, denominator, value]. A yardstick may answer fewer parts than we do,
and gives no intervals; what it answers must be equal.
"""

from collections.abc import Iterable, Mapping
from math import isclose

EQUAL = 1e-9
WHERE, BY = ("track", "evening"), "payer"
QUESTION = f"where {WHERE[0]} = {WHERE[1]}, by {BY}"

Answer = list


class Differs(AssertionError):
    """A yardstick does not get our number: one of the two is wrong, and neither time means anything."""


def compare(name: str, whose: str, ours: Iterable[Answer], theirs: Iterable[Answer], headline: Mapping) -> int:
    """How many parts the yardstick answers; raises Differs where it differs, or leaves out a headline."""
    known, given = _by_key(ours), _by_key(theirs)
    for key, answer in given.items():
        if key not in known or not all(map(_alike, known[key], answer)):
            raise Differs(f"{name}, {key}: ours {known.get(key)}, {whose} {answer}")
    for (payer, part), (_, denominator, _) in known.items():
        if part == frozenset(headline.items()) and denominator and (payer, part) not in given:
            raise Differs(f"{name}, {payer}: {whose} has no answer for {dict(headline)}")
    return len({part for _, part in given})


def _by_key(answers: Iterable[Answer]) -> dict:
    return {(payer, frozenset(part.items())): numbers for payer, part, *numbers in answers}


def _alike(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return isclose(one, other, rel_tol=EQUAL, abs_tol=EQUAL)


def from_rows(names: Iterable[str], rows: Iterable[Iterable]) -> list[Answer]:
    """Answers from table rows: payer, columns that name the part (empty: not in it), numerator, denominator, value."""
    keys, found = list(names)[1:-3], []
    for payer, *values, numerator, denominator, value in rows:
        part = {key: word for key, word in zip(keys, values, strict=True) if word is not None}
        found.append([payer, part, numerator, denominator, value])
    return found
