"""Weeks of an episode: week w (1, 2, …) is days 7(w-1) to 7w-1 after admission."""

from sqlalchemy import Integer, cast
from sqlalchemy.sql.elements import ColumnElement

DAYS = 7


def week_of(since: ColumnElement) -> ColumnElement:
    """The week of a day counted from admission (0 or later), as a whole number on every engine."""
    return cast((since - since % DAYS) / DAYS, Integer) + 1


def first_day(week):
    """The first day of a week, counted from admission."""
    return DAYS * (week - 1)
