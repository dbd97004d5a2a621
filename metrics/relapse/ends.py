"""competing_outcomes: what comes first, week by week: relapse, completing, leaving; the rest is still in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial

from sqlalchemy import Connection, Integer, Select, cast

from metrics import arrays as np
from metrics.cohort import Cohort
from metrics.people import COUNTED, EXCLUDED, NOT_COUNTED, listed
from metrics.query import admissions, answer
from metrics.relapse.end_facts import COMPLETED, KINDS, LEFT, OPEN, RELAPSED, WIDTH, fact_end, number
from metrics.relapse.rules import AS_IT_IS, COURSES, DROPOUT, MISSING
from metrics.result import Row
from metrics.strung import nobody, read, strung
from metrics.survival import aalen_johansen, kaplan_meier
from metrics.weeks import DAYS

ENDINGS = {"relapsed": RELAPSED, "completed_or_transferred": COMPLETED, "left": LEFT}
STILL_IN = "still_in"
# How the list of people says that another end than relapse came first.
OTHER_ENDS = ("Completed or transferred first", "Left first, in another way")
WHOLE = WIDTH * len(COURSES)


def readings_of(rule: str) -> tuple[str, ...]:
    """The ways in which missing weeks are read under a rule."""
    return (AS_IT_IS,) if rule == DROPOUT.name else MISSING


def competing_outcomes(connection: Connection, cohort: Cohort, options: Mapping, as_of: date) -> list[Row]:
    """The share that has relapsed, completed or left first by the end of each week (Aalen-Johansen)."""
    found = strung(connection, cohort, admissions(cohort, fact_end), fact_end.c.ends, WHOLE)
    ways = [(options["rule"], missing) for missing in readings_of(options["rule"])]
    return answer(cohort, found, partial(_by_week, ways, options["weeks"]), nobody(WHOLE))


def _by_week(ways: list[tuple], weeks: list[int], digits: np.ndarray) -> Iterable[Row]:
    for rule, missing in ways:
        numbers = read(digits, WIDTH * COURSES.index((rule, missing)), 1, WIDTH)[:, 0]
        known = numbers[numbers > 1]
        # Where nothing about use was recorded nobody was seen to relapse, which says nothing.
        ends = known // 2 - 1 if (known % 2).any() else known[:0]
        yield from ends_by_week({"rule": rule, "missing": missing}, np.bincount(ends), weeks)


def ends_by_week(part: dict, ends: np.ndarray, weeks: Iterable[int]) -> Iterable[Row]:
    """From episodes counted by their end: each end's share by the last day of each week, and who is still in."""
    ends = np.pad(ends, (0, -len(ends) % KINDS)).astype(np.int64).reshape(-1, KINDS)
    days, causes = np.arange(len(ends)), {name: ends[:, place] for name, place in ENDINGS.items()}
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
    held = number(rule, readings_of(rule)[0])
    recorded = held % 2
    first = (held - recorded) / 2 - 1
    end = cast(first, Integer)
    kind = end % KINDS
    young = "Not yet known: admitted less than one window of the rule before the last day of the data"
    rules = [
        (held <= 1, EXCLUDED, young),
        (kind == RELAPSED, COUNTED, "Return to use came first; the numerator is the day after admission"),
        *((kind == one, NOT_COUNTED, words) for one, words in zip((COMPLETED, LEFT), OTHER_ENDS, strict=True)),
        (recorded == 0, NOT_COUNTED, "Still in; nothing about use was recorded"),
    ]
    still = (NOT_COUNTED, "Still in on the last day on which this is known, no return to use seen")
    return listed(admissions(cohort, fact_end), rules, cast((end - kind) / KINDS, Integer), None, still)
