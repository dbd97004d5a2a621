"""Emergency facts: days seen and visits of an episode, before, during and after it and by month of its course.

Every day of a client belongs to one window of one episode. A client's time is cut at every day on which
anything could change (an admission, a discharge, a window's or a month's end, the edge of a coverage span);
each piece then lies wholly in one window, one month and inside or outside coverage.

What a month of the curve holds is at most 30, so twelve months of it stand in one whole number, five bits each.
`windows` and `months` are lines (see metrics.line) of the windows' numbers and of those of the curve.
"""

from datetime import date

from sqlalchemy import (
    CTE,
    BigInteger,
    Column,
    Integer,
    Select,
    Table,
    and_,
    case,
    cast,
    func,
    literal,
    or_,
    select,
    union,
)

from data.constructs import day_number
from data.tables import clients, ed_coverage, ed_visits, episodes
from metrics.episodes import fact_episode, of_clients
from metrics.facts import FACTS, Facts, day_of, has_later, keys
from metrics.line import Line

# Days before admission and after discharge that are looked at, and a month of the curve (measures: emergency visits).
REACH = 180
MONTH = 30
MONTHS = (-6, -5, -4, -3, -2, -1, 1, 2, 3, 4, 5, 6)
PRE, DURING, POST, BASE = "pre", "during", "post", "months_6_to_4_before"
WINDOWS = (PRE, DURING, POST, BASE)
BASE_MONTHS = (-6, -5, -4)
CAUSES = {"all": "visits", "substance_or_mental_health": "sm_visits"}
NARROW_CAUSES = ("substance", "mental_health")


# What is kept of every month of the curve: whether it has days of the episode, covered days, visits by cause.
BY_MONTH = ("assigned", "days", *CAUSES.values())
BITS = 5
WINDOW_NAMES = tuple(f"{what}_{window}" for window in WINDOWS for what in BY_MONTH[1:])
# Digits of a number of days or visits, and of twelve months of them.
WINDOW_WIDTH, MONTHS_WIDTH = 6, 19
WINDOWS_LINE, MONTHS_LINE = Line(WINDOW_NAMES, WINDOW_WIDTH), Line(BY_MONTH, MONTHS_WIDTH)

fact_ed = Table(
    "fact_ed",
    FACTS,
    *keys(),
    *(Column(name, Integer, nullable=False) for name in WINDOW_NAMES),
    WINDOWS_LINE.column("windows"),
    MONTHS_LINE.column("months"),
    sqlite_with_rowid=False,
)


def _spans(as_of: date, mine: Select) -> CTE:
    """The first and last day of every coverage span of these clients."""
    ends = func.coalesce(day_number(ed_coverage.c.ends_on), day_of(as_of))
    columns = (clients.c.client_no, day_number(ed_coverage.c.starts_on).label("starts"), ends.label("ends"))
    query = select(*columns).join_from(clients, ed_coverage, ed_coverage.c.client_id == clients.c.client_id)
    return query.where(clients.c.client_no.in_(mine)).cte("spans")


def _pieces(as_of: date, mine: Select):
    """Each client's time cut into pieces: first day, and the first day no longer in it."""
    chosen, spans, end = of_clients(as_of, mine), _spans(as_of, mine), day_of(as_of) + 1
    client = chosen.c.client_no
    cuts = [select(client, (chosen.c.admitted_day + MONTH * k).label("cut")) for k in range(-6, 7)]
    cuts += [select(client, chosen.c.last_day + 1 + more) for more in (0, REACH)]
    cuts += [select(client, literal(end))]
    cuts += [select(spans.c.client_no, spans.c.starts), select(spans.c.client_no, spans.c.ends + 1)]
    every = union(*cuts).subquery("cuts")
    stops = func.lead(every.c.cut).over(partition_by=every.c.client_no, order_by=every.c.cut)
    cut = select(every.c.client_no, every.c.cut.label("starts"), stops.label("stops")).where(every.c.cut <= end)
    found = cut.subquery("cut")
    return select(found).where(found.c.stops.is_not(None)).subquery("pieces")


def _claimed(as_of: date, mine: Select):
    """Each piece with the one episode and window that it belongs to: during before post before pre."""
    pieces, own = _pieces(as_of, mine), fact_episode.c
    start, last = pieces.c.starts, func.coalesce(own.discharged_day, day_of(as_of))
    window = case((start < own.admitted_day, PRE), (start <= last, DURING), else_=POST)
    order = case((start < own.admitted_day, 3), (start <= last, 1), else_=2)
    nearest = case((start < own.admitted_day, own.admitted_day), else_=-own.admitted_day)
    nth = func.row_number().over(
        partition_by=(pieces.c.client_no, start), order_by=(order, nearest, own.episode_id.desc())
    )
    inside = and_(own.client_no == pieces.c.client_no, start >= own.admitted_day - REACH, start <= last + REACH)
    since = (start - own.admitted_day).label("since")
    columns = (pieces, own.client_id, own.episode_no, since, window.label("in_window"), nth.label("nth"))
    found = select(*columns).join_from(pieces, fact_episode, inside).subquery("claims")
    return select(found).where(found.c.nth == 1).subquery("claimed")


