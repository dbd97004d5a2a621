"""Two spans of time of one measure: what changed between them, and whether chance alone is an unlikely reason."""

from dataclasses import dataclass

from figures import numbers
from figures.words import clauses, parts
from figures.words.months import capital
from metrics.contrasts import difference, enough
from metrics.measure import Measure
from metrics.result import Row

UP, DOWN, SAME, FEW = "up", "down", "no clear change", "too few"
CHANCE = "chance alone is an unlikely reason"
COULD_BE = "the difference could be chance"


@dataclass(frozen=True)
class Change:
    """kind: UP, DOWN, SAME or FEW. better: None where nothing is said of it. words: a sentence without a full stop."""

    kind: str
    words: str
    better: bool | None = None


def change(before: Row, now: Row, measure: Measure, earlier: str = "before") -> Change:
    """What changed from one span to the next; `earlier` names the first: "the year before".

    The interval of the difference is Newcombe's, or Zou and Donner's (metrics/contrasts.py); where it leaves out no
    difference the change is said to be one.
    """
    if not _can_compare(before, now):
        return Change(FEW, f"Too few to tell: {_said(now, measure)}; {earlier}: {_said(before, measure)}")
    apart, low, high = difference(now, before)
    both = f"{_said(now, measure)}; {earlier}: {_said(before, measure)}"
    if low <= 0 <= high:
        return Change(SAME, f"No clear change: {both}; {COULD_BE}")
    up = apart > 0
    better = None if measure.card.good == "neither" else up == (measure.card.good == "higher")
    return Change(UP if up else DOWN, f"{capital(clauses.clause(measure, up))}: {both}; {CHANCE}", better)


def _can_compare(*rows: Row) -> bool:
    return all(None not in (row.value, row.low, row.high, row.denominator) for row in rows) and enough(*rows)


def _said(row: Row, measure: Measure) -> str:
    unit, n = parts.unit(measure), row.denominator
    if not n or row.value is None:
        return numbers.NO_DATA
    return f"{numbers.estimate(row.value, row.low, row.high, unit, n)}, {parts.counts(measure, row)}"
