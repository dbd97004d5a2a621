"""The past made again from the records: what measures were when a report was frozen, and what each cause did since."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection

from evidence import concerned, log, reads
from evidence.effect import CORRECTED, FURTHER, LATE, Effect, moved
from evidence.frozen import Frozen, FrozenNumber
from evidence.scratch import Scratch
from evidence.standing import Standing, numbers, standing
from metrics.cohort import Cohort
from metrics.measure import Measure
from metrics.result import Row

# So many are made again at once for several measures: the records of 60,000 people take 2 GiB. For more of them, and for
# all whom one measure concerns, measures are asked in parts, down to one.
MOST_AT_ONCE = 60_000

State = tuple[tuple[Row, ...], Standing]


@dataclass(frozen=True)
class Asked:
    """One frozen number with the definitions and filters of then and of now; `kept`: that of then is still known."""

    frozen: FrozenNumber
    old: Measure
    new: Measure
    old_cohort: Cohort
    new_cohort: Cohort
    kept: bool

    def by_old(self, connection: Connection, last: date) -> State:
        """What it is by the definition and filters of then."""
        return state(connection, self.old, self.old_cohort, self.frozen.asked, last)


@dataclass
class Course:
    """A number on its way back from today, by the definition and filters of then: its state so far, and what each cause
    did from there on, the first cause first. `seen`: the facts and records that it reads."""

    asked: Asked
    state: State
    seen: frozenset[str]
    effects: list[Effect] = field(default_factory=list)

    @property
    def direct(self) -> frozenset[str]:
        """The records that it reads beside the facts."""
        return self.seen & reads.RECORD_NAMES

    def back(self, cause: str, before: State) -> None:
        """To the state before a cause. Only whom it moved is kept of the state after it."""
        rows, people = self.state
        self.effects.insert(0, Effect(cause, rows, moved(before[1], people)))
        self.state = before


def state(connection: Connection, measure: Measure, cohort: Cohort, asked: Mapping[str, str], last: date) -> State:
    """A measure's numbers, and how everybody stands behind them."""
    options = measure.read_options(asked)
    return numbers(connection, measure, cohort, options, last), standing(connection, measure, cohort, options, last)


def today(own: Connection, asked: Asked, now: date) -> Course:
    """A number asked again."""
    with reads.watched(own) as seen:
        found = asked.by_old(own, now)
    return Course(asked, found, frozenset(seen))


class Past:
    """What undoes the changes since a report was frozen. `own` may be asked about everybody."""

    def __init__(self, own: Connection, packet: Frozen, now: date):
        self.own, self.packet, self.now, self.then = own, packet, now, packet.as_of
        self.changes = log.read(own, packet.data_version)

    def go_back(self, courses: list[Course], tell: Callable[[int], None]) -> None:
        """All of them, from today to the state of then; `tell`: of how many it has been done."""
        if self.changes or self.then != self.now:
            self._again(courses, tell)

    def _again(self, courses: list[Course], tell: Callable[[int], None], done: int = 0) -> None:
        """In two halves where several concern too many together: most often only few of them concern so many."""
        facts = reads.facts_behind(set().union(*(one.seen for one in courses)))
        direct = set().union(*(one.direct for one in courses))
        whom = concerned.find(self.own, facts, direct, self.changes, self.then, self.now, self.packet.cohort)
        half = len(courses) // 2
        if half and len(whom.everyone()) > MOST_AT_ONCE:
            self._again(courses[:half], tell, done)
            return self._again(courses[half:], tell, done + half)
        tell(done)
        with Scratch(self.own, facts, direct, self.packet.cohort, self.changes, whom) as scratch:
            self._undo(scratch, courses)

    def _undo(self, scratch: Scratch, courses: list[Course]) -> None:
        """The older last day, the older values, the rows that there were."""
        steps = (
            (FURTHER, self.then != self.now, scratch.as_of),
            (CORRECTED, bool(self.changes.before), scratch.uncorrect),
            (LATE, bool(self.changes.came or self.changes.emptied), scratch.undo),
        )
        for cause, needed, undo in steps:
            if needed:
                undo(self.then)
                for one in courses:
                    one.back(cause, one.asked.by_old(scratch.connection, self.then))
