"""Met, partly met, missing: the rules that are written at the top of evidence/answers.py, one by one."""

import pytest

from evidence.answers import MOST_FAULTY, answers, reaches
from evidence.finding import Finding
from evidence.requirement import ACCURACY, COMPLETENESS, MET, MISSING, PARTLY, Requirement, Standard, Target
from metrics import MEASURES
from metrics.result import Result, Row

NAME = "attendance_rate"


def result(k, n, low=None, high=None, name=NAME, part=None):
    row = Row({}, dict(MEASURES[name].headline) if part is None else part, k, n, k / n if n else None, low, high)
    return Result(name, "1.0", None, None, None, {}, {}, (row,))


def finding(word, count, of, title="A check"):
    return Finding(word, title, count, of, "records", "It says so.")


def answer(results=None, findings=None, actions=False, **line):
    one = Requirement("1", "Title", "Asks", **{"measures": (NAME,), **line})
    standard = Standard("key", "Title", "edition", "source", "", (one,))
    return answers(standard, results or {}, findings or {}, actions)[0]


def target(least=None, most=None, part=()):
    return Target(NAME, part, least, most, "the board")


def test_a_measure_answers_where_it_has_a_number():
    assert answer({NAME: result(7, 10, 0.4, 0.9)}).state == MET
    assert answer({NAME: result(0, 0)}).state == MISSING
    assert answer({}).state == MISSING
    assert "no data in the period" in answer({}).to_do[0]


def test_some_measures_are_partly():
    found = answer({NAME: result(7, 10)}, measures=(NAME, "retention"))
    assert found.state == PARTLY and len(found.found) == 1 and len(found.to_do) == 1


def test_what_only_a_person_can_show_is_never_met():
    assert answer({NAME: result(7, 10)}, by_hand=("Show it.",)).state == PARTLY
    alone = answer(measures=(), by_hand=("Show it.",))
    assert (alone.state, alone.to_do, alone.found) == (MISSING, ("Show it.",), ())


@pytest.mark.parametrize(
    ("value", "low", "high", "state", "said"),
    [
        (0.7, 0.7, 0.8, MET, "the whole of its interval too"),
        (0.7, 0.65, 0.75, MET, "its interval reaches past it"),
        (0.699, 0.6, 0.75, PARTLY, "not reached"),
        (0.5, 0.4, 0.6, PARTLY, "not reached"),
    ],
)
def test_a_target_needs_the_value_and_says_how_sure_it_is(value, low, high, state, said):
    found = answer({NAME: result(1000 * value, 1000, low, high)}, targets=(target(0.7),))
    assert found.state == state and said in found.found[1]


def test_a_target_that_chance_may_have_missed():
    near = answer({NAME: result(69, 100, 0.6, 0.77)}, targets=(target(0.7),))
    far = answer({NAME: result(50, 100, 0.4, 0.6)}, targets=(target(0.7),))
    assert "chance alone could be the reason" in near.found[1]
    assert "chance" not in far.found[1] and far.to_do == ("Bring sessions attended to its target.",)


def test_targets_from_above_and_without_data():
    assert answer({NAME: result(3, 10)}, targets=(target(most=0.3),)).state == MET
    assert answer({NAME: result(4, 10)}, targets=(target(most=0.3),)).state == PARTLY
    assert answer({}, targets=(target(0.7),)).state == MISSING
    assert reaches(target(0.2, 0.4), 0.2) and reaches(target(0.2, 0.4), 0.4)
    assert not reaches(target(0.2, 0.4), 0.19) and not reaches(target(0.2, 0.4), 0.41)


def test_a_target_for_a_part_that_the_measure_does_not_have():
    found = answer({NAME: result(7, 10)}, targets=(target(0.5, part=(("day", 3),)),))
    assert found.state == PARTLY and "no data in the period" in found.to_do[0]


@pytest.mark.parametrize(("count", "state"), [(20, MET), (21, PARTLY), (0, MET)])
def test_completeness_allows_what_the_line_says(count, state):
    found = answer({NAME: result(7, 10)}, {NAME: (finding(COMPLETENESS, count, 100),)}, quality=(COMPLETENESS,))
    assert found.state == state
    strict = answer(
        {NAME: result(7, 10)}, {NAME: (finding(COMPLETENESS, count, 100),)}, quality=(COMPLETENESS,), complete=1.0
    )
    assert strict.state == (PARTLY if count else MET)


@pytest.mark.parametrize(("count", "state"), [(5, MET), (6, PARTLY)])
def test_one_record_in_twenty_may_be_wrong(count, state):
    assert MOST_FAULTY == 0.05
    found = answer({NAME: result(7, 10)}, {NAME: (finding(ACCURACY, count, 100),)}, quality=(ACCURACY,))
    assert found.state == state
    assert ("6% is more than the 5% allowed" in " ".join(found.to_do)) == (state == PARTLY)


def test_what_was_not_looked_at_does_not_answer():
    for findings in ({}, {NAME: (finding(ACCURACY, 0, 0),)}, {NAME: (finding(COMPLETENESS, 0, 9),)}):
        found = answer({NAME: result(7, 10)}, findings, quality=(ACCURACY,))
        assert found.state == PARTLY and "nothing to look at" in found.to_do[0]


def test_the_same_check_is_said_once_and_clean_ones_are_counted():
    same = (finding(ACCURACY, 2, 100), finding(ACCURACY, 0, 100, "B"), finding(ACCURACY, 0, 100, "C"))
    found = answer(
        {NAME: result(7, 10), "retention": result(1, 9, name="retention")},
        {NAME: same, "retention": same},
        measures=(NAME, "retention"),
        quality=(ACCURACY,),
    )
    assert found.found[-1] == "Accuracy: a check 2 of 100 records; two other checks found nothing."


def test_the_log_of_actions_answers_where_it_holds_any():
    one = Requirement("1", "Title", "Asks", actions=True)
    standard = Standard("key", "Title", "edition", "source", "", (one,))
    assert [answers(standard, {}, {}, logged)[0].state for logged in (True, False)] == [MET, MISSING]
