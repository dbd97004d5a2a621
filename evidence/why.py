"""Why a frozen number is another today: the past is made again from the records, and goes forward a cause at a time.

Late data first (rows that came later, of days the data already covered), then corrected data, then the data reaching
further, then a changed definition, then a changed filter. Each step is counted anew, so together they are the whole
difference. The first is checked: the frozen numbers, and everybody behind them, must come out again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from evidence import concerned, log, reads
from evidence.effect import (
    CORRECTED,
    DATA,
    DEFINITION,
    FILTER,
    FURTHER,
    LATE,
    UNEXPLAINED,
    Effect,
    Explained,
    moved,
    same,
)
from evidence.frozen import Frozen, FrozenNumber
from evidence.scratch import Scratch
from evidence.standing import Standing, numbers, standing
from metrics import ask
from metrics.cohort import BadRequest, Cohort
from metrics.measure import Measure
from metrics.result import Row

TOO_MANY = (
    f"The changes concern more than {concerned.MOST_CLIENTS:,} people. The numbers of then were not made again from the "
    "records, and late data, corrected data and further days are not told apart: what they did together is told. Fewer "
    "people are concerned where fewer measures are asked about at once, where a report is frozen for one program, and where "
    "it is compared more often."
)
NOT_THE_SAME = (
    "The frozen numbers did not come out again from today's records with all later changes undone: the program that "
    "counts was itself changed, or the records were changed outside an import."
)
NO_VERSION = (
    "Version {} of the definition is no longer kept, so all is counted by today's; what that alone makes is told as "
    "changed definition."
)


@dataclass(frozen=True)
class _Asked:
    """One frozen number with the definitions and filters of then and of now."""

    frozen: FrozenNumber
    old: Measure
    new: Measure
    old_cohort: Cohort
    new_cohort: Cohort
    kept: bool


State = tuple[tuple[Row, ...], Standing]


def explain(own: Connection, packet: Frozen, names: Iterable[str], other: Cohort | None = None) -> dict[str, Explained]:
    """{measure: why its numbers are what they are today}, for another cohort than the packet's where one is given.

    `own` must be a connection that may be asked about everybody; what it shows is narrowed by the packet's own scope.
    """
    asked = [_asked(packet, name, other) for name in names]
    now = ask.as_of(own)
    today, tables, direct, facts = {}, {}, set(), set()
    for one in asked:
        with reads.watched(own) as seen:
            today[one.frozen.measure] = _state(own, one.old, one.old_cohort, one, now)
        direct, facts = direct | (seen & reads.RECORD_NAMES), facts | seen
        tables[one.frozen.measure] = reads.records_behind(seen)
    past, why_not = _past(own, packet, asked, today, facts, direct, now)
    found = {}
    for one in asked:
        name = one.frozen.measure
        states = past.get(name, {}) | {FURTHER if past else DATA: today[name]}
        found[name] = replace(_explained(own, packet, one, states, now, why_not), tables=tables[name])
    return found


def _asked(packet: Frozen, name: str, other: Cohort | None) -> _Asked:
    frozen, new = packet.of(name), ask.find(name)
    mine = packet.cohort if other is None else replace(other, by=(), scope=packet.cohort.scope)
    try:
        old, kept = new.at(frozen.result.version), True
    except BadRequest:
        old, kept = new, False
    return _Asked(frozen, old, new, packet.cohort, mine, kept)


def _state(connection: Connection, measure: Measure, cohort: Cohort, one: _Asked, last: date) -> State:
    options = measure.read_options(one.frozen.asked)
    return numbers(connection, measure, cohort, options, last), standing(connection, measure, cohort, options, last)


def _past(
    own: Connection,
    packet: Frozen,
    asked: list[_Asked],
    today: Mapping[str, State],
    facts: set[str],
    direct: set[str],
    now: date,
) -> tuple[dict[str, dict[str, State]], str]:
    """{measure: {cause: the state when it has acted}} from the data of then on, None as a cause being that itself; or
    nothing, and why."""
    changes, then = log.read(own, packet.data_version), packet.as_of
    if not changes and then == now:
        return {
            one.frozen.measure: dict.fromkeys((None, LATE, CORRECTED), today[one.frozen.measure]) for one in asked
        }, ""
    try:
        kept = reads.facts_behind(facts)
        whom = concerned.find(own, kept, direct, changes, then, now, packet.cohort)
        with Scratch(own, kept, direct, packet.cohort, changes, whom) as scratch:
            return _back(scratch, asked, today, changes, then, now), ""
    except concerned.TooMany:
        return {}, TOO_MANY


def _back(
    scratch: Scratch, asked: list[_Asked], today: Mapping[str, State], changes: log.Log, then: date, now: date
) -> dict[str, dict[str, State]]:
    """Back from today: the older last day, the older values, the rows that there were."""

    def ask_all() -> dict[str, State]:
        return {one.frozen.measure: _state(scratch.connection, one.old, one.old_cohort, one, then) for one in asked}

    found = {name: {} for name in today}
    steps = (
        (CORRECTED, then != now, scratch.as_of),
        (LATE, bool(changes.before), scratch.uncorrect),
        (None, bool(changes.came or changes.emptied), scratch.undo),
    )
    states = dict(today)
    for cause, needed, go_back in steps:
        if needed:
            go_back(then)
            states = ask_all()
        for name, state in states.items():
            found[name][cause] = state
    return found


def _explained(
    own: Connection, packet: Frozen, one: _Asked, states: Mapping[str | None, State], now: date, why_not: str
) -> Explained:
    frozen = one.frozen
    then: State = (frozen.result.rows, frozen.people)
    start = states.get(None)
    remade = None if start is None or not one.kept else same(start[0], then[0]) and not moved(start[1], then[1])
    causes = {cause: state for cause, state in states.items() if cause is not None}
    chain = [(cause, causes[cause]) for cause in (DATA, LATE, CORRECTED, FURTHER) if cause in causes]
    if start is not None and not remade:
        chain.insert(0, (UNEXPLAINED if one.kept else DEFINITION, start))
    if one.new is not one.old:
        chain.append((DEFINITION, _state(own, one.new, one.old_cohort, one, now)))
    if one.new_cohort != one.old_cohort:
        chain.append((FILTER, _state(own, one.new, one.new_cohort, one, now)))
    said = why_not or ("" if one.kept else NO_VERSION.format(frozen.result.version))
    said = said or (NOT_THE_SAME if remade is False else "")
    versions = (frozen.result.version, one.new.card.version)
    days = (packet.as_of, now)
    return Explained(
        frozen.measure, versions, days, then[0], chain[-1][1][0], tuple(_effects(then, chain)), remade, said
    )


def _effects(then: State, chain: list[tuple[str, State]]) -> Iterable[Effect]:
    """Each cause with whom it moved; those that did nothing are left out."""
    before = then
    for cause, after in chain:
        who = moved(before[1], after[1])
        if who or not same(before[0], after[0]):
            yield Effect(cause, after[0], who)
            before = after
