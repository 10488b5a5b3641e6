"""A person connects a tool: what they copy and where they agree becomes secrets that the vault keeps."""

from __future__ import annotations

import hmac
from collections import ChainMap
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from secrets import token_urlsafe
from urllib.parse import parse_qs, urlsplit

from bridge.ports.signin import Attempt, SignIn

CHANCE = 48
"""Random bytes of what binds an answer to its attempt: 64 signs."""


@dataclass(frozen=True, slots=True)
class Connecting:
    """One connection that can be signed in."""

    sign_in: SignIn
    secrets: MutableMapping[str, str] = field(repr=False)
    keep: Callable[[Mapping[str, str]], None] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Person:
    """Who connects. `enters` gives the secret of a name, which may be empty where it says so: then it stays as it is.

    `agrees` shows the address of a page and gives what came back: a code, or the address the person was sent to.
    """

    enters: Callable[[str, bool], str]
    agrees: Callable[[str], str]


class RefusedError(Exception):
    """The person came back without consent, or with somebody else's; `key` names the sentence."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def connect(connecting: Connecting, person: Person, redirect: str) -> str:
    """The name of the account that is signed in afterwards. Nothing is kept before the vendor has named it.

    What is entered takes the place of what the settings say, until those say something else. Raises RefusedError, and
    Failure where the vendor refuses or cannot be reached.
    """
    sign_in, secrets = connecting.sign_in, connecting.secrets
    given: dict[str, str] = {}
    seen: MutableMapping[str, str] = ChainMap(given, secrets)
    for name, needed in sign_in.asks.items():
        if entered := person.enters(name, not needed or bool(secrets.get(name, ""))):
            given[name] = entered
    attempt = Attempt(redirect, token_urlsafe(CHANCE), token_urlsafe(CHANCE))
    code = code_in(person.agrees(sign_in.page(seen, attempt)), attempt) if sign_in.has_page else ""
    given.update(sign_in.redeem(seen, attempt, code))
    account = sign_in.account(seen)
    connecting.keep(given)
    return account


def code_in(answer: str, attempt: Attempt) -> str:
    """The code in what a person came back with. An address must bear the attempt's state; a bare code has its verifier.

    Raises RefusedError.
    """
    if "=" not in answer:
        return _there(answer.strip())
    said = {name: values[-1] for name, values in parse_qs(urlsplit(answer.strip()).query).items()}
    if not hmac.compare_digest(said.get("state", "").encode(), attempt.state.encode()):
        raise RefusedError("connect.other_state")
    if "error" in said:
        raise RefusedError("connect.declined")
    return _there(said.get("code", ""))


def _there(code: str) -> str:
    if not code:
        raise RefusedError("connect.no_code")
    return code
