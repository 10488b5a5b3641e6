"""A person's entries are found by their pseudonyms, however long the log is."""

from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """An index; like the table it tells no order within a day."""
    op.create_index("ix_log_entries_actor_ref", "log_entries", ["actor_ref"])
