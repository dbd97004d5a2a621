"""The records: what a program hands in, and the books that the import keeps about them.

Table and column names are those of the hand-in files, so SQL written against the documentation works
on every engine. `info` on a column holds what its values may be: `codes`, or `low` and `high`.
"""

from sqlalchemy import (
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

METADATA = MetaData()

ID_LENGTH = 64
NAME_LENGTH = 200
CODE_LENGTH = 40
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

# Ids are compared by their bytes everywhere, so that "the greater id" is the same row on every engine.
IdType = String(ID_LENGTH).with_variant(String(ID_LENGTH, collation="C"), "postgresql")
KeyType = String(NAME_LENGTH).with_variant(String(NAME_LENGTH, collation="C"), "postgresql")


def identifier(name: str) -> Column:
    return Column(name, IdType, primary_key=True, autoincrement=False)


def belongs_to(name: str, target: str) -> Column:
    return Column(name, IdType, ForeignKey(f"{target}.{name}"), nullable=False)


def code(name: str, *codes: str, needed: bool = False) -> Column:
    return Column(name, String(CODE_LENGTH), nullable=not needed, info={"codes": codes})


def text(name: str, length: int = NAME_LENGTH, needed: bool = False) -> Column:
    return Column(name, String(length), nullable=not needed)


def day(name: str, needed: bool = False) -> Column:
    return Column(name, Date, nullable=not needed)


def flag(name: str) -> Column:
    return Column(name, Integer, info={"low": 0, "high": 1})


def count(name: str, low: int = 0, high: int = 100_000) -> Column:
    return Column(name, Integer, info={"low": low, "high": high})


def number(name: str) -> Column:
    """The whole number by which facts know a row; given by the import, never reused."""
    return Column(name, Integer, nullable=False, unique=True, info={"given": True})


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

# One row: what the whole database stands for now. `demo` is 1 for the made-up clinic.
state = Table(
    "state",
    METADATA,
    Column("one", Integer, primary_key=True, autoincrement=False),
    Column("as_of", Date),
    Column("data_version", Integer, nullable=False),
    Column("definitions", String(64)),
    Column("demo", Integer, nullable=False),
    Column("loaded_at", DateTime),
)

imports = Table(
    "imports",
    METADATA,
    Column("import_no", Integer, primary_key=True, autoincrement=False),
    Column("finished_at", DateTime, nullable=False),
    Column("folder", Text, nullable=False),
    Column("as_of", Date),
    Column("report", Text, nullable=False),
)

quarantine = Table(
    "quarantine",
    METADATA,
    Column("quarantine_no", Integer, primary_key=True, autoincrement=False),
    Column("import_no", Integer, ForeignKey("imports.import_no"), nullable=False),
    Column("table_name", String(NAME_LENGTH), nullable=False),
    Column("file", Text, nullable=False),
    Column("line", Integer, nullable=False),
    Column("column_name", String(NAME_LENGTH)),
    Column("reason", Text, nullable=False),
    Column("row_text", Text, nullable=False),
)

# How many rows of a table fall in a month, and in how many of them a column is filled.
completeness = Table(
    "completeness",
    METADATA,
    Column("table_name", String(NAME_LENGTH), primary_key=True),
    Column("column_name", String(NAME_LENGTH), primary_key=True),
    Column("month", Integer, primary_key=True, autoincrement=False),
    Column("row_count", Integer, nullable=False),
    Column("filled", Integer, nullable=False),
)

# Who saw or took out whose data: only ever added to, each line sealed with the seal of the line before it.
audit = Table(
    "audit",
    METADATA,
    Column("line", Integer, primary_key=True, autoincrement=False),
    Column("at", String(32), nullable=False),
    Column("who", Text, nullable=False),
    Column("role", String(CODE_LENGTH), nullable=False),
    Column("action", String(CODE_LENGTH), nullable=False),
    Column("what", Text, nullable=False),
    Column("choices", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("client_ids", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("seal", String(64), nullable=False),
)

# One row: the last line of the audit and its seal, so that a cut at the end is seen.
audit_head = Table(
    "audit_head",
    METADATA,
    Column("one", Integer, primary_key=True, autoincrement=False),
    Column("line", Integer, nullable=False),
    Column("seal", String(64), nullable=False),
)

# Every sign-in: when it began, when it was last used, and whether it has ended.
sign_ins = Table(
    "sign_ins",
    METADATA,
    Column("sign_in", String(64), primary_key=True),
    Column("who", Text, nullable=False),
    Column("began_at", DateTime, nullable=False),
    Column("used_at", DateTime, nullable=False),
    Column("ended_at", DateTime),
)

# What people know of the program that no record says; kept across imports. Entries are only ever added: `withdraws`
# names the entry that this one takes back. A reason for a new baseline is a new baseline.
notes = Table(
    "notes",
    METADATA,
    Column("note_no", Integer, primary_key=True, autoincrement=False),
    Column("written_at", DateTime, nullable=False),
    Column("written_by", String(NAME_LENGTH), nullable=False),
    Column("happened_on", Date, nullable=False),
    Column("measure", String(NAME_LENGTH)),
    Column("program_id", IdType, ForeignKey("programs.program_id")),
    Column("words", Text, nullable=False),
    Column("baseline_reason", Text),
    Column("withdraws", Integer, ForeignKey("notes.note_no"), unique=True),
)

# What has been published, kept for ever as it was: never changed, never deleted (triggers see to it).
releases = Table(
    "releases",
    METADATA,
    Column("release_no", Integer, primary_key=True, autoincrement=False),
    Column("name", String(NAME_LENGTH), nullable=False, unique=True),
    Column("title", String(NAME_LENGTH), nullable=False),
    Column("published_at", DateTime, nullable=False),
    Column("published_by", String(NAME_LENGTH), nullable=False),
    Column("data_version", Integer, nullable=False),
    Column("as_of", Date),
    Column("demo", Integer, nullable=False),
    Column("spec", Text, nullable=False),
    Column("definitions", Text, nullable=False),
    Column("hiding", Text, nullable=False),
)

# `suppressed`: 0 nothing, 1 the numerator with its rate and interval, 2 everything. Suppressed numbers are not here.
release_lines = Table(
    "release_lines",
    METADATA,
    Column("release_no", Integer, ForeignKey("releases.release_no"), primary_key=True, autoincrement=False),
    Column("line_no", Integer, primary_key=True, autoincrement=False),
    Column("measure", String(NAME_LENGTH), nullable=False),
    Column("version", String(CODE_LENGTH), nullable=False),
    Column("part", Text, nullable=False),
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date, nullable=False),
    Column("in_group", Text, nullable=False),
    Column("suppressed", Integer, nullable=False),
    Column("people", Integer),
    Column("numerator", Float),
    Column("denominator", Float),
    Column("value", Float),
    Column("low", Float),
    Column("high", Float),
)

# Who was behind each count of a release, so that later ones can be set against it. Never shown to anybody.
release_members = Table(
    "release_members",
    METADATA,
    Column("release_no", Integer, ForeignKey("releases.release_no"), primary_key=True, autoincrement=False),
    Column("layer", String(NAME_LENGTH), primary_key=True),
    Column("members", Text, nullable=False),
)

# What imports did to records that were there before: one line a row that came later ("new") or was changed, with the
# values that it had before; and one line for the first rows of a table ("first", without a key). Only ever added to.
record_changes = Table(
    "record_changes",
    METADATA,
    Column("data_version", Integer, primary_key=True, autoincrement=False),
    Column("table_name", String(CODE_LENGTH), primary_key=True),
    Column("record_key", KeyType, primary_key=True),
    Column("kind", String(CODE_LENGTH), nullable=False),
    Column("client_id", IdType),
    Column("before", Text),
)

# A report as it was handed over, kept for ever: for whom and when, by which definitions, and from which data.
frozen_packets = Table(
    "frozen_packets",
    METADATA,
    Column("packet_no", Integer, primary_key=True, autoincrement=False),
    Column("title", String(NAME_LENGTH), nullable=False, unique=True),
    Column("standard", String(NAME_LENGTH), nullable=False),
    Column("frozen_at", DateTime, nullable=False),
    Column("frozen_by", String(NAME_LENGTH), nullable=False),
    Column("data_version", Integer, nullable=False),
    Column("as_of", Date),
    Column("cohort", Text, nullable=False),
)

# Each measure's whole result, and packed together how every episode stood.
frozen_results = Table(
    "frozen_results",
    METADATA,
    Column("packet_no", Integer, ForeignKey("frozen_packets.packet_no"), primary_key=True, autoincrement=False),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("measure", String(NAME_LENGTH), nullable=False),
    Column("version", String(CODE_LENGTH), nullable=False),
    Column("options", Text, nullable=False),
    Column("result", Text, nullable=False),
    Column("people", Text, nullable=False),
)

# The log of actions, one entry a row, only ever added to (triggers see to it). `words`: the finding, the reason for
# moving it, or what came of it, by `kind`.
actions = Table(
    "actions",
    METADATA,
    Column("entry_no", Integer, primary_key=True, autoincrement=False),
    Column("action_no", Integer, nullable=False),
    Column("written_at", DateTime, nullable=False),
    Column("written_by", String(NAME_LENGTH), nullable=False),
    code("kind", "opened", "moved", "ended", needed=True),
    Column("words", Text, nullable=False),
    Column("holds_from", Date),
    Column("measure", String(NAME_LENGTH)),
    Column("program_id", IdType, ForeignKey("programs.program_id")),
    Column("action", Text),
    Column("owner", String(NAME_LENGTH)),
    Column("due_on", Date),
    Column("ended_on", Date),
    code("outcome", "worked", "did_not_work", "cannot_be_told", "dropped"),
)
