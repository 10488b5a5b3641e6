"""An entry's leaf is found by the entry, however long the log is."""

from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """An index over random ids; like the table it tells no order within a day."""
    op.create_index("ix_log_leaves_entry", "log_leaves", ["network_id", "event_id"])
