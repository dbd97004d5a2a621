"""What needs attention: people first, then signals, scores, data, and the largest movement that is no signal."""

from collections.abc import Mapping
from datetime import timedelta
from typing import NamedTuple

from figures import numbers
from figures.words import parts, watch
from figures.words.months import listed, month, small
from figures.words.signals import past
from figures.words.verdicts import SHIFT, STEADY, UNTOLD, Verdict
from metrics import MEASURES
from metrics.charts import MonthlyChart, known_after
from metrics.measure import Measure
from metrics.months import month_of, number
from metrics.result import Result, Row
from metrics.watch import Watch

SIGNAL, PEOPLE, SCORES, DATA, NOT_A_SIGNAL = "Signal", "People", "Scores", "Data", "Not a signal"
NORMAL = "Normal month-to-month movement. No action needed."
# The measures' own choice: missing scores are a matter of people to be called from this share on.
MANY_MISSING = 0.1
MOST_OF_A_KIND = 2
UNCOLLECTED = "What is said of change leaves these people out."
COVERED_ENOUGH = 0.8
UNCOVERED = "Without coverage nothing is known; it does not mean no visits."
ORDINALS = ("", "", "second ", "third ", "fourth ", "fifth ", "sixth ")


class Attention(NamedTuple):
    """One row; finding and detail are sentences. about: the measure, or the page, that tells more."""

    kind: str
    finding: str
    detail: str
    about: str = ""
    signal: bool = False


def attention(
    verdicts: Mapping[str, Verdict],
    charts: Mapping[str, MonthlyChart],
    results: Mapping[str, Result] | None = None,
    measures: Mapping[str, Measure] = MEASURES,
    watched: Watch | None = None,
) -> list[Attention]:
    """verdicts, charts and ungrouped results by measure name; any of them may lack a measure. watched: who is here."""
    results, charts = results or {}, {name: one.whole or one for name, one in charts.items()}
    rows = _watched(watched) + [_signal(measures[name], one) for name, one in _worst_first(verdicts)]
    rows += _people(results, measures)
    rows += [row for name, one in charts.items() for row in _stopped(measures[name], one)]
    rows += _never(results, measures) + [row for name, one in verdicts.items() for row in _gaps(measures[name], one)]
    rows += _coverage(results) + _unfinished(verdicts)
    return rows + _movement(verdicts, charts, measures)


def _watched(found: Watch | None) -> list[Attention]:
    """Clients who need a look now, counted; the page Clients names them."""
    now = watch.urgent(found) if found else ""
    return [Attention(PEOPLE, watch.headline(found).first, now, "clients", watch.at_risk(found))] if now else []


def _worst_first(verdicts: Mapping[str, Verdict]) -> list[tuple[str, Verdict]]:
    moved = [(name, one) for name, one in verdicts.items() if one.signal]
    return sorted(moved, key=lambda pair: {False: 0, None: 1, True: 2}[pair[1].better])


def _signal(measure: Measure, one: Verdict) -> Attention:
    usual = f"usual level {one.centre}" if one.kind == SHIFT else f"usual range {one.usual}"
    finding = f"{parts.title(measure)}: {one.level}, {usual}."
    return Attention(SIGNAL, finding, f"{one.words}.", measure.card.name, signal=True)


def _people(results: Mapping[str, Result], measures: Mapping[str, Measure]) -> list[Attention]:
    """Scores that were due and are not there, the most first."""
    ends = ("_followed_up", "_baseline_collected")
    rows = [(measures[name], result.one()) for name, result in results.items() if name.endswith(ends)]
    rows = [(one, row) for one, row in rows if row.numerator]
    many = [(one, row) for one, row in rows if row.denominator - row.numerator > MANY_MISSING * row.denominator]
    many.sort(key=lambda pair: pair[1].numerator - pair[1].denominator)
    return [Attention(SCORES, _uncollected(many[:MOST_OF_A_KIND]), UNCOLLECTED, many[0][0].card.name)] if many else []


