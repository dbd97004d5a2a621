"""The Compare page in words: true to the limits that are drawn, calm with few, and never a rank."""

import numpy as np
import pytest

from figures import comparison
from figures.words import compare, expected
from figures.words.sentences import Headline
from metrics import MEASURES
from metrics.case_rows import POINTS
from metrics.casemix import (
    NO_FIT,
    NO_MODEL,
    NOT_ONE_EACH,
    NotAdjusted,
)
from metrics.expected_limits import expected_limits
from metrics.funnel_limits import ADDITIVE, ALONE, INSIDE, OUTSIDE_95, funnel
from metrics.intervals import t_interval
from metrics.result import Row
from tests.adjusted_made import adjusted, points
from tests.words_made import COMPLETION, RANKS, assert_headline, assert_made, completed

TREND = MEASURES["phq9_trend"]


def rows_of(*counts):
    return [completed(k, n, program=f"P{i}") for i, (k, n) in enumerate(counts)]


def whole(rows):
    return completed(sum(row.numerator for row in rows), sum(row.denominator for row in rows))


def page(*counts, found=None, allowing=None):
    """(headline, points, table) of programs P0, P1 …"""
    rows = rows_of(*counts)
    names = compare.names_of("program", [row.group["program"] for row in rows], {"P0": "Zebra", "P1": "Apple"})
    limits = funnel("share", rows, whole(rows), allowing)
    counted = comparison.counted_points(rows, "program", names, limits, COMPLETION)
    own = comparison.adjusted_limits(found, limits)
    after = comparison.adjusted_points(found, names, own)
    said = compare.headline(COMPLETION, "program", counted, limits, after, found, own)
    table = list(comparison.table_rows(rows, "program", names, limits, COMPLETION, found, own))
    assert not RANKS.search(f"{said.first} {said.sure}")
    return assert_headline(said), counted, table


def test_all_inside():
    said, _, _ = page((20, 50), (22, 50), (24, 60), found=NotAdjusted(NO_MODEL))
    assert said.first == "Completed the program, 41% in all: all three programs lie inside the limits of chance."
    assert said.sure.startswith("There are too few admissions to adjust for who came.")
    assert said.sure.endswith("nothing about the cause.")


def test_one_outside_is_named_with_its_limit():
    said, _, _ = page((10, 100), (40, 100), (42, 100), (44, 100), (43, 100), found=NotAdjusted(NOT_ONE_EACH))
    assert said.first == (
        "Completed the program, 36% in all: Zebra lies below the 99.8% limits; the other four programs are inside."
    )
    assert said.sure.startswith("This number does not count each admission once")


def test_several_outside_are_named_side_by_side():
    said, _, _ = page((10, 100), (45, 100), (50, 100), found=NotAdjusted(NOT_ONE_EACH))
    assert said.first == (
        "Completed the program, 35% in all: Zebra lies below the 99.8% limits; Apple and P2 lie above the 95% limits."
    )


def test_beyond_95_only_comes_with_its_doubt():
    said, _, _ = page((30, 100), (45, 100), (44, 100), (44, 100), found=NotAdjusted(NO_FIT))
    assert said.first == (
        "Completed the program, 41% in all: Zebra lies below the 95% limits; the other three programs are inside."
    )
    assert "Chance alone puts one group in twenty outside the 95% limits." in said.sure


def test_many_outside_are_counted():
    said, _, _ = page((5, 100), (95, 100), (6, 100), (94, 100), (50, 100), found=NotAdjusted(NO_FIT))
    assert said.first == (
        "Completed the program, 50% in all: four of five programs lie outside the limits of chance, "
        "four of them beyond 99.8%."
    )


def test_adjusted_the_same_or_otherwise():
    counts = ((30, 100), (45, 100), (43, 100), (44, 100))
    same = adjusted(*((k, n, 40.5) for k, n in counts))
    assert "Adjusted for who came, the same holds." in page(*counts, found=same)[0].sure
    other = adjusted(*((k, n, k) for k, n in counts))
    sure = page(*counts, found=other)[0].sure
    assert "Adjusted for who came, all four programs lie inside the limits of chance." in sure


def test_groups_stand_by_name_never_by_value():
    _, counted, table = page((10, 100), (45, 100), (50, 100), found=NotAdjusted(NO_MODEL))
    assert [point.name for point in counted] == ["Apple", "P2", "Zebra"]
    assert [(row[0], row[1]) for row in table] == [("A", "Apple"), ("B", "P2"), ("C", "Zebra")]
    assert [point.mark for point in counted] == ["A", "B", "C"]


def test_the_table_beside_its_head():
    found = adjusted(*((22, 50, 20.0) for _ in range(3)))
    _, _, table = page((20, 50), (22, 50), (24, 60), found=found)
    assert len(table[0]) == len(comparison.head("Program", found))
    assert table[0] == [
        "A", "Apple", "50", "44%", "31 to 58", "Inside", "50", "20.0", "1.10", "0.75 to 1.47", "+4 points", "Inside",
    ]  # fmt: skip
    _, _, plain = page((20, 50), (22, 50), found=NotAdjusted(NO_MODEL))
    assert len(plain[0]) == len(comparison.head("Program", NotAdjusted(NO_MODEL)))


def test_a_group_that_is_not_in_the_model_has_empty_cells():
    found = adjusted((20, 50, 22.0))
    _, _, table = page((20, 50), (22, 50), found=found)
    assert [row[-1] for row in table] == ["", "Inside"]


