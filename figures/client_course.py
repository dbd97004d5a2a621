"""One client's course: sessions, scores, screens, medication and emergency visits under each other on one time axis."""

from datetime import date, timedelta

from figures import client_lanes, layout, numbers
from figures.client_lanes import Lane
from figures.layout import SMALL
from figures.palette import palette
from metrics.symptoms.scores import WINDOW

LEFT, RIGHT, GAP, FOOT = 150, 112, 14, 30
# Above each lane on a phone, px: a line for its name and key, one for its remark, and room for the top tick.
HEAD, ROOM = 18, 10


def client_course(
    first: date,
    last: date,
    sessions=(),
    scores=None,
    screens=(),
    medications=(),
    visits=(),
    uncovered=(),
    episodes=(),
    better=None,
    highest=None,
    remarks=None,
    mode: str = "light",
    narrow: bool = False,
):
    """Lanes only for what there is; first and last: the days shown.

    sessions: (day, status). scores: instrument -> (day, total). screens: (day, result, prescribed). medications: (drug,
    first, last or None). visits: (day, cause). uncovered: (first, last) without visit data. episodes: (admitted,
    discharged or None), the latest last. better, highest: instrument -> score; better is that of the latest episode.
    remarks: lane title -> (words, "signal", "accent" or "second").
    """
    p = palette(mode)
    visits = [visit for visit in visits if first <= visit[0] <= last]
    lanes = [client_lanes.sessions(p, sessions, (last - first).days, narrow)] if sessions else []
    stays = [admitted - timedelta(days=WINDOW) for admitted, _ in episodes] or [first]
    for name, held in (scores or {}).items():
        levels = (better or {}).get(name), (highest or {}).get(name)
        lanes += [client_lanes.scores(p, name, held, *levels, (*stays, last), narrow)] if held else []
    lanes += [client_lanes.screens(p, screens)] if screens else []
    lanes += [client_lanes.medications(p, medications, last)] if medications else []
    lanes += [client_lanes.visits(p, visits, uncovered, narrow)] if visits or uncovered else []
    if not lanes:
        return layout.empty(mode, "Nothing is recorded for this client in these days.")
    return _stacked(p, lanes, first, last, episodes, remarks or {}, narrow)


def _stacked(p, lanes: list[Lane], first: date, last: date, episodes, remarks, narrow: bool):
    heads = [ROOM + HEAD * (1 + (lane.title in remarks)) if narrow else 0 for lane in lanes]
    inner = sum(lane.height for lane in lanes) + sum(heads) + GAP * (len(lanes) - 1)
    left, right = (28, 12) if narrow else (LEFT, RIGHT)
    page = layout.base(p, inner + FOOT + 6, left=left, right=right, top=6, bottom=FOOT)
    page["xaxis"] = {
        **_time_axis(p, first, last, narrow),
        "anchor": f"y{len(lanes)}" if len(lanes) > 1 else "y",
    }
    edges = [day for pair in episodes for day in pair if day and first <= day <= last]
    traces, top = [], inner
    for k, (lane, head) in enumerate(zip(lanes, heads, strict=True), start=1):
        high, low = (top - head) / inner, (top - head - lane.height) / inner
        axis = "y" if k == 1 else f"y{k}"
        page[f"yaxis{k}"] = {**lane.axis, "domain": [max(low, 0), high]}
        traces += [{**trace, "yaxis": axis} for trace in lane.traces]
        page["shapes"] += [{**shape, "yref": axis} for shape in lane.shapes]
        page["shapes"] += [_edge(p, day, axis) for day in edges]
        page["annotations"] += [{**words, "yref": axis} for words in lane.words]
        page["annotations"] += _names(p, lane, high, low, remarks.get(lane.title), narrow)
        top -= head + lane.height + GAP
    return layout.figure(traces, page)


def _time_axis(p, first: date, last: date, narrow: bool) -> dict:
    """Ticks every so many days counted from the first, at most seven, on a phone four."""
    days = max((last - first).days, 1)
    step = next((s for s in (7, 14, 28, 56, 91, 182, 364) if days / s <= (3.5 if narrow else 6.5)), 728)
    at = [date.fromordinal(day) for day in range(first.toordinal(), last.toordinal() + 1, step)]
    long = days > 330
    texts = [_tick(day, long) for day in at]
    grid = {"showgrid": True, "gridcolor": p.grid, "gridwidth": 1}
    pad = max(days * 0.02, 1)
    span = [first.toordinal() - pad, last.toordinal() + pad]
    edges = [date.fromordinal(round(day)).isoformat() for day in (span[0] - 0.5, span[1] + 0.5)]
    return layout.x_axis(p, type="date", range=edges, tickvals=at, ticktext=texts, **grid)


def _tick(day: date, long: bool) -> str:
    text = numbers.date(day)
    return text[:-4] + "’" + text[-2:] if long else text[:-5]


def _edge(p, day: date, axis: str) -> dict:
    """Admission and discharge: a dashed line through each lane."""
    line = {"color": p.second, "width": 1.2, "dash": "5px,4px"}
    place = {"x0": day, "x1": day, "yref": f"{axis} domain", "y0": 0, "y1": 1}
    return {"type": "line", "line": line, "layer": "below", **place}


def _names(p, lane: Lane, high: float, low: float, remark, narrow: bool) -> list[dict]:
    """Name, key and remark: left and right of the lane, on a phone in lines above it."""
    title, (text, role) = f"<b>{layout.plain(lane.title)}</b>", remark or ("", "text")
    said = ("◆ " if role == "signal" else "") + text
    place, colour = {"xref": "paper", "yref": "paper"}, getattr(p, role)
    if narrow:
        up = {**place, "yanchor": "bottom", "xshift": -28}
        lines = [
            (f"{title} {' · '.join(lane.key)}", p.second),
            *([(f"<b>{layout.plain(said)}</b>", colour)] if text else []),
        ]
        rows = enumerate(lines[::-1])
        return [layout.words(line, 0, high, c, SMALL, yshift=ROOM + HEAD * k, **up) for k, (line, c) in rows]
    middle, left = (high + low) / 2, "<br>".join([title, *lane.key])
    right = "<br>".join(layout.wrapped(said, 14))
    out = [layout.words(left, 0, middle, p.text, SMALL, xshift=-LEFT, **place)]
    return out + ([layout.words(f"<b>{right}</b>", 1, middle, colour, SMALL, xshift=10, **place)] if text else [])
