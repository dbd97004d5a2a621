"""Lines, areas and whiskers of a drawn chart."""

from collections.abc import Mapping
from itertools import pairwise

from figures.svg.fills import outline
from figures.svg.frame import CannotDraw, Frame, number, tag

Places = list[tuple[float, float]]


def line(frame: Frame, one: Mapping) -> str:
    """A line through all points with a value, broken where one has none."""
    style = outline({"width": 2, **one.get("line", {})})
    if style["stroke"] == "none":
        return ""
    d = "".join(_open(_bent(run, one)) for run in runs(frame, one, one["y"]) if len(run) > 1)
    return tag("path", d=d, fill="none", **style, **{"stroke-linejoin": "round"}) if d else ""


def runs(frame: Frame, one: Mapping, values) -> list[Places]:
    """Places on the picture, from gap to gap."""
    out: list[Places] = [[]]
    for x, y in zip(one["x"], values, strict=True):
        if x is None or y is None:
            out.append([])
        else:
            out[-1].append((frame.x(x, one.get("xaxis", "x")), frame.y(y, one.get("yaxis", "y"))))
    return [run for run in out if run]


def _bent(run: Places, one: Mapping) -> Places:
    """With the corners of a line that holds its value until the next point."""
    shape = one.get("line", {}).get("shape", "linear")
    if shape == "linear":
        return run
    if shape != "hv":
        raise CannotDraw(f"Lines of shape {shape!r} are not drawn.")
    corners = [place for (_, y), (x2, y2) in pairwise(run) for place in ((x2, y), (x2, y2))]
    return [run[0], *corners]


def _open(run: Places) -> str:
    return "M" + "L".join(f"{number(x)},{number(y)}" for x, y in run)


def area(frame: Frame, one: Mapping, fill: str) -> str:
    """The path of what is filled: the shape itself, or what lies between the line and the one below it."""
    mine = runs(frame, one, one["y"])
    if fill == "toself":
        return "".join(_open(run) + "Z" for run in mine)
    under = _under(frame, one, fill)
    return "".join(_open([*_bent(a, one), *reversed(_bent(b, one))]) + "Z" for a, b in zip(mine, under, strict=True))


def _under(frame: Frame, one: Mapping, fill: str) -> list[Places]:
    if "below" in one:
        return runs(frame, one, one["below"])
    if fill == "tozeroy":
        return runs(frame, one, [0 if y is not None else None for y in one["y"]])
    if fill == "tonexty" and one.get("before"):
        return runs(frame, one["before"], one["before"]["y"])
    raise CannotDraw(f"Areas filled {fill!r} are not drawn.")


def whiskers(frame: Frame, one: Mapping) -> str:
    """The intervals of points, upright or level."""
    return "".join(_whisker(frame, one, way) for way in ("x", "y") if one.get(f"error_{way}"))


def _whisker(frame: Frame, one: Mapping, way: str) -> str:
    bars, path = one[f"error_{way}"], ""
    up = bars["array"]
    down = bars.get("arrayminus", up)
    for x, y, plus, minus in zip(one["x"], one["y"], up, down, strict=True):
        if y is None or plus is None or minus is None:
            continue
        ends = ((x - minus, y), (x + plus, y)) if way == "x" else ((x, y - minus), (x, y + plus))
        path += _bar(runs(frame, one | {"x": [a for a, _ in ends]}, [b for _, b in ends])[0], bars.get("width", 4), way)
    return tag("path", d=path, fill="none", stroke=bars["color"], **{"stroke-width": bars.get("thickness", 2)})


def _bar(ends: Places, half: float, way: str) -> str:
    caps = [[(x, y - half), (x, y + half)] if way == "x" else [(x - half, y), (x + half, y)] for x, y in ends]
    return "".join(map(_open, [ends, *caps]))
