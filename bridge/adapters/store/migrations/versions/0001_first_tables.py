"""The first tables: the memory of spaces, pauses, visits, the journal and the log."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make them."""
    _memory()
    _conflicts()
    _places()
    _journal()
    _log()


def _memory() -> None:
    op.create_table(
        "tasks",
        sa.Column("number", sa.Integer, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("space", "task", "value")),
        sa.UniqueConstraint("space", "task"),
    )
    _kept("lanes", "space", "lane")
    _kept("names", "space", "person")
    _kept("links", "space", "place", "subject", others=("seen",))
    op.add_column("links", sa.Column("sent", sa.Text))
    op.add_column("links", sa.Column("based", sa.Text))
    _kept("comment_links", "space", "place", "subject")
    _kept("lane_links", "space", "place", "subject")
    _kept("cursors", "space", "place")
    _kept("intents", "space", "place", "subject")
    _kept("parked", "space", "place", "subject", others=("reason",))


def _conflicts() -> None:
    op.create_table(
        "conflicts",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("space", sa.Text, nullable=False, index=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("value", sa.Text, nullable=False),
    )


def _places() -> None:
    op.create_table(
        "pauses",
        sa.Column("space", sa.Text, primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("refusal", sa.Text, nullable=False),
        sa.Column("allowed", sa.Boolean, nullable=False),
    )
    op.create_table(
        "visits",
        sa.Column("place", sa.Text, primary_key=True),
        sa.Column("last_read", sa.DateTime(timezone=True)),
        sa.Column("last_complete", sa.DateTime(timezone=True)),
        sa.Column("trouble", sa.Text, nullable=False),
    )


def _journal() -> None:
    op.create_table(
        "journal_notes",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False, index=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("place", "act", "subject", "outcome")),
    )
    op.create_table(
        "journal_entries",
        sa.Column("event_id", sa.Text, primary_key=True),
        sa.Column("network_id", sa.Text, nullable=False),
        sa.Column("occurred_on", sa.Date, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )


def _log() -> None:
    texts = (
        "event_type network_id space_ref org_id counterpart_org actor_ref object_ref object_kind responsibility_role "
        "source_tool recorded_week purpose policy_version retention_class commitment"
    )
    op.create_table(
        "log_entries",
        sa.Column("event_id", sa.Text, primary_key=True),
        sa.Column("occurred_on", sa.Date, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in texts.split()),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "log_salts",
        sa.Column("event_id", sa.Text, primary_key=True),
        sa.Column("salt", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )


def _kept(name: str, *keys: str, others: tuple[str, ...] = ()) -> None:
    columns = (sa.Column(key, sa.Text, primary_key=True) for key in keys)
    op.create_table(name, *columns, *(sa.Column(each, sa.Text, nullable=False) for each in ("value", *others)))
