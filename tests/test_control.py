"""Control charts against Montgomery's and Wheeler's printed limits, and Laney's formula written out."""

import statistics
from itertools import pairwise

import pytest

from metrics.control import Signal, p_prime, u_prime, xmr

# Montgomery 2013, Introduction to Statistical Quality Control, 7th ed., table 7.4: purchase orders with
# errors.
ORDERS = "100 80 80 100 110 110 100 100 90 90 110 120 120 120 110 80 80 80 90 100 100 100 100 90 90"
ORDERS = [int(number) for number in ORDERS.split()]
ERRORS = [12, 8, 6, 9, 10, 12, 11, 16, 10, 6, 20, 15, 9, 8, 6, 8, 10, 7, 5, 8, 5, 8, 10, 6, 9]
# Montgomery 2013, example 6.5: weekly cost of processing a mortgage loan.
LOANS = [310, 288, 297, 298, 307, 303, 294, 297, 308, 306, 294, 299, 297, 299, 314, 295, 293, 306, 301, 304]
# What R's qicharts2 prints for 40 months: patients with harm of 20, and events each counted once by exposure
# (github.com/HorridTom/spc-tests, data-out/pp_chart_results.csv and up_chart_results.csv).
HARMED = "5 10 7 9 8 9 12 8 8 12 14 10 9 13 12 10 9 10 11 9 7 11 12 11 10 11 15 11 8 11 8 13 10 13 10 12 12 8 6 7"
RATES_BY_1E8 = (
    "2710511 1873581 2408932 2056340 1782846 1809863 1991410 2397587 1533662 1676489 1996286 2315420 "
    "1941617 2135177 1803442 1967384 2082692 1953628 1925702 1784934 2105534 1966059 1941788 1785935 "
    "1881125 1888394 1796189 2112366 2325845 1753851 1662687 2519660 2371015 1987196 2149477 2063051 "
    "1751245 1671655 1827167 2219792 "
)
OUTSIDE = "outside_limits"


def rules_of(chart):
    return {signal.rule for signal in chart.signals}


def test_plain_p_chart_agrees_with_montgomery():
    chart = p_prime(ERRORS, ORDERS, plain=True)
    assert chart.centre[0] == pytest.approx(0.0955102, abs=5e-8)
    assert (chart.lower[0], chart.upper[0]) == pytest.approx((0.0073347, 0.1836857), abs=5e-8)
    assert [signal.index for signal in chart.signals if signal.rule == OUTSIDE] == [10]
    assert not chart.trial


def test_xmr_agrees_with_montgomery():
    # He divides by d2 = 1.128 (279.7833, 321.2167); Wheeler's 2.66 is that quotient, rounded.
    chart = xmr(LOANS)
    assert chart.centre[0] == pytest.approx(300.5)
    assert (chart.lower[0], chart.upper[0]) == pytest.approx((279.7833, 321.2167), abs=0.005)
    assert chart.signals == ()


def test_xmr_of_one_to_ten():
    # Moving ranges of 1: 5.5 ± 2.66 (Wheeler's factor).
    chart = xmr(range(1, 11))
    assert (chart.centre[0], chart.lower[0], chart.upper[0]) == pytest.approx((5.5, 2.84, 8.16))
    assert {signal.index for signal in chart.signals if signal.rule == OUTSIDE} == {0, 1, 8, 9}
    assert chart.trial


def test_u_prime_of_equal_exposures_is_the_individuals_chart():
    # Laney 2002: where all sizes are equal, prime charts are XmR charts. Montgomery's limits of example 6.5.
    chart = u_prime(LOANS, [1] * len(LOANS))
    assert chart.centre[0] == pytest.approx(300.5)
    assert (chart.lower[0], chart.upper[0]) == pytest.approx((279.7833, 321.2167), abs=5e-5)


def test_p_prime_of_equal_sizes_is_the_individuals_chart():
    chart, single = p_prime(LOANS, [1000] * 20), xmr([loan / 1000 for loan in LOANS], screened=False)
    assert chart.upper == pytest.approx(single.upper, rel=1e-4)
    assert chart.lower == pytest.approx(single.lower, rel=1e-4)


