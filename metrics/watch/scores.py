"""What the scores of those who are here say: who is worse, who is not improving, whose score is due."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from sqlalchemy import Connection, Select, and_, case, or_, select

from metrics.cohort import Cohort
from metrics.episodes import fact_episode
from metrics.facts import EPOCH, day_of
from metrics.instrument import Instrument
from metrics.symptoms.facts import WINDOW, fact_symptoms
from metrics.symptoms.results import FOLLOW_UP_DUE
from metrics.watch.rules import (
    AHEAD,
    FELT,
    FIRST_DUE,
    NOT_IMPROVING,
    ON_TRACK_AFTER,
    SECOND_DUE,
    WATCHED,
    WORSE,
    Reason,
)

EPISODE = ("client_id", "episode_id", "program", "admitted_day", "discharged_day")
SCORES = ("baseline_score", "latest_day", "latest_score")


def present(connection: Connection, cohort: Cohort, as_of: date) -> list[Mapping]:
    """Episodes that are open, or for which a score may still count, each beside its scores of WATCHED.

    `in_period`: whether the cohort's period, by admission, holds it. Scores are named "PHQ-9 baseline_score".
    """
    return connection.execute(_present(cohort, as_of)).mappings().all()


def _present(cohort: Cohort, as_of: date) -> Select:
    columns, table = [fact_episode.c[name] for name in EPISODE], fact_episode
    for one in WATCHED:
        own = fact_symptoms.alias(one.slug)
        same = [own.c[key] == fact_episode.c[key] for key in ("client_no", "episode_no")]
        table = table.outerjoin(own, and_(own.c.instrument == one.name, *same))
        columns += [own.c[name].label(f"{one.name} {name}") for name in SCORES]
    dated = and_(True, *cohort.dated(fact_episode.c.admitted_day, fact_episode.c.admitted_month))
    gone = fact_episode.c.discharged_day
    here = or_(gone.is_(None), gone + WINDOW > day_of(as_of))
    return (
        select(*columns, case((dated, 1), else_=0).label("in_period")).select_from(table).where(here, *cohort.people())
    )


def reasons(row: Mapping, as_of: date) -> Iterable[Reason]:
    """Why this episode is looked at, as far as its scores tell."""
    today = day_of(as_of)
    for one in WATCHED:
        first, day, latest = (row[f"{one.name} {name}"] for name in SCORES)
        if row["discharged_day"] is None and latest is not None:
            on = EPOCH + timedelta(days=row["admitted_day"] + day)
            yield from _course(one, first, on, latest, today - row["admitted_day"])
        yield from due(one, row, today)


def _course(one: Instrument, first: int, on: date, latest: int, days: int) -> Iterable[Reason]:
    """Reliably worse; else after four weeks without a fall that people feel, where there was something to fall."""
    if latest - first >= one.reliable_change:
        yield Reason(WORSE, on, one.name, first, latest)
    elif days >= ON_TRACK_AFTER and first >= one.caseness and first - latest < FELT[one.name]:
        yield Reason(NOT_IMPROVING, on, one.name, first, latest)


def due(one: Instrument, row: Mapping, today: int) -> Iterable[Reason]:
    """A first score whose fourteen days end within AHEAD days, or a second one that would count by then."""
    if row[f"{one.name} baseline_score"] is None:
        if today < row["admitted_day"] + WINDOW <= today + AHEAD:
            yield Reason(FIRST_DUE, EPOCH + timedelta(days=row["admitted_day"] + WINDOW), one.name)
    elif row[f"{one.name} latest_score"] is None and (left(row) or second_by(row) <= today + AHEAD):
        yield Reason(SECOND_DUE, EPOCH + timedelta(days=second_by(row)), one.name, row[f"{one.name} baseline_score"])


def left(row: Mapping) -> bool:
    return row["discharged_day"] is not None


def second_by(row: Mapping) -> int:
    """Open: the day from which a second score is expected. Discharged: the last day on which it counts."""
    return row["discharged_day"] + WINDOW if left(row) else row["admitted_day"] + FOLLOW_UP_DUE
