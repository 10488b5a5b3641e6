"""Tokens that end: renewed before they do, once, by whoever of several comes first."""

from __future__ import annotations

import json
import subprocess
import sys
import traceback
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from threading import Barrier
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from bridge.adapters.clock import SandboxClock
from bridge.adapters.vault.secrets import Secrets
from bridge.adapters.vault.sqlite import SqliteVault
from bridge.core.errors import Retry, Stop
from bridge.core.model.ids import ConnectionId, PartnerId
from bridge.core.model.network import Connection
from bridge.ports.signin import Attempt, SignIn
from connectors import oauth, registry
from connectors.oauth import ACCESS, EARLY, REFRESH, Tokens
from connectors.sandbox.serve import Sandbox, running
from tests.contracts.bench import WatchedBudget

MASTER = b"m" * 32
ATTEMPT = Attempt("http://localhost:8085/", "a-state", "a-verifier-that-is-long-enough-for-everybody-0123456789")
TOKEN_PATHS = {"asana": "/-/oauth_token", "slack": "/api/oauth.v2.access"}
LASTS = {"asana": timedelta(hours=1), "slack": timedelta(hours=12)}
SEED = {"service": {"slack": {"rotates": True}}}


@dataclass(frozen=True)
class Signed:
    """A connection that somebody signed in."""

    tool: str
    sandbox: Sandbox
    vault: Path
    clock: SandboxClock
    sign_in: SignIn

    def secrets(self) -> Secrets:
        """As another object, or another process, sees them."""
        return Secrets(ConnectionId(self.tool), {}, SqliteVault(self.vault, MASTER), str)

    def tokens(self, secrets: Any = None) -> Tokens:
        found: Tokens = sys.modules[f"connectors.{self.tool}.signin"].tokens_of(
            _connection(self.tool), self.secrets() if secrets is None else secrets, self.origin, self.clock
        )
        return found

    @property
    def origin(self) -> str:
        return self.sandbox.urls[self.tool]

    def control(self, method: str, path: str, body: object = None) -> Any:
        answer = requests.request(method, f"{self.sandbox.control_url}{path}", json=body, timeout=10)
        answer.raise_for_status()
        return answer.json()

    def renewals(self) -> int:
        """How often the vendor was asked for a token since it gave the first."""
        calls: list[dict[str, str]] = self.control("GET", f"/requests?vendor={self.tool}")["calls"]
        return sum(call["path"] == TOKEN_PATHS[self.tool] for call in calls) - 1


def _connection(tool: str) -> Connection:
    return Connection(ConnectionId(tool), PartnerId("weber"), tool, {}, {"sign_in": "oauth"})


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with running(json.loads(json.dumps(SEED)), "fast") as started:
        yield started


@pytest.fixture(params=["asana", "slack"])
def signed(request: pytest.FixtureRequest, sandbox: Sandbox, tmp_path: Path) -> Signed:
    """Asana gives a refresh token for good, Slack a new one each time, and takes the one before no more."""
    return sign_in(request.param, sandbox, tmp_path)


@pytest.fixture
def rotating(sandbox: Sandbox, tmp_path: Path) -> Signed:
    return sign_in("slack", sandbox, tmp_path)


def sign_in(tool: str, sandbox: Sandbox, folder: Path) -> Signed:
    requests.post(f"{sandbox.control_url}/reset", timeout=10).raise_for_status()
    clock = SandboxClock(sandbox.control_url)
    make = registry.sign_in(tool)
    assert make
    signing = make(_connection(tool), sandbox.urls[tool], WatchedBudget(), clock)
    signed = Signed(tool, sandbox, folder / "vault.db", clock, signing)
    (account,) = signed.control("GET", "/seed")["service"][tool]
    secrets = signed.secrets()
    secrets.keep({name: account[name] for name in ("client_id", "client_secret")})
    page = signing.page(secrets, ATTEMPT)
    back = requests.get(page, timeout=10, allow_redirects=False).headers["Location"]
    secrets.keep(signing.redeem(secrets, ATTEMPT, parse_qs(urlsplit(back).query)["code"][0]))
    return signed


