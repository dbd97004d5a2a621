"""A measure by month: with its usual range where there are enough months, else points with intervals."""

from figures import control_labels, layout, signal_labels
from figures.control_view import View, view
from figures.palette import palette
from figures.series import Series

TALL, LOW = 330, 300


def control_chart(
    series: Series,
    chart=None,
    mode: str = "light",
    narrow: bool = False,
    unit: str = "share",
    noun: str = "",
    changes=(),
    reasons: dict | None = None,
):
    """The figure of one series.

    chart: centre, lower, upper (a number or one a point), trial, signals (index, rule); with None, or in fewer than
    12 months with a value, points with intervals are drawn and no limits.
    noun: what the denominator counts ("sessions"), or a function of both counts that says them. changes: (ISO date,
    what happened, whether a new baseline begins with it). reasons: label -> known reason.
    """
    v = view(series, chart, palette(mode), narrow, unit, noun, changes, reasons)
    if not v.known:
        return layout.empty(mode, "No data in these months.")
    axis = _axis(v)
    page = control_labels.page(v, TALL if v.centre else LOW, axis["range"])
    page["yaxis"] = layout.y_axis(v.p, unit, **axis)
    for one in (page["xaxis"], page["yaxis"]):
        one["ticklabeloverflow"] = "allow"  # the margins hold all labels: none need be measured
    traces = [*_limits(v), _line(v), *_whiskers(v), *_diamonds(v)]
    return layout.figure(traces, page)


def _axis(v: View) -> dict:
    """Round steps over all that is drawn; beyond them, without ticks, only the room that the labels need."""
    scale, labels = layout.scale(v.drawn(), v.unit), signal_labels.labels(v)
    low, high = scale["range"]
    taken = sum(max((o.height for o in labels if o.below == below), default=0) for below in (True, False))
    per_px = (high - low) / (TALL - 90 - taken)
    beyond = [label.y + (-1 if label.below else 1) * label.height * per_px for label in labels]
    return {"range": [min([low, *beyond]), max([high, *beyond])], "tickvals": layout.ticks(scale)}


def _limits(v: View) -> list[dict]:
    if v.centre is None:
        return []
    dotted = {"color": v.p.limit, "width": 1, "dash": "1px,2px"}
    low, high = _steps(v, v.lower), _steps(v, v.upper)
    both = [[*low[k], None, *high[k]] for k in (0, 1)]
    return [_band(v), _path(both, dotted), _path(_steps(v, v.centre), {"color": v.p.limit, "width": 1.2})]


def _path(xy, line: dict) -> dict:
    return {"type": "scatter", "mode": "lines", "x": xy[0], "y": xy[1], "line": line, "hoverinfo": "skip"}


def _steps(v: View, limit: list) -> tuple[list, list]:
    """A line that is level over each month and breaks at changes and at months without a limit."""
    x, y = [], []
    for start, end, inside in v.stretches():
        for i in inside:
            left = start if i == inside[0] else i - 0.5
            right = end if i == inside[-1] else i + 0.5
            x, y = [*x, left, right], [*y, limit[i], limit[i]]
        x, y = [*x, None], [*y, None]
    return x, y


def _band(v: View) -> dict:
    """The usual range as one filled shape a stretch: along the upper limit, back along the lower."""
    x, y = [], []
    (xs, high), (_, low) = _steps(v, v.upper), _steps(v, v.lower)
    for part in _runs(high, low):
        x += [xs[k] for k in part] + [xs[k] for k in reversed(part)] + [None]
        y += [high[k] for k in part] + [low[k] for k in reversed(part)] + [None]
    return {**_path((x, y), {"width": 0}), "fill": "toself", "fillcolor": v.p.usual}


def _runs(high: list, low: list) -> list[list[int]]:
    runs: list[list[int]] = [[]]
    for k, pair in enumerate(zip(high, low, strict=True)):
        runs = [*runs, []] if None in pair else [*runs[:-1], [*runs[-1], k]]
    return [run for run in runs if run]


def _line(v: View) -> dict:
    x, y, hover = [], [], []
    for _, _, inside in v.stretches():
        x += [*inside, None]
        y += [*(v.series.values[i] for i in inside), None]
        hover += [*(control_labels.hover(v, i) for i in inside), ""]
    dots = {"size": 6, "color": v.p.accent}
    path = {**_path((x, y), {"color": v.p.accent, "width": 2}), "mode": "lines+markers", "marker": dots}
    return {**path, "hoverinfo": "text", "hovertext": hover, "connectgaps": False, "name": "data", "cliponaxis": False}


def _whiskers(v: View) -> list[dict]:
    """Intervals: of the latest month where there are limits, else of all months."""
    shown = [i for i in (v.known if v.centre is None else v.known[-1:]) if v.series.lows[i] is not None]
    values, lows, highs = ([column[i] for i in shown] for column in (v.series.values, v.series.lows, v.series.highs))
    up = [high - value for high, value in zip(highs, values, strict=True)]
    down = [value - low for low, value in zip(lows, values, strict=True)]
    bars = {"type": "data", "symmetric": False, "array": up, "arrayminus": down, "thickness": 1.4, "width": 4}
    marker = {"size": 7, "color": v.p.accent}
    trace = {
        "type": "scatter",
        "mode": "markers",
        "x": shown,
        "y": values,
        "marker": marker,
        "hoverinfo": "skip",
    }
    return [{**trace, "error_y": {**bars, "color": v.p.accent}, "name": "interval"}] if shown else []


def _diamonds(v: View) -> list[dict]:
    at = sorted({s.index for s in v.signals} & set(v.known))
    marker = {
        "symbol": "diamond",
        "size": 12,
        "color": v.p.signal,
        "line": {"color": v.p.background, "width": 1},
    }
    points = {"x": at, "y": [v.series.values[i] for i in at], "marker": marker, "hoverinfo": "skip"}
    trace = {"type": "scatter", "mode": "markers", "name": "signal", "cliponaxis": False}
    return [{**trace, **points}] if at else []
