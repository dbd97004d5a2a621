"""The book of who saw or took out whose data: lines are only added, and each is sealed with the line before it."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, insert, select, update

from access.later import LATER
from access.viewer import Viewer
from data.engine import writing
from data.tables import audit, audit_head
from metrics.scope import Look

SAW, TOOK_OUT, SIGNED_IN, SIGNED_OUT, REFUSED = "saw", "took out", "signed in", "signed out", "was refused"
ALL = "all"
SEALED = tuple(column.name for column in audit.columns if column.name != "seal")
# The seal before the first line.
START = ""
AT_ONCE = 1000
IMPORTING = (
    "An import is running.",
    "People's records can be opened when it has ended, in a few minutes: who looks at them is written down first.",
)


class NotWritten(Exception):
    """A look could not be written down, because an import holds the database; what was looked at is not shown."""

    def __init__(self):
        super().__init__(" ".join(IMPORTING))


def write(
    engine: Engine,
    viewer: Viewer,
    action: str,
    what: str,
    choices: Mapping | None = None,
    clients: Iterable[str] = (),
    now: datetime | None = None,
) -> None:
    """Add one line."""
    with writing(engine) as connection:
        add(connection, viewer, action, what, choices, clients, now)


def add(
    connection: Connection,
    viewer: Viewer,
    action: str,
    what: str,
    choices: Mapping | None = None,
    clients: Iterable[str] = (),
    now: datetime | None = None,
) -> None:
    """The same inside a transaction; all who write wait for each other at the head."""
    head = connection.execute(select(audit_head.c.line, audit_head.c.seal).with_for_update()).one()
    line = {
        "line": head.line + 1,
        "at": (now or datetime.now(UTC)).isoformat(timespec="milliseconds"),
        "who": viewer.who,
        "role": viewer.role,
        "action": action,
        "what": what,
        "choices": json.dumps(choices or {}, sort_keys=True, default=str),
        "scope": ALL if viewer.programs is None else json.dumps(sorted(viewer.programs)),
        "client_ids": json.dumps(list(clients)),
        "previous": head.seal,
    }
    line["seal"] = seal(line)
    connection.execute(insert(audit).values(line))
    connection.execute(update(audit_head).values(line=line["line"], seal=line["seal"]))


def write_soon(engine: Engine, viewer: Viewer, action: str, what: str) -> None:
    """Add a line about nobody's records: at once, or when an import has ended, with the time of now."""
    now = datetime.now(UTC)
    LATER.do((action, now, viewer), lambda: write(engine, viewer, action, what, now=now))


def recorder(engine: Engine, viewer: Viewer, action: str = SAW) -> Callable[[Look], None]:
    """What a scope tells its looks to."""

    def record(look: Look) -> None:
        write(engine, viewer, action, look.what, look.choices, look.clients)

    return record


def seal(line: Mapping) -> str:
    """The seal of a line: of all it says, the seal before it included."""
    said = json.dumps([line[name] for name in SEALED], ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()


def head(connection: Connection) -> str:
    """The last line and its seal, as LINE:SEAL; kept elsewhere, it proves later that nothing before it was changed."""
    line, last = connection.execute(select(audit_head.c.line, audit_head.c.seal)).one()
    return f"{line}:{last}"


def faults(connection: Connection, kept: str | None = None) -> Iterator[str]:
    """A sentence for everything that shows that the book is not as it was written, in order of its lines.

    kept: a head that was noted down earlier. Raises ValueError for one that is not LINE:SEAL.
    """
    noted = _noted(kept)
    number, previous, found = 0, START, {}
    for row in connection.execute(select(audit).order_by(audit.c.line).execution_options(yield_per=AT_ONCE)).mappings():
        if row["line"] != number + 1:
            yield f"{_lines(number + 1, row['line'] - 1)} missing."
        elif row["previous"] != previous:
            yield f"Line {row['line']} does not follow the line before it."
        if seal(row) != row["seal"]:
            yield f"Line {row['line']} was changed."
        number, previous = row["line"], row["seal"]
        if noted and number == noted[0]:
            found[number] = previous
    yield from _ends(connection, number, previous)
    if noted and noted[0] and found.get(noted[0]) != noted[1]:
        yield f"Line {noted[0]} is not the one that was noted down; it or what came before it was changed."


def _ends(connection: Connection, number: int, last: str) -> Iterator[str]:
    line, kept = connection.execute(select(audit_head.c.line, audit_head.c.seal)).one_or_none() or (0, None)
    if line > number:
        yield f"{_lines(number + 1, line)} missing at the end."
    elif (line, kept) != (number, last):
        yield f"The book ends with line {number}, and its head knows line {line} only."


def _lines(first: int, last: int) -> str:
    return f"Line {first} is" if first == last else f"Lines {first} to {last} are"


def _noted(kept: str | None) -> tuple[int, str] | None:
    if not kept:
        return None
    line, _, last = kept.partition(":")
    return int(line), last


def latest(
    connection: Connection, limit: int, who: str = "", client_id: str = "", action: str = "", offset: int = 0
) -> list[dict]:
    """The newest lines first: of a person, about a client, of one kind."""
    query = select(audit).order_by(audit.c.line.desc()).limit(limit).offset(offset)
    query = query.where(audit.c.who == who) if who else query
    query = query.where(audit.c.action == action) if action else query
    # As the list of ids is written: a whole id, its quotation marks with it.
    query = query.where(audit.c.client_ids.contains(json.dumps(client_id), autoescape=True)) if client_id else query
    return [_read(row) for row in connection.execute(query).mappings()]


def people(connection: Connection) -> list[str]:
    """Everybody who has a line, by name."""
    return list(connection.scalars(select(audit.c.who).distinct().order_by(audit.c.who)))


def _read(row: Mapping) -> dict:
    told = {"at": datetime.fromisoformat(row["at"]), "choices": json.loads(row["choices"])}
    return dict(row) | told | {"client_ids": json.loads(row["client_ids"])}
