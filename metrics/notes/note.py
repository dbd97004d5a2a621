"""A note on a chart, and what is asked of one before it is kept."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from metrics import MEASURES
from metrics.cohort import BadRequest

EARLIEST = date(1950, 1, 1)
# Characters: words stand on the chart, names and reasons in the list under it.
MOST_WORDS, MOST_NAME, MOST_REASON = 90, 60, 300


class NoteRefused(BadRequest):
    """Why a note is not kept, in one sentence that says what to do."""


@dataclass(frozen=True)
class Withdrawal:
    """Who took a note back, when (UTC) and why."""

    by: str
    at: datetime
    why: str


@dataclass(frozen=True)
class Note:
    """What happened on a day, of a measure (None: all) and a program (None: all).

    `baseline`: the reason for a new baseline from that day on, None where none was asked for. `number`, `at` (UTC) and
    `withdrawn` are given by the database.
    """

    on: date
    words: str
    by: str
    measure: str | None = None
    program: str | None = None
    baseline: str | None = None
    number: int = field(default=0, compare=False)
    at: datetime | None = field(default=None, compare=False)
    withdrawn: Withdrawal | None = field(default=None, compare=False)

    @property
    def subject(self) -> tuple:
        """Two notes with the same subject say the same."""
        return self.on, self.words.casefold(), self.measure, self.program


def asked(
    on: date | None,
    words: str | None,
    by: str | None,
    measure: str | None = None,
    program: str | None = None,
    new_baseline: bool = False,
    reason: str | None = None,
) -> Note:
    """A note from what a person typed; NoteRefused where something lacks."""
    reason = plain(reason)
    if new_baseline and not reason:
        raise NoteRefused("A new baseline needs a written reason: say why the months before it no longer compare.")
    if reason and not new_baseline:
        raise NoteRefused("A reason is given but no new baseline asked for: choose both, or leave the reason out.")
    return Note(on, plain(words), plain(by), measure or None, program or None, reason or None)


def plain(text: str | None) -> str:
    """One line of text, without signs that cannot be printed."""
    return "".join(sign for sign in " ".join((text or "").split()) if sign.isprintable())


def check(note: Note, today: date) -> None:
    """NoteRefused where the note cannot be kept, whatever the database holds."""
    if note.on is None or not EARLIEST <= note.on <= today:
        raise NoteRefused(f"A note speaks of a day that has been: choose one from {EARLIEST} to {today}.")
    if note.measure is not None and note.measure not in MEASURES:
        raise NoteRefused(f"There is no measure {note.measure!r}; leave it out to speak of all measures.")
    _text(note.words, MOST_WORDS, "Say in a few words what happened")
    name(note.by)
    if note.baseline:
        _text(note.baseline, MOST_REASON, "Give the reason")


def name(by: str) -> None:
    _text(by, MOST_NAME, "Give your name")


def why(text: str) -> None:
    _text(text, MOST_REASON, "Say why the note is withdrawn")


def _text(text: str, most: int, what: str) -> None:
    if not text:
        raise NoteRefused(f"{what}: it is empty.")
    if len(text) > most:
        raise NoteRefused(f"{what} in at most {most} characters: these are {len(text)}.")


def stamped(note: Note, number: int, at: datetime) -> Note:
    return replace(note, number=number, at=at)
