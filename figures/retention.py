"""Who has left by each day and how: cumulative shares by kind of leaving, stacked; what is left over is still in care."""

from figures import layout, numbers
from figures.layout import LINE
from figures.palette import palette

# From the bottom of the chart up: the words, and the colour's role.
KINDS = {
    "dropped_out": ("dropped out", "accent"),
    "other": ("another or unknown reason", "grey"),
    "completed_or_transferred": ("completed or transferred", "band"),
}
RIGHT, PLOT, HELD = 190, 250, 1.025
# The last day gets its tick where it is that share of the axis away from the one before.
BETWEEN = 0.15


def retention(rows, mode: str = "light", narrow: bool = False, marks=(30, 60, 90)):
    """Stacked steps from rows with part day and left; labels give the share and its interval on the last day."""
    p = palette(mode)
    days, found = _found(rows)
    if not days:
        return layout.empty(mode)
    page = _page(p, days, found, narrow, [day for day in marks if day in days] or days[-1:])
    traces = [_area(p, kind, days, found) for kind in KINDS]
    return layout.figure(traces, page)


def _found(rows) -> tuple[list[int], dict]:
    """Days on which all kinds have a value, and (day, kind) -> row."""
    found = {(r.part["day"], r.part["left"]): r for r in rows if {"day", "left"} <= set(r.part) and r.value is not None}
    days = sorted({day for day, _ in found})
    return [day for day in days if all((day, kind) in found for kind in KINDS)], found


def _area(p, kind: str, days: list[int], found: dict) -> dict:
    rows = [found[day, kind] for day in days]
    fill = {
        "stackgroup": "left",
        "fillcolor": getattr(p, KINDS[kind][1]),
        "line": {"shape": "hv", "width": 1},
    }
    fill["line"]["color"] = p.limit
    # The last share is held a little longer, else its step has no width.
    hover = ["", *(_hover(kind, row) for row in rows), ""]
    x, shares = [0, *days, days[-1] * HELD], [0, *(row.value for row in rows), rows[-1].value]
    trace = {"type": "scatter", "mode": "lines", "x": x, "y": shares, "name": kind}
    return {**trace, **fill, "hoverinfo": "text", "hovertext": hover, "hoveron": "points"}


def _hover(kind: str, row) -> str:
    n = row.denominator
    bracket = numbers.range_of(row.low, row.high, "share", n)
    lines = [f"<b>By day {row.part['day']}: {numbers.share(row.value, n)} {KINDS[kind][0]}</b>"]
    lines.append(f"{numbers.count(row.numerator)} people by then, {numbers.count(n)} still in care")
    return "<br>".join([*lines, f"95% interval {bracket}"] if bracket else lines)


def _page(p, days, found, narrow: bool, marks) -> dict:
    last = days[-1]
    labels = _heads(p, found, last) if narrow else _ends(p, found, last)
    top, bottom = 14 + (LINE * len(labels) if narrow else 0), 52
    page = layout.base(p, PLOT + top + bottom, left=46, right=18 if narrow else RIGHT, top=top, bottom=bottom)
    marks = [*marks, *([last] if last - marks[-1] > last * BETWEEN else [])]
    ticks = [0, *marks]
    texts = ["day 0", *(f"{day}<br>n {numbers.count(_at_risk(found, day))}" for day in marks)]
    page["xaxis"] = layout.x_axis(p, range=[0, last * HELD], tickvals=ticks, ticktext=texts)
    total = sum(found[last, kind].value for kind in KINDS)
    page["yaxis"] = layout.y_axis(p, "share", **layout.scale([0, min(1, total * 1.1)]))
    page["annotations"] = labels
    return page


def _at_risk(found: dict, day: int) -> int:
    return found[day, "dropped_out"].denominator


def _text(kind: str, row, wrap: bool) -> str:
    bracket = numbers.interval(row.low, row.high, "share", row.denominator)
    end = f" ({bracket})" if bracket else ""
    return f"<b>{numbers.share(row.value, row.denominator)}</b>{end}{'<br>' if wrap else ' '}{KINDS[kind][0]}"


def _ends(p, found: dict, last: int) -> list[dict]:
    """Two-line labels at the right, each at the middle of its layer, moved apart where layers are thin."""
    layers, below = [], 0.0
    for kind in KINDS:
        row = found[last, kind]
        layers.append((kind, row, below + row.value / 2))
        below += row.value
    low, high = layout.scale([0, min(1, below * 1.1)])["range"]
    px = PLOT / (high - low)
    moved = layout.spread([middle * px for _, _, middle in layers], 2 * LINE + 4)
    place = {"xref": "paper", "xshift": 10}
    rows = zip(layers, moved, strict=True)
    return [
        layout.words(_text(kind, row, True), 1, mid, p.text, yshift=to - mid * px, **place)
        for (kind, row, mid), to in rows
    ]


def _heads(p, found: dict, last: int) -> list[dict]:
    """On a phone: one line a layer above the chart, top layer first, each with a patch of its colour."""
    out = []
    for row, kind in enumerate(KINDS):
        patch = f'<span style="color:{getattr(p, KINDS[kind][1])}">■</span> '
        text = f"{patch}{_text(kind, found[last, kind], False)}"
        out.append(layout.headline(text, row, p, p.text))
    return out
