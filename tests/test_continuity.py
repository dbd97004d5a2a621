"""Continuity on paper: both authors on clinics that are worked out by hand, at every boundary."""

import pytest

from intake import import_folder
from metrics import ask
from metrics.cohort import Cohort
from metrics.continuity.daily_life import _means
from tests.clinics import write_csv
from tests.databases import ready
from tests.paper import clinic, day, listed
from tests.reference import measure as slow


@pytest.fixture
def said(tmp_path):
    """A function of tables and a measure: part -> (numerator, denominator), as both authors have it."""

    def of(tables, name, **changes):
        rows = complete(tables, changes)
        write_csv(rows, tmp_path / "files")
        with ready("sqlite", tmp_path) as engine:
            assert not import_folder(engine, tmp_path / "files").quarantine
            with engine.connect() as connection:
                fast = ask.measure(connection, name, Cohort()).as_object()["rows"]
                people = ask.people(connection, name, Cohort())
        assert counted(fast) == counted(slow(rows, name))
        return counted(fast), {row["episode_id"]: row["reason"] for row in people}

    return of


def complete(tables, changes):
    """The tables with the programs and the clients that they speak of; changes: episode -> columns of its own."""
    columns = {name for own in changes.values() for name in own}
    episodes = [dict.fromkeys(columns) | row | changes.get(row["episode_id"], {}) for row in tables["episodes"]]
    clients = [{"client_id": name} for name in sorted({row["client_id"] for row in episodes})]
    programs = [{"program_id": name, "name": name} for name in sorted({row["program_id"] for row in episodes})]
    return tables | {"programs": programs, "clients": clients, "episodes": episodes}


def counted(rows):
    return {tuple(row["part"].items()): (row["numerator"], row["denominator"]) for row in rows}


def appointments(*found):
    """(episode, days after discharge on day 40, status, booked on)."""
    rows = [(f"F{i}", who, day(40 + d), status, b and day(b)) for i, (who, d, status, b) in enumerate(found)]
    return [
        row | {"kind": "outpatient"} for row in listed("appointment_id episode_id scheduled_on status booked_on", *rows)
    ]


def six(reason="completed"):
    return [(f"{i}e", 0, 40, reason) for i in range(1, 7)]


def test_aftercare_counts_from_the_day_after_discharge_through_day_7(said):
    """As CBE 3453 has it: the day after discharge through day 7 (14); not the day of discharge."""
    rows = appointments(
        ("1e", 0, "attended", 9), ("2e", 1, "attended", 9), ("3e", 7, "attended", 9), ("4e", 8, "attended", 9),
        ("5e", 3, "no_show", 9), ("5e", 31, "attended", 9),
    )  # fmt: skip
    found, why = said(clinic(six(), aftercare=rows), "aftercare_seen")
    assert [found[("day", within),] for within in (7, 14, 30)] == [(2, 6), (3, 6), (3, 6)]
    assert why["1e"] == "No appointment attended within 30 days"


def test_aftercare_that_nobody_closed_is_a_bound_and_an_open_window_is_not_yet_known(said):
    rows = appointments(("1e", 5, "scheduled", 9), ("2e", 5, "attended", 9))
    found, _ = said(clinic(six()[:2], aftercare=rows), "aftercare_seen")
    assert (found[("day", 7),], found[("day", 7), ("missing", "positive")]) == ((1, 2), (2, 2))
    found, why = said(clinic(six()[:2], last=54, aftercare=rows), "aftercare_seen")
    assert (found[("day", 14),], found[("day", 30),]) == ((1, 2), (0, 0))
    assert found[("day", 30), ("statistic", "not_yet_known")] == (2, 2)
    assert set(why.values()) == {"Not yet known: the 30 days after discharge are not over"}


def test_aftercare_is_booked_on_the_day_of_discharge_and_not_the_day_after(said):
    rows = appointments(
        ("1e", 5, "cancelled", 40), ("2e", 5, "attended", 41), ("3e", 5, "attended", None), ("4e", 0, "attended", 9)
    )  # fmt: skip
    found, why = said(clinic(six(), aftercare=rows), "aftercare_booked")
    assert found == {(): (1, 6), (("missing", "positive"),): (2, 6)}
    assert "nobody wrote down" in why["3e"]


