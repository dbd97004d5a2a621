"""Shares and ratios as people say them: "about half", "about a third lower", "could be chance"."""

from figures import numbers
from figures.words.months import capital
from metrics.result import Row

SHARES = (
    (0.10, "about one in ten"),
    (0.20, "about one in five"),
    (0.25, "about a quarter"),
    (1 / 3, "about a third"),
    (0.40, "about four in ten"),
    (0.50, "about half"),
    (0.60, "about six in ten"),
    (2 / 3, "about two thirds"),
    (0.75, "about three quarters"),
    (0.80, "about four in five"),
    (0.90, "about nine in ten"),
)
FEW, NEARLY_ALL = 0.05, 0.95
HALF = "a half"
FRACTIONS = (
    (1 / 10, "a tenth"),
    (1 / 8, "an eighth"),
    (1 / 6, "a sixth"),
    (1 / 5, "a fifth"),
    (1 / 4, "a quarter"),
    (1 / 3, "a third"),
    (2 / 5, "two fifths"),
    (1 / 2, HALF),
    (3 / 5, "three fifths"),
    (2 / 3, "two thirds"),
    (3 / 4, "three quarters"),
    (4 / 5, "four fifths"),
)
ALIKE, SLIGHT, TENTH_LEFT, DOUBLE = 0.025, 0.08, 0.15, 1.85
# The 95 % interval holds this value where there is no effect.
NO_EFFECT = 1.0


def share(value: float) -> str:
    """0.52 -> "about half"; the nearest of a few words."""
    if value in (0, 1):
        return "none" if value == 0 else "all"
    if value < FEW:
        return "very few"
    return "nearly all" if value > NEARLY_ALL else _nearest(value, SHARES)


def ratio(value: float) -> str:
    """0.64 -> "about a third lower", 0.99 -> "about the same", 2.1 -> "about 2.1 times as high"."""
    change = value - 1
    if abs(change) <= ALIKE:
        return "about the same"
    way = "lower" if change < 0 else "higher"
    if abs(change) < SLIGHT:
        return f"slightly {way}"
    if value >= DOUBLE:
        return f"about {numbers.rate(value).removesuffix('.0')} times as high"
    if value < TENTH_LEFT:
        return "less than a sixth as high"
    part = _nearest(abs(change), FRACTIONS)
    if part == HALF:
        return "about half as high" if change < 0 else "about one and a half times as high"
    return f"about {part} {way}"


def could_be_chance(row: Row, no_effect: float = NO_EFFECT) -> bool:
    """The interval includes no effect, or is not known."""
    low = float("-inf") if row.low is None else row.low
    high = float("inf") if row.high is None else row.high
    return low <= no_effect <= high


def effect(row: Row) -> str:
    """A ratio in words for a table: "An eighth lower; could be chance"."""
    if row.value is None:
        return "No visits to compare with" if row.denominator == 0 and row.numerator else "No data to compare"
    words = capital(ratio(row.value).removeprefix("about ")) if row.value else "No visits at all"
    if words == "The same":
        words = "About the same"
    return f"{words}; could be chance" if could_be_chance(row) and words != "About the same" else words


def bracket(row: Row, unit: str = "share", n: int | None = None) -> str:
    """ " (45 to 59)" to stand after a value; "" where there is no interval."""
    text = numbers.interval(row.low, row.high, unit, n)
    return f" ({text})" if text else ""


def _nearest(value: float, words: tuple) -> str:
    return min(words, key=lambda pair: abs(pair[0] - value))[1]
