"""docs/install.md tells of every command, option, setting, key of the network file, exit code and secret."""

import re
from collections.abc import Iterator
from typing import Any, get_args

import pytest
import typer
from pydantic import BaseModel
from typer.core import TyperArgument, TyperGroup

from bridge.entry.cli import cobridge
from bridge.entry.cli.exits import Exit
from config.document import NetworkDocument
from config.settings import PREFIX, Settings
from connectors import registry
from tests.docs.pages import pages, rows, section, text_of
from tests.docs.sources import ROOT

PAGE = text_of("docs/install.md")
NAMED = re.compile(r"COBRIDGE_[A-Z][A-Z_]*[A-Z]")
OF_THE_TESTS = {"COBRIDGE_SHARED"}


def _leaves(command: Any, name: str) -> Iterator[tuple[str, Any]]:
    if isinstance(command, TyperGroup):
        for word, inner in command.commands.items():
            yield from _leaves(inner, f"{name} {word}")
    else:
        yield name, command


COMMANDS = dict(_leaves(typer.main.get_command(cobridge), "cobridge"))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_explained(name: str) -> None:
    """Whoever looks up a command finds it as a heading, with each of its options and arguments below."""
    told = section(PAGE, name)
    assert told.strip(), f"docs/install.md has no heading {name}"
    cells = {row[0].strip("`") for row in rows(told)}
    for given in COMMANDS[name].params:
        if isinstance(given, TyperArgument):
            assert f"`{given.name}`" in told, f"{name}: {given.name} is not explained"
        elif given.name != "help":
            assert set(given.opts) <= cells, f"{name}: {given.opts} is not explained"


def test_no_command_is_explained_that_there_is_not() -> None:
    """A heading of a command that was removed or renamed does not stay behind."""
    told = re.findall(r"^### (cobridge .*)$", PAGE, re.MULTILINE)
    assert sorted(told) == sorted(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_no_option_is_explained_that_there_is_not(name: str) -> None:
    """Every option in a command's table can be given."""
    known = {option for given in COMMANDS[name].params for option in given.opts}
    assert not {row[0].strip("`") for row in rows(section(PAGE, name))} - known


def _variables() -> set[str]:
    plain = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields if name != "connections"}
    return plain | {f"{PREFIX}CONNECTIONS__<ID>__<NAME>"}


def test_every_setting_has_a_row() -> None:
    """The table of settings is complete, and each is there once."""
    told = [row[0].strip("`") for row in rows(section(PAGE, "Settings")) if row[0].startswith("`COBRIDGE_")]
    assert sorted(told) == sorted(_variables())


def test_no_page_names_a_setting_that_there_is_not() -> None:
    """A reader who copies a variable from any page does not meet an error."""
    known = {name for name in _variables() if "<" not in name} | OF_THE_TESTS
    named = {(page.relative_to(ROOT), name) for page in pages() for name in NAMED.findall(page.read_text("utf-8"))}
    assert not {each for each in named if each[1] not in known and not each[1].startswith("COBRIDGE_CONNECTIONS")}


def _keys(table: type[BaseModel]) -> Iterator[tuple[str, str]]:
    """Each table of the network file with its keys; tables within tables too."""
    for name, field in table.model_fields.items():
        inner = field.annotation
        while get_args(inner):
            inner = get_args(inner)[0]
        yield table.__name__, name
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from _keys(inner)


def test_every_key_of_the_network_file_is_explained() -> None:
    """Whoever writes a network file finds each key it may have."""
    told = section(PAGE, "Network file")
    assert not [key for key in _keys(NetworkDocument) if not re.search(rf"[`.\[ ]{key[1]}[`.\] ]", told)]


def test_every_exit_code_has_a_row() -> None:
    """Whoever scripts a command knows how it ends."""
    assert [int(row[0]) for row in rows(section(PAGE, "Exit codes"))] == [code.value for code in Exit]


@pytest.mark.parametrize("tool", ["trello", "asana"])
def test_every_secret_is_named_on_its_tools_page(tool: str) -> None:
    """Whoever connects a tool reads which secrets it needs."""
    told = section(text_of(f"docs/tools/{tool}.md"), "What is needed to connect")
    assert all(f"`{name.upper()}`" in told for name in registry.secrets(tool))