def _uncollected(most: list[tuple[Measure, Row]]) -> str:
    """ "95 of 415 second PHQ-9 and 88 of 404 second GAD-7 scores due were not collected."."""
    missing = sum(row.denominator - row.numerator for _, row in most)
    said = listed(_missing(*pair) for pair in most)
    return f"{said} scores due {'was' if missing == 1 else 'were'} not collected."


def _missing(measure: Measure, row: Row) -> str:
    which = "second" if measure.card.name.endswith("_followed_up") else "first"
    return numbers.count_of(
        row.denominator - row.numerator, row.denominator, f"{which} {measure.card.title.split()[0]}"
    )


def _never(results: Mapping[str, Result], measures: Mapping[str, Measure]) -> list[Attention]:
    """A questionnaire that nobody was given is a matter of the data, not of people to be called."""
    firsts = [
        (measures[name], result.one()) for name, result in results.items() if name.endswith("_baseline_collected")
    ]
    names = [measure.card.title.split()[0] for measure, row in firsts if row.denominator and not row.numerator]
    text = "Nothing can be said of symptoms; it does not mean that nobody has any."
    said = f"No {listed(names, 'or')} scores came in for this period."
    return [Attention(DATA, said, text, "data")] if names else []


def _gaps(measure: Measure, one: Verdict) -> list[Attention]:
    if one.kind != UNTOLD:
        return []
    said = f"{parts.title(measure)}: {small(one.words)}."
    return [Attention(DATA, said, "Recording it would make it known.", measure.card.name)]


def _stopped(measure: Measure, monthly: MonthlyChart) -> list[Attention]:
    """Nothing of what is dated by its own day has come in for a whole month or more."""
    if monthly.last is None or measure.card.dated != "own" or monthly.as_of is None:
        return []
    latest = monthly.months[monthly.last]
    known = monthly.as_of - timedelta(days=known_after(measure))
    if number(month_of(known)) - number(latest) < 2:
        return []
    reach = f"The data reach {numbers.date(monthly.as_of)}; later months are not zero, they are not known."
    return [Attention(DATA, f"{parts.title(measure)}: nothing after {month(latest)}.", reach, measure.card.name)]


def _coverage(results: Mapping[str, Result]) -> list[Attention]:
    rows = results["ed_curve"].rows if "ed_curve" in results else ()
    low = [r for r in rows if r.part.get("statistic") == "covered" and r.value is not None and r.value < COVERED_ENOUGH]
    if not low:
        return []
    if not any(row.numerator for row in rows if row.part.get("statistic") == "covered"):
        return [Attention(DATA, "No emergency visit data came in for this period.", UNCOVERED, "data")]
    least = min(low, key=lambda row: row.value)
    cover = f"{numbers.share(least.value, least.denominator)} of admissions {_around(least.part['month'])}"
    return [Attention(DATA, f"Emergency visit data cover only {cover}.", UNCOVERED, "ed_curve")]


def _around(k: int) -> str:
    """ "in the fifth month before admission", "in the month after admission"."""
    return f"in the {ORDINALS[abs(k)]}month {'before' if k < 0 else 'after'} admission"


def _unfinished(verdicts: Mapping[str, Verdict]) -> list[Attention]:
    found = {one.month for one in verdicts.values() if one.incomplete and one.month}
    text = "The data end before the month does; its figures will still move."
    return [Attention(DATA, f"{month(label)} is incomplete.", text, "data") for label in sorted(found)]


def _movement(verdicts: Mapping, charts: Mapping, measures: Mapping) -> list[Attention]:
    """The largest step between the last two months of a measure without a signal in a year, in sizes of its sigma.

    A month that is not over is no step yet.
    """
    whole = [name for name, one in verdicts.items() if one.kind == STEADY and name in charts and not one.incomplete]
    steady = [name for name in whole if not past(charts[name])]
    steps = {name: size for name in steady if (size := _step(charts[name]))}
    if not steps:
        return []
    name = max(steps, key=steps.get)
    return [Attention(NOT_A_SIGNAL, _moved(measures[name], charts[name]), NORMAL, name)]


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
    return f"“{parts.title(measure)}” {way} from {ends[0]} to {ends[1]} in {month(monthly.months[last])}."
