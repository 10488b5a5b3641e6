"""The database's file: durable, private, shared between processes, and never touched by an older program."""

from __future__ import annotations

import importlib
import os
import pkgutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from io import StringIO
from pathlib import Path
from typing import cast

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import text

from bridge.adapters import store
from bridge.adapters.store import schema
from bridge.adapters.store.columns import CATALOGUE
from bridge.adapters.store.database import Database
from bridge.adapters.store.lock import exclusive
from bridge.adapters.store.log import stage
from bridge.adapters.store.spaces import SqlSpaces
from bridge.core.errors import Unusable
from bridge.core.log.entry import Entry
from bridge.core.model.ids import SpaceId
from bridge.core.model.memory import Memory
from bridge.core.model.operation import Parked
from tests.contracts import kept
from tests.contracts.kept import ASANA, SPACE

ROOT = Path(__file__).resolve().parents[3]


for module in pkgutil.iter_modules(store.__path__, f"{store.__name__}."):
    importlib.import_module(module.name)  # puts its subject's tables into the catalogue


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/data/cobridge.db"


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    with closing(Database(url)) as opened:
        yield opened


def _python(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )


def test_the_migrations_make_the_tables_that_the_queries_use(database: Database) -> None:
    """A table that changes needs a migration; a forgotten one fails here."""
    with database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), CATALOGUE) == []


def test_the_migrations_are_written_for_postgresql_too() -> None:
    """The same migrations make the tables there."""
    said = StringIO()
    context = MigrationContext.configure(dialect_name="postgresql", opts={"as_sql": True, "output_buffer": said})
    for file in sorted((schema.MIGRATIONS / "versions").glob("[0-9]*.py")):
        names: dict[str, object] = {}
        with Operations.context(context):
            exec(compile(file.read_text("utf-8"), str(file), "exec"), names)  # noqa: S102  as Alembic loads it
            upgrade = names["upgrade"]
            assert callable(upgrade)
            upgrade()
    made = said.getvalue()
    assert "number SERIAL" in made
    assert "TIMESTAMP WITH TIME ZONE" in made
    assert all(f"CREATE TABLE {table} (" in made for table in CATALOGUE.tables)


def test_a_usual_start_does_not_load_alembic(url: str, database: Database) -> None:
    """The migrations' library costs a third of a second; only a migration pays it."""
    database.close()
    code = "import sys; from bridge.adapters.store.database import Database; Database(sys.argv[1]).close(); "
    result = _python(code + "print('alembic' in sys.modules)", url)
    assert result.stdout == "False\n", result.stderr


def test_a_newer_database_is_left_alone(url: str, database: Database, tmp_path: Path) -> None:
    """An old program that meets a newer database says so in one sentence and touches nothing."""
    with database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.forget_traces()
    database.close()
    before = (tmp_path / "data" / "cobridge.db").read_bytes()
    with pytest.raises(Unusable, match=r"written by a newer Cobridge \(version 9999.*Nothing was changed"):
        Database(url)
    assert (tmp_path / "data" / "cobridge.db").read_bytes() == before


