"""The glossary is complete: the network's words, and the values of the model."""

import ast
import re

import pytest

from tests.docs.pages import rows, text_of
from tests.docs.sources import ROOT
from tests.docs.words import NEVER, words_of

GLOSSARY = text_of("docs/glossary.md")
DESIGN = text_of("docs/design.md")
WORDS = (
    "network", "partner", "person", "roster", "charter", "vendor", "tool", "connection", "space", "place", "lane",
    "task", "item", "ref", "link", "marker", "lead", "helper", "reach", "snapshot", "seen", "change", "conflict",
    "decision", "refusal", "operation", "intent", "outcome", "cycle", "hint", "submission", "inbox", "parked",
    "tombstone", "activity", "entry", "log", "journal", "diagnostics", "policy", "permission", "budget",
    "evaluation", "worklist", "figures", "url",
)  # fmt: skip
OF_TREES = {"document", "runs", "restrict", "wording", "normal", "characters"}


def _told() -> dict[str, list[str]]:
    return {row[0]: row for row in rows(GLOSSARY)}


@pytest.mark.parametrize("word", [*WORDS, "deletion rule"])
def test_every_word_is_explained_in_one_sentence(word: str) -> None:
    """Whoever meets a word in code or message finds it in the glossary, in one sentence."""
    meaning = _told()[word][2]
    assert meaning.endswith(".")
    assert meaning.count(". ") == 0


def test_no_word_is_explained_twice() -> None:
    """One thing, one word, one row."""
    first = [row[0] for row in rows(GLOSSARY)]
    assert len(first) == len(set(first))


def test_no_second_word_has_a_row() -> None:
    """What the checks refuse as a name is no word of the glossary."""
    assert not [word for word in _told() if set(words_of(word)) & NEVER.keys()]


def _values() -> list[str]:
    """The model's public classes, but not the inner parts of documents."""
    modules = (path for path in (ROOT / "bridge/core/model").glob("*.py") if path.stem not in OF_TREES)
    parsed = (ast.parse(path.read_text("utf-8")) for path in modules)
    return sorted(
        node.name
        for tree in parsed
        for node in tree.body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )


@pytest.mark.parametrize("name", _values())
def test_every_value_of_the_model_is_made_of_known_words(name: str) -> None:
    """A newcomer who read glossary and design can read the model: each of its values speaks of something told there."""
    told = set(re.findall(r"[a-z]+", (GLOSSARY + DESIGN).lower()))
    assert not [word for word in words_of(name) if not {word, f"{word}s", word.removesuffix("s")} & told]
