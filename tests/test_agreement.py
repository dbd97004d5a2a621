"""Two authors of every measure: facts and SQL here, plain loops in tests/reference; on random clinics and both engines.

Each clinic goes through the real import, every other one in two steps.
"""

import math
import random
from datetime import date, timedelta

import pytest

from metrics import MEASURES, arrays, ask, halves
from metrics.cohort import Cohort
from tests.clinics import random_clinic
from tests.reference import Slowly
from tests.reference import measure as slow_measure

TOLERANCE = 1e-9
NUMBERS = ("numerator", "denominator", "value", "low", "high")
GROUPS = ((), ("program",), ("track", "payer"), ("age_band",), ("month",), ("quarter",), ("gender", "month"))
MORE_GROUPS = (
    ("entry",),
    ("primary_substance",),
    ("co_occurring",),
    ("level_of_care",),
    ("race", "ethnicity"),
    ("language",),
)
FILTERS = ({}, {"track": ["evening", "unknown"]}, {"payer": ["masshealth"], "gender": ["female", "unknown"]})
OPTIONS = {
    "contact_hours": {"weeks": "12"},
    "retention": {"days": "7,45,120"},
    "phq9_reliable_change": {"threshold": "3"},
    "gad7_reliable_change": {"threshold": "8", "scoring": "prorated"},
    "time_to_relapse": {"days": "14,100", "rule": "three_of_three"},
    "time_to_first_use": {"days": "0,10,365"},
    "ed_curve": {"cause": "substance_or_mental_health"},
    "competing_outcomes": {"weeks": "1,6,10", "rule": "first_use"},
    "relapse_rule_changes": {"from": "two_of_four", "missing": "observed"},
    "relapse_after_discharge": {"days": "180,30"},
}
# Every measure made of scores, prorated too.
SCORED = {name: {"scoring": "prorated"} for name, one in MEASURES.items() if "scoring" in one.options}
CLINICS = [("sqlite", seed) for seed in range(10)] + [("postgresql", seed) for seed in range(100, 104)]


@pytest.fixture(scope="module", params=CLINICS, ids=lambda one: f"{one[0]}-{one[1]}")
def clinic(request, known_clinics):
    """(seed, rows, connection) of one random clinic."""
    rows, engine = known_clinics.of(*request.param)
    with engine.connect() as connection:
        yield request.param[1], rows, connection


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch):
    """Of a small clinic some clients are in one half and some in the other, too."""
    monkeypatch.setattr(halves, "BLOCK", 1)


def questions(seed, name):
    """Cohorts and options that are asked of one measure, some of them different for every clinic."""
    rng = random.Random(f"{seed} {name}")
    yield (), {}, None, None, {}
    yield rng.choice(GROUPS), {}, None, None, {}
    yield rng.choice(MORE_GROUPS), rng.choice(FILTERS), None, None, {}
    start = date(2024, 1, 1) + timedelta(days=rng.randrange(500))
    yield rng.choice(GROUPS), rng.choice(FILTERS), start, start + timedelta(days=rng.randrange(1, 200)), {}
    yield rng.choice(GROUPS), {}, None, None, OPTIONS.get(name, SCORED.get(name, {}))


@pytest.mark.parametrize("name", MEASURES)
def test_both_authors_agree(clinic, name):
    seed, rows, connection = clinic
    slowly = Slowly(rows, name)
    for by, where, start, end, options in questions(seed, name):
        cohort = Cohort.asked(start, end, [(key, v) for key, values in where.items() for v in values], by)
        fast = ask.measure(connection, name, cohort, options).as_object()["rows"]
        slow = slowly.measure(start, end, where, by, options)
        slow = [row for row in slow if options.get("rule") in (None, row["part"].get("rule"))]
        assert differences(fast, slow, grouped=bool(by)) == []


def test_both_authors_agree_before_any_array_is_loaded(clinic, monkeypatch):
    monkeypatch.setattr(arrays, "loaded", lambda: False)
    test_both_authors_agree(clinic, "attendance_rate")


EARLIER = [(name, one.card.version) for name, measure in MEASURES.items() for one in measure.earlier]


@pytest.mark.parametrize(("name", "version"), EARLIER)
def test_both_authors_agree_on_earlier_definitions(clinic, name, version):
    seed, rows, connection = clinic
    slowly = Slowly(rows, name, version)
    for by, where, start, end, options in questions(seed, name):
        cohort = Cohort.asked(start, end, [(key, v) for key, values in where.items() for v in values], by)
        fast = ask.measure(connection, name, cohort, options, version).as_object()["rows"]
        slow = slowly.measure(start, end, where, by, options)
        assert differences(fast, slow, grouped=bool(by)) == []


def differences(fast, slow, grouped):
    """What the two say differently; groups about which there is nothing to say may be missing on either side."""
    ours, theirs = keyed(fast, grouped), keyed(slow, grouped)
    lacking = [(key, "said by one only") for key in ours.keys() ^ theirs.keys()]
    common = ours.keys() & theirs.keys()
    return lacking + [
        (key, name, ours[key][name], theirs[key][name])
        for key in sorted(common)
        for name in NUMBERS
        if not same(name, ours[key][name], theirs[key][name])
    ]


def keyed(rows, grouped):
    kept = [row for row in rows if not grouped or row["denominator"]]
    return {(str(sorted(row["group"].items())), str(sorted(row["part"].items(), key=str))): row for row in kept}


def same(name, one, other):
    """Whole counts are identical; estimates agree to a billionth."""
    if one is None or other is None:
        return one is None and other is None
    if name == "numerator" or (name == "denominator" and isinstance(one, int)):
        return one == other
    return math.isclose(one, other, rel_tol=TOLERANCE, abs_tol=TOLERANCE)


def test_the_clinics_hold_something_to_count():
    rows = random_clinic(0)
    assert all(any(row["denominator"] for row in slow_measure(rows, name)) for name in MEASURES), (
        "an empty clinic would agree with anything"
    )
