"""Nothing reads the log but what is listed, and nothing counts persons (PL-05, PL-40, PL-41)."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from shutil import copytree

import pytest
from sqlalchemy import inspect

from bridge.adapters.store.database import Database
from bridge.core.log.entry import Purpose
from bridge.entry.cli import cobridge
from tests.docs.sources import ROOT
from tests.requirements.reading import commands, queries, routes, use_cases

LISTED = tomllib.loads((Path(__file__).parent / "readings.toml").read_text("utf-8"))
REPORTS = (
    "bridge/core/reports/*.py",
    "bridge/core/reports/disclosure/*.py",
    "bridge/core/log/participation.py",
    "bridge/core/log/evaluations.py",
    "bridge/ports/evaluations.py",
    "bridge/service/evaluate.py",
    "bridge/adapters/store/evaluations.py",
    "bridge/adapters/store/evaluated_parts.py",
)
"""What figures are made of, and by."""
WHO = re.compile(r"^(actors?|leads?|helpers?|authors?|pseudonyms?|assignees?)(_refs?)?$")
"""What says of an act or a task whose it is."""
WHOM = re.compile(rf"{WHO.pattern}|(^|_)(persons?|people|callers?)(_id)?$")
ASKED_ONCE = {
    "bridge/adapters/store/evaluated_parts.py": {"BY_ONE", "NEWCOMERS", "others_than", "largest"},
}
"""The question about persons that is answered yes or no, with the columns that it reads: whether one did nearly all.
Beside it the condition that leaves out who counts from the next quarter on.
"""
Search = Callable[[Path], set[str]]
COUNTING = frozenset({"count", "sum", "avg", "mean", "median"})
GROUPING = frozenset({"group_by", "Counter", "groupby", "partition_by", "rank", "row_number", "most_common"})
GROUPED = re.compile(r"\b(GROUP|PARTITION)\s+BY\b[^;]*?\b(actor_ref|actor|lead|helper|author|person)", re.IGNORECASE)


@pytest.mark.parametrize(
    ("kind", "found"),
    [("queries", queries()), ("use_cases", use_cases()), ("commands", commands(cobridge)), ("routes", routes())],
    ids=["queries", "use_cases", "commands", "routes"],
)
def test_pl_40_all_that_reads_the_log_is_listed(kind: str, found: set[str]) -> None:
    """Each query, use case, command and address that touches the log stands in readings.toml, and nothing else does."""
    assert found == LISTED[kind].keys()


def test_pl_01_each_reading_of_the_log_has_a_purpose() -> None:
    """From the closed list, and in words what for; evaluations and their report share theirs with nothing else."""
    for kind, readings in LISTED.items():
        for name, (purpose, why) in readings.items():
            assert why.endswith("."), name
            evaluates = "evaluat" in name or (kind, name) == ("commands", "week")
            assert (Purpose(purpose) is Purpose.TRANSPARENCY) == evaluates, (kind, name)


@pytest.mark.parametrize(
    ("file", "code", "found"),
    [
        ("adapters/store/new.py", "def ranked(c):\n    return c.execute('SELECT count(*) FROM log_entries')", queries),
        ("adapters/store/new.py", "class A:\n    ALL = select(ENTRIES)", queries),
        ("service/new.py", "def ranked(log: LogStore) -> None: ...", use_cases),
        ("service/new.py", "def ranked(given: Sequence[Evaluations]) -> None: ...", use_cases),
        ("entry/web/new.py", "@router.get('/ranking')\ndef ranked(): ...", routes),
    ],
)
def test_pl_40_a_new_reading_without_an_entry_is_found(tmp_path: Path, file: str, code: str, found: Search) -> None:
    """Whoever adds a query, use case or address and does not list it, fails the check."""
    path = tmp_path / "bridge" / file
    path.parent.mkdir(parents=True)
    path.write_text(code, "utf-8")
    assert len(found(path.parent)) == 1
    assert not found(path.parent) & {name for readings in LISTED.values() for name in readings}


def test_pl_40_a_new_command_that_reads_the_log_is_found(tmp_path: Path) -> None:
    """A command that takes an installation's log, also by a function beside it, is not `log verify` and not listed."""
    there = ROOT / "bridge" / "entry" / "cli"
    before, after = (Path(copytree(there, tmp_path / name)) for name in ("before", "after"))
    with (after / "doctor.py").open("a", encoding="utf-8") as file:
        file.write("\n\ndef opened():\n    return installation.log\n")
    assert "doctor" not in commands(cobridge, before)
    assert commands(cobridge, after) == {"doctor", *commands(cobridge, before)}


