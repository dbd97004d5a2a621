"""A fault: why one row cannot go in."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One row that is kept out: its line in the file, the column at fault (None: the whole row), why, the row as
    it was received, and the key by which it is known, where that can be read."""

    line: int
    column: str | None
    reason: str
    text: str = ""
    key: str | None = None
