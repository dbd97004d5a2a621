"""An explanation in words and cells, the same on the page, the command line and in files."""

from collections.abc import Iterator, Mapping

from evidence.effect import (
    CAME_IN,
    CORRECTED,
    DATA,
    DEFINITION,
    FILTER,
    FURTHER,
    KINDS,
    LATE,
    OTHERWISE,
    TO_COUNTED,
    TO_NOT_COUNTED,
    UNEXPLAINED,
    WENT_OUT,
    Explained,
    Number,
    row_of,
)
from evidence.frozen import Head
from figures import numbers
from figures.units import unit
from figures.words import labels, parts
from figures.words.months import capital, listed, plural, spelled
from figures.words.sentences import Headline
from metrics import MEASURES
from metrics.cohort import Cohort
from metrics.result import Row

TITLES = {
    LATE: "Late data",
    CORRECTED: "Corrected data",
    FURTHER: "Data reaching further",
    DATA: "New, corrected and later data",
    DEFINITION: "Changed definition",
    FILTER: "Changed filter",
    UNEXPLAINED: "Not explained",
}
BY = {
    LATE: "by late data",
    CORRECTED: "by corrected data",
    FURTHER: "by the data reaching further",
    DATA: "by new, corrected and later data together",
    DEFINITION: "by the changed definition",
    FILTER: "by the changed filter",
    UNEXPLAINED: "by something that is not explained",
}
MEANS = {
    LATE: "records that came in later, of days that the data covered already",
    CORRECTED: "records that were there and have other values now",
    DATA: "everything that imports have brought since",
    UNEXPLAINED: "what is left when all that is known of is taken away",
}
MOVES = {
    CAME_IN: ("came in", "came in"),
    WENT_OUT: ("went out", "went out"),
    TO_COUNTED: ("is counted now", "are counted now"),
    TO_NOT_COUNTED: ("is no longer counted", "are no longer counted"),
}
HEAD = ("Cause", "Value or change", "Count", "Of")
WAYS = {
    CAME_IN: ("Came in", "people of whom the number speaks now, and did not then"),
    WENT_OUT: ("Went out", "people of whom it spoke then, and does not now"),
    TO_COUNTED: ("Now counted", "people in it both times who are counted now"),
    TO_NOT_COUNTED: ("No longer", "people in it both times who were counted then"),
    OTHERWISE: (
        "Other values",
        "people who stand as they did, with other counts, points or days of their own",
    ),
}
REMADE = "The number of then was made again from the records, with everything undone that came later: it is the same, and so is everybody behind it."
# What is counted once a stay; all else may be counted several times.
STAYS = ("episodes", "clients", "admissions", "discharges")
ONLY_HEADLINES = "The first number of each measure, by the report's own period and filters."
NO_REPORT = Headline(
    "Why did it change? A report that is frozen can be set against what the records say later.",
    "Each number that differs is then explained: records that came in late, records that were corrected, data that reach "
    "further, a changed definition or a changed filter, and how many people each of them moved.",
)


def title(found: Explained) -> str:
    """The short name of the measure."""
    return parts.title(MEASURES[found.measure])


def about(head: Head) -> str:
    """ "Frozen on 24 Nov 2026 by Quinn, data to 31 Oct 2026; admissions from …"."""
    when = numbers.date(head.frozen_at.date()) if head.frozen_at else "now"
    return f"Frozen on {when} by {head.frozen_by}, data to {numbers.date(head.as_of)}. {cohort(head.cohort)}."


def cohort(asked: Cohort) -> str:
    """A period and filters in words."""
    ends = {(True, True): "from {0} to {1}", (True, False): "from {0}", (False, True): "to {1}"}
    period = ends.get((asked.start is not None, asked.end is not None), "all days")
    said = [period.format(numbers.date(asked.start), numbers.date(asked.end))]
    said += [f"{labels.dimension(name)}: {listed(values, 'or')}" for name, values in asked.where]
    said += [f"programs {listed(sorted(asked.scope))} only"] if asked.scope is not None else []
    return capital("; ".join(said))


