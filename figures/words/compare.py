"""The Compare page in words: which groups lie outside the limits of chance, before and after adjusting for who came."""

from collections.abc import Iterable, Mapping, Sequence

from figures import numbers
from figures.words import labels, parts
from figures.words.adjusting import NOT
from figures.words.months import capital, listed, small, spelled
from figures.words.sentences import NO_DATA_SURE, Headline
from metrics.casemix import (
    NOT_ONE_EACH,
    Adjusted,
)
from metrics.expected_limits import ExpectedLimits
from metrics.funnel_limits import (
    ADDITIVE,
    ALONE,
    INSIDE,
    LEAST_GROUPS_FOR_SPREAD,
    MULTIPLICATIVE,
    OUTSIDE_95,
    OUTSIDE_998,
    Funnel,
)
from metrics.measure import Measure

GROUPS = {
    "program": "programs",
    "track": "tracks",
    "entry": "ways of entry",
    "payer": "payers",
    "primary_substance": "primary substances",
    "level_of_care": "levels of care",
    "age_band": "age groups",
    "gender": "genders",
    "language": "languages",
}
# More groups than this outside the limits are counted, not named: the chart and the table name them.
MOST_NAMED = 3
LEVELS = {OUTSIDE_95: "95%", OUTSIDE_998: "99.8%"}
CAUSES = "Limits tell chance from more than chance, and nothing about the cause."
UNSEEN = "What nobody wrote down cannot be adjusted for."
ALLOWING = {
    ADDITIVE: "Chance, and usual differences",
    MULTIPLICATIVE: "The same, in proportion",
    ALONE: "Chance alone",
}
METHOD = {
    "exact": "Limits: exact binomial (Spiegelhalter 2005).",
    "people": "Limits: normal approximation (Spiegelhalter 2005).",
    "repeated": "Limits: normal approximation, widened because what one person does repeatedly is alike (Spiegelhalter 2005).",
    "rate": "Limits: normal approximation, widened because some people visit often (Spiegelhalter 2005).",
    "mean": "Limits: normal approximation from the spread of all admissions (Spiegelhalter 2005).",
}


def groups(by: str, n: int = 2) -> str:
    """ "programs"; "groups" where there is no shorter word."""
    word = GROUPS.get(by, "groups")
    return word if n != 1 else {"ways of entry": "way of entry", "levels of care": "level of care"}.get(word, word[:-1])


def standing(value: float, funnel: Funnel, n: float) -> str:
    """ "Inside the limits", "Above the 95% limits"."""
    return placed(funnel.standing(value, n), value > funnel.centre)


def placed(standing: str, above: bool) -> str:
    """The same of what is known to stand there."""
    return (
        f"{'Above' if above else 'Below'} the {LEVELS[standing]} limits" if standing != INSIDE else "Inside the limits"
    )


def short(value: float, funnel: Funnel, n: float) -> str:
    """The same for a cell: "Inside", "Above 95%"."""
    return abridged(standing(value, funnel, n))


def abridged(where: str) -> str:
    """ "Above the 95% limits" -> "Above 95%"."""
    return where.replace(" the limits", "").replace("the ", "").replace(" limits", "")


def alone(measure: Measure, by: str, n: int, otherwise: Headline) -> Headline:
    """Where there is no funnel: no group, one group, or a number that none can be drawn around."""
    title = parts.title(measure)
    if not n:
        return Headline(f"No {groups(by)} to compare on this number in this period.", NO_DATA_SURE)
    if n == 1:
        return Headline(f"{title}: one {groups(by, 1)} only, so there is nothing to compare.", "Choose other groups.")
    return Headline(f"{title}: {small(otherwise.first)}", otherwise.sure)


def headline(
    measure: Measure, by: str, counted: Sequence, funnel: Funnel, adjusted=(), found=None, own=None
) -> Headline:
    """From the points of both pictures; `found`: the adjustment, or why there is none; `own`: its limits."""
    around = numbers.value(funnel.centre, parts.unit(measure), round(sum(point.n for point in counted)))
    first = f"{parts.title(measure)}, {around} in all: {where(counted, by, funnel)}."
    return Headline(first, f"{_after(counted, by, funnel, adjusted, found, own)} {_by_chance(counted)}{CAUSES}")


def where(points: Sequence, by: str, funnel: Funnel | ExpectedLimits) -> str:
    """ "all three programs lie inside the limits of chance"."""
    chance = "the limits of chance" if funnel.allowing == ALONE else "their usual limits"
    out = [point for point in points if point.standing != INSIDE]
    if not out:
        return f"all {spelled(len(points))} {groups(by)} lie inside {chance}"
    left = len(points) - len(out)
    if len(out) > MOST_NAMED:
        far = sum(point.standing == OUTSIDE_998 for point in out)
        beyond = f", {spelled(far)} of them beyond 99.8%" if far else ""
        return f"{spelled(len(out))} of {spelled(len(points))} {groups(by)} lie outside {chance}{beyond}"
    said = "; ".join(_outside(out, funnel))
    if not left:
        return said
    rest = "the other one is" if left == 1 else f"the other {spelled(left)} {groups(by)} are"
    return f"{said}; {rest} inside"


def _outside(points: Sequence, funnel: Funnel | ExpectedLimits) -> Iterable[str]:
    """ "Harbor lies below the 99.8% limits", one a side and level, the names in their own order."""
    for level in (OUTSIDE_998, OUTSIDE_95):
        for side, above in (("above", True), ("below", False)):
            own = [p.name for p in points if p.standing == level and (p.value > funnel.centre) is above]
            if own:
                yield f"{listed(own)} {'lies' if len(own) == 1 else 'lie'} {side} the {LEVELS[level]} limits"


def _after(counted, by: str, funnel: Funnel, adjusted, found, own: ExpectedLimits | None) -> str:
    if not isinstance(found, Adjusted) or own is None:
        return NOT.get(getattr(found, "why", NOT_ONE_EACH), "")
    with_ = "Adjusted for who came"
    if _places(counted, funnel.centre) == _places(adjusted, own.centre):
        return f"{with_}, the same holds. {UNSEEN}"
    return f"{with_}, {where(adjusted, by, own)}. {UNSEEN}"


def _places(points: Sequence, centre: float) -> dict[str, str]:
    return {point.name: placed(point.standing, point.value > centre) for point in points}


def _by_chance(points: Sequence) -> str:
    if not any(point.standing == OUTSIDE_95 for point in points):
        return ""
    return "Chance alone puts one group in twenty outside the 95% limits. "


def limits(funnel: Funnel) -> str:
    """How the limits are made, and what they allow for."""
    how = METHOD["exact" if funnel.exact else funnel.what]
    if not funnel.spread.known:
        few = f"with fewer than {LEAST_GROUPS_FOR_SPREAD} groups, usual differences between them cannot be estimated"
        return f"{how} They allow for chance alone: {few}."
    times = numbers.rate(funnel.spread.phi)
    if funnel.allowing == ALONE:
        more = f"Groups differ {times} times as much as chance alone lets them" if funnel.spread.over else ""
        return f"{how} They allow for chance alone.{f' {more}.' if more else ''}"
    return f"{how} Groups differ {times} times as much as chance alone lets them; the limits allow for that."


def names_of(by: str, values: Iterable[str], programs: Mapping[str, str]) -> dict[str, str]:
    """value -> what it is called."""
    known = programs if by == "program" else None
    return {value: capital(labels.value(by, value, known)) for value in values}
