"""Reports as they were handed over: each number with everybody behind it, kept for ever beside what they were made of."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from sqlalchemy import Connection, func, insert, select

from data.tables import frozen_packets, frozen_results, state
from evidence import packing
from evidence.standing import Standing, standing
from metrics import ask
from metrics.cohort import BadRequest, Cohort
from metrics.result import Result, Row
from metrics.scope import narrowed

LONGEST_TITLE = 200


@dataclass(frozen=True)
class FrozenNumber:
    """One measure as it was handed over: its options as they were asked for, its result, and how everybody stood, packed."""

    asked: Mapping[str, str]
    result: Result
    packed: str

    @property
    def people(self) -> Standing:
        """How everybody stood, unpacked anew: of many measures it would fill the memory."""
        return packing.unpacked(self.packed)

    @property
    def measure(self) -> str:
        return self.result.measure


@dataclass(frozen=True)
class Head:
    """What a frozen report is, without its numbers. `standard`: its key, or "" where measures were named.
    `frozen_at`: UTC; None before it is kept."""

    title: str
    standard: str
    frozen_at: datetime | None
    frozen_by: str
    data_version: int
    as_of: date | None
    cohort: Cohort


@dataclass(frozen=True)
class Frozen(Head):
    """A frozen report with its numbers, in their order."""

    numbers: tuple[FrozenNumber, ...] = ()

    @property
    def definitions(self) -> dict[str, str]:
        """The version by which each measure was counted."""
        return {one.measure: one.result.version for one in self.numbers}

    def of(self, measure: str) -> FrozenNumber:
        """One of its measures; BadRequest where it has no such."""
        found = next((one for one in self.numbers if one.measure == measure), None)
        if found is None:
            raise BadRequest(f"{self.title} has no {measure!r}; it has: {', '.join(self.definitions)}.")
        return found


def freeze(
    connection: Connection,
    title: str,
    standard: str,
    measures: Iterable[str],
    cohort: Cohort,
    who: str,
    options: Mapping[str, Mapping[str, str]] | None = None,
) -> Frozen:
    """Take a report and keep it; the connection must be one that may write (data.engine.writing).

    options: measure -> what is asked of it beside the defaults. BadRequest where the words do not do, or the title is
    taken. Who is behind the numbers is kept, and shown to nobody here.
    """
    return keep(connection, take(connection, title, standard, measures, cohort, who, options))


def take(
    connection: Connection,
    title: str,
    standard: str,
    measures: Iterable[str],
    cohort: Cohort,
    who: str,
    options: Mapping[str, Mapping[str, str]] | None = None,
) -> Frozen:
    """The report as it would be kept now; nothing is written."""
    title, names = title.strip(), tuple(dict.fromkeys(measures))
    _check(connection, title, names, cohort, who)
    mine, now = narrowed(connection, cohort), connection.execute(select(state)).one()
    numbers = tuple(_number(connection, name, mine, (options or {}).get(name, {})) for name in names)
    return Frozen(title, standard, None, who.strip(), now.data_version, now.as_of, mine, numbers)


def keep(connection: Connection, taken: Frozen) -> Frozen:
    """Write it; BadRequest where an import has come in since it was taken."""
    if taken.title in {one.title for one in listed(connection)}:
        raise BadRequest(f"There is already a frozen report {taken.title!r}; it stays as it is. Choose another name.")
    if connection.scalar(select(state.c.data_version)) != taken.data_version:
        raise BadRequest("An import has come in meanwhile. Nothing was frozen; freeze it again.")
    number = (connection.scalar(select(func.max(frozen_packets.c.packet_no))) or 0) + 1
    kept = replace(taken, frozen_at=datetime.now(UTC).replace(tzinfo=None))
    connection.execute(insert(frozen_packets).values(packet_no=number, **_head(kept)))
    rows = [_row(number, place, one) for place, one in enumerate(kept.numbers, 1)]
    connection.execute(insert(frozen_results), rows)
    return kept


def listed(connection: Connection, programs: frozenset[str] | None = None) -> list[Head]:
    """The newest first; `programs`: only those that speak of none but these (None: all)."""
    rows = connection.execute(select(frozen_packets).order_by(frozen_packets.c.packet_no.desc()))
    heads = [_head_of(row) for row in rows.mappings()]
    return [one for one in heads if programs is None or (one.cohort.scope is not None and one.cohort.scope <= programs)]


def read(connection: Connection, title: str, programs: frozenset[str] | None = None) -> Frozen:
    """One frozen report; BadRequest, with the names of those that there are, where there is none of that name."""
    heads = {one.title: one for one in listed(connection, programs)}
    if title not in heads:
        there = ", ".join(heads) or "none yet"
        raise BadRequest(f"There is no frozen report {title!r}; there are: {there}.")
    mine = frozen_packets.join(frozen_results, frozen_results.c.packet_no == frozen_packets.c.packet_no)
    query = select(frozen_results).select_from(mine).where(frozen_packets.c.title == title)
    rows = connection.execute(query.order_by(frozen_results.c.place)).mappings()
    head = {name: getattr(heads[title], name) for name in Head.__dataclass_fields__}
    return Frozen(**head, numbers=tuple(_number_of(row) for row in rows))


def _check(connection: Connection, title: str, names: tuple[str, ...], cohort: Cohort, who: str) -> None:
    if not title or len(title) > LONGEST_TITLE:
        raise BadRequest(f"A frozen report needs a name of 1 to {LONGEST_TITLE} signs.")
    if not who.strip():
        raise BadRequest("A report is frozen by somebody: say who.")
    if not names:
        raise BadRequest("A frozen report needs at least one measure.")
    if cohort.by:
        raise BadRequest("A frozen report is of everybody in its filters together: leave the groups out.")
    if ask.as_of(connection) is None:
        raise BadRequest("There is no data yet, so there is nothing to freeze.")


def _number(connection: Connection, name: str, cohort: Cohort, asked: Mapping[str, str]) -> FrozenNumber:
    measure, last = ask.find(name), ask.as_of(connection)
    result = ask.measure(connection, name, cohort, asked)
    stood = standing(connection, measure, cohort, measure.read_options(asked), last)
    return FrozenNumber(dict(asked), result, packing.packed(stood))


def _head(one: Frozen) -> dict:
    names = ("title", "standard", "frozen_at", "frozen_by", "data_version", "as_of")
    scope = None if one.cohort.scope is None else sorted(one.cohort.scope)
    return {name: getattr(one, name) for name in names} | {"cohort": json.dumps(one.cohort.chosen() | {"scope": scope})}


def _head_of(row: Mapping) -> Head:
    told = json.loads(row["cohort"])
    start, end = (told[name] and date.fromisoformat(told[name]) for name in ("from", "to"))
    where = tuple((name, tuple(values)) for name, values in told["where"].items())
    scope = None if told["scope"] is None else frozenset(told["scope"])
    names = ("title", "standard", "frozen_at", "frozen_by", "data_version", "as_of")
    return Head(*(row[name] for name in names), Cohort(start, end, where, scope=scope))


def _row(number: int, place: int, one: FrozenNumber) -> dict:
    return {
        "packet_no": number,
        "place": place,
        "measure": one.measure,
        "version": one.result.version,
        "options": json.dumps(dict(one.asked), sort_keys=True),
        "result": json.dumps(one.result.as_object(), allow_nan=False),
        "people": one.packed,
    }


def _number_of(row: Mapping) -> FrozenNumber:
    return FrozenNumber(json.loads(row["options"]), _result(json.loads(row["result"])), row["people"])


def _result(told: dict) -> Result:
    days = (told[name] and date.fromisoformat(told[name]) for name in ("as_of", "from", "to"))
    rows = tuple(Row(**row) for row in told["rows"])
    head = (told["measure"], told["version"], *days, told["where"], told["options"])
    return Result(*head, rows, tuple(told["notes"]))
