"""Intervals against published tables, R's printed examples and statsmodels' sandwich errors."""

from decimal import Decimal

import numpy as np
import pytest

from metrics.intervals import (
    Z,
    clopper_pearson,
    clustered_mean,
    clustered_proportion,
    clustered_rate,
    garwood,
    log_minus_log,
    log_minus_logs,
    t_interval,
    wilson,
)
from tests.sandwich import sandwich

NOBODY = (None, None)

# Newcombe 1998, Stat Med 17:857-872, table I: the same four samples by methods 3 (score) and 5 (exact).
NEWCOMBE = [
    (81, 263, (0.2553, 0.3662), (0.2527, 0.3676)),
    (15, 148, (0.0624, 0.1605), (0.0578, 0.1617)),
    (0, 20, (0.0000, 0.1611), (0.0000, 0.1684)),
    (1, 29, (0.0061, 0.1718), (0.0009, 0.1776)),
]


@pytest.mark.parametrize(("k", "n", "score", "exact"), NEWCOMBE)
def test_proportions_agree_with_newcombe(k, n, score, exact):
    assert wilson(k, n) == pytest.approx(score, abs=5e-5)
    assert clopper_pearson(k, n) == pytest.approx(exact, abs=5e-5)


# Garwood 1936, Biometrika 28:437-442, table 1 (95 %), as printed in any table of Poisson limits (e.g. Ulm
# 1990).
@pytest.mark.parametrize(
    ("events", "limits"),
    [(0, (0.0, 3.6889)), (1, (0.0253, 5.5716)), (10, (4.7954, 18.3904)), (20, (12.2165, 30.8884))],
)
def test_rate_agrees_with_garwood(events, limits):
    assert garwood(events, 1) == pytest.approx(limits, abs=5e-5)
    assert garwood(events, 4) == pytest.approx(np.divide(limits, 4), abs=5e-5)


def test_rate_agrees_with_desctools():
    # R's ?DescTools::PoissonCI, method "exact": 196 deaths by horse kick in 280 corps-years (von Bortkiewicz
    # 1898).
    assert garwood(196, 280) == pytest.approx((0.6054271, 0.8051570), abs=5e-8)


def test_nobody_gives_no_interval():
    assert wilson(0, 0) == clopper_pearson(0, 0) == garwood(0, 0) == NOBODY
    assert clustered_proportion(0, 0, 0, 0, 0, 0) == clustered_rate(0, 0, 0, 0, 0, 0) == NOBODY
    assert t_interval(0, 0, 0) == t_interval(1, 5, 25) == NOBODY


@pytest.mark.parametrize("interval", [wilson, clopper_pearson])
def test_none_and_all_reach_the_ends_exactly(interval):
    assert interval(0, 7)[0] == 0.0
    assert interval(7, 7)[1] == 1.0
    assert interval(7, 7)[0] == pytest.approx(1 - interval(0, 7)[1])


def people(seed, low):
    rng = np.random.default_rng(seed)
    n = rng.integers(1, 9, 40)
    return (rng.binomial(n, rng.beta(2, 2, 40)) if low else rng.poisson(n * rng.gamma(2, 0.5, 40))), n


def moments(a, n):
    return len(a), *(int(total) for total in (a.sum(), n.sum(), (a * a).sum(), (a * n).sum(), (n * n).sum()))


def test_clustered_proportion_agrees_with_statsmodels():
    a, n = people(1, low=True)
    (logit,), (error,) = sandwich(np.column_stack([a, n - a]), "Binomial", corrected=True)
    limits = [1 / (1 + np.exp(-(logit + side * Z * error))) for side in (-1, 1)]
    assert clustered_proportion(*moments(a, n)) == pytest.approx(limits, rel=1e-7)


def test_clustered_rate_agrees_with_statsmodels():
    a, n = people(2, low=False)
    (rate,), (error,) = sandwich(a, "Poisson", corrected=True, offset=np.log(n))
    limits = [np.exp(rate + side * Z * error) for side in (-1, 1)]
    assert clustered_rate(*moments(a, n)) == pytest.approx(limits, rel=1e-7)


def test_clusters_of_one_come_close_to_wilson():
    # 200 people, one session each: nothing to cluster.
    assert clustered_proportion(200, 80, 200, 80, 80, 200) == pytest.approx(wilson(80, 200), abs=0.002)


def test_clustered_intervals_fall_back_to_the_exact_ones():
    assert clustered_proportion(1, 3, 5, 9, 15, 25) == clopper_pearson(3, 5)
    assert clustered_proportion(2, 0, 5, 0, 0, 13) == clopper_pearson(0, 5)
    assert clustered_proportion(2, 5, 5, 13, 13, 13) == clopper_pearson(5, 5)
    assert clustered_rate(1, 3, 5, 9, 15, 25) == garwood(3, 5)
    assert clustered_rate(2, 0, 5, 0, 0, 13) == garwood(0, 5)


def test_two_people_are_enough_for_clusters():
    assert clustered_proportion(2, 3, 6, 5, 9, 18) != clopper_pearson(3, 6)


def test_people_who_are_all_alike_get_the_exact_interval():
    # Three people, each 1 of 3: 1/3 has no exact float, and yet Σ(a - pn)² is 0.
    assert clustered_proportion(3, 3, 9, 3, 9, 27) == clopper_pearson(3, 9)
    assert clustered_rate(3, 3, 9, 3, 9, 27) == garwood(3, 9)
    assert clustered_mean(3, 3, 9, 3, 9, 27) == clustered_mean(1, 3, 9, 9, 27, 81) == NOBODY


def test_decimals_from_a_database_are_numbers():
    whole = clustered_proportion(2, 3, 6, 5, 9, 18)
    assert clustered_proportion(2, *map(Decimal, (3, 6, 5, 9, 18))) == whole
    for interval in (wilson, clopper_pearson, garwood):
        assert interval(Decimal(3), Decimal(7)) == interval(3, 7)


def test_t_interval_agrees_with_students_sleep():
    # Student 1908, Biometrika 6:1-25; R's t.test(extra ~ group, sleep, paired): 1.58, 0.7001142 to 2.4598858.
    extra = [1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4]
    found = t_interval(len(extra), sum(extra), sum(x * x for x in extra))
    assert found == pytest.approx((0.7001142, 2.4598858), abs=1e-6)


def test_t_interval_of_equal_scores_is_the_mean():
    assert t_interval(3, 21, 147) == (7.0, 7.0)


def test_log_minus_log_has_no_interval_at_the_ends():
    assert log_minus_log(1 - 2**-53, 1e-8) == NOBODY
    assert log_minus_log(0.0, 0.1) == log_minus_log(1.0, 0.0) == log_minus_log(0.5, float("nan")) == NOBODY
    assert all(type(limit) is float for limit in log_minus_log(0.5, 0.1))


def test_log_minus_log_of_many_is_that_of_each():
    values = np.array([0.0, 1e-13, 0.02, 0.5, 0.5, 0.999, 1 - 2**-53, 1.0])
    errors = np.array([0.1, 0.1, 0.01, 0.2, np.nan, 1e-4, 1e-8, 0.0])
    found = zip(*(ends.tolist() for ends in log_minus_logs(values, errors)), strict=True)
    for ends, value, error in zip(found, values, errors, strict=True):
        one = [np.nan if end is None else end for end in log_minus_log(value, error)]
        assert ends == pytest.approx(tuple(one), rel=1e-14, nan_ok=True)
