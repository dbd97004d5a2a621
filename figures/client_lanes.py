"""What one client's chart is made of: lanes of sessions, scores, screens, medication and emergency visits."""

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from figures import layout, numbers
from figures.layout import SMALL
from figures.palette import Palette

KEPT, MISSED = {"attended"}, {"no_show", "late_cancel"}
# Scores are written beside their points up to this many; with more, only the first and the last of each stay.
WRITTEN = {False: 12, True: 8}
# Above the highest score, for the words at it: a share of the range.
ROOM = 0.2


@dataclass(frozen=True)
class Lane:
    """One strip of the chart: traces and shapes on its own vertical axis, words on the left and right."""

    title: str
    key: list[str]
    height: int
    traces: list[dict]
    axis: dict
    shapes: list[dict] = field(default_factory=list)
    words: list[dict] = field(default_factory=list)


def sessions(p: Palette, held, days: int, narrow: bool) -> Lane:
    """(day, status) each: kept, missed, cancelled, each on its own height; what is only scheduled is left out.

    Marks shrink where sessions lie close, down to 4 px.
    """
    kept = [day for day, status in held if status in KEPT]
    missed = [day for day, status in held if status in MISSED]
    off = [day for day, status in held if status not in KEPT | MISSED | {"scheduled"}]
    room = (300 if narrow else layout.WIDE_PLOT) / max(days, 1) * max(days / max(len(held), 1), 1)
    size = min(max(room, 4), 8)
    cross = {"symbol": "x-thin", "size": size - 1, "line": {"color": p.text, "width": 1.6}}
    traces = [
        _dots(kept, "kept", {"symbol": "circle", "size": size, "color": p.accent}, y=0.45),
        _dots(missed, "missed", cross, y=-0.1),
        _dots(off, "cancelled", {"symbol": "circle-open", "size": size, "color": p.second}, y=-0.6),
    ]
    key = ["● kept × missed", "○ cancelled"]
    return Lane("Sessions", key, 48, [t for t in traces if t], _flat())


def scores(
    p: Palette, name: str, held, better: float | None, highest: float | None, stays: Sequence[date], narrow: bool
) -> Lane:
    """(day, total) each, a line a stay; stays: the day from which scores are of each, and the last day shown.

    better: this score or less is reliably better than the first of the latest stay, unless no score is so low.
    """
    held, better = sorted(held), None if better is None or better < 0 else better
    few = len(held) <= WRITTEN[narrow]
    own = [list(found) for _, found in groupby(held, lambda pair: bisect(stays[1:-1], pair[0]))]
    traces = [_line(p, name, found, few) for found in own]
    key = [] if highest is None else [f"0 to {highest:g}"]
    axis = layout.y_axis(p, "score", **_scale([total for _, total in held], highest), showgrid=False)
    if better is None:
        return Lane(name, key, 110, traces, axis)
    said = [f"shaded: {better:g} or less,", "reliably better"]
    shade = _better(p, better, stays)
    return Lane(name, [*key, *([" ".join(said)] if narrow else said)], 110, traces, axis, [shade])


def _line(p: Palette, name: str, held, few: bool) -> dict:
    """The scores of one stay."""
    totals, last = [total for _, total in held], len(held) - 1
    texts = [f"{total:g}" if few or i in (0, last) else "" for i, total in enumerate(totals)]
    hover = [f"<b>{numbers.date(day)}: {total:g}</b>" for day, total in held]
    style = {"line": {"color": p.accent, "width": 2}, "marker": {"size": 6, "color": p.accent}}
    rising = last > 0 and totals[1] > totals[0]
    side = ["bottom right" if rising else "top right", *["top center"] * last]
    font = {"textposition": side, "textfont": {"size": SMALL, "color": p.text}, "cliponaxis": False}
    points = {"x": [day for day, _ in held], "y": totals, "text": texts, "hovertext": hover, "hoverinfo": "text"}
    return {"type": "scatter", "mode": "lines+markers+text", "name": name, **style, **font, **points}


def _scale(totals, highest: float | None) -> dict:
    """The whole range of the questionnaire, so that no fall looks larger than it is, and room for the highest words."""
    top = max(totals) if highest is None else highest
    whole = layout.scale([0, top], "score", 4)
    return {"range": [0, top + ROOM * top], "tickvals": [at for at in layout.ticks(whole) if at <= top]}


def _better(p: Palette, better: float, stays: Sequence[date]) -> dict:
    """Of several stays only beside the latest, which it is judged by."""
    across = {"xref": "paper", "x0": 0, "x1": 1} if len(stays) < 3 else {"x0": stays[-2], "x1": stays[-1]}
    place = {**across, "y0": 0, "y1": better}
    return {"type": "rect", **place, "layer": "below", "fillcolor": p.usual, "line": {"width": 0}}


