"""What came first, and who changes class, in words."""

import pytest

from figures.words import ends
from metrics.relapse.classes import RULE_NAMES
from tests.words_made import assert_sentences, of_clinic, result

MAIN = {"rule": "four_of_four", "missing": "positive"}


def first(*shares, missing="positive", week=12):
    from metrics.result import Row

    part = {**MAIN, "missing": missing, "week": week}
    return [
        Row({}, {**part, "end": end}, 9, 50, share, None, None) for end, share in zip(ends.ORDER, shares, strict=True)
    ]


def test_the_finding_names_every_end_and_what_relapse_hangs_on():
    rows = first(0.1, 0.3, 0.4, 0.2) + first(0.05, 0.33, 0.41, 0.21, missing="negative")
    assert ends.first_ends(result("competing_outcomes", rows), *MAIN.values(), 12) == (
        "By the end of week 12, 10% had returned to use first, 30% had completed or been transferred, 40% had left in "
        "another way and 20% were still in. Returned to use: 5 to 10%, depending on missing weeks."
    )


def test_the_last_known_week_before_is_taken():
    rows = first(0.1, 0.3, 0.4, 0.2, week=8) + first(None, None, None, None)
    assert ends.first_ends(result("competing_outcomes", rows), *MAIN.values(), 12).startswith("By the end of week 8,")
    assert ends.first_ends(result("competing_outcomes", []), *MAIN.values(), 12) == ends.NOBODY


@pytest.mark.parametrize("seed", range(5))
def test_words_of_random_clinics(seed):
    assert_sentences(ends.first_ends(of_clinic(seed, "competing_outcomes"), *MAIN.values(), 12))
    changes = of_clinic(seed, "relapse_rule_changes")
    assert_sentences(ends.changing(changes, "four_of_four"))
    lines = ends.change_rows(changes)
    assert all(len(line) == 5 for line in lines) and all(len(line) == 3 for line in ends.in_one_column(lines))
    for *_, why in lines:
        assert not why or (why.endswith(".") and "None" not in why)
    said = ends.not_known(of_clinic(seed, "relapse_after_discharge"), (30, 90, 180))
    assert not said or (said.startswith("Not counted above, of ") and said.endswith("."))


def test_each_line_says_how_many_change_and_why():
    lines = ends.change_rows(of_clinic(2, "relapse_rule_changes", episodes=200))
    assert len(lines) == len(RULE_NAMES) - 1 + 2
    name, changed, more, fewer, why = lines[0]
    assert name == "Two weeks of use within four" and fewer == "0"
    assert changed.startswith(more.removeprefix("+") + " of ")
    assert why.startswith("More: ") and "weeks with a positive" in why
    assert lines[-1][0] == "The same; missing left out"
    assert lines[-1][-1] == ends.READ["observed"]


def test_nobody_to_compare():
    assert ends.change_rows(result("relapse_rule_changes", [])) == []
    assert ends.changing(result("relapse_rule_changes", []), "four_of_four") == (
        "Nobody was observed long enough for two rules."
    )
