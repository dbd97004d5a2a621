"""Releases on the command line: `outcomes.py release preview|publish|list|show`."""

from pathlib import Path
from typing import Annotated

import typer

from commands.asking import pairs
from commands.failing import Failed, WrongWords
from commands.forms import one_form, put, put_json
from commands.options import Csv, Db, Json, Where

app = typer.Typer(
    add_completion=False, rich_markup_mode=None, help="Summaries for funders: no count of 1 to 10 people."
)
Name = Annotated[str, typer.Argument(metavar="NAME", help="The name of the release.")]
File = Annotated[Path | None, typer.Option("--file", metavar="TOML", help="title, measures, by, periods, where.")]
Measures = Annotated[list[str], typer.Option("--measure", metavar="NAME[,NAME]", help="What is measured.")]
By = Annotated[list[str], typer.Option("--by", metavar="DIM[,DIM]", help="A table by this; again for more tables.")]
Periods = Annotated[list[str], typer.Option("--period", metavar="PERIOD", help="2026, 2026-Q1, 2026-03, or FROM..TO.")]
Title = Annotated[str, typer.Option("--title", help="What the funder reads above it.")]
Who = Annotated[str, typer.Option("--who", metavar="NAME", help="Who publishes.")]
Further = Annotated[bool, typer.Option("--suppress-further", help="Hide what earlier releases make unsafe.")]
Excel = Annotated[Path | None, typer.Option("--excel", metavar="FILE", help="Write a workbook.")]


@app.command()
def preview(
    name: Name, file: File = None, measure: Measures = [], by: By = [], period: Periods = [],  # noqa: B006
    where: Where = [], title: Title = "", suppress_further: Further = False, db: Db = None,  # noqa: B006
    as_json: Json = False, as_csv: Csv = False, excel: Excel = None,
) -> None:  # fmt: skip
    """Show a release as the funder will see it; nothing is published."""
    from access import publishing
    from commands.opening import opened

    one_form(as_json, as_csv)
    spec = _spec(name, file, measure, by, period, where, title)
    with opened(db) as engine, engine.connect() as connection:
        found = _or_refused(lambda: publishing.preview(connection, spec, "preview", suppress_further))
    _tell(found, as_json, as_csv, excel)


@app.command()
def publish(
    name: Name, who: Who, file: File = None, measure: Measures = [], by: By = [], period: Periods = [],  # noqa: B006
    where: Where = [], title: Title = "", suppress_further: Further = False, db: Db = None,  # noqa: B006
    as_json: Json = False, as_csv: Csv = False, excel: Excel = None,
) -> None:  # fmt: skip
    """Publish a release, for ever."""
    from access import publishing
    from commands.opening import opened
    from data.engine import writing

    one_form(as_json, as_csv)
    spec = _spec(name, file, measure, by, period, where, title)
    with opened(db, keep=True) as engine, writing(engine) as connection:
        found = _or_refused(lambda: publishing.publish(connection, spec, who, suppress_further))
    _tell(found, as_json, as_csv, excel)


@app.command("list")
def list_(db: Db = None) -> None:
    """List what has been published, the newest first."""
    from access import released
    from commands.answers import releases as answers
    from commands.opening import opened

    with opened(db) as engine, engine.connect() as connection:
        answers.listed([released.read(connection, name) for name in released.listed(connection)])


@app.command()
def show(name: Name, db: Db = None, as_json: Json = False, as_csv: Csv = False, excel: Excel = None) -> None:
    """Show a release as it was published."""
    from access import released
    from commands.opening import opened

    one_form(as_json, as_csv)
    with opened(db) as engine, engine.connect() as connection:
        found = released.read(connection, name)
    if found is None:
        raise WrongWords(f"There is no release {name!r}; 'outcomes.py release list' names them.")
    _tell(found, as_json, as_csv, excel)


def _spec(name, file, measures, by, periods, where, title):
    from access.spec import Spec
    from metrics.cohort import BadRequest

    try:
        if file:
            return Spec.from_toml(file, name)
        split = [one.strip() for words in measures for one in words.split(",")]
        return Spec.asked(name, title, split, by, periods, pairs(where, "--where", "track=evening"))
    except BadRequest as wrong:
        raise WrongWords(str(wrong)) from wrong


def _or_refused(make):
    from access.publishing import Exposing

    try:
        return make()
    except Exposing as refused:
        safer = refused.safer
        also = f" Nearest safe release: {safer.words}; it shows {safer.shown} counts." if safer else ""
        raise Failed(f"{refused}{also}") from refused


def _tell(release, as_json: bool, as_csv: bool, excel: Path | None) -> None:
    from commands.answers import releases as answers
    from figures import released as files

    if excel:
        excel.write_bytes(files.workbook(release))
    if as_csv:
        return put(files.csv_text(release))
    if as_json:
        return put_json(answers.as_object(release))
    answers.answer(release)
