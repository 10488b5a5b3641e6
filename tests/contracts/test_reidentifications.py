"""Both vaults keep requests as the contract says, and end them with the person's key."""

from dataclasses import replace
from pathlib import Path

import pytest

from bridge.adapters.vault.memory import MemoryVault
from bridge.adapters.vault.sqlite import SqliteVault
from bridge.core.model.code import Code
from bridge.ports.reidentifications import Reidentifications
from tests.contracts.reidentifications import NET, PETRA, REQUEST, ReidentificationsContract

MASTER = bytes(range(32))


class TestMemoryReidentifications(ReidentificationsContract):
    @pytest.fixture
    def kept(self) -> Reidentifications:
        return MemoryVault().reidentifications


class TestSealedReidentifications(ReidentificationsContract):
    @pytest.fixture
    def kept(self, tmp_path: Path) -> Reidentifications:
        return SqliteVault(tmp_path / "vault.db", MASTER).reidentifications


@pytest.mark.parametrize("kind", [MemoryVault, SqliteVault])
def test_pl_21_requests_about_somebody_and_their_code_end_with_their_key(
    kind: type[MemoryVault | SqliteVault], tmp_path: Path
) -> None:
    """Who is erased leaves no request about them, in nobody's words, and no code; others' stay."""
    vault = SqliteVault(tmp_path / "vault.db", MASTER) if kind is SqliteVault else MemoryVault()
    others = replace(REQUEST, id="a2")
    vault.reidentifications.add(NET, REQUEST, PETRA)
    vault.reidentifications.add(NET, others, None)
    vault.reidentifications.add("hafen", REQUEST, PETRA)
    code = Code("ab", "cd", "operator", REQUEST.on)
    for network, holder in ((NET, PETRA), (NET, "dora"), ("hafen", PETRA)):
        vault.codes.keep(network, holder, code)
    vault.destroy(NET, PETRA)
    assert vault.codes.of(NET, PETRA) is None
    assert vault.codes.of(NET, "dora") == vault.codes.of("hafen", PETRA) == code
    assert list(vault.reidentifications.of(NET)) == [others]
    assert list(vault.reidentifications.of("hafen")) == [REQUEST]


def test_what_a_request_is_for_cannot_be_read_in_the_file(tmp_path: Path) -> None:
    """People write what they think they have to; without the master key nobody reads it."""
    file = tmp_path / "vault.db"
    vault = SqliteVault(file, MASTER)
    vault.reidentifications.add(NET, REQUEST, PETRA)
    content = file.read_bytes()
    assert not [each for each in (b"Vorwurf", REQUEST.subject.encode(), b"DSB-7", b"petra") if each in content]
