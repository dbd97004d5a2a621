"""Rows and series for the tests of figures: small, fixed, written by hand."""

from dataclasses import dataclass
from types import SimpleNamespace

from metrics.months import months_between
from metrics.result import Row


@dataclass(frozen=True)
class Series:
    """What figures need of a measure month by month (figures/series.py)."""

    labels: list[str]
    values: list[float | None]
    numerators: list[int]
    denominators: list[int]
    lows: list[float | None]
    highs: list[float | None]

    def __len__(self) -> int:
        return len(self.labels)


def row(numerator=7, denominator=10, value=0.7, low=0.4, high=0.9, group=None, **part) -> Row:
    return Row(group or {}, part, numerator, denominator, value, low, high)


def monthly(values, first="2024-11", n=100) -> Series:
    """A series of shares of `n`; None is a month without anything counted."""
    months = months_between("2000-01", "2030-12")
    start = months.index(first)
    labels = list(months[start : start + len(values)])
    counts = [0 if value is None else round(value * n) for value in values]
    sizes = [0 if value is None else n for value in values]
    lows = [None if value is None else value - 0.05 for value in values]
    highs = [None if value is None else value + 0.05 for value in values]
    return Series(labels, list(values), counts, sizes, lows, highs)


def chart(n, centre=0.7, lower=0.6, upper=0.8, trial=False, signals=()):
    """What figures need of a control chart; signals: (index, rule) pairs."""
    found = tuple(SimpleNamespace(index=index, rule=rule) for index, rule in signals)
    limits = {"centre": [centre] * n, "lower": [lower] * n, "upper": [upper] * n}
    return SimpleNamespace(**limits, trial=trial, signals=found)


def texts(fig) -> str:
    """All words written on a figure."""
    return " | ".join(annotation.text for annotation in fig.layout.annotations)


def trace(fig, name: str):
    return next(one for one in fig.data if one.name == name)
