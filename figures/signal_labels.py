"""Labels of the signals on a control chart: what they say, and where they cover neither data nor each other."""

from dataclasses import dataclass

from figures import layout, numbers
from figures.layout import LINE, SMALL, WIDE_PLOT

# At most this many are labelled, newest first; the table under the chart has all. A phone has them above the chart.
LABELLED = {False: 3, True: 0}
# Characters a line: wide first, narrower where that does not fit.
WRAPS = (40, 22)
# Strongest first: what a point is above or below, by the name of the rule in metrics.rules.
RULES = {
    "outside_limits": "its usual range",
    "eight_on_one_side": "its usual level, 8 or more in a row",
    "two_of_three_beyond_two_sigma": "its usual level, 2 of 3 close to a limit",
    "six_rising_or_falling": "its usual level, 6 or more rising or falling",
}


@dataclass(frozen=True)
class Label:
    """Lines at x (a position) and y (a value); left and right: the positions it reaches; height in px."""

    lines: list[str]
    x: float
    y: float
    side: str
    left: float
    right: float
    below: bool

    @property
    def height(self) -> int:
        return LINE * len(self.lines) + 14


def step(v) -> float:
    """Width of one month on the narrowest chart, px."""
    return WIDE_PLOT / max(len(v.series), 1)


def labels(v) -> list[Label]:
    """The labels of the newest groups of signals that find a place; `v` is a control_view.View."""
    placed: list[Label] = []
    for group in groups(v)[::-1][: LABELLED[v.narrow]]:
        choices = [_label(v, group, side, chars) for chars in WRAPS for side in ("center", "right", "left")]
        placed += [label for label in choices if _fits(v, label, placed)][:1]
    return placed


def groups(v) -> list[list[int]]:
    """Signals of months in a row share a label where they lie on one side of the centre and share a rule."""
    rules = _rules(v)
    out: list[list[int]] = []
    for i in sorted(rules):
        joined = out and out[-1][-1] == i - 1 and is_below(v, i - 1) == is_below(v, i)
        if joined and set.intersection(*(rules[k] for k in [*out[-1], i])):
            out[-1].append(i)
        else:
            out.append([i])
    return out


def rule(v, group: list[int]) -> str:
    """The first of RULES that found every month of a group."""
    rules = _rules(v)
    shared = set.intersection(*(rules[i] for i in group))
    return next((name for name in RULES if name in shared), min(shared, default=""))


def _rules(v) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for signal in v.signals:
        if v.series.values[signal.index] is not None:
            found.setdefault(signal.index, set()).add(signal.rule)
    return found


def is_below(v, i: int) -> bool:
    """Whether a month lies below its centre."""
    return v.series.values[i] < v.centre[i]


def _label(v, group: list[int], side: str, chars: int) -> Label:
    """On the far side of all data and limits within its reach."""
    lines, below = words(v, group, chars), is_below(v, group[-1])
    x = {"left": group[0], "right": group[-1], "center": (group[0] + group[-1]) / 2}[side]
    wide = max(layout.width(line, SMALL) for line in lines) / step(v)
    left = x - {"left": 0, "right": wide, "center": wide / 2}[side]
    reached = [i for i in v.known if left - 0.5 <= i <= left + wide + 0.5 or i in group]
    edges = [n for i in reached for n in _edges(v, i, below) if n is not None]
    return Label(lines, x, min(edges) if below else max(edges), side, left, left + wide, below)


def _edges(v, i: int, below: bool) -> list:
    s, limit, end = (
        v.series,
        (v.lower if below else v.upper)[i],
        (v.series.lows if below else v.series.highs)[i],
    )
    return [s.values[i], limit, end if i == v.known[-1] else None]


def _fits(v, label: Label, placed: list[Label]) -> bool:
    """Inside the chart, off the lines of dated changes, off the labels that are there."""
    inside = label.left >= -0.6 and label.right <= len(v.series) - 0.4
    crossed = any(label.left - 0.3 < change.x < label.right + 0.3 for change in v.changes)
    beside = all(o.below != label.below or o.left > label.right or o.right < label.left for o in placed)
    return inside and not crossed and beside


def words(v, group: list[int], chars: int = 40) -> list[str]:
    """Months, value where it is one month, rule, and the reason where one is known."""
    s, last = v.series, group[-1]
    when = numbers.period(s.labels[last])
    what = f" {numbers.value(s.values[last], v.unit, s.denominators[last])},"
    if len(group) > 1:
        first, same_year = numbers.period(s.labels[group[0]]), s.labels[group[0]][:4] == s.labels[last][:4]
        when, what = f"{first[:-5] if same_year else first} to {when}", ""
    text = f"{when}:{what} {'below' if is_below(v, last) else 'above'} {RULES.get(rule(v, group), 'its usual level')}"
    known = [v.reasons[s.labels[i]] for i in group if s.labels[i] in v.reasons]
    return layout.wrapped(text, chars) + [line for reason in known[:1] for line in layout.wrapped(reason, chars)]
