"""Why somebody is looked at now: the reasons, from the most urgent to the least, and the figures behind them."""

from dataclasses import dataclass
from datetime import date

from metrics.instrument import Instrument
from metrics.instruments import GAD7, PHQ9

ITEM_9, WORSE, NO_SHOWS, NOT_IMPROVING = "item_9", "worse", "no_shows", "not_improving"
FIRST_DUE, SECOND_DUE = "first_score_due", "second_score_due"
# The measures' own choice: what may be a matter of life first, then who slips away, then what is only missing.
URGENCY = (ITEM_9, WORSE, NO_SHOWS, NOT_IMPROVING, FIRST_DUE, SECOND_DUE)
DUE = (FIRST_DUE, SECOND_DUE)

WATCHED: tuple[Instrument, ...] = (PHQ9, GAD7)
# The smallest fall that people feel: PHQ-9 5 points (Löwe, Unützer, Callahan, Perkins & Kroenke 2004, Med Care
# 42:1194-1201), GAD-7 4 points (Toussaint et al. 2020, J Affect Disord 265:395-401).
FELT = {PHQ9.name: 5, GAD7.name: 4}
# By week 4 a treatment that helps has begun to show (measures: a second score is due after as many days).
ON_TRACK_AFTER = 28
# A review of a positive item 9 belongs to the same or the next day (measures: item9).
REVIEWED_WITHIN = 1
IN_A_ROW = 2
# Scores that fall due in so many days after the last day of the data.
AHEAD = 7


@dataclass(frozen=True)
class Reason:
    """Why one person is on the list.

    `on`: the day of what was seen (score, last no-show); of a score that is due, the day by which it is. `first`,
    `latest`: the scores behind it; of item 9 the answer (1 to 3); of no-shows how many in a row. `reviewed_on`: the
    day of a review of item 9 that came too late, None where there is none.
    """

    kind: str
    on: date
    instrument: str | None = None
    first: int | None = None
    latest: int | None = None
    reviewed_on: date | None = None


@dataclass(frozen=True)
class Person:
    """An episode that needs a look now, with its reasons, the most urgent first."""

    client_id: str
    episode_id: str
    program: str
    admitted_on: date
    discharged_on: date | None
    reasons: tuple[Reason, ...]

    def has(self, *kinds: str) -> bool:
        """Any of these reasons."""
        return any(reason.kind in kinds for reason in self.reasons)

    @property
    def urgency(self) -> tuple:
        """The smaller, the sooner: by reasons, then by the day that is nearest."""
        ranks = [_rank(reason) for reason in self.reasons]
        return (*ranks, (len(URGENCY), 0, 0)), self.client_id, self.episode_id


def in_order(reasons: list[Reason]) -> tuple[Reason, ...]:
    return tuple(sorted(reasons, key=lambda one: (*_rank(one), one.instrument or "")))


def _rank(reason: Reason) -> tuple[int, int, int]:
    """Kind; a review that came late after none at all; the day of what is due."""
    day = reason.on.toordinal() if reason.kind in DUE else 0
    return URGENCY.index(reason.kind), int(reason.reviewed_on is not None), day
