"""abstinent_at_discharge: nothing positive in the last month in the program."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import Connection, Select, func

from metrics.cohort import Cohort
from metrics.people import COUNTED, EXCLUDED, NOT_COUNTED, listed
from metrics.proportions import proportion
from metrics.query import answer, by_group, left_with, total
from metrics.relapse.discharge_facts import CLEAN, GAPS, UNKNOWN, USED, fact_last_month
from metrics.result import Row

WORDS = (USED, CLEAN, GAPS)


def abstinent_at_discharge(connection: Connection, cohort: Cohort, options: Mapping, as_of: date) -> list[Row]:
    """Discharges without a positive of those with a result; and with all that is missing as use, and as no use."""
    counts = [total(fact_last_month.c.word == word) for word in WORDS]
    found = by_group(connection, cohort, left_with(cohort, fact_last_month), func.count(), *counts)
    return answer(cohort, found, lambda rows: abstinent(*rows[0]), [(0, 0, 0, 0)])


def abstinent(n: int, used: int, clean: int, gaps: int) -> Iterable[Row]:
    yield proportion({}, clean + gaps, used + clean + gaps)
    yield proportion({"missing": "positive"}, clean, n)
    yield proportion({"missing": "negative"}, n - used, n)


def who_was_abstinent(cohort: Cohort, options: Mapping, as_of: date) -> Select:
    """Every discharge and what its last month showed."""
    word = fact_last_month.c.word
    rules = [
        (word.is_(None), EXCLUDED, "Nothing was due or recorded in the last 30 days"),
        (word == UNKNOWN, EXCLUDED, "Every test of the last 30 days was missed or inconclusive"),
        (word == USED, NOT_COUNTED, "A positive in the last 30 days"),
        (word == GAPS, COUNTED, "Results in the last 30 days all negative; others missed or inconclusive"),
    ]
    return listed(
        left_with(cohort, fact_last_month), rules, None, None, (COUNTED, "Every test of the last 30 days negative")
    )
