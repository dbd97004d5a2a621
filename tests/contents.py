"""Everything a database holds, in a form that two databases can be compared by."""

from sqlalchemy import Connection, Engine, Table, inspect, select

from data.tables import METADATA, RECORDS
from metrics.database import ALL_FACTS

# When and where from; everything else must be equal.
NOT_COMPARED = {"finished_at", "loaded_at", "folder", "definitions"}


def records(engine: Engine) -> dict[str, list[tuple]]:
    """The rows of every table of records."""
    with engine.connect() as connection:
        return {table.name: rows(connection, table) for table in RECORDS}


def contents(engine: Engine) -> dict[str, list[tuple]]:
    """The rows of every table: records, books and facts."""
    tables = [*METADATA.sorted_tables, *(facts.table for facts in ALL_FACTS)]
    with engine.connect() as connection:
        there = set(inspect(connection).get_table_names())
        return {table.name: rows(connection, table) for table in tables if table.name in there}


def rows(connection: Connection, table: Table) -> list[tuple]:
    columns = [column for column in table.columns if column.name not in NOT_COMPARED]
    return sorted((tuple(row) for row in connection.execute(select(*columns))), key=repr)
