"""Sessions and other things in a release: totals of several measures and periods, and the people behind what is left."""

import pytest

from access import things
from access.behind import Person
from access.draft import Earlier, draft, layers, systems
from access.lines import Line
from access.things import EACH, cut, totals, weight
from tests.thing_lines import line

ATTENDED, KNOWN, NEAR = "attendance_rate", "telehealth_share", "attendance_by_modality"


def hidden(*lines: Line) -> bool:
    return bool(draft(lines).hidden.all.any())


def everybody(n: int, **months: tuple[int, int]) -> list[tuple[str, dict]]:
    return [(f"c{k}", {int(month[1:]): counts for month, counts in months.items()}) for k in range(n)]


def test_stretches_add_up_to_the_totals():
    people = [Person(f"c{k}", "e", (), (True,) * 3, months=((1, k, 9), (2, 3, 5))) for k in range(9)]
    found = totals(ATTENDED, people)
    counts = {kind: sum(map(weight, members)) for kind, members in found.items()}
    assert counts == {"denominator": 9 * 14, "numerator": 36 + 27, "complement": 45 + 18, EACH: 9}
    assert [sum(map(weight, one)) for one in cut(list(found.values()))] == list(counts.values())


@pytest.mark.parametrize("few", (4, 14))
def test_attended_beside_those_with_a_known_modality(few):
    """4 people with a session of no known modality, from the sessions attended of two measures -> something is hidden"""
    attended = everybody(60, m1=(5, 8))
    known = [(client, {1: (2, 5 - (k < few))}) for k, (client, _) in enumerate(attended)]
    assert hidden(line(ATTENDED, attended), line(KNOWN, known)) == (few == 4)


@pytest.mark.parametrize("few", (4, 14))
def test_known_modality_is_telehealth_and_what_is_attended_in_person(few):
    """The same from three: attended, less by telehealth, less attended in person -> something is hidden"""
    attended = everybody(60, m1=(5, 8))
    near = [(client, {1: (3 - (k < few), 4)}) for k, (client, _) in enumerate(attended)]
    known = [(client, {1: (2, 5 - (k < few))}) for k, (client, _) in enumerate(attended)]
    own = [line(ATTENDED, attended), line(KNOWN, known), line(NEAR, near)]
    found = {one.table[0]: one for one in layers(own)["sessions"] if one.table[-1] in ("complement", "numerator")}
    assert len(found) == 3 and hidden(*own) == (few == 4)


@pytest.mark.parametrize("few", (4, 14))
def test_missed_in_person_lies_in_all_that_is_missed(few):
    """4 people who missed a session that was not in person, from sessions due and kept of two measures -> something is hidden"""
    attended = everybody(60, m1=(5, 8))
    near = [(client, {1: (3, 6 - (k < few))}) for k, (client, _) in enumerate(attended)]
    assert hidden(line(ATTENDED, attended), line(NEAR, near)) == (few == 4)


@pytest.mark.parametrize("few", (4, 14))
def test_a_month_out_of_two_with_few_people_in_it_who_all_came_in_the_other(few):
    """4 people with a session in a second month who all had some in the first, from both totals -> something is hidden"""
    people = everybody(60, m1=(3, 5))
    both = [(client, months | ({2: (2, 3)} if k < few else {})) for k, (client, months) in enumerate(people)]
    assert hidden(line(ATTENDED, both), line(ATTENDED, both, upto=1)) == (few == 4)


@pytest.mark.parametrize("few", (4, 14))
def test_more_things_than_people_tell_who_has_more_than_one(few):
    """4 people with more than one screen, from 50 people with 54 screens -> something is hidden"""
    people = [(client, {1: (1, 2 if k < few else 1)}) for k, (client, _) in enumerate(everybody(50, m1=(1, 1)))]
    assert hidden(line("screen_positivity", people)) == (few == 4)


def test_an_older_release_that_kept_episodes_of_things_stands_beside_a_new_one():
    own = line(ATTENDED, everybody(40, m1=(3, 5)))
    old = Earlier("episodes with numerator of attendance_rate", own.sets.episodes["numerator"], True, ("release 1",))
    assert not draft([own], [old]).hidden.all.any()


def test_things_of_one_unit_and_date_stand_on_each_other():
    assert things.layer(ATTENDED) == things.layer(KNOWN) == things.layer(NEAR) == "sessions"
    assert things.layer("ed_rate") == things.layer("ed_curve") != things.layer("ed_follow_up")
    found = layers([line(ATTENDED, everybody(20, m1=(1, 2))), line(KNOWN, everybody(20, m1=(1, 1)))])
    assert set(found) == {"episodes", "sessions"}
    assert {int(one.counts.max()) for one in systems([line(ATTENDED, everybody(20, m1=(1, 2)))])} == {20, 40}
