"""Who is behind the numbers on symptoms, and why."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Select

from metrics.cohort import Cohort
from metrics.instrument import Instrument
from metrics.people import COUNTED, EXCLUDED, NOT_COUNTED, listed
from metrics.query import Source
from metrics.symptoms.results import fall, scored, second_due, window_over


def _source(cohort: Cohort, instrument: Instrument, options: Mapping) -> tuple[Source, tuple, tuple]:
    """Every admission, the conditions of no first and no second score, and the two scores."""
    source = scored(cohort, instrument, options, outer=True)
    one = source.facts.c
    absent = one.baseline_score.is_(None), one.latest_score.is_(None)
    return source, absent, (one.latest_score, one.baseline_score)


def collected(instrument: Instrument, cohort: Cohort, options: Mapping, as_of: date) -> Select:
    source, (no_baseline, _), scores = _source(cohort, instrument, options)
    rules = [
        (~window_over(as_of), EXCLUDED, "Not yet known: the 14 days for a first score are not over"),
        (no_baseline, NOT_COUNTED, f"No {instrument.name} from 14 days before to 14 days after admission"),
    ]
    return listed(source, rules, *scores, (COUNTED, "Scored at the start"))


def followed_up(instrument: Instrument, cohort: Cohort, options: Mapping, as_of: date) -> Select:
    source, (no_baseline, no_latest), scores = _source(cohort, instrument, options)
    rules = [
        (no_baseline, EXCLUDED, "No first score"),
        (~second_due(as_of), EXCLUDED, "Not yet known: open and less than 28 days in the program"),
        (no_latest, NOT_COUNTED, "No second score"),
    ]
    return listed(source, rules, *scores, (COUNTED, "Scored again"))


def paired(instrument: Instrument, cohort: Cohort, options: Mapping, as_of: date) -> Select:
    source, (no_baseline, no_latest), scores = _source(cohort, instrument, options)
    rules = [
        (no_baseline, EXCLUDED, "No first score"),
        (no_latest, EXCLUDED, "No second score: in the weekly means only"),
    ]
    return listed(source, rules, *scores, (COUNTED, "Two scores"))


def changed(instrument: Instrument, cohort: Cohort, options: Mapping, as_of: date) -> Select:
    source, (no_baseline, no_latest), scores = _source(cohort, instrument, options)
    better, points = fall(instrument, source.facts.c), options["threshold"]
    rules = [
        (no_baseline, EXCLUDED, "No first score"),
        (no_latest, EXCLUDED, "No second score: among all with a first score, not rescored"),
        (better >= points, COUNTED, f"Improved by {points} points or more"),
        (better <= -points, NOT_COUNTED, f"Worse by {points} points or more"),
    ]
    return listed(source, rules, *scores, (NOT_COUNTED, f"Changed by less than {points} points"))
