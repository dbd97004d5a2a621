"""The same product on the command line: the demo, imports, measures, and the people behind them."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from commands import freezing
from commands.acting import app as actions
from commands.evidence import app as evidence
from commands.failing import OneLine, WrongWords
from commands.releases import app as releases

# What a command needs is imported when it runs: a number should not wait for what only an import needs.

app = typer.Typer(
    cls=OneLine,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
    help="Outcomes of Intensive Outpatient Programs: imported, defined, counted.",
)
app.add_typer(releases, name="release")
app.add_typer(actions, name="action")
app.add_typer(evidence, name="evidence")
audit = typer.Typer(cls=OneLine, rich_markup_mode=None, help="The book of who saw or took out whose data.")
app.add_typer(audit, name="audit")
app.command()(freezing.freeze)
app.command("frozen")(freezing.listed)
app.command()(freezing.why)
PEOPLE_SHOWN = 40
MOST_DEMO_EPISODES = 1_000_000

Db = Annotated[str | None, typer.Option("--db", metavar="URL", help="The database; else OUTCOMES_DATABASE_URL.")]
Name = Annotated[str, typer.Argument(metavar="NAME", help="A measure, as 'outcomes.py measures' lists it.")]
From = Annotated[str | None, typer.Option("--from", metavar="DATE", help="The first day, YYYY-MM-DD.")]
To = Annotated[str | None, typer.Option("--to", metavar="DATE", help="The last day, YYYY-MM-DD.")]
By = Annotated[list[str], typer.Option("--by", metavar="DIM[,DIM]", help="One row a group.")]
Where = Annotated[list[str], typer.Option("--where", metavar="DIM=VALUE", help="Only these; again for more.")]
Options = Annotated[list[str], typer.Option("--option", metavar="KEY=VALUE", help="A choice that the card names.")]
Version = Annotated[str | None, typer.Option("--version", metavar="VERSION", help="As it was defined then.")]
Who = Annotated[str, typer.Option("--who", metavar="NAME", help="Who writes this.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object and nothing else.")]
Csv = Annotated[bool, typer.Option("--csv", help="CSV and nothing else.")]


@app.command()
def demo(
    episodes: Annotated[int | None, typer.Option(min=10, max=MOST_DEMO_EPISODES, metavar="N")] = None, db: Db = None
) -> None:
    """Make the demo clinic: made-up people, the same every time."""
    from commands.filling import make_demo
    from commands.report import report

    report(make_demo(episodes, db))


@app.command("import")
def import_(folder: Annotated[Path, typer.Argument(metavar="FOLDER")], db: Db = None, as_json: Json = False) -> None:
    """Import a folder of CSV files: as a whole or not at all; bad rows go to quarantine."""
    from commands.filling import import_files

    found = import_files(folder, db)
    if as_json:
        return _print(found.to_json())
    from commands.report import report

    report(found)


@app.command()
def measures() -> None:
    """List the measures."""
    from commands import answers
    from commands.asking import check_instruments
    from metrics import MEASURES

    check_instruments()
    answers.measures(MEASURES.values())


@app.command()
def card(name: Name, version: Version = None) -> None:
    """Print the definition of a measure, and how it was defined before."""
    from commands import answers
    from commands.asking import known

    answers.card(known(name, version), known(name).versions)


@app.command()
def measure(
    name: Name,
    start: From = None,
    end: To = None,
    by: By = [],  # noqa: B006 (Typer copies it)
    where: Where = [],  # noqa: B006
    option: Options = [],  # noqa: B006
    version: Version = None,
    db: Db = None,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Print a measure's numbers."""
    from commands.asking import question
    from commands.opening import opened
    from metrics import ask

    _one_form(as_json, as_csv)
    asked = question(name, start, end, where, option, by, version)
    with opened(db) as engine, engine.connect() as connection:
        result = ask.measure(connection, name, asked.cohort, asked.options, version)
        _hints(connection, asked.cohort, result.as_of)
    if as_json:
        return _print(json.dumps(result.as_object(), allow_nan=False))
    if as_csv:
        return _print(_export().csv_text(result))
    from commands import answers

    answers.measure(asked.measure, result)


