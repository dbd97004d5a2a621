"""The only expressions whose SQL depends on the engine: a date's day and month as numbers, a day's date and month, and
the month's first and last date."""

from sqlalchemy import Date, Integer
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction

EPOCH = "1970-01-01"


class day_number(GenericFunction):
    """Whole days from 1970-01-01 to a date; days between two dates = the difference of two of these."""

    type = Integer()
    inherit_cache = True


class date_of_day(GenericFunction):
    """The date of a day given as whole days from 1970-01-01."""

    type = Date()
    inherit_cache = True


class month_number(GenericFunction):
    """A date's month as the integer YYYYMM (March 2026 is 202603)."""

    type = Integer()
    inherit_cache = True


class month_of_day(GenericFunction):
    """The month as YYYYMM of a day given as whole days from 1970-01-01."""

    type = Integer()
    inherit_cache = True


class month_first(GenericFunction):
    """The first date of the month of a day given as whole days from 1970-01-01."""

    type = Date()
    inherit_cache = True


class month_last(GenericFunction):
    """The last date of the month of a day given as whole days from 1970-01-01."""

    type = Date()
    inherit_cache = True


@compiles(day_number, "sqlite")
def _day_number_sqlite(element, compiler, **kw):
    return f"CAST(julianday({compiler.process(element.clauses, **kw)}) - 2440587.5 AS INTEGER)"


@compiles(day_number, "postgresql")
def _day_number_postgresql(element, compiler, **kw):
    return f"(CAST({compiler.process(element.clauses, **kw)} AS DATE) - DATE '{EPOCH}')"


@compiles(date_of_day, "sqlite")
def _date_of_day_sqlite(element, compiler, **kw):
    return f"date(2440587.5 + ({compiler.process(element.clauses, **kw)}))"


@compiles(date_of_day, "postgresql")
def _date_of_day_postgresql(element, compiler, **kw):
    return f"(DATE '{EPOCH}' + CAST({compiler.process(element.clauses, **kw)} AS INTEGER))"


@compiles(month_number, "sqlite")
def _month_number_sqlite(element, compiler, **kw):
    # A date is text, 2026-03-31; its parts are read in half the time that strftime takes.
    date = compiler.process(element.clauses, **kw)
    return f"(100 * CAST({date} AS INTEGER) + CAST(substr({date}, 6, 2) AS INTEGER))"


@compiles(month_number, "postgresql")
def _month_number_postgresql(element, compiler, **kw):
    return f"CAST(to_char({compiler.process(element.clauses, **kw)}, 'YYYYMM') AS INTEGER)"


@compiles(month_of_day, "sqlite")
def _month_of_day_sqlite(element, compiler, **kw):
    return f"CAST(strftime('%Y%m', 2440587.5 + ({compiler.process(element.clauses, **kw)})) AS INTEGER)"


@compiles(month_of_day, "postgresql")
def _month_of_day_postgresql(element, compiler, **kw):
    day = f"CAST({compiler.process(element.clauses, **kw)} AS INTEGER)"
    return f"CAST(to_char(DATE '{EPOCH}' + {day}, 'YYYYMM') AS INTEGER)"


@compiles(month_first, "sqlite")
def _month_first_sqlite(element, compiler, **kw):
    return f"date(2440587.5 + ({compiler.process(element.clauses, **kw)}), 'start of month')"


@compiles(month_first, "postgresql")
def _month_first_postgresql(element, compiler, **kw):
    return f"CAST(date_trunc('month', {_midnight_postgresql(element, compiler, **kw)}) AS DATE)"


@compiles(month_last, "sqlite")
def _month_last_sqlite(element, compiler, **kw):
    return f"date(2440587.5 + ({compiler.process(element.clauses, **kw)}), 'start of month', '1 month', '-1 day')"


@compiles(month_last, "postgresql")
def _month_last_postgresql(element, compiler, **kw):
    return f"CAST(date_trunc('month', {_midnight_postgresql(element, compiler, **kw)}) + INTERVAL '1 month -1 day' AS DATE)"


def _midnight_postgresql(element, compiler, **kw):
    return f"CAST(DATE '{EPOCH}' + CAST({compiler.process(element.clauses, **kw)} AS INTEGER) AS TIMESTAMP)"
