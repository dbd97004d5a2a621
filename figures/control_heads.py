"""The lines above a control chart: the latest value, dated changes, and on a phone all that stands beside it elsewhere."""

from figures import layout, numbers, signal_labels
from figures.layout import LINE, SMALL

# Characters that fit a line: beside a change on a 1,024 px window, and across a phone.
WIDE_LINE, NARROW_LINE = 46, 50


def heads(v) -> tuple[list[dict], int]:
    """Annotations and the number of lines they take; `v` is a control_view.View."""
    return _narrow(v) if v.narrow else _wide(v)


def latest(v) -> str:
    """ "Oct 2026: 71.9% (95% interval 69.6 to 74.1)"."""
    i = v.known[-1]
    s, n = v.series, v.series.denominators[i]
    bracket = numbers.interval(s.lows[i], s.highs[i], v.unit, n)
    text = f"{numbers.period(s.labels[i])}: {numbers.value(s.values[i], v.unit, n)}"
    return text + (f" (95% interval {bracket})" if bracket else "")


def counts(v) -> str:
    """ "1,109 of 1,542 sessions", of the latest month with a value."""
    i = v.known[-1]
    return layout.counted(v.noun, v.series.numerators[i], v.series.denominators[i])


def change_lines(change, chars: int) -> list[str]:
    """Date, event, and whether the usual range is set anew from there."""
    end = ". New baseline from here" if change.split else ""
    return _even(f"{numbers.date(change.day)}: {change.text}{end}", chars)


def _even(text: str, chars: int) -> list[str]:
    """As few lines as fit, about equally long: no word stands alone."""
    lines = layout.wrapped(text, chars)
    for fewer in range(len(text) // len(lines), chars):
        if len(even := layout.wrapped(text, fewer)) == len(lines):
            return even
    return lines


def _wide(v) -> tuple[list[dict], int]:
    """The latest value at the right end; each change above its line, one row above the last."""
    right = {"xref": "paper", "yref": "paper", "xanchor": "right", "yanchor": "bottom", "yshift": 4}
    text = f"<b>{latest(v)}</b>, {counts(v)}"
    out, row = [layout.words(text, 1, 1, v.p.accent, **right)], 1
    for change in v.changes:
        lines = change_lines(change, WIDE_LINE)
        out.append(_beside(v, change, lines, row))
        row += len(lines)
    return out, row


def _beside(v, change, lines: list[str], row: int) -> dict:
    """On the side of the change's line that has more room."""
    late = change.x > len(v.series) / 2
    side = {"xanchor": "right", "align": "right", "xshift": 5} if late else {"xshift": -5}
    place = {"yref": "paper", "yanchor": "bottom", "yshift": 4 + LINE * row}
    return layout.words("<br>".join(lines), change.x, 1, v.p.text, **place, **side)


def _narrow(v) -> tuple[list[dict], int]:
    lines = [(f"<b>{latest(v)}</b>", v.p.accent), (counts(v), v.p.second), *_limits(v)]
    for group in signal_labels.groups(v)[-2:]:
        lines += _marked("◆ ", signal_labels.words(v, group, NARROW_LINE), v.p.signal)
    for change in v.changes:
        lines += _marked("┆ ", change_lines(change, NARROW_LINE), v.p.text)
    rows = list(enumerate(lines[::-1]))
    return [layout.headline(text, row, v.p, colour, size=SMALL) for row, (text, colour) in rows], len(lines)


def _marked(mark: str, lines: list[str], colour: str) -> list[tuple[str, str]]:
    return [((mark if k == 0 else "   ") + line, colour) for k, line in enumerate(lines)]


def _limits(v) -> list[tuple[str, str]]:
    if v.centre is None or v.centre[v.known[-1]] is None:
        return []
    i = v.known[-1]
    level, reach = numbers.value(v.centre[i], v.unit), numbers.range_of(v.lower[i], v.upper[i], v.unit)
    return [(f"Line: usual level {level}. Dotted: {'trial ' * v.trial}limits {reach}", v.p.second)]
