"""W7: a name is found in whatever form it is written."""

from __future__ import annotations

import zlib

import pytest

from bridge.core.reports.disclosure.scan import scan

NAME = "Jörg Müller"
STREAM = zlib.compress(f"(Stand von {NAME})".encode())


@pytest.mark.parametrize(
    "made",
    [
        f"erledigt von {NAME}.",
        f"<td title='{NAME.upper()}'>",
        "J&ouml;rg M&#252;ller",
        '{"space":"J\\u00f6rg M\\u00fcller"}',
        "https://example.org/?by=J%C3%B6rg%20M%C3%BCller",
        "J=C3=B6rg M=C3=BCller",
        "Jo\u0308rg  Mu\u0308ller",
        b"%PDF-1.7 << /Title (\xfe\xff" + NAME.encode("utf-16-be") + b") >>",
        b"%PDF-1.7 stream\n" + STREAM + b"\nendstream",
    ],
)
def test_dg_08_a_name_is_found_however_it_is_written(made: str | bytes) -> None:
    """W7: in texts, attributes, JSON, urls, mails, and a PDF's metadata and streams (A22)."""
    assert scan(made, [NAME, "Erika Muster"]) == (NAME,)


def test_dg_08_what_tells_of_nobody_is_not_found() -> None:
    """W7: parts of other words, short numbers, and words that stand there anyway."""
    assert scan("Die Annahmen von 2026: opened 25", ["Anna", "25", "2026", "an", "opened"], ["opened"]) == ()
    assert scan("Konto 4711081509", ["4711081509"]) == ("4711081509",)
    assert scan(b"", [NAME]) == ()
