"""Legal holds, how much the retention run deleted, and since when something is so that nothing else dates."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add them."""
    op.create_table(
        "holds",
        *(sa.Column(name, sa.Text, primary_key=True) for name in ("network", "case", "person", "data_type")),
        *(sa.Column(name, sa.Date, nullable=False) for name in ("since", "until")),
    )
    op.create_table(
        "retention_runs",
        sa.Column("network", sa.Text, primary_key=True),
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("data_type", sa.Text, primary_key=True),
        sa.Column("number", sa.Integer, nullable=False),
    )
    op.create_table(
        "retention_starts",
        *(sa.Column(name, sa.Text, primary_key=True) for name in ("network", "data_type", "subject")),
        sa.Column("since", sa.Date),
    )
