"""Random releases, attacked by linear and integer programs over all that they publish, and the attacker himself."""

import numpy as np
import pytest

from access.draft import draft
from access.publishing import exposing
from tests.attacker import Attacker, Count, Published
from tests.definitions import COUNTED, FAMILIES, ONE, OTHER
from tests.random_clinics import Clinic, lines
from tests.random_releases import attempt, published

EVERYBODY, SEEDS, BLOCKS = COUNTED | OTHER, 40, 4


@pytest.mark.parametrize("block", range(BLOCKS))
def test_random_releases_give_nobody_away(block):
    """Every count of random releases that is hidden, lies between periods, or is cut out by two or three numbers, by integer programming -> none pinned to 1 to 10"""
    tried = [attempt(seed) for seed in range(block * SEEDS // BLOCKS, (block + 1) * SEEDS // BLOCKS)]
    assert sum(one.bounded for one in tried) > 500
    assert [one.recovered for one in tried if one.recovered] == [] and sum(one.unknown for one in tried) == 0


@pytest.mark.parametrize("seed", (1106,))
def test_a_span_that_several_periods_and_two_numbers_cut_out_together(seed):
    """Those in neither of two numbers in a span of time that two periods cut out -> not told"""
    assert attempt(seed).recovered == []


def test_repetition_alone_gives_people_away_and_this_does_not():
    """The same tables hidden by repetition alone -> people found: the attacker can"""
    tried = [attempt(seed, also_repetition=True) for seed in range(12)]
    assert sum(one.by_repetition for one in tried) > 10 and not any(one.recovered for one in tried)
    ours, theirs = (np.sum([getattr(one, name) for one in tried]) for name in ("hidden", "repetition"))
    assert ours <= 1.3 * theirs


def attack(*published: Published, kinds=ONE, spans: int = 1) -> list[tuple]:
    """(the sets, low, high) of what is recovered."""
    found = Attacker({"program": ["a", "b"]}, spans, list(published), kinds).recovered()
    return [(one.of, low, high) for one, low, high in found]


def line(measure: str, denominator, numerator, group=(), period=(0,), things=None) -> Published:
    return Published(frozenset(period), group, denominator, numerator, measure, things)


ONE_NAME = "completion_rate"


def test_what_a_naive_table_gives_away():
    a, b = ((("program", name),) for name in "ab")
    found = attack(line(ONE_NAME, 60, 33), line(ONE_NAME, 30, None, a), line(ONE_NAME, 30, 30, b))
    assert (((ONE_NAME, COUNTED),), 3, 3) in found


def test_a_quarter_between_two_releases():
    found = Attacker({"program": ["a"]}, 2, [line(ONE_NAME, 45, 20, (), (0, 1)), line(ONE_NAME, 40, 18)]).recovered()
    assert (Count(frozenset([1]), (), ((ONE_NAME, EVERYBODY),)), 5, 5) in found


def test_what_follows_from_two_numbers_of_the_same_people():
    better, worse = "reliable_improvement", "reliable_deterioration"
    found = attack(line(better, 95, 50), line(worse, 95, 40), kinds=FAMILIES["recovery"])
    assert (((worse, OTHER), (better, OTHER)), 5, 5) in [(tuple(sorted(of)), low, high) for of, low, high in found]


def test_what_follows_from_the_definitions_alone():
    """Who is below 5 after 10 or more is reliably better: 40 of 45 leaves at most 5, and those at 10 or more ..."""
    kinds = FAMILIES["symptoms"]
    found = attack(line("phq9_reliable_change", 60, 45), line("phq9_remission", 50, 41), kinds=kinds)
    assert any(dict(of) == {"phq9_reliable_change": COUNTED, "phq9_remission": OTHER} for of, _, _ in found) is False
    found = attack(line("phq9_reliable_change", 60, 45), line("phq9_remission", 60, 41), kinds=kinds)
    assert (4, 4) in [(low, high) for _, low, high in found]


def test_few_visits_tell_of_few_people():
    found = attack(line("attendance_rate", 50, None, things=(3, 200)), kinds=FAMILIES["attendance"])
    assert (((("attendance_rate", COUNTED),)), 1, 3) in found


RACES, AGES = ("asian", "black", "white"), ("18", "26", "35", "50", "65")
ALONE = [(race, age) for race in RACES for age in AGES if (race, age) != ("white", "35")][:11]


def crossed(*groups: tuple[str, str]) -> Clinic:
    """A clinic of one span, everybody with a race (as "gender") and an age (as "payer")."""
    of = Clinic(1, {"gender": list(RACES), "payer": list(AGES)})
    of.people = [(f"c{k}", 0, group, {ONE_NAME: COUNTED if k % 2 else OTHER}, {}) for k, group in enumerate(groups)]
    return of


def hundred_and_eleven() -> Clinic:
    return crossed(*[("white", "35")] * 100, *ALONE)


def recovered(of: Clinic, told: list[Published]) -> dict[tuple, tuple]:
    """{group: bounds} of the people of lines that are recovered."""
    found = Attacker(of.values, of.spans, told, of.kinds).recovered()
    return {one.group: (low, high) for one, low, high in found if one.of == ((ONE_NAME, EVERYBODY),)}


def test_eleven_suppressed_lines_that_add_up_to_11_are_each_1_person():
    """The attacker can: what was published as long as a listed line was taken to be possibly empty."""
    of = hundred_and_eleven()
    told = [Published(frozenset([0]), (("gender", a), ("payer", b)), None, None) for a, b in ALONE]
    told += [line(ONE_NAME, 100, 50, (("gender", "white"), ("payer", "35"))), line(ONE_NAME, 111, 55)]
    assert list(recovered(of, told).values()) == [(1, 1)] * 11


def test_lines_that_are_listed_have_somebody():
    """111 people of whom 100 are in one line and 11 alone in one each, by somebody who knows that no listed line is empty -> none of the 11"""
    of = hundred_and_eleven()
    told = published(draft(lines(of, [(0, 0)], [("gender", "payer")])))
    assert len(told) == 13 and told[0].denominator == 111 and recovered(of, told) == {}


def test_a_release_whose_lines_alone_give_people_away_is_exposing():
    """11 people shown, then a table that lists each of them alone, everything in it suppressed -> refused"""
    of = crossed(*[("white", "35")] * 100, *[("black", age) for age in AGES], *[("black", "18")] * 6)
    first = draft(lines(of, [(0, 0)], [("gender",)]))
    assert [one.denominator for one in published(first)] == [111, 11, 100]
    own, before = lines(of, [(0, 0)], [("gender", "payer")]), first.for_books()
    assert any(exposing(own, draft(own, before), before))


@pytest.mark.parametrize("seed", range(20))
def test_small_clinics_by_somebody_who_knows_who_is_listed(seed):
    """Few people over many groups, each line known to have somebody and each group without a line nobody -> none pinned to 1 to 10"""
    random = np.random.default_rng(seed)
    cells = [(race, age) for race in RACES for age in AGES]
    sizes = random.choice([0, 1, 1, 2, 3, 9, 14, 60], len(cells))
    of = crossed(*[cell for cell, n in zip(cells, sizes, strict=True) for _ in range(n)])
    groupings = [("gender", "payer"), ("gender",), ("payer",)][: int(random.integers(1, 4))]
    told = published(draft(lines(of, [(0, 0)], groupings)))
    assert Attacker(of.values, of.spans, told, of.kinds).tried()[:2] == ([], [])
