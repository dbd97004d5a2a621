"""Case mix: what would be expected of each group, given whom it takes; indirect standardisation by a model.

Logistic (a yes or a no) or linear (points) regression of all groups together, without the groups: what it expects of
each person is added up over a group and held against what was observed there.
"""

import warnings
from dataclasses import dataclass

import numpy as np
import pandas as pd

from metrics.calibration import Calibration, calibration
from metrics.case_rows import NAMED, SEVERITY, YES_NO, Cases
from metrics.standardised import Standardised, points_of, shares_of

# Fewer people than this at a level are added to the commonest one: a level needs people to be estimated.
LEAST_AT_LEVEL = 10
# Peduzzi et al. 1996, J Clin Epidemiol 49:1373-1379: ten of the rarer outcome for each coefficient of a logistic
# model. For linear models ten people each (Harrell 2015, Regression Modeling Strategies, 2nd ed., section 4.4).
EVENTS_PER_COEFFICIENT = 10
# Where fewer than this share of people have a first score, the model goes without it rather than without them.
SCORED_ENOUGH = 0.5
COMPARED, ALIKE, TOO_FEW = "compared", "alike", "too few"
SELDOM_SCORED, DECIDED = "seldom scored", "decided"
NOT_ONE_EACH, NO_MODEL, NO_FIT = "not one each", "no model", "no fit"


@dataclass(frozen=True)
class NotAdjusted:
    """Why there is no adjusted number."""

    why: str


@dataclass(frozen=True)
class Adjusted:
    """Observed and expected by group, and the model behind it.

    used: covariates in the model. pooled: covariate -> levels that were added to its commonest one. left_out:
    covariate -> why. people: in the model; missing: people without a first score, who are not in it.
    """

    kind: str
    scale: str
    groups: tuple[Standardised, ...]
    used: tuple[str, ...]
    pooled: dict[str, tuple[str, ...]]
    left_out: dict[str, str]
    people: int
    missing: int
    fit: Calibration


@dataclass(frozen=True)
class Design:
    """The columns of the model, a row a cell; the first is the intercept."""

    columns: np.ndarray
    used: tuple[str, ...]
    pooled: dict[str, tuple[str, ...]]
    left_out: dict[str, str]


def adjusted(found: Cases | None, by: str) -> Adjusted | NotAdjusted:
    """The groups of a dimension adjusted for case mix, as far as the data allow."""
    if found is None:
        return NotAdjusted(NOT_ONE_EACH)
    table, scored = found.table, found.table[SEVERITY].notna()
    without = _without_severity(table, scored)
    own = (table if without else table[scored]).reset_index(drop=True)
    plan = design(own, found.kind, by, without)
    if not plan.used:
        return NotAdjusted(NO_MODEL)
    expected = fitted(own, plan, found.kind)
    if expected is None:
        return NotAdjusted(NO_FIT)
    people, means = int(own.n.sum()), found.kind != YES_NO
    groups = points_of(own, expected, plan.columns.shape[1]) if means else shares_of(own, expected)
    fit = calibration(own.outcome, expected, own.n, means)
    missing = int(table.n.sum()) - people
    return Adjusted(
        found.kind, found.instrument.name, groups, plan.used, plan.pooled, plan.left_out, people, missing, fit
    )


def _without_severity(table: pd.DataFrame, scored: pd.Series) -> str | None:
    """Why the model has to go without the first score: few have one, or having one decides the outcome itself."""
    if table.n[scored].sum() < SCORED_ENOUGH * table.n.sum():
        return SELDOM_SCORED
    return DECIDED if table.outcome[scored].nunique() == 1 and table.outcome.nunique() > 1 else None


def design(own: pd.DataFrame, kind: str, by: str, without_severity: str | None = None) -> Design:
    """Covariates taken up in their order for as long as there are outcomes enough to estimate them."""
    room = _coefficients(own, kind)
    columns, used, pooled, left_out = [np.ones(len(own))], [], {}, {}
    if without_severity:
        left_out[SEVERITY] = without_severity
    for name in (*(() if without_severity else (SEVERITY,)), *NAMED):
        found, small = ([own[SEVERITY].to_numpy()], ()) if name == SEVERITY else levels(own, name, kind)
        alike = not found or all(np.ptp(column) == 0 for column in found)
        if name == by or alike or len(columns) - 1 + len(found) > room:
            left_out[name] = COMPARED if name == by else ALIKE if alike else TOO_FEW
            continue
        columns += found
        used.append(name)
        pooled |= {name: small} if small else {}
    return Design(np.column_stack(columns), tuple(used), pooled, left_out)


def _coefficients(own: pd.DataFrame, kind: str) -> int:
    """As many as there are outcomes for."""
    people, yes = own.n.sum(), (own.n * own.outcome).sum()
    return int((min(yes, people - yes) if kind == YES_NO else people) // EVENTS_PER_COEFFICIENT)


def levels(own: pd.DataFrame, name: str, kind: str) -> tuple[list[np.ndarray], tuple[str, ...]]:
    """A column of 0 and 1 for each level but the commonest; and the levels that were added to that one.

    Those are levels of few people, and levels at which all had the outcome or nobody had: they have no estimate.
    """
    people = own.n.groupby(own[name]).sum()
    yes = (own.n * own.outcome).groupby(own[name]).sum()
    commonest = min(people.index, key=lambda level: (-people[level], level)) if len(people) else None
    small = people < LEAST_AT_LEVEL
    if kind == YES_NO:
        small |= (yes == 0) | (yes == people)
    small = tuple(sorted(level for level in people.index if small[level] and level != commonest))
    kept = sorted(level for level in people.index if level not in small and level != commonest)
    return [(own[name] == level).to_numpy(float) for level in kept], small


def fitted(own: pd.DataFrame, plan: Design, kind: str) -> np.ndarray | None:
    """What the model expects of a person in each cell; None where it finds no answer."""
    from statsmodels.genmod.families import Binomial, Gaussian
    from statsmodels.genmod.generalized_linear_model import GLM

    family = Binomial() if kind == YES_NO else Gaussian()
    model = GLM(own.outcome.to_numpy(), plan.columns, family=family, freq_weights=own.n.to_numpy())
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            result = model.fit()
        except (Warning, ArithmeticError, ValueError, np.linalg.LinAlgError):
            return None
    sure = np.all(np.isfinite(result.params)) and np.linalg.matrix_rank(plan.columns) == plan.columns.shape[1]
    return np.asarray(result.fittedvalues) if result.converged and sure else None
