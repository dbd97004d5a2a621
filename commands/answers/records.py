"""What an import did, for people."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import astuple

from commands.tables import say, show
from figures import numbers
from intake import Report
from intake.report import Quarantined

COUNTS = ("read", "new", "changed", "unchanged", "quarantined")
LINES_SHOWN = 5
GROUPS_SHOWN = 20


def report(found: Report) -> None:
    """Counts by table, then what was kept out by file and column, then what looks suspicious."""
    rows = [(name, *map(numbers.count, astuple(counts))) for name, counts in found.tables.items()]
    show([("table", "text"), *((name, "number") for name in COUNTS)], rows)
    if found.quarantine:
        _kept_out(found.quarantine)
    for warning in found.warnings:
        say(f"Look at this: {warning}")


def _kept_out(quarantine: Iterable[Quarantined]) -> None:
    groups = defaultdict(list)
    for one in quarantine:
        groups[one.file, one.column or "(whole row)"].append(one)
    largest = sorted(groups.items(), key=lambda group: -len(group[1]))
    rows = [
        (file, column, numbers.count(len(ones)), _lines(ones), ones[0].reason)
        for (file, column), ones in largest[:GROUPS_SHOWN]
    ]
    columns = [("file", "text"), ("column", "text"), ("rows", "number"), ("lines", "text"), ("such as", "text")]
    show(columns, rows, "Kept out, in quarantine; correct them and import again")
    if (more := len(largest) - GROUPS_SHOWN) > 0:
        say(f"… and {more} more kinds: --json lists every row.")


def _lines(ones: list[Quarantined]) -> str:
    shown = ", ".join(str(one.line) for one in ones[:LINES_SHOWN])
    return f"{shown}, …" if len(ones) > LINES_SHOWN else shown
