"""Thoughts of death or self-harm (PHQ-9 item 9) at the latest answer, without a review in time."""

from datetime import date, timedelta

from sqlalchemy import Connection, Select, and_, func, or_, select

from data.constructs import day_number
from data.tables import assessments, risk_reviews
from metrics.cohort import Cohort
from metrics.episodes import fact_episode
from metrics.facts import day_of
from metrics.instruments import PHQ9
from metrics.symptoms.facts import WINDOW
from metrics.watch.rules import ITEM_9, REVIEWED_WITHIN, Reason


def unreviewed(connection: Connection, cohort: Cohort, as_of: date) -> dict[str, Reason]:
    """episode_id -> reason, of open episodes whose latest answer to item 9 is above 0 and was not reviewed in time.

    A later PHQ-9 that tells only its total says nothing of item 9: the answer before it still stands.
    """
    found = {}
    for episode, on, answer, reviewed in connection.execute(_latest_positive(cohort, as_of)):
        if reviewed is None or reviewed > on + timedelta(days=REVIEWED_WITHIN):
            found[episode] = Reason(ITEM_9, on, PHQ9.name, None, answer, reviewed)
    return found


def _answers(as_of: date, table):
    """PHQ-9 with item 9 answered, from fourteen days before admission to the last day of the data."""
    near = day_number(table.c.completed_on) >= fact_episode.c.admitted_day - WINDOW
    own = table.c.episode_id == fact_episode.c.episode_id
    return and_(own, table.c.instrument == PHQ9.name, table.c.item_9.is_not(None), table.c.completed_on <= as_of, near)


def _latest_positive(cohort: Cohort, as_of: date) -> Select:
    later, one = assessments.alias("later"), assessments
    after = or_(
        later.c.completed_on > one.c.completed_on,
        and_(later.c.completed_on == one.c.completed_on, later.c.assessment_id > one.c.assessment_id),
    )
    is_latest = ~select(later.c.assessment_id).where(_answers(as_of, later), after).exists()
    review = select(func.min(risk_reviews.c.reviewed_on)).where(
        risk_reviews.c.episode_id == one.c.episode_id,
        risk_reviews.c.reviewed_on >= one.c.completed_on,
        risk_reviews.c.reviewed_on <= as_of,
    )
    columns = (fact_episode.c.episode_id, one.c.completed_on, one.c.item_9, review.scalar_subquery())
    query = select(*columns).join_from(fact_episode, one, _answers(as_of, one))
    here = (fact_episode.c.discharged_day.is_(None), fact_episode.c.admitted_day <= day_of(as_of))
    return query.where(*here, *cohort.people(), one.c.item_9 > 0, is_latest)
