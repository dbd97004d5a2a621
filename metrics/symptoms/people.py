"""Who is behind the numbers on symptoms, and why."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Select

from metrics.cohort import Cohort
from metrics.instruments import Instrument
from metrics.people import COUNTED, EXCLUDED, NOT_COUNTED, listed
from metrics.symptoms.results import SCORED, scored, second_due, window_over

NO_BASELINE = SCORED.baseline_score.is_(None)
NO_LATEST = SCORED.latest_score.is_(None)
SCORES = (SCORED.latest_score, SCORED.baseline_score)


def _source(cohort: Cohort, instrument: Instrument):
    return scored(cohort, instrument, outer=True)


def collected(instrument: Instrument, cohort: Cohort, options: Mapping, as_of: date) -> Select:
    rules = [
        (~window_over(as_of), EXCLUDED, "Not yet known: the 14 days for a first score are not over"),
        (NO_BASELINE, NOT_COUNTED, f"No {instrument.name} from 14 days before to 14 days after admission"),
    ]
    return listed(_source(cohort, instrument), rules, *SCORES, (COUNTED, "Scored at the start"))


def followed_up(instrument: Instrument, cohort: Cohort, options: Mapping, as_of: date) -> Select:
    rules = [
        (NO_BASELINE, EXCLUDED, "No first score"),
        (~second_due(as_of), EXCLUDED, "Not yet known: open and less than 28 days in the program"),
        (NO_LATEST, NOT_COUNTED, "No second score"),
    ]
    return listed(_source(cohort, instrument), rules, *SCORES, (COUNTED, "Scored again"))


def paired(instrument: Instrument, cohort: Cohort, options: Mapping, as_of: date) -> Select:
    rules = [
        (NO_BASELINE, EXCLUDED, "No first score"),
        (NO_LATEST, EXCLUDED, "No second score: in the weekly means only"),
    ]
    return listed(_source(cohort, instrument), rules, *SCORES, (COUNTED, "Two scores"))


def changed(instrument: Instrument, cohort: Cohort, options: Mapping, as_of: date) -> Select:
    fall, points = SCORED.baseline_score - SCORED.latest_score, options["threshold"]
    rules = [
        (NO_BASELINE, EXCLUDED, "No first score"),
        (NO_LATEST, EXCLUDED, "No second score: among all with a first score, not rescored"),
        (fall >= points, COUNTED, f"Improved by {points} points or more"),
        (fall <= -points, NOT_COUNTED, f"Worse by {points} points or more"),
    ]
    return listed(_source(cohort, instrument), rules, *SCORES, (NOT_COUNTED, f"Changed by less than {points} points"))