@app.command()
def clients(
    name: Name,
    start: From = None,
    end: To = None,
    where: Where = [],  # noqa: B006
    option: Options = [],  # noqa: B006
    version: Version = None,
    limit: Annotated[int | None, typer.Option("--limit", min=1, metavar="N", help="At most so many.")] = None,
    db: Db = None,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """List the episodes behind a number: counted, not counted or left out, and why."""
    from commands.asking import question
    from commands.opening import opened
    from commands.owner import written_down
    from commands.people import behind

    _one_form(as_json, as_csv)
    asked = question(name, start, end, where, option, version=version)
    with opened(db) as engine, written_down(engine).connect() as connection:
        found = behind(connection, asked, limit if as_json or as_csv else limit or PEOPLE_SHOWN)
        _hints(connection, asked.cohort, found.as_of)
    if as_json:
        return _print(json.dumps(found.as_object(), allow_nan=False))
    if as_csv:
        return _print(_export().people_csv(found.rows))
    from commands import answers

    answers.people(asked.measure, found.counts, found.rows)


@audit.command()
def verify(
    head: Annotated[str | None, typer.Option("--head", metavar="LINE:SEAL", help="What it printed before.")] = None,
    db: Db = None,
) -> None:
    """Check that no line of the audit was changed, removed or moved; print its last line and seal."""
    from commands.opening import opened
    from commands.owner import verified

    with opened(db) as engine:
        found = verified(engine, head)
    _print(f"The audit is as it was written. Note down its head, and give it next time: --head {found}")


@app.command()
def watch(
    start: From = None,
    end: To = None,
    where: Where = [],  # noqa: B006
    limit: Annotated[int, typer.Option("--limit", min=1, metavar="N", help="At most so many.")] = PEOPLE_SHOWN,
    db: Db = None,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """List who to look at now, the most urgent first, and what the scores due would make of the rates.

    --from and --to are days of admission and speak of the rates alone; the list is of everybody who is there on the
    last day of the data.
    """
    from commands import watching
    from commands.opening import opened
    from commands.owner import written_down
    from metrics.watch import watch as look

    _one_form(as_json, as_csv)
    cohort = watching.cohort(start, end, where)
    with opened(db) as engine, written_down(engine).connect() as connection:
        found = look(connection, cohort)
        now = watching.standing(connection, cohort, found)
        _hints(connection, cohort, found.as_of)
    if as_json:
        return _print(json.dumps(watching.as_object(found, cohort, now), allow_nan=False))
    if as_csv:
        return _print(watching.csv_text(found))
    watching.answer(found, now, limit)


@app.command()
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
    from commands import noting
    from commands.opening import opened

    with opened(db) as engine:
        noting.keep(engine, on, words, who, name, program, baseline)


@app.command()
def notes(db: Db = None, as_json: Json = False, as_csv: Csv = False) -> None:
    """List the notes on charts, with who wrote and who withdrew them."""
    from commands import noting
    from commands.opening import opened

    _one_form(as_json, as_csv)
    with opened(db) as engine:
        found, names = noting.listed(engine)
    if as_json:
        return _print(json.dumps({"notes": noting.as_rows(found)}))
    if as_csv:
        return _print(noting.csv_text(found))
    noting.answer(found, names)


@app.command()
def withdraw(
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="As 'outcomes.py notes' lists it.")],
    who: Who,
    why: Annotated[str, typer.Option("--why", metavar="REASON", help="Why it is withdrawn.")],
    db: Db = None,
) -> None:
    """Withdraw a note; it stays in the list, with who withdrew it and why."""
    from commands import noting
    from commands.opening import opened

    with opened(db) as engine:
        noting.take_back(engine, number, who, why)


@app.command()
def analysis(
    year: Annotated[int, typer.Argument(metavar="YEAR", min=1950, max=2999, help="The calendar year.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A new Word document, such as analysis.docx.")],
    where: Where = [],  # noqa: B006
    db: Db = None,
) -> None:
    """Write the yearly analysis as a draft for a person to finish: findings, reasons for doubt, actions, results."""
    from commands import analysing
    from commands.opening import opened

    with opened(db) as engine:
        analysing.write(engine, year, file, where)
    _print(f"The draft of {year} is in {file}. What is marked “To write” only a person can say.")


