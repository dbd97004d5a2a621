"""A funnel plot: groups by their size, and the limits within which chance alone keeps nearly all of them."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from figures import layout, numbers
from figures.layout import BODY, SMALL
from figures.palette import palette
from metrics.funnel_limits import INSIDE, OUTSIDE_998, Funnel

HEIGHT, TOP, BOTTOM, LEFT, RIGHT = 340, 12, 52, 46, 62
# Where a letter is tried around its point: shift in px to the right and downwards, the nearest first.
PLACES = (
    (12, 0),
    (-12, 0),
    (0, -15),
    (0, 15),
    (11, -12),
    (-11, -12),
    (11, 12),
    (-11, 12),
    (24, 0),
    (-24, 0),
    (12, -24),
    (12, 24),
    (24, -12),
    (24, 12),
)
# The narrowest plotting area that the labels must fit: half of a 1,024 px window, or a phone.
PLOT = {False: 190, True: 220}
CURVE_POINTS, FIRST_SIZE = 40, 1 / 60
LEVELS = ("99.8", "95")


class Point(NamedTuple):
    """One group: the letter that marks it, its name, size, value, where it stands, and what is said of it on hover,
    line by line. limits: level -> (lower, upper), where it has limits of its own."""

    mark: str
    name: str
    n: float
    value: float
    standing: str
    said: tuple[str, ...] = ()
    limits: Mapping[str, tuple[float, float]] = MappingProxyType({})


def funnel_plot(
    points: Sequence[Point],
    funnel: Funnel,
    mode: str = "light",
    narrow: bool = False,
    unit: str = "share",
    noun: str = "",
):
    """Points in the order of their names. `noun`: what sizes count."""
    p = palette(mode)
    if not points:
        return layout.empty(mode)
    x, y = _scales(points, funnel, unit)
    grid = _sizes(points, x["range"][1])
    curves = {level: [funnel.limits(n, level) for n in grid] for level in LEVELS}
    page = layout.base(p, HEIGHT, left=LEFT, right=RIGHT, top=TOP, bottom=BOTTOM)
    page["xaxis"] = layout.x_axis(p, **x, tickformat=",", title=_title(noun, p))
    page["yaxis"] = layout.y_axis(p, unit, **y)
    page["annotations"] = [*_ends(p, funnel, curves, y, unit), *_labels(p, points, x, y, narrow)]
    centre = _centre(p, funnel.centre, x["range"][1])
    return layout.figure([*_limits(p, grid, curves), centre, *dots(p, points, [point.n for point in points])], page)


def _scales(points, funnel: Funnel, unit: str) -> tuple[dict, dict]:
    x = layout.scale([0, *(point.n * 1.06 for point in points)], "count", from_zero=True)
    middle = sorted(point.n for point in points)[len(points) // 2]
    held = [*(point.value for point in points), *funnel.limits(middle, "99.8")]
    return x, layout.scale(held, unit, most=6)


def _sizes(points: Sequence[Point], largest: float) -> list[float]:
    """Sizes from below the smallest group to the edge, closer together where the funnel is steep."""
    first = max(1.0, min(largest * FIRST_SIZE, *(point.n for point in points)))
    steps = [first * (largest / first) ** (k / (CURVE_POINTS - 1)) for k in range(CURVE_POINTS)]
    return sorted({round(n) if n > 5 else round(n, 1) for n in steps if n >= 1})


def _limits(p, grid, curves) -> list[dict]:
    """The band that holds 95 of 100, and dotted lines at both limits."""
    out = []
    for level in LEVELS:
        for side, fill in ((0, None), (1, "tonexty" if level == "95" else None)):
            line = {"color": p.limit, "width": 1, "dash": "2px,3px"}
            trace = {"type": "scatter", "mode": "lines", "line": line, "hoverinfo": "skip", "name": f"{level} {side}"}
            more = {"fill": fill, "fillcolor": p.usual} if fill else {}
            out.append({**trace, "x": grid, "y": [ends[side] for ends in curves[level]], **more})
    return [*out[2:], *out[:2]]


def _centre(p, value: float, largest: float) -> dict:
    look = {"type": "scatter", "mode": "lines", "line": {"color": p.limit, "width": 1.2}, "hoverinfo": "skip"}
    return {**look, "x": [0, largest], "y": [value, value], "name": "all"}


def dots(p, points: Sequence[Point], at: Sequence[float]) -> list[dict]:
    """Inside the limits as dots, outside them as diamonds: open beyond 95, filled beyond 99.8. `at`: places on x."""
    inside, out = (
        [(point, x) for point, x in zip(points, at, strict=True) if (point.standing == INSIDE) is wanted]
        for wanted in (True, False)
    )
    symbols = ["diamond" if point.standing == OUTSIDE_998 else "diamond-open" for point, _ in out]
    looks = (
        ("inside", inside, {"size": 9, "color": p.accent, "line": {"color": p.background, "width": 1}}),
        ("outside", out, {"size": 13, "color": p.signal, "symbol": symbols, "line": {"color": p.signal, "width": 2}}),
    )
    return [_trace(name, some, marker) for name, some, marker in looks if some]


def _trace(name: str, some, marker: dict) -> dict:
    hover = ["<br>".join((f"<b>{layout.plain(point.name)}</b>", *map(layout.plain, point.said))) for point, _ in some]
    places = {"x": [x for _, x in some], "y": [point.value for point, _ in some]}
    look = {"type": "scatter", "mode": "markers", "marker": marker, "cliponaxis": False}
    return {**look, **places, "name": name, "hoverinfo": "text", "hovertext": hover}


def _ends(p, funnel: Funnel, curves, y: dict, unit: str) -> list[dict]:
    """At the right end: the overall value and the limits."""
    named = [(funnel.centre, f"<b>all {numbers.value(funnel.centre, unit)}</b>")]
    return ends(p, [*named, *((end, f"{level}%") for level in LEVELS for end in curves[level][-1])], y)


def ends(p, named: Sequence[tuple[float, str]], y: dict) -> list[dict]:
    """Words at the right end, moved apart where they are close; none off the scale."""
    low, high = y["range"]
    named = [(value, text) for value, text in named if low <= value <= high]
    px, gap = HEIGHT - TOP - BOTTOM, layout.LINE - 2
    moved = _within(layout.spread([(value - low) / (high - low) * px for value, _ in named], gap), gap, px)
    place = {"xref": "paper", "yref": "paper", "xshift": 6}
    return [
        layout.words(text, 1, at / px, p.second, SMALL, **place) for at, (_, text) in zip(moved, named, strict=True)
    ]


def _within(places: list[float], gap: float, size: float) -> list[float]:
    """The same places, at least `gap` apart as they are, moved into 0 to `size`."""
    order, out = sorted(range(len(places)), key=lambda i: places[i]), list(places)
    for k, i in enumerate(order):
        out[i] = max(out[i], k * gap)
    for k, i in enumerate(reversed(order)):
        out[i] = min(out[i], size - k * gap)
    return out


def _labels(p, points, x: dict, y: dict, narrow: bool) -> list[dict]:
    """The letter of each point beside it, where it meets no other point or letter."""
    low, high = y["range"]
    at = [
        (PLOT[narrow] * point.n / x["range"][1], (HEIGHT - TOP - BOTTOM) * (high - point.value) / (high - low))
        for point in points
    ]
    taken, out = list(at), []
    for point, (a, b) in zip(points, at, strict=True):
        dx, dy = next((d for d in PLACES if _free(a + d[0], b + d[1], taken)), (None, None))
        if dx is not None:
            taken.append((a + dx, b + dy))
            place = {"xanchor": "center", "align": "center", "xshift": dx, "yshift": -dy}
            out.append(layout.words(layout.plain(point.mark), point.n, point.value, p.text, SMALL, **place))
    return out


def _free(a: float, b: float, taken) -> bool:
    """No other mark within a letter's width and height, and still on the chart."""
    inside = a > 8 and 0 < b < HEIGHT - TOP - BOTTOM
    return inside and all(abs(a - c) > 10 or abs(b - d) > 12 for c, d in taken)


def _title(noun: str, p) -> dict:
    return {"text": layout.plain(noun), "font": {"size": BODY, "color": p.second}, "standoff": 8}
