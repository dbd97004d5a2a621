"""Results made by hand or by the second author, for tests of charts and of words."""

import re
from datetime import date
from functools import cache

from metrics import MEASURES
from metrics.charts import control_chart
from metrics.intervals import wilson
from metrics.months import months_before, months_between
from metrics.result import Result, Row
from tests.clinics import random_clinic
from tests.reference import as_of as reference_as_of
from tests.reference import measure as reference

FORBIDDEN = re.compile(
    r"significan|p-value|\bp ?[<=]|!|control limit|nan\b|(?-i:None)\b|\binf\b|\bproven\b|caused by", re.IGNORECASE
)
RANKS = re.compile(r"\bbest\b|\bworst\b|\branked? (first|last)|top\b|\bbottom\b|league", re.IGNORECASE)
COMPLETION = MEASURES["completion_rate"]


def completed(k, n, **group):
    """A row of the share of discharges that completed."""
    return Row(group, dict(COMPLETION.headline), k, n, k / n, *wilson(k, n))


def result(name, rows, as_of=date(2026, 10, 31), start=None, end=None):
    return Result(name, "1.0", as_of, start, end, {}, {}, tuple(rows), ())


def month_row(month, part, k, n, value=None, low=None, high=None):
    value = k / n if value is None and n else value
    return Row({"month": month}, dict(part), k, n, value, low, high)


def _months(last, n):
    return months_between(months_before(last, n - 1), last) if n else ()


def monthly(name, counts, last="2026-10", as_of=date(2026, 10, 31), extra=(), **options):
    """A chart of a measure from (numerator, denominator) a month, None for a gap; the last one is `last`."""
    months = _months(last, len(counts))
    rows = [month_row(m, MEASURES[name].headline, *c) for m, c in zip(months, counts, strict=True) if c]
    return control_chart(MEASURES[name], result(name, [*rows, *extra], as_of), **options)


def singles(name, values, last="2026-10", as_of=date(2026, 10, 31), **options):
    """A chart of single values a month, None for a gap."""
    months = _months(last, len(values))
    rows = [
        month_row(m, MEASURES[name].headline, None, 20, value)
        for m, value in zip(months, values, strict=True)
        if value is not None
    ]
    return control_chart(MEASURES[name], result(name, rows, as_of), **options)


@cache
def clinic(seed, episodes=60):
    return random_clinic(seed, episodes)


def of_clinic(seed, name, by=(), episodes=60, start=None, end=None):
    """A measure of a random clinic, as the second author counts it."""
    rows = clinic(seed, episodes)
    found = reference(rows, name, start, end, {}, by)
    return result(name, [Row(**row) for row in found], reference_as_of(rows), start, end)


def assert_sentences(text, most=None):
    """Whole sentences, in the words of the house."""
    assert not FORBIDDEN.search(text), text
    assert text.endswith(".") and text[0] in "“" + text[0].upper(), text
    assert ".." not in text and "  " not in text and "{" not in text and " ." not in text, text
    assert most is None or len(text) <= most, text


def assert_headline(headline):
    """A first sentence that fits a line or two, and a paragraph; the headline itself."""
    assert_sentences(headline.first, 160)
    assert_sentences(headline.sure)
    return headline


def assert_made(text):
    assert_sentences(text)
    return text