@app.command()
def standards(
    key: Annotated[
        str | None, typer.Option("--standard", metavar="KEY", help="One standard, held against the data.")
    ] = None,
    start: From = None,
    end: To = None,
    where: Where = [],  # noqa: B006
    db: Db = None,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """What standards ask for, which measures answer it, and how far: met, partly met or missing.

    Without --standard the map alone, in words; --json and --csv then hold every standard against the data.
    """
    from commands import holding
    from commands.asking import check_instruments, cohort_of, standards_of
    from commands.opening import opened
    from evidence.held import held

    _one_form(as_json, as_csv)
    check_instruments()
    found, cohort = standards_of(key), cohort_of(start, end, where)
    if not (key or as_json or as_csv):
        return holding.map_of(found)
    with opened(db) as engine, engine.connect() as connection:
        shared: dict = {}
        answered = [held(connection, one, cohort, shared=shared) for one in found]
        _hints(connection, cohort, answered[0].as_of)
    if as_json:
        return _print(json.dumps(holding.standards_object(answered, cohort)))
    if as_csv:
        return _print(holding.standards_csv(answered))
    holding.standard(answered[0], cohort)


@app.command()
def quality(
    name: Name,
    start: From = None,
    end: To = None,
    where: Where = [],  # noqa: B006
    limit: Annotated[int, typer.Option("--limit", min=1, metavar="N", help="At most so many.")] = 200,
    db: Db = None,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """The data behind a measure: completeness, accuracy, validity, reliability, with counts and records."""
    from commands import holding
    from commands.asking import question
    from commands.opening import opened
    from commands.owner import written_down
    from evidence.quality import quality as look
    from metrics.ask import as_of

    _one_form(as_json, as_csv)
    asked = question(name, start, end, where, [])
    with opened(db) as engine, written_down(engine).connect() as connection:
        found = look(connection, name, asked.cohort, limit)
        _hints(connection, asked.cohort, as_of(connection))
    if as_json:
        return _print(json.dumps(holding.quality_object(name, found, asked.cohort)))
    if as_csv:
        return _print(holding.quality_csv(found))
    holding.quality(asked.measure, found)


@app.command()
def trace(
    name: Name,
    n: Annotated[int, typer.Option("--n", metavar="N", help="How many records, 1 to 100.")] = 5,
    seed: Annotated[int, typer.Option("--seed", metavar="NUMBER", help="The same seed draws the same records.")] = 1,
    start: From = None,
    end: To = None,
    where: Where = [],  # noqa: B006
    db: Db = None,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Draw records at random, each with its path through the measure's rule, to be performed again by hand."""
    from commands import holding
    from commands.asking import question
    from commands.opening import opened
    from commands.owner import written_down
    from evidence.tracer import trace as draw
    from metrics.ask import as_of

    _one_form(as_json, as_csv)
    asked = question(name, start, end, where, [])
    with opened(db) as engine, written_down(engine).connect() as connection:
        found = draw(connection, name, asked.cohort, n, seed)
        _hints(connection, asked.cohort, as_of(connection))
    if as_json:
        return _print(json.dumps(holding.trace_object(name, found, n, seed, asked.cohort)))
    if as_csv:
        return _print(holding.trace_csv(found))
    holding.trace(asked.measure, found, seed)


@app.command()
def deidentify(folder: Annotated[Path, typer.Argument(metavar="FOLDER")], db: Db = None) -> None:
    """Write data without identities for a researcher (HIPAA safe harbor), and check that nothing else slipped in."""
    from access.deidentified import SlippedIn, export
    from commands.failing import Failed
    from commands.opening import opened

    if folder.exists():
        raise WrongWords(f"{folder} is there already; name a new folder.")
    try:
        with opened(db) as engine, engine.connect() as connection:
            written = export(connection, folder)
    except SlippedIn as trouble:
        raise Failed(str(trouble)) from trouble
    for name, rows in written.items():
        print(f"{name}: {rows:,} rows")


def _one_form(as_json: bool, as_csv: bool) -> None:
    if as_json and as_csv:
        raise WrongWords("--json and --csv exclude each other; choose one.")


def _print(text: str) -> None:
    sys.stdout.write(text if text.endswith("\n") else f"{text}\n")


def _hints(connection, cohort, as_of) -> None:
    """Why an answer may be empty, beside it on stderr."""
    from commands.values import NO_DATA, unheard_of

    for words in unheard_of(connection, cohort) if as_of else [NO_DATA]:
        print(words, file=sys.stderr)


def _export():
    from figures import export

    return export


if __name__ == "__main__":
    app()
