"""Imports that are killed, starved or run into each other: the database holds the old state or the new one."""

import shutil
import sqlite3
import time
from random import Random

import pytest
from sqlalchemy import update

from data.demo import write_folder
from data.engine import writing
from data.tables import state
from intake import Refused, import_folder
from intake.load import WHY_NOT
from metrics.database import open_database
from tests import importing
from tests.contents import contents
from tests.databases import ENGINES, ready
from tests.small import plus, write

KILLS = 5
SEEDS = (11, 12, 13, 14)  # 20 kills in all, in parts that can run side by side


@pytest.fixture(scope="module")
def states(tmp_path_factory):
    """A database with a small clinic, what it holds, and a folder that changes it much and what it then holds."""
    folder = tmp_path_factory.mktemp("states")
    write_folder(folder / "old", episodes=40, seed=1)
    write_folder(folder / "new", episodes=150, seed=1)
    held = {}
    for name, folders in {"old": ["old"], "new": ["old", "new"]}.items():
        engine = open_database(f"sqlite:///{folder / name}.db")
        for one in folders:
            import_folder(engine, folder / one)
        held[name] = contents(engine)
        engine.dispose()
    assert held["old"] != held["new"]
    return folder, held


def opened(path):
    engine = open_database(f"sqlite:///{path}")
    found = contents(engine)
    engine.dispose()
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_kill_at_random_moments_leaves_the_old_state_or_the_new(states, tmp_path, seed):
    folder, held = states
    rng, seen, lasts = Random(seed), [], time_of_one(folder, tmp_path)
    for n in range(KILLS):
        path = tmp_path / f"{n}.db"
        shutil.copy(folder / "old.db", path)
        process = importing.start(f"sqlite:///{path}", folder / "new")
        time.sleep(rng.random() * lasts)
        process.kill()
        process.communicate()
        with sqlite3.connect(path) as plain:
            assert plain.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        plain.close()
        found = opened(path)
        seen.append("old" if found == held["old"] else "new" if found == held["new"] else "neither")
    print(f"after {KILLS} kills: {seen}")
    assert "neither" not in seen


def time_of_one(folder, tmp_path):
    """Seconds from the first row read to the end of an import that nobody disturbs."""
    shutil.copy(folder / "old.db", tmp_path / "calm.db")
    process = importing.start(f"sqlite:///{tmp_path / 'calm.db'}", folder / "new")
    began = time.monotonic()
    assert importing.finish(process) == (0, "done")
    return time.monotonic() - began


def test_after_a_kill_the_same_import_goes_in(states, tmp_path):
    folder, held = states
    shutil.copy(folder / "old.db", tmp_path / "a.db")
    process = importing.start(f"sqlite:///{tmp_path / 'a.db'}", folder / "new")
    process.kill()
    process.communicate()
    engine = open_database(f"sqlite:///{tmp_path / 'a.db'}")
    import_folder(engine, folder / "new")
    assert contents(engine) == held["new"]
    engine.dispose()


@pytest.mark.parametrize("room", [1.02, 1.5])
def test_full_disk_refuses_and_keeps_the_old_state(states, tmp_path, room):
    folder, held = states
    shutil.copy(folder / "old.db", tmp_path / "a.db")
    greatest = int((folder / "old.db").stat().st_size * room)
    process = importing.start(f"sqlite:///{tmp_path / 'a.db'}", folder / "new", str(greatest))
    code, words = importing.finish(process)
    assert (code, words) == (1, WHY_NOT["full"])
    assert opened(tmp_path / "a.db") == held["old"]


def test_a_disk_that_holds_the_journal_alone_holds_the_new_state(states, tmp_path):
    folder, held = states
    rooms = [int((folder / "old.db").stat().st_size * room) for room in (1.75, 2.25, 2.75, 3.25, 3.75, 4.25, 4.75)]
    ends = set()
    for greatest in rooms:
        shutil.copy(folder / "old.db", tmp_path / f"{greatest}.db")
        process = importing.start(f"sqlite:///{tmp_path / f'{greatest}.db'}", folder / "new", str(greatest))
        ends.add(importing.finish(process))
        assert opened(tmp_path / f"{greatest}.db") in ((held["new"],) if (0, "done") in ends else (held["old"],))
    assert ends <= {(1, WHY_NOT["full"]), (0, "done")} and (0, "done") in ends


def test_too_little_room_is_seen_before_the_import(tmp_path, monkeypatch):
    engine = open_database(f"sqlite:///{tmp_path / 'a.db'}")
    monkeypatch.setattr("intake.space.SLACK_BYTES", 10**18)
    with pytest.raises(Refused, match=r"has .* MB free, and this import may need .* make room"):
        import_folder(engine, write(tmp_path / "files"))
    engine.dispose()


@pytest.mark.parametrize("kind", ENGINES)
def test_second_import_waits_and_then_says_so(kind, tmp_path, monkeypatch):
    with ready(kind, tmp_path) as engine:
        with writing(engine) as running:
            running.execute(update(state).values(demo=0))
            with pytest.raises(Refused, match=r"Another import is running; try again when it has finished\."):
                import_folder(engine, write(tmp_path / "files"))
        assert import_folder(engine, tmp_path / "files").tables["sessions"].new == 2


def test_two_imports_at_once_both_go_in(tmp_path):
    url = f"sqlite:///{tmp_path / 'a.db'}"
    open_database(url).dispose()
    one = write(tmp_path / "one", **plus("sessions", "S3,E1,2024-01-20,60,group,attended"))
    two = write(tmp_path / "two", **plus("sessions", "S4,E1,2024-01-21,60,group,attended"))
    # The second says that it began only after the first has finished.
    processes = [importing.start(url, folder) for folder in (one, two)]
    assert [importing.finish(process) for process in processes] == [(0, "done")] * 2
    assert [row[0] for row in opened(tmp_path / "a.db")["sessions"]] == ["S1", "S2", "S3", "S4"]
