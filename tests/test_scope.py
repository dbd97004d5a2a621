"""A connection answers for the programs and the depth that it was opened for, and a guarded one for nobody unasked."""

from contextlib import contextmanager

import pytest
from sqlalchemy import event, func, select

from data.demo import demo_tables, write_folder
from data.tables import clients, episodes, programs, quarantine, state
from intake import import_folder
from metrics import MEASURES, ask, holdings
from metrics import client as records
from metrics.cohort import Cohort
from metrics.episodes import fact_episode
from metrics.scope import Look, NobodyAsks, OutOfScope, Scope, guard, within
from metrics.watch import watch
from tests.databases import ENGINES, ready

EPISODES = 240


@pytest.fixture(scope="module", params=ENGINES)
def engine(request, tmp_path_factory):
    """The little demo clinic behind a guarded engine."""
    place = tmp_path_factory.mktemp("scope")
    write_folder(place / "files", EPISODES)
    with ready(request.param, place) as engine:
        import_folder(engine, place / "files", demo=True)
        guard(engine)
        yield engine


@pytest.fixture(scope="module")
def every():
    return sorted(demo_tables(EPISODES)["programs"].program_id)


@pytest.fixture(scope="module")
def names(every):
    """(the program that may be seen, one that may not)."""
    return every[0], every[1]


def of(engine, *mine: str, **more):
    """A connection for some programs; for all where none is named."""
    return within(engine, Scope(frozenset(mine) if mine else None, **more)).connect()


def test_nothing_about_people_is_answered_to_nobody(engine):
    with engine.connect() as connection:
        for table in (clients, episodes, programs, fact_episode, quarantine):
            with pytest.raises(NobodyAsks):
                connection.execute(select(func.count()).select_from(table))
        assert connection.scalar(select(state.c.demo)) == 1


def test_a_question_that_forgot_its_scope_is_refused(engine, names):
    with of(engine, names[0]) as connection:
        for table in (clients, episodes, programs, fact_episode, quarantine):
            with pytest.raises(OutOfScope):
                connection.execute(select(func.count()).select_from(table))
        theirs = Cohort(scope=frozenset(names)).scoped()
        with pytest.raises(OutOfScope):
            connection.execute(select(func.count()).select_from(fact_episode).where(*theirs))


@pytest.mark.parametrize("name", MEASURES)
def test_each_measure_is_that_of_the_program_alone(engine, names, name):
    mine, other = names
    with of(engine) as whole, of(engine, mine) as narrow:
        wanted = ask.measure(whole, name, Cohort.asked(where=[("program", mine)]))
        assert ask.measure(narrow, name, Cohort()).rows == wanted.rows
        nobody = ask.measure(whole, name, Cohort.asked(where=[("program", "nowhere")]))
        for cohort in (Cohort.asked(where=[("program", other)]), Cohort(scope=frozenset([other]))):
            assert ask.measure(narrow, name, cohort).rows == nobody.rows
        by = ask.measure(narrow, name, Cohort.asked(by=["program"]))
        assert {row.group["program"] for row in by.rows} <= {mine}
        assert ask.how_many(narrow, name, Cohort.asked(where=[("program", other)])) == {}
        assert {row["program"] for row in ask.people(narrow, name, Cohort())} <= {mine}
        assert ask.people(narrow, name, Cohort.asked(where=[("program", other)])) == []


def test_who_to_look_at_now_is_of_the_program_alone(engine, names):
    told: list[Look] = []
    with of(engine) as whole, of(engine, names[0], record=told.append) as narrow:
        found = watch(narrow, Cohort())
        assert found.people == watch(whole, Cohort.asked(where=[("program", names[0])])).people != ()
        assert watch(narrow, Cohort.asked(where=[("program", names[1])])).people == ()
    assert told[0].clients == tuple(dict.fromkeys(one.client_id for one in found.people))
    with of(engine, clients=False) as counting, pytest.raises(OutOfScope):
        watch(counting, Cohort())


@pytest.mark.parametrize("by", ["program", "payer"])
def test_case_mix_is_of_the_program_alone(engine, names, by):
    with of(engine) as whole, of(engine, names[0]) as narrow:
        wanted = ask.case_mix(whole, "completion_rate", Cohort.asked(where=[("program", names[0])]), by)
        assert ask.case_mix(narrow, "completion_rate", Cohort(), by) == wanted


@pytest.mark.parametrize("name", MEASURES)
def test_all_programs_named_are_all_programs(engine, every, name):
    with of(engine) as whole, of(engine, *every) as named:
        assert ask.measure(named, name, Cohort()).rows == ask.measure(whole, name, Cohort()).rows


def test_a_client_of_another_program_is_nobody(engine, names):
    mine, other = names
    only = select(fact_episode.c.client_id).where(fact_episode.c.program == other, fact_episode.c.lone == 1)
    with of(engine) as whole, of(engine, mine) as narrow:
        theirs = whole.scalars(only).first()
        assert records.course(whole, theirs, Cohort()) is not None
        assert records.course(narrow, theirs, Cohort()) is None
        assert records.course(narrow, theirs, Cohort(scope=frozenset([other]))) is None
        assert records.find(narrow, theirs, Cohort()) == []


