"""What a person answers the guard: carry it out, or bring everything back."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add it. A space that was allowed to run before this asks again: nobody knew then exactly what about."""
    op.add_column("pauses", sa.Column("restore", sa.Boolean, nullable=False, server_default=sa.false()))
