"""Collection on paper: both authors on stays that are worked out by hand, at both sides of every window's edge."""

from tests.paper import clinic, day, listed
from tests.test_continuity import said  # noqa: F401 (a fixture)

ALL, STILL = (("of", "all"),), (("of", "in_services"),)


def reports(*found):
    return listed(
        "report_id episode_id reported_on", *((f"R{i}", who, day(when)) for i, (who, when) in enumerate(found))
    )


def stays(left=None, n=6):
    return [(f"{i}e", 0, left, left and "completed") for i in range(1, n + 1)]


def test_a_baseline_is_from_14_days_before_to_30_days_after_admission(said):  # noqa: F811
    """SUPRT: within 30 days of the first service."""
    told = reports(("1e", -15), ("2e", -14), ("3e", 30), ("4e", 31))
    found, why = said(clinic(stays(), functioning=told), "suprt_baseline")
    assert found[()] == (2, 6)
    assert why["4e"] == "No report within 30 days of admission"
    found, why = said(clinic(stays(), last=29, functioning=told), "suprt_baseline")
    assert (found[()], found[("statistic", "not_yet_known"),]) == ((0, 0), (6, 6))


def test_a_report_after_discharge_is_no_baseline(said):  # noqa: F811
    found, _ = said(clinic(stays(5, 2), functioning=reports(("1e", 5), ("2e", 6))), "suprt_baseline")
    assert found[()] == (1, 2)


def test_a_reassessment_is_150_to_210_days_after_the_baseline_not_after_admission(said):  # noqa: F811
    """SUPRT: 30 days either side of 180 days after the baseline."""
    told = reports(("1e", 10), ("1e", 159), ("2e", 10), ("2e", 160), ("3e", 10), ("3e", 220), ("4e", 10), ("4e", 221))
    found, why = said(clinic(stays(), functioning=told), "suprt_reassessment")
    assert (found[ALL], found[STILL]) == ((2, 4), (2, 4))
    assert why["5e"] == "No baseline: no report within 30 days of admission"
    found, _ = said(clinic(stays(), last=219, functioning=told), "suprt_reassessment")
    assert (found[ALL], found[(*ALL, ("statistic", "not_yet_known"))]) == ((0, 0), (4, 4))


def test_who_is_closed_out_by_the_end_of_the_window_is_asked_for_by_the_older_rule_alone(said):  # noqa: F811
    """Ohio's state evaluation: no reassessment of those closed out before or during the window."""
    first = [(f"{i}e", 0) for i in range(1, 5)]
    told = reports(*first, ("1e", 180), ("2e", 180), ("4e", 180))
    ends = [("1e", 0, 210, "completed"), ("2e", 0, 211, "completed"), ("3e", 0, 40, "dropped_out")]
    tables = clinic([*ends, ("4e", 0, 200, "died")], functioning=told)
    found, why = said(tables, "suprt_reassessment")
    assert (found[ALL], found[STILL]) == ((2, 3), (1, 1))
    assert why["4e"] == "Died before the window was over" and why["3e"].startswith("Services had ended")


def test_who_died_in_another_episode_is_not_asked_for(said):  # noqa: F811
    told = reports(("1a", 0), ("2a", 0))
    ends = [("1a", 0, 20, "completed"), ("1b", 60, 210, "died"), ("2a", 0, 20, "completed"), ("2b", 60, 211, "died")]
    found, why = said(clinic(ends, functioning=told), "suprt_reassessment")
    assert found[ALL] == (0, 1)
    assert why["1a"] == "Died before the window was over" and why["2a"].startswith("Services had ended")


def test_a_closeout_is_within_30_days_of_the_end_and_not_the_baseline(said):  # noqa: F811
    told = reports(("1e", 25), ("2e", 26), ("3e", 70), ("4e", 71), ("5e", 0), ("5e", 40))
    found, why = said(clinic([*stays(40), ("7e", 0, 40, "died")], functioning=told), "suprt_closeout")
    assert found[()] == (2, 6)
    assert why["7e"] == "Died"


def test_the_first_report_of_a_short_stay_closes_nothing_out(said):  # noqa: F811
    told = reports(("1e", 0), ("2e", 0), ("2e", 3))
    found, _ = said(clinic(stays(10, 2), functioning=told), "suprt_closeout")
    assert found[()] == (1, 2)


def test_a_program_that_hands_in_no_reports_is_not_known(said):  # noqa: F811
    elsewhere = {"2e": {"program_id": "B"}}
    found, why = said(clinic(stays(40, 2), functioning=reports(("1e", 0), ("1e", 40))), "suprt_closeout", **elsewhere)
    assert found[()] == (1, 1) and why["2e"] == "The program hands in no reports, so nothing is known"
