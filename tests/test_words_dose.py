"""What the attendance page says of hours and of outcome by share attended."""

import pytest

from figures.words import dose
from metrics import MEASURES
from tests.words_made import assert_sentences, of_clinic


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("episodes", [1, 60])
def test_sentences_on_random_clinics(seed, episodes):
    assert_sentences(dose.hours(of_clinic(seed, "contact_hours", (), episodes)))
    outcome = of_clinic(seed, "outcome_by_attendance", (), episodes)
    for name in dose.OUTCOMES:
        assert_sentences(dose.doses(outcome, name))
        assert dose.unknown(outcome, name) == "" or assert_sentences(dose.unknown(outcome, name)) is None
        for band, (low, high) in dose.bounds(outcome, name).items():
            row = outcome.one(attended=band, outcome=name, missing="observed")
            assert row.value is None or low <= row.value <= high
    for by in ("modality", "kind", "weekday"):
        measure = MEASURES[f"attendance_by_{by}"]
        found = dose.told_apart(of_clinic(seed, measure.card.name, (), episodes), measure)
        assert_sentences(dose.split(found, measure).first)
