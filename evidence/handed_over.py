"""A packet frozen as it is handed over: exactly its numbers, filters and definitions, named in its manifest."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from evidence.frozen import Frozen, Head, take
from evidence.manifest import NAME, written
from evidence.packet import Packet
from metrics.cohort import BadRequest, Cohort
from metrics.result import Result

OTHER_DATA = "The data is not what the packet was made from. Nothing was frozen; make the packet anew."


@dataclass(frozen=True)
class HandedOver:
    """What of a packet can be frozen. `standard`: its key."""

    standard: str
    cohort: Cohort
    results: Mapping[str, Result]


def handed_over(packet: Packet) -> HandedOver:
    return HandedOver(packet.standard.key, packet.cohort, {one.name: one.result for one in packet.sections})


def frozen_from(connection: Connection, title: str, of: HandedOver, who: str) -> Frozen:
    """The report as it would be kept; BadRequest where a number of it is not the packet's."""
    taken = take(connection, title, of.standard, of.results, of.cohort, who)
    if any(taken.of(name).result != result for name, result in of.results.items()):
        raise BadRequest(OTHER_DATA)
    return taken


def named(files: Mapping[str, bytes], kept: Head) -> dict[str, bytes]:
    """The packet's files, with the frozen report in their manifest; its seal is another then."""
    names = ("title", "frozen_by", "data_version")
    told = {name: getattr(kept, name) for name in names} | {"frozen_at": kept.frozen_at.isoformat(timespec="seconds")}
    return dict(files) | {NAME: written(json.loads(files[NAME]) | {"frozen": told})}
