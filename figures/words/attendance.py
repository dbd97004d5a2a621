"""The attendance page's headline: do people come."""

from figures import numbers
from figures.words.months import latest, month, months, plural
from figures.words.quantities import bracket
from figures.words.sentences import NO_DATA_SURE, TINY, Headline, exact, why
from figures.words.verdicts import NEAR, OUTSIDE, SHIFT, STEADY, TREND, Verdict
from metrics.charts import MonthlyChart
from metrics.result import Result, Row

UNRECORDED = "Sessions that nobody recorded are not in it."
# The last of the days at which retention is read off.
LAST_DAY = 90
LOST = ("no_show", "late_cancel")
REST = "The rest of those due, {}, clients cancelled in time."
LEFT = ("completed or transferred", "dropped out", "for another or an unknown reason")
LIKELY = "Chance is an unlikely reason; {event} is a likely one, but was not tested."


def headline(result: Result, monthly: MonthlyChart, found: Verdict, event: str = "") -> Headline:
    """From attendance_rate ungrouped, its monthly chart and the verdict on it.

    event: what may have caused a signal, as a noun: "the later start".
    """
    row = result.one()
    if not row.denominator:
        return Headline("No sessions were due in this period.", NO_DATA_SURE)
    if row.denominator < TINY:
        return Headline(f"Clients came to {numbers.count_of(row.numerator, row.denominator)} sessions.", exact(row))
    if found.kind not in (STEADY, OUTSIDE, SHIFT, NEAR, TREND) or monthly.denominators[monthly.last] < TINY:
        return _overall(row, monthly, found)
    sure = f"{_counts(monthly)} {LIKELY.format(event=event) if event and found.signal else why(found)}"
    return Headline(
        f"Clients came to {found.level} of their sessions in {latest(found.month, monthly.as_of)}, {_usual(found)}.",
        f"{sure} {_unfinished(found)}",
    )


def _overall(row: Row, monthly: MonthlyChart, found: Verdict) -> Headline:
    n = row.denominator
    value = numbers.share(row.value, n) + bracket(row, "share", n)
    when = f" {'in' if len(monthly.known) == 1 else 'from'} {_span(monthly)}" if monthly.known else ""
    return Headline(
        f"Clients came to {value} of their sessions{when}.",
        f"{numbers.count_of(row.numerator, n, 'sessions due')}. {found.words}. {UNRECORDED}",
    )


def _span(monthly: MonthlyChart) -> str:
    return months(monthly.months[monthly.known[0]], monthly.months[monthly.last])


def _counts(monthly: MonthlyChart) -> str:
    i = monthly.last
    k, n = monthly.numerators[i], monthly.denominators[i]
    reach = numbers.range_of(monthly.lows[i], monthly.highs[i], "share", n)
    end = f" (95% interval {reach})" if reach else ""
    return f"{numbers.count_of(k, n, 'sessions due')}{end}."


def _usual(found: Verdict) -> str:
    since = f" since {month(found.since, found.month)}" if found.since and found.since != found.month else ""
    side = "above" if found.up else "below"
    return {
        STEADY: "as usual",
        OUTSIDE: f"{side} the usual range{since}",
        SHIFT: f"{side} the usual level{since}",
        NEAR: f"near the {'top' if found.up else 'bottom'} of the usual range",
        TREND: f"{'rising' if found.up else 'falling'}{since}",
    }[found.kind]


def _unfinished(found: Verdict) -> str:
    return f"{month(found.month, found.month)} is incomplete." if found.incomplete else UNRECORDED


def rest(result: Result) -> str:
    """What the shares of sessions attended, missed and cancelled late leave over."""
    whole = result.one()
    left = whole.denominator - sum(row.numerator for row in (whole, *(result.one(status=one) for one in LOST)))
    return REST.format(plural(left, "session")) if left else ""


def leaving(result: Result) -> str:
    """The chart of who has left, as text: how many had left by the last of the usual days, and how."""
    days = [row.part["day"] for row in result.rows if row.part.get("left") == "any" and row.value is not None]
    day = max((one for one in days if one <= LAST_DAY), default=None)
    if day is None:
        return "Who has left by day: no data."
    rows = {name: result.one(day=day, left=name) for name in ("completed_or_transferred", "dropped_out", "other")}
    said = [
        f"{numbers.share(row.value, row.denominator)} {words}" for row, words in zip(rows.values(), LEFT, strict=True)
    ]
    return f"Share of admissions that has left by day {day}: {', '.join(said)}."
