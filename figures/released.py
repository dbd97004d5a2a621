"""A release as CSV text and as a workbook: the suppressed lines as they were published, and nothing else."""

import json
from collections.abc import Iterable, Iterator
from io import BytesIO

from figures.export import _csv, _write
from metrics import MEASURES

# One state for all that is hidden: to tell a small count from one that protects it would itself give people away (ten
# small groups inside a small total are one person each).
SUPPRESSED = "suppressed (fewer than 11, or it would give away such a number)"
NUMBERS = ("people", "numerator", "denominator", "value", "low", "high")
# What is suppressed of a line, by what its `suppressed` says (access.released): nothing, all but people and denominator,
# everything, the value with its interval.
VALUES = ("value", "low", "high")
HIDDEN = {0: (), 1: ("numerator", *VALUES), 2: NUMBERS, 3: VALUES}
COLUMNS = (
    "release",
    "published_at",
    "data_version",
    "as_of",
    "measure",
    "title",
    "version",
    "part",
    "from",
    "to",
    "group",
    *NUMBERS,
    "state",
)


def rows(release) -> Iterator[dict]:
    """One a line; hidden numbers say so in words, what is not known is empty."""
    for one in release.lines:
        numbers = {name: SUPPRESSED if name in HIDDEN[one.suppressed] else getattr(one, name) for name in NUMBERS}
        title = MEASURES[one.measure].card.title if one.measure in MEASURES else one.measure
        told = {"release": release.name, "published_at": _time(release), "data_version": release.data_version}
        told |= {"as_of": release.as_of and release.as_of.isoformat(), "measure": one.measure, "title": title}
        told |= {"version": one.version, "part": json.dumps(dict(one.part)) if one.part else ""}
        told |= {"from": one.start.isoformat(), "to": one.end.isoformat()}
        group = "; ".join(f"{name}={value}" for name, value in one.group.items()) or "everybody"
        yield told | {"group": group} | numbers | {"state": "suppressed" if one.suppressed else "shown"}


def _time(release) -> str:
    return release.published_at.isoformat(timespec="seconds") if release.published_at else "preview"


def csv_text(release) -> str:
    return _csv(COLUMNS, rows(release))


def workbook(release) -> bytes:
    """Sheets "Numbers" and "Release": what it holds, by which definitions, and how much is hidden."""
    from xlsxwriter import Workbook

    out = BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold = book.add_format({"bold": True})
    _sheet(book.add_worksheet("Numbers"), COLUMNS, ([row[name] for name in COLUMNS] for row in rows(release)), bold)
    _sheet(book.add_worksheet("Release"), ("What", "Words"), about(release), bold)
    book.close()
    return out.getvalue()


def about(release) -> Iterable[tuple[str, str]]:
    """What must never be missing beside the numbers."""
    yield from (("Name", release.name), ("Title", release.title), ("Published", _time(release)))
    yield from (("By", release.published_by), ("Data version", str(release.data_version)))
    yield ("Data to", release.as_of.isoformat() if release.as_of else "")
    yield from ((f"Definition of {name}", f"version {version}") for name, version in release.definitions.items())
    told = release.hiding
    # Not how many of them are small: where all are, each would be known to be.
    yield "Hidden", f"{told['hidden']} of {told['counts']} counts"
    if values := told.get("values"):
        yield ("Values hidden beside shown counts", f"{values}: they would tell of fewer than 11 people")
    yield ("People", "Counted once for each admission: whoever came back counts again")
    yield ("Suppressed", "Fewer than 11 people, or a number that would give such a number away")


def _sheet(sheet, names, lines, bold) -> None:
    sheet.set_column(0, len(names) - 1, 22)
    sheet.freeze_panes(1, 0)
    for place, name in enumerate(names):
        sheet.write_string(0, place, name, bold)
    for line, cells in enumerate(lines, 1):
        for place, value in enumerate(cells):
            _write(sheet, line, place, value)
