"""Emergency visits by month around admission: rate with whiskers, and under it the share of people with visit data."""

from figures import layout, numbers
from figures.layout import SMALL, TINY
from figures.palette import palette

# Under this share of people with visit data a month is hatched: read with care.
COVERED_ENOUGH = 0.8
PLOT, GAP, STRIP, HEAD, FOOT = 250, 84, 44, 26, 6
# The plotting area on a phone of 360 px, px.
NARROW_PLOT = 290
PEAK = "Month before: {}, the crisis before admission"


def rates(rows, mode: str = "light", narrow: bool = False, reference: tuple[float, str] | None = None):
    """From rows with part month (-6..-1, 1..6), and the same with statistic "covered".

    reference: (rate, words) for a dashed level, such as months 6 to 4 before. n under the ticks: member-months.
    """
    p = palette(mode)
    months = _by_month(rows, None)
    if not months:
        return layout.empty(mode, "No days with emergency visit data in this choice.")
    covered = _by_month(rows, "covered")
    at = {month: i for i, month in enumerate(sorted(months))}
    traces = [_line(p, months, at), *_strip(p, covered, at)]
    return layout.figure(traces, _page(p, months, covered, at, narrow, reference))


def _by_month(rows, statistic) -> dict:
    wanted = (row for row in rows if "month" in row.part and row.part.get("statistic") == statistic)
    return {row.part["month"]: row for row in wanted if row.value is not None}


def _line(p, months: dict, at: dict) -> dict:
    rows = [months[month] for month in at]
    up = [0 if row.high is None else row.high - row.value for row in rows]
    down = [0 if row.low is None else row.value - row.low for row in rows]
    bars = {"type": "data", "symmetric": False, "array": up, "arrayminus": down, "thickness": 1.4, "width": 4}
    style = {"line": {"color": p.accent, "width": 2}, "marker": {"size": 7, "color": p.accent}}
    points = {
        "x": list(at.values()),
        "y": [row.value for row in rows],
        "hovertext": [_hover(row) for row in rows],
    }
    line = {
        "type": "scatter",
        "mode": "lines+markers",
        "hoverinfo": "text",
        "name": "rate",
        "cliponaxis": False,
        **style,
        **points,
    }
    return {**line, "error_y": {**bars, "color": p.accent}}


def _hover(row) -> str:
    bracket = numbers.interval(row.low, row.high, "rate")
    lines = [f"<b>Month {numbers.signed(row.part['month'])}: {numbers.rate(row.value)} per 1,000 member-months</b>"]
    lines += [f"{numbers.count(row.numerator)} visits in {numbers.count(row.denominator)} member-months"]
    return "<br>".join([*lines, f"95% interval {bracket}"] if bracket else lines)


def _strip(p, covered: dict, at: dict) -> list[dict]:
    """Two traces, as a pattern is drawn only for a whole trace: covered enough, and hatched."""
    out = []
    for enough in (True, False):
        shown = [m for m in at if m in covered and (covered[m].value >= COVERED_ENOUGH) == enough]
        hatch = {"shape": "/", "size": 6, "solidity": 0.2, "fgcolor": p.limit, "bgcolor": p.background}
        marker = {"color": p.grey if enough else p.background, "line": {"color": p.limit, "width": 1}}
        marker |= {} if enough else {"pattern": hatch}
        bars = {"x": [at[m] for m in shown], "y": [covered[m].value for m in shown], "marker": marker}
        name = "covered" if enough else "covered too little"
        out += [{"type": "bar", "yaxis": "y2", "hoverinfo": "skip", "name": name, **bars}] if shown else []
    return out


def _page(p, months, covered, at, narrow: bool, reference) -> dict:
    strip = STRIP + GAP if covered else 0
    inner = PLOT + strip
    bottom = FOOT if covered else 46
    head = HEAD + (2 * layout.LINE if narrow else 0)
    right = 12 if narrow or not reference else 108
    page = layout.base(p, head + inner + bottom, left=40, right=right, top=head, bottom=bottom)
    edge = [-0.6, len(at) - 0.4]
    page["xaxis"] = layout.x_axis(p, range=edge, anchor="y", **_ticks(months, at, narrow))
    held = [n for row in months.values() for n in (row.value, row.low, row.high)] + [
        reference[0] if reference else None
    ]
    page["yaxis"] = layout.y_axis(p, "rate", **layout.scale(held, "rate", from_zero=True), domain=[strip / inner, 1])
    page["yaxis2"] = {"domain": [0, STRIP / inner], "range": [0, 1.0], "visible": False, "fixedrange": True}
    page["bargap"] = 0.14
    page["shapes"] = [*_in_care(p, at), *_level(p, reference)]
    page["annotations"] = [
        *_phases(p, at, narrow),
        *_reference(p, reference, narrow),
        *_peak(p, months, at, narrow, reference),
        *_strip_words(p, covered, at, inner, narrow),
    ]
    return page


