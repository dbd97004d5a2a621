"""What came first, by week: relapsed, left, still in, completed, as shares of everybody, stacked to 100 %."""

from figures import layout, numbers
from figures.layout import LINE
from figures.palette import palette

# From the bottom of the chart up: the words, and the colour's role.
ENDS = {
    "relapsed": ("returned to use first", "accent"),
    "left": ("left in another way", "grey"),
    "still_in": ("still in", "background"),
    "completed_or_transferred": ("completed or transferred", "band"),
}
RIGHT, PLOT, HELD, MARK = 204, 270, 1.03, 4


def ends(rows, mode: str = "light", narrow: bool = False):
    """Stacked steps from rows of one rule and reading, with part week and end; labels on the last week."""
    p = palette(mode)
    weeks, found = _found(rows)
    if not weeks:
        return layout.empty(mode)
    return layout.figure([_area(p, end, weeks, found) for end in ENDS], _page(p, weeks, found, narrow))


def _found(rows) -> tuple[list[int], dict]:
    """Weeks in which every end has a value, and (week, end) -> row."""
    found = {(r.part["week"], r.part["end"]): r for r in rows if {"week", "end"} <= set(r.part) and r.value is not None}
    weeks = sorted({week for week, _ in found if week > 0})
    return [week for week in weeks if all((week, end) in found for end in ENDS)], found


def _area(p, end: str, weeks: list[int], found: dict) -> dict:
    rows = [found[week, end] for week in weeks]
    line = {"shape": "hv", "width": 1, "color": p.limit}
    # The last share is held a little longer, else its step has no width.
    hover = ["", *(_hover(end, row) for row in rows), ""]
    start = 1.0 if end == "still_in" else 0.0
    x, shares = [0, *weeks, weeks[-1] * HELD], [start, *(row.value for row in rows), rows[-1].value]
    trace = {"type": "scatter", "mode": "lines", "x": x, "y": shares, "name": end, "stackgroup": "ends"}
    fill = {"fillcolor": getattr(p, ENDS[end][1]), "line": line}
    return {**trace, **fill, "hoverinfo": "text", "hovertext": hover, "hoveron": "points"}


def _hover(end: str, row) -> str:
    n, bracket = row.denominator, numbers.range_of(row.low, row.high, "share", row.denominator)
    lines = [f"<b>By the end of week {row.part['week']}: {numbers.share(row.value, n)} {ENDS[end][0]}</b>"]
    lines += [f"{numbers.count(row.numerator)} by then"] if end != "still_in" else []
    lines += [f"{numbers.count(n)} still watched"]
    return "<br>".join([*lines, f"95% interval {bracket}"] if bracket else lines)


def _page(p, weeks, found, narrow: bool) -> dict:
    last = weeks[-1]
    labels = _heads(p, found, last) if narrow else _sides(p, found, last)
    top, bottom = 14 + (LINE * len(labels) if narrow else 0), 52
    page = layout.base(p, PLOT + top + bottom, left=46, right=14 if narrow else RIGHT, top=top, bottom=bottom)
    marks = [week for week in weeks if week % MARK == 0] or weeks[-1:]
    texts = ["start", *(f"week {week}<br>n {numbers.count(found[week, 'still_in'].denominator)}" for week in marks)]
    page["xaxis"] = layout.x_axis(p, range=[0, last * HELD], tickvals=[0, *marks], ticktext=texts)
    page["yaxis"] = layout.y_axis(p, "share", range=[0, 1.001], tickvals=[0, 0.25, 0.5, 0.75, 1])
    page["annotations"] = labels
    return page


def _text(end: str, row, wrap: bool) -> str:
    bracket = numbers.interval(row.low, row.high, "share", row.denominator)
    said = f"<b>{numbers.share(row.value, row.denominator)}</b>{f' ({bracket})' if bracket else ''}"
    return f"{said}{'<br>' if wrap else ' '}{ENDS[end][0]}"


def _sides(p, found: dict, last: int) -> list[dict]:
    """Two-line labels at the right, each at the middle of its layer, moved apart where layers are thin."""
    layers, below = [], 0.0
    for end in ENDS:
        row = found[last, end]
        layers.append((end, row, below + row.value / 2))
        below += row.value
    gap = 2 * LINE + 4
    moved = layout.spread([middle * PLOT for _, _, middle in layers], gap, PLOT - LINE / 2)
    place = {"xref": "paper", "xshift": 10}
    return [
        layout.words(_text(end, row, True), 1, middle, p.text, yshift=to - middle * PLOT, **place)
        for (end, row, middle), to in zip(layers, moved, strict=True)
    ]


def _heads(p, found: dict, last: int) -> list[dict]:
    """On a phone: one line a layer above the chart, top layer first, each with a patch of its colour."""
    out = []
    for row, end in enumerate(ENDS):
        patch = "□" if end == "still_in" else f'<span style="color:{getattr(p, ENDS[end][1])}">■</span>'
        out.append(layout.headline(f"{patch} {_text(end, found[last, end], False)}", row, p, p.text))
    return out
