"""The draft: findings, reasons for doubt, actions and their result, in words; and what only a person can write."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import Connection

from evidence.actions import read as read_actions
from evidence.actions import words
from evidence.actions.action import Action
from evidence.actions.since import since
from evidence.analysis.domains import DOMAINS
from evidence.analysis.findings import Found, Progress, findings, of_year
from evidence.analysis.part import Draft, Part
from figures import numbers
from figures.words import parts
from figures.words.months import capital, listed, plural
from metrics import MEASURES, ask
from metrics.cohort import BadRequest, Cohort
from metrics.contrasts import LEVEL
from metrics.notes import read as read_notes

# Further apart than this, the readings of missing data say more than the interval (figures/words/verdicts.py).
WIDE = 0.05


def draft(
    connection: Connection,
    year: int,
    programs: Mapping[str, str],
    where: Iterable[tuple[str, str]] = (),
    scope: frozenset[str] | None = None,
    progress: Progress = lambda words: None,
) -> Draft:
    """The draft of one calendar year beside the year before, for the programs in scope.

    programs: id -> name. Raises BadRequest where the data do not reach the year.
    """
    as_of = ask.as_of(connection)
    if as_of is None or date(year, 1, 1) > as_of:
        raise BadRequest(f"There is no data of {year}: choose a year that the data reach.")
    now, before = (Cohort.asked(date(y, 1, 1), date(y, 12, 31), where, scope=scope) for y in (year, year - 1))
    found = {domain: of_year(connection, domain, now, before, as_of, progress) for domain in DOMAINS}
    every = [one for ones in found.values() for one in ones]
    if not any(one.now.denominator for one in every):
        raise BadRequest(f"There is no data of {year}: choose a year that the data reach.")
    actions = tuple(one for one in read_actions(connection, scope) if _in_year(one, year))
    sections = (
        _whom(connection, now, as_of, year),
        *(findings(domain, found[domain], year) for domain in DOMAINS),
        _doubt(connection, every, year, scope),
        _actions(connection, actions, programs, min(as_of, date(year, 12, 31)), as_of, scope),
        _next(every),
        SHARED,
    )
    return Draft(f"Performance analysis {year}", _about(now, programs, as_of, year), sections)


def _about(cohort: Cohort, programs: Mapping[str, str], as_of: date, year: int) -> tuple[str, ...]:
    chosen = cohort.filters().get("program") or list(programs)
    names = listed([programs.get(one, one) for one in chosen])
    others = {name: values for name, values in cohort.filters().items() if name != "program"}
    filters = "".join(f" Only {name.replace('_', ' ')}: {', '.join(values)}." for name, values in others.items())
    reach = "" if as_of >= date(year, 12, 31) else f" {year} is not over in these data."
    return (
        f"Programs: {names}.{filters}",
        f"1 January to 31 December {year}, beside the year before. Data to {numbers.date(as_of)}.{reach}",
        "A draft, filled in from the data. Every number stands with its 95% interval and its counts. "
        "What only a person can say is marked “To write”.",
    )


def _whom(connection: Connection, cohort: Cohort, as_of: date, year: int) -> Part:
    stayed = ask.how_many(connection, "retention", cohort)
    left = ask.how_many(connection, "completion_rate", cohort)
    return Part(
        "Whom this speaks of",
        (f"{plural(sum(stayed.values()), 'episode')} began in {year}; {plural(sum(left.values()), 'episode')} ended.",),
        ("How the program changed in the year: staff, hours, places, payers.",),
    )


def _doubt(connection: Connection, found: Sequence[Found], year: int, scope: frozenset[str] | None) -> Part:
    notes = [note for note in read_notes(connection, scope) if note.on.year == year and not note.withdrawn]
    said = [f"{numbers.date(note.on)}: {note.words}." for note in notes]
    wide = [one for one in found if one.bounds and one.bounds[1] - one.bounds[0] > WIDE]
    said += [
        f"{parts.title(MEASURES[one.name])}: anything from {numbers.range_of(*one.bounds)}, "
        f"depending on {parts.missing_what(MEASURES[one.name])}."
        for one in wide
    ]
    young = [parts.title(MEASURES[one.name]) for one in found if one.young]
    said += [f"Not everybody's outcome of {year} is known yet: {_some(young, len(found))}."] if young else []
    said += [f"Of {len(found)} measures about {max(1, round(LEVEL * len(found)))} would look changed by chance alone."]
    return Part("What else could explain it", tuple(said), ("Extenuating factors that no note and no number shows.",))


def _some(young: Sequence[str], of: int) -> str:
    return f"{len(young)} of {of} measures, as the year is not over" if len(young) == of else ", ".join(young)


def _actions(connection, found: Sequence[Action], programs, day: date, as_of: date, scope) -> Part:
    head = ("From", "Of", "Finding", "Action", "Who", "How it stands", "What came of it", "The measure since")
    rows = []
    for one in found:
        cells = words.line(one, programs, day)[1:]
        rows.append((*cells, words.since(one, since(connection, one, as_of, scope))))
    said = (words.REGRESSION,) if rows else ("No action of this year is in the log.",)
    return Part(
        "Actions, and their result", said, ("Which of them go on next year.",), head if rows else (), tuple(rows)
    )


def _in_year(one: Action, year: int) -> bool:
    return one.on.year <= year and (one.ended is None or one.ended.year >= year)


def _next(found: Sequence[Found]) -> Part:
    worse = [one for one in found if one.change.better is False]
    said = tuple(f"{capital(parts.title(MEASURES[one.name]))} is worse than the year before." for one in worse)
    return Part(
        "What is done next",
        said or ("No measure is clearly worse than the year before.",),
        ("What is improved next, who sees to it, until when, and by which number it is judged.",),
    )


SHARED = Part(
    "Shared with",
    (),
    ("The people served, on:", "Staff, on:", "Funders and other stakeholders, on:", "Governing board, on:"),
)
