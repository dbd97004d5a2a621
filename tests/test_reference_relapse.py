"""The slow second author on paper: weekly words, rules and first use."""

import pytest

from tests.paper import clinic, counts, row, use
from tests.reference import measure
from tests.reference.relapse import relapse


def word(text):
    return [(week, letter) for week, letter in enumerate(text, 1) if letter != " "]


@pytest.mark.parametrize(
    ("text", "rule", "missing", "expected"),
    [
        ("-++ ++-", "four_of_four", "positive", (2, True)),  # the week that was not due breaks nothing
        ("++o++", "four_of_four", "observed", (1, True)),
        ("++o++", "four_of_four", "negative", (2, False)),
        ("++o++", "four_of_four", "positive", (1, True)),
        ("+--+", "two_of_four", "negative", (1, True)),
        ("+---+-", "two_of_four", "negative", (3, False)),
        ("++++--", "four_of_four_from_week_3", "positive", (3, False)),
        ("++*o+o--", "four_of_four_from_week_3", "positive", (3, True)),
        ("oo*oo", "dropout_four", "none", (2, False)),
        ("-oo oo", "dropout_four", "none", (2, True)),
        ("+++", "four_of_four", "positive", None),
        ("++oo", "three_of_three", "observed", None),
    ],
)
def test_rules_on_words(text, rule, missing, expected):
    assert relapse(word(text), rule, missing) == expected


def test_only_full_weeks_count():
    found = [("1", when, "positive", None) for when in (0, 7, 14, 21)]
    assert counts(measure(clinic([("1", 0, 26, "other")], substance_use=use(*found)), "relapse_rate"),
                  rule="four_of_four", missing="positive") == (0, 0)  # fmt: skip
    tables = clinic([("1", 0, 27, "other")], substance_use=use(*found))
    assert counts(measure(tables, "relapse_rate"), rule="four_of_four", missing="positive") == (1, 1)
    line = row(measure(tables, "time_to_relapse"), rule="four_of_four", missing="positive", statistic="median")
    assert line["value"] == 0


def test_positive_for_what_was_prescribed_is_no_observation():
    found = [
        ("1", 3, "positive", 1),
        ("1", 5, "negative", 1),
        ("1", 9, "positive", 0),
        ("2", 3, "positive", 1),
    ]
    tables = clinic([("1", 0, None, None), ("2", 0, None, None)], substance_use=use(*found))
    assert counts(measure(tables, "relapse_rate"), rule="first_use", missing="observed") == (1, 1)
    assert row(measure(tables, "time_to_first_use"), statistic="median")["value"] == 9
    assert counts(measure(tables, "screen_positivity")) == (1, 2)


def test_first_use_three_ways():
    found = [("1", 2, "negative", None), ("1", 5, "missed", None), ("2", 8, "inconclusive", None)]
    tables = clinic([("1", 0, None, None), ("2", 0, None, None)], substance_use=use(*found))
    result = measure(tables, "relapse_rate")
    assert counts(result, rule="first_use", missing="observed") == (0, 1)
    assert counts(result, rule="first_use", missing="negative") == (0, 2)
    assert counts(result, rule="first_use", missing="positive") == (2, 2)
    assert row(measure(tables, "time_to_first_use"), missing="positive", statistic="median")["value"] == 5
    assert counts(measure(tables, "screen_positivity"), missing="positive") == (1, 2)
