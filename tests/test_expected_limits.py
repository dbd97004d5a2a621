"""Limits of each group's own: chance alone by scipy's Poisson binomial, spread by hand."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import poisson_binom

from metrics.expected_limits import expected_limits
from metrics.funnel_limits import ADDITIVE, ALONE, INSIDE, MULTIPLICATIVE, OUTSIDE_95, OUTSIDE_998, spread_of
from metrics.standardised import shares_of
from tests.reference import casemix as slow


def group(k, n, risk, name="G"):
    return shares_of(pd.DataFrame({"group": name, "outcome": [k / n], "n": [float(n)]}), np.array([risk]))[0]


@pytest.mark.parametrize("seed", range(6))
def test_standing_is_that_of_the_exact_chances(seed):
    rng = np.random.default_rng(seed)
    risk = rng.uniform(0.05, 0.9, 25)
    theirs, seen = poisson_binom(risk), set()
    for k in range(26):
        own = pd.DataFrame({"group": "G", "outcome": [1.0] * k + [0.0] * (25 - k), "n": 1.0})
        (one,) = shares_of(own, risk)
        tail = min(theirs.cdf(k), theirs.sf(k - 1))
        word = OUTSIDE_998 if tail < 0.001 else OUTSIDE_95 if tail < 0.025 else INSIDE
        assert expected_limits([one]).standing(one) == word
        seen.add(word)
    assert seen == {INSIDE, OUTSIDE_95, OUTSIDE_998}


def test_limits_for_each_person_are_the_second_authors():
    one = group(4, 4, 16 / 36)
    low, high = slow.limits([16 / 36] * 4, 0.025)
    assert expected_limits([one]).limits(one, "95") == pytest.approx(((low - 16 / 9) / 4, (high - 16 / 9) / 4))
    assert expected_limits([one]).standing(one) == INSIDE


def apart(allowing=None):
    """Twelve groups that differ by far more than chance."""
    groups = [group(k, 100, 0.4, f"P{k}") for k in (20, 25, 30, 35, 38, 40, 41, 45, 50, 55, 58, 60)]
    return groups, expected_limits(groups, allowing)


def test_spread_is_that_of_a_funnel_where_all_risks_are_alike():
    groups, found = apart()
    assert found.allowing == ADDITIVE
    own = spread_of([one.observed / 100 for one in groups], [100] * 12, 0.4, 0.24)
    assert (found.spread.phi, found.spread.tau2) == pytest.approx((own.phi, own.tau2))


def test_what_is_allowed_for_widens_and_never_leaves_what_can_be():
    groups, alone = apart(ALONE)
    for allowing in (ADDITIVE, MULTIPLICATIVE):
        wide = apart(allowing)[1]
        for one in groups:
            for level in ("95", "99.8"):
                (low, high), (least, most) = alone.limits(one, level), wide.limits(one, level)
                assert -0.4 <= least <= low <= high <= most <= 0.6
    variance = apart(MULTIPLICATIVE)[1].spread.phi * 0.24 / 100
    assert apart(MULTIPLICATIVE)[1].limits(groups[0], "95")[1] == pytest.approx(1.959964 * np.sqrt(variance))


def test_of_few_groups_no_spread_is_known():
    found = expected_limits([group(10, 100, 0.4)])
    assert (found.spread.known, found.allowing) == (False, ALONE)
