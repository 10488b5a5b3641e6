"""The glossary holds in every name and heading."""

from pathlib import Path

import pytest

from tests.docs.sources import ROOT, python_files
from tests.docs.words import faults_in_code, faults_in_headings

PAGES = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "connectors/README.md")


def test_no_name_in_the_code_uses_a_second_word() -> None:
    """One thing has one word, so that a newcomer who read the glossary can read the code."""
    faults = [
        fault for path in python_files() for fault in faults_in_code(path.relative_to(ROOT), path.read_text("utf-8"))
    ]
    assert not faults, "\n".join(faults)


def test_no_heading_of_a_page_uses_a_second_word() -> None:
    """The pages speak the glossary's language too."""
    pages = [*sorted((ROOT / "docs").rglob("*.md")), *(ROOT / page for page in PAGES if (ROOT / page).exists())]
    faults = [fault for page in pages for fault in faults_in_headings(page.relative_to(ROOT), page.read_text("utf-8"))]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    "source",
    [
        "assignee = 1",
        "def lead(users): ...",
        "class PlatformEvent: ...",
        "import hashlib as digest",
        "task.owner = 1",
        "for app in (): ...",
        "match 1:\n    case systemId: ...",
        "class SpaceManager: ...",
        "class BaseConnector: ...",
    ],
)
def test_a_second_word_is_found_wherever_a_name_is_given(source: str) -> None:
    """A second word does not slip in as an argument, a field, an alias or a part of a longer name."""
    assert faults_in_code(Path("bridge/core/model/task.py"), source)


def test_a_vendors_own_word_is_right_only_where_its_json_is_handled() -> None:
    """Asana says assignee, and the file that reads Asana's answer may say so too."""
    assert not faults_in_code(Path("connectors/asana/translate.py"), "assignee = 1")
    assert faults_in_code(Path("connectors/asana/translate.py"), "platform = 1")
    assert faults_in_code(Path("connectors/memory/connector.py"), "assignee = 1")


def test_glossary_words_pass() -> None:
    """People who help with a task are helpers; that is no empty name."""
    assert not faults_in_code(Path("bridge/core/model/task.py"), "lead = helpers = lane = place = url = 1")


def test_a_module_without_a_subject_is_found() -> None:
    """No utils.py: a file is named by the reason for which it changes."""
    assert faults_in_code(Path("bridge/core/utils.py"), "")


def test_only_headings_are_read_not_the_text_or_code_below() -> None:
    """A page may quote a vendor's word; it may not name a thing by it."""
    assert faults_in_headings(Path("docs/design.md"), "## One platform for all\n")
    assert not faults_in_headings(Path("docs/design.md"), "## Tools\n\nOn any platform.\n\n```\n# platform\n```\n")
