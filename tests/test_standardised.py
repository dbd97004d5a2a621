"""Observed beside expected: a textbook's numbers, and intervals by small steps and by hand."""

import numpy as np
import pandas as pd
import pytest

from metrics.intervals import wilson
from metrics.standardised import points_of, score_interval, shares_of


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


def test_interval_is_wilsons_where_all_risks_are_alike():
    for k in (0, 1, 13, 39, 40):
        low, high = score_interval(k, np.array([0.3, 0.3]), np.array([15.0, 25.0]))
        assert (low / 40, high / 40) == pytest.approx(wilson(k, 40), abs=1e-9)


def test_interval_by_small_steps():
    """The ends are where the count lies 1.96 standard deviations from what is expected."""
    risk, n, observed = np.array([0.1, 0.4, 0.8]), np.array([20.0, 30.0, 10.0]), 19
    inside = []
    for shift in np.linspace(-4, 4, 40_001):
        moved = 1 / (1 + np.exp(-np.log(risk / (1 - risk)) - shift))
        if abs(n @ moved - observed) <= 1.959963984540054 * np.sqrt(n @ (moved * (1 - moved))):
            inside.append(float(n @ moved))
    assert score_interval(observed, risk, n) == pytest.approx((min(inside), max(inside)), abs=5e-3)


def test_points_by_hand():
    own = pd.DataFrame({"group": list("GGH"), "outcome": [-4.0, -8.0, -2.0], "n": [2.0, 1.0, 3.0]})
    g, h = points_of(own, np.array([-5.0, -5.0, -3.0]), 2)
    assert (g.observed, g.expected, g.ratio) == pytest.approx((-16 / 3, -5, -1 / 3))
    # Residuals 1, 1, -3, 1, 1, 1: sum of squares 14 on 6 - 2 degrees of freedom; t = 2.7764.
    assert g.high - g.ratio == pytest.approx(2.776445 * np.sqrt(14 / 4 / 3), abs=1e-5)
    assert h.ratio == pytest.approx(1)
