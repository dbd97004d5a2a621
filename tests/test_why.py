"""Each cause explained rightly, on clinics small enough to count by hand, on both engines."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

import metrics
from data.engine import writing
from data.tables import frozen_results
from evidence import told, told_people
from evidence.effect import CORRECTED, DEFINITION, FILTER, FURTHER, LATE, UNEXPLAINED
from evidence.frozen import keep, listed, read, take
from metrics import ask
from metrics.cohort import BadRequest, Cohort
from metrics.scope import OutOfScope, Scope
from tests.handed_in import (  # noqa: F401 (a fixture)
    DOCTOR,
    EPISODES,
    RATE,
    RETURN,
    SESSIONS,
    USE,
    Clinic,
    causes,
    clinic,
    ends,
)


def test_nothing_changed(clinic):  # noqa: F811
    clinic.freeze()
    found = clinic.why()
    assert (causes(found), found.remade, found.changed) == ({}, True, False)
    assert told.sentence(found) == "100.0% then and now: nothing has changed."


def test_a_late_record(clinic):  # noqa: F811
    clinic.freeze()
    clinic.sessions("S5,E5,2026-01-12,no_show")
    found = clinic.why()
    assert (causes(found), ends(found), found.remade) == ({LATE: {"in": 1}}, ((4, 4), (4, 5)), True)
    assert (
        told.sentence(found) == "100.0% then, 80.0% now (−20.0 points): 1 person came in by late data (−20.0 points)."
    )


def test_a_corrected_record(clinic):  # noqa: F811
    clinic.freeze()
    clinic.sessions("S1,E1,2026-01-12,no_show")
    found = clinic.why()
    assert (causes(found), ends(found), found.remade) == ({CORRECTED: {"otherwise": 1}}, ((4, 4), (3, 4)), True)


def test_both_for_one_person(clinic):  # noqa: F811
    clinic.freeze()
    clinic.sessions("S1,E1,2026-01-12,no_show", "S7,E1,2026-01-13,attended", "S8,E1,2026-01-14,attended")
    found = clinic.why()
    assert causes(found) == {LATE: {"otherwise": 1}, CORRECTED: {"otherwise": 1}}
    steps = found.number({}).steps
    assert [(one.cause, one.numerator, one.denominator) for one in steps] == [(LATE, 2, 2), (CORRECTED, -1, 0)]
    assert (ends(found), found.remade) == (((4, 4), (5, 6)), True)


def test_a_late_record_that_was_corrected_since_came_as_it_first_was(clinic):  # noqa: F811
    clinic.freeze()
    clinic.sessions("S5,E5,2026-01-12,no_show")
    clinic.sessions("S5,E5,2026-01-12,attended")
    steps = clinic.why().number({}).steps
    assert [(one.cause, one.numerator, one.denominator) for one in steps] == [(LATE, 0, 1), (CORRECTED, 1, 0)]


def test_the_data_reaching_further(clinic):  # noqa: F811
    clinic.freeze(RETURN)
    clinic.hand_in(extract=["as_of", "2026-03-20"])
    found = clinic.why(RETURN)
    assert causes(found) == {FURTHER: {"out": 2}} and found.remade
    assert ends(found) == ((1, 2), (0, 0))


def test_rows_of_days_that_were_not_covered_are_no_late_data(clinic):  # noqa: F811
    late = ["E7,C1,A,2026-06-20,,medicare"]
    clinic.freeze()
    clinic.hand_in(
        episodes=[EPISODES[0], *late],
        sessions=[SESSIONS[0], "S8,E7,2026-06-25,no_show", "S9,E7,2026-07-02,attended"],
        extract=["as_of", "2026-07-10"],
    )
    found = clinic.why()
    assert causes(found) == {LATE: {"in": 1}, FURTHER: {"otherwise": 1}} and found.remade
    assert [(one.numerator, one.denominator) for one in found.number({}).steps] == [(0, 1), (1, 1)]


def test_the_first_rows_of_a_table_are_late_data(clinic):  # noqa: F811
    name = "aftercare_seen"
    clinic.freeze(name)
    rows = [
        "appointment_id,episode_id,kind,booked_on,scheduled_on,status",
        "P1,E1,outpatient,2026-02-20,2026-03-05,attended",
    ]
    clinic.hand_in(
        aftercare=rows, episodes=[f"{EPISODES[0]},discharge_reason", "E1,C1,A,2026-01-05,2026-03-02,medicare,completed"]
    )
    found = clinic.why(name)
    assert (causes(found), found.remade, ends(found)) == ({CORRECTED: {"in": 1}}, True, ((0, 0), (1, 1)))


@pytest.fixture
def newer(monkeypatch):
    """Today's definition is a newer one: the report was frozen by the first."""
    now = metrics.MEASURES[RETURN]

    def frozen_by(version: str, of: Clinic) -> None:
        past = now.earlier[0]
        monkeypatch.setitem(metrics.MEASURES, RETURN, replace(past, card=replace(past.card, version=version)))
        of.freeze(RETURN)
        monkeypatch.setitem(metrics.MEASURES, RETURN, now)

    return frozen_by


def test_a_changed_definition(clinic, newer):  # noqa: F811
    newer("1.0", clinic)
    found = clinic.why(RETURN)
    assert (causes(found), found.remade) == ({DEFINITION: {"out": 1, "otherwise": 1}}, True)
    assert ends(found) == ((1, 3), (1, 2)) and found.versions == ("1.0", "1.1")


