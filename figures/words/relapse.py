"""The relapse page's headline: who shows no return to use, and how much that hangs on gaps and rules."""

from figures import numbers
from figures.words.months import plural
from figures.words.quantities import bracket
from figures.words.sentences import NOT_ZERO, TINY, Headline, gaps_outweigh_chance
from metrics.relapse.rules import WINDOW_RULES
from metrics.result import Result, Row

DAY = 90
TOO_KIND = "Leaving the program ends the watching, so the figure is likely too kind."


def headline(first_use: Result, relapse: Result, day: int = DAY) -> Headline:
    """From time_to_first_use and time_to_relapse, both ungrouped. day: the day of choice, or the last before."""
    n = first_use.one(statistic="median").denominator
    if not n:
        return Headline("No screens or reports of use in this period.", NOT_ZERO)
    row = _reading(first_use, day)
    if row is None:
        watched = f"{plural(n, 'admission')} with results, all followed for less than that."
        return Headline("No one has been followed for a month in this period.", watched)
    at = row.part["day"]
    if n < TINY:
        return Headline(
            _counted(row, n), f"With so few, chance could move this a long way. {_gaps(first_use, row)}{TOO_KIND}"
        )
    return Headline(
        _first(row),
        f"{_followed(row, n)}{_gaps(first_use, row)}{_rules(relapse, at)}{TOO_KIND}",
    )


def _reading(first_use: Result, day: int) -> Row | None:
    """The row of that day; of the last day before it where nobody, by some reading of gaps, was followed so long."""
    rows = [row for row in first_use.rows if set(row.part) == {"day"} and row.value is not None]
    rows = [row for row in rows if row.part["day"] <= day]
    whole = [row for row in rows if None not in _ends(first_use, row)]
    return max(whole or rows, key=lambda row: row.part["day"], default=None)


def _ends(first_use: Result, row: Row) -> list[float | None]:
    """The same figure with every gap taken for use, and for none."""
    return [first_use.one(day=row.part["day"], missing=reading).value for reading in ("positive", "negative")]


def _first(row: Row) -> str:
    at = row.part["day"]
    if row.numerator == 0:
        return f"No positive screen or reported use was seen up to day {at}."
    value = numbers.share(row.value, row.denominator)
    return f"By day {at}, {value} of admissions were free of positive screens and reported use{bracket(row, 'share', row.denominator)}."


def _followed(row: Row, n: int) -> str:
    still = f"{numbers.count(row.denominator)} of them still followed on that day"
    return f"From {plural(n, 'admission')} with results, {still}. "


def _counted(row: Row, n: int) -> str:
    k = numbers.count_of(row.numerator, n, "admissions with results")
    return f"By day {row.part['day']}, {k} had a positive screen or reported use."


def _gaps(first_use: Result, row: Row) -> str:
    ends = _ends(first_use, row)
    if None in ends:
        return ""
    low, high = (numbers.share(end, row.denominator) for end in ends)
    if low == high:
        return "Missing screens change nothing. "
    more = ": missing screens matter more than chance here" if gaps_outweigh_chance(*sorted(ends), row) else ""
    return f"If every gap was use the figure is {low}, if none was it is {high}{more}. "


def _rules(relapse: Result, day: int) -> str:
    """The range over the rules that need more than one week of use."""
    names = [rule.name for rule in WINDOW_RULES]
    rows = [relapse.one(rule=name, missing="positive", day=day) for name in names]
    values = [row.value for row in rows if row.value is not None]
    if not values:
        return ""
    reach = f"{numbers.share(min(values)).rstrip('%')} to {numbers.share(max(values))}"
    reach = numbers.share(values[0]) if numbers.share(min(values)) == numbers.share(max(values)) else reach
    return f"Rules that need several weeks of use give {reach}. "


def curve(first_use: Result) -> str:
    """The curves of shares still free, as text: the main rule on the last day that can be read."""
    row = _reading(first_use, DAY)
    if row is None:
        return "Share with no return to use by day: nobody was followed for a month."
    return f"Share with no return to use, one curve a rule. {_first(row)}"
