"""Frozen reports, and why their numbers are others now, as people and programs get them."""

from collections.abc import Mapping, Sequence

from commands.options import PEOPLE_SHOWN
from commands.tables import say, show
from evidence import told, told_people, told_rows, told_table
from evidence.effect import Explained
from evidence.frozen import Frozen, Head
from evidence.movers import Mover
from figures import export
from figures.words.months import plural

HEAD = (("Name", "text"), ("Frozen (UTC)", "code"), ("By", "text"), ("Data to", "code"), ("Of", "text"))


def kept(one: Frozen) -> None:
    """What was just frozen."""
    measures = plural(len(one.numbers), "measure")
    say(f"{one.title} is frozen: {measures}, data to {one.as_of}. It stays as it is.")


def listed(found: Sequence[Head]) -> None:
    """The frozen reports as a table."""
    if not found:
        return say("Nothing is frozen yet: 'outcomes.py freeze NAME' does it.")
    show(HEAD, [_line(one) for one in found])


def _line(one: Head) -> tuple:
    return one.title, f"{one.frozen_at:%Y-%m-%d %H:%M}", one.frozen_by, one.as_of, told.cohort(one.cohort)


def answer(packet: Frozen, found: Mapping[str, Explained], who: Sequence[Mover]) -> None:
    """Each measure that differs in a sentence, or one in full; then the first people who were moved."""
    say(f"{packet.title}. {told.about(packet)}")
    same = [told.title(one) for one in found.values() if not one.effects and not one.why_not]
    for one in found.values():
        if one.effects or one.why_not or len(found) == 1:
            _one(one, len(found) == 1)
    if same and len(found) > 1:
        say("", f"As it was, and made again from the records: {'; '.join(same)}.")
    if who:
        _people(who, next(iter(found)))


def _people(who: Sequence[Mover], measure: str) -> None:
    rows = [told_people.mover(one, measure) for one in who[:PEOPLE_SHOWN]]
    show([(name, "text") for name in told_people.PEOPLE], rows)
    if (more := len(who) - PEOPLE_SHOWN) > 0:
        say(f"{more:,} more: --csv and --json give all.")


def _one(found: Explained, in_full: bool) -> None:
    """A measure in a sentence; in full with the table of each number that is another."""
    say("", f"{told.title(found)} ({found.measure}): {told.sentence(found)}")
    for number in found.numbers() if in_full else []:
        if number.changed:
            columns = [(head, "text" if place == 0 else "number") for place, head in enumerate(told_table.head(found))]
            show(columns, told_table.table(found, number.part), told.part(found, number.part))
    say(
        *(f"  {told.TITLES[one.cause]}: {told.means(found, one.cause)}." for one in found.effects),
        f"  {told.sure(found)}",
    )


def head(one: Head) -> dict:
    """What was frozen, of whom, and when, as an object."""
    return {
        "name": one.title,
        "standard": one.standard,
        "frozen_at": one.frozen_at.isoformat(),
        "frozen_by": one.frozen_by,
        "data_version": one.data_version,
        "as_of": one.as_of and one.as_of.isoformat(),
        **one.cohort.chosen(),
    }


def as_object(packet: Frozen, found: Mapping[str, Explained], who: Sequence[Mover] | None) -> dict:
    """The object that `--json` prints; people where they were asked for."""
    people = {} if who is None else {"people": told_people.people_rows(who, *found)}
    return head(packet) | {"measures": [told_rows.as_object(one) for one in found.values()]} | people


def csv_text(found: Mapping[str, Explained]) -> str:
    return export.rows_csv(told_rows.COLUMNS, [row for one in found.values() for row in told_rows.as_rows(one)])


def people_csv(found: Mapping[str, Explained], who: Sequence[Mover]) -> str:
    return export.rows_csv([name.lower() for name in told_people.PEOPLE], told_people.people_rows(who, *found))