def test_a_token_is_kept_until_shortly_before_it_ends(signed: Signed) -> None:
    """The vendor is asked again only in the last minutes, so that no call goes with a token about to end."""
    tokens = signed.tokens()
    first = tokens.token()
    signed.clock.sleep((LASTS[signed.tool] - EARLY).total_seconds() - 60)
    assert tokens.token() == first
    assert signed.renewals() == 0
    signed.clock.sleep(120)
    assert tokens.token() != first
    assert signed.renewals() == 1


def test_a_connection_stays_signed_in_for_as_long_as_it_works(signed: Signed) -> None:
    """Each process goes on where the one before ended."""
    seen = set[str]()
    for _ in range(4):
        seen.add(signed.tokens().token())
        signed.clock.sleep(timedelta(days=20).total_seconds())
    assert len(seen) == 4
    assert signed.sign_in.account(signed.secrets())


def test_a_refused_token_is_renewed_once_for_everybody(signed: Signed) -> None:
    """The vendor took the token back early: one of those who hear of it asks for another, and all use that."""
    tokens = signed.tokens()
    refused = tokens.token()
    other = tokens.token(refused)
    assert other != refused
    assert tokens.token(refused) == signed.tokens().token(refused) == other
    assert signed.renewals() == 1


def test_a_call_whose_token_is_refused_is_sent_once_more(signed: Signed) -> None:
    """With another token; then the refusal stands."""
    signed.control("PUT", "/faults", {"vendor": signed.tool, "kind": "expired-token", "times": 1})
    assert signed.sign_in.account(signed.secrets())
    assert signed.renewals() == 1
    match = {"path_regex": "users/me|auth.test"}
    signed.control("PUT", "/faults", {"vendor": signed.tool, "kind": "expired-token", "match": match})
    with pytest.raises(Stop):
        signed.sign_in.account(signed.secrets())
    assert signed.renewals() == 2


def test_threads_renew_once(rotating: Signed) -> None:
    """Eight at the same moment, each with objects of its own: a refresh token that is used twice is lost."""
    rotating.clock.sleep(LASTS["slack"].total_seconds())
    ready = Barrier(8)

    def ask(_: int) -> str:
        tokens = rotating.tokens()
        ready.wait()
        return tokens.token()

    with ThreadPoolExecutor(8) as threads:
        assert len(set(threads.map(ask, range(8)))) == 1
    assert rotating.renewals() == 1


OTHER = """
import sys
from pathlib import Path
from bridge.adapters.clock import SandboxClock
from bridge.adapters.vault.secrets import Secrets
from bridge.adapters.vault.sqlite import SqliteVault
from connectors.oauth import Tokens
from connectors.slack.signin import endpoints
vault, control, origin = sys.argv[1:]
secrets = Secrets("slack", {}, SqliteVault(Path(vault), b"m" * 32), str)
tokens = Tokens(endpoints(origin), "slack", secrets, SandboxClock(control))
print("ready", flush=True)
input()
print(tokens.token())
"""


