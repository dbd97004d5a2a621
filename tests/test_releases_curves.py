"""Curves read off at a day in a release: what their value tells of those lost from view, and what is hidden for it."""

import numpy as np
import pytest

from access.behind import EVENT, LOST, OTHERWISE, Person, sets
from access.draft import COUNT, VALUE, draft
from access.lines import Line, _coarse
from access.threshold import is_small
from metrics.attendance.stay import LEFT, OPEN, left_by
from metrics.survival import aalen_johansen
from tests.curve_attack import greenwood, lost
from tests.random_clinics import period

DAY, HALF = 30, 0.005


def test_the_second_author_of_the_curve_agrees():
    """Three leave on day 1 of ten; two are lost on day 2; two leave on day 3 of five."""
    rows = [(LEFT[1], 1, 3), (OPEN, 2, 2), (LEFT[1], 3, 2), (OPEN, 40, 3)]
    whole = next(row for row in left_by(rows, [DAY]) if row.part["left"] == "any")
    free, low, high = greenwood(10, [0, 0, 0, 2, 2])
    assert (1 - whole.value, 1 - whole.high, 1 - whole.low) == pytest.approx((free, low, high), abs=1e-12)


@pytest.mark.parametrize(
    ("n", "before", "pinned"),
    (
        (30, [3] * 15, (3, 4)),
        (26, [4] * 13, (4, 6)),
        (50, [2] * 30, (2, 9)),
        (40, [0] * 12, (0, 4)),
        (40, [0] * 4 + [12] * 8, (10, 17)),
    ),
)
def test_a_value_beside_its_counts_tells_of_those_lost(n, before, pinned):
    """Those lost from view, from the value and interval of a curve beside its counts -> 3 to 4 where 3 were lost: so both are hidden where 1 to 10 were"""
    found = lost(n, len(before), *(round(x, 2) for x in greenwood(n, before)), HALF)
    assert found == pinned and found[0] <= before[-1] <= found[1]


def test_a_value_of_a_curve_that_lost_nobody_is_its_counts_alone_whoever_ended_otherwise():
    """Anything beside the counts, from the value of a curve that lost nobody, ends that compete or not -> the counts alone"""
    random = np.random.default_rng(7)
    for _ in range(5):
        n, k, otherwise = 60, 20, int(random.integers(0, 30))
        counts = np.zeros((3, 56), dtype=int)
        for kind, people in ((0, k), (1, otherwise)):
            np.add.at(counts[kind], random.integers(0, 50, people), 1)
        counts[2, 55] = n - k - otherwise
        found = aalen_johansen(np.arange(56), {"a": counts[0], "b": counts[1]}, counts[2])["a"].at(55)
        assert found[:3] == pytest.approx((1 / 3, 0.21836078, 0.45239167), abs=1e-8)


def test_whom_a_curve_has_lost():
    """Before its last event alone; after it nobody's loss moves the value."""
    course = ((3, EVENT), (9, EVENT), (40, EVENT), (5, LOST), (9, LOST), (20, LOST), (4, OTHERWISE), (12, OTHERWISE))
    people = [Person(f"c{k}", "e", (), (True, False, False), ended=one) for k, one in enumerate(course)]
    found = sets(people, DAY).episodes
    assert (found[LOST], found[OTHERWISE]) == ({"c3\te"}, {"c6\te"})
    assert LOST not in sets([one for one in people if one.client != "c3"], DAY).episodes


def clinic(*groups: tuple[int, int, int]) -> list[Line]:
    """Retention of groups a, b, …: (left by the day, lost before the last of them, still in), and of all together."""
    people = []
    for name, (left, early, still) in zip("abcdef", groups, strict=False):
        days = [*((day % 20 + 1, EVENT) for day in range(left)), *((1, LOST),) * early, *((60, LOST),) * still]
        people += [(name, *one) for one in days]
    named = sorted({name for name, *_ in people})
    return [_line(people, None), *(_line(people, name) for name in named)]


def _line(people: list[tuple], name: str | None) -> Line:
    mine = [(k, day, how) for k, (group, day, how) in enumerate(people) if name in (None, group)]
    rows = [(LEFT[1] if how == EVENT else OPEN, day, 1) for _, day, how in mine]
    row = next(row for row in left_by(rows, [DAY]) if row.part["left"] == "any").within(
        **({"program": name} if name else {})
    )
    persons = [Person(f"c{k}", "e", (), (True, how == EVENT, how != EVENT), ended=(day, how)) for k, day, how in mine]
    part, by = {"day": DAY, "left": "any"}, ("program",) if name else ()
    return Line("retention", part, period(0, 0), by, _coarse("retention", row, len(mine)), sets(persons, DAY))


def hidden(lines: list[Line]) -> list[tuple[bool, bool]]:
    """(numerator, value) of each line."""
    found = draft(lines)
    return [(found.is_hidden(place)[COUNT], found.is_hidden(place)[VALUE]) for place in range(len(lines))]


def test_few_lost_hide_the_value_and_leave_the_counts():
    """The value beside its counts where 4 were lost -> hidden; where nobody or 12 were, shown"""
    assert hidden(clinic((20, 4, 20))) == [(False, True), (False, True)]
    assert hidden(clinic((20, 0, 20))) == [(False, False)] * 2
    assert hidden(clinic((20, 12, 20))) == [(False, False)] * 2


def test_few_lost_are_no_difference_of_two_values():
    """3 lost in one group, from the values of everybody and of the other group -> one of these is hidden too"""
    found = hidden(clinic((20, 11, 20), (20, 3, 20)))
    assert found[2] == (False, True) and (found[0][1] or found[1][1])


def test_no_value_that_is_shown_pins_few_lost_down():
    """Those lost from view, from all that random releases show of curves -> no value that is shown pins 1 to 10 down"""
    random = np.random.default_rng(3)
    told = 0
    for _ in range(6):
        lines = clinic(
            *(
                (int(random.integers(11, 18)), int(random.integers(0, 14)), int(random.integers(11, 16)))
                for _ in range(2)
            )
        )
        for line, (_, value) in zip(lines, hidden(lines), strict=True):
            row, n = line.row, line.people
            gone = len(line.sets.episodes.get(LOST, ()))
            if n > 45:
                continue
            low, high = lost(n, row.numerator, 1 - row.value, 1 - row.high, 1 - row.low, HALF)
            assert low <= gone <= high
            told += value and bool(low >= 1)
            assert value or not is_small(gone)
            assert value or low == 0 or high > 10
    assert told > 2
