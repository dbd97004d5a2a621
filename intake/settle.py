"""Rows that contradict each other, and rows that belong to nobody: out of the stage, into quarantine."""

from collections.abc import Callable, Iterable, Iterator

from sqlalchemy import Column, Connection, Select, Table, delete, func, select

from intake.aside import parts, set_aside
from intake.fault import Fault
from intake.key import key_of
from intake.stage import Staged

LINES_NAMED = 5
ONE_EXTRACT = "extract.csv must hold one row, the last day of the data, and it holds several"

Lines = dict[str, list[int]]  # key -> the lines on which it stands


def settle(connection: Connection, staged: Staged, files: Iterable[Staged]) -> None:
    """Leave in the stage one row for each key, all of whose parents exist; `files` are those of this import so far."""
    _beside_faulty(connection, staged)
    if connection.scalar(_repeated(staged).limit(1)) is not None:
        _contradictions(connection, staged)
        _repeats(connection, staged)
    if staged.table.name == "extract":
        _several_extracts(connection, staged)
    for column in staged.table.columns:
        for foreign in column.foreign_keys:
            _orphans(connection, staged, staged.stage.c[column.name], foreign.column.table, files)


def _several_extracts(connection: Connection, staged: Staged) -> None:
    lines = connection.scalars(select(staged.stage.c.line)).all()
    if len(lines) > 1:
        set_aside(connection, staged, [Fault(line, staged.key.name, ONE_EXTRACT) for line in sorted(lines)])


def _repeated(staged: Staged) -> Select:
    """The keys that stand in the file more than once."""
    return select(staged.key).group_by(staged.key).having(func.count() > 1)


def _contradictions(connection: Connection, staged: Staged) -> None:
    """All rows of a key that stands in the file with different content."""
    stage, key = staged.stage, staged.key
    columns = [stage.c[name] for name in staged.names]
    different = select(*columns).where(key.in_(_repeated(staged))).distinct().subquery()
    own = different.c[key.name]
    several = select(own).group_by(own).having(func.count() > 1)
    found = connection.execute(select(key, stage.c.line).where(key.in_(several)).order_by(stage.c.line))
    set_aside(connection, staged, list(_contradicting(staged, found, {})))


def _beside_faulty(connection: Connection, staged: Staged) -> None:
    """Rows whose key stands on a faulty row too: which of them holds, nobody can tell."""
    faulty = _grouped((fault.key, fault.line) for fault in staged.faults if fault.key)
    stage, found = staged.stage, []
    for some in parts(list(faulty)):
        found += connection.execute(select(staged.key, stage.c.line).where(staged.key.in_(some)))
    set_aside(connection, staged, list(_contradicting(staged, found, faulty)))


def _contradicting(staged: Staged, found: Iterable[tuple[str, int]], faulty: Lines) -> Iterator[Fault]:
    """A fault for each (key, line) of a stage; the lines on which a key stands on a faulty row are named with it."""
    for key, lines in _grouped(found).items():
        reason = _several(staged, sorted([*lines, *faulty.get(key, ())]))
        yield from (Fault(line, _named(staged), reason, key=key) for line in lines)


def _grouped(found: Iterable[tuple[str, int]]) -> Lines:
    lines: Lines = {}
    for key, line in found:
        lines.setdefault(key, []).append(line)
    return lines


def _named(staged: Staged) -> str:
    return "client_id" if staged.table.name == "ed_coverage" else staged.key.name


def _several(staged: Staged, lines: list[int]) -> str:
    shown = ", ".join(map(str, lines[:LINES_NAMED])) + (" …" if len(lines) > LINES_NAMED else "")
    what = "client, first day and source stand" if staged.table.name == "ed_coverage" else f"{staged.key.name} stands"
    return f"the same {what} on lines {shown} with different content"


def _repeats(connection: Connection, staged: Staged) -> None:
    """Rows that stand in the file more than once, exactly alike: the first stays."""
    stage, key = staged.stage, staged.key
    first = select(func.min(stage.c.line)).group_by(key).having(func.count() > 1)
    gone = delete(stage).where(key.in_(_repeated(staged)), stage.c.line.not_in(first))
    staged.repeats = connection.execute(gone).rowcount


def _orphans(connection: Connection, staged: Staged, column: Column, parent: Table, files: Iterable[Staged]) -> None:
    """Rows whose client, program or episode is not in the database, not even with this import."""
    known = key_of(parent)
    wanted = select(column).distinct().subquery()
    absent = _absent(wanted, known)
    query = select(staged.stage.c.line, column, staged.key).where(column.in_(absent)).order_by(staged.stage.c.line)
    if rows := connection.execute(query).all():
        why = _reasons(parent, files)
        set_aside(connection, staged, [Fault(line, column.name, why(value), key=key) for line, value, key in rows])


def _reasons(parent: Table, files: Iterable[Staged]) -> Callable[[str], str]:
    """Why a client, program or episode is not there, in words."""
    faults = [fault for one in files if one.table is parent for fault in one.faults]
    lines, what = {fault.key: fault.line for fault in faults}, parent.name.removesuffix("s")

    def why(value: str) -> str:
        if value in lines:
            aside = f"in {parent.name}.csv it was set aside (line {lines[value]})"
            return f"{what} {value} is not in the database, and {aside}"
        return f"{what} {value} is neither in {parent.name}.csv nor in the database"

    return why


def _absent(wanted, known: Column) -> Select:
    return select(wanted.c[0]).where(~select(known).where(known == wanted.c[0]).exists())
