"""One measure in a packet: its result, its months, who is counted, the quality of its data, and records drawn."""

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import Connection

from evidence.actions import Action
from evidence.actions import words as action_words
from evidence.finding import Finding
from evidence.pictures import Picture, picture
from evidence.quality import quality
from evidence.traced import Traced
from evidence.tracer import trace
from evidence.tracing.rules import RULES
from figures.words import notes as note_words
from metrics import MEASURES, ask
from metrics.charts import MonthlyChart, control_chart, latest
from metrics.cohort import Cohort
from metrics.measure import Measure
from metrics.monthly import month_end
from metrics.months import month_of, months_before
from metrics.notes import Note, baseline_starts, of_chart
from metrics.result import Result
from metrics.scope import scope_of

# As on the pages: months that a usual range is worked out from, and the most that are drawn.
RANGE_MONTHS, MOST_MONTHS = 24, 60


@dataclass(frozen=True)
class Wanted:
    """How many records are drawn for each measure, and from which seed."""

    sample: int = 5
    seed: int = 1


@dataclass(frozen=True)
class Shared:
    """What all sections of a packet have in common; `checks`: those of the data that several measures share."""

    cohort: Cohort
    as_of: date
    notes: tuple[Note, ...]
    actions: tuple[Action, ...]
    programs: Mapping[str, str]
    wanted: Wanted
    checks: MutableMapping = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class Section:
    """`by_month`: the result by month from which `monthly` is worked out, None for a measure without a chart.
    `changes`: dated notes and actions, as control charts draw them. `counted`: {(standing, reason): episodes}. `people`, `traced`
    and the records in `findings`: empty where single records may not be seen."""

    name: str
    result: Result
    counted: Mapping[tuple[str, str], int]
    by_month: Result | None
    monthly: MonthlyChart | None
    changes: tuple[tuple[str, str, bool], ...]
    picture: Picture | None
    findings: tuple[Finding, ...]
    traced: tuple[Traced, ...]
    people: tuple[Mapping, ...]

    @property
    def measure(self) -> Measure:
        return MEASURES[self.name]


def section(connection: Connection, name: str, of: Shared) -> Section:
    """All that a packet says of one measure."""
    people, cohort, by_month = scope_of(connection).clients, of.cohort, None
    if MEASURES[name].chart:
        by_month = ask.measure(connection, name, over_the_range(cohort, of.as_of).grouped("month"))
    result = ask.measure(connection, name, cohort)
    monthly = by_month and control_chart(MEASURES[name], by_month, baseline_starts(of.notes, name, cohort))
    return Section(
        name,
        result,
        ask.how_many(connection, name, cohort),
        by_month,
        monthly and latest(monthly, MOST_MONTHS),
        _changes(name, of),
        picture(connection, result, cohort),
        quality(connection, name, cohort, shared=of.checks),
        trace(connection, name, cohort, of.wanted.sample, of.wanted.seed) if _drawn(name, people, of.wanted) else (),
        tuple(ask.people(connection, name, cohort)) if people else (),
    )


def _drawn(name: str, people: bool, wanted: Wanted) -> bool:
    return people and wanted.sample > 0 and name in RULES


def _changes(name: str, of: Shared) -> tuple[tuple[str, str, bool], ...]:
    noted = note_words.changes(of_chart(of.notes, name, of.cohort), of.cohort, of.programs)
    return tuple(sorted([*noted, *action_words.changes(of.actions, name, of.cohort, of.programs)]))


def over_the_range(cohort: Cohort, as_of: date) -> Cohort:
    """The period and what came before it: at least two years, so that it is judged by its past, as on the pages."""
    if not cohort.start:
        return cohort
    end = min(cohort.end or as_of, month_end(as_of))
    first = date.fromisoformat(f"{months_before(month_of(end), RANGE_MONTHS - 1)}-01")
    return replace(cohort, start=min(cohort.start.replace(day=1), first))
