"""What the values of a table's columns may be, as pandera schemas built from the tables themselves."""

import re
from datetime import date
from functools import cache

import pandera.pandas as pa
from sqlalchemy import Column, Date, Float, Integer, Table

from data.tables import IdType
from intake.header import handed_in

EARLIEST, LATEST = date(1900, 1, 1), date(2099, 12, 31)
ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# Whole numbers as spreadsheets and pandas write them: 3, 3.0
WHOLE = r"[+-]?[0-9]{1,9}(?:\.0*)?"
DECIMAL = r"[+-]?(?:[0-9]{1,9}(?:\.[0-9]*)?|\.[0-9]+)"
ZIP3 = "[0-9]{3}"


@cache
def schema(table: Table, names: tuple[str, ...]) -> pa.DataFrameSchema:
    """The schema of those columns of a table that a file brings; values are text, missing where empty."""
    columns = {column.name: column for column in handed_in(table)}
    return pa.DataFrameSchema({name: _column(columns[name]) for name in names})


def _column(column: Column) -> pa.Column:
    return pa.Column(nullable=column.nullable, checks=_checks(column))


def _checks(column: Column) -> list[pa.Check]:
    codes = column.info.get("codes")
    if codes:
        return [_each(lambda value: value in codes, f"must be one of {', '.join(codes)}")]
    if column.name == "zip3":
        return [pa.Check(lambda values: values.str.fullmatch(ZIP3), error="must be three digits")]
    if isinstance(column.type, Date):
        return [_each(_is_day, "is not a date like 2024-03-31 between 1900 and 2099")]
    if isinstance(column.type, Integer | Float):
        return [_each(lambda value: _in_range(column, value), _range_words(column))]
    return [_length(column)]


def _each(good, words: str) -> pa.Check:
    """A check of each different value once: a column has many rows and few values."""
    return pa.Check(lambda values: values.isin([one for one in values.unique() if good(one)]), error=words)


def _is_day(value: str) -> bool:
    if not ISO_DATE.fullmatch(value):
        return False
    try:
        return EARLIEST <= date.fromisoformat(value) <= LATEST
    except ValueError:
        return False


def _in_range(column: Column, value: str) -> bool:
    pattern = WHOLE if isinstance(column.type, Integer) else DECIMAL
    low, high = column.info["low"], column.info["high"]
    return bool(re.fullmatch(pattern, value)) and low <= float(value) <= high


def _range_words(column: Column) -> str:
    kind = "whole number" if isinstance(column.type, Integer) else "number"
    if (column.info["low"], column.info["high"]) == (0, 1):
        return "must be 0 or 1"
    return f"must be a {kind} from {column.info['low']} to {column.info['high']}"


def _length(column: Column) -> pa.Check:
    longest = column.type.length
    what = "an id" if column.type is IdType else "the text"
    words = f"is longer than the {longest} letters that {what} may have"
    return pa.Check(lambda values: values.str.len() <= longest, error=words)
