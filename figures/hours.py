"""Hours a week by week of care: attended with its interval, beside scheduled, planned and the nine of the level of care."""

from figures import layout, numbers
from figures.layout import LINE, SMALL
from figures.palette import palette

NINE = 9
RIGHT, PLOT, FOOT = 172, 230, 66
# The measures' own choice: later weeks of fewer stays than this are in the table, not in the picture.
ENOUGH = 10
MOST_TICKS = {False: 8, True: 4}
UNIT = "rate"


def hours(rows, mode: str = "light", narrow: bool = False, planned: float | None = None):
    """From rows of contact_hours with part week. planned: mean hours that the programs plan, drawn as a dotted line."""
    p = palette(mode)
    came, held = (_of(rows, name) for name in ("delivered", "scheduled"))
    if not came:
        return layout.empty(mode, "No whole weeks in this choice.")
    held = [row for row in held if row.part["week"] <= came[-1].part["week"]]
    traces = [_band(p, came), _line(p, held, "scheduled"), _line(p, came, "attended")]
    return layout.figure(traces, _page(p, came, held, narrow, planned))


def _of(rows, name: str) -> list:
    """The weeks in order, up to the last with enough stays; all where there is none."""
    found = [row for row in rows if "week" in row.part and row.part["hours"] == name and row.value is not None]
    found.sort(key=lambda row: row.part["week"])
    last = max((i for i, row in enumerate(found) if row.denominator >= ENOUGH), default=len(found) - 1)
    return found[: last + 1]


def _x(rows) -> list[int]:
    return [row.part["week"] for row in rows]


def _band(p, rows) -> dict:
    high = [row.value if row.high is None else row.high for row in rows]
    low = [row.value if row.low is None else max(row.low, 0) for row in rows]
    shape = {"x": _x(rows) + _x(rows)[::-1], "y": high + low[::-1], "fill": "toself", "fillcolor": p.band}
    return {"type": "scatter", "mode": "lines", "line": {"width": 0}, "hoverinfo": "skip", "name": "band", **shape}


def _line(p, rows, name: str) -> dict:
    own = name == "attended"
    line = {"color": p.accent, "width": 2} if own else {"color": p.second, "width": 1.6, "dash": "6px,5px"}
    points = {"x": _x(rows), "y": [row.value for row in rows], "hovertext": [_hover(row, name) for row in rows]}
    marker = {"marker": {"size": 6, "color": p.accent}} if own else {}
    kind = {"type": "scatter", "mode": "lines+markers" if own else "lines", "hoverinfo": "text"}
    return {**kind, "line": line, "name": name, **marker, **points}


def _hover(row, name: str) -> str:
    bracket = numbers.interval(row.low, row.high, UNIT)
    lines = [f"<b>Week {row.part['week']}: {numbers.rate(row.value)} hours {name}</b>"]
    lines.append(f"mean of {numbers.count(row.denominator)} stays")
    return "<br>".join([*lines, f"95% interval {bracket}"] if bracket else lines)


def _page(p, came, held, narrow: bool, planned: float | None) -> dict:
    labels = _labels(p, came, held, planned)
    top = 14 + (LINE * len(labels) if narrow else 0)
    page = layout.base(p, PLOT + top + FOOT, left=34, right=14 if narrow else RIGHT, top=top, bottom=FOOT)
    ticks = _ticks(came, MOST_TICKS[narrow])
    texts = [f"{row.part['week']}<br>n {numbers.count(row.denominator)}" for row in ticks]
    ends = [came[0].part["week"] - 0.4, came[-1].part["week"] + 0.4]
    title = {"text": "week of care; n: stays that had it", "standoff": 10, "font": {"size": SMALL, "color": p.second}}
    page["xaxis"] = layout.x_axis(p, range=ends, tickvals=_x(ticks), ticktext=texts, title=title)
    tops = [row.value if row.high is None else row.high for row in [*came, *held]]
    scale = layout.scale([*tops, NINE + 0.5, planned or 0], UNIT, from_zero=True)
    page["yaxis"] = layout.y_axis(p, UNIT, **scale)
    page["shapes"] = [_level(p, level) for level in {NINE, planned} if level]
    page["annotations"] = _heads(p, labels) if narrow else _ends(labels, scale)
    return page


def _ticks(rows, most: int) -> list:
    every = -(-len(rows) // most)
    return rows[::every]


def _level(p, level: float) -> dict:
    line = {"color": p.limit, "width": 1, "dash": "3px,2px"}
    return {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": level, "y1": level, "line": line, "layer": "below"}


def _labels(p, came, held, planned: float | None) -> list[tuple[float, str, str]]:
    """(height, words, colour) of each line."""
    found = [
        (came[-1].value, f"<b>attended</b>, week {came[-1].part['week']}: {numbers.rate(came[-1].value)}", p.accent)
    ]
    found += [(held[-1].value, f"scheduled: {numbers.rate(held[-1].value)}", p.second)] if held else []
    if planned == NINE:
        return [*found, (NINE, "dotted: 9, also planned", p.second)]
    found += [(planned, f"dotted: planned, {numbers.rate(planned)}", p.second)] if planned else []
    return [*found, (NINE, "dotted: 9, ASAM level 2.1", p.second)]


def _ends(labels, scale: dict) -> list[dict]:
    low, high = scale["range"]
    px = PLOT / (high - low)
    moved = layout.spread([y * px for y, _, _ in labels], LINE)
    place = {"xref": "paper", "xshift": 10}
    return [
        layout.words(text, 1, y, colour, yshift=to - y * px, size=SMALL, **place)
        for (y, text, colour), to in zip(labels, moved, strict=True)
    ]


def _heads(p, labels) -> list[dict]:
    return [layout.headline(text, row, p, colour, left=34) for row, (_, text, colour) in enumerate(labels)]
