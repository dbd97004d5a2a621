"""The slow second author on paper: the last day, groups, intervals, attendance, staying and leaving."""

from math import log

import pytest

from tests.paper import clinic, counts, day, limits, listed, row
from tests.reference import as_of, measure
from tests.reference.intervals import clopper_pearson, clustered_proportion, clustered_rate, garwood, wilson
from tests.reference.survival import free, log_log, median_time


def test_last_day_without_extract_is_the_last_thing_that_happened():
    tables = clinic([("1", 0, None, None)], sessions=listed("scheduled_on status", (day(9), "scheduled")))
    tables["extract"] = []
    assert as_of(tables) == day(0)
    tables["sessions"].append({"scheduled_on": day(5), "status": "no_show"})
    assert as_of(tables) == day(5)


def test_nothing_after_the_last_day_exists():
    result = measure(clinic([("1", 0, 50, "completed"), ("2", 41, 45, "completed")], last=40), "retention")
    assert counts(result, day=30, left="any") == (0, 1)
    assert counts(measure(clinic([("1", 0, 50, "completed")], last=40), "length_of_stay"), statistic="median")[1] == 0


def test_groups_filters_and_period():
    tables = clinic([("1", 0, 10, "completed"), ("2", 40, 50, "completed")])
    tables["clients"] = [{"client_id": "C1", "birth_year": 1998, "gender": "female"}]
    groups = [line["group"] for line in measure(tables, "length_of_stay", by=("gender", "age_band", "month"))]
    assert groups == [
        {"gender": "female", "age_band": "26-34", "month": "2024-01"},
        {"gender": "unknown", "age_band": "unknown", "month": "2024-02"},
    ]
    kept = {"gender": ["female", "male"]}
    assert measure(tables, "length_of_stay", where=kept)[0]["denominator"] == 1
    assert measure(tables, "length_of_stay", start=day(11), end=day(50))[0]["denominator"] == 1


def test_nobody_gives_no_data():
    every = (
        "attendance_rate",
        "completion_rate",
        "phq9_followed_up",
        "relapse_rate",
        "screen_positivity",
        "ed_rate",
    )
    for name in every:
        for line in measure(clinic([]), name):
            assert line["value"] is None and limits(line) == (None, None), (name, line)


def test_wilson_and_clopper_pearson_as_in_newcombe_1998():
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert clopper_pearson(81, 263) == pytest.approx((0.2527, 0.3676), abs=5e-5)


def test_garwood_of_no_events_is_minus_the_log_of_a_fortieth():
    assert garwood(0, 2) == pytest.approx((0, -log(0.025) / 2))


def test_clients_who_are_all_alike_get_the_exact_interval():
    for m in (2, 29, 30):
        assert limits(clustered_proportion({}, m * [(1, 3)])) == clopper_pearson(m, 3 * m)
        assert limits(clustered_rate({}, m * [(1, 3)], 1)) == garwood(m, 3 * m)


def test_attendance_has_the_client_as_cluster():
    status = ["attended", "no_show", "attended", "attended", "attended", "late_cancel", "excused", "attended"]
    sessions = listed("episode_id scheduled_on status", *(("12"[i > 1], day(i), s) for i, s in enumerate(status)))
    tables = clinic([("1", 0, None, None), ("2", 0, 6, "completed")], sessions=sessions)
    line = row(measure(tables, "attendance_rate"))
    # 1 of 2 and 3 of 4: residuals -1/3 and 1/3, var 2 (2/9) / 36 = 1/81, se of the logit (1/9) / (2/9) = 1/2
    assert (line["numerator"], line["denominator"]) == (4, 6)
    assert limits(line) == pytest.approx((2 / (2 + 2.664408), 2 * 2.664408 / (1 + 2 * 2.664408)), abs=1e-6)
    assert counts(measure(tables, "attendance_rate"), status="late_cancel") == (1, 6)


def test_one_client_gets_the_exact_interval():
    sessions = listed("episode_id scheduled_on status", ("1", day(0), "attended"), ("1", day(1), "attended"))
    line = row(measure(clinic([("1", 0, None, None)], sessions=sessions), "attendance_rate"))
    assert limits(line) == pytest.approx((0.025**0.5, 1))


def test_leaving_on_day_30_comes_before_being_censored_on_it():
    result = measure(clinic([("1", 0, 30, "dropped_out"), ("2", 370, None, None)]), "retention")
    line = row(result, day=30, left="dropped_out")
    assert (line["numerator"], line["denominator"], line["value"]) == (1, 2, 0.5)
    # without censoring before it the variance is p (1 - p) / n = 1/8: 0.5 ** exp(+-1.96 * 0.35355 / 0.34657)
    assert limits(line) == pytest.approx((0.0060, 0.9104), abs=5e-4)
    assert row(result, day=30, left="any")["value"] == 0.5
    assert row(result, day=60, left="any")["value"] is None


def test_competing_ends_add_up_to_the_share_that_left():
    stays = [
        (5, "completed"),
        (5, None),
        (9, "dropped_out"),
        (20, "terminated"),
        (30, "transferred"),
        (31, "died"),
    ]
    people = [(str(i), 0, left, why) for i, (left, why) in enumerate(stays)] + [("8", 388, None, None)]
    result = measure(clinic(people), "retention", options={"days": "30"})
    ways = [row(result, day=30, left=k)["value"] for k in ("completed_or_transferred", "dropped_out", "other")]
    # 7 start; 2 leave on day 5 (one for an unknown reason: other), 1 on 9, one is censored on 12, then 1 of 3, 1 of 2
    # S: 5/7, 4/7, (4/7)(2/3) = 8/21, 4/21
    assert ways == pytest.approx([1 / 7 + 4 / 21, 1 / 7, 1 / 7 + 4 / 21])
    assert sum(ways) == pytest.approx(row(result, day=30, left="any")["value"])
    assert counts(result, day=30, left="any") == (5, 2)


def test_kaplan_meier_as_stata_prints_it_for_6_mp():
    """Freireich 1963 / Gehan 1965, 6-MP arm; `sts list` and SAS LIFETEST (median 23, from 13)."""
    relapsed, censored = (6, 6, 6, 7, 10, 13, 16, 22, 23), (6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)
    people = [(time, "relapse") for time in relapsed] + [(time, None) for time in censored]
    share, greenwood = free(people, 10)
    assert float(share) == pytest.approx(0.7529, abs=5e-5)
    assert log_log(share, greenwood) == pytest.approx((0.5032, 0.8894), abs=5e-5)
    line = median_time({}, people)
    assert (line["value"], *limits(line)) == (23, 13, None)


def test_median_of_an_even_number_and_the_first_n_with_an_interval():
    stays = [(str(i), 0, left, "completed") for i, left in enumerate((9, 4, 7, 1, 12, 30))]
    line = row(measure(clinic(stays), "length_of_stay"), statistic="median")
    assert (line["numerator"], line["denominator"], line["value"], *limits(line)) == (None, 6, 8, 1, 30)
    assert limits(row(measure(clinic(stays[:5]), "length_of_stay"), statistic="median")) == (None, None)


def test_completion_with_unknown_reasons_three_ways():
    reasons = ("completed", "transferred", "unknown", None, "dropped_out")
    result = measure(clinic([(str(i), 0, 5, why) for i, why in enumerate(reasons)]), "completion_rate")
    assert counts(result, counted="completed", missing="negative") == (1, 5)
    assert counts(result, counted="completed", missing="positive") == (3, 5)
    assert counts(result, counted="completed_or_transferred", missing="observed") == (2, 3)
