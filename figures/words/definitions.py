"""A measure's definition in two short lines; its card has the whole of it."""

from datetime import date

from figures import numbers
from figures.words.months import capital, small
from metrics.card import Card
from metrics.history import breaks
from metrics.measure import Measure

NOW, THEN = "today", "then"
NOT_ALIKE = "The definition changed there: months before and after are not counted alike."
READINGS = {NOW: "As defined today", THEN: "As defined at the time"}


def short(measure: Measure, as_of: date | None) -> str:
    """What is counted, out of what, by which date; then version and last day of the data."""
    card = measure.card
    counted = capital(_first(card.numerator).removeprefix("None: "))
    placed = f"Placed in a period by {small(_first(card.date_words))}."
    about = f"Measure {card.version}; data to {numbers.date(as_of)}."
    return f"{counted}. Out of: {small(_first(card.denominator))}. {placed} {about}"


def _first(text: str) -> str:
    """The first sentence, without its full stop."""
    return text.partition(". ")[0].rstrip(". ")


def history(card: Card) -> str:
    """ "Version 1.1: what is other than before, and why"."""
    return f"Version {card.version}: {card.changes or 'the first definition.'}"


def since(card: Card) -> str:
    """ "Version 1.1, since 24 Nov 2026"."""
    return f"Version {card.version}, since {numbers.date(card.version_date)}"


def changes(measure: Measure) -> list[tuple[str, str, bool]]:
    """(ISO date, words, that a new baseline begins) of each change of the definition, as a control chart draws them."""
    return [(one.day.isoformat(), f"Definition {one.version} from here", True) for one in breaks(measure)]


def over_time(measure: Measure, then: bool) -> str:
    """By which definition the months of a chart are counted."""
    if not then:
        return f"All months are counted by version {measure.card.version} of the definition, in use since {numbers.date(measure.card.version_date)}."
    said = [f"version {one.card.version} from {numbers.date(one.card.version_date)}" for one in measure.versions[1:]]
    first = measure.versions[0].card.version
    return f"Each month is counted by the definition that was in use: version {first} first, {', '.join(said)}."
