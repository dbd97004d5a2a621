"""On which chart a note stands, and from which month a new baseline begins there."""

from collections.abc import Iterable
from datetime import date

from metrics.cohort import Cohort
from metrics.months import month_of, months_before
from metrics.notes.note import Note

# The measures' own choice: the last day of a month on which a change still leaves half of it behind, so that the month
# belongs to what came after.
LAST_DAY_OF_FIRST_HALF = 16


def of_chart(notes: Iterable[Note], measure: str, cohort: Cohort) -> list[Note]:
    """The notes that stand on a chart of this measure and cohort, in the order given."""
    return [note for note in notes if on_chart(note, measure, cohort)]


def on_chart(note: Note, measure: str, cohort: Cohort) -> bool:
    """Not withdrawn, on this measure or all, on any program of the cohort or all."""
    programs = programs_of(cohort)
    here = note.program is None or programs is None or note.program in programs
    return note.withdrawn is None and note.measure in (None, measure) and here


def begins(note: Note, cohort: Cohort) -> bool:
    """A new baseline begins with it: only where the chart speaks of nobody whom the change did not touch."""
    return note.baseline is not None and (note.program is None or programs_of(cohort) == {note.program})


def baseline_starts(notes: Iterable[Note], measure: str, cohort: Cohort) -> tuple[str, ...]:
    """The months at which a new baseline begins on this chart."""
    found = {first_month(note) for note in of_chart(notes, measure, cohort) if begins(note, cohort)}
    return tuple(sorted(found))


def first_month(note: Note) -> str:
    """The first month that belongs to what came after: its own, or the next where the day lies in its second half."""
    return month_from(note.on)


def month_from(day: date) -> str:
    """The first month that belongs to what a day changed."""
    month = month_of(day)
    return month if day.day <= LAST_DAY_OF_FIRST_HALF else months_before(month, -1)


def programs_of(cohort: Cohort) -> set[str] | None:
    """The programs that a chart of the cohort speaks of; None: all."""
    chosen = next((set(values) for name, values in cohort.where if name == "program"), None)
    if cohort.scope is None:
        return chosen
    return set(cohort.scope) if chosen is None else chosen & cohort.scope
