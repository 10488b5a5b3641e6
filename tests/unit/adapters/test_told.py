"""What connectors say is shown in the reader's language: German first."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bridge.adapters.words import spoken
from bridge.adapters.words.told import in_german
from bridge.core.errors import Stop
from bridge.core.model.ids import PlaceId, SpaceId
from bridge.entry.cli import doctor, exits, parked
from bridge.ports.connector import Finding
from bridge.service.doctor import Checked
from bridge.service.parked import Waiting

ROOT = Path(__file__).parents[3]
SPEAKING = [
    path
    for path in sorted((ROOT / "connectors").rglob("*.py"))
    if not {"sandbox", "memory", "text"} & set(path.relative_to(ROOT).parts)
]
SAYS = {"Retry", "Ambiguous", "Replan", "Park", "Stop", "Finding"}
ACTS = {"Act", "Send", "_act", "_of_board", "_reading", "_writing", "_creating"}
BEGINS = {"_of_board": "reading ", "_reading": "reading ", "_creating": "creating "}
"""What stands before an act where it is sent."""
BEFORE = {
    "what": "Trello, creating a card",
    "send.what": "Trello, creating a card",
    "_what(act)": "Slack, reading a List",
}
"""Values that are sentences' beginnings; all others are names."""
WORDS = re.compile(r"[a-z]+ [a-z]+")
HEAD = re.compile(r"^(Asana|Slack|Teams|Trello)(, [^:]+)?: ")
GOES_ON = re.compile(r"^Trello(;|its)|.*(, and check the app's id, ;|creating a card: Trello|is missingTrello)")
"""A sentence that is put together from others, which stand for themselves or among the examples."""


def parsed() -> Iterator[ast.AST]:
    for path in SPEAKING:
        yield from ast.walk(ast.parse(path.read_text("utf-8")))


def texts(node: ast.AST) -> Iterator[str]:
    """The text of a literal, with a name for what differs."""
    match node:
        case ast.Constant(value=str() as text):
            yield text
        case ast.JoinedStr(values=values):
            yield "".join(
                str(part.value) if isinstance(part, ast.Constant) else BEFORE.get(ast.unparse(part)[1:-1], "Trello")
                for part in values
                if isinstance(part, ast.Constant | ast.FormattedValue)
            )


def whole(text: str) -> str:
    """The sentence; one that is put together goes on as most do."""
    return text if text.endswith(".") else f"{text}; it is tried again later."


def said() -> Iterator[str]:
    """Every sentence that stands where a failure or a finding is made."""
    for node in parsed():
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAYS:
            failure = node.func.id != "Finding"
            yield from (whole(text) if failure else text for text in texts(node.args[0]))
            yield from (text for each in node.keywords if each.arg == "advice" for text in texts(each.value))
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in {"sentence", "subject"}:
            subject = ast.unparse(node.targets[0]) == "subject"
            yield from (text if subject else whole(text) for text in texts(node.value))


def acts() -> Iterator[str]:
    """Every act that is named where a call is sent."""
    for node in parsed():
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            named = [text for each in node.args for text in texts(each) if WORDS.search(text)]
            for text in named[:1] if name in ACTS else ():
                yield BEGINS.get(name, "") + text.removeprefix("Trello, ")


EXAMPLES = [
    tuple(pair.split("\n")) for pair in Path(__file__).with_name("told.txt").read_text("utf-8").strip().split("\n\n")
]
SENTENCES = sorted({text for text in said() if WORDS.search(text) and not GOES_ON.match(text)})
DONE = sorted({act for act in acts() if WORDS.search(act) and act[0].islower() and "creating a card" not in act[1:]})


@pytest.mark.parametrize("sentence", SENTENCES)
def test_every_sentence_of_a_connector_has_german_words(sentence: str) -> None:
    """Whoever reads German is told in German what is the matter and what to do."""
    assert in_german(HEAD.sub("", sentence)) != HEAD.sub("", sentence)


@pytest.mark.parametrize("act", DONE)
def test_every_act_of_a_connector_has_german_words(act: str) -> None:
    """What the service was doing is said in German too."""
    assert in_german(act) != act


def test_the_sentences_are_those_of_all_connectors() -> None:
    """Did nobody find them any more, nothing would be held: there are about a hundred, and eighty acts."""
    assert len(SENTENCES) > 90
    assert len(DONE) > 70


@pytest.mark.parametrize(("english", "german"), EXAMPLES)
def test_a_sentence_is_put_into_german_with_its_parts(english: str, german: str) -> None:
    """Names stay as they are, whatever words they are made of."""
    assert in_german(english) == german


def test_what_nobody_has_put_into_german_is_shown_as_it_was_said() -> None:
    """Better in English than not at all."""
    assert (
        spoken("de").told("Trello, doing something new: nobody knows.") == "Trello, doing something new: nobody knows."
    )


def test_english_stays_english() -> None:
    """Whoever reads English is told what the connector said."""
    assert spoken("en").told("Trello, creating a card: somebody was faster.") == (
        "Trello, creating a card: somebody was faster."
    )


TROUBLE = "Trello, creating a card: the tool asks us to wait."
GERMAN = "Trello, Karte anlegen: Das Werkzeug bittet zu warten."


def test_commands_show_it_in_the_readers_language() -> None:
    """What keeps an operation waiting, what the doctor found, and why a command ended."""
    finding = Checked("", Finding("Trello credential", well=False, advice=TROUBLE))
    row = Waiting("1", SpaceId("s"), PlaceId("p"), "trello", "Aufgabe", "update", TROUBLE, (), ())
    for language, told in (("de", GERMAN), ("en", TROUBLE)):
        say = spoken(language)
        assert told in "".join(doctor.as_lines(finding, say))
        assert told in "".join(parked.as_lines([row], say))


def test_a_command_that_a_tool_ends_says_so_in_the_readers_language(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """On standard error, with the exit code of a failure."""
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    with pytest.raises(SystemExit), exits.told():
        raise Stop(TROUBLE)
    assert GERMAN in capsys.readouterr().err
