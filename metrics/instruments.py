"""Instruments: questionnaires as data, so that every rule works for each that has the figures it needs."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("instruments.toml")


@dataclass(frozen=True)
class Instrument:
    """Items and their range, the total's range, severity bands, cut-off and points of reliable change."""

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
    bands: tuple[tuple[int, str], ...] = ()
    caseness: int | None = None
    reliable_change: int | None = None
    prorated_missing: int = 0

    def band(self, score: float) -> str:
        """The name of the severity band of a total."""
        return next(name for upto, name in self.bands if score <= upto)

    def band_ranges(self) -> list[tuple[int, int]]:
        """The lowest and the highest total of every band."""
        lows = [self.low, *(upto + 1 for upto, _ in self.bands[:-1])]
        return [(low, upto) for low, (upto, _) in zip(lows, self.bands, strict=True)]

    def band_names(self) -> tuple[str, ...]:
        return tuple(name for _, name in self.bands)


def read(file: Path) -> dict[str, Instrument]:
    """The instruments of a file, by name."""
    found = tomllib.loads(file.read_text(encoding="utf-8"))
    return {name: _instrument(name, values) for name, values in found.items()}


def _instrument(name: str, values: dict) -> Instrument:
    bands = tuple((upto, label) for upto, label in values.pop("bands", ()))
    return Instrument(name=name, bands=bands, **values)


INSTRUMENTS = read(FILE)
PHQ9, GAD7 = INSTRUMENTS["PHQ-9"], INSTRUMENTS["GAD-7"]
