"""The data behind a measure as people and programs get it: the four words, with counts and records."""

from dataclasses import asdict

from commands.tables import say, show
from evidence.finding import Finding
from figures import export, numbers
from figures.words.months import capital
from metrics.cohort import Cohort
from metrics.measure import Measure

COLUMNS = ("word", "title", "count", "of", "unit", "says", "client_id", "episode_id", "program", "what")
SHOWN = 3


def answer(measure: Measure, found: tuple[Finding, ...]) -> None:
    """The four words with their counts; then the first records of each check."""
    say(f"The data behind “{measure.card.title}” ({measure.card.name} {measure.card.version})")
    rows = [(capital(one.word), one.title, numbers.count(one.count), numbers.count(one.of), one.unit) for one in found]
    show([("Word", "text"), ("Check", "text"), ("Concerned", "number"), ("Of", "number"), ("What", "text")], rows)
    for one in found:
        say(*([f"{one.title}: {one.says}"] if one.count or one.word == "validity" else []))
        _listed(one)


def _listed(one: Finding) -> None:
    if not one.listed:
        return
    rows = [(each.client_id, each.episode_id, each.program, each.what) for each in one.listed[:SHOWN]]
    show([("Client", "code"), ("Episode", "code"), ("Program", "text"), ("What", "text")], rows)
    if one.count > SHOWN:
        say(f"{numbers.count(one.count - SHOWN)} more: --csv and --json list them, up to --limit.")


def as_object(name: str, found: tuple[Finding, ...], cohort: Cohort) -> dict:
    """The object that `--json` prints."""
    return {"measure": name, "findings": [asdict(one) for one in found]} | cohort.chosen()


def csv_text(found: tuple[Finding, ...]) -> str:
    """One row a record that a check lists; a check that lists none has a row of its own."""
    rows = [
        {name: getattr(one, name) for name in COLUMNS[:6]} | (asdict(each) if each else {})
        for one in found
        for each in one.listed or (None,)
    ]
    return export.rows_csv(COLUMNS, rows)
