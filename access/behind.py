"""The people behind each published number: who is in the denominator, the numerator and its complement."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, literal, select

from metrics import MEASURES, ask
from metrics.cohort import Cohort
from metrics.episodes import fact_episode
from metrics.er_utilization.facts import CAUSES, fact_ed
from metrics.people import COUNTED, EXCLUDED
from metrics.query import admissions

# What a number counts: people (episodes), things that repeat inside a person, or an average of people.
PEOPLE, THINGS, AVERAGE = "people", "things", "average"
# What a card may call them where each is one episode.
OF_PEOPLE = ("episodes", "clients", "admissions", "discharges")


@dataclass(frozen=True)
class Sets:
    """Clients and episodes in the denominator, the numerator and its complement of one number."""

    clients: Mapping[str, frozenset] = field(default_factory=dict)
    episodes: Mapping[str, frozenset] = field(default_factory=dict)


KINDS = ("denominator", "numerator", "complement")
NOBODY = Sets({kind: frozenset() for kind in KINDS}, {kind: frozenset() for kind in KINDS})


@dataclass(frozen=True)
class Person:
    """One episode behind a number: its groups, in which of the three sets it is, and what it adds to the counts."""

    client: str
    episode: str
    groups: tuple[str, ...]
    inside: tuple[bool, bool, bool]
    adds: tuple[int, int] = (0, 0)


def options_of(name: str) -> dict[str, str]:
    """The options under which a measure's headline is one number: its own day alone."""
    measure = MEASURES[name]
    day = measure.headline.get("day")
    return {"days": str(day)} if day is not None and "days" in measure.options else {}


def what(name: str) -> str:
    """Which kind of counts a measure has."""
    card = MEASURES[name].card
    if card.kind in ("points", "days"):
        return AVERAGE
    return PEOPLE if card.unit in OF_PEOPLE and card.kind == "share" else THINGS


Groups = Mapping[tuple[str, str], tuple[str, ...]]


def groups(connection: Connection, dims: Iterable[str]) -> Groups:
    """{(client, episode): its values of the dimensions}, of all episodes."""
    columns = (fact_episode.c.client_id, fact_episode.c.episode_id, *(fact_episode.c[dim] for dim in dims))
    return {(client, episode): tuple(found) for client, episode, *found in connection.execute(select(*columns))}


def people(connection: Connection, name: str, part: Mapping, cohort: Cohort, of: Groups) -> list[Person]:
    """Every episode behind a measure's number for a cohort, with its values of the dimensions."""
    listed = _windowed(part, cohort) if name == "ed_rate" else _listed(connection, name, cohort)
    columns = (listed.c.client_id, listed.c.episode_id, listed.c.standing, listed.c.numerator, listed.c.denominator)
    return [
        Person(
            client,
            episode,
            of[client, episode],
            _inside(what(name), part, standing, numerator, denominator),
            (numerator or 0, denominator or 0) if standing != EXCLUDED else (0, 0),
        )
        for client, episode, standing, numerator, denominator in connection.execute(select(*columns))
    ]


def _listed(connection: Connection, name: str, cohort: Cohort):
    measure = MEASURES[name]
    options = measure.read_options(options_of(name))
    return measure.people(cohort, options, ask.as_of(connection) or ask.BEFORE_ALL).subquery("behind")


def _windowed(part: Mapping, cohort: Cohort):
    """Covered days and visits of one window, where the listing of people has all windows together."""
    days, visits = (fact_ed.c[f"{column}_{part['window']}"] for column in ("days", CAUSES[part["cause"]]))
    source = admissions(cohort, fact_ed)
    columns = (fact_episode.c.client_id, fact_episode.c.episode_id)
    counts = (visits.label("numerator"), days.label("denominator"))
    query = select(*columns, literal(COUNTED).label("standing"), *counts).select_from(source.table)
    return query.where(*source.conditions, days > 0).subquery("behind")


def _inside(kind: str, part: Mapping, standing: str, numerator, denominator) -> tuple[bool, bool, bool]:
    if kind == AVERAGE:
        return standing != EXCLUDED, False, False
    if kind == THINGS:
        return standing != EXCLUDED and denominator != 0, (numerator or 0) > 0, (numerator or 0) < (denominator or 0)
    counted = standing == COUNTED and (numerator is None or "day" not in part or numerator <= part["day"])
    known = standing != EXCLUDED
    return known, known and counted, known and not counted


def sets(found: Iterable[Person]) -> Sets:
    """The same as sets, episode by episode and client by client."""
    clients, episodes = ({kind: set() for kind in KINDS} for _ in range(2))
    for one in found:
        for kind, inside in zip(KINDS, one.inside, strict=True):
            if inside:
                clients[kind].add(one.client)
                episodes[kind].add(f"{one.client}\t{one.episode}")
    return Sets(*({kind: frozenset(ones) for kind, ones in each.items()} for each in (clients, episodes)))
