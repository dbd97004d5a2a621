"""What a rate of collection becomes within the week: if every score that is due is collected, and if none is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from metrics.facts import day_of
from metrics.instrument import Instrument
from metrics.result import Row
from metrics.symptoms.facts import WINDOW
from metrics.symptoms.results import FOLLOW_UP_DUE
from metrics.watch.rules import AHEAD, FIRST_DUE, SECOND_DUE, WATCHED
from metrics.watch.scores import due, left

FIRST, SECOND = "baseline_collected", "followed_up"


@dataclass(frozen=True)
class Expected:
    """The week ahead of one measure of collection, for the cohort's period.

    `due`: scores that would count. `entering`: people who come into the denominator within the week without one of
    these, `entering_due`: with one of these; `scored`: those of `entering` who have their score.
    """

    measure: str
    due: int
    entering_due: int
    entering: int
    scored: int

    def shares(self, now: Row) -> dict[str, tuple[int, int]]:
        """(numerator, denominator) "now", "if_all" and "if_none" of the due scores are collected, from the measure's
        headline as it stands; nobody is taken to be admitted or discharged meanwhile."""
        have, of = int(now.numerator or 0), int(now.denominator or 0)
        later = of + self.entering + self.entering_due
        return {
            "now": (have, of),
            "if_all": (have + self.scored + self.due, later),
            "if_none": (have + self.scored, later),
        }


def expected(rows: Iterable[Mapping], as_of: date) -> tuple[Expected, ...]:
    """The week ahead of each measure of collection of WATCHED, from `scores.present`."""
    inside = [row for row in rows if row["in_period"]]
    return tuple(_expected(one, what, inside, day_of(as_of)) for one in WATCHED for what in (FIRST, SECOND))


def _expected(one: Instrument, what: str, rows: list[Mapping], today: int) -> Expected:
    kind, score = (FIRST_DUE, "baseline_score") if what == FIRST else (SECOND_DUE, "latest_score")
    asked = [any(reason.kind == kind for reason in due(one, row, today)) for row in rows]
    enters = [_enters(one, what, row, today) for row in rows]
    others = [row for row, is_due, new in zip(rows, asked, enters, strict=True) if new and not is_due]
    both = sum(is_due and new for is_due, new in zip(asked, enters, strict=True))
    scored = sum(row[f"{one.name} {score}"] is not None for row in others)
    return Expected(f"{one.slug}_{what}", sum(asked), both, len(others), scored)


def _enters(one: Instrument, what: str, row: Mapping, today: int) -> bool:
    """Comes into the denominator within AHEAD days."""
    if what == SECOND and (left(row) or row[f"{one.name} baseline_score"] is None):
        return False
    return today < row["admitted_day"] + (WINDOW if what == FIRST else FOLLOW_UP_DUE) <= today + AHEAD
