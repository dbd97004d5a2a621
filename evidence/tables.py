"""A packet as CSV files: what stands in its workbook, whole, for other programs to read."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from evidence.month_numbers import MONTH, month_rows
from evidence.packet import Packet
from figures.export import PERSON, context, rows_csv
from figures.words import parts
from metrics.card import Card
from metrics.result import COLUMNS

Rows = Iterable[Mapping]
TOLD = ("version", "as_of", "from", "to", "where", "options")
STEP = (
    "measure",
    "client_id",
    "episode_id",
    "program",
    "standing",
    "reason",
    "day",
    "table",
    "record_id",
    "value",
    "follows",
)


def tables(packet: Packet) -> dict[str, str]:
    """File -> its text; those with single records only where the packet holds any."""
    found = OPEN | (PRIVATE if packet.people else {})
    return {f"csv/{name}.csv": rows_csv(names, rows(packet)) for name, (names, rows) in found.items()}


def _numbers(packet: Packet) -> Iterator[dict]:
    for one in packet.sections:
        told = context(one.result)
        for row in one.result.rows:
            part = "; ".join(f"{name}={value}" for name, value in row.part.items())
            said = {
                "measure": one.name,
                "title": parts.title(one.measure),
                "part": part,
                "words": parts.part(one.measure, row.part),
            }
            yield said | {name: getattr(row, name) for name in COLUMNS} | {name: told[name] for name in TOLD}


def _by_month(packet: Packet) -> Iterator[dict]:
    return ({"measure": one.name} | row for one in packet.sections if one.monthly for row in month_rows(one))


def _counted(packet: Packet) -> Iterator[dict]:
    for one in packet.sections:
        for (standing, reason), n in sorted(one.counted.items()):
            yield {"measure": one.name, "standing": standing, "reason": reason, "episodes": n}


def _requirements(packet: Packet) -> Iterator[dict]:
    for one in packet.answers:
        asked = {name: getattr(one.requirement, name) for name in ("code", "title", "asks")}
        said = {"state": one.state, "found": " ".join(one.found), "to_do": " ".join(one.to_do)}
        yield asked | said | {"measures": " ".join(one.requirement.measures)}


def _findings(packet: Packet) -> Iterator[dict]:
    names = ("word", "title", "count", "of", "unit", "says")
    return (
        {"measure": one.name} | {name: getattr(f, name) for name in names}
        for one in packet.sections
        for f in one.findings
    )


def _definitions(packet: Packet) -> Iterator[dict]:
    return ({name: getattr(one.measure.card, name) for name in CARD} for one in packet.sections)


def _actions(packet: Packet) -> Iterator[dict]:
    for one in packet.actions:
        yield {name: getattr(one, name) for name in ACTION} | {"state": one.state(packet.as_of)}


def _people(packet: Packet) -> Iterator[dict]:
    return ({"measure": one.name, **row} for one in packet.sections for row in one.people)


def _records(packet: Packet) -> Iterator[dict]:
    for one in packet.sections:
        for f in one.findings:
            yield from ({"measure": one.name, "word": f.word, "title": f.title, **vars(row)} for row in f.listed)


def _traced(packet: Packet) -> Iterator[dict]:
    for one in packet.sections:
        for drawn in one.traced:
            yield from (vars(drawn) | vars(step) for step in drawn.steps)


ACTION = ("number", "on", "measure", "program", "finding", "action", "owner", "due", "ended", "outcome", "result")
CARD = ("name", "title", *(name for name, _ in Card.LABELS))
OPEN: dict[str, tuple[tuple, Callable[[Packet], Rows]]] = {
    "numbers": (("measure", "title", "part", "words", *COLUMNS, *TOLD), _numbers),
    "by_month": (("measure", *(name for name, _ in MONTH)), _by_month),
    "counted": (("measure", "standing", "reason", "episodes"), _counted),
    "requirements": (("code", "title", "asks", "state", "found", "to_do", "measures"), _requirements),
    "findings": (("measure", "word", "title", "count", "of", "unit", "says"), _findings),
    "actions": ((*ACTION, "state"), _actions),
    "definitions": (CARD, _definitions),
}
PRIVATE: dict[str, tuple[tuple, Callable[[Packet], Rows]]] = {
    "people": (("measure", *PERSON), _people),
    "findings_records": (("measure", "word", "title", "client_id", "episode_id", "program", "what"), _records),
    "tracer": (STEP, _traced),
}
