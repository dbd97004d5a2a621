"""One record's path through a measure's rule, for a surveyor to perform again by hand."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Step:
    """One step of the rule: the day and the source value it looked at (table, record's id, column, value), and what
    followed from it, in words."""

    day: date | None
    table: str
    record_id: str
    value: str
    follows: str


@dataclass(frozen=True)
class Traced:
    """One episode drawn for a measure: how it stands (counted, not counted, excluded), and why, step by step."""

    measure: str
    client_id: str
    episode_id: str
    program: str
    standing: str
    reason: str
    steps: tuple[Step, ...]
