"""One question, two cores: sums over clients are sums over two halves of them, asked side by side.

A client is wholly in one half, so everything that adds up over clients adds up over the halves. The second
half is read through a connection of its own; should an import have come in between the two, the question is
asked once more on the first connection alone.
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from sqlalchemy import ColumnElement, Connection, QueuePool, Select, select

from data.tables import state
from metrics.episodes import fact_episode

# Clients are taken by blocks: of neighbours on one page of a table only one half reads.
BLOCK = 256
Build = Callable[[tuple[ColumnElement, ...]], Select]
T = TypeVar("T")
Ask = Callable[[Connection, tuple[ColumnElement, ...]], T]

_workers = ThreadPoolExecutor(os.cpu_count(), thread_name_prefix="half")


def add_up(connection: Connection, build: Build, keys: int) -> list[tuple]:
    """The rows of `build(conditions)` over all clients; the first `keys` columns name a row, the others are sums."""

    def ask(of: Connection, half: tuple[ColumnElement, ...]) -> list[tuple]:
        return [tuple(row) for row in of.execute(build(half))]

    mine, *theirs = halves(connection, ask)
    return _merged(mine, theirs[0], keys) if theirs else mine


def halves(connection: Connection, ask: Ask) -> list[T]:
    """`ask(connection, conditions)` of each half, side by side; of everybody at once where that cannot be."""
    if not isinstance(connection.engine.pool, QueuePool):
        return [ask(connection, ())]
    other = _workers.submit(_alone, connection.engine, ask, _half(1))
    mine, version = _read(connection, ask, _half(0))
    theirs, other_version = other.result()
    return [mine, theirs] if version == other_version else [ask(connection, ())]


def _half(number: int) -> tuple[ColumnElement]:
    place = fact_episode.c.client_no % (2 * BLOCK)
    return (place < BLOCK if number == 0 else place >= BLOCK,)


def _alone(engine, ask: Ask, half: tuple[ColumnElement]) -> tuple[T, int | None]:
    with engine.connect() as connection:
        return _read(connection, ask, half)


def _read(connection: Connection, ask: Ask, half: tuple[ColumnElement]) -> tuple[T, int | None]:
    return ask(connection, half), connection.scalar(select(state.c.data_version))


def _merged(mine: list[tuple], theirs: list[tuple], keys: int) -> list[tuple]:
    found = {row[:keys]: row[keys:] for row in mine}
    for row in theirs:
        name, sums = row[:keys], row[keys:]
        found[name] = tuple(map(_plus, found[name], sums)) if name in found else sums
    return [(*name, *sums) for name, sums in found.items()]


def _plus(one, other):
    """A sum of nothing is none, not zero."""
    return other if one is None else one if other is None else one + other
