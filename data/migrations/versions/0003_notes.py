"""Notes on charts: what happened on a day, and from where on a new baseline is asked for."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

# Ids are compared by their bytes everywhere, as in the tables of records.
IdType = sa.String(64).with_variant(sa.String(64, collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "notes",
        sa.Column("note_no", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.Column("written_by", sa.String(200), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("measure", sa.String(200)),
        sa.Column("program_id", IdType, sa.ForeignKey("programs.program_id")),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("baseline_reason", sa.Text()),
        sa.Column("withdraws", sa.Integer(), sa.ForeignKey("notes.note_no"), unique=True),
    )
