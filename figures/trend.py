"""Mean score by week of care: line, interval band, cut-off, and a strip of bars for how many were scored."""

import math
from dataclasses import replace

from figures import layout, numbers
from figures.layout import SMALL, TINY
from figures.palette import palette

STRIP, PLOT, GAP, HEAD, FOOT = 34, 190, 44, 48, 46
# The narrowest plotting area, px: half of a 1,024 px window.
NARROWEST = 272
# The measures' own choice: later weeks with fewer scores than this are in the table, not in the picture.
ENOUGH = 10


def trend(
    rows,
    mode: str = "light",
    narrow: bool = False,
    cutoff: tuple[float, str] | None = None,
    same=(),
    highest: float = math.inf,
):
    """From rows with part week. cutoff: (score, "cut-off for likely depression"). same: rows of those seen throughout,
    drawn dashed. highest: the scale's end; intervals are drawn no further than a score can go. It fits a column of
    310 px or more.
    """
    p = palette(mode)
    known = sorted((r for r in rows if "week" in r.part and r.value is not None), key=lambda r: r.part["week"])
    weeks = [_possible(row, highest) for row in _long_enough(known)]
    if not weeks:
        return layout.empty(mode, "No scores in this choice.")
    others = sorted((r for r in same if r.value is not None), key=lambda r: r.part["week"])
    traces = [_band(p, weeks), *_dashed(p, others), _line(p, weeks), _bars(p, weeks)]
    return layout.figure(traces, _page(p, weeks, others, narrow, cutoff))


def _long_enough(rows) -> list:
    """Up to the last week with enough scores; all where there is none."""
    last = max((i for i, row in enumerate(rows) if row.denominator >= ENOUGH), default=len(rows) - 1)
    return rows[: last + 1]


def _possible(row, highest: float):
    low, high = (None if end is None else min(max(end, 0), highest) for end in (row.low, row.high))
    return replace(row, low=low, high=high)


def _x(rows) -> list[int]:
    return [row.part["week"] for row in rows]


def _band(p, rows) -> dict:
    """Up along the high ends, back along the low ones; a week without an interval narrows to its mean."""
    high = [row.value if row.high is None else row.high for row in rows]
    low = [row.value if row.low is None else row.low for row in rows]
    shape = {"x": _x(rows) + _x(rows)[::-1], "y": high + low[::-1], "fill": "toself", "fillcolor": p.band}
    return {
        "type": "scatter",
        "mode": "lines",
        "line": {"width": 0},
        "hoverinfo": "skip",
        "name": "band",
        **shape,
    }


def _line(p, rows) -> dict:
    style = {"line": {"color": p.accent, "width": 2}, "marker": {"size": 6, "color": p.accent}}
    points = {"x": _x(rows), "y": [row.value for row in rows], "hovertext": [_hover(row) for row in rows]}
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "hoverinfo": "text",
        "name": "mean",
        "cliponaxis": False,
        **style,
        **points,
    }


def _dashed(p, rows) -> list[dict]:
    style = {"color": p.second, "width": 1.6, "dash": "6px,5px"}
    points = {"x": _x(rows), "y": [row.value for row in rows], "hoverinfo": "skip", "name": "seen throughout"}
    return [{"type": "scatter", "mode": "lines", "line": style, **points}] if rows else []


def _bars(p, rows) -> dict:
    marker = {"color": p.grey, "line": {"color": p.limit, "width": 1}}
    counts = [row.denominator for row in rows]
    return {
        "type": "bar",
        "x": _x(rows),
        "y": counts,
        "yaxis": "y2",
        "marker": marker,
        "hoverinfo": "skip",
        "name": "n",
    }


def _hover(row) -> str:
    bracket = numbers.interval(row.low, row.high, "score")
    lines = [
        f"<b>Week {row.part['week']}: {numbers.rate(row.value)}</b>",
        f"mean of {numbers.count(row.denominator)}",
    ]
    return "<br>".join([*lines, f"95% interval {bracket}"] if bracket else lines)


def _page(p, rows, others, narrow: bool, cutoff) -> dict:
    inner = PLOT + GAP + STRIP
    page = layout.base(p, HEAD + inner + FOOT, left=34, right=10, top=HEAD, bottom=FOOT)
    last = rows[-1].part["week"]
    ticks = list(range(0, last + 1, 2 if last <= 16 else 4))
    page["xaxis"] = layout.x_axis(p, range=[-0.6, last + 0.6], tickvals=ticks, anchor="y2", title=_week_title(p))
    held = [*(row.value for row in [*rows, *others]), *(row.low for row in rows), *(row.high for row in rows)]
    held += [cutoff[0], cutoff[0] - 0.8] if cutoff else []
    domain = {"domain": [(GAP + STRIP) / inner, 1]}
    page["yaxis"] = layout.y_axis(p, "score", **layout.scale(held, "score"), **domain)
    most = max(row.denominator for row in rows)
    page["yaxis2"] = {"domain": [0, STRIP / inner], "range": [0, most], "visible": False, "fixedrange": True}
    page["annotations"] = _words(p, rows, others, cutoff, inner)
    page["shapes"] = [_cutoff_line(p, cutoff[0])] if cutoff else []
    return page


def _week_title(p) -> dict:
    return {"text": "week of care", "standoff": 4, "font": {"size": SMALL, "color": p.second}}


def _cutoff_line(p, score: float) -> dict:
    line = {"color": p.limit, "width": 1, "dash": "3px,2px"}
    return {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": score, "y1": score, "line": line}


def _words(p, rows, others, cutoff, inner: int) -> list[dict]:
    lead = "Mean of everyone scored that week; band 95% interval"
    paper = {"xref": "paper", "yref": "paper", "yanchor": "bottom"}
    out = [layout.words(lead, 0, 1, p.accent, SMALL, yshift=26, xshift=-30, **paper)]
    strip = {**paper, "yshift": 17, "xshift": -30}
    out.append(layout.words(_strip_text(others), 0, STRIP / inner, p.second, SMALL, **strip))
    if cutoff:
        text = f"Dotted at {numbers.value(cutoff[0], 'days')}: {layout.plain(cutoff[1])}"
        out.append(layout.words(text, 0, 1, p.second, SMALL, yshift=10, xshift=-30, **paper))
    every = _every(rows)
    n = {"yref": "y2", "xanchor": "center", "yanchor": "bottom"}
    shown = [row for row in rows if row.part["week"] % every == 0]
    return out + [
        layout.words(numbers.count(r.denominator), r.part["week"], r.denominator, p.second, TINY, **n) for r in shown
    ]


def _every(rows) -> int:
    """Each week's n is written, or each second, ..., so that they keep apart in a column of 310 px."""
    widest = layout.width(numbers.count(max(row.denominator for row in rows)), TINY) + 2
    return math.ceil(widest * (rows[-1].part["week"] + 1.2) / NARROWEST)


def _strip_text(others) -> str:
    dashed = f". Dashed: only the {numbers.count(others[-1].denominator)} seen throughout" if others else ""
    return f"Admissions scored{dashed}"
