"""Measures on the command line: `outcomes.py measures`, `card`, `measure` and `clients`."""

from typing import Annotated

import typer

from commands.forms import one_form, put, put_json
from commands.options import MOST_SHOWN, PEOPLE_SHOWN, By, Csv, Db, From, Json, Name, Options, To, Version, Where

Most = Annotated[int | None, typer.Option("--limit", min=1, max=MOST_SHOWN, metavar="N", help="At most so many.")]


def measures() -> None:
    """List the measures."""
    from commands.answers import measures as answers
    from commands.asking import check_instruments
    from metrics import MEASURES

    check_instruments()
    answers.measures(MEASURES.values())


def card(name: Name, version: Version = None) -> None:
    """Print the definition of a measure, and how it was defined before."""
    from commands.answers import measures as answers
    from commands.asking import known

    answers.card(known(name, version), known(name).versions)


def measure(
    name: Name, start: From = None, end: To = None, by: By = [], where: Where = [], option: Options = [],  # noqa: B006
    version: Version = None, db: Db = None, as_json: Json = False, as_csv: Csv = False,
) -> None:  # fmt: skip
    """Print a measure's numbers."""
    from commands.asking import question
    from commands.opening import opened
    from commands.values import hint
    from metrics import ask

    one_form(as_json, as_csv)
    asked = question(name, start, end, where, option, by, version)
    with opened(db) as engine, engine.connect() as connection:
        result = ask.measure(connection, name, asked.cohort, asked.options, version)
        hint(connection, asked.cohort, result.as_of)
    if as_json:
        return put_json(result.as_object())
    if as_csv:
        return put(_export().csv_text(result))
    from commands.answers import measures as answers

    answers.measure(asked.measure, result)


def clients(
    name: Name, start: From = None, end: To = None, where: Where = [], option: Options = [],  # noqa: B006
    version: Version = None, limit: Most = None, db: Db = None, as_json: Json = False, as_csv: Csv = False,
) -> None:  # fmt: skip
    """List the episodes behind a number: counted, not counted or left out, and why."""
    from commands.asking import question
    from commands.owner import looking
    from commands.people import behind

    one_form(as_json, as_csv)
    asked = question(name, start, end, where, option, version=version)
    with looking(db, asked.cohort) as connection:
        found = behind(connection, asked, limit if as_json or as_csv else limit or PEOPLE_SHOWN)
    if as_json:
        return put_json(found.as_object())
    if as_csv:
        return put(_export().people_csv(found.rows))
    from commands.answers import measures as answers

    answers.people(asked.measure, found.counts, found.rows)


def _export():
    from figures import export

    return export
