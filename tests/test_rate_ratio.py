"""Rate ratios against R's printed example and statsmodels' sandwich errors."""

import numpy as np
import pytest

from metrics.intervals import Z, clopper_pearson
from metrics.rate_ratio import exact_rate_ratio, rate_ratio
from tests.sandwich import sandwich


def test_exact_rate_ratio_agrees_with_poisson_test():
    # R's ?poisson.test, Boice & Monson 1977: 11 in 800 against 21 in 3,011 person-years.
    assert exact_rate_ratio(11, 800, 21, 3011) == pytest.approx((1.971488, 0.8584264, 4.2772659), abs=1e-6)


def windows(seed, scale=1.0):
    rng = np.random.default_rng(seed)
    y1, y2 = rng.poisson(0.8 * scale, 50), rng.poisson(1.2, 50)
    t1, t2 = rng.integers(0, 180, 50), rng.integers(30, 180, 50)
    return y1 * (t1 > 0), t1, y2, t2


def ratio_of(y1, t1, y2, t2):
    named = {"y1": y1, "t1": t1, "y2": y2, "t2": t2}
    keys = ("y1y1", "y1t1", "t1t1", "y2y2", "y2t2", "t2t2", "y1y2", "y1t2", "t1y2", "t1t2")
    sums = {key: int((named[key[:2]] * named[key[2:]]).sum()) for key in keys}
    return rate_ratio(*(int(x.sum()) for x in named.values()), **sums)


def test_rate_ratio_agrees_with_statsmodels():
    y1, t1, y2, t2 = windows(3)
    seen = t1 > 0
    visits, days = np.concatenate([y1[seen], y2]), np.concatenate([t1[seen], t2])
    first = np.concatenate([np.ones(seen.sum()), np.zeros(50)])
    client = np.concatenate([np.arange(50)[seen], np.arange(50)])
    design = np.column_stack([np.ones(len(first)), first])
    (_, ratio), (_, error) = sandwich(visits, "Poisson", False, design, client, offset=np.log(days))
    expected = [np.exp(ratio + side * Z * error) for side in (0, -1, 1)]
    assert ratio_of(y1, t1, y2, t2) == pytest.approx(expected, rel=1e-7)


@pytest.mark.parametrize(("visits", "exact"), [(9, True), (10, False)])
def test_rate_ratio_is_exact_under_ten_visits(visits, exact):
    y2, t = np.ones(12, int), np.arange(10, 22)
    y1 = (np.arange(12) < visits).astype(int)
    plain = exact_rate_ratio(visits, t.sum(), 12, t.sum())
    for found in (ratio_of(y1, t, y2, t), tuple(1 / x for x in ratio_of(y2, t, y1, t))):
        assert found[0] == pytest.approx(plain[0])
        assert (sorted(found) == pytest.approx(sorted(plain))) is exact


def test_rate_ratio_of_one_person_is_exact():
    # With a single cluster every u is 0: that is no certainty.
    one = [np.array([number]) for number in (12, 90, 20, 180)]
    assert ratio_of(*one) == exact_rate_ratio(12, 90, 20, 180)


def test_rate_ratio_without_visits_or_time():
    assert exact_rate_ratio(0, 50, 0, 50) == exact_rate_ratio(3, 50, 0, 0) == (None, None, None)
    ratio, low, high = exact_rate_ratio(3, 50, 0, 50)
    assert (ratio, high) == (None, None)
    assert low == pytest.approx(clopper_pearson(3, 3)[0] / (1 - clopper_pearson(3, 3)[0]))
    assert exact_rate_ratio(0, 50, 3, 50)[:2] == (0.0, 0.0)
