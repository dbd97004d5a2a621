"""Baseline collected, followed up, trend and reliable change of one instrument."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial

from sqlalchemy import ColumnElement, Connection, case, func, or_

from metrics.cohort import Cohort
from metrics.episodes import fact_episode
from metrics.facts import day_of
from metrics.instrument import Instrument
from metrics.intervals import t_interval
from metrics.proportions import proportion
from metrics.query import Source, admissions, answer, by_group, narrowed, total
from metrics.result import Row
from metrics.symptoms.facts import (
    fact_symptom_week,
    fact_symptom_week_prorated,
    fact_symptoms,
    fact_symptoms_prorated,
)
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


def trend(instrument, connection: Connection, cohort: Cohort, options: Mapping, as_of: date) -> list[Row]:
    """Mean score by week, mean change of the paired, and their bands at baseline and latest."""
    facts = fact_symptom_week_prorated if prorated(instrument, options) else fact_symptom_week
    weekly = admissions(cohort, facts, False, facts.c.instrument == instrument.name)
    score = facts.c.score
    sums = (func.count(), func.sum(score), func.sum(score * score))
    weeks = by_group(connection, cohort, weekly, *sums, also=(facts.c.week.label("week"),))
    paired = scored(cohort, instrument, options)
    paired = narrowed(paired, paired.facts.c.latest_score.is_not(None))
    pairs = by_group(connection, cohort, paired, *_paired_sums(instrument, paired.facts.c))
    found = {key: (weeks.get(key, []), pairs[key][0] if key in pairs else ()) for key in weeks.keys() | pairs.keys()}
    return answer(cohort, found, partial(_trend, instrument), ([], ()))


def _paired_sums(instrument: Instrument, one) -> Iterable[ColumnElement]:
    """For each severity band: episodes that start in it, their change added up and squared, and who ends in it."""
    moved = one.latest_score - one.baseline_score
    for low, high in instrument.band_ranges():
        starts, ends = one.baseline_score.between(low, high), one.latest_score.between(low, high)
        sums = (func.sum(case((starts, x), else_=0)) for x in (moved, moved * moved))
        yield from (total(starts), *sums, total(ends))


def _trend(instrument: Instrument, found: tuple[list, tuple]) -> Iterable[Row]:
    weeks, sums = found
    for week, n, added, squares in sorted(weeks):
        yield mean({"week": week}, int(n), int(added), int(squares))
    table = [[int(x or 0) for x in sums[k : k + 4]] for k in range(0, len(sums), 4)]
    table = table or [[0] * 4 for _ in instrument.band_ranges()]
    change = {"statistic": "mean_change"}
    paired = [sum(column) for column in zip(*table, strict=True)]
    yield mean(change, *paired[:3])
    if names := instrument.band_names():
        yield from _by_band(names, table, change, paired[0])


def _by_band(names: tuple[str, ...], table: list[list[int]], change: dict, paired: int) -> Iterable[Row]:
    """The mean change of those who start in each band; then who is in which band at the start and later."""
    for name, (n, added, squares, _) in zip(names, table, strict=True):
        yield mean({**change, "baseline_band": name}, n, added, squares)
    for at, place in (("baseline", 0), ("latest", 3)):
        for name, row in zip(names, table, strict=True):
            yield proportion({"at": at, "band": name}, row[place], paired)


def mean(part: dict, n: int, added: int, squares: int) -> Row:
    """A mean with Student's interval; the numerator is the sum."""
    return Row({}, part, added, n, added / n, *t_interval(n, added, squares)) if n else Row({}, part, 0, 0, None)


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
