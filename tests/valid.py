"""What makes made-up rows good rows: the rules of the tables, read from the tables themselves."""

from collections.abc import Iterable

from data.tables import RECORDS

INSTRUMENTS = {  # items, greatest item
    "PHQ-9": (9, 3),
    "GAD-7": (7, 3),
    "PCL-5": (20, 4),
    "AUDIT-C": (3, 4),
    "DAST-10": (10, 1),
    "BAM": (17, 30),
}


def columns(table: str) -> dict:
    """The columns of a table that a program hands in (not those that the import adds)."""
    found = next(record for record in RECORDS if record.name == table)
    return {column.name: column for column in found.columns if not column.info.get("given")}


def faults(table: str, rows: Iterable[dict]) -> list[str]:
    """Each value (None = not known) that is missing, no known code or out of range; empty when all is well."""
    found = []
    for name, column in columns(table).items():
        values = {row[name] for row in rows}
        found += [f"{table}.{name} is empty"] if None in values and not column.nullable else []
        found += [f"{table}.{name} = {value!r}" for value in values - {None} if not _allowed(column, value)]
    return found


def _allowed(column, value) -> bool:
    codes, low, high = (column.info.get(key) for key in ("codes", "low", "high"))
    return (codes is None or value in codes) and (low is None or low <= value <= high)


def score_fault(row: dict) -> str | None:
    """What is wrong with an assessment's items and total, if anything."""
    count, greatest = INSTRUMENTS[row["instrument"]]
    items = [row[f"item_{place}"] for place in range(1, 21)]
    given = [item for item in items[:count] if item is not None]
    if any(item is not None for item in items[count:]) or any(not 0 <= item <= greatest for item in given):
        return "an item out of range"
    if row["total"] is not None and not 0 <= row["total"] <= count * greatest:
        return "a total out of range"
    if row["total"] is not None and len(given) == count and sum(given) != row["total"]:
        return "a total that is not the sum"
    return None


def key(table: str) -> str | None:
    """The id of a table's rows, where it has one of its own."""
    found = next(record for record in RECORDS if record.name == table)
    ids = [column.name for column in found.primary_key if column.name.endswith("_id")]
    return next((name for name in ids if not found.columns[name].info.get("given")), None)


def parents(table: str) -> list[str]:
    """The columns by which a table's rows belong to rows of other tables."""
    found = next(record for record in RECORDS if record.name == table)
    return [column.name for column in found.columns if column.foreign_keys]


HOME = {"client_id": "clients", "program_id": "programs", "episode_id": "episodes"}
