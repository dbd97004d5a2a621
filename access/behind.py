"""The people behind each published number: who is in the denominator, the numerator and its complement."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

from sqlalchemy import Connection, select

from access.traced import listed
from metrics import MEASURES
from metrics.cohort import Cohort
from metrics.episodes import fact_episode
from metrics.monthly import month_end, month_of
from metrics.people import COUNTED, EXCLUDED
from metrics.relapse.ends import OTHER_ENDS
from metrics.weeks import DAYS

# What a number counts: people (episodes), things that repeat inside a person, or an average of people.
PEOPLE, THINGS, AVERAGE = "people", "things", "average"
# What a card may call them where each is one episode.
OF_PEOPLE = ("episodes", "clients", "admissions", "discharges")
# Their shares are of everybody listed, also of those of whom the rest is not known.
OF_ALL_LISTED = ("joint_outcomes",)

KINDS = ("denominator", "numerator", "complement")
# Of a curve: people lost from view before its last step up to its day; where there are any, also those who had ended
# otherwise by then. Where nobody was lost the value is numerator / denominator, and tells nothing else.
LOST, OTHERWISE = "lost", "otherwise"
OF_CURVES = (LOST, OTHERWISE)
EVENT = "event"


@dataclass(frozen=True)
class Sets:
    """Clients and episodes by kind: in the denominator, the numerator and its complement; of a curve `OF_CURVES` too."""

    clients: Mapping[str, frozenset] = field(default_factory=dict)
    episodes: Mapping[str, frozenset] = field(default_factory=dict)


NOBODY = Sets({kind: frozenset() for kind in KINDS}, {kind: frozenset() for kind in KINDS})


@dataclass(frozen=True)
class Person:
    """One episode behind a number: its groups, in which of the three sets it is, and what it adds to the counts.

    ended: of a curve, the day on which the person had the event, ended otherwise, or was lost from view, and which.
    months: of things, (month, what it adds to the numerator, to the denominator); month 0 where an episode has one.
    """

    client: str
    episode: str
    groups: tuple[str, ...]
    inside: tuple[bool, bool, bool]
    adds: tuple[int, int] = (0, 0)
    ended: tuple[int, str] | None = None
    months: tuple[tuple[int, int, int], ...] = ()


def options_of(name: str) -> dict[str, str]:
    """The options under which a measure's headline is one number: its own day or week alone."""
    measure = MEASURES[name]
    return {
        option: str(measure.headline[unit])
        for unit, option in (("day", "days"), ("week", "weeks"))
        if unit in measure.headline and option in measure.options
    }


def what(name: str) -> str:
    """Which kind of counts a measure has."""
    card = MEASURES[name].card
    if card.kind in ("points", "days"):
        return AVERAGE
    return PEOPLE if card.unit in OF_PEOPLE and card.kind == "share" else THINGS


def last_day(part: Mapping) -> int | None:
    """The day up to which a part counts; None where it has none."""
    return DAYS * part["week"] - 1 if "week" in part else part.get("day")


def is_curve(name: str, part: Mapping) -> bool:
    """A share read off a curve, from which people can be lost."""
    return what(name) == PEOPLE and last_day(part) is not None and MEASURES[name].chart == "xmr"


Groups = Mapping[tuple[str, str], tuple[str, ...]]


def groups(connection: Connection, dims: Iterable[str]) -> Groups:
    """{(client, episode): its values of the dimensions}, of all episodes."""
    columns = (fact_episode.c.client_id, fact_episode.c.episode_id, *(fact_episode.c[dim] for dim in dims))
    return {(client, episode): tuple(found) for client, episode, *found in connection.execute(select(*columns))}


def people(connection: Connection, name: str, part: Mapping, cohort: Cohort, of: Groups) -> list[Person]:
    """Every episode behind a measure's number for a cohort, with its values of the dimensions."""
    if what(name) == THINGS:
        return _with_things(connection, name, part, cohort, of)
    day, curve = last_day(part), is_curve(name, part)
    return [
        Person(
            client,
            episode,
            of[client, episode],
            _inside(name, day, standing, numerator),
            ended=_ended(standing, reason, numerator) if curve and standing != EXCLUDED else None,
        )
        for client, episode, standing, reason, numerator, _ in _rows(connection, name, part, cohort)
    ]


def _rows(connection: Connection, name: str, part: Mapping, cohort: Cohort) -> Iterable[tuple]:
    found = listed(connection, name, part, cohort, options_of(name))
    names = ("client_id", "episode_id", "standing", "reason", "numerator", "denominator")
    return connection.execute(select(*(found.c[name] for name in names)))


def _inside(name: str, day: int | None, standing: str, numerator) -> tuple[bool, bool, bool]:
    known = standing != EXCLUDED or name in OF_ALL_LISTED
    if what(name) == AVERAGE:
        return known, False, False
    counted = standing == COUNTED and (numerator is None or day is None or numerator <= day)
    return known, known and counted, known and not counted


def _ended(standing: str, reason: str, day: int) -> tuple[int, str]:
    return day, EVENT if standing == COUNTED else OTHERWISE if reason in OTHER_ENDS else LOST


def _with_things(connection: Connection, name: str, part: Mapping, cohort: Cohort, of: Groups) -> list[Person]:
    """Episodes with what they have of sessions or visits, by month where these have dates of their own."""
    found: dict[tuple[str, str], list[tuple[int, int, int]]] = {}
    for month, span in _spans(name, cohort):
        for client, episode, standing, _, numerator, denominator in _rows(connection, name, part, span):
            if standing != EXCLUDED and denominator:
                found.setdefault((client, episode), []).append((month, int(numerator), int(denominator)))
    return [_with_months(*who, of[who], months) for who, months in found.items()]


def _spans(name: str, cohort: Cohort) -> Iterator[tuple[int, Cohort]]:
    """(month, the cohort in it), or everything at once as month 0."""
    if MEASURES[name].card.dated != "own":
        yield 0, cohort
        return
    start = cohort.start
    while start <= cohort.end:
        end = month_end(start)
        yield month_of(start), replace(cohort, start=start, end=end)
        start = end + timedelta(days=1)


def _with_months(client: str, episode: str, mine: tuple[str, ...], months: list[tuple[int, int, int]]) -> Person:
    counted, every = (sum(one[place] for one in months) for place in (1, 2))
    inside = (True, counted > 0, counted < every)
    return Person(client, episode, mine, inside, (counted, every), months=tuple(sorted(months)))


def sets(found: Iterable[Person], day: int | None = None) -> Sets:
    """The same as sets, episode by episode and client by client; of a curve up to its day."""
    found = list(found)
    clients, episodes = ({kind: set() for kind in KINDS} for _ in range(2))
    for kind, one in _kinds(found, day):
        clients.setdefault(kind, set()).add(one.client)
        episodes.setdefault(kind, set()).add(f"{one.client}\t{one.episode}")
    return Sets(*({kind: frozenset(ones) for kind, ones in each.items()} for each in (clients, episodes)))


def _kinds(found: list[Person], day: int | None) -> Iterator[tuple[str, Person]]:
    for one in found:
        yield from ((kind, one) for kind, inside in zip(KINDS, one.inside, strict=True) if inside)
    on_curve = [one for one in found if one.ended]
    last = max((one.ended[0] for one in on_curve if one.ended[1] == EVENT and one.ended[0] <= day), default=None)
    if last is None:
        return
    before = [(one.ended[1], one) for one in on_curve if one.ended[1] != EVENT and one.ended[0] < last]
    if any(kind == LOST for kind, _ in before):
        yield from before
