"""Releases as they were published: all that a funder ever gets to see."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, select

from data.tables import release_lines, releases

SHOWN, COUNT_HIDDEN, ALL_HIDDEN, VALUE_HIDDEN = 0, 1, 2, 3


@dataclass(frozen=True)
class Published:
    """One line as it was published. Suppressed numbers are None; `suppressed` says which: SHOWN (none; what is None
    is not known), VALUE_HIDDEN (value, interval), COUNT_HIDDEN (numerator, value, interval), ALL_HIDDEN."""

    measure: str
    version: str
    part: Mapping
    start: date
    end: date
    group: Mapping[str, str]
    suppressed: int
    people: int | None
    numerator: float | None
    denominator: float | None
    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Release:
    """One release with its lines; `hiding`: how many counts there are, are small, are hidden, and would be hidden by
    simple repetition; and how many values are hidden beside their counts."""

    name: str
    title: str
    published_at: datetime | None
    published_by: str
    data_version: int
    as_of: date | None
    demo: bool
    spec: Mapping
    definitions: Mapping[str, str]
    hiding: Mapping[str, int]
    lines: tuple[Published, ...]

    def of(self, measure: str, *by: str, **part) -> list[Published]:
        """The lines of a measure under one grouping, in the order of their periods; `part` narrows them."""
        return [
            one
            for one in self.lines
            if one.measure == measure and tuple(one.group) == by and part.items() <= one.part.items()
        ]


def listed(connection: Connection) -> list[str]:
    """Names, the newest first."""
    return list(connection.scalars(select(releases.c.name).order_by(releases.c.release_no.desc())))


def read(connection: Connection, name: str) -> Release | None:
    """One release; None where there is none of that name."""
    row = connection.execute(select(releases).where(releases.c.name == name)).mappings().first()
    return None if row is None else _release(row, _lines(connection, row["release_no"]))


def _release(row: Mapping, lines: tuple[Published, ...]) -> Release:
    whole = ("name", "title", "published_at", "published_by", "data_version", "as_of")
    told = (json.loads(row[name]) for name in ("spec", "definitions", "hiding"))
    return Release(*(row[name] for name in whole), bool(row["demo"]), *told, lines)


def _lines(connection: Connection, number: int) -> tuple[Published, ...]:
    one = release_lines.c
    query = select(release_lines).where(one.release_no == number).order_by(one.line_no)
    return tuple(_line(row) for row in connection.execute(query).mappings())


def _line(row: Mapping) -> Published:
    numbers = (row[name] for name in ("suppressed", "people", "numerator", "denominator", "value", "low", "high"))
    part, group = json.loads(row["part"]), json.loads(row["in_group"])
    return Published(row["measure"], row["version"], part, row["starts_on"], row["ends_on"], group, *numbers)
