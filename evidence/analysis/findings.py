"""What each measure did in a year beside the year before, and the section that says so."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from evidence.analysis.domains import MISSING, of_domain
from evidence.analysis.part import Part
from figures import numbers
from figures.words import parts, spans
from figures.words.months import spelled
from metrics import MEASURES, ask
from metrics.charts import known_after
from metrics.cohort import Cohort
from metrics.result import Result, Row

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Found:
    """One measure over the year and the year before, and the change in words."""

    name: str
    before: Row
    now: Row
    change: spans.Change
    bounds: tuple[float, float] | None
    young: bool


def of_year(connection, domain: str, now: Cohort, before: Cohort, as_of: date, progress: Progress) -> list[Found]:
    """Every measure of a domain, over the year and the year before."""
    found = []
    for name in of_domain(domain):
        progress(parts.title(MEASURES[name]))
        results = [ask.measure(connection, name, cohort) for cohort in (before, now)]
        found.append(_found(name, *results, as_of))
    return found


def _found(name: str, before: Result, now: Result, as_of: date) -> Found:
    measure = MEASURES[name]
    rows = [result.one(**measure.headline) for result in (before, now)]
    young = now.end + timedelta(days=known_after(measure)) > as_of
    return Found(name, *rows, spans.change(*rows, measure, "the year before"), _bounds(measure, now), young)


def _bounds(measure, result: Result) -> tuple[float, float] | None:
    """The lowest and highest value over the readings of missing data; None where there is one reading."""
    bare = {key: value for key, value in measure.headline.items() if key != "missing"}
    values = [
        row.value
        for row in result.rows
        if row.value is not None and {k: v for k, v in row.part.items() if k != "missing"} == bare
    ]
    return (min(values), max(values)) if measure.card.kind == "share" and len(values) > 1 else None


def findings(domain: str, found: Sequence[Found], year: int) -> Part:
    """The section of one domain."""
    known = [one for one in found if one.now.denominator and one.now.value is not None]
    head = ("Measure", f"{year}", "95% interval", "Counts", "The year before", "What that says")
    said = [f"{one.change.words}{_but(one)}." for one in known if one.change.kind in (spans.UP, spans.DOWN)]
    quiet = [one for one in known if one.change.kind == spans.SAME]
    said += [f"No clear change in {spelled(len(quiet))} of {spelled(len(known))} measures."] if len(known) > 1 else []
    without = [parts.title(MEASURES[one.name]) for one in found if one not in known]
    said += [f"No data: {', '.join(without)}."] if without else []
    said += [MISSING[domain]] if domain in MISSING else []
    to_write = ("What this means for the people served.",) if known else ("What is known of it from elsewhere.",)
    return Part(domain, tuple(said), to_write, head if known else (), tuple(_row(one) for one in known))


def _but(one: Found) -> str:
    """What is missing could have made the change by itself."""
    apart = abs(one.now.value - one.before.value)
    if not one.bounds or one.bounds[1] - one.bounds[0] < apart:
        return ""
    return f", but {parts.missing_what(MEASURES[one.name])} could be"


def _row(one: Found) -> tuple[str, ...]:
    measure, now, before = MEASURES[one.name], one.now, one.before
    unit = parts.unit(measure)
    verdict = {spans.FEW: "Too few to tell", spans.SAME: "No clear change"}.get(one.change.kind)
    if verdict is None:
        way = "Higher" if one.change.kind == spans.UP else "Lower"
        verdict = way + {True: ": better", False: ": worse", None: ""}[one.change.better]
    return (
        parts.title(measure),
        numbers.value(now.value, unit, now.denominator),
        numbers.interval(now.low, now.high, unit, now.denominator),
        parts.counts(measure, now),
        numbers.estimate(before.value, before.low, before.high, unit, before.denominator),
        verdict,
    )
