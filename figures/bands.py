"""Severity at the start and at the latest score of the same people: two stacked columns."""

from figures import layout, numbers
from figures.palette import palette
from figures.words import labels

# Kroenke 2001 (PHQ-9) and Spitzer 2006 (GAD-7); mildest first, as on the colour scale. Other instruments have their own.
BANDS = {
    "minimal": "Minimal",
    "mild": "Mild",
    "moderate": "Moderate",
    "moderately_severe": "Moderately severe",
    "severe": "Severe",
}
TIMES = {"baseline": "At the start", "latest": "Latest score"}
HEIGHT, TOP, BOTTOM = 340, 28, 6
SIDE = 104
# Labels of two lines keep as far apart as that, px.
APART = 30


def bands(rows, mode: str = "light", narrow: bool = False):
    """From rows with part at ("baseline", "latest") and band. Labels stand outside; fits 310 px or more."""
    p = palette(mode)
    shares = (row for row in rows if {"at", "band"} <= set(row.part) and row.value is not None)
    found = {(row.part["at"], row.part["band"]): row for row in shares}
    names = _in_order({name for _, name in found}, dict.fromkeys(name for _, name in found))
    if not names:
        return layout.empty(mode, "Nobody has two scores in this choice.")
    return layout.figure([_layer(p, found, names, name) for name in names], _page(p, found, names))


def _in_order(known: set, given) -> list[str]:
    """Bands of PHQ-9 and GAD-7 as they are known; others in the order of the rows, mildest first."""
    return [name for name in BANDS if name in known] if known <= set(BANDS) else list(given)


def _name(band: str) -> str:
    return BANDS.get(band) or labels.code(band)


def _page(p, found: dict, names: list[str]) -> dict:
    page = layout.base(p, HEIGHT, left=SIDE, right=SIDE, top=TOP, bottom=BOTTOM)
    hidden = {"visible": False, "fixedrange": True}
    page["xaxis"] = {**hidden, "range": [-0.35, 1.35]}
    page["yaxis"] = {**hidden, "range": [-0.004, 1.004]}
    page |= {"barmode": "stack", "bargap": 0.35}
    labels = [label for k, at in enumerate(TIMES) for label in _labels(p, found, names, at, k)]
    page["annotations"] = labels + _heads(p)
    return page


def _heads(p) -> list[dict]:
    """Above the columns, flush with their outer sides, so that they keep apart in a narrow column."""
    place = {"yref": "paper", "yanchor": "bottom", "yshift": 6}
    first, second = (f"<b>{text}</b>" for text in TIMES.values())
    left = layout.words(first, 0.325, 1, p.text, xanchor="right", **place)
    return [left, layout.words(second, 0.675, 1, p.text, **place)]


def _layer(p, found: dict, names: list[str], name: str) -> dict:
    rows = [found.get((at, name)) for at in TIMES]
    shares = [0 if row is None else row.value for row in rows]
    step = list(BANDS).index(name) if set(names) <= set(BANDS) else names.index(name) % len(p.severity)
    marker = {"color": p.severity[step], "line": {"color": p.limit, "width": 1}}
    hover = [_hover(name, at, row) for at, row in zip(TIMES, rows, strict=True)]
    return {
        "type": "bar",
        "x": [0, 1],
        "y": shares,
        "marker": marker,
        "name": name,
        "hoverinfo": "text",
        "hovertext": hover,
    }


def _hover(name: str, at: str, row) -> str:
    if row is None:
        return ""
    n = row.denominator
    lines = [f"<b>{TIMES[at]}: {numbers.share(row.value, n)} {_name(name).lower()}</b>"]
    lines += [numbers.count_of(row.numerator, n, "admissions")]
    return "<br>".join([*lines, f"95% interval {numbers.range_of(row.low, row.high, 'share', n)}"])


def _labels(p, found: dict, names, at: str, k: int) -> list[dict]:
    """Outside the column, at the middle of each band, moved apart where bands are thin."""
    middles, below = [], 0.0
    for name in names:
        share = found[at, name].value if (at, name) in found else 0
        middles.append(below + share / 2)
        below += share
    px = HEIGHT - TOP - BOTTOM
    moved = layout.spread([min(max(m * px, 8), px - 8) for m in middles], APART)
    side = {"xanchor": "left", "x": 1.35} if k else {"xanchor": "right", "x": -0.35}
    side["align"] = side["xanchor"]
    out = []
    for name, y in zip(names, moved, strict=True):
        row = found.get((at, name))
        value = f"<b>{numbers.share(row.value if row else 0, row.denominator if row else 0)}</b>"
        said = _name(name).replace(" ", "<br>", 1)
        text = f"{value} {said}" if k else f"{said} {value}"
        out.append({**layout.words(text, 0, y / px, p.text, layout.SMALL, yref="paper", xshift=5 if k else -5), **side})
    return out
