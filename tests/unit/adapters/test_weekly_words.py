"""How the weekly report speaks: words that everybody knows, short sentences, nothing that judges."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from bridge.adapters import words
from bridge.adapters.render.weekly import mail, pdf, post
from bridge.adapters.words.weekly_de import GERMAN_WEEKLY
from tests.unit.adapters.pdf_text import text_of
from tests.unit.adapters.weekly_issue import FIXTURES, LANGUAGES, NO_PAPER, VARIANTS, example, rendered

NEVER = (FIXTURES / "never.txt").read_text("utf-8").splitlines()
FORBIDDEN = re.compile(
    rf"(?<![\w-])(?:{'|'.join(map(re.escape, NEVER))})(?:s|es|n|en|e)?(?![\w-])|!|\w[*:_]innen\b", re.IGNORECASE
)
"""Words of which each has another here: Raum, Ort, Werkzeug, Aufgabe, Abgleich ... Names such as Trello-Board pass."""
NAMES = re.compile(r"\[[\w.]+\]|\{.*?\}")
"""Names of the network file and of values, which are no words."""
LONGEST = 20
SHORTENED = re.compile(r"\b[ek]\. [AK]\.")


def of_the_report(language: str) -> dict[str, str]:
    """Whatever the page says, and what is said about it as it is shown and delivered."""
    return {
        key: text for key, text in words.COMMANDS[language].items() if key.startswith(("weekly.", "week.", "worklist."))
    }


def sentences(text: str) -> Iterator[str]:
    """Its sentences; what stands for a value counts as one word."""
    whole = SHORTENED.sub("kA", re.sub(r"\{.*?\}", "Wert", text))
    return (each for each in re.split(r"(?<=[.?!])\s+", whole) if each)


def is_too_long(sentence: str) -> bool:
    return len(re.findall(r"[\w»«“”-]+", sentence)) > LONGEST


@pytest.mark.parametrize(
    "text", ["Die Performance sinkt.", "Drei Tickets", "Alle Nutzer", "anonyme Zahlen", "Geschafft!", "Leider offen"]
)
def test_a_forbidden_word_is_found(text: str) -> None:
    """The list is no decoration: one of its words in a text is seen, whatever its ending."""
    assert FORBIDDEN.search(text)


def test_no_german_text_of_the_report_uses_a_forbidden_word() -> None:
    """Readers meet one word for one thing, and none that counts or judges people."""
    texts = of_the_report("de")
    assert {key.partition(".")[0] for key in texts} >= {"weekly", "week"}
    found = {key: word[0] for key, text in texts.items() if (word := FORBIDDEN.search(NAMES.sub("", text)))}
    assert not found


@pytest.mark.parametrize("variant", VARIANTS)
def test_no_rendered_page_has_a_forbidden_word(variant: str) -> None:
    """What is put together at run time says no more than the words: no form adds one of its own."""
    issue = VARIANTS[variant]()
    forms = rendered(issue, "de")
    told = [re.sub(r"<style>.*?</style>|<!--.*?-->|<!doctype html>|<[^>]*>", " ", forms[name], flags=re.DOTALL)
            for name in ("mail.html", "chart.svg")]  # fmt: skip
    told += [forms[name] for name in ("mail.txt", "post.txt", "task.txt") if name in forms]
    assert [word[0] for text in told if (word := FORBIDDEN.search(text))] == []


@pytest.mark.skipif(bool(NO_PAPER), reason=NO_PAPER)
def test_no_printed_page_has_a_forbidden_word() -> None:
    """The paper neither."""
    assert not FORBIDDEN.search(text_of(pdf.render(example(), words.spoken("de"))))


def test_every_sentence_is_short() -> None:
    """At most twenty words, in both languages."""
    assert is_too_long("Wort " * 21 + ".")
    texts = [text for language in LANGUAGES for text in of_the_report(language).values()]
    assert [sentence for text in texts for sentence in sentences(text) if is_too_long(sentence)] == []


def test_every_sentence_is_used() -> None:
    """No word waits for a page that is never made: translators and councils read only what readers may see."""
    said = set()

    class Noting(dict[str, str]):
        """The words, and which of them were asked for."""

        def __getitem__(self, key: str) -> str:
            said.add(key)
            return super().__getitem__(key)

    say = words.Spoken(Noting(GERMAN_WEEKLY), str)
    for variant in VARIANTS.values():
        issue = variant()
        mail.render(issue, say)
        for sheet in issue.worklist.spaces if issue.worklist else ():
            post.render(issue, sheet.space, say)
            post.task_text(issue, sheet.space, say)
    post.task_title(example(), say)
    unused = {key for key in GERMAN_WEEKLY if key not in said and not key.startswith("weekly.number.")}
    assert not unused


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("variant", VARIANTS)
def test_nothing_is_left_unsaid(variant: str, language: str) -> None:
    """No place of a value is left open, no sentence ends twice, and no word of the program stands in a page."""
    for name, text in rendered(VARIANTS[variant](), language).items():
        if name.endswith(".txt"):
            assert not re.search(r"\{\w*\}|\bNone\b|\.\.(?!\.)|, ,|weekly\.", text), (name, text)
