"""Groups beside each other: a difference is said only where intervals do not meet."""

from random import Random

import pytest

from figures.words.differences import across, difference, difference_words
from metrics import MEASURES
from metrics.result import Row
from tests.words_made import FORBIDDEN, assert_sentences, of_clinic, result

ATTENDANCE = MEASURES["attendance_rate"]


def of(by="age_band", n=500, **groups):
    rows = [
        Row({by: name.replace("_", "-")}, {}, 1, n, (low + high) / 2, low, high) for name, (low, high) in groups.items()
    ]
    return result("attendance_rate", rows)


def test_overlapping_groups():
    made = of(a18_25=(0.6, 0.7), a26_34=(0.65, 0.75))
    assert difference_words(made, ATTENDANCE) == "No clear difference by age"
    small = of(n=40, a18_25=(0.6, 0.7), a26_34=(0.65, 0.75))
    assert difference_words(small, ATTENDANCE) == "No clear difference by age; the groups are small"
    assert difference(small, ATTENDANCE).first == "No clear difference by age; the groups are small."


def test_group_apart_from_all_others():
    made = of("track", morning=(0.7, 0.8), afternoon=(0.72, 0.79), evening=(0.5, 0.6))
    assert difference_words(made, ATTENDANCE) == "Evening is clearly lower than the others"
    made = of("track", morning=(0.5, 0.6), afternoon=(0.52, 0.61), evening=(0.7, 0.8))
    assert difference_words(made, ATTENDANCE) == "Evening is clearly higher than the others"
    made = of("track", morning=(0.5, 0.6), afternoon=(0.62, 0.68), evening=(0.7, 0.8))
    assert difference_words(made, ATTENDANCE) == "Morning is clearly lower than the others, Evening clearly higher"


def test_two_groups_apart():
    made = of("program", A=(0.5, 0.6), B=(0.7, 0.8))
    assert difference_words(made, ATTENDANCE, {"A": "Day"}) == "Day is clearly lower than B"
    made = of("program", A=(0.5, 0.6), B=(0.7, 0.8), C=(0.55, 0.75))
    assert difference_words(made, ATTENDANCE) == "A is clearly lower than B; the other groups lie less far apart"


def test_unknown_and_empty_groups_are_not_compared():
    made = of("payer", unknown=(0.1, 0.2), grant=(0.5, 0.6))
    assert difference_words(made, ATTENDANCE) == "One group only: nothing to compare"
    assert difference_words(of("payer", unknown=(0.1, 0.2)), ATTENDANCE) == "No groups to compare"
    assert difference_words(result("attendance_rate", []), ATTENDANCE) == "No groups to compare"


@pytest.mark.parametrize("seed", range(40))
def test_difference_is_said_only_where_two_intervals_do_not_meet(seed):
    rng = Random(seed)
    groups = {f"g{i}": (low, low + rng.uniform(0.05, 0.4)) for i in range(4) for low in [rng.uniform(0, 0.5)]}
    words = difference_words(of("program", **groups), ATTENDANCE)
    apart = min(high for _, high in groups.values()) < max(low for low, _ in groups.values())
    assert ("clearly" in words) == apart and not FORBIDDEN.search(words)


@pytest.mark.parametrize("by", ["program", "age_band", "payer", "co_occurring"])
def test_differences_of_a_random_clinic(by):
    for name, measure in MEASURES.items():
        found = difference(of_clinic(4, name, (by,)), measure)
        assert_sentences(found.first, 160)
        assert not found.sure or found.sure.endswith(".")


def test_a_list_over_many_measures_says_what_is_not_on_it():
    title, note, rest = across("payer", 2, 29)
    assert title == "Where groups differ, by payer"
    assert "29 measures looked at" in note and note.endswith("nothing here is adjusted for that.")
    assert rest == "The other 27 measures: no clear difference, or too few to tell."
    assert across("payer", 0, 3)[2] == "All 3 measures: no clear difference, or too few to tell."
    assert across("payer", 3, 3)[2] == ""
