"""Records drawn at random as people and programs get them, each with its path through the measure's rule."""

from dataclasses import asdict

from commands.tables import say, show
from evidence.traced import Traced
from evidence.tracer import COLUMNS, as_rows
from figures import export
from metrics.cohort import Cohort
from metrics.measure import Measure


def answer(measure: Measure, found: tuple[Traced, ...], seed: int) -> None:
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


def as_object(name: str, found: tuple[Traced, ...], n: int, seed: int, cohort: Cohort) -> dict:
    """The object that `--json` prints."""
    return {"measure": name, "n": n, "seed": seed, "traced": [_plain(one) for one in found]} | cohort.chosen()


def _plain(one: Traced) -> dict:
    steps = [asdict(step) | {"day": step.day and step.day.isoformat()} for step in one.steps]
    return asdict(one) | {"steps": steps}


def csv_text(found: tuple[Traced, ...]) -> str:
    """One row a step."""
    return export.rows_csv(COLUMNS, as_rows(found))
