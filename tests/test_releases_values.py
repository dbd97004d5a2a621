"""Averages and intervals beside the counts that a release shows, attacked by programs that are given both."""

import numpy as np
import pytest

from access.widths import STEP, widened
from metrics.result import Row
from tests.average_attack import written
from tests.joint_attack import CHANGE, Mean, Share, inside, joint
from tests.pattern_attack import Patterns, row
from tests.random_scores import scores
from tests.random_things import patterns, sessions, visits
from tests.spread_attack import Told, rules

EVERYBODY = frozenset([0])
FIRST, SEEDS, BLOCKS = 11, 12, 2


def pinned(make, block: int, least: int) -> list:
    tried = [make(seed) for seed in range(FIRST + block * SEEDS // BLOCKS, FIRST + (block + 1) * SEEDS // BLOCKS)]
    assert sum(one.counts for one in tried) > least and sum(one.values for one in tried) > 0
    return [(one.pinned, one.unknown) for one in tried if one.pinned or one.unknown]


@pytest.mark.parametrize("block", range(BLOCKS))
def test_a_mean_beside_shares_of_the_same_scores(block):
    """Who is counted, or not, by one or two of three shares, from the shares and mean changes with their intervals, of groups and of nested periods, by integer programming over all pairs of scores -> none pinned to 1 to 10"""
    assert pinned(scores, block, 20) == []


@pytest.mark.parametrize("block", range(BLOCKS))
def test_intervals_of_sessions(block):
    """Who has sessions, kept ones or missed ones in a month, from totals and how their intervals say that they spread over people -> none pinned to 1 to 10"""
    assert pinned(sessions, block, 5) == []


@pytest.mark.parametrize("block", range(BLOCKS))
def test_visits_by_admission_beside_visits_by_their_own_date(block):
    """Who has visits, for substance use, followed up or not, from rates by admission and shares by the visit's date with their intervals, every person's time known -> none pinned to 1 to 10"""
    assert pinned(visits, block, 10) == []


# A clinic of three groups and two months, of all and by group: people, sessions, kept, ends; of the first month the groups
# are hidden, of one of them the people and sessions are shown. A random one, the 1,430th.
SHOWN = (
    ((0, 1, 2), 1, (56, 86, 30), (0.30, 0.41)), ((0, 1, 2), 2, (56, 252, 119), (0.44, 0.50)),
    ((0,), 1, (14, 26, None), None), ((0,), 2, (14, 68, 29), (0.39, 0.47)),
    ((1,), 2, (18, 81, 40), (0.43, 0.56)), ((2,), 2, (24, 103, 50), (0.43, 0.54)),
)  # fmt: skip


@pytest.mark.parametrize(("wide", "found"), [(False, True), (True, False)])
def test_exact_intervals_of_sessions_give_few_away(wide, found):
    """7 to 9 people with a session kept in a month whose groups are hidden, by somebody who knows that nobody has more than three a month, from exact intervals of sessions; the same from wider ones, as they are published -> found; not found"""
    every = patterns(2)
    fixed = [rule for cells, upto, n, ends in SHOWN for rule in _of(every, frozenset(cells), upto, n, ends, wide)]
    kept = np.array([one[0][0] > 0 for one in every])
    assert Patterns(3, len(every), fixed).is_pinned(row([2], kept, 3)) is found


def _of(every, cells, upto, n, ends, wide):
    people, all_, kept = n
    shown = Row({}, {}, kept, all_, kept / all_, *ends) if ends else None
    if shown and wide:
        shown = widened(shown, "share")
    ends = (round(shown.low, 2), round(shown.high, 2)) if shown else ()
    told = Told(cells, people, all_, kept, *ends, step=STEP if wide else 1.0)
    return rules(told, *(np.array([sum(one[m][k] for m in range(upto)) for one in every]) for k in (0, 1)), 3)


def test_the_attacker_gets_few_from_an_interval_of_sessions():
    """4 of 60 who missed all of 3 sessions and nobody else any: the interval says that it was not more than 10."""
    every = [(kept, 3) for kept in range(4)]
    counted, all_ = (np.array([one[which] for one in every], dtype=float) for which in (0, 1))
    missed = row(EVERYBODY, all_ > counted, 1)
    alone, beside = Told(EVERYBODY, 60, 180, 168), Told(EVERYBODY, 60, 180, 168, 0.83, 0.97)
    assert not Patterns(1, 4, rules(alone, counted, all_, 1)).is_pinned(missed)
    assert Patterns(1, 4, rules(beside, counted, all_, 1)).is_pinned(missed)


def test_the_attacker_gets_few_from_a_mean_beside_a_share():
    """2 of 40 one point worse, nobody else any other: the mean says that few changed at all."""
    told = written([0] * 38 + [1] * 2)
    share, mean = Share(EVERYBODY, "phq9_reliable_change", 40, 0), Mean(EVERYBODY, 40, told)
    changed = row(EVERYBODY, CHANGE != 0, 1)
    assert not joint(1, [share], []).is_pinned(changed)
    assert joint(1, [share], [mean]).is_pinned(changed)


def test_the_attacker_knows_what_numbers_imply():
    """Whoever is in remission is better: 60 better at most where 60 are in remission."""
    told = [Share(EVERYBODY, "phq9_reliable_change", 65, 62), Share(EVERYBODY, "phq9_remission", 65, 60)]
    others = row(EVERYBODY, inside("phq9_reliable_change", True) & inside("phq9_remission", False), 1)
    assert joint(1, told, []).is_pinned(others)
