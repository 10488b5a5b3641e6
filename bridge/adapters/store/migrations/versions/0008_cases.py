"""Request files of persons about their own data."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "cases",
        sa.Column("network", sa.Text, primary_key=True),
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("received_on", sa.Date, nullable=False),
        sa.Column("closed_on", sa.Date),
        sa.Column("value", sa.Text, nullable=False),
    )
    op.create_index("ix_cases_subject", "cases", ["subject"])
