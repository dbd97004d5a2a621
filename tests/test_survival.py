"""Survival curves against R, SAS, Stata, lifelines' data and statsmodels."""

from collections import Counter
from time import perf_counter

import numpy as np
import pytest

from metrics.intervals import Z
from metrics.survival import aalen_johansen, kaplan_meier

# R's survival::aml (Miller 1981, Survival Analysis, p. 49): weeks, and those of them that are censored.
MAINTAINED = ([9, 13, 13, 18, 23, 28, 31, 34, 45, 48, 161], [13, 28, 45, 161])
NONMAINTAINED = ([5, 5, 8, 8, 12, 16, 23, 27, 30, 33, 43, 45], [16])

# Bone marrow transplants, acute lymphoblastic leukaemia (Klein & Moeschberger 1997, table D.1; SAS/STAT 14.1
# User's Guide, The LIFETEST Procedure, example 70.2): days of disease-free survival.
ALL_DEATHS = "1 55 74 86 104 107 109 110 122 122 129 172 192 194 230 276 332 383 418 466 487 526 609 662"
ALL_DEATHS = [int(day) for day in ALL_DEATHS.split()]
ALL_ALIVE = (226, 530, 996, 1111, 1167, 1182, 1199, 1330, 1377, 1433, 1462, 1496, 1602, 2081)

# Rossi, Berk & Lenihan 1980, Money, Work and Crime: 432 men released from prison, by financial aid; weeks of
# arrest. From the rossi.csv that lifelines 0.30 ships (the same as R's carData::Rossi); who was not arrested
# is censored at 52.
ROSSI_WITHOUT_AID = """
    1 2 3 4 5 6 8 8 10 11 13 14 14 16 17 17 17 18 18 19 20 21 21 23 24 24 25 25 25 26 26 26 27 27 28 28 30 31
    32 33 33 35 37 37 38 39 40 40 40 43 43 43 43 44 44 45 46 47 48 49 49 50 52 52 52 52
"""
ROSSI_WITH_AID = """
    7 8 8 8 9 9 11 12 12 14 15 15 16 18 19 20 20 20 20 22 24 24 30 32 34 34 35 35 35 36 36 36 37 37 39 40 42
    42 45 46 46 46 48 49 49 49 50 50
"""
ROSSI = [[int(week) for week in group.split()] for group in (ROSSI_WITHOUT_AID, ROSSI_WITH_AID)]
MEN, LAST_WEEK = 216, 52


def counted(events, censored):
    times = sorted({*events, *censored})
    happened, left = Counter(events), Counter(censored)
    return times, [happened[time] for time in times], [left[time] for time in times]


def curve_of(events, censored):
    return kaplan_meier(*counted(events, censored))


def aml(weeks, censored):
    rest = Counter(weeks)
    rest.subtract(censored)
    return curve_of(list(rest.elements()), censored)


def at_events(curve, values):
    return values[curve.events > 0]


def test_kaplan_meier_agrees_with_r_on_aml():
    # R survival's own tests/doaml.Rout.save: summary(survfit(Surv(time, status) ~ x, aml)).
    curve = aml(*MAINTAINED)
    survival, error = at_events(curve, curve.survival), at_events(curve, curve.se)
    assert at_events(curve, curve.at_risk).tolist() == [11, 10, 8, 7, 5, 4, 2]
    assert survival == pytest.approx([0.909, 0.818, 0.716, 0.614, 0.491, 0.368, 0.184], abs=5e-4)
    assert error == pytest.approx([0.0867, 0.1163, 0.1397, 0.1526, 0.1642, 0.1627, 0.1535], abs=5e-5)


def test_kaplan_meier_down_to_nobody_agrees_with_r():
    curve = aml(*NONMAINTAINED)
    expected = [0.8333, 0.6667, 0.5833, 0.4861, 0.3889, 0.2917, 0.1944, 0.0972, 0.0]
    assert at_events(curve, curve.survival) == pytest.approx(expected, abs=5e-5)
    assert np.isnan(curve.se[-1])
    assert curve.at(45) == (0.0, None, None, 11, 1)


@pytest.mark.parametrize(("group", "median"), [(MAINTAINED, 31), (NONMAINTAINED, 23)])
def test_medians_agree_with_r_on_aml(group, median):
    assert aml(*group).median()[0] == median


def test_log_log_interval_agrees_with_sas():
    # SAS/STAT 14.1 User's Guide, The LIFETEST Procedure, "Product-Limit Method": first quartile of the ALL
    # group.
    curve = curve_of(ALL_DEATHS, ALL_ALIVE)
    assert curve.quantile(0.75) == (122, 86, 230)
    assert curve.survival[:2] == pytest.approx([0.97368, 0.94737], abs=5e-6)
    assert curve.se[:2] == pytest.approx([0.025967, 0.036224], abs=5e-7)


