"""Standardised differences: worked by hand and by numpy; edges."""

from math import sqrt

import numpy as np
import pytest

from evidence.difference import FEW, clear, of_means, of_shares


def sums(values):
    return len(values), sum(values), sum(value * value for value in values)


def test_means_are_those_of_numpy():
    """Cohen's d with the mean of both variances (Austin 2009); its error: Hedges & Olkin 1985, chapter 5."""
    rng = np.random.default_rng(5)
    a, b = rng.integers(5, 27, 40).tolist(), rng.integers(0, 20, 90).tolist()
    found = of_means("first score", sums(a), sums(b))
    size = (np.mean(a) - np.mean(b)) / sqrt((np.var(a, ddof=1) + np.var(b, ddof=1)) / 2)
    error = sqrt(130 / (40 * 90) + size**2 / (2 * 130))
    assert (found.missing, found.present) == (pytest.approx(np.mean(a)), pytest.approx(np.mean(b)))
    assert found.size == pytest.approx(size)
    assert (found.low, found.high) == (pytest.approx(size - 1.959964 * error), pytest.approx(size + 1.959964 * error))


def test_the_level_that_differs_most_speaks_for_its_dimension():
    """By hand: 30 of 50 beside 40 of 100 is (0.6 - 0.4) / sqrt((0.24 + 0.24) / 2) = 0.408; 10% beside 20% is 0.283."""
    found = of_shares("payer", {"a": 30, "b": 5, "c": 15}, {"a": 40, "b": 20, "c": 40})
    assert (found.what, found.level) == ("payer", "a")
    assert found.size == pytest.approx(0.408, abs=5e-4)
    assert clear(found)


def test_small_or_uncertain_differences_are_not_clear():
    same = of_shares("payer", {"a": 500, "b": 500}, {"a": 520, "b": 480})
    few = of_shares("payer", {"a": 6, "b": 4}, {"a": 4, "b": 6})
    assert abs(same.size) < 0.1 and not clear(same)
    assert abs(few.size) > 0.1 and not clear(few)


def test_of_too_few_nothing_is_said():
    enough, short = {"a": FEW - 3, "b": 3}, {"a": FEW - 4, "b": 3}
    assert of_shares("payer", enough, enough) is not None
    assert of_shares("payer", short, enough) is None and of_shares("payer", enough, short) is None
    assert of_means("score", sums([1, 2] * FEW), sums([1, 2, 3])) is None


def test_where_all_are_alike_there_is_no_difference():
    assert of_shares("payer", {"a": 20}, {"a": 30}) is None
    assert of_means("score", sums([4] * 20), sums([4] * 30)) is None
