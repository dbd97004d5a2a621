"""Results: the small tables that every measure ends in, always with the same columns."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

COLUMNS = ("numerator", "denominator", "value", "low", "high")


@dataclass(frozen=True)
class Row:
    """One number: its group, its part of the measure, the counts behind it and its 95 % interval.

    clients: those behind what repeats inside a person; None: the denominator counts people, or it is not known. For what
    is judged inside only: it is no part of what is shown, kept or compared.
    """

    group: dict
    part: dict
    numerator: float | None
    denominator: float | None
    value: float | None
    low: float | None = None
    high: float | None = None
    clients: int | None = field(default=None, compare=False, repr=False)

    def within(self, **group) -> "Row":
        return replace(self, group={**self.group, **group})

    def as_object(self) -> dict:
        """Everything that is shown of it."""
        return {"group": self.group, "part": self.part} | {name: getattr(self, name) for name in COLUMNS}


@dataclass(frozen=True)
class Result:
    """All rows of one measure for one cohort; what figures, pages, command line and exports are drawn from."""

    measure: str
    version: str
    as_of: date | None
    start: date | None
    end: date | None
    where: dict
    options: dict
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = field(default=())

    def part(self, **part) -> tuple[Row, ...]:
        """The rows of exactly this part, one for each group."""
        return tuple(row for row in self.rows if row.part == part)

    def one(self, **part) -> Row:
        """The row of exactly this part of an ungrouped result; an empty row where there is none."""
        found = self.part(**part)
        return found[0] if found else Row({}, part, 0, 0, None)

    def groups(self) -> tuple[dict, ...]:
        """The groups, in the order of the rows, each once."""
        seen = {tuple(row.group.items()): row.group for row in self.rows}
        return tuple(seen.values())

    def split(self, name: str) -> "dict[str, Result]":
        """value -> the result of that group alone, as if that dimension had been a filter and no group."""
        values = dict.fromkeys(row.group[name] for row in self.rows)
        return {value: replace(self, rows=tuple(self._without(name, value))) for value in values}

    def _without(self, name: str, value: str) -> Iterable[Row]:
        for row in self.rows:
            if row.group[name] == value:
                yield replace(row, group={key: one for key, one in row.group.items() if key != name})

    def as_object(self) -> dict:
        """The object that `--json` prints."""
        return {
            "measure": self.measure,
            "version": self.version,
            "as_of": _iso(self.as_of),
            "from": _iso(self.start),
            "to": _iso(self.end),
            "where": self.where,
            "options": self.options,
            "rows": [row.as_object() for row in self.rows],
            "notes": list(self.notes),
        }

    def table(self) -> list[dict]:
        """Flat rows for CSV, workbook and page: group columns, part columns, then the numbers."""
        groups, parts = _keys(row.group for row in self.rows), _keys(row.part for row in self.rows)
        return [_flat(row, groups, parts) for row in self.rows]


def _iso(when: date | None) -> str | None:
    return when.isoformat() if when else None


def _keys(dicts: Iterable[dict]) -> tuple:
    return tuple(dict.fromkeys(key for one in dicts for key in one))


def _flat(row: Row, groups: tuple, parts: tuple) -> dict:
    named = {key: row.group.get(key) for key in groups} | {key: row.part.get(key) for key in parts if key not in groups}
    # A survival part may be called "month" where the groups are months too.
    clashing = {f"{key} of course": row.part.get(key) for key in parts if key in groups}
    return named | clashing | {name: getattr(row, name) for name in COLUMNS}
