"""An explanation as it stands in files: one object of a measure, or flat rows."""

from collections.abc import Iterator

from evidence.effect import KINDS, Explained, Number
from evidence.told import part

COLUMNS = ("measure", "part", "cause", "numerator", "denominator", "value", *(kind.replace(" ", "_") for kind in KINDS))


def as_object(found: Explained) -> dict:
    """The object that `--json` prints for one measure."""
    return {
        "measure": found.measure,
        "version_then": found.versions[0],
        "version_now": found.versions[1],
        "as_of_then": found.days[0].isoformat(),
        "as_of_now": found.days[1].isoformat(),
        "made_again": found.remade,
        "note": found.why_not,
        "causes": [{"cause": one.cause, "people": one.people()} for one in found.effects],
        "numbers": [_number(one) for one in found.numbers()],
    }


def _number(one: Number) -> dict:
    names = ("numerator", "denominator", "value")
    ends = {what: {name: getattr(row, name) for name in names} for what, row in (("then", one.then), ("now", one.now))}
    steps = [{"cause": step.cause} | {name: getattr(step, name) for name in names} for step in one.steps]
    return {"part": dict(one.part), **ends, "steps": steps}


def as_rows(found: Explained) -> Iterator[dict]:
    """Flat rows: each number then, what each cause adds to it and how many people it moved, and now."""
    moves = {one.cause: {way.replace(" ", "_"): n for way, n in one.people().items()} for one in found.effects}
    for one in found.numbers():
        named = {"measure": found.measure, "part": part(found, one.part)}
        for cause, row in (("then", one.then), *((step.cause, step) for step in one.steps), ("now", one.now)):
            counts = {name: getattr(row, name) for name in ("numerator", "denominator", "value")}
            yield named | {"cause": cause} | counts | moves.get(cause, {})
