"""What two named persons were told, which tools deliver, and which places wait for a person."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add them."""
    op.add_column("visits", sa.Column("stopped", sa.Boolean, nullable=False, server_default=sa.false()))
    op.create_table(
        "alerts",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True)),
        sa.Column("told", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
    )
    op.create_table(
        "mailing", sa.Column("mailer", sa.Text, primary_key=True), sa.Column("trouble", sa.Text, nullable=False)
    )
    op.create_table(
        "deliveries",
        sa.Column("connection", sa.Text, primary_key=True),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("trouble", sa.Text, nullable=False),
    )
