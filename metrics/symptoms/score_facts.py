"""Score facts: what every episode's questionnaires say on each scale, one score a day, strict and prorated."""

from datetime import date
from functools import partial

from sqlalchemy import Column, Integer, Select, String, Table, case, or_, select

from data.tables import CODE_LENGTH
from metrics.facts import FACTS, Facts, keys
from metrics.symptoms.scores import PRORATED, STRICT, WINDOW, every_score, scored_later


def _table(name: str) -> Table:
    """`since`: days after admission, from 14 days before it on. `late`: 1 for a score that can be the first, and lies
    too late for the latest: records that were changed can have a discharge before the admission."""
    return Table(
        name,
        FACTS,
        *keys(),
        Column("instrument", String(CODE_LENGTH), primary_key=True),
        Column("since", Integer, primary_key=True, autoincrement=False),
        Column("score", Integer, nullable=False),
        Column("late", Integer, nullable=False),
        sqlite_with_rowid=False,
    )


# Prorated scores stand in tables of their own, for scales that can be prorated: nearly all questions want the strict.
TABLES = {STRICT: _table("fact_score"), PRORATED: _table("fact_score_prorated")}


def derive(scoring: str, as_of: date, mine: Select) -> Select:
    """One row for each day of an episode with a score, for each scale."""
    found = every_score(as_of, mine, scoring)
    late = found.c.since > found.c.until
    by = (found.c[name] for name in ("client_no", "episode_no", "instrument", "since", "score"))
    rows = select(*by, case((late, 1), else_=0))
    return rows.where(found.c.nth == 1, or_(~late, found.c.since <= WINDOW))


def scores_of(scoring: str, words: str) -> Facts:
    return Facts(TABLES[scoring], partial(derive, scoring), words, ("assessments",), WINDOW, scored_later)


SCORES, SCORES_PRORATED = scores_of(STRICT, "scores"), scores_of(PRORATED, "prorated scores")
