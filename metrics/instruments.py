"""Instruments: questionnaires as data, so that every rule works for each that has the figures it needs.

A questionnaire is what is handed in (`INSTRUMENTS`, by the name that its rows carry). A scale is what is scored
(`SCALES`): most questionnaires are one scale, that of all their items; the BAM has four and no total.
"""

import os
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("instruments.toml")
# A program's own instruments: a file of the same form, named by this variable of the environment.
OWN_VARIABLE = "OUTCOMES_INSTRUMENTS"


@dataclass(frozen=True)
class Instrument:
    """Items and their range, the total's range, severity bands, cut-off and points of reliable change.

    `places`: the items that are added up, 1 is the first. `form`: the questionnaire that a scale is part of.
    `remission`: a total below it. `good`: "lower" or "higher", the direction of the total that is better.
    """

    name: str
    slug: str
    title: str
    items: int
    item_low: int
    item_high: int
    low: int
    high: int
    source: str
    address: str
    places: tuple[int, ...]
    form: str
    bands: tuple[tuple[int, str], ...] = ()
    caseness: int | None = None
    remission: int | None = None
    reliable_change: int | None = None
    prorated_missing: int = 0
    good: str = "lower"

    @property
    def whole(self) -> bool:
        """The score is that of the whole questionnaire, so that a total handed in is this score."""
        return self.form == self.name

    def band(self, score: float) -> str | None:
        """The name of the severity band of a total; None where the instrument has no bands."""
        return next((name for upto, name in self.bands if score <= upto), None)

    def band_ranges(self) -> list[tuple[int, int]]:
        """The lowest and the highest total of every band; of everything, where there are no bands."""
        bands = self.bands or ((self.high, ""),)
        lows = [self.low, *(upto + 1 for upto, _ in bands[:-1])]
        return [(low, upto) for low, (upto, _) in zip(lows, bands, strict=True)]

    def band_names(self) -> tuple[str, ...]:
        return tuple(name for _, name in self.bands)


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
    from metrics.instrument_file import Wrong, read

    known, file = read(FILE), own_file()
    if not file:
        return *known, None
    try:
        return *read(file, *known), None
    except Wrong as wrong:
        return *known, str(wrong)


INSTRUMENTS, SCALES, FAULT = _all()
PHQ9, GAD7 = SCALES["PHQ-9"], SCALES["GAD-7"]
