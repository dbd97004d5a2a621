"""An instrument: one scale of a questionnaire, or the questionnaire itself, with the figures that rules need."""

from dataclasses import dataclass


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
