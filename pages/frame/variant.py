"""One way of asking a measure: the part that stands for it, its options, and the words that say so."""

from collections.abc import Mapping
from typing import NamedTuple

from metrics import MEASURES
from metrics.measure import Measure


class Variant(NamedTuple):
    """part: another headline than the measure's own. about: words after its title: " for mental health".
    note: what stands under its chart by month.
    """

    part: Mapping[str, object] | None = None
    options: Mapping[str, object] = {}
    about: str = ""
    note: str = ""

    def measure(self, name: str) -> Measure:
        """The measure with this part as its headline."""
        return MEASURES[name].standing_for(self.part)


USUAL = Variant()
