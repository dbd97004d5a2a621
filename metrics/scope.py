"""What a connection may be asked about. Who is looking is the business of others; here are only programs and clients.

A guarded engine answers nothing about people until somebody has said for whom it is asked.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection, Engine, event

from data.tables import RECORDS, completeness, extract, frozen_results, imports, quarantine, record_changes
from metrics.cohort import SCOPE, Cohort
from metrics.facts import FACTS

OPTION = "scope"
BOOKS = (quarantine, completeness, imports, record_changes, frozen_results)


class NobodyAsks(RuntimeError):
    """People's records were asked for, and nobody has said for whom."""


class OutOfScope(RuntimeError):
    """What was asked reaches beyond the programs, or down to clients, that this connection may be asked about."""


@dataclass(frozen=True)
class Look:
    """Clients whose own records are handed over: the question in words, its choices, and their ids in order."""

    what: str
    choices: Mapping[str, object]
    clients: tuple[str, ...]


def forget(look: Look) -> None:
    """A look that nobody writes down."""


@dataclass(frozen=True)
class Scope:
    """programs: those that may be looked at, None for all. clients: down to the client. record: told of every look."""

    programs: frozenset[str] | None = None
    clients: bool = True
    record: Callable[[Look], None] = field(default=forget, compare=False)


EVERYTHING = Scope()


def guard(engine: Engine) -> None:
    """From now on a statement about people needs a scope, and under a narrow one it must be narrowed to it."""
    names = [table.name for table in (*RECORDS, *BOOKS) if table is not extract] + list(FACTS.tables)
    about_people = re.compile(rf"\b({'|'.join(names)})\b")

    def check(connection, _cursor, statement, _parameters, context, _many) -> None:
        if not about_people.search(statement):
            return
        scope = connection.get_execution_options().get(OPTION)
        if scope is None:
            raise NobodyAsks("Nobody has said for whom this is asked.")
        if scope.programs is not None and not _narrowed(context, scope):
            raise OutOfScope("This question is not narrowed to the programs that may be seen.")

    event.listen(engine, "before_cursor_execute", check)


def within(engine: Engine, scope: Scope) -> Engine:
    """The same engine, for questions of this scope alone."""
    return engine.execution_options(**{OPTION: scope})


def scope_of(connection: Connection) -> Scope:
    """What a connection may be asked about; an owner's own connection: everything."""
    return connection.get_execution_options().get(OPTION, EVERYTHING)


def narrowed(connection: Connection, cohort: Cohort) -> Cohort:
    """The cohort, without the programs that the connection may not be asked about."""
    mine = scope_of(connection).programs
    if mine is None:
        return cohort
    return replace(cohort, scope=mine if cohort.scope is None else mine & cohort.scope)


def down_to_clients(connection: Connection, cohort: Cohort) -> Cohort:
    """The same, for a question that names clients; OutOfScope where the connection may not be asked one."""
    if not scope_of(connection).clients:
        raise OutOfScope("This connection may not be asked about single clients.")
    return narrowed(connection, cohort)


def looked(connection: Connection, what: str, choices: Mapping[str, object], clients) -> None:
    """Tell of a look before its rows are handed over; nobody seen, nothing told."""
    if found := tuple(dict.fromkeys(clients)):
        scope_of(connection).record(Look(what, choices, found))


def _narrowed(context, scope: Scope) -> bool:
    """The statement holds the scope's condition, with none but the scope's programs."""
    if context.compiled is None or SCOPE not in context.compiled.binds:
        return False
    asked = [value for given in context.compiled_parameters for name, value in given.items() if name.startswith(SCOPE)]
    return set(asked) <= scope.programs
