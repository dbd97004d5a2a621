"""Records drawn at random, on the command line: `outcomes.py trace`."""

from typing import Annotated

import typer

from commands.forms import one_form, put, put_json
from commands.options import Csv, Db, From, Json, Name, To, Where

N = Annotated[int, typer.Option("--n", metavar="N", help="How many records, 1 to 100.")]
Seed = Annotated[int, typer.Option("--seed", metavar="NUMBER", help="The same seed draws the same records.")]


def trace(
    name: Name, n: N = 5, seed: Seed = 1, start: From = None, end: To = None, where: Where = [],  # noqa: B006
    db: Db = None, as_json: Json = False, as_csv: Csv = False,
) -> None:  # fmt: skip
    """Draw records at random, each with its path through the measure's rule, to be performed again by hand."""
    from commands.answers import trace as answers
    from commands.asking import question
    from commands.owner import looking
    from evidence.tracer import trace as draw

    one_form(as_json, as_csv)
    asked = question(name, start, end, where, [])
    with looking(db, asked.cohort) as connection:
        found = draw(connection, name, asked.cohort, n, seed)
    if as_json:
        return put_json(answers.as_object(name, found, n, seed, asked.cohort))
    if as_csv:
        return put(answers.csv_text(found))
    answers.answer(asked.measure, found, seed)
