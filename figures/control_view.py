"""What is drawn of a measure by month, in the large chart and in the small ones: values, limits, signals, changes."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from figures.palette import Palette
from figures.series import Series

# Below this many months nothing is said about a usual range (Provost & Murray 2011, The Health Care Data Guide).
MONTHS_FOR_LIMITS = 12
MOST_CHANGES = 4
LIMITS = ("centre", "lower", "upper")


@dataclass(frozen=True)
class Change:
    """Something that happened on a day: `x` on the axis of positions; `split`: a new baseline begins with it."""

    x: float
    day: str
    text: str
    split: bool


@dataclass(frozen=True)
class View:
    """All that is drawn. Limits are per point, or None where no usual range can be told."""

    series: Series
    p: Palette
    unit: str
    noun: str | Callable
    narrow: bool
    centre: list | None
    lower: list | None
    upper: list | None
    signals: tuple
    changes: tuple["Change", ...]
    reasons: dict
    trial: bool

    @property
    def known(self) -> list[int]:
        """Positions of the months with a value."""
        return [i for i, value in enumerate(self.series.values) if value is not None]

    @property
    def breaks(self) -> list[float]:
        """The ends of each stretch between new baselines, on the axis of positions."""
        inside = sorted(change.x for change in self.changes if change.split)
        return [-0.5, *inside, len(self.series) - 0.5]

    def stretches(self) -> list[tuple[float, float, list[int]]]:
        """Start, end and positions of each stretch; lines and limits break between them."""
        ends = self.breaks
        inside = [[i for i in range(len(self.series)) if a <= i < b] for a, b in pairwise(ends)]
        return [part for part in zip(ends, ends[1:], inside, strict=False) if part[2]]

    def drawn(self) -> list:
        """Values, limits and the ends of the intervals that are drawn."""
        s = self.series
        shown = self.known if self.centre is None else self.known[-1:]
        ends = [end for i in shown for end in (s.lows[i], s.highs[i])]
        return [*s.values, *(self.lower or []), *(self.upper or []), *ends]


def view(series, chart, p, narrow=False, unit="share", noun="", changes=(), reasons=None) -> View:
    """The same for the large chart and the mini charts, so that both draw the same limits."""
    enough = len(series) - series.values.count(None) >= MONTHS_FOR_LIMITS
    usable = chart is not None and enough
    limits = [_limit(getattr(chart, name), len(series), unit) if usable else None for name in LIMITS]
    signals = tuple(chart.signals) if usable else ()
    dated = [_change(day, text, split and usable, series.labels) for day, text, split in sorted(changes)]
    drawn = _fewer([change for change in dated if change])
    return View(series, p, unit, noun, narrow, *limits, signals, drawn, reasons or {}, usable and chart.trial)


def _limit(limit, n: int, unit: str) -> list:
    points = list(limit) if hasattr(limit, "__iter__") else [limit] * n
    top = 1.0 if unit == "share" else float("inf")
    return [None if x is None else min(max(float(x), 0.0), top) if unit != "score" else float(x) for x in points]


def position(day: str, labels: list[str]) -> float | None:
    """Where a day lies between the months; a month reaches half a step to either side. None outside."""
    months = {label: i for i, label in enumerate(labels)}
    at, when = months.get(str(day)[:7]), date.fromisoformat(str(day))
    return None if at is None else at - 0.5 + (when.day - 1) / 31


def baseline_start(day: str, labels: list[str]) -> int | None:
    """Index of the first month after a change on that day: half a month or more of it must lie behind."""
    x = position(day, labels)
    return None if x is None or math.ceil(x) >= len(labels) else math.ceil(x)


def _change(day: str, text: str, split: bool, labels: list[str]) -> Change | None:
    """None for a day outside the chart; no limits are broken where no month lies on either side."""
    x, start = position(day, labels), baseline_start(day, labels)
    return None if x is None else Change(x, str(day), text, bool(split and start))


def _fewer(changes: list[Change]) -> tuple[Change, ...]:
    """The latest, and all that break the limits: the words of more would not be read."""
    return tuple(one for k, one in enumerate(changes) if one.split or len(changes) - k <= MOST_CHANGES)
