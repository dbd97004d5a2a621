"""aftercare_booked, aftercare_seen, recovery_support: what was arranged for afterwards, and what came of it."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import Connection, Select, and_, func, or_

from metrics.attendance.stay import STAYED_ON
from metrics.cohort import Cohort
from metrics.continuity.discharges import (
    ALIVE,
    died,
    no_appointments,
    not_over,
    of_discharges,
    over,
    waiting,
    with_appointments,
)
from metrics.continuity.facts import BOOKED, MAYBE_BOOKED, fact_discharge
from metrics.episodes import fact_episode
from metrics.people import COUNTED, EXCLUDED, NOT_COUNTED, listed
from metrics.proportions import proportion
from metrics.query import answer, by_group, narrowed, total
from metrics.result import Row

SEEN_WITHIN = (7, 14, 30)
SUPPORT_WITHIN = 30
LEFT = fact_discharge.c
FINISHED = fact_episode.c.discharge_reason.in_(STAYED_ON)
LEFT_OTHERWISE = (~FINISHED, EXCLUDED, "Left for another reason than completed or transferred")


def _finished(cohort: Cohort):
    return with_appointments(narrowed(of_discharges(cohort, fact_discharge), FINISHED))


def aftercare_booked(connection: Connection, cohort: Cohort, options: Mapping, as_of: date) -> list[Row]:
    """Discharges with an appointment booked by the day of discharge; those without a day of booking as a bound."""
    counts = func.count(), total(LEFT.booked == BOOKED), total(LEFT.booked >= MAYBE_BOOKED)
    found = by_group(connection, cohort, _finished(cohort), *counts)
    return answer(cohort, found, lambda rows: _booked(*rows[0]), [(0, 0, 0)])


def _booked(n: int, booked: int, most: int) -> Iterable[Row]:
    yield proportion({}, booked, n)
    yield proportion({"missing": "positive"}, most, n)


def aftercare_seen(connection: Connection, cohort: Cohort, options: Mapping, as_of: date) -> list[Row]:
    """Discharges with an appointment attended within 7, 14, 30 days, of those for whom so many have passed."""
    columns = [column for day in SEEN_WITHIN for column in _by_day(day, as_of, LEFT.seen, LEFT.unsettled)]
    found = by_group(connection, cohort, _finished(cohort), func.count(), *columns)
    return answer(cohort, found, lambda rows: _seen(rows[0], SEEN_WITHIN), [(0,) * (1 + 3 * len(SEEN_WITHIN))])


def recovery_support(connection: Connection, cohort: Cohort, options: Mapping, as_of: date) -> list[Row]:
    """Discharges with a recovery coach's or a peer's appointment attended within 30 days."""
    source = with_appointments(narrowed(of_discharges(cohort, fact_discharge), ALIVE))
    columns = _by_day(SUPPORT_WITHIN, as_of, LEFT.supported, LEFT.support_unsettled)
    found = by_group(connection, cohort, source, func.count(), *columns)
    return answer(cohort, found, lambda rows: _seen(rows[0], (SUPPORT_WITHIN,)), [(0,) * 4])


def _by_day(day: int, as_of: date, seen, unsettled) -> tuple:
    """Windows over, appointments kept in them, and those that may have been."""
    due = over(day, as_of)
    return total(due), total(and_(due, seen <= day)), total(and_(due, or_(seen <= day, unsettled <= day)))


def _seen(sums: tuple, days: Iterable[int]) -> Iterable[Row]:
    n, *counts = sums
    for place, day in enumerate(days):
        due, seen, most = counts[3 * place : 3 * place + 3]
        yield proportion({"day": day}, seen, due)
        yield proportion({"day": day, "missing": "positive"}, most, due)
        yield waiting({"day": day}, due, n)


def who_booked(cohort: Cohort, options: Mapping, as_of: date) -> Select:
    """Every discharge: whether an appointment had been booked by then."""
    rules = [
        LEFT_OTHERWISE,
        no_appointments(),
        (LEFT.booked == BOOKED, COUNTED, "An appointment was booked by the day of discharge"),
        (LEFT.booked == MAYBE_BOOKED, NOT_COUNTED, "An appointment, but nobody wrote down when it was booked"),
    ]
    none = (NOT_COUNTED, "No appointment booked by the day of discharge")
    return listed(of_discharges(cohort, fact_discharge), rules, None, None, none)


def who_was_seen(cohort: Cohort, options: Mapping, as_of: date) -> Select:
    """Every discharge; the numerator is the day after discharge of the first appointment attended."""
    day = SEEN_WITHIN[-1]
    rules = [LEFT_OTHERWISE, no_appointments(), not_over(day, as_of), *_kept(LEFT.seen, LEFT.unsettled, day)]
    none = (NOT_COUNTED, f"No appointment attended within {day} days")
    return listed(of_discharges(cohort, fact_discharge), rules, LEFT.seen, None, none)


def who_was_supported(cohort: Cohort, options: Mapping, as_of: date) -> Select:
    """Every discharge; the numerator is the day after discharge of the first such appointment attended."""
    rules = [died(), no_appointments(), not_over(SUPPORT_WITHIN, as_of)]
    rules += _kept(LEFT.supported, LEFT.support_unsettled, SUPPORT_WITHIN)
    none = (NOT_COUNTED, f"No recovery coach or peer support attended within {SUPPORT_WITHIN} days")
    return listed(of_discharges(cohort, fact_discharge), rules, LEFT.supported, None, none)


def _kept(seen, unsettled, day: int) -> list:
    return [
        (seen.is_not(None), COUNTED, f"Attended within {day} days; the count is the day after discharge"),
        (unsettled.is_not(None), NOT_COUNTED, "An appointment whose outcome nobody wrote down"),
    ]
