"""relapse_rule_changes: the same episodes under two rules, or two readings of missing weeks: who changes class, and why."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_

from metrics.cohort import Cohort
from metrics.people import COUNTED, EXCLUDED, NOT_COUNTED, listed
from metrics.proportions import proportion
from metrics.query import admissions, answer, by_group
from metrics.relapse.class_facts import FREE, RELAPSED, fact_relapse_class
from metrics.relapse.facts import fact_relapse
from metrics.relapse.results import course
from metrics.relapse.rules import AS_IT_IS, COURSES, DROPOUT, FIRST_USE, MISSING
from metrics.result import Row

RULE_NAMES = tuple(dict.fromkeys(rule for rule, _ in COURSES))
# Relapsed under both; under the first or the second alone; under neither.
BOTH, FIRST_ONLY, SECOND_ONLY, NEITHER = "both", "first_only", "second_only", "neither"
CLASSES = {BOTH: RELAPSED * 2, FIRST_ONLY: RELAPSED + FREE, SECOND_ONLY: FREE + RELAPSED, NEITHER: FREE * 2}
CHANGED = (FIRST_ONLY, SECOND_ONLY)
# Why: weeks with a positive alone make the relapse, or only the reading of missing weeks does.
RULES_DIFFER, MISSING_WEEKS = "rules_differ", "missing_weeks"
TAKES = {
    "four_of_four": "four weeks of use in a row",
    "two_of_four": "two weeks of use within four",
    "three_of_three": "three weeks of use in a row",
    "four_of_four_from_week_3": "four weeks of use in a row from week 3 on",
    FIRST_USE: "any positive screen or report",
    DROPOUT.name: "four missed weeks in a row",
}


class Way(NamedTuple):
    """A rule with a reading of missing weeks."""

    rule: str
    missing: str

    @property
    def seen(self) -> tuple[str, str] | None:
        """The course that weeks with a positive make alone; none where missed weeks are what is counted."""
        return None if self.rule == DROPOUT.name else (self.rule, "negative")


def way(rule: str, missing: str) -> Way:
    """Window rules are read alike; the first positive and the four missed weeks have readings of their own."""
    return Way(rule, {FIRST_USE: "observed", DROPOUT.name: AS_IT_IS}.get(rule, missing))


def first_way(rule: str, missing: str) -> Way:
    return Way(rule, AS_IT_IS if rule == DROPOUT.name else missing)


def second_ways(first: Way, missing: str) -> list[Way]:
    """Every other rule, and the same rule with missing weeks read in the other ways."""
    rules = [way(rule, missing) for rule in RULE_NAMES if rule != first.rule]
    same = [Way(first.rule, other) for other in MISSING if first.missing not in (other, AS_IT_IS)]
    return rules + same


def relapse_rule_changes(connection: Connection, cohort: Cohort, options: Mapping, as_of: date) -> list[Row]:
    """Episodes observed long enough for both, by class; of those who change it, by why."""
    classes = fact_relapse_class.c.classes.label("classes")
    source = admissions(cohort, fact_relapse_class)
    found = by_group(connection, cohort, source, func.count(), also=(classes,))
    first = first_way(options["from"], options["missing"])
    return answer(cohort, found, partial(changes, first, second_ways(first, options["missing"])), [])


def changes(first: Way, seconds: Iterable[Way], rows: list[tuple]) -> Iterable[Row]:
    """From rows of (classes, episodes)."""
    for second in seconds:
        part = {"from": first.rule, "to": second.rule, "missing": second.missing}
        counts = _counts(first, second, rows)
        n = sum(counts[name] for name in CLASSES)
        for name in CLASSES:
            yield proportion({**part, "class": name}, counts[name], n)
        # Between two readings of one rule nothing but the missing weeks can differ.
        for name in CHANGED if second.rule != first.rule else ():
            k, missing = counts[name], counts[name, MISSING_WEEKS]
            yield proportion({**part, "class": name, "why": RULES_DIFFER}, k - missing, k)
            yield proportion({**part, "class": name, "why": MISSING_WEEKS}, missing, k)


def _counts(first: Way, second: Way, rows: list[tuple]) -> dict:
    """Episodes by class, and by (class, MISSING_WEEKS) where the relapse hangs on how missing weeks are read."""
    here, there = COURSES.index(first), COURSES.index(second)
    names = {letters: name for name, letters in CLASSES.items()}
    counts = {**dict.fromkeys(CLASSES, 0), **{(name, MISSING_WEEKS): 0 for name in CHANGED}}
    for classes, episodes in rows:
        name = names.get(classes[here] + classes[there])
        if name:
            counts[name] += episodes
        if name in CHANGED:
            seen = (first if name == FIRST_ONLY else second).seen
            counts[name, MISSING_WEEKS] += 0 if seen and classes[COURSES.index(seen)] == RELAPSED else episodes
    return counts


def who_changed(cohort: Cohort, options: Mapping, as_of: date) -> Select:
    """Every admission under two rules: who changes class counts, with the reason why."""
    first = first_way(options["from"], options["missing"])
    second = _second(first, options)
    mine, theirs = course(*first), course(*second)
    rules = [
        (fact_relapse.c.episode_no.is_(None), EXCLUDED, "Nothing about use was recorded"),
        (or_(mine.is_(None), theirs.is_(None)), EXCLUDED, "Not observed long enough for both rules"),
        (and_(mine % 2 == 1, theirs % 2 == 1), NOT_COUNTED, "Relapse under both"),
        *_changed(first, second, mine, theirs),
        *_changed(second, first, theirs, mine),
    ]
    return listed(admissions(cohort, fact_relapse, True), rules, None, None, (NOT_COUNTED, "Relapse under neither"))


def _second(first: Way, options: Mapping) -> Way:
    """`to` names a rule, or another reading of the same one."""
    to = options["to"]
    return Way(first.rule, to) if to in MISSING else way(to, options["missing"])


def _changed(one: Way, other: Way, mine: ColumnElement, theirs: ColumnElement) -> list[tuple]:
    alone = and_(mine % 2 == 1, theirs % 2 == 0)
    if one.rule == other.rule:
        return [(alone, COUNTED, f"{_takes(one)} only where missing weeks {_read(one)}, not where they {_read(other)}")]
    words = f"{_takes(one)}, but not {TAKES[other.rule]}"
    seen = [(and_(alone, course(*one.seen) % 2 == 1), COUNTED, words)] if one.seen else []
    return [*seen, (alone, COUNTED, f"{words}{_because(one)}")]


def _takes(one: Way) -> str:
    words = TAKES[one.rule]
    return words[:1].upper() + words[1:]


def _read(one: Way) -> str:
    return {"positive": "count as use", "negative": "count as no use", "observed": "are left out"}[one.missing]


def _because(one: Way) -> str:
    return {
        "positive": "; a missed or inconclusive week counted as use",
        "observed": "; with the weeks without a result left out",
    }.get(one.missing, "")
