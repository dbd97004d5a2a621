"""Statements compiled once a process: compiling them anew for each of thousands of databases took a quarter of all tests."""

from functools import partial

from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

from data import engine

MOST = 5000


def once() -> None:
    """From now on the engines of this process share what SQLAlchemy has made of a statement for their kind of database."""
    for dialect in (PGDialect_psycopg, SQLiteDialect_pysqlite):
        dialect.__eq__ = lambda one, other: type(one) is type(other)
        dialect.__hash__ = lambda one: hash(type(one))
    options = {"compiled_cache": LRUCache(MOST)}
    engine.create_engine = partial(engine.create_engine, execution_options=options)
