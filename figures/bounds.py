"""Numbers between their bounds: one line each with the value, its interval, and the hatched band of what is missing."""

from collections.abc import Iterable
from html import escape

from figures import numbers
from figures.words import bounds as words
from metrics.bounds import Bounded

TICKS = (0, 0.25, 0.5, 0.75, 1)


def bounds(lines: Iterable[tuple[str, Bounded, str]], good: str | Iterable[str] = "neither") -> str:
    """HTML of (name, numbers, counts in words), all on one scale of shares; fits 300 px or more.

    good: "higher", "lower" or "neither", for all lines or one each.
    """
    lines = list(lines)
    ways = [good] * len(lines) if isinstance(good, str) else list(good)
    rows = "".join(_line(*line, way) for line, way in zip(lines, ways, strict=True))
    return f'<div class="o-bounds" role="list">{rows}{_axis()}</div>' if rows else ""


def _line(name: str, one: Bounded, counts: str, good: str) -> str:
    row = one.row
    band = _piece("o-bound-band o-missing", one.least.value, one.most.value)
    interval = "" if None in (row.low, row.high) else _piece("o-bound-interval", row.low, row.high)
    dot = f'<i class="o-bound-dot" style="left:{_place(row.value)}"></i>'
    track = f'<div class="o-bound-track" aria-hidden="true">{band}{interval}{dot}</div>'
    value = f"<b>{numbers.share(row.value, row.denominator)}</b>"
    bracket = numbers.interval(row.low, row.high, "share", row.denominator)
    said = f"{value}{f' <span>({bracket})</span>' if bracket else ''} {escape(words.ends(one, good))}"
    count = f'<div class="o-bound-count">{escape(counts)}</div>'
    head = f'<div class="o-bound-name">{escape(name)}</div>'
    return f'<div class="o-bound" role="listitem">{head}{track}<div class="o-bound-words">{said}{count}</div></div>'


def _piece(kind: str, low: float, high: float) -> str:
    return f'<i class="{kind}" style="left:{_place(low)};width:{_place(high - low)}"></i>'


def _place(share: float) -> str:
    return f"{100 * share:.2f}%"


def _axis() -> str:
    """The scale, once, under all lines."""
    marks = "".join(f'<span style="left:{_place(tick)}">{numbers.share(tick)}</span>' for tick in TICKS)
    return f'<div class="o-bound o-bound-axis" aria-hidden="true"><div></div><div class="o-bound-marks">{marks}</div><div></div></div>'
