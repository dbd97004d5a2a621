"""What is said of recovery, of depression beside use, of item 9 and of six months later."""

import pytest

from figures.words import outcomes, symptoms
from metrics.instruments import SCALES
from metrics.result import Row
from tests.test_figures_threefold import joint
from tests.words_made import assert_headline, result


def share(k, n, low=None, high=None, **part):
    return Row({}, part, k, n, k / n if n else None, low, high)


def recovery(low, high, interval):
    rows = [share(40, 100, *interval), share(low, 200, missing="negative"), share(high, 200, missing="positive")]
    return result("recovery", rows)


def test_gaps_that_leave_more_open_than_chance():
    wide, narrow = recovery(40, 140, (0.31, 0.5)), recovery(78, 84, (0.31, 0.5))
    assert outcomes.gaps([("Recovered", narrow)]) == ""
    assert outcomes.gaps([("Recovered", wide), ("PHQ-9 remission", wide)]).startswith("For each of these, ")
    said = outcomes.gaps([("Recovered", narrow), ("PHQ-9 remission", wide)])
    assert said.startswith("For PHQ-9 remission, the missing scores leave more open") and outcomes.COLLECT in said
    assert outcomes.gaps([("Recovered", recovery(0, 0, (None, None)))]) == ""


def test_the_joint_question_in_numbers():
    said = outcomes.joint(joint(improved_not_using=6, improved_using=2, deteriorated_using=3, unknown_using=1))
    assert said == (
        "Of 12 admissions, 6 got reliably better and show no use, 2 got better while using, and 3 got worse. "
        "One of the two is not known of 1."
    )
    assert outcomes.joint(joint()) == "No admissions in this period."


def test_open_answers_to_item_9():
    assert outcomes.unreviewed(1).startswith("1 admission has a positive answer that nobody")
    assert outcomes.unreviewed(3).startswith("3 admissions have")
    assert outcomes.unreviewed(0).startswith("Every positive answer was reviewed")


def six_months(met, known, n):
    rows = [
        share(met, n, 0.0, 0.07, missing="negative"),
        share(met + n - known, n, missing="positive"),
        share(met, known, missing="observed"),
    ]
    return outcomes.six_months(result("dep_rem_6", rows))


def test_six_months_later():
    assert "45 have no score from that time" in six_months(0, 3, 48) and outcomes.COLLECT in six_months(0, 3, 48)
    assert "could make it 0 to 94%" in six_months(0, 3, 48)
    assert six_months(2, 48, 48).endswith("months later: 4% (0 to 7).")
    assert six_months(0, 0, 0).startswith("Nobody with a first PHQ-9")


@pytest.mark.parametrize(
    ("value", "low", "high", "words"),
    [
        (-1.7, -2.3, -1.1, "Mean BAM use fell by 1.7 points (1.1 to 2.3) among 81 admissions scored twice."),
        (4.0, 1.0, 7.0, "Mean BAM use rose by 4.0 points (1.0 to 7.0) among 81 admissions scored twice."),
        (-0.2, -1.0, 0.6, "Mean BAM use fell by 0.2 points among 81 admissions scored twice, which could be chance."),
        (0.0, -1.0, 1.0, "Mean BAM use did not move among 81 admissions scored twice."),
        (None, None, None, "Nobody has two BAM use scores in this period."),
    ],
)
def test_headline_of_a_scale_without_points_of_reliable_change(value, low, high, words):
    row = Row({}, {"statistic": "mean_change"}, None, 81 if value is not None else 0, value, low, high)
    week = Row({}, {"week": 0}, 100, 10, 10.0, 9.0, 11.0)
    found = assert_headline(symptoms.plain_headline(result("bam_use_trend", [row, week]), SCALES["BAM use"]))
    assert found.first == words


def test_regression_to_the_mean_goes_the_way_of_the_scale():
    assert "fall after a crisis" in symptoms.regression(SCALES["PHQ-9"])
    assert "rise after a crisis" in symptoms.regression(SCALES["BAM protective"])
    assert symptoms.about(SCALES["BAM protective"]) == "Protective factors (BAM): 0 to 180 points, higher is better."
    assert symptoms.about(SCALES["PHQ-9"]).endswith("10 or more is its cut-off.")
