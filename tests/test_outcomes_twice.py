"""What is asked for twice in one option is answered once, in the order in which it was asked for."""

import json

import pytest

from tests.outcomes_run import run

LISTS = (
    ("retention", "days=60,30,60,30", "days=60,30"),
    ("time_to_relapse", "days=30,30", "days=30"),
    ("time_to_first_use", "days=30,030", "days=30"),
    ("relapse_after_discharge", "days=90,30,90", "days=90,30"),
    ("competing_outcomes", "weeks=12,4,12", "weeks=12,4"),
)


@pytest.mark.parametrize(("name", "twice", "once"), LISTS)
def test_each_is_answered_once(small_clinic, name, twice, once):
    asked = ("measure", name, "--by", "track", "--json", "--db", small_clinic, "--option")
    found, expected = (json.loads(run(*asked, words).stdout) for words in (twice, once))
    assert found == expected
    lines = [json.dumps([row["group"], row["part"]], sort_keys=True) for row in found["rows"]]
    assert len(lines) == len(set(lines))
