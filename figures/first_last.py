"""Shares of the same people at two times: an open circle at the first report, a dot with its interval at the last."""

from figures import layout, numbers
from figures.groups import NAME, RIGHT, ROW
from figures.layout import SMALL
from figures.palette import palette

KEY = (("", "○ first report"), ("", "● last report, with 95% interval"))
TOP, BOTTOM = 8, 30


def first_last(pairs, mode: str = "light", narrow: bool = False):
    """pairs: (name, row of the first report, row of the last), shares of the same people; those without data go."""
    p = palette(mode)
    shown = [pair for pair in pairs if pair[1].value is not None and pair[2].value is not None]
    if not shown:
        return layout.empty(mode, "No one has two reports in this choice.")
    traces = [_way(p, i, *pair[1:]) for i, pair in enumerate(shown)]
    return layout.figure([*traces, _lasts(p, shown), _firsts(p, shown)], _page(p, shown, narrow))


def _way(p, i: int, first, last) -> dict:
    points = {"x": [first.value, last.value], "y": [i, i], "hoverinfo": "skip", "name": "way"}
    return {"type": "scatter", "mode": "lines", "line": {"color": p.limit, "width": 2}, **points}


def _firsts(p, shown) -> dict:
    marker = {"size": 9, "color": p.background, "line": {"color": p.accent, "width": 2}}
    return _points("first report", [row for _, row, _ in shown], shown, marker)


def _lasts(p, shown) -> dict:
    rows = [row for _, _, row in shown]
    up, down = ([abs(end - row.value) for end, row in zip(ends, rows, strict=True)] for ends in _ends(rows))
    bars = {"type": "data", "symmetric": False, "array": up, "arrayminus": down, "thickness": 1.6, "width": 4}
    marker = {"size": 8, "color": p.accent}
    return {**_points("last report", rows, shown, marker), "error_x": {**bars, "color": p.accent}}


def _ends(rows) -> tuple[list, list]:
    """Upper and lower ends of the intervals, the value itself where there is none."""
    ends = ([(row.high, row.value) for row in rows], [(row.low, row.value) for row in rows])
    return tuple([value if end is None else end for end, value in side] for side in ends)


def _points(name: str, rows, shown, marker: dict) -> dict:
    hover = [_hover(pair[0], name, row) for pair, row in zip(shown, rows, strict=True)]
    points = {"x": [row.value for row in rows], "y": list(range(len(rows))), "hoverinfo": "text", "hovertext": hover}
    return {"type": "scatter", "mode": "markers", "marker": marker, "name": name, "cliponaxis": False, **points}


def _hover(name: str, when: str, row) -> str:
    n = row.denominator
    lines = [f"<b>{layout.plain(name)}, {when}: {numbers.share(row.value, n)}</b>"]
    lines.append(numbers.count_of(row.numerator, n, "people with two reports"))
    return "<br>".join([*lines, f"95% interval {numbers.range_of(row.low, row.high, 'share', n)}"])


def _page(p, shown, narrow: bool) -> dict:
    left, right = (12, 14) if narrow else (NAME, RIGHT)
    height = TOP + BOTTOM + ROW[narrow] * len(shown)
    page = layout.base(p, height, left=left, right=right, top=TOP, bottom=BOTTOM)
    axis = layout.y_axis(p, "share", range=[0, 1.002], dtick=0.25, tick0=0)
    page["xaxis"] = {**axis, "showline": True, "linecolor": p.limit}
    page["yaxis"] = {"visible": False, "range": [len(shown) - 0.5, -0.5], "fixedrange": True}
    page["annotations"] = [words for i, pair in enumerate(shown) for words in _words(p, i, *pair, narrow)]
    return page


def _words(p, i: int, name: str, first, last, narrow: bool) -> list[dict]:
    """Name, both shares and n: beside the plot, or on a phone in two lines above the row."""
    n, at = last.denominator, {"xref": "paper"}
    value = f"{numbers.share(first.value, n)} to <b>{numbers.share(last.value, n)}</b>, n {numbers.count(n)}"
    if narrow:
        above = {**at, "yshift": 22, "bgcolor": p.background}
        return [layout.words(f"{layout.plain(name)}<br>{value}", 0, i, p.text, SMALL, **above)]
    left = layout.words(layout.plain(name), 0, i, p.text, xanchor="right", align="right", xshift=-12, **at)
    return [left, layout.words(value, 1, i, p.text, xshift=12, **at)]
