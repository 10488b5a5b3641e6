"""A person connects the tools on the command line; the browser and the vendors' pages are the test's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests

from tests.system.desk import Desk, agree, copied, desk_in
from tests.system.free_port import free_port

pytestmark = pytest.mark.slow


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with desk_in(tmp_path, {}) as found:
        yield found


CONNECTED = {
    "asana": ("asana", ("client_id", "client_secret")),
    "slack": ("slack", ("client_id", "client_secret", "signing_secret", "")),
    "teams": ("graph", ("tenant_id", "client_id", "client_secret")),
}


def typed_for(desk: Desk, tool: str) -> list[str]:
    """What the person copies from the vendor's pages; an empty line leaves something out."""
    key, names = CONNECTED[tool]
    return [desk.service[key][0][name] if name else "" for name in names]


@pytest.mark.parametrize("tool", CONNECTED)
def test_a_person_agrees_in_the_browser_and_the_tool_is_connected(desk: Desk, tool: str) -> None:
    """The address is shown, the browser comes back to this machine, and who signed in is named."""
    redirect = f"http://localhost:{free_port()}/"
    begun, page = desk.begin("connect", tool, "--connection", tool, "--redirect", redirect, typed=typed_for(desk, tool))
    came = requests.get(agree(page), timeout=10)
    assert came.status_code == 200
    printed, complaints = begun.communicate(timeout=60)
    assert begun.returncode == 0, (printed, complaints)
    assert f"{tool} is signed in as Cobridge".lower() in printed.lower()
    assert "cobridge doctor" in printed


def test_over_ssh_the_address_is_pasted(desk: Desk) -> None:
    """Nobody waits on this machine; a bare code does as well."""
    for cut in (lambda back: back, lambda back: parse_qs(urlsplit(back).query)["code"][0]):
        begun, page = desk.begin("connect", "asana", "--connection", "asana", "--paste", typed=typed_for(desk, "asana"))
        printed, complaints = begun.communicate(f"{cut(agree(page))}\n", timeout=60)
        assert begun.returncode == 0, (printed, complaints)
        assert "asana is signed in as Cobridge" in printed
    assert not desk.troubles("project")


def test_what_was_pasted_is_kept_once_the_vendor_named_the_account(desk: Desk) -> None:
    """Key and token of Trello, a personal token of Asana; the doctor then finds both."""
    key, token = copied(desk, "trello", "key", "token")
    done = desk.run("connect", "trello", typed=[key, token, ""])
    assert done.returncode == 0, done
    assert "trello is signed in as Cobridge" in done.stdout
    assert not desk.troubles("board")
    done = desk.run("connect", "asana", "--connection", "token-asana", typed=copied(desk, "asana", "token"))
    assert (done.returncode, "token-asana is signed in as Cobridge" in done.stdout) == (0, True), done


def test_a_wrong_token_is_not_kept(desk: Desk) -> None:
    """Exit code 1, and what worked before works on."""
    key, token = copied(desk, "trello", "key", "token")
    assert desk.run("connect", "trello", typed=[key, token, ""]).returncode == 0
    wrong = desk.run("connect", "trello", typed=[key, "falsch-4711", ""])
    assert wrong.returncode == 1
    assert "Trello" in wrong.stderr
    assert "falsch" not in wrong.stdout + wrong.stderr
    assert not desk.troubles("board")


@pytest.mark.parametrize(
    ("came", "said"),
    [
        ({"code": "a-code", "state": "another"}, "does not belong to this sign-in"),
        ({"code": "a-code"}, "does not belong to this sign-in"),
        ({"error": "access_denied"}, "Nobody agreed"),
        ({}, "No code"),
    ],
)
def test_an_answer_that_is_none_of_ours_signs_in_nobody(desk: Desk, came: dict[str, str], said: str) -> None:
    """A forged answer, a refusal, an answer without a code: nothing is exchanged, nothing kept."""
    redirect = f"http://localhost:{free_port()}/"
    begun, page = desk.begin(
        "connect", "asana", "--connection", "asana", "--redirect", redirect, typed=typed_for(desk, "asana")
    )
    state = parse_qs(urlsplit(page).query)["state"][0]
    ours = came if "code" in came else {**came, "state": state}
    requests.get(f"{redirect}?{urlencode(ours)}", timeout=10)
    printed, complaints = begun.communicate(timeout=60)
    assert begun.returncode == 1, printed
    assert said in complaints
    assert not [call for call in desk.control("GET", "/requests?vendor=asana")["calls"] if call["method"] == "POST"]
    assert desk.troubles("project")


def test_a_code_that_the_vendor_refuses_is_said(desk: Desk) -> None:
    """Exit code 1 and what to look at."""
    begun, _ = desk.begin("connect", "asana", "--connection", "asana", "--paste", typed=typed_for(desk, "asana"))
    _, complaints = begun.communicate("erfunden\n", timeout=60)
    assert begun.returncode == 1
    assert "refuses the code" in complaints
    assert "erfunden" not in complaints


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("connect", "asana"), "asana, token-asana"),
        (("connect", "asana", "--connection", "trello"), "There is no connection trello"),
        (("connect", "jira"), "names no connection to jira"),
        (("connect", "trello"), "It takes a key"),
    ],
)
def test_what_cannot_be_connected_is_bad_input(desk: Desk, words: tuple[str, ...], said: str) -> None:
    """Exit code 2 and what there is."""
    ended = desk.run(*words)
    assert (ended.returncode, said in ended.stderr) == (2, True), ended


def test_what_was_given_last_counts(desk: Desk) -> None:
    """What somebody entered takes the place of the setting, until the setting is another."""
    key, token = copied(desk, "trello", "key", "token")
    setting = {"COBRIDGE_CONNECTIONS__TRELLO__KEY": key, "COBRIDGE_CONNECTIONS__TRELLO__TOKEN": "veraltet-4711"}
    assert desk.troubles("board", **setting)
    assert desk.run("connect", "trello", typed=["", token, ""], **setting).returncode == 0
    assert not desk.troubles("board", **setting)
    other = setting | {"COBRIDGE_CONNECTIONS__TRELLO__TOKEN": "auch-falsch-4711"}
    assert desk.troubles("board", **other)
