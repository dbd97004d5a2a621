"""What has not come yet: a last day of the data, or years of birth, after today. One wrong year moves all numbers."""

from collections.abc import Iterable, Iterator
from datetime import date

from sqlalchemy import Connection, func, select

from data.tables import extract
from intake.stage import Staged
from metrics.as_of import HAPPENING, happened


def not_yet(connection: Connection, staged: Iterable[Staged], as_of: date | None) -> Iterator[str]:
    """Sentences about days and years that lie after today."""
    files = {one.table.name: one for one in staged}
    if as_of and as_of > date.today():
        yield _last_day(connection, files, as_of)
    if "clients" in files:
        yield from _births(connection, files["clients"])


def _last_day(connection: Connection, files: dict[str, Staged], as_of: date) -> str:
    where = "extract.csv says so" if connection.scalar(select(extract.c.as_of)) else _where(connection, files, as_of)
    return (
        f"The last day of the data is {as_of}, which has not come yet ({where}), and everything is counted up to it: "
        "correct that day, or hand in extract.csv with the right one."
    )


def _where(connection: Connection, files: dict[str, Staged], as_of: date) -> str:
    for table, day in HAPPENING:
        if one := files.get(table.name):
            there = (one.stage.c[day] == as_of, *happened(one.stage, table.name))
            if line := connection.scalar(select(func.min(one.stage.c.line)).where(*there)):
                return f"it stands on line {line} of {one.header.path.name}"
    return "it came with an earlier import"


def _births(connection: Connection, staged: Staged) -> Iterator[str]:
    stage, year = staged.stage, date.today().year
    n, line = connection.execute(select(func.count(), func.min(stage.c.line)).where(stage.c.birth_year > year)).one()
    if n:
        people = "1 client has" if n == 1 else f"{n:,} clients have"
        yield f"{people} a birth_year after {year} ({staged.header.path.name}, first on line {line})."
