"""The data behind a measure in four words: completeness, accuracy, validity, reliability; each with counts and records."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from sqlalchemy import Connection

from evidence.checks import others, scores, sessions, stays
from evidence.checks.check import Rows, added
from evidence.checks.heaping import Heaps
from evidence.checks.population import Population
from evidence.finding import Finding
from evidence.missing import who_is_missing
from evidence.requirement import ACCURACY, QUALITY, VALIDITY
from evidence.sources import APPOINTMENTS, ORDERS, REPORTS, SCORES, SESSIONS, STAYS, USE, VISITS, Sources, sources
from figures import numbers
from figures.words.months import small
from metrics import holdings
from metrics.ask import BEFORE_ALL, as_of, find
from metrics.cohort import Cohort
from metrics.halves import halves
from metrics.instruments import INSTRUMENTS
from metrics.measure import Measure
from metrics.scope import looked, narrowed, scope_of

# So many records of a check are listed where nobody says otherwise.
LISTED = 200
OWN_DEFINITION = "This product's own"

# What has been found already for the same records: several measures of a packet rest on the same ones.
Shared = dict[tuple, tuple[Finding, ...]]
Looks = Callable[[Population], tuple[Rows | Heaps, ...]]
OTHERS: dict[str, Looks] = {
    SESSIONS: sessions.rows_of,
    USE: others.observations,
    VISITS: others.visits,
    APPOINTMENTS: others.appointments,
    ORDERS: others.orders,
    REPORTS: others.reports,
}


def quality(
    connection: Connection,
    name: str,
    cohort: Cohort,
    most: int = LISTED,
    shared: Shared | None = None,
) -> tuple[Finding, ...]:
    """What is wrong, or may be, with the data behind a measure, in the order of the four words.

    `most`: how many records of each check are listed; none where the connection may not see clients. `shared`: give
    the same dictionary for all measures of one cohort, and the checks of records that they share are made once.
    """
    measure, last, scope = find(name), as_of(connection) or BEFORE_ALL, scope_of(connection)
    mine, shared = narrowed(connection, cohort), {} if shared is None else shared
    most = most if scope.clients else 0
    found = [who_is_missing(connection, measure, mine, last, most)]
    found += _of_records(connection, measure, Population(mine, measure.card.dated, last), most, shared)
    found += _validity(measure)
    if scope.programs is None and mine.scope is None:
        found += _kept_out(connection, sources(name), shared)
    found.sort(key=lambda one: QUALITY.index(one.word))
    listed = {one.client_id for finding in found for one in finding.listed} - {""}
    looked(connection, f"quality of the data behind {name}", cohort.chosen(), sorted(listed))
    return tuple(found)


def _of_records(
    connection: Connection, measure: Measure, people: Population, most: int, shared: Shared
) -> list[Finding]:
    """The checks of every kind of records that the measure reads."""
    found = []
    for key, rows in _kinds(sources(measure.card.name)):
        key = (key, people, most)
        if key not in shared:
            shared[key] = tuple(_looked_at(connection, rows, people, most))
        found += shared[key]
    return found


def _looked_at(connection: Connection, rows: Looks, people: Population, most: int) -> Iterator[Finding]:
    """Two halves of the clients are counted side by side; records are listed of all at once."""
    parts = halves(connection, lambda of, half: [one.read(of) for one in rows(replace(people, half=half))])
    for place, one in enumerate(rows(people)):
        yield from one.findings(connection, added(part[place] for part in parts), most)


def _kinds(of: Sources) -> Iterator[tuple[str, Looks]]:
    """(key, the rows to look at): one for each kind of records."""
    yield STAYS, stays.rows_of
    for table in of.tables:
        if table != SCORES:
            yield table, OTHERS[table]
    for form in dict.fromkeys(scale.form for scale in of.scales):
        yield form, partial(scores.rows_of, INSTRUMENTS[form])


def _validity(measure: Measure) -> Iterator[Finding]:
    """What the measure rests on: its card's source and version, and the published figures of its instruments."""
    card = measure.card
    own = card.source.startswith(OWN_DEFINITION)
    rests = f"rests on {small(card.source)}" if own else f"follows {card.source}"
    says = f"“{card.title}” {rests}; definition {card.version} of {numbers.date(card.version_date)}."
    yield Finding(VALIDITY, "Definitions without a source", int(not card.source), 1, "definitions", says)
    for scale in sources(card.name).scales:
        yield Finding(
            VALIDITY,
            f"{scale.name}: without a published source",
            int(not scale.source),
            1,
            "instruments",
            _figures(scale),
        )


def _figures(scale) -> str:
    cut = f", cut-off {scale.caseness}" if scale.caseness else ""
    change = f", reliable change {scale.reliable_change} points" if scale.reliable_change else ""
    items = f"{len(scale.places)} items of {scale.item_low} to {scale.item_high}"
    return f"{scale.name}: {items}, score {scale.low} to {scale.high}{cut}{change}. {scale.source}."


def _kept_out(connection: Connection, of: Sources, shared: Shared) -> list[Finding]:
    """Rows that the import kept out, of everything that was handed in: for those who may see all programs."""
    if "quarantine" not in shared:
        shared["quarantine"] = _quarantined(connection)
    tables = (STAYS, *of.tables)
    return [one for table, one in zip(_TABLES, shared["quarantine"], strict=True) if table in tables]


_TABLES = (STAYS, SESSIONS, SCORES, USE, VISITS, APPOINTMENTS, ORDERS, REPORTS)


def _quarantined(connection: Connection) -> tuple[Finding, ...]:
    there, why = holdings.row_counts(holdings.filled(connection)), {}
    for table, _, reason, n in holdings.reasons(connection):
        why.setdefault(table, []).append((n, reason))
    return tuple(_of_table(table, there.get(table, 0), why.get(table, [])) for table in _TABLES)


def _of_table(table: str, there: int, why: list[tuple[int, str]]) -> Finding:
    count = sum(n for n, _ in why)
    unit = f"rows of {table}.csv"
    says = f"None of {numbers.count(there)} {unit}."
    if count:
        said = "; ".join(f"{numbers.count(n)} {small(reason)}" for n, reason in why[:3])
        more = f"; and {len(why) - 3} more reasons" if len(why) > 3 else ""
        says = f"{numbers.count_of(count, there + count, unit)}, of all that was handed in: {said}{more}."
    return Finding(ACCURACY, f"Kept out at the import: {table}.csv", count, there + count, unit, says)
