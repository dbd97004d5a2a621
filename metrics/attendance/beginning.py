"""engagement and family_involved: who comes soon and keeps coming, and whose family comes along."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy import ColumnElement, Connection, Select, and_, func

from metrics.attendance.facts import ENGAGED_WITHIN, INITIATED_WITHIN, VISITS_MORE, fact_engagement, fact_turnout
from metrics.attendance.recorded import NOT_HANDED_IN, of_programs_with
from metrics.cohort import Cohort
from metrics.episodes import fact_episode
from metrics.facts import day_of
from metrics.people import COUNTED, EXCLUDED, NOT_COUNTED, listed
from metrics.proportions import proportion
from metrics.query import Source, admissions, answer, by_group, discharges, joined, narrowed, total
from metrics.result import Row

KNOWN_AFTER = INITIATED_WITHIN + ENGAGED_WITHIN
CAME, ENGAGED = fact_engagement.c.first.is_not(None), fact_engagement.c.more >= VISITS_MORE
FAMILY = func.coalesce(fact_turnout.c.family, 0) > 0
KIND_UNKNOWN = and_(~FAMILY, func.coalesce(fact_turnout.c.kind_unknown, 0) > 0)


def over(days: int, as_of: date) -> ColumnElement:
    """So many days after admission have passed."""
    return fact_episode.c.admitted_day + days <= day_of(as_of)


def _beginnings(cohort: Cohort) -> Source:
    return admissions(cohort, fact_engagement, True)


def engagement(connection: Connection, cohort: Cohort, options: Mapping, as_of: date) -> list[Row]:
    """Attended within 14 days (initiation), and two more sessions in the 34 days after it."""
    begun, known = over(INITIATED_WITHIN, as_of), over(KNOWN_AFTER, as_of)
    counts = (total(and_(known, ENGAGED)), total(known), total(and_(begun, CAME)), total(begun))
    source = narrowed(_beginnings(cohort), of_programs_with())
    return answer(cohort, by_group(connection, cohort, source, *counts), lambda rows: _engaged(*rows[0]), [(0,) * 4])


def _engaged(engaged: int, known: int, came: int, begun: int) -> Iterable[Row]:
    yield proportion({}, engaged, known)
    yield proportion({"step": "initiation"}, came, begun)


def who_engaged(cohort: Cohort, options: Mapping, as_of: date) -> Select:
    """Every admission: days to the first session (numerator), and the sessions after it (denominator)."""
    rules = [
        (~of_programs_with(), EXCLUDED, NOT_HANDED_IN),
        (
            and_(~over(INITIATED_WITHIN, as_of), ~CAME),
            EXCLUDED,
            "Not yet known: the first 14 days are not over",
        ),
        (~over(KNOWN_AFTER, as_of), EXCLUDED, "Not yet known: the first 48 days are not over"),
        (ENGAGED, COUNTED, "Came within 14 days, and to two or more sessions in the 34 days after it"),
        (CAME, NOT_COUNTED, "Came within 14 days, but to fewer than two sessions in the 34 days after it"),
    ]
    late = (NOT_COUNTED, "Attended no session in the first 14 days")
    return listed(_beginnings(cohort), rules, fact_engagement.c.first, fact_engagement.c.more, late)


def left_with_turnout(cohort: Cohort) -> Source:
    """Discharges beside what was attended in the whole of the episode."""
    return replace(discharges(cohort), table=joined(fact_turnout, outer=True), facts=fact_turnout)


def family_involved(connection: Connection, cohort: Cohort, options: Mapping, as_of: date) -> list[Row]:
    """Discharges with a family session attended; sessions of no recorded kind as bounds."""
    source = narrowed(left_with_turnout(cohort), of_programs_with())
    found = by_group(connection, cohort, source, func.count(), total(FAMILY), total(KIND_UNKNOWN))
    return answer(cohort, found, lambda rows: _involved(*rows[0]), [(0, 0, 0)])


def _involved(n: int, family: int, unknown: int) -> Iterable[Row]:
    yield proportion({"missing": "negative"}, family, n)
    yield proportion({"missing": "positive"}, family + unknown, n)
    yield proportion({"missing": "observed"}, family, n - unknown)


def who_had_family(cohort: Cohort, options: Mapping, as_of: date) -> Select:
    """Every discharge: family sessions attended, of all sessions attended."""
    attended = func.coalesce(fact_turnout.c.attended, 0)
    rules = [
        (~of_programs_with(), EXCLUDED, NOT_HANDED_IN),
        (FAMILY, COUNTED, "A family session was attended"),
        (
            KIND_UNKNOWN,
            NOT_COUNTED,
            "No family session is recorded, but sessions of no recorded kind are: shown as a bound",
        ),
        (attended == 0, NOT_COUNTED, "No session was attended"),
    ]
    family = func.coalesce(fact_turnout.c.family, 0)
    none = (NOT_COUNTED, "No family session among those attended")
    return listed(left_with_turnout(cohort), rules, family, attended, none)