def test_a_small_group_that_did_better_than_expected_is_no_finding():
    """4 of 4 where 1.8 were expected: so many come by chance in 3.9 % of cases, and no share is above 100 %."""
    counts = ((380, 450), (270, 300), (4, 4))
    found = adjusted((380, 450, 382.2), (270, 300, 270.0), (4, 4, 16 / 9))
    said, _, table = page(*counts, found=found)
    assert said.first.endswith("all three programs lie inside the limits of chance.")
    assert "the same holds" in said.sure
    assert table[1][6:] == ["4", "1.8", "2.25", "0.89 to 2.25", "+56 points", "Inside"]


def test_the_same_limits_but_on_the_other_side_are_not_the_same():
    found = adjusted((30, 100, 16.0), (45, 100, 45.0), (44, 100, 44.0), (44, 100, 44.0))
    said, _, table = page((30, 100), (45, 100), (44, 100), (44, 100), found=found)
    assert "Zebra lies below the 95% limits" in said.first
    assert "Adjusted for who came, Zebra lies above the 99.8% limits" in said.sure
    assert table[-1][-1] == "Above 99.8%"


@pytest.mark.parametrize("seed", range(8))
def test_picture_table_and_words_of_adjusted_groups_agree(seed):
    rng = np.random.default_rng(seed)
    people = rng.integers(4, 300, 5)
    wanted = [n * rng.uniform(0.05, 0.9) for n in people]
    observed = [
        int(rng.binomial(n, min(1, e / n * rng.uniform(0.6, 1.6)))) for n, e in zip(people, wanted, strict=True)
    ]
    found = adjusted(*zip(observed, map(int, people), wanted, strict=True))
    names = {f"P{i}": f"P{i}" for i in range(5)}
    own = comparison.adjusted_limits(found, funnel("share", [completed(1, 2)], completed(1, 2)))
    drawn = comparison.adjusted_points(found, names, own)
    rows = [completed(k, int(n), program=f"P{i}") for i, (k, n) in enumerate(zip(observed, people, strict=True))]
    table = comparison.table_rows(rows, "program", names, funnel("share", rows, whole(rows)), COMPLETION, found, own)
    for point, one, cells in zip(drawn, found.groups, table, strict=True):
        low, high = point.limits["95"]
        outside = not low - 1e-9 <= point.value <= high + 1e-9
        assert outside == (point.standing != INSIDE) == (not one.low <= 1 <= one.high) == (cells[-1] != "Inside")
        assert -100 <= low <= high <= 100 and -100 <= point.value <= 100
        assert cells[-1].startswith("Above" if point.value > 0 else "Below") or not outside
    out = [point.name for point in drawn if point.standing != INSIDE]
    told = expected.finding(drawn, "program", own)
    assert [name for name in names if name in told] == (out if len(out) <= compare.MOST_NAMED else [])


def test_points_less_what_is_expected():
    one = points(30, -5.0, -4.0, 0.4)
    found = adjusted(one, kind=POINTS)
    own = comparison.adjusted_limits(found, funnel("share", [completed(1, 2)], completed(1, 2)))
    (point,) = comparison.adjusted_points(found, {"P0": "Day"}, own)
    assert (point.value, point.standing) == (-1.0, OUTSIDE_95)
    assert point.said == ("−5.0; −4.0 expected", "30 admissions in the model", "Below the 95% limits")
    assert expected.axis(found) == "observed less expected, points"
    assert_made(expected.limits(found, own))


def test_adjusted_limits_say_how_they_are_made():
    found = adjusted(*((k, 100, 40.0) for k in (20, 25, 30, 35, 38, 40, 41, 45, 50, 55, 58, 60)))
    limits = funnel("share", [completed(4, 10)] * 12, completed(40, 100))
    told = assert_made(expected.limits(found, comparison.adjusted_limits(found, limits)))
    assert "Poisson binomial; Hosmer & Lemeshow 1995" in told and "allow for that" not in told
    wide = expected_limits(found.groups, ADDITIVE)
    assert assert_made(expected.limits(found, wide)).endswith("their limits allow for that, their intervals do not.")


def test_usual_limits_are_not_called_chance():
    counts = [(60 if i % 2 else 140, 200) for i in range(12)]
    found = NotAdjusted(NO_MODEL)
    assert "inside their usual limits" in page(*counts, found=found)[0].first
    assert "limits of chance" in page(*counts, found=found, allowing=ALONE)[0].first
    rows = rows_of(*counts)
    for allowing, told in (
        (ADDITIVE, "the limits allow for that"),
        (ALONE, "They allow for chance alone. Groups differ"),
    ):
        assert told in assert_made(compare.limits(funnel("share", rows, whole(rows), allowing)))


def test_limits_say_how_they_are_made():
    rows = rows_of((20, 50), (22, 50))
    assert "exact binomial" in assert_made(compare.limits(funnel("share", rows, whole(rows))))
    values = [-9, -5, -5, -2, 1]
    mean = Row({}, {}, sum(values), 5, sum(values) / 5, *t_interval(5, sum(values), sum(v * v for v in values)))
    assert "from the spread of all admissions" in assert_made(compare.limits(funnel("points", [mean], mean)))


def test_no_group_and_one_group():
    otherwise = Headline("No clear difference by program.", "The ranges overlap.")
    assert compare.alone(COMPLETION, "payer", 0, otherwise).first.startswith("No payers to compare")
    assert "one program only" in assert_headline(compare.alone(COMPLETION, "program", 1, otherwise)).first
    assert "one way of entry only" in compare.alone(COMPLETION, "entry", 1, otherwise).first
    assert compare.alone(COMPLETION, "program", 3, otherwise).first == (
        "Completed the program: no clear difference by program."
    )
