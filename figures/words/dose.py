"""What the attendance page says of hours, of the days and kinds of sessions, and of outcome by share attended."""

from dataclasses import replace

from figures import numbers
from figures.words import labels
from figures.words.differences import difference
from figures.words.months import plural
from figures.words.quantities import bracket
from figures.words.sentences import Headline, gaps_outweigh_chance
from metrics.measure import Measure
from metrics.result import Result, Row

DELIVERED, SCHEDULED, PLANNED = ({"hours": name} for name in ("delivered", "scheduled", "planned"))
NINE = {"statistic": "at_least_9_hours"}
OUTCOMES = {"completed": "Completed the program", "phq9_improved": "PHQ-9 reliably improved"}
NOT_RANDOM = "Those who come are not a random half."
WHY = (
    "People who do well find it easier to come, and who stops coming is often discharged for it. The difference between the "
    "rows is not the effect of coming."
)
LATER = (
    "Dotted lines: hours planned and the 9 hours of ASAM level 2.1. Later weeks speak only of those still in care then."
)


def hours(result: Result) -> str:
    """Attended beside scheduled and planned, and the share of weeks with nine hours."""
    came, held, plan = (result.one(**part) for part in (DELIVERED, SCHEDULED, PLANNED))
    if came.value is None:
        return "No hours are known: no whole week, or sessions without their minutes."
    said = f"Clients attended {numbers.rate(came.value)} hours a week{bracket(came, 'rate')}"
    said += _scheduled(came, held)
    said += f"; the programs plan {numbers.rate(plan.value)}." if plan.value is not None else "."
    return f"{said} {_nine(result)}".strip()


def _scheduled(came: Row, held: Row) -> str:
    """ " of 9.1 scheduled", where both are of the same weeks: sessions that nobody attended are often without minutes."""
    if held.value is None:
        return ""
    hours = numbers.rate(held.value)
    if held.denominator == came.denominator:
        return f" of {hours} scheduled"
    return f", and {hours} were scheduled in the {plural(held.denominator, 'week')} of which all minutes are known"


def _nine(result: Result) -> str:
    row, low, high = (
        result.one(**DELIVERED, **NINE, missing=missing) for missing in ("observed", "negative", "positive")
    )
    if row.value is None:
        return ""
    text = numbers.share(row.value, row.denominator) + bracket(row, "share", row.denominator)
    first = f"In {text} of {numbers.count(row.denominator)} weeks it was 9 hours or more, as in an intensive program."
    unknown = low.denominator - row.denominator
    if not unknown:
        return first
    reach = numbers.range_of(low.value, high.value, "share", low.denominator)
    return f"{first} With the {numbers.count(unknown)} weeks of which minutes are missing it could be {reach}."


def by_week(result: Result) -> str:
    """The chart of hours by week of care, as text."""
    rows = [row for row in result.rows if row.part.get("week") and row.part["hours"] == "delivered" and row.denominator]
    if not rows:
        return "Hours attended by week of care: no data."
    ends = [f"{numbers.rate(row.value)} in week {row.part['week']} ({row.denominator:,} stays)" for row in rows]
    return f"Hours attended a week: {ends[0]}, {ends[-1]}; 9 hours make an intensive program."


def told_apart(result: Result, measure: Measure) -> Result:
    """The parts of an attendance_by measure as if they were groups, those without a session left out."""
    rows = (
        Row(dict(row.part), dict(measure.headline), row.numerator, row.denominator, row.value, row.low, row.high)
        for row in result.rows
    )
    return replace(result, rows=tuple(row for row in rows if row.denominator))


def names_of(result: Result) -> dict[str, str]:
    """The values of such groups as people read them."""
    return {value: labels.code(value) for group in result.groups() for value in group.values()}


def split(result: Result, measure: Measure) -> Headline:
    """Whether the days, kinds or modalities can be told apart, from `told_apart`."""
    return difference(result, measure, names_of(result))


def outcome_rows(result: Result, outcome: str) -> list[Row]:
    """One outcome by band of the share attended, the bands as groups; the unknown left out."""
    rows = [row for row in result.rows if row.part["outcome"] == outcome and row.part["missing"] == "observed"]
    return [replace(row, group={"attended": row.part["attended"]}) for row in rows]


def bounds(result: Result, outcome: str) -> dict[str, tuple[float, float]]:
    """Band -> its share if all the unknown were not met, and if all were, where anything is unknown."""
    found = {}
    for row in outcome_rows(result, outcome):
        band = row.group["attended"]
        low, high = (
            result.one(attended=band, outcome=outcome, missing=missing).value for missing in ("negative", "positive")
        )
        if low is not None and low < high:
            found[band] = (low, high)
    return found


def unknown(result: Result, outcome: str) -> str:
    """What the hatched bars are, the widest in numbers, and what to do where they outweigh chance."""
    found = bounds(result, outcome)
    if not found:
        return ""
    widest = max(found, key=lambda band: found[band][1] - found[band][0])
    words = (
        f"Hatched: {UNKNOWN[outcome]} ({numbers.range_of(*found[widest])} of those who {labels.code(widest).lower()})."
    )
    rows = {row.group["attended"]: row for row in outcome_rows(result, outcome)}
    wider = any(gaps_outweigh_chance(*ends, rows[band]) for band, ends in found.items())
    return f"{words} {TELLS_MORE}" if wider else words


UNKNOWN = {
    "completed": "from none to all of those with an unknown reason having completed",
    "phq9_improved": "from none to all of those without a second score being better",
}
TELLS_MORE = "Where it is longer than the interval, collecting what is missing tells more than another year of waiting."


def doses(result: Result, outcome: str) -> str:
    """The rows of one outcome, as text."""
    rows = [row for row in outcome_rows(result, outcome) if row.value is not None]
    said = [f"{labels.code(row.part['attended']).lower()} {numbers.share(row.value, row.denominator)}" for row in rows]
    return f"{OUTCOMES[outcome]}, by share of sessions attended: {', '.join(said) or 'no data'}."
