from datetime import date

import pytest

from figures.words import definitions
from metrics import MEASURES


@pytest.mark.parametrize("name", MEASURES)
def test_two_short_lines_of_whole_sentences(name):
    said = definitions.short(MEASURES[name], date(2026, 10, 31))
    assert len(said) < 420
    assert ". ." not in said and ".." not in said and "None" not in said
    assert " Out of: " in said and said.endswith("data to 31 Oct 2026.")
