"""The class of an episode under every rule and reading of missing weeks, as one short text.

One letter for each of `COURSES`, in their order: relapsed, free as far as observed, or not observed long enough.
"""

from datetime import date
from functools import reduce

from sqlalchemy import Column, Select, String, Table, case, cast, select
from sqlalchemy.sql.elements import ColumnElement

from metrics.facts import FACTS, Facts, keys
from metrics.relapse.facts import RELAPSE, fact_relapse
from metrics.relapse.rules import COURSES, column_name

RELAPSED, FREE, SHORT = "1", "0", "-"

fact_relapse_class = Table(
    "fact_relapse_class",
    FACTS,
    *keys(),
    Column("classes", String(len(COURSES)), nullable=False),
    sqlite_with_rowid=False,
)


def letter(course: ColumnElement) -> ColumnElement:
    """The class that a course stands for."""
    return cast(case((course.is_(None), SHORT), (course % 2 == 1, RELAPSED), else_=FREE), String(1))


def derive(as_of: date, mine: Select) -> Select:
    """One row an episode with any observation."""
    letters = [letter(fact_relapse.c[column_name(*course)]) for course in COURSES]
    text = reduce(lambda left, right: left.concat(right), letters)
    columns = (fact_relapse.c.client_no, fact_relapse.c.episode_no, text)
    return select(*columns).where(fact_relapse.c.client_no.in_(mine))


CLASSES = Facts(fact_relapse_class, derive, "relapse by every rule", ("substance_use",), due=RELAPSE.due)
