"""Which records stand behind a measure."""

from dataclasses import dataclass

from metrics.dose import MEASURES as DOSE
from metrics.instruments import PHQ9, SCALES, Instrument
from metrics.symptoms import MEASURES as SYMPTOMS
from metrics.symptoms.recovery import BOTH

STAYS = "episodes"
SESSIONS, USE, SCORES = "sessions", "substance_use", "assessments"
VISITS, APPOINTMENTS, ORDERS, REPORTS = "ed_visits", "aftercare", "medications", "functioning"
OF_STAYS_ALONE = ("retention", "completion_rate", "length_of_stay", "readmission", "naloxone_given")
OF_APPOINTMENTS = ("aftercare_seen", "aftercare_booked", "recovery_support")
OF_REPORTS = ("days_missed", "employed", "housed", "suprt_baseline", "suprt_reassessment", "suprt_closeout")
OF_VISITS = ("ed_rate", "ed_curve", "ed_follow_up")
SYMPTOM_NAMES = {one.card.name for one in SYMPTOMS}
DOSE_NAMES = {one.card.name for one in DOSE}


@dataclass(frozen=True)
class Sources:
    """tables: beside the episodes, the tables of records that it reads. scales: whose scores it reads."""

    tables: tuple[str, ...]
    scales: tuple[Instrument, ...] = ()


def sources(name: str) -> Sources:
    """Of the measure of that name."""
    if name in SYMPTOM_NAMES:
        return Sources((SCORES, USE) if name == "joint_outcomes" else (SCORES,), _scales(name))
    if name in DOSE_NAMES:
        return Sources((SESSIONS, SCORES), (PHQ9,))
    if name in OF_STAYS_ALONE:
        return Sources(())
    tables = {
        **dict.fromkeys(OF_APPOINTMENTS, (APPOINTMENTS,)),
        **dict.fromkeys(OF_REPORTS, (REPORTS,)),
        **dict.fromkeys(OF_VISITS[:2], (VISITS,)),
        OF_VISITS[2]: (VISITS, SESSIONS),
        "medication_continuity": (ORDERS,),
    }
    return Sources(tables.get(name) or ((USE,) if _is_relapse(name) else (SESSIONS,)))


def _is_relapse(name: str) -> bool:
    from metrics.relapse import MEASURES

    return name in {one.card.name for one in MEASURES}


def _scales(name: str) -> tuple[Instrument, ...]:
    """The longest slug that the name begins with; measures of two scales, or of PHQ-9 under another name."""
    slugs = sorted(SCALES.values(), key=lambda one: -len(one.slug))
    own = next((one for one in slugs if name.startswith(f"{one.slug}_")), None)
    if own:
        return (own,)
    return (PHQ9,) if name in ("dep_rem_6", "item9", "joint_outcomes") else BOTH
