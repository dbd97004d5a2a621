"""The records of drawn clients, read whole; and of their programs what those hand in at all."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, Select, Table, and_, func, or_, select

from data.tables import (
    aftercare,
    assessments,
    clients,
    ed_coverage,
    ed_visits,
    episodes,
    functioning,
    medications,
    risk_reviews,
    sessions,
    substance_use,
)
from evidence.tracing.case import Records
from metrics.cohort import Cohort
from metrics.episodes import fact_episode

OF_EPISODES = (sessions, assessments, substance_use, aftercare, medications, functioning, risk_reviews)
OF_CLIENTS = (episodes, ed_visits, ed_coverage)
AT_ONCE = 400


def records(connection: Connection, drawn: Iterable[str], cohort: Cohort, meetings: bool = False) -> dict[str, Records]:
    """client id -> all records, of these clients who have an episode in the cohort's scope.

    `meetings`: also who sat in the group meetings of these clients.
    """
    ids, found = sorted(set(drawn)), {}
    for place in range(0, len(ids), AT_ONCE):
        found |= _some(connection, ids[place : place + AT_ONCE], cohort, meetings)
    return found


def _some(connection: Connection, ids: list[str], cohort: Cohort, meetings: bool) -> dict[str, Records]:
    theirs = select(fact_episode.c.client_id).where(fact_episode.c.client_id.in_(ids), *cohort.scoped())
    whose, rows = {}, {table.name: _of_clients(connection, table, theirs) for table in OF_CLIENTS}
    for row in rows["episodes"]:
        whose[row["episode_id"]] = row["client_id"]
    for table in OF_EPISODES:
        own = select(episodes.c.episode_id).where(episodes.c.client_id.in_(theirs))
        query = select(table).where(table.c.episode_id.in_(own))
        rows[table.name] = [dict(row) for row in connection.execute(query).mappings()]
    people = connection.execute(select(clients).where(clients.c.client_id.in_(theirs))).mappings()
    handed_in = _handed_in(connection, {row["program_id"] for row in rows["episodes"]}, cohort)
    seats = _seats(connection, theirs) if meetings else {}
    tables = _by_client(rows, whose)
    return {row["client_id"]: Records(dict(row), tables[row["client_id"]], handed_in, seats) for row in people}


def _of_clients(connection: Connection, table: Table, theirs: Select) -> list[dict]:
    query = select(table).where(table.c.client_id.in_(theirs))
    return [dict(row) for row in connection.execute(query).mappings()]


def _by_client(rows: Mapping[str, list[dict]], whose: Mapping[str, str]) -> dict[str, dict[str, list[dict]]]:
    found: dict = defaultdict(lambda: defaultdict(list))
    for table, own in rows.items():
        for row in own:
            found[row["client_id"] if "client_id" in row else whose[row["episode_id"]]][table].append(row)
    return found


def _handed_in(connection: Connection, programs: set[str], cohort: Cohort) -> dict[str, frozenset[str]]:
    """Of which programs there is any session, any session with minutes, any appointment, any report."""
    kinds = {
        "sessions": (sessions, ()),
        "minutes": (sessions, (sessions.c.minutes.is_not(None),)),
        "appointments": (aftercare, ()),
        "reports": (functioning, ()),
    }
    found: dict[str, set] = {program: set() for program in programs}
    for program in programs:
        for kind, (table, conditions) in kinds.items():
            own = episodes.join(table, table.c.episode_id == episodes.c.episode_id)
            mine = (episodes.c.program_id == program, *cohort.of_scope(episodes.c.program_id))
            query = select(episodes.c.episode_id).select_from(own).where(*mine, *conditions).limit(1)
            found[program] |= {kind} if connection.scalar(query) is not None else set()
    return {program: frozenset(kinds) for program, kinds in found.items()}


def _seats(connection: Connection, theirs: Select) -> dict[tuple, dict[str, str]]:
    """(program, group, day) -> {client: the stay that has the seat}, of all meetings that these clients attended."""
    sat = and_(sessions.c.status == "attended", sessions.c.kind == "group", sessions.c.group_id.is_not(None))
    on, other, again = sessions.c.scheduled_on, episodes.alias("other"), sessions.alias("again")
    mine = episodes.join(sessions, sessions.c.episode_id == episodes.c.episode_id)
    meeting = (episodes.c.program_id, sessions.c.group_id, on)
    met = select(*meeting).select_from(mine).where(sat, episodes.c.client_id.in_(theirs)).distinct().subquery("met")
    there = and_(
        other.c.program_id == met.c.program_id,
        other.c.admitted_on <= met.c.scheduled_on,
        or_(other.c.discharged_on.is_(None), other.c.discharged_on >= met.c.scheduled_on),
    )
    same = and_(
        again.c.episode_id == other.c.episode_id,
        again.c.scheduled_on == met.c.scheduled_on,
        again.c.group_id == met.c.group_id,
        again.c.status == "attended",
        again.c.kind == "group",
    )
    by = (met.c.program_id, met.c.group_id, met.c.scheduled_on, other.c.client_id)
    query = (
        select(*by, func.max(other.c.episode_id)).select_from(met.join(other, there).join(again, same)).group_by(*by)
    )
    found: dict = defaultdict(dict)
    for program, group, day, client, episode in connection.execute(query):
        found[program, group, day][client] = episode
    return found
