"""Monthly charts: months without gaps in the calendar, limits on the scale of the values, what is not known yet."""

from datetime import date

import pytest

from metrics import MEASURES
from metrics.charts import control_chart, known_after, last_twelve
from metrics.control import p_prime, u_prime, xmr
from metrics.months import last_day, months_before, months_between, over
from tests.words_made import month_row, monthly, of_clinic, result, singles

STEADY = [(70, 100), (74, 101), (68, 99), (72, 100), (69, 98), (71, 103)] * 3


def test_months_are_all_the_calendar_months_and_gaps_are_none():
    chart = monthly("attendance_rate", [(7, 10), None, (6, 10), None, None, (8, 10)], last="2026-02")
    assert chart.months == ("2025-09", "2025-10", "2025-11", "2025-12", "2026-01", "2026-02")
    assert chart.values == (0.7, None, 0.6, None, None, 0.8)
    assert chart.denominators[1] == 0 and chart.known == [0, 2, 5] and chart.last == 5
    assert len(chart) == 6 and chart.labels == chart.months


def test_limits_are_those_of_the_chart_the_measure_asks_for():
    chart = monthly("attendance_rate", STEADY)
    assert chart.chart == p_prime(*zip(*STEADY, strict=True))
    values = [40.0, 52.0, 45.0, 61.0] * 4
    assert singles("length_of_stay", values).chart.centre == xmr(values).centre


def test_limits_of_rates_are_on_the_scale_of_the_values():
    counts = [(9, 80.5), (7, 82.0), (11, 79.0), (8, 84.0)] * 4
    months = months_between("2025-01", "2026-04")
    part = MEASURES["ed_rate"].headline
    rows = [month_row(m, part, k, n, 1000 * k / n) for m, (k, n) in zip(months, counts, strict=True)]
    chart = control_chart(MEASURES["ed_rate"], result("ed_rate", rows))
    assert chart.chart == u_prime([k for k, _ in counts], [n / 1000 for _, n in counts])
    assert chart.chart.values == pytest.approx(chart.values)
    assert chart.chart.lower[0] < chart.values[0] < chart.chart.upper[0]


def test_limits_of_single_values_stay_where_values_can_be():
    chart = singles("length_of_stay", [1.0, 90.0] * 8).chart
    assert min(chart.lower) == 0
    retention = singles("retention", [0.05, 0.95] * 8).chart
    assert (min(retention.lower), max(retention.upper)) == (0, 1)
    change = singles("phq9_trend", [-9.0, 3.0] * 8, as_of=date(2027, 12, 31)).chart
    assert min(change.lower) < -9


def test_month_that_is_not_over_is_incomplete():
    assert monthly("attendance_rate", STEADY, as_of=date(2026, 10, 30)).incomplete
    assert not monthly("attendance_rate", STEADY, as_of=date(2026, 10, 31)).incomplete
    assert not monthly("attendance_rate", STEADY, as_of=date(2026, 11, 2)).incomplete


def test_period_that_ends_inside_a_month_makes_it_incomplete():
    rows = [month_row("2026-03", {}, 7, 10)]
    cut = result("attendance_rate", rows, end=date(2026, 3, 20))
    assert control_chart(MEASURES["attendance_rate"], cut).incomplete


def test_months_whose_people_were_not_all_seen_long_enough_are_none():
    chart = monthly("phq9_baseline_collected", STEADY, as_of=date(2026, 10, 31))
    assert chart.pending == ("2026-10",) and chart.values[-1] is None and chart.last == len(STEADY) - 2
    assert not chart.incomplete
    assert monthly("phq9_baseline_collected", STEADY, as_of=date(2026, 11, 14)).pending == ()
    late = monthly("phq9_reliable_change", STEADY, as_of=date(2026, 10, 31))
    assert late.pending == ("2026-08", "2026-09", "2026-10")
    left = monthly("aftercare_seen", STEADY, as_of=date(2026, 10, 31))
    assert left.pending == ("2026-10",) and left.last == len(STEADY) - 2
    assert monthly("aftercare_seen", STEADY, as_of=date(2026, 10, 29)).pending == ("2026-09", "2026-10")


