"""A line: the client of a row of facts and its numbers as one text (see strung), and what is added up over clients."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import BigInteger, Column, ColumnElement, Connection, String, cast, func

from metrics import arrays as np
from metrics.cohort import Cohort
from metrics.query import Moments, Source, by_group
from metrics.strung import complete, digits_of, fitting, joined_up, read, written

# Numbers of clients are those of a column of whole numbers: ten digits.
CLIENT = 10
STRUNG = "strung"


@dataclass(frozen=True)
class Line:
    """Numbers by name, `width` digits each, behind the client's."""

    names: tuple[str, ...]
    width: int

    @property
    def length(self) -> int:
        return CLIENT + self.width * len(self.names)

    def column(self, name: str = STRUNG) -> Column:
        """The column of facts that holds it; none where a number is too great for it."""
        return Column(name, String(self.length))

    def written(self, client_no: ColumnElement, numbers: Mapping[str, ColumnElement]) -> ColumnElement:
        return written([client_no], CLIENT).concat(fitting((numbers[name] for name in self.names), self.width))

    def number(self, line: ColumnElement, name: str) -> ColumnElement:
        """One of the numbers, for the database."""
        first = CLIENT + self.width * self.names.index(name) + 1
        return cast(func.substr(line, first, self.width), BigInteger) - 10 ** (self.width - 1)

    def by_client(self, digits: np.ndarray, columns: Columns) -> dict[str, np.ndarray]:
        """What `columns` makes of the numbers, one entry a client."""
        numbers = dict(zip(self.names, read(digits, CLIENT, len(self.names), self.width).T, strict=True))
        return added_up(digits, columns(numbers))


# Makes columns, named, of numbers by name: the same of a table's columns as of arrays.
Columns = Callable[[Mapping], Mapping]
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Asked:
    """Shares or means with the client as cluster: columns, and pairs of them, numerator and denominator.

    `plain`: columns of the facts that are added up as they are.
    """

    columns: Columns
    pairs: Pairs
    plain: tuple[str, ...] = ()

    def moments(self) -> dict[tuple[str, str], None]:
        """The products to add up, each once."""
        return dict.fromkeys(moment for a, n in self.pairs for moment in ((a, a), (a, n), (n, n)))

    def named(self, plain: Iterable) -> dict:
        """The sums of the plain columns by name."""
        return {name: value or 0 for name, value in zip(self.plain, plain, strict=True)}

    def present(self) -> dict[str, None]:
        """The denominators: how many clients have any is counted."""
        return dict.fromkeys(n for _, n in self.pairs)


def as_they_are(pairs: Pairs) -> Columns:
    """The columns of these pairs, as the facts have them."""
    names = dict.fromkeys(name for pair in pairs for name in pair)
    return lambda facts: {name: facts[name] for name in names}


def added_up(digits: np.ndarray, columns: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Columns of lines, those of one client added up. Sums of floats are exact below 2^53."""
    _, place = np.unique(read(digits, 0, 1, CLIENT)[:, 0], return_inverse=True)
    return {name: np.bincount(place, column).astype(np.int64) for name, column in columns.items()}


def clustered(connection: Connection, cohort: Cohort, source: Source, line: Line, asked: Asked) -> dict | None:
    """What `query.clustered` gives, read from lines; none where a row's numbers were too great for its line."""
    facts = source.facts.c
    plain = [func.sum(facts[name]) for name in asked.plain]
    found = by_group(connection, cohort, source, joined_up(facts[STRUNG]), func.count(facts.client_no), *plain)
    return _in_lines(line, asked, {key: rows[0] for key, rows in found.items()})


def _in_lines(line: Line, asked: Asked, found: Mapping[tuple, tuple]) -> dict[tuple, Moments] | None:
    """The same, from the text, the number of lines and the plain sums of each group."""
    if not all(complete(text, count, line.length) for text, count, *_ in found.values()):
        return None
    return {key: moments(line, asked, text) | asked.named(plain) for key, (text, _, *plain) in found.items()}


def moments(line: Line, asked: Asked, text: str | None) -> Moments:
    """What is asked of a group, from the lines of its rows."""
    of = line.by_client(digits_of(text, line.length), asked.columns)
    sums = {name: int(column.sum()) for name, column in of.items()}
    products = {f"{a}*{b}": int(of[a] @ of[b]) for a, b in asked.moments()}
    return sums | products | {f"#{name}": int(np.count_nonzero(of[name])) for name in asked.present()}
