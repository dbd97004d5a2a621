"""Collection facts: the first report of a stay, the next one half a year later, and the one at its end."""

from datetime import date

from sqlalchemy import Column, Integer, Select, Subquery, Table, and_, case, func, or_, select

from data.constructs import day_number
from data.tables import functioning
from metrics.continuity.daily_life_facts import WINDOW
from metrics.continuity.facts import at_discharge
from metrics.episodes import death_of, of_clients
from metrics.facts import FACTS, Facts, keys

# SAMHSA SUPRT: a baseline within 30 days of the first service; a reassessment six months after it, 30 days either
# side; a closeout within 30 days of the last service.
BASELINE_WITHIN, CLOSEOUT_WITHIN = 30, 30
FROM, TO = 150, 210

# One row an episode with any report. reassessed: days after the baseline. closed: days after the discharge. died_day: of
# the client, whichever episode says so.
fact_collection = Table(
    "fact_collection",
    FACTS,
    *keys(),
    Column("baseline_day", Integer),
    Column("reassessed", Integer),
    Column("closed", Integer),
    Column("died_day", Integer),
    sqlite_with_rowid=False,
)


def _beside_baseline(as_of: date, mine: Select) -> Subquery:
    """Every report with the day of its episode's baseline: no later than the discharge."""
    one, day = of_clients(as_of, mine), day_number(functioning.c.reported_on)
    last = one.c.admitted_day + BASELINE_WITHIN
    still_in = or_(one.c.discharged_day.is_(None), day <= one.c.discharged_day)
    inside = and_(day.between(one.c.admitted_day - WINDOW, last), still_in)
    first = func.min(case((inside, day))).over(partition_by=one.c.episode_no).label("baseline_day")
    died = death_of(one.c.client_no).label("died_day")
    columns = (one.c.client_no, one.c.episode_no, one.c.discharged_day, died, day.label("day"), first)
    return select(*columns).join_from(one, functioning, functioning.c.episode_id == one.c.episode_id).subquery("every")


def derive(as_of: date, mine: Select) -> Select:
    """One row an episode with a report, whenever it was: which windows are over is asked of the result."""
    one = _beside_baseline(as_of, mine).c
    since, left = one.day - one.baseline_day, one.day - one.discharged_day
    later = or_(one.baseline_day.is_(None), one.day > one.baseline_day)
    closes = and_(left.between(-WINDOW, CLOSEOUT_WITHIN), later)
    by = (one.client_no, one.episode_no, one.baseline_day)
    found = (func.min(case((since.between(FROM, TO), since))), func.max(case((closes, left))))
    return select(*by, *found, one.died_day).group_by(*by, one.died_day)


COLLECTION = Facts(fact_collection, derive, "collection of reports", ("functioning",), due=at_discharge)
