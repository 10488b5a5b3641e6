"""`[network.report]`: who gets the weekly report, and how."""

from __future__ import annotations

import re

import pytest

from bridge.core.model.network import Report
from bridge.core.model.sending import Way
from config.faults import ConfigError
from config.network import parse_network
from connectors import registry
from tests.docs.sources import ROOT

TOOLS = tuple(registry.TOOLS)
EXAMPLE = (ROOT / "config" / "examples" / "two-partners.toml").read_text("utf-8")


def declared(table: str) -> Report | None:
    """What a network file with this table says."""
    text = re.sub(r"(?m)^\[\[partners\]\]$", f"[network.report]\n{table}\n\n[[partners]]", EXAMPLE, count=1)
    return parse_network(text, "network.toml", TOOLS).report


def test_without_the_table_nothing_goes_out() -> None:
    """Whoever only mirrors mails nobody."""
    assert parse_network(EXAMPLE, "network.toml", TOOLS).report is None


def test_what_is_left_out_is_as_usual() -> None:
    """All ways, without the persons of the rosters."""
    assert declared('mail = ["buero@netz.example"]') == Report(("buero@netz.example",))


def test_every_key_is_read() -> None:
    """Members, chosen ways, and whom to ask."""
    table = 'members = true\nways = ["posts", "mail"]\ncontact = "Netzwerkbüro"'
    ways = frozenset({Way.POST, Way.MAIL})
    assert declared(table) == Report(members=True, ways=ways, contact="Netzwerkbüro")


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ('mail = ["buero"]', "mail: mail addresses are allowed"),
        ('mail = ["a@x.example", "A@x.example"]', "mail: mail addresses are allowed, each once"),
        ("ways = []", "ways: one or more of mail, posts and cards"),
        ('ways = ["fax"]', "allowed: mail, posts or cards"),
        ('to = ["buero@netz.example"]', '"to" is no key here'),
    ],
)
def test_a_wrong_table_says_what_is_allowed(table: str, said: str) -> None:
    """With its line, and nothing starts."""
    with pytest.raises(ConfigError, match=rf"line \d+: .*{said}"):
        declared(table)
