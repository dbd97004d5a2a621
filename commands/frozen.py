"""Frozen reports on the command line: `outcomes.py freeze`, `frozen` and `why`."""

from typing import Annotated

import typer

from commands.asking import cohort_of, known, standards_of
from commands.failing import WrongWords
from commands.forms import one_form, put, put_json
from commands.options import Csv, Db, From, Json, To, Where

Title = Annotated[str, typer.Argument(metavar="NAME", help="The name of the frozen report.")]
Standard = Annotated[str, typer.Option("--standard", metavar="KEY", help="The measures that a standard names.")]
Measures = Annotated[list[str], typer.Option("--measure", metavar="NAME[,NAME]", help="These measures.")]
Who = Annotated[str, typer.Option("--who", metavar="NAME", help="Who freezes it.")]
People = Annotated[bool, typer.Option("--people", help="List who was moved, and by which of their records.")]


def freeze(
    name: Title, who: Who, standard: Standard = "", measure: Measures = [],  # noqa: B006
    start: From = None, end: To = None, where: Where = [], db: Db = None,  # noqa: B006
) -> None:  # fmt: skip
    """Freeze a report: its numbers, and how everybody stands behind them, are kept for ever."""
    from commands.answers import frozen as answers
    from commands.opening import opened
    from data.engine import writing
    from evidence import frozen

    cohort, names = cohort_of(start, end, where), _named(standard, measure)
    with opened(db) as engine:
        with engine.connect() as connection:
            taken = frozen.take(connection, name, standard, names, cohort, who)
        with writing(engine) as connection:
            kept = frozen.keep(connection, taken)
    answers.kept(kept)


def listed(db: Db = None, as_json: Json = False) -> None:
    """List the frozen reports, the newest first."""
    from commands.answers import frozen as answers
    from commands.opening import opened
    from evidence import frozen

    with opened(db) as engine, engine.connect() as connection:
        found = frozen.listed(connection)
    if as_json:
        return put_json({"frozen": [answers.head(one) for one in found]})
    answers.listed(found)


def why(
    name: Title, measure: Measures = [], start: From = None, end: To = None, where: Where = [],  # noqa: B006
    people: People = False, db: Db = None, as_json: Json = False, as_csv: Csv = False,
) -> None:  # fmt: skip
    """Say why the numbers of a frozen report are others today, and how many people each cause moved.

    --from, --to and --where ask another question of today's data than the report did.
    """
    from commands.answers import frozen as answers
    from commands.opening import opened
    from commands.owner import written_down
    from commands.progress import progress
    from evidence import frozen, movers
    from evidence import why as reasons

    one_form(as_json, as_csv)
    other = cohort_of(start, end, where) if start or end or where else None
    with opened(db) as engine, engine.connect() as own:
        packet = frozen.read(own, name)
        names = _split(measure) or list(packet.definitions)
        if people and len(names) != 1:
            raise WrongWords("--people lists who moved one measure: name it with --measure.")
        with progress() as tell:
            found = reasons.explain(own, packet, names, other, tell)
        who = []
        if people:
            with written_down(engine).connect() as looking:
                who = movers.movers(looking, own, packet, found[names[0]])
    if as_json:
        return put_json(answers.as_object(packet, found, who if people else None))
    if as_csv:
        return put(answers.people_csv(found, who) if people else answers.csv_text(found))
    answers.answer(packet, found, who)


def _named(standard: str, measures: list[str]) -> list[str]:
    """The measures that were named, or those of a standard."""
    names = _split(measures)
    if bool(names) == bool(standard):
        raise WrongWords("Name what is frozen: either --standard KEY or --measure NAME.")
    if standard:
        (found,) = standards_of(standard)
        names = found.measures
    return [known(name).card.name for name in names]


def _split(measures: list[str]) -> list[str]:
    return [one.strip() for words in measures for one in words.split(",") if one.strip()]
