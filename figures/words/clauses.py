"""A measure that went up or down, as a clause: "fewer second PHQ-9 scores were collected"."""

from metrics.instruments import SCALES
from metrics.measure import Measure

# (higher, lower) value of the headline.
CLAUSES = {
    "attendance_rate": ("more sessions were attended", "fewer sessions were attended"),
    "retention": ("more clients left by day {day}", "fewer clients left by day {day}"),
    "completion_rate": (
        "more of the clients who left had completed",
        "fewer of the clients who left had completed",
    ),
    "length_of_stay": ("clients stayed longer", "clients stayed for less time"),
    "contact_hours": ("clients had more hours a week", "clients had fewer hours a week"),
    "engagement": ("more of those admitted engaged in treatment", "fewer of those admitted engaged in treatment"),
    "telehealth_share": ("more sessions were by telehealth", "fewer sessions were by telehealth"),
    "family_involved": ("more families took part", "fewer families took part"),
    "group_size": ("groups were larger", "groups were smaller"),
    "attendance_by_modality": (
        "more sessions in person were attended",
        "fewer sessions in person were attended",
    ),
    "attendance_by_kind": ("more group sessions were attended", "fewer group sessions were attended"),
    "attendance_by_weekday": ("more sessions on Mondays were attended", "fewer sessions on Mondays were attended"),
    "outcome_by_attendance": (
        "more of those who came to nearly all sessions completed",
        "fewer of those who came to nearly all sessions completed",
    ),
    "relapse_rate": ("more clients returned to use", "fewer clients returned to use"),
    "time_to_relapse": (
        "fewer clients returned to use by day {day}",
        "more clients returned to use by day {day}",
    ),
    "time_to_first_use": (
        "fewer clients had a first sign of use by day {day}",
        "more clients had a first sign of use by day {day}",
    ),
    "competing_outcomes": (
        "more clients returned to use before anything else by week {week}",
        "fewer clients returned to use before anything else by week {week}",
    ),
    "relapse_rule_changes": (
        "more clients relapsed by one rule alone",
        "fewer clients relapsed by one rule alone",
    ),
    "abstinent_at_discharge": (
        "more clients left without a positive in their last month",
        "fewer clients left without a positive in their last month",
    ),
    "relapse_after_discharge": (
        "more clients returned to use within {day} days of discharge",
        "fewer clients returned to use within {day} days of discharge",
    ),
    "screen_positivity": ("more screens were positive", "fewer screens were positive"),
    "ed_rate": (
        "emergency visits in care were more frequent",
        "emergency visits in care were less frequent",
    ),
    "ed_curve": (
        "emergency visits in the first month were more frequent",
        "emergency visits in the first month were less frequent",
    ),
    "recovery": ("more clients recovered", "fewer clients recovered"),
    "reliable_improvement": ("more clients got reliably better", "fewer clients got reliably better"),
    "reliable_recovery": ("more clients recovered reliably", "fewer clients recovered reliably"),
    "reliable_deterioration": ("more clients got reliably worse", "fewer clients got reliably worse"),
    "dep_rem_6": (
        "more clients were in remission after six months",
        "fewer clients were in remission after six months",
    ),
    "item9": (
        "more positive answers to item 9 were reviewed by the next day",
        "fewer positive answers to item 9 were reviewed by the next day",
    ),
    "joint_outcomes": (
        "more clients got better in mood without use at the end",
        "fewer clients got better in mood without use at the end",
    ),
    "ed_follow_up": (
        "more emergency visits were followed by a session",
        "fewer emergency visits were followed by a session",
    ),
    "aftercare_seen": (
        "more of those who finished were seen in aftercare by day {day}",
        "fewer of those who finished were seen in aftercare by day {day}",
    ),
    "aftercare_booked": (
        "more of those who finished left with an appointment",
        "fewer of those who finished left with an appointment",
    ),
    "recovery_support": (
        "more clients met a recovery coach or a peer after they left",
        "fewer clients met a recovery coach or a peer after they left",
    ),
    "readmission": ("more clients came back by day {day}", "fewer clients came back by day {day}"),
    "medication_continuity": (
        "more clients stayed on their medication",
        "fewer clients stayed on their medication",
    ),
    "naloxone_given": (
        "more clients with opioids left with naloxone",
        "fewer clients with opioids left with naloxone",
    ),
    "days_missed": ("days missed at work or school fell less or rose", "days missed at work or school fell more"),
    "employed": ("more clients left with work or school", "fewer clients left with work or school"),
    "housed": ("more clients left with stable housing", "fewer clients left with stable housing"),
    "suprt_baseline": ("more first reports were made in time", "fewer first reports were made in time"),
    "suprt_reassessment": (
        "more clients were asked again half a year later",
        "fewer clients were asked again half a year later",
    ),
    "suprt_closeout": (
        "more reports were made at the end of services",
        "fewer reports were made at the end of services",
    ),
}
OF_INSTRUMENT = {
    "baseline_collected": (
        "more first {name} scores were collected",
        "fewer first {name} scores were collected",
    ),
    "followed_up": ("more second {name} scores were collected", "fewer second {name} scores were collected"),
    "trend": ("{name} scores fell less or rose", "{name} scores fell more"),
    "reliable_change": (
        "more clients got reliably better on {name}",
        "fewer clients got reliably better on {name}",
    ),
    "response": ("more clients halved their {name}", "fewer clients halved their {name}"),
    "remission": ("more clients came to remission on {name}", "fewer clients came to remission on {name}"),
}

GOOD_WHEN_HIGH = ("{name} scores rose more", "{name} scores rose less or fell")


def clause(measure: Measure, up: bool) -> str:
    """What it means that the measure's headline is higher (up) or lower than usual."""
    pair = CLAUSES.get(measure.card.name) or _of_instrument(measure)
    words = pair[0] if up else pair[1]
    return words.format(**measure.headline)


def _of_instrument(measure: Measure) -> tuple[str, str]:
    for one in SCALES.values():
        kind = measure.card.name.removeprefix(f"{one.slug}_")
        if kind in OF_INSTRUMENT and kind != measure.card.name:
            pair = GOOD_WHEN_HIGH if kind == "trend" and one.good == "higher" else OF_INSTRUMENT[kind]
            return tuple(words.replace("{name}", one.name) for words in pair)
    return tuple(f"“{measure.card.title}” was {way} than usual" for way in ("higher", "lower"))
