"""How numbers are written, the same on every page, chart, table and alternative text."""

import re
from collections.abc import Callable, Sequence
from datetime import date as Date
from math import isclose

NO_DATA = "no data"
# Shares of fewer than this many are written as whole per cent: a decimal would claim more than was counted.
WHOLE_PERCENT_BELOW = 1000
# What stands for no effect: an end of an interval that decides a verdict must not be written like it.
NO_EFFECT = {"ratio": 1.0}
# What is counted on pages: said in the singular where there is one of it.
SEVERAL = re.compile(r"\b(admission|answer|discharge|meeting|person-week|score|screen|session|visit)s\b")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def count(n: float | None) -> str:
    """1542 -> "1,542"."""
    return NO_DATA if n is None else f"{round(n):,}"


def share(value: float | None, n: int | None = None) -> str:
    """0.719 of 1542 -> "71.9%"; of 54 -> "72%"."""
    return NO_DATA if value is None else f"{_percent(value, n)}%"


def rate(value: float | None) -> str:
    """Scores, rates, days: one decimal, thousands with a comma."""
    return NO_DATA if value is None else _minus(f"{_unsigned_zero(value, 1):,.1f}")


def ratio(value: float | None) -> str:
    """Ratios: two decimals."""
    return NO_DATA if value is None else _minus(f"{_unsigned_zero(value, 2):,.2f}")


def value(number: float | None, unit: str = "share", n: int | None = None) -> str:
    """A number in its unit: "share", "rate", "score", "ratio" or "days"."""
    if unit == "share":
        return share(number, n)
    if unit == "days":
        return NO_DATA if number is None else _minus(f"{number:,.1f}".removesuffix(".0"))
    return ratio(number) if unit == "ratio" else rate(number)


def interval(
    low: float | None, high: float | None, unit: str = "share", n: int | None = None, none: float | None = None
) -> str:
    """ "69.6 to 74.1", decimals as in `value`, without the unit; "" where there is no interval.

    An open end is said in words: "0.40 or more". none: what stands for no effect, of ratios 1: no end but that itself
    is written like it (`beside`).
    """
    bare = [value(end, unit, n).rstrip("%") for end in (low, high)]
    if low is not None and low != high and bare[0] == bare[1] and unit == "share":
        bare = [f"{_unsigned_zero(100 * end, 1):.1f}" for end in (low, high)]
    if low is None and high is None:
        return ""
    none = NO_EFFECT.get(unit) if none is None else none
    if none is not None and unit != "share":
        bare = beside(none, (low, high), 2 if unit == "ratio" else 1, _plain)
    if low is None or high is None:
        return f"{bare[0]} or more" if high is None else f"{bare[1]} or less"
    return f"{bare[0]} to {bare[1]}"


def beside(
    none: float, ends: Sequence[float | None], decimals: int, write: Callable[[float | None, int], str]
) -> list[str]:
    """Numbers so that a reader sees on which side of `none` each lies, as whoever decides by them does.

    With one decimal more where one would be written like `none`; where that is not enough, in words: "just below 1.00".
    """
    for more in (decimals, decimals + 1):
        if not any(_hidden(end, none, more, write) for end in ends):
            return [write(end, more) for end in ends]
    return [
        f"just {'above' if end > none else 'below'} {write(none, decimals)}"
        if _hidden(end, none, decimals, write)
        else write(end, decimals)
        for end in ends
    ]


def _hidden(end: float | None, none: float, decimals: int, write: Callable[[float | None, int], str]) -> bool:
    """Written like `none`, and yet not it."""
    same = end is None or isclose(end, none, abs_tol=1e-12)
    return not same and write(end, decimals) == write(none, decimals)


def _plain(number: float | None, decimals: int) -> str:
    return NO_DATA if number is None else _minus(f"{_unsigned_zero(number, decimals):,.{decimals}f}")


def range_of(low: float | None, high: float | None, unit: str = "share", n: int | None = None) -> str:
    """ "64 to 71%": an interval that stands alone, so its unit is said once."""
    text = interval(low, high, unit, n)
    return f"{text}%" if text and unit == "share" else text


def estimate(number, low, high, unit: str = "share", n: int | None = None) -> str:
    """ "71.9% (69.6 to 74.1)"."""
    bracket = interval(low, high, unit, n)
    return value(number, unit, n) + (f" ({bracket})" if bracket else "")


def count_of(numerator: int | None, denominator: int | None, what: str = "") -> str:
    """ "33 of 54 follow-ups due", "1 of 1 admission asked"."""
    if not denominator:
        return f"no {what}" if what else NO_DATA
    return f"{count(numerator)} of {counted(denominator, what)}".rstrip()


def counted(n: float, what: str) -> str:
    """ "54 admissions asked", "1 admission asked": what is counted is named in the plural."""
    named = SEVERAL.sub(lambda found: found[1], what) if n == 1 else what
    return f"{count(n)} {named}"


def date(day: Date | str | None) -> str:
    """ "2 Mar 2026", from a date or an ISO string."""
    if day is None or day == "":
        return NO_DATA
    day = Date.fromisoformat(day) if isinstance(day, str) else day
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def period(label: str) -> str:
    """ "2026-03" -> "Mar 2026", "2026-Q1" -> "Q1 2026"; any other label stays as it is."""
    year, dash, part = str(label).partition("-")
    if not (dash and len(year) == 4 and year.isdigit() and len(part) == 2):
        return str(label)
    if part[0] == "Q":
        return f"{part} {year}"
    return f"{MONTHS[int(part) - 1]} {year}" if part.isdigit() and 1 <= int(part) <= 12 else str(label)


def signed(number: float | None, decimals: int = 0) -> str:
    """A change or an offset with a real minus sign: -6 -> "−6", 3 -> "+3"."""
    if number is None:
        return NO_DATA
    number = _unsigned_zero(number, decimals)
    sign = "−" if number < 0 else "+" if number > 0 else ""
    return f"{sign}{abs(number):,.{decimals}f}"


def _minus(text: str) -> str:
    """A real minus sign, which screen readers say and fonts align."""
    return text.replace("-", "−")


def _percent(number: float, n: int | None) -> str:
    decimals = 1 if n is not None and n >= WHOLE_PERCENT_BELOW else 0
    return f"{_unsigned_zero(100 * number, decimals):.{decimals}f}"


def _unsigned_zero(number: float, decimals: int) -> float:
    """Rounded, so that nothing is written as "-0.0"."""
    return round(number, decimals) + 0.0
