"""Baseline collected, followed up, trend and reliable change of one instrument."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial

from sqlalchemy import ColumnElement, Connection, case, func, or_

from metrics.cohort import Cohort
from metrics.episodes import fact_episode
from metrics.facts import day_of
from metrics.instruments import Instrument
from metrics.intervals import t_interval
from metrics.proportions import proportion
from metrics.query import Source, admissions, answer, by_group, narrowed, total
from metrics.result import Row
from metrics.symptoms.facts import WINDOW, fact_symptom_week, fact_symptoms

# Days in program after which a second score is expected (measures: followed_up).
FOLLOW_UP_DUE = 28
CHANGES = ("improved", "unchanged", "deteriorated")

SCORED, WEEKLY = fact_symptoms.c, fact_symptom_week.c


def scored(cohort: Cohort, instrument: Instrument, outer: bool = False) -> Source:
    """Admissions beside their scores of one instrument; `outer`: also those without a baseline."""
    return admissions(cohort, fact_symptoms, outer, SCORED.instrument == instrument.name)


def window_over(as_of: date):
    """The fourteen days in which a baseline can be given have passed."""
    return fact_episode.c.admitted_day + WINDOW <= day_of(as_of)


def second_due(as_of: date):
    """Discharged, or long enough in program for a second score."""
    long_enough = fact_episode.c.admitted_day + FOLLOW_UP_DUE <= day_of(as_of)
    return or_(fact_episode.c.discharged_day.is_not(None), long_enough)


def baseline_collected(instrument, connection: Connection, cohort: Cohort, options: Mapping, as_of: date) -> list[Row]:
    source = narrowed(scored(cohort, instrument, outer=True), window_over(as_of))
    found = by_group(connection, cohort, source, func.count(), func.count(SCORED.baseline_score))
    return answer(cohort, found, lambda rows: [proportion({}, rows[0][1], rows[0][0])], [(0, 0)])


def followed_up(instrument, connection: Connection, cohort: Cohort, options: Mapping, as_of: date) -> list[Row]:
    source = narrowed(scored(cohort, instrument), second_due(as_of))
    counts = (func.count(), func.count(SCORED.latest_score))
    found = by_group(connection, cohort, source, *counts, also=(SCORED.baseline_score.label("baseline"),))
    return answer(cohort, found, partial(_seen_again, instrument), [])


def _seen_again(instrument: Instrument, rows: list[tuple]) -> Iterable[Row]:
    yield proportion({}, sum(k for _, _, k in rows), sum(n for _, n, _ in rows))
    for band in instrument.band_names():
        own = [(n, k) for score, n, k in rows if instrument.band(score) == band]
        yield proportion({"baseline_band": band}, sum(k for _, k in own), sum(n for n, _ in own))


def trend(instrument, connection: Connection, cohort: Cohort, options: Mapping, as_of: date) -> list[Row]:
    """Mean score by week, mean change of the paired, and their bands at baseline and latest."""
    weekly = admissions(cohort, fact_symptom_week, False, WEEKLY.instrument == instrument.name)
    score = WEEKLY.score
    sums = (func.count(), func.sum(score), func.sum(score * score))
    weeks = by_group(connection, cohort, weekly, *sums, also=(WEEKLY.week.label("week"),))
    paired = narrowed(scored(cohort, instrument), SCORED.latest_score.is_not(None))
    pairs = by_group(connection, cohort, paired, *_paired_sums(instrument))
    found = {key: (weeks.get(key, []), pairs[key][0] if key in pairs else ()) for key in weeks.keys() | pairs.keys()}
    return answer(cohort, found, partial(_trend, instrument), ([], ()))


def _paired_sums(instrument: Instrument) -> Iterable[ColumnElement]:
    """For each severity band: episodes that start in it, their change added up and squared, and who ends in it."""
    moved = SCORED.latest_score - SCORED.baseline_score
    for low, high in instrument.band_ranges():
        starts, ends = SCORED.baseline_score.between(low, high), SCORED.latest_score.between(low, high)
        sums = (func.sum(case((starts, x), else_=0)) for x in (moved, moved * moved))
        yield from (total(starts), *sums, total(ends))


def _trend(instrument: Instrument, found: tuple[list, tuple]) -> Iterable[Row]:
    weeks, sums = found
    for week, n, added, squares in sorted(weeks):
        yield mean({"week": week}, int(n), int(added), int(squares))
    names = instrument.band_names()
    table = [[int(x or 0) for x in sums[k : k + 4]] for k in range(0, len(sums), 4)] or [[0] * 4 for _ in names]
    change = {"statistic": "mean_change"}
    paired = [sum(column) for column in zip(*table, strict=True)]
    yield mean(change, *paired[:3])
    for name, (n, added, squares, _) in zip(names, table, strict=True):
        yield mean({**change, "baseline_band": name}, n, added, squares)
    for at, place in (("baseline", 0), ("latest", 3)):
        for name, row in zip(names, table, strict=True):
            yield proportion({"at": at, "band": name}, row[place], paired[0])


def mean(part: dict, n: int, added: int, squares: int) -> Row:
    """A mean with Student's interval; the numerator is the sum."""
    return Row({}, part, added, n, added / n, *t_interval(n, added, squares)) if n else Row({}, part, 0, 0, None)


def reliable_change(instrument, connection: Connection, cohort: Cohort, options: Mapping, as_of: date) -> list[Row]:
    """Improved, unchanged, deteriorated: of the paired, of all with a baseline, of all admitted."""
    fall, points = SCORED.baseline_score - SCORED.latest_score, options["threshold"]
    counts = (
        func.count(),
        func.count(SCORED.baseline_score),
        func.count(SCORED.latest_score),
        total(fall >= points),
        total(fall <= -points),
    )
    found = by_group(connection, cohort, scored(cohort, instrument, outer=True), *counts)
    return answer(cohort, found, lambda rows: _changed(*rows[0]), [(0, 0, 0, 0, 0)])


def _changed(admitted: int, baseline: int, paired: int, improved: int, deteriorated: int) -> Iterable[Row]:
    counts = dict(zip(CHANGES, (improved, paired - improved - deteriorated, deteriorated), strict=True))
    for name, k in counts.items():
        yield proportion({"change": name}, k, paired)
    for of, n in (("baseline", baseline), ("admitted", admitted)):
        for name, k in {**counts, "not_rescored": n - paired}.items():
            yield proportion({"change": name, "of": of}, k, n)
