"""The words of the funder summary: each verdict is worked out from the release's own intervals."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import exp, log, sqrt

# A range wider than this (of 100 people) says too little for a verdict.
WIDEST = 0.3
BETTER, WORSE, SAME, FEW, ALONE = "better", "worse", "same", "few", "alone"
AMOUNTS = ((0.9, "nearly all"), (0.6, "most"), (0.4, "half"), (0.2, "some"), (0.0, "few"))
Translate = Callable[[str], str]


def _(words: str) -> str:
    """Marks a text for translation."""
    return words


VERDICTS = {
    BETTER: _("Better than the year before, and unlikely to be chance."),
    WORSE: _("Worse than the year before, and unlikely to be chance."),
    SAME: _("About the same as the year before; the difference could be chance."),
    FEW: _("Too few people to tell."),
    ALONE: _("No earlier year can be compared."),
}
STAY = {
    "nearly all": _("Nearly all people stay in care."),
    "most": _("Most people stay in care."),
    "half": _("About half of people stay in care."),
    "some": _("Some people stay in care."),
    "few": _("Few people stay in care."),
}
FEEL = {
    "nearly all": _("Nearly all clearly feel better."),
    "most": _("Most clearly feel better."),
    "half": _("About half clearly feel better."),
    "some": _("Some clearly feel better."),
    "few": _("Few clearly feel better."),
}
WELL = {
    "nearly all": _("Nearly all show no sign of use."),
    "most": _("Most show no sign of use."),
    "half": _("About half show no sign of use."),
    "some": _("Many return to use at some point; some do not."),
    "few": _("Most return to use at some point."),
}
VISITS = {
    BETTER: _("Emergency visits fell; we cannot say why."),
    WORSE: _("Emergency visits rose."),
    SAME: _("Emergency visits did not clearly change."),
    FEW: _("Too few people to tell about emergency visits."),
}
AGES = {"unknown": _("Not known"), "under 18": _("Under 18"), "65+": _("65 and over")}
NOT_SHOWN = _("not shown")
TO = _("{low} to {high}")
# How a language writes numbers (CLDR): es as in the United States, 1,234.5; pt as in Brazil and Portugal, 1.234,5.
MARKS = _("1,234.5")
MONTHS = tuple(map(_, ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")))  # fmt: skip


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


@dataclass(frozen=True)
class Summary:
    """Everything on the page, in one language."""

    sentence: str
    sure: str
    answers: tuple[Answer, ...]
    served: tuple[tuple[str, str, str, str], ...]
    closing: str


def summary(release, tr: Translate) -> Summary:
    """The page of a release."""
    found = [_stay(release, tr), _better(release, tr), _well(release, tr), _emergency(release, tr)]
    first = [sentence for sentence, _answer in found if sentence]
    answers = tuple(answer for _sentence, answer in found)
    sentence = " ".join(first) or tr(_("Too few people to tell how the program does."))
    return Summary(sentence, _sure(release, tr), answers, tuple(_served(release, tr)), _closing(release, tr))


def _of(release, measure: str, **part) -> tuple[object | None, object | None]:
    """The line of the latest period, and of the one just as long before it."""
    lines = sorted(release.of(measure, **part), key=lambda one: (one.end, one.start))
    if not lines:
        return None, None
    last = lines[-1]
    months = _length(last)
    before = [one for one in lines[:-1] if _length(one) == months and one.end < last.start]
    return last, before[-1] if before else None


def _length(line) -> int:
    return 12 * (line.end.year - line.start.year) + line.end.month - line.start.month


def _share(line, turned: bool = False):
    """(value, low, high) of a line; turned: of those who are not counted."""
    if line is None or line.value is None or line.low is None or line.high is None:
        return None
    return (1 - line.value, 1 - line.high, 1 - line.low) if turned else (line.value, line.low, line.high)


def compare(now, before, good_up: bool = True) -> str:
    """BETTER, WORSE, SAME, FEW or ALONE: the difference of two shares from their intervals (MOVER: Zou & Donner 2008,
    Stat Med 27:1693-1702; with Wilson intervals it is Newcombe's method 10)."""
    if now is None or now[2] - now[1] > WIDEST:
        return FEW
    if before is None:
        return ALONE
    d = now[0] - before[0]
    low = d - sqrt((now[0] - now[1]) ** 2 + (before[2] - before[0]) ** 2)
    high = d + sqrt((now[2] - now[0]) ** 2 + (before[0] - before[1]) ** 2)
    if low <= 0 <= high:
        return SAME
    return BETTER if (d > 0) == good_up else WORSE


def ratio(now, before) -> tuple[float, float, float] | None:
    """The ratio of two rates with its range, from their intervals on the log scale (MOVER)."""
    if now is None or before is None or min(*now, *before) <= 0:
        return None
    a, b = [[log(x) for x in one] for one in (now, before)]
    d = a[0] - b[0]
    low = d - sqrt((a[0] - a[1]) ** 2 + (b[2] - b[0]) ** 2)
    high = d + sqrt((a[2] - a[0]) ** 2 + (b[0] - b[1]) ** 2)
    return exp(d), exp(low), exp(high)


def amount(value: float) -> str:
    return next(word for least, word in AMOUNTS if value >= least)


def number(value: float, tr: Translate, decimals: int = 0) -> str:
    """A number as the language writes it."""
    marks = tr(MARKS)
    return f"{value:,.{decimals}f}".translate({ord(","): marks[1], ord("."): marks[5]})


def _hundred(value: float) -> int:
    return round(100 * value)


def _answer(tr: Translate, question: str, kind: str, words: str, share, unit: str, count: str) -> Answer:
    numbers = share or (None, None, None)
    return Answer(
        tr(question), tr(VERDICTS[kind]), words if share else _hidden(tr), *numbers, tr(unit), count if share else ""
    )


def _hidden(tr: Translate) -> str:
    return tr(_("The number is not shown: too few people, or it would give away how many they are."))


def _stay(release, tr: Translate) -> tuple[str, Answer]:
    line, before = _of(release, "retention")
    share = _share(line, turned=True)
    words = count = ""
    if share:
        day = line.part.get("day", 30)
        words = tr(_("{n} in 100 were still in care after {day} days. Who finished early has left too.")).format(
            n=_hundred(share[0]), day=day
        )
        count = tr(_("{n} admissions")).format(n=number(line.people, tr))
    kind = compare(share, _share(before, turned=True))
    answer = _answer(tr, _("Do people stay?"), kind, words, share, _("in 100 still in care"), count)
    return tr(STAY[amount(share[0])]) if share else "", answer


def _better(release, tr: Translate) -> tuple[str, Answer]:
    line, before = _of(release, "phq9_reliable_change")
    share = _share(line)
    words = count = ""
    if share:
        words = tr(
            _(
                "Of people who answered a depression questionnaire twice, {n} in 100 improved by more than its own error. Some people improve without treatment, and who did not answer twice is not known."
            )
        ).format(n=_hundred(share[0]))
        count = tr(_("{k} of {n} scored twice")).format(k=number(line.numerator, tr), n=number(line.denominator, tr))
    answer = _answer(
        tr,
        _("Do people feel less depressed?"),
        compare(share, _share(before)),
        words,
        share,
        _("in 100 clearly better"),
        count,
    )
    return tr(FEEL[amount(share[0])]) if share else "", answer


def _well(release, tr: Translate) -> tuple[str, Answer]:
    line, before = _of(release, "time_to_first_use")
    share = _share(line)
    words = count = ""
    if share:
        words = tr(
            _(
                "By day {day}, {n} in 100 had no positive test and no reported use. One positive test is not a longer return to use; missed tests make this uncertain."
            )
        ).format(n=_hundred(share[0]), day=line.part.get("day", 60))
        count = tr(_("{n} admissions")).format(n=number(line.people, tr))
    answer = _answer(
        tr,
        _("Do people stay well?"),
        compare(share, _share(before)),
        words,
        share,
        _("in 100 with no sign of use"),
        count,
    )
    return tr(WELL[amount(share[0])]) if share else "", answer


def _emergency(release, tr: Translate) -> tuple[str, Answer]:
    line, _before = _of(release, "ed_rate", window="during")
    base, _before = _of(release, "ed_rate", window="months_6_to_4_before")
    now, then = _share(line), _share(base)
    change = ratio(now, then)
    question = tr(_("Do people need the emergency room less?"))
    if change is None:
        return "", Answer(question, tr(VISITS[FEW]), _hidden(tr))
    kind = SAME if change[1] <= 1 <= change[2] else BETTER if change[0] < 1 else WORSE
    words = tr(
        _(
            "People often start after a crisis, so we compare with the calmer months before it: {then} visits for every 100 people a month then, {now} in care. Other reasons are possible."
        )
    ).format(then=number(then[0] / 10, tr, 1), now=number(now[0] / 10, tr, 1))
    count = tr(_("{n} admissions; range {low} to {high}")).format(
        n=number(line.people, tr), low=number(now[1] / 10, tr, 1), high=number(now[2] / 10, tr, 1)
    )
    unit = tr(_("visits per 100 people a month"))
    return tr(VISITS[kind]), Answer(question, tr(VISITS[kind]), words, now[0] / 10, None, None, unit, count)


def _served(release, tr: Translate) -> Iterator[tuple[str, str, str, str]]:
    """(age, people, clearly better in 100, range) of the latest period; everybody last."""
    lines = {one.group["age_band"]: one for one in _latest(release.of("retention", "age_band"))}
    better = {one.group["age_band"]: one for one in _latest(release.of("phq9_reliable_change", "age_band"))}
    for age, line in sorted(lines.items(), key=lambda one: (one[0] != "under 18", one[0])):
        yield _row(tr(AGES[age]) if age in AGES else _band(age, tr), line, better.get(age), tr)
    if lines:
        yield _row(tr(_("All ages")), _of(release, "retention")[0], _of(release, "phq9_reliable_change")[0], tr)


def _row(name: str, line, better, tr: Translate) -> tuple[str, str, str, str]:
    hidden, share = tr(NOT_SHOWN), _share(better)
    people = hidden if line is None or line.people is None else number(line.people, tr)
    return name, people, *((hidden, hidden) if share is None else (f"{_hundred(share[0])}", _range(share, tr)))


def _band(age: str, tr: Translate) -> str:
    low, _dash, high = age.partition("-")
    return tr(TO).format(low=low, high=high)


def _range(share, tr: Translate) -> str:
    return tr(TO).format(low=_hundred(share[1]), high=_hundred(share[2]))


def _latest(lines: Sequence) -> list:
    last = max(((one.end, one.start) for one in lines), default=None)
    return [one for one in lines if (one.end, one.start) == last]


def _sure(release, tr: Translate) -> str:
    line, _before = _of(release, "retention")
    told = tr(_("Figures are out of 100 people; the range shows how far chance alone could move them."))
    if line is None or line.people is None:
        return told
    served = tr(_("{n} admissions from {first} to {last}; whoever came back counts again.")).format(
        n=number(line.people, tr), first=_month(line.start, tr), last=_month(line.end, tr)
    )
    return f"{served} {told}"


def _month(day: date, tr: Translate) -> str:
    return f"{tr(MONTHS[day.month - 1])} {day.year}"


def _closing(release, tr: Translate) -> str:
    words = tr(
        _(
            "Groups of fewer than 11 people are not shown, and further figures are withheld so that the small ones cannot be worked out. Every figure has a written definition; the quality team can trace it to its source."
        )
    )
    data = tr(_("Release: {title}. Data to {month}.")).format(
        title=release.title, month=_month(release.as_of, tr) if release.as_of else ""
    )
    return f"{words} {data}"


# Words that stand on the page itself.
PAGE = {
    "language": _("Language"),
    "release": _("Release"),
    "served": _("Whom do we serve?"),
    "age": _("Age"),
    "people": _("Admissions"),
    "better": _("Clearly better, in 100"),
    "range": _("Range"),
    "range_words": _("range {low} to {high}"),
    "nobody": _("No one can be identified."),
    "nothing": _("Nothing has been published yet."),
    "waiting": _("The summary stands here as soon as the program publishes one."),
    "print": _("To print: one sheet, from the browser's own menu."),
}
