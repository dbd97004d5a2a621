"""Groups side by side: one row a group with its interval, or one small control chart a group."""

from html import escape

from figures import layout, numbers
from figures.control_view import view
from figures.layout import SMALL
from figures.palette import palette
from figures.sparkline import sparkline

MOST = 24
ROW = {False: 30, True: 62}
NAME, RIGHT, NAME_CHARS, NARROW_CHARS = 196, 214, 26, 44


def groups(
    rows,
    by: str,
    mode: str = "light",
    narrow: bool = False,
    names=None,
    overall=None,
    unit: str = "share",
    noun="",
    bounds=None,
    from_zero: bool = False,
):
    """Rows of one part, grouped by the dimension `by`, in their own order; groups without data come last, in words.

    names: raw value -> shown name. overall: the ungrouped row, drawn as a dashed line. At most 24 groups.
    bounds: raw value -> (low, high) over the readings of missing data, drawn as a hatched bar behind the interval.
    """
    p = palette(mode)
    listed = sorted((r for r in rows if by in r.group), key=lambda r: r.value is None)[:MOST]
    if not any(row.value is not None for row in listed):
        return layout.empty(mode)
    reach = {i: bounds[row.group[by]] for i, row in enumerate(listed) if row.group[by] in (bounds or {})}
    page = _page(
        p, listed, by, narrow, names or {}, overall, unit, from_zero, [end for ends in reach.values() for end in ends]
    )
    return layout.figure([*_hatched(p, reach), _points(p, listed, by, names or {}, unit, noun)], page)


def _hatched(p, reach: dict) -> list[dict]:
    """What missing data leave open."""
    pattern = {"shape": "/", "size": 5, "solidity": 0.18, "fgcolor": p.limit, "bgcolor": p.background}
    marker = {"pattern": pattern, "line": {"color": p.limit, "width": 1}}
    places = {"y": list(reach), "base": [low for low, _ in reach.values()], "x": [b - a for a, b in reach.values()]}
    bar = {"type": "bar", "orientation": "h", "width": 0.15, "marker": marker, "hoverinfo": "skip", "name": "bounds"}
    return [{**bar, **places}] if reach else []


def _points(p, rows, by, names, unit, noun) -> dict:
    shown = [(i, row) for i, row in enumerate(rows) if row.value is not None]
    up = [0 if row.high is None else row.high - row.value for _, row in shown]
    down = [0 if row.low is None else row.value - row.low for _, row in shown]
    bars = {"type": "data", "symmetric": False, "array": up, "arrayminus": down, "thickness": 1.6, "width": 4}
    points = {"x": [row.value for _, row in shown], "y": [i for i, _ in shown]}
    hover = [_hover(row, by, names, unit, noun) for _, row in shown]
    marker = {"size": 8, "color": p.accent}
    trace = {"type": "scatter", "mode": "markers", "marker": marker, "error_x": {**bars, "color": p.accent}}
    trace["cliponaxis"] = False
    return {**trace, **points, "hoverinfo": "text", "hovertext": hover, "name": "groups"}


def _name(row, by, names) -> str:
    value = row.group[by]
    return str(names.get(value, numbers.period(value) if by in ("month", "quarter") else value))


def _hover(row, by, names, unit, noun) -> str:
    n = row.denominator
    bracket = numbers.range_of(row.low, row.high, unit, n)
    first = f"<b>{layout.plain(_name(row, by, names))}: {numbers.value(row.value, unit, n)}</b>"
    lines = [first, layout.counted(noun, row.numerator, n)]
    return "<br>".join([*lines, f"95% interval {bracket}"] if bracket else lines)


def _page(p, rows, by, narrow, names, overall, unit, from_zero, bounds=()) -> dict:
    left, right = (12, 14) if narrow else (NAME, RIGHT)
    top, bottom = (26 if overall else 8), 30
    page = layout.base(p, top + bottom + ROW[narrow] * len(rows), left=left, right=right, top=top, bottom=bottom)
    held = [n for row in [*rows, *([overall] if overall else [])] for n in (row.value, row.low, row.high)] + [*bounds]
    page["xaxis"] = {
        **layout.y_axis(p, unit, **layout.scale(held, unit, most=5, from_zero=from_zero)),
        "showline": True,
        "linecolor": p.limit,
    }
    page["yaxis"] = {"visible": False, "range": [len(rows) - 0.5, -0.5], "fixedrange": True}
    page["annotations"] = [a for i, row in enumerate(rows) for a in _words(p, i, row, by, narrow, names, unit)]
    if overall and overall.value is not None:
        page["annotations"].append(_overall_words(p, overall, unit, held))
        page["shapes"] = [_overall_line(p, overall.value)]
    return page


