"""How places take part in spaces, and which tasks are the same by a person's word."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make them."""
    for name, key in (("stays", "place"), ("pairs", "task")):
        op.create_table(
            name,
            sa.Column("space", sa.Text, primary_key=True),
            sa.Column(key, sa.Text, primary_key=True),
            sa.Column("value", sa.Text, nullable=False),
        )
