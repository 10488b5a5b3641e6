"""When vendors were asked about accounts whose data we may hold."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """One row for each connection whose vendor is asked."""
    op.create_table(
        "polls",
        sa.Column("connection", sa.Text, primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True)),
        sa.Column("trouble", sa.Text, nullable=False),
    )
