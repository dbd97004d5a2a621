"""Who to look at now, in words: whole sentences, right for one and for nobody."""

from dataclasses import replace
from datetime import date

import pytest

from figures.words import watch as words
from metrics.result import Row
from metrics.watch import Expected, Person, Reason, Watch
from metrics.watch.rules import URGENCY
from tests.words_made import assert_headline as check

AS_OF, ON = date(2026, 10, 31), date(2026, 10, 26)
PERSON = Person("C1", "E1", "A", date(2026, 9, 20), None, ())
LEFT = replace(PERSON, discharged_on=date(2026, 10, 20))
ITEM_9 = Reason("item_9", ON, "PHQ-9", None, 2)
DUE = Reason("second_score_due", date(2026, 11, 3), "PHQ-9", 14)


def watch(*people, here=12):
    named = [replace(PERSON, client_id=f"C{n}", reasons=reasons) for n, reasons in enumerate(people)]
    return Watch(AS_OF, here, tuple(named), ())


@pytest.mark.parametrize(
    ("one", "person", "text"),
    [
        (ITEM_9, PERSON, "Item 9 at 2 of 3 on 26 Oct 2026, no review is recorded"),
        (
            replace(ITEM_9, reviewed_on=date(2026, 10, 29)),
            PERSON,
            "Item 9 at 2 of 3 on 26 Oct 2026, reviewed only on 29 Oct 2026",
        ),
        (Reason("worse", ON, "GAD-7", 13, 18), PERSON, "GAD-7 reliably worse: 13 to 18 (26 Oct 2026)"),
        (Reason("not_improving", ON, "PHQ-9", 19, 18), PERSON, "PHQ-9 not improving: 19 to 18 (26 Oct 2026)"),
        (Reason("no_shows", ON, latest=3), PERSON, "3 no-shows in a row, the last on 26 Oct 2026"),
        (Reason("first_score_due", date(2026, 11, 4), "GAD-7"), PERSON, "First GAD-7 due by 4 Nov 2026"),
        (DUE, PERSON, "Second PHQ-9 due on 3 Nov 2026"),
        (replace(DUE, on=ON), PERSON, "Second PHQ-9 was due on 26 Oct 2026"),
        (DUE, LEFT, "Left on 20 Oct 2026: a second PHQ-9 counts until 3 Nov 2026"),
    ],
)
def test_each_reason(one, person, text):
    assert words.reason(one, person, AS_OF) == text


def test_headline_counts_clients_and_reasons():
    worse = Reason("worse", ON, "PHQ-9", 3, 9)
    first, sure = check(words.headline(watch((ITEM_9, worse), (worse, DUE), (DUE,))))
    assert first == "2 of the 12 clients in care need a look now; for 1 more only a score is due."
    assert sure.startswith(
        "1 with thoughts of death or self-harm (PHQ-9, item 9) not reviewed in time and 2 reliably worse; some "
    )
    assert check(words.headline(watch((ITEM_9,)))).first == "1 of the 12 clients in care needs a look now."
    assert words.urgent(watch((ITEM_9,), (worse,), (worse, DUE))).endswith("not reviewed in time and 2 reliably worse.")


def test_headline_of_calm_and_of_nobody():
    assert check(words.headline(watch())).first == "Nobody among the 12 clients in care needs a look now."
    only = check(words.headline(watch((DUE,), (DUE,)))).first
    assert only == "Nobody among the 12 clients in care needs a look now; for 2 of them only a score is due."
    assert check(words.headline(watch(here=0))).first == "Nobody is in care now."
    assert check(words.headline(Watch(None, 0, (), ()))).first == "Nobody is in care now."


def test_every_reason_has_its_words_and_its_rule():
    assert set(words.KINDS) == set(words.RULES) == set(URGENCY)
    assert all(rule.endswith(".") for rule in words.RULES.values())


def test_the_week_ahead():
    one, now = Expected("phq9_followed_up", 9, 3, 4, 2), Row({}, {}, 71, 100, 0.71)
    assert one.shares(now) == {"now": (71, 100), "if_all": (82, 107), "if_none": (73, 107)}
    said = words.ahead(one, now, "PHQ-9 given again")
    assert said == "PHQ-9 given again: 71% now, 77% if the 9 due scores are collected."
    assert words.shares(one, now) == ["9", "71% (71 of 100)", "77% (82 of 107)", "68% (73 of 107)"]
    assert words.shares(one, now, narrow=True) == ["9", "71%", "77%"]
    nobody = words.ahead(Expected("x", 0, 0, 0, 0), Row({}, {}, 0, 0, None), "PHQ-9 given again")
    assert nobody == "PHQ-9 given again: no data now; no score is due."
