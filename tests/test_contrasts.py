"""Differences between groups against Newcombe's printed intervals, Holm's steps, and plain loops."""

from math import exp, log, sqrt

import pytest
from statsmodels.stats.proportion import confint_proportions_2indep

from metrics.contrasts import chance, contrasts, difference, enough, expected_by_chance, together
from metrics.intervals import clopper_pearson, clustered_proportion, clustered_rate, t_interval, wilson
from metrics.precision import MEAN, PEOPLE, RATE, REPEATED
from metrics.proportions import clustered_share
from metrics.result import Row


def people(k, n, **group):
    return Row(group, {}, k, n, k / n, *wilson(k, n))


def mean(values, **group):
    n, total, squares = len(values), sum(values), sum(v * v for v in values)
    return Row(group, {}, total, n, total / n, *t_interval(n, total, squares))


# Newcombe 1998, Statist Med 17:873-890, table II, method 10.
@pytest.mark.parametrize(
    ("one", "other", "ends"),
    [
        ((56, 70), (48, 80), (0.0524, 0.3339)),
        ((9, 10), (3, 10), (0.1705, 0.8090)),
        ((6, 7), (2, 7), (0.0582, 0.8062)),
        ((5, 56), (0, 29), (-0.0381, 0.1926)),
    ],
)
def test_newcombes_own_examples(one, other, ends):
    assert difference(people(*one), people(*other))[1:] == pytest.approx(ends, abs=5e-5)
    theirs = confint_proportions_2indep(*one, *other, method="newcomb", compare="diff")
    assert difference(people(*one), people(*other))[1:] == pytest.approx(theirs, abs=1e-9)


def test_chance_agrees_with_the_interval():
    assert chance(0.2, 0.0, 0.4) == pytest.approx(0.05)
    assert chance(-0.2, -0.5, 0.0) == pytest.approx(0.05)
    assert chance(0.2, 0.01, 0.4) < 0.05 < chance(0.2, -0.01, 0.4)
    assert chance(0.0, -0.1, 0.1) == 1.0


def test_others_of_people_and_of_means_are_as_if_counted_together():
    assert together(PEOPLE, [people(5, 20), people(9, 40)]) == people(14, 60)
    found, wanted = together(MEAN, [mean([1, 5, 3]), mean([2, 9]), mean([4])]), mean([1, 5, 3, 2, 9, 4])
    assert (found.numerator, found.denominator) == (24, 6)
    assert (found.low, found.high) == pytest.approx((wanted.low, wanted.high))


def test_others_of_sessions_add_their_variances_up():
    sessions = [(10, 4, 9), (8, 1, 3), (5, 4, 4)], [(20, 7, 10), (6, 2, 8), (9, 9, 9)]
    rows, variance, size = [], 0.0, sum(n for part in sessions for _, _, n in part)
    for part in sessions:
        sa, sn = sum(a for _, a, _ in part), sum(n for _, _, n in part)
        moments = [
            sum(f(a, n) for _, a, n in part) for f in (lambda a, n: a * a, lambda a, n: a * n, lambda a, n: n * n)
        ]
        rows.append(Row({}, {}, sa, sn, sa / sn, *clustered_proportion(3, sa, sn, *moments)))
        apart = sum((a - sa / sn * n) ** 2 for _, a, n in part)
        variance += (sn / size) ** 2 * 3 / 2 * apart / sn**2
    p = 27 / size
    reach = 1.959963984540054 * sqrt(variance) / (p * (1 - p))
    found, odds = together(REPEATED, rows), p / (1 - p)
    assert found.value == pytest.approx(p)
    ends = odds / (odds + exp(reach)), odds / (odds + exp(-reach))
    assert (found.low, found.high) == pytest.approx(ends)


def test_others_of_rates_add_their_variances_up():
    ends = [clustered_rate(3, 6, 60, 14, 130, 1300), clustered_rate(3, 9, 50, 33, 160, 900)]
    rows = [
        Row({}, {}, y, t, 1000 * y / t, *(1000 * e for e in end))
        for (y, t), end in zip(((6, 60), (9, 50)), ends, strict=True)
    ]
    errors = [row.value * log(row.high / row.low) / 2 / 1.959963984540054 for row in rows]
    found = together(RATE, rows)
    assert found.value == pytest.approx(1000 * 15 / 110)
    reach = 1.959963984540054 * sqrt(sum((row.denominator / 110 * e) ** 2 for row, e in zip(rows, errors, strict=True)))
    assert found.high == pytest.approx(found.value * exp(reach / found.value))


