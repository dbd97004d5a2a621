"""A measure that went up or down, as a clause: "fewer second PHQ-9 scores were collected"."""

from metrics.instruments import INSTRUMENTS
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
}


def clause(measure: Measure, up: bool) -> str:
    """What it means that the measure's headline is higher (up) or lower than usual."""
    pair = CLAUSES.get(measure.card.name) or _of_instrument(measure)
    words = pair[0] if up else pair[1]
    return words.format(**measure.headline)


def _of_instrument(measure: Measure) -> tuple[str, str]:
    for one in INSTRUMENTS.values():
        kind = measure.card.name.removeprefix(f"{one.slug}_")
        if kind in OF_INSTRUMENT and kind != measure.card.name:
            return tuple(words.replace("{name}", one.name) for words in OF_INSTRUMENT[kind])
    return tuple(f"“{measure.card.title}” was {way} than usual" for way in ("higher", "lower"))
