"""Groups beside what is expected of them: observed less expected, each within limits of its own."""

from collections.abc import Sequence

from figures import layout
from figures.funnel_plot import BOTTOM, HEIGHT, LEFT, LEVELS, RIGHT, TOP, Point, dots, ends
from figures.layout import BODY
from figures.palette import palette

# Half of the width of a group's limits, where groups are 1 apart.
HALF = 0.32


def expected_plot(points: Sequence[Point], axis: str, mode: str = "light"):
    """Points with `limits`, in the order of their names from the left. `axis`: what the values count."""
    p = palette(mode)
    if not points:
        return layout.empty(mode)
    held = [end for point in points for level in LEVELS for end in point.limits[level]]
    y = layout.scale([0, *held, *(point.value for point in points)], "count", most=6)
    reach = [-0.6, len(points) - 0.4]
    page = layout.base(p, HEIGHT, left=LEFT, right=RIGHT, top=TOP, bottom=BOTTOM)
    places = {"tickvals": list(range(len(points))), "ticktext": [layout.plain(point.mark) for point in points]}
    title = {"text": axis, "font": {"size": BODY, "color": p.second}, "standoff": 8}
    page["xaxis"] = layout.x_axis(p, range=reach, **places, title=title) | {"ticks": ""}
    page["yaxis"] = layout.y_axis(p, "count", **y)
    last = [(end, f"{level}%") for level in LEVELS for end in points[-1].limits[level]]
    page["annotations"] = ends(p, [(0, "<b>expected</b>"), *last], y)
    limits = [_band(p, points), *(_limits(p, points, level) for level in LEVELS)]
    return layout.figure([*limits, _centre(p, reach), *dots(p, points, range(len(points)))], page)


def _band(p, points: Sequence[Point]) -> dict:
    """Where chance, or what else is allowed for, keeps 95 of 100."""
    low, high = ([point.limits["95"][side] for point in points] for side in (0, 1))
    look = {"type": "bar", "width": 2 * HALF, "marker": {"color": p.usual, "line": {"width": 0}}, "hoverinfo": "skip"}
    heights = [top - bottom for bottom, top in zip(low, high, strict=True)]
    return {**look, "x": list(range(len(points))), "base": low, "y": heights, "name": "band"}


def _limits(p, points: Sequence[Point], level: str) -> dict:
    """A dotted line at each end, and a gap between lines."""
    look = {"type": "scatter", "mode": "lines", "line": {"color": p.limit, "width": 1.4, "dash": "2px,3px"}}
    x, y = [], []
    for k, point in enumerate(points):
        for end in point.limits[level]:
            x += [k - HALF, k + HALF, None]
            y += [end, end, None]
    return {**look, "x": x, "y": y, "hoverinfo": "skip", "name": level}


def _centre(p, reach: Sequence[float]) -> dict:
    look = {"type": "scatter", "mode": "lines", "line": {"color": p.limit, "width": 1.2}, "hoverinfo": "skip"}
    return {**look, "x": list(reach), "y": [0, 0], "name": "expected"}
