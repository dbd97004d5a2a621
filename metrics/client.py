"""One client's own course: the records behind the facts, for those who may see clients."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import Connection, Select, select

from data.tables import (
    assessments,
    ed_coverage,
    ed_visits,
    episodes,
    medications,
    sessions,
    substance_use,
)
from metrics.cohort import Cohort
from metrics.episodes import fact_episode
from metrics.instruments import SCALES
from metrics.scope import down_to_clients, looked
from metrics.symptoms.scores import WINDOW, score_of

# How far around an episode its course is shown: emergency visits before, scores and visits after.
BEFORE, AFTER = timedelta(days=30), timedelta(days=30)


@dataclass(frozen=True)
class Course:
    """All of one client's records, each list in order of days.

    episodes: (episode_id, program_id, admitted, discharged or None, reason). sessions: (day, status).
    scores: scale -> (day, total). screens: (day, result, prescribed). medications: (drug, from, to or None).
    visits: (day, cause). covered: (first day, last day or None).
    """

    client_id: str
    episodes: list[tuple]
    sessions: list[tuple]
    scores: dict[str, list[tuple]]
    screens: list[tuple]
    medications: list[tuple]
    visits: list[tuple]
    covered: list[tuple]

    def days(self, as_of: date) -> tuple[date, date]:
        """The first and the last day of the course."""
        first = min(admitted for _, _, admitted, _, _ in self.episodes)
        last = max(discharged or as_of for _, _, _, discharged, _ in self.episodes)
        return first - BEFORE, min(last + AFTER, as_of)

    def episode_of(self, day: date) -> int:
        """Which episode a day belongs to: the last one admitted by then, or up to 14 days later (a baseline's window)."""
        reached = [
            k for k, (_, _, admitted, _, _) in enumerate(self.episodes) if admitted - timedelta(days=WINDOW) <= day
        ]
        return max(reached, default=0)

    def latest(self) -> "Course":
        """The sessions, scores and screens of the latest episode alone."""
        last = len(self.episodes) - 1

        def own(rows):
            return [row for row in rows if self.episode_of(row[0]) == last]

        scores = {name: own(found) for name, found in self.scores.items()}
        held = {name: found for name, found in scores.items() if found}
        return replace(self, sessions=own(self.sessions), scores=held, screens=own(self.screens))

    def uncovered(self, first: date, last: date, as_of: date) -> list[tuple[date, date]]:
        """The spans between two days in which no emergency visit would have been seen."""
        gaps, free = [], first
        for start, end in self.covered:
            if start > free:
                gaps.append((free, min(start - timedelta(days=1), last)))
            free = max(free, (end or as_of) + timedelta(days=1))
        gaps += [(free, last)] if free <= last else []
        return [(start, end) for start, end in gaps if start <= end]


def course(connection: Connection, client_id: str, cohort: Cohort) -> Course | None:
    """The course of a client who has an episode in the cohort's scope; None for anybody else."""
    cohort = down_to_clients(connection, cohort)
    own = select(fact_episode.c.episode_id).where(fact_episode.c.client_id == client_id, *cohort.scoped())
    found = _rows(connection, _episodes(own))
    if not found:
        return None
    looked(connection, "a client's course", {}, [client_id])
    theirs = select(fact_episode.c.client_id).where(fact_episode.c.client_id == client_id, *cohort.scoped())
    return Course(
        client_id,
        found,
        _rows(connection, _of(own, sessions, sessions.c.scheduled_on, sessions.c.status)),
        _scores(connection, own),
        _rows(connection, _of(own, substance_use, *_screens())),
        _rows(connection, _of(own, medications, medications.c.drug, medications.c.starts_on, medications.c.ends_on)),
        _rows(connection, _of_client(theirs, ed_visits, ed_visits.c.arrived_on, ed_visits.c.cause)),
        _rows(connection, _of_client(theirs, ed_coverage, ed_coverage.c.starts_on, ed_coverage.c.ends_on)),
    )


def find(connection: Connection, text: str, cohort: Cohort, most: int = 50) -> list[str]:
    """Client ids that contain the text, in the cohort's scope."""
    cohort = down_to_clients(connection, cohort)
    like = fact_episode.c.client_id.contains(text, autoescape=True)
    query = select(fact_episode.c.client_id).where(like, *cohort.scoped()).distinct()
    found = list(connection.scalars(query.order_by(fact_episode.c.client_id).limit(most)))
    looked(connection, "clients by their id", {"text": text}, found)
    return found


def _rows(connection: Connection, query: Select) -> list[tuple]:
    return [tuple(row) for row in connection.execute(query)]


def _episodes(own: Select) -> Select:
    one = episodes.c
    columns = (one.episode_id, one.program_id, one.admitted_on, one.discharged_on, one.discharge_reason)
    return select(*columns).where(one.episode_id.in_(own)).order_by(one.admitted_on, one.episode_id)


def _of(own: Select, table, day, *columns) -> Select:
    return select(day, *columns).where(table.c.episode_id.in_(own)).order_by(*_order(table))


def _order(table):
    """By the table's first date, then by id."""
    return next(column for column in table.c if column.name.endswith("_on")), next(iter(table.primary_key))


def _screens():
    return substance_use.c.observed_on, substance_use.c.result, substance_use.c.prescribed


def _of_client(theirs: Select, table, day, *columns) -> Select:
    return select(day, *columns).where(table.c.client_id.in_(theirs)).order_by(day, next(iter(table.primary_key)))


def _scores(connection: Connection, own: Select) -> dict[str, list[tuple]]:
    one, scales = assessments.c, list(SCALES.values())
    columns = [score_of(scale).label(scale.slug) for scale in scales]
    query = _of(own, assessments, one.completed_on, one.instrument, *columns)
    found: dict[str, list[tuple]] = {scale.name: [] for scale in scales}
    for day, form, *values in connection.execute(query):
        for scale, value in zip(scales, values, strict=True):
            if scale.form == form and value is not None:
                found[scale.name].append((day, value))
    return {name: scores for name, scores in found.items() if scores}
