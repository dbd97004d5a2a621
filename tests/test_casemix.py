"""Case mix: what is expected of a group, against numbers by hand, statsmodels' formulas and plain loops."""

from functools import cache

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf
from statsmodels.genmod.families import Binomial

from intake import import_folder
from metrics import MEASURES, ask
from metrics.case_rows import NAMED, POINTS, SEVERITY, YES_NO, Cases
from metrics.casemix import (
    ALIKE,
    COMPARED,
    DECIDED,
    NO_FIT,
    NO_MODEL,
    NOT_ONE_EACH,
    SELDOM_SCORED,
    TOO_FEW,
    NotAdjusted,
    adjusted,
)
from metrics.cohort import Cohort
from metrics.funnel_limits import TAILS
from metrics.instruments import PHQ9
from metrics.people import PEOPLE
from tests.clinics import random_clinic, write_csv
from tests.databases import ENGINES, ready
from tests.reference import casemix as slow

ADJUSTABLE = ("completion_rate", "phq9_followed_up", "phq9_reliable_change", "phq9_trend")
DIMENSIONS = ("program", "payer", "age_band")


@cache
def larger() -> dict:
    return random_clinic(7, 500)


@cache
def people(name: str) -> tuple[dict, ...]:
    """Everybody whom the headline of a measure counts in the larger clinic, as the second author has them."""
    return tuple(slow.people(larger(), name))


@pytest.fixture(scope="module", params=ENGINES)
def connection(request, tmp_path_factory):
    """A connection to one larger random clinic."""
    rows, folder = larger(), tmp_path_factory.mktemp("clinic")
    with ready(request.param, folder) as engine:
        (folder / "files").mkdir()
        write_csv(rows, folder / "files")
        import_folder(engine, folder / "files")
        with engine.connect() as open_:
            yield open_


def cells(*rows, kind=YES_NO, severity=10.0):
    """Cases of (group, level of payer, outcome, n); everything else alike."""
    table = pd.DataFrame(rows, columns=["group", "payer", "outcome", "n"]).astype({"n": float, "outcome": float})
    others = {name: "one" for name in NAMED if name != "payer"}
    return Cases(table.assign(**{SEVERITY: severity}, **others), kind, PHQ9)


def test_one_covariate_by_hand():
    # Payer alone: the model expects of each payer its own share. a: 30 of 60, b: 10 of 40, both groups together.
    table = cells(
        ("G", "a", 1, 20), ("G", "a", 0, 10), ("G", "b", 1, 2), ("G", "b", 0, 18),
        ("H", "a", 1, 10), ("H", "a", 0, 20), ("H", "b", 1, 8), ("H", "b", 0, 12),
    )  # fmt: skip
    found = adjusted(table, "program")
    assert found.used == ("payer",)
    assert found.left_out == {SEVERITY: ALIKE, "age_band": ALIKE, "primary_substance": ALIKE, "entry": ALIKE}
    g, h = found.groups
    assert (g.group, g.n, g.observed) == ("G", 50, 22)
    assert g.expected == pytest.approx(30 * 30 / 60 + 20 * 10 / 40)
    assert g.ratio == pytest.approx(22 / 20) and h.ratio == pytest.approx(18 / 20)
    assert (found.people, found.missing) == (100, 0)


@pytest.mark.parametrize("by", DIMENSIONS)
@pytest.mark.parametrize("name", ADJUSTABLE)
def test_the_model_is_statsmodels_own_on_people_one_by_one(connection, name, by):
    found = ask.case_mix(connection, name, Cohort(), by)
    everyone = pd.DataFrame(people(name))
    scored = everyone[everyone.severity.notna()].reset_index(drop=True)
    assert (found.people, found.missing) == (len(scored), len(everyone) - len(scored))
    named = scored.assign(
        **{c: scored[c].where(~scored[c].isin(found.pooled.get(c, ())), scored[c].mode()[0]) for c in NAMED}
    )
    formula = "outcome ~ " + " + ".join(c if c == SEVERITY else f"C({c})" for c in found.used)
    family = None if name == "phq9_trend" else Binomial()
    expected = smf.glm(formula, named, family=family).fit().fittedvalues
    for one in found.groups:
        own = scored[by] == one.group
        n = own.sum() if name == "phq9_trend" else 1
        assert one.n == own.sum()
        assert one.observed == pytest.approx(scored.outcome[own].sum() / n)
        assert one.expected == pytest.approx(expected[own].sum() / n, rel=1e-6)


def test_the_model_is_newtons_in_plain_loops(connection):
    found = ask.case_mix(connection, "completion_rate", Cohort(), "program")
    scored = [one for one in people("completion_rate") if one["severity"] is not None]
    table, used = slow.columns(scored, "program", True)
    assert found.used == used
    risks = slow.logistic(table, [one["outcome"] for one in scored])
    for group in found.groups:
        total = sum(p for p, one in zip(risks, scored, strict=True) if one["program"] == group.group)
        assert group.expected == pytest.approx(total, rel=1e-7)


def test_limits_are_those_of_the_second_authors_risks(connection):
    """Newton's risks of each person, and the chances of each count added up in plain loops."""
    found = ask.case_mix(connection, "completion_rate", Cohort(), "program")
    scored = [one for one in people("completion_rate") if one["severity"] is not None]
    risks = slow.logistic(slow.columns(scored, "program", True)[0], [one["outcome"] for one in scored])
    for group in found.groups:
        own = [p for p, one in zip(risks, scored, strict=True) if one["program"] == group.group]
        for level, tail in TAILS.items():
            ends = [(end - sum(own)) / len(own) for end in slow.limits(own, tail)]
            assert group.limits[level] == pytest.approx(ends, abs=1e-6)


