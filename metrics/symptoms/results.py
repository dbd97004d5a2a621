"""Baseline collected, followed up and reliable change of one instrument."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial

from sqlalchemy import ColumnElement, Connection, func, or_

from metrics.cohort import Cohort
from metrics.episodes import fact_episode
from metrics.facts import day_of
from metrics.instrument import Instrument
from metrics.proportions import proportion
from metrics.query import Source, admissions, answer, by_group, narrowed, total
from metrics.result import Row
from metrics.symptoms.facts import fact_symptoms, fact_symptoms_prorated
from metrics.symptoms.scores import PRORATED, WINDOW

# Days in program after which a second score is expected (measures: followed_up).
FOLLOW_UP_DUE = 28
CHANGES = ("improved", "unchanged", "deteriorated")


def prorated(instrument: Instrument, options: Mapping) -> bool:
    """Prorated scores are asked for, and can differ from the strict ones."""
    return options["scoring"] == PRORATED and instrument.prorated_missing > 0


def scored(cohort: Cohort, instrument: Instrument, options: Mapping, outer: bool = False) -> Source:
    """Admissions beside their scores of one instrument (`facts.c`); `outer`: also those without a baseline."""
    facts = fact_symptoms_prorated if prorated(instrument, options) else fact_symptoms
    return admissions(cohort, facts, outer, facts.c.instrument == instrument.name)


def fall(instrument: Instrument, one) -> ColumnElement:
    """By how many points the latest score of these facts is better than the baseline."""
    better = one.baseline_score - one.latest_score
    return better if instrument.good == "lower" else -better


def window_over(as_of: date):
    """The fourteen days in which a baseline can be given have passed."""
    return fact_episode.c.admitted_day + WINDOW <= day_of(as_of)


def second_due(as_of: date):
    """Discharged, or long enough in program for a second score."""
    long_enough = fact_episode.c.admitted_day + FOLLOW_UP_DUE <= day_of(as_of)
    return or_(fact_episode.c.discharged_day.is_not(None), long_enough)


def baseline_collected(instrument, connection: Connection, cohort: Cohort, options: Mapping, as_of: date) -> list[Row]:
    source = narrowed(scored(cohort, instrument, options, outer=True), window_over(as_of))
    found = by_group(connection, cohort, source, func.count(), func.count(source.facts.c.baseline_score))
    return answer(cohort, found, lambda rows: [proportion({}, rows[0][1], rows[0][0])], [(0, 0)])


def followed_up(instrument, connection: Connection, cohort: Cohort, options: Mapping, as_of: date) -> list[Row]:
    source = narrowed(scored(cohort, instrument, options), second_due(as_of))
    one = source.facts.c
    counts = (func.count(), func.count(one.latest_score))
    found = by_group(connection, cohort, source, *counts, also=(one.baseline_score.label("baseline"),))
    return answer(cohort, found, partial(_seen_again, instrument), [])


def _seen_again(instrument: Instrument, rows: list[tuple]) -> Iterable[Row]:
    yield proportion({}, sum(k for _, _, k in rows), sum(n for _, n, _ in rows))
    for band in instrument.band_names():
        own = [(n, k) for score, n, k in rows if instrument.band(score) == band]
        yield proportion({"baseline_band": band}, sum(k for _, k in own), sum(n for n, _ in own))


def reliable_change(instrument, connection: Connection, cohort: Cohort, options: Mapping, as_of: date) -> list[Row]:
    """Improved, unchanged, deteriorated: of the paired, of all with a baseline, of all admitted."""
    source, points = scored(cohort, instrument, options, outer=True), options["threshold"]
    one, better = source.facts.c, fall(instrument, source.facts.c)
    counts = (
        func.count(),
        func.count(one.baseline_score),
        func.count(one.latest_score),
        total(better >= points),
        total(better <= -points),
    )
    found = by_group(connection, cohort, source, *counts)
    return answer(cohort, found, lambda rows: _changed(*rows[0]), [(0, 0, 0, 0, 0)])


def _changed(admitted: int, baseline: int, paired: int, improved: int, deteriorated: int) -> Iterable[Row]:
    counts = dict(zip(CHANGES, (improved, paired - improved - deteriorated, deteriorated), strict=True))
    for name, k in counts.items():
        yield proportion({"change": name}, k, paired)
    for of, n in (("baseline", baseline), ("admitted", admitted)):
        for name, k in {**counts, "not_rescored": n - paired}.items():
            yield proportion({"change": name, "of": of}, k, n)
