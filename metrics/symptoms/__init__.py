"""Symptoms: scores of questionnaires over time, the same measures for every instrument."""

from functools import partial

from metrics.instruments import GAD7, PHQ9, Instrument
from metrics.measure import Measure, Option
from metrics.symptoms import cards, people, results
from metrics.symptoms.facts import SYMPTOM_WEEKS, SYMPTOMS, WINDOW

FACTS = (SYMPTOMS, SYMPTOM_WEEKS)


def points(words: str) -> int:
    """A threshold: whole points, at least one."""
    found = int(words)
    if found < 1:
        raise ValueError(words)
    return found


def measures_of(one: Instrument) -> tuple[Measure, ...]:
    """The four measures of one instrument."""
    threshold = Option(one.reliable_change, points, "whole points, at least 1")
    return (
        Measure(
            cards.baseline_collected(one),
            partial(results.baseline_collected, one),
            partial(people.collected, one),
            chart="p",
            known_after=WINDOW,
        ),
        Measure(
            cards.followed_up(one),
            partial(results.followed_up, one),
            partial(people.followed_up, one),
            chart="p",
            known_after=results.FOLLOW_UP_DUE + WINDOW,
        ),
        Measure(
            cards.trend(one),
            partial(results.trend, one),
            partial(people.paired, one),
            headline={"statistic": "mean_change"},
            chart="xmr",
        ),
        Measure(
            cards.reliable_change(one),
            partial(results.reliable_change, one),
            partial(people.changed, one),
            {"threshold": threshold},
            {"change": "improved"},
            "p",
        ),
    )


MEASURES = (*measures_of(PHQ9), *measures_of(GAD7))
