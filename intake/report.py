"""What an import did, for people and for programs."""

import json
from collections import Counter
from dataclasses import asdict, dataclass, field

from intake.fault import Fault
from intake.stage import CHANGED, NEW, UNCHANGED, Staged

SHOWN = 20


@dataclass(frozen=True)
class Counts:
    """Rows of one file: read = new + changed + unchanged + quarantined."""

    read: int
    new: int
    changed: int
    unchanged: int
    quarantined: int


@dataclass(frozen=True)
class Quarantined:
    """One row that was kept out, without its content."""

    table: str
    file: str
    line: int
    column: str | None
    reason: str


@dataclass
class Report:
    """Counts by table, the rows that were kept out and why, and what looks suspicious but went in."""

    tables: dict[str, Counts] = field(default_factory=dict)
    quarantine: list[Quarantined] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def add(self, staged: Staged, fates: dict[int, int]) -> None:
        """Count one file in; a row that stands in it twice, exactly alike, counts as unchanged the second time."""
        unchanged = fates[UNCHANGED] + staged.repeats
        kept_out = len(staged.faults)
        self.tables[staged.table.name] = Counts(staged.read, fates[NEW], fates[CHANGED], unchanged, kept_out)
        self.quarantine += [_listed(staged, fault) for fault in staged.faults]

    def changed_anything(self) -> bool:
        return any(counts.new or counts.changed for counts in self.tables.values())

    def reasons(self) -> list[tuple[str, str | None, int]]:
        """(table, column, rows kept out), most first."""
        found = Counter((one.table, one.column) for one in self.quarantine)
        return [(table, column, n) for (table, column), n in found.most_common()]

    def as_dict(self) -> dict:
        """One object: `tables`, `quarantine` (table, file, line, column, reason), `warnings`."""
        return asdict(self)

    def summary(self) -> str:
        """The same without the single rows, which the quarantine table holds."""
        kept_out = [{"table": table, "column": column, "rows": n} for table, column, n in self.reasons()]
        return json.dumps(self.as_dict() | {"quarantine": kept_out}, ensure_ascii=False)

    def words(self) -> list[str]:
        """Lines for a terminal: one a table, then reasons, then warnings."""
        lines = [_in_words(table, counts) for table, counts in self.tables.items()]
        lines += [f"Kept out: {q.file} line {q.line}: {q.reason}." for q in self.quarantine[:SHOWN]]
        if len(self.quarantine) > SHOWN:
            lines.append(f"… and {len(self.quarantine) - SHOWN:,} more rows: all are listed in quarantine.")
        return lines + [f"Look at this: {warning}" for warning in self.warnings]


def _listed(staged: Staged, fault: Fault) -> Quarantined:
    return Quarantined(staged.table.name, staged.header.path.name, fault.line, fault.column, fault.reason)


def _in_words(table: str, counts: Counts) -> str:
    parts = (f"{n:,} {word}" for word, n in asdict(counts).items())
    return f"{table}: {', '.join(parts)}"
