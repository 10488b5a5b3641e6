"""Other people leave a text, and nothing else does (DT-07)."""

import pytest

from bridge.core.reports.gdpr.redact import Redaction

REDACTION = Redaction(
    "[andere Person]",
    frozenset({"Lena Brandt", "Karl von der Au", "Petra Stein", "Uwe Weber"}),
    frozenset({"lb-asana-9", "lena@nordlicht.example", "U04", "lena-brandt"}),
    frozenset({"Petra Weber"}),
    frozenset({"Musterbau Weber GmbH", "Brandt & Söhne KG"}),
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Lena Brandt ruft an", "[andere Person] ruft an"),
        ("LENA  BRANDT und lena brandt", "[andere Person] und [andere Person]"),
        ("Frau Brandt, Lena", "Frau [andere Person], [andere Person]"),
        ("Brandts Entwurf, Lena's Idee, BRANDT", "[andere Person] Entwurf, [andere Person] Idee, [andere Person]"),
        ("@Lena Brandt: lb-asana-9", "@[andere Person]: [andere Person]"),
        ("an lena@nordlicht.example, lena-brandt", "an [andere Person], [andere Person]"),
        ("Karl von der Au", "[andere Person]"),
        ("Uwe Weber für Petra Weber", "[andere Person] für Petra Weber"),
        ("Petra Stein", "[andere Person]"),
        ("Brandt von Brandt & Söhne KG", "[andere Person] von Brandt & Söhne KG"),
    ],
)
def test_dt_07_a_name_is_found_however_it_is_written(text: str, shown: str) -> None:
    """Whole or in part, in capitals, with its genitive, as a mention; ids, accounts and addresses too."""
    assert REDACTION.text(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "Petra Weber von der Musterbau Weber GmbH",
        "Weber und Petra",
        "Angebot von Brandt & Söhne KG",
        "Brandtstoff, Verbrandt, Aue, auf der Karlstraße",
        "Lager U04",
        "",
    ],
)
def test_dt_07_what_is_nobodys_stays(text: str) -> None:
    """The own name, companies, words that only begin alike, and ids too short to be one in a text."""
    assert REDACTION.text(text) == text


def test_dt_07_without_others_nothing_is_replaced() -> None:
    """Somebody who works alone reads everything as it is."""
    assert Redaction("x", frozenset(), frozenset()).text("Lena Brandt") == "Lena Brandt"
