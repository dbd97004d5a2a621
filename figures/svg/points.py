"""Points of a drawn chart."""

from collections.abc import Mapping

from figures.svg.fills import outline
from figures.svg.frame import CannotDraw, Frame, number, tag
from figures.svg.lines import runs

# Plotly draws the corners of a diamond and of triangles this much further out than a circle's edge.
DIAMOND, TRIANGLE_SIDE = 1.3, 2 / 3**0.5


def points(frame: Frame, one: Mapping) -> str:
    """The markers of a trace, where there is a value."""
    marker = {"size": 6, "symbol": "circle"} | dict(one.get("marker", {}))
    places = [place for run in runs(frame, one, one["y"]) for place in run]
    known = [k for k, (x, y) in enumerate(zip(one["x"], one["y"], strict=True)) if x is not None and y is not None]
    return "".join(_point(marker, k, x, y) for k, (x, y) in zip(known, places, strict=True))


def _point(marker: Mapping, k: int, x: float, y: float) -> str:
    symbol, size, colour = (_of(marker[name], k) for name in ("symbol", "size", "color"))
    r, line = size / 2, marker.get("line") or {}
    style = {"fill": colour, **(outline(line) if line.get("width") else {})}
    if symbol == "circle-open":
        style, symbol = {"fill": "none", "stroke": colour, "stroke-width": line.get("width", 1)}, "circle"
    if symbol == "circle":
        return tag("circle", cx=x, cy=y, r=r, **style)
    return tag("path", d=_path(symbol, x, y, r), **style)


def _of(value, k: int):
    return value[k] if isinstance(value, list | tuple) else value


def _path(symbol: str, x: float, y: float, r: float) -> str:
    if symbol == "square":
        corners = [(x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)]
    elif symbol == "diamond":
        far = r * DIAMOND
        corners = [(x + far, y), (x, y - far), (x - far, y), (x, y + far)]
    elif symbol in ("triangle-up", "triangle-down"):
        way = -1 if symbol == "triangle-up" else 1
        half = r * TRIANGLE_SIDE
        corners = [(x - half, y - way * r / 2), (x + half, y - way * r / 2), (x, y + way * r)]
    else:
        raise CannotDraw(f"Points of shape {symbol!r} are not drawn.")
    return "M" + "L".join(f"{number(a)},{number(b)}" for a, b in corners) + "Z"
