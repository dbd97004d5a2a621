"""Symptoms: scores of questionnaires over time, the same measures for every scale that has the figures they need."""

from functools import partial

from metrics.instrument import Instrument
from metrics.instruments import SCALES
from metrics.measure import Measure, Option, one_of
from metrics.symptoms import (
    cards,
    item9,
    joint,
    other_cards,
    outcome_cards,
    people,
    recovery,
    remission,
    results,
    six_month,
)
from metrics.symptoms.facts import SYMPTOMS, SYMPTOMS_PRORATED
from metrics.symptoms.item9_facts import ITEM9
from metrics.symptoms.score_facts import SCORES, SCORES_PRORATED
from metrics.symptoms.scores import SCORINGS, STRICT, WINDOW
from metrics.symptoms.six_month_facts import SIX_MONTH, SIX_MONTH_PRORATED, TO
from metrics.symptoms.trend import trend
from metrics.symptoms.week_facts import SYMPTOM_WEEKS, SYMPTOM_WEEKS_PRORATED

FACTS = (
    SCORES,
    SCORES_PRORATED,
    SYMPTOMS,
    SYMPTOM_WEEKS,
    SYMPTOMS_PRORATED,
    SYMPTOM_WEEKS_PRORATED,
    ITEM9,
    SIX_MONTH,
    SIX_MONTH_PRORATED,
)
SCORING = {"scoring": Option(STRICT, one_of(*SCORINGS), "strict or prorated")}
# Those with a card of their own on the overview: PHQ-9 and GAD-7, and the two that speak of both.
LEADING = ("PHQ-9", "GAD-7")


def points(most: int, words: str) -> int:
    """A threshold: whole points, at least one and no more than a total can change by."""
    found = int(words)
    if not 1 <= found <= most:
        raise ValueError(words)
    return found


def measures_of(one: Instrument) -> tuple[Measure, ...]:
    """The measures of one scale: those that it has the figures for."""
    found = (*_scored(one), *(_changed(one) if one.reliable_change else ()))
    return (*found, *(_remitted(one) if one.caseness and one.remission else ()))


def _scored(one: Instrument) -> tuple[Measure, ...]:
    leading = one.name in LEADING
    return (
        Measure(
            cards.baseline_collected(one),
            partial(results.baseline_collected, one),
            partial(people.collected, one),
            SCORING,
            chart="p",
            known_after=WINDOW,
            on_overview=leading,
        ),
        Measure(
            cards.followed_up(one),
            partial(results.followed_up, one),
            partial(people.followed_up, one),
            SCORING,
            chart="p",
            known_after=results.FOLLOW_UP_DUE + WINDOW,
            on_overview=leading,
        ),
        Measure(
            cards.trend(one),
            partial(trend, one),
            partial(people.paired, one),
            SCORING,
            {"statistic": "mean_change"},
            "xmr",
            on_overview=leading,
        ),
    )


def _changed(one: Instrument) -> tuple[Measure, ...]:
    most = one.high - one.low
    threshold = Option(one.reliable_change, partial(points, most), f"whole points, 1 to {most}")
    measure = Measure(
        cards.reliable_change(one),
        partial(results.reliable_change, one),
        partial(people.changed, one),
        {"threshold": threshold, **SCORING},
        {"change": "improved"},
        "p",
        on_overview=one.name in LEADING,
    )
    return (measure,)


def _remitted(one: Instrument) -> tuple[Measure, ...]:
    kinds = ((remission.RESPONSE, outcome_cards.response), (remission.REMISSION, outcome_cards.remission))
    return tuple(
        Measure(
            card(one),
            partial(remission.result, what, one),
            partial(remission.people, what, one),
            SCORING,
            chart="p",
            on_overview=False,
        )
        for what, card in kinds
    )


def _together(card, overview: bool) -> Measure:
    name = card.name
    compute, behind = partial(recovery.result, name), partial(recovery.people, name)
    return Measure(card, compute, behind, SCORING, chart="p", on_overview=overview)


OF_SCALES = {one.name: measures_of(one) for one in SCALES.values()}
MEASURES = (
    *(measure for name in LEADING for measure in OF_SCALES[name]),
    _together(outcome_cards.RECOVERY, True),
    _together(outcome_cards.IMPROVEMENT, True),
    _together(outcome_cards.RELIABLE_RECOVERY, False),
    _together(outcome_cards.DETERIORATION, False),
    Measure(
        other_cards.DEP_REM_6,
        six_month.result,
        six_month.people,
        SCORING,
        {"missing": "negative"},
        "p",
        known_after=TO + WINDOW,
        on_overview=False,
    ),
    Measure(other_cards.ITEM9, item9.result, item9.people, headline=item9.REVIEWED, chart="p", on_overview=False),
    Measure(other_cards.JOINT, joint.result, joint.people, SCORING, joint.HEADLINE, "p", on_overview=False),
    *(measure for name, own in OF_SCALES.items() if name not in LEADING for measure in own),
)
