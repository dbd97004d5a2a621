"""Our own times: every measure, warm, in one process."""

import sys

from bench.answers import BY, WHERE
from bench.machine import median_of, state
from bench.process import show
from metrics import FAMILIES, MEASURES, ask
from metrics.cohort import Cohort
from metrics.database import open_database

TIMES = 7
COHORT = Cohort.asked(where=[WHERE], by=(BY,))


def measure(url: str, times: int = TIMES) -> dict:
    """{measure: family, headline, milliseconds, times, answers, load, loop} in the order of the list of measures."""
    families = {one.card.name: family.__name__.split(".")[-1] for family in FAMILIES for one in family.MEASURES}
    began, engine = state(), open_database(url)
    with engine.connect() as connection:
        found = {name: {**began, "family": families[name], **_one(connection, name, times)} for name in MEASURES}
    engine.dispose()
    return found


def _one(connection, name: str, times: int) -> dict:
    result = ask.measure(connection, name, COHORT)
    seconds = median_of(times, lambda: ask.measure(connection, name, COHORT))
    answers = [[row.group[BY], row.part, row.numerator, row.denominator, row.value] for row in result.rows]
    headline = dict(MEASURES[name].headline)
    return {"headline": headline, "milliseconds": 1000 * seconds, "times": times, "answers": answers}


if __name__ == "__main__":
    show(measure(sys.argv[1], int(sys.argv[2])))
