"""Sessions, visits and other things as members of totals: those of one episode and month lie side by side on a line.

A total has a stretch of it, from the first thing on, so that what is part of another total for every person lies in it.
Sessions attended and missed lie on two lines, or a part of those attended would reach into those missed.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from access.behind import KINDS, THINGS, Person, what
from metrics import MEASURES

YES, NO = "+", "-"
# Its denominator is what another measure's numerator is part of, and its complement what another has as numerator:
# sessions attended with a known modality, and those attended in person.
OF_THE_COUNTED = ("telehealth_share",)
# Rates: the denominator is time, which says no more than who is in it.
OF_TIME = ("ed_rate", "ed_curve")
EACH = "each"

Stretches = dict[str, frozenset[str]]


def layer(name: str) -> str:
    """Where a measure's totals are set against others: things of one unit, and by the date that places them."""
    card = MEASURES[name].card
    return card.unit if card.dated == "own" else f"{card.unit} by {card.dated}"


def totals(name: str, people: Iterable[Person]) -> Stretches:
    """By kind, the members of a number's totals; `EACH`: one thing of every episode, for their count stands beside."""
    found: dict[str, set[str]] = {kind: set() for kind in (*KINDS, EACH)}
    if what(name) == THINGS:
        for one in people:
            for kind, member in _members(name, one):
                found[kind].add(member)
    return {kind: frozenset(ones) for kind, ones in found.items()}


def _members(name: str, one: Person) -> Iterator[tuple[str, str]]:
    for place, (month, counted, every) in enumerate(one.months):
        parts = _stretches(name, counted, every)
        for kind, (side, low, high) in parts.items():
            if high > low:
                yield kind, _member(one, f"{month}{side}", low, high)
                if name not in OF_TIME:
                    yield KINDS[0], _member(one, f"{month}{side}", low, high)
        if not place and name not in OF_TIME:
            side = parts[KINDS[1]][0] if counted or name in OF_THE_COUNTED else NO
            yield EACH, _member(one, f"{month}{side}", 0, 1)


def _stretches(name: str, counted: int, every: int) -> dict[str, tuple[str, int, int]]:
    if name in OF_TIME:
        return {"numerator": (YES, 0, counted)}
    if name in OF_THE_COUNTED:
        return {"numerator": (YES, every - counted, every), "complement": (YES, 0, every - counted)}
    return {"numerator": (YES, 0, counted), "complement": (NO, 0, every - counted)}


def _member(one: Person, line: str, low: int, high: int) -> str:
    return f"{one.client}\t{one.episode}\t{line}\t{low}\t{high}"


def weight(member: str) -> int:
    """How many things a member stands for; an episode for itself."""
    parts = member.split("\t")
    return int(parts[4]) - int(parts[3]) if len(parts) > 2 else 1


def cut(totals: Sequence[frozenset[str]]) -> list[frozenset[str]]:
    """The same with stretches cut wherever one of them begins or ends, so that they are the same or apart."""
    ends: dict[str, set[int]] = {}
    for member in set().union(*totals):
        line, low, high = _read(member)
        ends.setdefault(line, set()).update((low, high))
    places = {line: sorted(found) for line, found in ends.items()}
    return [frozenset(piece for member in one for piece in _pieces(member, places)) for one in totals]


def _read(member: str) -> tuple[str, int, int]:
    line, low, high = member.rsplit("\t", 2)
    return line, int(low), int(high)


def _pieces(member: str, places: dict[str, list[int]]) -> Iterator[str]:
    line, low, high = _read(member)
    inside = [place for place in places[line] if low <= place <= high]
    yield from (f"{line}\t{a}\t{b}" for a, b in pairwise(inside))
