"""Answers of `measures`, `card`, `measure` and `clients`, for people."""

from collections.abc import Iterable, Mapping

from commands.tables import say, show
from figures import numbers
from figures.export import definition
from figures.units import unit
from figures.words import parts
from figures.words.definitions import history
from figures.words.funnels import steps
from metrics.cohort import DIMENSIONS, TIME_DIMENSIONS
from metrics.funnel import funnel as funnel_of
from metrics.measure import Measure
from metrics.result import Result, Row

NUMBERS = (("Count", "number"), ("Of", "number"), ("Value", "number"), ("95% interval", "number"))
PERSON = ("client_id", "episode_id", "program", "admitted_on", "standing", "reason", "numerator", "denominator")
TOLD = ("From", "To", "Data to", "Filters", "Options")


def measures(found: Iterable[Measure]) -> None:
    """Name, title and question of every measure."""
    rows = [(one.card.name, one.card.title, one.card.question) for one in found]
    show([("Name", "code"), ("Title", "text"), ("Question", "text")], rows)


def card(measure: Measure, versions: Iterable[Measure]) -> None:
    """Every field of a card, the options, what can be grouped and filtered by, and how it was defined before."""
    one = measure.card
    options = [(f"Option {name}", f"{option.words}; {_default(option)}") for name, option in measure.options.items()]
    also = [("Dimensions", ", ".join(DIMENSIONS + TIME_DIMENSIONS)), ("Counts", one.unit), ("Kind", one.kind)]
    past = [(f"From {card.version_date}", history(card)) for card in (other.card for other in versions)]
    past = past if len(past) > 1 else []
    rows = [("Name", one.name), ("Title", one.title), *one.lines(), *also, *(options or [("Options", "none")]), *past]
    show([("", "code"), ("", "text")], rows)


def _default(option) -> str:
    default = option.default
    return f"without it {','.join(map(str, default)) if isinstance(default, list | tuple) else default}"


def measure(measure: Measure, result: Result) -> None:
    """Every row of a result with its counts and interval, under what it speaks of."""
    one, groups = measure.card, list(result.rows[0].group) if result.rows else []
    told = [f"{label.lower()} {words}" for label, words in definition(result, one) if label in TOLD]
    say(f"{one.title} ({one.name} {one.version})", one.question, "; ".join(told))
    say(f"Count: {one.numerator}", f"Of: {one.denominator}")
    columns = [(name, "text") for name in groups] + [("What", "text"), *NUMBERS]
    rows = [[*row.group.values(), parts.part(measure, row.part), *_numbers(measure, row)] for row in result.rows]
    show(columns, rows)
    say(*(f"Note: {words}" for words in result.notes))


def _numbers(measure: Measure, row: Row) -> list[str]:
    kind, n = unit(measure.card, row.part), row.denominator
    count = "" if row.numerator is None else numbers.count(row.numerator)
    value, interval = numbers.value(row.value, kind, n), numbers.range_of(row.low, row.high, kind, n)
    return [count, numbers.count(n), value, interval]


def people(measure: Measure, counts: Mapping[tuple[str, str], int], rows: list[dict]) -> None:
    """From everybody to those who met the measure; how many were counted or not and why; then the episodes."""
    say(*(f"{numbers.count(n)} {what}{why and f' ({why})'}" for n, what, why in steps(measure, funnel_of(counts))))
    funnel = [(standing, reason, numbers.count(n)) for (standing, reason), n in counts.items()]
    show([("Standing", "text"), ("Why", "text"), ("Episodes", "number")], funnel, f"Behind {measure.card.title}")
    show([(name, "text") for name in PERSON], [[row[name] for name in PERSON] for row in rows])
    if (more := sum(counts.values()) - len(rows)) > 0:
        say(f"{numbers.count(more)} more episodes: --limit N shows more, --csv and --json give all.")
