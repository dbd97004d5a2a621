"""The rule of every measure, by its name."""

from collections.abc import Callable
from functools import partial

from evidence.tracing import attendance, collection, discharge, emergency, relapse, scores, six_month, use
from evidence.tracing.case import Case, Path, Verdict, excluded, later
from evidence.tracing.case import counted as _counted
from evidence.tracing.case import not_counted as _not_counted
from metrics.instruments import PHQ9, SCALES

Rule = Callable[[Case, Path], Verdict]


def joint(case: Case, path: Path) -> Verdict:
    """Reliably better on the PHQ-9 and no use seen in the last 30 days."""
    standing, reason = scores.changed(PHQ9, case, path)
    used = _used(case, path)
    if standing == "excluded" or used is None:
        return excluded("Change in PHQ-9 or use in the last 30 days is not known.")
    better = standing == "counted"
    said = f"{reason} {'Use' if used else 'No use seen'} in the last 30 days."
    return _counted(said) if better and not used else _not_counted(said)


def _used(case: Case, path: Path) -> bool | None:
    """Whether anything was positive in the last 30 days in the program; None where there is no result."""
    start = max(later(case.stay.last, 1 - use.LAST_DAYS), case.stay.admitted)
    rows = [row for row in case.of("substance_use") if start <= row["observed_on"] <= case.stay.last]
    rows = [row for row in rows if row["result"] in use.KNOWN and use.counts(row)]
    path.rows("substance_use", rows, use.said, "A result of the last 30 days in the program.")
    return any(row["result"] == "positive" for row in rows) if rows else None


def _of_scales() -> dict[str, Rule]:
    ends = {
        "baseline_collected": scores.collected,
        "followed_up": scores.followed_up,
        "trend": scores.trend,
        "reliable_change": scores.changed,
        "response": scores.response,
        "remission": scores.remission,
    }
    return {f"{one.slug}_{end}": partial(rule, one) for one in SCALES.values() for end, rule in ends.items()}


TOGETHER = ("recovery", "reliable_improvement", "reliable_recovery", "reliable_deterioration")
RULES: dict[str, Rule] = {
    **_of_scales(),
    **{name: partial(scores.together, name) for name in TOGETHER},
    "dep_rem_6": six_month.dep_rem_6,
    "item9": six_month.item9,
    "joint_outcomes": joint,
    "attendance_rate": attendance.attended,
    "attendance_by_modality": attendance.attended,
    "attendance_by_kind": attendance.attended,
    "attendance_by_weekday": attendance.attended,
    "telehealth_share": attendance.telehealth,
    "group_size": attendance.meetings,
    "contact_hours": attendance.hours,
    "engagement": attendance.engagement,
    "family_involved": attendance.family,
    "retention": attendance.retention,
    "completion_rate": attendance.completion,
    "length_of_stay": attendance.length,
    "outcome_by_attendance": attendance.dose,
    "relapse_rate": relapse.relapsed,
    "time_to_relapse": relapse.relapsed,
    "time_to_first_use": use.first_use,
    "screen_positivity": use.screens,
    "competing_outcomes": relapse.came_first,
    "relapse_rule_changes": relapse.rule_changes,
    "abstinent_at_discharge": use.abstinent,
    "relapse_after_discharge": use.after_discharge,
    "ed_rate": emergency.visited,
    "ed_curve": emergency.visited,
    "ed_follow_up": emergency.followed_up,
    "aftercare_seen": discharge.seen,
    "aftercare_booked": discharge.booked,
    "recovery_support": discharge.supported,
    "readmission": discharge.returned,
    "medication_continuity": discharge.medication,
    "naloxone_given": discharge.naloxone,
    "days_missed": discharge.days_missed,
    "employed": discharge.yes_or_no("employed_or_student"),
    "housed": discharge.yes_or_no("stable_housing"),
    "suprt_baseline": collection.baseline,
    "suprt_reassessment": collection.reassessment,
    "suprt_closeout": collection.closeout,
}
