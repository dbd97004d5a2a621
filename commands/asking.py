"""What a person asks for on the command line: days, filters, groups and options, as typed words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from commands.failing import WrongWords
from metrics.ask import find
from metrics.cohort import BadRequest, Cohort
from metrics.instruments import FAULT
from metrics.measure import Measure


@dataclass(frozen=True)
class Question:
    """A measure, for whom and when, and its options as they were typed (and found good)."""

    measure: Measure
    cohort: Cohort
    options: dict[str, str]

    @property
    def name(self) -> str:
        return self.measure.card.name


def question(
    name: str,
    start: str | None,
    end: str | None,
    where: Iterable[str],
    options: Iterable[str],
    by: Iterable[str] = (),
    version: str | None = None,
) -> Question:
    """The question behind typed words; WrongWords where one of them has no meaning."""
    measure = known(name, version)
    dates = day(start, "--from"), day(end, "--to")
    dimensions = [one.strip() for words in by for one in words.split(",")]
    asked = options_of(options)
    try:
        measure.read_options(asked)
        return Question(measure, Cohort.asked(*dates, pairs(where, "--where", "program=A"), dimensions), asked)
    except BadRequest as trouble:
        raise WrongWords(str(trouble)) from trouble


def cohort_of(start: str | None, end: str | None, where: Iterable[str]) -> Cohort:
    """The cohort behind typed words, of no measure in particular."""
    dates = day(start, "--from"), day(end, "--to")
    try:
        return Cohort.asked(*dates, pairs(where, "--where", "program=A"))
    except BadRequest as trouble:
        raise WrongWords(str(trouble)) from trouble


def standards_of(key: str | None) -> list:
    """The standard of that key, or all of them; WrongWords where there is none, or their file is wrong."""
    from evidence.standards import load, standard

    try:
        return [standard(key)] if key else list(load().values())
    except BadRequest as trouble:
        raise WrongWords(str(trouble)) from trouble


def known(name: str, version: str | None = None) -> Measure:
    """The measure of that name, as it is or as it was defined in a version."""
    check_instruments()
    try:
        return find(name, version)
    except BadRequest as trouble:
        raise WrongWords(str(trouble)) from trouble


def check_instruments() -> None:
    """WrongWords where a program's own instruments cannot be used, as no number would speak of them."""
    if FAULT:
        raise WrongWords(FAULT)


def day(words: str | None, option: str) -> date | None:
    """A day written YYYY-MM-DD and in no other way."""
    if words is None:
        return None
    try:
        found = date.fromisoformat(words)
    except ValueError:
        found = None
    if found is None or found.isoformat() != words:
        raise WrongWords(f"{option} is a day written YYYY-MM-DD, such as 2026-03-31; {words!r} is not one.")
    return found


def pairs(words: Iterable[str], option: str, example: str) -> list[tuple[str, str]]:
    """KEY=VALUE words as pairs; the value may hold "=" itself."""
    return [_pair(one, option, example) for one in words]


def _pair(words: str, option: str, example: str) -> tuple[str, str]:
    key, sign, value = (part.strip() for part in words.partition("="))
    if not (key and sign and value):
        raise WrongWords(f"{option} is written like {example}; {words!r} is not. A value that is missing is 'unknown'.")
    return key, value


def options_of(words: Iterable[str]) -> dict[str, str]:
    """Options by name, each at most once."""
    found = pairs(words, "--option", "threshold=5")
    names = [name for name, _ in found]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise WrongWords(f"Option {twice} is given twice; give it once.")
    return dict(found)
