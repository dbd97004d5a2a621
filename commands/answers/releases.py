"""Releases as people and programs get them."""

from collections.abc import Iterable

from access.released import Release
from commands.tables import say, show
from figures import released as files

HEAD = (
    *(("Name", "text"), ("Title", "text"), ("Published", "text")),
    *(("By", "text"), ("Data to", "text"), ("Lines", "number")),
)
COLUMNS = ("title", "from", "to", "group", "people", "numerator", "denominator", "value", "low", "high")
WORDS = 4  # so many of the columns hold words


def listed(found: Iterable[Release]) -> None:
    """What has been published, as a table."""
    show(HEAD, [_line(one) for one in found])


def _line(one: Release) -> tuple:
    published = f"{one.published_at:%Y-%m-%d %H:%M} UTC"
    return one.name, one.title, published, one.published_by, one.as_of, len(one.lines)


def answer(release: Release) -> None:
    """What the release is about, and its lines as a table."""
    say(*(f"{label}: {words}" for label, words in files.about(release)))
    columns = [(name.capitalize(), "text" if k < WORDS else "number") for k, name in enumerate(COLUMNS)]
    show(columns, [[_cell(row[name]) for name in COLUMNS] for row in files.rows(release)])


def _cell(value):
    return "suppressed" if value == files.SUPPRESSED else value


def as_object(release: Release) -> dict:
    """The object that `--json` prints."""
    return {"name": release.name, "about": dict(files.about(release)), "rows": list(files.rows(release))}
