"""Incidence where ends compete, against R, Stata and statsmodels."""

import numpy as np
import pytest

from metrics.intervals import Z
from metrics.survival import aalen_johansen
from tests.test_survival import MAINTAINED, aml, curve_of, random_times

# statsmodels' test_survfunc.py: standard errors checked there with Stata's stcompet.
STATA_TIMES = [1, 1, 1, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 7, 8, 9, 9, 9]
STATA_CAUSES = [1, 1, 0, 1, 0, 0, 2, 2, 2, 0, 0, 3, 3, 3, 0, 0, 0, 0]

# R's survival, tests/finegray.R (Therneau), test data set 1: with its published weights the product limit of
# Fine & Gray is Aalen and Johansen's estimate (Geskus 2011, Biometrics 67:39-49). At each time of the first
# cause: those at risk on paper, and the weights of those to whom the second cause has happened.
R_TIMES = [1, 2, 3, 4, 4, 4, 5, 5, 6, 8, 8, 9, 10, 12]
R_CAUSES = [1, 2, 0, 1, 0, 0, 2, 1, 0, 0, 2, 0, 1, 0]
R_AT_RISK = {
    1: 14,
    4: 11 + 11 / 12,
    5: 8 + 11 / 12 * 8 / 10,
    10: 2 + 11 / 12 * 8 / 10 * 5 / 6 * 3 / 4 * 2 / 3 + 5 / 12 + 1 / 2,
}

# Scrucca, Santucci & Aversa 2007, Bone Marrow Transplant 40:381-387 (R's cmprsk): 35 people after a transplant,
# months, 1 died of it, 2 relapsed; from bmt.csv beside the paper.
BMT_MONTHS = """
    13 1 72 7 8 67 9 5 70 4 7 68 1 10 7 3 4 4 3 3 22 8 2 0 0 35 35 4 14 26 3 2 8 32 12
"""
BMT_CAUSES = "2 1 0 2 2 0 2 2 0 0 0 0 2 2 2 1 1 1 1 1 2 1 2 2 1 0 0 2 2 2 2 0 0 0 1"
BMT = [[int(number) for number in text.split()] for text in (BMT_MONTHS, BMT_CAUSES)]


def incidences(time, cause, causes=(1, 2)):
    time, cause = np.asarray(time), np.asarray(cause)
    times = np.unique(time)
    count = {kind: [int(((time == t) & (cause == kind)).sum()) for t in times] for kind in (0, *causes)}
    return aalen_johansen(times, {str(kind): count[kind] for kind in causes}, count[0])


def test_aalen_johansen_agrees_with_stata():
    curves = incidences(STATA_TIMES, STATA_CAUSES, causes=(1, 2, 3))
    shares = [curves[cause].at(8)[0] for cause in "123"]
    errors = [float(curves[cause].se[curves[cause].times == 8][0]) for cause in "123"]
    assert shares == pytest.approx([0.17037037, 0.20740741, 0.26666667], abs=5e-9)
    assert errors == pytest.approx([0.08976251, 0.10610391, 0.12787781], abs=5e-9)


def test_aalen_johansen_agrees_with_r():
    free = np.cumprod([1 - 1 / n for n in R_AT_RISK.values()])
    curve = incidences(R_TIMES, R_CAUSES)["1"]
    assert [curve.at(time)[0] for time in R_AT_RISK] == pytest.approx((1 - free).tolist())


COMPETING = {f"seed {seed}": lambda seed=seed: random_times(seed) for seed in range(4)}
COMPETING["bone marrow"] = lambda: tuple(np.array(column) for column in BMT)


@pytest.mark.parametrize("data", COMPETING)
def test_aalen_johansen_agrees_with_statsmodels(data):
    from statsmodels.duration.survfunc import CumIncidenceRight

    time, cause = COMPETING[data]()
    with np.errstate(divide="ignore", invalid="ignore"):
        other = CumIncidenceRight(time, cause)
    curves = incidences(time, cause)
    for number, curve in enumerate(curves.values()):
        place = np.isin(curve.times, other.times)
        assert curve.incidence[place] == pytest.approx(other.cinc[number])
        known = np.isfinite(other.cinc_se[number])
        assert curve.se[place][known] == pytest.approx(other.cinc_se[number][known])


def test_incidences_add_up_to_everybody_who_left():
    time, cause = random_times(9)
    left = curve_of(time[cause > 0].tolist(), time[cause == 0].tolist())
    total = sum(curve.incidence for curve in incidences(time, cause).values())
    assert total == pytest.approx(1 - left.survival)


def test_one_cause_alone_is_the_complement_of_kaplan_meier():
    curve = aml(*MAINTAINED)
    alone = aalen_johansen(curve.times, {"relapse": curve.events}, [0, 1, 0, 0, 1, 0, 0, 1, 0, 1])["relapse"]
    assert len(alone.times) == 10
    assert alone.at(9)[0] == pytest.approx(1 - curve.at(9)[0])


def test_incidence_interval_is_stcompets():
    # Coviello & Boggess 2004, Stata Journal 4:103-112: F ** exp(±z·se / (F·ln F)).
    curve = incidences(STATA_TIMES, STATA_CAUSES, causes=(1, 2, 3))["1"]
    value, low, high, events, at_risk = curve.at(2)
    power = np.exp(Z * 0.08976251 / (value * np.log(value)))
    assert (low, high) == pytest.approx(sorted([value**power, value ** (1 / power)]), abs=1e-8)
    assert (events, at_risk) == (3, 15)


def test_an_incidence_of_nothing_yet_has_no_interval():
    assert incidences([3, 4, 5], [2, 1, 0])["1"].at(3) == (0.0, None, None, 0, 3)


def test_everybody_gone_by_two_causes_at_once():
    curves = incidences([4, 4, 4], [1, 1, 2])
    assert curves["1"].at(4)[0] == pytest.approx(2 / 3)
    assert np.isfinite(curves["1"].se).all()
