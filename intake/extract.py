"""The extract: one row that says which day is the last of the data. A new one takes the place of the old."""

from sqlalchemy import Connection, delete, insert, select

from data.tables import extract
from intake.stage import CHANGED, NEW, UNCHANGED, Staged


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
