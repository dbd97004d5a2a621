"""Scores by week of each scale in an episode, sixteen weeks in a row of facts, strict and prorated."""

from datetime import date

from sqlalchemy import (
    BigInteger,
    Column,
    Integer,
    Select,
    String,
    Subquery,
    Table,
    and_,
    case,
    func,
    literal,
    or_,
    select,
)

from data.tables import CODE_LENGTH
from metrics.facts import FACTS, keys
from metrics.instruments import SCALES
from metrics.strung import most, written
from metrics.symptoms.facts import OF_EPISODES, facts, same_series, series
from metrics.symptoms.score_facts import TABLES
from metrics.symptoms.scores import PRORATED, STRICT, WINDOW
from metrics.weeks import week_of

# Weeks in a row: nearly all episodes have one row of a scale.
WEEKS = 16
GREATEST = max(max(one.high, one.item_high * len(one.places)) for one in SCALES.values())
# Digits of the greatest score + 1.
WIDTH = next(width for width in range(1, 20) if most(width) > GREATEST)


def _table(name: str) -> Table:
    """`scores`: those of sixteen weeks from `first_week` on, and, beside week 0, the latest; each + 1 and 0 where
    there is none, as `strung` reads them."""
    return Table(
        name,
        FACTS,
        Column("instrument", String(CODE_LENGTH), primary_key=True),
        *keys(),
        Column("first_week", Integer, primary_key=True, autoincrement=False),
        Column("scores", String(WIDTH * (WEEKS + 1)), nullable=False),
        sqlite_with_rowid=False,
    )


fact_symptom_weeks, fact_symptom_weeks_prorated = _table("fact_symptom_weeks"), _table("fact_symptom_weeks_prorated")


def derive(scoring: str, as_of: date, mine: Select) -> Select:
    """The last score in each week since admission; week w is days 7(w-1) to 7w-1; week 0 is the baseline."""
    found = _weekly(scoring, mine)
    by, place = (*series(found), (found.c.week - found.c.week % WEEKS).label("first_week")), found.c.week % WEEKS
    last = [func.max(found.c.dated).filter(place == one) % (GREATEST + 1) + 1 for one in range(WEEKS)]
    latest = func.max(found.c.latest_score).filter(found.c.week == 0) + 1
    return select(*by, written([*last, latest], WIDTH)).group_by(*by)


def _weekly(scoring: str, mine: Select) -> Subquery:
    """Every score with its week, and behind its day; before admission there is the baseline alone.

    The offset keeps engines from working the week out once for every column.
    """
    scores, own = TABLES[scoring], OF_EPISODES[scoring]
    since, first = scores.c.since, own.c.baseline_day
    week = case((since == first, 0), else_=week_of(since)).label("week")
    weekly = or_(since == first, and_(since > first, since >= 0, scores.c.late == 0))
    dated = literal(GREATEST + 1, BigInteger) * (since + WINDOW) + scores.c.score
    columns = (*series(scores), week, dated.label("dated"), own.c.latest_score)
    found = select(*columns).join_from(scores, own, same_series(own, scores))
    return found.where(scores.c.client_no.in_(mine), weekly).offset(0).subquery("weekly")


SYMPTOM_WEEKS = facts(fact_symptom_weeks, derive, STRICT, "scores by week")
SYMPTOM_WEEKS_PRORATED = facts(fact_symptom_weeks_prorated, derive, PRORATED, "prorated scores by week")
