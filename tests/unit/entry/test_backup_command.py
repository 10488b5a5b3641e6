"""`cobridge backup` and `cobridge restore`: what is in the file, and who does not come back."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from bridge.adapters.backup.packing import unpack
from bridge.adapters.backup.placing import UNFINISHED
from bridge.adapters.backup.sealing import MAGIC, SealedWriter
from bridge.adapters.store.database import Database
from bridge.adapters.vault.opening import master_of
from bridge.bootstrap import installation
from bridge.core.log.entry import Purpose
from bridge.core.model.decision import Decision
from bridge.core.model.ids import PersonId
from bridge.core.model.memory import Memory
from bridge.service.verify import verify_log
from tests.contracts import kept
from tests.today import today
from tests.unit.entry.backup_desk import CANARY, GUEST, TRELLO, Desk, desk, erased, is_there, prepared

__all__ = ["desk", "prepared"]


def test_pl_25_whoever_was_erased_since_the_backup_is_not_back_after_a_restore(desk: Desk) -> None:
    """Before anything can start, the tombstones are gone through again."""
    written = desk.done("backup", desk.out)["file"]
    assert is_there(desk)
    assert erased()
    assert not is_there(desk)
    assert desk.done("restore", written) == {"day": f"{today()}", "forgotten": 1}
    assert not is_there(desk)


def test_pl_25_a_restore_brings_back_everything_else(desk: Desk) -> None:
    """The log verifies as it was signed then, and who was not erased is there."""
    written = desk.done("backup", desk.out)["file"]
    with installation(alone=True) as found:
        found.spaces.agree(found.network.spaces[0].id, Decision(agreed=Memory(names={GUEST: "Andere"})), ())
    assert desk.done("restore", written)["forgotten"] == 0
    assert is_there(desk)
    with installation(alone=True) as found:
        verified = verify_log(found.log, found.signer, found.network)
        assert (verified.entries, verified.faults) == (1, [])
        assert found.visits.last_complete(TRELLO) is None
    assert not (desk.data / UNFINISHED).exists()


def test_a_backup_tells_nothing_but_its_day_and_is_for_this_account_alone(desk: Desk) -> None:
    """Found on a stick it says neither whose it is nor what is in it."""
    file = Path(desk.done("backup", desk.out)["file"])
    said = file.read_bytes()
    assert file.stat().st_mode & 0o777 == 0o600
    assert said.startswith(MAGIC)
    assert not [each for each in (CANARY, "bauverbund", "SQLite", "vault", GUEST) if each.encode() in said]
    assert not [each.name for each in desk.data.iterdir() if each.name.startswith(("backup-", "restore-"))]


def test_pl_25_neither_the_vaults_key_nor_tombstones_are_in_a_backup(desk: Desk, tmp_path: Path) -> None:
    """A key that is destroyed is not in a file beside what it sealed; and the manifest knows no time of day."""
    file = Path(desk.done("backup", desk.out)["file"])
    folder = tmp_path / "unpacked"
    folder.mkdir()
    manifest = unpack(file, master_of(desk.data), folder)
    assert {each.name for each in folder.iterdir()} == set(manifest.files) == {"cobridge.db", "vault.db"}
    said = b"".join(each.read_bytes() for each in folder.iterdir())
    key = (desk.data / "vault.key").read_text().strip()
    assert key.encode() not in said
    assert bytes.fromhex(key) not in said
    assert manifest.day == date.fromisoformat(manifest.day).isoformat()


def test_older_backups_beside_a_new_one_go_and_nothing_else(desk: Desk) -> None:
    """Thirty days, whatever they are called; a hold keeps them."""
    day = today()
    for days in (29, 30, 31):
        with (desk.out / f"older-{days}").open("wb") as file:
            SealedWriter(file, bytes(32), day - timedelta(days=days)).close()
    (desk.out / "letter.txt").write_text("Guten Tag")
    held = ("retention", "hold", "--case", "AZ 7", "--until", f"{day}", "--data-type", "backups")
    assert desk.run(*held).exit_code == 0
    assert desk.done("backup", desk.out)["deleted"] == 0
    assert desk.run("retention", "release", "--case", "AZ 7").exit_code == 0
    assert desk.done("backup", desk.out)["deleted"] == 2
    left = {each.name for each in desk.out.iterdir() if not each.name.startswith("cobridge-")}
    assert left == {"older-29", "letter.txt"}


def test_pl_17_backup_and_restore_stand_in_the_access_log(desk: Desk) -> None:
    """Both take everything into somebody's hands. What is restored is from before the backup was over."""
    file = desk.done("backup", desk.out)["file"]
    assert _looks(desk) == [("operator", "read")]
    desk.done("restore", file)
    assert _looks(desk) == [("operator", "change")]


def _looks(desk: Desk) -> list[tuple[str, str]]:
    query = "SELECT caller, verb FROM access_entries WHERE resource = 'backups'"
    with closing(Database(f"sqlite:///{desk.data}/cobridge.db")) as database, database.reading() as opened:
        return [(row.caller, row.verb) for row in opened.exec_driver_sql(query)]


def test_pl_25_nor_is_somebody_of_whom_only_the_log_knew(desk: Desk) -> None:
    """Who moved a card once and is named nowhere is known by the key that a backup brings back."""
    actor = PersonId("weber-trello/5f3c0000000000000000beef")
    with installation(alone=True) as found:
        of, day = found.network.id, found.clock.now().date()
        pseudonym = found.vault.pseudonym(of, Purpose.TRANSPARENCY, day, actor)
        acted = replace(kept.entry("cd" * 16, day), actor_ref=pseudonym)
        found.spaces.agree(found.network.spaces[0].id, Decision(), (acted,))
    written = desk.done("backup", desk.out)["file"]
    with installation(alone=True) as found:
        found.rights.barring.erase([actor], [])
    assert desk.done("restore", written)["forgotten"] == 1
    with installation(alone=True) as found:
        assert not found.log.waiting(of, [pseudonym])
        assert not found.vault.pseudonyms(of, Purpose.TRANSPARENCY, actor)
