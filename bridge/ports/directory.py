"""Who has an account in a tool. `tests/contracts/directory.py` holds every promise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bridge.core.model.ids import Account
from bridge.core.model.network import Place


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody with an account; `email` is empty where the tool does not tell it, or not us."""

    account: Account
    name: str = field(repr=False)
    email: str = field(default="", repr=False)


class Directory(Protocol):
    """One connection's tool, asked for people.

    Raises only `bridge.core.errors.Failure`s, without a credential or a person in the message.
    """

    def accounts(self, place: Place) -> Sequence[Holder]:
        """The people who can be put on items of the place, each once: whole or not at all.

        Without bots, without accounts that were closed, and without our own.
        """
        ...
