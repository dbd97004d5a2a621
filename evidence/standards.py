"""The standards that a program is held against: those of this version, or the program's own file."""

import os
from pathlib import Path

from evidence.requirement import Standard
from evidence.standards_file import read

FILE = Path(__file__).with_name("standards.toml")
# A program's own copy of that file, named by this variable of the environment: it takes its place.
OWN_VARIABLE = "OUTCOMES_STANDARDS_FILE"


def file() -> Path:
    """The file in force."""
    named = os.environ.get(OWN_VARIABLE, "").strip()
    return Path(named) if named else FILE


def load() -> dict[str, Standard]:
    """Every standard by its key, in the order of the file. BadRequest, in one sentence, where the file is wrong."""
    return read(file())


def standard(key: str) -> Standard:
    """The standard of that key; BadRequest names the nearest where there is none."""
    from evidence.standards_file import Wrong, nearest

    found = load()
    if key not in found:
        raise Wrong(f"There is no standard {key!r}{nearest(key, found)}; there are: {', '.join(found)}.")
    return found[key]
