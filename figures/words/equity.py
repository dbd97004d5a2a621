"""The Equity page in words: who differs from all others, and how many comparisons would differ by chance alone."""

from collections.abc import Mapping, Sequence

from figures import numbers
from figures.contrast_rows import Line
from figures.words import labels, parts
from figures.words.differences import NOT_ALIKE
from figures.words.months import capital, listed, plural, spelled
from figures.words.power import counted_in
from figures.words.sentences import NO_DATA_SURE, Headline
from metrics.contrasts import LEAST, Contrast, enough, expected_by_chance
from metrics.measure import Measure
from metrics.result import Row

DIMENSIONS = ("race", "ethnicity", "language", "gender", "age_band", "payer")
HOW = (
    "Each group beside all others of its kind together, so that nobody is the norm and no line depends on one chosen "
    "group. Not known is left out; of two groups one line says it all."
)
METHOD = (
    "Intervals: Newcombe 1998, for other than shares of people its generalisation (Zou & Donner 2008). All "
    "comparisons together: Holm 1979."
)
CANNOT = "This number is read from a curve or a middle value: groups cannot be added up to “all others”."
WHERE_INSTEAD = "Choose another number or period, or compare the groups on the number's own page."
SMALL = f"too few to compare (fewer than {LEAST} clients)"
OTHERS_SMALL = f"beside others too few to compare (fewer than {LEAST} clients)"
NO_INTERVAL = "not compared, for want of an interval"
SHORT = {SMALL: "too few clients", OTHERS_SMALL: "others too few", NO_INTERVAL: "no interval"}
TABLE = (
    ("Group", "text"),
    ("Of", "number"),
    ("Value", "strong"),
    ("All others", "number"),
    ("Difference", "number"),
    ("95% interval", "short"),
    ("In words", "note"),
)


def headline(measure: Measure, made: Sequence[Contrast], found: Mapping[str, Sequence[Row]]) -> Headline:
    """From all contrasts of a measure; `found`: its rows by dimension."""
    title = parts.title(measure)
    if not any(row.denominator for rows in found.values() for row in rows):
        return Headline("No groups to compare on this number in this period.", NO_DATA_SURE)
    if not made:
        return Headline("No comparison with all others can be made of this number.", CANNOT)
    known = [one for one in made if one.chance is not None]
    if not known:
        return Headline(f"{title}: no group is large enough to compare.", _small(made).strip())
    clear = [one for one in made if one.together]
    if not clear:
        first = f"{title}: no group differs clearly from the others, all {len(known)} comparisons allowed for."
        first = first if len(known) > 1 else f"{title}: the one comparison that can be made shows no clear difference."
    else:
        first = f"{title}: {listed(_sides(clear))} than for all others."
    return Headline(first, f"{_by_chance(made, known)} {_small(made)}{NOT_ALIKE}")


def _sides(clear: Sequence[Contrast]):
    """ "clearly lower for age 18 to 25"."""
    for word, higher in (("lower", False), ("higher", True)):
        own = [_who(one) for one in clear if (one.difference > 0) is higher]
        if own:
            yield f"clearly {word} for {listed(own)}"


def _who(one: Contrast) -> str:
    return f"{labels.dimension(one.by).lower()} {labels.value(one.by, one.group)}"


def _by_chance(made: Sequence[Contrast], known: Sequence[Contrast]) -> str:
    """ "Of 14 comparisons about one would look different by chance alone; two do, one also with all allowed for."."""
    chance, alone = expected_by_chance(made), sum(one.alone for one in known)
    about = "fewer than one" if chance < 0.75 else f"about {spelled(round(chance))}"
    does = f"{spelled(alone)} {'does' if alone == 1 else 'do'}" if alone else "none does"
    said = f"Of {plural(len(known), 'comparison')}, {about} would look different by chance alone; {does}"
    held = sum(one.together for one in known)
    if alone and len(known) > 1:
        said += f", and {spelled(held) if held else 'none'} {'does' if held < 2 else 'do'} when all are allowed for"
    return f"{said}."


def axis(measure: Measure) -> str:
    """What the differences are counted in."""
    what = counted_in(measure)
    return f"difference in {what}" if what else "difference"


def method(measure: Measure) -> str:
    """How it is worked out, and what n counts."""
    return f"{METHOD} n: {parts.noun(measure)}."


def _small(made: Sequence[Contrast]) -> str:
    """ "Two groups are too few to compare (fewer than 10 clients). " and who else is left out, why."""
    left = [_why_not(one) for one in made if one.chance is None]
    counts = [(left.count(why), why) for why in (SMALL, OTHERS_SMALL, NO_INTERVAL)]
    return "".join(f"{capital(spelled(n))} {'group is' if n == 1 else 'groups are'} {why}. " for n, why in counts if n)


def _why_not(one: Contrast) -> str:
    if not enough(one.row):
        return SMALL
    return NO_INTERVAL if enough(one.others) else OTHERS_SMALL


def lines(made: Sequence[Contrast], measure: Measure) -> list[Line]:
    """A heading a dimension, a row a group, by name."""
    out, unit = [], parts.unit(measure)
    for by in dict.fromkeys(one.by for one in made):
        out.append(Line(labels.dimension(by), heading=True))
        own = [one for one in made if one.by == by]
        out += [_line(one, unit, measure) for one in sorted(own, key=_order)]
    return out


def _order(one: Contrast) -> tuple[bool, str]:
    """By name; the youngest, whose name begins with a word, before the others."""
    return one.group != "under 18", labels.value(one.by, one.group)


def _line(one: Contrast, unit: str, measure: Measure) -> Line:
    name = labels.value(one.by, one.group)
    n = f"n {numbers.count(one.row.denominator)}"
    if one.difference is None:
        return Line(name, None, f"{n}: {SHORT[_why_not(one)]}")
    times = 100 if unit == "share" else 1
    ends = (times * one.difference, times * one.low, times * one.high)
    value, reach = apart(one, unit)
    said = f"{value} ({reach}), {n}"
    hover = (
        f"{name}: {numbers.estimate(one.row.value, one.row.low, one.row.high, unit, one.row.denominator)}",
        parts.counts(measure, one.row),
        f"All others: {numbers.value(one.others.value, unit, one.others.denominator)}",
        verdict(one),
    )
    return Line(name, ends, said, hover, one.together)


def apart(one: Contrast, unit: str) -> tuple[str, str]:
    """ "−8" percentage points and "−15 to −1", or "+0.7" and its interval: written so that the verdict is seen."""
    times, decimals = (100, 0) if unit == "share" else (1, 1)
    low, high = numbers.beside(0.0, (times * one.low, times * one.high), decimals, numbers.signed)
    written = [len(end.partition(".")[2]) for end in (low, high) if not end.startswith("just")]
    return numbers.signed(times * one.difference, max(written, default=decimals)), f"{low} to {high}"


def verdict(one: Contrast) -> str:
    """What one comparison says."""
    if one.chance is None:
        return capital(_why_not(one))
    if one.together:
        return "Clear, all comparisons allowed for"
    return "Only if looked at alone; could be chance among so many" if one.alone else "Could be chance"


def table_rows(made: Sequence[Contrast], measure: Measure):
    """A line a comparison, its dimension in front; without values where too few are compared."""
    unit = parts.unit(measure)
    for one in made:
        n, others = one.row.denominator, one.others
        known = one.difference is not None
        yield [
            capital(_who(one)),
            numbers.count(n),
            numbers.value(one.row.value, unit, n) if known else "",
            numbers.value(others.value, unit, others.denominator) if known else "",
            *(apart(one, unit) if known else ("", "")),
            verdict(one),
        ]
