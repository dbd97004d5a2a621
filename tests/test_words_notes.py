"""Notes in words, and a new baseline as the chart and its words tell it."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from figures.control_chart import control_chart as draw
from figures.words import notes as words
from figures.words.verdicts import verdict
from metrics import MEASURES
from metrics.cohort import Cohort
from metrics.notes import Withdrawal, asked
from tests.words_made import assert_sentences, monthly

ATTENDANCE = MEASURES["attendance_rate"]
NOTE = replace(asked(date(2026, 3, 2), "evening group moved", "Ana"), number=1, at=datetime(2026, 7, 1, 9, 30))
NAMES = {"A": "Day IOP", "B": "Evening IOP"}
LOW, HIGH = [(70, 100), (73, 100), (69, 100), (72, 100)], [(90, 100), (91, 100), (89, 100), (90, 100)]


def test_changes_name_the_program_only_where_others_are_on_the_chart():
    of_one = replace(NOTE, program="A", baseline="half the people")
    one, all_ = Cohort.asked(where=[("program", "A")]), Cohort()
    assert words.changes([of_one], one, NAMES) == [("2026-03-02", "evening group moved", True)]
    assert words.changes([of_one], all_, NAMES) == [("2026-03-02", "Day IOP: evening group moved", False)]
    assert words.changes([NOTE], all_, NAMES) == [("2026-03-02", "evening group moved", False)]


def test_a_line_of_the_list():
    back = replace(NOTE, baseline="why", program="B", withdrawn=Withdrawal("Ben", datetime(2026, 7, 2), "wrong day"))
    assert words.line(back, NAMES) == [
        "2 Mar 2026",
        "evening group moved",
        "All measures, Evening IOP",
        "Yes: why",
        "Ana, 1 Jul 2026",
        "By Ben, 2 Jul 2026: wrong day",
    ]
    assert words.line(replace(NOTE, measure="attendance_rate"), NAMES)[2:4] == ["Sessions attended, all programs", "No"]
    assert words.about(replace(NOTE, measure="of_old"), NAMES) == "Of_old, all programs"


def test_before_beside_after():
    chart = monthly("attendance_rate", LOW * 3 + HIGH * 2, baseline_starts=("2026-03",))
    said = words.before_and_after(chart, ATTENDANCE)
    assert_sentences(said)
    assert said.startswith(
        "Usual level before the new baseline of Mar 2026: 71% (12 months). Since then: 90% (8 months)."
    )
    assert words.before_and_after(monthly("attendance_rate", LOW * 3), ATTENDANCE) == ""


def test_of_two_new_baselines_the_latest_two_levels_are_compared():
    chart = monthly("attendance_rate", [(50, 100)] * 8 + LOW * 2 + HIGH, baseline_starts=("2026-07", "2025-11"))
    assert "71% (8 months). Since then: 90% (4 months)" in words.before_and_after(chart, ATTENDANCE)


@pytest.mark.parametrize("start", ["2024-01", "2027-01"])
def test_a_baseline_outside_the_chart_is_none(start):
    chart = monthly("attendance_rate", LOW * 4, baseline_starts=(start,))
    assert words.before_and_after(chart, ATTENDANCE) == ""
    assert verdict(chart, ATTENDANCE).words == "No real change"


def test_a_signal_after_a_new_baseline_says_what_it_is_compared_with():
    chart = monthly("attendance_rate", LOW * 3 + [*HIGH * 2, (60, 100)], baseline_starts=("2026-02",))
    said = verdict(chart, ATTENDANCE).words
    assert said == ("Below its usual range in October: worse; compared with the months since the change in February")


@pytest.mark.parametrize("narrow", [True, False])
@pytest.mark.parametrize("starts", [("2026-10",), ("2026-09", "2026-10"), ("2025-05", "2025-06")])
def test_baselines_of_a_month_are_drawn_without_limits(starts, narrow):
    chart = monthly("attendance_rate", LOW * 5, baseline_starts=starts)
    changes = [(f"{month}-01", "moved", True) for month in starts]
    drawn = draw(chart, chart.chart, narrow=narrow, changes=changes)
    assert len(drawn.layout.shapes) == len(starts)


def test_of_many_notes_the_latest_are_drawn_and_all_new_baselines():
    chart = monthly("attendance_rate", LOW * 5)
    changes = [(f"2026-0{n}-20", f"thing {n}", n == 1) for n in range(1, 9)]
    drawn = draw(chart, chart.chart, changes=changes)
    assert len(drawn.layout.shapes) == 5
    said = " ".join(one.text for one in drawn.layout.annotations)
    assert "thing 1" in said and "thing 8" in said and "thing 2" not in said


def test_a_note_is_drawn_where_there_are_too_few_months_for_limits():
    chart = monthly("attendance_rate", LOW)
    drawn = draw(chart, chart.chart, changes=[("2026-09-20", "moved", True), ("2020-01-01", "long ago", True)])
    assert len(drawn.layout.shapes) == 1
    assert "New baseline" not in " ".join(one.text for one in drawn.layout.annotations)


def test_the_words_of_a_note_stand_in_even_lines():
    chart = monthly("attendance_rate", LOW * 5)
    drawn = draw(chart, chart.chart, changes=[("2026-01-07", "snow closes the programs on eight days", False)])
    assert "7 Jan 2026: snow closes<br>the programs on eight days" in [one.text for one in drawn.layout.annotations]
