"""Columns of a drawn chart, beside or on each other."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from figures.svg.fills import outline, pattern_of
from figures.svg.frame import CannotDraw, Frame, tag


def bar_places(frame: Frame, layout: Mapping, columns: Sequence[Mapping]) -> list[str]:
    """The bars of each trace; of several on one pair of axes each stands on those before it."""
    below: dict[tuple, float] = {}
    stacked = layout.get("barmode") == "stack"
    places = [place for one in columns for place in dict.fromkeys(_places(one))]
    if not stacked and len(places) > len(set(places)):
        raise CannotDraw("Bars beside each other are not drawn.")
    wide = min((b - a for a, b in pairwise(sorted(set(places)))), default=1) * (1 - layout.get("bargap", 0.2))
    return [bars(frame, one, wide, below if stacked else {}) for one in columns]


def _places(one: Mapping):
    return one["y"] if one.get("orientation") == "h" else one["x"]


def bars(frame: Frame, one: Mapping, wide: float, below: dict) -> str:
    """Upright or level bars; `below` holds how high each place is filled already."""
    level = one.get("orientation", "v") == "h"
    places, sizes = (one["y"], one["x"]) if level else (one["x"], one["y"])
    wide, out = one.get("width", wide), []
    base = _listed(one.get("base", 0), len(places))
    for k, (place, size) in enumerate(zip(places, sizes, strict=True)):
        if size is None:
            continue
        start = base[k] + below.get((one.get("yaxis", "y"), place), 0)
        below[one.get("yaxis", "y"), place] = start + size
        out.append(_bar(frame, one, k, (place - wide / 2, place + wide / 2), (start, start + size), level))
    return "".join(out)


def _listed(value, n: int) -> list:
    return list(value) if isinstance(value, list | tuple) else [value] * n


def _bar(frame: Frame, one: Mapping, k: int, across: tuple, along: tuple, level: bool) -> str:
    xs, ys = (along, across) if level else (across, along)
    x0, x1 = sorted(frame.x(x, one.get("xaxis", "x")) for x in xs)
    y0, y1 = sorted(frame.y(y, one.get("yaxis", "y")) for y in ys)
    marker = one.get("marker", {})
    pattern = marker.get("pattern")
    colour = marker.get("color")
    colour = colour[k] if isinstance(colour, list | tuple) else colour
    fill = pattern_of(pattern) if pattern and pattern.get("shape") else colour
    line = marker.get("line") or {}
    style = outline(line) if line.get("width") else {}
    return tag("rect", x=x0, y=y0, width=x1 - x0, height=y1 - y0, fill=fill, **style)
