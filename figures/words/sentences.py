"""The two sentences at the top of a page: the finding, and how sure it is; and what several pages say alike."""

from typing import NamedTuple

from figures import numbers
from figures.words.months import capital
from figures.words.verdicts import NEAR, OUTSIDE, SHIFT, STEADY, Verdict, running
from metrics.result import Row

# Below so many, counts are said instead of shares: one person moves the share by a tenth or more.
TINY = 10
# Where a box below says what is missing and what to do, this alone.
NOT_ZERO = "Nothing was counted, which is not the same as zero."
NO_DATA_SURE = f"{NOT_ZERO[:-1]}; choose another period or fewer filters."


class Headline(NamedTuple):
    """The page's first sentence, and the paragraph below it."""

    first: str
    sure: str


def why(found: Verdict) -> str:
    """How sure a verdict is, and its strongest reason for doubt, as one or two sentences."""
    if found.kind == STEADY:
        return f"That is inside its usual range of {found.usual}; a small change could hide in it."
    if found.kind == OUTSIDE:
        return _outside(found)
    if found.kind == SHIFT:
        side = "above" if found.up else "below"
        unlikely = "so chance is an unlikely reason; the cause was not tested."
        return f"{capital(running(found))} lie {side} the usual level, {unlikely}"
    if found.kind == NEAR:
        return f"The usual range is {found.usual}. So close to its end twice in three months is seldom chance alone, but it can be."
    if found.signal:
        way = "higher" if found.up else "lower"
        return f"Each month since has been {way} than the one before, all inside the usual range of {found.usual}; chance can do that now and then."
    return f"{found.words}."


def _outside(found: Verdict) -> str:
    where = f"outside its usual range of {found.usual}"
    if running(found):
        return f"It has been {where} for {running(found)}, which chance alone rarely does; the cause was not tested."
    return f"That is {where}; chance alone rarely goes there, and the cause was not tested."


def exact(row: Row, unit: str = "share") -> str:
    """How far chance alone could move a value from few people."""
    reach = numbers.range_of(row.low, row.high, unit, row.denominator)
    return (
        f"With so few, chance alone could give anything from {reach}."
        if reach
        else "With so few, nothing more can be said."
    )


def gaps_outweigh_chance(low: float, high: float, row: Row) -> bool:
    """The values over all readings of missing data lie further apart than the interval's ends."""
    return None not in (row.low, row.high) and high - low > row.high - row.low
