"""Standards, data quality and the tracer sample on the command line: in words, as one object, or as flat rows."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date

from commands.tables import say, show
from evidence.finding import Finding
from evidence.held import Held
from evidence.requirement import Standard
from evidence.traced import Traced
from evidence.tracer import COLUMNS, as_rows
from figures import export, numbers
from figures.words.months import capital
from metrics.cohort import Cohort
from metrics.measure import Measure

OF_STANDARDS = ("standard", "edition", "code", "title", "state", "asks", "measures", "quality", "found", "to_do")
OF_QUALITY = ("word", "title", "count", "of", "unit", "says", "client_id", "episode_id", "program", "what")
SHOWN = 3


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


def standard(found: Held, cohort: Cohort) -> None:
    """A standard's lines with how far they are answered, what was found, and what is left to do."""
    one = found.standard
    say(f"{one.title}. {_period(cohort, found.as_of)}", f"Edition: {one.edition}")
    show(
        [("Line", "text"), ("Title", "text"), ("State", "code")],
        [(a.requirement.code, a.requirement.title, a.state) for a in found.answers],
    )
    for answer in found.answers:
        line = answer.requirement
        say("", f"{line.code}: {line.title} – {answer.state}", f"Asks: {line.asks}")
        say(*(f"Found: {words}" for words in answer.found), *(f"To do: {words}" for words in answer.to_do))


def _period(cohort: Cohort, as_of: date | None) -> str:
    ends = numbers.date(cohort.start) if cohort.start else "the beginning", numbers.date(cohort.end or as_of)
    return f"From {ends[0]} to {ends[1]}; data to {numbers.date(as_of)}."


def standards_object(found: Iterable[Held], cohort: Cohort) -> dict:
    """The object that `--json` prints."""
    return {"standards": [_standard_object(one) for one in found]} | cohort.chosen()


def _standard_object(found: Held) -> dict:
    one = found.standard
    about = {name: getattr(one, name) for name in ("key", "title", "edition", "source", "address", "checked")}
    lines = [
        {name: getattr(answer.requirement, name) for name in ("code", "title", "asks")}
        | {"measures": list(answer.requirement.measures), "quality": list(answer.requirement.quality)}
        | {"state": answer.state, "found": list(answer.found), "to_do": list(answer.to_do)}
        for answer in found.answers
    ]
    return about | {"as_of": found.as_of and found.as_of.isoformat(), "lines": lines}


def standards_csv(found: Iterable[Held]) -> str:
    """One row a line."""
    rows = [
        {"standard": one["key"], "edition": one["edition"], **{name: _flat(line[name]) for name in line}}
        for one in map(_standard_object, found)
        for line in one["lines"]
    ]
    return export.rows_csv(OF_STANDARDS, rows)


def _flat(value) -> str:
    return " ".join(value) if isinstance(value, list) else value


def quality(measure: Measure, found: tuple[Finding, ...]) -> None:
    """The four words with their counts; then the first records of each check."""
    say(f"The data behind “{measure.card.title}” ({measure.card.name} {measure.card.version})")
    rows = [(capital(one.word), one.title, numbers.count(one.count), numbers.count(one.of), one.unit) for one in found]
    show([("Word", "text"), ("Check", "text"), ("Concerned", "number"), ("Of", "number"), ("What", "text")], rows)
    for one in found:
        say(*([f"{one.title}: {one.says}"] if one.count or one.word == "validity" else []))
        show_listed(one)


def show_listed(one: Finding) -> None:
    if not one.listed:
        return
    rows = [(each.client_id, each.episode_id, each.program, each.what) for each in one.listed[:SHOWN]]
    show([("Client", "code"), ("Episode", "code"), ("Program", "text"), ("What", "text")], rows)
    if one.count > SHOWN:
        say(f"{numbers.count(one.count - SHOWN)} more: --csv and --json list them, up to --limit.")


def quality_object(name: str, found: tuple[Finding, ...], cohort: Cohort) -> dict:
    """The object that `--json` prints."""
    return {"measure": name, "findings": [asdict(one) for one in found]} | cohort.chosen()


def quality_csv(found: tuple[Finding, ...]) -> str:
    """One row a record that a check lists; a check that lists none has a row of its own."""
    rows = [
        {name: getattr(one, name) for name in OF_QUALITY[:6]} | (asdict(each) if each else {})
        for one in found
        for each in one.listed or (None,)
    ]
    return export.rows_csv(OF_QUALITY, rows)


def trace(measure: Measure, found: tuple[Traced, ...], seed: int) -> None:
    """Each record of the draw as a small path."""
    say(f"“{measure.card.title}”: {len(found)} records drawn with seed {seed}. {measure.card.numerator}")
    for place, one in enumerate(found, 1):
        say("", f"{place}. {one.episode_id} of {one.client_id}, program {one.program}: {one.standing}. {one.reason}")
        columns = [("Day", "code"), ("Record", "text"), ("Value", "text"), ("What follows", "text")]
        show(
            columns,
            [
                (step.day or "", f"{step.table} {step.record_id}".strip(), step.value, step.follows)
                for step in one.steps
            ],
        )


def trace_object(name: str, found: tuple[Traced, ...], n: int, seed: int, cohort: Cohort) -> dict:
    """The object that `--json` prints."""
    return {"measure": name, "n": n, "seed": seed, "traced": [_plain(one) for one in found]} | cohort.chosen()


def _plain(one: Traced) -> dict:
    steps = [asdict(step) | {"day": step.day and step.day.isoformat()} for step in one.steps]
    return asdict(one) | {"steps": steps}


def trace_csv(found: tuple[Traced, ...]) -> str:
    """One row a step."""
    return export.rows_csv(COLUMNS, as_rows(found))
