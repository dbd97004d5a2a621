"""The log of actions: kept as written, refused in one sentence, never changed, never lost beside imports."""

from datetime import date, datetime

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError

from data.engine import writing
from data.tables import actions
from evidence.actions import ActionRefused, asked, end, move, read, words, write
from intake import import_folder
from metrics.cohort import Cohort
from metrics.database import rebuild
from tests.small import write as write_files

ON, DUE, NOW = date(2024, 3, 2), date(2024, 5, 1), datetime(2024, 7, 1, 9, 30)
CALLS = asked(ON, "evening attendance is low", "reminder calls", "Ana", DUE, "Ben", "attendance_rate", "A")
EVERYWHERE = asked(ON, "scores are missing", "scores at every fourth session", "Cyd", DUE, "Ben")


@pytest.fixture
def engine(one_client):
    return one_client


def held(engine, scope=None):
    with engine.connect() as connection:
        return read(connection, scope)


def test_an_action_is_kept_with_who_and_when(engine):
    kept = write(engine, CALLS, now=NOW)
    assert held(engine) == (kept,) == (CALLS,)
    (entry,) = kept.history
    assert (kept.number, entry.at, entry.by, entry.kind, entry.words) == (1, NOW, "Ben", "opened", CALLS.finding)


def test_moved_ended_and_taken_up_again_with_its_whole_history(engine):
    write(engine, CALLS, now=NOW)
    moved = move(engine, 1, "Dee", date(2024, 6, 1), "Ben", "Ana is away")
    assert (moved.owner, moved.due, moved.finding) == ("Dee", date(2024, 6, 1), CALLS.finding)
    ended = end(engine, 1, date(2024, 5, 20), "worked", "calls were made", "Dee")
    assert (ended.outcome, ended.result, ended.ended) == ("worked", "calls were made", date(2024, 5, 20))
    again = move(engine, 1, "Dee", date(2024, 8, 1), "Ben", "it fell again")
    assert (again.ended, again.outcome, again.result) == (None, None, None)
    assert [(one.kind, one.words) for one in again.history] == [
        ("opened", "evening attendance is low"),
        ("moved", "Ana is away"),
        ("ended", "calls were made"),
        ("moved", "it fell again"),
    ]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"finding": " "}, "Say what was found: it is empty"),
        ({"action": "x" * 91}, "at most 90 characters: these are 91"),
        ({"owner": ""}, "Name who sees to it"),
        ({"by": "\n"}, "Give your name"),
        ({"due": date(2024, 3, 1)}, "from 2024-03-02 on"),
        ({"on": None}, "Give the day"),
        ({"measure": "stars"}, "no measure 'stars'"),
    ],
    ids=str,
)
def test_what_lacks_is_said(change, said):
    given = {"on": ON, "finding": "f", "action": "a", "owner": "o", "due": DUE, "by": "b"} | change
    with pytest.raises(ActionRefused, match=said):
        asked(**given)


def test_refused_by_the_book(engine):
    write(engine, CALLS)
    for refused, said in (
        (lambda: write(engine, CALLS), "in the log already"),
        (lambda: write(engine, asked(ON, "f", "a", "o", DUE, "b", program="Z")), "no program 'Z'"),
        (lambda: move(engine, 7, "o", DUE, "b", "w"), "There is no action 7"),
        (lambda: move(engine, 1, "Ana", DUE, "b", "w"), "Nothing would change"),
        (lambda: move(engine, 1, "Ana", date(2024, 3, 1), "b", "w"), "from 2024-03-02 on"),
        (lambda: end(engine, 1, date(2024, 3, 1), "worked", "r", "b"), "from 2024-03-02 on"),
        (lambda: end(engine, 1, DUE, "fine", "r", "b"), "ends as one of"),
    ):
        with pytest.raises(ActionRefused, match=said):
            refused()
    end(engine, 1, DUE, "dropped", "no staff", "b")
    with pytest.raises(ActionRefused, match="has ended already"):
        end(engine, 1, DUE, "worked", "r", "b")
    assert [one.kind for one in held(engine)[0].history] == ["opened", "ended"]


def test_a_viewer_of_one_program_reads_and_writes_there_alone(engine):
    write(engine, CALLS)
    write(engine, EVERYWHERE)
    assert held(engine, frozenset({"B"})) == (EVERYWHERE,)
    assert held(engine, frozenset({"A"})) == (CALLS, EVERYWHERE)
    with pytest.raises(ActionRefused, match="There is no action 1"):
        end(engine, 1, DUE, "worked", "r", "b", frozenset({"B"}))
    for scope in (frozenset({"B"}), frozenset({"A"})):
        with pytest.raises(ActionRefused, match="your own programs only"):
            move(engine, 2, "o", DUE, "b", "w", scope)
    with pytest.raises(ActionRefused, match="your own programs only"):
        write(engine, asked(ON, "f", "a", "o", DUE, "b"), frozenset({"A"}))


@pytest.mark.parametrize("change", [update(actions).values(words="other"), delete(actions)], ids=("update", "delete"))
def test_no_statement_changes_the_log(engine, change):
    write(engine, CALLS)
    with pytest.raises(DBAPIError, match="only ever added to"), writing(engine) as connection:
        connection.execute(change)
    assert held(engine) == (CALLS,)


def test_imports_and_rebuilt_facts_leave_the_log_alone(engine, tmp_path):
    write(engine, CALLS)
    import_folder(engine, write_files(tmp_path / "again"))
    with writing(engine) as connection:
        rebuild(connection)
    assert held(engine) == (CALLS,)


def test_how_it_stands_on_a_day():
    assert [CALLS.state(day) for day in (ON, DUE, date(2024, 5, 2))] == ["open", "open", "overdue"]


def test_headline_counts():
    late = words.headline([CALLS, EVERYWHERE], date(2024, 6, 1))
    assert late.first == "Two actions are open, both overdue."
    assert words.headline([CALLS], DUE).first == "One action is open."
    assert words.headline([], DUE).first == "No action is written down yet."


def test_on_charts_of_its_measure_and_programs():
    names = {"A": "Alpha", "B": "Beta"}
    drawn = [("2024-03-02", "Action: Alpha: reminder calls", False)]
    assert words.changes([CALLS], "attendance_rate", Cohort(), names) == drawn
    one = Cohort.asked(where=[("program", "A")])
    assert words.changes([CALLS], "attendance_rate", one, names) == [("2024-03-02", "Action: reminder calls", False)]
    assert words.changes([CALLS], "attendance_rate", Cohort.asked(where=[("program", "B")]), names) == []
    assert words.changes([CALLS], "relapse_rate", Cohort(), names) == []
    assert len(words.changes([EVERYWHERE], "relapse_rate", Cohort(), names)) == 1
