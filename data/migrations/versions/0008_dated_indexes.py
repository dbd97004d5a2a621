"""Observations and scores are found by episode and date, so that what came after a day is seen from the index alone."""

from alembic import op

revision = "0008"
down_revision = "0007"

DATES = {"substance_use": "observed_on", "assessments": "completed_on"}


def upgrade() -> None:
    for table, day in DATES.items():
        op.drop_index(f"{table}_by_episode", table)
        op.create_index(f"{table}_by_episode", table, ["episode_id", day])
