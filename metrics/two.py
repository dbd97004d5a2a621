"""All facts of a large embedded database, by two who derive them side by side.

A family's facts are derived from the records, the episodes and each other, never from those of another family. So one
derives the facts of attendance, which read the sessions and take about as long as all the others, and a thread with a
connection of its own those.
"""

from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from threading import Event

from sqlalchemy import Connection

from data.beside import take_over
from metrics.facts import FACTS, Facts, Progress, refresh
from metrics.touched import begin, measure

LOOK = 0.5  # seconds


class Stopped(Exception):
    """The other one has ended, so that nobody wants these facts."""


def refresh_by_two(
    connection: Connection,
    second: Connection,
    shared: Facts,
    facts: tuple[Iterable[Facts], Iterable[Facts]],
    as_of: date,
    progress: Progress,
) -> None:
    """Derive facts that are not there yet: `shared` by both, of `facts` the first here and the others beside.

    `second` must see the records and the tables as this connection does (see data.beside).
    """
    mine, others = map(tuple, facts)
    with ThreadPoolExecutor(1) as pool:
        beside = _Beside(second, (shared, *others), as_of)
        future = pool.submit(beside.derive)
        try:
            refresh(connection, (shared, *mine), None, as_of, _watching(future, progress))
            _wait(future, beside, progress)
        except BaseException:
            beside.stop()
            raise
    for one in others:
        take_over(connection, one.table)
        measure(connection, one.table)


class _Beside:
    """What the thread does; `words` says what it is counting."""

    def __init__(self, connection: Connection, facts: tuple[Facts, ...], as_of: date):
        self.connection, self.facts, self.as_of = connection, facts, as_of
        self.words, self.stopped = "", Event()

    def derive(self) -> None:
        with self.connection.begin():
            FACTS.create_all(self.connection, [one.table for one in self.facts])
            begin(self.connection)
            refresh(self.connection, self.facts, None, self.as_of, self._say)

    def _say(self, words: str) -> None:
        if self.stopped.is_set():
            raise Stopped
        self.words = words

    def stop(self) -> None:
        self.stopped.set()
        self.connection.connection.driver_connection.interrupt()


def _watching(future: Future, progress: Progress) -> Progress:
    """Tell of progress, and of the other's end if it failed."""

    def tell(words: str) -> None:
        if future.done():
            future.result()
        progress(words)

    return tell


def _wait(future: Future, beside: _Beside, progress: Progress) -> None:
    while True:
        try:
            return future.result(LOOK)
        except TimeoutError:
            progress(beside.words)
