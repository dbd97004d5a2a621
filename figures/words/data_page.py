"""The data page's headline: how far the data reach, what was set aside, which table stops early."""

from collections.abc import Mapping
from datetime import date

from figures import numbers
from figures.words.labels import table as title
from figures.words.months import plural
from figures.words.sentences import Headline

# The measures' own choice: a table whose last row lies further back than this is said to stop early.
LATE_DAYS = 14


OF_ALL_PROGRAMS = (
    "How complete each column is, what was set aside and each import's report are about all programs together, "
    "so only those who may see all programs see them."
)


def headline(
    as_of: date | None, rows: Mapping[str, int], quarantined: int | None = 0, last: Mapping[str, date] | None = None
) -> Headline:
    """rows: table -> rows in the database; quarantined: rows set aside, None where that is not for this viewer;
    last: table -> day of its latest row."""
    if as_of is None or not any(rows.values()):
        return Headline("There is no data yet.", "Import a folder of files, or open the demo clinic.")
    held = plural(sum(rows.values()), "row")
    if quarantined is None:
        first = f"The data of your programs reach {numbers.date(as_of)}: {held} {'is' if sum(rows.values()) == 1 else 'are'} in."
        return Headline(first, " ".join([*_early(as_of, last or {}), *_empty(rows), DOUBT]))
    aside = (
        f"{plural(quarantined, 'row')} {'was' if quarantined == 1 else 'were'} set aside as wrong"
        if quarantined
        else "none was set aside"
    )
    first = (
        f"The data reach {numbers.date(as_of)}: {held} are in, {aside}."
        if sum(rows.values()) != 1
        else f"The data reach {numbers.date(as_of)}: 1 row is in, {aside}."
    )
    return Headline(first, " ".join([*_early(as_of, last or {}), *_empty(rows), DOUBT]))


OPEN_STAYS = "The last months miss days and reasons of discharge of everybody who is still in care."
DOUBT = "What was never recorded cannot be seen here."


def _early(as_of: date, last: Mapping[str, date]) -> list[str]:
    late = {table: day for table, day in last.items() if (as_of - day).days > LATE_DAYS}
    if not late:
        return []
    table = min(late, key=late.get)
    behind = plural((as_of - late[table]).days, "day")
    return [
        f"{title(table)} stop on {numbers.date(late[table])}, {behind} before the rest: later months will look too low."
    ]


def _empty(rows: Mapping[str, int]) -> list[str]:
    empty = [title(table) for table, n in rows.items() if not n]
    return [f"Nothing came in for: {', '.join(empty)}."] if empty else []
