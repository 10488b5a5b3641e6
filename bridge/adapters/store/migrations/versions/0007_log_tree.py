"""The tree of the log and its signed roots. Entries that were sealed before become its first leaves."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add both. By their commitments, which are random, earlier entries stand in no order within a day."""
    op.create_table(
        "log_leaves",
        sa.Column("network_id", sa.Text, primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("commitment", sa.Text, nullable=False),
        sa.Column("event_id", sa.Text),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "log_roots",
        sa.Column("network_id", sa.Text, primary_key=True),
        sa.Column("day", sa.Text, primary_key=True),
        sa.Column("size", sa.Integer, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("root", "previous", "signature", "peaks")),
        sqlite_with_rowid=False,
    )
    op.execute(
        "INSERT INTO log_leaves (network_id, position, commitment, event_id) "
        "SELECT network_id, "
        "row_number() OVER (PARTITION BY network_id ORDER BY occurred_on, commitment) - 1, commitment, event_id "
        "FROM log_entries"
    )
