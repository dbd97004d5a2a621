"""The overview's headline and what needs attention, from verdicts and results."""

from datetime import date

import pytest

from figures.words import overview
from figures.words.attention import attention
from figures.words.verdicts import Verdict, verdict
from metrics import MEASURES
from metrics.charts import control_chart, last_twelve
from metrics.result import Row
from metrics.watch import Person, Reason, Watch
from metrics.watch.rules import FIRST_DUE, ITEM_9, NO_SHOWS
from tests.words_made import assert_headline as check
from tests.words_made import assert_sentences, monthly, of_clinic, result

STEADY = [(70, 100), (73, 100), (69, 100), (72, 100)] * 4
FALLING = [*STEADY * 2, (45, 100), (44, 100), (46, 100)]


def steady(month="2026-10", **more):
    return Verdict("no change", "No real change", month=month, **more)


def moved(up=False, better=False, month="2026-10", running=1, kind="outside"):
    return Verdict(kind, "Moved", True, better, month, month, up, running)


FOUR_STEADY = {name: steady() for name in ("attendance_rate", "completion_rate", "relapse_rate", "ed_rate")}


def test_ordinary_month():
    first, sure = check(overview.headline({"attendance_rate": steady(), "completion_rate": steady()}))
    assert first == "October was an ordinary month: no measure left its usual range."
    assert sure.startswith("A change too small")


def test_ordinary_month_with_an_exception():
    found = {**FOUR_STEADY, "phq9_followed_up": moved(running=3)}
    first, sure = check(overview.headline(found))
    assert first == "October was an ordinary month, except that fewer second PHQ-9 scores were collected."
    assert sure.startswith("Four of five measures stayed in their usual range.")
    assert "lasted three months running, which chance alone rarely does" in sure
    assert "one may stand out by chance alone" in sure


def test_exception_of_an_earlier_month_is_named():
    found = {**FOUR_STEADY, "phq9_followed_up": moved(month="2026-09")}
    first, sure = check(overview.headline(found))
    assert first == "October was an ordinary month; in September fewer second PHQ-9 scores were collected."
    assert "back to September" in sure


def test_a_month_is_not_ordinary_where_more_than_a_quarter_of_the_measures_moved():
    found = {**FOUR_STEADY, "phq9_followed_up": moved(month="2026-09"), "attendance_rate": moved()}
    first, sure = check(overview.headline(found))
    told = "in October fewer sessions were attended and in September fewer second PHQ-9 scores were collected"
    assert first == f"Two of five measures moved: {told}."
    assert sure.startswith("The other three stayed in their usual range.")
    found |= {name: steady() for name in ("screen_positivity", "engagement", "contact_hours")}
    assert check(overview.headline(found)).first == (
        "October was an ordinary month, except that fewer sessions were attended; "
        "in September fewer second PHQ-9 scores were collected."
    )


def test_month_with_many_exceptions():
    names = ("attendance_rate", "completion_rate", "relapse_rate")
    found = {**{name: moved() for name in names}, "ed_rate": steady(), "length_of_stay": moved(better=None)}
    first = check(overview.headline(found)).first
    assert first == "October was not an ordinary month: four of five measures moved, three for the worse."
    found["ed_rate"] = moved(better=True)
    assert check(overview.headline(found)).first.endswith("three for the worse and one for the better.")


def test_only_measure_that_moved_is_no_exception():
    first = check(overview.headline({"attendance_rate": moved()})).first
    assert first == "In October fewer sessions were attended."


def test_no_verdict_yet():
    few = {"attendance_rate": Verdict("few months", "6 of the 12 months needed", month="2026-10")}
    assert check(overview.headline(few)).first.startswith("There are too few months yet")
    one = {"attendance_rate": Verdict("one month", "One month only", month="2026-10")}
    assert check(overview.headline(one)).first == "October 2026 only: no trend can be read."
    assert (
        check(overview.headline({"attendance_rate": Verdict("no data", "No data")})).first == "No data in this period."
    )
    assert check(overview.headline({})).first == "No data in this period."
    both = {**few, "completion_rate": steady(incomplete=True)}
    assert "One measure has too few months to tell." in check(overview.headline(both)).sure
    assert "October is incomplete." in overview.headline(both).sure


def watched(**counts):
    charts = {name: monthly(name, found, as_of=date(2026, 10, 31)) for name, found in counts.items()}
    return {name: verdict(chart, MEASURES[name]) for name, chart in charts.items()}, charts


def test_signals_come_first_and_worse_before_better():
    rising = [(30, 100), (33, 100)] * 8 + [(60, 100)]
    found = attention(*watched(completion_rate=rising, attendance_rate=FALLING, screen_positivity=STEADY))
    assert [row.kind for row in found] == ["Signal", "Signal", "Not a signal"]
    assert found[0].finding.startswith("Sessions attended: 46%, usual range ") and found[0].signal
    assert found[0].detail == "Below its usual range since August: worse."
    assert found[1].detail == "Above its usual range in October: better."
    assert found[2].finding == "“Screens positive” rose from 69% to 72% in October 2026."
    assert found[2].detail == "Normal month-to-month movement. No action needed." and not found[2].signal


