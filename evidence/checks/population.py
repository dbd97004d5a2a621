"""Whose records are looked at: the episodes of a cohort, placed in its period as the measure places them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, FromClause, Select, Subquery, func, select

from data.constructs import day_number, month_number
from metrics.cohort import Cohort
from metrics.episodes import fact_episode
from metrics.query import admissions, discharges

COLUMNS = ("client_no", "episode_no", "client_id", "episode_id", "program", "admitted_day", "discharged_day")


def by_day(mine, source: FromClause, conditions: tuple, day: ColumnElement, *also: ColumnElement) -> Subquery:
    """How many rows (`n`) an episode has on each day, told apart by what else is given; beside whose they are.

    Grouped by the episode's whole number: text takes an engine much longer to put in order.
    """
    whose = [func.max(mine[name]).label(name) for name in ("client_id", "episode_id", "program")]
    by = (mine.episode_no, day, *also)
    return select(*by, *whose, func.count().label("n")).select_from(source).where(*conditions).group_by(*by).subquery()


@dataclass(frozen=True)
class Population:
    """`dated`: "admission", "discharge", or "own": then every episode of the people, and records by their own date.
    `half`: the condition that keeps to one half of the clients (metrics.halves)."""

    cohort: Cohort
    dated: str
    as_of: date
    half: tuple[ColumnElement, ...] = ()

    def episodes(self) -> Subquery:
        """`COLUMNS` of the episodes."""
        return self._select().subquery("mine")

    def _select(self) -> Select:
        columns = [fact_episode.c[name] for name in COLUMNS]
        return select(*columns).where(*self._conditions())

    def _conditions(self) -> tuple[ColumnElement, ...]:
        if self.dated == "own":
            return (*self.cohort.people(), *self.half)
        return (*(admissions if self.dated == "admission" else discharges)(self.cohort).conditions, *self.half)

    def in_period(self, day: ColumnElement) -> tuple[ColumnElement, ...]:
        """The condition on a record's own date, where that is what places it."""
        if self.dated != "own":
            return ()
        return tuple(self.cohort.dated(day_number(day), month_number(day)))
