"""Completeness of a measure: of whom what it needs is missing, and whether they differ from the others."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, and_, func, select

from evidence.difference import clear, largest, of_means, of_shares
from evidence.finding import Difference, Finding, Listed
from evidence.requirement import COMPLETENESS
from evidence.sources import sources
from figures import numbers
from figures.words import labels
from figures.words.months import small
from metrics.cohort import Cohort
from metrics.episodes import fact_episode
from metrics.funnel import NOT_YET
from metrics.instruments import PHQ9, Instrument
from metrics.measure import Measure
from metrics.people import COUNTED, EXCLUDED, KEYS
from metrics.symptoms.facts import fact_symptoms

DIMENSIONS = ("program", "payer", "age_band")
FIRST_SCORE = "first score"
# Reasons to be left out that are no lack of data: the measure does not speak of these people.
NOT_ASKED = (
    NOT_YET,
    "First score below",
    "Not at caseness",
    "No PHQ-9 of 10",
    "Died",
    "Under 12",
    "No diagnosis",
    "Another score of",
    "No session was due",
    "Attended no session in the period",
    "Every visit ended",
    "Left for another reason than",
    "Another primary substance",
    "Not on medication at admission",
)
# Reasons that count somebody as not met, because what would show it is missing.
COUNTED_AS_NOT = (
    "No score from",
    "Still in; nothing about use was recorded",
    "The discharge reason is unknown",
    "No family session is recorded, but",
    "An appointment whose outcome",
    "An appointment, but nobody",
)
# Measures that count the missing themselves.
OWN = {
    "_baseline_collected": (),
    "_followed_up": ("No first score",),
    "suprt_baseline": (),
    "suprt_reassessment": ("No baseline",),
    "suprt_closeout": (),
}


class Read(NamedTuple):
    """One kind of people: their standing and reason, dimensions, how many; and of first scores: how many, sum, squares."""

    standing: str
    reason: str
    program: str
    payer: str
    age_band: str
    n: int
    scored: int
    added: int
    squares: int


def is_missing(name: str, standing: str, reason: str) -> bool | None:
    """Whether what the measure needs is missing of people with this reason; None: it does not speak of them."""
    own = next((not_asked for end, not_asked in OWN.items() if name.endswith(end)), None)
    if own is not None and reason.startswith(own):
        return None
    if reason.startswith(NOT_ASKED):
        return None
    if own is not None:
        return standing != COUNTED
    return standing == EXCLUDED or reason.startswith(COUNTED_AS_NOT)


def who_is_missing(connection: Connection, measure: Measure, cohort: Cohort, as_of: date, most: int) -> Finding:
    """The finding, with how the missing differ and at most so many of them listed."""
    name, unit = measure.card.name, "episodes"
    scale = next(iter(sources(name).scales), PHQ9)
    sides = {True: [], False: []}
    for one in _read(connection, measure, cohort, scale, as_of):
        side = is_missing(name, one.standing, one.reason)
        if side is not None:
            sides[side].append(one)
    count, of = sum(one.n for one in sides[True]), sum(one.n for rows in sides.values() for one in rows)
    found = differences(scale, sides[True], sides[False])
    title = f"Missing for “{measure.card.title}”"
    reasons = sorted({(one.standing, one.reason) for one in sides[True]})
    listed = _listed(connection, measure, cohort, as_of, reasons, most) if count and most else ()
    return Finding(COMPLETENESS, title, count, of, unit, _says(sides[True], count, of, found), listed, found)


def differences(scale: Instrument, missing: list[Read], present: list[Read]) -> tuple[Difference, ...]:
    """The first score and each dimension's most different level, in that order; those that can be compared."""
    found = [of_means(f"{FIRST_SCORE} ({scale.name})", _scores(missing), _scores(present))]
    found += [of_shares(name, _levels(name, missing), _levels(name, present)) for name in DIMENSIONS]
    return tuple(one for one in found if one)


def _scores(rows: Iterable[Read]) -> tuple[int, int, int]:
    columns = [(one.scored, one.added, one.squares) for one in rows]
    return tuple(map(sum, zip(*columns, strict=True))) if columns else (0, 0, 0)


def _levels(name: str, rows: Iterable[Read]) -> Counter:
    found = Counter()
    for one in rows:
        found[getattr(one, name)] += one.n
    return found


def _read(connection: Connection, measure: Measure, cohort: Cohort, scale: Instrument, as_of: date) -> list[Read]:
    """Everybody behind the measure, counted by standing, reason and dimensions."""
    listed = _people(measure, cohort, as_of)
    first, one = fact_symptoms.c, fact_episode.c
    same = and_(first.client_no == one.client_no, first.episode_no == one.episode_no, first.instrument == scale.name)
    mine = and_(*(one[name] == listed.c[name] for name in KEYS))
    source = listed.join(fact_episode, mine).outerjoin(fact_symptoms, same)
    by = (listed.c.standing, listed.c.reason, *(one[name] for name in DIMENSIONS))
    score = first.baseline_score
    sums = (
        func.count(),
        func.count(score),
        func.coalesce(func.sum(score), 0),
        func.coalesce(func.sum(score * score), 0),
    )
    query = select(*by, *sums).select_from(source).group_by(*by)
    return [Read(*row[:5], *map(int, row[5:])) for row in connection.execute(query)]


def _people(measure: Measure, cohort: Cohort, as_of: date):
    return measure.people(cohort, measure.read_options({}), as_of).subquery("listed")


def _listed(connection, measure: Measure, cohort: Cohort, as_of: date, reasons: list, most: int) -> tuple[Listed, ...]:
    listed = _people(measure, cohort, as_of)
    mine = listed.c.reason.in_([reason for _, reason in reasons])
    columns = (listed.c.client_id, listed.c.episode_id, listed.c.program, listed.c.reason)
    query = select(*columns).where(mine).order_by(*columns[:2]).limit(most)
    return tuple(Listed(*row) for row in connection.execute(query))


def _says(missing: list[Read], count: int, of: int, found: tuple[Difference, ...]) -> str:
    if not of:
        return "Nobody is there to be measured."
    if not count:
        return f"Nothing is missing of {numbers.count_of(of, of, 'episodes')}."
    why = Counter()
    for one in missing:
        why[one.reason] += one.n
    ordered = sorted(why.items(), key=lambda pair: (-pair[1], pair[0]))
    reasons = "; ".join(f"{numbers.count(n)} {small(reason.rstrip('.'))}" for reason, n in ordered)
    return f"{numbers.count_of(count, of, 'episodes')}: {reasons}. {compared(found)}"


def compared(found: Iterable[Difference]) -> str:
    """Whether the missing differ from the others, in one sentence."""
    found = tuple(found)
    if not found:
        return "Too few to say whether they differ from the others."
    most = largest(one for one in found if clear(one))
    if not most:
        said = ", ".join(labels_of(one.what) for one in found)
        return f"No clear difference from the others in {said}."
    size = f"standardised difference {numbers.ratio(most.size)}, {numbers.interval(most.low, most.high, 'ratio', none=0.0)}"
    return f"They differ from the others, most in {labels_of(most.what)}: {_beside(most)} ({size})."


def _beside(one: Difference) -> str:
    if not one.level:
        return f"mean {numbers.rate(one.missing)} beside {numbers.rate(one.present)}"
    return f"{numbers.share(one.missing)} {labels.code(one.level)} beside {numbers.share(one.present)}"


def labels_of(what: str) -> str:
    """A dimension as people call it."""
    return small(labels.DIMENSIONS.get(what, what))
