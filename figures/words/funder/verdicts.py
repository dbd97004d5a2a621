"""Verdicts: what two numbers and their intervals say of the difference between them."""

from math import exp, log, sqrt

from figures.words.funder.lines import Share
from figures.words.funder.marking import _

# A range wider than this (of 100 people) says too little for a verdict.
WIDEST = 0.3
BETTER, WORSE, SAME, FEW, ALONE = "better", "worse", "same", "few", "alone"
VERDICTS = {
    BETTER: _("Better than the year before, and unlikely to be chance."),
    WORSE: _("Worse than the year before, and unlikely to be chance."),
    SAME: _("About the same as the year before; the difference could be chance."),
    FEW: _("Too few people to tell."),
    ALONE: _("No earlier year can be compared."),
}
VISITS = {
    BETTER: _("Emergency visits fell; we cannot say why."),
    WORSE: _("Emergency visits rose."),
    SAME: _("Emergency visits did not clearly change."),
    FEW: _("Too few people to tell about emergency visits."),
}


def compare(now: Share | None, before: Share | None, good_up: bool = True) -> str:
    """BETTER, WORSE, SAME, FEW or ALONE: the difference of two shares from their intervals (MOVER: Zou & Donner 2008,
    Stat Med 27:1693-1702; with Wilson intervals it is Newcombe's method 10)."""
    if now is None or now[2] - now[1] > WIDEST:
        return FEW
    if before is None:
        return ALONE
    d = now[0] - before[0]
    low = d - sqrt((now[0] - now[1]) ** 2 + (before[2] - before[0]) ** 2)
    high = d + sqrt((now[2] - now[0]) ** 2 + (before[0] - before[1]) ** 2)
    if low <= 0 <= high:
        return SAME
    return BETTER if (d > 0) == good_up else WORSE


def ratio(now: Share | None, before: Share | None) -> Share | None:
    """The ratio of two rates with its range, from their intervals on the log scale (MOVER).

    Of none now, which has no logarithm: up to its most beside the least before.
    """
    if now is None or before is None or min(before) <= 0:
        return None
    if now[0] <= 0:
        return 0.0, 0.0, now[2] / before[1]
    a, b = [[log(x) if x > 0 else float("-inf") for x in one] for one in (now, before)]
    d = a[0] - b[0]
    low = d - sqrt((a[0] - a[1]) ** 2 + (b[2] - b[0]) ** 2)
    high = d + sqrt((a[2] - a[0]) ** 2 + (b[0] - b[1]) ** 2)
    return exp(d), exp(low), exp(high)


def fewer_is_better(change: Share) -> str:
    """BETTER, WORSE or SAME, from the ratio of two rates of what nobody wants."""
    if change[1] <= 1 <= change[2]:
        return SAME
    return BETTER if change[0] < 1 else WORSE
