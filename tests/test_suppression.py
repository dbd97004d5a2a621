"""Suppression, attacked: random releases, integer programs over all that they publish, and hand-made cases."""

import numpy as np
import pytest

from access.draft import draft
from access.threshold import is_small
from tests.attacker import Attacker, Published
from tests.random_releases import Clinic, attempt, lines, published

SEEDS = 24


def test_the_boundary_is_between_10_and_11():
    assert is_small([0, 1, 10, 11]).tolist() == [False, True, True, False]


@pytest.mark.parametrize("block", range(4))
def test_random_releases_give_nobody_away(block):
    tried = [attempt(seed) for seed in range(block * SEEDS // 4, (block + 1) * SEEDS // 4)]
    assert sum(one.bounded for one in tried) > 20
    assert [one.recovered for one in tried if one.recovered] == []


@pytest.mark.parametrize("seed", (1522, 1724))
def test_a_span_that_three_releases_cut_out_together(seed):
    """No table has the span, no two releases give it, but three together would."""
    assert attempt(seed).recovered == []


def people(**counts) -> Clinic:
    """One span of time, one dimension: {value: (counted, not counted)}."""
    found = Clinic(1, {"program": sorted(counts)})
    for name, (counted, other) in counts.items():
        found.people += [(f"{name}+{k}", 0, (name,), True) for k in range(counted)]
        found.people += [(f"{name}-{k}", 0, (name,), False) for k in range(other)]
    return found


def told(of: Clinic):
    return published(draft(lines(of, [(0, 0)], [("program",)])))


def test_large_counts_are_shown_as_they_are():
    assert all(None not in (one.denominator, one.numerator) for one in told(people(a=(20, 30), b=(40, 15))))


def test_a_true_zero_and_a_complement_of_zero_stay():
    found = told(people(a=(0, 30), b=(25, 0)))
    assert [(one.denominator, one.numerator) for one in found] == [(55, 25), (30, 0), (25, 25)]


def test_ten_is_hidden_and_eleven_is_not():
    of = people(a=(10, 30), b=(20, 20), c=(11, 30))
    found = {dict(one.group).get("program"): one.numerator for one in told(of)}
    assert found["a"] is None and found[None] == 41
    assert sum(value is None for value in found.values()) == 2  # one more, so that 10 is not the difference


def test_a_small_complement_hides_the_numerator():
    found = told(people(a=(30, 4), b=(20, 20), c=(25, 25)))
    assert next(one for one in found if dict(one.group) == {"program": "a"}).numerator is None


def test_the_attacker_finds_what_a_naive_table_gives_away():
    naive = [
        Published(frozenset([0]), (), 60, 33),
        Published(frozenset([0]), (("program", "a"),), 30, None),
        Published(frozenset([0]), (("program", "b"),), 30, 30),
    ]
    found = Attacker({"program": ["a", "b"]}, 1, naive).recovered()
    assert [(low, high) for _, which, low, high in found if which] == [(3, 3)]


def test_the_attacker_finds_a_quarter_between_two_releases():
    naive = [Published(frozenset([0, 1]), (), 45, 20), Published(frozenset([0]), (), 40, 18)]
    found = Attacker({"program": ["a"]}, 2, naive).between(2, [()])
    assert (5, 5) in [(low, high) for _, which, low, high in found if which is None]


def test_the_next_release_does_not_leave_a_small_rest():
    of = people(a=(30, 30))
    of.spans = 2
    of.people += [(f"new{k}", 1, ("a",), bool(k % 2)) for k in range(6)]
    first = draft(lines(of, [(0, 0)], []))
    second = draft(lines(of, [(0, 1)], []), first.for_books())
    assert published(first)[0].denominator == 60
    assert published(second)[0].denominator is None


def test_hidden_groups_whose_sum_is_small_are_protected_together():
    found = told(people(a=(3, 30), b=(4, 30), c=(40, 40), d=(50, 50)))
    hidden = [dict(one.group).get("program") for one in found if one.numerator is None]
    assert len(hidden) >= 3 and {"a", "b"} < set(hidden)


def test_repetition_alone_gives_people_away_and_this_does_not():
    """Where the attacker finds nobody he must have been able to: the simple way's tables are his proof."""
    tried = [attempt(seed, also_repetition=True) for seed in range(6)]
    assert sum(one.by_repetition for one in tried) > 0 and not any(one.recovered for one in tried)
    ours, theirs = (np.sum([getattr(one, name) for one in tried]) for name in ("hidden", "repetition"))
    assert ours <= 1.2 * theirs
