"""Records into the database and out of it: `outcomes.py demo`, `import` and `deidentify`."""

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from commands.failing import Failed, WrongWords
from commands.forms import put_json
from commands.options import Db, Json

MOST_DEMO_EPISODES = 1_000_000
OTHER_DEMO = (
    "This database already holds a demo clinic of {:,} episodes, and two are never mixed. "
    "Name a new database (--db or OUTCOMES_DATABASE_URL), or delete this one's file."
)
Folder = Annotated[Path, typer.Argument(metavar="FOLDER")]


def demo(
    episodes: Annotated[int | None, typer.Option(min=10, max=MOST_DEMO_EPISODES, metavar="N")] = None, db: Db = None
) -> None:
    """Make the demo clinic: made-up people, the same every time."""
    from commands.answers.records import report
    from commands.opening import opened
    from data.demo import EPISODES

    with opened(db, make=True) as engine:
        found = _demo(engine, episodes or EPISODES)
    report(found)


def import_(folder: Folder, db: Db = None, as_json: Json = False) -> None:
    """Import a folder of CSV files: as a whole or not at all; bad rows go to quarantine."""
    from commands.opening import opened

    if not folder.is_dir():
        raise WrongWords(f"There is no folder {folder}.")
    with opened(db, make=True) as engine:
        found = _import(engine, folder)
    if as_json:
        return put_json(found.as_dict())
    from commands.answers.records import report

    report(found)


def deidentify(folder: Folder, db: Db = None) -> None:
    """Write data without identities for a researcher (HIPAA safe harbor), and check that nothing else slipped in."""
    from access.deidentified import SlippedIn, export
    from commands.opening import opened

    if folder.exists():
        raise WrongWords(f"{folder} is there already; name a new folder.")
    try:
        with opened(db) as engine, engine.connect() as connection:
            written = export(connection, folder)
    except SlippedIn as trouble:
        raise Failed(str(trouble)) from trouble
    for name, rows in written.items():
        print(f"{name}: {rows:,} rows")


def _demo(engine, size: int):
    from commands.progress import progress
    from data.demo import write_folder
    from evidence.actions.demo import write_demo_actions
    from metrics.notes.demo import write_demo_notes

    with tempfile.TemporaryDirectory(prefix="outcomes-demo-") as folder:
        _check_other_demo(engine, size)
        with progress() as tell:
            write_folder(folder, size, progress=lambda share, words: tell(words, share, 1))
        report = _import(engine, Path(folder), demo=True)
        write_demo_notes(engine)
        write_demo_actions(engine)
        return report


def _check_other_demo(engine, size: int) -> None:
    from sqlalchemy import func, select

    from data.tables import episodes, state

    with engine.connect() as connection:
        there = connection.scalar(select(func.count()).select_from(episodes))
        if there not in (0, size) and connection.scalar(select(state.c.demo)):
            raise Failed(OTHER_DEMO.format(there))


def _import(engine, folder: Path, demo: bool = False):
    """The report of an import; Failed where it is refused."""
    from commands.progress import progress
    from intake import Refused, import_folder

    try:
        with progress() as tell:
            return import_folder(engine, folder, tell, demo)
    except Refused as refused:
        raise Failed(str(refused)) from refused
