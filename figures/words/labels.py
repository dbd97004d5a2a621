"""What dimensions, values and codes are called on pages."""

from collections.abc import Mapping

UNKNOWN = "Not known"

DIMENSIONS = {
    "program": "Program",
    "track": "Track",
    "entry": "Entry",
    "payer": "Payer",
    "primary_substance": "Primary substance",
    "co_occurring": "Co-occurring disorder",
    "level_of_care": "Level of care",
    "age_band": "Age",
    "gender": "Gender",
    "race": "Race",
    "ethnicity": "Ethnicity",
    "language": "Language",
    "month": "Month",
    "quarter": "Quarter",
}

# Values whose words are not just their code with spaces and a capital.
VALUES = {
    "unknown": UNKNOWN,
    "masshealth": "MassHealth",
    "step_down": "Step down from a higher level",
    "step_up": "Step up from a lower level",
    "direct": "Direct admission",
    "self_pay": "Self-pay",
    "none": "None",
    "no_show": "No-show",
    "late_cancel": "Cancelled late",
    "client_cancel": "Cancelled by the client",
    "program_cancel": "Cancelled by the program",
    "in_person": "In person",
    "moderately_severe": "Moderately severe",
    "dropped_out": "Dropped out",
    "completed_or_transferred": "Completed or transferred",
    "not_rescored": "Not scored again",
    "deteriorated": "Worse",
    "four_of_four": "Four weeks of use in a row",
    "two_of_four": "Two weeks of use within four",
    "three_of_three": "Three weeks of use in a row",
    "four_of_four_from_week_3": "Four weeks of use in a row, from week 3",
    "first_use": "Any positive screen or report",
    "dropout_four": "Four missed weeks in a row",
    "substance_or_mental_health": "Substance use or mental health",
    "all": "All causes",
    "pre": "Six months before",
    "during": "In care",
    "post": "Six months after",
    "months_6_to_4_before": "Months 6 to 4 before",
    "during:pre": "In care, to the six months before",
    "post:pre": "Six months after, to the six months before",
    "during:months_6_to_4_before": "In care, to months 6 to 4 before",
    "not counted": "Not counted",
    "delivered": "Hours attended",
    "planned": "Hours planned by the program",
    "initiation": "Came within 14 days",
    "under_50": "Attended under half",
    "50_to_74": "Attended 50 to 74%",
    "75_to_89": "Attended 75 to 89%",
    "90_and_over": "Attended 90% or more",
    "phq9_improved": "PHQ-9 reliably improved",
    "american_indian": "American Indian",
    "haitian_creole": "Haitian Creole",
}
OF_DIMENSION = {
    "co_occurring": {"1": "Yes", "0": "No"},
    "age_band": {"under 18": "Under 18", "65+": "65 and over"},
}
MISSING = {
    "positive": "Missing counted as use",
    "negative": "Missing counted as no use",
    "observed": "Missing left out",
    "none": "Nothing recoded",
}
MISSING_REASONS = {
    "positive": "Unknown reasons counted as completed",
    "negative": "Unknown reasons counted as not completed",
    "observed": "Unknown reasons left out",
}
MISSING_SCORES = {
    "positive": "All without a later score counted as met",
    "negative": "All without a later score counted as not met",
    "observed": "Those without a later score left out",
}
UNRECORDED_OUTCOME = {"positive": "Appointments without a recorded outcome counted as kept"}
# Measure -> what is said of its readings of missing data, where use is not what is missing.
MISSING_OF = {
    "completion_rate": MISSING_REASONS,
    "aftercare_seen": UNRECORDED_OUTCOME,
    "recovery_support": UNRECORDED_OUTCOME,
    "aftercare_booked": {"positive": "Appointments without a day of booking counted as booked in time"},
    "medication_continuity": {
        "positive": "Those without any order counted as kept",
        "negative": "Those without any order counted as broken",
    },
    "naloxone_given": {
        "positive": "What was not written down counted as given",
        "negative": "What was not written down counted as not given",
    },
    "family_involved": {
        "positive": "Sessions of no recorded kind counted as family",
        "negative": "Sessions of no recorded kind counted as not family",
        "observed": "Only those of whom it is known",
    },
    "contact_hours": {
        "positive": "Weeks with attended minutes missing counted as long enough",
        "negative": "Minutes that are not recorded counted as none",
        "observed": "Weeks whose attended minutes are all recorded",
    },
    "outcome_by_attendance": {
        "positive": "All unknown counted as met",
        "negative": "All unknown counted as not met",
        "observed": "Unknown left out",
    },
}


TABLES = {
    "assessments": "Questionnaires",
    "substance_use": "Screens and reports of use",
    "ed_visits": "Emergency visits",
    "ed_coverage": "Emergency visit coverage",
    "functioning": "Daily life reports",
    "risk_reviews": "Suicide-risk reviews",
}


def table(name: str) -> str:
    """ "ed_visits" -> "Emergency visits"."""
    return TABLES.get(name, plain(name))


def dimension(name: str) -> str:
    """ "primary_substance" -> "Primary substance"."""
    return DIMENSIONS.get(name, plain(name))


def value(dimension: str, raw: str, names: Mapping[str, str] | None = None) -> str:
    """A value of a dimension: "masshealth" -> "MassHealth". names: program_id -> name, or any other."""
    raw = str(raw)
    if names and raw in names:
        return names[raw]
    if raw == "unknown":
        return UNKNOWN
    if dimension == "age_band":
        return OF_DIMENSION["age_band"].get(raw, raw.replace("-", " to "))
    if dimension in ("program", "level_of_care"):
        return raw
    return OF_DIMENSION.get(dimension, {}).get(raw) or code(raw)


def code(raw: str) -> str:
    """Any code of a table or a part: "dropped_out" -> "Dropped out"."""
    return VALUES.get(raw, plain(raw))


def plain(raw: str) -> str:
    """A code with spaces and a capital, as it is where it holds anything but small letters."""
    text = raw.replace("_", " ")
    return text[:1].upper() + text[1:] if text.islower() else text


def group(values: Mapping[str, str], names: Mapping[str, Mapping[str, str]] | None = None) -> str:
    """A group of a result: {"program": "A", "payer": "grant"} -> "Day program, Grant"."""
    known = names or {}
    return ", ".join(value(name, raw, known.get(name)) for name, raw in values.items()) or "All"
