"""Conflicts that people decide: an id to name them by, who asked, how they ended; and what people accepted."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Those that there are get ids of their own; operations that a person accepted have a table."""
    op.add_column("conflicts", sa.Column("id", sa.Text, nullable=False, server_default=""))
    op.add_column("conflicts", sa.Column("asked", sa.DateTime(timezone=True)))
    op.add_column("conflicts", sa.Column("ended", sa.Text, nullable=False, server_default=""))
    op.execute("UPDATE conflicts SET id = 'c' || number")
    op.create_index("ix_conflicts_id", "conflicts", ["id"], unique=True)
    op.create_table(
        "accepted",
        sa.Column("space", sa.Text, primary_key=True),
        sa.Column("place", sa.Text, primary_key=True),
        sa.Column("operation", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
