"""Many rows into a table through the driver's own loop: values as the driver takes them, dates as ISO text."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, Table, insert


def insert_rows(connection: Connection, table: Table, names: Sequence[str], rows: Iterable[tuple]) -> None:
    """Insert tuples whose values stand in the order of `names`; other columns stay empty."""
    statement = insert(table).compile(dialect=connection.dialect, column_keys=list(names))
    if statement.positiontup is not None:
        places = [names.index(name) for name in statement.positiontup]
        given = list(rows) if places == list(range(len(names))) else [tuple(r[p] for p in places) for r in rows]
    else:
        given = [dict(zip(names, row, strict=True)) for row in rows]
    if given:
        connection.exec_driver_sql(str(statement), given)
