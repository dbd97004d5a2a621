"""Whom a program serves: people by age, and everybody."""

from collections.abc import Iterator

from figures.words.funder.lines import latest, now_and_before, share
from figures.words.funder.marking import Translate, _
from figures.words.funder.numerals import between, hundred, number

AGES = {"unknown": _("Not known"), "under 18": _("Under 18"), "65+": _("65 and over")}
NOT_SHOWN = _("not shown")
Row = tuple[str, str, str, str]


def served(release, tr: Translate) -> Iterator[Row]:
    """(age, people, clearly better in 100, range) of the latest period; everybody last."""
    lines, better = (_by_age(release, measure) for measure in ("retention", "phq9_reliable_change"))
    for age, line in sorted(lines.items(), key=lambda one: (one[0] != "under 18", one[0])):
        yield _row(_age(age, tr), line, better.get(age), tr)
    if lines:
        everybody = (now_and_before(release, measure)[0] for measure in ("retention", "phq9_reliable_change"))
        yield _row(tr(_("All ages")), *everybody, tr)


def _by_age(release, measure: str) -> dict:
    return {one.group["age_band"]: one for one in latest(release.of(measure, "age_band"))}


def _row(name: str, line, better, tr: Translate) -> Row:
    hidden, now = tr(NOT_SHOWN), share(better)
    people = hidden if line is None or line.people is None else number(line.people, tr)
    if now is None:
        return name, people, hidden, hidden
    value, low, high = map(hundred, now)
    return name, people, f"{value}", between(low, high, tr)


def _age(age: str, tr: Translate) -> str:
    if age in AGES:
        return tr(AGES[age])
    low, _dash, high = age.partition("-")
    return between(low, high, tr)
