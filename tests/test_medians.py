"""Medians against the printed ranks of their intervals."""

from fractions import Fraction

import numpy as np
import pytest

from metrics.intervals import Z
from metrics.medians import median_interval, weighted_median


# Conover 1999, table A3 (binomial, p = 1/2): ranks of the 95 % interval of a median by sample size.
@pytest.mark.parametrize(("n", "rank"), [(6, 1), (8, 1), (9, 2), (11, 2), (12, 3), (20, 6), (25, 8), (100, 40)])
def test_median_interval_takes_the_tabled_ranks(n, rank):
    counts = {value: 1 for value in range(1, n + 1)}
    assert median_interval(counts) == ((n + 1) / 2, rank, n - rank + 1)


def test_median_of_five_has_no_interval():
    assert median_interval({1: 2, 9: 3}) == (9.0, None, None)


def test_median_interval_counts_values_in_any_order():
    assert median_interval({30: 4, 10: 3, 20: 3}) == (20.0, 10.0, 30.0)


def test_median_rank_of_many_values():
    # Normal approximation: n/2 - z·√n/2.
    _, low, high = median_interval({value: 1 for value in range(1, 100_001)})
    assert low == pytest.approx(50_000 - Z * np.sqrt(100_000) / 2, abs=1)
    assert low + high == 100_001


def test_nobody_has_no_median():
    assert median_interval({}) == (None, None, None)


def test_weighted_median_of_whole_weights_is_the_median():
    for seed in range(30):
        rng = np.random.default_rng(seed)
        counts = {int(v): int(c) for v, c in zip(rng.permutation(20)[:8], rng.integers(1, 6, 8), strict=True)}
        weights = {value: Fraction(count) for value, count in counts.items()}
        assert weighted_median(weights) == median_interval(counts)
    assert weighted_median({}) == (None, None, None)
