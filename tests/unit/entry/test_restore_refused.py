"""What `cobridge restore` refuses changes nothing, and what breaks off is undone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bridge.adapters.backup.placing import UNFINISHED
from bridge.adapters.backup.sealing import MAGIC
from bridge.adapters.store.erasures import ErasuresFile
from bridge.adapters.store.lock import exclusive
from bridge.bootstrap import saving
from bridge.ports.erasures import Mark
from tests.docs.sources import ROOT
from tests.unit.entry.backup_desk import Desk, desk, erased, is_there, prepared

__all__ = ["desk", "prepared"]


def _flipped(at: int) -> Callable[[Path, Desk], None]:
    def flip(file: Path, _: Desk) -> None:
        said = bytearray(file.read_bytes())
        said[at] ^= 1
        file.write_bytes(said)

    return flip


def _cut(file: Path, _: Desk) -> None:
    file.write_bytes(file.read_bytes()[:-9])


def _appended(file: Path, _: Desk) -> None:
    file.write_bytes(file.read_bytes() + b"and more")


def _other_file(file: Path, _: Desk) -> None:
    file.write_bytes(b"a letter to a friend")


def _gone(file: Path, _: Desk) -> None:
    file.unlink()


def _other_key(_: Path, desk: Desk) -> None:
    (desk.data / "vault.key").write_text("ab" * 32)


def _no_key(_: Path, desk: Desk) -> None:
    (desk.data / "vault.key").unlink()


def _no_tombstones(_: Path, desk: Desk) -> None:
    (desk.data / "erasures.db").unlink()


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        pytest.param(_flipped(200), "is damaged", id="a byte of it"),
        pytest.param(_flipped(-1), "is damaged", id="its last byte"),
        pytest.param(_flipped(len(MAGIC) + 15), "is damaged", id="its salt"),
        pytest.param(_flipped(len(MAGIC) + 9), "is damaged", id="its day"),
        (_cut, "is damaged"),
        (_appended, "is damaged"),
        (_other_file, "is no backup"),
        (_gone, "cannot be read"),
        (_other_key, "another vault's key"),
        (_no_key, "There is no key"),
        (_no_tombstones, "--erasures"),
    ],
)
def test_pl_25_what_cannot_be_restored_changes_nothing(
    desk: Desk, harm: Callable[[Path, Desk], None], said: str
) -> None:
    """One sentence says why, and everything is as it was."""
    file = Path(desk.done("backup", desk.out)["file"])
    harm(file, desk)
    assert said in desk.refused("restore", file)


def test_another_networks_or_a_newer_cobridges_backup_is_refused(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither would be understood; nothing changes."""
    file = desk.done("backup", desk.out)["file"]
    with monkeypatch.context() as older:
        older.setattr(saving, "revisions", lambda: ("0001",))
        assert "newer Cobridge" in desk.refused("restore", file)
    network = tmp_path / "network.toml"
    network.write_text((ROOT / "config/examples/two-partners.toml").read_text().replace('"bauverbund"', '"hafen"'))
    monkeypatch.setenv("COBRIDGE_NETWORK_FILE", str(network))
    assert "of the network bauverbund" in desk.refused("restore", file)


def test_nothing_is_restored_below_a_running_service(desk: Desk) -> None:
    """It would go on with what it remembers."""
    file = desk.done("backup", desk.out)["file"]
    with exclusive(desk.data):
        assert "Another cobridge" in desk.refused("restore", file)


def test_pl_25_tombstones_fewer_than_at_the_backup_are_not_the_ones(desk: Desk, tmp_path: Path) -> None:
    """On a new machine an empty file would bring everybody back; the right one is asked for, and joins."""
    erased()
    file = desk.done("backup", desk.out)["file"]
    right = tmp_path / "old-erasures.db"
    (desk.data / "erasures.db").rename(right)
    ErasuresFile(desk.data / "erasures.db")
    assert "fewer erasures" in desk.refused("restore", file)
    assert desk.done("restore", file, "--erasures", right)["day"]
    assert ErasuresFile(desk.data / "erasures.db").marked(Mark.ERASED) == ErasuresFile(right).marked(Mark.ERASED)


def test_without_tombstones_one_has_to_say_so_and_is_warned(desk: Desk) -> None:
    """Whoever was erased since is back then, and has to be erased once more."""
    file = desk.done("backup", desk.out)["file"]
    (desk.data / "erasures.db").unlink()
    ended = desk.run("restore", file, "--no-erasures")
    assert ended.exit_code == 0
    assert "erased once more" in ended.stderr


def test_pl_25_a_restore_that_breaks_off_is_undone_and_nothing_starts_before(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed between putting the files there and forgetting the erased, it leaves nothing that could be used."""
    file = desk.done("backup", desk.out)["file"]
    erased()

    def killed(*_: object) -> int:
        raise KeyboardInterrupt

    before = desk.files()
    with monkeypatch.context() as broken:
        broken.setattr(saving, "settle", killed)
        desk.run("restore", file)
    assert desk.files() == before
    with monkeypatch.context() as broken:
        broken.setattr(saving, "settle", killed)
        broken.setattr("bridge.adapters.backup.placing.put_back", lambda *_: None)
        desk.run("restore", file)
    assert (desk.data / UNFINISHED).exists()
    assert "has not ended" in desk.refused("status")
    desk.done("restore", file)
    assert not is_there(desk)