def screens(p: Palette, held) -> Lane:
    """(day, result, prescribed) each; a positive for what was prescribed is drawn as negative and said in its hover."""

    def of(result, prescribed=False):
        return [day for day, found, given in held if found == result and bool(given) == prescribed]

    prescribed = [day for day, result, given in held if result == "positive" and given]
    clear = sorted(day for day, result, _ in held if result == "negative")
    traces = [
        _dots(of("positive"), "positive", {"symbol": "triangle-up", "size": 11, "color": p.text}),
        _dots(clear, "negative", {"symbol": "circle-open", "size": 9, "color": p.accent, "line": {"width": 2}}),
        _dots(of("inconclusive"), "inconclusive", {"symbol": "diamond-tall-open", "size": 9, "color": p.second}),
        _dots(of("missed"), "not taken", {"symbol": "square-open", "size": 9, "color": p.limit}),
        _dots(prescribed, "positive, prescribed", {"symbol": "circle-open-dot", "size": 9, "color": p.accent}),
    ]
    return Lane("Screens", ["○ negative ▲ positive", "□ not taken"], 40, [t for t in traces if t], _flat())


def medications(p: Palette, held, end: date) -> Lane:
    """(drug, first day, last day or None) each, one row a drug."""
    drugs = list(dict.fromkeys(drug for drug, _, _ in held))
    shapes, words = [], []
    for drug, first, last in held:
        y = -drugs.index(drug)
        box = {"type": "rect", "x0": first, "x1": last or end, "y0": y - 0.38, "y1": y + 0.38}
        shapes.append({**box, "fillcolor": p.band, "line": {"color": p.limit, "width": 1}})
    for k, drug in enumerate(drugs):
        first = min(start for name, start, _ in held if name == drug)
        words.append(layout.words(layout.plain(drug), first, -k, p.text, SMALL, xshift=5))
    axis = {**_flat(), "range": [-len(drugs) + 0.4, 0.6]}
    trace = {
        "type": "scatter",
        "x": [first for _, first, _ in held],
        "y": [None] * len(held),
        "hoverinfo": "skip",
    }
    return Lane("Medication", [], 12 + 28 * len(drugs), [trace], axis, shapes, words)


def visits(p: Palette, held, uncovered, narrow: bool) -> Lane:
    """(day, cause) each, ▼ with day and cause beside it where there are few; uncovered: (first, last), hatched."""
    marker = {"symbol": "triangle-down", "size": 11, "color": p.text}
    hover = [f"<b>{numbers.date(day)}</b><br>{_cause(cause)}" for day, cause in held]
    dots = _dots([day for day, _ in held], "visit", marker, hover)
    key = ["▼ visit", *(["▨ no visit data"] if uncovered else [])]
    traces = [dots, *[_gap(p, *span) for span in uncovered]]
    words = [] if narrow or len(held) > 2 else _visit_words(p, sorted(held), [first for first, _ in uncovered])
    return Lane("Emergency", key, 44, [t for t in traces if t], _flat(), [], words)


def _visit_words(p: Palette, held, gaps) -> list[dict]:
    """Of two visits the first is named on its left, the second on its right unless a hatched gap follows it."""
    out = []
    for day, cause in held:
        left = (len(held) == 2 and day == held[0][0]) is False and any(first > day for first in gaps)
        side = {"xanchor": "right", "xshift": -9} if left else {"xshift": 9}
        text = f"{numbers.date(day)[:-5]}, {_cause(cause)}"
        out.append(layout.words(text, day, 0, p.second, SMALL, bgcolor=p.background, **side))
    return out if len(held) < 2 or (held[1][0] - held[0][0]).days > 60 else []


def _cause(cause) -> str:
    return layout.plain(str(cause or "cause unknown").replace("_", " "))


def _gap(p: Palette, first: date, last: date) -> dict:
    hatch = {"shape": "/", "size": 6, "solidity": 0.2, "fgcolor": p.limit, "bgcolor": p.background}
    box = {"x": [first, last, last, first, first], "y": [-0.5, -0.5, 0.5, 0.5, -0.5], "fill": "toself"}
    style = {"mode": "lines", "line": {"color": p.limit, "width": 1}, "fillpattern": hatch}
    return {"type": "scatter", "name": "no visit data", "hoverinfo": "skip", **style, **box}


def _dots(days, name: str, marker: dict, hover=None, y: float = 0) -> dict | None:
    text = hover or [f"<b>{numbers.date(day)}</b><br>{name}" for day in days]
    points = {"x": list(days), "y": [y] * len(text), "hovertext": text, "hoverinfo": "text", "name": name}
    return {"type": "scatter", "mode": "markers", "marker": marker, **points} if text else None


def _flat() -> dict:
    return {"visible": False, "range": [-1, 1], "fixedrange": True}
