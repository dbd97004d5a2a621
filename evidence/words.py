"""Standards, data quality and the tracer sample in words, as pages show them."""

from collections.abc import Iterable, Sequence

from evidence.finding import Finding
from evidence.held import Held
from evidence.requirement import MET, MISSING, PARTLY, Answer
from evidence.traced import Step, Traced
from figures import numbers
from figures.words.months import capital, listed, plural, small, spelled
from figures.words.sentences import NO_DATA_SURE, Headline
from metrics.measure import Measure
from metrics.people import COUNTED, EXCLUDED, NOT_COUNTED

RULES = (
    "Met: every measure has a number in the period, every target is reached, no more data is missing or wrong than the "
    "line allows, and nothing is left to a person. Partly met: some of it. Missing: none of it. Whether a standard is "
    "met in the end is for the surveyor to say."
)

LINES = (("Line", "text"), ("What it asks", "text"), ("State", "short"), ("To do", "number"))
CHECKS = (("Word", "short"), ("Check", "text"), ("Concerned", "number"), ("Of", "number"), ("", "text"))
RECORDS = (("Client", "short"), ("Episode", "short"), ("Program", "short"), ("What", "text"))
STEPS = (("Day", "short"), ("Record", "text"), ("Value", "text"), ("What follows", "text"))
SIGNS = {MET: "", PARTLY: "◐ ", MISSING: "◆ "}
STRATA = (COUNTED, NOT_COUNTED, EXCLUDED)


def headline(found: Held) -> Headline:
    """How many lines are met; and which edition that speaks of."""
    counts = {state: sum(one.state == state for one in found.answers) for state in (MET, PARTLY, MISSING)}
    n, one = len(found.answers), found.standard
    if one.measures and not any(row.denominator for each in found.results.values() for row in each.rows):
        return Headline(f"No measure of “{one.title}” has a number here.", NO_DATA_SURE)
    return Headline(
        f"{one.title.replace(': ', ', ')}: {_states(counts, n)}.",
        f"{one.edition}. What the data shows; the rest is for people to show.",
    )


def _states(counts: dict[str, int], n: int) -> str:
    """ "all three lines are partly met", "of three lines two are partly met and one is missing"."""
    said = [(k, state) for state, k in counts.items() if k]
    if len(said) > 1:
        return f"of {spelled(n)} lines {listed(f'{spelled(k)} {_is(k)} {state}' for k, state in said)}"
    return (
        f"{'its one line' if n == 1 else 'both lines' if n == 2 else f'all {spelled(n)} lines'} {_is(n)} {said[0][1]}"
    )


def _is(n: int) -> str:
    return "is" if n == 1 else "are"


def lines(answers: Iterable[Answer]) -> list[tuple]:
    return [(a.requirement.code, a.requirement.title, capital(a.state), str(len(a.to_do) or "")) for a in answers]


def line(one: Answer) -> str:
    """The title of a line's own part."""
    return f"{SIGNS[one.state]}{one.requirement.code}: {one.requirement.title} – {one.state}"


def checks(found: Iterable[Finding], narrow: bool) -> list[tuple]:
    """One row a check: the word is said once. On a phone those alone that found something."""
    rows, before = [], ""
    for one in (one for one in found if one.count or not narrow):
        word = "" if one.word == before else capital(one.word)
        before = one.word
        counts = (numbers.count(one.count), numbers.count(one.of))
        rows.append((word, one.title, *counts) if narrow else (word, one.title, *counts, one.unit))
    return rows


def clean(found: Iterable[Finding]) -> str:
    """The checks that found nothing."""
    return "; ".join(small(one.title) if i else one.title for i, one in enumerate(x for x in found if not x.count))


def remarks(found: Iterable[Finding]) -> list[tuple[str, str]]:
    """What there is to say of the checks that found something, and of what the measure rests on."""
    some = [(f"{one.title}.", one.says) for one in found if one.count]
    rests = [
        ("It rests on.", one.says) for one in found if not one.count and one.unit in ("definitions", "instruments")
    ]
    return [*some, *rests]


def summary(found: Sequence[Finding]) -> str:
    """The four words in one line each with how many records are concerned, for beside a card."""
    said: dict[str, list[str]] = {}
    for one in found:
        said.setdefault(one.word, [])
        if one.count:
            said[one.word].append(f"{small(one.title)} {numbers.count_of(one.count, one.of, one.unit)}")
    return "; ".join(f"{word}: {', '.join(some) or 'nothing found'}" for word, some in said.items())


def draw(measure: Measure, found: Sequence[Traced], seed: int) -> Headline:
    """What was drawn, and what to do with it."""
    if not found:
        return Headline(f"Nobody is behind “{measure.card.title}” here.", "Choose another period or fewer filters.")
    strata = [(standing, sum(one.standing == standing for one in found)) for standing in STRATA]
    said = listed(f"{spelled(n)} {standing}" for standing, n in strata if n)
    first = f"{capital(plural(len(found), 'record'))} of “{measure.card.title}”: {said}."
    sure = (
        f"Drawn with seed {seed}; the same seed draws the same again. Find each source value in the program's own "
        "records, follow the rule by hand, and see whether you end in the same place."
    )
    return Headline(first, sure)


def title(place: int, one: Traced) -> str:
    return f"{place}. Episode {one.episode_id}: {one.standing}"


def steps(found: Iterable[Step], narrow: bool) -> list[tuple]:
    """One row a step; on a phone the record stands with its value."""
    rows = []
    for one in found:
        day, record = numbers.date(one.day) if one.day else "", f"{one.table.replace('_', ' ')} {one.record_id}".strip()
        value = f"{record}: {one.value}" if record else one.value
        rows.append((day, value, one.follows) if narrow else (day, record, one.value, one.follows))
    return rows
