"""What is wrong, or may be, with the data behind a measure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Listed:
    """One record behind a finding: whose it is, and what is the matter with it. Of a whole program: no client and episode."""

    client_id: str
    episode_id: str
    program: str
    what: str


@dataclass(frozen=True)
class Difference:
    """Those of whom data is missing beside those of whom it is there.

    what: "first score", or a dimension; level: the value of the dimension that differs most, "" for a score. missing,
    present: shares of that level, or mean scores. size: standardised difference, low to high its 95 % interval.
    """

    what: str
    level: str
    missing: float
    present: float
    size: float
    low: float
    high: float


@dataclass(frozen=True)
class Finding:
    """One check of the data behind a measure. `word`: completeness, accuracy, validity or reliability. `count` of
    `of` `unit` (scores, episodes, sessions, …) are concerned. `says`: one sentence. `listed`: the records, for those
    who may see clients, no more than were asked for; empty for others. `differences`: of a check of who is missing,
    how they differ from the others."""

    word: str
    title: str
    count: int
    of: int
    unit: str
    says: str
    listed: tuple[Listed, ...] = ()
    differences: tuple[Difference, ...] = ()
