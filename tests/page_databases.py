"""Databases for tests of pages, each made by a real import of files."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from data import beside
from data.demo import demo_tables, write_folder
from intake import import_folder, load
from metrics import database
from metrics.database import open_database
from tests import many_programs as many
from tests import small

# As few as still give each program months with and without limits.
EPISODES = 240
MONTH = "2026-10"


def folder(place: Path, files: Path, demo: bool = False) -> str:
    """The address of a new database in `place` that holds a folder of files."""
    from evidence.actions.demo import write_demo_actions
    from metrics.notes.demo import write_demo_notes

    address = f"sqlite:///{place / 'outcomes.db'}"
    engine = open_database(address)
    try:
        import_folder(engine, files, demo=demo)
        if demo:
            write_demo_notes(engine)
            write_demo_actions(engine)
    finally:
        engine.dispose()
    return address


def made(place: Path, fill: Callable[[Path], None], demo: bool = False) -> str:
    """The same with the files that `fill` writes."""
    fill(place / "files")
    return folder(place, place / "files", demo)


def demo(place: Path) -> str:
    """The demo clinic, as the first start makes it."""
    return made(place, write_folder, demo=True)


def little(place: Path) -> str:
    """The same story with fewer people."""
    return made(place, lambda files: write_folder(files, EPISODES), demo=True)


def one_month(place: Path) -> str:
    """A clinic that opened a month ago: only those admitted in the last month, nobody's past."""
    return made(place, _last_month)


def many_programs(place: Path) -> str:
    """Twelve programs that differ by more than chance."""
    return made(place, many.write)


def empty(place: Path) -> str:
    """A program without a single client."""
    nothing = {table: None for table in small.FILES if table != "programs"}
    return made(place, lambda files: small.write(files, **nothing))


def uncounted(place: Path) -> str:
    """A clinic whose records are in, and were not counted before its import was stopped."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "MANY_CLIENTS", 1)
        patch.setattr(beside, "CORES", 1)
        patch.setattr(load, "bring_up_to_date", lambda *_: None)
        return made(place, lambda files: write_folder(files, EPISODES))


def _last_month(files: Path) -> None:
    files.mkdir()
    tables = demo_tables(EPISODES)
    episodes = tables["episodes"]
    kept = episodes[episodes.admitted_on.str.startswith(MONTH)]
    for name, table in tables.items():
        for key in ("episode_id", "client_id"):
            if key in table:
                table = table[table[key].isin(kept[key])]
                break
        pd.DataFrame(table).to_csv(files / f"{name}.csv", index=False)
