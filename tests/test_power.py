"""The smallest change that could be seen, against Cohen's tables, R's pwr and statsmodels."""

from math import asin, inf, sqrt

import pytest
from statsmodels.stats.power import NormalIndPower, TTestIndPower
from statsmodels.stats.rates import power_poisson_diff_2indep

from metrics.intervals import clustered_proportion, garwood, log_minus_log, t_interval, wilson
from metrics.power import POWER, REACH, detectable, of_errors, of_means, of_rates, of_shares, smallest_d
from metrics.result import Row


def people(k, n):
    return Row({}, {}, k, n, k / n, *wilson(k, n))


def test_two_shares_need_as_many_people_as_r_says():
    # pwr.2p.test(h = ES.h(0.55, 0.50), power = 0.80): n = 1564.529 (Champely, pwr; its vignette).
    assert of_shares(0.5, 1564.529, 1564.529).above == pytest.approx(0.55, abs=1e-6)


def test_two_shares_need_as_many_people_as_cohen_prints():
    # Cohen 1988, table 6.4.1: power 0.80, two-sided 5 %, h = 0.50: n = 63; h = 0.20: n = 392.
    for h, n in ((0.5, 63), (0.2, 392)):
        found = of_shares(0.5, n, n)
        assert 2 * asin(sqrt(found.above)) - 2 * asin(sqrt(0.5)) == pytest.approx(h, abs=0.003)


@pytest.mark.parametrize(("p", "n1", "n2"), [(0.43, 51, 48), (0.1, 200, 90), (0.9, 30, 30)])
def test_shares_have_the_power_that_statsmodels_gives_them(p, n1, n2):
    found = of_shares(p, n1, n2)
    for end in (found.above, found.below):
        if end is not None:
            h = abs(2 * asin(sqrt(end)) - 2 * asin(sqrt(p)))
            assert NormalIndPower().power(h, n1, 0.05, n2 / n1) == pytest.approx(POWER, abs=1e-5)


def test_a_share_near_its_end_can_only_go_the_other_way():
    found = of_shares(0.02, 40, 40)
    assert found.below is None and found.above > 0.02
    assert of_shares(0.0, 40, 40).change == pytest.approx(of_shares(0.0, 40, 40).above)


def test_means_need_as_many_people_as_cohen_prints():
    # Cohen 1988, table 2.4.1: d = 0.5, power 0.80, two-sided 5 %: n = 64; pwr.t.test prints 63.76561.
    assert smallest_d(63.76561, 63.76561) == pytest.approx(0.5, abs=1e-5)
    assert of_means(-5.0, 6.0, 63.76561, 63.76561).below == pytest.approx(-8.0, abs=1e-4)


@pytest.mark.parametrize(("n1", "n2"), [(10, 10), (12, 55), (300, 280)])
def test_means_have_the_power_that_statsmodels_gives_them(n1, n2):
    assert TTestIndPower().power(smallest_d(n1, n2), n1, 0.05, n2 / n1) == pytest.approx(POWER, abs=1e-6)


@pytest.mark.parametrize(("rate", "t1", "t2"), [(0.05, 1500, 1400), (0.3, 900, 400)])
def test_rates_have_about_the_power_that_statsmodels_gives_them(rate, t1, t2):
    found = of_rates(rate, t1, t2)
    for end in (found.above, found.below):
        power = power_poisson_diff_2indep(end, rate, t2, t1 / t2, alpha=0.05, method_var="alt", return_results=False)
        assert power == pytest.approx(POWER, abs=0.04)


def test_words_of_the_example():
    found = detectable("share", people(22, 51), people(20, 48))
    assert found.start == pytest.approx(42 / 99)
    assert found.change == pytest.approx(min(found.above - found.start, found.start - found.below))
    assert 0.24 < found.change < 0.29


def test_sessions_count_for_as_many_people_as_they_are_worth():
    # Fifty clients of ten sessions, all or none of them kept: worth about fifty people, not five hundred.
    ends = clustered_proportion(50, 250, 500, 2500, 2500, 5000)
    row = Row({}, {}, 250, 500, 0.5, *ends)
    assert detectable("share", row, row).change == pytest.approx(of_shares(0.5, 49, 49).change, abs=1e-9)


def test_visits_of_the_same_people_widen_it():
    exact = Row({}, {}, 60, 900.0, 1000 * 60 / 900, *(1000 * end for end in garwood(60, 900)))
    twice = Row({}, {}, 60, 900.0, exact.value, exact.low / 1.2, exact.high * 1.2)
    assert detectable("rate", twice, twice).change > detectable("rate", exact, exact).change
    assert detectable("rate", exact, exact).start == pytest.approx(1000 * 60 / 900)


def test_a_mean_of_two_quarters_by_hand():
    rows = []
    for values in ([-9, -5, -5, -2, 1, -4, -7, 0, -3, -6], [-2, -4, -8, -1, -3, 2, -7, -9, -5, -5, -6, 0]):
        n, total, squares = len(values), sum(values), sum(v * v for v in values)
        rows.append(Row({}, {}, total, n, total / n, *t_interval(n, total, squares)))
    sums = sum((v + 4) ** 2 for v in [-9, -5, -5, -2, 1, -4, -7, 0, -3, -6])
    later = [-2, -4, -8, -1, -3, 2, -7, -9, -5, -5, -6, 0]
    sums += sum((v + 4) ** 2 for v in later)
    assert sum(later) / 12 == -4 and rows[0].value == -4
    assert detectable("points", *rows).change == pytest.approx(sqrt(sums / 20) * smallest_d(10, 12))


def test_a_curve_and_a_median_by_their_intervals():
    low, high = log_minus_log(0.7, 0.05)
    row = Row({}, {"day": 60}, 12, 30, 0.7, low, high)
    assert detectable("share", row, row).change == pytest.approx(REACH * 0.05 * sqrt(2))
    median = Row({}, {"statistic": "median"}, None, 40, 61.0, 51.0, 71.0)
    assert detectable("days", median, median).change == pytest.approx(
        of_errors(61, 10 / 1.96, 10 / 1.96).change, rel=1e-4
    )


def test_a_share_cannot_rise_above_all():
    assert of_errors(0.9, 0.1, 0.1, share=True).above is None
    assert of_errors(0.9, 0.1, 0.1).above > 1


@pytest.mark.parametrize(("n", "said"), [(9, False), (10, True)])
def test_too_few_people_say_nothing(n, said):
    assert (detectable("share", people(4, n), people(20, 40)) is not None) is said
    assert detectable("share", Row({}, {}, 0, 0, None), people(20, 40)) is None


def test_without_an_event_nothing_is_said_of_a_rate():
    row = Row({}, {}, 0, 900.0, 0.0, 0.0, 4.1)
    assert detectable("rate", row, row) is None


def test_no_value_is_out_of_the_world():
    assert of_shares(0.5, 2, 2).change is None
    assert of_shares(0.5, inf, inf).change == pytest.approx(0)
