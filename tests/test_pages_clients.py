"""The page of clients: who to look at now, one client, and the people behind a number."""

import pytest

from metrics import MEASURES
from metrics.relapse import RULE_NAMES
from tests.page_runs import check, first_line, texts


def test_a_client_who_does_not_exist(opened):
    assert check(opened("clients", client="<b>nobody</b>")) == "There is no client &lt;b&gt;nobody&lt;/b&gt; here."


def test_a_client_of_the_demo(opened):
    assert "C00" in check(opened("clients", client="C00003"))


def test_clients_open_with_who_to_look_at_now(opened):
    at = opened("clients")
    assert " clients in care need" in check(at)
    html = "".join(texts(at))
    assert "If the scores due are collected" in html and "Item 9 not reviewed in time" in html
    assert "clients?client=C" in html


@pytest.mark.parametrize("asked", [{"view": "Behind a number"}, {"measure": "retention"}])
def test_clients_behind_a_number(opened, asked):
    assert check(opened("clients", **asked)).startswith("Behind “")


def test_the_list_of_now_follows_the_filters(opened):
    whole, part = (first_line(opened("clients", **asked)) for asked in ({}, {"program": "P01"}))
    assert whole != part


@pytest.mark.parametrize("rule", RULE_NAMES)
def test_behind_a_change_of_class_stand_those_of_the_chosen_pair(opened, rule):
    other = next(one for one in RULE_NAMES if one != rule)
    title = MEASURES["relapse_rule_changes"].card.title
    at = opened("clients", view="Behind a number", measure=title, behind_from=rule, behind_to=other)
    check(at)
    assert at.selectbox(key="behind_to").value == other
    assert any("relapse under neither" in text.lower() for text in texts(at))


def test_behind_emergency_visits_stand_those_of_the_chosen_cause(opened):
    title = MEASURES["ed_rate"].card.title
    narrow = {"behind_cause": "substance_or_mental_health"}
    every, some = (check(opened("clients", view="Behind a number", measure=title, **how)) for how in ({}, narrow))
    assert every != some
