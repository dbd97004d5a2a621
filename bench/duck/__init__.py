"""The same questions as hand-written SQL on DuckDB, over the raw rows of the same CSV files.

Each .sql file holds views, and after a line `-- name: …` one question each. Columns of an answer: payer,
what names the part, numerator, denominator, value.
"""

import re
from pathlib import Path

import duckdb

from bench.answers import Answer, from_rows
from bench.machine import median_of

HERE = Path(__file__).parent
FILES = ("stays", "attendance", "symptoms", "outcomes", "relapse", "emergency", "discharge", "continuity")
INSTRUMENTS = {
    "phq9": "PHQ-9",
    "gad7": "GAD-7",
    "pcl5": "PCL-5",
    "auditc": "AUDIT-C",
    "dast10": "DAST-10",
    "bam_use": "BAM use",
    "bam_risk": "BAM risk",
    "bam_protective": "BAM protective",
    "bam_craving": "BAM craving",
}
TERMS = ("recovery", "reliable_improvement", "reliable_recovery", "reliable_deterioration")
TIMES = 3


def load(folder: Path, file: str = ":memory:") -> duckdb.DuckDBPyConnection:
    """A DuckDB database with the tables of a folder of CSV files, and the views that the questions use."""
    connection = duckdb.connect(file)
    for csv in sorted(folder.glob("*.csv")):
        connection.execute(f"CREATE TABLE {csv.stem} AS FROM read_csv('{csv}', header = true, sample_size = -1)")
    for name in FILES:
        connection.execute(_sections(name)[0])
    return connection


def questions() -> dict[str, str]:
    """{name: SQL} of every question; those on scores ask for an instrument."""
    found = {}
    for name in FILES:
        words = _sections(name)[1:]
        found |= dict(zip(words[::2], words[1::2], strict=True))
    return found


def _sections(name: str) -> list[str]:
    return re.split(r"^-- name: (\w+)\n", (HERE / f"{name}.sql").read_text(encoding="utf-8"), flags=re.MULTILINE)


def asked(name: str) -> tuple[str, dict] | None:
    """The SQL and its parameters for a measure; None where there is none."""
    known = questions()
    if name in known:
        return known[name], {}
    if name in TERMS:
        return known["together"], {"term": name}
    first = next((slug for slug in INSTRUMENTS if name.startswith(f"{slug}_")), "")
    rest = name.removeprefix(f"{first}_")
    return (known[rest], {"instrument": INSTRUMENTS[first]}) if first and rest in known else None


def answer(connection: duckdb.DuckDBPyConnection, name: str) -> list[Answer]:
    """The answers to a measure that has a question here."""
    query = connection.execute(*asked(name))
    return from_rows([column[0] for column in query.description], query.fetchall())


def measure(connection: duckdb.DuckDBPyConnection, name: str, times: int = TIMES) -> dict | None:
    """The warm time of a measure's question and its answers; None where there is none."""
    if not asked(name):
        return None
    found = answer(connection, name)
    return {"milliseconds": 1000 * median_of(times, lambda: answer(connection, name)), "answers": found}
