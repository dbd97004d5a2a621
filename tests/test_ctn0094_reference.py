"""The reference's weekly rules against CTNote (Balise et al.) on the 2,788 people of CTN-0027 and CTN-0030."""

import csv
from datetime import date

import pytest

from tests.cases import CTN0094, WHY
from tests.reference.cohort import by_episode, episodes
from tests.reference.relapse import WINDOWS, counted, relapse, weekly_word

THEIRS = {  # our rule and missing: their columns of time and event
    ("four_of_four", "positive"): "Rs{}_ctnNinetyFour_2023",
    ("two_of_four", "positive"): "Rs{}_lee_2016",
    ("three_of_three", "positive"): "Rs{}_schottenfeld_2008",
    ("four_of_four_from_week_3", "positive"): "Rs{}_ctnFiftyOne_2018",
    ("dropout_four", "none"): "Dr{}_ctnNinetyFour_2023",
}
pytestmark = [pytest.mark.shared, pytest.mark.skipif(not CTN0094.is_dir(), reason=WHY)]


def table(name):
    """The rows of one file, dates as dates, empty as None."""
    with open(CTN0094 / f"{name}.csv", newline="", encoding="utf-8") as file:
        return [{key: cell(key, text) for key, text in row.items()} for row in csv.DictReader(file)]


def cell(key, text):
    """One field."""
    return date.fromisoformat(text) if key.endswith("_on") and text else text or None


@pytest.fixture(scope="module")
def words():
    """The weekly word of each episode."""
    rows = {name: table(name) for name in ("episodes", "substance_use", "sessions")}
    seen = by_episode(rows, "substance_use")
    found = [(episode, counted(episode, seen.get(episode["episode_id"], []))) for episode in episodes(rows)]
    return {episode["episode_id"]: weekly_word(episode, observed) for episode, observed in found}


@pytest.fixture(scope="module")
def expected():
    """What CTNote says of each episode."""
    return table("expected_ctnote")


def test_every_word_is_theirs(words, expected):
    assert len(words) == len(expected) == 2788
    assert {name: "".join(letter for _, letter in word) for name, word in words.items()} == {
        row["episode_id"]: row["usePatternUDS"] for row in expected
    }


@pytest.mark.parametrize(("rule", "missing"), THEIRS)
def test_time_and_event_are_theirs(words, expected, rule, missing):
    column, (window, threshold, _) = THEIRS[rule, missing], WINDOWS[rule]
    for row in expected:
        week, event = relapse(words[row["episode_id"]], rule, missing)
        ours = (float(week + window - threshold), float(event))
        assert ours == (float(row[column.format("T")]), float(row[column.format("E")])), row["episode_id"]
