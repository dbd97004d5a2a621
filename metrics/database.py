"""A database with its facts: opened, upgraded, and brought up to the present definitions."""

import hashlib
from datetime import date
from pathlib import Path

from sqlalchemy import Connection, Engine, MetaData, Table, func, select, update

from data import constructs
from data.beside import worth_it, writing_beside
from data.engine import connect, writing
from data.migrate import CannotOpen, upgrade
from data.tables import clients, imports, state
from metrics import FAMILIES, attendance
from metrics.episodes import EPISODES
from metrics.facts import FACTS, Progress
from metrics.facts import refresh as refresh_facts
from metrics.instruments import FAULT, own_bytes
from metrics.touched import begin
from metrics.two import refresh_by_two

OTHER_FACTS = tuple(facts for family in FAMILIES if family is not attendance for facts in family.FACTS)
ALL_FACTS = (EPISODES, *attendance.FACTS, *OTHER_FACTS)

# From so many on two who derive the facts are quicker than one.
MANY_CLIENTS = 2_000

# Facts of earlier versions, which a database that has been brought up to date holds no more.
RETIRED = MetaData()
for retired in ("fact_last_use", "fact_symptom_week", "fact_symptom_week_prorated"):
    Table(retired, RETIRED)


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
    """Derive all facts anew where they were made by other definitions than the present ones, or not at all yet."""
    with engine.connect() as connection:
        if _are_up_to_date(connection):
            return
        by_two = two_are_quicker(connection)
    if by_two:
        with writing_beside(engine) as (connection, second):
            _rebuild_once(connection, progress, second)
    else:
        with writing(engine) as connection:
            _rebuild_once(connection, progress)


def _rebuild_once(connection: Connection, progress: Progress, second: Connection | None = None) -> None:
    """Whoever had the turn before may have derived them already."""
    if not _are_up_to_date(connection):
        rebuild(connection, progress, second)


def _are_up_to_date(connection: Connection) -> bool:
    return connection.scalar(select(state.c.definitions)) == definitions()


def two_are_quicker(connection: Connection) -> bool:
    """Whether two who derive all facts are quicker than one; they must find the records committed."""
    return worth_it(connection.engine) and connection.scalar(select(func.count(clients.c.client_no))) >= MANY_CLIENTS


def rebuild(connection: Connection, progress: Progress = quiet, second: Connection | None = None) -> None:
    """Drop and derive all facts, with the help of a second connection if there is one; records stay as they are."""
    FACTS.drop_all(connection)
    RETIRED.drop_all(connection)
    FACTS.create_all(connection)
    begin(connection)
    as_of = _counted_upto(connection)
    if second is not None and as_of:
        refresh_by_two(connection, second, EPISODES, (attendance.FACTS, OTHER_FACTS), as_of, progress)
    else:
        refresh_facts(connection, ALL_FACTS, None, as_of, progress)
    connection.execute(update(state).values(definitions=definitions(), as_of=as_of))


def refresh(connection: Connection, old: date | None, new: date | None, progress: Progress = quiet) -> None:
    """Derive the facts of the touched clients, in the transaction of an import."""
    refresh_facts(connection, ALL_FACTS, old, new, progress)


def _counted_upto(connection: Connection) -> date | None:
    """The last day of the data: of the last import where its facts were left for later, so that nobody sees it yet."""
    last = select(imports.c.as_of).order_by(imports.c.import_no.desc()).limit(1)
    return connection.scalar(select(state.c.as_of)) or connection.scalar(last)
