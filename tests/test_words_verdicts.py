"""Verdicts: every line of the table, and that each says what the drawn limits say."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from random import Random

import pytest

from figures.control_view import view
from figures.palette import palette
from figures.words import verdicts
from figures.words.verdicts import verdict
from metrics import MEASURES
from metrics.charts import last_twelve
from metrics.months import months_before, months_between
from metrics.result import Row
from tests.words_made import FORBIDDEN, month_row, monthly, result, singles

STEADY = [(70, 100), (73, 100), (69, 100), (72, 100), (70, 100), (71, 100), (68, 100), (72, 100)] * 2
ATTENDANCE = MEASURES["attendance_rate"]


def said(name, counts, **options):
    return verdict(monthly(name, counts, **options), MEASURES[name])


def test_inside_the_limits_without_a_run_is_no_real_change():
    found = said("attendance_rate", STEADY)
    assert (found.words, found.kind, found.signal, found.better) == ("No real change", "no change", False, None)
    assert found.month == "2026-10" and found.level == "72%" and found.usual.endswith("%")


def test_point_outside_the_limits_names_its_month_and_says_worse():
    found = said("attendance_rate", [*STEADY, (50, 100)])
    assert found.words == "Below its usual range in October: worse"
    assert (found.kind, found.signal, found.better, found.since) == ("outside", True, False, "2026-10")


def test_points_outside_running_are_said_since_the_first():
    found = said("attendance_rate", [*STEADY * 2, (45, 100), (44, 100), (46, 100)])
    assert found.words == "Below its usual range since August: worse"
    assert found.since == "2026-08" and verdicts.running(found) == "three months running"


def test_run_that_began_a_year_ago_names_the_year():
    counts = [(20, 100), (30, 100)] * 12 + [(96, 100), (94, 100)] * 7
    assert said("attendance_rate", counts).words == "Above its usual range since September 2025: better"


def test_better_follows_the_direction_of_the_card():
    counts = [(30, 100), (33, 100), (29, 100), (31, 100)] * 4
    worse = said("screen_positivity", [*counts, (60, 100)])
    assert worse.words == "Above its usual range in October: worse" and worse.better is False
    better = said("screen_positivity", [*counts, (5, 100)])
    assert better.words == "Below its usual range in October: better" and better.better is True


def test_nothing_is_better_or_worse_where_the_card_has_no_direction():
    values = [50.0, 53.0, 49.0, 52.0] * 4 + [90.0]
    found = verdict(singles("length_of_stay", values), MEASURES["length_of_stay"])
    assert found.words == "Above its usual range in October" and found.better is None and found.signal


def test_shift_of_eight_is_said_since_its_first_month():
    low, high = [(70, 100), (72, 100)] * 6, [(76, 100), (74, 100)] * 4
    found = said("attendance_rate", low + high)
    assert found.kind == "shift"
    assert found.words == "Above its usual level since March: better"


def test_trend_of_six_is_said_since_its_first_month():
    counts = [(70, 100), (76, 100)] * 6 + [(69, 100), (71, 100), (72, 100), (73, 100), (74, 100), (75, 100)]
    found = said("attendance_rate", counts)
    assert found.kind == "trend" and found.words == "Rising since May: better"
    falling = [(100 - k, 100) for k, _ in counts]
    assert said("screen_positivity", falling).words == "Falling since May: better"


def test_two_of_three_close_to_a_limit():
    counts = [(700, 1000), (720, 1000)] * 12
    near = next(k for k in range(600, 700) if said("attendance_rate", [*counts, (k, 1000)]).kind != "outside")
    found = said("attendance_rate", [*counts, (near + 3, 1000), (710, 1000), (near + 3, 1000)])
    assert found.words == "Near the bottom of its usual range in two of the last three months: worse"
    assert found.kind == "near" and found.signal


def test_fewer_than_twelve_months():
    found = said("attendance_rate", [*STEADY[:5], (5, 100)])
    assert found.words == "6 of the 12 months needed for a usual range" and not found.signal
    assert found.usual == "" and found.level == "5%"


def test_gaps_are_not_months():
    counts = [(7, 10), None] * 11 + [(7, 10)]
    assert said("attendance_rate", counts).words == "No real change"
    assert said("attendance_rate", counts[2:]).words == "11 of the 12 months needed for a usual range"


def test_one_month_and_no_data():
    assert said("attendance_rate", [(7, 10)]).words == "One month only: no trend can be read"
    empty = said("attendance_rate", [])
    assert (empty.words, empty.month, empty.level) == ("No data", None, "no data")
    assert said("phq9_reliable_change", STEADY[:3]).words == "No data"


def test_incomplete_month_is_said():
    found = said("attendance_rate", STEADY, as_of=date(2026, 10, 14))
    assert found.words == "No real change; October is incomplete" and found.incomplete
    moved = said("attendance_rate", [*STEADY, (50, 100)], as_of=date(2026, 10, 14))
    assert moved.words == "Below its usual range in October: worse; October is incomplete"


def test_dependence_on_missing_data_is_said_where_it_is_wide():
    counts = [(k - 35, n) for k, n in STEADY]
    wide = [month_row("2026-10", {"missing": "positive"}, 45, 100)]
    found = said("screen_positivity", counts, extra=wide)
    assert found.words == "No real change; 37 to 45% in October, depending on missed screens"
    narrow = [month_row("2026-10", {"missing": "positive"}, 39, 100)]
    assert said("screen_positivity", counts, extra=narrow).words == "No real change"


def test_dependence_on_missing_screens_of_a_survival_share():
    values = [0.36, 0.39, 0.35, 0.37] * 4
    chart = singles("time_to_relapse", values, as_of=date(2027, 12, 31))
    chart = replace(chart, bounds=(*chart.bounds[:-1], (0.28, 0.45)))
    words = verdict(chart, MEASURES["time_to_relapse"]).words
    assert words == "No real change; 28 to 45% in October, depending on missing screens"


def test_beside_the_value_of_a_period_the_readings_are_those_of_the_period():
    """A card shows the share of twelve months: the range of the latest month alone need not even hold it."""
    chart = monthly("screen_positivity", STEADY, extra=[month_row("2026-10", {"missing": "positive"}, 95, 100)])
    rows = [Row({}, {}, 420, 1200, 0.35), Row({}, {"missing": "positive"}, 600, 1500, 0.4)]
    found = verdict(chart, MEASURES["screen_positivity"], beside=result("screen_positivity", rows))
    assert found.words == "No real change; 35.0 to 40.0% depending on missed screens"
    close = [rows[0], Row({}, {"missing": "positive"}, 540, 1500, 0.36)]
    assert (
        verdict(chart, MEASURES["screen_positivity"], beside=result("screen_positivity", close)).words
        == "No real change"
    )


def test_new_baseline_with_its_event():
    counts = STEADY[:12] + [(90, 100), (91, 100), (89, 100), (90, 100)] * 2
    chart = monthly("attendance_rate", counts, baseline_starts=("2026-03",))
    assert verdict(chart, ATTENDANCE).words == "No real change since the change in March"
    moved = verdict(chart, ATTENDANCE, event="the evening group moved").words
    assert moved == "No real change since the evening group moved in March"


def test_new_baseline_of_few_months_is_too_early():
    """Of fewer than five months none can lie outside limits made from themselves: also not the wildest."""
    for months, start in ((2, "2026-09"), (4, "2026-07")):
        chart = monthly("attendance_rate", [*STEADY[:-1], (99, 100)], baseline_starts=(start,))
        assert verdict(chart, ATTENDANCE).words.startswith("Too early to tell since the change in "), months


def test_new_baseline_of_one_month_gives_no_verdict():
    chart = monthly("attendance_rate", STEADY, baseline_starts=("2026-10",))
    assert verdict(chart, ATTENDANCE).words == "Too few months since the new baseline for a usual range"


def test_passed_signal_that_the_chart_shows_is_said():
    counts = [*STEADY[:12], (40, 100), *STEADY[:3]]
    words = said("attendance_rate", counts).words
    assert words == "No real change; below its usual range in July"


def test_signal_older_than_twelve_months_is_left_to_the_chart():
    assert said("attendance_rate", [(40, 100), *STEADY]).words == "No real change"


def test_part_of_a_chart_gives_the_verdict_of_the_whole():
    chart = monthly("attendance_rate", [(70, 100), (72, 100)] * 12 + [(78, 100), (77, 100)] * 7)
    assert verdict(last_twelve(chart), ATTENDANCE) == verdict(chart, ATTENDANCE)


@pytest.mark.parametrize("seed", range(120))
def test_verdict_agrees_with_the_limits_that_are_drawn(seed):
    rng = Random(seed)
    level, months = rng.uniform(0.1, 0.9), rng.randint(12, 30)
    drift = rng.choice((0, 0, 0, 0.004, -0.004))
    counts = [_month(rng, level + drift * i) for i in range(months)]
    chart = monthly("attendance_rate", counts)
    if len(chart.known) < 12:
        return
    found, drawn, last = verdict(chart, ATTENDANCE), chart.chart, chart.last
    signals = {signal.rule for signal in drawn.signals if signal.index == last}
    assert found.words.startswith("No real change") == (not signals) == (not found.signal)
    outside = not drawn.lower[last] - 1e-9 <= chart.values[last] <= drawn.upper[last] + 1e-9
    assert (found.kind == "outside") == outside
    if found.signal:
        _check_run(found, chart)
    assert not FORBIDDEN.search(found.words) and not found.words.endswith(".")


@pytest.mark.parametrize("seed", range(20))
def test_small_chart_shows_the_limits_and_signals_that_the_verdict_speaks_of(seed):
    rng = Random(seed)
    chart = monthly("attendance_rate", [_month(rng, 0.6) for _ in range(rng.randint(3, 26))])
    found, part = verdict(chart, ATTENDANCE), last_twelve(chart)
    drawn = view(part, part.chart, palette("light"))
    assert (drawn.centre is None) == (found.kind in (verdicts.FEW, verdicts.ONE_MONTH, verdicts.NO_DATA))
    assert found.signal == (drawn.centre is not None and part.last in {s.index for s in drawn.signals})


def _month(rng, level):
    n = rng.randint(8, 60)
    p = min(max(level + rng.choice((0, 0, 0, 0, 0.25, -0.25)), 0.02), 0.98)
    return (sum(rng.random() < p for _ in range(n)), n) if rng.random() > 0.06 else None


def _check_run(found, chart):
    """The run that is said lies on one side of what is drawn, without a break, and cannot be longer."""
    run = [i for i in chart.known if chart.months[i] >= found.since]
    if found.kind in ("outside", "shift"):
        edge = {("outside", True): chart.chart.upper, ("outside", False): chart.chart.lower}
        line = edge.get((found.kind, found.up), chart.chart.centre)
        assert all((chart.values[i] > line[i]) == found.up and chart.values[i] != line[i] for i in run)
        assert found.running == len(run)
    if found.kind == "trend":
        steps = [chart.values[b] - chart.values[a] for a, b in pairwise(run)]
        assert len(run) >= 6 and all((step > 0) == found.up and step for step in steps)
    assert (found.better is True) == found.up


def unknown_reasons(n=13, known=0):
    """Discharges of which so many are known to have completed, and the rest have no reason."""
    part = dict(MEASURES["completion_rate"].headline)
    extra = [
        month_row(month, {**part, "missing": "positive"}, 20, 20)
        for month in months_between(months_before("2026-10", n - 1), "2026-10")
    ]
    return monthly("completion_rate", [(known, 20)] * n, extra=extra)


def test_no_verdict_where_missing_data_could_give_anything():
    found = verdict(unknown_reasons(), MEASURES["completion_rate"])
    assert (found.kind, found.signal) == (verdicts.UNTOLD, False)
    assert found.words == "Cannot be told: 0 to 100% in October, depending on unknown reasons"


def test_a_month_that_cannot_be_told_is_named_beside_a_period_that_can():
    part = dict(MEASURES["completion_rate"].headline)
    rows = [
        Row({}, {**part, "missing": reading}, k, 200, k / 200) for reading, k in (("negative", 60), ("positive", 120))
    ]
    found = verdict(unknown_reasons(), MEASURES["completion_rate"], beside=result("completion_rate", rows))
    assert found.words == "Cannot be told: 0 to 100% in October, depending on unknown reasons"


def test_too_few_months_still_say_what_hangs_on_missing_data():
    found = verdict(unknown_reasons(n=5, known=10), MEASURES["completion_rate"])
    assert found.words.startswith("5 of the 12 months needed for a usual range; 50 to 100% in October, depending on")
