"""Trend of one instrument: mean score by week, mean change of the paired, and their bands at baseline and latest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial

from sqlalchemy import Connection

from metrics import arrays as np
from metrics.cohort import Cohort
from metrics.instrument import Instrument
from metrics.proportions import mean, proportion
from metrics.query import admissions, answer, by_group
from metrics.result import Row
from metrics.strung import digits_of, joined_up, read
from metrics.symptoms.results import prorated
from metrics.symptoms.week_facts import WEEKS, WIDTH, fact_symptom_weeks, fact_symptom_weeks_prorated

CHANGE = {"statistic": "mean_change"}


def trend(instrument, connection: Connection, cohort: Cohort, options: Mapping, as_of: date) -> list[Row]:
    facts = fact_symptom_weeks_prorated if prorated(instrument, options) else fact_symptom_weeks
    source = admissions(cohort, facts, False, facts.c.instrument == instrument.name)
    found = by_group(connection, cohort, source, joined_up(facts.c.scores), also=(facts.c.first_week,))
    return answer(cohort, found, partial(_trend, instrument), [])


def _trend(instrument: Instrument, rows: list[tuple[int, str]]) -> Iterable[Row]:
    """From the first week and the scores of every block of weeks."""
    found = {first_week: _scores(text) for first_week, text in rows}
    for first_week, scores in sorted(found.items()):
        for place in range(WEEKS):
            own = scores[:, place]
            if (own := own[own >= 0]).size:
                yield _mean({"week": first_week + place}, own)
    scores = found.get(0, _scores(""))
    paired = scores[scores[:, WEEKS] >= 0]
    yield from _changes(instrument, paired[:, 0], paired[:, WEEKS])


def _scores(text: str) -> np.ndarray:
    """Scores of a block, the latest behind them; -1 where there is none."""
    count = WEEKS + 1
    return read(digits_of(text, WIDTH * count), 0, count, WIDTH).astype(np.int64) - 1


def _changes(instrument: Instrument, baseline: np.ndarray, latest: np.ndarray) -> Iterable[Row]:
    """The mean change, also of those who start in each band; then who is in which band at the start and later."""
    moved, names = latest - baseline, instrument.band_names()
    yield _mean(CHANGE, moved)
    bands = list(zip(names, instrument.band_ranges(), strict=False))
    for name, (low, high) in bands:
        yield _mean({**CHANGE, "baseline_band": name}, moved[(baseline >= low) & (baseline <= high)])
    for at, scores in (("baseline", baseline), ("latest", latest)):
        for name, (low, high) in bands:
            inside = int(np.count_nonzero((scores >= low) & (scores <= high)))
            yield proportion({"at": at, "band": name}, inside, len(moved))


def _mean(part: dict, numbers: np.ndarray) -> Row:
    return mean(part, len(numbers), int(numbers.sum()), int(numbers @ numbers))
