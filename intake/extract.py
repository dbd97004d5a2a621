"""The extract: one row that says which day is the last of the data. A new one takes the place of the old."""

from collections.abc import Sequence

from sqlalchemy import Connection, delete, insert, select

from data.tables import extract
from intake.stage import CHANGED, NEW, UNCHANGED, Staged
from metrics.as_of import latest, latest_happened


def replace_extract(connection: Connection, staged: Staged) -> dict[int, int]:
    """Put the new day in the place of the old; the fate of its row."""
    fates = {NEW: 0, CHANGED: 0, UNCHANGED: 0}
    new = connection.scalar(select(staged.stage.c.as_of))
    old = connection.scalar(select(extract.c.as_of))
    if new is None:
        return fates
    if str(new) != str(old):
        connection.execute(delete(extract))
        connection.execute(insert(extract).from_select(["as_of"], select(staged.stage.c.as_of)))
    return fates | {NEW if old is None else UNCHANGED if str(new) == str(old) else CHANGED: 1}


def outgrown(connection: Connection, staged: Sequence[Staged]) -> list[str]:
    """Let go of an old extract's day where rows that came without a new one go beyond it; says so."""
    came = next((one for one in staged if one.table is extract), None)
    if came and connection.scalar(select(came.stage.c.as_of)):
        return []
    told = connection.scalar(select(extract.c.as_of))
    reached = latest_happened(connection, {one.table.name: one.stage for one in staged}) if told else None
    if not reached or reached <= told:
        return []
    connection.execute(delete(extract))
    without = (
        "The extract.csv of this import holds no day that counts" if came else "No extract.csv came with this import"
    )
    return [
        f"{without}, and rows go beyond {told}, the last day given before: the data is now "
        f"taken to reach {latest(connection)}. Hand in extract.csv to say otherwise."
    ]
