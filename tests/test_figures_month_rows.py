from figures.month_rows import HEAD, month_rows
from tests.words_made import monthly, singles

STEADY = [(70, 100)] * 13


def test_newest_month_first_with_the_limits_that_are_drawn():
    made = monthly("attendance_rate", STEADY)
    first = month_rows(made, "share")[0]
    assert len(first) == len(HEAD)
    assert first[:4] == ["Oct 2026", "70", "100", "70%"]
    assert first[5] == f"{100 * made.chart.lower[-1]:.0f} to {100 * made.chart.upper[-1]:.0f}%"
    assert first[6] == "as usual"


def test_a_month_outside_its_range_says_so_and_a_gap_has_no_data():
    rows = month_rows(monthly("attendance_rate", [*STEADY, None, (20, 100)]), "share")
    assert rows[0][6] == "below its usual range"
    assert rows[1][1:] == ["", "", "no data", "", "", ""]


def test_months_without_limits_have_no_reading_and_single_values_no_count():
    rows = month_rows(singles("length_of_stay", [60, 62]), "days")
    assert rows[0][1:4] == ["", "20", "62"]
    assert rows[0][5:] in (["", ""], [rows[0][5], rows[0][6]])
