"""A standard held against the data: results and data quality of its measures, and how far they answer each line."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from evidence.actions import read as read_actions
from evidence.answers import answers
from evidence.finding import Finding
from evidence.quality import Shared, quality
from evidence.requirement import Answer, Standard
from metrics import ask
from metrics.cohort import Cohort
from metrics.result import Result
from metrics.scope import narrowed


@dataclass(frozen=True)
class Held:
    """One standard for one cohort: an answer a line, and what they rest on, by measure."""

    standard: Standard
    as_of: date | None
    answers: tuple[Answer, ...]
    results: Mapping[str, Result]
    findings: Mapping[str, tuple[Finding, ...]]


def held(
    connection: Connection, standard: Standard, cohort: Cohort, most: int = 0, shared: Shared | None = None
) -> Held:
    """`most`: how many records of each check are listed. `shared`: as for `quality`."""
    shared = {} if shared is None else shared
    results = {name: ask.measure(connection, name, cohort) for name in standard.measures}
    asked = dict.fromkeys(name for one in standard.requirements if one.quality for name in one.measures)
    found = {name: quality(connection, name, cohort, most, shared) for name in asked}
    said = answers(standard, results, found, acted(connection, cohort))
    return Held(standard, ask.as_of(connection), said, results, found)


def acted(connection: Connection, cohort: Cohort) -> bool:
    """The log holds an action that was begun or still open in the period, of the cohort's programs or of all."""
    mine, programs = narrowed(connection, cohort), dict(cohort.where).get("program")
    start, end = cohort.start or date.min, cohort.end or date.max
    return any(
        one.on <= end and (one.ended or date.max) >= start and (not programs or one.program in (None, *programs))
        for one in read_actions(connection, mine.scope)
    )
