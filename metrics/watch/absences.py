"""Two no-shows in a row: the last of the sessions that a client could have kept."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import ColumnElement, Connection, Select, and_, select

from data.tables import episodes, sessions
from metrics.attendance.facts import DUE
from metrics.cohort import Cohort
from metrics.episodes import fact_episode
from metrics.watch.rules import IN_A_ROW, NO_SHOWS, Reason

NO_SHOW = "no_show"
AT_A_TIME = 500


def absent(connection: Connection, cohort: Cohort, as_of: date) -> dict[str, Reason]:
    """episode_id -> reason, of open episodes whose last IN_A_ROW sessions due were all no-shows."""
    missed = list(connection.scalars(_missed(cohort, as_of)))
    found = {}
    for some in (missed[k : k + AT_A_TIME] for k in range(0, len(missed), AT_A_TIME)):
        runs: dict[str, list] = {}
        for episode, on, status in connection.execute(_backwards(some, cohort, as_of)):
            runs.setdefault(episode, []).append((on, status))
        found |= {episode: _reason(run) for episode, run in runs.items()}
    return found


def _due(as_of: date) -> tuple[ColumnElement, ...]:
    """Sessions of an episode that count, from its admission to the last day of the data."""
    on = sessions.c.scheduled_on
    own = sessions.c.episode_id == episodes.c.episode_id
    return own, sessions.c.status.in_(DUE), on >= episodes.c.admitted_on, on <= as_of


def _latest_first() -> tuple[ColumnElement, ...]:
    """Of two sessions on one day the one with the greater id is the later."""
    return sessions.c.scheduled_on.desc(), sessions.c.session_id.desc()


def _missed(cohort: Cohort, as_of: date) -> Select:
    """Open episodes whose last sessions due were no-shows: each looked up from the end of its sessions."""
    backwards = select(sessions.c.status).where(*_due(as_of)).order_by(*_latest_first()).correlate(episodes)
    last = [backwards.limit(1).offset(k).scalar_subquery() == NO_SHOW for k in range(IN_A_ROW)]
    query = select(fact_episode.c.episode_id)
    query = query.join_from(fact_episode, episodes, episodes.c.episode_id == fact_episode.c.episode_id)
    return query.where(fact_episode.c.discharged_day.is_(None), *cohort.people(), *last)


def _backwards(some: Iterable[str], cohort: Cohort, as_of: date) -> Select:
    """All sessions due of these episodes, the latest first."""
    columns = (sessions.c.episode_id, sessions.c.scheduled_on, sessions.c.status)
    query = select(*columns).join_from(episodes, sessions, and_(*_due(as_of)))
    mine = cohort.of_scope(episodes.c.program_id)
    return query.where(episodes.c.episode_id.in_(some), *mine).order_by(*_latest_first())


def _reason(run: list[tuple[date, str]]) -> Reason:
    """How many no-shows in a row, counted back from the last session due."""
    length = next((k for k, (_, status) in enumerate(run) if status != NO_SHOW), len(run))
    return Reason(NO_SHOWS, run[0][0], latest=length)
