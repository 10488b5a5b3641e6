"""No secret stands in anything that the service says or keeps: all of it is searched, in any form it could have."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, quote_plus

import pytest
import requests

from connectors.sandbox import gate
from connectors.sandbox.exchange import Request, Response
from tests.system.desk import Desk, agree, copied, desk_in
from tests.system.served import HURRIED, until

pytestmark = pytest.mark.slow

SERVICE: Mapping[str, Mapping[str, Any]] = {
    "trello": {"key": "geheim-trello-key", "token": "geheim-trello-token", "secret": "geheim-trello-secret"},
    "asana": {"token": "geheim-asana-token", "client_secret": "geheim-asana-app+/="},
    "slack": {
        "token": "xoxb-geheim", "signing_secret": "geheim-slack-signing", "app_token": "xapp-geheim",
        "client_secret": "geheim-slack-app", "rotates": True,
    },
    "teams": {"client_secret": "geheim-graph~secret", "refresh_token": "0.geheim_graph-refresh"},
}  # fmt: skip
PUBLIC = {"rotates"}
VAULT_KEY = "5a" * 32
CRASH = """
import requests
from bridge.entry.cli import main
def broken(self, method, url, **sent):
    raise RuntimeError(f"planted: {method} {url} {sent}")
requests.Session.request = broken
main()
"""
"""A package that breaks on its own, and puts into its words what it was about to send."""
REPR = """
import pprint
from dataclasses import fields
from bridge.bootstrap import installation
with installation(alone=False) as found:
    print(repr(found), str(found), repr(found.settings), found.settings.model_dump())
    for each in fields(found):
        print(each.name, repr(getattr(found, each.name)))
    for terms in found.terms:
        for connector in found.connectors(terms).values():
            print(repr(connector), vars(connector) if hasattr(connector, "__dict__") else "")
            inside = connector
            while hasattr(inside, "inside"):
                inside = inside.inside
            print(repr(inside), [repr(value) for value in vars(inside).values()])
    for receiver in found.receivers().values():
        print(repr(receiver))
    for tool in ("trello", "asana", "slack", "teams"):
        pprint.pprint(found.connections(tool))
"""


@dataclass
class Seen:
    """What went over the wire to the tools, and what their sign-ins gave: all of it secrets."""

    sent: str = ""
    given: set[str] = field(default_factory=set)

    def witness(self, vendor: str, request: Request, response: Response) -> None:
        del vendor
        self.sent += f"{request.headers.get('authorization', '')}\n{dict(parse_qsl(request.body.decode()))}\n"
        if isinstance(response.body, Mapping):
            names = ("access_token", "refresh_token")
            self.given |= {str(response.body[name]) for name in names if response.body.get(name)}


@contextmanager
def watched() -> Iterator[Seen]:
    seen = Seen()
    gate.WITNESSES.append(seen.witness)
    try:
        yield seen
    finally:
        gate.WITNESSES.remove(seen.witness)


@dataclass
class Said:
    """Everything that was said, by what said it, and the folder in which everything is kept."""

    folder: Path
    seeded: frozenset[str]
    seen: Seen
    by: dict[str, bytes] = field(default_factory=dict)

    def take(self, what: str, ended: subprocess.CompletedProcess[str]) -> None:
        self.by[f"{len(self.by)} {what} -> {ended.returncode}"] = (ended.stdout + ended.stderr).encode()

    def everything(self) -> dict[str, bytes]:
        """By where it stands; the vault's file too, since what is in there is sealed."""
        files = {str(path): path.read_bytes() for path in self.folder.rglob("*") if path.is_file()}
        return {**self.by, **files}


