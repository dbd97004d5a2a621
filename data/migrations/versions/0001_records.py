"""The records: what a program hands in."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

# Compared by their bytes on every engine.
ID = sa.String(64).with_variant(sa.String(64, collation="C"), "postgresql")


def upgrade() -> None:
    for make in (
        _programs,
        _clients,
        _episodes,
        _sessions,
        _assessments,
        _substance_use,
        _ed_visits,
        _ed_coverage,
        _aftercare,
        _medications,
        _functioning,
        _risk_reviews,
        _extract,
    ):
        make()


def _programs() -> None:
    op.create_table(
        "programs",
        sa.Column("program_id", ID, primary_key=True, autoincrement=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("site", sa.String(200)),
        sa.Column("region", sa.String(200)),
        sa.Column("level_of_care", sa.String(40)),
        sa.Column("weekly_hours_planned", sa.Float()),
    )


def _clients() -> None:
    op.create_table(
        "clients",
        sa.Column("client_id", ID, primary_key=True, autoincrement=False),
        sa.Column("birth_year", sa.Integer()),
        sa.Column("gender", sa.String(40)),
        sa.Column("race", sa.String(200)),
        sa.Column("ethnicity", sa.String(200)),
        sa.Column("language", sa.String(200)),
        sa.Column("zip3", sa.String(3)),
        sa.Column("client_no", sa.Integer(), nullable=False, unique=True),
    )


def _episodes() -> None:
    op.create_table(
        "episodes",
        sa.Column("episode_id", ID, primary_key=True, autoincrement=False),
        sa.Column("client_id", ID, sa.ForeignKey("clients.client_id"), nullable=False),
        sa.Column("program_id", ID, sa.ForeignKey("programs.program_id"), nullable=False),
        sa.Column("referred_on", sa.Date()),
        sa.Column("admitted_on", sa.Date(), nullable=False),
        sa.Column("discharged_on", sa.Date()),
        sa.Column("discharge_reason", sa.String(40)),
        sa.Column("track", sa.String(40)),
        sa.Column("entry", sa.String(40)),
        sa.Column("referral_source", sa.String(200)),
        sa.Column("payer", sa.String(40)),
        sa.Column("primary_substance", sa.String(40)),
        sa.Column("co_occurring", sa.Integer()),
        sa.Column("depression_dx", sa.Integer()),
        sa.Column("medication_at_admission", sa.String(40)),
        sa.Column("naloxone_given", sa.Integer()),
        sa.Column("episode_no", sa.Integer(), nullable=False, unique=True),
    )
    op.create_index("episodes_by_client", "episodes", ["client_id"])
    op.create_index("episodes_by_program", "episodes", ["program_id", "admitted_on"])


def _sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("session_id", ID, primary_key=True, autoincrement=False),
        sa.Column("episode_id", ID, sa.ForeignKey("episodes.episode_id"), nullable=False),
        sa.Column("scheduled_on", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer()),
        sa.Column("kind", sa.String(40)),
        sa.Column("modality", sa.String(40)),
        sa.Column("status", sa.String(40), nullable=False),
        sa.Column("clinician_id", sa.String(64)),
        sa.Column("group_id", sa.String(64)),
    )
    op.create_index("sessions_by_episode", "sessions", ["episode_id", "scheduled_on", "status"])


def _assessments() -> None:
    op.create_table(
        "assessments",
        sa.Column("assessment_id", ID, primary_key=True, autoincrement=False),
        sa.Column("episode_id", ID, sa.ForeignKey("episodes.episode_id"), nullable=False),
        sa.Column("instrument", sa.String(40), nullable=False),
        sa.Column("completed_on", sa.Date(), nullable=False),
        sa.Column("total", sa.Integer()),
        *(sa.Column(f"item_{n}", sa.Integer()) for n in range(1, 21)),
    )
    op.create_index("assessments_by_episode", "assessments", ["episode_id"])


def _substance_use() -> None:
    op.create_table(
        "substance_use",
        sa.Column("observation_id", ID, primary_key=True, autoincrement=False),
        sa.Column("episode_id", ID, sa.ForeignKey("episodes.episode_id"), nullable=False),
        sa.Column("observed_on", sa.Date(), nullable=False),
        sa.Column("source", sa.String(40), nullable=False),
        sa.Column("substance", sa.String(200)),
        sa.Column("result", sa.String(40), nullable=False),
        sa.Column("prescribed", sa.Integer()),
    )
    op.create_index("substance_use_by_episode", "substance_use", ["episode_id"])


def _ed_visits() -> None:
    op.create_table(
        "ed_visits",
        sa.Column("visit_id", ID, primary_key=True, autoincrement=False),
        sa.Column("client_id", ID, sa.ForeignKey("clients.client_id"), nullable=False),
        sa.Column("arrived_on", sa.Date(), nullable=False),
        sa.Column("cause", sa.String(40)),
        sa.Column("admitted_inpatient", sa.Integer()),
        sa.Column("source", sa.String(40)),
    )
    op.create_index("ed_visits_by_client", "ed_visits", ["client_id"])


def _ed_coverage() -> None:
    op.create_table(
        "ed_coverage",
        sa.Column("span_id", sa.String(200), primary_key=True),
        sa.Column("client_id", ID, sa.ForeignKey("clients.client_id"), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date()),
        sa.Column("source", sa.String(40)),
    )
    op.create_index("ed_coverage_by_client", "ed_coverage", ["client_id"])


def _aftercare() -> None:
    op.create_table(
        "aftercare",
        sa.Column("appointment_id", ID, primary_key=True, autoincrement=False),
        sa.Column("episode_id", ID, sa.ForeignKey("episodes.episode_id"), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("booked_on", sa.Date()),
        sa.Column("scheduled_on", sa.Date(), nullable=False),
        sa.Column("status", sa.String(40), nullable=False),
    )
    op.create_index("aftercare_by_episode", "aftercare", ["episode_id"])


def _medications() -> None:
    op.create_table(
        "medications",
        sa.Column("order_id", ID, primary_key=True, autoincrement=False),
        sa.Column("episode_id", ID, sa.ForeignKey("episodes.episode_id"), nullable=False),
        sa.Column("drug", sa.String(40), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date()),
    )
    op.create_index("medications_by_episode", "medications", ["episode_id"])


def _functioning() -> None:
    op.create_table(
        "functioning",
        sa.Column("report_id", ID, primary_key=True, autoincrement=False),
        sa.Column("episode_id", ID, sa.ForeignKey("episodes.episode_id"), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=False),
        sa.Column("work_school_days_missed_30", sa.Integer()),
        sa.Column("employed_or_student", sa.Integer()),
        sa.Column("stable_housing", sa.Integer()),
        sa.Column("arrests_30", sa.Integer()),
    )
    op.create_index("functioning_by_episode", "functioning", ["episode_id"])


def _risk_reviews() -> None:
    op.create_table(
        "risk_reviews",
        sa.Column("review_id", ID, primary_key=True, autoincrement=False),
        sa.Column("episode_id", ID, sa.ForeignKey("episodes.episode_id"), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=False),
    )
    op.create_index("risk_reviews_by_episode", "risk_reviews", ["episode_id"])


def _extract() -> None:
    op.create_table(
        "extract",
        sa.Column("as_of", sa.Date(), primary_key=True),
    )
