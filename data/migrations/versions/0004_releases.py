"""Releases: what has been published, and who was behind it; never changed, never deleted."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

TABLES = ("releases", "release_lines", "release_members")
WORDS = "releases are kept for ever"


def upgrade() -> None:
    _releases()
    _lines()
    _members()
    for table in TABLES:
        _keep(table)


def _releases() -> None:
    op.create_table(
        "releases",
        sa.Column("release_no", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("name", sa.String(200), nullable=False, unique=True),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("published_at", sa.DateTime(), nullable=False),
        sa.Column("published_by", sa.String(200), nullable=False),
        sa.Column("data_version", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date()),
        sa.Column("demo", sa.Integer(), nullable=False),
        sa.Column("spec", sa.Text(), nullable=False),
        sa.Column("definitions", sa.Text(), nullable=False),
        sa.Column("hiding", sa.Text(), nullable=False),
    )


def _lines() -> None:
    release = sa.Column(
        "release_no", sa.Integer(), sa.ForeignKey("releases.release_no"), primary_key=True, autoincrement=False
    )
    numbers = [sa.Column(name, sa.Float()) for name in ("numerator", "denominator", "value", "low", "high")]
    op.create_table(
        "release_lines",
        release,
        sa.Column("line_no", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("measure", sa.String(200), nullable=False),
        sa.Column("version", sa.String(40), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("in_group", sa.Text(), nullable=False),
        sa.Column("suppressed", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer()),
        *numbers,
    )


def _members() -> None:
    release = sa.Column(
        "release_no", sa.Integer(), sa.ForeignKey("releases.release_no"), primary_key=True, autoincrement=False
    )
    op.create_table(
        "release_members",
        release,
        sa.Column("layer", sa.String(200), primary_key=True),
        sa.Column("members", sa.Text(), nullable=False),
    )


def _keep(table: str) -> None:
    """No statement changes or deletes a row, whoever runs it."""
    if op.get_bind().dialect.name == "sqlite":
        for what in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_{what.lower()} BEFORE {what} ON {table} BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
            )
        return
    op.execute(
        f"CREATE OR REPLACE FUNCTION {table}_keep() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{WORDS}'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_keep()"
    )