def test_a_program_that_hands_in_no_appointments_is_not_known(said):
    for name in ("aftercare_booked", "aftercare_seen", "recovery_support"):
        found, why = said(clinic(six()), name)
        assert set(found.values()) == {(0, 0)} and set(why.values()) == {
            "The program hands in no appointments, so nothing is known"
        }


def test_another_program_that_does_hand_them_in_makes_no_difference_to_it(said):
    elsewhere = {name: {"program_id": "B"} for name in ("2e", "3e")}
    found, why = said(clinic(six(), aftercare=appointments(("2e", 5, "attended", 9))), "aftercare_seen", **elsewhere)
    assert found[("day", 7),] == (1, 2)
    assert why["1e"].startswith("The program hands in no") and why["3e"].startswith("No appointment attended")


def test_peers_and_coaches_count_for_everybody_who_left_alive(said):
    rows = appointments(("1e", 30, "attended", 9), ("2e", 31, "attended", 9), ("3e", 4, "attended", 9))
    rows[0]["kind"], rows[1]["kind"] = "peer_support", "recovery_coach"
    stays = [*six("dropped_out")[:3], ("4e", 0, 40, "died")]
    found, why = said(clinic(stays, aftercare=rows), "recovery_support")
    assert found[("day", 30),] == (1, 3) and why["4e"] == "Died"


def test_readmission_is_neither_a_transfer_on_the_day_nor_a_return_on_day_31(said):
    stays = [("1a", 0, 40, "transferred"), ("1b", 40, 60, "completed"), ("2a", 0, 40, "dropped_out")]
    stays += [("2b", 41, 50, "completed"), ("3a", 0, 40, "completed"), ("3b", 71, None, None), ("4a", 0, 40, "died")]
    found, why = said(clinic(stays), "readmission")
    assert (found[("day", 30),], found[("day", 90),]) == ((1, 5), (2, 5))
    assert why["3a"].startswith("Admitted again, from 31 to 90 days")


def orders(*found):
    rows = [(f"O{i}", who, day(first), last and day(last)) for i, (who, first, last) in enumerate(found)]
    return [row | {"drug": "methadone"} for row in listed("order_id episode_id starts_on ends_on", *rows)]


def test_fourteen_days_without_an_order_are_no_gap_and_fifteen_are(said):
    rows = orders(
        ("1e", 0, 9), ("1e", 24, None),  # 10 to 23: 14 days
        ("2e", 0, 9), ("2e", 25, None),  # 10 to 24: 15 days
        ("3e", -5, 25),                  # 26 to 40: 15 days
        ("4e", 14, None), ("4e", 20, 22),
    )  # fmt: skip
    on = {name: {"medication_at_admission": "methadone"} for name in ("1e", "2e", "3e", "4e", "5e")}
    found, why = said(clinic(six(), medications=rows), "medication_continuity", **on)
    assert found == {(): (2, 4), (("missing", "negative"),): (2, 5), (("missing", "positive"),): (3, 5)}
    assert (why["5e"], why["6e"]) == (
        "On medication at admission, but no order is recorded",
        "Not on medication at admission",
    )


def test_an_order_on_the_day_tells_of_medication_where_nobody_wrote_it_down(said):
    rows = orders(("1e", -3, None), ("2e", 1, None), ("3e", 0, None))
    told = {"3e": {"medication_at_admission": "none"}}
    found, _ = said(clinic(six(), medications=rows), "medication_continuity", **told)
    assert found[()] == (1, 1)


def test_naloxone_not_written_down_is_not_zero(said):
    given = {name: {"naloxone_given": value} for name, value in zip(("1e", "2e", "3e"), (1, 0, 1), strict=True)}
    for name in ("1e", "2e", "4e"):
        given[name] = given.get(name, {}) | {"primary_substance": "opioids"}
    found, _ = said(clinic(six()), "naloxone_given", **given)
    opioids = {name: found[(("of", "opioids"), *name)] for name in ((), (("missing", "negative"),))}
    assert opioids == {(): (1, 2), (("missing", "negative"),): (1, 3)}
    assert found[("of", "all"),] == (2, 3) and found[("of", "all"), ("missing", "positive")] == (5, 6)


