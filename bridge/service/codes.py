"""Personal codes: an officer or a person proves by one that it is them, and whoever makes one leaves a trace.

Whoever runs the server could make a code for each of two approvers. That cannot be prevented on their own machine; it
cannot be done quietly either: each code that is made is in the access log, a code that its holder made is replaced by
nobody else without the holder being told at the next use.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from bridge.core.errors import NotPermittedError
from bridge.core.log.entry import Purpose
from bridge.core.model.caller import Caller, Role, operator
from bridge.core.model.code import Code
from bridge.core.model.ids import PersonId
from bridge.core.model.network import Network
from bridge.core.rules.access import Resource, Verb
from bridge.ports.access_log import Result
from bridge.ports.codes import Codes
from bridge.service.access import Access

LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
"""Without signs that are taken for one another."""
GROUPS, GROUP = 4, 5
"""20 of 31 letters: 99 bits, which nobody guesses."""
SALT_BYTES = 16
COST, BLOCK, LANES = 2**14, 8, 1
"""Parameters of scrypt: block and lanes as RFC 7914, section 2, finds good; with this cost 16 MB and about 50 ms."""


class Notice(StrEnum):
    """What a holder is told at the use of their code."""

    RESET = "reset"
    """Somebody else put it in place of the one that the holder had."""
    SEEN = "seen"
    """Somebody else made it, and has seen it."""


@dataclass(frozen=True, slots=True)
class Known:
    """Who asks, as they proved it; `notice` is what they are to be told about their code."""

    caller: Caller
    code: Code
    notice: Notice | None = None


@dataclass(frozen=True, slots=True)
class Proving:
    """Who officers and persons are. `people` is the network with its persons as they are known now."""

    people: Network
    access: Access
    codes: Codes

    def called(self, identity: str) -> Caller | None:
        """The officer or person of this id, officers first; nobody is known by it yet."""
        officers = (*self.people.officers, *(each for partner in self.people.partners for each in partner.officers))
        found = next((each.caller for each in officers if each.id == identity), None)
        persons = (each for partner in self.people.partners for each in partner.roster if each.id == identity)
        return found or next((Caller(each.id, Role.PERSON, each.partner) for each in persons), None)

    def prove(self, identity: str, entered: str) -> Known:
        """Who it is, by the code that was entered.

        Raises NotPermittedError, which says the same for an id there is not, for one without a code and for a wrong
        code; each is recorded.
        """
        caller = self.called(identity)
        code = self.codes.of(self.people.id, identity) if caller else None
        if caller is None or code is None or not _fits(code, entered):
            self._refuse(caller)
            raise NotPermittedError("access.not_proven", id=identity)
        if code.reset:
            self.codes.keep(self.people.id, identity, replace(code, reset=False))
            return Known(caller, code, Notice.RESET)
        return Known(caller, code, None if code.maker == identity else Notice.SEEN)

    def has_code(self, identity: str) -> bool:
        """Whether there is a code that would have to be proven."""
        return self.codes.of(self.people.id, identity) is not None

    def make(self, maker: Caller, identity: str, entered: Callable[[], str], *, reset: bool) -> str:
        """A fresh code for the officer or person, told once.

        `entered` asks for the code they have; with `reset` it is not asked for, the holder is told at the next use.
        Raises NotPermittedError where the maker may not, or the code is wrong; KeyError for an id there is not.
        """
        holder = self.called(identity)
        if holder is None or _hidden(holder, maker):
            raise KeyError(identity)
        if self.has_code(identity) and not reset:
            maker = self.prove(identity, entered()).caller
        shown, resource = {PersonId(holder.id): holder.partner}, _resource(holder)
        if maker.id == identity:
            self.access.note(maker, Verb.CHANGE, resource, shown, Purpose.SECURITY, Result.DONE)
            return self._made(maker, holder, reset=False)
        about = holder.partner if holder.role is Role.PERSON else None
        with self.access.recorded(
            maker, Verb.CHANGE, resource, Purpose.SECURITY, partner=about, person=PersonId(holder.id)
        ):
            return self._made(maker, holder, reset=reset and self.has_code(identity))

    def _made(self, maker: Caller, holder: Caller, *, reset: bool) -> str:
        drawn = "-".join("".join(secrets.choice(LETTERS) for _ in range(GROUP)) for _ in range(GROUPS))
        salt, today = secrets.token_bytes(SALT_BYTES), self.access.today()
        code = Code(salt.hex(), _hashed(drawn, salt), maker.id, today, reset)
        self.codes.keep(self.people.id, holder.id, code)
        return drawn

    def _refuse(self, claimed: Caller | None) -> None:
        """Recorded under the id that was claimed, so that its holder can be told."""
        shown = {PersonId(claimed.id): claimed.partner} if claimed else {}
        resource = _resource(claimed) if claimed else Resource.OFFICERS
        self.access.note(claimed or operator(), Verb.READ, resource, shown, Purpose.SECURITY, Result.REFUSED)


def _resource(holder: Caller) -> Resource:
    return Resource.PERSONS if holder.role is Role.PERSON else Resource.OFFICERS


def _hidden(holder: Caller, maker: Caller) -> bool:
    """Whether the holder is a person of another partner, who does not exist for the maker (PL-16)."""
    return holder.role is Role.PERSON and maker.partner not in (None, holder.partner)


def _fits(code: Code, entered: str) -> bool:
    return hmac.compare_digest(code.hashed, _hashed(entered, bytes.fromhex(code.salt)))


def _hashed(code: str, salt: bytes) -> str:
    """However it was typed: capitals, spaces and hyphens do not matter."""
    plain = "".join(sign for sign in code.casefold() if sign.isalnum())
    return hashlib.scrypt(plain.encode(), salt=salt, n=COST, r=BLOCK, p=LANES).hex()
