"""Facts that two derive side by side are those that one derives; stopped at any moment, nothing is lost or half seen."""

import re
import sqlite3
import time
from contextlib import contextmanager
from random import Random

import pytest
from sqlalchemy import select, update

from data import beside
from data.demo import write_folder
from data.engine import connect, writing
from data.tables import sessions, state
from intake import Refused, import_folder
from intake.load import WHY_NOT, WHY_NOT_COUNTED
from metrics import FAMILIES, attendance, database
from metrics.episodes import fact_episode
from metrics.facts import FACTS
from metrics.touched import touched
from tests import importing
from tests.contents import contents
from tests.small import write

EPISODES = 150
SEEDS = (21, 22, 23, 24)  # 20 kills in all, in parts that can run side by side
KILLS = 5
NAMED = re.compile(r"\bfact_\w+")


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("files")
    write_folder(folder, episodes=EPISODES, seed=3)
    return folder


@pytest.fixture(scope="module")
def held(files, tmp_path_factory):
    """What a database holds before its first import, and after one whose facts one has derived."""
    path = tmp_path_factory.mktemp("held") / "a.db"
    with opened(path) as engine:
        before = contents(engine)
        import_folder(engine, files)
        return before, contents(engine)


@pytest.fixture
def by_two(monkeypatch):
    monkeypatch.setattr(database, "MANY_CLIENTS", 1)
    monkeypatch.setattr(beside, "CORES", 1)


@contextmanager
def opened(path):
    engine = database.open_database(f"sqlite:///{path}")
    yield engine
    engine.dispose()


def test_a_first_import_by_two_holds_what_one_makes(files, held, tmp_path, by_two):
    with opened(tmp_path / "a.db") as engine:
        report = import_folder(engine, files)
        assert contents(engine) == held[1]
        assert report.tables["episodes"].new == EPISODES
        assert import_folder(engine, files).tables["episodes"].unchanged == EPISODES
    assert [file.name for file in tmp_path.iterdir()] == ["a.db"]


def test_facts_of_other_definitions_are_derived_by_two(files, held, tmp_path, by_two):
    with opened(tmp_path / "a.db") as engine:
        import_folder(engine, files)
        with writing(engine) as connection:
            connection.execute(update(state).values(definitions="others"))
            for table in FACTS.sorted_tables:
                connection.execute(table.delete())
        database.bring_up_to_date(engine)
        assert contents(engine) == held[1]


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.__name__)
def test_a_family_reads_no_facts_of_another(family, held):
    """The SQL of every table of facts -> no fact_ name but the episodes' and the family's own"""
    last, mine = held[1]["imports"][0][1], select(touched.c.client_no)
    own = {facts.table.name for facts in family.FACTS} | {fact_episode.name}
    read = {name for facts in family.FACTS for name in NAMED.findall(str(facts.derive(last, mine)))}
    assert read <= own


def test_progress_tells_of_the_other_while_it_is_waited_for(files, tmp_path, by_two, monkeypatch):
    """One who has only the episodes to derive -> words of what the other is counting"""
    said = []
    monkeypatch.setattr("metrics.two.LOOK", 0.001)
    monkeypatch.setattr(attendance, "FACTS", ())
    with opened(tmp_path / "a.db") as engine:
        import_folder(engine, files, lambda words, done, total: said.append(words))
    assert {"Counting: scores", "Counting: emergency visits"} & set(said)


@pytest.mark.parametrize("counting", ["episodes", "attendance", "group meetings"])
def test_what_is_stopped_while_it_is_counted_is_counted_next(files, held, tmp_path, by_two, counting):
    with opened(tmp_path / "a.db") as engine:
        with pytest.raises(KeyboardInterrupt):
            import_folder(engine, files, stopping_at(f"Counting: {counting}"))
        assert seen(engine) == (None, None)
    with opened(tmp_path / "a.db") as engine:
        assert contents(engine) == held[1]


def stopping_at(wanted):
    def progress(words, done, total):
        if words == wanted:
            raise KeyboardInterrupt

    return progress


def seen(engine):
    """The last day of the data and the definitions of its facts, as others see them."""
    with engine.connect() as connection:
        return tuple(connection.execute(select(state.c.as_of, state.c.definitions)).one())


