"""From a choice to a release: previewed as the funder will see it, held against every earlier one, published once."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import Connection, select

from access import books
from access.draft import Draft, Earlier, draft, systems, with_averages
from access.hiding import exposed
from access.lines import Line, lines
from access.ranges import Tables
from access.released import ALL_HIDDEN, COUNT_HIDDEN, SHOWN, VALUE_HIDDEN, Published, Release, listed
from access.spec import Period, Spec
from data.tables import state
from metrics import MEASURES
from metrics.cohort import BadRequest
from metrics.monthly import month_end

# How many months further a period is drawn out in search of a safe one.
FURTHER_MONTHS = 3


@dataclass(frozen=True)
class Safer:
    """The nearest release that is safe: what is other about it, and how many counts it shows."""

    words: str
    spec: Spec
    shown: int


class Exposing(Exception):
    """Why a release cannot be published beside the earlier ones, in one sentence; `safer`: what can."""

    def __init__(self, words: str, safer: Safer | None):
        super().__init__(words)
        self.safer = safer


def preview(connection: Connection, spec: Spec, who: str, suppress_further: bool = False) -> Release:
    """The release as the funder will see it; raises Exposing where earlier ones would give somebody away with it.

    suppress_further: hide what it takes instead of refusing, unless which lines there are tells too much by itself.
    """
    return _decided(connection, spec, who, suppress_further)[0]


def publish(connection: Connection, spec: Spec, who: str, suppress_further: bool = False) -> Release:
    """The same, written into the books; the connection must be one that may write (data.engine.writing)."""
    if spec.name in listed(connection):
        raise BadRequest(f"There is already a release {spec.name!r}; releases are never changed. Choose another name.")
    if not who.strip():
        raise BadRequest("A release is published by somebody: say who.")
    release, found = _decided(connection, spec, who, suppress_further)
    books.write(connection, release, found.for_books())
    return release


def _decided(connection: Connection, spec: Spec, who: str, suppress_further: bool) -> tuple[Release, Draft]:
    own, before = lines(connection, spec), books.earlier(connection)
    found = draft(own)
    given = exposing(own, found, before) if before else iter(())
    if first := next(given, None):
        if not suppress_further:
            raise Exposing(_why(dict([first, *given])), nearest(connection, spec, before))
        found = draft(own, before)
        if left := dict(exposing(own, found, before)):
            raise Exposing(_why(left), nearest(connection, spec, before))
    found = with_averages(found, before)
    return _release(connection, spec, who, found), found


def exposing(own: Sequence[Line], found: Draft, before: Sequence[Earlier]) -> Iterator[tuple[tuple[int, int], int]]:
    """(group, people in it) that earlier releases together with this one give away, and did not by themselves.

    A group comes twice where it can neither be empty nor be large. What is given away by which lines there are, cannot
    be hidden.
    """
    every = systems(own, before)
    known = [Tables(system) for system in every]
    without = [Tables(system, system.listed & (system.switches < 0)) for system in every]
    alone = {one[:2] for one in exposed(without, found.hidden.all | True)}
    for number, place, _ in exposed(known, found.hidden.all):
        if (number, place) not in alone:
            yield (number, place), int(every[number].clients[place])


def _why(groups: Mapping[tuple[int, int], int]) -> str:
    fewest = min(groups.values())
    people = "1 person" if fewest == 1 else f"{fewest} people"
    return (
        f"Set against what was published before, this release would let {len(groups)} small "
        f"{'group' if len(groups) == 1 else 'groups'} be worked out by subtraction, one of {people}."
    )


def nearest(connection: Connection, spec: Spec, before: Sequence[Earlier]) -> Safer | None:
    """The safe release that shows most: without a grouping, without or with a longer period, or with more hidden."""
    found = [safer for words, other in _others(spec) if (safer := _safe(connection, words, other, before))]
    if found:
        return max(found, key=lambda one: one.shown)
    own = lines(connection, spec)
    more = draft(own, before)
    shown = 0 if any(exposing(own, more, before)) else _shown(more)
    return Safer("the same with more suppressed (--suppress-further)", spec, shown) if shown else None


def _safe(connection: Connection, words: str, spec: Spec, before: Sequence[Earlier]) -> Safer | None:
    own = lines(connection, spec)
    found = draft(own)
    shown = _shown(found)
    return Safer(words, spec, shown) if shown and next(exposing(own, found, before), None) is None else None


def _shown(found: Draft) -> int:
    return found.told["counts"] - found.told["hidden"]


def _others(spec: Spec) -> Iterator[tuple[str, Spec]]:
    for by in spec.by:
        left = tuple(one for one in spec.by if one != by)
        yield f"without the grouping by {' and '.join(by)}", replace(spec, by=left)
        if len(by) == 2:
            for dim in by:
                yield f"by {dim} instead of {' and '.join(by)}", replace(spec, by=tuple(dict.fromkeys((*left, (dim,)))))
    if len(spec.by) > 1:
        yield "without any grouping", replace(spec, by=())
    if len(spec.periods) > 1:
        for one in spec.periods:
            yield f"without the period {one.words}", replace(spec, periods=tuple(p for p in spec.periods if p != one))
    for months in range(1, FURTHER_MONTHS + 1):
        longer = tuple(_longer(one, months) for one in spec.periods)
        yield f"with periods {months} month{'s' if months > 1 else ''} longer", replace(spec, periods=longer)


def _longer(one: Period, months: int) -> Period:
    end = one.end
    for _ in range(months):
        end = month_end(end + timedelta(days=1))
    return Period(one.start, end)


def _release(connection: Connection, spec: Spec, who: str, found: Draft) -> Release:
    now = connection.execute(select(state)).one()
    versions = {name: MEASURES[name].card.version for name in spec.measures}
    told = tuple(_published(line, *found.is_hidden(place)) for place, line in enumerate(found.lines))
    head = (spec.name, spec.title, None, who, now.data_version, now.as_of, bool(now.demo))
    return Release(*head, json.loads(json.dumps(spec.as_object())), versions, found.told, told)


def _published(line: Line, of_hidden: bool, count_hidden: bool, value_hidden: bool) -> Published:
    """What is left of a line: a hidden number goes nowhere from here."""
    row = line.row
    suppressed = ALL_HIDDEN if of_hidden else COUNT_HIDDEN if count_hidden else VALUE_HIDDEN if value_hidden else SHOWN
    people, denominator = (None, None) if of_hidden else (line.people, row.denominator)
    values = (None,) * 3 if value_hidden else (row.value, row.low, row.high)
    numbers = (people, None if count_hidden else row.numerator, denominator, *values)
    version = MEASURES[line.measure].card.version
    ends = (line.period.start, line.period.end)
    return Published(line.measure, version, dict(line.part), *ends, dict(row.group), suppressed, *numbers)
