"""The log of actions on the command line: `outcomes.py action open|move|end|list`."""

from typing import Annotated

import typer

from commands.asking import day
from commands.forms import one_form, put, put_json
from commands.options import Csv, Db, Json, Who

app = typer.Typer(
    add_completion=False, rich_markup_mode=None, help="The log of actions: finding, action, owner, due, result."
)
Number = Annotated[int, typer.Argument(metavar="NUMBER", help="As 'outcomes.py action list' shows it.")]
Owner = Annotated[str, typer.Option("--owner", metavar="NAME", help="Who sees to it.")]
Due = Annotated[str, typer.Option("--due", metavar="DATE", help="Until when, YYYY-MM-DD.")]


@app.command("open")
def open_(
    on: Annotated[str, typer.Argument(metavar="DATE", help="The day from which it holds, YYYY-MM-DD.")],
    finding: Annotated[str, typer.Option("--finding", metavar="WORDS", help="What was found, without names of clients.")],
    action: Annotated[str, typer.Option("--action", metavar="WORDS", help="What is done about it.")],
    owner: Owner, due: Due, who: Who,
    name: Annotated[str | None, typer.Option("--measure", metavar="NAME", help="Of this measure.")] = None,
    program: Annotated[str | None, typer.Option("--program", metavar="ID", help="At this program alone.")] = None,
    db: Db = None,
) -> None:  # fmt: skip
    """Open an action; it stands on the measure's chart from then on."""
    from commands.answers.actions import kept
    from commands.opening import opened
    from evidence.actions import asked, write

    with opened(db, keep=True) as engine:
        one = asked(day(on, "DATE"), finding, action, owner, day(due, "--due"), who, name, program)
        kept(write(engine, one))


@app.command()
def move(
    number: Number,
    owner: Owner,
    due: Due,
    who: Who,
    why: Annotated[str, typer.Option("--why", metavar="REASON", help="Why it is moved or taken up again.")],
    db: Db = None,
) -> None:
    """Give an action to somebody else or more time; one that has ended is taken up again."""
    from commands.answers.actions import kept
    from commands.opening import opened
    from evidence import actions

    with opened(db) as engine:
        kept(actions.move(engine, number, owner, day(due, "--due"), who, why))


@app.command()
def end(
    number: Number,
    on: Annotated[str, typer.Argument(metavar="DATE", help="The day on which it ended, YYYY-MM-DD.")],
    outcome: Annotated[str, typer.Option("--outcome", help="worked, did_not_work, cannot_be_told or dropped.")],
    result: Annotated[str, typer.Option("--result", metavar="WORDS", help="What came of it.")],
    who: Who,
    db: Db = None,
) -> None:
    """End an action, with what came of it."""
    from commands.answers.actions import kept
    from commands.opening import opened
    from evidence import actions

    with opened(db) as engine:
        kept(actions.end(engine, number, day(on, "DATE"), outcome, result, who))


@app.command("list")
def list_(db: Db = None, as_json: Json = False, as_csv: Csv = False) -> None:
    """List all actions as they stand on the last day of the data."""
    from commands.answers import actions as answers
    from commands.opening import opened

    one_form(as_json, as_csv)
    with opened(db) as engine:
        found, names, today = answers.listed(engine)
    if as_json:
        return put_json({"actions": answers.as_rows(found, today)})
    if as_csv:
        return put(answers.csv_text(found, today))
    answers.answer(found, names, today)
