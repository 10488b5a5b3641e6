"""How a connection comes by its secrets: what a person copies, where they agree, and what they are given for it."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Attempt:
    """One sign-in that was begun, with the address to which the vendor sends the person back.

    `state` comes back with the person, `verifier` goes with the code alone (RFC 7636); both are drawn by chance.
    """

    redirect: str
    state: str = field(repr=False)
    verifier: str = field(repr=False)


class SignIn(Protocol):
    """One connection's sign-in. It keeps nothing and shows no secret; every method raises only Failures.

    `secrets` are those there are, with what was just given above them.
    """

    @property
    def asks(self) -> Mapping[str, bool]:
        """The names of the secrets that a person copies from the vendor's pages, in order; whether each is needed."""
        ...

    @property
    def has_page(self) -> bool:
        """Whether the person then agrees on a page of the vendor's; else what they copied is all."""
        ...

    def page(self, secrets: Mapping[str, str], attempt: Attempt) -> str:
        """The page's address."""
        ...

    def redeem(self, secrets: Mapping[str, str], attempt: Attempt, code: str) -> Mapping[str, str]:
        """The secrets that the vendor gives for the code with which the person came back.

        Without a page there is no code; then it is what takes the place of an earlier sign-in by a page.
        """
        ...

    def account(self, secrets: MutableMapping[str, str]) -> str:
        """The name of whoever these secrets sign in, as the vendor says; raises Stop where they sign in nobody.

        What the vendor renews by the way is set there.
        """
        ...
