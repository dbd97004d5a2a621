"""The records: what a program hands in. The books kept about them (data/books.py, data/evidence.py) are
found here too.

Table and column names are those of the hand-in files, so SQL written against the documentation works
on every engine.
"""

from sqlalchemy import Column, Date, Float, Index, String, Table

from data.books import (
    audit,
    audit_head,
    completeness,
    imports,
    notes,
    quarantine,
    release_lines,
    release_members,
    releases,
    sign_ins,
    state,
)
from data.evidence import actions, frozen_packets, frozen_results, record_changes
from data.fields import (
    CODE_LENGTH,
    ID_LENGTH,
    METADATA,
    NAME_LENGTH,
    IdType,
    belongs_to,
    code,
    count,
    day,
    flag,
    identifier,
    number,
    text,
)

__all__ = [
    "METADATA",
    "IdType",
    "actions",
    "audit",
    "audit_head",
    "completeness",
    "frozen_packets",
    "frozen_results",
    "imports",
    "notes",
    "quarantine",
    "record_changes",
    "release_lines",
    "release_members",
    "releases",
    "sign_ins",
    "state",
]

ITEMS = tuple(f"item_{n}" for n in range(1, 21))

DISCHARGE_REASONS = (
    "completed",
    "transferred",
    "dropped_out",
    "terminated",
    "incarcerated",
    "died",
    "other",
    "unknown",
)
SESSION_STATUSES = (
    "attended",
    "no_show",
    "late_cancel",
    "client_cancel",
    "program_cancel",
    "excused",
    "scheduled",
)

programs = Table(
    "programs",
    METADATA,
    identifier("program_id"),
    text("name", needed=True),
    text("site"),
    text("region"),
    text("level_of_care", CODE_LENGTH),
    Column("weekly_hours_planned", Float, info={"low": 0, "high": 168}),
)

clients = Table(
    "clients",
    METADATA,
    identifier("client_id"),
    count("birth_year", 1900, 2100),
    text("gender", CODE_LENGTH),
    text("race", NAME_LENGTH),
    text("ethnicity", NAME_LENGTH),
    text("language", NAME_LENGTH),
    text("zip3", 3),
    number("client_no"),
)

episodes = Table(
    "episodes",
    METADATA,
    identifier("episode_id"),
    belongs_to("client_id", "clients"),
    belongs_to("program_id", "programs"),
    day("referred_on"),
    day("admitted_on", needed=True),
    day("discharged_on"),
    code("discharge_reason", *DISCHARGE_REASONS),
    code("track", "morning", "afternoon", "evening"),
    code("entry", "step_down", "step_up", "direct"),
    text("referral_source"),
    code("payer", "masshealth", "commercial", "medicare", "self_pay", "grant", "other"),
    code("primary_substance", "alcohol", "opioids", "stimulants", "cannabis", "sedatives", "other", "none"),
    flag("co_occurring"),
    flag("depression_dx"),
    code("medication_at_admission", "none", "buprenorphine", "methadone", "naltrexone", "other"),
    flag("naloxone_given"),
    number("episode_no"),
    Index("episodes_by_client", "client_id"),
    Index("episodes_by_program", "program_id", "admitted_on"),
)

sessions = Table(
    "sessions",
    METADATA,
    identifier("session_id"),
    belongs_to("episode_id", "episodes"),
    day("scheduled_on", needed=True),
    count("minutes", 0, 1440),
    code("kind", "group", "individual", "family", "medication", "case_management"),
    code("modality", "in_person", "telehealth"),
    code("status", *SESSION_STATUSES, needed=True),
    text("clinician_id", ID_LENGTH),
    text("group_id", ID_LENGTH),
    # Holds all that attendance needs, so its facts are read from the index alone.
    Index("sessions_by_episode", "episode_id", "scheduled_on", "status"),
)

assessments = Table(
    "assessments",
    METADATA,
    identifier("assessment_id"),
    belongs_to("episode_id", "episodes"),
    text("instrument", CODE_LENGTH, needed=True),
    day("completed_on", needed=True),
    count("total"),
    *(count(item) for item in ITEMS),
    Index("assessments_by_episode", "episode_id", "completed_on"),
)

substance_use = Table(
    "substance_use",
    METADATA,
    identifier("observation_id"),
    belongs_to("episode_id", "episodes"),
    day("observed_on", needed=True),
    code("source", "urine", "breath", "self_report", "collateral", needed=True),
    text("substance", NAME_LENGTH),
    code("result", "positive", "negative", "inconclusive", "missed", needed=True),
    flag("prescribed"),
    Index("substance_use_by_episode", "episode_id", "observed_on"),
)

ed_visits = Table(
    "ed_visits",
    METADATA,
    identifier("visit_id"),
    belongs_to("client_id", "clients"),
    day("arrived_on", needed=True),
    code("cause", "substance", "mental_health", "medical", "injury", "unknown"),
    flag("admitted_inpatient"),
    code("source", "adt", "claims", "self_report"),
    Index("ed_visits_by_client", "client_id"),
)

# A span has no id of its own: the import makes one from the client, the first day and the source.
ed_coverage = Table(
    "ed_coverage",
    METADATA,
    Column("span_id", String(200), primary_key=True, info={"given": True}),
    belongs_to("client_id", "clients"),
    day("starts_on", needed=True),
    day("ends_on"),
    text("source", CODE_LENGTH),
    Index("ed_coverage_by_client", "client_id"),
)

aftercare = Table(
    "aftercare",
    METADATA,
    identifier("appointment_id"),
    belongs_to("episode_id", "episodes"),
    code(
        "kind",
        "outpatient",
        "medication",
        "recovery_coach",
        "peer_support",
        "housing",
        "vocational",
        "other",
        needed=True,
    ),
    day("booked_on"),
    day("scheduled_on", needed=True),
    code("status", "attended", "no_show", "cancelled", "scheduled", needed=True),
    Index("aftercare_by_episode", "episode_id"),
)

medications = Table(
    "medications",
    METADATA,
    identifier("order_id"),
    belongs_to("episode_id", "episodes"),
    code("drug", "buprenorphine", "methadone", "naltrexone", "other", needed=True),
    day("starts_on", needed=True),
    day("ends_on"),
    Index("medications_by_episode", "episode_id"),
)

functioning = Table(
    "functioning",
    METADATA,
    identifier("report_id"),
    belongs_to("episode_id", "episodes"),
    day("reported_on", needed=True),
    count("work_school_days_missed_30", 0, 30),
    flag("employed_or_student"),
    flag("stable_housing"),
    count("arrests_30", 0, 1000),
    Index("functioning_by_episode", "episode_id"),
)

risk_reviews = Table(
    "risk_reviews",
    METADATA,
    identifier("review_id"),
    belongs_to("episode_id", "episodes"),
    day("reviewed_on", needed=True),
    Index("risk_reviews_by_episode", "episode_id"),
)

extract = Table("extract", METADATA, Column("as_of", Date, primary_key=True))

# Parents before children: the order in which files are loaded.
RECORDS = (
    programs,
    clients,
    episodes,
    sessions,
    assessments,
    substance_use,
    ed_visits,
    ed_coverage,
    aftercare,
    medications,
    functioning,
    risk_reviews,
    extract,
)