def _words(p, i: int, row, by, narrow, names, unit) -> list[dict]:
    """Name and value with interval and n: beside the plot, or on a phone in two lines above the row."""
    name = layout.plain(_shortened(_name(row, by, names), NARROW_CHARS if narrow else NAME_CHARS))
    value = _value(row, unit)
    if narrow:
        above = {"xref": "paper", "yshift": 22, "bgcolor": p.background}
        return [layout.words(f"{name}<br>{value}", 0, i, p.text, SMALL, **above)]
    at = {"xref": "paper"}
    left = layout.words(name, 0, i, p.text, xanchor="right", align="right", xshift=-12, **at)
    return [left, layout.words(value, 1, i, p.text, xshift=12, **at)]


def _value(row, unit) -> str:
    """ "72% (67 to 76), n 400", the value in bold."""
    if row.value is None:
        return numbers.NO_DATA
    n = row.denominator
    bracket = numbers.interval(row.low, row.high, unit, n)
    return f"<b>{numbers.value(row.value, unit, n)}</b>{f' ({bracket})' if bracket else ''}, n {numbers.count(n)}"


def _shortened(name: str, most: int) -> str:
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"


def _overall_line(p, value: float) -> dict:
    line = {"color": p.second, "width": 1.4, "dash": "6px,5px"}
    return {
        "type": "line",
        "x0": value,
        "x1": value,
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "line": line,
        "layer": "below",
    }


def _overall_words(p, overall, unit, held) -> dict:
    low, high = layout.scale(held, unit, most=5)["range"]
    place = (overall.value - low) / (high - low)
    side = "left" if place < 0.2 else "right" if place > 0.8 else "center"
    text = f"all {numbers.value(overall.value, unit, overall.denominator)}"
    return layout.words(text, overall.value, 1, p.second, SMALL, yref="paper", yanchor="bottom", xanchor=side, yshift=4)


def small_multiples(items, mode: str = "light", unit: str = "share", changes=()) -> str:
    """HTML: one small control chart a group, all on one vertical axis; four side by side down to one on a phone.

    items: (name, series, chart, verdict) each, the verdict a figures.words.verdicts.Verdict on that same chart.
    """
    items = [item for item in items if any(value is not None for value in item[1].values)]
    views = [view(series, chart, palette(mode), unit=unit, changes=changes) for _, series, chart, _ in items]
    held = [n for v in views for n in [*v.series.values, *(v.lower or []), *(v.upper or [])]]
    low, high = layout.scale(held, unit, most=4)["range"]
    inside = "".join(_multiple(*item, mode, unit, changes, (low, high)) for item in items)
    return f'<div class="o-multiples">{inside}</div>' if items else ""


def _multiple(name: str, series, chart, verdict, mode, unit, changes, extent) -> str:
    last = max(i for i, value in enumerate(series.values) if value is not None)
    n = series.denominators[last]
    value = numbers.estimate(series.values[last], series.lows[last], series.highs[last], unit, n)
    mark = ' class="o-kind o-signal"' if verdict.signal else ""
    head = f"<b>{escape(name)}</b> {value}, n {numbers.count(n)}<br><span{mark}>{escape(verdict.words)}</span>"
    picture = sparkline(series, chart, mode, f"{name}: {verdict.words}", unit, changes, extent)
    return f'<figure class="o-multiple"><figcaption>{head}</figcaption>{_axis_y(extent, unit)}{picture}{_axis_x(series)}</figure>'


def _axis_y(extent, unit) -> str:
    ends = "".join(f"<span>{numbers.value(end, unit)}</span>" for end in (extent[1], extent[0]))
    return f'<div class="o-axis o-axis-y" aria-hidden="true">{ends}</div>'


def _axis_x(series) -> str:
    ends = dict.fromkeys((series.labels[0], series.labels[-1]))
    inside = "".join(f"<span>{numbers.period(label)}</span>" for label in ends)
    return f'<div class="o-axis o-axis-x" aria-hidden="true">{inside}</div>'
