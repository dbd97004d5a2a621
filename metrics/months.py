"""Calendar months as results name them: "2026-03"."""

from calendar import monthrange
from datetime import date, timedelta


def months_between(first: str, last: str) -> tuple[str, ...]:
    """All months from first to last."""
    return tuple(_label(i) for i in range(number(first), number(last) + 1))


def months_before(label: str, months: int) -> str:
    """The month so many months earlier."""
    return _label(number(label) - months)


def number(label: str) -> int:
    """Months since year 0: differences of two are months apart."""
    return 12 * int(label[:4]) + int(label[5:]) - 1


def month_of(day: date) -> str:
    return f"{day.year}-{day.month:02d}"


def last_day(label: str) -> date:
    """The last day of a month."""
    year, month = int(label[:4]), int(label[5:])
    return date(year, month, monthrange(year, month)[1])


def over(label: str, days: int, as_of: date) -> bool:
    """The month and so many days after its last day have passed by as_of."""
    return last_day(label) + timedelta(days=days) <= as_of


def _label(number: int) -> str:
    return f"{number // 12}-{number % 12 + 1:02d}"
