"""What stands for data on a drawn chart: lines, areas, bars, points, whiskers, and shapes that are no data."""

from collections.abc import Iterable, Iterator, Mapping

from figures.svg import lines
from figures.svg.bars import bar_places
from figures.svg.fills import outline, pattern_of, patterns
from figures.svg.frame import CannotDraw, Frame, tag
from figures.svg.points import points

__all__ = ["patterns", "shape", "traces"]


def traces(frame: Frame, layout: Mapping, data: Iterable[Mapping]) -> list[str]:
    """Bars first, as in Plotly, then what is stacked, so that it hides no line, then the others in their order."""
    data = [one for one in data if len(one.get("x", ()))]
    columns = [one for one in data if one["type"] == "bar"]
    out = [_clipped(one, part) for one, part in zip(columns, bar_places(frame, layout, columns), strict=True)]
    others = [one for one in data if one["type"] != "bar"]
    drawn = [(_check(one), _clipped(one, _area(frame, one)), _scatter(frame, one)) for one in _stacked(others)]
    areas = [area for one, area, _ in drawn if one.get("stackgroup")]
    return out + areas + [part for one, area, rest in drawn for part in ("" if one.get("stackgroup") else area, *rest)]


def _clipped(one: Mapping, inside: str) -> str:
    pair = f"{one.get('xaxis', 'x')}-{one.get('yaxis', 'y')}"
    return tag("g", inside, **{"clip-path": f"url(#clip-{pair})"}) if inside else ""


def _stacked(data: list[Mapping]) -> Iterator[dict]:
    """Traces of a stack stand on each other; `below` is what each stands on, `before` the trace drawn before it."""
    sums: dict[str, list[float]] = {}
    before = None
    for one in data:
        found = dict(one) | {"before": before}
        if group := one.get("stackgroup"):
            below = sums.get(group, [0.0] * len(one["x"]))
            sums[group] = [a + b for a, b in zip(below, one["y"], strict=True)]
            found |= {"y": sums[group], "below": below}
        before = found
        yield found


def _check(one: Mapping) -> Mapping:
    if one["type"] != "scatter":
        raise CannotDraw(f"Traces of type {one['type']!r} are not drawn.")
    if "text" in one.get("mode", ""):
        raise CannotDraw("Points with words are not drawn.")
    return one


def _scatter(frame: Frame, one: Mapping) -> list[str]:
    mode = one.get("mode", "lines")
    line = lines.line(frame, one) if "lines" in mode else ""
    dots = lines.whiskers(frame, one) + (points(frame, one) if "markers" in mode else "")
    return [_clipped(one, line), dots if one.get("cliponaxis") is False else _clipped(one, dots)]


def _area(frame: Frame, one: Mapping) -> str:
    fill = one.get("fill", "tonexty" if one.get("stackgroup") else "none")
    if fill == "none":
        return ""
    return tag("path", d=lines.area(frame, one, fill), fill=_paint(one), stroke="none")


def _paint(one: Mapping) -> str:
    pattern = one.get("fillpattern")
    return pattern_of(pattern) if pattern and pattern.get("shape") else one["fillcolor"]


def shape(frame: Frame, one: Mapping) -> str:
    """A line or a rectangle between two corners."""
    xref, yref = one.get("xref", "x"), one.get("yref", "y")
    (x0, x1), (y0, y1) = (
        [frame.x(one[key], xref) for key in ("x0", "x1")],
        [frame.y(one[k], yref) for k in ("y0", "y1")],
    )
    style = outline(one.get("line", {}))
    if one["type"] == "line":
        return tag("line", x1=x0, y1=y0, x2=x1, y2=y1, **style)
    if one["type"] != "rect":
        raise CannotDraw(f"Shapes of type {one['type']!r} are not drawn.")
    place = {"x": min(x0, x1), "y": min(y0, y1), "width": abs(x1 - x0), "height": abs(y1 - y0)}
    return tag("rect", **place, fill=one.get("fillcolor", "none"), **style)
