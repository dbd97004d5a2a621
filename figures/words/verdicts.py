"""Verdicts: one line on a measure's latest month, worked out from exactly the limits that are drawn."""

from dataclasses import dataclass, replace

from figures import numbers
from figures.words import parts
from figures.words.months import month, spelled
from figures.words.signals import Run, latest, past
from metrics.charts import MonthlyChart
from metrics.control import POINTS_FOR_LIMITS
from metrics.measure import Measure
from metrics.result import Result

NO_DATA, ONE_MONTH, FEW, STEADY = "no data", "one month", "few months", "no change"
OUTSIDE, SHIFT, NEAR, TREND, UNTOLD = "outside", "shift", "near", "trend", "untold"
KINDS = {
    "outside_limits": OUTSIDE,
    "eight_on_one_side": SHIFT,
    "two_of_three_beyond_two_sigma": NEAR,
    "six_rising_or_falling": TREND,
}
# Of fewer months none can lie outside limits that were made from them alone: with four, 0 0 0 1, the mean is 0.25 and its
# limit 2.66 · 1/3 above it (Wheeler & Chambers 1992).
FEWEST_SINCE = 5
# The measures' own choice: readings of missing data are said where they lie this far apart, or further.
BOUNDS_MATTER = {"share": 0.05}


@dataclass(frozen=True)
class Verdict:
    """words: without a full stop. kind: one of this module's. better: None where nothing is said of it.

    since: first month of the run that ends with `month`, the latest with a value; up: its side or direction.
    running: how many months it holds. level, usual, centre: value, usual range and usual level of the latest month,
    in words.
    """

    kind: str
    words: str
    signal: bool = False
    better: bool | None = None
    since: str | None = None
    month: str | None = None
    up: bool | None = None
    running: int = 0
    incomplete: bool = False
    level: str = numbers.NO_DATA
    usual: str = ""
    centre: str = ""


def verdict(monthly: MonthlyChart, measure: Measure, event: str = "", beside: Result | None = None) -> Verdict:
    """The verdict on a monthly chart.

    event: what happened when the latest baseline began, to be read after "since": "the evening group moved".
    beside: the ungrouped result whose value stands beside the words, where that is not the latest month's: then the
    readings of missing data are those of this value.
    """
    whole = monthly.whole or monthly
    missing = _depending(whole, measure, beside)
    found = _untold(whole, measure, beside) or _too_few(whole)
    if found:
        return _dated(_between(found, missing), whole, measure)
    run = latest(whole)
    said = _moved(run, whole, measure) if run else Verdict(STEADY, _steady(whole, event))
    return _dated(replace(said, words="; ".join([said.words, *_but(whole, missing, run)])), whole, measure)


def _too_few(whole: MonthlyChart) -> Verdict | None:
    """Too few months for any verdict, as the chart then has no limits."""
    known = len(whole.known)
    if known == 0:
        return Verdict(NO_DATA, "No data")
    if known == 1:
        return Verdict(ONE_MONTH, "One month only: no trend can be read")
    if known < POINTS_FOR_LIMITS:
        return Verdict(FEW, f"{known} of the {POINTS_FOR_LIMITS} months needed for a usual range")
    if whole.chart.upper[whole.last] is None:
        return Verdict(FEW, "Too few months since the new baseline for a usual range")
    return None


def _untold(whole: MonthlyChart, measure: Measure, beside: Result | None) -> Verdict | None:
    """Nothing can be said of a value that missing data could move from one end to the other."""
    found = whole.bounds[whole.last] if whole.known else None
    if measure.card.kind != "share" or not _anything(found):
        return None
    told = beside if beside is not None and _anything(parts.readings(measure, beside)) else None
    return Verdict(UNTOLD, f"Cannot be told: {_depending(whole, measure, told)}")


def _anything(found: tuple[float, float] | None) -> bool:
    """The readings of missing data lie so far apart that no single value can be said."""
    return found is not None and found[1] - found[0] > parts.TOO_WIDE


def _between(found: Verdict, missing: str) -> Verdict:
    """With the readings of missing data, which matter also where there is no usual range yet."""
    return replace(found, words=f"{found.words}; {missing}") if missing and found.kind in (FEW, ONE_MONTH) else found


def _steady(whole: MonthlyChart, event: str) -> str:
    """No signal; after a new baseline, what it is compared with."""
    began = _began(whole, event)
    if began and sum(one >= whole.baselines[-1] for one in whole.known) < FEWEST_SINCE:
        return f"Too early to tell since {began}"
    return f"No real change since {began}" if began else "No real change"


