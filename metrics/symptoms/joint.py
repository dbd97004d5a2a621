"""joint_outcomes: reliable change in PHQ-9 beside the last known state of use, and who is behind it."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import Connection, Select, and_, case, func

from metrics.cohort import Cohort
from metrics.episodes import fact_episode
from metrics.instruments import PHQ9
from metrics.people import COUNTED, EXCLUDED, NOT_COUNTED, listed
from metrics.proportions import proportion
from metrics.query import Source, answer, by_group
from metrics.relapse.discharge_facts import CLEAN, GAPS, USED, fact_last_month
from metrics.relapse.discharge_facts import LAST_DAYS as DAYS
from metrics.result import Row
from metrics.symptoms.results import CHANGES, fall, scored

UNKNOWN = "unknown"
USES = ("not_using", "using", UNKNOWN)
HEADLINE = {"change": CHANGES[0], "use": USES[0]}
WORDS = {"improved": "Better", "unchanged": "No reliable change", "deteriorated": "Worse"}
USE_WORDS = {"not_using": f"no use seen in the last {DAYS} days", "using": f"use in the last {DAYS} days"}


def _source(cohort: Cohort, options: Mapping) -> Source:
    """Every admission beside its two scores and its last known state of use."""
    source, use = scored(cohort, PHQ9, options, outer=True), fact_last_month.c
    same = and_(use.client_no == fact_episode.c.client_no, use.episode_no == fact_episode.c.episode_no)
    table = source.table.outerjoin(fact_last_month, same)
    return Source(table, source.month, source.conditions, source.single, source.facts)


def _change(source: Source):
    better, points = fall(PHQ9, source.facts.c), PHQ9.reliable_change
    ways = ((better >= points, CHANGES[0]), (better <= -points, CHANGES[2]), (better.is_not(None), CHANGES[1]))
    return case(*ways, else_=UNKNOWN)


def _use():
    word = fact_last_month.c.word
    return case((word.in_((CLEAN, GAPS)), USES[0]), (word == USED, USES[1]), else_=UNKNOWN)


def result(connection: Connection, cohort: Cohort, options: Mapping, as_of: date) -> list[Row]:
    """How many of all admitted stand in each cell."""
    source = _source(cohort, options)
    also = (_change(source).label("change"), _use().label("use"))
    found = by_group(connection, cohort, source, func.count(), also=also)
    return answer(cohort, found, _rows, [])


def _rows(rows: list[tuple]) -> Iterable[Row]:
    counts = {(change, use): n for change, use, n in rows}
    everyone = sum(counts.values())
    for change in (*CHANGES, UNKNOWN):
        for use in USES:
            yield proportion({"change": change, "use": use}, counts.get((change, use), 0), everyone)


def people(cohort: Cohort, options: Mapping, as_of: date) -> Select:
    source = _source(cohort, options)
    change, use = _change(source), _use()
    rules = [
        (and_(change == UNKNOWN, use == UNKNOWN), EXCLUDED, "Neither change nor use is known"),
        (change == UNKNOWN, EXCLUDED, f"Not scored twice on {PHQ9.name}"),
        (use == UNKNOWN, EXCLUDED, f"No result of a screen or report in the last {DAYS} days"),
    ]
    for name, words in WORDS.items():
        for state, said in USE_WORDS.items():
            good = name == HEADLINE["change"] and state == HEADLINE["use"]
            rules.append((and_(change == name, use == state), COUNTED if good else NOT_COUNTED, f"{words}, {said}"))
    one = source.facts.c
    return listed(source, rules, one.latest_score, one.baseline_score)
