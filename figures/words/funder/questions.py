"""The four questions of the page, each with the sentence that it gives to the page's first line."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from figures.words.funder.amounts import FEEL, STAY, WELL, amount
from figures.words.funder.lines import Share, now_and_before, share
from figures.words.funder.marking import Translate, _
from figures.words.funder.numerals import hundred, number
from figures.words.funder.verdicts import FEW, VERDICTS, VISITS, compare, fewer_is_better, ratio


@dataclass(frozen=True)
class Answer:
    """One question: its verdict, what is behind it, and the number in 100 with its range; no number: too few."""

    question: str
    verdict: str
    words: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str = ""
    count: str = ""


class Said(NamedTuple):
    """What is said of a share: the question, its unit, what is behind it, a sentence for each amount; its usual day."""

    question: str
    unit: str
    words: str
    amounts: dict[str, str]
    day: int | None = None


def stay(release, tr: Translate) -> tuple[str, Answer]:
    """Do people stay?"""
    words = _("{n} in 100 were still in care after {day} days. Who finished early has left too.")
    said = Said(_("Do people stay?"), _("in 100 still in care"), words, STAY, 30)
    return _of_100(release, "retention", said, _admissions, tr, turned=True)


def better(release, tr: Translate) -> tuple[str, Answer]:
    """Do people feel less depressed?"""
    words = _(
        "Of people who answered a depression questionnaire twice, {n} in 100 improved by more than its own error. Some people improve without treatment, and who did not answer twice is not known."
    )
    said = Said(_("Do people feel less depressed?"), _("in 100 clearly better"), words, FEEL)
    return _of_100(release, "phq9_reliable_change", said, _scored_twice, tr)


def well(release, tr: Translate) -> tuple[str, Answer]:
    """Do people stay well?"""
    words = _(
        "By day {day}, {n} in 100 had no positive test and no reported use. One positive test is not a longer return to use; missed tests make this uncertain."
    )
    said = Said(_("Do people stay well?"), _("in 100 with no sign of use"), words, WELL, 60)
    return _of_100(release, "time_to_first_use", said, _admissions, tr)


def emergency(release, tr: Translate) -> tuple[str, Answer]:
    """Do people need the emergency room less?"""
    line, _before = now_and_before(release, "ed_rate", window="during")
    base, _before = now_and_before(release, "ed_rate", window="months_6_to_4_before")
    now, then = share(line), share(base)
    question, change = tr(_("Do people need the emergency room less?")), ratio(now, then)
    if change is None:
        return "", Answer(question, tr(VISITS[FEW]), _hidden(tr))
    verdict, unit = tr(VISITS[fewer_is_better(change)]), tr(_("visits per 100 people a month"))
    words, count = _visits_then_and_now(then, now, tr), _admissions_with_range(line, now, tr)
    return verdict, Answer(question, verdict, words, now[0] / 10, unit=unit, count=count)


def _of_100(
    release, measure: str, said: Said, count: Callable, tr: Translate, turned: bool = False
) -> tuple[str, Answer]:
    """A share of a measure: the latest, and how it stands beside the year before."""
    line, before = now_and_before(release, measure)
    now = share(line, turned)
    question, unit = tr(said.question), tr(said.unit)
    found = compare(now, share(before, turned))
    verdict = tr(VERDICTS[found])
    if now is None:
        return "", Answer(question, verdict, _hidden(tr), unit=unit)
    words = tr(said.words).format(n=hundred(now[0]), day=line.part.get("day", said.day))
    first = "" if found == FEW else tr(said.amounts[amount(now[0])])
    return first, Answer(question, verdict, words, *now, unit, count(line, tr))


def _hidden(tr: Translate) -> str:
    return tr(_("The number is not shown: too few people, or it would give away how many they are."))


def _admissions(line, tr: Translate) -> str:
    return tr(_("{n} admissions")).format(n=number(line.people, tr))


def _scored_twice(line, tr: Translate) -> str:
    return tr(_("{k} of {n} scored twice")).format(k=number(line.numerator, tr), n=number(line.denominator, tr))


def _visits_then_and_now(then: Share, now: Share, tr: Translate) -> str:
    words = tr(
        _(
            "People often start after a crisis, so we compare with the calmer months before it: {then} visits for every 100 people a month then, {now} in care. Other reasons are possible."
        )
    )
    return words.format(then=number(then[0] / 10, tr, 1), now=number(now[0] / 10, tr, 1))


def _admissions_with_range(line, now: Share, tr: Translate) -> str:
    low, high = (number(one / 10, tr, 1) for one in now[1:])
    return tr(_("{n} admissions; range {low} to {high}")).format(n=number(line.people, tr), low=low, high=high)
