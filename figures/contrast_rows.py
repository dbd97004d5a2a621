"""Each group beside all others of its dimension: a row a group, the difference with its interval."""

from collections.abc import Sequence
from typing import NamedTuple

from figures import layout
from figures.layout import SMALL
from figures.palette import palette

ROW, HEAD_ROW = {False: 28, True: 56}, 34
LEFT, RIGHT, NAME_CHARS, NARROW_CHARS = 190, 172, 26, 40
# Characters for which there is room on the right, and the px that each further one takes.
RIGHT_CHARS, A_CHAR = 25, 6.5
TOP, BOTTOM = 30, 40


class Line(NamedTuple):
    """One row. `name` alone: the heading of a dimension. ends: (difference, low, high) on the axis's scale, None
    where nothing is compared. said: the words at its right; hover: lines; clear: it stands out among all."""

    name: str
    ends: tuple[float, float, float] | None = None
    said: str = ""
    hover: tuple[str, ...] = ()
    clear: bool = False
    heading: bool = False


def contrast_rows(lines: Sequence[Line], axis: str, mode: str = "light", narrow: bool = False):
    """Headings and rows from the top. `axis`: what the axis counts, such as "percentage points"."""
    p = palette(mode)
    if not any(line.ends for line in lines):
        return layout.empty(mode, "No groups large enough to compare.")
    tops, height = _tops(lines, narrow)
    left, right = (12, 14) if narrow else (LEFT, _right(lines))
    page = layout.base(p, height + TOP + BOTTOM, left=left, right=right, top=TOP, bottom=BOTTOM)
    held = [end for line in lines if line.ends for end in line.ends]
    page["xaxis"] = {
        **layout.y_axis(p, "count", **layout.scale([0, *held], "count", most=6)),
        "showline": True,
        "linecolor": p.limit,
        "title": {"text": axis, "font": {"size": SMALL, "color": p.second}, "standoff": 6},
    }
    page["yaxis"] = {"visible": False, "range": [height, 0], "fixedrange": True}
    page["shapes"] = [_zero(p)]
    page["annotations"] = [
        *(_ends_of_axis(p)),
        *(a for line, top in zip(lines, tops, strict=True) for a in _words(p, line, top, narrow)),
    ]
    return layout.figure(_traces(p, lines, tops), page)


def _right(lines: Sequence[Line]) -> float:
    return RIGHT + A_CHAR * max(0, *(len(line.said) - RIGHT_CHARS for line in lines))


def _tops(lines, narrow: bool) -> tuple[list[float], float]:
    """The middle of every row in px from the top, and the height of all."""
    out, at = [], 0.0
    for line in lines:
        size = HEAD_ROW if line.heading else ROW[narrow]
        out.append(at + (size - 10 if line.heading else size * (0.78 if narrow else 0.5)))
        at += size
    return out, at


def _traces(p, lines, tops) -> list[dict]:
    drawn = [(line, top) for line, top in zip(lines, tops, strict=True) if line.ends]
    looks = (
        ("clear", True, {"size": 13, "symbol": "diamond"}, p.signal),
        ("not clear", False, {"size": 8}, p.accent),
    )
    out = []
    for name, clear, marker, colour in looks:
        some = [(line, top) for line, top in drawn if line.clear is clear]
        if some:
            out.append(_trace(name, some, {**marker, "color": colour}, colour))
    return out


def _trace(name: str, some, marker: dict, colour: str) -> dict:
    ends = [line.ends for line, _ in some]
    bars = {"type": "data", "symmetric": False, "thickness": 1.6, "width": 4, "color": colour}
    bars |= {"array": [high - at for at, _, high in ends], "arrayminus": [at - low for at, low, _ in ends]}
    places = {"x": [at for at, _, _ in ends], "y": [top for _, top in some]}
    hover = ["<br>".join(map(layout.plain, line.hover)) for line, _ in some]
    look = {"type": "scatter", "mode": "markers", "marker": marker, "error_x": bars, "name": name}
    return {**look, **places, "hoverinfo": "text", "hovertext": hover}


def _zero(p) -> dict:
    line = {"color": p.second, "width": 1.4, "dash": "6px,5px"}
    return {"type": "line", "x0": 0, "x1": 0, "yref": "paper", "y0": 0, "y1": 1, "line": line, "layer": "below"}


def _ends_of_axis(p) -> list[dict]:
    """What lies on either side of no difference."""
    place = {"yref": "paper", "yanchor": "bottom", "yshift": 8}
    left = layout.words("◂ lower than the others", 0, 1, p.second, SMALL, xanchor="right", xshift=-8, **place)
    return [left, layout.words("higher ▸", 0, 1, p.second, SMALL, xshift=8, **place)]


def _words(p, line: Line, top: float, narrow: bool) -> list[dict]:
    name = layout.plain(_short(line.name, NARROW_CHARS if narrow else NAME_CHARS))
    edge = {"xref": "paper"}
    if line.heading:
        return [layout.words(f"<b>{name}</b>", 0, top, p.text, xshift=0 if narrow else -LEFT, **edge)]
    said = layout.plain(line.said)
    if narrow:
        above = {**edge, "yshift": 19, "bgcolor": p.background}
        return [layout.words(f"{name}: {said}", 0, top, p.text, SMALL, **above)]
    colour = p.text if line.ends else p.second
    left = layout.words(name, 0, top, p.text, xanchor="right", align="right", xshift=-12, **edge)
    return [left, layout.words(said, 1, top, colour, SMALL, xshift=12, **edge)]


def _short(name: str, most: int) -> str:
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"
