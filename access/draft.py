"""A release before it is published: what is shown, what is hidden and why, and what was published before."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from access import things
from access.averages import Average, averages, to_hide
from access.behind import AVERAGE, KINDS, OF_CURVES, THINGS, what
from access.hiding import Hidden, Switches, hide
from access.lines import Line
from access.repetition import repetition
from access.system import EARLIER_HIDDEN, EARLIER_SHOWN, Counted, System
from access.things import EACH

# What can be hidden of a line: the denominator, which takes the numerator with it; the numerator and its complement,
# which take the value with them; the value with its interval.
OF, COUNT, VALUE = PLACES = 0, 1, 2
SWITCH = {"denominator": OF, EACH: OF, "numerator": COUNT, "complement": COUNT, **dict.fromkeys(OF_CURVES, VALUE)}
# Hiding everybody together would leave nothing to read: the groups go first.
WHOLE_COST, GROUP_COST, OF_COST, VALUE_COST = 200.0, 1.0, 1.5, 0.8
EPISODES, AVERAGES = "episodes", "averages"
# The kinds of counts that have somebody where a line is listed: all people, all sessions, one session of each.
LISTED = (KINDS[0], EACH)


@dataclass(frozen=True)
class Earlier:
    """A count of an earlier release: its members then, and whether it was shown. `layer` names its system."""

    layer: str
    members: frozenset[str]
    shown: bool
    table: tuple
    subject: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Draft:
    """Lines with what is hidden of each."""

    lines: tuple[Line, ...]
    hidden: Hidden
    by_repetition: int

    def is_hidden(self, place: int) -> tuple[bool, bool, bool]:
        """Of a line: its denominator, its numerator, its value."""
        of, count, value = (bool(self.hidden.all[len(PLACES) * place + which]) for which in PLACES)
        return of, count, count or value

    @property
    def told(self) -> dict[str, int]:
        """How many counts there are, are 1 to 10, are hidden, would be by repetition; and values hidden beside a count
        that is shown."""
        small, hidden = (one.reshape(-1, len(PLACES)) for one in (self.hidden.small, self.hidden.all))
        return {
            "counts": 2 * len(self.lines),
            "small": int(small[:, :VALUE].sum()),
            "hidden": int(hidden[:, :VALUE].sum()),
            "by_repetition": self.by_repetition,
            "values": int((hidden[:, VALUE] & ~hidden[:, COUNT]).sum()),
        }

    def for_books(self) -> list[Earlier]:
        counts = [
            Earlier(layer, one.members, not self.hidden.all[one.switch], one.table, one.subject)
            for layer, ones in layers(self.lines).items()
            for one in ones
        ]
        told = [one for one in averages(self.lines) if not self.is_hidden(one.place)[VALUE]]
        return counts + [Earlier(AVERAGES, one.members, True, one.words, (one.number, "")) for one in told]


def layers(lines: Sequence[Line]) -> dict[str, list[Counted]]:
    """Counts that stand on each other: all of episodes; all of the sessions, all of the screens and so on."""
    found: dict[str, list[Counted]] = {}
    for place, line in enumerate(lines):
        if what(line.measure) == THINGS:
            counted = {"denominator": line.sets.episodes["denominator"]}
            found.setdefault(things.layer(line.measure), []).extend(_counted(place, line, line.things))
        else:
            counted = line.sets.episodes
        found.setdefault(EPISODES, []).extend(_counted(place, line, counted))
    return found


def _counted(place: int, line: Line, members: Mapping[str, frozenset[str]]) -> Iterator[Counted]:
    for kind in members if what(line.measure) != AVERAGE else KINDS[:1]:
        whom = f"{kind} {json.dumps(dict(line.row.group), sort_keys=True)}"
        subject = ("|".join(line.table[:2]), whom)
        yield Counted(members[kind], len(PLACES) * place + SWITCH[kind], (*line.table, kind), subject, kind in LISTED)


def systems(lines: Sequence[Line], earlier: Iterable[Earlier] = ()) -> list[System]:
    """One system a layer, with what was published before."""
    counts = layers(lines)
    for one in (one for one in earlier if one.layer != AVERAGES):
        decided = EARLIER_SHOWN if one.shown else EARLIER_HIDDEN
        table, listed = ("earlier", *one.table), one.table[-1] in LISTED
        counts.setdefault(one.layer, []).append(Counted(one.members, decided, table, one.subject, listed))
    return [System.of(_apart(layer, ones)) for layer, ones in counts.items()]


def _apart(layer: str, ones: list[Counted]) -> list[Counted]:
    """Members that are the same or have nothing in common: an episode is, stretches of things are cut.

    Older releases have kept of things the "episodes with numerator of" each measure.
    """
    if layer.startswith(EPISODES):
        return ones
    pieces = things.cut([one.members for one in ones])
    return [replace(one, members=members) for one, members in zip(ones, pieces, strict=True)]


def switches(lines: Sequence[Line]) -> Switches:
    """What hiding costs: larger groups more, everybody together most."""
    cost = np.ones((len(lines), len(PLACES)))
    for place, line in enumerate(lines):
        base = (GROUP_COST if line.by else WHOLE_COST) * (1 + np.log1p(line.people))
        cost[place] = base * OF_COST, base, base * VALUE_COST
    return Switches(cost.ravel(), tuple(_takes(lines)))


def _takes(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """What else goes with each; of a value alone a system knows where it tells of others."""
    for place, line in enumerate(lines):
        first = len(PLACES) * place
        yield first + OF, first + COUNT
        if set(OF_CURVES) & set(line.sets.episodes):
            yield first + COUNT, first + VALUE


def draft(lines: Sequence[Line], earlier: Sequence[Earlier] = ()) -> Draft:
    """The lines with as little hidden as keeps every group of 1 to 10 people safe, also beside earlier releases."""
    found = hide(systems(lines, earlier), switches(lines))
    return with_averages(Draft(tuple(lines), found, int(repetition(lines).sum())), earlier)


def with_averages(found: Draft, earlier: Sequence[Earlier]) -> Draft:
    """The same with those averages hidden that tell of few people, by themselves or beside earlier ones."""
    before = [Average.kept(one.subject[0], one.members, one.table) for one in earlier if one.layer == AVERAGES]
    hidden = [place for place in range(len(found.lines)) if found.is_hidden(place)[VALUE]]
    cost = switches(found.lines).cost[COUNT :: len(PLACES)]
    also = found.hidden.also.copy()
    for place in to_hide(found.lines, hidden, before, cost):
        also[len(PLACES) * place + VALUE] = True
    return replace(found, hidden=replace(found.hidden, also=also))
