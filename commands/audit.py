"""The audit on the command line: `outcomes.py audit verify`."""

from typing import Annotated

import typer

from commands.failing import OneLine
from commands.forms import put
from commands.options import Db

app = typer.Typer(cls=OneLine, rich_markup_mode=None, help="The book of who saw or took out whose data.")


@app.command()
def verify(
    head: Annotated[str | None, typer.Option("--head", metavar="LINE:SEAL", help="What it printed before.")] = None,
    db: Db = None,
) -> None:
    """Check that no line of the audit was changed, removed or moved; print its last line and seal."""
    from commands.opening import opened
    from commands.owner import verified

    with opened(db) as engine:
        found = verified(engine, head)
    put(f"The audit is as it was written. Note down its head, and give it next time: --head {found}")
