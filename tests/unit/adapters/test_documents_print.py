"""The documents on paper: tagged, and saying what their JSON says, neither more nor less."""

from __future__ import annotations

import json
import re

import pytest

from bridge.adapters.render.documents import pdf
from bridge.adapters.words import COMMANDS, spoken
from bridge.core.reports.documents.pack import Pack
from bridge.core.reports.documents.shown import page
from tests.unit.adapters.pdf_text import objects_of, read_aloud
from tests.unit.adapters.test_weekly_words import FORBIDDEN, NAMES, is_too_long, sentences
from tests.unit.adapters.weekly_issue import NO_PAPER
from tests.unit.papers import drafted, ground, leaves

SAY = spoken("de")
LEGAL = ("documents.charter.version", "documents.evaluation.basis", "documents.alone.text", "documents.incomplete")
"""What is quoted as it stands on the positive list or in law, or is made of values for the most part."""


@pytest.fixture(scope="module")
def pack() -> Pack:
    return drafted(ground())


@pytest.fixture(scope="module")
def printed(pack: Pack) -> dict[str, bytes]:
    if NO_PAPER:
        pytest.skip(NO_PAPER)
    return {paper.name: pdf.render(paper, "de", SAY) for paper in pack.papers}


def squeezed(text: str) -> str:
    """Without blanks and hyphens, at which lines of a paper are broken."""
    return re.sub(r"[\s\u00ad-]", "", text)


@pytest.mark.parametrize("name", ["documents", "charter"])
def test_ds_00_paper_and_data_say_the_same(printed: dict[str, bytes], pack: Pack, name: str) -> None:
    """Every text of the JSON is read aloud from the PDF, and nothing is read that is not in it."""
    paper = next(each for each in pack.papers if each.name == name)
    told = json.loads(paper.text)
    texts = [squeezed(each) for key in ("title", "standing") for each in leaves(told[key])]
    for document in told["documents"]:
        for section in document["sections"]:
            texts += [squeezed(each) for each in (section["title"], *section["sentences"], *section["points"])]
            texts += [squeezed(each) for each in leaves((section["table"] or {}).get("heads", []))]
            texts += [squeezed(each) for each in leaves((section["table"] or {}).get("rows", []))]
        texts.append(squeezed(document["title"]))
    heard = [squeezed(read.text) for read in read_aloud(printed[name]) if read.text.strip() != "•"]
    assert [each for each in texts if each not in "".join(heard)] == []
    assert [each for each in heard if each not in "\n".join(texts)] == []


def test_a_draft_says_so_in_words_on_every_page(printed: dict[str, bytes], pack: Pack) -> None:
    """In its title, in its first sentence, and above each page; what is signed does not."""
    everything = b"\n".join(objects_of(printed["charter"]).values())
    assert b"(Entwurf)" in everything.replace(b"\\", b"")
    assert pack.charter.standing[0] == "Dies ist ein Entwurf. Er wird nicht unterschrieben."
    assert 'content: "Entwurf"' in pdf.page(pack.charter, "de", SAY)


def test_the_papers_are_tagged_and_name_nobody(printed: dict[str, bytes]) -> None:
    """PDF/UA-1 in German; no author, no machine, no library, no moment."""
    everything = b"\n".join([printed["charter"], *objects_of(printed["charter"]).values()])
    assert b'pdfuaid:part="1"' in everything
    assert b"/Lang (de)" in everything
    for word in (b"WeasyPrint", b"/Author", b"dc:creator", b"/CreationDate", b"file://"):
        assert word not in everything, word


def test_the_same_paper_is_the_same_file(printed: dict[str, bytes], pack: Pack) -> None:
    """Byte for byte, so that a checksum of it holds."""
    assert pdf.render(pack.charter, "de", SAY) == printed["charter"]


def test_what_people_wrote_becomes_no_part_of_the_page() -> None:
    """An answer is text, whatever stands in it."""
    hostile = '"><script>alert(1)</script>'
    paper = drafted(ground(**{"partners.weber.address": hostile})).charter
    assert hostile in paper.text.replace('\\"', '"')
    assert "<script>" not in pdf.page(paper, "de", SAY)


def test_a_terminal_shows_all_of_it(pack: Pack) -> None:
    """Every heading and table of the paper."""
    told = page(pack.annexes, "de")
    heads = sum(1 + len(each.sections) for each in pack.annexes.documents)
    assert sum(type(part).__name__ == "Heading" for part in told.parts) == heads
    assert told.title.endswith("(Entwurf)")


def of_the_documents(language: str) -> dict[str, str]:
    return {key: text for key, text in COMMANDS[language].items() if key.startswith("documents.")}


def test_no_german_text_of_the_documents_uses_a_forbidden_word() -> None:
    """Councils meet the same words as everybody else."""
    texts = of_the_documents("de")
    found = {key: word[0] for key, text in texts.items() if (word := FORBIDDEN.search(NAMES.sub("", text)))}
    assert not found


def test_every_sentence_of_the_documents_is_short() -> None:
    """At most twenty words, in both languages."""
    texts = {key: text for each in ("de", "en") for key, text in of_the_documents(each).items() if key not in LEGAL}
    assert {key for key, text in texts.items() for each in sentences(text) if is_too_long(each)} == set()