def test_survival_agrees_with_lifelines_on_rossi():
    arrests = ROSSI[0] + ROSSI[1]
    curve = curve_of(arrests, [LAST_WEEK] * (2 * MEN - len(arrests)))
    assert curve.at(26)[0] == pytest.approx(0.875, abs=5e-4)
    assert curve.at(52)[0] == pytest.approx(0.736, abs=5e-4)
    assert curve.at(52)[3:] == (114, 322)
    assert curve.median() == (None, None, None)


def test_rossi_groups_are_the_published_ones():
    # Log-rank test of financial aid: chi-squared 3.84 (lifelines' documentation; R's survdiff).
    from scipy.stats import CensoredData, logrank

    groups = [CensoredData(uncensored=weeks, right=[LAST_WEEK] * (MEN - len(weeks))) for weeks in ROSSI]
    assert logrank(*groups).statistic ** 2 == pytest.approx(3.84, abs=5e-3)


def random_times(seed, n=120):
    rng = np.random.default_rng(seed)
    return rng.integers(1, 40, n), rng.integers(0, 3, n)


@pytest.mark.parametrize("seed", range(4))
def test_kaplan_meier_agrees_with_statsmodels(seed):
    from statsmodels.duration.survfunc import SurvfuncRight

    time, cause = random_times(seed)
    curve = curve_of(time[cause > 0].tolist(), time[cause == 0].tolist())
    other = SurvfuncRight(time, (cause > 0).astype(int))
    assert at_events(curve, curve.survival) == pytest.approx(other.surv_prob)
    keep = other.surv_prob > 1e-9
    assert at_events(curve, curve.se)[keep] == pytest.approx(other.surv_prob_se[keep])
    with np.errstate(divide="ignore", invalid="ignore"):
        limits = other.quantile_ci(0.5, method="cloglog")
    assert curve.median() == (other.quantile(0.5), *limits)


def test_limits_are_those_of_the_log_cumulative_hazard():
    # Kalbfleisch & Prentice 1980: ln(-ln S) ± z·√G/|ln S|, worked out by hand: S = 0.9 of 10, G = 1/90.
    value, low, high, events, at_risk = kaplan_meier([5, 9], [1, 0], [0, 9]).at(7)
    middle, half = np.log(-np.log(0.9)), Z * np.sqrt(1 / 90) / abs(np.log(0.9))
    assert value == pytest.approx(0.9)
    assert (low, high) == pytest.approx([np.exp(-np.exp(middle + side * half)) for side in (1, -1)])
    assert (events, at_risk) == (1, 9)


def test_a_curve_before_its_first_event_and_after_its_last_person():
    curve = kaplan_meier([5, 9], [1, 0], [0, 9])
    assert curve.at(4) == (1.0, None, None, 0, 10)
    assert curve.at(5)[3:] == (1, 10)
    assert curve.at(9)[4] == 9
    assert curve.at(10) == (None, None, None, 1, 0)


def test_events_come_before_censorings_of_the_same_day():
    assert kaplan_meier([5], [1], [1]).at(5)[0] == 0.5


def test_median_takes_a_half_that_floats_miss():
    # Half of 24 people are left after the twelfth; 23/24 · 22/23 · … · 12/13 comes out a little above.
    curve = kaplan_meier(range(1, 25), [1] * 24, [0] * 24)
    assert curve.survival[11] > 0.5
    assert curve.median()[0] == 12


def test_order_and_repeats_of_times_do_not_matter():
    curve = kaplan_meier([9, 5, 9], [0, 1, 0], [4, 0, 5])
    assert curve.times.tolist() == [5, 9]
    assert curve.at_risk.tolist() == [10, 9]


def test_nobody_at_all():
    assert kaplan_meier([], [], []).at(30) == (None, None, None, 0, 0)
    assert kaplan_meier([], [], []).median() == (None, None, None)
    assert aalen_johansen([], {"left": []}, [])["left"].at(30) == (None, None, None, 0, 0)


def test_a_hundred_curves_take_no_time():
    rng = np.random.default_rng(5)
    times, events, censored = np.arange(60), rng.integers(0, 9, (100, 60)), rng.integers(0, 9, (100, 60))
    started = perf_counter()
    for one, other in zip(events, censored, strict=True):
        kaplan_meier(times, one, other).at(30)
    assert perf_counter() - started < 0.5
