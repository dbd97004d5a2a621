"""competing_outcomes: what comes first, week by week: relapse, completing, leaving; the rest is still in."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial

import numpy as np
from sqlalchemy import Connection, Integer, Select, case, cast, func
from sqlalchemy.sql.elements import ColumnElement

from metrics.attendance.stay import STAYED_ON
from metrics.cohort import Cohort
from metrics.episodes import fact_episode
from metrics.people import COUNTED, EXCLUDED, NOT_COUNTED, listed
from metrics.query import admissions, answer, by_group
from metrics.relapse.facts import fact_relapse
from metrics.relapse.results import course
from metrics.relapse.rules import AS_IT_IS, DROPOUT, MISSING
from metrics.result import Row
from metrics.survival import aalen_johansen, kaplan_meier
from metrics.weeks import DAYS

# An end is one whole number: 4 · days since admission, and which of these it was.
OPEN, RELAPSED, COMPLETED, LEFT = range(4)
KINDS = 4
ENDS = {"relapsed": RELAPSED, "completed_or_transferred": COMPLETED, "left": LEFT}
STILL_IN = "still_in"


def readings_of(rule: str) -> tuple[str, ...]:
    """The ways in which missing weeks are read under a rule."""
    return (AS_IT_IS,) if rule == DROPOUT.name else MISSING


def end(rule: str, missing: str) -> ColumnElement:
    """What ended an episode first, and when; none where it is open and not yet observed long enough."""
    one, reason = course(rule, missing), fact_episode.c.discharge_reason
    stay = fact_episode.c.discharged_day - fact_episode.c.admitted_day
    left = KINDS * stay + case((reason.in_(STAYED_ON), COMPLETED), else_=LEFT)
    # A course is 2 · t + 1 where relapse came at day t, and 2 · t where the person was last known free at day t.
    return case((one % 2 == 1, 2 * one - 1), (fact_episode.c.discharged_day.is_not(None), left), else_=2 * one)


def competing_outcomes(connection: Connection, cohort: Cohort, options: Mapping, as_of: date) -> list[Row]:
    """The share that has relapsed, completed or left first by the end of each week (Aalen-Johansen)."""
    rule = options["rule"]
    ways = readings_of(rule)
    also = [end(rule, missing).label(f"end_{missing}") for missing in ways]
    found = by_group(connection, cohort, admissions(cohort, fact_relapse), func.count(), also=also)
    parts = [{"rule": rule, "missing": missing} for missing in ways]
    return answer(cohort, found, partial(_by_week, parts, options["weeks"]), [])


def _by_week(parts: list[dict], weeks: list[int], rows: list[tuple]) -> Iterable[Row]:
    table = np.array([[-1 if one is None else one for one in row] for row in rows], dtype=np.int64)
    table = table.reshape(len(rows), len(parts) + 1)
    for place, part in enumerate(parts):
        known = table[table[:, place] >= 0]
        yield from ends_by_week(part, np.bincount(known[:, place], known[:, -1]), weeks)


def ends_by_week(part: dict, ends: np.ndarray, weeks: Iterable[int]) -> Iterable[Row]:
    """From episodes counted by their end: each end's share by the last day of each week, and who is still in."""
    ends = np.pad(ends, (0, -len(ends) % KINDS)).astype(np.int64).reshape(-1, KINDS)
    days, causes = np.arange(len(ends)), {name: ends[:, place] for name, place in ENDS.items()}
    curves = aalen_johansen(days, causes, ends[:, OPEN])
    still = kaplan_meier(days, sum(causes.values()), ends[:, OPEN])
    for week in weeks:
        last = DAYS * week - 1
        for name, curve in (*curves.items(), (STILL_IN, still)):
            value, low, high, so_far, at_risk = curve.at(last)
            yield Row({}, {**part, "week": week, "end": name}, int(so_far), int(at_risk), value, low, high)


def who_ended(cohort: Cohort, options: Mapping, as_of: date) -> Select:
    """Every admission: what came first under one rule, and after how many days."""
    rule = options["rule"]
    first = end(rule, readings_of(rule)[0])
    kind, day = first % KINDS, cast((first - first % KINDS) / KINDS, Integer)
    rules = [
        (fact_relapse.c.episode_no.is_(None), EXCLUDED, "Nothing about use was recorded"),
        (first.is_(None), EXCLUDED, "Still in the program and not observed long enough for this rule"),
        (kind == RELAPSED, COUNTED, "Return to use came first; the numerator is the day after admission"),
        (kind == COMPLETED, NOT_COUNTED, "Completed or transferred first"),
        (kind == LEFT, NOT_COUNTED, "Left first, in another way"),
    ]
    still = (NOT_COUNTED, "Still in, free of it as far as observed")
    return listed(admissions(cohort, fact_relapse, True), rules, day, None, still)
