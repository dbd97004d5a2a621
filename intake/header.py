"""The first line of a file: which columns it brings."""

import csv
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Column, Table

from intake.refused import Refused

LONGEST_HEADER = 65_536
UTF16 = (b"\xff\xfe", b"\xfe\xff")
UTF8_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Header:
    """A file and its columns: `places` of the table's own columns in a row, `extra` names that it has not."""

    path: Path
    table: Table
    width: int
    places: dict[str, int]
    extra: tuple[str, ...]


def handed_in(table: Table) -> list[Column]:
    """The columns that a program hands in; the others are given by the import."""
    return [column for column in table.columns if not column.info.get("given")]


def read_header(path: Path, table: Table) -> Header:
    """The header of a file; Refused where the file cannot be that table."""
    names = _names(path)
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise Refused(f"{path.name} names the column {twice[0]} twice; keep one of them and import again.")
    wanted = [column.name for column in handed_in(table)]
    _check_needed(path, table, names)
    places = {name: names.index(name) for name in wanted if name in names}
    extra = tuple(name or "(no name)" for name in names if name not in wanted)
    return Header(path, table, len(names), places, extra)


def _names(path: Path) -> list[str]:
    line = _first_line(path)
    try:
        names = next(csv.reader([line.decode("utf-8")]), [])
    except (UnicodeDecodeError, csv.Error) as error:
        raise Refused(f"The first line of {path.name} is not a readable header row of a CSV file.") from error
    return [name.strip().lower() for name in names]


def _first_line(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            start = file.read(LONGEST_HEADER)
    except OSError as error:
        raise Refused(f"{path.name} cannot be opened ({error.strerror}).") from error
    lines = start.removeprefix(UTF8_MARK).splitlines()
    if start.startswith(UTF16) or (lines and b"\0" in lines[0]):
        raise Refused(f"{path.name} is not UTF-8 text (it looks like UTF-16); save it as CSV UTF-8 again.")
    _check_first(path, lines)
    return lines[0]


def _check_first(path: Path, lines: list[bytes]) -> None:
    if not any(line.strip() for line in lines):
        raise Refused(
            f"{path.name} is empty, without even a header row; export it again, or remove it from the folder."
        )
    if not lines[0].strip():
        raise Refused(
            f"{path.name} begins with an empty line, where the header row must stand; remove it and import again."
        )


def _check_needed(path: Path, table: Table, names: list[str]) -> None:
    missing = [c.name for c in handed_in(table) if not c.nullable and c.name not in names]
    if not missing:
        return
    if len(names) == 1 and any(mark in names[0] for mark in ";\t|"):
        raise Refused(f"{path.name} is not separated by commas; export it as comma-separated CSV.")
    word = "column" if len(missing) == 1 else "columns"
    raise Refused(f"{path.name} lacks the {word} {', '.join(missing)}; add it and import again.")
