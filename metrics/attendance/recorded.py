"""Programs that hand in sessions at all: without them nobody's absence means anything."""

from sqlalchemy import ColumnElement, select

from data.tables import episodes, programs, sessions
from metrics.episodes import of_programs

NOT_HANDED_IN = "Not known: the program has handed in no sessions"
NO_MINUTES = "Not known: the program has handed in no minutes of sessions"


def of_programs_with(*conditions: ColumnElement) -> ColumnElement:
    """The episode's program has handed in a session, or one that meets the conditions."""
    own = select(sessions.c.session_id).join_from(episodes, sessions, sessions.c.episode_id == episodes.c.episode_id)
    some = own.where(episodes.c.program_id == programs.c.program_id, *conditions).exists()
    return of_programs(select(programs.c.program_id).where(some))


def with_minutes() -> ColumnElement:
    return of_programs_with(sessions.c.minutes.is_not(None))
