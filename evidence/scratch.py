"""A database in memory in which a past is made again: everybody's facts, and the records of those whom anything concerns.

It begins with today's records and goes back, to the values that records had, then to the rows that there were. After
each step the facts of those concerned are derived anew by the code that always does so, and any measure can be asked.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from itertools import islice

from sqlalchemy import Column, Connection, Integer, MetaData, Table, create_engine, delete, insert, select, text
from sqlalchemy.pool import NullPool

from data.bulk import insert_rows
from data.tables import METADATA, clients, episodes, programs
from evidence.concerned import Concerned
from evidence.log import OWNERS, TABLES, Log, rows_of, whole
from evidence.others import others
from metrics.cohort import Cohort
from metrics.facts import FACTS, Facts

WHOLE = (programs, clients, episodes)
AT_ONCE = 50_000
# Each connection is a database of its own; what is made of a statement once serves them all.
ENGINE = create_engine("sqlite://", poolclass=NullPool)

concerned = Table("concerned_clients", MetaData(), Column("client_no", Integer, primary_key=True, autoincrement=False))


class Scratch:
    """The copy, and the way back. `connection` may be asked about everybody; close it after use."""

    def __init__(
        self, live: Connection, facts: Iterable[Facts], direct: set[str], cohort: Cohort, log: Log, whom: Concerned
    ):
        """facts: to be kept, in the order of derivation. direct: records that questions read beside the facts."""
        self.facts, self.log, self.whom, self._whose = tuple(facts), log, whom, None
        self.connection = ENGINE.connect()
        self._copy(live, direct, cohort)

    def __enter__(self) -> "Scratch":
        return self

    def __exit__(self, *_) -> None:
        self.connection.close()

    def as_of(self, last: date) -> None:
        """All facts of those concerned as they are when the data ends on that day."""
        self._derive(last, self.whom.of_day)

    def uncorrect(self, last: date) -> None:
        """Give back to every record the values that it had, or came with."""
        for name, found in self.log.before.items():
            if name in self.tables:
                _restore(self.connection, TABLES[name], found)
        self._derive(last, lambda facts: self.whom.of_lines(facts, self.log.before))

    def undo(self, last: date) -> None:
        """Take away every row that came later."""
        for table in reversed([TABLES[name] for name in TABLES if name in self.tables]):
            if table.name in self.log.emptied:
                self.connection.execute(delete(table))
            _take_away(self.connection, table, self.log.came.get(table.name, ()))
        self._derive(last, lambda facts: self.whom.of_lines(facts, self.log.came, self.log.emptied))

    def _copy(self, live: Connection, direct: set[str], cohort: Cohort) -> None:
        wanted = direct.union(*self.whom.reads.values())
        records = [TABLES[name] for name in TABLES if name in wanted or TABLES[name] in WHOLE]
        self.tables = {table.name for table in records}
        METADATA.create_all(self.connection, tables=records)
        FACTS.create_all(self.connection, tables=[one.table for one in self.facts])
        concerned.create(self.connection)
        for table in (*WHOLE, *(one.table for one in self.facts)):
            _fill(self.connection, table, _streamed(live, table))
        for table in records:
            if table not in WHOLE:
                self._copy_records(live, table, direct, cohort)
        self.connection.execute(text("ANALYZE"))

    def _copy_records(self, live: Connection, table: Table, direct: set[str], cohort: Cohort) -> None:
        """Rows of those concerned; where questions read the table itself, also what they read of the others."""
        whose = self.whom.reading(table.name, direct)
        if whose is None:
            return _fill(self.connection, table, _streamed(live, table))
        _fill(self.connection, table, self._rows(live, table, {self.whom.ids[one] for one in whose}))
        if table.name in direct:
            _fill(self.connection, table, others(live, table, cohort, self.log), "OR IGNORE")

    def _rows(self, live: Connection, table: Table, ids: set[str]) -> Iterable:
        if "client_id" in table.c:
            return rows_of(live, whole(table), table.c.client_id, ids)
        stays = (one for one, client in self._stays(live) if client in ids)
        return rows_of(live, whole(table), table.c.episode_id, stays)

    def _stays(self, live: Connection) -> list:
        if self._whose is None:
            self._whose = live.execute(OWNERS).all()
        return self._whose

    def _derive(self, last: date, whose: Callable[[str], set[int]]) -> None:
        """Derive anew, in each table of facts, the rows of those whom it may concern."""
        mine, laid = select(concerned.c.client_no), None
        for one in self.facts:
            numbers = whose(one.table.name)
            if numbers != laid:
                self.connection.execute(delete(concerned))
                insert_rows(self.connection, concerned, ["client_no"], [(no,) for no in sorted(numbers)])
                laid = numbers
            if numbers:
                self.connection.execute(delete(one.table).where(one.table.c.client_no.in_(mine)))
                names = [column.name for column in one.table.columns]
                self.connection.execute(insert(one.table).from_select(names, one.derive(last, mine)))


def _streamed(live: Connection, table: Table) -> Iterable:
    return live.execute(whole(table), execution_options={"stream_results": True})


def _fill(connection: Connection, table: Table, rows: Iterable, how: str = "") -> None:
    """A part at a time: a large table is never held twice."""
    names = [column.name for column in table.columns]
    statement = f"INSERT {how} INTO {table.name} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
    rows = iter(rows)
    while part := [tuple(row) for row in islice(rows, AT_ONCE)]:
        _many(connection, statement, part)


def _many(connection: Connection, statement: str, rows: list[tuple]) -> None:
    if rows:
        connection.exec_driver_sql(statement, rows)


def _restore(connection: Connection, table: Table, found: Mapping[str, Mapping]) -> None:
    """Values by key back into a table; rows with the same columns at once."""
    key = next(iter(table.primary_key)).name
    alike: dict[tuple[str, ...], list[tuple]] = {}
    for record, values in found.items():
        alike.setdefault(tuple(values), []).append((*values.values(), record))
    for names, rows in alike.items():
        if names:
            _many(
                connection, f"UPDATE {table.name} SET {', '.join(f'{one} = ?' for one in names)} WHERE {key} = ?", rows
            )


def _take_away(connection: Connection, table: Table, keys: Iterable[str]) -> None:
    key = next(iter(table.primary_key)).name
    _many(connection, f"DELETE FROM {table.name} WHERE {key} = ?", [(one,) for one in keys])
