"""The contract of a mailer: one mail to named persons, all of them at the same time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Mail:
    """Plain text for these addresses."""

    to: tuple[str, ...]
    subject: str
    text: str


class Mailer(Protocol):
    """Where mails go out."""

    def send(self, mail: Mail) -> Sequence[str]:
        """Hand the mail over once, for all its addresses. Returns those that the server refused while it took others.

        Raises Retry where it may be taken later, Stop where a person has to act first (a sign-in or every address is
        refused): then nobody got it. Never a message with a credential in it.
        """
        ...
