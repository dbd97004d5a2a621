"""The books of the room evidence: what changed, what was handed over, and what was done about it."""

from sqlalchemy import Column, Date, DateTime, ForeignKey, Integer, String, Table, Text

from data.fields import CODE_LENGTH, METADATA, NAME_LENGTH, IdType, KeyType, code

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
