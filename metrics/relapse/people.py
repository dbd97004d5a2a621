"""Who is behind the numbers on relapse, and why."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Integer, Select, cast, func

from metrics.cohort import Cohort
from metrics.monthly import own_dated
from metrics.people import COUNTED, EXCLUDED, NOT_COUNTED, added_up, listed
from metrics.query import admissions
from metrics.relapse.facts import SCREENED, fact_relapse
from metrics.relapse.results import course
from metrics.relapse.rules import FIRST_USE

MAIN_RULE = "four_of_four"


def relapsed(cohort: Cohort, options: Mapping, as_of: date) -> Select:
    """Every admission under one rule: the week of relapse, or the last week known to be free of it."""
    rule = options.get("rule", MAIN_RULE)
    return _by_course(cohort, MAIN_RULE if rule == "all" else rule, options.get("missing", "positive"))


def used(cohort: Cohort, options: Mapping, as_of: date) -> Select:
    """Every admission with the day of the first counted positive."""
    return _by_course(cohort, FIRST_USE, "observed")


def _by_course(cohort: Cohort, rule: str, missing: str) -> Select:
    one = course(rule, missing if rule != "dropout_four" else "none")
    day = cast((one - one % 2) / 2, Integer)
    rules = [
        (one.is_(None), EXCLUDED, "Not observed long enough for this rule"),
        (one % 2 == 1, COUNTED, "Return to use; the numerator is the day after admission"),
    ]
    free = (NOT_COUNTED, "Free of it as far as observed; the numerator is the last day observed")
    return listed(admissions(cohort, fact_relapse, True), rules, day, None, free)


def screened(cohort: Cohort, options: Mapping, as_of: date) -> Select:
    """Every episode with a screen in the period: positive screens and screens with a result."""
    source = own_dated(cohort, SCREENED, as_of)
    screen = source.facts.c
    known = screen.positive + screen.negative
    rules = [
        (func.sum(known) == 0, EXCLUDED, "Every screen was missed or inconclusive"),
        (func.sum(screen.positive) > 0, COUNTED, "At least one positive screen"),
    ]
    return added_up(source, rules, screen.positive, known, (NOT_COUNTED, "All screens negative"))
