"""The usual way: pandas.read_sql of the tables that a question needs, then merge and groupby in memory.

Written as one would by hand and with care: only the needed columns are read, dates as dates. Each family
of questions is a module with `TABLES` (name: the SELECT that reads it, its date columns) and `QUESTIONS`
(measure: function, the tables it needs). A function takes its tables and gives answers.
"""

import sqlite3
from contextlib import closing
from importlib import import_module

import pandas as pd

from bench.answers import from_rows
from bench.machine import timed

FAMILIES = ("attendance", "symptoms", "outcomes", "relapse", "emergency", "discharge", "continuity")


def modules() -> list:
    return [import_module(f"bench.usual.{name}") for name in FAMILIES]


def read(connection: sqlite3.Connection, query: str, dates: tuple[str, ...] = ()) -> pd.DataFrame:
    """A table in memory, ISO dates as dates."""
    return pd.read_sql(query, connection, parse_dates={name: "%Y-%m-%d" for name in dates})


def measure(file: str, names: list[str]) -> dict:
    """{measure: seconds to read its tables, seconds to work it out, answers}; each table is read once."""
    known = [(module, set(names) & set(module.QUESTIONS)) for module in modules()]
    tables, found = {}, {}
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        for module, wanted in known:
            for name in sorted(wanted, key=names.index):
                found[name] = _one(connection, module, name, tables)
    return found


def _one(connection: sqlite3.Connection, module, name: str, tables: dict) -> dict:
    work, *needed = module.QUESTIONS[name]
    for table in needed:
        if table not in tables:
            tables[table] = timed(lambda table=table: read(connection, *module.TABLES[table]))
    seconds, frame = timed(lambda: work(*(tables[table][1] for table in needed)))
    rows = frame.astype(object).where(frame.notna(), None).values.tolist()
    return {
        "read": sum(tables[table][0] for table in needed),
        "worked": seconds,
        "answers": from_rows(list(frame.columns), rows),
    }