def test_processes_renew_once(rotating: Signed) -> None:
    """`cobridge doctor` beside `cobridge run`: both find the token about to end, one renews it, both have it."""
    rotating.clock.sleep(LASTS["slack"].total_seconds())
    arguments = [str(rotating.vault), rotating.sandbox.control_url, rotating.origin]
    others = [
        subprocess.Popen(
            [sys.executable, "-c", OTHER, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]
    for each in others:
        assert each.stdout
        assert each.stdout.readline() == "ready\n"
    for each in others:
        assert each.stdin
        each.stdin.write("\n")
        each.stdin.flush()
    got = {each.communicate(timeout=30)[0].strip() for each in others}
    assert len(got) == 1
    assert got != {""}
    assert rotating.renewals() == 1


class Dying(dict[str, str]):
    """Secrets of a process that dies when it would keep the access token."""

    def __init__(self, behind: Secrets) -> None:
        super().__init__()
        self._behind = behind

    def get(self, name: str, default: Any = None) -> Any:
        return self._behind.get(name, default)

    def update(self, *_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    def __setitem__(self, name: str, value: str) -> None:
        self._behind[name] = value


def test_what_renews_next_is_kept_before_anything_is_done_with_the_token(rotating: Signed) -> None:
    """A process that dies right after the vendor's answer has not lost the sign-in."""
    rotating.clock.sleep(LASTS["slack"].total_seconds())
    with pytest.raises(KeyboardInterrupt):
        rotating.tokens(Dying(rotating.secrets())).token()
    assert rotating.tokens().token()
    assert rotating.renewals() == 2


class Late(dict[str, str]):
    """Secrets that somebody else renews between our look and our question."""

    def __init__(self, before: dict[str, str], after: Secrets) -> None:
        super().__init__(before)
        self._after = after
        self.looks = 0

    def get(self, name: str, default: Any = None) -> Any:
        if name == REFRESH:
            self.looks += 1
        return super().get(name, default) if self.looks < 3 else self._after.get(name, default)


def test_a_sign_in_of_somebody_else_meanwhile_counts(rotating: Signed) -> None:
    """Who is refused looks again before giving up: theirs may stand there by now."""
    secrets = rotating.secrets()
    names = (ACCESS, oauth.ENDS, REFRESH, "client_id", "client_secret")
    before = {name: secrets[name] for name in names}
    rotating.clock.sleep(LASTS["slack"].total_seconds())
    rotating.tokens().token()
    assert rotating.tokens(Late(before, secrets)).token()


def test_a_refused_renewal_says_what_to_do(signed: Signed) -> None:
    """One sentence with the command; no token, no secret and nothing of what the vendor said."""
    secrets = signed.secrets()
    secrets[REFRESH] = "widerrufen-4711"
    signed.clock.sleep(LASTS[signed.tool].total_seconds())
    with pytest.raises(Stop, match=f"cobridge connect {signed.tool} --connection {signed.tool}") as caught:
        signed.tokens().token()
    shown = "".join(traceback.format_exception(caught.value)) + repr(signed.tokens())
    known = [secrets[name] for name in (ACCESS, "client_secret")]
    assert not [secret for secret in (*known, "widerrufen-4711") if secret in shown]


@pytest.mark.parametrize("kind", ["503", "429", "drop-before", "500"])
def test_a_sign_in_that_is_down_is_tried_later(signed: Signed, kind: str) -> None:
    """Trouble at the vendor's sign-in signs nobody out."""
    signed.clock.sleep(LASTS[signed.tool].total_seconds())
    signed.control("PUT", "/faults", {"vendor": signed.tool, "kind": kind, "times": 1})
    tokens = signed.tokens()
    with pytest.raises(Retry):
        tokens.token()
    assert tokens.token()


def test_a_token_that_was_pasted_stays_as_it_is(signed: Signed) -> None:
    """Nothing renews it, and the vendor's sign-in is not asked."""
    tokens = signed.tokens({ACCESS: "eingefügt"})
    assert tokens.token() == tokens.token("eingefügt") == "eingefügt"
    assert signed.renewals() == 0


def test_a_code_is_bound_to_who_asked_for_it(sandbox: Sandbox, tmp_path: Path) -> None:
    """A code that somebody caught on its way is of no use without the verifier (PKCE)."""
    signed = sign_in("asana", sandbox, tmp_path)
    secrets = signed.secrets()
    back = requests.get(signed.sign_in.page(secrets, ATTEMPT), timeout=10, allow_redirects=False).headers["Location"]
    code = parse_qs(urlsplit(back).query)["code"][0]
    with pytest.raises(Stop, match="refuses the code"):
        signed.sign_in.redeem(secrets, Attempt(ATTEMPT.redirect, ATTEMPT.state, "a-thief-s"), code)
