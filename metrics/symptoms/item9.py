"""item9: thoughts of death or self-harm, and whether a positive answer was reviewed by the next day."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import Connection, Select

from metrics.cohort import Cohort
from metrics.line import Asked, moments
from metrics.people import COUNTED, EXCLUDED, NOT_COUNTED, listed
from metrics.proportions import clustered_share, proportion
from metrics.query import admissions, answer, by_group, total
from metrics.result import Row
from metrics.strung import joined_up
from metrics.symptoms.item9_facts import LATE, LINE, fact_item9

ONE = fact_item9.c
REVIEWED = {"statistic": "reviewed"}
OPEN = f"A positive answer has no review (up to {LATE} days after it)"
ASKED = Asked(dict, (("reviewed", "positives"),))


def result(connection: Connection, cohort: Cohort, options: Mapping, as_of: date) -> list[Row]:
    """Positive at the start and at the latest answer, of those who answered; and reviewed, of all positive answers."""
    source = admissions(cohort, fact_item9)
    counts = [total(found) for one in (ONE.baseline, ONE.latest) for found in (one > 0, one.is_not(None))]
    found = by_group(connection, cohort, source, joined_up(ONE.strung), *counts)
    return answer(cohort, found, lambda rows: _rows(*rows[0]), [(None, 0, 0, 0, 0)])


def _rows(lines: str | None, *counts: int) -> Iterable[Row]:
    yield proportion({"at": "baseline"}, *counts[:2])
    yield proportion({"at": "latest"}, *counts[2:])
    yield clustered_share(REVIEWED, moments(LINE, ASKED, lines), "reviewed", "positives")


def people(cohort: Cohort, options: Mapping, as_of: date) -> Select:
    """Positive answers reviewed in time, of all; the open ones first, as their reason comes first in the alphabet."""
    rules = [
        (ONE.positives.is_(None), EXCLUDED, "Item 9 was not answered"),
        (ONE.unreviewed > 0, COUNTED, OPEN),
        (ONE.reviewed < ONE.positives, COUNTED, "Every positive answer reviewed, but later than the next day"),
        (ONE.positives > 0, COUNTED, "Every positive answer reviewed by the next day"),
    ]
    source = admissions(cohort, fact_item9, True)
    return listed(source, rules, ONE.reviewed, ONE.positives, (NOT_COUNTED, "Answered with 0 every time"))
