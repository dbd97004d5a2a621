"""Suppression by hand-made cases: what is hidden, what stays."""

import numpy as np
import pytest

from access.draft import draft
from access.threshold import is_small
from tests.definitions import BOTH, COUNTED, OTHER
from tests.random_clinics import Clinic, lines
from tests.random_releases import published


def test_the_boundary_is_between_10_and_11():
    assert is_small([0, 1, 10, 11]).tolist() == [False, True, True, False]


def people(**counts) -> Clinic:
    """One span of time, one dimension: {value: (counted, not counted)}."""
    found = Clinic(1, {"program": sorted(counts)})
    for name, (counted, other) in counts.items():
        add(found, name, counted, {"completion_rate": COUNTED})
        add(found, name, other, {"completion_rate": OTHER})
    return found


def add(clinic: Clinic, name: str, n: int, kind: dict, span: int = 0, things=None, client: str = "c{}") -> None:
    """n more episodes of one kind."""
    for _ in range(n):
        clinic.people.append((client.format(len(clinic.people)), span, (name,), kind, things or {}))


def told(of: Clinic, by=(("program",),)):
    return published(draft(lines(of, [(0, 0)], list(by))))


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


def test_twelve_stays_of_eight_clients_are_hidden():
    of = people(b=(30, 30))
    of.values["program"].append("a")
    add(of, "a", 30, {"completion_rate": OTHER})
    for k in range(12):
        add(of, "a", 1, {"completion_rate": COUNTED}, client=f"again{k % 8}")
    found = {dict(one.group).get("program"): one for one in told(of)}
    assert found["a"].denominator == 42 and found["a"].numerator is None and found["b"].numerator is None


def test_the_next_release_does_not_leave_a_small_rest():
    of = people(a=(30, 30))
    of.spans = 2
    add(of, "a", 6, {"completion_rate": COUNTED}, span=1)
    first = draft(lines(of, [(0, 0)], []))
    second = draft(lines(of, [(0, 1)], []), first.for_books())
    assert published(first)[0].denominator == 60
    assert published(second)[0].denominator is None


def test_hidden_groups_whose_sum_is_small_are_protected_together():
    found = told(people(a=(3, 30), b=(4, 30), c=(40, 40), d=(50, 50)))
    hidden = [dict(one.group).get("program") for one in found if one.numerator is None]
    assert len(hidden) >= 3 and {"a", "b"} < set(hidden)


def hidden_of(*kinds: tuple[int, dict, dict]) -> list[bool]:
    """Which lines of everybody have something hidden, by measure."""
    of = Clinic(1, {"program": ["a"]}, [kind for _, kind, _ in kinds])
    for n, kind, things in kinds:
        add(of, "a", n, kind, things=things)
    return [None in (one.denominator, *(one.things or (one.numerator,))) for one in told(of, ())]


def test_neither_better_nor_worse_is_not_left_over():
    """50 better, 40 worse, 5 neither: each number is large, and 95 - 50 - 40 is not."""
    better, worse = ("reliable_improvement", "reliable_deterioration")
    kinds = [({better: a, worse: b}, n) for n, a, b in ((50, 2, 1), (40, 1, 2), (5, 1, 1))]
    assert any(hidden_of(*((n, kind, {}) for kind, n in kinds)))
    assert not any(hidden_of(*((n if n > 10 else 15, kind, {}) for kind, n in kinds)))


def test_a_numerator_beside_the_denominator_that_follows_it():
    """60 have a first score and 55 of them were due for a second: 5 were not."""
    first, later = "phq9_baseline_collected", "phq9_followed_up"
    kinds = [(30, {first: OTHER}), (30, {first: COUNTED, later: COUNTED}), (25, {first: COUNTED, later: OTHER})]
    assert any(hidden_of(*((n, kind, {}) for n, kind in [*kinds, (5, {first: COUNTED})])))
    assert not any(hidden_of(*((n, kind, {}) for n, kind in [*kinds, (15, {first: COUNTED})])))


def test_few_visits_of_many_people_are_hidden():
    name = "attendance_rate"
    none, some = (40, {name: OTHER}, {"#missed": 3}), {"#near": 2, "#missed": 2}
    assert hidden_of(none, (4, {name: BOTH}, some)) == [True]
    assert hidden_of(none, (14, {name: BOTH}, some)) == [False]


def test_showing_more_than_is_safe_is_never_bought_by_size():
    """The same shares at every size: nothing small is ever shown."""
    for size in (11, 23, 47, 200):
        found = told(people(a=(size, size), b=(size, 5), c=(7, size)))
        numbers = [
            n for one in found if one.numerator is not None for n in (one.numerator, one.denominator - one.numerator)
        ]
        assert not np.any(is_small(numbers))


@pytest.mark.parametrize("few", (5, 15))
@pytest.mark.parametrize("numbers", (3, 4))
def test_what_three_and_four_numbers_leave_over_together(few, numbers):
    """5 people in none of three or four numbers, from everybody less each of them -> something is hidden"""
    names = ("reliable_improvement", "reliable_deterioration", "recovery", "phq9_response")[:numbers]
    kinds = [(40 - 5 * k, dict.fromkeys(names, OTHER) | {name: COUNTED}, {}) for k, name in enumerate(names)]
    assert any(hidden_of(*kinds, (few, dict.fromkeys(names, OTHER), {}))) == (few == 5)


@pytest.mark.parametrize("few", (5, 15))
def test_what_is_in_one_of_three_numbers_alone(few):
    """5 people not using and no better, from those not using less those better and not using -> something is hidden"""
    better, clean, both = "phq9_reliable_change", "abstinent_at_discharge", "joint_outcomes"
    sizes = {(True, True): 30, (True, False): 25, (False, True): few, (False, False): 35}
    kinds = [
        (n, {better: COUNTED if a else OTHER, clean: COUNTED if b else OTHER, both: COUNTED if a and b else OTHER}, {})
        for (a, b), n in sizes.items()
    ]
    assert any(hidden_of(*kinds)) == (few == 5)
