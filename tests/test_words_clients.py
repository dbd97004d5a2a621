"""The headlines of the clients, data and measures pages."""

from datetime import date

import pytest

from figures.words import audit, clients, data_page, measures_page, releases_page
from metrics import MEASURES
from tests.words_made import assert_headline as check

DAYS = [date(2026, 8, 10), date(2026, 9, 21), date(2026, 10, 26)]


def test_client_better_beyond_error_within_error_and_slipping():
    scores = {"PHQ-9": [(DAYS[0], 19), (DAYS[2], 11)], "GAD-7": [(DAYS[0], 14), (DAYS[2], 11)]}
    sessions = [(date(2026, 9, n), "attended") for n in range(1, 21)]
    sessions += [(date(2026, 10, n), status) for n, status in enumerate(["attended"] * 2 + ["no_show"] * 4, 19)]
    screens = [(DAYS[1], "negative"), (DAYS[2], "missed")]
    first, sure = check(clients.course("0147", scores, sessions, screens))
    assert first == "Client 0147 is reliably better on PHQ-9 (19 to 11), but kept only 2 of the last 6 sessions."
    assert "The fall in PHQ-9 (8 points) is at least the 6 points that count as more than error." in sure
    assert "GAD-7 fell by 3 points, which could be error." in sure
    assert sure.endswith("Before 19 October, 20 of 20 were kept. The last screen was not taken.")


def test_client_with_little_recorded():
    one = check(clients.course("7", {"PHQ-9": [(DAYS[0], 9)]}))
    assert one == ("Client 7 has one score only on PHQ-9.", "A change needs two scores of the same questionnaire.")
    assert check(clients.course("7")).first == "Nothing is recorded for client 7."
    still = check(clients.course("7", {"PHQ-9": [(DAYS[0], 9), (DAYS[1], 9)]}, [(DAYS[0], "attended")]))
    assert still.first == "Client 7 shows no reliable change on PHQ-9."
    assert still.sure == "PHQ-9 is where it began. 1 of 1 session due was kept."
    assert check(clients.course("7", sessions=[(DAYS[0], "excused")])).first == "Client 7 has no scores yet."


@pytest.mark.parametrize(
    ("name", "first", "latest", "words"),
    [
        ("PHQ-9", 19, 11, "Reliably better (19 to 11)"),
        ("GAD-7", 14, 11, "3 lower: could be error"),
        ("PHQ-9", 8, 14, "Reliably worse (8 to 14)"),
        ("PHQ-9", 8, 13, "5 higher: could be error"),
        ("GAD-7", 9, 5, "Reliably better (9 to 5)"),
        ("PHQ-9", 8, 8, "Unchanged at 8"),
        ("AUDIT-C", 9, 2, "7 lower: could be error"),
    ],
)
def test_change_of_one_clients_score(name, first, latest, words):
    assert clients.score_change(name, first, latest) == words


def test_people_behind_a_number():
    counts = {("counted", "Improved"): 113, ("not counted", "Unchanged"): 104, ("excluded", "No second score: x"): 167}
    first, sure = check(clients.behind("PHQ-9 reliably improved", counts))
    assert first.endswith("stand 384 admissions: 113 counted, 104 not counted and 167 left out.")
    assert sure.startswith("Most often left out: no second score (167).")
    assert check(clients.behind("x", {})).first == "Nobody stands behind “x” in this period."
    assert "stands 1 admission: 1 counted" in check(clients.behind("x", {("counted", "Yes"): 1})).first


def test_data_page():
    rows, last = {"sessions": 31200, "aftercare": 0}, {"ed_visits": date(2026, 10, 14), "sessions": DAYS[2]}
    first, sure = check(data_page.headline(date(2026, 10, 31), rows, 14, last))
    assert first == "The data reach 31 Oct 2026: 31,200 rows are in, 14 rows were set aside as wrong."
    assert sure.startswith("Emergency visits stop on 14 Oct 2026, 17 days before the rest")
    assert "Nothing came in for: Aftercare." in sure
    assert check(data_page.headline(date(2026, 10, 31), {"clients": 1})).first.endswith(
        "1 row is in, none was set aside."
    )
    assert check(data_page.headline(None, {})).first == "There is no data yet."
    own = check(data_page.headline(date(2026, 10, 31), rows, None, last))
    assert own.first == "The data of your programs reach 31 Oct 2026: 31,200 rows are in."


def test_measures_page_counts_the_measures():
    assert check(measures_page.headline()).first.startswith(f"{len(MEASURES)} measures on attendance, symptoms,")


def test_a_card_is_written_for_people():
    lines = dict(measures_page.lines(MEASURES["attendance_rate"].card))
    assert (lines["Better is"], lines["Version of"]) == ("Higher", "23 Nov 2026")
    assert lines["Address"].href.startswith("https://")


@pytest.mark.parametrize(
    ("as_of", "words"),
    [
        (date(2026, 10, 31), "2025-11..2026-10, 2024-11..2025-10"),
        (date(2026, 1, 30), "2025-01..2025-12, 2024-01..2024-12"),
        (None, "2026, 2025"),
    ],
)
def test_the_periods_that_a_release_may_have(as_of, words):
    assert releases_page.two_years(as_of) == words


def test_the_audit_in_a_line():
    first, sure = audit.headline([], "1:ab12")
    assert first == "The audit holds 1 line; none was changed, removed or moved." and sure.endswith("1:ab12")
    assert audit.headline([], "0:").first == "Nobody has looked at a client yet."


def test_the_latest_of_several_episodes_is_named():
    said = clients.course("C1", {}, [(date(2026, 3, 1), "attended")])
    episodes = [
        ("E1", "P1", date(2025, 1, 1), date(2025, 3, 1), "completed"),
        ("E2", "P1", date(2026, 3, 1), None, None),
    ]
    assert clients.of_episodes(said, episodes[:1]) == said
    assert clients.of_episodes(said, episodes).sure.endswith("This is the latest of 2 episodes, since 1 Mar 2026.")


def test_remarks_beside_the_lanes():
    scores = {"PHQ-9": [(date(2026, 3, 1), 19), (date(2026, 4, 1), 11)], "GAD-7": [(date(2026, 3, 1), 9)]}
    kept = [(date(2026, 3, day), "attended") for day in range(1, 9)]
    missed = [(date(2026, 4, day), "no_show") for day in range(1, 7)]
    said = clients.remarks(scores, kept + missed)
    assert said == {"PHQ-9": ("Reliably better (19 to 11)", "accent"), "Sessions": ("0 of the last 6 kept", "signal")}
