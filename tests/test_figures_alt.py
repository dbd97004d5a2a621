import pytest

from figures import alt
from tests.figure_rows import chart, monthly

USUAL = [0.7] * 12


@pytest.mark.parametrize(
    ("values", "signals", "verdict"),
    [
        (USUAL, [], "No real change"),
        (USUAL, [(3, "outside_limits")], "No real change"),
        ([*USUAL[:9], 0.5, 0.5, 0.5], [(9, "outside_limits"), (10, "outside_limits"), (11, "outside_limits")],
         "Below its usual range since Aug 2025"),
        ([*USUAL[:11], 0.9], [(11, "outside_limits")], "Above its usual range this month"),
        ([0.65] * 4 + [0.75] * 8, [(i, "eight_on_one_side") for i in range(4, 12)],
         "Above its usual level since Mar 2025"),
        ([*USUAL[:6], 0.65, 0.66, 0.67, 0.68, 0.69, 0.7], [(i, "six_rising_or_falling") for i in range(6, 12)],
         "Rising since May 2025"),
    ],
)  # fmt: skip
def test_the_verdict_is_worked_out_from_the_signals(values, signals, verdict):
    assert alt.verdict(monthly(values), chart(12, centre=0.7001, signals=signals)) == verdict


def test_a_run_that_goes_on_outside_the_limits_is_told_from_its_start():
    signals = [(i, "eight_on_one_side") for i in range(4, 12)] + [(11, "outside_limits")]
    told = alt.verdict(monthly([0.65] * 4 + [0.75] * 7 + [0.9]), chart(12, signals=signals))
    assert told == "Above its usual level since Mar 2025"


def test_too_little_for_a_verdict():
    assert alt.verdict(monthly([])) == "No data"
    assert alt.verdict(monthly([0.5])) == "One month only: no trend can be read"
    assert alt.verdict(monthly([0.5] * 6), chart(6, trial=True)).startswith("6 of the 12 months needed")


def test_after_a_new_baseline_the_verdict_says_since_when():
    split = chart(12)
    split.centre = [0.6] * 6 + [0.7] * 6
    assert alt.verdict(monthly(USUAL), split, [("2025-05-02", "moved")]) == "No real change since 2 May 2025"


def test_is_signal_speaks_of_the_latest_month():
    assert alt.is_signal(monthly(USUAL), chart(12, signals=[(11, "outside_limits")]))
    assert not alt.is_signal(monthly(USUAL), chart(12, signals=[(3, "outside_limits")]))
    assert not alt.is_signal(monthly([]))


def test_alternative_text_states_value_counts_and_verdict():
    told = alt.control_chart("Sessions kept", monthly(USUAL), chart(12), noun="sessions")
    assert told == (
        "Sessions kept, Nov 2024 to Oct 2025. "
        "Oct 2025: 70% (95% interval 65 to 75), 70 of 100 sessions. No real change."
    )
    assert alt.control_chart("Sessions kept", monthly([])) == "Sessions kept: no data."
