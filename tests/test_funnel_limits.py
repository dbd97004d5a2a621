"""Funnel limits against binomial tables, published heterogeneity, and the paper's own children's heart surgery."""

from math import log, sqrt

import numpy as np
import pytest

from metrics.funnel_limits import (
    ADDITIVE,
    ALONE,
    INSIDE,
    MULTIPLICATIVE,
    OUTSIDE_95,
    OUTSIDE_998,
    between,
    binomial_limits,
    dispersion,
    funnel,
    spread_of,
    winsorised,
)
from metrics.intervals import clustered_proportion, t_interval, wilson
from metrics.result import Row

# Open-heart surgery on children under 1 in England, 1991-95, hospital episode statistics: operations, deaths
# (Spiegelhalter 2019, The Art of Statistics, figure 2.5; github.com/dspiegel29/ArtofStatistics, 02-5). Bristol's
# deaths are the divergence that Aylin et al. 2001, Lancet 358:181-187, and the inquiry found.
HEART = {
    "Bristol": (143, 41),
    "Leicester": (187, 25),
    "Leeds": (323, 24),
    "Oxford": (122, 23),
    "Guys": (164, 25),
    "Liverpool": (405, 42),
    "Southampton": (239, 24),
    "Great Ormond St": (482, 53),
    "Newcastle": (195, 26),
    "Harefield": (177, 25),
    "Birmingham": (581, 58),
    "Brompton": (301, 31),
}
# Colditz et al. 1994, JAMA 271:698-702: vaccinated with and without tuberculosis, not vaccinated with and without.
BCG = [
    (4, 119, 11, 128),
    (6, 300, 29, 274),
    (3, 228, 11, 209),
    (62, 13536, 248, 12619),
    (33, 5036, 47, 5761),
    (180, 1361, 372, 1079),
    (8, 2537, 10, 619),
    (505, 87886, 499, 87892),
    (29, 7470, 45, 7232),
    (17, 1699, 65, 1600),
    (186, 50448, 141, 27197),
    (5, 2493, 3, 2338),
    (27, 16886, 29, 17825),
]


def share(name, k, n):
    return Row({"program": name}, {}, k, n, k / n, *wilson(k, n))


def whole(rows):
    k, n = sum(row.numerator for row in rows), sum(row.denominator for row in rows)
    return Row({}, {}, k, n, k / n, *wilson(k, n))


def heart(**more):
    rows = [share(name, k, n) for name, (n, k) in HEART.items()]
    return rows, funnel("share", rows, whole(rows), **more)


def test_binomial_limits_by_hand():
    # Binomial(20, 1/2): P(X <= 5) = 0.020695, P(X <= 6) = 0.057659 (any table).
    # Spiegelhalter 2005, A.1.1: 6 - (0.057659 - 0.025) / 0.036964 = 5.1165.
    low, high = binomial_limits(0.5, 20, 0.025)
    assert (20 * low, 20 * high) == pytest.approx((5.1165, 14.8835), abs=2e-4)


def test_binomial_limits_stay_where_shares_can_be():
    assert binomial_limits(0.05, 3, 0.001)[0] == 0.0
    assert binomial_limits(0.95, 3, 0.001)[1] == 1.0


@pytest.mark.parametrize("tail", [0.025, 0.001])
def test_binomial_limits_close_in_on_the_normal_ones(tail):
    from scipy.stats import norm

    low, high = binomial_limits(0.3, 40_000, tail)
    reach = norm.isf(tail) * sqrt(0.3 * 0.7 / 40_000)
    assert (low, high) == pytest.approx((0.3 - reach, 0.3 + reach), abs=4e-5)


@pytest.mark.parametrize("p", [0.02, 0.3, 0.9])
@pytest.mark.parametrize("n", [1, 7, 60, 300])
def test_binomial_limits_by_adding_up_chances(p, n):
    """In plain loops: outside is what chance brings, with all that lies further out, less often than the tail."""
    from math import comb

    chances = [comb(n, r) * p**r * (1 - p) ** (n - r) for r in range(n + 1)]
    for tail in (0.025, 0.001):
        low, high = binomial_limits(p, n, tail)
        assert 0 <= low <= p <= high <= 1
        for r in range(n + 1):
            assert (r / n < low - 1e-12) == (sum(chances[: r + 1]) < tail)
            assert (r / n > high + 1e-12) == (sum(chances[r:]) < tail)


def test_bristol_lies_outside_and_so_it_was():
    rows, found = heart(allowing=ALONE)
    standing = {row.group["program"]: found.standing(row.value, row.denominator) for row in rows}
    assert standing.pop("Bristol") == OUTSIDE_998
    assert standing.pop("Leeds") == OUTSIDE_95
    assert standing.pop("Oxford") == OUTSIDE_95
    assert set(standing.values()) == {INSIDE}


