"""The two sentences at the top of the attendance, symptoms, relapse and emergency pages: true to the numbers, calm with none, and whole sentences."""

from datetime import date

import pytest

from figures.words import attendance, emergency, relapse, symptoms
from figures.words.verdicts import verdict
from metrics import MEASURES
from metrics.charts import control_chart
from metrics.intervals import wilson
from metrics.result import Row
from tests.words_made import assert_headline as check
from tests.words_made import monthly, of_clinic, result

STEADY = [(70, 100), (73, 100), (69, 100), (72, 100)] * 4


def share(k, n, **part):
    return Row({}, part, k, n, k / n if n else None, *(wilson(k, n) if n else (None, None)))


def attended(counts, event="", **options):
    chart = monthly("attendance_rate", counts, **options)
    whole = share(sum(k for k, _ in counts), sum(n for _, n in counts))
    found = verdict(chart, MEASURES["attendance_rate"])
    return check(attendance.headline(result("attendance_rate", [whole]), chart, found, event))


def test_attendance_as_usual():
    first, sure = attended(STEADY)
    assert first == "Clients came to 72% of their sessions in October, as usual."
    assert sure.startswith("72 of 100 sessions due. That is inside its usual range of ")


def test_what_the_shares_of_sessions_leave_over_is_said():
    parts = [share(70, 100), share(20, 100, status="no_show"), share(6, 100, status="late_cancel")]
    said = attendance.rest(result("attendance_rate", parts))
    assert said == "The rest of those due, 4 sessions, clients cancelled in time."
    assert (
        attendance.rest(result("attendance_rate", [share(80, 100), *parts[1:2], share(0, 100, status="late_cancel")]))
        == ""
    )


def test_attendance_outside_its_range():
    first, sure = attended([*STEADY * 2, (45, 100), (44, 100), (46, 100)])
    assert first == "Clients came to 46% of their sessions in October, below the usual range since August."
    assert "for three months running, which chance alone rarely does" in sure


def test_attendance_shifted_with_a_likely_cause():
    counts = [(70, 100), (72, 100)] * 6 + [(76, 100), (74, 100)] * 4
    first, sure = attended(counts, event="the later start")
    assert first.endswith("above the usual level since March.")
    assert "Chance is an unlikely reason; the later start is a likely one, but was not tested." in sure
    assert "Eight months running lie above the usual level" in attended(counts).sure


def test_attendance_of_few_months_of_few_sessions_and_of_none():
    assert attended(STEADY[:6]).first == "Clients came to 71% (67 to 75) of their sessions from May to October 2026."
    assert "6 of the 12 months needed" in attended(STEADY[:6]).sure
    assert attended(STEADY[:1]).first.endswith("in October 2026.")
    assert attended([(3, 4)]).first == "Clients came to 3 of 4 sessions."
    assert attended([]).first == "No sessions were due in this period."


def test_incomplete_month_is_said_in_doubt():
    assert attended(STEADY, as_of=date(2026, 10, 20)).sure.endswith("October is incomplete.")


def changed(improved, worse, paired, baseline, admitted):
    rows = [share(improved, paired, change="improved"), share(worse, paired, change="deteriorated")]
    rows += [share(improved, n, change="improved", of=of) for of, n in (("baseline", baseline), ("admitted", admitted))]
    return check(symptoms.headline(result("phq9_reliable_change", rows)))


def test_symptoms_of_the_paired_and_of_everyone():
    first, sure = changed(113, 13, 217, 341, 384)
    assert first == "About half of those with two PHQ-9 scores got reliably better: 52% (45 to 59)."
    everyone = "of everyone admitted it is 29% if none of them got better, 73% if all did."
    assert sure.startswith(f"167 of 384 admissions have no second score: {everyone}")
    assert "without treatment" in sure


def test_symptoms_with_few_or_without():
    assert changed(3, 0, 5, 6, 9).first == "Of 5 admissions with two PHQ-9 scores, three got reliably better."
    assert "from 23 to 88%" in changed(3, 0, 5, 6, 9).sure
    assert changed(0, 0, 1, 1, 1).first == "Of 1 admission with two PHQ-9 scores, none got reliably better."
    assert changed(0, 0, 0, 4, 9).first == "Nobody has two PHQ-9 scores in this period."
    assert changed(0, 0, 0, 0, 9).first == "No PHQ-9 scores in this period."
    assert changed(0, 0, 0, 0, 0).first == "No admissions in this period."
    assert "Everyone admitted has two scores." in changed(8, 0, 20, 20, 20).sure


def free(values, n=245, at_risk=51, width=0.06):
    """time_to_first_use with (observed, every gap as use, no gap as use) at day 90."""
    names = ({}, {"missing": "positive"}, {"missing": "negative"})
    rows = [
        Row({}, {**name, "day": 90}, n - at_risk, at_risk, value, value - width, value + width)
        for name, value in zip(names, values, strict=True)
        if value is not None
    ]
    return result("time_to_first_use", [*rows, Row({}, {"statistic": "median"}, n - at_risk, n, 60.0)])


def by_rule(*values):
    names = ("four_of_four", "two_of_four", "three_of_three", "four_of_four_from_week_3")
    parts = [{"rule": name, "missing": "positive", "day": 90} for name in names]
    return result("time_to_relapse", [Row({}, part, 5, 50, v) for part, v in zip(parts, values, strict=False)])


