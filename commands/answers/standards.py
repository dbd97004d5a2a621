"""Standards as people and programs get them: the map in words, and each line held against the data."""

from collections.abc import Iterable
from datetime import date

from commands.tables import say, show
from evidence.held import Held
from evidence.requirement import Standard
from figures import export, numbers
from metrics.cohort import Cohort

COLUMNS = ("standard", "edition", "code", "title", "state", "asks", "measures", "quality", "found", "to_do")


def map_of(found: Iterable[Standard]) -> None:
    """Every standard with its edition, and what each line asks."""
    for one in found:
        say(
            f"{one.key}: {one.title}",
            f"Edition: {one.edition}",
            f"Source: {one.source} {one.address}".rstrip(),
            f"Checked: {one.checked}",
        )
        rows = [(line.code, line.title, ", ".join(line.measures) or "by a person") for line in one.requirements]
        show([("Line", "text"), ("Asks", "text"), ("Measures", "text")], rows)


def answer(found: Held, cohort: Cohort) -> None:
    """A standard's lines with how far they are answered, what was found, and what is left to do."""
    one = found.standard
    say(f"{one.title}. {_period(cohort, found.as_of)}", f"Edition: {one.edition}")
    show(
        [("Line", "text"), ("Title", "text"), ("State", "code")],
        [(a.requirement.code, a.requirement.title, a.state) for a in found.answers],
    )
    for each in found.answers:
        line = each.requirement
        say("", f"{line.code}: {line.title} – {each.state}", f"Asks: {line.asks}")
        say(*(f"Found: {words}" for words in each.found), *(f"To do: {words}" for words in each.to_do))


def _period(cohort: Cohort, as_of: date | None) -> str:
    ends = numbers.date(cohort.start) if cohort.start else "the beginning", numbers.date(cohort.end or as_of)
    return f"From {ends[0]} to {ends[1]}; data to {numbers.date(as_of)}."


def as_object(found: Iterable[Held], cohort: Cohort) -> dict:
    """The object that `--json` prints."""
    return {"standards": [_standard_object(one) for one in found]} | cohort.chosen()


def _standard_object(found: Held) -> dict:
    one = found.standard
    about = {name: getattr(one, name) for name in ("key", "title", "edition", "source", "address", "checked")}
    lines = [
        {name: getattr(each.requirement, name) for name in ("code", "title", "asks")}
        | {"measures": list(each.requirement.measures), "quality": list(each.requirement.quality)}
        | {"state": each.state, "found": list(each.found), "to_do": list(each.to_do)}
        for each in found.answers
    ]
    return about | {"as_of": found.as_of and found.as_of.isoformat(), "lines": lines}


def csv_text(found: Iterable[Held]) -> str:
    """One row a line."""
    rows = [
        {"standard": one["key"], "edition": one["edition"], **{name: _flat(line[name]) for name in line}}
        for one in map(_standard_object, found)
        for line in one["lines"]
    ]
    return export.rows_csv(COLUMNS, rows)


def _flat(value) -> str:
    return " ".join(value) if isinstance(value, list) else value
