"""What the model used and left out, and how well it fits, in words."""

import pytest

from figures import comparison
from figures.words import adjusting
from metrics.calibration import Calibration
from metrics.case_rows import POINTS
from metrics.casemix import COMPARED, NO_FIT, NO_MODEL, NOT_ONE_EACH, TOO_FEW, NotAdjusted
from tests.adjusted_made import adjusted, points
from tests.words_made import assert_made, assert_sentences


def test_what_the_model_used():
    found = adjusted((20, 50, 22.0), missing=1, pooled={"payer": ("grant", "unknown")}, left_out={"age_band": COMPARED, "entry": TOO_FEW})  # fmt: skip
    assert assert_made(adjusting.used(found, "programs")).startswith(
        "Logistic regression of 100 admissions of all programs together on first PHQ-9 and payer;"
    )
    told = assert_made(adjusting.left_out(found))
    assert told.startswith("1 admission without a first PHQ-9 is left out. Without age: it is what is compared.")
    assert "payer grant and not known." in told
    assert adjusting.left_out(adjusted((20, 50, 22.0))) == ""


def test_how_well_the_model_fits():
    told = assert_made(adjusting.fit(adjusted((20, 50, 22.0))))
    assert (
        "rather of the right one 62 times in 100" in told
        and "0.230; 0.240" in told
        and "adjusting changes little" in told
    )
    means = adjusted(points(50, -5, -4.0, 0.5), kind=POINTS, fit=Calibration(((50, -5.0, -4.9),), r2=0.31))
    assert assert_made(adjusting.fit(means).strip()).startswith("The model explains 31% of the differences")
    assert [row[0] for row in comparison.tenth_rows(adjusted((20, 50, 22.0)))] == [
        "1st of 2",
        "2nd of 2",
    ]
    assert list(comparison.tenth_rows(means)) == [["1st of 1", "50", "−5.0", "−4.9", ""]]


@pytest.mark.parametrize("why", [NOT_ONE_EACH, NO_MODEL, NO_FIT])
def test_why_nothing_is_adjusted(why):
    assert_sentences(adjusting.why_not(NotAdjusted(why)))
    assert adjusting.why_not(adjusted()) == ""
