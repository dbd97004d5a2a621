"""The words on a control chart: ticks with n, limits, signals, what a point says when pointed at."""

from figures import control_heads, layout, numbers, signal_labels
from figures.layout import LINE

RIGHT, RIGHT_TRIAL, RIGHT_NARROW = 118, 146, 26
# Width of the words about an earlier baseline, px.
FORMER = 300
BOTTOM = 62


def page(v, height: int, reach: list[float]) -> dict:
    """Layout with margins that hold all words; `v` is a control_view.View, `reach` its vertical range."""
    head, rows = control_heads.heads(v)
    top = LINE * rows + 10
    right = (RIGHT_TRIAL if v.trial else RIGHT) if v.centre and not v.narrow else RIGHT_NARROW
    out = layout.base(v.p, height + LINE * (rows - 1), right=right, top=top, bottom=BOTTOM)
    out["xaxis"] = _ticks(v)
    px = (height - LINE - 10 - BOTTOM) / (reach[1] - reach[0])
    signals = [_signal(v, label) for label in signal_labels.labels(v)]
    out["annotations"] = head + _limits(v, px) + _former(v, reach[0]) + signals
    out["shapes"] = [_change_line(v, change.x) for change in v.changes]
    return out


def hover(v, i: int) -> str:
    """Always in this order: period and value; count of count; interval; usual range."""
    s, n = v.series, v.series.denominators[i]
    if s.values[i] is None:
        return ""
    bracket = numbers.range_of(s.lows[i], s.highs[i], v.unit, n)
    lines = [
        f"<b>{numbers.period(s.labels[i])}: {numbers.value(s.values[i], v.unit, n)}</b>",
        layout.counted(v.noun, s.numerators[i], n),
        f"95% interval {bracket}" if bracket else "",
        f"usual range {numbers.range_of(v.lower[i], v.upper[i], v.unit, n)}" if v.centre and v.centre[i] else "",
    ]
    return "<br>".join(line for line in lines if line)


def _ticks(v) -> dict:
    n = len(v.series)
    step = next((s for s in (1, 2, 3, 6, 12, 24) if n / s <= (4 if v.narrow else 8)), 36)
    at = list(range(n - 1, -1, -step))[::-1]
    text = [_tick(v, i) for i in at]
    edge = 0.5 if n > 1 else 1
    return layout.x_axis(v.p, tickvals=at, ticktext=text, range=[-edge - 0.1, n - 1 + edge + 0.1])


def _tick(v, i: int) -> str:
    label = numbers.period(v.series.labels[i]).replace(" ", "<br>")
    return f"{label}<br>n {numbers.count(v.series.denominators[i])}"


def _change_line(v, x: float) -> dict:
    line = {"color": v.p.second, "width": 1.4, "dash": "6px,5px"}
    return {"type": "line", "x0": x, "x1": x, "yref": "paper", "y0": 0, "y1": 1, "line": line}


def _limits(v, px: float) -> list[dict]:
    """Labels at the right end, moved apart where the limits lie close."""
    if v.centre is None or v.narrow or None in (v.centre[-1], v.lower[-1], v.upper[-1]):
        return []
    trial = "trial " * v.trial
    named = ((f"{trial}lower limit", v.lower), ("usual level", v.centre), (f"{trial}upper limit", v.upper))
    ends = [limit[-1] for _, limit in named]
    places = [px * end for end in ends]
    shifts = [to - at for at, to in zip(places, layout.spread(places, LINE), strict=True)]
    texts = [f"{name} {numbers.value(limit[-1], v.unit)}" for name, limit in named]
    place = {"xref": "paper", "xshift": 6}
    rows = zip(texts, ends, shifts, strict=True)
    return [layout.words(t, 1, end, v.p.second, yshift=shift, **place) for t, end, shift in rows]


def _former(v, floor: float) -> list[dict]:
    """The limits before a new baseline, under them at their left end, where no point, label or axis lies below."""
    out = []
    for _, _, inside in v.stretches()[:-1]:
        first, last = inside[0], inside[-1]
        end = first + FORMER / signal_labels.step(v)
        points = [i for i in inside if i <= end]
        if v.lower[last] is None:
            continue
        taken = any(v.series.values[i] is not None and v.series.values[i] < v.lower[i] for i in points)
        taken |= any(label.below and label.left < end and label.right > first for label in signal_labels.labels(v))
        y = min(v.lower[i] for i in points)
        if not (v.narrow or taken or end > last or y <= floor):
            text = f"Until {numbers.period(v.series.labels[last])}: {_level(v, last)}"
            out.append(layout.words(text, first - 0.4, y, v.p.second, yshift=-12))
    return out


def _level(v, i: int) -> str:
    reach = numbers.range_of(v.lower[i], v.upper[i], v.unit)
    return f"usual level {numbers.value(v.centre[i], v.unit)}, limits {reach}"


def _signal(v, label) -> dict:
    below = label.below
    place = {"yanchor": "top" if below else "bottom", "yshift": -9 if below else 9}
    align = {"xanchor": label.side, "align": label.side}
    return layout.words("<br>".join(label.lines), label.x, label.y, v.p.signal, layout.SMALL, **place, **align)
