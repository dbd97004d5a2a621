"""relapse_rate, time_to_relapse, time_to_first_use and screen_positivity."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial

from sqlalchemy import Connection, func

from metrics import arrays as np
from metrics.cohort import Cohort
from metrics.line import Asked
from metrics.proportions import clustered_share, proportion
from metrics.query import Moments, admissions, answer, by_group, total
from metrics.relapse.facts import CODE_WIDTH, WHOLE_SCREENED, fact_relapse
from metrics.relapse.rules import COURSES, FIRST_USE, column_name
from metrics.result import Row
from metrics.strung import nobody, read, strung
from metrics.survival import kaplan_meier
from metrics.whole import by_client

WHOLE = CODE_WIDTH * len(COURSES)
FIRST_USE_PARTS = {"observed": {}, "positive": {"missing": "positive"}, "negative": {"missing": "negative"}}
SCREEN_PARTS = {"": ("positive", "known"), "positive": ("suspected", "due")}


def course(rule: str, missing: str):
    return fact_relapse.c[column_name(rule, missing)]


def relapse_rate(connection: Connection, cohort: Cohort, options: Mapping, as_of: date) -> list[Row]:
    """Relapsed of those observed long enough, by rule and by reading of missing weeks."""
    counts = [count for one in COURSES for count in (total(course(*one) % 2 == 1), func.count(course(*one)))]
    found = by_group(connection, cohort, admissions(cohort, fact_relapse), *counts)
    return answer(cohort, found, lambda rows: _rates(rows[0]), [(0, 0) * len(COURSES)])


def _rates(counts: tuple) -> Iterable[Row]:
    pairs = zip(counts[::2], counts[1::2], strict=True)
    return [proportion(_part(*one), k, n) for one, (k, n) in zip(COURSES, pairs, strict=True)]


def _part(rule: str, missing: str) -> dict:
    return {"rule": rule, "missing": missing}


def time_to_relapse(connection: Connection, cohort: Cohort, options: Mapping, as_of: date) -> list[Row]:
    """Share free by day and the median, by rule and by reading of missing weeks (Kaplan-Meier)."""
    wanted = [one for one in COURSES if options["rule"] in ("all", one[0])]
    parts = {one: _part(*one) for one in wanted}
    return _curves(connection, cohort, parts, options["days"])


def time_to_first_use(connection: Connection, cohort: Cohort, options: Mapping, as_of: date) -> list[Row]:
    """Share free of a first positive by day and the median; with missing screens as bounds."""
    parts = {(FIRST_USE, missing): FIRST_USE_PARTS[missing] for missing in FIRST_USE_PARTS}
    return _curves(connection, cohort, parts, options["days"])


def _curves(connection: Connection, cohort: Cohort, parts: Mapping, days: list[int]) -> list[Row]:
    """One pass over the episodes, whatever the number of courses."""
    found = strung(connection, cohort, admissions(cohort, fact_relapse), fact_relapse.c.courses, WHOLE)
    return answer(cohort, found, partial(_readings, parts, days), nobody(WHOLE))


def _readings(parts: Mapping[tuple, dict], days: list[int], digits: np.ndarray) -> Iterable[Row]:
    courses = read(digits, 0, len(COURSES), CODE_WIDTH) - 1
    for one, part in parts.items():
        own = courses[:, COURSES.index(one)]
        yield from readings(part, np.bincount(own[own >= 0]), days)


def readings(part: dict, courses: np.ndarray, days: list[int]) -> Iterable[Row]:
    """Kaplan-Meier of counts by course, read off at days, and its median."""
    courses = np.pad(courses, (0, len(courses) % 2)).astype(np.int64)
    censored, events = courses[::2], courses[1::2]
    curve = kaplan_meier(np.arange(len(events)), events, censored)
    for day in days:
        value, low, high, so_far, at_risk = curve.at(day)
        yield Row({}, {**part, "day": day}, int(so_far), int(at_risk), value, low, high)
    yield Row({}, {**part, "statistic": "median"}, int(events.sum()), int(courses.sum()), *curve.median())


def screen_positivity(connection: Connection, cohort: Cohort, options: Mapping, as_of: date) -> list[Row]:
    """Positive of the screens with a result; and with every missed screen taken for positive."""
    found = by_client(connection, cohort, WHOLE_SCREENED, as_of, Asked(_screens, tuple(SCREEN_PARTS.values())))
    return answer(cohort, found, _positive, {})


def _screens(screen: Mapping) -> dict:
    positive, negative, missed = (screen[name] for name in ("positive", "negative", "missed"))
    known = positive + negative
    return {"positive": positive, "known": known, "suspected": positive + missed, "due": known + missed}


def _positive(found: Moments) -> Iterable[Row]:
    return [clustered_share({"missing": name} if name else {}, found, *of) for name, of in SCREEN_PARTS.items()]
