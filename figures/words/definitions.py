"""A measure's definition in two short lines; its card has the whole of it."""

from datetime import date

from figures import numbers
from figures.words.months import capital, small
from metrics.card import Card
from metrics.measure import Measure


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
