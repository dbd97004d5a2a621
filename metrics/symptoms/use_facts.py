"""The last known state of use: anything positive in the last thirty days in the program."""

from datetime import date, timedelta

from sqlalchemy import Column, ColumnElement, Integer, Select, Table, and_, case, func, or_, select

from data.constructs import day_number
from data.tables import episodes, substance_use
from metrics.episodes import of_clients
from metrics.facts import FACTS, Facts, has_later, keys
from metrics.relapse.facts import counts

# The last day in the program and the 29 before it (measures: abstinent_at_discharge).
DAYS = 30

# One row for each episode with a result in those days; `positive`: 1 where any of them is.
fact_last_use = Table(
    "fact_last_use", FACTS, *keys(), Column("positive", Integer, nullable=False), sqlite_with_rowid=False
)


def derive(as_of: date, mine: Select) -> Select:
    """Results of screens and reports in the program's last days; positives for what was prescribed are no use."""
    chosen = of_clients(as_of, mine)
    day = day_number(substance_use.c.observed_on)
    own = and_(
        substance_use.c.episode_id == chosen.c.episode_id,
        substance_use.c.observed_on.between(chosen.c.admitted_on, chosen.c.last_on),
        day > chosen.c.last_day - DAYS,
        substance_use.c.result.in_(("positive", "negative")),
        counts(),
    )
    by = (chosen.c.client_no, chosen.c.episode_no)
    positive = func.max(case((substance_use.c.result == "positive", 1), else_=0))
    return select(*by, positive).select_from(chosen.join(substance_use, own)).group_by(*by)


def _due(older: date, newer: date) -> ColumnElement:
    """Still in the program after the older last day, and something was observed in its last days or since."""
    there = or_(episodes.c.discharged_on.is_(None), episodes.c.discharged_on > older)
    return and_(there, has_later(substance_use.c.observed_on, older - timedelta(days=DAYS)))


LAST_USE = Facts(fact_last_use, derive, "use at the end", ("substance_use",), due=_due)
