"""The draft of the yearly written analysis, written to a file: `outcomes.py analysis`."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from commands.asking import pairs
from commands.failing import WrongWords
from commands.forms import put
from commands.options import Db, Where


def analysis(
    year: Annotated[int, typer.Argument(metavar="YEAR", min=1950, max=2999, help="The calendar year.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A new Word document, such as analysis.docx.")],
    where: Where = [],  # noqa: B006
    db: Db = None,
) -> None:
    """Write the yearly analysis as a draft for a person to finish: findings, reasons for doubt, actions, results."""
    from commands.opening import opened

    with opened(db) as engine:
        _check(file)
        _write(engine, year, file, pairs(where, "--where", "program=P01"))
    put(f"The draft of {year} is in {file}. What is marked “To write” only a person can say.")


def _check(file: Path) -> None:
    if file.suffix != ".docx":
        raise WrongWords(f"The draft is a Word document: name a file such as {file.with_suffix('.docx')}.")
    if file.exists():
        raise WrongWords(f"{file} is there already, perhaps finished by somebody; name a new file.")
    if not file.parent.is_dir():
        raise WrongWords(f"There is no folder {file.parent}.")


def _write(engine, year: int, file: Path, asked: Iterable[tuple[str, str]]) -> None:
    from commands.programs import program_names
    from commands.progress import progress
    from evidence.analysis import document, draft

    with engine.connect() as connection, progress() as tell:
        made = document(draft(connection, year, program_names(connection), asked, progress=tell))
    # A reader never meets half a file.
    part = file.with_suffix(".part")
    part.write_bytes(made)
    part.replace(file)
