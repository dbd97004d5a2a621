"""Relapse facts: the weekly word of an episode, its course under every rule, and its screens by month.

A course is one whole number: 2 · t + 1 where the event came at day t after admission, 2 · t where the
person was last known free of it at day t; none where the episode was not observed long enough.
"""

from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import add

from sqlalchemy import CTE, Column, Integer, Select, String, Table, and_, case, func, or_, select
from sqlalchemy.sql.elements import ColumnElement

from data.constructs import day_number, month_number
from data.tables import episodes, substance_use
from metrics.episodes import of_clients
from metrics.facts import FACTS, Facts, day_of, has_later, keys
from metrics.line import Line
from metrics.monthly import monthly
from metrics.query import total
from metrics.relapse.rules import COURSES, DROPOUT, FIRST_USE, MISSING, WINDOW_RULES, WindowRule, column_name
from metrics.strung import written
from metrics.weeks import DAYS, first_day, week_of
from metrics.whole import whole

# A course is at most 2 · 36,524 + 1 (a century of days).
CODE_WIDTH = 6
RESULTS = ("positive", "negative", "inconclusive", "missed")
WORDS = dict(zip(RESULTS, "+-*o", strict=True))
# What a laboratory or a breath test says; reports by people are observations, not screens.
SCREENS = ("urine", "breath")
BY = ("client_no", "episode_no")

fact_use_week = Table(
    "fact_use_week",
    FACTS,
    *keys(),
    Column("week", Integer, primary_key=True, autoincrement=False),
    Column("word", String(1), nullable=False),
    sqlite_with_rowid=False,
)

# `courses` is all courses in their order, each + 1 and 0 where there is none, written as `strung` reads them.
fact_relapse = Table(
    "fact_relapse",
    FACTS,
    *keys(),
    *(Column(column_name(*course), Integer) for course in COURSES),
    Column("courses", String(CODE_WIDTH * len(COURSES)), nullable=False),
    sqlite_with_rowid=False,
)

fact_screen = Table(
    "fact_screen",
    FACTS,
    *keys(),
    Column("month", Integer, primary_key=True, autoincrement=False),
    *(Column(result, Integer, nullable=False) for result in RESULTS),
    sqlite_with_rowid=False,
)


def counts() -> ColumnElement:
    """Everything but a positive for what was prescribed, which says nothing of use."""
    return or_(substance_use.c.result != "positive", func.coalesce(substance_use.c.prescribed, 0) != 1)


def _observations(chosen: CTE, *conditions: ColumnElement):
    """Observations in program, joined to their episodes."""
    own = substance_use.c.episode_id == chosen.c.episode_id
    inside = substance_use.c.observed_on.between(chosen.c.admitted_on, chosen.c.last_on)
    return chosen.join(substance_use, and_(own, inside, counts(), *conditions))


def derive_weeks(as_of: date, mine: Select) -> Select:
    """One row for each full week in which anything was due: the strongest thing known of it."""
    chosen = of_clients(as_of, mine)
    week = week_of(day_number(substance_use.c.observed_on) - chosen.c.admitted_day)
    seen = [(total(substance_use.c.result == result) > 0, WORDS[result]) for result in RESULTS]
    by = (chosen.c.client_no, chosen.c.episode_no, week)
    full = chosen.c.admitted_day + DAYS * week - 1 <= chosen.c.last_day
    return select(*by, case(*seen)).select_from(_observations(chosen)).where(full).group_by(*by)


def _sequence(missing: str, mine: Select):
    """The weeks of these clients with `used` 1 or 0, missing weeks read as asked."""
    week = fact_use_week.c
    known = week.word.in_(("+", "-"))
    used = {"positive": week.word != "-", "negative": week.word == "+", "observed": week.word == "+"}[missing]
    columns = (week.client_no, week.episode_no, week.week, case((used, 1), else_=0).label("used"))
    query = select(*columns, case((week.word == "o", 1), else_=0).label("missed"))
    query = query.where(week.client_no.in_(mine))
    return (query.where(known) if missing == "observed" else query).subquery(f"weeks_{missing}")


def _ahead(weeks, counted: Iterable[str], most: int):
    """Each week beside the next ones of its episode: `used_1` is the next week's `used`; none after the last."""
    series = dict(partition_by=(weeks.c.client_no, weeks.c.episode_no), order_by=weeks.c.week)
    later = [
        func.lead(weeks.c[name], n).over(**series).label(f"{name}_{n}") for name in counted for n in range(1, most)
    ]
    return select(weeks, *later).subquery(f"ahead_{weeks.name}")


