"""The tokens that sign-in gives out. They expire on the sandbox's clock."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from connectors.sandbox.graph.call import Account
from connectors.sandbox.stand_in import Now

ACCESS_SECONDS = 3600
_LIVES = {
    "access": timedelta(seconds=ACCESS_SECONDS),
    "refresh": timedelta(days=90),
    "code": timedelta(minutes=10),
}
Kind = Literal["access", "refresh", "code"]


@dataclass(frozen=True, slots=True)
class Grant:
    """What a token stands for. `challenge` and `redirect` belong to codes."""

    account: Account
    expires: datetime
    challenge: str = ""
    redirect: str = ""


@dataclass(slots=True)
class Tokens:
    """Tokens by kind and text."""

    clock: Now
    _grants: dict[tuple[Kind, str], Grant] = field(default_factory=dict)
    _made: int = 0

    def issue(self, kind: Kind, account: Account, challenge: str = "", redirect: str = "") -> str:
        """A new token; texts repeat in every run."""
        self._made += 1
        token = f"sandbox-{kind}-{hashlib.sha256(f'{kind}:{self._made}'.encode()).hexdigest()[:40]}"
        self.keep(kind, token, account, challenge, redirect)
        return token

    def keep(self, kind: Kind, token: str, account: Account, challenge: str = "", redirect: str = "") -> None:
        """Let a token of this text be valid from now on."""
        self._grants[kind, token] = Grant(account, self.clock() + _LIVES[kind], challenge, redirect)

    def grant(self, kind: Kind, token: str) -> Grant | None:
        """What a token stands for, also when it has expired."""
        return self._grants.get((kind, token))

    def valid(self, kind: Kind, token: str) -> Grant | None:
        """What a token stands for, if it has not expired."""
        found = self._grants.get((kind, token))
        return found if found and self.clock() < found.expires else None

    def use_up(self, kind: Kind, token: str) -> None:
        """Forget a token that is good for one use."""
        self._grants.pop((kind, token), None)
