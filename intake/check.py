"""Checking the rows of a block: good rows with their types, and the faults of the bad ones in words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pandas as pd
import pyarrow as pa
from pandera.errors import SchemaErrors
from sqlalchemy import Float, Integer, Table

from intake.fault import Fault
from intake.header import Header
from intake.key import key_of, with_key
from intake.read import Block, blocks
from intake.rules import RULES
from intake.schema import schema

LONGEST_QUOTE = 60
EMPTY = "is empty, and is needed"


@dataclass(frozen=True)
class Checked:
    """Good rows, by line number (text, ISO dates, numbers; missing where empty), and the faults of the others."""

    rows: pd.DataFrame
    faults: list[Fault]


@dataclass(frozen=True)
class Read:
    """A block of a file, read and checked: how many rows, of how many bytes."""

    rows: int
    bytes_read: int
    checked: Checked


def reads(header: Header) -> Iterator[Read]:
    """The blocks of a file; Refused where the file is nonsense."""
    for block in blocks(header):
        yield Read(len(block), block.bytes_read, check(header, block))


def check(header: Header, block: Block) -> Checked:
    """Every row of a block looked at: each value for itself, then those that must agree with each other."""
    values = _values(header, block)
    good, faults = apart(values, _value_faults(header, values))
    typed = _typed(header, good)
    typed, more = apart(typed, rule_faults(header.table, typed))
    return Checked(typed, [*block.faults, *_as_received(header, block, values, [*faults, *more])])


def _as_received(header: Header, block: Block, values: pd.DataFrame, found: list[tuple]) -> Iterator[Fault]:
    """The faults with the text of their rows, and with the keys of those whose key is not itself at fault."""
    if not found:
        return
    own, texts = key_of(header.table).name, dict(zip(block.lines, block.texts, strict=True))
    keys = with_key(header.table, values.loc[[line for line, *_ in found]])[own].dropna().to_dict()
    for line, column, reason in found:
        yield Fault(line, column, reason, texts[line], None if column == own else keys.get(line))


def _values(header: Header, block: Block) -> pd.DataFrame:
    series = {name: _trimmed(block.columns[place]) for name, place in header.places.items()}
    return pd.DataFrame(series).set_axis(pd.Index(block.lines, dtype="int64"))


def _trimmed(values: Sequence[str]) -> pd.Series:
    stripped = pd.Series(pa.array(values, pa.large_string()), dtype="str").str.strip()
    return stripped.mask(stripped == "")


def _value_faults(header: Header, values: pd.DataFrame) -> list[tuple[int, str, str]]:
    try:
        schema(header.table, tuple(values.columns)).validate(values, lazy=True)
    except SchemaErrors as error:
        found = error.failure_cases
        columns, checks, cases = found["column"], found["check"], found["failure_case"]
        return [
            (int(line), column, _words(column, check, case))
            for line, column, check, case in zip(found["index"], columns, checks, cases, strict=True)
        ]
    return []


def _words(column: str, check: str, case) -> str:
    if check == "not_nullable":
        return f"{column} {EMPTY}"
    shown = str(case) if len(str(case)) <= LONGEST_QUOTE else f"{str(case)[:LONGEST_QUOTE]}…"
    return f"{column} is “{shown}”: it {check}"


def rule_faults(table: Table, typed: pd.DataFrame) -> list[tuple[int, str, str]]:
    """What breaks the rules that tie the values of one row together: (line, column, reason)."""
    found = []
    for rule in RULES.get(table.name, ()):
        found += rule(typed)
    return found


def apart(rows: pd.DataFrame, faults: list[tuple[int, str, str]]) -> tuple[pd.DataFrame, list]:
    """The rows without fault, and one fault for each other row: its first column, all reasons."""
    reasons: dict[int, list[str]] = {}
    first: dict[int, str] = {}
    for line, column, reason in faults:
        first.setdefault(line, column)
        reasons.setdefault(line, []).append(reason)
    one_each = [(line, first[line], "; ".join(why)) for line, why in reasons.items()]
    return (rows.drop(index=list(reasons)) if reasons else rows), one_each


def _typed(header: Header, good: pd.DataFrame) -> pd.DataFrame:
    """Numbers as numbers; everything else stays text."""
    numbers = kinds(header.table, good.columns)
    return good.assign(**{name: _numbers(good[name], kind) for name, kind in numbers.items()})


def kinds(table: Table, names: Iterable[str]) -> dict[str, str]:
    """The type in pandas of those of a table's columns that hold numbers."""
    types = {name: table.c[name].type for name in names}
    numbers = {name: kind for name, kind in types.items() if isinstance(kind, Integer | Float)}
    return {name: "Int64" if isinstance(kind, Integer) else "Float64" for name, kind in numbers.items()}


def _numbers(values: pd.Series, kind: str) -> pd.Series:
    """Each different text read once: a column has many rows and few values."""
    places, different = pd.factorize(values)
    numbers = pd.array(pd.to_numeric(pd.Series(different, dtype="str")), dtype=kind)
    return pd.Series(numbers.take(places, allow_fill=True), index=values.index)
