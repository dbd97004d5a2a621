"""What imports changed, and reports as they were handed over; both only ever added to."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

TABLES = {
    "record_changes": "the log of changed records is only ever added to",
    "frozen_packets": "frozen reports are kept for ever",
    "frozen_results": "frozen reports are kept for ever",
}


def upgrade() -> None:
    by_bytes = {"collation": "C"} if op.get_bind().dialect.name == "postgresql" else {}
    _changes(by_bytes)
    _packets()
    _results()
    for table, words in TABLES.items():
        _keep(table, words)


def _changes(by_bytes: dict) -> None:
    op.create_table(
        "record_changes",
        sa.Column("data_version", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("table_name", sa.String(40), primary_key=True),
        sa.Column("record_key", sa.String(200, **by_bytes), primary_key=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("client_id", sa.String(64, **by_bytes)),
        sa.Column("before", sa.Text()),
    )


def _packets() -> None:
    op.create_table(
        "frozen_packets",
        sa.Column("packet_no", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("title", sa.String(200), nullable=False, unique=True),
        sa.Column("standard", sa.String(200), nullable=False),
        sa.Column("frozen_at", sa.DateTime(), nullable=False),
        sa.Column("frozen_by", sa.String(200), nullable=False),
        sa.Column("data_version", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date()),
        sa.Column("cohort", sa.Text(), nullable=False),
    )


def _results() -> None:
    packet = sa.Column(
        "packet_no", sa.Integer(), sa.ForeignKey("frozen_packets.packet_no"), primary_key=True, autoincrement=False
    )
    op.create_table(
        "frozen_results",
        packet,
        sa.Column("place", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("measure", sa.String(200), nullable=False),
        sa.Column("version", sa.String(40), nullable=False),
        sa.Column("options", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("people", sa.Text(), nullable=False),
    )


def _keep(table: str, words: str) -> None:
    """No statement changes or deletes a row, whoever runs it."""
    if op.get_bind().dialect.name == "sqlite":
        for what in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_{what.lower()} BEFORE {what} ON {table} BEGIN SELECT RAISE(ABORT, '{words}'); END"
            )
        return
    op.execute(
        f"CREATE OR REPLACE FUNCTION {table}_keep() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{words}'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_keep()"
    )