def test_a_course_is_the_same_within_the_scope(engine, names):
    with of(engine) as whole, of(engine, names[0]) as narrow:
        lone = (fact_episode.c.program == names[0], fact_episode.c.lone == 1)
        for one in whole.scalars(select(fact_episode.c.client_id).where(*lone).limit(20)).all():
            assert records.course(narrow, one, Cohort()) == records.course(whole, one, Cohort())


def test_last_days_are_those_of_the_program(engine, names):
    with of(engine) as whole, of(engine, names[0]) as narrow:
        last = ask.as_of(whole)
        everything, mine = holdings.last_days(whole, last), holdings.last_days(narrow, last)
    assert set(mine) <= set(everything)
    assert all(day <= everything[name] for name, day in mine.items())


def test_no_client_is_named_without_leave(engine):
    name = next(iter(MEASURES))
    with of(engine, clients=False) as connection:
        assert ask.measure(connection, name, Cohort()).rows
        assert ask.how_many(connection, name, Cohort())
        for question in (
            lambda: ask.people(connection, name, Cohort()),
            lambda: records.course(connection, "C00003", Cohort()),
            lambda: records.find(connection, "C", Cohort()),
        ):
            with pytest.raises(OutOfScope):
                question()


def test_every_look_is_told_before_its_rows(engine, names):
    told: list[Look] = []
    with of(engine, names[0], record=told.append) as connection:
        rows = ask.people(connection, "retention", Cohort.asked(where=[("track", "evening")]), limit=5)
        records.course(connection, rows[0]["client_id"], Cohort())
        records.find(connection, rows[0]["client_id"], Cohort())
        records.course(connection, "nobody", Cohort())
        ask.people(connection, "retention", Cohort.asked(where=[("track", "nowhere")]))
    assert [one.what for one in told] == ["people behind retention", "a client's course", "clients by their id"]
    assert told[0].clients == tuple(dict.fromkeys(row["client_id"] for row in rows))
    assert told[0].choices["where"] == {"track": ["evening"]}


def test_a_look_that_cannot_be_written_down_is_not_had(engine):
    def refuse(look: Look) -> None:
        raise OSError("the book is closed")

    with of(engine, record=refuse) as connection, pytest.raises(OSError):
        ask.people(connection, "retention", Cohort(), limit=1)


def test_rows_are_those_of_the_program_alone(engine, names):
    found = []
    for mine in ((), (names[0],), (names[1],), tuple(names)):
        with of(engine, *mine) as connection:
            found.append(holdings.own_rows(connection))
    whole, one, other, both = found
    with of(engine) as connection:
        assert whole == holdings.row_counts(holdings.filled(connection))
        mine = select(func.count()).select_from(episodes).where(episodes.c.program_id == names[0])
        assert one["episodes"] == connection.scalar(mine)
    assert one["programs"] == other["programs"] == 1
    # A client can be of both; what belongs to an episode is of one.
    assert one["sessions"] + other["sessions"] == both["sessions"] <= whole["sessions"]
    assert both["clients"] <= one["clients"] + other["clients"]


@contextmanager
def asked_of(engine):
    """The statements, with their parameters, that the database is asked meanwhile."""
    found: list[tuple] = []

    def note(_connection, _cursor, statement, parameters, _context, _many) -> None:
        found.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", note)


QUESTIONS = {
    "measure": lambda connection, name, cohort: ask.measure(connection, name, cohort.grouped("month")),
    "how many": ask.how_many,
    "people": ask.people,
    "watch": lambda connection, name, cohort: watch(connection, cohort),
}


@pytest.mark.parametrize("name", MEASURES)
def test_asking_for_a_program_out_of_scope_is_the_same_work_as_asking_for_none(engine, names, name):
    """Were it looked up and then left out, the time would tell how large it is."""
    mine, other = names
    for question in QUESTIONS.values():
        work = []
        for program in (other, "nowhere"):
            with of(engine, mine) as connection, asked_of(engine) as found:
                question(connection, name, Cohort.asked(where=[("program", program)]))
            work.append(sorted(found, key=repr))  # some are asked side by side
        assert work[0] == work[1] and work[0]
        assert not any(other in str(parameters) for _, parameters in work[0])


def test_a_client_out_of_scope_is_as_few_questions_as_one_who_does_not_exist(engine, names):
    mine, other = names
    with of(engine, other) as connection:
        theirs = ask.people(connection, "retention", Cohort(), limit=1)[0]["client_id"]
    asked = []
    for client_id in (theirs, "nobody"):
        with of(engine, mine) as connection, asked_of(engine) as found:
            assert records.course(connection, client_id, Cohort()) is None
        asked.append([statement for statement, _ in found])
    assert asked[0] == asked[1]