def forms(secret: str) -> set[bytes]:
    """As it is, in an address, in JSON, in base64 at each of the three places where that can begin."""
    shown = {secret, quote(secret, safe=""), quote_plus(secret), json.dumps(secret)[1:-1], repr(secret)[1:-1]}
    raw = secret.encode()
    cut = (base64.b64encode(b"-" * lead + raw)[-(-lead * 4 // 3) or None : -4] for lead in range(3))
    return {each.encode() for each in shown} | {each for each in cut if len(each) > 12}


def _everything_done(desk: Desk, said: Said) -> None:
    """What people and operators do, on good days and bad ones; nothing of it needs anybody to look."""
    env = {name: value for name, value in desk.sandbox.environment.items() if "__" in name}
    ways = {form: env | {"COBRIDGE_LOG_FORMAT": form, "COBRIDGE_VAULT_KEY": VAULT_KEY} for form in ("text", "json")}
    for words in ("doctor", "plan", "sync", "status", "log verify", "log export"):
        said.take(words, desk.run(*words.split(), **ways["text"]))
    for kind in ("expired-token", "500", "drop-after"):
        faults = [{"vendor": each, "kind": kind, "times": 40} for each in ("trello", "asana", "slack", "graph")]
        desk.control("PUT", "/faults", faults)
        for words in ("doctor", "sync"):
            said.take(f"{words} {kind}", desk.run(*words.split(), **ways["json"]))
    desk.control("PUT", "/faults", [])
    for form, also in ways.items():
        said.take(f"run {form}", _run(desk, also, HURRIED))
        said.take(f"run that breaks {form}", _run(desk, also, (sys.executable, "-c", CRASH)))
        said.take(f"crash {form}", _python(desk, also, CRASH, "sync"))
    said.take("repr", _python(desk, ways["text"], REPR))
    _connected(desk, said, ways["json"])


def _python(desk: Desk, also: Mapping[str, str], program: str, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", program, *words]
    return subprocess.run(
        command, env={**desk.environment, **also}, capture_output=True, text=True, check=False, timeout=120
    )


def _run(desk: Desk, also: Mapping[str, str], command: tuple[str, ...]) -> subprocess.CompletedProcess[str]:
    """The service, until its places were looked at; then it is asked to end."""
    begun = [*command, "run", "--port", "0"]
    complaints = desk.folder / f"complaints-{len(list(desk.folder.iterdir()))}"
    lines: list[str] = []
    with complaints.open("w", encoding="utf-8") as written:
        process = subprocess.Popen(
            begun, env={**desk.environment, **also}, stdout=subprocess.PIPE, stderr=written, text=True
        )
        try:
            assert process.stdout
            for line in process.stdout:
                lines.append(line)
                if "/health" in line:
                    break
            url = lines[-1].rpartition(" ")[2].strip()

            def looked_at() -> bool:
                health = requests.get(url, timeout=10).json()
                lines.append(json.dumps(health))
                return bool(health["trouble"]) or all(each["last_read"] for each in health["places"])

            until(looked_at)
            process.terminate()
            lines += process.stdout.readlines()
            ended = process.wait(timeout=30)
        finally:
            process.kill()
            process.communicate()
    return subprocess.CompletedProcess(begun, ended, "".join(lines), complaints.read_text("utf-8"))


def _connected(desk: Desk, said: Said, also: Mapping[str, str]) -> None:
    """Somebody signs in, with wrong and with right answers; what is given is used, and ends up in the vault alone."""
    desk.environment.update(also)
    for tool, entered in (("asana", ["", ""]), ("slack", ["", "", "", ""])):
        copied_ones = copied(desk, tool, "client_id", "client_secret")
        lines = [*copied_ones, *entered[2:]]
        for wrong in ("erfunden", "http://localhost:8085/?code=x&state=y", "?error=access_denied"):
            begun, _ = desk.begin("connect", tool, "--connection", tool, "--paste", typed=lines)
            printed, complaints = begun.communicate(f"{wrong}\n", timeout=60)
            said.take("connect wrong", subprocess.CompletedProcess([], begun.returncode, printed, complaints))
        begun, page = desk.begin("connect", tool, "--connection", tool, "--paste", typed=lines)
        printed, complaints = begun.communicate(f"{agree(page)}\n", timeout=60)
        assert begun.returncode == 0, (printed, complaints)
        said.take("connect", subprocess.CompletedProcess([], 0, page + printed, complaints))
    said.take("connect pasted", desk.run("connect", "trello", typed=["", "falsch-und-geheim", ""]))
    desk.control("POST", "/clock", {"advance": 13 * 3600})
    for words in ("doctor", "sync", "status"):
        said.take(f"{words} signed in", desk.run(*words.split()))
    said.take("repr signed in", _python(desk, {}, REPR))


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Said]:
    folder = tmp_path_factory.mktemp("desk")
    seeded = {str(value) for accounts in SERVICE.values() for name, value in accounts.items() if name not in PUBLIC} | {
        VAULT_KEY,
        "falsch-und-geheim",
    }
    with watched() as seen, desk_in(folder, SERVICE) as desk:
        found = Said(folder, frozenset(seeded), seen)
        _everything_done(desk, found)
        yield found


def test_the_secrets_were_used(said: Said) -> None:
    """What is searched for below was there: the tools got it, their sign-ins gave more, and commands did their work."""
    there = {name: value for tool in SERVICE for name, value in SERVICE[tool].items() if name in ("token", "key")}
    assert [value for value in there.values() if value not in said.seen.sent] == []
    for value in ("geheim-graph~secret", "0.geheim_graph-refresh", "geheim-asana-app+/=", "geheim-slack-app"):
        assert value in said.seen.sent
    assert len(said.seen.given) >= 8
    assert sum(token in said.seen.sent for token in said.seen.given) >= 5
    ended = {name.split(" ", 1)[1] for name in said.by}
    assert {"sync -> 0", "run text -> 0", "run json -> 0", "repr -> 0", "sync signed in -> 0"} <= ended, ended
    assert all(f"crash {form} -> 1" in ended for form in ("text", "json"))
    assert any(b"planted" in output for name, output in said.by.items() if "crash" in name)


def test_no_secret_is_said_or_kept(said: Said) -> None:
    """Standard output and error of every command, the data directory byte by byte: nothing of it, in any form."""
    found = [
        (where, secret)
        for where, content in said.everything().items()
        for secret in said.seeded | said.seen.given
        if any(form in content for form in forms(secret))
    ]
    assert not found, found


@pytest.mark.parametrize("secret", ["geheim-asana-app+/=", "sandbox-refresh-0123456789abcdef", 'mit "Zeichen\\'])
def test_a_secret_is_found_in_any_form(secret: str) -> None:
    """The search itself: in a url, in JSON, in base64 wherever it begins."""
    for lead in range(3):
        whole = base64.b64encode(b"-" * lead + secret.encode() + b"...")
        assert any(form in whole for form in forms(secret)), lead
    for written in (f"?a={quote(secret, safe='')}&b", json.dumps({"a": secret}), f"a={quote_plus(secret)}"):
        assert any(form in written.encode() for form in forms(secret))
