"""The key: the one column by which a row is known, in its file and in the database."""

import pandas as pd
from sqlalchemy import Column, Table


def key_of(table: Table) -> Column:
    """The column by which a table's rows are known."""
    return next(iter(table.primary_key))


def with_key(table: Table, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with the key that the import makes where the table has no id of its own: `client|day|source`."""
    key = key_of(table).name
    if key in rows or "client_id" not in rows:
        return rows
    source = rows["source"].fillna("") if "source" in rows else ""
    return rows.assign(**{key: rows["client_id"] + "|" + rows["starts_on"] + "|" + source})
