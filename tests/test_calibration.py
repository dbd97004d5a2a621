"""How well expectations fit: tenths, concordance and scores against plain loops and numbers by hand."""

import numpy as np
import pandas as pd
import pytest

from metrics.calibration import calibration, concordance, tenths


def test_tenths_and_c_by_plain_loops():
    rng = np.random.default_rng(4)
    risk = np.round(rng.uniform(0.05, 0.95, 300), 2)
    y = (rng.uniform(size=300) < risk).astype(float)
    pairs = [
        (a > b) + (a == b) / 2
        for a, ya in zip(risk, y, strict=True)
        if ya
        for b, yb in zip(risk, y, strict=True)
        if not yb
    ]
    assert concordance(y, risk, np.ones(300)) == pytest.approx(sum(pairs) / len(pairs))
    parts = tenths(y, risk, np.ones(300))
    assert len(parts) == 10 and sum(n for n, _, _ in parts) == 300
    assert [wanted for _, wanted, _ in parts] == sorted(wanted for _, wanted, _ in parts)
    assert sum(n * seen for n, _, seen in parts) == pytest.approx(y.sum())


def test_brier_and_the_share_explained():
    y, risk, n = pd.Series([1.0, 0.0, 1.0]), np.array([0.8, 0.2, 0.5]), pd.Series([10.0, 20.0, 10.0])
    found = calibration(y, risk, n, False)
    assert found.brier == pytest.approx((10 * 0.04 + 20 * 0.04 + 10 * 0.25) / 40)
    assert found.brier_flat == pytest.approx(0.25)
    means = calibration(pd.Series([1.0, 3.0]), np.array([1.5, 2.5]), pd.Series([1.0, 1.0]), True)
    assert means.r2 == pytest.approx(0.75) and means.c is None
