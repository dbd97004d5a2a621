"""The adjustment for who came, in words: what the model used, what it left out, how well it fits."""

from figures import numbers
from figures.words import labels
from figures.words.months import listed, plural, small
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

NOT = {
    NOT_ONE_EACH: "This number does not count each admission once as a yes or a no, so it cannot be adjusted for who came.",
    NO_MODEL: "There are too few admissions to adjust for who came.",
    NO_FIT: "The model came to no answer with these admissions, so nothing is adjusted for who came.",
}
WHY = {
    COMPARED: "it is what is compared",
    ALIKE: "all are alike in it",
    TOO_FEW: f"too few outcomes to estimate it ({EVENTS_PER_COEFFICIENT} a coefficient are needed)",
    SELDOM_SCORED: "fewer than half have one",
    DECIDED: "having one decides the outcome itself",
}


def used(found: Adjusted, groups: str) -> str:
    """What the model used, as sentences."""
    kind = "Logistic" if found.fit.c is not None or found.fit.brier is not None else "Linear"
    names = listed(_covariate(name, found.scale) for name in found.used)
    told = f"{kind} regression of {plural(found.people, 'admission')} of all {groups} together on {names}"
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


def _covariate(name: str, scale: str) -> str:
    return f"first {scale}" if name == SEVERITY else small(labels.dimension(name))


def why_not(found: object) -> str:
    """Why nothing is adjusted; "" where something is."""
    return NOT[found.why] if isinstance(found, NotAdjusted) else ""
