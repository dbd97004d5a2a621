"""A check: a condition on rows of one source, what to call it, and what to say of a row that meets it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from operator import add

from sqlalchemy import ColumnElement, Connection, FromClause, func, select

from evidence.finding import Finding, Listed
from figures import numbers
from metrics.query import total


@dataclass(frozen=True)
class Check:
    """`faulty`: the condition. `what(row)`: one row in words, from `Rows.tells`. `says`: what it means, one sentence.
    `of`: the condition on rows that it speaks of (None: all), and `unit`: what those are."""

    word: str
    title: str
    faulty: ColumnElement
    what: Callable[[Mapping], str]
    says: str
    of: ColumnElement | None = None
    unit: str = ""


# What a look at rows gives: sums under a name, which add up over clients.
Sums = Mapping[str, tuple[int, ...]]


def added(parts: Iterable[Sums]) -> Sums:
    """The sums of all parts."""
    found: dict[str, tuple[int, ...]] = {}
    for part in parts:
        for name, sums in part.items():
            found[name] = tuple(map(add, found[name], sums)) if name in found else sums
    return found


@dataclass(frozen=True)
class Rows:
    """Rows to look at: `source` with `conditions`; `whose`: columns of client, episode and program; `tells`: labelled
    columns that words about a row need; `order`: columns that order rows; `unit`: what a row is. `lean`: the same rows
    without whose they are, where they can be counted in less time."""

    source: FromClause
    conditions: tuple[ColumnElement, ...]
    whose: tuple[ColumnElement, ColumnElement, ColumnElement]
    tells: tuple[ColumnElement, ...]
    order: tuple[ColumnElement, ...]
    unit: str
    checks: tuple[Check, ...] = field(default=())
    lean: FromClause | None = None

    def read(self, connection: Connection) -> Sums:
        """All rows, those that meet each check, and those that checks speak of; all of them in one look at the rows."""
        columns = [func.count(), *(total(one.faulty) for one in self.checks)]
        columns += [total(one.of) for one in self.checks if one.of is not None]
        source = self.source if self.lean is None else self.lean
        return {
            "": tuple(map(int, connection.execute(select(*columns).select_from(source).where(*self.conditions)).one()))
        }

    def findings(self, connection: Connection, sums: Sums, most: int) -> Iterator[Finding]:
        """One a check, each with at most so many rows listed."""
        every, *counts = sums[""]
        others = iter(counts[len(self.checks) :])
        for n, one in zip(counts, self.checks, strict=False):
            yield self._finding(connection, one, n, every if one.of is None else next(others), most)

    def _finding(self, connection: Connection, one: Check, n: int, of: int, most: int) -> Finding:
        unit, listed = one.unit or self.unit, self._listed(connection, one, n, most)
        return Finding(one.word, one.title, n, of, unit, says(one, n, of, unit), listed)

    def _listed(self, connection: Connection, one: Check, n: int, most: int) -> tuple[Listed, ...]:
        if not (n and most):
            return ()
        whose = [
            column.label(name) for column, name in zip(self.whose, ("client_id", "episode_id", "program"), strict=True)
        ]
        query = select(*whose, *self.tells).select_from(self.source).where(*self.conditions, one.faulty)
        rows = connection.execute(query.order_by(*self.whose[:2], *self.order).limit(most)).mappings()
        return tuple(Listed(row["client_id"], row["episode_id"], row["program"], one.what(row)) for row in rows)


def says(one: Check, n: int, of: int, unit: str) -> str:
    """ "3 of 1,204 scores: …"."""
    if not of:
        return f"There are no {unit} to look at."
    return f"{numbers.count_of(n, of, unit)}. {one.says}" if n else f"None of {numbers.count(of)} {unit}."
