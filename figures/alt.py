"""What a chart shows, in words: verdicts from the limits that are drawn, and texts that state them."""

from figures import control_heads, numbers, signal_labels
from figures.control_chart import MONTHS_FOR_LIMITS, View, view
from figures.palette import LIGHT
from figures.series import Series


def verdict(series: Series, chart=None, changes=()) -> str:
    """One line on the latest months: "No real change", "Below its usual range since Aug 2026", ...

    Speaks only of signals that reach the latest month with a value; older ones are seen on the chart.
    """
    return _verdict(view(series, chart, LIGHT, changes=changes))


def is_signal(series: Series, chart=None) -> bool:
    """Whether the latest month with a value belongs to a signal."""
    v = view(series, chart, LIGHT)
    return bool(v.known) and v.known[-1] in {s.index for s in v.signals}


def control_chart(title: str, series: Series, chart=None, unit: str = "share", noun: str = "", changes=()) -> str:
    """Alternative text of a control chart: what, how long, latest value with interval and counts, verdict."""
    v = view(series, chart, LIGHT, unit=unit, noun=noun, changes=changes)
    if not v.known:
        return f"{title}: no data."
    months = f"{numbers.period(series.labels[0])} to {numbers.period(series.labels[-1])}"
    return f"{title}, {months}. {control_heads.latest(v)}, {control_heads.counts(v)}. {_verdict(v)}."


def _verdict(v: View) -> str:
    if not v.known:
        return "No data"
    if len(v.known) == 1:
        return "One month only: no trend can be read"
    if v.centre is None:
        return f"{len(v.known)} of the {MONTHS_FOR_LIMITS} months needed for a usual range: no verdict yet"
    last = v.known[-1]
    group = next((group for group in signal_labels.groups(v) if group[-1] == last), None)
    return _moved(v, group) if group else _unchanged(v)


def _unchanged(v: View) -> str:
    """No signal; where a new baseline began, the sentence says what it is compared with."""
    splits = [change for change in v.changes if change.split]
    return f"No real change since {numbers.date(splits[-1].day)}" if splits else "No real change"


def _moved(v: View, group: list[int]) -> str:
    """Which way, by which rule, and since which month."""
    first, last, rule = group[0], group[-1], signal_labels.rule(v, group)
    since = f"since {numbers.period(v.series.labels[first])}" if first != last else "this month"
    if rule == "six_rising_or_falling":
        return f"{'Rising' if v.series.values[last] > v.series.values[first] else 'Falling'} {since}"
    side = "Below" if signal_labels.is_below(v, last) else "Above"
    return f"{side} its usual {'range' if rule == 'outside_limits' else 'level'} {since}"
