"""The Compare page in words: which groups lie outside the limits of chance, before and after adjusting for who came."""

from collections.abc import Iterable, Mapping, Sequence

from figures import numbers
from figures.words import labels, parts
from figures.words.months import capital, listed, plural, small, spelled
from figures.words.sentences import NO_DATA_SURE, Headline
from metrics.case_rows import SEVERITY
from metrics.casemix import (
    ALIKE,
    COMPARED,
    DECIDED,
    EVENTS_PER_COEFFICIENT,
    LEAST_AT_LEVEL,
    NO_FIT,
    NO_MODEL,
    NOT_ONE_EACH,
    SELDOM_SCORED,
    TOO_FEW,
    Adjusted,
    NotAdjusted,
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
NOT = {
    NOT_ONE_EACH: "This number does not count each admission once as a yes or a no, so it cannot be adjusted for who came.",
    NO_MODEL: "There are too few admissions to adjust for who came.",
    NO_FIT: "The model came to no answer with these admissions, so nothing is adjusted for who came.",
}
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
WHY = {
    COMPARED: "it is what is compared",
    ALIKE: "all are alike in it",
    TOO_FEW: f"too few outcomes to estimate it ({EVENTS_PER_COEFFICIENT} a coefficient are needed)",
    SELDOM_SCORED: "fewer than half have one",
    DECIDED: "having one decides the outcome itself",
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


def used(found: Adjusted, by: str) -> str:
    """What the model used, as sentences."""
    kind = "Logistic" if found.fit.c is not None or found.fit.brier is not None else "Linear"
    names = listed(_covariate(name, found.scale) for name in found.used)
    told = f"{kind} regression of {plural(found.people, 'admission')} of all {groups(by)} together on {names}"
    return f"{told}; expected is what it foresees for a group’s own."


def left_out(found: Adjusted) -> str:
    """Who and what is not in the model, and why; "" where all are."""
    who = f"{plural(found.missing, 'admission')} without a first {found.scale} {'is' if found.missing == 1 else 'are'} left out."
    said = [who] if found.missing else []
    said += [f"Without {_covariate(name, found.scale)}: {WHY[why]}." for name, why in found.left_out.items()]
    pooled = [
        f"{labels.dimension(name).lower()} {listed(small(labels.value(name, level)) for level in levels)}"
        for name, levels in found.pooled.items()
    ]
    if pooled:
        few = f"fewer than {LEAST_AT_LEVEL} admissions, or one outcome only"
        said.append(f"Counted with the commonest of their kind ({few}): {'; '.join(pooled)}.")
    return " ".join(said)


def fit(found: Adjusted) -> str:
    """How well the model tells people apart, in words."""
    if found.fit.r2 is not None:
        return f"The model explains {numbers.share(found.fit.r2)} of the differences between admissions. {_adjusts(found.fit.r2 > 0.1)}"
    if found.fit.c is None:
        return ""
    times = f"{round(100 * found.fit.c)} times in 100 (c statistic; 50 is a coin)"
    rightly = f"Of two admissions, one counted and one not, the model expects it rather of the right one {times}."
    brier = f"Brier score {found.fit.brier:.3f}; {found.fit.brier_flat:.3f} without the model."
    return f"{rightly} {brier} {_adjusts(found.fit.c > 0.65)}"


def _adjusts(much: bool) -> str:
    return "" if much else "That is little, so adjusting changes little."


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


def _covariate(name: str, scale: str) -> str:
    return f"first {scale}" if name == SEVERITY else small(labels.dimension(name))


def names_of(by: str, values: Iterable[str], programs: Mapping[str, str]) -> dict[str, str]:
    """value -> what it is called."""
    known = programs if by == "program" else None
    return {value: capital(labels.value(by, value, known)) for value in values}


def why_not(found: object) -> str:
    """Why nothing is adjusted; "" where something is."""
    return NOT[found.why] if isinstance(found, NotAdjusted) else ""
