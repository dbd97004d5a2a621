"""Observed beside expected: a textbook's numbers, and intervals by small steps and by hand."""

import numpy as np
import pandas as pd
import pytest

from metrics.standardised import points_of, shares_of


def test_observed_and_expected_of_a_textbook():
    # PAPP101 Demographic methods, IUSSP, session 6: Ecuador's people (thousands) at Sweden's death rates by age give
    # 42,561 deaths expected; 64,700 were observed: 1.52.
    people, rates = np.array([7498.0, 3219.0, 742.0]) * 1000, np.array([0.45, 2.4, 42.4]) / 1000
    deaths = np.array([16700, 11900, 36100])
    own = pd.DataFrame({"group": "Ecuador", "outcome": deaths / people, "n": people})
    (found,) = shares_of(own, rates)
    assert found.observed == pytest.approx(64_700)
    assert found.expected == pytest.approx(42_561, abs=1)
    assert found.ratio == pytest.approx(1.52, abs=0.005)


def test_an_interval_leaves_out_what_is_expected_just_where_the_count_lies_beyond_its_limits():
    rng = np.random.default_rng(3)
    for people in (4, 30, 200, 900):
        risk, n = rng.uniform(0.02, 0.9, 6), np.full(6, people / 6)
        for count in rng.binomial(people, rng.uniform(0.5, 1.5) * risk.mean() / 1.5, 12):
            own = pd.DataFrame({"group": "G", "outcome": count / people, "n": np.rint(n + rng.uniform(0, 0.4, 6))})
            own["outcome"] = round(count) / own.n.sum()
            (found,) = shares_of(own, risk)
            low, high = found.limits["95"]
            assert (low <= found.apart <= high) == (found.low <= 1 <= found.high)
            assert found.bounds[0] <= low <= high <= found.bounds[1]


def test_four_of_four_where_less_than_half_were_expected():
    own = pd.DataFrame({"group": "G", "outcome": [1.0], "n": [4.0]})
    (found,) = shares_of(own, np.array([16 / 36]))
    # So many come by chance in (4/9)^4 = 3.9 % of cases: more than the 2.5 % on one side.
    assert (found.apart, found.error) == pytest.approx((5 / 9, np.sqrt(4 / 9 * 5 / 9 / 4)))
    assert found.limits["95"][1] == pytest.approx(5 / 9) and found.low < 1 < found.high


def test_points_by_hand():
    own = pd.DataFrame({"group": list("GGH"), "outcome": [-4.0, -8.0, -2.0], "n": [2.0, 1.0, 3.0]})
    g, h = points_of(own, np.array([-5.0, -5.0, -3.0]), 2)
    assert (g.observed, g.expected, g.ratio) == pytest.approx((-16 / 3, -5, -1 / 3))
    # Residuals 1, 1, -3, 1, 1, 1: sum of squares 14 on 6 - 2 degrees of freedom; t = 2.7764.
    assert g.high - g.ratio == pytest.approx(2.776445 * np.sqrt(14 / 4 / 3), abs=1e-5)
    assert h.ratio == pytest.approx(1)
    assert g.limits["95"] == pytest.approx((g.ratio - g.high, g.high - g.ratio))
    # t of 0.999 on 4 degrees of freedom: 7.1732 (Fisher & Yates' tables).
    assert g.limits["99.8"][1] == pytest.approx(7.173182 * np.sqrt(14 / 4 / 3), abs=1e-5)
