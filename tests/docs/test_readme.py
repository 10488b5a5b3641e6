"""What the README tells a stranger to type exists and works, and it has the order a stranger needs."""

import html
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.core import TyperGroup

from bridge.entry.cli import cobridge
from tests.docs.demo_shown import IN_PICTURE, TEXT_COLUMNS, chosen, in_readme, plain, printed
from tests.docs.pages import codes, commands, headings, links, pages, text_of
from tests.docs.sources import ROOT

README = text_of("README.md")
MAKEFILE = text_of("Makefile")
OFFLINE = ("--help", "demo")
"""The first words of commands that need no settings and no network."""
GIVEN = {"board.json": "tests/unit/sandbox/trello/exports/format-2022.json"}
"""Files that a reader brings, and what stands for them here."""


def _targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))


def unknown(line: str) -> str:
    """What of a line that a page tells to type there is not; empty where it can be typed."""
    words = shlex.split(line, comments=True)
    match words:
        case ["make", *targets]:
            return " ".join(set(targets) - _targets())
        case ["cobridge", *rest]:
            return _unknown_of(rest)
    return ""


def _unknown_of(words: list[str]) -> str:
    command = typer.main.get_command(cobridge)
    while words and isinstance(command, TyperGroup) and not words[0].startswith("-"):
        if words[0] not in command.commands:
            return words[0]
        command, words = command.commands[words[0]], words[1:]
    options = {option for given in command.params for option in given.opts} | {"--help"}
    return " ".join(word for word in words if word.startswith("--") and word not in options)


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_that_a_page_tells_to_type_is_there(page: Path) -> None:
    """Nobody copies a target, a command or an option that was renamed."""
    typed = commands(page.read_text("utf-8"))
    assert not [line for line in typed if unknown(line)]


@pytest.mark.parametrize("line", ["make tset", "cobridge snyc", "cobridge log exprot", "cobridge plan --jsno"])
def test_a_command_that_there_is_not_is_found(line: str) -> None:
    """A wrong target, command, command in a group and option are all noticed."""
    assert unknown(line)


def _offline() -> list[list[str]]:
    found = [shlex.split(line) for line in commands(README)]
    return [words for words in found if words[0] == "cobridge" and words[1] in OFFLINE]


@pytest.mark.slow
@pytest.mark.parametrize("words", _offline(), ids=shlex.join)
def test_a_command_of_the_readme_works(words: list[str], tmp_path: Path) -> None:
    """A stranger who copies a command sees it succeed, without account or network."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COBRIDGE_")}
    arguments = [str(ROOT / GIVEN[word]) if word in GIVEN else word for word in words[1:]]
    command = [sys.executable, "-m", "bridge.entry", *arguments]
    environment["PYTHONPATH"] = str(ROOT)
    ran = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=600
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.strip()


def test_the_readme_has_the_order_that_a_stranger_needs() -> None:
    """First what it is, how it looks and how to try it; then the picture, where to go, what it cannot do."""
    assert headings(README) == [
        "Cobridge", "Try it", "How it works", "I want to …", "What it cannot do", "Tests", "Read on",
    ]  # fmt: skip
    picture = next(link.line for link in links(README) if link.target.endswith(".svg"))
    assert picture < README.splitlines().index("## Try it")


def test_the_readme_shows_what_demo_and_tests_print() -> None:
    """A stranger knows before typing what will appear, and sees afterwards that it is the same."""
    shown = [code.text.splitlines() for code in codes(README) if code.language == "console"]
    assert [lines[0] for lines in shown] == ["$ make demo", "$ make test"]
    assert all(len(lines) > 1 for lines in shown)
    assert re.fullmatch(r"=+ .*\bpassed in .* =+", shown[1][-1])


def _masked(text: str) -> str:
    """Without ids and numbers, which differ from run to run."""
    return re.sub(r"[0-9a-f]{16,}|\d+", "#", text)


@pytest.mark.slow
def test_the_readme_shows_what_the_demo_prints() -> None:
    """What a stranger sees in the README, text and picture, is what `make demo` prints; if not, run `make docs`."""
    said = printed(TEXT_COLUMNS)
    assert _masked(in_readme(README, said)) == _masked(README)
    drawn = html.unescape(text_of("docs/demo.svg")).replace("\xa0", " ")
    heads = [plain(line).strip(" ─") for line in chosen(said, IN_PICTURE) if plain(line).endswith("───")]
    assert len(heads) == len(IN_PICTURE)
    assert not [head for head in heads if head not in drawn]
