"""Months, days, counts and lists as they are said in a sentence."""

from collections.abc import Iterable
from datetime import date

from metrics.months import month_of, number

MONTHS = tuple(
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
)
SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def month(label: str, near: str | None = None) -> str:
    """ "2026-10" -> "October 2026"; "October" where it lies in the twelve months that end with `near`."""
    name = MONTHS[int(label[5:]) - 1]
    return name if near and 0 <= number(near) - number(label) < 12 else f"{name} {label[:4]}"


def latest(label: str, as_of: date | None) -> str:
    """The latest month of something: with its year where the data reach further than the month after."""
    behind = number(month_of(as_of)) - number(label) if as_of else 0
    return month(label) if behind > 1 else month(label, label)


def months(first: str, last: str) -> str:
    """ "May to October 2026", "November 2025 to October 2026"."""
    if first == last:
        return month(last)
    return f"{month(first, last) if first[:4] == last[:4] else month(first)} to {month(last)}"


def spelled(n: int) -> str:
    """Counts up to ten as words."""
    return SMALL[n] if 0 <= n < len(SMALL) else f"{n:,}"


def day_and_month(day: date) -> str:
    """ "19 October"."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def listed(words: Iterable[str], last: str = "and") -> str:
    """ "a, b and c"."""
    words = list(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}" if len(words) > 1 else "".join(words)


def capital(words: str) -> str:
    """The first letter raised, the rest as it is."""
    return words[:1].upper() + words[1:]


def small(words: str) -> str:
    """The first letter lowered, but not that of a name such as "PHQ-9"."""
    return words[:1].lower() + words[1:] if words[1:2].islower() or words[1:2] == " " else words


def plural(n: float, one: str, more: str | None = None) -> str:
    """ "1 visit", "2 visits", "1,200 visits"."""
    return f"{round(n):,} {one if round(n) == 1 else more or one + 's'}"
