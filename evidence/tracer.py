"""A random sample of records for a surveyor to perform again: drawn by a seed, each with its path through the rule."""

from collections import defaultdict
from collections.abc import Iterable
from hashlib import sha256
from typing import NamedTuple

from sqlalchemy import Connection, select

from evidence.traced import Traced
from evidence.tracing.case import Case, Path, Stay
from evidence.tracing.reading import records
from evidence.tracing.rules import RULES
from metrics.ask import BEFORE_ALL, as_of, find
from metrics.cohort import BadRequest, Cohort
from metrics.people import COUNTED, EXCLUDED, NOT_COUNTED
from metrics.scope import down_to_clients, looked

STANDINGS = (COUNTED, NOT_COUNTED, EXCLUDED)
MOST = 100
NO_PATH = "There is no path for {} yet: look at its card and at the people behind the number."


# A step a row, for files.
COLUMNS = (
    *("measure", "client_id", "episode_id", "program", "standing", "reason"),
    *("step", "day", "table", "record_id", "value", "follows"),
)


class Drawn(NamedTuple):
    """One episode of the draw, and how the measure's own facts have it."""

    client_id: str
    episode_id: str
    program: str
    standing: str


def trace(connection: Connection, name: str, cohort: Cohort, n: int, seed: int) -> tuple[Traced, ...]:
    """n records behind a measure, each kind (counted, not counted, excluded) in turn as far as there are any.

    The same seed and data draw the same records on every engine; a record more in the data moves at most one of the
    draw. OutOfScope where the connection may not see clients; BadRequest for a measure without a path.
    """
    measure, mine, last = find(name), down_to_clients(connection, cohort), as_of(connection) or BEFORE_ALL
    if name not in RULES:
        raise BadRequest(NO_PATH.format(name))
    if not 1 <= n <= MOST:
        raise BadRequest(f"A draw is of 1 to {MOST} records; {n} is not.")
    query = measure.people(mine, measure.read_options({}), last).subquery("listed")
    columns = (query.c.client_id, query.c.episode_id, query.c.program, query.c.standing)
    drawn = draw((Drawn(*row) for row in connection.execute(select(*columns))), name, n, seed)
    looked(
        connection,
        f"tracer sample of {name}",
        cohort.chosen() | {"n": n, "seed": seed},
        (one.client_id for one in drawn),
    )
    return follow(connection, name, mine, drawn)


def draw(everybody: Iterable[Drawn], name: str, n: int, seed: int) -> list[Drawn]:
    """The first n by a hash of seed, measure and episode, from each standing in turn; counted ones first."""
    strata: dict[str, list] = defaultdict(list)
    for one in everybody:
        strata[one.standing].append((place(one.episode_id, name, seed), one))
    ordered = [[one for _, one in sorted(strata[standing])] for standing in STANDINGS]
    turns = [own[turn] for turn in range(n) for own in ordered if turn < len(own)]
    return sorted(turns[:n], key=lambda one: STANDINGS.index(one.standing))


def place(episode_id: str, name: str, seed: int) -> str:
    """Where an episode stands in the draw: known to nobody before the seed is."""
    return sha256(f"{seed}|{name}|{episode_id}".encode()).hexdigest()


def follow(connection: Connection, name: str, cohort: Cohort, drawn: Iterable[Drawn]) -> tuple[Traced, ...]:
    """The path of each, worked out from its records; where it ends elsewhere than the facts do, the last step says so."""
    drawn, last = tuple(drawn), as_of(connection) or BEFORE_ALL
    whose = records(connection, (one.client_id for one in drawn), cohort, meetings=name == "group_size")
    return tuple(_followed(name, cohort, one, whose[one.client_id], last) for one in drawn)


def _followed(name: str, cohort: Cohort, one: Drawn, own, last) -> Traced:
    row = next(row for row in own.tables["episodes"] if row["episode_id"] == one.episode_id)
    case = Case(Stay(row, last), own, last, cohort, cohort.scope)
    path = Path(case)
    standing, reason = RULES[name](case, path)
    if standing != one.standing:
        path.work(one.standing, "The measure itself has it so: this path and the measure disagree. Please report it.")
    return Traced(name, one.client_id, one.episode_id, one.program, standing, reason, tuple(path.steps))


def as_rows(found: Iterable[Traced]) -> list[dict]:
    """One row a step, under `COLUMNS`."""
    return [
        {name: getattr(one, name) for name in COLUMNS[:6]} | {"step": place} | vars(step)
        for one in found
        for place, step in enumerate(one.steps, 1)
    ]
