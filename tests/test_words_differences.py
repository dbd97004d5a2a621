"""Groups beside each other: a difference is said only where it is more than chance, all comparisons allowed for."""

from itertools import combinations
from math import hypot
from random import Random

import pytest
from scipy.stats import chi2_contingency, norm
from statsmodels.stats.multitest import multipletests

from figures.words.differences import COULD_BE, NOT_ALIKE, across, difference, difference_words
from figures.words.equity import DIMENSIONS as EQUITY
from metrics import MEASURES
from metrics.contrasts import contrasts
from metrics.intervals import wilson
from metrics.result import Row
from tests.words_made import FORBIDDEN, assert_sentences, of_clinic, result

ATTENDANCE, COMPLETION = MEASURES["attendance_rate"], MEASURES["completion_rate"]


def of(by="age_band", n=500, **groups):
    rows = [
        Row({by: name.replace("_", "-")}, {}, 1, n, (low + high) / 2, low, high) for name, (low, high) in groups.items()
    ]
    return result("attendance_rate", rows)


def shares(by="track", measure="completion_rate", **counts):
    rows = [
        Row({by: name}, dict(MEASURES[measure].headline), k, n, k / n, *wilson(k, n)) for name, (k, n) in counts.items()
    ]
    return result(measure, rows)


def test_two_groups_whose_ranges_overlap_can_differ_clearly():
    """500 of 1,000 beside 440 of 1,000: chi-squared without correction gives 0.007 (scipy)."""
    made = shares(a=(500, 1000), b=(440, 1000))
    one, other = made.rows
    assert one.low < other.high
    assert chi2_contingency([[500, 500], [440, 560]], correction=False).pvalue == pytest.approx(0.0072, abs=1e-4)
    assert difference_words(made, COMPLETION, {"a": "Day", "b": "Night"}) == "Night is clearly lower than Day"
    assert difference(made, COMPLETION).sure == NOT_ALIKE


def test_what_could_be_chance():
    made = shares(a=(50, 100), b=(44, 100))
    assert difference_words(made, COMPLETION) == "No clear difference by track"
    assert difference(made, COMPLETION).sure == "What differs between the groups could be chance."
    small = shares(a=(20, 40), b=(15, 40))
    assert difference(small, COMPLETION).first == "No clear difference by track; the groups are small."


def test_groups_apart_from_all_others_together():
    made = shares(morning=(75, 100), afternoon=(76, 100), evening=(40, 100))
    words = difference(made, COMPLETION)
    assert (
        words.first == ("Evening is clearly lower than the others together, Afternoon and Morning are clearly higher.")
        or words.first == "Evening is clearly lower than the others together, Morning and Afternoon are clearly higher."
    )
    assert words.sure == f"The 3 comparisons of these groups are allowed for, no others. {NOT_ALIKE}"
    made = shares(morning=(75, 100), afternoon=(50, 100), evening=(50, 100), night=(50, 100))
    assert difference_words(made, COMPLETION) == "Morning is clearly higher than the others together"


@pytest.mark.parametrize("seed", range(40))
def test_what_is_clear_on_the_equity_page_is_clear_here(seed):
    """And of groups of a dimension that stands alone both say the same."""
    rng = Random(seed)
    found = {
        by: shares(by, **{f"g{i}": (rng.randint(60, 140), 200) for i in range(rng.randint(2, 5))}) for by in EQUITY
    }
    rows = {by: made.rows for by, made in found.items()}
    among_all = {one.by for one in contrasts("share", rows) if one.together}
    for by, made in found.items():
        words = difference(made, COMPLETION)
        alone = any(one.together for one in contrasts("share", {by: made.rows}))
        assert ("clearly" in words.first) == alone
        assert by not in among_all or alone
        assert alone != (words.sure == COULD_BE) and not FORBIDDEN.search(words.first)


def test_each_two_where_numbers_do_not_add_up():
    """Curves: pairs by Zou and Donner's interval, Holm by statsmodels."""
    made = of("program", A=(0.5, 0.6), B=(0.7, 0.8))
    assert difference_words(made, ATTENDANCE, {"A": "Day"}) == "Day is clearly lower than B"
    made = of("program", A=(0.5, 0.6), B=(0.7, 0.8), C=(0.6, 0.7))
    assert difference_words(made, ATTENDANCE) == "A is clearly lower than B; two other pairs differ clearly too"
    made = of("program", A=(0.5, 0.6), B=(0.62, 0.72), C=(0.5, 0.7))
    assert difference_words(made, ATTENDANCE) == "A is clearly lower than B; no other two groups differ clearly"
    assert difference_words(of("program", A=(0.6, 0.7), B=(0.65, 0.75)), ATTENDANCE) == "No clear difference by program"


@pytest.mark.parametrize("seed", range(40))
def test_a_pair_is_clear_by_a_second_author(seed):
    rng = Random(seed)
    groups = {f"g{i}": (low, low + rng.uniform(0.05, 0.4)) for i in range(4) for low in [rng.uniform(0, 0.5)]}
    chances = []
    for (a, b), (c, d) in combinations(groups.values(), 2):
        apart = (c + d - a - b) / 2
        # Towards no difference, the halves of both intervals add up by squares.
        chances.append(2 * norm.sf(1.959964 * abs(apart) / hypot((b - a) / 2, (d - c) / 2)))
    clear = multipletests(chances, 0.05, "holm")[0].any()
    assert ("clearly" in difference_words(of("program", **groups), ATTENDANCE)) == clear


def test_unknown_and_empty_groups_are_not_compared():
    made = of("payer", unknown=(0.1, 0.2), grant=(0.5, 0.6))
    assert difference_words(made, ATTENDANCE) == "One group only: nothing to compare"
    assert difference_words(of("payer", unknown=(0.1, 0.2)), ATTENDANCE) == "No groups to compare"
    assert difference_words(result("attendance_rate", []), ATTENDANCE) == "No groups to compare"


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
