"""The chart that a measure has on its own page, beside its months, where it has one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from figures import numbers
from figures.hours import hours
from figures.rates import rates
from figures.retention import retention
from figures.survival import survival
from figures.trend import trend
from figures.words import attendance, dose, emergency, relapse, symptoms
from metrics import MEASURES, ask
from metrics.cohort import Cohort
from metrics.instruments import SCALES, Instrument
from metrics.result import Result


@dataclass(frozen=True)
class Picture:
    """A figure, what it shows, and the same for whoever does not see it."""

    title: str
    alt: str
    figure: object


def _days(last: int) -> str:
    return ",".join(str(day) for day in sorted({*range(0, last, 7), 30, 60, 90}))


def _retention(result: Result) -> Picture:
    return Picture("Who has left, and how, by day since admission", attendance.leaving(result), retention(result.rows))


def _survival(result: Result) -> Picture:
    title = "Share of clients with no return to use, by days since admission"
    return Picture(title, relapse.curve(result), survival(result.rows))


def _rules(result: Result) -> Picture:
    row = result.one(**MEASURES["time_to_relapse"].headline)
    main = numbers.estimate(row.value, row.low, row.high, "share", row.denominator)
    alt = f"Share of clients free of relapse by days since admission, one curve a rule. By the main rule {main} at the end."
    return Picture("Share of clients free of relapse, by each rule", alt, survival(result.rows))


def _hours(result: Result) -> Picture:
    planned = result.one(hours="planned").value
    return Picture("Hours a week: scheduled and attended", dose.by_week(result), hours(result.rows, planned=planned))


def _rates(result: Result) -> Picture:
    return Picture("Emergency visits by month around admission", emergency.around(result), rates(result.rows))


def _trend(scale: Instrument) -> Callable[[Result], Picture]:
    def draw(result: Result) -> Picture:
        cutoff = (scale.caseness, "cut-off") if scale.caseness else None
        figure = trend(result.rows, cutoff=cutoff, highest=scale.high)
        return Picture(f"Mean {scale.name} by week of care", symptoms.weeks(result, scale.name), figure)

    return draw


# Measure -> its options on its page, and how it is drawn there.
DRAWN: Mapping[str, tuple[Mapping[str, str], Callable[[Result], Picture]]] = {
    "retention": ({"days": _days(127)}, _retention),
    "time_to_first_use": ({"days": _days(92)}, _survival),
    "time_to_relapse": ({"days": _days(92)}, _rules),
    "contact_hours": ({"weeks": "16"}, _hours),
    "ed_curve": ({}, _rates),
} | {f"{scale.slug}_trend": ({}, _trend(scale)) for scale in SCALES.values()}


def picture(connection: Connection, result: Result, cohort: Cohort) -> Picture | None:
    """The chart of a measure's own page; None where it has none, or nothing was counted. `result`: as usually asked."""
    if result.measure not in DRAWN:
        return None
    options, draw = DRAWN[result.measure]
    result = ask.measure(connection, result.measure, cohort, options) if options else result
    return draw(result) if any(row.denominator for row in result.rows) else None
