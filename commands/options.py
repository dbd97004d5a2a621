"""What commands take alike, each with its line of help."""

from typing import Annotated

import typer

PEOPLE_SHOWN = 40
# More than anybody lists, and no more than every engine can count.
MOST_SHOWN = 1_000_000_000

Db = Annotated[str | None, typer.Option("--db", metavar="URL", help="The database; else OUTCOMES_DATABASE_URL.")]
Name = Annotated[str, typer.Argument(metavar="NAME", help="A measure, as 'outcomes.py measures' lists it.")]
From = Annotated[str | None, typer.Option("--from", metavar="DATE", help="The first day, YYYY-MM-DD.")]
To = Annotated[str | None, typer.Option("--to", metavar="DATE", help="The last day, YYYY-MM-DD.")]
By = Annotated[list[str], typer.Option("--by", metavar="DIM[,DIM]", help="One row a group.")]
Where = Annotated[list[str], typer.Option("--where", metavar="DIM=VALUE", help="Only these; again for more.")]
Options = Annotated[list[str], typer.Option("--option", metavar="KEY=VALUE", help="A choice that the card names.")]
Version = Annotated[str | None, typer.Option("--version", metavar="VERSION", help="As it was defined then.")]
Who = Annotated[str, typer.Option("--who", metavar="NAME", help="Who writes this.")]
Limit = Annotated[int, typer.Option("--limit", min=1, max=MOST_SHOWN, metavar="N", help="At most so many.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object and nothing else.")]
Csv = Annotated[bool, typer.Option("--csv", help="CSV and nothing else.")]
