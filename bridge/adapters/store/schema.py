"""Which version the tables have, and how they come up to date. Alembic is loaded only when a migration is needed."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from bridge.core.errors import Unusable

MIGRATIONS = Path(__file__).parent / "migrations"


def revisions() -> tuple[str, ...]:
    """The versions this program knows, oldest first: each file of the folder begins with its own."""
    return tuple(sorted(path.stem.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py")))


def is_current(connection: Connection, name: str) -> bool:
    """Whether the tables are as this program needs them; a database called `name` in what is said about it.

    Raises Unusable for a database of a newer program.
    """
    known, found = revisions(), _version(connection)
    if found and found not in known:
        raise Unusable(
            f"The database {name} was written by a newer Cobridge (version {found} of its tables; this one knows up "
            f"to {known[-1]}): install that Cobridge again. Nothing was changed."
        )
    return found == known[-1]


def bring_up_to_date(connection: Connection, name: str) -> None:
    """Run the migrations that are missing, within the caller's transaction; another process may have run them."""
    if not is_current(connection, name):
        _migrate(connection)


def _version(connection: Connection) -> str:
    """The version of the tables, empty where there are none."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")


def _migrate(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415  a third of a second that a usual start need not pay
    from alembic.config import Config  # noqa: PLC0415  the same

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
