"""medication_continuity and naloxone_given: medicines that keep people alive, up to the last day in program."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import Connection, Select, and_, func

from metrics.cohort import Cohort
from metrics.continuity.discharges import ALIVE, died, of_discharges
from metrics.continuity.facts import fact_discharge
from metrics.continuity.medication_facts import fact_medication
from metrics.episodes import fact_episode
from metrics.people import COUNTED, EXCLUDED, NOT_COUNTED, listed
from metrics.proportions import proportion
from metrics.query import answer, by_group, narrowed, total
from metrics.result import Row

# Days in a row without an order that break continuity when they are exceeded (measures: medication_continuity).
LONGEST_GAP = 14
GAP, GIVEN = fact_medication.c.gap, fact_discharge.c.naloxone
OPIOIDS = fact_episode.c.primary_substance == "opioids"


def medication_continuity(connection: Connection, cohort: Cohort, options: Mapping, as_of: date) -> list[Row]:
    """Without a gap of more than 14 days, of those on medication at admission; without any order as bounds."""
    source = of_discharges(cohort, fact_medication)
    found = by_group(connection, cohort, source, func.count(), func.count(GAP), total(GAP <= LONGEST_GAP))
    return answer(cohort, found, lambda rows: _readings({}, *rows[0]), [(0, 0, 0)])


def naloxone_given(connection: Connection, cohort: Cohort, options: Mapping, as_of: date) -> list[Row]:
    """Naloxone by discharge: of people with opioids as primary substance, and of all; not recorded as bounds."""
    source = narrowed(of_discharges(cohort, fact_discharge), ALIVE)
    of_opioids = total(OPIOIDS), total(and_(OPIOIDS, GIVEN.is_not(None))), total(and_(OPIOIDS, GIVEN == 1))
    found = by_group(connection, cohort, source, *of_opioids, func.count(), func.count(GIVEN), total(GIVEN == 1))
    return answer(cohort, found, lambda rows: _given(rows[0]), [(0,) * 6])


def _given(sums: tuple) -> Iterable[Row]:
    yield from _readings({"of": "opioids"}, *sums[:3])
    yield from _readings({"of": "all"}, *sums[3:])


def _readings(part: dict, n: int, known: int, met: int) -> Iterable[Row]:
    """Of those of whom it is known; then the bounds, all others not met and all others met."""
    yield proportion(part, met, known)
    yield proportion({**part, "missing": "negative"}, met, n)
    yield proportion({**part, "missing": "positive"}, met + n - known, n)


def who_stayed_on(cohort: Cohort, options: Mapping, as_of: date) -> Select:
    """Every discharge; the numerator is the longest gap in days."""
    rules = [
        (fact_medication.c.client_no.is_(None), EXCLUDED, "Not on medication at admission"),
        (GAP.is_(None), EXCLUDED, "On medication at admission, but no order is recorded"),
        (GAP <= LONGEST_GAP, COUNTED, f"No gap of more than {LONGEST_GAP} days; the count is the longest gap"),
    ]
    broken = (NOT_COUNTED, f"A gap of more than {LONGEST_GAP} days; the count is its length")
    return listed(of_discharges(cohort, fact_medication, True), rules, GAP, None, broken)


def who_was_given(cohort: Cohort, options: Mapping, as_of: date) -> Select:
    """Every discharge; people with another primary substance count in 'of all' alone."""
    rules = [
        died(),
        (~OPIOIDS, EXCLUDED, "Another primary substance: counted in 'of all' alone"),
        (GIVEN.is_(None), EXCLUDED, "Nobody wrote down whether naloxone was given"),
        (GIVEN == 1, COUNTED, "Naloxone given by discharge"),
    ]
    return listed(of_discharges(cohort, fact_discharge), rules, None, None, (NOT_COUNTED, "Naloxone not given"))
