"""The wider intervals of sessions and visits in a release: by hand, and never narrower than the exact ones."""

from math import exp, log, sqrt

import pytest

from access.widths import LEAST, STEP, widened
from metrics.intervals import clopper_pearson, clustered_proportion, clustered_rate
from metrics.result import Row


def row(value, low, high) -> Row:
    return Row({}, {}, 70, 100, value, low, high)


def logit(share: float) -> float:
    return log(share / (1 - share))


@pytest.mark.parametrize(("half", "wide"), [(0.3, sqrt(2) / 4), (0.4, 0.5), (0.5, 0.5), (0.51, sqrt(0.5)), (0, LEAST)])
def test_a_width_becomes_the_next_power_of_the_step(half, wide):
    """Powers of √2: …, 1/4, √2/4, 1/2, √2/2, 1, …"""
    ends = [1 / (1 + exp(-(logit(0.7) + side * half))) for side in (-1, 1)]
    found = widened(row(0.7, *ends), "share")
    assert [logit(end) - logit(0.7) for end in (found.low, found.high)] == pytest.approx([-wide, wide])
    rate = widened(row(20.0, *(20 * exp(side * half) for side in (-1, 1))), "rate")
    assert [log(end / 20) for end in (rate.low, rate.high)] == pytest.approx([-wide, wide])


@pytest.mark.parametrize("seen", [(40, 280, 400, 2200, 2900, 4200), (12, 30, 40, 90, 110, 150)])
def test_it_is_never_narrower_and_less_than_a_step_wider(seen):
    m, a, n, aa, an, nn = seen
    for kind, interval in (("share", clustered_proportion), ("rate", clustered_rate)):
        exact, scale = interval(m, a, n, aa, an, nn), logit if kind == "share" else log
        found = widened(row(a / n, *exact), kind)
        assert found.low <= exact[0] and exact[1] <= found.high
        assert scale(found.high) - scale(a / n) < STEP * (scale(exact[1]) - scale(a / n)) + 1e-9


@pytest.mark.parametrize("value", [0.0, 1.0])
def test_what_follows_from_the_counts_alone_stays(value):
    own = row(value, *clopper_pearson(100 * value, 100))
    assert widened(own, "share") == own


def test_what_is_not_known_stays_so():
    own = row(None, None, None)
    assert widened(own, "share") == own == widened(own, "rate")