def test_expected_adds_up_to_observed(connection):
    for name in ADJUSTABLE:
        found = ask.case_mix(connection, name, Cohort(), "program")
        weight = [one.n if name == "phq9_trend" else 1 for one in found.groups]
        observed, expected = (
            sum(w * getattr(one, what) for w, one in zip(weight, found.groups, strict=True))
            for what in ("observed", "expected")
        )
        assert observed == pytest.approx(expected)


def test_filters_period_and_scope_hold(connection):
    every = ask.case_mix(connection, "phq9_followed_up", Cohort(), "program")
    seen = every.groups[0].group
    scoped = ask.case_mix(connection, "phq9_followed_up", Cohort(scope=frozenset([seen])), "program")
    filtered = ask.case_mix(connection, "phq9_followed_up", Cohort.asked(where=[("program", seen)]), "program")
    assert [one.group for one in scoped.groups] == [seen]
    assert scoped.people < every.people
    assert scoped == filtered
    assert ask.case_mix(connection, "phq9_followed_up", Cohort(scope=frozenset()), "program") == NotAdjusted(
        NOT_ONE_EACH
    )


def test_what_is_compared_is_not_adjusted_for(connection):
    found = ask.case_mix(connection, "phq9_followed_up", Cohort(), "age_band")
    assert found.left_out["age_band"] == COMPARED and "age_band" not in found.used


def test_each_measure_is_adjusted_or_says_why(connection):
    for name, measure in MEASURES.items():
        found = ask.case_mix(connection, name, Cohort(), "program")
        if isinstance(found, NotAdjusted):
            assert found.why in (NOT_ONE_EACH, NO_MODEL, NO_FIT)
        else:
            whole = ask.measure(connection, name, Cohort()).one(**measure.headline)
            assert found.people + found.missing == whole.denominator
    assert ask.case_mix(connection, "attendance_rate", Cohort(), "program") == NotAdjusted(NOT_ONE_EACH)
    assert ask.case_mix(connection, "time_to_relapse", Cohort(), "program") == NotAdjusted(NOT_ONE_EACH)


def test_no_case_holds_who_it_is(connection):
    """Cells of people who are alike: nothing of them names anybody."""
    from metrics.case_rows import cases

    one, cohort = MEASURES["completion_rate"], Cohort()
    whole = ask.measure(connection, "completion_rate", cohort).one(**one.headline)
    found = cases(connection, one, cohort, {}, ask.as_of(connection), "program", whole)
    assert set(found.table.columns) == {"group", SEVERITY, *NAMED, "outcome", "n"}
    assert not {"client_id", "episode_id", "admitted_day"} & set(found.table.columns) and "client_id" in PEOPLE


def test_levels_of_few_people_or_of_one_outcome_are_added_to_the_commonest():
    table = cells(
        ("G", "a", 1, 40), ("G", "a", 0, 40), ("G", "b", 1, 4), ("G", "b", 0, 5),
        ("G", "c", 1, 30), ("H", "d", 1, 20), ("H", "d", 0, 30),
    )  # fmt: skip
    found = adjusted(table, "program")
    assert found.pooled == {"payer": ("b", "c")} and found.used == ("payer",)


@pytest.mark.parametrize(("yes", "used"), [(9, ()), (10, ("payer",))])
def test_ten_of_the_rarer_outcome_for_each_coefficient(yes, used):
    table = cells(("G", "a", 1, yes - 1), ("G", "a", 0, 60), ("G", "b", 1, 1), ("H", "b", 0, 40))
    found = adjusted(table, "program")
    assert getattr(found, "used", ()) == used
    if not used:
        assert found == NotAdjusted(NO_MODEL)


def test_too_few_is_said_of_the_covariate():
    table = cells(
        ("G", "a", 1, 9), ("G", "a", 0, 60), ("H", "b", 1, 8), ("H", "b", 0, 40), ("H", "c", 0, 11), ("H", "c", 1, 2)
    )
    table.table["entry"] = ["x", "x", "y", "y", "x", "y"]
    table.table[SEVERITY] = [9.0, 12.0, 8.0, 11.0, 7.0, 15.0]
    found = adjusted(table, "program")
    assert found.left_out["payer"] == TOO_FEW and SEVERITY in found.used


def test_first_scores_that_few_have_or_that_decide_are_left_out():
    rows = (("G", "a", 1, 30), ("G", "a", 0, 40), ("H", "b", 1, 30), ("H", "b", 0, 20))
    seldom = cells(*rows)
    seldom.table[SEVERITY] = [8.0, np.nan, np.nan, 12.0]
    assert adjusted(seldom, "program").left_out[SEVERITY] == SELDOM_SCORED
    decided = cells(*rows)
    decided.table[SEVERITY] = [8.0, np.nan, 9.0, np.nan]
    found = adjusted(decided, "program")
    assert found.left_out[SEVERITY] == DECIDED and found.people == 120


def test_a_model_without_an_answer_is_said_calmly():
    table = cells(("G", "a", 1, 30), ("G", "a", 0, 30), ("H", "a", 1, 20), ("H", "a", 0, 20))
    table.table[SEVERITY] = [20.0, 5.0, 19.0, 6.0]
    assert adjusted(table, "program") == NotAdjusted(NO_FIT)


def test_nobody_at_all():
    assert adjusted(None, "program") == NotAdjusted(NOT_ONE_EACH)


def test_kinds_of_outcome(connection):
    assert ask.case_mix(connection, "phq9_trend", Cohort(), "program").kind == POINTS
    assert ask.case_mix(connection, "gad7_reliable_change", Cohort(), "program").scale == "GAD-7"
