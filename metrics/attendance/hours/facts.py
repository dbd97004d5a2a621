"""Facts of hours: the whole weeks of an episode with their minutes, and their sums by month."""

from datetime import date

from sqlalchemy import (
    CTE,
    Column,
    ColumnElement,
    Connection,
    Float,
    Integer,
    Select,
    Table,
    and_,
    case,
    func,
    literal,
    or_,
    select,
)

from data.constructs import day_number, month_of_day
from data.tables import episodes, programs, sessions
from metrics.attendance.facts import between, in_program
from metrics.episodes import of_clients
from metrics.facts import FACTS, Facts, day_of, keys
from metrics.line import Line
from metrics.monthly import monthly, renew_months
from metrics.query import total
from metrics.renewal import in_span, of_spans, replace
from metrics.touched import lay_spans
from metrics.weeks import DAYS, first_day, week_of
from metrics.whole import whole

# ASAM criteria, level 2.1: nine hours a week or more for adults.
NINE_HOURS = 9 * 60
# A week is dated by its last day.
SLACK = DAYS - 1

# `day` is the last of the week; `known` is 1 where the minutes of all its sessions are recorded, `came_known` where those
# of all that were attended are.
fact_hours_week = Table(
    "fact_hours_week",
    FACTS,
    *keys(),
    Column("week", Integer, primary_key=True, autoincrement=False),
    *(
        Column(name, Integer, nullable=False)
        for name in ("day", "month", "attended", "scheduled", "known", "came_known")
    ),
    sqlite_with_rowid=False,
)

# What was attended is of the weeks of which it is known, what was scheduled of those of which all is; `least` and `most`
# of all weeks, the unknown read as too short and as long enough. `planned`: hours.
COUNTS = (
    "weeks",
    "known",
    "came_known",
    "attended",
    "scheduled",
    "nine",
    "nine_scheduled",
    "least",
    "most",
    "planned_weeks",
)
fact_hours = Table(
    "fact_hours",
    FACTS,
    *keys(),
    Column("month", Integer, primary_key=True, autoincrement=False),
    *(Column(name, Integer, nullable=False) for name in COUNTS),
    Column("planned", Float, nullable=False),
    sqlite_with_rowid=False,
)


def _whole_weeks(chosen: CTE) -> CTE:
    """Every week of an episode that was over by its last day in program, from its first week to look at."""
    columns = (chosen.c.client_no, chosen.c.episode_no, chosen.c.admitted_day, _end(chosen).label("end"))
    week = _first_week(chosen)
    first = select(*columns, week.label("week")).where(chosen.c.admitted_day + first_day(week + 1) <= columns[-1] + 1)
    weeks = first.cte("whole_weeks", recursive=True)
    found = [weeks.c[column.name] for column in columns]
    over = weeks.c.admitted_day + first_day(weeks.c.week + 2) <= weeks.c.end + 1
    return weeks.union_all(select(*found, weeks.c.week + 1).where(over))


def _first_week(chosen: CTE) -> ColumnElement:
    """The week of the first day of a span; the first of all without one."""
    if "first" not in chosen.c:
        return literal(1)
    since = chosen.c.first - chosen.c.admitted_day
    return case((since <= 0, 1), else_=week_of(since))


def _end(chosen: CTE) -> ColumnElement:
    """The last day in program, or of a span that ends before it."""
    if "last" not in chosen.c:
        return chosen.c.last_day
    return case((chosen.c.last < chosen.c.last_day, chosen.c.last), else_=chosen.c.last_day)


def derive_weeks(as_of: date, mine: Select) -> Select:
    return _weeks(of_clients(as_of, mine))


