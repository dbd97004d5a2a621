"""How a number is read goes along in the link to the people behind it."""

from metrics import MEASURES
from metrics.relapse.classes import RULE_NAMES
from metrics.relapse.rules import DROPOUT, MISSING
from pages.frame.ways import BY_CAUSE, BY_RULE, CHANGES, in_address, others


def test_a_link_keeps_the_choices_that_decide_who_is_behind():
    pair = {"from": "two_of_four", "missing": "observed", "to": "four_of_four"}
    assert in_address(CHANGES, pair) == {"behind_from": "two_of_four", "behind_missing": "observed"}
    assert in_address("ed_curve", {"cause": "substance_or_mental_health"}) == {
        "behind_cause": "substance_or_mental_health"
    }
    assert in_address("ed_rate", {"cause": "all"}) == {} == in_address("retention", {"days": [30]})
    assert in_address("competing_outcomes", {"rule": "first_use", "weeks": [4]}) == {"behind_rule": "first_use"}


def test_every_choice_is_an_option_of_its_measure():
    for name, option in [*((one, "rule") for one in BY_RULE), *((one, "cause") for one in BY_CAUSE)]:
        assert option in MEASURES[name].options
    for rule in RULE_NAMES:
        found = others(rule, MISSING[0])
        assert rule not in found and MISSING[0] not in found
        assert (MISSING[1] in found) == (rule != DROPOUT.name)
        for to in found:
            MEASURES[CHANGES].read_options({"from": rule, "missing": MISSING[0], "to": to})