def test_a_failed_migration_leaves_nothing(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables come all or not at all, so that the next start finds a database it understands."""
    monkeypatch.setattr(schema, "_migrate", _half_a_migration)
    with pytest.raises(RuntimeError):
        Database(url)
    with closing(sqlite3.connect(tmp_path / "data" / "cobridge.db")) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == []


def _half_a_migration(connection: object) -> None:
    assert hasattr(connection, "exec_driver_sql")
    connection.exec_driver_sql("CREATE TABLE half (a TEXT)")
    raise RuntimeError


@pytest.mark.parametrize("address", ["nonsense", "sqlite://", "sqlite:///:memory:", "mysql+nothing://x"])
def test_an_address_that_cannot_hold_the_store_is_told(address: str) -> None:
    """One sentence instead of a library's error; and a store that forgets is no store."""
    with pytest.raises(Unusable):
        Database(address)


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    """A slip in the path never destroys somebody's file."""
    file = tmp_path / "notes.txt"
    file.write_text("Notizen vom Bau. " * 100)
    with pytest.raises(Unusable, match="is no database"):
        Database(f"sqlite:///{file}")
    assert file.read_text().startswith("Notizen")


def test_the_file_is_for_this_account_alone(database: Database, tmp_path: Path) -> None:
    """What partners wrote is not for everybody who has an account on the machine."""
    with database.reading():
        modes = {file.name: oct(file.stat().st_mode & 0o777) for file in (tmp_path / "data").iterdir()}
    assert set(modes.values()) == {"0o600"}
    assert oct((tmp_path / "data").stat().st_mode & 0o777) == "0o700"


def test_what_is_sent_next_is_on_the_disk_first(database: Database) -> None:
    """Agreeing and intending survive a loss of power; the log's seal too. What is recorded can be found again."""
    said: list[tuple[int, str]] = []
    for durable in (False, True):
        with database.writing(durable=durable) as connection:
            promised = connection.exec_driver_sql("PRAGMA synchronous").scalar_one()
            driver = cast("sqlite3.Connection", connection.connection.driver_connection)
            driver.set_trace_callback(partial(_noted, said, promised))
    spaces = SqlSpaces(database)
    spaces.intend(SPACE, kept.CREATE)
    spaces.record(SPACE, Parked(kept.CREATE, "Zu lang."))
    spaces.agree(SPACE, kept.agreed(kept.memory()), ())
    full, normal = 2, 1  # https://sqlite.org/pragma.html#pragma_synchronous
    assert [promised for promised, line in said if line == "BEGIN IMMEDIATE"] == [full, normal, full]


def test_a_process_killed_after_intending_finds_its_intent(url: str, database: Database) -> None:
    """Killed between sending a create and recording its answer, the next process knows what to look for."""
    code = """if True:
        import os, sys
        from bridge.adapters.store.database import Database
        from bridge.adapters.store.spaces import SqlSpaces
        from tests.contracts import kept
        spaces = SqlSpaces(Database(sys.argv[1]))
        spaces.agree(kept.SPACE, kept.agreed(kept.memory()), ())
        spaces.intend(kept.SPACE, kept.CREATE)
        os._exit(9)
    """
    assert _python(code, url).returncode == 9
    found = SqlSpaces(database).memory(SPACE)
    assert found.intents == {ASANA: (kept.CREATE,)}
    assert found.tasks == kept.memory().tasks


def test_a_process_killed_while_agreeing_leaves_nothing(url: str, database: Database) -> None:
    """Killed in the middle of a transaction, none of it is there, and nobody waits for the dead."""
    code = """if True:
        import os, sys
        from bridge.adapters.store.database import Database
        from bridge.adapters.store import spaces
        from tests.contracts import kept
        spaces.stage = lambda *_: os._exit(9)
        spaces.SqlSpaces(Database(sys.argv[1])).agree(kept.SPACE, kept.agreed(kept.memory()), ())
    """
    assert _python(code, url).returncode == 9
    spaces = SqlSpaces(database)
    assert spaces.memory(SPACE) == Memory()
    spaces.intend(SPACE, kept.CREATE)


def test_writers_wait_for_each_other(url: str, database: Database) -> None:
    """Two processes that record at once both succeed, and no record is lost."""
    with closing(Database(url)) as other, ThreadPoolExecutor(8) as pool:
        stores = [SqlSpaces(database), SqlSpaces(other)]
        spaces = [SpaceId(f"space-{number}") for number in range(60)]
        writes = [pool.submit(stores[at % 2].intend, space, kept.CREATE) for at, space in enumerate(spaces)]
        for write in writes:
            write.result()
        assert all(stores[0].memory(space).intents for space in spaces)


def test_one_cobridge_at_a_time(tmp_path: Path) -> None:
    """The second is told who works there and what to do; when the first has ended, it may."""
    said = rf"Another cobridge \(process {os.getpid()}\).*wait until it has finished"
    with exclusive(tmp_path), pytest.raises(Unusable, match=said):
        exclusive(tmp_path).__enter__()
    with exclusive(tmp_path):
        pass


def test_the_hold_of_a_killed_process_ends_with_it(tmp_path: Path) -> None:
    """Nobody has to delete a lock file after a crash."""
    code = "import os, sys, pathlib; from bridge.adapters.store.lock import exclusive; "
    code += "exclusive(pathlib.Path(sys.argv[1])).__enter__(); os._exit(9)"
    assert _python(code, str(tmp_path)).returncode == 9
    with exclusive(tmp_path):
        pass


def _noted(said: list[tuple[int, str]], promised: int, line: str) -> None:
    said.append((promised, line))


@pytest.mark.parametrize("fault", [KeyboardInterrupt, SystemExit, ZeroDivisionError], ids=lambda each: each.__name__)
def test_a_transaction_that_is_broken_off_leaves_nothing(database: Database, fault: type[BaseException]) -> None:
    """Neither what was written by SQLAlchemy nor what went past it to the driver, whoever broke it off."""
    entries = [kept.entry("0" * 32, kept.TODAY)]
    with pytest.raises(fault):
        _break_off(database, entries, fault)
    with database.reading() as connection:
        assert connection.scalar(text("SELECT count(*) FROM journal_entries")) == 0
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == schema.revisions()[-1]
    with database.writing(durable=True) as connection:
        stage(connection, entries)
    with database.reading() as connection:
        assert connection.scalar(text("SELECT count(*) FROM journal_entries")) == 1


def _break_off(database: Database, entries: list[Entry], fault: type[BaseException]) -> None:
    with database.writing(durable=True) as connection:
        stage(connection, entries)
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        raise fault


def test_a_connection_is_used_again_but_none_that_failed(database: Database) -> None:
    """Opening costs a quarter of a commit; of one that failed nobody knows what is left in it."""
    with database.writing() as first:
        pass
    with pytest.raises(ZeroDivisionError), database.writing() as again:
        1 / 0  # noqa: B018  somebody's fault
    assert again is first
    assert first.closed
    with database.writing() as another:
        assert another is not first
        assert not another.in_nested_transaction()
