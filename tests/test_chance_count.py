"""Counts of people with risks of their own: scipy's Poisson binomial, statsmodels' exact intervals, plain loops."""

import numpy as np
import pytest
from scipy.stats import poisson_binom
from statsmodels.stats.proportion import proportion_confint

from metrics.chance_count import chance_count, exact_interval
from metrics.funnel_limits import TAILS, binomial_limits
from tests.reference import casemix as slow


def made(seed, cells, most, low=0.02, high=0.95):
    rng = np.random.default_rng(seed)
    return rng.uniform(low, high, cells), rng.integers(1, most, cells).astype(float)


@pytest.mark.parametrize("seed", range(5))
def test_exact_is_scipys_poisson_binomial(seed):
    risk, n = made(seed, 8, 12)
    count, theirs = chance_count(risk, n), poisson_binom(np.repeat(risk, n.astype(int)))
    for k in range(count.people + 1):
        assert count.at_most(k) == pytest.approx(theirs.cdf(k), abs=1e-12)
        assert count.at_least(k) == pytest.approx(theirs.sf(k - 1), abs=1e-12)
    assert (count.mean, count.sd) == pytest.approx((theirs.mean(), theirs.std()))


def test_the_approximation_of_many_people_is_close_to_scipys():
    for seed, high in ((1, 0.95), (2, 0.3)):
        risk, n = made(seed, 40, 40, high=high)
        count, theirs = chance_count(risk, n), poisson_binom(np.repeat(risk, n.astype(int)))
        assert count.sums is None and count.people > 500
        ks = np.arange(count.people)
        off = [abs(count.at_most(k) - theirs.cdf(k)) for k in ks]
        assert max(off) < 5e-4
        near = [k for k in ks if 0.0005 < theirs.cdf(k) < 0.002]
        assert all(count.at_most(k) == pytest.approx(theirs.cdf(k), rel=0.1) for k in near)


@pytest.mark.parametrize("tail", TAILS.values())
@pytest.mark.parametrize("seed", range(5))
def test_limits_are_those_of_plain_loops(seed, tail):
    risk, n = made(seed, 6, 5)
    assert chance_count(risk, n).limits(tail) == pytest.approx(slow.limits(np.repeat(risk, n.astype(int)), tail))


def test_limits_are_the_funnels_where_all_risks_are_alike():
    for p, n in ((0.44, 4), (0.3, 40), (0.9, 300)):
        found = chance_count(np.array([p]), np.array([float(n)])).limits(0.025)
        assert np.array(found) / n == pytest.approx(binomial_limits(p, n, 0.025))


def test_interval_is_clopper_and_pearsons_where_all_risks_are_alike():
    for k in (0, 1, 13, 39, 40):
        low, high = exact_interval(k, np.array([0.3, 0.3]), np.array([15.0, 25.0]))
        assert (low / 40, high / 40) == pytest.approx(proportion_confint(k, 40, method="beta"), abs=1e-6)


def test_interval_by_small_steps():
    """At its ends so many or more, and so few or fewer, come in 2.5 % of cases."""
    risk, n, observed, inside = np.array([0.1, 0.4, 0.8]), np.array([10.0, 15.0, 5.0]), 9, []
    for shift in np.linspace(-3, 3, 6001):
        moved = 1 / (1 + np.exp(-np.log(risk / (1 - risk)) - shift))
        theirs = poisson_binom(np.repeat(moved, n.astype(int)))
        if theirs.cdf(observed) >= 0.025 and theirs.sf(observed - 1) >= 0.025:
            inside.append(float(n @ moved))
    assert exact_interval(observed, risk, n) == pytest.approx((min(inside), max(inside)), abs=1e-2)


@pytest.mark.parametrize(("p", "n"), [(0.475, 4), (0.475, 40), (0.05, 200), (0.6, 200), (0.25, 100), (0.05, 1200)])
def test_a_group_that_is_as_expected_lies_outside_no_more_often_than_said(p, n):
    rng, runs = np.random.default_rng(1), 20_000
    counts = rng.binomial(n, p, runs)
    for tail, sides in ((0.025, 0.05), (0.001, 0.002)):
        low, high = chance_count(np.array([p]), np.array([float(n)])).limits(tail)
        outside = np.mean((counts < low) | (counts > high))
        assert outside <= sides + 3 * np.sqrt(sides / runs)


def test_certain_outcomes_and_nobody():
    sure = chance_count(np.array([1.0]), np.array([600.0]))
    assert (sure.at_most(599), sure.at_most(600), sure.at_most(-1)) == (0, 1, 0)
    assert exact_interval(0, np.array([0.2]), np.array([5.0]))[0] == 0
    assert exact_interval(5, np.array([0.2]), np.array([5.0]))[1] == 5
