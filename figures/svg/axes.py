"""Axes of a drawn chart: grid, lines, ticks, their words and their title."""

from figures.svg import texts
from figures.svg.frame import Axis, Frame, tag

# Plotly's distance between an axis (or its tick) and the words of the tick, px: below, and beside.
PAD, BESIDE = 4, 2


def grids(frame: Frame) -> list[str]:
    """The lines of the grid, under everything else."""
    return [line for name, axis in frame.axes.items() if axis.shown for line in _grid(frame, name, axis)]


def _grid(frame: Frame, name: str, axis: Axis) -> list[str]:
    if not axis.layout.get("showgrid"):
        return []
    style = {"stroke": axis.layout["gridcolor"], "stroke-width": axis.layout.get("gridwidth", 1)}
    return [tag("line", **_across(frame, name, place), **style) for place, _ in axis.ticks()]


def _across(frame: Frame, name: str, place: float) -> dict:
    if name[0] == "y":
        return {"x1": frame.left, "x2": frame.right, "y1": place, "y2": place}
    return {"x1": place, "x2": place, "y1": frame.top, "y2": frame.bottom}


def lines(frame: Frame) -> list[str]:
    """The line, the ticks and the words of every axis that is shown."""
    shown = [(name, axis) for name, axis in frame.axes.items() if axis.shown]
    return [part for name, axis in shown for part in (_below(frame, axis) if name[0] == "x" else _beside(frame, axis))]


def _below(frame: Frame, axis: Axis) -> list[str]:
    one, base = axis.layout, frame.axis(axis.layout.get("anchor", "y")).first
    out = [_line(axis.first, base, axis.last, base, one["linecolor"], one)] if one.get("showline") else []
    length = one["ticklen"] if one.get("ticks") == "outside" else 0
    deepest = 0.0
    for place, text in axis.ticks():
        if length:
            out.append(_line(place, base, place, base + length, one.get("tickcolor", "#444444"), one))
        size, colour = one["tickfont"]["size"], one["tickfont"]["color"]
        out.append(texts.block(text, place, base + length + PAD, size, colour, "center"))
        deepest = max(deepest, length + PAD + texts.height(text, size))
    return out + _title(axis, base + deepest)


def _line(x1, y1, x2, y2, colour: str, one) -> str:
    return tag("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=colour, **{"stroke-width": one.get("linewidth", 1)})


def _title(axis: Axis, top: float) -> list[str]:
    title = axis.layout.get("title") or {}
    if not title.get("text"):
        return []
    middle, font = (axis.first + axis.last) / 2, title["font"]
    return [texts.block(title["text"], middle, top + title.get("standoff", 6), font["size"], font["color"], "center")]


def _beside(frame: Frame, axis: Axis) -> list[str]:
    one = axis.layout
    size, colour = one["tickfont"]["size"], one["tickfont"]["color"]
    x = frame.left - BESIDE - one.get("ticklabelstandoff", 0)
    return [
        texts.block(text, x, place - texts.height(text, size) / 2, size, colour, "right")
        for place, text in axis.ticks()
    ]
