"""What lies in the folder that is handed in."""

from dataclasses import dataclass
from pathlib import Path

from data.tables import RECORDS
from intake.header import Header, read_header
from intake.refused import Refused
from intake.text import as_text

NAMES = {table.name: table for table in RECORDS}


@dataclass(frozen=True)
class Folder:
    """The files that are tables, in the order in which they are loaded, and the names of all others."""

    path: Path
    files: tuple[Header, ...]
    unknown: tuple[str, ...]

    def size(self) -> int:
        """Bytes in all files that will be read."""
        return sum(file.path.stat().st_size for file in self.files)


def look(path: Path) -> Folder:
    """The files of a folder; Refused where nothing can be read from it."""
    if not path.is_dir():
        raise Refused(f"There is no folder {as_text(str(path))}.")
    found, unknown = _sort(path)
    if not found:
        raise Refused(
            f"{as_text(str(path))} holds none of the files of an import (programs.csv, clients.csv, episodes.csv …); "
            "name the folder that holds them."
        )
    files = [read_header(found[name], table) for name, table in NAMES.items() if name in found]
    return Folder(path, tuple(files), tuple(unknown))


def _sort(path: Path) -> tuple[dict[str, Path], list[str]]:
    found: dict[str, Path] = {}
    unknown = []
    for file in sorted(path.iterdir()):
        name = file.stem.lower()
        if file.name.startswith(".") or file.is_dir():
            continue
        if not file.is_file():  # a pipe would be waited for
            unknown.append(f"{as_text(file.name)} (no ordinary file)")
        elif file.suffix.lower() != ".csv" or name not in NAMES:
            unknown.append(as_text(file.name))
        elif name in found:
            raise Refused(f"{found[name].name} and {file.name} are the same table; keep one of them.")
        else:
            found[name] = file
    return found, unknown