def test_pl_40_the_database_has_no_views_that_would_read_the_log(tmp_path: Path) -> None:
    """Nobody finds a prepared evaluation in the database."""
    with closing(Database(f"sqlite:///{tmp_path}/cobridge.db")) as database, database.reading() as connection:
        assert inspect(connection).get_view_names() == []


def _of_reports() -> Iterator[tuple[str, ast.Module]]:
    for pattern in REPORTS:
        for file in sorted(ROOT.glob(pattern)):
            yield file.relative_to(ROOT).as_posix(), ast.parse(file.read_text("utf-8"))


def _named(node: ast.AST) -> list[str]:
    """Every name, attribute, field and text without spaces in it."""
    found = list[str]()
    for each in ast.walk(node):
        match each:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name) | ast.keyword(arg=str(name)):
                found.append(name)
            case ast.Constant(value=str(text)) if " " not in text:
                found.append(text)
            case _:
                pass
    return found


def test_pl_05_no_code_that_makes_figures_knows_persons() -> None:
    """Neither a lead, a helper, an author nor a pseudonym is named there, but in the one question of yes or no."""
    seen = 0
    for file, module in _of_reports():
        for node in module.body:
            for each in node.body if isinstance(node, ast.ClassDef) else [node]:
                seen += 1
                if not _asked_once(file, each):
                    assert not [word for word in _named(each) if WHO.search(word)], (file, ast.unparse(each)[:80])
    assert seen > 20


def _asked_once(file: str, node: ast.stmt) -> bool:
    match node:
        case ast.FunctionDef(name=name) | ast.Assign(targets=[ast.Name(id=name)]):
            return name in ASKED_ONCE.get(file, ())
        case _:
            return False


def test_pl_05_nothing_in_the_service_counts_or_groups_by_person() -> None:
    """No aggregation is keyed by a lead, helper, author or pseudonym, in Python or in SQL, anywhere."""
    found = list[str]()
    for file in sorted((ROOT / "bridge").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if _by_person(node):
                found.append(f"{file.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}")
    assert found == []


def _by_person(node: ast.AST) -> bool:
    match node:
        case ast.Constant(value=str(text)):
            return bool(GROUPED.search(text))
        case ast.Call(args=args, keywords=keywords):
            words = [word for part in (*args, *keywords) for word in _named(part)]
            if _called(node) in GROUPING:
                return any(map(WHOM.search, words))
            return _called(node) in COUNTING and any(map(WHO.search, words))
        case _:
            return False


@pytest.mark.parametrize(
    "code",
    [
        "select(ENTRIES).group_by(ENTRIES.c.actor_ref)",
        "Counter(each.lead for each in tasks)",
        "groupby(items, key=lambda each: each.author)",
        "Counter(acts_by_person)",
        "func.count(ENTRIES.c.actor_ref)",
        "execute('SELECT count(*) FROM log_entries GROUP BY network_id, actor_ref')",
    ],
)
def test_pl_05_an_aggregation_by_person_would_be_found(code: str) -> None:
    """However it is written."""
    assert any(map(_by_person, ast.walk(ast.parse(code))))


def test_pl_41_nobody_is_told_that_a_person_did_nothing() -> None:
    """Alerts and notices speak of places, spaces and connections; they know neither the log nor who did what."""
    seen = 0
    for pattern in ("core/model/alert.py", "service/alert.py", "service/troubles.py", "adapters/words/alerts_*.py"):
        for file in sorted((ROOT / "bridge").glob(pattern)):
            module, seen = ast.parse(file.read_text("utf-8")), seen + 1
            assert not [word for word in _named(module) if WHO.search(word)], file
            imported = [each.module or "" for each in ast.walk(module) if isinstance(each, ast.ImportFrom)]
            assert not [each for each in imported if each.startswith(("bridge.core.log", "bridge.ports.log"))], file
    assert seen == 5


def _called(node: ast.Call) -> str:
    match node.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""