def laney(numerators, denominators, variance):
    """Laney 2002, equations (3) to (6), in plain loops: centre and limits."""
    centre = sum(numerators) / sum(denominators)
    sigmas = [(variance(centre) / n) ** 0.5 for n in denominators]
    scores = [(x / n - centre) / s for x, n, s in zip(numerators, denominators, sigmas, strict=True)]
    sigma_z = statistics.fmean(abs(b - a) for a, b in pairwise(scores)) / 1.128
    return centre, [centre - 3 * s * sigma_z for s in sigmas], [centre + 3 * s * sigma_z for s in sigmas]


def test_p_prime_is_laneys_formula():
    centre, lower, upper = laney(ERRORS, ORDERS, lambda p: p * (1 - p))
    chart = p_prime(ERRORS, ORDERS)
    assert chart.centre == pytest.approx([centre] * 25)
    assert chart.lower == pytest.approx([max(0, limit) for limit in lower])
    assert chart.upper == pytest.approx(upper)


def test_u_prime_is_laneys_formula():
    centre, lower, upper = laney(ERRORS, ORDERS, lambda u: u)
    chart = u_prime(ERRORS, ORDERS)
    assert chart.centre == pytest.approx([centre] * 25)
    assert chart.upper == pytest.approx(upper)
    assert chart.lower == pytest.approx([max(0, limit) for limit in lower])


def test_p_prime_agrees_with_qicharts2():
    chart = p_prime([int(number) for number in HARMED.split()], [20] * 40)
    assert chart.centre[0] == pytest.approx(0.50125)
    assert (chart.lower[0], chart.upper[0]) == pytest.approx((0.18755660120021822, 0.8149433987997817))


def test_u_prime_agrees_with_qicharts2():
    chart = u_prime([1] * 40, [1e8 / int(number) for number in RATES_BY_1E8.split()])
    assert chart.centre[0] == pytest.approx(0.01967924358104278, abs=1e-9)
    assert (chart.lower[0], chart.upper[0]) == pytest.approx((0.01161777480556405, 0.027740712356521507), abs=1e-8)
    assert (chart.lower[-1], chart.upper[-1]) == pytest.approx((0.012383917613310199, 0.02697456954877536), abs=1e-8)


def test_sigma_z_below_one_makes_limits_narrower():
    # Laney 2002; Minitab's help on Laney P′: sigma Z below 1 corrects for underdispersion.
    even = [50, 51, 50, 49, 50, 51, 50, 49, 50, 51, 50, 49]
    assert p_prime(even, [100] * 12).upper[0] < p_prime(even, [100] * 12, plain=True).upper[0]


def test_large_sizes_widen_the_limits():
    wild = [5200, 4800, 5300, 4700, 5100, 4900, 5200, 4800, 5300, 4700, 5100, 4900]
    assert OUTSIDE in rules_of(p_prime(wild, [10_000] * 12, plain=True))
    assert OUTSIDE not in rules_of(p_prime(wild, [10_000] * 12))


def test_limits_stay_where_proportions_and_rates_can_be():
    chart = p_prime([1, 9, 0, 10] * 3, [10] * 12)
    assert (chart.lower[0], chart.upper[0]) == (0.0, 1.0)
    chart = u_prime([1, 9, 0, 10] * 3, [2] * 12)
    assert chart.lower[0] == 0.0
    assert chart.upper[0] > 1


@pytest.mark.parametrize("count", [0, 10])
def test_nothing_or_all_every_month_is_no_signal(count):
    chart = p_prime([count] * 12, [10] * 12)
    assert chart.lower == chart.upper == chart.centre == (count / 10,) * 12
    assert chart.signals == ()


def test_equal_values_give_no_signal_by_rounding():
    assert xmr([0.1] * 15).signals == ()
    assert p_prime([1] * 15, [3, 3, 3] * 5).signals == ()


@pytest.mark.parametrize(("points", "trial"), [(11, True), (12, False)])
def test_fewer_than_twelve_points_are_trial_limits(points, trial):
    assert xmr(LOANS[:points]).trial is trial
    assert xmr([*LOANS[:points], None]).trial is trial