def sentence(found: Explained, part: Mapping[str, object] | None = None) -> str:
    """ "62.1% then, 60.4% now (−1.7 points): 14 people came in by late data (−1.9 points) …"."""
    measure = MEASURES[found.measure]
    number = found.number(measure.headline if part is None else part)
    kind = unit(measure.card, number.part)
    then, now = (value(row.value, kind) for row in (number.then, number.now))
    told = list(_told(found, number, kind))
    if not told:
        return f"{then} then and now: nothing has changed."
    whole = change(number.then, number.now, kind)
    head = f"{then} then, {now} now" + (f" ({whole})" if whole else "")
    return f"{head}: {'; '.join(told)}."


def _told(found: Explained, number: Number, kind: str) -> Iterator[str]:
    before = number.then
    for effect in found.effects:
        after = row_of(effect.rows, number.part)
        step, people = change(before, after, kind), {way: n for way, n in effect.people().items() if n}
        if people or (before.value, before.numerator) != (after.value, after.numerator):
            moves = [_moves(n, way, found) for way, n in people.items()] or ["nobody moved"]
            yield f"{listed(moves)} {BY[effect.cause]}" + (f" ({step})" if step else "")
        before = after


def _moves(n: int, way: str, found: Explained) -> str:
    return f"{plural(n, 'person', 'people')} {did(way, found.measure, n)}"


def did(way: str, name: str, n: int = 1) -> str:
    """What somebody did; where things are counted, which things there are more or fewer of."""
    counted = MEASURES[name].card.unit
    if way == OTHERWISE:
        has = "has" if n == 1 else "have"
        return f"{has} other values" if counted in STAYS else f"{has} other counts of {counted}"
    return MOVES[way][n != 1]


def value(number: float | None, kind: str) -> str:
    """A value with one decimal more than elsewhere, where a change of tenths matters."""
    return f"{100 * number:.1f}%" if kind == "share" and number is not None else numbers.value(number, kind)


def change(before: Row, after: Row, kind: str) -> str:
    """What lies between two values as they are written, so that written steps add up; "" where one is not known."""
    if before.value is None or after.value is None:
        return ""
    decimals, scale = (2, 1) if kind == "ratio" else (1, 100 if kind == "share" else 1)
    less = round(scale * after.value, decimals) - round(scale * before.value, decimals)
    if after.value == before.value:
        return "no change"
    return numbers.signed(less, decimals) + (" points" if kind == "share" else "")


def headline(head: Head, changed: int, many: int) -> Headline:
    """How many of a report's numbers are others today, and what it is."""
    whole = plural(many, "measure")
    if not changed:
        first = f"{head.title}: what it says of {whole} is the same today."
    else:
        first = f"{head.title}: {spelled(changed)} of its {spelled(many)} {'measure' if many == 1 else 'measures'} {'is' if changed == 1 else 'are'} not the same today."
    return Headline(first, f"{about(head)} Frozen numbers stay as they were handed over.")


def then_and_now(name: str, number: Number) -> list[str]:
    """Value and counts then, value and counts now, and the change of a measure's headline, as cells."""
    kind = unit(MEASURES[name].card, number.part)
    ends = [value(row.value, kind) for row in (number.then, number.now)]
    counts = [" of ".join(filter(None, _counts(row))) for row in (number.then, number.now)]
    return [
        ends[0],
        counts[0],
        ends[1],
        counts[1],
        change(number.then, number.now, kind) if number.changed else "as it was",
    ]


def made_again(found: Explained) -> str:
    """The question that `sure` answers."""
    return "Made again from the records: " + {True: "yes.", False: "no.", None: "not tried."}[found.remade]


def means(found: Explained, cause: str) -> str:
    """What a cause is, in the case at hand."""
    if cause == FURTHER:
        then, now = map(numbers.date, found.days)
        return f"the data reach to {now}; then they reached to {then}"
    if cause == DEFINITION:
        then, now = found.versions
        return f"counted by version {now} of its definition; then by version {then}"
    if cause == FILTER:
        return "asked of other people or another period"
    return MEANS[cause]


