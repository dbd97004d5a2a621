"""Numbers between their bounds: found, drawn and said."""

import re

import pytest

from figures import bounds as picture
from figures.words import bounds as words
from metrics.bounds import bounded
from metrics.result import Row
from tests.words_made import assert_sentences, of_clinic


def row(value, low=None, high=None, n=100, group=None, **part):
    return Row(group or {}, part, None if value is None else round(value * n), n, value, low, high)


def three(positive=0.9, negative=0.3, low=0.5, high=0.7, **part):
    return [
        row(0.6, low, high, **part),
        row(positive, **part, missing="positive"),
        row(negative, **part, missing="negative"),
    ]


def test_readings_are_those_whose_parts_differ_in_missing_alone():
    rows = [
        *three(day=90),
        row(0.1, day=30),
        row(0.05, day=90, statistic="median"),
        row(0.01, group={"a": "b"}, day=90),
    ]
    one = bounded(rows, {"day": 90})
    assert (one.row.value, one.least.value, one.most.value) == (0.6, 0.3, 0.9)
    assert one.band == pytest.approx(0.6) and one.interval == pytest.approx(0.2)


def test_a_part_that_is_itself_a_reading():
    rows = [row(0.4, 0.3, 0.5, missing="negative"), row(0.45, missing="positive"), row(0.41, missing="observed")]
    one = bounded(rows, {"missing": "negative"})
    assert one.least is one.row and one.most.value == 0.45 and not one.wide


@pytest.mark.parametrize(
    "missing", [[row(0.6)], [row(None), row(0.3, missing="positive")], [row(0.6), row(None, missing="positive")], []]
)
def test_no_bounds_without_readings_that_all_have_a_value(missing):
    assert bounded(missing, {}) is None


@pytest.mark.parametrize(("width", "wide"), [(0.19, False), (0.21, True)])
def test_wide_is_wider_than_the_interval(width, wide):
    assert bounded(three(0.6 + width, 0.6), {}).wide == wide


def test_without_an_interval_chance_cannot_be_weighed():
    one = bounded(three(low=None, high=None), {})
    assert not one.wide and "chance" not in words.sentence(one)


def test_the_better_side_is_said():
    one = bounded(three(), {})
    assert words.ends(one, "higher") == "90% at best, 30% at worst"
    assert words.ends(one, "lower") == "30% at best, 90% at worst"
    assert words.ends(one) == "30 to 90%, depending on what is missing"


def test_wide_bounds_ask_for_data_and_narrow_ones_do_not():
    wide, narrow = bounded(three(), {}), bounded(three(0.62, 0.58), {})
    assert words.sentence(wide, "lower") == (
        "It would be 30% if all that is missing were good, and 90% if all were bad. That is wider than what chance "
        "could do (50 to 70%): collecting what is missing would tell more than another year of waiting."
    )
    assert "here more people would tell more than fewer gaps" in words.sentence(narrow)
    assert words.sentence(bounded(three(0.6, 0.6), {})) == words.NOTHING_MISSING
    assert words.several([wide, narrow]).startswith("In 1 of 2 ") and words.several([wide, wide]).startswith(
        "In all 2 "
    )
    assert words.several([narrow]).startswith("In none") and words.several([]) == ""


@pytest.mark.parametrize(
    "name", ["completion_rate", "relapse_rate", "abstinent_at_discharge", "relapse_after_discharge"]
)
def test_sentences_of_random_clinics(name):
    for seed in range(4):
        rows = of_clinic(seed, name).rows
        for part in {tuple(one.part.items()) for one in rows}:
            if one := bounded(rows, dict(part)):
                assert one.least.value <= one.row.value <= one.most.value
                assert_sentences(words.sentence(one, "lower"))


def test_a_line_holds_value_interval_bounds_and_count():
    html = picture.bounds([("Return <to> use", bounded(three(), {}), "60 of 100 discharges")], "lower")
    assert "Return &lt;to&gt; use" in html and "60 of 100 discharges" in html
    assert "<b>60%</b> <span>(50 to 70)</span> 30% at best, 90% at worst" in html
    styles = re.findall(r'class="(o-bound-\w+)[^"]*" style="left:([\d.]+)%(?:;width:([\d.]+)%)?', html)
    assert ("o-bound-band", "30.00", "60.00") in styles and ("o-bound-interval", "50.00", "20.00") in styles
    assert ("o-bound-dot", "60.00", "") in styles
    assert html.count('role="listitem"') == 1


def test_no_interval_no_bar_and_nothing_no_picture():
    assert "o-bound-interval" not in picture.bounds([("x", bounded(three(low=None, high=None), {}), "")])
    assert picture.bounds([]) == ""