def test_one_point_has_a_centre_and_no_limits():
    chart = p_prime([3], [10])
    assert (chart.values, chart.centre, chart.lower, chart.upper) == ((0.3,), (0.3,), (None,), (None,))
    assert xmr([7]).upper == (None,)


def test_nothing_at_all():
    for chart in (xmr([]), p_prime([], []), u_prime([], [])):
        assert (chart.values, chart.signals, chart.trial) == ((), (), True)
    assert p_prime([None, 0], [None, 0]).centre == (None, None)


def test_missing_points_keep_their_place_and_change_nothing():
    full, gap = (
        p_prime(ERRORS, ORDERS),
        p_prime([*ERRORS[:3], None, *ERRORS[3:]], [*ORDERS[:3], 0, *ORDERS[3:]]),
    )
    assert gap.values[3] is None and gap.upper[3] is None
    assert gap.centre[3] == full.centre[0]
    assert gap.upper[4:] == full.upper[3:]
    assert xmr([*LOANS[:3], None, *LOANS[3:]]).upper[4:] == xmr(LOANS).upper[3:]


# Nelson 1982, J Qual Technol 14:172-173: ranges above 3.267 times their mean go, once. Ranges 1 × 9, then the
# last.
@pytest.mark.parametrize(("jump", "screened_out"), [(4, False), (5, True)])
def test_screening_leaves_out_wild_moving_ranges(jump, screened_out):
    values = [0, 1] * 5 + [1 + jump]
    assert (xmr(values).sigma[0] < xmr(values, screened=False).sigma[0]) is screened_out
    if screened_out:
        assert xmr(values).sigma[0] == pytest.approx(2.66 / 3)


def test_points_that_are_mostly_alike_keep_their_few_moves():
    """By hand: 13 ranges, two of 1; without them nothing would vary and every month would lie outside."""
    values = [8] * 7 + [9] + [8] * 6
    chart = xmr(values)
    assert chart.upper[0] - chart.centre[0] == pytest.approx(2.66 * 2 / 13)
    assert {one.index for one in chart.signals if one.rule == "outside_limits"} == {7}
    assert xmr([8] * 14).signals == ()


def test_a_new_baseline_has_limits_of_its_own():
    values = [10, 11, 10, 12, 10, 11, 30, 31, 30, 32, 30, 31]
    chart = xmr(values, baseline_starts=[6])
    assert chart.centre[5] == pytest.approx(xmr(values[:6]).centre[0])
    assert chart.upper[6:] == pytest.approx(xmr(values[6:]).upper)
    assert chart.trial and chart.signals == ()


def test_runs_do_not_reach_across_a_baseline():
    rising = [1, 2, 3, 4, 5, 6]
    assert "six_rising_or_falling" in rules_of(xmr(rising))
    assert "six_rising_or_falling" not in rules_of(xmr(rising, baseline_starts=[3]))


def test_trial_speaks_of_the_latest_baseline():
    assert not xmr(LOANS, baseline_starts=[4]).trial
    assert xmr(LOANS, baseline_starts=[15]).trial


@pytest.mark.parametrize("start", [-1, 20])
def test_a_baseline_outside_the_chart_is_an_error(start):
    with pytest.raises(IndexError, match="20 points"):
        xmr(LOANS, baseline_starts=[start])


def test_an_excluded_point_sets_no_limit_but_is_drawn():
    # Montgomery's own remedy for sample 11: without it the centre is 214 / 2340.
    chart = p_prime(ERRORS, ORDERS, excluded=[10], plain=True)
    assert chart.centre[0] == pytest.approx(214 / 2340)
    assert chart.values[10] == pytest.approx(20 / 110)
    assert Signal(10, OUTSIDE) in chart.signals


def test_an_excluded_point_belongs_to_no_run():
    values = [*LOANS[:12], 295, 298, 301, 302, 303, 304]
    assert "six_rising_or_falling" in rules_of(xmr(values))
    assert "six_rising_or_falling" not in rules_of(xmr(values, excluded=[14]))


def test_signals_name_the_point_and_the_rule():
    chart = xmr([2, 1, 3] * 4 + [9])
    assert chart.signals == (Signal(12, OUTSIDE),)
