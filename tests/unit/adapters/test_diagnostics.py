"""Diagnostics: readable lines or JSON, from us and from libraries, and never a secret."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from io import StringIO

import pytest
import structlog

from bridge.adapters.diagnostics import Form, Secrets, set_up

TOKEN = "token-4711/+x"


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    """What the tests set up ends with them."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    yield
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()


@pytest.mark.parametrize("form", ["text", "json"])
def test_no_secret_gets_out(form: Form) -> None:
    """Wherever it stands: message, value, nested value, key, url, exception, a library's line."""
    out = StringIO()
    set_up(form, Secrets([TOKEN]), out)
    log = structlog.get_logger("bridge")
    log.info(TOKEN, url=f"https://api.example/1?token={TOKEN}", nested={"a": [TOKEN, {TOKEN: 1}]})
    log.info("encoded", url="https://api.example/1?token=token-4711%2F%2Bx")
    log.info("object", error=ValueError(TOKEN))
    logging.getLogger("library").warning("sent %s", TOKEN)
    try:
        int(TOKEN)
    except ValueError:
        log.exception("failed")
        logging.getLogger("library").exception("failed too")
    said = out.getvalue()
    assert "token-4711" not in said
    assert said.count("***") >= 8


def test_json_is_one_object_a_line() -> None:
    """A log collector reads time, level and message without guessing; umlauts stay readable."""
    out = StringIO()
    set_up("json", Secrets(), out)
    structlog.get_logger("bridge").warning("Gespräch", place="haus-7-trello", number=3)
    logging.getLogger("library").error("over")
    ours, theirs = (json.loads(line) for line in out.getvalue().splitlines())
    assert (ours["event"], ours["level"], ours["place"], ours["number"]) == ("Gespräch", "warning", "haus-7-trello", 3)
    assert (theirs["event"], theirs["level"]) == ("over", "error")
    assert ours["timestamp"].endswith("Z")
    assert "Gespräch" in out.getvalue()


def test_a_renewed_token_is_hidden_from_then_on() -> None:
    """Tokens change while the service runs."""
    out, secrets = StringIO(), Secrets()
    set_up("text", secrets, out)
    secrets.add("token-4712")
    structlog.get_logger("bridge").info("token-4712")
    assert "token-4712" not in out.getvalue()


def test_a_secret_within_a_secret_leaves_nothing_of_the_longer_one() -> None:
    """The longest is hidden first."""
    assert Secrets(["abcdef", "abcdef-rest"]).hidden("abcdef-rest") == "***"


def test_short_values_are_left_alone() -> None:
    """A one-letter value would garble every line and hide nothing."""
    assert Secrets(["a", ""]).hidden("a plain sentence") == "a plain sentence"


def test_requests_of_the_libraries_are_not_listed() -> None:
    """HTTP libraries tell every url at the level of information; that is no diagnostics of ours."""
    out = StringIO()
    set_up("text", Secrets(), out)
    logging.getLogger("urllib3.connectionpool").info("GET /1/boards")
    logging.getLogger("httpx").info("HTTP Request: GET https://api.example")
    assert out.getvalue() == ""
