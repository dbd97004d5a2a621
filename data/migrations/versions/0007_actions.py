"""The log of actions: what was found, what is done about it, who sees to it, and what came of it; only ever added to."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

# Ids are compared by their bytes everywhere, as in the tables of records.
IdType = sa.String(64).with_variant(sa.String(64, collation="C"), "postgresql")
WORDS = "the log of actions is only ever added to"
SQLITE = tuple(
    f"CREATE TRIGGER actions_{what.lower()} BEFORE {what} ON actions BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
    for what in ("UPDATE", "DELETE")
)
POSTGRESQL = (
    f"CREATE FUNCTION actions_keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{WORDS}'; END $$",
    "CREATE TRIGGER actions_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON actions "
    "FOR EACH STATEMENT EXECUTE FUNCTION actions_keep()",
)
TRIGGERS = {"sqlite": SQLITE, "postgresql": POSTGRESQL}


def upgrade() -> None:
    op.create_table(
        "actions",
        sa.Column("entry_no", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("action_no", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.Column("written_by", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("holds_from", sa.Date()),
        sa.Column("measure", sa.String(200)),
        sa.Column("program_id", IdType, sa.ForeignKey("programs.program_id")),
        sa.Column("action", sa.Text()),
        sa.Column("owner", sa.String(200)),
        sa.Column("due_on", sa.Date()),
        sa.Column("ended_on", sa.Date()),
        sa.Column("outcome", sa.String(40)),
    )
    for trigger in TRIGGERS.get(op.get_bind().dialect.name, ()):
        op.execute(trigger)