def test_a_single_hospital_far_out_is_drawn_in_and_makes_no_spread():
    _, found = heart()
    scores = np.array([(k / n - found.centre) / sqrt(found.unit / n) for n, k in HEART.values()])
    assert dispersion(scores) > 4
    assert found.spread.phi == pytest.approx(dispersion(winsorised(scores)))
    assert found.spread.phi < dispersion(scores) / 2
    assert found.spread.known


def test_spread_is_that_of_dersimonian_and_laird():
    # tau2 = 0.3088, Q = 152.2330 (Viechtbauer 2010, J Stat Softw 36(3), method DL; metafor's dat.bcg).
    effects = [log(a / (a + b) / (c / (c + d))) for a, b, c, d in BCG]
    weights = np.array([1 / (1 / a - 1 / (a + b) + 1 / c - 1 / (c + d)) for a, b, c, d in BCG])
    centre = np.average(effects, weights=weights)
    phi = dispersion((np.array(effects) - centre) * np.sqrt(weights))
    assert 13 * phi == pytest.approx(152.2330, abs=5e-5)
    assert between(phi, weights) == pytest.approx(0.3088, abs=5e-5)


def test_no_spread_where_groups_differ_less_than_chance_lets_them():
    assert between(0.5, np.ones(12)) == 0.0


@pytest.mark.parametrize(("groups", "known"), [(9, False), (10, True)])
def test_spread_needs_ten_groups(groups, known):
    values = [0.2 if i % 2 else 0.8 for i in range(groups)]
    found = spread_of(values, [100] * groups, 0.5, 0.25)
    assert (found.known, found.over) == (known, known)
    if known:
        assert found.phi == pytest.approx(36)


def test_phi_must_lie_beyond_two_standard_deviations_of_chance():
    edge = 1 + 2 * sqrt(2 / 10)
    for phi, over in ((edge * 0.999, False), (edge * 1.001, True)):
        reach = sqrt(phi * 0.25 / 100)
        values = [0.5 + reach * (1 if i % 2 else -1) for i in range(10)]
        assert spread_of(values, [100] * 10, 0.5, 0.25).over is over


def wild():
    return [share(f"P{i:02d}", 60 if i % 2 else 140, 200) for i in range(12)]


def test_additive_and_multiplicative_limits_by_hand():
    rows = wild()
    found = funnel("share", rows, whole(rows))
    # z = ±0.2 / √(0.25 / 200) = ±5.657, phi = 32; tau2 = (12·32 − 11) / (12·800 − 800).
    assert found.spread.phi == pytest.approx(32)
    assert found.spread.tau2 == pytest.approx(373 / 8800)
    assert found.allowing == ADDITIVE
    reach = 1.959963984540054 * sqrt(0.25 / 200 + 373 / 8800)
    assert found.limits(200, "95") == pytest.approx((0.5 - reach, 0.5 + reach))
    times = funnel("share", rows, whole(rows), MULTIPLICATIVE)
    reach = 1.959963984540054 * sqrt(32 * 0.25 / 200)
    assert times.limits(200, "95") == pytest.approx((0.5 - reach, 0.5 + reach))
    assert {found.standing(row.value, row.denominator) for row in rows} == {INSIDE}
    alone = funnel("share", rows, whole(rows), ALONE)
    assert {alone.standing(row.value, row.denominator) for row in rows} == {OUTSIDE_998}


def test_sessions_are_not_people():
    # Ten clients of ten sessions each; half of them come always, half never: the clients count, not the sessions.
    ends = clustered_proportion(10, 50, 100, 500, 500, 1000)
    row = Row({}, {}, 50, 100, 0.5, *ends)
    found = funnel("share", [row], row)
    assert found.what == "repeated"
    assert found.unit == pytest.approx(100 * 10 / 9 * 0.25 / 10)
    low, high = found.limits(100, "95")
    assert high - low > 3 * (binomial_limits(0.5, 100, 0.025)[1] - 0.5)


def test_means_have_the_standard_deviation_of_people():
    values = [-9, -5, -5, -2, 1, -4, -7, 0, -3, -6]
    n, total, squares = len(values), sum(values), sum(v * v for v in values)
    row = Row({}, {"statistic": "mean_change"}, total, n, total / n, *t_interval(n, total, squares))
    found = funnel("points", [row], row)
    assert found.unit == pytest.approx(np.var(values, ddof=1))


def test_nothing_to_draw_around_a_median_or_a_curve():
    row = Row({}, {"statistic": "median"}, None, 40, 61.0, 50.0, 70.0)
    assert funnel("days", [row], row) is None
    curve = Row({}, {"day": 60}, 12, 30, 0.71, 0.6, 0.8)
    assert funnel("share", [curve], curve) is None
    nothing = Row({}, {}, 0, 0, None)
    assert funnel("share", [nothing], nothing) is None
