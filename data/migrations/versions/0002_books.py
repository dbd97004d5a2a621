"""The books that the import keeps about the records."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    for make in (
        _state,
        _imports,
        _quarantine,
        _completeness,
        _first_state,
    ):
        make()


def _state() -> None:
    op.create_table(
        "state",
        sa.Column("one", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("as_of", sa.Date()),
        sa.Column("data_version", sa.Integer(), nullable=False),
        sa.Column("definitions", sa.String(64)),
        sa.Column("demo", sa.Integer(), nullable=False),
        sa.Column("loaded_at", sa.DateTime()),
    )


def _imports() -> None:
    op.create_table(
        "imports",
        sa.Column("import_no", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("finished_at", sa.DateTime(), nullable=False),
        sa.Column("folder", sa.Text(), nullable=False),
        sa.Column("as_of", sa.Date()),
        sa.Column("report", sa.Text(), nullable=False),
    )


def _quarantine() -> None:
    op.create_table(
        "quarantine",
        sa.Column("quarantine_no", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("import_no", sa.Integer(), sa.ForeignKey("imports.import_no"), nullable=False),
        sa.Column("table_name", sa.String(200), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("column_name", sa.String(200)),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("row_text", sa.Text(), nullable=False),
    )


def _completeness() -> None:
    op.create_table(
        "completeness",
        sa.Column("table_name", sa.String(200), primary_key=True),
        sa.Column("column_name", sa.String(200), primary_key=True),
        sa.Column("month", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("row_count", sa.Integer(), nullable=False),
        sa.Column("filled", sa.Integer(), nullable=False),
    )


def _first_state() -> None:
    """The one row of the state: nothing imported yet. An import takes its turn by writing to it."""
    columns = [sa.column(name) for name in ("one", "data_version", "demo")]
    op.bulk_insert(sa.table("state", *columns), [{"one": 1, "data_version": 0, "demo": 0}])
