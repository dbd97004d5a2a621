"""The funnel of every measure adds up, and ends in the numerator and denominator of the measure itself."""

from datetime import timedelta

import pytest

from figures.words import funnels
from metrics import MEASURES, ask
from metrics.cohort import Cohort
from metrics.funnel import Funnel, funnel
from tests.reference import as_of
from tests.reference.cohort import dimension, episodes

CLINICS = [("sqlite", seed) for seed in range(4)] + [("postgresql", 100)]
# Their headline is of everybody, the unknown among them.
OF_EVERYBODY = ("joint_outcomes",)
OF_PEOPLE = [name for name, one in MEASURES.items() if one.card.unit == "episodes" and not funnels.is_curve(one)]


@pytest.fixture(scope="module", params=CLINICS, ids=lambda one: f"{one[0]}-{one[1]}")
def clinic(request, known_clinics):
    rows, engine = known_clinics.of(*request.param)
    with engine.connect() as connection:
        yield rows, connection


def cohorts(rows):
    last = as_of(rows)
    yield Cohort(), None, None, {}
    start = last - timedelta(days=200)
    yield (
        Cohort.asked(start, last, [("track", "evening"), ("track", "unknown")]),
        start,
        last,
        {"track": ["evening", "unknown"]},
    )


@pytest.mark.parametrize("name", MEASURES)
def test_it_adds_up(clinic, name):
    rows, connection = clinic
    for cohort, *_ in cohorts(rows):
        counts = ask.how_many(connection, name, cohort)
        found = funnel(counts)
        assert found.whole == sum(counts.values()) == len(ask.people(connection, name, cohort))
        assert found.whole == sum(found.waiting.values()) + found.eligible
        assert found.eligible == sum(found.lacking.values()) + found.measured
        assert found.measured == sum(found.met.values()) + sum(found.not_met.values())
        said = funnels.steps(MEASURES[name], found)
        assert said[0][0] == found.whole
        assert [n for n, _, _ in said] == sorted((n for n, _, _ in said), reverse=True)


@pytest.mark.parametrize("name", MEASURES)
def test_it_begins_with_everybody_who_was_there(clinic, name):
    rows, connection = clinic
    field = {"admission": "admitted_on", "discharge": "discharged_on"}.get(MEASURES[name].card.dated)
    for cohort, start, last, where in cohorts(rows):
        kept = [e for e in episodes(rows) if all(dimension(k, e, None) in values for k, values in where.items())]
        days = [e[field] for e in kept if e[field]] if field else []
        there = [day for day in days if not start or start <= day <= last]
        whole = funnel(ask.how_many(connection, name, cohort)).whole
        assert whole == len(there) if field else whole <= len(kept)


@pytest.mark.parametrize("name", OF_PEOPLE)
def test_it_ends_in_the_measure_itself(clinic, name):
    rows, connection = clinic
    measure = MEASURES[name]
    for cohort, *_ in cohorts(rows):
        row = ask.measure(connection, name, cohort).one(**measure.headline)
        found = funnel(ask.how_many(connection, name, cohort))
        assert row.denominator == (found.whole if name in OF_EVERYBODY else found.measured)
        if measure.card.kind == "share":
            assert sum(found.met.values()) == row.numerator


def test_measures_whose_headline_counts_people_are_held_to_it():
    assert len(OF_PEOPLE) >= 11


FOUND = Funnel(
    {"Not yet known: open and less than 28 days in the program": 44},
    {"No first score": 90},
    {"No second score": 160},
    {"Scored again": 606},
)


def test_words_of_every_step():
    assert funnels.steps(MEASURES["phq9_followed_up"], FOUND) == [
        (900, "admitted", ""),
        (856, "eligible", "not yet known: open and less than 28 days in the program (44)"),
        (766, "measured", "no first score (90)"),
        (606, "met it: scored again", "no second score (160)"),
    ]
    assert FOUND.as_object() == {"whole": 900, "eligible": 856, "measured": 766, "met": 606}
    assert funnels.sentence(MEASURES["phq9_followed_up"], FOUND) == (
        "Of 900 episodes: 900 admitted, then 856 eligible, then 766 measured, then 606 met it: scored again."
    )


def test_steps_that_leave_nobody_out_are_not_shown():
    stayed = funnel({("counted", "Discharged"): 7})
    assert funnels.steps(MEASURES["length_of_stay"], stayed) == [
        (7, "discharged", ""),
        (7, "eligible and measured", ""),
    ]
    kept = {("counted", "Kept all"): 3, ("counted", "Kept none"): 4, ("excluded", "No session was due"): 1}
    assert funnels.steps(MEASURES["attendance_rate"], funnel(kept)) == [
        (8, "with sessions in the period", ""),
        (7, "eligible and measured", "no session was due (1)"),
        (7, "counted: 4 kept none; 3 kept all", ""),
    ]


def test_a_curve_counts_events_and_never_says_that_they_were_met():
    counts = {
        ("counted", "Return to use; the numerator is the day after admission"): 3,
        ("not counted", "Free of it"): 1,
    }
    assert funnels.steps(MEASURES["time_to_first_use"], funnel(counts))[-1] == (
        3,
        "counted: return to use",
        "free of it (1)",
    )


def test_nobody_is_an_empty_funnel():
    assert funnels.steps(MEASURES["retention"], funnel({}))[0] == (0, "admitted", "")
