"""Whatever is kept is kept by exactly one deletion rule: tables, tables of the vault, files of the data directory."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from fnmatch import fnmatch
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest
from sqlalchemy import Column, MetaData, Table, Text

from bridge.adapters import store
from bridge.adapters.store.columns import CATALOGUE as TABLES
from bridge.adapters.store.database import Database
from bridge.adapters.store.erasures import FILE, ErasuresFile
from bridge.adapters.store.lock import exclusive
from bridge.adapters.vault.opening import open_vault
from bridge.bootstrap.opening import BACKUPS, LIMITS
from bridge.core.model.ids import ConnectionId
from bridge.core.rules.catalogue import CATALOGUE
from bridge.core.rules.retention import Kind, Rule, Store
from connectors.layers.kept import Kept
from connectors.layers.window import Counts
from tests.unit.service.retention.kept_long import directory

for module in iter_modules(store.__path__):
    if module.name != "migrations":
        import_module(f"{store.__name__}.{module.name}")


def rules_of(kind: Kind, name: str, column: str = "") -> list[Rule]:
    """The rules that speak of it; of files by pattern."""
    return [rule for rule in CATALOGUE.values() for each in rule.stores if _speaks_of(each, kind, name, column)]


def _speaks_of(each: Store, kind: Kind, name: str, column: str) -> bool:
    matches = fnmatch(name, each.name) if kind is Kind.FILE else each.name == name
    return each.kind is kind and matches and (not each.columns or not column or column in each.columns)


def unlisted(tables: Iterable[Table]) -> list[str]:
    """The columns that not exactly one rule speaks of."""
    columns = [(table.name, column.name) for table in tables for column in table.columns]
    return [f"{table}.{column}" for table, column in columns if len(rules_of(Kind.TABLE, table, column)) != 1]


def test_pl_30_every_column_of_every_table_has_one_rule() -> None:
    """A new table needs a deletion rule before it can be used."""
    assert not unlisted(TABLES.sorted_tables)
    assert len(rules_of(Kind.TABLE, "alembic_version")) == 1


def test_pl_30_a_table_without_a_rule_is_noticed() -> None:
    """The one above sees tables that nobody listed."""
    planted = Table("birthdays", MetaData(), Column("person", Text), Column("day", Text))
    assert unlisted([planted]) == ["birthdays.person", "birthdays.day"]


def test_pl_30_no_rule_speaks_of_a_table_that_there_is_not(tmp_path: Path) -> None:
    """Nor of a column that was renamed, nor a table of the vault."""
    known = {table.name: {column.name for column in table.columns} for table in TABLES.sorted_tables}
    listed = [each for rule in CATALOGUE.values() for each in rule.stores]
    for each in (each for each in listed if each.kind is Kind.TABLE and each.name != "alembic_version"):
        assert set(each.columns) <= known.get(each.name, set()), each
        assert each.name in known
    assert {each.name for each in listed if each.kind is Kind.VAULT} == _tables_of_the_vault(tmp_path)


def test_pl_30_every_table_of_the_vault_has_a_rule(tmp_path: Path) -> None:
    """Keys are of several data types: those of quarters go with the entries, the others stay."""
    named = {name: rules_of(Kind.VAULT, name) for name in _tables_of_the_vault(tmp_path)}
    assert {name for name, rules in named.items() if len(rules) != 1} == {"keys"}
    parts = [each.part for rule in named["keys"] for each in rule.stores if each.name == "keys"]
    assert len(parts) == len(set(parts)) == 3


def _tables_of_the_vault(folder: Path) -> set[str]:
    vault = open_vault(folder / "data")
    rows = vault._file.read("SELECT name FROM sqlite_master WHERE type = 'table'")  # noqa: SLF001  what is there
    return {name for (name,) in rows}


@pytest.fixture
def used(tmp_path: Path) -> Path:
    """A data directory in which everything that writes a file has written one."""
    folder = tmp_path / "data"
    with directory(folder) as kept_long, exclusive(folder), kept_long.vault.alone(ConnectionId("weber-trello")):
        kept_long.run(date(2026, 12, 1))
        ErasuresFile(folder / FILE).marked  # noqa: B018  made by opening it
        counts, now = Counts({}), datetime(2026, 12, 1, tzinfo=UTC)
        kept = Kept(folder / LIMITS, lambda text: text)
        kept.write(counts, now)
        (folder / BACKUPS).mkdir()
        Database(f"sqlite:///{folder}/cobridge.db").close()
        return folder


def _files_without_a_rule(folder: Path) -> list[str]:
    return [each.name for each in sorted(folder.iterdir()) if len(rules_of(Kind.FILE, each.name)) != 1]


def test_pl_30_every_file_of_the_data_directory_has_one_rule(used: Path) -> None:
    """Nothing lies there of which nobody says how long; and a new file is noticed."""
    assert not _files_without_a_rule(used)
    (used / "notes.txt").write_text("Anruf von Frau Weber")
    assert _files_without_a_rule(used) == ["notes.txt"]
