"""The control chart in small: a picture without words for a card, its verdict as alternative text."""

from base64 import b64encode
from html import escape

from figures.control_view import View, view
from figures.palette import palette
from figures.series import Series

WIDTH, HEIGHT, TALL, EDGE = 236, 58, 92, 7


def sparkline(
    series: Series,
    chart=None,
    mode: str = "light",
    alt: str = "",
    unit: str = "share",
    changes=(),
    extent=None,
) -> str:
    """An `<img>` of the series with the same limits and signals as the large chart; "" where there is nothing.

    extent: (lowest, highest) value on the vertical axis, to give several pictures the same one; such a picture is taller.
    """
    v = view(series, chart, palette(mode), unit=unit, changes=changes)
    if not v.known:
        return ""
    source = b64encode(svg(v, extent).encode()).decode()
    return f'<img class="o-spark" src="data:image/svg+xml;base64,{source}" alt="{escape(alt)}">'


def svg(v: View, extent=None) -> str:
    """The picture itself, drawn for the data's own range or for `extent`."""
    height = TALL if extent else HEIGHT
    x, y = _places(v, extent, height)
    parts = [*_bands(v, x, y), *_lines(v, x, y), *_marks(v, x, y)]
    box = f'viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box}>{"".join(parts)}</svg>'


def _places(v: View, extent, height: int):
    """Two functions from position and value to px."""
    known = [n for n in [*v.series.values, *(v.lower or []), *(v.upper or [])] if n is not None]
    low, high = extent or (min(known), max(known))
    if high - low < 1e-9:
        low, high = low - 0.5, high + 0.5
    step = (WIDTH - 2) / max(len(v.series), 1)
    return (
        lambda i: round(1 + step * (i + 0.5), 1),
        lambda n: round(EDGE + (height - 2 * EDGE) * (high - n) / (high - low), 1),
    )


def _bands(v: View, x, y) -> list[str]:
    """Per stretch: the usual range, its two limits dotted, its centre dashed."""
    out = []
    for start, end, inside in v.stretches() if v.centre else []:
        upper, lower, centre = (_steps(side, start, end, inside, x, y) for side in (v.upper, v.lower, v.centre))
        if upper and lower:
            out.append(f'<path d="M{" L".join([*upper, *reversed(lower)])}Z" fill="{v.p.usual}"/>')
        out += [_path(side, v.p.limit, 1, "1.5 2") for side in (upper, lower)] + [_path(centre, v.p.limit, 1, "5 3")]
    return out


def _steps(limit: list, start: float, end: float, inside: list[int], x, y) -> list[str]:
    edges = [start, *(i - 0.5 for i in inside[1:]), end]
    pairs = zip(inside, edges, edges[1:], strict=False)
    return [f"{x(at)},{y(limit[i])}" for i, a, b in pairs if limit[i] is not None for at in (a, b)]


def _path(points: list[str], colour: str, wide: float, dash: str = "") -> str:
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    line = f'fill="none" stroke="{colour}" stroke-width="{wide}" stroke-linejoin="round"{dashes}'
    return f'<path d="M{" L".join(points)}" {line}/>' if len(points) > 1 else ""


def _lines(v: View, x, y) -> list[str]:
    """The data, broken where a month has no value and where a new baseline begins."""
    out = []
    for _, _, inside in v.stretches():
        run: list[str] = []
        for i in inside:
            if v.series.values[i] is None:
                out, run = [*out, _path(run, v.p.accent, 1.8)], []
            else:
                run = [*run, f"{x(i)},{y(v.series.values[i])}"]
        out.append(_path(run, v.p.accent, 1.8))
    return out


def _marks(v: View, x, y) -> list[str]:
    """A dot on the latest month, a diamond on each signal."""
    last = v.known[-1]
    out = [f'<circle cx="{x(last)}" cy="{y(v.series.values[last])}" r="3.5" fill="{v.p.accent}"/>']
    for i in sorted({s.index for s in v.signals} & set(v.known)):
        at, to = x(i), y(v.series.values[i])
        corners = f"M{at},{to - 5} L{at + 5},{to} L{at},{to + 5} L{at - 5},{to}Z"
        out.append(f'<path d="{corners}" fill="{v.p.signal}" stroke="{v.p.background}"/>')
    return out
