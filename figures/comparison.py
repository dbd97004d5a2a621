"""Groups as they were counted and as they would be if all took the same people: points of funnels and table rows."""

from collections.abc import Iterable, Mapping, Sequence
from string import ascii_lowercase, ascii_uppercase

from figures import numbers
from figures.funnel_plot import Point
from figures.words import parts
from figures.words.compare import short, standing
from metrics.case_rows import POINTS
from metrics.casemix import Adjusted
from metrics.funnel_limits import Funnel, beside
from metrics.intervals import wilson
from metrics.measure import Measure
from metrics.result import Row

MOST_IN_LINE = 8
MARKED = (("", "short"),)
COUNTED = (("n", "number"), ("As counted", "strong"), ("95% interval", "short"), ("Limits", "short"))
SHARE_HEAD = (("In the model", "number"), ("Expected", "number"), ("Observed / expected", "strong"))
POINTS_HEAD = (("In the model", "number"), ("Expected", "number"), ("Observed less expected", "strong"))
ADJUSTED_HEAD = (("95% interval", "short"), ("Adjusted", "strong"), ("Limits", "short"))
TENTHS = (
    ("Tenth, least expected first", "text"),
    ("Admissions", "number"),
    ("Expected", "number"),
    ("Observed", "strong"),
    ("95% interval", "short"),
)


def marks(names: Iterable[str]) -> dict[str, str]:
    """A letter for each group, in the order of their names."""
    return dict(zip(sorted(names), (*ascii_uppercase, *ascii_lowercase), strict=False))


def key(letters: Mapping[str, str]) -> list[tuple[str, str]]:
    """The letters in one line, where they fit one."""
    return [("", f"{letter} {name}") for name, letter in letters.items()] if len(letters) <= MOST_IN_LINE else []


def counted_points(rows: Sequence[Row], by: str, names: Mapping, funnel: Funnel, measure: Measure) -> list[Point]:
    """As counted, in the order of the names."""
    unit, letters = parts.unit(measure), marks(names.values())
    return [
        Point(
            letters.get(names[row.group[by]], ""),
            names[row.group[by]],
            row.denominator,
            row.value,
            funnel.standing(row.value, row.denominator),
            (
                numbers.estimate(row.value, row.low, row.high, unit, row.denominator),
                parts.counts(measure, row),
                standing(row.value, funnel, row.denominator),
            ),
        )
        for row in named(rows, by, names)
        if row.value is not None and row.denominator
    ]


def named(rows: Sequence[Row], by: str, names: Mapping) -> list[Row]:
    """Rows in the order of the groups' names; never in that of their values."""
    return sorted(rows, key=lambda row: names[row.group[by]])


def adjusted_funnel(found: object, funnel: Funnel) -> Funnel:
    """The funnel of the adjusted values; that of the counted ones where nothing is adjusted."""
    if not isinstance(found, Adjusted):
        return funnel
    known = [(found.value(one, funnel.centre), one.n) for one in found.groups if one.ratio is not None]
    return beside(funnel, *zip(*known, strict=True), funnel.allowing)


def adjusted_points(found: object, names: Mapping, funnel: Funnel, unit: str) -> list[Point]:
    """As adjusted; sizes are people in the model. None where nothing is adjusted."""
    if not isinstance(found, Adjusted):
        return []
    out, letters = [], marks(names.values())
    for one in sorted(found.groups, key=lambda one: names[one.group]):
        value = found.value(one, funnel.centre)
        if value is not None:
            said = (f"{numbers.value(value, unit, one.n)} adjusted", f"{numbers.count(one.n)} admissions in the model")
            where = standing(value, funnel, one.n)
            mark, name = letters.get(names[one.group], ""), names[one.group]
            out.append(Point(mark, name, one.n, value, funnel.standing(value, one.n), (*said, where)))
    return out


def head(title: str, found: object) -> tuple:
    """The columns of the table; those of the adjusted part only where there is one."""
    if not isinstance(found, Adjusted):
        return (*MARKED, (title, "text"), *COUNTED)
    return (*MARKED, (title, "text"), *COUNTED, *(POINTS_HEAD if found.kind == POINTS else SHARE_HEAD), *ADJUSTED_HEAD)


def table_rows(rows, by: str, names: Mapping, funnel: Funnel, measure: Measure, found, beside: Funnel | None):
    """A line a group, by name: as counted, then adjusted."""
    unit = parts.unit(measure)
    own = {one.group: one for one in found.groups} if isinstance(found, Adjusted) else {}
    letters = marks(names.values())
    for row in named(rows, by, names):
        n, cells = row.denominator, []
        if own:
            cells = _adjusted(own.get(row.group[by]), found, beside, unit)
        where = short(row.value, funnel, n) if row.value is not None and n else ""
        value, reach = numbers.value(row.value, unit, n), numbers.interval(row.low, row.high, unit, n)
        name = names[row.group[by]]
        yield [letters.get(name, ""), name, numbers.count(n), value, reach, where, *cells]


def _adjusted(one, found: Adjusted, funnel: Funnel, unit: str) -> list[str]:
    value = found.value(one, funnel.centre) if one else None
    if value is None:
        return [""] * (len(SHARE_HEAD) + len(ADJUSTED_HEAD))
    points = found.kind == POINTS
    ratio = numbers.signed(one.ratio, 1) if points else numbers.ratio(one.ratio)
    return [
        numbers.count(one.n),
        numbers.rate(one.expected),
        ratio,
        numbers.interval(one.low, one.high, "score" if points else "ratio"),
        numbers.value(value, unit, one.n),
        short(value, funnel, one.n),
    ]


def tenth_rows(found: Adjusted):
    """A line a tenth of the people, from those of whom the least is expected."""
    points, parts_ = found.kind == POINTS, found.fit.tenths
    for place, (n, expected, observed) in enumerate(parts_, 1):
        ends = (None, None) if points else wilson(observed * n, n)
        unit = "score" if points else "share"
        yield [
            f"{_ordinal(place)} of {len(parts_)}",
            numbers.count(n),
            numbers.value(expected, unit, n),
            numbers.value(observed, unit, n),
            numbers.interval(*ends, unit, n),
        ]


def _ordinal(place: int) -> str:
    return f"{place}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(place, 'th') }"
