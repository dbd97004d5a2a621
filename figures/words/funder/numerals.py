"""Numbers, ranges and months as each language writes them."""

from datetime import date

from figures.words.funder.marking import Translate, _

TO = _("{low} to {high}")
# How a language writes numbers (CLDR): es as in the United States, 1,234.5; pt as in Brazil and Portugal, 1.234,5.
MARKS = _("1,234.5")
MONTHS = tuple(map(_, ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")))  # fmt: skip


def number(value: float, tr: Translate, decimals: int = 0) -> str:
    """A number as the language writes it."""
    marks = tr(MARKS)
    return f"{value:,.{decimals}f}".translate({ord(","): marks[1], ord("."): marks[5]})


def hundred(value: float) -> int:
    """A share, of 100 people."""
    return round(100 * value)


def between(low: object, high: object, tr: Translate) -> str:
    """A range, in words."""
    return tr(TO).format(low=low, high=high)


def month(day: date, tr: Translate) -> str:
    """The month of a day, with its year."""
    return f"{tr(MONTHS[day.month - 1])} {day.year}"
