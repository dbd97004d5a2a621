"""Why a frozen number is another today: the past is made again from the records, and goes forward a cause at a time.

Late data first (rows that came later, of days the data already covered), then corrected data, then the data reaching
further, then a changed definition, then a changed filter. Each step is counted anew, so together they are the whole
difference. The first is checked: the frozen numbers, and everybody behind them, must come out again.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection, func, select

from evidence import reads
from evidence.effect import (
    DEFINITION,
    FILTER,
    UNEXPLAINED,
    Effect,
    Explained,
    moved,
    same,
)
from evidence.frozen import Frozen
from evidence.past import Asked, Course, Past, State, state, today
from evidence.telling import Tell, quiet
from metrics import ask
from metrics.cohort import BadRequest, Cohort
from metrics.episodes import fact_episode
from metrics.result import Row

NOT_THE_SAME = (
    "The frozen numbers did not come out again from today's records with all later changes undone: the program that "
    "counts was itself changed, or the records were changed outside an import."
)
NO_VERSION = (
    "Version {} of the definition is no longer kept, so all is counted by today's; what that alone makes is told as "
    "changed definition."
)
WORDS = "Making the numbers of then again from the records"
# How everybody stands behind so many numbers of so many episodes is held at once: a million and a half take 0.6 GiB.
MOST_HELD = 1_500_000


def explain(
    own: Connection, packet: Frozen, names: Iterable[str], other: Cohort | None = None, tell: Tell = quiet
) -> dict[str, Explained]:
    """{measure: why its numbers are what they are today}, for another cohort than the packet's where one is given.

    `own` must be a connection that may be asked about everybody; what it shows is narrowed by the packet's own scope.
    """
    asked, now = [_asked(packet, name, other) for name in names], ask.as_of(own)
    past, found = Past(own, packet, now), {}
    at_once = max(1, MOST_HELD // (own.scalar(select(func.count()).select_from(fact_episode)) or 1))
    for first in range(0, len(asked), at_once):
        courses = [today(own, one, now) for one in asked[first : first + at_once]]
        past.go_back(courses, lambda done, first=first: tell(WORDS, first + done, len(asked)))
        found |= {one.asked.frozen.measure: _explained(own, packet, one, now) for one in courses}
    return found


def _asked(packet: Frozen, name: str, other: Cohort | None) -> Asked:
    frozen, new = packet.of(name), ask.find(name)
    mine = packet.cohort if other is None else replace(other, by=(), scope=packet.cohort.scope)
    try:
        old, kept = new.at(frozen.result.version), True
    except BadRequest:
        old, kept = new, False
    return Asked(frozen, old, new, packet.cohort, mine, kept)


def _explained(own: Connection, packet: Frozen, course: Course, now: date) -> Explained:
    one, start = course.asked, course.state
    frozen = one.frozen
    then: State = (frozen.result.rows, frozen.people)
    first = moved(then[1], start[1])
    remade = same(start[0], then[0]) and not first if one.kept else None
    effects = [] if remade else [Effect(UNEXPLAINED if one.kept else DEFINITION, start[0], first)]
    effects += [*course.effects, *_otherwise(own, one, now)]
    said = "" if one.kept else NO_VERSION.format(frozen.result.version)
    said = NOT_THE_SAME if remade is False else said
    return Explained(
        frozen.measure,
        (frozen.result.version, one.new.card.version),
        (packet.as_of, now),
        then[0],
        effects[-1].rows if effects else then[0],
        tuple(_acting(then[0], effects)),
        remade,
        said,
        reads.records_behind(set(course.seen)),
    )


def _otherwise(own: Connection, one: Asked, now: date) -> Iterator[Effect]:
    """What another definition and another filter do to today's number."""
    before = None
    for cause, measure, cohort, other in (
        (DEFINITION, one.new, one.old_cohort, one.new is not one.old),
        (FILTER, one.new, one.new_cohort, one.new_cohort != one.old_cohort),
    ):
        if other:
            before = before or one.by_old(own, now)
            after = state(own, measure, cohort, one.frozen.asked, now)
            yield Effect(cause, after[0], moved(before[1], after[1]))
            before = after


def _acting(before: tuple[Row, ...], effects: Iterable[Effect]) -> Iterator[Effect]:
    """Those that did anything."""
    for one in effects:
        if one.moved or not same(before, one.rows):
            yield one
            before = one.rows
