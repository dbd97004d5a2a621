"""Why an answer may be empty: no data yet, or filter values that nobody has and that were perhaps typed wrongly."""

import sys
from collections.abc import Iterator
from datetime import date

from sqlalchemy import Connection, select

from metrics.cohort import DIMENSIONS, Cohort
from metrics.episodes import fact_episode

MOST_NAMED = 30
NO_DATA = "There is no data yet: 'outcomes.py import FOLDER' reads yours, 'outcomes.py demo' makes a made-up clinic."


def hint(connection: Connection, cohort: Cohort, as_of: date | None) -> None:
    """Say on stderr why the answer beside it may be empty."""
    for words in unheard_of(connection, cohort) if as_of else [NO_DATA]:
        print(words, file=sys.stderr)


def unheard_of(connection: Connection, cohort: Cohort) -> Iterator[str]:
    """A sentence for every filter value that no episode has, with the values that there are."""
    wanted = [(name, value) for name, values in cohort.where if name in DIMENSIONS for value in values]
    for name, value in wanted:
        column = fact_episode.c[name]
        if connection.scalar(select(column).where(column == value).limit(1)) is None:
            there = connection.scalars(select(column).distinct().order_by(column).limit(MOST_NAMED)).all()
            yield f"No episode has {name} {value!r}; there are: {', '.join(there) or 'none'}."
