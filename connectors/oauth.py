"""OAuth 2.0 as the vendors have it in common: a person agrees once, and tokens are renewed before they end.

RFC 6749 and 7636. Sentences name the tool alone: nothing that was sent or that came back is in them.
"""

from __future__ import annotations

import base64
import hashlib
import re
import threading
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import requests

from bridge.core.errors import Retry, Stop
from bridge.ports.clock import Clock
from bridge.ports.signin import Attempt
from bridge.ports.vault import Shared
from connectors.http import TIMEOUT, failure_for, failure_for_exception, retry_after

EARLY = timedelta(minutes=5)
"""How long before it ends a token is replaced."""
ACCESS, ENDS, REFRESH = "token", "token_ends", "refresh_token"
"""The names under which a connection's secrets hold what the vendor gave."""
NOTHING_TO_RENEW: Mapping[str, str] = {REFRESH: "", ENDS: ""}
"""What goes with a token that somebody pasted."""
_WORD = re.compile(r"[a-z_]{2,60}")


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where a tool's vendor lets people agree (`further` goes with that address) and where it gives tokens.

    `proves` says that the code is bound to whoever asked for it (PKCE).
    """

    tool: str
    page: str
    token: str
    further: Mapping[str, str] = field(default_factory=dict)
    proves: bool = True

    @property
    def what(self) -> str:
        """For messages."""
        return f"{self.tool}, signing in"


def page(endpoints: Endpoints, client_id: str, attempt: Attempt) -> str:
    """The address at which a person agrees, bound to this attempt."""
    hashed = hashlib.sha256(attempt.verifier.encode()).digest()
    query = {
        "response_type": "code",
        "client_id": client_id,
        "redirect_uri": attempt.redirect,
        "state": attempt.state,
    }
    challenge = base64.urlsafe_b64encode(hashed).decode().rstrip("=")
    proof = {"code_challenge": challenge, "code_challenge_method": "S256"} if endpoints.proves else {}
    return f"{endpoints.page}?{urlencode({**query, **proof, **endpoints.further})}"


def redeem(
    endpoints: Endpoints, secrets: Mapping[str, str], attempt: Attempt, code: str, clock: Clock
) -> dict[str, str]:
    """The secrets that a code is exchanged for. Raises only Failures."""
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": attempt.redirect}
    proof = {"code_verifier": attempt.verifier} if endpoints.proves else {}
    now = clock.now()
    try:
        return kept(ask(endpoints, {**form, **proof, **client(secrets)}, clock), now)
    except Stop as stop:
        sentence = f"{endpoints.what}: the vendor refuses the code ({stop.code}); begin again, and check the app's id, "
        raise Stop(f"{sentence}its secret and its redirect address.", code="credential") from None


def client(secrets: Mapping[str, str]) -> dict[str, str]:
    """Who asks, as a form says it."""
    return {name: secrets.get(name, "") for name in ("client_id", "client_secret")}


def ask(endpoints: Endpoints, form: Mapping[str, str], clock: Clock) -> dict[str, Any]:
    """What the vendor gives, with an `access_token`. Raises only Failures: Stop, with the vendor's word, if it refuses.

    Nothing is done twice by asking twice, but for a vendor that gives each refresh token for one use.
    """
    with requests.Session() as session:
        session.trust_env = False
        try:
            answer = session.post(endpoints.token, data=dict(form), timeout=TIMEOUT, allow_redirects=False)
        except (requests.RequestException, OSError) as error:
            raise failure_for_exception(error, creates=False, what=endpoints.what) from None
    return _read(answer, endpoints.what, clock)


def _read(answer: requests.Response, what: str, clock: Clock) -> dict[str, Any]:
    try:
        said = answer.json()
    except ValueError:
        said = None
    said, status = said if isinstance(said, dict) else {}, answer.status_code
    if status in (400, 401, 403) or (status < 400 and said.get("error")):
        word = str(said.get("error") or "")
        raise Stop(f"{what}: it was refused.", code=word if _WORD.fullmatch(word) else str(status))
    if status >= 400:
        after = retry_after(answer.headers.get("Retry-After"), clock.now()) if status == 429 else None
        raise failure_for(status, creates=False, retry_after=after, what=what)
    if not said.get("access_token"):
        raise Retry(f"{what}: what answered is not the tool's sign-in; check the address.", code="answer")
    return said


def kept(said: Mapping[str, Any], now: datetime) -> dict[str, str]:
    """What was given, as secrets; what it takes the place of is emptied. `now` is when it was asked for.

    The refresh token comes first: it is kept before anything else, since the one before may have ended.
    """
    lasts = float(said.get("expires_in") or 0)
    ends = (now + timedelta(seconds=lasts)).isoformat() if lasts else ""
    refresh = {REFRESH: str(said["refresh_token"])} if said.get("refresh_token") else {}
    return {**refresh, ENDS: ends, ACCESS: str(said["access_token"])}


@contextmanager
def one_at_a_time(secrets: Mapping[str, str]) -> Iterator[None]:
    """Nobody else who has these secrets, in this process or another, renews them meanwhile."""
    with secrets.alone() if isinstance(secrets, Shared) else nullcontext():
        yield


def renewed(secrets: MutableMapping[str, str], refresh: Callable[[str], dict[str, Any]], again: str) -> dict[str, Any]:
    """What `refresh` gives for the refresh token, whose successor is kept when this returns.

    Where it is refused, somebody may have signed in meanwhile: theirs is tried before Stop says `again`.
    """
    said, tried = None, set[str]()
    while said is None:
        used = secrets.get(REFRESH, "")
        if used in tried:
            raise Stop(again, code="credential")
        try:
            said = refresh(used)
        except Stop:
            tried.add(used)
    if successor := said.get("refresh_token"):
        secrets[REFRESH] = str(successor)
    return said


@dataclass(frozen=True, slots=True)
class _Token:
    text: str = field(repr=False)
    ends: datetime | None

    def serves(self, refused: str, now: datetime) -> bool:
        return bool(self.text) and self.text != refused and (self.ends is None or now < self.ends - EARLY)


@dataclass(slots=True)
class Tokens:
    """The access token of one connection, whoever of its objects asks. Shows none.

    One that a person pasted stays as it is; one that came with a refresh token is renewed in time, on our clock.
    """

    endpoints: Endpoints
    connection: str
    secrets: MutableMapping[str, str] = field(repr=False)
    clock: Clock = field(repr=False)
    _known: _Token | None = field(default=None, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def token(self, refused: str = "") -> str:
        """A token that serves for a while, and not the one that was just `refused` where there can be another.

        Empty where there is none. Raises Stop where it cannot be renewed before a person signs in again.
        """
        with self._lock:
            if self._known is None or not self._known.serves(refused, self.clock.now()):
                self._known = self._found(refused)
            return self._known.text

    def _found(self, refused: str) -> _Token:
        """As it is kept: somebody else may have renewed it already."""
        if (found := self._kept()).serves(refused, self.clock.now()) or not self.secrets.get(REFRESH):
            return found
        with one_at_a_time(self.secrets):
            found = self._kept()
            return found if found.serves(refused, self.clock.now()) else self._renewed()

    def _kept(self) -> _Token:
        ends = self.secrets.get(ENDS, "")
        return _Token(self.secrets.get(ACCESS, ""), datetime.fromisoformat(ends) if ends else None)

    def _renewed(self) -> _Token:
        now = self.clock.now()
        said = renewed(self.secrets, self._asked, sign_in_again(self.endpoints.tool, self.connection))
        self.secrets.update((name, value) for name, value in kept(said, now).items() if name != REFRESH)
        return self._kept()

    def _asked(self, refresh: str) -> dict[str, Any]:
        form = {"grant_type": REFRESH, REFRESH: refresh, **client(self.secrets)}
        return ask(self.endpoints, form, self.clock)


def sign_in_again(tool: str, connection: str) -> str:
    """What a person has to do."""
    return (
        f"{tool}: the sign-in ran out or was revoked; sign in again with "
        f"cobridge connect {tool.lower()} --connection {connection}."
    )
