"""The headline of the page of all measures."""

from collections.abc import Mapping

from figures.words.labels import plain
from figures.words.months import listed, plural
from figures.words.sentences import Headline
from metrics import FAMILIES, MEASURES
from metrics.measure import Measure

SURE = "Every number on every page follows its card. Each card says what is left out, how missing data are read and what can mislead."
NAMES = {
    "er_utilization": "emergency visits",
    "continuity": "what follows discharge",
    "dose": "outcome by attendance",
}


def headline(measures: Mapping[str, Measure] = MEASURES, families=FAMILIES) -> Headline:
    """How many measures there are, of what."""
    names = [family.__name__.rsplit(".", 1)[-1] for family in families]
    what = listed(NAMES.get(name, plain(name).lower()) for name in names)
    return Headline(f"{plural(len(measures), 'measure')} on {what}, each with its definition and source.", SURE)
