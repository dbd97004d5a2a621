"""A control chart as a table: a line a month, newest first, with its usual range and the rule that found it."""

from figures import numbers
from figures.signal_labels import RULES

HEAD = (
    ("Month", "short"),
    ("Count", "number"),
    ("Of", "number"),
    ("Value", "strong"),
    ("95% interval", "short"),
    ("Usual range", "short"),
    ("Reading", "text"),
)


def month_rows(monthly, unit: str) -> list[list[str]]:
    """Cells in the order of HEAD; months without a value say so."""
    return [_row(monthly, i, unit) for i in reversed(range(len(monthly)))]


def _row(monthly, i: int, unit: str) -> list[str]:
    n, value = monthly.denominators[i], monthly.values[i]
    month = numbers.period(monthly.months[i])
    if value is None:
        return [month, "", "", numbers.NO_DATA, "", "", ""]
    usual = numbers.range_of(monthly.chart.lower[i], monthly.chart.upper[i], unit, n)
    reach = numbers.range_of(monthly.lows[i], monthly.highs[i], unit, n)
    count = "" if monthly.numerators[i] is None else numbers.count(monthly.numerators[i])
    return [month, count, numbers.count(n), numbers.value(value, unit, n), reach, usual, reading(monthly, i)]


def reading(monthly, i: int) -> str:
    """What the rules say of one month: "below its usual range", or nothing where there is no usual range."""
    if monthly.chart.centre[i] is None:
        return ""
    found = {signal.rule for signal in monthly.chart.signals if signal.index == i}
    rule = next((rule for rule in RULES if rule in found), None)
    if rule is None:
        return "as usual"
    return f"{'above' if monthly.values[i] > monthly.chart.centre[i] else 'below'} {RULES[rule]}"
