"""What all measures of continuity begin with: discharges, windows that are over, and who is still waited for."""

from dataclasses import replace
from datetime import date

from sqlalchemy import ColumnElement, FromClause, Table, select

from data.tables import aftercare, episodes, programs
from metrics.cohort import Cohort
from metrics.episodes import DIED, fact_episode, of_programs
from metrics.facts import day_of
from metrics.people import EXCLUDED, Rule
from metrics.query import Source, discharges, joined, narrowed
from metrics.result import Row

ALIVE = fact_episode.c.discharge_reason != DIED
NOT_YET_KNOWN = "not_yet_known"


def of_discharges(cohort: Cohort, facts: FromClause, outer: bool = False, *also: ColumnElement) -> Source:
    """Discharges beside a table of facts."""
    return replace(discharges(cohort), table=joined(facts, outer, *also), facts=facts)


def over(days: int, as_of: date) -> ColumnElement:
    """So many days after the discharge have passed by the last day of the data."""
    return fact_episode.c.discharged_day + days <= day_of(as_of)


def handed_in(table: Table) -> ColumnElement:
    """The episode's program hands in rows of the table at all; of the others nothing is known, which is not none."""
    of_program = select(episodes.c.episode_id).where(episodes.c.program_id == programs.c.program_id)
    there = select(table.c.episode_id).where(table.c.episode_id == episodes.c.episode_id).exists()
    return of_programs(select(programs.c.program_id).where(of_program.where(there).exists()))


def with_appointments(source: Source) -> Source:
    """Only programs that hand in appointments."""
    return narrowed(source, handed_in(aftercare))


def waiting(part: dict, due: int, n: int) -> Row:
    """How many of n are not yet known: their window was not over on the last day; a count, so without interval."""
    part = {**part, "statistic": NOT_YET_KNOWN}
    return Row({}, part, n - due, n, (n - due) / n) if n else Row({}, part, 0, 0, None)


def not_over(days: int, as_of: date) -> Rule:
    """The reason in words for those whose window is not over."""
    return ~over(days, as_of), EXCLUDED, f"Not yet known: the {days} days after discharge are not over"


def no_appointments() -> Rule:
    """The reason in words where a program hands in no appointments."""
    return ~handed_in(aftercare), EXCLUDED, "The program hands in no appointments, so nothing is known"


def died() -> Rule:
    return ~ALIVE, EXCLUDED, "Died"
