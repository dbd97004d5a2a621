"""A measure by month: values, counts and intervals beside the control chart that is worked out from them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from metrics.control import Chart, Signal, p_prime, u_prime, xmr
from metrics.er_utilization.results import PER
from metrics.measure import Measure
from metrics.months import months_between, over
from metrics.result import Result, Row

# The measures' own choice. What grows as an episode goes on (relapse, latest scores) is read from admissions
# at least this long ago, the longest day of retention: fresher months differ only for being young.
COURSE_DAYS = 90
DAYS_A_MONTH_AROUND_ADMISSION = 30
SHOWN_MONTHS = 12
POSSIBLE = {"share": (0.0, 1.0)} | dict.fromkeys(("days", "rate", "hours", "people"), (0.0, float("inf")))
SERIES = ("months", "numerators", "denominators", "values", "lows", "highs", "bounds")

Numbers = tuple[float | None, ...]


@dataclass(frozen=True)
class MonthlyChart:
    """One entry a calendar month ("2026-03") in each series, from the first month of the result to the last.

    A value of None: nothing counted, or `pending`: not everyone has been seen for long enough yet. chart:
    limits on the scale of the values. bounds: (lowest, highest) value over the readings of missing data.
    baselines: indices at which a new usual range begins. incomplete: the latest month with a value is not
    over. whole: the chart that this one was cut from; verdicts come from it.
    """

    months: tuple[str, ...]
    numerators: Numbers
    denominators: Numbers
    values: Numbers
    lows: Numbers
    highs: Numbers
    bounds: tuple[tuple[float, float] | None, ...]
    chart: Chart
    baselines: tuple[int, ...] = ()
    pending: tuple[str, ...] = ()
    incomplete: bool = False
    as_of: date | None = None
    whole: "MonthlyChart | None" = None

    def __len__(self) -> int:
        return len(self.months)

    @property
    def labels(self) -> tuple[str, ...]:
        """The months, by the name that figures know."""
        return self.months

    @property
    def known(self) -> list[int]:
        """Indices of the months with a value."""
        return [i for i, value in enumerate(self.values) if value is not None]

    @property
    def last(self) -> int | None:
        """Index of the latest month with a value."""
        return self.known[-1] if self.known else None


def control_chart(
    measure: Measure, result: Result, baseline_starts: Iterable[str] = (), most: int | None = None
) -> MonthlyChart:
    """The chart of the measure's headline part, from a result grouped by month alone.

    baseline_starts: months at which a new baseline begins, each for a written reason. most: only so many of
    the latest months are looked at.
    """
    found = {row.group["month"]: row for row in result.part(**measure.headline) if set(row.group) == {"month"}}
    labels = months_between(min(found), max(found)) if found else ()
    labels = labels[-most:] if most else labels
    days = known_after(measure)
    pending = tuple(m for m in labels if days and result.as_of and not over(m, days, result.as_of))
    rows = [_counted(None if label in pending else found.get(label)) for label in labels]
    starts = tuple(labels.index(month) for month in sorted(set(baseline_starts)) if month in labels)
    names = ("numerator", "denominator", "value", "low", "high")
    columns = [tuple(getattr(row, name) for row in rows) for name in names]
    bounds = tuple(_bounds(measure, result, row.group) if row.value is not None else None for row in rows)
    made = MonthlyChart(labels, *columns, bounds, _limits(measure, *columns[:3], starts), starts, pending)
    return replace(made, incomplete=_cut_short(made, result), as_of=result.as_of)


def last_twelve(monthly: MonthlyChart) -> MonthlyChart:
    """The end of it that holds twelve months with a value, the latest one last; limits are unchanged."""
    return latest(monthly, SHOWN_MONTHS)


def latest(monthly: MonthlyChart, months: int) -> MonthlyChart:
    """The end of it that holds so many months with a value, the latest one last; limits are unchanged."""
    if not monthly.known:
        return replace(monthly, whole=monthly)
    first, end = monthly.known[-months:][0], monthly.known[-1] + 1
    cut = {name: getattr(monthly, name)[first:end] for name in SERIES}
    starts = tuple(start - first for start in monthly.baselines if first <= start < end)
    chart = _part(monthly.chart, first, end)
    return replace(monthly, **cut, chart=chart, baselines=starts, pending=(), whole=monthly)


def known_after(measure: Measure) -> int:
    """Days after the date that places an episode or a visit in a month until what is counted there is known."""
    if measure.known_after is not None:
        return measure.known_after
    if measure.card.dated != "admission":
        return 0
    headline = measure.headline
    return headline.get("day") or DAYS_A_MONTH_AROUND_ADMISSION * headline.get("month", 0) or COURSE_DAYS


def _counted(row: Row | None) -> Row:
    return row if row and row.denominator and row.value is not None else Row({}, {}, 0, 0, None)


def _cut_short(made: MonthlyChart, result: Result) -> bool:
    """The data or the period end before the latest month does."""
    ends = [day for day in (result.as_of, result.end) if day]
    return made.last is not None and bool(ends) and not over(made.months[made.last], 0, min(ends))


def _limits(measure: Measure, numerators, denominators, values, starts: tuple[int, ...]) -> Chart:
    if measure.chart == "p":
        return p_prime(numerators, denominators, baseline_starts=starts)
    if measure.chart == "u":
        return u_prime(numerators, [n / PER for n in denominators], baseline_starts=starts)
    if measure.chart != "xmr":
        raise ValueError(f"{measure.card.name} has no control chart.")
    # Limits of single values may lie where no value can.
    chart, ends = xmr(values, baseline_starts=starts), POSSIBLE.get(measure.card.kind, (None, None))
    return replace(chart, lower=_inside(chart.lower, *ends), upper=_inside(chart.upper, *ends))


def _inside(limits: Numbers, floor: float | None, ceiling: float | None) -> Numbers:
    return tuple(x if x is None or floor is None else min(max(x, floor), ceiling) for x in limits)


def _part(chart: Chart, first: int, end: int) -> Chart:
    cut = {name: getattr(chart, name)[first:end] for name in ("values", "centre", "lower", "upper", "sigma")}
    signals = tuple(Signal(s.index - first, s.rule) for s in chart.signals if first <= s.index < end)
    return replace(chart, **cut, signals=signals)


def _bounds(measure: Measure, result: Result, group: dict) -> tuple[float, float] | None:
    """(lowest, highest) value of the headline over the readings of missing data; None where there is one."""
    rows = [row for row in result.rows if row.group == group and row.value is not None]
    values = [row.value for row in rows if _read_once(row.part) == _read_once(measure.headline)]
    return (min(values), max(values)) if len(values) > 1 else None


def _read_once(part) -> dict:
    return {name: value for name, value in part.items() if name != "missing"}
