"""Instruments: questionnaires as data, so that every rule works for each that has the figures it needs.

A questionnaire is what is handed in (`INSTRUMENTS`, by the name that its rows carry). A scale is what is scored
(`SCALES`): most questionnaires are one scale, that of all their items; the BAM has four and no total.
"""

import os
from pathlib import Path

from metrics.instrument import Instrument
from metrics.instrument_file import Wrong, read

FILE = Path(__file__).with_name("instruments.toml")
# A program's own instruments: a file of the same form, named by this variable of the environment.
OWN_VARIABLE = "OUTCOMES_INSTRUMENTS"


def own_file() -> Path | None:
    """The file of a program's own instruments; None where none is named."""
    named = os.environ.get(OWN_VARIABLE, "").strip()
    return Path(named) if named else None


def own_bytes() -> bytes:
    """What that file holds; nothing where there is none, or it cannot be read."""
    file = own_file()
    return file.read_bytes() if file and file.is_file() else b""


def _all() -> tuple[dict[str, Instrument], dict[str, Instrument], str | None]:
    """Questionnaires, scales, and what is wrong with the program's own file: then only those of this version."""
    known, file = read(FILE), own_file()
    if not file:
        return *known, None
    try:
        return *read(file, *known), None
    except Wrong as wrong:
        return *known, str(wrong)


INSTRUMENTS, SCALES, FAULT = _all()
PHQ9, GAD7 = SCALES["PHQ-9"], SCALES["GAD-7"]
