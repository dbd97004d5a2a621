"""Who moved a number, in words and cells: how they stood then and afterwards, and by which records."""

from collections.abc import Iterable
from datetime import date

from evidence.movers import Mover, Record
from evidence.standing import Stood
from evidence.told import TITLES, did
from figures import numbers
from figures.words.months import capital

MOST_RECORDS = 4
PEOPLE = ("Client", "Episode", "Program", "Moved", "By", "Then", "Afterwards", "Records")


def mover(one: Mover, name: str) -> list[str]:
    """The cells of one episode that was moved, of a measure."""
    moved = one.moved
    ends = [_stood(end) for end in (moved.before, moved.after)]
    named = (moved.client_id, moved.episode_id, moved.program, capital(did(moved.kind, name)), TITLES[one.cause])
    return [*named, *ends, _records(one.records)]


def _stood(one: Stood | None) -> str:
    if one is None:
        return "Not there"
    counts = [numbers.count(n) for n in (one.numerator, one.denominator) if n is not None]
    return (
        capital(one.standing)
        + (f" ({' / '.join(counts)})" if counts else "")
        + (f": {one.reason}" if one.reason else "")
    )


def _records(found: Iterable[Record]) -> str:
    found = list(found)
    more = len(found) - MOST_RECORDS
    return "; ".join([*map(record, found[:MOST_RECORDS]), *([f"and {more:,} more"] if more > 0 else [])])


def record(one: Record) -> str:
    """ "sessions S5 (3 Mar 2026): status no_show → attended", "assessments Q7 (3 Mar 2026) came later"."""
    named = f"{one.table} {one.key}" + (f" ({numbers.date(one.on)})" if one.on else "")
    said = [f"{name} {_plain(old)} → {_plain(new)}" for name, old, new in one.values]
    return f"{named}: {', '.join(said)}" if said else f"{named} came later"


def _plain(content) -> str:
    return "empty" if content is None else content.isoformat() if isinstance(content, date) else str(content)


def people_rows(found: Iterable[Mover], name: str) -> list[dict]:
    """One flat row an episode that was moved, for files."""
    names = [name.lower() for name in PEOPLE]
    return [dict(zip(names, mover(one, name), strict=True)) for one in found]
