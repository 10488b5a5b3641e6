"""The contract of a mailer: one mail to named persons, all of them at the same time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

REFUSED = "recipients"
"""The code of a failure that is about the addresses alone: the server takes mails for others."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file beside a mail; `kind` is its media type, such as `application/pdf`."""

    name: str
    kind: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Mail:
    """Plain text for these addresses, with the same as HTML and files where there are any.

    `series` names what comes again and again, such as `weekly.bau`, so that people can sort it; empty for others.
    """

    to: tuple[str, ...]
    subject: str
    text: str
    html: str = ""
    attachments: tuple[Attachment, ...] = ()
    series: str = ""


class Mailer(Protocol):
    """Where mails go out."""

    def send(self, mail: Mail) -> Sequence[str]:
        """Hand the mail over once, for all its addresses. Returns those that the server refused while it took others.

        Raises Retry where it may be taken later, Stop where a person has to act first (a sign-in or every address is
        refused): then nobody got it. The code `REFUSED` says that it is for the addresses alone. Never a message with
        a credential in it.
        """
        ...