def test_a_changed_definition_beside_late_data(clinic, newer):  # noqa: F811
    newer("1.0", clinic)
    clinic.hand_in(substance_use=[USE[0], "U4,E4,2026-05-25,urine,negative"])
    found = clinic.why(RETURN)
    assert (causes(found), found.remade) == ({LATE: {"in": 1}, DEFINITION: {"out": 2, "otherwise": 1}}, True)
    assert ends(found) == ((1, 3), (1, 2))


def test_a_definition_that_is_no_longer_kept(clinic, newer):  # noqa: F811
    newer("0.9", clinic)
    found = clinic.why(RETURN)
    assert (causes(found), found.remade) == ({DEFINITION: {"out": 1, "otherwise": 1}}, None)
    assert "0.9 of the definition is no longer kept" in found.why_not


def test_a_changed_filter(clinic):  # noqa: F811
    clinic.freeze()
    found = clinic.why(other=Cohort(where=(("program", ("B",)),)))
    assert (causes(found), ends(found), found.remade) == ({FILTER: {"out": 4}}, ((4, 4), (0, 0)), True)
    found = clinic.why(other=Cohort(where=(("payer", ("grant",)),)))
    assert (causes(found), ends(found)) == ({FILTER: {"out": 2}}, ((4, 4), (2, 2)))


def test_a_period_that_ends_inside_a_month(clinic):  # noqa: F811
    clinic.freeze(cohort=Cohort(date(2026, 1, 8), date(2026, 1, 20)))
    clinic.sessions("S5,E5,2026-01-19,attended", "S6,E6,2026-01-21,attended")
    found = clinic.why()
    assert (causes(found), ends(found), found.remade) == ({LATE: {"in": 1}}, ((4, 4), (5, 5)), True)


def test_what_was_changed_outside_an_import_is_not_explained(clinic):  # noqa: F811
    clinic.freeze()
    with writing(clinic.engine) as connection:
        connection.execute(text("UPDATE fact_attendance SET attended = 0 WHERE client_no = 1"))
        line = "substr(strung, 1, 10) || '1000' || substr(strung, 15)"
        connection.execute(text(f"UPDATE fact_whole_attendance SET attended = 0, strung = {line} WHERE client_no = 1"))
    found = clinic.why()
    assert set(causes(found)) == {UNEXPLAINED} and found.remade is False
    assert "did not come out again" in told.sure(found)


def test_who_moved_and_by_which_records(clinic):  # noqa: F811
    clinic.freeze()
    clinic.sessions("S1,E1,2026-01-12,no_show", "S5,E5,2026-01-13,no_show")
    found, looks = clinic.why(), []
    late, corrected = clinic.movers(found, Scope(record=looks.append))
    assert (late.moved.client_id, late.cause) == ("C5", LATE)
    assert told_people.record(late.records[0]) == "sessions S5 (13 Jan 2026) came later"
    assert (corrected.moved.client_id, corrected.cause) == ("C1", CORRECTED)
    assert told_people.record(corrected.records[0]) == "sessions S1 (12 Jan 2026): status attended → no_show"
    assert looks[0].clients == ("C1", "C5") and looks[0].choices["report"] == "handed over"
    with pytest.raises(OutOfScope):
        clinic.movers(found, Scope(clients=False))


def test_a_report_of_one_program_speaks_of_no_other(clinic):  # noqa: F811
    mine = frozenset(["B"])
    clinic.freeze(cohort=Cohort(scope=mine))
    clinic.sessions("S1,E1,2026-01-12,no_show", "S5,E5,2026-01-12,no_show")
    found = clinic.why()
    assert (causes(found), found.remade) == ({LATE: {"in": 1}}, True)
    assert [one.moved.client_id for one in clinic.movers(found, Scope(mine))] == ["C5"]
    with clinic.engine.connect() as connection:
        assert [one.title for one in listed(connection, mine)] == ["handed over"]
        assert listed(connection, frozenset(["A"])) == []
        with pytest.raises(BadRequest, match="There is no frozen report"):
            read(connection, "handed over", frozenset(["A"]))


def test_frozen_is_read_as_it_was_and_kept_for_ever(clinic):  # noqa: F811
    cohort = Cohort(date(2026, 1, 1), date(2026, 12, 31), (("payer", ("grant", "medicare")),))
    with clinic.engine.connect() as connection:
        taken = take(connection, "handed over", "carf", [RATE, RETURN], cohort, DOCTOR)
    with writing(clinic.engine) as connection:
        kept = keep(connection, taken)
    with clinic.engine.connect() as connection:
        assert read(connection, "handed over") == kept
        assert kept.of(RATE).result == ask.measure(connection, RATE, cohort)
    for statement in ("UPDATE frozen_packets SET title = 'x'", "DELETE FROM frozen_packets"):
        with pytest.raises(DBAPIError, match="kept for ever"), writing(clinic.engine) as connection:
            connection.execute(text(statement))
    with pytest.raises(DBAPIError, match="kept for ever"), writing(clinic.engine) as connection:
        connection.execute(frozen_results.delete())


def test_what_cannot_be_frozen(clinic):  # noqa: F811
    with clinic.engine.connect() as connection:
        for wrong in (("", [RATE], DOCTOR), ("x", [], DOCTOR), ("x", [RATE], " "), ("x", ["attendence_rate"], DOCTOR)):
            with pytest.raises(BadRequest):
                take(connection, wrong[0], "", wrong[1], Cohort(), wrong[2])
        taken = take(connection, "x", "", [RATE], Cohort(), DOCTOR)
    clinic.sessions("S5,E5,2026-01-12,no_show")
    with pytest.raises(BadRequest, match="import has come in"), writing(clinic.engine) as connection:
        keep(connection, taken)
    clinic.freeze()
    with pytest.raises(BadRequest, match="already"):
        clinic.freeze()