def test_another_part_can_stand_for_a_measure():
    part = {"window": "post", "cause": "all"}
    rows = [
        month_row("2026-03", part, 5, 100.0, 50.0),
        month_row("2026-03", MEASURES["ed_rate"].headline, 1, 90.0, 11.1),
    ]
    shown = control_chart(MEASURES["ed_rate"].standing_for(part), result("ed_rate", rows))
    assert shown.values == (50.0,) and MEASURES["ed_rate"].standing_for(None) is MEASURES["ed_rate"]


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("attendance_rate", 0),
        ("completion_rate", 0),
        ("screen_positivity", 0),
        ("retention", 30),
        ("phq9_baseline_collected", 14),
        ("gad7_followed_up", 42),
        ("phq9_trend", 90),
        ("relapse_rate", 90),
        ("time_to_first_use", 60),
        ("ed_curve", 30),
        ("ed_rate", 90),
        ("engagement", 48),
        ("contact_hours", 0),
        ("family_involved", 0),
        ("aftercare_booked", 0),
        ("aftercare_seen", 30),
        ("recovery_support", 30),
        ("readmission", 30),
        ("relapse_after_discharge", 60),
        ("naloxone_given", 0),
        ("days_missed", 14),
        ("housed", 14),
        ("suprt_reassessment", 240),
        ("ed_follow_up", 30),
    ],
)
def test_days_until_a_measure_is_known(name, days):
    assert known_after(MEASURES[name]) == days


def test_bounds_are_the_range_over_the_readings_of_missing_data():
    extra = [month_row("2026-10", {"missing": "positive"}, 60, 100)]
    chart = monthly("screen_positivity", [(2, 10), (3, 10)], extra=extra)
    assert chart.bounds == (None, (0.3, 0.6))
    part = {"counted": "completed"}
    extra = [month_row("2026-10", {**part, "missing": way}, k, 10) for way, k in (("positive", 5), ("observed", 4))]
    assert monthly("completion_rate", [(3, 10)], extra=extra).bounds == ((0.3, 0.5),)


def test_new_baseline_begins_at_its_month():
    chart = monthly("attendance_rate", STEADY[:9] + [(90, 100)] * 9, baseline_starts=("2026-02", "1999-01"))
    assert chart.months[chart.baselines[0]] == "2026-02" and len(chart.baselines) == 1
    assert chart.chart.centre[8] < 0.75 and chart.chart.centre[9] == pytest.approx(0.9)


def test_only_the_latest_months_are_looked_at_on_request():
    chart = monthly("attendance_rate", STEADY, most=6)
    assert len(chart) == 6 and chart.chart == p_prime(*zip(*STEADY[-6:], strict=True))


def test_last_twelve_keeps_limits_and_signals():
    counts = [*STEADY[:-1], (30, 100)]
    whole = monthly("attendance_rate", counts, baseline_starts=("2025-12",))
    part = last_twelve(whole)
    assert part.months == whole.months[-12:] and part.whole is whole
    assert part.chart.upper == whole.chart.upper[-12:] and part.chart.centre == whole.chart.centre[-12:]
    assert [s.index + 6 for s in part.chart.signals] == [s.index for s in whole.chart.signals if s.index >= 6]
    assert part.months[part.baselines[0]] == "2025-12"


def test_last_twelve_ends_with_the_latest_value_and_bridges_gaps():
    counts = [(7, 10)] * 6 + [None, None] + [(7, 10)] * 8
    whole = monthly("phq9_baseline_collected", counts, as_of=date(2026, 10, 31))
    part = last_twelve(whole)
    assert part.months[-1] == "2026-09" and part.values[-1] is not None
    assert sum(value is not None for value in part.values) == 12


def test_no_rows_give_an_empty_chart():
    chart = control_chart(MEASURES["attendance_rate"], result("attendance_rate", []))
    assert chart.months == () and chart.last is None and not chart.incomplete and chart.chart.signals == ()
    assert last_twelve(chart).months == ()


def test_random_clinics_give_charts_for_every_measure():
    for name, measure in ((name, one) for name, one in MEASURES.items() if one.chart):
        chart = control_chart(measure, of_clinic(1, name, ("month",)))
        for value, n, limit in zip(chart.values, chart.denominators, chart.chart.values, strict=True):
            assert (value is None) == (limit is None)
            assert value is None or (value == pytest.approx(limit) and n > 0)


def test_months_count_over_the_turn_of_the_year():
    assert months_between("2025-11", "2026-02") == ("2025-11", "2025-12", "2026-01", "2026-02")
    assert months_before("2026-01", 2) == "2025-11"
    assert last_day("2024-02") == date(2024, 2, 29)
    assert over("2024-02", 1, date(2024, 3, 1)) and not over("2024-02", 2, date(2024, 3, 1))
