"""The words of the page on what follows discharge: true to the numbers, calm with few and with none."""

import pytest

from figures.words import after_discharge as words
from metrics.continuity.discharges import waiting
from metrics.proportions import proportion
from metrics.result import Row
from tests.words_made import assert_headline as check
from tests.words_made import assert_sentences, of_clinic, result


def seen(k, due, n, most=None):
    part = {"day": 30}
    rows = [proportion(part, k, due), proportion({**part, "missing": "positive"}, k if most is None else most, due)]
    return result("aftercare_seen", [*rows, waiting(part, due, n)])


def booked(k=0, n=0):
    return result("aftercare_booked", [proportion({}, k, n)])


def test_seen_beside_booked_and_those_who_are_not_yet_known():
    first, sure = check(words.headline(seen(145, 207, 239), booked(212, 239), 457))
    assert first == "About two thirds of those who finished were seen in aftercare within 30 days: 70% (63 to 76)."
    assert sure.startswith("145 of 207 completed or transferred discharges. 32 more are not yet known: their 30 days")
    assert "89% left with an appointment, so part of the gap" in sure and "outcome" not in sure


def test_outcomes_that_nobody_wrote_down_are_said_where_they_matter():
    assert (
        "If every appointment without a recorded outcome was kept, it is 75%."
        in check(words.headline(seen(100, 200, 200, 150), booked(), 300)).sure
    )
    assert "left with an appointment" not in words.headline(seen(100, 200, 200), booked(50, 200), 300).sure


def test_few_fresh_and_none():
    assert check(words.headline(seen(1, 5, 6), booked(), 9)).first == (
        "Of 5 people who finished, one was seen in aftercare within 30 days."
    )
    assert "1 more is not yet known" in words.headline(seen(1, 5, 6), booked(), 9).sure
    fresh = check(words.headline(seen(0, 0, 4), booked(), 9))
    assert fresh.first == "No one who finished has been gone for 30 days yet."
    unknown = check(words.headline(seen(0, 0, 0), booked(), 9))
    assert unknown.first == "No aftercare appointments are in the data for this choice."
    assert check(words.headline(seen(0, 0, 0), booked(), 0)).first == "No one left the program in this period."


def test_changes_in_points_and_in_days():
    assert words.points(Row({}, {}, 14, 236, 0.059, -0.01, 0.13)) == "+6 (−1 to +13)"
    assert words.points(Row({}, {}, 0, 0, None)) == "no data" and words.points(Row({}, {}, 1, 1, 1.0)) == "+100"
    rows = [
        Row({}, {}, -28, 10, -2.8, -3.3, -2.4),
        Row({}, {"at": "first"}, 91, 10, 9.1),
        Row({}, {"at": "last"}, 63, 10, 6.3),
    ]
    said = words.missed(result("days_missed", rows))
    assert said.startswith(
        "Days missed at work or school went from 9.1 days in 30 at the first report to 6.3 at the last: "
    )
    assert said.endswith("−2.8, 95% interval −3.3 to −2.4, n 10 discharges.")
    rows[0] = Row({}, {}, -28, 10, -2.8, -6.0, 0.4)
    assert words.missed(result("days_missed", rows)).endswith("That could be chance.")


def test_what_is_not_recorded_and_how_far_it_could_move_a_share():
    known, low, high = proportion({}, 109, 143), proportion({}, 109, 155), proportion({}, 121, 155)
    assert words.known(known, low, high) == "12 not recorded: 70 to 78% depending on them"
    assert words.known(known, known, known) == "All recorded"
    assert words.known(*[proportion({}, 0, 0)] * 3) == ""


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("episodes", [1, 4, 40])
def test_words_of_random_clinics_are_whole_sentences(seed, episodes):
    def of(name):
        return of_clinic(seed, name, (), episodes)

    left = of("length_of_stay").one(statistic="median").denominator
    check(words.headline(of("aftercare_seen"), of("aftercare_booked"), left))
    assert_sentences(words.missed(of("days_missed")))
    assert_sentences(words.steps(of("aftercare_seen")))
    ends = [("Work", of("employed").one(at="first"), of("employed").one(at="last"))]
    assert words.moved(ends).endswith(".")
