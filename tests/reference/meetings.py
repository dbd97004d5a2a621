"""Group meetings: how many people sat in each, every seat in its own place."""

import math
from fractions import Fraction

from .attendance import in_program
from .intervals import NONE, order_of_limit, wilson
from .intervals import answer as row

NAMES = ("group_size",)
TOO_MANY = 12


def units(rows, name, options):
    """One unit a seat: how many people sat in its meeting. A person has one, in the episode of the greatest id."""
    seats = {}
    for episode, session in in_program(rows):
        if session["status"] == "attended" and session["kind"] == "group" and session["group_id"] is not None:
            meeting = (episode["program_id"], session["group_id"], session["scheduled_on"])
            own = seats.setdefault(meeting, {})
            held = own.get(episode["client_id"])
            if held is None or held["episode_id"] < episode["episode_id"]:
                own[episode["client_id"]] = episode
    return [(episode, meeting[2], len(people)) for meeting, people in seats.items() for episode in people.values()]


def reply(part, meetings, total, value, limits):
    """A row; whole numbers of meetings as such."""
    numbers = [int(n) if n is not None and n == int(n) else n and float(n) for n in (meetings, total)]
    return row(part, *numbers, value, limits)


def answer(name, sizes, options):
    """Median and share above twelve; each seat is one part of its meeting."""
    total = sum((Fraction(1, size) for size in sizes), Fraction(0))
    above = sum((Fraction(1, size) for size in sizes if size > TOO_MANY), Fraction(0))
    if not total:
        return [reply({"statistic": "median"}, None, 0, None, NONE), reply({"statistic": "above_12"}, 0, 0, None, NONE)]
    share = {"statistic": "above_12"}
    return [
        reply({"statistic": "median"}, None, total, *middle(sorted(sizes), total)),
        reply(share, above, total, float(above / total), wilson(float(above), float(total))),
    ]


def middle(sizes, total):
    """The median by weight, and the sizes at the ranks of its limits."""
    value = (first(sizes, total / 2) + beyond(sizes, total / 2)) / 2
    n = math.floor(total)
    k = order_of_limit(n)
    return value, (first(sizes, total * k / n), first(sizes, total * (n - k + 1) / n)) if k else NONE


def first(sizes, place):
    """The first size with which the meetings so far reach the place."""
    reached = Fraction(0)
    for size in sizes:
        reached += Fraction(1, size)
        if reached >= place:
            return size
    return sizes[-1]


def beyond(sizes, place):
    """The first size with which they go past it."""
    reached = Fraction(0)
    for size in sizes:
        reached += Fraction(1, size)
        if reached > place:
            return size
    return sizes[-1]
