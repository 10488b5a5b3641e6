"""Finds all that reads the participation log: SQL, use cases, commands and addresses, from the code as it stands."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import typer

from bridge.bootstrap.installed import Installation
from tests.docs.sources import ROOT

TABLES = re.compile(r"\b(log_entries|log_salts|log_leaves|log_roots|journal_entries)\b")
"""The log's own, and where entries wait."""
OBJECTS = frozenset({"ENTRIES", "SALTS", "LEAVES", "ROOTS", "STAGED"})
"""What `bridge/adapters/store/log_tables.py` calls them."""
PORTS = frozenset({"LogStore", "LogView", "Evaluations", "SqlLog", "SqlLogView", "SqlEvaluations"})
"""Through what a use case reads it."""
ROUTING = frozenset({"get", "post", "put", "patch", "delete", "head", "api_route", "websocket", "mount"})
_Function = ast.FunctionDef | ast.AsyncFunctionDef


def queries(folder: Path = ROOT / "bridge" / "adapters") -> set[str]:
    """Functions and values whose SQL speaks of the log, as `bridge.module:Class.name`."""
    return {
        name
        for file in _files(folder)
        if file.name != "log_tables.py"
        for name, node in _parts(file)
        if _speaks_of_tables(node)
    }


def use_cases(folder: Path = ROOT / "bridge" / "service") -> set[str]:
    """Functions that are given the log, or a reading of it, and values that hold it."""
    return {name for file in _files(folder) for name, node in _parts(file) if _is_given(node, PORTS)}


@cache
def holders(folders: Sequence[Path] = (ROOT / "bridge" / "service", ROOT / "bridge" / "bootstrap")) -> frozenset[str]:
    """The ports, and the classes that hold one, or a value that does."""
    found = PORTS
    parts = [each for folder in folders for file in _files(folder) for each in _parts(file)]
    while True:
        more = {name.partition(":")[2].partition(".")[0] for name, node in parts if _holds(node, found)}
        if more <= found | {"Installation"}:
            return found
        found |= more - {"Installation"}


def commands(program: typer.Typer, folder: Path = ROOT / "bridge" / "entry" / "cli") -> set[str]:
    """Commands whose code, in the file of the command, takes the log of an installation, such as `log export`."""
    return {
        name
        for name, module, function in _commands(program, ())
        if _takes_log(folder / f"{module.rpartition('.')[2]}.py", function)
    }


def routes(folder: Path = ROOT / "bridge" / "entry" / "web") -> set[str]:
    """The addresses that a running service answers."""
    found = set[str]()
    for file in _files(folder):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ROUTING:
                match node.args:
                    case [ast.Constant(value=str(path)), *_] if path.startswith("/"):
                        found.add(path)
    return found


def _root(file: Path) -> Path:
    """What module names begin below: the folder that holds `bridge`."""
    return next(each.parent for each in file.parents if each.name == "bridge")


def _files(folder: Path) -> Iterator[Path]:
    yield from (each for each in sorted(folder.rglob("*.py")) if "migrations" not in each.parts)


def _parts(file: Path) -> Iterator[tuple[str, ast.stmt]]:
    """Each function, method and value of a module, with its name."""
    module = ".".join(file.relative_to(_root(file)).with_suffix("").parts).removesuffix(".__init__")
    for node in ast.parse(file.read_text("utf-8")).body:
        match node:
            case ast.ClassDef(name=name, body=body):
                yield from ((f"{module}:{name}.{inner}", each) for each in body if (inner := _named(each)))
            case _ if name := _named(node):
                yield f"{module}:{name}", node


def _named(node: ast.stmt) -> str:
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
            return name
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            return name
        case _:
            return ""


def _speaks_of_tables(node: ast.stmt) -> bool:
    names = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
    texts = [each.value for each in ast.walk(node) if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    return bool(names & OBJECTS) or any(TABLES.search(each) for each in texts)


def _is_given(node: ast.stmt, kinds: frozenset[str]) -> bool:
    if not isinstance(node, _Function):
        return _holds(node, kinds)
    given = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    return any(_names(each.annotation, kinds) for each in given if each.annotation)


def _holds(node: ast.stmt, kinds: frozenset[str]) -> bool:
    return isinstance(node, ast.AnnAssign) and _names(node.annotation, kinds)


def _names(annotation: ast.expr, kinds: frozenset[str]) -> bool:
    return any(isinstance(part, ast.Name) and part.id in kinds for part in ast.walk(annotation))


def _takes_log(file: Path, function: str) -> bool:
    """Whether the function, or one beside it that it calls, reads a field of an installation that leads to the log."""
    kinds = holders()
    fields = {name for name, kind in Installation.__annotations__.items() if str(kind) in kinds}
    waiting, seen = [(file, function)], set[tuple[Path, str]]()
    while waiting:
        here, name = waiting.pop()
        functions, imported = _beside(here)
        if (here, name) in seen:
            continue
        seen.add((here, name))
        if name in imported:
            waiting.append(imported[name])
        for node in ast.walk(functions[name]) if name in functions else ():
            match node:
                case ast.Attribute(attr=attribute) if attribute in fields:
                    return True
                case ast.Name(id=called):
                    waiting.append((here, called))
                case _:
                    pass
    return False


@cache
def _beside(file: Path) -> tuple[dict[str, _Function], dict[str, tuple[Path, str]]]:
    """A file's functions, and where those come from that it imports from beside it or from where it is wired."""
    module = ast.parse(file.read_text("utf-8"))
    functions = {each.name: each for each in ast.walk(module) if isinstance(each, _Function)}
    imported = {
        each.asname or each.name: (source, each.name)
        for node in ast.walk(module)
        if isinstance(node, ast.ImportFrom)
        for source in _sources(file, node.module or "")
        for each in node.names
    }
    return functions, imported


def _sources(file: Path, module: str) -> list[Path]:
    beside = file.parent / f"{module.rpartition('.')[2]}.py"
    wired = ROOT.joinpath(*module.split(".")).with_suffix(".py")
    return [each for each in (beside, wired) if each.exists() and (each == beside or "bootstrap" in each.parts)][:1]


def _commands(program: typer.Typer, path: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    for command in program.registered_commands:
        if command.callback is not None:
            name = command.name or command.callback.__name__.replace("_", "-")
            yield " ".join((*path, name)), command.callback.__module__, command.callback.__name__
    for group in program.registered_groups:
        if group.typer_instance is not None:
            name = group.name if isinstance(group.name, str) else ""
            yield from _commands(group.typer_instance, (*path, name) if name else path)
