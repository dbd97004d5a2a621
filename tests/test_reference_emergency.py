"""The slow second author on paper: who a day belongs to, and what was covered."""

import pytest

from tests.paper import counts, emergency, limits, person_days, row
from tests.reference import measure


def test_two_overlapping_episodes_share_no_day():
    tables = emergency([("1a", 0, 19, "completed"), ("1b", 10, 29, "completed")], [(15, "medical")], [(-400, None)])
    result = measure(tables, "ed_rate", by=("month",))
    assert {line["group"]["month"] for line in result} == {"2024-01"}
    days = {w: person_days(row(result, window=w, cause="all")) for w in ("pre", "during", "post")}
    assert days == {"pre": 180, "during": 30, "post": 180}
    tables["episodes"][0]["track"], tables["episodes"][1]["track"] = "morning", "evening"
    split = {
        (line["group"]["track"], line["part"]["window"]): person_days(line)
        for line in measure(tables, "ed_rate", by=("track",))
        if line["part"].get("cause") == "all" and line["part"].keys() == {"window", "cause"}
    }
    assert split["morning", "pre"] == 180 and split["evening", "pre"] == 0
    assert split["morning", "during"] == 10 and split["evening", "during"] == 20
    assert split["evening", "post"] == 180 and split["morning", "post"] == 0


def test_during_comes_before_post_and_post_before_pre():
    tables = emergency([("1a", 0, 9, "completed"), ("1b", 100, 109, "completed")], [], [(-400, None)])
    result = measure(tables, "ed_rate")
    assert [person_days(row(result, window=w, cause="all")) for w in ("pre", "during", "post")] == [
        180,
        20,
        270,
    ]
    assert person_days(row(result, window="months_6_to_4_before", cause="all")) == 90


def test_gap_in_coverage_has_neither_days_nor_visits():
    tables = emergency(
        [("1a", 0, None, None)],
        [(3, "medical"), (3, "substance"), (12, "medical"), (22, "injury")],
        [(0, 4), (3, 9), (20, 29)],
    )
    result = measure(tables, "ed_rate")
    line = row(result, window="during", cause="all")
    assert (line["numerator"], person_days(line)) == (2, 20)
    assert line["value"] == pytest.approx(1000 * 2 / (20 / 30.4375))
    assert row(result, window="during", cause="substance_or_mental_health")["numerator"] == 1
    assert row(result, window="pre", cause="all")["value"] is None
    assert row(result, ratio="during:pre", cause="all")["value"] is None
    months = measure(tables, "ed_curve")
    assert counts(months, month=2, statistic="covered") == (0, 1)
    assert (row(months, month=1)["numerator"], person_days(row(months, month=1))) == (2, 20)


def test_few_visits_get_the_exact_ratio():
    tables = emergency([("1a", 0, None, None)], [(5, "injury"), (-5, None), (-9, None), (-200, None)], [(-180, 179)])
    line = row(measure(tables, "ed_rate"), ratio="during:pre", cause="all")
    # 1 of 3 visits in equal time; Clopper-Pearson 0.008404 to 0.905701
    assert (line["numerator"], line["denominator"], line["value"]) == (1, 2, 0.5)
    assert limits(line) == pytest.approx((0.008404 / 0.991596, 0.905701 / 0.094299), rel=1e-4)
    none_before = emergency([("1a", 0, None, None)], [(5, "injury")], [(-180, 179)])
    line = row(measure(none_before, "ed_rate"), ratio="during:pre", cause="all")
    assert (line["value"], line["high"]) == (None, None) and line["low"] == pytest.approx(0.025 / 0.975)