def test_trouble_beside_is_told_and_what_was_there_stays(files, held, tmp_path, by_two, monkeypatch):
    """The second's own file is full -> one sentence, and the records are counted when there is room."""
    with opened(tmp_path / "a.db") as engine:
        with monkeypatch.context() as patch:
            patch.setattr("metrics.two.begin", full)
            with pytest.raises(Refused, match=re.escape(WHY_NOT_COUNTED["full"])):
                import_folder(engine, files)
        assert seen(engine) == (None, None)
        database.bring_up_to_date(engine)
        assert contents(engine) == held[1]


def full(connection):
    """Ask for more room than the file may have."""
    connection.exec_driver_sql("PRAGMA main.max_page_count = 1")
    connection.exec_driver_sql("CREATE TABLE much AS SELECT zeroblob(1000000)")


def test_a_second_import_that_comes_between_is_counted_with_the_first(files, tmp_path, by_two, monkeypatch):
    with opened(tmp_path / "a.db") as engine, monkeypatch.context() as patch:
        patch.setattr("intake.load.bring_up_to_date", lambda *_: None)
        import_folder(engine, files)
        write(tmp_path / "more")
        patch.undo()
        import_folder(engine, tmp_path / "more")
        found = contents(engine)
        with writing(engine) as connection:
            database.rebuild(connection)
        assert contents(engine) == found
        assert seen(engine)[0] is not None


@pytest.mark.parametrize("seed", SEEDS)
def test_kill_at_random_moments_of_a_first_import_leaves_nothing_or_all(files, held, tmp_path, seed):
    rng, ends, lasts = Random(seed), [], time_of_one(files, tmp_path)
    for n in range(KILLS):
        path = tmp_path / f"{n}.db"
        process = begun(path, files)
        time.sleep(rng.random() * lasts)
        process.kill()
        process.communicate()
        with sqlite3.connect(path) as plain:
            assert plain.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            records = plain.execute("SELECT count(*) FROM sessions").fetchone() != (0,)
        plain.close()
        with opened(path) as engine:
            found = contents(engine)
        ends.append("old" if found == held[0] else "new" if found == held[1] else "neither")
        assert ends[-1] == ("new" if records else "old")
    print(f"after {KILLS} kills: {ends}")


def begun(path, files, *more):
    with opened(path):
        return importing.start(f"sqlite:///{path}", files, "", "1", *more)


def time_of_one(files, tmp_path):
    process, began = begun(tmp_path / "calm.db", files), time.monotonic()
    assert importing.finish(process) == (0, "done")
    return time.monotonic() - began


def test_a_disk_that_fills_in_the_middle_keeps_nothing_or_all(files, held, tmp_path):
    """Files that may grow to ever more -> refused with nothing in, refused with all in but uncounted, or done."""
    with opened(tmp_path / "calm.db") as engine:
        import_folder(engine, files)
    whole, ends = (tmp_path / "calm.db").stat().st_size, []
    for share in (0.3, 0.6, 0.8, 0.9, 1.0, 1.5, 2.5, 4):
        path = tmp_path / f"{share}.db"
        with opened(path):
            process = importing.start(f"sqlite:///{path}", files, str(int(share * whole)), "1")
        ends.append(importing.finish(process))
        with opened(path) as engine:
            assert contents(engine) == held[ends[-1] != (1, WHY_NOT["full"])]
    assert set(ends) <= {(1, WHY_NOT["full"]), (1, WHY_NOT_COUNTED["full"]), (0, "done")}
    assert ends[0] == (1, WHY_NOT["full"]) and ends[-1] == (0, "done")


def test_others_read_while_two_count(files, tmp_path, by_two):
    """A reader on a connection of its own, at every word of progress -> the records' numbers stand still."""
    counts = set()
    with opened(tmp_path / "a.db") as engine:
        other = connect(str(engine.url))

        def look(words, done, total):
            if words.startswith("Counting"):
                with other.connect() as connection:
                    counts.add(len(connection.execute(select(sessions.c.session_id)).all()))

        import_folder(engine, files, look)
        other.dispose()
    assert len(counts) == 1 and 0 not in counts


def test_the_file_beside_has_no_name(files, tmp_path, by_two):
    names = set()
    with opened(tmp_path / "a.db") as engine:
        import_folder(engine, files, lambda words, done, total: names.update(file.name for file in tmp_path.iterdir()))
    assert {name for name in names if not name.startswith("a.db")} == set()


def test_a_database_in_memory_is_counted_by_one(by_two):
    assert not beside.worth_it(connect("sqlite://"))