def _windows(weeks, counted: Iterable[str], widths: set[int]):
    """Each week with how many of `width` weeks from it on were used or missed; none where there are fewer."""
    ahead = _ahead(weeks, counted, max(widths))
    columns = []
    for name in counted:
        found = [ahead.c[name], *(ahead.c[f"{name}_{n}"] for n in range(1, max(widths)))]
        columns += [reduce(add, found[:width]).label(f"{name}_in_{width}") for width in sorted(widths)]
    return select(ahead.c.client_no, ahead.c.episode_no, ahead.c.week, *columns).subquery(f"windows_{weeks.name}")


def _course(windows, rule: WindowRule, counted: str = "used") -> ColumnElement:
    """The course under a rule: the first window that meets it, else the last full window."""
    found = windows.c[f"{counted}_in_{rule.width}"]
    full = and_(found.is_not(None), windows.c.week >= rule.from_week)
    met = and_(full, found >= rule.needed)
    event = 2 * first_day(func.min(case((met, windows.c.week)))) + 1
    return func.coalesce(event, 2 * first_day(func.max(case((full, windows.c.week)))))


def _courses(missing: str, mine: Select) -> CTE:
    """One row an episode: its course under every window rule for one reading of missing weeks."""
    counted = ("used", "missed") if missing == "positive" else ("used",)
    windows = _windows(_sequence(missing, mine), counted, {rule.width for rule in WINDOW_RULES})
    columns = [_course(windows, rule).label(column_name(rule.name, missing)) for rule in WINDOW_RULES]
    if missing == "positive":
        columns.append(_course(windows, DROPOUT, "missed").label(DROPOUT.name))
    by = (windows.c.client_no, windows.c.episode_no)
    return select(*by, *columns).group_by(*by).cte(f"courses_{missing}")


def _first_use(chosen: CTE) -> CTE:
    """One row an episode with anything observed: its course to the first use, on days."""
    day = day_number(substance_use.c.observed_on) - chosen.c.admitted_day
    result = substance_use.c.result
    use = {
        "positive": result != "negative",
        "negative": result == "positive",
        "observed": result == "positive",
    }
    known = {"observed": result.in_(("positive", "negative"))}
    columns = []
    for missing in MISSING:
        last = func.max(case((known[missing], day))) if missing in known else func.max(day)
        course = func.coalesce(2 * func.min(case((use[missing], day))) + 1, 2 * last)
        columns.append(course.label(column_name(FIRST_USE, missing)))
    by = (chosen.c.client_no, chosen.c.episode_no)
    return select(*by, *columns).select_from(_observations(chosen)).group_by(*by).cte("first_use")


def derive(as_of: date, mine: Select) -> Select:
    """One row an episode with any observation: its course under every rule and reading."""
    first = _first_use(of_clients(as_of, mine))
    table, found = first, dict(first.c.items())
    for missing in MISSING:
        courses = _courses(missing, mine)
        same = and_(courses.c.client_no == first.c.client_no, courses.c.episode_no == first.c.episode_no)
        table = table.outerjoin(courses, same)
        found |= {name: column for name, column in courses.c.items() if name not in BY}
    every = [found[column_name(*course)] for course in COURSES]
    return select(
        first.c.client_no, first.c.episode_no, *every, written([course + 1 for course in every], CODE_WIDTH)
    ).select_from(table)


def screens(chosen: CTE, first: date | None, last: date | None) -> Select:
    """Urine and breath tests in program by month and result."""
    month = month_number(substance_use.c.observed_on)
    by = (chosen.c.client_no, chosen.c.episode_no, month)
    conditions = [substance_use.c.observed_on >= first] if first else []
    conditions += [substance_use.c.observed_on <= last] if last else []
    found = _observations(chosen, substance_use.c.source.in_(SCREENS), *conditions)
    return (
        select(*by, *(total(substance_use.c.result == result) for result in RESULTS)).select_from(found).group_by(*by)
    )


def _observed(older: date, newer: date) -> ColumnElement:
    return has_later(substance_use.c.observed_on, older)


def _due(older: date, newer: date) -> ColumnElement:
    """Something was observed since, or a week has become full."""
    full = [week_of(day_of(day) + 1 - day_number(episodes.c.admitted_on)) for day in (older, newer)]
    return or_(_observed(older, newer), full[0] < full[1])


USE_WEEKS = Facts(fact_use_week, derive_weeks, "weeks of use", ("substance_use",), due=_due)
RELAPSE = Facts(fact_relapse, derive, "relapse", ("substance_use",), due=_due)
SCREENED = monthly(fact_screen, screens, "screens", ("substance_use",), _observed)
WHOLE_SCREENED = whole(
    "fact_whole_screen", SCREENED, Line(("positive", "negative", "missed"), 4), "screens of whole episodes"
)
