"""Groups beside each other: whether they can be told apart at all."""

from collections.abc import Callable, Mapping, Sequence
from statistics import median

from figures.words import labels
from figures.words.months import listed, plural, spelled
from figures.words.sentences import Headline
from metrics.contrasts import UNKNOWN, Contrast, contrasts, pairs
from metrics.measure import Measure
from metrics.result import Result, Row

# The measures' own choice: below this in half of the groups they are said to be small.
SMALL_GROUP = 100
# More groups than this on one side are counted, not named.
MOST_NAMED = 3
NOT_ALIKE = "Groups differ in who comes, and nothing here is adjusted for that."
COULD_BE = "What differs between the groups could be chance."


def difference_words(result: Result, measure: Measure, names: Mapping[str, str] | None = None) -> str:
    """One line on a result grouped by one dimension, without a full stop.

    Each group is held against all others together, as on the Equity page, the comparisons of the dimension allowed
    for (`contrasts`): what is clear there among all dimensions is clear here too. Of numbers that do not add up,
    each two groups are compared (`pairs`). "Not known" is not compared. names: value -> shown name, where the
    dimension's own words are not enough.
    """
    by, rows, known = _compared(result, measure)
    if len(known) < 2:
        return "No groups to compare" if not known else "One group only: nothing to compare"
    made = _made(by, rows, measure)
    clear = [one for one in made if one.together]
    if not clear:
        return f"No clear difference by {labels.dimension(by).lower()}{_small(known)}"

    def name(row: Row) -> str:
        return labels.value(by, row.group[by], names)

    return _pair(clear, made, name) if clear[0].others.group else _sides(clear, name)


def difference(result: Result, measure: Measure, names: Mapping[str, str] | None = None) -> Headline:
    """The line as a sentence, and how sure it is."""
    words = difference_words(result, measure, names)
    if words.startswith("No clear"):
        return Headline(f"{words}.", COULD_BE)
    if " clearly " not in words:
        return Headline(f"{words}.", "")
    by, rows, _ = _compared(result, measure)
    n = sum(one.chance is not None for one in _made(by, rows, measure))
    allowed = f"The {plural(n, 'comparison')} of these groups are allowed for, no others. " if n > 1 else ""
    return Headline(f"{words}.", f"{allowed}{NOT_ALIKE}")


def across(by: str, clear: int, n: int) -> tuple[str, str, str]:
    """Title and note of a list of where groups differ, and what is said of the measures that are not on it."""
    title = f"Where groups differ, by {labels.dimension(by).lower()}"
    note = "Groups that differ by more than chance, the comparisons within a measure allowed for."
    note += f" {plural(n, 'measure')} looked at: one may differ by chance alone."
    rest = n - clear
    said = f"The other {plural(rest, 'measure')}" if clear else f"All {plural(rest, 'measure')}"
    return title, f"{note} {NOT_ALIKE}", f"{said}: no clear difference, or too few to tell." if rest else ""


def _compared(result: Result, measure: Measure) -> tuple[str, list[Row], list[Row]]:
    """The dimension, the rows of its groups, and those of them that can be compared."""
    rows = [row for row in result.part(**measure.headline) if len(row.group) == 1]
    by = next(iter(rows[0].group)) if rows else ""
    return by, rows, [r for r in rows if r.group.get(by) != UNKNOWN and None not in (r.value, r.low, r.high)]


def _made(by: str, rows: Sequence[Row], measure: Measure) -> tuple[Contrast, ...]:
    return contrasts(measure.card.kind, {by: rows}) or pairs(by, rows)


def _small(rows: Sequence[Row]) -> str:
    return "; the groups are small" if median(row.denominator for row in rows) < SMALL_GROUP else ""


def _sides(clear: Sequence[Contrast], name: Callable[[Row], str]) -> str:
    """ "A and B are clearly lower than the others together, C is clearly higher"."""
    said = []
    for word, higher in (("lower", False), ("higher", True)):
        own = [name(one.row) for one in clear if (one.difference > 0) is higher]
        if own:
            who = listed(own) if len(own) <= MOST_NAMED else f"{spelled(len(own))} groups"
            said.append(f"{who} {'is' if len(own) == 1 else 'are'} clearly {word}")
    first = f"{said[0]} than the others together"
    return ", ".join([first[0].upper() + first[1:], *said[1:]])


def _pair(clear: Sequence[Contrast], made: Sequence[Contrast], name: Callable[[Row], str]) -> str:
    """The two that are least likely apart by chance."""
    one = min(clear, key=lambda one: one.chance)
    low, high = (one.row, one.others) if one.difference < 0 else (one.others, one.row)
    end = "" if len(made) == 1 else f"; {_further(len(clear) - 1)}"
    return f"{name(low)} is clearly lower than {name(high)}{end}"


def _further(pairs_: int) -> str:
    if not pairs_:
        return "no other two groups differ clearly"
    return f"{spelled(pairs_)} other {'pair differs' if pairs_ == 1 else 'pairs differ'} clearly too"
