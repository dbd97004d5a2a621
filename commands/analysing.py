"""The draft of the yearly written analysis, written to a file."""

from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import Engine, select

from commands.asking import pairs
from commands.failing import WrongWords
from commands.progress import progress
from data.tables import programs


def write(engine: Engine, year: int, file: Path, where: Iterable[str]) -> None:
    """Write the draft of one year as a Word document; WrongWords where the file cannot be one, or is there."""
    from evidence.analysis import document, draft

    check(file)
    asked = pairs(where, "--where", "program=P01")
    with engine.connect() as connection, progress() as tell:
        names = dict(connection.execute(select(programs.c.program_id, programs.c.name)).all())
        made = document(draft(connection, year, names, asked, progress=tell))
    # A reader never meets half a file.
    part = file.with_suffix(".part")
    part.write_bytes(made)
    part.replace(file)


def check(file: Path) -> None:
    if file.suffix != ".docx":
        raise WrongWords(f"The draft is a Word document: name a file such as {file.with_suffix('.docx')}.")
    if file.exists():
        raise WrongWords(f"{file} is there already, perhaps finished by somebody; name a new file.")
    if not file.parent.is_dir():
        raise WrongWords(f"There is no folder {file.parent}.")
