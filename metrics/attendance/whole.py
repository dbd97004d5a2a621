"""Facts dated by their own month, or, where all months are asked for, the same added up once for each episode."""

from datetime import date

from sqlalchemy import Table

from metrics.cohort import TIME_DIMENSIONS, Cohort
from metrics.episodes import fact_episode
from metrics.monthly import MonthlyFacts, own_dated
from metrics.query import Source, joined


def sums(cohort: Cohort, months: MonthlyFacts, whole: Table, as_of: date) -> Source:
    """The months of a cohort's period; `whole` holds the same columns for all time, and is quicker."""
    if _has_period(cohort, as_of):
        return own_dated(cohort, months, as_of)
    return Source(joined(whole), fact_episode.c.admitted_month, tuple(cohort.people()), True, whole)


def _has_period(cohort: Cohort, as_of: date) -> bool:
    named = {*cohort.by, *(name for name, _ in cohort.where)} & set(TIME_DIMENSIONS)
    return bool(cohort.start or (cohort.end and cohort.end < as_of) or named)
