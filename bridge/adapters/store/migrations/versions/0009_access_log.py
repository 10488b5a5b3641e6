"""The access log, in two series."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

TEXTS = ("caller", "role", "resource", "verb", "subject", "partner", "purpose", "case", "result", "version")


def upgrade() -> None:
    """Add both."""
    for name in ("access_entries", "access_entries_apart"):
        op.create_table(
            name,
            sa.Column("network", sa.Text, primary_key=True),
            sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
            sa.Column("at", sa.DateTime(timezone=True), nullable=False, index=True),
            *(sa.Column(each, sa.Text, nullable=False) for each in TEXTS),
            sqlite_with_rowid=False,
        )
