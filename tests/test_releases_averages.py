"""Averages in a release: what they tell of few people, by themselves and beside each other, and what is hidden for it."""

import numpy as np
import pytest

from access.behind import Sets
from access.draft import VALUE, draft
from access.lines import Line
from metrics.medians import median_interval
from metrics.result import Row
from tests.average_attack import Told, of_means, of_medians, written
from tests.random_clinics import period

REACH = 12  # of AUDIT-C
on_scale = np.arange(-REACH, REACH + 1)
stays = np.arange(0, 61)


def line(members: range, told: Told, name: str = "auditc_trend", span: int = 0, group: str = "") -> Line:
    people = frozenset(f"c{k}\te" for k in members)
    sets = Sets({}, {"denominator": people, "numerator": frozenset(), "complement": frozenset()})
    clients = {kind: frozenset(one.partition("\t")[0] for one in ones) for kind, ones in sets.episodes.items()}
    row = Row({"program": group} if group else {}, {}, None, len(people), told.value, told.low, told.high)
    return Line(name, {}, period(0, span), ("program",) if group else (), row, Sets(clients, sets.episodes))


def hidden(*lines: Line, earlier=()) -> list[bool]:
    found = draft(lines, earlier)
    return [found.is_hidden(place)[VALUE] for place in range(len(lines))]


def of_all(scores: list[int]) -> bool:
    return hidden(line(range(len(scores)), written(scores)))[0]


def test_all_but_a_few_with_one_score():
    """2 of 40 who did not stay as they were, from the mean change and its interval -> both are hidden"""
    scores = [0] * 38 + [1] * 2
    assert of_means([40], [written(scores)], on_scale, ((0,), on_scale != 0)) in ((1, 2), (1, 3), (2, 2), (1, 4))
    assert of_all(scores)


def test_all_but_a_few_at_the_end_of_the_scale():
    """3 of 30 who are not at the end of the scale, from a mean next to it -> hidden"""
    scores = [-12] * 27 + [-11] * 3
    low, high = of_means([30], [written(scores)], on_scale, ((0,), on_scale > -12))
    assert low >= 1 and high <= 10 and of_all(scores)


def test_everybody_alike_and_usual_scores_are_shown():
    random = np.random.default_rng(1)
    assert not of_all([-2] * 30)
    assert not any(of_all([int(x) for x in np.clip(np.rint(random.normal(-3, 4, n)), -12, 12)]) for n in (25, 40, 300))


def few(scores: list[int]) -> list[np.ndarray]:
    """The kinds of scores, up to one, from one on, one, all but one, that 1 to 10 people have."""
    kinds = [
        kind
        for score in on_scale
        for kind in (on_scale <= score, on_scale >= score, on_scale == score, on_scale != score)
    ]
    return [kind for kind in kinds if 1 <= int(kind[np.array(scores) + REACH].sum()) <= 10]


@pytest.mark.parametrize("seed", range(6))
def test_no_mean_that_is_shown_pins_few_people_down(seed):
    """Anybody with some score, or up to or from it, from the means of two nested periods -> no 1 to 10 people"""
    random = np.random.default_rng(seed)
    n, spread = int(random.integers(24, 40)), float(random.choice([0.3, 0.6, 1.0, 2.0]))
    scores = [int(x) for x in np.clip(np.rint(random.normal(random.choice([-12, -3, 0]), spread, n)), -12, 12)]
    first, told = n // 2, [written(scores, (0, 1)), written(scores[: n // 2], (0,))]
    own = hidden(line(range(n), told[0], span=1), line(range(first), told[1]))
    shown = [one for one, away in zip(told, own, strict=True) if not away]
    for classes, mine in (((0, 1), scores), ((0,), scores[:first]), ((1,), scores[first:])):
        for kind in few(mine) if shown else ():
            low, high = of_means([first, n - first], shown, on_scale, (classes, kind))
            assert low == 0 or high > 10, (classes, on_scale[kind])


LATER = [int(x) for x in np.rint(np.random.default_rng(2).normal(-3, 4, 42))]


def test_two_periods_do_not_tell_of_few_in_what_lies_between():
    """1 to 10 of the 12 who came later, from the means of all 42 and of the first 30 -> one of the two is hidden"""
    told = [written(LATER, (0, 1)), written(LATER[:30], (0,))]
    assert of_means([30, 12], told, on_scale, ((1,), on_scale <= -3)) == (1, 10)
    assert sum(hidden(line(range(42), told[0], span=1), line(range(30), told[1]))) == 1


def test_an_earlier_release_counts_too():
    """The same with the first period in an earlier release -> hidden in the later one"""
    whole, first = line(range(42), written(LATER), span=1), line(range(30), written(LATER[:30]))
    assert hidden(whole) == [False] and hidden(whole, earlier=draft([first]).for_books()) == [True]


def stay(days: list[int], span: int = 0) -> Line:
    value, low, high = median_interval({day: days.count(day) for day in set(days)})
    return line(range(len(days)), Told((0,), value, low, high), "length_of_stay", span)


@pytest.mark.parametrize("n", (11, 14, 16, 20, 21, 22, 24, 40))
def test_a_median_is_shown_where_no_end_tells_of_10_or_fewer(n):
    """How many stayed no longer than a median or an end of its interval -> 10 or fewer of up to 22 people: hidden there"""
    random = np.random.default_rng(n)
    days = sorted(int(x) for x in random.integers(0, 60, n))
    value, low, high = median_interval({day: days.count(day) for day in set(days)})
    kinds = [stays <= edge for edge in {low, value, high}] + [stays >= edge for edge in {low, high}]
    bounds = [of_medians([n], [Told((0,), value, low, high)], stays, ((0,), kind)) for kind in kinds]
    pinned = any(least >= 1 and most <= 10 for least, most in bounds)
    assert pinned == hidden(stay(days))[0] and pinned == (n < 23)


@pytest.mark.parametrize("seed", range(4))
def test_medians_of_two_periods_pin_nobody_down_between_them(seed):
    """The same from the medians of two nested periods, in either and between them -> no 1 to 10 people"""
    random = np.random.default_rng(seed)
    n, first = 47, 25
    days = [int(x) for x in random.choice([5, 20, 21, 40, 60], n, p=random.dirichlet(np.ones(5)))]
    lines = [stay(days, 1), stay(days[:first])]
    told = [
        Told(classes, one.row.value, one.row.low, one.row.high)
        for one, classes in zip(lines, ((0, 1), (0,)), strict=True)
    ]
    shown = [one for one, away in zip(told, hidden(*lines), strict=True) if not away]
    for classes, mine in (((0, 1), days), ((0,), days[:first]), ((1,), days[first:])):
        kinds = [kind for day in (5, 20, 21, 40) for kind in (stays <= day, stays > day)] if shown else []
        for kind in (one for one in kinds if 1 <= sum(one[mine]) <= 10):
            low, high = of_medians([first, n - first], shown, stays, (classes, kind))
            assert low == 0 or high > 10