def test_missing_scores_are_a_matter_of_people():
    results = {
        "phq9_followed_up": result("phq9_followed_up", [Row({}, {}, 33, 54, 33 / 54)]),
        "gad7_followed_up": result("gad7_followed_up", [Row({}, {}, 53, 54, 53 / 54)]),
        "phq9_baseline_collected": result("phq9_baseline_collected", [Row({}, {}, 0, 0, None)]),
    }
    found = attention({}, {}, results)
    assert [row.finding for row in found] == ["21 of 54 second PHQ-9 scores due were not collected."]
    assert (found[0].kind, found[0].about) == ("Scores", "phq9_followed_up")
    results["gad7_followed_up"] = result("gad7_followed_up", [Row({}, {}, 40, 54, 40 / 54)])
    said = "21 of 54 second PHQ-9 and 14 of 54 second GAD-7 scores due were not collected."
    assert [row.finding for row in attention({}, {}, results)] == [said]


def watched_by(*reasons):
    """A person each, with one reason."""
    day = date(2026, 10, 31)
    people = tuple(Person(f"C{i}", f"E{i}", "A", day, None, (Reason(kind, day),)) for i, kind in enumerate(reasons))
    return Watch(day, 9, people, ())


def test_people_who_need_a_look_come_first():
    counts = {"attendance_rate": FALLING}
    rows = attention(*watched(**counts), watched=watched_by(NO_SHOWS, NO_SHOWS, ITEM_9, FIRST_DUE))
    assert [row.kind for row in rows] == ["People", "Signal"]
    assert rows[0].finding == "3 of the 9 clients in care need a look now; for 1 more only a score is due."
    assert rows[0].detail.startswith(
        "1 with thoughts of death or self-harm (PHQ-9, item 9) not reviewed in time and 2 "
    )
    assert rows[0].signal and rows[0].about == "clients"
    calm = attention(*watched(**counts), watched=watched_by(NO_SHOWS))
    assert [(row.kind, row.signal) for row in calm] == [("People", False), ("Signal", True)]
    assert [row.kind for row in attention(*watched(**counts), watched=watched_by(FIRST_DUE))] == ["Signal"]


def test_a_step_of_a_measure_that_gave_a_signal_this_year_is_not_called_normal():
    rising = [(30, 100), (33, 100)] * 8 + [(60, 100), (50, 100), (40, 100)]
    assert verdict(monthly("completion_rate", rising), MEASURES["completion_rate"]).kind == "no change"
    assert attention(*watched(completion_rate=rising)) == []


def test_data_that_stops_or_covers_little():
    verdicts, charts = watched(attendance_rate=STEADY)
    stopped = {"attendance_rate": monthly("attendance_rate", STEADY, last="2026-07", as_of=date(2026, 10, 31))}
    low = [Row({}, {"month": 5, "statistic": "covered"}, 69, 100, 0.69)]
    found = attention(verdicts, stopped, {"ed_curve": result("ed_curve", low)})
    assert [row.kind for row in found] == ["Data", "Data", "Not a signal"]
    assert found[0].finding == "Sessions attended: nothing after July 2026."
    assert found[1].finding == "Emergency visit data cover only 69% of admissions in the fifth month after admission."
    assert [row.kind for row in attention(verdicts, charts)] == ["Not a signal"]


def test_no_visit_data_at_all_is_said_once():
    none = [Row({}, {"month": k, "statistic": "covered"}, 0, 100, 0.0) for k in (-1, 1)]
    found = attention({}, {}, {"ed_curve": result("ed_curve", none)})
    assert [row.finding for row in found] == ["No emergency visit data came in for this period."]


def test_a_month_too_fresh_to_be_known_is_not_a_stop():
    """Visits of the last 30 days are not yet known: their month is no gap in the data."""
    found = {"ed_follow_up": monthly("ed_follow_up", STEADY, last="2026-09", as_of=date(2026, 11, 15))}
    assert attention({}, found) == []
    found = {"ed_follow_up": monthly("ed_follow_up", STEADY, last="2026-07", as_of=date(2026, 11, 15))}
    assert [row.finding for row in attention({}, found)] == ["Back in a session by day 30: nothing after July 2026."]


def test_incomplete_month_is_a_matter_of_data():
    chart = monthly("attendance_rate", STEADY, as_of=date(2026, 10, 14))
    found = attention({"attendance_rate": verdict(chart, MEASURES["attendance_rate"])}, {})
    assert [(row.finding, row.kind) for row in found] == [("October 2026 is incomplete.", "Data")]


def test_nothing_to_say():
    assert attention({}, {}) == []


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("episodes", [1, 40])
def test_overviews_of_random_clinics(seed, episodes):
    charted = {name: measure for name, measure in MEASURES.items() if measure.chart}
    charts = {n: control_chart(m, of_clinic(seed, n, ("month",), episodes)) for n, m in charted.items()}
    verdicts = {name: verdict(chart, MEASURES[name]) for name, chart in charts.items()}
    check(overview.headline(verdicts))
    results = {name: of_clinic(seed, name, (), episodes) for name in MEASURES}
    found = attention(verdicts, charts, results)
    assert found == attention(verdicts, {name: last_twelve(chart) for name, chart in charts.items()}, results)
    for row in found:
        assert_sentences(row.finding, 160)
        assert_sentences(row.detail)
        assert row.signal == (row.kind == "Signal")
        assert row.about in {*MEASURES, "data"}
