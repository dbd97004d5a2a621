"""Evidence for accreditation on the command line: a packet made, and a packet verified."""

from pathlib import Path
from typing import Annotated

import typer

from commands.failing import Failed, OneLine, WrongWords
from commands.options import Db, From, To, Where

app = typer.Typer(
    cls=OneLine,
    rich_markup_mode=None,
    invoke_without_command=True,
    help="Evidence for accreditation: a packet of numbers, charts and definitions that a surveyor can make again.",
)
MOST_SAMPLE = 100


@app.callback()
def make(
    context: typer.Context,
    standard: Annotated[
        str | None, typer.Option("--standard", metavar="NAME", help="As 'outcomes.py standards' lists it.")
    ] = None,
    start: From = None,
    end: To = None,
    where: Where = [],  # noqa: B006
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FOLDER", help="A new folder; else one named after it.")
    ] = None,
    who: Annotated[
        str | None, typer.Option("--who", metavar="NAME", help="Who prepares it; else whoever types.")
    ] = None,
    with_people: Annotated[bool, typer.Option("--with-people", help="With single records, by pseudonym.")] = False,
    sample: Annotated[
        int, typer.Option("--sample", min=0, max=MOST_SAMPLE, metavar="N", help="Records traced a measure.")
    ] = 5,
    seed: Annotated[int, typer.Option("--seed", min=0, metavar="N", help="The seed that they are drawn from.")] = 1,
    freeze: Annotated[
        str | None, typer.Option("--freeze", metavar="NAME", help="Keep its numbers for ever under this name.")
    ] = None,
    db: Db = None,
) -> None:
    """Make a packet: a PDF, a workbook, CSV files and a manifest, in a new folder."""
    if context.invoked_subcommand:
        return
    from commands import packets

    if standard is None:
        raise WrongWords("Name a standard with --standard; 'outcomes.py standards' lists them.")
    asked = packets.asked(standard, start, end, where, who, with_people, sample, seed)
    folder, seal = packets.make(asked, out, db, freeze)
    print(f"{folder}: packet.pdf, packet.xlsx, csv and manifest.json.")
    if freeze is not None:
        print(
            f"Its numbers are frozen as {freeze.strip()}: 'outcomes.py why' compares them with what the records say later."
        )
    print(f"Note down the seal of its manifest, and give it when you verify: --seal {seal}")


@app.command()
def verify(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder of a packet.")],
    seal: Annotated[str | None, typer.Option("--seal", metavar="SHA256", help="The manifest's, as noted down.")] = None,
) -> None:
    """Check that no file of a packet was changed, and that none is missing or was added."""
    from evidence.manifest import verify as check
    from metrics.cohort import BadRequest

    try:
        faults = check(folder, seal)
    except BadRequest as wrong:
        raise WrongWords(str(wrong)) from wrong
    if faults:
        raise Failed("The packet is not as it was made: " + " ".join(faults))
    print("The packet is as it was made.")
