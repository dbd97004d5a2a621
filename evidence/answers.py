"""How far the data answers what a standard asks: met, partly met or missing, by the rules below.

A line asks for several things: a number from each of its measures, each of its targets, each of its words of data
quality, an entry in the log of actions, and what only a person can show.

- A measure answers where its headline has a denominator in the period.
- A target answers where the value reaches it; the sentence says whether the whole interval does too.
- Completeness answers where, for each of the line's measures, no more is missing than the line allows (80 % must be
  there, where it says nothing). Accuracy, validity and reliability answer where they were looked at and at most 5 % of
  the records of each check are concerned.
- Actions answer where the log holds any.

Met: all of it answers and nothing is left to a person. Missing: nothing answers. Partly met: everything between.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from evidence.finding import Finding
from evidence.requirement import COMPLETENESS, MET, MISSING, PARTLY, Answer, Requirement, Standard, Target
from figures import numbers, units
from figures.words import parts
from figures.words.months import capital, small, spelled
from metrics import MEASURES
from metrics.measure import Measure
from metrics.result import Result, Row

# This product's own choice: more than one record in twenty concerned, and the check is something to work on.
MOST_FAULTY = 0.05

Findings = Mapping[str, tuple[Finding, ...]]


class _Said(NamedTuple):
    """One thing that a line asks for: whether it answers, what was found, and what is left to do ("" for nothing)."""

    answers: bool
    found: str
    to_do: str = ""


def answers(standard: Standard, results: Mapping[str, Result], findings: Findings, actions: bool) -> tuple[Answer, ...]:
    """An answer for each line. `results`, `findings`: by measure, of one cohort; a measure that is not there has no
    number. `actions`: the log of actions holds an entry in the period."""
    return tuple(_answer(one, results, findings, actions) for one in standard.requirements)


def _answer(one: Requirement, results: Mapping[str, Result], findings: Findings, actions: bool) -> Answer:
    said = [
        *(_measured(MEASURES[name], results.get(name)) for name in one.measures),
        *(_reached(target, results.get(target.measure)) for target in one.targets),
        *(_quality(word, one, findings) for word in one.quality),
        *([_logged(actions)] if one.actions else []),
    ]
    to_do = tuple(each.to_do for each in said if each.to_do) + one.by_hand
    return Answer(one, _state(said, one.by_hand), tuple(each.found for each in said if each.found), to_do)


def _state(said: list[_Said], by_hand: tuple[str, ...]) -> str:
    if not any(each.answers for each in said):
        return MISSING
    return MET if all(each.answers for each in said) and not by_hand else PARTLY


def _measured(measure: Measure, result: Result | None) -> _Said:
    row, title = result.one(**measure.headline) if result else Row({}, {}, 0, 0, None), parts.title(measure)
    if not row.denominator:
        why = f"{title}: no data in the period; hand in what it needs, or choose another period."
        return _Said(False, "", why)
    return _Said(True, f"{title}: {headline(measure, row)}.")


def headline(measure: Measure, row: Row) -> str:
    """ "72% (69 to 74), 812 of 1,130 admissions"."""
    unit = units.unit(measure.card, row.part)
    return f"{numbers.estimate(row.value, row.low, row.high, unit, row.denominator)}, {parts.counts(measure, row)}"


def _reached(target: Target, result: Result | None) -> _Said:
    measure, part = MEASURES[target.measure], dict(target.part)
    name = parts.title(measure) if part == dict(measure.headline) else parts.part(measure, part)
    wanted = f"Target for {small(name)}: {_wanted(measure, target)} ({target.source})"
    row = result.one(**part) if result else Row({}, part, 0, 0, None)
    if row.value is None:
        return _Said(False, "", f"{wanted}: no data in the period, so it cannot be said.")
    unit, n = units.unit(measure.card, part), row.denominator
    value = numbers.value(row.value, unit, n)
    if not reaches(target, row.value):
        maybe = any(end is not None and reaches(target, end) for end in (row.low, row.high))
        could = f"; chance alone could be the reason ({_reach(row, unit)})" if maybe else ""
        return _Said(False, f"{wanted}: not reached, {value}{could}.", f"Bring {small(name)} to its target.")
    return _Said(True, f"{wanted}: reached, {value}; {_sure(target, row, unit)}.")


def _sure(target: Target, row: Row, unit: str) -> str:
    if row.low is None and row.high is None:
        return "there is no interval, so how sure that is cannot be said"
    whole = all(end is not None and reaches(target, end) for end in (row.low, row.high))
    return f"{'the whole of its interval too' if whole else 'but its interval reaches past it'} ({_reach(row, unit)})"


def _reach(row: Row, unit: str) -> str:
    return numbers.range_of(row.low, row.high, unit, row.denominator)


def reaches(target: Target, value: float) -> bool:
    """The value lies where the target wants it; on the edge counts."""
    least = target.at_least is None or value >= target.at_least
    return least and (target.at_most is None or value <= target.at_most)


def _wanted(measure: Measure, target: Target) -> str:
    unit = units.unit(measure.card, dict(target.part))
    ends = (("at least", target.at_least), ("at most", target.at_most))
    return " and ".join(f"{word} {numbers.value(end, unit)}" for word, end in ends if end is not None)


def _quality(word: str, one: Requirement, findings: Findings) -> _Said:
    """One word of data quality, over all measures of the line."""
    own = [(name, each) for name in one.measures for each in findings.get(name, ()) if each.word == word]
    if not any(each.of for _, each in own):
        return _Said(False, "", f"{capital(word)}: there was nothing to look at in the period.")
    least = one.complete if word == COMPLETENESS else 1 - MOST_FAULTY
    worst = _by_check(own)
    bad = [each for each in worst if each.of and (each.of - each.count) / each.of < least]
    found = f"{capital(word)}: {_told(worst)}."
    todo = " ".join(
        f"{capital(each.title)}: {_share(each)} is more than the {numbers.share(1 - least)} allowed." for each in bad
    )
    return _Said(not bad, found, todo)


def _told(checks: list[Finding]) -> str:
    """Checks that found something, each with its counts; then how many found nothing."""
    some = [_counted(each) for each in checks if each.count]
    clean = sum(1 for each in checks if each.of and not each.count)
    rest = f"{spelled(clean)} {'other ' if some else ''}{'check' if clean == 1 else 'checks'} found nothing"
    return "; ".join([*some, *([rest] if clean else [])])


def _by_check(own: Iterable[tuple[str, Finding]]) -> list[Finding]:
    """Each check once: of the same check of the same records for several measures, the first."""
    seen: dict[tuple, Finding] = {}
    for _, each in own:
        seen.setdefault((each.title, each.count, each.of, each.unit), each)
    return list(seen.values())


def _counted(each: Finding) -> str:
    return f"{small(each.title)} {numbers.count_of(each.count, each.of, each.unit)}"


def _share(each: Finding) -> str:
    return numbers.share(each.count / each.of, each.of)


def _logged(actions: bool) -> _Said:
    if actions:
        return _Said(True, "The log of actions holds entries for the period.")
    return _Said(False, "", "Write down what is being done, by whom and until when, in the log of actions.")
