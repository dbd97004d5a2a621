"""The largest and the smallest words that can be typed: an answer, or one line, and never a traceback."""

import json

import pytest

from tests.outcomes_run import one_line, run

FIRST, LAST = "0001-01-01", "9999-12-31"
HUGE = "99999999999999999999"
# One of each way in which a measure reads its period: by its own dates, by admission, by discharge, by visits.
READING = ("attendance_rate", "contact_hours", "screen_positivity", "retention", "completion_rate", "ed_rate")
EMPTY = (("--from", LAST), ("--to", FIRST), ("--from", "9999-12-30", "--to", LAST), ("--from", FIRST, "--to", FIRST))


@pytest.mark.parametrize("name", READING)
@pytest.mark.parametrize("days", EMPTY, ids=" ".join)
def test_a_period_at_an_end_of_the_calendar_is_empty(small_clinic, name, days):
    counted = run("measure", name, *days, "--json", "--db", small_clinic)
    listed = run("clients", name, *days, "--json", "--db", small_clinic)
    assert (counted.exit_code, listed.exit_code) == (0, 0), counted.output + listed.output
    assert not any(row["denominator"] for row in json.loads(counted.stdout)["rows"])
    assert json.loads(listed.stdout)["people"] == []


@pytest.mark.parametrize("name", READING)
def test_a_period_from_end_to_end_is_everything(small_clinic, name):
    found, whole = (
        json.loads(run("measure", name, *days, "--json", "--db", small_clinic).stdout)["rows"]
        for days in (("--from", FIRST, "--to", LAST), ())
    )
    assert found == whole


def test_frozen_reports_standards_and_samples_of_such_a_period(small_clinic, new_address):
    run("demo", "--episodes", 60, "--db", new_address)
    frozen = run("freeze", "Never", "--measure", "attendance_rate", "--who", "Q", "--from", LAST, "--db", new_address)
    asked = ("standards", "--standard", "joint_commission", "--from", LAST, "--json", "--db", small_clinic)
    drawn = run("trace", "attendance_rate", "--from", LAST, "--json", "--db", small_clinic)
    assert (frozen.exit_code, drawn.exit_code, run(*asked).exit_code) == (0, 0, 0), frozen.output


@pytest.mark.parametrize("words", ["9999", "9999-12", "9999-Q4", "0000", "0001-01..9999-12", f"{HUGE}-01"])
def test_a_release_of_years_that_no_record_has_is_refused(small_clinic, words):
    asked = ("release", "preview", "One", "--measure", "attendance_rate", "--period", words, "--db", small_clinic)
    assert "of a year from 1900 to 2999" in one_line(run(*asked), 2)


@pytest.mark.parametrize("words", [f"month={HUGE}-01", f"quarter={HUGE}-Q1", "month=0001-01"])
def test_a_month_of_a_year_that_no_record_has_is_refused(small_clinic, words):
    for name in ("attendance_rate", "retention"):
        told = one_line(run("measure", name, "--where", words, "--db", small_clinic), 2)
        assert "of a year from 1900 to 2999" in told


@pytest.mark.parametrize(
    ("name", "option", "said"),
    [
        ("retention", "days", "such as 30,60,90, up to 36,525"),
        ("time_to_relapse", "days", "up to 36,525"),
        ("time_to_first_use", "days", "up to 36,525"),
        ("competing_outcomes", "weeks", "weeks after admission, such as 4,8,12, up to 36,525"),
        ("relapse_after_discharge", "days", "one or more of"),
        ("contact_hours", "weeks", "0 to 52"),
        ("phq9_reliable_change", "threshold", "whole points, 1 to 27"),
        ("gad7_reliable_change", "threshold", "whole points, 1 to 21"),
    ],
)
def test_an_option_has_a_largest_value(small_clinic, name, option, said):
    for command in ("measure", "clients"):
        told = one_line(run(command, name, "--option", f"{option}={HUGE}", "--db", small_clinic), 2)
        assert f"Option {option} of {name}" in told and said in told


@pytest.mark.parametrize("words", [("retention", "days=36525"), ("competing_outcomes", "weeks=36525")])
def test_the_largest_value_is_answered(small_clinic, words):
    for command in ("measure", "clients"):
        found = run(command, words[0], "--option", words[1], "--json", "--db", small_clinic)
        assert found.exit_code == 0, found.output


@pytest.mark.parametrize("words", [("clients", "retention"), ("quality", "retention"), ("watch",)], ids=" ".join)
def test_a_limit_has_a_largest_value(small_clinic, words):
    assert "--limit" in one_line(run(*words, "--limit", HUGE, "--db", small_clinic), 2)
    assert run(*words, "--limit", 1_000_000_000, "--db", small_clinic).exit_code == 0