def ways(found: Explained) -> tuple[str, ...]:
    """The ways in which anybody was moved at all, in their order."""
    people = [effect.people() for effect in found.effects]
    return tuple(way for way in KINDS if any(one[way] for one in people))


def head(found: Explained) -> tuple[str, ...]:
    """The columns of a table of causes: only the ways in which anybody was moved."""
    return (*HEAD, *(WAYS[way][0] for way in ways(found)))


def key(found: Explained) -> str:
    """What the columns of people mean."""
    return " ".join(f"{WAYS[way][0]}: {WAYS[way][1]}." for way in ways(found))


def table(found: Explained, part: Mapping[str, object]) -> list[list[str]]:
    """The lines under `head` of one number: then, each cause, and now."""
    number, shown = found.number(part), ways(found)
    kind, none = unit(MEASURES[found.measure].card, part), [""] * len(shown)
    rows = [["Then", value(number.then.value, kind), *_counts(number.then), *none]]
    before = number.then
    for effect in found.effects:
        after, people = row_of(effect.rows, part), effect.people()
        less = [_less(getattr(before, name), getattr(after, name)) for name in ("numerator", "denominator")]
        moved = [numbers.count(people[way]) if people[way] else "" for way in shown]
        rows.append([TITLES[effect.cause], change(before, after, kind), *less, *moved])
        before = after
    return [*rows, ["Now", value(number.now.value, kind), *_counts(number.now), *none]]


def _counts(row: Row) -> list[str]:
    return [_count(row.numerator), _count(row.denominator)]


def _count(n: float | None) -> str:
    return "" if n is None else numbers.count(n) if float(n).is_integer() else f"{n:,.1f}"


def _less(before: float | None, after: float | None) -> str:
    if before is None or after is None or before == after:
        return ""
    less = after - before
    return numbers.signed(less, 0 if float(less).is_integer() else 1)


def part(found: Explained, words: Mapping[str, object]) -> str:
    """A part of the measure in words."""
    return parts.part(MEASURES[found.measure], words)


def sure(found: Explained) -> str:
    """Whether the number of then could be made again."""
    return REMADE if found.remade and not found.why_not else found.why_not


def as_object(found: Explained) -> dict:
    """The object that `--json` prints for one measure."""
    return {
        "measure": found.measure,
        "version_then": found.versions[0],
        "version_now": found.versions[1],
        "as_of_then": found.days[0].isoformat(),
        "as_of_now": found.days[1].isoformat(),
        "made_again": found.remade,
        "note": found.why_not,
        "causes": [{"cause": one.cause, "people": one.people()} for one in found.effects],
        "numbers": [_number(one) for one in found.numbers()],
    }


def _number(one: Number) -> dict:
    names = ("numerator", "denominator", "value")
    ends = {what: {name: getattr(row, name) for name in names} for what, row in (("then", one.then), ("now", one.now))}
    steps = [{"cause": step.cause} | {name: getattr(step, name) for name in names} for step in one.steps]
    return {"part": dict(one.part), **ends, "steps": steps}


COLUMNS = ("measure", "part", "cause", "numerator", "denominator", "value", *(kind.replace(" ", "_") for kind in KINDS))


def as_rows(found: Explained) -> Iterator[dict]:
    """Flat rows: each number then, what each cause adds to it and how many people it moved, and now."""
    moves = {one.cause: {way.replace(" ", "_"): n for way, n in one.people().items()} for one in found.effects}
    for one in found.numbers():
        named = {"measure": found.measure, "part": part(found, one.part)}
        for cause, row in (("then", one.then), *((step.cause, step) for step in one.steps), ("now", one.now)):
            counts = {name: getattr(row, name) for name in ("numerator", "denominator", "value")}
            yield named | {"cause": cause} | counts | moves.get(cause, {})
