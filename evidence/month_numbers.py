"""A measure by month as numbers: with its usual range, and how each month reads."""

from collections.abc import Iterator

from evidence.section import Section
from figures.month_rows import reading

MONTH = (
    ("month", "Month"),
    ("numerator", "Count"),
    ("denominator", "Of"),
    ("value", "Value"),
    ("low", "Low"),
    ("high", "High"),
    ("usual_low", "Usual low"),
    ("usual_level", "Usual level"),
    ("usual_high", "Usual high"),
    ("reading", "Reading"),
)


def month_rows(one: Section) -> Iterator[dict]:
    """One row a month, oldest first, by the names of MONTH."""
    m = one.monthly
    for i, month in enumerate(m.months):
        known = m.values[i] is not None
        yield {
            "month": month,
            "numerator": m.numerators[i] if known else None,
            "denominator": m.denominators[i] if known else None,
            "value": m.values[i],
            "low": m.lows[i],
            "high": m.highs[i],
            "usual_low": m.chart.lower[i],
            "usual_level": m.chart.centre[i],
            "usual_high": m.chart.upper[i],
            "reading": reading(m, i) if known else "",
        }