def reports(*found):
    columns = "report_id episode_id reported_on work_school_days_missed_30 employed_or_student"
    return listed(columns, *((f"R{i}", who, day(when), *answers) for i, (who, when, *answers) in enumerate(found)))


def test_first_and_last_reports_from_14_days_before_to_14_days_after(said):
    rows = reports(
        ("1e", -15, 30, 1), ("1e", -14, 10, 0), ("1e", 54, 4, 1), ("1e", 55, 0, 0),
        ("2e", 3, 8, 1), ("2e", 3, 9, 0),
        ("3e", 0, 5, 1), ("3e", 20, None, None), ("3e", 30, 7, 0),
    )  # fmt: skip
    found, why = said(clinic(six()[:4], functioning=rows), "days_missed")
    assert (found[()], found[("at", "first"),], found[("statistic", "reported_twice"),]) == ((-4, 2), (15, 2), (2, 4))
    assert (why["2e"], why["4e"]) == ("One report only", "No report")
    found, _ = said(clinic(six()[:4], functioning=rows), "employed")
    assert (found[("change", "gained"),], found[("change", "lost"),], found[("at", "last"),]) == (
        (1, 2),
        (1, 2),
        (1, 2),
    )


def test_mean_change_as_r_gives_it_for_students_sleep_data():
    """Student 1908, Biometrika 6:1-25, in tenths of an hour; R's t.test(paired = TRUE) of `sleep`: 0.70 to 2.46."""
    moved = (12, 24, 13, 13, 0, 10, 18, 8, 46, 14)
    row = next(iter(_means([10, 10, 10, sum(moved), sum(x * x for x in moved), 0, 0, 0, 0])))
    assert (row.value / 10, row.low / 10, row.high / 10) == pytest.approx((1.58, 0.7001142, 2.4598858))


def emergency(*found):
    rows = [(f"V{i}", who, day(when), cause, bed) for i, (who, when, cause, bed) in enumerate(found)]
    return listed("visit_id client_id arrived_on cause admitted_inpatient", *rows)


def kept(*found):
    return listed(
        "session_id episode_id scheduled_on status",
        *((f"S{i}", who, day(when), "attended") for i, (who, when) in enumerate(found)),
    )


def test_emergency_visits_are_followed_up_within_8_and_31_days_in_total(said):
    """As NCQA FUA has it: within 7 days (8 in total) and 30 days (31 in total), without those kept in hospital."""
    stays = [(f"{i}e", 0, 100, "completed") for i in range(1, 8)]
    visits = emergency(
        ("C1", 10, "substance", 0), ("C2", 10, "substance", 0), ("C3", 10, "substance", None),
        ("C4", 10, "substance", 0), ("C4", 10, "injury", 0), ("C5", 10, "substance", 0),
        ("C6", 10, "substance", 1), ("C7", 10, "mental_health", 0), ("C7", 101, "substance", 0),
    )  # fmt: skip
    sessions = kept(("1e", 10), ("2e", 17), ("3e", 18), ("4e", 40), ("5e", 41), ("6e", 11), ("7e", 11))
    spans = listed("client_id starts_on ends_on", *((f"C{i}", day(-400), None) for i in range(1, 8)))
    tables = clinic(stays, ed_visits=visits, sessions=sessions, ed_coverage=spans)
    found, why = said(tables, "ed_follow_up")
    assert (found[("day", 7),], found[("day", 30),]) == ((2, 5), (4, 5))
    assert why["6e"] == "Every visit ended in a hospital bed" and "7e" not in why
    found, why = said(tables | {"extract": [{"as_of": day(39)}]}, "ed_follow_up")
    assert found[("day", 30), ("statistic", "not_yet_known")] == (5, 5)
