"""The people behind a number: the same facts, not added up."""

from sqlalchemy import ColumnElement, Select, case, func, literal, select

from metrics.episodes import fact_episode
from metrics.query import Source

COUNTED, NOT_COUNTED, EXCLUDED = "counted", "not counted", "excluded"
PEOPLE = (
    "client_id",
    "episode_id",
    "program",
    "admitted_day",
    "standing",
    "reason",
    "numerator",
    "denominator",
)

# What joins people to their facts; never shown.
KEYS = ("client_no", "episode_no")

Rule = tuple[ColumnElement, str, str]


def listed(source: Source, rules: list[Rule], numerator=None, denominator=None, otherwise=(NOT_COUNTED, "")) -> Select:
    """One row an episode with `PEOPLE` and `KEYS` columns; the first rule (condition, standing, reason) that holds decides."""
    standing = case(*((condition, literal(word)) for condition, word, _ in rules), else_=otherwise[0])
    reason = case(*((condition, literal(words)) for condition, _, words in rules), else_=otherwise[1])
    columns = [fact_episode.c[name] for name in PEOPLE[:4]]
    counts = [_whole(numerator).label("numerator"), _whole(denominator).label("denominator")]
    keys = [fact_episode.c[name] for name in KEYS]
    query = select(*columns, standing.label("standing"), reason.label("reason"), *counts, *keys)
    return query.select_from(source.table).where(*source.conditions)


def added_up(source: Source, rules: list[Rule], numerator, denominator, otherwise=(NOT_COUNTED, "")) -> Select:
    """The same where an episode has several rows of facts: they are added up first; rules speak of the sums."""
    columns = [fact_episode.c[name] for name in (*PEOPLE[:4], *KEYS)]
    return listed(source, rules, func.sum(numerator), func.sum(denominator), otherwise).group_by(*columns)


def _whole(column):
    return literal(None) if column is None else column
