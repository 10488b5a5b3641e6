"""The codes and tokens that a vendor's sign-in gives out. They end on the sandbox's clock."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Generic, Literal, TypeVar
from urllib.parse import urlencode

from connectors.sandbox.stand_in import Now

HOUR = timedelta(hours=1)
FOR_GOOD = timedelta(days=36_500)
_CODE = timedelta(minutes=10)
Kind = Literal["access", "refresh", "code"]
Who = TypeVar("Who")


@dataclass(frozen=True, slots=True)
class Grant(Generic[Who]):
    """What a token stands for. `challenge` and `redirect` belong to codes."""

    account: Who
    expires: datetime
    challenge: str = ""
    redirect: str = ""

    def is_proved_by(self, verifier: str) -> bool:
        """Whether the verifier is the one that the code was asked for with (RFC 7636); one without needs none."""
        return not self.challenge or self.challenge == challenge_of(verifier)


@dataclass(slots=True)
class Tokens(Generic[Who]):
    """Tokens by kind and text, each for as long as its kind lasts."""

    clock: Now
    vendor: str = ""
    access: timedelta = HOUR
    refresh: timedelta = timedelta(days=90)
    _grants: dict[tuple[Kind, str], Grant[Who]] = field(default_factory=dict)
    _made: int = 0

    @property
    def seconds(self) -> int:
        """How long an access token lasts."""
        return int(self.access.total_seconds())

    def issue(self, kind: Kind, account: Who, challenge: str = "", redirect: str = "") -> str:
        """A new token; texts repeat in every run."""
        self._made += 1
        made = hashlib.sha256(f"{self.vendor}{kind}:{self._made}".encode()).hexdigest()[:40]
        token = f"sandbox-{kind}-{made}"
        self.keep(kind, token, account, challenge, redirect)
        return token

    def keep(self, kind: Kind, token: str, account: Who, challenge: str = "", redirect: str = "") -> None:
        """Let a token of this text be valid from now on."""
        lasts: Mapping[Kind, timedelta] = {"access": self.access, "refresh": self.refresh, "code": _CODE}
        self._grants[kind, token] = Grant(account, self.clock() + lasts[kind], challenge, redirect)

    def grant(self, kind: Kind, token: str) -> Grant[Who] | None:
        """What a token stands for, also when it has expired."""
        return self._grants.get((kind, token))

    def valid(self, kind: Kind, token: str) -> Grant[Who] | None:
        """What a token stands for, if it has not expired."""
        found = self._grants.get((kind, token))
        return found if found and self.clock() < found.expires else None

    def use_up(self, kind: Kind, token: str) -> None:
        """Forget a token that is good for one use."""
        self._grants.pop((kind, token), None)


def challenge_of(verifier: str) -> str:
    """What a code is asked for with, of the verifier that it is redeemed with."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")


def sent_back(redirect: str, query: Mapping[str, str], code: str) -> str:
    """The address to which somebody who agreed is sent."""
    told = {"code": code, **({"state": query["state"]} if "state" in query else {})}
    return f"{redirect}{'&' if '?' in redirect else '?'}{urlencode(told)}"
