"""The contract of a directory: every promise of `bridge/ports/directory.py` as a test, with its rule as docstring."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pytest

from bridge.core.errors import Failure, Stop
from bridge.core.model.network import Place
from bridge.ports.directory import Directory

NAMES = {"anna": "Anna Weber", "bob": "Bob Schulz", "cem": "Cem Acar"}
EMAILS = {"anna": "Anna.Weber@weber.example", "bob": "bob@weber.example", "cem": "cem@weber.example"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A directory at a place where Anna, Bob and Cem have the `accounts`. `revoke` ends what it signs in with."""

    directory: Directory
    place: Place
    accounts: Mapping[str, str]
    secrets: tuple[str, ...]
    revoke: Callable[[], object]


class DirectoryContract:
    """Inherit, and override `asked`, whose pages are shorter than three."""

    emails = True

    @pytest.fixture
    def asked(self) -> Asked:
        """A place with three people."""
        raise NotImplementedError

    def test_everybody_who_can_be_put_on_an_item_is_told_once(self, asked: Asked) -> None:
        """Whatever number a page of the tool has, by the account under which items show them; never ourselves."""
        found = asked.directory.accounts(asked.place)
        assert sorted(each.account for each in found) == sorted(asked.accounts.values())

    def test_each_has_the_name_and_the_address_that_the_tool_tells(self, asked: Asked) -> None:
        """As people wrote them; where a tool keeps addresses to itself, none is made up."""
        found = {each.account: (each.name, each.email) for each in asked.directory.accounts(asked.place)}
        wanted = {asked.accounts[key]: (NAMES[key], EMAILS[key] if self.emails else "") for key in NAMES}
        assert found == wanted

    def test_nobody_is_shown_by_accident(self, asked: Asked) -> None:
        """What is printed of a holder for a programmer tells neither name nor address."""
        shown = repr(asked.directory.accounts(asked.place)) + repr(asked.directory)
        assert not [canary for canary in (*NAMES.values(), *EMAILS.values(), *asked.secrets) if canary in shown]

    def test_a_refused_credential_is_told_without_it(self, asked: Asked) -> None:
        """Nobody is told of fewer people than there are, and the token stands in no message."""
        asked.revoke()
        with pytest.raises(Failure) as refused:
            asked.directory.accounts(asked.place)
        assert isinstance(refused.value, Stop)
        assert not [secret for secret in asked.secrets if secret in str(refused.value)]
