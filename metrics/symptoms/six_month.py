"""dep_rem_6: remission six months after a score at caseness, and who is behind it."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import Connection, Select, func

from metrics.cohort import Cohort
from metrics.facts import day_of
from metrics.instruments import PHQ9
from metrics.people import COUNTED, EXCLUDED, NOT_COUNTED, listed
from metrics.proportions import proportion
from metrics.query import Source, admissions, answer, by_group, narrowed, total
from metrics.result import Row
from metrics.symptoms.scores import PRORATED
from metrics.symptoms.six_month_facts import (
    AGE,
    DIED,
    FROM,
    NOT_DEPRESSED,
    SAME_CASE,
    TO,
    YOUNG,
    fact_six_month,
    fact_six_month_prorated,
)

LEFT_OUT = {
    DIED: "Died before the eight months were over",
    YOUNG: f"Under {AGE} years of age",
    NOT_DEPRESSED: "No diagnosis of depression",
    SAME_CASE: f"Another score of {PHQ9.caseness} or more of the same person began less than {TO} days before",
}


def _source(cohort: Cohort, options: Mapping, outer: bool = False) -> Source:
    return admissions(cohort, fact_six_month_prorated if options["scoring"] == PRORATED else fact_six_month, outer)


def result(connection: Connection, cohort: Cohort, options: Mapping, as_of: date) -> list[Row]:
    """In remission, of all whose eight months are over; nobody's score in the window counted as not, as met, left out."""
    source = _source(cohort, options)
    one = source.facts.c
    due = narrowed(source, one.left_out == "", one.index_day + TO <= day_of(as_of))
    counts = (func.count(), func.count(one.last_score), total(one.last_score < PHQ9.remission))
    found = by_group(connection, cohort, due, *counts)
    return answer(cohort, found, lambda rows: _rows(*rows[0]), [(0, 0, 0)])


def _rows(n: int, scored: int, met: int) -> Iterable[Row]:
    yield proportion({"missing": "negative"}, met, n)
    yield proportion({"missing": "positive"}, met + n - scored, n)
    yield proportion({"missing": "observed"}, met, scored)


def people(cohort: Cohort, options: Mapping, as_of: date) -> Select:
    source = _source(cohort, options, outer=True)
    one = source.facts.c
    rules = [
        (one.index_day.is_(None), EXCLUDED, f"No {PHQ9.name} of {PHQ9.caseness} or more"),
        *((one.left_out == code, EXCLUDED, words) for code, words in LEFT_OUT.items()),
        (one.index_day + TO > day_of(as_of), EXCLUDED, "Not yet known: the eight months are not over"),
        (one.last_score.is_(None), NOT_COUNTED, f"No score from {FROM} to {TO} days after: not met"),
        (one.last_score < PHQ9.remission, COUNTED, f"Most recent score in the window below {PHQ9.remission}"),
    ]
    above = (NOT_COUNTED, f"Most recent score in the window {PHQ9.remission} or more")
    return listed(source, rules, one.last_score, one.index_score, above)
