"""Questions to a database: a measure's result, or the people behind it."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, select

from data.tables import state
from metrics import MEASURES
from metrics.cohort import BadRequest, Cohort
from metrics.facts import EPOCH
from metrics.measure import Measure
from metrics.people import PEOPLE
from metrics.result import Result
from metrics.scope import down_to_clients, looked, narrowed

if TYPE_CHECKING:
    from metrics.casemix import Adjusted, NotAdjusted

BEFORE_ALL = EPOCH


def find(name: str, version: str | None = None) -> Measure:
    """The measure of that name, as it is or as it was defined in a version; else one sentence that names the nearest."""
    if name in MEASURES:
        return MEASURES[name].at(version)
    from difflib import get_close_matches

    near = get_close_matches(name, MEASURES, 1)
    hint = f"did you mean {near[0]}?" if near else "'outcomes.py measures' lists them."
    raise BadRequest(f"There is no measure {name!r}; {hint}")


def as_of(connection: Connection) -> date | None:
    """The last day that the data covers; None while there is none."""
    return connection.scalar(select(state.c.as_of))


def measure(
    connection: Connection,
    name: str,
    cohort: Cohort,
    asked: Mapping[str, str] | None = None,
    version: str | None = None,
) -> Result:
    """The result of one measure for one cohort; `asked` are options as a person writes them, `version` an older card's."""
    one, last = find(name, version), as_of(connection)
    options, cohort = one.read_options(asked or {}), narrowed(connection, cohort)
    rows = tuple(one.compute(connection, cohort, options, last or BEFORE_ALL))
    notes = one.notes(rows, last) if last else ("There is no data yet.",)
    filters = cohort.filters()
    return Result(name, one.card.version, last, cohort.start, cohort.end, filters, options, rows, tuple(notes))


def people(
    connection: Connection,
    name: str,
    cohort: Cohort,
    asked: Mapping[str, str] | None = None,
    limit: int | None = None,
    offset: int = 0,
    standing: str | None = None,
    version: str | None = None,
) -> list[dict]:
    """The episodes behind a number: client, program, admission, counted or not and why; excluded ones last."""
    one, last, cohort = find(name, version), as_of(connection), down_to_clients(connection, cohort)
    options = one.read_options(asked or {})
    listed = one.people(cohort, options, last or BEFORE_ALL).subquery("listed")
    query = select(listed).order_by(listed.c.standing, listed.c.reason, listed.c.client_id, listed.c.episode_id)
    query = query.where(listed.c.standing == standing) if standing else query
    rows = [_person(row) for row in connection.execute(query.limit(limit).offset(offset)).mappings()]
    chosen = cohort.chosen() | {"options": options, "standing": standing}
    looked(connection, f"people behind {name}", chosen, (row["client_id"] for row in rows))
    return rows


def how_many(
    connection: Connection,
    name: str,
    cohort: Cohort,
    asked: Mapping[str, str] | None = None,
    version: str | None = None,
) -> dict:
    """{(standing, reason): episodes} behind a number: the funnel from admitted to counted."""
    one, last, cohort = find(name, version), as_of(connection), narrowed(connection, cohort)
    listed = one.people(cohort, one.read_options(asked or {}), last or BEFORE_ALL).subquery("listed")
    keys = (listed.c.standing, listed.c.reason)
    rows = connection.execute(select(*keys, func.count()).group_by(*keys).order_by(*keys))
    return {(standing, reason): n for standing, reason, n in rows}


def case_mix(
    connection: Connection, name: str, cohort: Cohort, by: str, asked: Mapping[str, str] | None = None
) -> "Adjusted | NotAdjusted":
    """A measure's headline by one dimension, adjusted for whom each group takes; people are read as counts only."""
    # Models are loaded at the first need: the time to the first number counts.
    from metrics.case_rows import cases
    from metrics.casemix import adjusted

    one, last = find(name), as_of(connection) or BEFORE_ALL
    options, cohort = one.read_options(asked or {}), narrowed(connection, cohort)
    whole = measure(connection, name, cohort.grouped(), asked).one(**one.headline)
    return adjusted(cases(connection, one, cohort, options, last, by, whole), by)


def _person(row: Mapping) -> dict:
    found = {name: row[name] for name in PEOPLE if name != "admitted_day"}
    return found | {"admitted_on": EPOCH + timedelta(days=row["admitted_day"])}
