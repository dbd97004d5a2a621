"""An explanation in words, the same on the page, on the command line and in files."""

from collections.abc import Iterator, Mapping

from evidence.effect import (
    CAME_IN,
    CORRECTED,
    DEFINITION,
    FILTER,
    FURTHER,
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
    DEFINITION: "Changed definition",
    FILTER: "Changed filter",
    UNEXPLAINED: "Not explained",
}
BY = {
    LATE: "by late data",
    CORRECTED: "by corrected data",
    FURTHER: "by the data reaching further",
    DEFINITION: "by the changed definition",
    FILTER: "by the changed filter",
    UNEXPLAINED: "by something that is not explained",
}
MEANS = {
    LATE: "records that came in later, of days that the data covered already",
    CORRECTED: "records that were there and have other values now",
    UNEXPLAINED: "what is left when all that is known of is taken away",
}
MOVES = {
    CAME_IN: ("came in", "came in"),
    WENT_OUT: ("went out", "went out"),
    TO_COUNTED: ("is counted now", "are counted now"),
    TO_NOT_COUNTED: ("is no longer counted", "are no longer counted"),
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


def part(found: Explained, words: Mapping[str, object]) -> str:
    """A part of the measure in words."""
    return parts.part(MEASURES[found.measure], words)


def sure(found: Explained) -> str:
    """Whether the number of then could be made again."""
    return REMADE if found.remade and not found.why_not else found.why_not