def payers(*counts):
    return [people(k, n, payer=name) for name, (k, n) in zip("abcdefgh", counts, strict=False)]


def test_each_group_stands_beside_all_others():
    made = contrasts("share", {"payer": payers((30, 60), (20, 60), (25, 50))})
    assert [one.group for one in made] == ["a", "b", "c"]
    assert made[0].difference == pytest.approx(30 / 60 - 45 / 110)
    assert (made[0].others.numerator, made[0].others.denominator) == (45, 110)
    assert expected_by_chance(made) == pytest.approx(0.15)


def test_two_groups_are_one_comparison():
    assert [one.group for one in contrasts("share", {"payer": payers((30, 60), (20, 60))})] == ["a"]


def test_not_known_is_nobodys_group():
    rows = [*payers((30, 60), (20, 60), (9, 40)), people(1, 50, payer="unknown")]
    made = contrasts("share", {"payer": rows})
    assert "unknown" not in {one.group for one in made}
    assert made[0].others.denominator == 100


@pytest.mark.parametrize(("n", "said"), [(9, False), (10, True)])
def test_small_groups_are_not_compared(n, said):
    made = contrasts("share", {"payer": payers((4, n), (40, 60), (9, 40))})
    assert (made[0].difference is not None) is said
    assert expected_by_chance(made) == pytest.approx(0.05 * (2 + said))
    alone = contrasts("share", {"payer": payers((40, 60), (4, n))})
    assert (alone[0].difference is not None) is said


def sessions(m, attended, due, **group):
    """m clients, half of them with one session more attended than the others."""
    a = [attended + k % 2 for k in range(m)]
    sums = {"a": sum(a), "n": m * due, "#n": m, "a*a": sum(x * x for x in a), "a*n": due * sum(a), "n*n": m * due * due}
    return clustered_share({}, sums, "a", "n").within(**group)


@pytest.mark.parametrize(("m", "said"), [(1, False), (9, False), (10, True)])
def test_groups_of_few_clients_are_not_compared_however_many_sessions(m, said):
    rows = [sessions(m, 20, 24, payer="a"), sessions(40, 10, 20, payer="b"), sessions(50, 10, 20, payer="c")]
    made = contrasts("share", {"payer": rows})
    assert [one.difference is not None for one in made] == [said, True, True]
    assert made[1].others.clients == 50 + m
    two = contrasts("share", {"payer": [rows[1], rows[0]]})
    assert (two[0].difference is not None) is said


def test_enough_counts_clients_where_they_are_known():
    assert enough(people(3, 10)) and not enough(people(3, 9))
    assert not enough(sessions(9, 3, 10)) and not enough(people(30, 60), sessions(9, 3, 10))


def test_clients_all_alike_know_no_more_than_their_sessions():
    # 13 of 18 and 26 of 36: with no width at all they were clear of all others, p = 0.0004.
    sums = {"a": 39, "n": 54, "#n": 2, "a*a": 13**2 + 26**2, "a*n": 13 * 18 + 26 * 36, "n*n": 18**2 + 36**2}
    alike = clustered_share({}, sums, "a", "n").within(payer="a")
    assert (alike.low, alike.high) == clopper_pearson(39, 54)


def test_holm_step_by_step():
    counts = [(54, 100), (40, 100), (52, 100), (47, 100), (50, 100), (20, 100)]
    made = contrasts("share", {"payer": payers(*counts)})
    left, rejected = len(made), set()
    for one in sorted(made, key=lambda one: one.chance):
        if one.chance > 0.05 / left:
            break
        rejected.add(one.group)
        left -= 1
    assert {one.group for one in made if one.together} == rejected
    assert {one.group for one in made if one.alone} > rejected > set()
    assert all(one.alone == (not one.low <= 0 <= one.high) for one in made)


def test_what_does_not_add_up_is_not_compared():
    curve = [Row({"payer": name}, {"day": 60}, 3, 20, 0.7, 0.6, 0.8) for name in "abc"]
    assert contrasts("share", {"payer": curve}) == ()
    assert contrasts("share", {"payer": payers((3, 20))}) == ()
    assert contrasts("share", {}) == ()
