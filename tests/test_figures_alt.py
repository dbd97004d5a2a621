from figures import alt
from tests.figure_rows import monthly

USUAL = [0.7] * 12


def test_alternative_text_states_value_counts_and_verdict():
    told = alt.control_chart("Sessions kept", monthly(USUAL), "No real change", noun="sessions")
    assert told == (
        "Sessions kept, Nov 2024 to Oct 2025. "
        "Oct 2025: 70% (95% interval 65 to 75), 70 of 100 sessions. No real change."
    )


def test_alternative_text_of_nothing():
    assert alt.control_chart("Sessions kept", monthly([]), "No data") == "Sessions kept: no data."
