"""What a standard asks for, and how far a program's own data answers it."""

from dataclasses import dataclass

MET, PARTLY, MISSING = "met", "partly met", "missing"
COMPLETENESS, ACCURACY, VALIDITY, RELIABILITY = "completeness", "accuracy", "validity", "reliability"
QUALITY = (COMPLETENESS, ACCURACY, VALIDITY, RELIABILITY)
# SAMHSA asks for 80 % of people to be followed up (https://ohiososevaluation.org/grpa-admin/follow-interview).
COMPLETE = 0.8


@dataclass(frozen=True)
class Target:
    """What a program wants of a measure's part: at least or at most so much, on the measure's own scale."""

    measure: str
    part: tuple[tuple[str, object], ...]
    at_least: float | None
    at_most: float | None
    source: str


@dataclass(frozen=True)
class Requirement:
    """One line of a standard. `asks`: what it wants, in our own words. `measures`: names of the measures that answer
    it. `quality`: which of the four words of data quality answer it. `by_hand`: what only a person can show, one
    sentence each. `actions`: answered by the log of actions."""

    code: str
    title: str
    asks: str
    measures: tuple[str, ...] = ()
    quality: tuple[str, ...] = ()
    targets: tuple[Target, ...] = ()
    by_hand: tuple[str, ...] = ()
    actions: bool = False
    # The least share of records that must be there where completeness is asked for.
    complete: float = COMPLETE


@dataclass(frozen=True)
class Standard:
    """A standard, or a program's own lines: `key` is its name on the command line. `checked`: against what its words
    here were held, and what could not be seen."""

    key: str
    title: str
    edition: str
    source: str
    address: str
    requirements: tuple[Requirement, ...]
    checked: str = ""

    @property
    def measures(self) -> tuple[str, ...]:
        """Every measure that it names, each once, in its order."""
        return tuple(dict.fromkeys(name for one in self.requirements for name in one.measures))


@dataclass(frozen=True)
class Answer:
    """How far a requirement is answered: `state` is MET, PARTLY or MISSING; sentences say by what, and what is left."""

    requirement: Requirement
    state: str
    found: tuple[str, ...]
    to_do: tuple[str, ...]
