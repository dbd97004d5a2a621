"""Frozen reports on the command line: `outcomes.py freeze`, `frozen` and `why`."""

from typing import Annotated

import typer

from commands.asking import cohort_of, known, standards_of
from commands.failing import WrongWords
from commands.forms import one_form, put, put_json
from commands.options import PEOPLE_SHOWN, Csv, Db, From, Json, To, Where

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
    from commands.opening import opened
    from commands.tables import say
    from data.engine import writing
    from evidence import frozen

    cohort, names = cohort_of(start, end, where), _named(standard, measure)
    with opened(db) as engine:
        with engine.connect() as connection:
            taken = frozen.take(connection, name, standard, names, cohort, who)
        with writing(engine) as connection:
            kept = frozen.keep(connection, taken)
    say(f"{kept.title} is frozen: {len(kept.numbers)} measures, data to {kept.as_of}. It stays as it is.")


def listed(db: Db = None, as_json: Json = False) -> None:
    """List the frozen reports, the newest first."""
    from commands.opening import opened
    from commands.tables import say, show
    from evidence import frozen, told

    with opened(db) as engine, engine.connect() as connection:
        found = frozen.listed(connection)
    if as_json:
        return put_json({"frozen": [_head(one) for one in found]})
    if not found:
        return say("Nothing is frozen yet: 'outcomes.py freeze NAME' does it.")
    show(
        [("Name", "text"), ("Frozen (UTC)", "code"), ("By", "text"), ("Data to", "code"), ("Of", "text")],
        [
            (one.title, f"{one.frozen_at:%Y-%m-%d %H:%M}", one.frozen_by, one.as_of, told.cohort(one.cohort))
            for one in found
        ],
    )


def why(
    name: Title, measure: Measures = [], start: From = None, end: To = None, where: Where = [],  # noqa: B006
    people: People = False, db: Db = None, as_json: Json = False, as_csv: Csv = False,
) -> None:  # fmt: skip
    """Say why the numbers of a frozen report are others today, and how many people each cause moved.

    --from, --to and --where ask another question of today's data than the report did.
    """
    from commands.opening import opened
    from commands.owner import written_down
    from evidence import frozen, movers
    from evidence import why as reasons

    one_form(as_json, as_csv)
    other = cohort_of(start, end, where) if start or end or where else None
    with opened(db) as engine, engine.connect() as own:
        packet = frozen.read(own, name)
        names = _split(measure) or list(packet.definitions)
        if people and len(names) != 1:
            raise WrongWords("--people lists who moved one measure: name it with --measure.")
        found = reasons.explain(own, packet, names, other)
        who = []
        if people:
            with written_down(engine).connect() as looking:
                who = movers.movers(looking, own, packet, found[names[0]])
    _tell(packet, found, who, people, as_json, as_csv)


def _tell(packet, found, who, people: bool, as_json: bool, as_csv: bool) -> None:
    from evidence import told, told_people
    from figures import export

    if as_json:
        listed = {"people": told_people.people_rows(who, *found)} if people else {}
        told_all = [told.as_object(one) for one in found.values()]
        put_json(_head(packet) | {"measures": told_all} | listed)
    elif as_csv and people:
        put(export.rows_csv([name.lower() for name in told_people.PEOPLE], told_people.people_rows(who, *found)))
    elif as_csv:
        put(export.rows_csv(told.COLUMNS, [row for one in found.values() for row in told.as_rows(one)]))
    else:
        _lines(packet, found, who)


def _lines(packet, found, who) -> None:
    from commands.tables import say, show
    from evidence import told, told_people

    say(f"{packet.title}. {told.about(packet)}")
    same = [told.title(one) for one in found.values() if not one.effects and not one.why_not]
    for one in found.values():
        if one.effects or one.why_not or len(found) == 1:
            _one(one, len(found) == 1)
    if same and len(found) > 1:
        say("", f"As it was, and made again from the records: {'; '.join(same)}.")
    if who:
        name = next(iter(found))
        show(
            [(name, "text") for name in told_people.PEOPLE],
            [told_people.mover(one, name) for one in who[:PEOPLE_SHOWN]],
        )
        if (more := len(who) - PEOPLE_SHOWN) > 0:
            say(f"{more:,} more: --csv and --json give all.")


def _one(found, in_full: bool) -> None:
    """A measure in a sentence; in full with the table of each number that is another."""
    from commands.tables import say, show
    from evidence import told

    say("", f"{told.title(found)} ({found.measure}): {told.sentence(found)}")
    for number in found.numbers() if in_full else []:
        if number.changed:
            columns = [(head, "text" if place == 0 else "number") for place, head in enumerate(told.head(found))]
            show(columns, told.table(found, number.part), told.part(found, number.part))
    say(
        *(f"  {told.TITLES[one.cause]}: {told.means(found, one.cause)}." for one in found.effects),
        f"  {told.sure(found)}",
    )


def _head(one) -> dict:
    return {
        "name": one.title,
        "standard": one.standard,
        "frozen_at": one.frozen_at.isoformat(),
        "frozen_by": one.frozen_by,
        "data_version": one.data_version,
        "as_of": one.as_of and one.as_of.isoformat(),
        **one.cohort.chosen(),
    }


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
