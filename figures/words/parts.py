"""What measures and their parts are called on pages, and what is counted in them."""

from collections.abc import Mapping

from figures import numbers
from figures.words import labels
from figures.words.measure_names import MISSING_WHAT, NOUNS, OF_SCORES, SUFFIX_NOUNS, TITLES
from figures.words.months import plural
from metrics.measure import Measure
from metrics.result import Result, Row

UNITS = {"share": "share", "rate": "rate", "days": "days", "points": "score", "hours": "rate", "people": "days"}
# The measures' own choice: readings of missing data further apart than this leave no single value to be said.
TOO_WIDE = 0.9


def title(measure: Measure) -> str:
    """The short name of a measure's headline, as on a card of the overview."""
    name, card = measure.card.name, measure.card
    if name.endswith("_trend"):
        return card.title.replace("Mean ", "Mean change in ").replace(" by week", "")
    return TITLES.get(name, card.title).format(**measure.headline)


def unit(measure: Measure) -> str:
    """The unit as figures.numbers knows it."""
    return UNITS.get(measure.card.kind, "share")


def noun(measure: Measure) -> str:
    """What the headline's denominator counts: "sessions due"."""
    name = measure.card.name
    found = next((words for end, words in SUFFIX_NOUNS.items() if name.endswith(end)), measure.card.unit)
    return NOUNS.get(name, found)


def missing_what(measure: Measure) -> str:
    """What the readings of missing data differ about: "missing screens"."""
    other = "missing later scores" if measure.card.name.endswith(OF_SCORES) else "missing screens"
    return MISSING_WHAT.get(measure.card.name, other)


def counts(measure: Measure, row: Row) -> str:
    """The counts behind the headline, for under a value: "33 of 54 second scores due"."""
    k, n, name = row.numerator, row.denominator, measure.card.name
    if not n or row.value is None:
        return numbers.NO_DATA
    if measure.card.kind == "rate":
        return f"{plural(k, 'visit')} in {plural(n, 'member-month')}"
    if measure.card.kind in ("days", "points", "hours", "people"):
        return numbers.counted(n, noun(measure))
    if name in ("retention", "time_to_relapse", "time_to_first_use", "competing_outcomes"):
        event = "left" if name == "retention" else "had returned to use"
        return f"{numbers.count(k)} {event} by then, {numbers.count(n)} still followed"
    return numbers.count_of(k, n, noun(measure))


def said(measure: Measure, result: Result) -> tuple[str, str, str]:
    """Value, interval and counts of an ungrouped result's headline, for a card.

    Where missing data could move the value from one end to the other, the bounds stand in its place.
    """
    row, one = result.one(**measure.headline), unit(measure)
    n, (low, high) = row.denominator, readings(measure, result)
    if one == "share" and high - low > TOO_WIDE:
        counted = numbers.counted(n, noun(measure))
        return numbers.range_of(low, high, one), "", f"depending on {missing_what(measure)}, {counted}"
    counted = per_thousand(measure, row) or counts(measure, row)
    return numbers.value(row.value, one, n), numbers.interval(row.low, row.high, one, n), counted


def per_thousand(measure: Measure, row: Row) -> str:
    """What a rate is counted in, and its counts: "visits per 1,000 member-months; 64 in 632"; "" of anything else."""
    if measure.card.kind != "rate" or not row.denominator:
        return ""
    return f"visits per 1,000 member-months; {numbers.count(row.numerator)} in {numbers.count(row.denominator)}"


def readings(measure: Measure, result: Result) -> tuple[float, float]:
    """The lowest and the highest value of the headline over the readings of missing data."""
    values = [row.value for row in result.rows if row.value is not None and _bare(row.part) == _bare(measure.headline)]
    return (min(values), max(values)) if values else (0.0, 0.0)


def _bare(part: Mapping) -> dict:
    return {name: value for name, value in part.items() if name != "missing"}


def counted(measure: Measure):
    """A function of a numerator and a denominator that says them, for charts."""
    return lambda k, n: counts(measure, Row({}, {}, k, n, 0.0))


def part(measure: Measure, words: Mapping) -> str:
    """A part in words: {"rule": "two_of_four", "day": 90} -> "Two weeks of use within four; day 90"."""
    said = [_entry(measure, name, value) for name, value in words.items()]
    return "; ".join([text if i == 0 else text[:1].lower() + text[1:] for i, text in enumerate(said)]) or title(measure)


def _entry(measure: Measure, name: str, value) -> str:
    if name == "missing":
        by = labels.MISSING_OF.get(measure.card.name, labels.MISSING)
        by = labels.MISSING_SCORES if measure.card.name.endswith(OF_SCORES) else by
        return by.get(value, labels.code(str(value)))
    if name in ("day", "week"):
        return f"{name.capitalize()} {value}"
    if name == "month":
        return f"Month {numbers.signed(value)}"
    if name in ("from", "to"):
        return f"{name.capitalize()} {labels.code(value).lower()}"
    if name in ("class", "why"):
        return CHANGES[value]
    if name in ("at", "of", "baseline_band"):
        return WHERE[name].get(value, f"{labels.code(str(value))} at baseline")
    if name in JOINT:
        return JOINT[name].get(value, labels.code(str(value)))
    return STATISTICS.get(value, labels.code(str(value)))


STATISTICS = {
    "median": "Median",
    "at_least_9_hours": "Weeks with 9 hours or more",
    "above_12": "Meetings of more than 12 people",
    "mean_change": "Mean change, latest less baseline",
    "any_visit": "With any visit",
    "covered": "With visit data",
    "any": "Left in any way",
    "other": "Left for another or an unknown reason",
    "reviewed": "Reviewed by the next day",
    "left": "Left first, in another way",
    "relapsed": "Return to use first",
    "still_in": "Still in the program",
    "not_observed": "Window over, not observed",
    "not_yet_known": "Window not over: not yet known",
}
# A change beside the last known state of use.
JOINT = {
    "change": {"unknown": "Change not known"},
    "use": {"not_using": "No use seen", "using": "Use", "unknown": "Use not known"},
}
CHANGES = {
    "both": "Relapse by both",
    "first_only": "Relapse by the first alone",
    "second_only": "Relapse by the second alone",
    "neither": "Relapse by neither",
    "rules_differ": "Weeks with a positive alone make it so",
    "missing_weeks": "Only the reading of missing weeks makes it so",
    "net_change": "Change, last less first report",
    "not_yet_known": "Not yet known: still inside the window",
    "reported_twice": "With two reports, of all whose window is over",
}
WHERE = {
    "at": {
        "baseline": "At baseline",
        "latest": "At the latest score",
        "first": "At the first report",
        "last": "At the last report",
    },
    "of": {
        "baseline": "Of all with a baseline",
        "caseness": "Of all at caseness at the start",
        "admitted": "Of all admitted",
        "opioids": "Of people with opioids as primary substance",
        "all": "Of all people",
        "in_services": "Of those still in services",
    },
    "baseline_band": {},
}
