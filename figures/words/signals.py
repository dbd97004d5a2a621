"""Runs of signals on a monthly chart: the one that reaches the latest month, and the latest that has passed."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from metrics.charts import SHOWN_MONTHS, MonthlyChart

# Where several rules speak of one month, the plainest speaks first.
ORDER = ("outside_limits", "eight_on_one_side", "two_of_three_beyond_two_sigma", "six_rising_or_falling")
TREND = "six_rising_or_falling"
NEAR = "two_of_three_beyond_two_sigma"
THREE = 3


@dataclass(frozen=True)
class Run:
    """Months (indices, ascending) that one rule found next to each other; up: above the centre, or rising."""

    rule: str
    indices: tuple[int, ...]
    up: bool


def latest(monthly: MonthlyChart) -> Run | None:
    """The run that ends with the latest month with a value."""
    return _run(monthly, monthly.last) if monthly.known else None


def past(monthly: MonthlyChart) -> Run | None:
    """The latest run that ended before the latest month, among the last twelve with a value."""
    recent = _baseline(monthly)[-SHOWN_MONTHS:]
    return next((run for at in reversed(recent[:-1]) if (run := _run(monthly, at))), None)


def _run(monthly: MonthlyChart, at: int) -> Run | None:
    rules = {signal.rule for signal in monthly.chart.signals if signal.index == at}
    rule = next((rule for rule in ORDER if rule in rules), None)
    if rule is None:
        return None
    back = [i for i in reversed(_baseline(monthly)) if i <= at]
    return _falling_or_rising(monthly, back) if rule == TREND else _on_one_side(monthly, rule, back)


def _baseline(monthly: MonthlyChart) -> list[int]:
    """Months with a value since the latest baseline began: runs do not reach across it."""
    start = max((i for i in monthly.baselines if i <= monthly.last), default=0)
    return [i for i in monthly.known if i >= start]


def _on_one_side(monthly: MonthlyChart, rule: str, back: Sequence[int]) -> Run:
    hit = {signal.index for signal in monthly.chart.signals if signal.rule == rule}
    up = _above(monthly, back[0])
    if rule == NEAR:
        found = [i for i in back[:THREE] if i in hit and _above(monthly, i) == up]
    else:
        found = list(takewhile(lambda i: i in hit and _above(monthly, i) == up, back))
    return Run(rule, tuple(reversed(found)), up)


def _above(monthly: MonthlyChart, at: int) -> bool:
    return monthly.values[at] > monthly.chart.centre[at]


def _falling_or_rising(monthly: MonthlyChart, back: Sequence[int]) -> Run:
    values = monthly.values
    up = values[back[0]] > values[back[1]]
    found = [back[0]]
    for later, earlier in pairwise(back):
        if values[later] == values[earlier] or (values[later] > values[earlier]) != up:
            break
        found.append(earlier)
    return Run(TREND, tuple(reversed(found)), up)
