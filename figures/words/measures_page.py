"""The headline of the page of all measures."""

from collections.abc import Mapping

from figures import numbers
from figures.cards import Link
from figures.units import unit
from figures.words.labels import plain
from figures.words.months import capital, listed, plural
from figures.words.sentences import Headline
from metrics import FAMILIES, MEASURES
from metrics.card import Card
from metrics.measure import Measure
from metrics.result import Result

SURE = "Every number on every page follows its card. Each card says what is left out, how missing data are read and what can mislead."
NAMES = {
    "er_utilization": "emergency visits",
    "continuity": "what follows discharge",
    "dose": "outcome by attendance",
}

CARD_HEAD = (("", "short"), ("Definition", "text"))
HISTORY = (
    "How it was defined before, what changed and why, and what each version makes of all the data there are today."
)
HISTORY_HEAD = (
    ("Version", "short"),
    ("Since", "short"),
    ("What changed, and why", "text"),
    ("Makes today", "number"),
    ("Count", "number"),
)


def lines(card: Card) -> list[tuple]:
    """The card as people read it: its address opens, its date is written out."""
    said = dict(card.lines()) | {"Better is": capital(card.good), "Version of": numbers.date(card.version_date)}
    if card.address:
        said["Address"] = Link(card.address, card.address)
    return list(said.items())


def versions(measure: Measure, found: Mapping[str, Result]) -> list[list[str]]:
    """The lines of the history, the present version first; found: version -> its result on all data."""
    return [_version(one, found[one.card.version]) for one in reversed(measure.versions)]


def _version(one: Measure, result: Result) -> list[str]:
    row, card = result.one(**one.headline), one.card
    told = (
        numbers.value(row.value, unit(card, row.part), row.denominator),
        numbers.count_of(row.numerator, row.denominator),
    )
    return [card.version, numbers.date(card.version_date), card.changes or "The first definition.", *told]


def headline(measures: Mapping[str, Measure] = MEASURES, families=FAMILIES) -> Headline:
    """How many measures there are, of what."""
    names = [family.__name__.rsplit(".", 1)[-1] for family in families]
    what = listed(NAMES.get(name, plain(name).lower()) for name in names)
    return Headline(f"{plural(len(measures), 'measure')} on {what}, each with its definition and source.", SURE)