def _weeks(chosen: CTE) -> Select:
    """One row for each whole week: minutes attended and scheduled, whatever became of the session."""
    weeks, minutes = _whole_weeks(chosen), func.coalesce(sessions.c.minutes, 0)
    on = day_number(sessions.c.scheduled_on)
    week = week_of(on - chosen.c.admitted_day)
    came, unknown = sessions.c.status == "attended", sessions.c.minutes.is_(None)
    held = select(
        chosen.c.episode_no,
        week.label("week"),
        func.sum(case((came, minutes), else_=0)).label("attended"),
        func.sum(minutes).label("scheduled"),
        total(unknown).label("unknown"),
        total(and_(came, unknown)).label("came_unknown"),
    )
    spanned = [on.between(chosen.c.first - SLACK, chosen.c.last)] if "first" in chosen.c else []
    held = held.join_from(chosen, sessions, in_program(chosen)).where(*spanned)
    held = held.group_by(chosen.c.episode_no, week).cte("held")
    day = weeks.c.admitted_day + first_day(weeks.c.week) + DAYS - 1
    sums = [func.coalesce(held.c[name], 0) for name in ("attended", "scheduled")]
    known = [case((func.coalesce(held.c[name], 0) == 0, 1), else_=0) for name in ("unknown", "came_unknown")]
    same = and_(held.c.episode_no == weeks.c.episode_no, held.c.week == weeks.c.week)
    columns = (weeks.c.client_no, weeks.c.episode_no, weeks.c.week, day, month_of_day(day), *sums, *known)
    return select(*columns).outerjoin_from(weeks, held, same)


def renew_weeks(connection: Connection, facts: Facts, as_of: date, upto: date) -> None:
    """Derive only the weeks in which records changed."""
    lay_spans(connection, facts.is_stale(), upto, SLACK)
    replace(connection, facts.table, in_span(fact_hours_week.c.day, ""), _weeks(of_spans(as_of)))


def hours(chosen: CTE, first: date | None, last: date | None) -> Select:
    """The weeks that ended in these days, by the month of their last day, beside the hours that the program plans."""
    week, plan = fact_hours_week.c, programs.c.weekly_hours_planned
    known, came_known, nine = week.known == 1, week.came_known == 1, week.attended >= NINE_HOURS
    sums = (
        func.count(),
        func.sum(week.known),
        func.sum(week.came_known),
        func.sum(case((came_known, week.attended), else_=0)),
        func.sum(case((known, week.scheduled), else_=0)),
        *(total(which) for which in (and_(came_known, nine), and_(known, week.scheduled >= NINE_HOURS))),
        *(total(which) for which in (nine, or_(nine, ~came_known))),
        func.count(plan),
        func.coalesce(func.sum(plan), 0.0),
    )
    same = and_(week.client_no == chosen.c.client_no, week.episode_no == chosen.c.episode_no)
    table = chosen.join(fact_hours_week, same).join(episodes, episodes.c.episode_id == chosen.c.episode_id)
    table = table.join(programs, programs.c.program_id == episodes.c.program_id)
    by = (chosen.c.client_no, chosen.c.episode_no, week.month)
    days = between(week.day, _day(first), _day(last))
    return select(*by, *sums).select_from(table).where(*days).group_by(*by)


def _day(edge: date | ColumnElement | None) -> int | ColumnElement | None:
    return day_number(edge) if isinstance(edge, ColumnElement) else edge and day_of(edge)


def _due(older: date, newer: date) -> ColumnElement:
    """A week has become full."""
    full = [week_of(day_of(day) + 1 - day_number(episodes.c.admitted_on)) for day in (older, newer)]
    return full[0] < full[1]


WEEKS = Facts(fact_hours_week, derive_weeks, "hours by week", ("sessions",), due=_due, renew=renew_weeks)
HOURS = monthly(fact_hours, hours, "hours", ("sessions",), _due, renew_months, SLACK)
WHOLE_HOURS = whole(
    "fact_whole_hours",
    HOURS,
    Line(COUNTS[:-1], 6),
    "hours of whole episodes",
    Column("planned_weeks", Integer, nullable=False),
    Column("planned", Float, nullable=False),
)
