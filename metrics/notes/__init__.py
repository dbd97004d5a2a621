"""Notes on charts: what happened at the program on a day, written by people, kept with who and when.

A note may ask for a new baseline; it then gives the reason. Notes are never changed or deleted: a second entry
withdraws one. Imports and rebuilt facts leave them alone.
"""

from metrics.notes.book import read, withdraw, write
from metrics.notes.note import Note, NoteRefused, Withdrawal, asked
from metrics.notes.placing import baseline_starts, begins, of_chart, on_chart

__all__ = [
    "Note",
    "NoteRefused",
    "Withdrawal",
    "asked",
    "baseline_starts",
    "begins",
    "of_chart",
    "on_chart",
    "read",
    "withdraw",
    "write",
]
