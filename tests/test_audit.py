"""The book of who saw whom: whatever is done to it afterwards shows."""

from datetime import UTC, datetime
from threading import Thread

import pytest
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import DBAPIError

from access import audit
from access.viewer import Viewer, owner
from data.engine import connect, writing
from data.migrate import upgrade
from data.tables import audit as book
from data.tables import audit_head
from metrics.scope import Look
from tests.databases import ENGINES, ready

ANA = Viewer("ana@clinic.example", "director", frozenset({"P01", "P02"}), True)
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
UNLOCK = {
    "sqlite": ["DROP TRIGGER audit_unchanged", "DROP TRIGGER audit_undeleted"],
    "postgresql": ["DROP TRIGGER audit_unchanged ON audit"],
}


@pytest.fixture(params=ENGINES)
def engine(request, tmp_path):
    """A database with five lines."""
    with ready(request.param, tmp_path) as engine:
        for number in range(1, 6):
            ids = [f"C{number}", f'C"{number}%']
            audit.write(engine, ANA, audit.SAW, f"course {number}", {"where": {}}, ids, NOON.replace(minute=number))
        yield engine


def told(engine, kept=None) -> list[str]:
    with engine.connect() as connection:
        return list(audit.faults(connection, kept))


def head(engine) -> str:
    with engine.connect() as connection:
        return audit.head(connection)


def force(engine, *statements) -> None:
    """What somebody does who owns the database and wants no trace."""
    with writing(engine) as connection:
        for trigger in UNLOCK[engine.dialect.name]:
            connection.execute(text(trigger))
        for statement in statements:
            connection.execute(text(statement) if isinstance(statement, str) else statement)


def test_an_untouched_book_is_whole(engine):
    assert told(engine) == [] and told(engine, head(engine)) == []
    assert head(engine).startswith("5:")


@pytest.mark.parametrize("statement", ["UPDATE audit SET who = 'x'", "DELETE FROM audit WHERE line = 5"])
def test_the_database_itself_refuses_to_change_a_line(engine, statement):
    with pytest.raises(DBAPIError, match="only ever added to"), writing(engine) as connection:
        connection.execute(text(statement))
    assert told(engine) == []


@pytest.mark.parametrize("name", [column.name for column in book.columns if column.name not in ("line", "seal")])
def test_any_changed_value_shows(engine, name):
    force(engine, update(book).where(book.c.line == 3).values({name: "other"}))
    assert any(words in told(engine) for words in ("Line 3 was changed.", "Line 3 does not follow the line before it."))


def test_a_changed_line_sealed_anew_shows(engine):
    with engine.connect() as connection:
        line = dict(connection.execute(select(book).where(book.c.line == 3)).mappings().one()) | {
            "who": "somebody else"
        }
    force(engine, update(book).where(book.c.line == 3).values(line | {"seal": audit.seal(line)}))
    assert told(engine) == ["Line 4 does not follow the line before it."]


def test_a_removed_line_shows(engine):
    force(engine, "DELETE FROM audit WHERE line IN (2, 3)")
    assert told(engine)[0] == "Lines 2 to 3 are missing."


def test_a_removed_line_with_the_gap_closed_shows(engine):
    force(engine, "DELETE FROM audit WHERE line = 3", "UPDATE audit SET line = 3 WHERE line = 4")
    assert "Line 3 was changed." in told(engine)


def test_two_lines_that_changed_places_show(engine):
    swap = ("UPDATE audit SET line = 9 WHERE line = 2", "UPDATE audit SET line = 2 WHERE line = 3")
    force(engine, *swap, "UPDATE audit SET line = 3 WHERE line = 9")
    assert told(engine)[0] == "Line 2 does not follow the line before it." and "Line 2 was changed." in told(engine)


def test_a_cut_at_the_end_shows(engine):
    force(engine, "DELETE FROM audit WHERE line > 3")
    assert told(engine) == ["Lines 4 to 5 are missing at the end."]


def test_everything_cut_shows(engine):
    force(engine, "DELETE FROM audit")
    assert told(engine) == ["Lines 1 to 5 are missing at the end."]


def test_a_cut_that_mends_the_head_shows_beside_a_head_noted_down(engine):
    kept = head(engine)
    with engine.connect() as connection:
        last = connection.scalar(select(book.c.seal).where(book.c.line == 3))
    force(engine, "DELETE FROM audit WHERE line > 3", update(audit_head).values(line=3, seal=last))
    assert told(engine) == []
    assert told(engine, kept) == ["Line 5 is not the one that was noted down; it or what came before it was changed."]


def test_a_book_written_anew_shows_beside_a_head_noted_down(engine):
    kept = head(engine)
    with engine.connect() as connection:
        lines = [dict(row) for row in connection.execute(select(book).order_by(book.c.line)).mappings()]
    previous = ""
    for line in lines:
        line |= {"who": "nobody", "previous": previous}
        previous = line["seal"] = audit.seal(line)
    force(engine, "DELETE FROM audit", insert(book).values(lines), update(audit_head).values(seal=previous))
    assert told(engine) == []
    assert "Line 5 is not the one" in told(engine, kept)[0]


def test_an_added_line_without_its_head_shows(engine):
    with engine.connect() as connection:
        line = dict(connection.execute(select(book).where(book.c.line == 5)).mappings().one())
    line |= {"line": 6, "previous": line["seal"]}
    force(engine, insert(book).values(line | {"seal": audit.seal(line)}))
    assert told(engine) == ["The book ends with line 6, and its head knows line 5 only."]


def test_a_head_noted_down_stays_good_as_the_book_grows(engine):
    kept = head(engine)
    audit.write(engine, ANA, audit.SAW, "course 6")
    assert told(engine, kept) == []


def test_many_who_write_at_once_make_one_chain(engine):
    def work():
        for _ in range(5):
            audit.write(engine, owner("me"), audit.TOOK_OUT, "a list", clients=["C1"])

    threads = [Thread(target=work) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert told(engine) == [] and head(engine).startswith("25:")


def test_the_newest_lines_by_person_client_and_kind(engine):
    audit.recorder(engine, owner("me"), audit.TOOK_OUT)(Look("people behind retention", {"from": None}, ("C3", "C9")))
    with engine.connect() as connection:
        assert [one["line"] for one in audit.latest(connection, 2)] == [6, 5]
        assert [one["line"] for one in audit.latest(connection, 9, client_id="C3")] == [6, 3]
        assert [one["line"] for one in audit.latest(connection, 9, client_id='C"3%')] == [3]
        assert audit.latest(connection, 9, client_id="C") == [] == audit.latest(connection, 9, client_id="%")
        assert [one["line"] for one in audit.latest(connection, 9, who=ANA.who, client_id="C3")] == [3]
        assert [one["line"] for one in audit.latest(connection, 9, action=audit.TOOK_OUT)] == [6]
        assert audit.people(connection) == [ANA.who, "me"]
        first = audit.latest(connection, 1, client_id="C1")[0]
    assert (first["at"], first["scope"], first["client_ids"]) == (
        NOON.replace(minute=1),
        '["P01", "P02"]',
        ["C1", 'C"1%'],
    )


def test_it_is_still_whole_when_opened_again(tmp_path):
    address = f"sqlite:///{tmp_path / 'outcomes.db'}"
    for _ in range(2):
        engine = connect(address)
        upgrade(engine)
        audit.write(engine, ANA, audit.SIGNED_IN, "")
        engine.dispose()
    assert told(connect(address)) == []
