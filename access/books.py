"""The books of releases: written once, with who was behind each count, and never changed."""

import base64
import json
import zlib
from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import Connection, func, insert, select

from access.draft import Earlier
from access.released import Release
from data.tables import release_lines, release_members, releases


def write(connection: Connection, release: Release, counts: Iterable[Earlier]) -> None:
    """Add a release; its name must be new."""
    number = (connection.scalar(select(func.max(releases.c.release_no))) or 0) + 1
    connection.execute(insert(releases).values(release_no=number, **_head(release)))
    rows = [_row(number, place, one) for place, one in enumerate(release.lines, 1)]
    if rows:
        connection.execute(insert(release_lines), rows)
    by_layer: dict[str, list[Earlier]] = {}
    for one in counts:
        by_layer.setdefault(one.layer, []).append(one)
    for layer, ones in by_layer.items():
        values = {"release_no": number, "layer": layer, "members": _packed(ones)}
        connection.execute(insert(release_members).values(values))


def earlier(connection: Connection) -> list[Earlier]:
    """Every count of every release so far, with who was behind it then."""
    rows = connection.execute(select(release_members).order_by(release_members.c.release_no, release_members.c.layer))
    return [one for row in rows for one in _unpacked(row.layer, row.release_no, row.members)]


def _head(release: Release) -> dict:
    plain = {name: getattr(release, name) for name in ("name", "title", "published_by", "data_version", "as_of")}
    told = {name: json.dumps(getattr(release, name), sort_keys=True) for name in ("spec", "definitions", "hiding")}
    now = release.published_at or datetime.now(UTC).replace(tzinfo=None)
    return plain | told | {"published_at": now, "demo": int(release.demo)}


def _row(number: int, place: int, one) -> dict:
    names = ("measure", "version", "suppressed", "people", "numerator", "denominator", "value", "low", "high")
    told = {"part": json.dumps(dict(one.part)), "in_group": json.dumps(dict(one.group))}
    return {name: getattr(one, name) for name in names} | told | {
        "release_no": number, "line_no": place, "starts_on": one.start, "ends_on": one.end,
    }  # fmt: skip


def _packed(ones: list[Earlier]) -> str:
    """Sets as sums of classes, each class with its members: a person is written once."""
    inside_of: dict[str, list[int]] = {}
    for place, one in enumerate(ones):
        for person in one.members:
            inside_of.setdefault(person, []).append(place)
    people: dict[tuple[int, ...], list[str]] = {}
    for person, places in sorted(inside_of.items()):
        people.setdefault(tuple(places), []).append(person)
    heads = [[one.shown, list(map(str, one.table)), one.subject] for one in ones]
    sets = [[head, [k for k, places in enumerate(people) if place in places]] for place, head in enumerate(heads)]
    text = json.dumps({"sets": sets, "classes": list(people.values())})
    return base64.b64encode(zlib.compress(text.encode())).decode()


def _unpacked(layer: str, number: int, text: str) -> list[Earlier]:
    found = json.loads(zlib.decompress(base64.b64decode(text)))
    return [
        Earlier(
            layer,
            frozenset().union(*(found["classes"][k] for k in ks)),
            shown,
            (f"release {number}", *table),
            tuple(subject),
        )
        for (shown, table, subject), ks in found["sets"]
    ]