def _counted(as_of: date, mine: Select):
    """Each claimed piece with its days, its covered days and the visits in it, one a client and date at most."""
    claimed = _claimed(as_of, mine)
    start, arrived = claimed.c.starts, day_number(ed_visits.c.arrived_on)
    ends = func.coalesce(day_number(ed_coverage.c.ends_on), day_of(as_of))
    spans = ed_coverage.c.client_id == claimed.c.client_id, day_number(ed_coverage.c.starts_on) <= start
    covered = select(ed_coverage.c.client_id).where(*spans, ends >= start).exists()
    within = and_(ed_visits.c.client_id == claimed.c.client_id, arrived >= start, arrived < claimed.c.stops)
    narrow = case((ed_visits.c.cause.in_(NARROW_CAUSES), ed_visits.c.arrived_on))
    length = claimed.c.stops - start
    by = (claimed.c.client_no, claimed.c.episode_no, claimed.c.since, claimed.c.in_window)
    columns = (
        length.label("assigned"),
        case((covered, length), else_=0).label("days"),
        func.count(ed_visits.c.arrived_on.distinct()).label("visits"),
        func.count(narrow.distinct()).label("sm_visits"),
    )
    query = select(*by, *columns).outerjoin_from(claimed, ed_visits, within)
    return query.group_by(*by, claimed.c.client_id, claimed.c.stops, start).subquery("counted")


def derive(as_of: date, mine: Select) -> Select:
    """One row an episode: days and visits by window and by month around admission."""
    pieces = _counted(as_of, mine)
    windows = [func.sum(_of(pieces, what) * _in_window(pieces, window)) for window in WINDOWS for what in BY_MONTH[1:]]
    months = [
        cast(func.sum(_of(pieces, what) * _place(pieces)), BigInteger).label(f"{what}_months") for what in BY_MONTH
    ]
    by = (pieces.c.client_no, pieces.c.episode_no)
    named = [column.label(name) for name, column in zip(WINDOW_NAMES, windows, strict=True)]
    found = select(*by, *named, *months).group_by(*by).subquery("episodes_ed")
    own, curve = found.c, {what: found.c[f"{what}_months"] for what in BY_MONTH}
    lines = (WINDOWS_LINE.written(own.client_no, own), MONTHS_LINE.written(own.client_no, curve | _any(curve)))
    return select(own.client_no, own.episode_no, *(own[name] for name in WINDOW_NAMES), *lines)


def _any(curve: dict) -> dict:
    """1 for every month that has any day: how many it has so far would change from day to day."""
    months, ones = curve["assigned"], [literal(1 << BITS * n, BigInteger) for n in range(len(MONTHS))]
    return {"assigned": sum(case((months.bitwise_and((2**BITS - 1) * one.value) > 0, one), else_=0) for one in ones)}


def _of(pieces, what: str):
    """What a piece holds; visits only on covered days."""
    return case((pieces.c.days > 0, pieces.c[what]), else_=0) if what in CAUSES.values() else pieces.c[what]


def _in_window(pieces, window: str):
    inside = pieces.c.in_window == window
    if window == BASE:
        inside = pieces.c.since.between(MONTH * BASE_MONTHS[0], MONTH * (BASE_MONTHS[-1] + 1) - 1)
    return case((inside, 1), else_=0)


def _place(pieces):
    """What lifts a month's number to its own bits; 0 outside the curve."""
    firsts = [MONTH * (month if month < 0 else month - 1) for month in MONTHS]
    places = [(pieces.c.since < first + MONTH, literal(1 << BITS * n, BigInteger)) for n, first in enumerate(firsts)]
    return case((pieces.c.since < firsts[0], 0), *places, else_=0)


def _due(older: date, newer: date):
    """Something may have been seen since, or a month of the curve begins."""
    begun = [(day_of(day) - day_number(episodes.c.admitted_on)) // MONTH for day in (older, newer)]
    return or_(has_later(ed_coverage.c.ends_on, older), begun[0] < begun[1])


EMERGENCY = Facts(fact_ed, derive, "emergency visits", ("ed_visits", "ed_coverage"), REACH, _due)
