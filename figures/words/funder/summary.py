"""Everything on the page of a release, in one language."""

from dataclasses import dataclass

from figures.words.funder.ages import served
from figures.words.funder.lines import now_and_before
from figures.words.funder.marking import Translate, _
from figures.words.funder.numerals import month, number
from figures.words.funder.questions import Answer, better, emergency, stay, well


@dataclass(frozen=True)
class Summary:
    """The page's first line and how sure it is, its answers, whom the program serves, and what stands below."""

    sentence: str
    sure: str
    answers: tuple[Answer, ...]
    served: tuple[tuple[str, str, str, str], ...]
    closing: str


def summary(release, tr: Translate) -> Summary:
    """The page of a release."""
    sentences, answers = zip(*(question(release, tr) for question in (stay, better, well, emergency)), strict=True)
    sentence = " ".join(filter(None, sentences)) or tr(_("Too few people to tell how the program does."))
    return Summary(sentence, _sure(release, tr), answers, tuple(served(release, tr)), _closing(release, tr))


def _sure(release, tr: Translate) -> str:
    line, _before = now_and_before(release, "retention")
    told = tr(_("Figures are out of 100 people; the range shows how far chance alone could move them."))
    if line is None or line.people is None:
        return told
    counted = tr(_("{n} admissions from {first} to {last}; whoever came back counts again.")).format(
        n=number(line.people, tr), first=month(line.start, tr), last=month(line.end, tr)
    )
    return f"{counted} {told}"


def _closing(release, tr: Translate) -> str:
    words = tr(
        _(
            "Groups of fewer than 11 people are not shown, and further figures are withheld so that the small ones cannot be worked out. Every figure has a written definition; the quality team can trace it to its source."
        )
    )
    data = tr(_("Release: {title}. Data to {month}.")).format(
        title=release.title, month=month(release.as_of, tr) if release.as_of else ""
    )
    return f"{words} {data}"
