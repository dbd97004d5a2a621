"""One measure in a packet: its result, its months, who is counted, the quality of its data, and records drawn."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from evidence.finding import Finding
from evidence.pictures import Picture, picture
from evidence.quality import quality
from evidence.traced import Traced
from evidence.tracer import trace
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
class Section:
    """`by_month`: the result by month from which `monthly` is worked out, None for a measure without a chart.
    `changes`: dated notes, as control charts draw them. `counted`: {(standing, reason): episodes}. `people`, `traced`
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


def section(
    connection: Connection,
    name: str,
    cohort: Cohort,
    as_of: date,
    notes: Iterable[Note],
    programs: Mapping[str, str],
    wanted: Wanted,
) -> Section:
    """All that a packet says of one measure."""
    people, by_month = scope_of(connection).clients, None
    if MEASURES[name].chart:
        by_month = ask.measure(connection, name, over_the_range(cohort, as_of).grouped("month"))
    monthly = by_month and control_chart(MEASURES[name], by_month, baseline_starts(notes, name, cohort))
    return Section(
        name,
        ask.measure(connection, name, cohort),
        ask.how_many(connection, name, cohort),
        by_month,
        monthly and latest(monthly, MOST_MONTHS),
        tuple(note_words.changes(of_chart(notes, name, cohort), cohort, programs)),
        picture(connection, name, cohort),
        quality(connection, name, cohort),
        trace(connection, name, cohort, wanted.sample, wanted.seed) if people else (),
        tuple(ask.people(connection, name, cohort)) if people else (),
    )


def over_the_range(cohort: Cohort, as_of: date) -> Cohort:
    """The period and what came before it: at least two years, so that it is judged by its past, as on the pages."""
    if not cohort.start:
        return cohort
    end = min(cohort.end or as_of, month_end(as_of))
    first = date.fromisoformat(f"{months_before(month_of(end), RANGE_MONTHS - 1)}-01")
    return replace(cohort, start=min(cohort.start.replace(day=1), first))