def _ticks(months: dict, at: dict, narrow: bool) -> dict:
    shown = _shown(at, narrow)
    texts = [f"{numbers.signed(m)}<br>n {_short(months[m].denominator)}" for m in shown]
    return {"tickvals": [at[m] for m in shown], "ticktext": texts}


def _shown(at: dict, narrow: bool) -> list[int]:
    """The months that get words: all, on a phone every second one with the month before admission among them."""
    return [m for m in at if not narrow or (at[m] - at.get(-1, 0)) % 2 == 0]


def _short(n: float) -> str:
    """Counts of five digits and more in thousands, so that they fit under a tick."""
    return numbers.count(n) if n < 10000 else f"{n / 1000:,.0f}k"


def _first_after(at: dict) -> float:
    return min((i for month, i in at.items() if month > 0), default=len(at)) - 0.5


def _in_care(p, at: dict) -> list[dict]:
    """Months after admission on the usual-range grey, under everything."""
    box = {"x0": _first_after(at), "x1": len(at) - 0.4, "y0": 0, "y1": 1, "yref": "y domain"}
    return [{"type": "rect", "fillcolor": p.usual, "line": {"width": 0}, "layer": "below", **box}]


def _phases(p, at: dict, narrow: bool) -> list[dict]:
    split = _first_after(at)
    place = {"yref": "paper", "yanchor": "bottom", "xanchor": "center", "yshift": 5}
    ends = ((-0.5, split, "Before admission"), (split, len(at) - 0.5, "After admission"))
    px = (NARROW_PLOT if narrow else layout.WIDE_PLOT) / len(at)
    said = [
        ((a + b) / 2, next((t for t in (text, text.split()[0]) if _fits(t, (b - a) * px)), "")) for a, b, text in ends
    ]
    return [layout.words(f"<b>{text}</b>", x, 1, p.text, **place) for x, text in said if text]


def _fits(text: str, px: float) -> bool:
    return layout.width(text) <= px


def _level(p, reference) -> list[dict]:
    if not reference:
        return []
    line = {"color": p.limit, "width": 1.6, "dash": "8px,6px"}
    place = {"xref": "x domain", "x0": 0, "x1": 1, "y0": reference[0], "y1": reference[0]}
    return [{"type": "line", "line": line, "layer": "below", **place}]


def _reference(p, reference, narrow: bool) -> list[dict]:
    if not reference:
        return []
    value, text = numbers.rate(reference[0]), reference[1]
    if narrow:
        return [layout.headline(f"Dashed: {value}, {layout.plain(text)}", 2, p, left=40, size=SMALL)]
    lines = layout.wrapped(f"{value}, {text}", 15)
    return [layout.words("<br>".join(lines), 1, reference[0], p.second, SMALL, xref="paper", xshift=6)]


def _peak(p, months: dict, at: dict, narrow: bool, reference) -> list[dict]:
    """The month before admission, named where it is the highest of all and above the level by more than chance."""
    if -1 not in months or months[-1].value < max(row.value for row in months.values()):
        return []
    if reference and (months[-1].low or 0) <= reference[0]:
        return []
    text = PEAK.format(numbers.rate(months[-1].value))
    if narrow:
        return [layout.headline(text, 1, p, p.text, left=40, size=SMALL)]
    place = {"xanchor": "right", "align": "right", "yanchor": "bottom", "xshift": -14}
    return [layout.words("<br>".join(layout.wrapped(text, 24)), at[-1], months[-1].value, p.text, SMALL, **place)]


def _strip_words(p, covered: dict, at: dict, inner: int, narrow: bool) -> list[dict]:
    if not covered:
        return []
    title = "<b>With visit data</b> (hatched: under 80%)" + ("" if narrow else "; n above: member-months")
    place = {"xref": "paper", "yref": "paper", "yanchor": "bottom", "yshift": 18, "xshift": -36}
    out = [layout.words(title, 0, STRIP / inner, p.second, SMALL, **place)]
    tops = {"yref": "y2", "xanchor": "center", "yanchor": "bottom"}
    shown = [m for m in _shown(at, narrow) if m in covered]
    return out + [
        layout.words(numbers.share(covered[m].value), at[m], covered[m].value, p.second, TINY, **tops) for m in shown
    ]
