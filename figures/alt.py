"""What a chart shows, as text for those who do not see it."""

from figures import control_heads, numbers
from figures.control_view import view
from figures.palette import LIGHT


def control_chart(title: str, series, words: str, unit: str = "share", noun="") -> str:
    """What, how long, the latest value with interval and counts, and the verdict's words."""
    v = view(series, None, LIGHT, unit=unit, noun=noun)
    if not v.known:
        return f"{title}: no data."
    months = f"{numbers.period(series.labels[0])} to {numbers.period(series.labels[-1])}"
    return f"{title}, {months}. {control_heads.latest(v)}, {control_heads.counts(v)}. {words}."
