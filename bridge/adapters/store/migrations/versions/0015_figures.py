"""Released figures, whom a quarter's figures rest upon, on which days places were read, and entries by week."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Add the tables, and the way to a week's entries."""
    op.create_table(
        "releases",
        sa.Column("network", sa.Text, primary_key=True),
        sa.Column("evaluation", sa.Text, primary_key=True),
        sa.Column("period", sa.Text, primary_key=True),
        sa.Column("document", sa.LargeBinary, nullable=False),
        sa.Column("fingerprint", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("signature", sa.Text, nullable=False),
        sa.Column("audit", sa.Text, nullable=False),
    )
    op.create_table(
        "figure_bases",
        sa.Column("network", sa.Text, primary_key=True),
        sa.Column("quarter", sa.Text, primary_key=True),
        sa.Column("frozen_on", sa.Date, nullable=False),
        sa.Column("first", sa.Boolean, nullable=False),
    )
    op.create_table(
        "figure_members",
        sa.Column("network", sa.Text, primary_key=True),
        sa.Column("quarter", sa.Text, primary_key=True),
        sa.Column("space", sa.Text, primary_key=True),
        sa.Column("organisation", sa.Text, primary_key=True),
        sa.Column("member", sa.Text, primary_key=True),
        sa.Column("left", sa.Boolean, nullable=False),
    )
    op.create_table(
        "read_days",
        sa.Column("place", sa.Text, primary_key=True),
        sa.Column("day", sa.Date, primary_key=True),
    )
    op.create_index("ix_log_entries_week", "log_entries", ["network_id", "recorded_week", "event_type"])
