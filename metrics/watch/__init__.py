"""Who to look at now: open episodes that are worse, at risk, slipping away, not improving, or due for a score.

"Now" is the last day of the data, never the clock. Everything is asked of the episodes that are open on it (and, for
scores that may still count, of those discharged in the fourteen days before).
"""

from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import Connection

from metrics.ask import as_of as last_day
from metrics.cohort import Cohort
from metrics.facts import EPOCH
from metrics.scope import down_to_clients, looked
from metrics.watch.absences import absent
from metrics.watch.expected import Expected, expected
from metrics.watch.item9 import unreviewed
from metrics.watch.rules import URGENCY, Person, Reason, in_order
from metrics.watch.scores import present, reasons

__all__ = ["Expected", "Person", "Reason", "Watch", "watch"]


@dataclass(frozen=True)
class Watch:
    """`people`: episodes, the most urgent first. `here`: clients with an open episode. `expected`: the rates ahead."""

    as_of: date | None
    here: int
    people: tuple[Person, ...]
    expected: tuple[Expected, ...]

    def counts(self) -> dict[str, int]:
        """Reason -> how many clients have it, the most urgent first."""
        having = {kind: {one.client_id for one in self.people if one.has(kind)} for kind in URGENCY}
        return {kind: len(clients) for kind, clients in having.items() if clients}

    def as_rows(self) -> list[dict]:
        """One flat row a person and reason, in the order of the list."""
        return [_row(person) | asdict(reason) for person in self.people for reason in person.reasons]


def watch(connection: Connection, cohort: Cohort) -> Watch:
    """Everybody of the cohort's filters and scope who is here now; its period speaks of the expected rates alone."""
    as_of = last_day(connection)
    cohort = down_to_clients(connection, cohort)
    if as_of is None:
        return Watch(None, 0, (), ())
    rows = present(connection, cohort, as_of)
    also = (unreviewed(connection, cohort, as_of), absent(connection, cohort, as_of))
    found = [_person(row, in_order([*reasons(row, as_of), *_of(row, also)])) for row in rows]
    people = sorted((person for person in found if person.reasons), key=lambda person: person.urgency)
    looked(connection, "who to look at now", cohort.chosen(), (person.client_id for person in people))
    here = {row["client_id"] for row in rows if row["discharged_day"] is None}
    return Watch(as_of, len(here), tuple(people), expected(rows, as_of))


def _of(row, also) -> list[Reason]:
    return [found[row["episode_id"]] for found in also if row["episode_id"] in found]


def _person(row, found: tuple[Reason, ...]) -> Person:
    admitted, gone = (_date(row[name]) for name in ("admitted_day", "discharged_day"))
    return Person(row["client_id"], row["episode_id"], row["program"], admitted, gone, found)


def _date(day: int | None) -> date | None:
    return None if day is None else date.fromordinal(EPOCH.toordinal() + day)


def _row(person: Person) -> dict:
    return {name: value for name, value in asdict(person).items() if name != "reasons"}
