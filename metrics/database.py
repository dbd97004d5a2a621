"""A database with its facts: opened, upgraded, and brought up to the present definitions."""

import hashlib
from datetime import date
from pathlib import Path

from sqlalchemy import Connection, Engine, select, text, update

from data import constructs
from data.engine import connect, writing
from data.migrate import CannotOpen, upgrade
from data.tables import state
from metrics import FAMILIES
from metrics.episodes import EPISODES
from metrics.facts import FACTS, Progress
from metrics.facts import refresh as refresh_facts
from metrics.instruments import FAULT, own_bytes
from metrics.touched import begin

ALL_FACTS = (EPISODES, *(facts for family in FAMILIES for facts in family.FACTS))

# Facts of earlier versions, which a database that has been brought up to date holds no more.
RETIRED = ("fact_last_use", "fact_symptom_week", "fact_symptom_week_prorated")


def quiet(words: str) -> None:
    """Progress that nobody watches."""


def open_database(url: str | None = None, progress: Progress = quiet) -> Engine:
    """The engine of a database whose tables and facts are those of this version; made where there is none.

    Raises CannotOpen for a database of a newer version, one that holds something else, and instruments that are wrong.
    """
    if FAULT:
        raise CannotOpen(FAULT)
    engine = connect(url)
    upgrade(engine)
    bring_up_to_date(engine, progress)
    return engine


def definitions() -> str:
    """A fingerprint of everything that can decide what the facts are: every file of this package, and a program's
    own instruments.

    More is derived anew after a change than need be; a list of the files that matter would some day miss one.
    """
    here = Path(__file__).parent
    files = [*here.rglob("*.py"), *here.rglob("*.toml"), Path(constructs.__file__)]
    return hashlib.sha256(b"".join([*(file.read_bytes() for file in sorted(files)), own_bytes()])).hexdigest()


def bring_up_to_date(engine: Engine, progress: Progress = quiet) -> None:
    """Derive all facts anew where they were made by other definitions than the present ones."""
    with engine.connect() as connection:
        if connection.scalar(select(state.c.definitions)) == definitions():
            return
    with writing(engine) as connection:
        rebuild(connection, progress)


def rebuild(connection: Connection, progress: Progress = quiet) -> None:
    """Drop and derive all facts; records stay as they are."""
    FACTS.drop_all(connection)
    for name in RETIRED:
        connection.execute(text(f"DROP TABLE IF EXISTS {name}"))
    FACTS.create_all(connection)
    begin(connection)
    refresh_facts(connection, ALL_FACTS, None, current_as_of(connection), progress)
    connection.execute(update(state).values(definitions=definitions()))


def refresh(connection: Connection, old: date | None, new: date | None, progress: Progress = quiet) -> None:
    """Derive the facts of the touched clients, in the transaction of an import."""
    refresh_facts(connection, ALL_FACTS, old, new, progress)


def current_as_of(connection: Connection) -> date | None:
    return connection.scalar(select(state.c.as_of))
