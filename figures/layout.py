"""What every chart shares: type, margins, axes, words on the chart, and the calm form of nothing to show."""

import math
import textwrap
from html import escape
from zlib import crc32

from figures import numbers
from figures.palette import Palette, palette

FONT = "Inter, 'Helvetica Neue', Arial, sans-serif"
BODY, SMALL, TINY = 13, 12, 11
LINE = 17
# The narrowest plotting area a wide chart is made for, px: that of a 1,024 px window.
WIDE_PLOT = 490
# Mean width of a letter of Inter as a share of the type size, rounded up.
LETTER = 0.56
CONFIG = {
    "displayModeBar": False,
    "scrollZoom": False,
    "doubleClick": False,
    "showTips": False,
    "responsive": True,
}
AXIS_STEPS = (
    0.01,
    0.02,
    0.05,
    0.1,
    0.2,
    0.25,
    0.5,
    1,
    2,
    5,
    10,
    20,
    25,
    50,
    100,
    200,
    250,
    500,
    1000,
    2000,
    5000,
    10_000,
    20_000,
    50_000,
    100_000,
    200_000,
    500_000,
)


def figure(data: list[dict], layout: dict):
    """A Plotly figure of plain traces and layout.

    Streamlit hands every chart to Plotly twice: by the revision it sees that the data is the same, and draws once.
    """
    from figures.plain import Plain

    return Plain(data, layout | {"datarevision": crc32(repr(data).encode())})


def base(p: Palette, height: int, left: int = 46, right: int = 12, top: int = 12, bottom: int = 34) -> dict:
    """The layout all charts start from; margins and height in px. No zoom by drag, no legend."""
    return {
        "height": height,
        "margin": {"l": left, "r": right, "t": top, "b": bottom, "pad": 0, "autoexpand": False},
        "paper_bgcolor": p.background,
        "plot_bgcolor": p.background,
        "font": {"family": FONT, "size": BODY, "color": p.second},
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverdistance": 30,
        "hoverlabel": {
            "bgcolor": p.soft,
            "bordercolor": p.limit,
            "align": "left",
            "font": {"family": FONT, "size": BODY, "color": p.text},
        },
        "bargap": 0.3,
        "annotations": [],
        "shapes": [],
    }


def x_axis(p: Palette, **more) -> dict:
    """A horizontal axis: a line, short ticks, no grid."""
    ticks = {"ticks": "outside", "ticklen": 5, "tickcolor": p.limit, "tickangle": 0, "automargin": False}
    line = {"showline": True, "linecolor": p.limit, "linewidth": 1, "showgrid": False, "zeroline": False}
    return {"fixedrange": True, "tickfont": {"size": BODY, "color": p.second}, **ticks, **line, **more}


def y_axis(p: Palette, unit: str = "share", **more) -> dict:
    """A vertical axis: horizontal 1 px grid, no line."""
    grid = {"showgrid": True, "gridcolor": p.grid, "gridwidth": 1, "zeroline": False, "showline": False}
    form = {"tickformat": ".0%" if unit == "share" else "", "ticklabelstandoff": 4, "automargin": False}
    return {"fixedrange": True, "tickfont": {"size": BODY, "color": p.second}, **grid, **form, **more}


def scale(values, unit: str = "share", most: int = 6, from_zero: bool = False) -> dict:
    """`range` and `dtick` that hold all `values` on round steps; shares stay within 0 and 1."""
    known = [v for v in values if v is not None and math.isfinite(v)] or [0, 1]
    low, high = (0 if from_zero else min(known)), max(known)
    if high - low < 1e-9:
        room = 0.05 * (abs(low) or 1)
        low, high = max(low - room, 0) if low >= 0 else low - room, high + room
    step = next((s for s in AXIS_STEPS if (high - low) / s <= most - 0.5), (high - low) / 4)
    bottom, top = step * math.floor(low / step + 1e-9), step * math.ceil(high / step - 1e-9)
    bottom = max(bottom, 0) if low >= 0 else bottom
    top = min(top, 1) if unit == "share" and high <= 1 else top
    # A hair more than the last step, else its grid line is left out.
    return {"range": [round(bottom, 9), round(top + step / 100, 9)], "dtick": step, "tick0": round(bottom, 9)}


