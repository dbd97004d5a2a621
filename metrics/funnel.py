"""The funnel of a measure: of those who were there, who was eligible, who was measured, and who met it."""

from collections.abc import Mapping
from dataclasses import dataclass

from metrics.people import COUNTED, EXCLUDED, NOT_COUNTED

# A reason that begins so says that time has yet to pass; every other reason to leave somebody out is something lacking.
NOT_YET = "Not yet known"

Reasons = dict[str, int]


@dataclass(frozen=True)
class Funnel:
    """Episodes by reason. `waiting`: not eligible yet; `lacking`: eligible but not measured; `met` and `not_met`: the
    measured. Each step is the one before it less those whom it leaves out."""

    waiting: Reasons
    lacking: Reasons
    not_met: Reasons
    met: Reasons

    @property
    def whole(self) -> int:
        """Admitted, discharged, or with a record of its own in the period: whatever dates the measure."""
        return self.eligible + sum(self.waiting.values())

    @property
    def eligible(self) -> int:
        return self.measured + sum(self.lacking.values())

    @property
    def measured(self) -> int:
        return sum(self.met.values()) + sum(self.not_met.values())

    def as_object(self) -> dict:
        """The steps as numbers, for `--json`."""
        met = sum(self.met.values())
        return {"whole": self.whole, "eligible": self.eligible, "measured": self.measured, "met": met}


def funnel(counts: Mapping[tuple[str, str], int]) -> Funnel:
    """From {(standing, reason): episodes}, as `metrics.ask.how_many` counts them."""
    left_out = _of(counts, EXCLUDED)
    waiting = {reason: n for reason, n in left_out.items() if reason.startswith(NOT_YET)}
    lacking = {reason: n for reason, n in left_out.items() if reason not in waiting}
    return Funnel(waiting, lacking, _of(counts, NOT_COUNTED), _of(counts, COUNTED))


def _of(counts: Mapping[tuple[str, str], int], wanted: str) -> Reasons:
    return {reason: n for (standing, reason), n in counts.items() if standing == wanted}
