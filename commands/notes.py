"""Notes on charts, on the command line: `outcomes.py note`, `notes` and `withdraw`."""

from typing import Annotated

import typer

from commands.forms import one_form, put, put_json
from commands.options import Csv, Db, Json, Who


def note(
    on: Annotated[str, typer.Argument(metavar="DATE", help="The day it happened, YYYY-MM-DD.")],
    words: Annotated[str, typer.Argument(metavar="WORDS", help="What happened, without names or ids of clients.")],
    who: Who,
    name: Annotated[str | None, typer.Option("--measure", metavar="NAME", help="Of this measure alone.")] = None,
    program: Annotated[str | None, typer.Option("--program", metavar="ID", help="At this program alone.")] = None,
    baseline: Annotated[
        str | None, typer.Option("--baseline", metavar="REASON", help="A new baseline from that day on, and why.")
    ] = None,
    db: Db = None,
) -> None:
    """Keep a dated note for the charts, with a new baseline from there on where a reason is given."""
    from commands.answers import notes as answers
    from commands.opening import opened

    with opened(db) as engine:
        answers.keep(engine, on, words, who, name, program, baseline)


def notes(db: Db = None, as_json: Json = False, as_csv: Csv = False) -> None:
    """List the notes on charts, with who wrote and who withdrew them."""
    from commands.answers import notes as answers
    from commands.opening import opened

    one_form(as_json, as_csv)
    with opened(db) as engine:
        found, names = answers.listed(engine)
    if as_json:
        return put_json({"notes": answers.as_rows(found)})
    if as_csv:
        return put(answers.csv_text(found))
    answers.answer(found, names)


def withdraw(
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="As 'outcomes.py notes' lists it.")],
    who: Who,
    why: Annotated[str, typer.Option("--why", metavar="REASON", help="Why it is withdrawn.")],
    db: Db = None,
) -> None:
    """Withdraw a note; it stays in the list, with who withdrew it and why."""
    from commands.answers import notes as answers
    from commands.opening import opened

    with opened(db) as engine:
        answers.take_back(engine, number, who, why)
