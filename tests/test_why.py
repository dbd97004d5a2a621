"""Each cause explained rightly, on clinics small enough to count by hand, on both engines."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

import metrics
from data.engine import writing
from data.tables import frozen_results
from evidence import concerned, log, past, reads, told, told_people, why
from evidence.effect import CORRECTED, DEFINITION, FILTER, FURTHER, LATE, UNEXPLAINED
from evidence.frozen import freeze, keep, listed, read, take
from evidence.movers import movers
from evidence.why import explain
from intake import import_folder
from metrics import MEASURES, ask
from metrics.cohort import BadRequest, Cohort
from metrics.scope import EVERYTHING, OutOfScope, Scope, within
from tests.databases import ENGINES, ready

RATE, RETURN = "attendance_rate", "relapse_after_discharge"
PROGRAMS = ["program_id,name", "A,Day", "B,Evening"]
CLIENTS = ["client_id", *(f"C{n}" for n in range(1, 7))]
EPISODES = [
    "episode_id,client_id,program_id,admitted_on,discharged_on,payer",
    *(
        f"E{n},C{n},{'A' if n < 5 else 'B'},2026-01-05,2026-03-02,{'medicare' if n % 2 else 'grant'}"
        for n in range(1, 7)
    ),
]
SESSIONS = ["session_id,episode_id,scheduled_on,status", *(f"S{n},E{n},2026-01-12,attended" for n in range(1, 5))]
# Seen again: soon after day 30, long after it, and a positive early.
USE = [
    "observation_id,episode_id,observed_on,source,result",
    "U1,E1,2026-04-05,urine,negative",
    "U2,E2,2026-05-20,urine,negative",
    "U3,E3,2026-03-10,urine,positive",
]
FILES = {"programs": PROGRAMS, "clients": CLIENTS, "episodes": EPISODES, "sessions": SESSIONS, "substance_use": USE}
THEN = ["as_of", "2026-06-30"]
DOCTOR = "Dr. Quinn"
EVERYBODY = Cohort()


@pytest.fixture(params=ENGINES)
def clinic(request, tmp_path):
    with ready(request.param, tmp_path) as engine:
        found = Clinic(engine, tmp_path)
        found.hand_in(**FILES, extract=THEN)
        yield found


class Clinic:
    """A database with what has been handed in, and one frozen report."""

    def __init__(self, engine, place):
        self.engine, self.place, self.times = engine, place, 0

    def hand_in(self, **files) -> None:
        folder = self.place / str(self.times)
        folder.mkdir()
        self.times += 1
        for name, lines in files.items():
            (folder / f"{name}.csv").write_text("\n".join(lines) + "\n")
        assert not import_folder(self.engine, folder).quarantine

    def sessions(self, *rows: str) -> None:
        self.hand_in(sessions=[SESSIONS[0], *rows])

    def freeze(self, name: str = RATE, cohort: Cohort = EVERYBODY) -> None:
        with writing(self.engine) as connection:
            freeze(connection, "handed over", "", [name], cohort, DOCTOR)

    def why(self, name: str = RATE, other: Cohort | None = None):
        with self.engine.connect() as connection:
            return explain(connection, read(connection, "handed over"), [name], other)[name]

    def movers(self, found, scope: Scope = EVERYTHING):
        with self.engine.connect() as own, within(self.engine, scope).connect() as connection:
            return movers(connection, own, read(own, "handed over"), found)


def causes(found) -> dict[str, dict[str, int]]:
    """cause -> how many people moved in which way."""
    return {one.cause: {way: n for way, n in one.people().items() if n} for one in found.effects}


def ends(found) -> tuple:
    number = found.number(MEASURES[found.measure].headline)
    return tuple((row.numerator, row.denominator) for row in (number.then, number.now))


def test_nothing_changed(clinic):
    clinic.freeze()
    found = clinic.why()
    assert (causes(found), found.remade, found.changed) == ({}, True, False)
    assert told.sentence(found) == "100.0% then and now: nothing has changed."


def test_a_late_record(clinic):
    clinic.freeze()
    clinic.sessions("S5,E5,2026-01-12,no_show")
    found = clinic.why()
    assert (causes(found), ends(found), found.remade) == ({LATE: {"in": 1}}, ((4, 4), (4, 5)), True)
    assert (
        told.sentence(found) == "100.0% then, 80.0% now (−20.0 points): 1 person came in by late data (−20.0 points)."
    )


def test_a_corrected_record(clinic):
    clinic.freeze()
    clinic.sessions("S1,E1,2026-01-12,no_show")
    found = clinic.why()
    assert (causes(found), ends(found), found.remade) == ({CORRECTED: {"otherwise": 1}}, ((4, 4), (3, 4)), True)


def test_both_for_one_person(clinic):
    clinic.freeze()
    clinic.sessions("S1,E1,2026-01-12,no_show", "S7,E1,2026-01-13,attended", "S8,E1,2026-01-14,attended")
    found = clinic.why()
    assert causes(found) == {LATE: {"otherwise": 1}, CORRECTED: {"otherwise": 1}}
    steps = found.number({}).steps
    assert [(one.cause, one.numerator, one.denominator) for one in steps] == [(LATE, 2, 2), (CORRECTED, -1, 0)]
    assert (ends(found), found.remade) == (((4, 4), (5, 6)), True)


def test_a_late_record_that_was_corrected_since_came_as_it_first_was(clinic):
    clinic.freeze()
    clinic.sessions("S5,E5,2026-01-12,no_show")
    clinic.sessions("S5,E5,2026-01-12,attended")
    steps = clinic.why().number({}).steps
    assert [(one.cause, one.numerator, one.denominator) for one in steps] == [(LATE, 0, 1), (CORRECTED, 1, 0)]


def test_the_data_reaching_further(clinic):
    clinic.freeze(RETURN)
    clinic.hand_in(extract=["as_of", "2026-03-20"])
    found = clinic.why(RETURN)
    assert causes(found) == {FURTHER: {"out": 2}} and found.remade
    assert ends(found) == ((1, 2), (0, 0))


def test_rows_of_days_that_were_not_covered_are_no_late_data(clinic):
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


def test_the_first_rows_of_a_table_are_late_data(clinic):
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

    def frozen_by(version: str, clinic: Clinic) -> None:
        past = now.earlier[0]
        monkeypatch.setitem(metrics.MEASURES, RETURN, replace(past, card=replace(past.card, version=version)))
        clinic.freeze(RETURN)
        monkeypatch.setitem(metrics.MEASURES, RETURN, now)

    return frozen_by


def test_a_changed_definition(clinic, newer):
    newer("1.0", clinic)
    found = clinic.why(RETURN)
    assert (causes(found), found.remade) == ({DEFINITION: {"out": 1, "otherwise": 1}}, True)
    assert ends(found) == ((1, 3), (1, 2)) and found.versions == ("1.0", "1.1")


def test_a_changed_definition_beside_late_data(clinic, newer):
    newer("1.0", clinic)
    clinic.hand_in(substance_use=[USE[0], "U4,E4,2026-05-25,urine,negative"])
    found = clinic.why(RETURN)
    assert (causes(found), found.remade) == ({LATE: {"in": 1}, DEFINITION: {"out": 2, "otherwise": 1}}, True)
    assert ends(found) == ((1, 3), (1, 2))


def test_a_definition_that_is_no_longer_kept(clinic, newer):
    newer("0.9", clinic)
    found = clinic.why(RETURN)
    assert (causes(found), found.remade) == ({DEFINITION: {"out": 1, "otherwise": 1}}, None)
    assert "0.9 of the definition is no longer kept" in found.why_not


def test_a_changed_filter(clinic):
    clinic.freeze()
    found = clinic.why(other=Cohort(where=(("program", ("B",)),)))
    assert (causes(found), ends(found), found.remade) == ({FILTER: {"out": 4}}, ((4, 4), (0, 0)), True)
    found = clinic.why(other=Cohort(where=(("payer", ("grant",)),)))
    assert (causes(found), ends(found)) == ({FILTER: {"out": 2}}, ((4, 4), (2, 2)))


def test_a_period_that_ends_inside_a_month(clinic):
    clinic.freeze(cohort=Cohort(date(2026, 1, 8), date(2026, 1, 20)))
    clinic.sessions("S5,E5,2026-01-19,attended", "S6,E6,2026-01-21,attended")
    found = clinic.why()
    assert (causes(found), ends(found), found.remade) == ({LATE: {"in": 1}}, ((4, 4), (5, 5)), True)


def test_what_was_changed_outside_an_import_is_not_explained(clinic):
    clinic.freeze()
    with writing(clinic.engine) as connection:
        connection.execute(text("UPDATE fact_attendance SET attended = 0 WHERE client_no = 1"))
        connection.execute(text("UPDATE fact_whole_attendance SET attended = 0 WHERE client_no = 1"))
    found = clinic.why()
    assert set(causes(found)) == {UNEXPLAINED} and found.remade is False
    assert "did not come out again" in told.sure(found)


@pytest.mark.parametrize(
    ("where", "limit", "parts"),
    [(past, "MOST_AT_ONCE", [(0, 3), (1, 3)]), (why, "MOST_HELD", [(0, 3), (1, 3), (2, 3)])],
)
def test_too_many_at_once_are_made_again_in_parts(clinic, monkeypatch, where, limit, parts):
    """The same answer as all at once, however many are concerned, and it is told how far it is."""
    names, told_of = [RATE, RETURN, "retention"], []
    with writing(clinic.engine) as connection:
        freeze(connection, "handed over", "", names, EVERYBODY, DOCTOR)
    clinic.sessions("S5,E5,2026-01-12,no_show", "S1,E1,2026-01-12,no_show")
    with clinic.engine.connect() as connection:
        packet = read(connection, "handed over")
        whole = explain(connection, packet, names)
        monkeypatch.setattr(where, limit, 1)
        assert explain(connection, packet, names, tell=lambda *words: told_of.append(words)) == whole
    assert causes(whole[RATE]) == {LATE: {"in": 1}, CORRECTED: {"otherwise": 1}}
    assert [words[1:] for words in told_of] == parts


@pytest.mark.parametrize(("program", "people"), [("A", 1), ("B", 0)])
def test_nobody_is_made_again_whom_the_number_is_not_about(clinic, program, people):
    cohort = Cohort(where=(("program", (program,)),))
    clinic.freeze(cohort=cohort)
    clinic.sessions("S1,E1,2026-01-12,no_show")
    found = clinic.why()
    assert (bool(causes(found)), found.remade) == (bool(people), True)
    with clinic.engine.connect() as connection:
        changes, last = log.read(connection, read(connection, "handed over").data_version), ask.as_of(connection)
        facts = reads.facts_behind({"fact_attendance"})
        assert len(concerned.find(connection, facts, set(), changes, last, last, cohort).everyone()) == people


def test_who_moved_and_by_which_records(clinic):
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


def test_a_report_of_one_program_speaks_of_no_other(clinic):
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


def test_frozen_is_read_as_it_was_and_kept_for_ever(clinic):
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


def test_what_cannot_be_frozen(clinic):
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


def test_the_facts_that_depend_on_others_are_known():
    assert sorted(reads.OF_OTHERS) == ["fact_meeting"]
