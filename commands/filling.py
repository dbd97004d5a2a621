"""Data into the database: a folder of files, or the demo clinic."""

import tempfile
from pathlib import Path

from sqlalchemy import Engine, func, select

from commands.failing import Failed, WrongWords
from commands.opening import opened
from commands.progress import progress
from data.tables import episodes, state

OTHER_DEMO = (
    "This database already holds a demo clinic of {:,} episodes, and two are never mixed. "
    "Name a new database (--db or OUTCOMES_DATABASE_URL), or delete this one's file."
)


def import_files(folder: Path, url: str | None):
    """The report of importing a folder."""
    if not folder.is_dir():
        raise WrongWords(f"There is no folder {folder}.")
    with opened(url, make=True) as engine:
        return _import(engine, folder)


def make_demo(size: int | None, url: str | None):
    """The report of importing a demo clinic of so many episodes; None: as many as it has by itself."""
    from data.demo import EPISODES, write_folder
    from evidence.actions.demo import write_demo_actions
    from metrics.notes.demo import write_demo_notes

    with opened(url, make=True) as engine, tempfile.TemporaryDirectory(prefix="outcomes-demo-") as folder:
        _check_other_demo(engine, size or EPISODES)
        with progress() as tell:
            write_folder(folder, size or EPISODES, progress=lambda share, words: tell(words, share, 1))
        report = _import(engine, Path(folder), demo=True)
        write_demo_notes(engine)
        write_demo_actions(engine)
        return report


def _check_other_demo(engine: Engine, size: int) -> None:
    with engine.connect() as connection:
        there = connection.scalar(select(func.count()).select_from(episodes))
        if there not in (0, size) and connection.scalar(select(state.c.demo)):
            raise Failed(OTHER_DEMO.format(there))


def _import(engine: Engine, folder: Path, demo: bool = False):
    from intake import Refused, import_folder

    try:
        with progress() as tell:
            return import_folder(engine, folder, tell, demo)
    except Refused as refused:
        raise Failed(str(refused)) from refused
