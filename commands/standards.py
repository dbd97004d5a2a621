"""Standards on the command line: `outcomes.py standards`."""

from typing import Annotated

import typer

from commands.forms import one_form, put, put_json
from commands.options import Csv, Db, From, Json, To, Where

Key = Annotated[str | None, typer.Option("--standard", metavar="KEY", help="One standard, held against the data.")]


def standards(
    key: Key = None, start: From = None, end: To = None, where: Where = [], db: Db = None,  # noqa: B006
    as_json: Json = False, as_csv: Csv = False,
) -> None:  # fmt: skip
    """What standards ask for, which measures answer it, and how far: met, partly met or missing.

    Without --standard the map alone, in words; --json and --csv then hold every standard against the data.
    """
    from commands.answers import standards as answers
    from commands.asking import check_instruments, cohort_of, standards_of

    one_form(as_json, as_csv)
    check_instruments()
    found, cohort = standards_of(key), cohort_of(start, end, where)
    if not (key or as_json or as_csv):
        return answers.map_of(found)
    answered = _held(db, found, cohort)
    if as_json:
        return put_json(answers.as_object(answered, cohort))
    if as_csv:
        return put(answers.csv_text(answered))
    answers.answer(answered[0], cohort)


def _held(db: str | None, found: list, cohort) -> list:
    """Each standard held against the data; what they have in common is counted once."""
    from commands.opening import opened
    from commands.values import hint
    from evidence.held import held

    with opened(db) as engine, engine.connect() as connection:
        shared: dict = {}
        answered = [held(connection, one, cohort, shared=shared) for one in found]
        hint(connection, cohort, answered[0].as_of)
    return answered
