"""The after-discharge page's words: who was seen again, who came back, who kept what they had gained."""

from collections.abc import Iterable

from figures import numbers
from figures.words.months import capital, plural, small, spelled
from figures.words.quantities import bracket, could_be_chance, share
from figures.words.sentences import NOT_ZERO, TINY, Headline, exact
from metrics.result import Result, Row

DAY = 30
ELSEWHERE = "Care that the program never heard of is not in it, so the true share may be higher."
BOUND_MATTERS = 0.05
NONE_HANDED_IN = "No aftercare appointments are in the data for this choice."


def headline(seen: Result, booked: Result, discharges: int) -> Headline:
    """From aftercare_seen and aftercare_booked, ungrouped. discharges: of any kind, in the period."""
    if not discharges:
        return Headline("No one left the program in this period.", NOT_ZERO)
    row, waiting = seen.one(day=DAY), late(seen, DAY)
    if not waiting.denominator:
        return Headline(NONE_HANDED_IN, f"{capital(plural(discharges, 'discharge'))}, none of them with appointments.")
    if not row.denominator:
        fresh = plural(waiting.denominator, "discharge")
        return Headline(
            f"No one who finished has been gone for {DAY} days yet.",
            f"{fresh} in this period; nothing can be told so early.",
        )
    if row.denominator < TINY:
        return Headline(_few(row), f"{exact(row)} {_fresh(waiting)}".strip())
    return Headline(
        _first(row), f"{_counts(row)} {_fresh(waiting)}{_gap(row, booked.one())}{_unrecorded(seen, row)}{ELSEWHERE}"
    )


def late(result: Result, day: int) -> Row:
    """How many are not yet known by a day, of how many."""
    return result.one(day=day, statistic="not_yet_known")


def _first(row: Row) -> str:
    value = numbers.share(row.value, row.denominator) + bracket(row, "share", row.denominator)
    return f"{capital(share(row.value))} of those who finished were seen in aftercare within {row.part['day']} days: {value}."


def _few(row: Row) -> str:
    came = spelled(row.numerator) if row.numerator else "none"
    who = plural(row.denominator, "person", "people")
    return (
        f"Of {who} who finished, {came} {'was' if row.numerator == 1 else 'were'} seen in aftercare within {DAY} days."
    )


def _counts(row: Row) -> str:
    return f"{numbers.count_of(row.numerator, row.denominator, 'completed or transferred discharges')}."


def _fresh(waiting: Row) -> str:
    """Those whose days are not over, who are neither seen nor missed."""
    if not waiting.numerator:
        return ""
    n = waiting.numerator
    return f"{numbers.count(n)} more {'is' if n == 1 else 'are'} not yet known: their {DAY} days are not over. "


def _gap(row: Row, booked: Row) -> str:
    """Booked beside seen: where people are lost."""
    if not booked.denominator or booked.value <= row.value:
        return ""
    value = numbers.share(booked.value, booked.denominator)
    return f"{value} left with an appointment, so part of the gap is between booking and coming. "


def _unrecorded(seen: Result, row: Row) -> str:
    most = seen.one(day=row.part["day"], missing="positive")
    if most.value is None or most.value - row.value < BOUND_MATTERS:
        return ""
    return f"If every appointment without a recorded outcome was kept, it is {numbers.share(most.value, most.denominator)}. "


def steps(seen: Result) -> str:
    """The chart of steps from leaving to being seen, as text."""
    rows = [row for row in seen.rows if set(row.part) == {"day"} and row.value is not None]
    if not rows:
        return "Seen in aftercare by day: no data."
    said = [f"{numbers.share(row.value, row.denominator)} by day {row.part['day']}" for row in rows]
    return f"Share of those who finished seen in aftercare: {', '.join(said)}."


def moved(ends: Iterable[tuple[str, Row, Row]]) -> str:
    """The chart of first and last reports, as text."""
    said = [
        f"{small(words)} {numbers.share(first.value, first.denominator)} to {numbers.share(last.value, last.denominator)}"
        for words, first, last in ends
        if last.value is not None
    ]
    return f"First to last report of the same people: {', '.join(said) or 'no data'}."


def known(row: Row, low: Row, high: Row) -> str:
    """What is not known and how far it could move a share: "19 not recorded: 74 to 82%"."""
    missing = low.denominator - row.denominator
    if not missing:
        return "All recorded" if low.denominator else ""
    reach = numbers.range_of(low.value, high.value, "share", low.denominator)
    return f"{numbers.count(missing)} not recorded: {reach} depending on them"


def points(row: Row) -> str:
    """A change of a share in percentage points with its interval: "+6 (−1 to +13)"."""
    if row.value is None:
        return numbers.NO_DATA
    ends = [numbers.signed(100 * end) for end in (row.low, row.high) if end is not None]
    return numbers.signed(100 * row.value) + (f" ({' to '.join(ends)})" if ends else "")


def missed(result: Result) -> str:
    """The change in days missed, as a sentence."""
    change, first, last = result.one(), result.one(at="first"), result.one(at="last")
    if change.value is None:
        return "No one has two reports of days missed."
    ends = f"from {numbers.rate(first.value)} days in 30 at the first report to {numbers.rate(last.value)} at the last"
    reach = numbers.interval(change.low, change.high, "score", none=0.0)
    reach = f", 95% interval {reach}" if reach else ""
    chance = " That could be chance." if could_be_chance(change, 0.0) else ""
    n = plural(change.denominator, "discharge")
    return f"Days missed at work or school went {ends}: {numbers.signed(change.value, 1)}{reach}, n {n}.{chance}"
