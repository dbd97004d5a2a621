"""Renewal: tables of facts whose rows stand for days are derived anew only between the days on which records changed."""

from datetime import date

from sqlalchemy import CTE, Column, ColumnElement, Connection, Select, Table, delete, insert, select

from metrics.episodes import of_clients
from metrics.touched import spans


def of_spans(as_of: date) -> CTE:
    """The episodes of the clients in `spans`, as `metrics.episodes.chosen` has them, with the days of their span."""
    mine = of_clients(as_of, select(spans.c.client_no))
    days = [column for column in spans.columns if column.name != "client_no"]
    return select(mine, *days).join_from(mine, spans, spans.c.client_no == mine.c.client_no).cte("spanned")


def in_span(column: Column, unit: str) -> ColumnElement:
    """A day, or a month, lies in its client's span."""
    first, last = (f"{edge}_{unit}" if unit else edge for edge in ("first", "last"))
    same = spans.c.client_no == column.table.c.client_no
    mine = column.table.c.client_no.in_(select(spans.c.client_no))
    return mine & select(spans.c.client_no).where(same, column.between(spans.c[first], spans.c[last])).exists()


def replace(connection: Connection, table: Table, condition: ColumnElement, rows: Select) -> None:
    """Put these rows in the place of those that meet the condition."""
    connection.execute(delete(table).where(condition))
    connection.execute(insert(table).from_select([column.name for column in table.columns], rows))
