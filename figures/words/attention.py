"""What needs attention: signals first, then people, then data, then the largest movement that is no signal."""

from collections.abc import Mapping
from datetime import timedelta
from typing import NamedTuple

from figures import numbers
from figures.words import parts
from figures.words.months import listed, month, small
from figures.words.verdicts import SHIFT, STEADY, UNTOLD, Verdict
from metrics import MEASURES
from metrics.charts import MonthlyChart, known_after
from metrics.measure import Measure
from metrics.months import month_of, number
from metrics.result import Result, Row

SIGNAL, PEOPLE, DATA, NOT_A_SIGNAL = "Signal", "People", "Data", "Not a signal"
NORMAL = "Normal month-to-month movement. No action needed."
# The measures' own choice: missing scores are a matter of people to be called from this share on.
MANY_MISSING = 0.1
MOST_OF_A_KIND = 2
UNCOLLECTED = "What is said of change leaves these people out."
COVERED_ENOUGH = 0.8
UNCOVERED = "Without coverage nothing is known; it does not mean no visits."


class Attention(NamedTuple):
    """One row, in the order in which figures.cards.attention takes it; finding and detail are sentences."""

    kind: str
    finding: str
    detail: str
    who: str = ""
    signal: bool = False


def attention(
    verdicts: Mapping[str, Verdict],
    charts: Mapping[str, MonthlyChart],
    results: Mapping[str, Result] | None = None,
    measures: Mapping[str, Measure] = MEASURES,
) -> list[Attention]:
    """verdicts, charts and ungrouped results by measure name; any of them may lack a measure."""
    results, charts = results or {}, {name: one.whole or one for name, one in charts.items()}
    rows = [_signal(measures[name], one) for name, one in _worst_first(verdicts)]
    rows += _people(results, measures)
    rows += [row for name, one in charts.items() for row in _stopped(measures[name], one)]
    rows += _never(results, measures) + [row for name, one in verdicts.items() for row in _gaps(measures[name], one)]
    rows += _coverage(results) + _unfinished(verdicts)
    return rows + _movement(verdicts, charts, measures)


def _worst_first(verdicts: Mapping[str, Verdict]) -> list[tuple[str, Verdict]]:
    moved = [(name, one) for name, one in verdicts.items() if one.signal]
    return sorted(moved, key=lambda pair: {False: 0, None: 1, True: 2}[pair[1].better])


def _signal(measure: Measure, one: Verdict) -> Attention:
    usual = f"usual level {one.centre}" if one.kind == SHIFT else f"usual range {one.usual}"
    finding = f"{parts.title(measure)}: {one.level}, {usual}."
    return Attention(SIGNAL, finding, f"{one.words}.", signal=True)


def _people(results: Mapping[str, Result], measures: Mapping[str, Measure]) -> list[Attention]:
    """Scores that were due and are not there, the most first."""
    ends = ("_followed_up", "_baseline_collected")
    rows = [(measures[name], result.one()) for name, result in results.items() if name.endswith(ends)]
    rows = [(one, row) for one, row in rows if row.numerator]
    many = [(one, row) for one, row in rows if row.denominator - row.numerator > MANY_MISSING * row.denominator]
    many.sort(key=lambda pair: pair[1].numerator - pair[1].denominator)
    return [Attention(PEOPLE, _uncollected(*pair), UNCOLLECTED) for pair in many[:MOST_OF_A_KIND]]


def _uncollected(measure: Measure, row: Row) -> str:
    which = "second" if measure.card.name.endswith("_followed_up") else "first"
    missing, name = row.denominator - row.numerator, measure.card.title.split()[0]
    count = numbers.count_of(missing, row.denominator, f"{which} {name} scores due")
    return f"{count} {'was' if missing == 1 else 'were'} not collected."


def _never(results: Mapping[str, Result], measures: Mapping[str, Measure]) -> list[Attention]:
    """A questionnaire that nobody was given is a matter of the data, not of people to be called."""
    firsts = [
        (measures[name], result.one()) for name, result in results.items() if name.endswith("_baseline_collected")
    ]
    names = [measure.card.title.split()[0] for measure, row in firsts if row.denominator and not row.numerator]
    text = "Nothing can be said of symptoms; it does not mean that nobody has any."
    return [Attention(DATA, f"No {listed(names, 'or')} scores came in for this period.", text)] if names else []


def _gaps(measure: Measure, one: Verdict) -> list[Attention]:
    if one.kind != UNTOLD:
        return []
    return [Attention(DATA, f"{parts.title(measure)}: {small(one.words)}.", "Recording it would make it known.")]


def _stopped(measure: Measure, monthly: MonthlyChart) -> list[Attention]:
    """Nothing of what is dated by its own day has come in for a whole month or more."""
    if monthly.last is None or measure.card.dated != "own" or monthly.as_of is None:
        return []
    latest = monthly.months[monthly.last]
    known = monthly.as_of - timedelta(days=known_after(measure))
    if number(month_of(known)) - number(latest) < 2:
        return []
    reach = f"The data reach {numbers.date(monthly.as_of)}; later months are not zero, they are not known."
    return [Attention(DATA, f"{parts.title(measure)}: nothing after {month(latest)}.", reach)]


def _coverage(results: Mapping[str, Result]) -> list[Attention]:
    rows = results["ed_curve"].rows if "ed_curve" in results else ()
    low = [r for r in rows if r.part.get("statistic") == "covered" and r.value is not None and r.value < COVERED_ENOUGH]
    if not low:
        return []
    if not any(row.numerator for row in rows if row.part.get("statistic") == "covered"):
        return [Attention(DATA, "No emergency visit data came in for this period.", UNCOVERED)]
    least = min(low, key=lambda row: row.value)
    cover = f"{numbers.share(least.value, least.denominator)} of clients in month {numbers.signed(least.part['month'])}"
    return [
        Attention(
            DATA,
            f"Emergency visit data cover only {cover} around admission.",
            UNCOVERED,
        )
    ]


def _unfinished(verdicts: Mapping[str, Verdict]) -> list[Attention]:
    found = {one.month for one in verdicts.values() if one.incomplete and one.month}
    text = "The data end before the month does; its figures will still move."
    return [Attention(DATA, f"{month(label)} is incomplete.", text) for label in sorted(found)]


def _movement(verdicts: Mapping, charts: Mapping, measures: Mapping) -> list[Attention]:
    """The largest step between the last two months of a measure that gives no signal, in sizes of its sigma."""
    steady = [name for name, one in verdicts.items() if one.kind == STEADY and name in charts]
    steps = {name: size for name in steady if (size := _step(charts[name]))}
    if not steps:
        return []
    name = max(steps, key=steps.get)
    return [Attention(NOT_A_SIGNAL, _moved(measures[name], charts[name]), NORMAL)]


def _step(monthly: MonthlyChart) -> float:
    if len(monthly.known) < 2 or not monthly.chart.sigma[monthly.last]:
        return 0.0
    before, last = monthly.known[-2:]
    return abs(monthly.values[last] - monthly.values[before]) / monthly.chart.sigma[last]


def _moved(measure: Measure, monthly: MonthlyChart) -> str:
    before, last = monthly.known[-2:]
    unit = parts.unit(measure)
    ends = [numbers.value(monthly.values[i], unit, monthly.denominators[i]) for i in (before, last)]
    way = "rose" if monthly.values[last] > monthly.values[before] else "fell"
    return f"{parts.title(measure)} {way} from {ends[0]} to {ends[1]} in {month(monthly.months[last])}."
