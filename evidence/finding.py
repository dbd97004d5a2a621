"""What is wrong, or may be, with the data behind a measure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Listed:
    """One record behind a finding: whose it is, and what is the matter with it."""

    client_id: str
    episode_id: str
    program: str
    what: str


@dataclass(frozen=True)
class Finding:
    """One check of the data behind a measure. `word`: completeness, accuracy, validity or reliability. `count` of
    `of` `unit` (scores, episodes, sessions, …) are concerned. `says`: one sentence. `listed`: the records, for those
    who may see clients; empty for others."""

    word: str
    title: str
    count: int
    of: int
    unit: str
    says: str
    listed: tuple[Listed, ...] = ()
