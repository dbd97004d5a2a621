"""Checks of sessions: outside the stay, after the last day of the data, never closed, too many on one day."""

from collections.abc import Mapping

from sqlalchemy import Date, and_, func, literal, or_, select

from data.constructs import day_number
from data.tables import sessions
from evidence.checks.check import Check, Rows
from evidence.checks.population import Population
from evidence.requirement import ACCURACY, COMPLETENESS, RELIABILITY
from figures import numbers

# This product's own choice, the same as the import warns about: more on one day is more likely a double entry.
MOST_A_DAY = 6
HAPPENED = ("attended", "no_show", "late_cancel")

ONE = sessions.c


def rows_of(people: Population) -> tuple[Rows, ...]:
    return (_each(people), _crowded(people))


def _own(people: Population):
    mine = people.episodes()
    source = mine.join(sessions, ONE.episode_id == mine.c.episode_id)
    return mine.c, source, people.in_period(ONE.scheduled_on)


def _whose(mine) -> tuple:
    return mine.client_id, mine.episode_id, mine.program


def _named(row: Mapping) -> str:
    return f"{numbers.date(row['scheduled_on'])}, {row['session_id']}"


def _each(people: Population) -> Rows:
    mine, source, conditions = _own(people)
    day, last = day_number(ONE.scheduled_on), literal(people.as_of, Date)
    checks = (
        Check(
            ACCURACY,
            "Sessions outside the stay",
            or_(day < mine.admitted_day, day > mine.discharged_day),
            lambda row: f"{_named(row)}: before admission or after discharge",
            "Before admission or after discharge: such sessions do not count.",
        ),
        Check(
            ACCURACY,
            "Sessions that have happened after the last day of the data",
            and_(ONE.scheduled_on > last, ONE.status.in_(HAPPENED)),
            lambda row: f"{_named(row)}: {row['status'].replace('_', ' ')}, after the last day of the data",
            "They cannot have happened yet.",
        ),
        Check(
            COMPLETENESS,
            "Sessions whose outcome nobody wrote down",
            and_(ONE.scheduled_on <= last, ONE.status == "scheduled"),
            lambda row: f"{_named(row)}: still scheduled",
            "Their day has passed and they still stand as scheduled; they do not count.",
        ),
    )
    tells = (ONE.session_id, ONE.scheduled_on, ONE.status)
    return Rows(source, conditions, _whose(mine), tells, (ONE.scheduled_on, ONE.session_id), "sessions", checks)


def _crowded(people: Population) -> Rows:
    """The days that have more than six: counted in the order in which stays and their sessions lie, and few are left."""
    mine, source, conditions = _own(people)
    by = (mine.client_no, mine.episode_no, ONE.scheduled_on)
    many = select(*by, func.count().label("n")).select_from(source).where(*conditions).group_by(*by)
    many = many.having(func.count() > MOST_A_DAY).subquery("many")
    stay = (many.c.client_no, many.c.episode_no)
    columns = (
        func.count().label("days"),
        func.min(many.c.scheduled_on).label("first"),
        func.max(many.c.n).label("most"),
    )
    days = select(*stay, *columns).group_by(*stay).subquery("crowded")
    crowded = Check(
        RELIABILITY,
        f"Episodes with more than {MOST_A_DAY} sessions on a day",
        days.c.days > 0,
        lambda row: f"{row['days']} such days, the first on {numbers.date(row['first'])}; up to {row['most']} sessions",
        "More likely entered twice than attended.",
    )
    every = people.episodes()
    same = (days.c.client_no == every.c.client_no) & (days.c.episode_no == every.c.episode_no)
    tells = (days.c.days, days.c.first, days.c.most)
    return Rows(every.outerjoin(days, same), (), _whose(every.c), tells, (days.c.first,), "episodes", (crowded,))
