"""An action, and what is asked of one before it is kept."""

from dataclasses import dataclass, field
from datetime import date, datetime

from metrics import MEASURES
from metrics.cohort import BadRequest
from metrics.notes.note import EARLIEST, MOST_NAME, plain

# Characters: the action stands on the chart, the rest in the log.
MOST_ACTION, MOST_WORDS = 90, 300
OPENED, MOVED, ENDED = "opened", "moved", "ended"
OPEN, OVERDUE, DONE, DROPPED = "open", "overdue", "done", "dropped"
WORKED, DID_NOT, UNCLEAR = "worked", "did_not_work", "cannot_be_told"
OUTCOMES = (WORKED, DID_NOT, UNCLEAR, DROPPED)


class ActionRefused(BadRequest):
    """Why an action is not kept, in one sentence that says what to do."""


@dataclass(frozen=True)
class Entry:
    """One line of an action's history: who wrote when (UTC), what kind, and the words given with it."""

    at: datetime
    by: str
    kind: str
    words: str


@dataclass(frozen=True)
class Action:
    """`on`: the day from which it holds, where it stands on the chart. Of a measure (None: several) and a program
    (None: all). `ended`: the day it ended, `outcome` (one of OUTCOMES) and `result`: what came of it, in words.

    `number` and `history` are given by the database.
    """

    on: date
    finding: str
    action: str
    owner: str
    due: date
    by: str
    measure: str | None = None
    program: str | None = None
    ended: date | None = None
    outcome: str | None = None
    result: str | None = None
    number: int = field(default=0, compare=False)
    history: tuple[Entry, ...] = field(default=(), compare=False)

    def state(self, day: date) -> str:
        """OPEN, OVERDUE, DONE or DROPPED, as it stands on a day."""
        if self.ended:
            return DROPPED if self.outcome == DROPPED else DONE
        return OVERDUE if self.due < day else OPEN


def asked(
    on: date | None,
    finding: str | None,
    action: str | None,
    owner: str | None,
    due: date | None,
    by: str | None,
    measure: str | None = None,
    program: str | None = None,
) -> Action:
    """An action from what a person typed; ActionRefused where something lacks."""
    made = Action(on, *map(plain, (finding, action, owner)), due, plain(by), measure or None, program or None)
    _check_days(made)
    sentence(made.finding, "Say what was found")
    _text(made.action, MOST_ACTION, "Say what is done about it")
    name(made.owner, "Name who sees to it")
    name(made.by, "Give your name")
    if made.measure is not None and made.measure not in MEASURES:
        raise ActionRefused(f"There is no measure {made.measure!r}; leave it out to speak of several.")
    return made


def _check_days(made: Action) -> None:
    if made.on is None or made.on < EARLIEST:
        raise ActionRefused("Give the day from which the action holds.")
    if made.due is None or made.due < made.on:
        raise ActionRefused(f"It is due on the day on which it begins or later: choose a day from {made.on} on.")


def sentence(text: str, what: str) -> None:
    _text(text, MOST_WORDS, what)


def name(text: str, what: str) -> None:
    _text(text, MOST_NAME, what)


def _text(text: str, most: int, what: str) -> None:
    if not text:
        raise ActionRefused(f"{what}: it is empty.")
    if len(text) > most:
        raise ActionRefused(f"{what} in at most {most} characters: these are {len(text)}.")
