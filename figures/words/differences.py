"""Groups beside each other: whether they can be told apart at all."""

from collections.abc import Mapping, Sequence
from itertools import permutations
from statistics import median

from figures.words import labels
from figures.words.months import plural
from figures.words.sentences import Headline
from metrics.measure import Measure
from metrics.result import Result, Row

# The measures' own choice: below this in half of the groups they are said to be small.
SMALL_GROUP = 100
NOT_ALIKE = "Groups differ in who comes, and nothing here is adjusted for that."
OVERLAP = "The ranges overlap, so the groups cannot be clearly told apart."


def difference_words(result: Result, measure: Measure, names: Mapping[str, str] | None = None) -> str:
    """One line on a result grouped by one dimension, without a full stop.

    Groups differ clearly where their 95 % intervals do not meet; "not known" and groups without an interval
    are not compared. names: value -> shown name, where the dimension's own words are not enough.
    """
    by, rows = _compared(result, measure)
    if len(rows) < 2:
        return "No groups to compare" if not rows else "One group only: nothing to compare"
    what = labels.dimension(by).lower()
    apart = [(low, high) for low, high in permutations(rows, 2) if low.high < high.low]
    if not apart:
        return f"No clear difference by {what}{_small(rows)}"
    return _clear(rows, apart, lambda row: labels.value(by, row.group[by], names))


def difference(result: Result, measure: Measure, names: Mapping[str, str] | None = None) -> Headline:
    """The line as a sentence, and how sure it is."""
    words = difference_words(result, measure, names)
    sure = OVERLAP if words.startswith("No clear") else NOT_ALIKE if "clearly" in words else ""
    return Headline(f"{words}.", sure)


def across(by: str, clear: int, n: int) -> tuple[str, str, str]:
    """Title and note of a list of where groups differ, and what is said of the measures that are not on it."""
    title = f"Where groups differ, by {labels.dimension(by).lower()}"
    note = f"Groups whose 95% intervals do not meet. {plural(n, 'measure')} looked at: one may differ by chance alone."
    rest = n - clear
    said = f"The other {plural(rest, 'measure')}" if clear else f"All {plural(rest, 'measure')}"
    return title, f"{note} {NOT_ALIKE}", f"{said}: no clear difference, or too few to tell." if rest else ""


def _compared(result: Result, measure: Measure) -> tuple[str, list[Row]]:
    rows = [row for row in result.part(**measure.headline) if len(row.group) == 1]
    by = next(iter(rows[0].group)) if rows else ""
    return by, [r for r in rows if r.group.get(by) != "unknown" and None not in (r.value, r.low, r.high)]


def _small(rows: Sequence[Row]) -> str:
    return "; the groups are small" if median(row.denominator for row in rows) < SMALL_GROUP else ""


def _clear(rows: Sequence[Row], apart: Sequence[tuple[Row, Row]], name) -> str:
    """A group apart from all others, on either side; else the two that are furthest apart."""
    low, high = max(apart, key=lambda pair: pair[1].low - pair[0].high)
    lowest, highest = (sum(pair[side] is row for pair in apart) == len(rows) - 1 for side, row in ((0, low), (1, high)))
    if len(rows) == 2 or not (lowest or highest):
        end = "" if len(rows) == 2 else "; the other groups lie less far apart"
        return f"{name(low)} is clearly lower than {name(high)}{end}"
    if lowest and highest:
        return f"{name(low)} is clearly lower than the others, {name(high)} clearly higher"
    return f"{name(low if lowest else high)} is clearly {'lower' if lowest else 'higher'} than the others"