def ticks(axis: dict) -> list[float]:
    """The round values of a `scale`, for an axis that is longer than they reach."""
    (low, high), step = axis["range"], axis["dtick"]
    return [round(low + k * step, 9) for k in range(math.floor((high - low) / step + 1e-9) + 1)]


def counted(noun, k: float | None, n: float | None) -> str:
    """ "1,109 of 1,542 sessions"; `noun` is what the denominator counts, or a function of both counts."""
    return plain(noun(k, n) if callable(noun) else numbers.count_of(k, n, noun))


def axis_note(fig, unit: str = "share") -> str:
    """ "Vertical axis starts at 50%.", or "" where it starts at 0."""
    axis = fig.to_dict()["layout"]["yaxis"]
    start = next(iter(axis.get("tickvals") or axis.get("range") or [0]))
    return f"Vertical axis starts at {numbers.value(start, unit)}." if start else ""


def words(text: str, x, y, color: str, size: int = BODY, **more) -> dict:
    """Text on a chart, without arrow; by default its left middle is at x, y."""
    place = {"xanchor": "left", "yanchor": "middle", "align": "left", "showarrow": False}
    return {"text": text, "x": x, "y": y, "font": {"color": color, "size": size}, **place, **more}


def headline(text: str, row: int, p: Palette, color: str = "", left: int = 46, size: int = BODY) -> dict:
    """A line above the plotting area, row 0 lowest, from the left edge of the chart."""
    place = {"xref": "paper", "yref": "paper", "yanchor": "bottom", "xshift": -left, "yshift": 6 + LINE * row}
    return words(text, 0, 1, color or p.second, size, **place)


def wrapped(text: str, chars: int) -> list[str]:
    """`text` in lines of at most `chars`, escaped for a chart."""
    return [plain(line) for line in textwrap.wrap(str(text), chars)] or [""]


def plain(text) -> str:
    """Data as text: Plotly would read tags in it."""
    return escape(str(text), quote=False)


def width(text: str, size: int = BODY) -> float:
    """About how wide a line of text is, px."""
    return LETTER * size * len(text)


def spread(places: list[float], gap: float, top: float = math.inf) -> list[float]:
    """The same places moved apart to at least `gap`, each as little as can be, none above `top`; the order stays."""
    order = sorted(range(len(places)), key=lambda i: places[i])
    blocks: list[list] = []
    for i in order:
        blocks.append([places[i], 1])
        while len(blocks) > 1 and blocks[-1][0] - blocks[-2][0] < gap * (blocks[-1][1] + blocks[-2][1]) / 2:
            (middle, n), (before, m) = blocks.pop(), blocks.pop()
            blocks.append([(middle * n + before * m) / (n + m), n + m])
    moved = [middle + gap * (k - (n - 1) / 2) for middle, n in blocks for k in range(n)]
    for k in range(len(moved) - 1, -1, -1):
        moved[k], top = min(moved[k], top), min(moved[k], top) - gap
    return [moved[order.index(i)] for i in range(len(places))]


def empty(mode: str, text: str = "No data for this choice.", height: int = 150):
    """A figure that says there is nothing to draw: a dashed frame and one line."""
    p = palette(mode)
    layout = base(p, height, left=1, right=1, top=1, bottom=1)
    for axis in ("xaxis", "yaxis"):
        layout[axis] = {"visible": False, "range": [0, 1], "fixedrange": True}
    frame = {"type": "rect", "xref": "paper", "yref": "paper", "x0": 0, "x1": 1, "y0": 0, "y1": 1}
    layout["shapes"] = [{**frame, "line": {"color": p.limit, "width": 1, "dash": "4px,3px"}}]
    message = "<br>".join(f"<b>{line}</b>" for line in wrapped(text, 44))
    layout["annotations"] = [words(message, 0.5, 0.5, p.text, xref="paper", yref="paper", xanchor="center")]
    return figure([{"type": "scatter", "x": [], "y": [], "hoverinfo": "skip"}], layout)
