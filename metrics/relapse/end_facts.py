"""What came first in an episode, and when, under every rule and reading of missing weeks.

An end is one whole number: 4 · days since admission, and which of these it was.
"""

from datetime import date

from sqlalchemy import Column, Integer, Select, String, Table, case, cast, func, literal, select
from sqlalchemy.sql.elements import ColumnElement

from metrics.attendance.stay import STAYED_ON
from metrics.episodes import fact_episode
from metrics.facts import FACTS, Facts, day_of, keys
from metrics.query import joined
from metrics.relapse.facts import fact_relapse
from metrics.relapse.rules import COURSES, DROPOUT, WINDOW_RULES, column_name
from metrics.strung import written
from metrics.weeks import DAYS

OPEN, RELAPSED, COMPLETED, LEFT = range(4)
KINDS = 4
# Weeks that a relapse must have run before it is known; the first positive is known on its day.
WIDTHS = {rule.name: rule.width for rule in (*WINDOW_RULES, DROPOUT)}
# Days after discharge until the longest window that began on it, and the week it began in, are over by any count.
SETTLED_DAYS = DAYS * (max(WIDTHS.values()) + 1)
# Digits of the greatest number, that of a century of days.
WIDTH = 7

# `ends`: for each of `COURSES` 2 · (end + 1), and 1 more where anything about use was recorded; 0 or 1 where the
# admission is too recent to tell; as `strung` reads them.
fact_end = Table(
    "fact_end", FACTS, *keys(), Column("ends", String(WIDTH * len(COURSES)), nullable=False), sqlite_with_rowid=False
)


def watched(rule: str, as_of: date) -> ColumnElement:
    """The last day on which it is known of everybody what had come first: the start of the last full window.

    Below 0 where an admission is too recent for one window. Who leaves later is censored there like who stays,
    or those who leave would be watched for longer than those who do not.
    """
    since = literal(day_of(as_of)) - fact_episode.c.admitted_day
    width = WIDTHS.get(rule)
    return since if width is None else since + 1 - (since + 1) % DAYS - DAYS * width


def end(rule: str, missing: str, as_of: date) -> ColumnElement:
    """What ended an episode first, and when; none where it was admitted too recently to tell."""
    one, known = fact_relapse.c[column_name(rule, missing)], watched(rule, as_of)
    stay = fact_episode.c.discharged_day - fact_episode.c.admitted_day
    left = KINDS * stay + case((fact_episode.c.discharge_reason.in_(STAYED_ON), COMPLETED), else_=LEFT)
    # A course is 2 · t + 1 where relapse came at day t.
    return case((known < 0, None), (one % 2 == 1, 2 * one - 1), (stay <= known, left), else_=KINDS * known)


def derive(as_of: date, mine: Select) -> Select:
    """One row an episode."""
    recorded = case((fact_relapse.c.episode_no.is_(None), 0), else_=1)
    numbers = [2 * (func.coalesce(end(*course, as_of), -1) + 1) + recorded for course in COURSES]
    columns = (fact_episode.c.client_no, fact_episode.c.episode_no, written(numbers, WIDTH))
    return select(*columns).select_from(joined(fact_relapse, True)).where(fact_episode.c.client_no.in_(mine))


def number(rule: str, missing: str) -> ColumnElement:
    """What `ends` holds for one rule and reading."""
    first = WIDTH * COURSES.index((rule, missing)) + 1
    return cast(func.substr(fact_end.c.ends, first, WIDTH), Integer) - 10 ** (WIDTH - 1)


ENDS = Facts(fact_end, derive, "what came first", ("substance_use",), SETTLED_DAYS)
