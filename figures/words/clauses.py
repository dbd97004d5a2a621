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
    "screen_positivity": ("more screens were positive", "fewer screens were positive"),
    "ed_rate": (
        "emergency visits in care were more frequent",
        "emergency visits in care were less frequent",
    ),
    "ed_curve": (
        "emergency visits in the first month were more frequent",
        "emergency visits in the first month were less frequent",
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