def _began(whole: MonthlyChart, event: str = "") -> str:
    """ "the change in March", where the usual range was worked out anew from then on; else ""."""
    starts = [start for start in whole.baselines if 0 < start <= whole.last]
    if not starts:
        return ""
    return f"{event or 'the change'} in {month(whole.months[starts[-1]], whole.months[whole.last])}"


def _moved(run: Run, whole: MonthlyChart, measure: Measure) -> Verdict:
    kind = KINDS[run.rule]
    better = None if measure.card.good == "neither" else run.up == (measure.card.good == "higher")
    words = _run_words(run, kind, whole)
    words += "" if better is None else ": better" if better else ": worse"
    since = whole.months[run.indices[0]]
    return Verdict(kind, words, True, better, since, up=run.up, running=len(run.indices))


def _run_words(run: Run, kind: str, whole: MonthlyChart) -> str:
    first, last = whole.months[run.indices[0]], whole.months[run.indices[-1]]
    when = f"since {month(first, last)}" if first != last else f"in {month(last, last)}"
    if kind == TREND:
        return f"{'Rising' if run.up else 'Falling'} {when}"
    if kind == NEAR:
        place = "top" if run.up else "bottom"
        return f"Near the {place} of its usual range in {_of_three(run)} of the last three months"
    return f"{'Above' if run.up else 'Below'} its usual {'range' if kind == OUTSIDE else 'level'} {when}"


def _of_three(run: Run) -> str:
    return "two" if len(run.indices) == 2 else "all"


def _but(whole: MonthlyChart, missing: str, run: Run | None) -> list[str]:
    """The strongest two reservations: an unfinished month, missing data, a signal that has passed."""
    said = [f"{month(whole.months[whole.last], whole.months[whole.last])} is incomplete"] * whole.incomplete
    said += [missing] * bool(missing)
    said += [f"compared with the months since {began}" for began in [_began(whole)] if run and began]
    said += [] if run else _passed(whole)
    return said[:2]


def _depending(whole: MonthlyChart, measure: Measure, beside: Result | None = None) -> str:
    """The readings of missing data: "28 to 45% depending on missing screens"; "" where they lie close together.

    Those of the latest month are said with its name: "28 to 45% in July, depending on missing screens".
    """
    if not whole.known:
        return ""
    found, when = whole.bounds[whole.last], f" in {month(whole.months[whole.last], whole.months[whole.last])},"
    n = whole.denominators[whole.last]
    if beside is not None:
        found, when, n = parts.readings(measure, beside), "", beside.one(**measure.headline).denominator
    if found is None or found[1] - found[0] < BOUNDS_MATTER.get(measure.card.kind, float("inf")):
        return ""
    # No decimals where nothing is known.
    reach = numbers.range_of(*found, parts.unit(measure), None if _anything(found) else n)
    return f"{reach}{when} depending on {parts.missing_what(measure)}"


def _passed(whole: MonthlyChart) -> list[str]:
    """The latest signal of the last twelve months that is over: the chart shows its diamond."""
    run = past(whole)
    if not run:
        return []
    kind, when = KINDS[run.rule], month(whole.months[run.indices[-1]], whole.months[whole.last])
    if kind == OUTSIDE:
        return [f"{'above' if run.up else 'below'} its usual range in {when}"]
    if kind == NEAR:
        return [f"near the {'top' if run.up else 'bottom'} of its usual range in {when}"]
    how = ("above its usual level" if run.up else "below its usual level", "rising" if run.up else "falling")
    return [f"{how[kind == TREND]} until {when}"]


def _dated(found: Verdict, whole: MonthlyChart, measure: Measure) -> Verdict:
    """With the latest month, its value and usual range."""
    at = whole.last
    if at is None:
        return found
    n, unit, drawn = whole.denominators[at], parts.unit(measure), found.kind not in (ONE_MONTH, FEW)
    usual = numbers.range_of(whole.chart.lower[at], whole.chart.upper[at], unit, n) if drawn else ""
    level = numbers.value(whole.values[at], unit, n)
    centre = numbers.value(whole.chart.centre[at], unit, n) if drawn else ""
    said = {"level": level, "usual": usual, "centre": centre}
    return replace(found, month=whole.months[at], incomplete=whole.incomplete, **said)


def running(found: Verdict) -> str:
    """ "three months running"; "" for one month."""
    return f"{spelled(found.running)} months running" if found.running > 1 else ""