def test_relapse_with_gaps_and_rules():
    first, sure = check(relapse.headline(free((0.37, 0.28, 0.45)), by_rule(0.8, 0.61, 0.7)))
    assert first == "By day 90, 37% of admissions were free of positive screens and reported use (31 to 43)."
    assert "From 245 admissions with results, 51 of them still followed on that day." in sure
    assert "If every gap was use the figure is 28%, if none was it is 45%: missing screens matter more" in sure
    assert "Rules that need several weeks of use give 61 to 80%." in sure
    wide = relapse.headline(free((0.37, 0.28, 0.45), width=0.2), by_rule()).sure
    assert "matter more" not in wide and "Rules" not in wide


def test_relapse_with_few_or_without():
    few = check(relapse.headline(free((0.5, 0.5, 0.5), n=6, at_risk=3), by_rule()))
    assert few.first == "By day 90, 3 of 6 admissions with results had a positive screen or reported use."
    assert "Missing screens change nothing." in few.sure
    none = check(relapse.headline(result("time_to_first_use", []), by_rule()))
    assert none.first == "No screens or reports of use in this period."
    early = result("time_to_first_use", [Row({}, {"statistic": "median"}, 2, 12, None)])
    assert check(relapse.headline(early, by_rule())).first == "No one has been followed for a month in this period."
    calm = relapse.headline(free((1.0, 1.0, 1.0), n=40, at_risk=40), by_rule())
    assert check(calm).first == "No positive screen or reported use was seen up to day 90."


def visits(care, before, ratio, calm=(None, None, None)):
    rows = [
        Row({}, {"window": window, "cause": "all"}, k, months, 1000 * k / months if months else None)
        for window, (k, months) in (("during", care), ("pre", before))
    ]
    for name, one in ((emergency.BEFORE, ratio), (emergency.CALM, calm)):
        rows.append(Row({}, {"ratio": name, "cause": "all"}, care[0], before[0], *one))
    return result("ed_rate", rows)


def covered(*shares):
    parts = [{"month": k, "statistic": "covered"} for k in range(1, 7)]
    rows = [share(round(100 * s), 100, **part) for part, s in zip(parts, shares, strict=False)]
    return result("ed_curve", rows)


def test_emergency_fall_beside_the_fairer_base():
    made = visits((68, 941.0), (234, 2075.0), (0.64, 0.49, 0.84), (0.88, 0.64, 1.21))
    first, sure = check(emergency.headline(made, covered(0.92, 0.69)))
    assert first == "Emergency visits in care are about a third lower than in the six months before."
    assert sure.startswith("Ratio 0.64 (0.49 to 0.84), but much of that fall is the crisis that brought people in.")
    assert "visits are about an eighth lower, which could be chance (0.88, 0.64 to 1.21)." in sure
    assert sure.endswith("Visit data cover as few as 69% of admissions in a month.")


def test_the_crisis_explains_much_of_a_fall_only_where_the_calmer_months_show_little_of_it():
    most = emergency.headline(visits((60, 900.0), (200, 1800.0), (0.60, 0.5, 0.8), (0.61, 0.5, 0.9))).sure
    assert emergency.CRISIS not in most and emergency.EXPECTED in most
    no_fall = check(emergency.headline(visits((60, 900.0), (120, 1800.0), (0.98, 0.7, 1.3), (1.3, 0.9, 1.8))))
    assert "fall" not in no_fall.sure


def test_no_visits_beside_many_are_not_too_few():
    first, sure = check(emergency.headline(visits((0, 1500.0), (500, 1500.0), (0.0, None, 0.01))))
    assert first == "No emergency visits in care and 500 in the six months before."
    assert "Too few" not in sure and emergency.EXPECTED in sure


def test_emergency_without_a_clear_difference():
    made = visits((60, 900.0), (130, 1800.0), (0.88, 0.7, 1.2), (0.8, 0.6, 1.1))
    first, sure = check(emergency.headline(made, covered(0.9)))
    assert first.endswith("than in the six months before, which could be chance.")
    assert "much of that fall" not in sure and "a fall is expected without any program" in sure
    assert "as frequent as" in emergency.headline(visits((60, 900), (120, 1800), (1.0, 0.7, 1.3))).first
    higher = check(emergency.headline(visits((90, 900), (60, 1200), (2.0, 1.4, 2.8))))
    assert higher.first == "Emergency visits in care are about 2 times as high as in the six months before."


def test_emergency_with_few_or_without():
    few = check(emergency.headline(visits((3, 90.0), (5, 200.0), (0.7, 0.1, 3.0))))
    assert few.first == "3 emergency visits in care and 5 in the six months before."
    none = check(emergency.headline(visits((0, 90.0), (0, 200.0), (None, None, None))))
    assert none.first == "No emergency visits were seen in care or in the six months before."
    assert "nobody in care has visit data" in check(emergency.headline(visits((0, 0), (0, 0), (None,) * 3))).first
    assert (
        "nothing is known of the time before" in check(emergency.headline(visits((9, 90.0), (0, 0), (None,) * 3))).first
    )


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("episodes", [1, 4, 40])
def test_headlines_of_random_clinics_are_whole_sentences(seed, episodes):
    def of(name, by=()):
        return of_clinic(seed, name, by, episodes)

    chart = control_chart(MEASURES["attendance_rate"], of("attendance_rate", ("month",)))
    found = verdict(chart, MEASURES["attendance_rate"])
    check(attendance.headline(of("attendance_rate"), chart, found))
    check(symptoms.headline(of("phq9_reliable_change")))
    check(symptoms.headline(of("gad7_reliable_change"), "GAD-7"))
    check(relapse.headline(of("time_to_first_use"), of("time_to_relapse")))
    check(emergency.headline(of("ed_rate"), of("ed_curve")))
