"""The command line is the database owner's: it may see everything, and what it lists of clients is written down."""

import getpass
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine

from access import audit
from access.viewer import Viewer, owner
from commands.failing import Failed, WrongWords
from commands.opening import opened
from commands.values import hint
from metrics.ask import as_of
from metrics.cohort import Cohort
from metrics.scope import within

NOT_LINE_SEAL = "--head is written LINE:SEAL, as 'outcomes.py audit verify' printed it; {!r} is not."


def present() -> Viewer:
    """Whoever types, by the name that the machine knows."""
    try:
        return owner(f"owner ({getpass.getuser()})")
    except (KeyError, OSError):
        return owner("owner")


def written_down(engine: Engine) -> Engine:
    """The engine, for questions that name clients."""
    viewer = present()
    return within(engine, viewer.scope(audit.recorder(engine, viewer, audit.TOOK_OUT)))


@contextmanager
def looking(url: str | None, cohort: Cohort) -> Iterator[Connection]:
    """A connection for one question that names clients; after it, a hint where the answer may be empty."""
    with opened(url) as engine, written_down(engine).connect() as connection:
        yield connection
        hint(connection, cohort, as_of(connection))


def verified(engine: Engine, kept: str | None) -> str:
    """The head of the audit where it is as it was written; Failed with what is wrong."""
    with engine.connect() as connection:
        try:
            wrong = list(audit.faults(connection, kept))
        except ValueError:
            raise WrongWords(NOT_LINE_SEAL.format(kept)) from None
        if wrong:
            raise Failed("The audit is not as it was written: " + " ".join(wrong))
        return audit.head(connection)
