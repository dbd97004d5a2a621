"""Groups as they were counted and as they would be if all took the same people: points of funnels and table rows."""

from collections.abc import Iterable, Mapping, Sequence
from string import ascii_lowercase, ascii_uppercase

from figures import numbers
from figures.funnel_plot import Point
from figures.words import parts
from figures.words.compare import abridged, placed, short, standing
from metrics.case_rows import POINTS
from metrics.casemix import Adjusted
from metrics.expected_limits import ExpectedLimits, expected_limits
from metrics.funnel_limits import TAILS, Funnel
from metrics.intervals import wilson
from metrics.measure import Measure
from metrics.result import Row
from metrics.standardised import Standardised

MOST_IN_LINE = 8
MARKED = (("", "short"),)
COUNTED = (("n", "number"), ("As counted", "strong"), ("95% interval", "short"), ("Limits", "short"))
MODEL = (("In the model", "number"), ("Expected", "number"))
REACH, APART, OWN = ("95% interval", "short"), ("Observed less expected", "strong"), ("Its own limits", "short")
SHARE_HEAD = (*MODEL, ("Observed / expected", "strong"), REACH, APART, OWN)
POINTS_HEAD = (*MODEL, APART, REACH, OWN)
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


def adjusted_limits(found: object, funnel: Funnel) -> ExpectedLimits | None:
    """The limits of the adjusted groups, allowing for what the funnel of the counted ones was asked to allow for."""
    return expected_limits(found.groups, funnel.allowing) if isinstance(found, Adjusted) else None


def adjusted_points(found: object, names: Mapping, own: ExpectedLimits | None) -> list[Point]:
    """Observed less expected, by name: percentage points of shares. None where nothing is adjusted."""
    if not isinstance(found, Adjusted) or own is None:
        return []
    letters, scale = marks(names.values()), _scale(found)
    out = []
    for one in sorted(found.groups, key=lambda one: names[one.group]):
        if one.limits:
            limits = {level: tuple(scale * end for end in own.limits(one, level)) for level in TAILS}
            name, standing = names[one.group], own.standing(one)
            said = (*_against(one, found), placed(standing, one.apart > 0))
            out.append(Point(letters.get(name, ""), name, one.n, scale * one.apart, standing, said, limits))
    return out


def _scale(found: Adjusted) -> float:
    return 1 if found.kind == POINTS else 100


def _against(one: Standardised, found: Adjusted) -> tuple[str, str]:
    """Observed and expected, and of how many."""
    n = f"{numbers.count(one.n)} admissions in the model"
    if found.kind == POINTS:
        return f"{numbers.rate(one.observed)}; {numbers.rate(one.expected)} expected", n
    return f"{numbers.count(one.observed)}; {numbers.rate(one.expected)} expected", n


def head(title: str, found: object) -> tuple:
    """The columns of the table; those of the adjusted part only where there is one."""
    if not isinstance(found, Adjusted):
        return (*MARKED, (title, "text"), *COUNTED)
    return (*MARKED, (title, "text"), *COUNTED, *(POINTS_HEAD if found.kind == POINTS else SHARE_HEAD))


def table_rows(rows, by: str, names: Mapping, funnel: Funnel, measure: Measure, found, limits: ExpectedLimits | None):
    """A line a group, by name: as counted, then adjusted."""
    unit = parts.unit(measure)
    own = {one.group: one for one in found.groups} if isinstance(found, Adjusted) else {}
    letters = marks(names.values())
    for row in named(rows, by, names):
        n, cells = row.denominator, []
        if own:
            cells = _adjusted(own.get(row.group[by]), found, limits)
        where = short(row.value, funnel, n) if row.value is not None and n else ""
        value, reach = numbers.value(row.value, unit, n), numbers.interval(row.low, row.high, unit, n)
        name = names[row.group[by]]
        yield [letters.get(name, ""), name, numbers.count(n), value, reach, where, *cells]


def _adjusted(one: Standardised | None, found: Adjusted, own: ExpectedLimits) -> list[str]:
    points = found.kind == POINTS
    if one is None or not one.limits:
        return [""] * len(POINTS_HEAD if points else SHARE_HEAD)
    first = [numbers.count(one.n), numbers.rate(one.expected)]
    where = abridged(placed(own.standing(one), one.apart > 0))
    if points:
        return [*first, numbers.signed(one.apart, 1), numbers.interval(one.low, one.high, "score", none=0.0), where]
    ratio, reach = numbers.ratio(one.ratio), numbers.interval(one.low, one.high, "ratio")
    apart = numbers.signed(_scale(found) * one.apart, 1 if one.n >= numbers.WHOLE_PERCENT_BELOW else 0)
    return [*first, ratio, reach, f"{apart} {'point' if apart[1:] == '1' else 'points'}", where]


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
