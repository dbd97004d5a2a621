"""The books that the program keeps beside the records: imports, quarantine, audit, sign-ins, notes, releases."""

from sqlalchemy import Column, Date, DateTime, Float, ForeignKey, Integer, String, Table, Text

from data.fields import CODE_LENGTH, METADATA, NAME_LENGTH, IdType

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
