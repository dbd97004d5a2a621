"""A measure month by month (or quarter by quarter), as a control chart needs it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Series:
    """One entry a period in each list; a period without anything counted has None as value and 0 of 0."""

    labels: list[str]
    values: list[float | None]
    numerators: list[int]
    denominators: list[int]
    lows: list[float | None]
    highs: list[float | None]

    def __len__(self) -> int:
        return len(self.labels)


def series(rows, by: str = "month", part: dict | None = None, group: dict | None = None) -> Series:
    """The rows of one part (default: the main one, {}) and group in time order, months between filled as gaps."""
    wanted, others = part or {}, group or {}
    found = {}
    for row in rows:
        rest = {name: value for name, value in row.group.items() if name != by}
        if row.part == wanted and rest == others and row.group.get(by, "unknown") != "unknown":
            found[row.group[by]] = row
    labels = between(min(found), max(found)) if found else []
    return _columns(labels, [found.get(label) for label in labels])


def _columns(labels, rows) -> Series:
    def column(name, missing=None):
        return [missing if row is None or getattr(row, name) is None else getattr(row, name) for row in rows]

    counts = (column("numerator", 0), column("denominator", 0))
    return Series(labels, column("value"), *counts, column("low"), column("high"))


def between(first: str, last: str) -> list[str]:
    """All months ("2026-03") or quarters ("2026-Q1") from first to last."""
    form, per_year = ("{}-Q{}", 4) if "Q" in first else ("{}-{:02d}", 12)
    start, end = (_ordinal(label, per_year) for label in (first, last))
    return [form.format(i // per_year, i % per_year + 1) for i in range(start, end + 1)]


def _ordinal(label: str, per_year: int) -> int:
    year, part = label.split("-")
    return int(year) * per_year + int(part.lstrip("Q")) - 1
