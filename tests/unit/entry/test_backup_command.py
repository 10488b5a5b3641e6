"""`cobridge backup` and `cobridge restore`: what is in the file, what they refuse, and who does not come back."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bridge.adapters.backup.copying import copy_both
from bridge.adapters.backup.packing import unpack
from bridge.adapters.backup.placing import UNFINISHED
from bridge.adapters.backup.sealing import MAGIC, SealedWriter
from bridge.adapters.store.database import Database
from bridge.adapters.store.erasures import ErasuresFile
from bridge.adapters.store.lock import exclusive
from bridge.adapters.store.log import SqlLog
from bridge.adapters.vault.opening import master_of, open_vault
from bridge.adapters.vault.sqlite import SqliteVault
from bridge.bootstrap import Installation, installation, saving
from bridge.core.errors import Unusable
from bridge.core.log.checking import holds
from bridge.core.log.entry import Purpose
from bridge.core.log.roots import anchor_of
from bridge.core.model.decision import Decision
from bridge.core.model.ids import Account, ConnectionId, PartnerId, PersonId, PlaceId
from bridge.core.model.memory import Memory
from bridge.core.model.roster import Roster
from bridge.core.model.task import Comment, Fields, Task
from bridge.entry.cli import cobridge
from bridge.ports.erasures import Mark
from bridge.service.rights.forget import forget_again
from bridge.service.verify import verify_log
from tests.contracts import kept
from tests.docs.sources import ROOT

CANARY = "Kanarienvogel 4711"
GUEST = PersonId("weber-trello/5f3c000000000000000000ff")
TRELLO = PlaceId("haus-7-trello")


class Desk:
    """A data directory in which somebody is known, and the command line in English."""

    def __init__(self, folder: Path) -> None:
        self.data, self.out = folder / "data", folder / "out"
        self.out.mkdir()

    def run(self, *words: object) -> Result:
        return CliRunner().invoke(cobridge, [*map(str, words)])

    def done(self, *words: object) -> Any:
        ended = self.run(*words, "--json")
        assert ended.exit_code == 0, (ended.output, ended.exception)
        return json.loads(ended.stdout)

    def refused(self, *words: object) -> str:
        """The sentence with which it ends, and nothing has changed."""
        before = self.files()
        ended = self.run(*words)
        assert isinstance(ended.exception, Unusable), (ended.output, ended.exception)
        assert self.files() == before
        return str(ended.exception)

    def files(self) -> dict[str, bytes]:
        """Everything that counts in the data directory."""
        names = ("cobridge.db", "vault.db", "limits.json", "vault.key")
        return {each: (self.data / each).read_bytes() for each in names if (self.data / each).exists()}

    def bytes(self) -> bytes:
        return b"".join(each.read_bytes() for each in sorted(self.data.rglob("*")) if each.is_file())


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory in which the guest is known, to be copied."""
    folder = tmp_path_factory.mktemp("prepared") / "data"
    with pytest.MonkeyPatch.context() as environment:
        _live_in(folder, environment)
        with installation(alone=True) as found:
            known(found)
    return folder


@pytest.fixture
def desk(prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    shutil.copytree(prepared, tmp_path / "data")
    _live_in(tmp_path / "data", monkeypatch)
    return Desk(tmp_path)


def _live_in(folder: Path, environment: pytest.MonkeyPatch) -> None:
    environment.setenv("COBRIDGE_NETWORK_FILE", str(ROOT / "config/examples/two-partners.toml"))
    environment.setenv("COBRIDGE_DATA_DIR", str(folder))
    environment.setenv("LC_ALL", "en_GB.UTF-8")


def known(found: Installation) -> None:
    """A guest whom everything speaks of: a task, a comment, a name, an entry of the log, a roster."""
    space, day = found.network.spaces[0].id, found.clock.now().date()
    comment = Comment(kept.COMMENT.comment, GUEST, kept.EVERYTHING, kept.NOW, TRELLO)
    task = Task(kept.ROOF, Fields("Dach", helpers=(GUEST,)), TRELLO, {comment.id: comment})
    actor = found.vault.pseudonym(found.network.id, Purpose.TRANSPARENCY, day, GUEST)
    entry = replace(kept.entry("ab" * 16, day - timedelta(days=1)), actor_ref=actor)
    rows = Memory(tasks={task.id: task}, names={GUEST: CANARY})
    found.spaces.agree(space, Decision(agreed=rows), (entry,))
    found.log.seal(found.network.id, day, lambda said: found.signer.sign(found.network.id, said))
    account, connection = Account(GUEST.partition("/")[2]), ConnectionId("weber-trello")
    found.rosters.change(
        found.network.id, PartnerId("weber"), lambda _: Roster().with_account(GUEST, connection, account, day)
    )


def erased() -> int:
    """The guest is erased; how many ids of theirs there were."""
    with installation(alone=True) as found:
        barring = found.rights.barring
        barring.erase([GUEST], [CANARY])
        return forget_again(found.rights.kept(found.terms), barring)


def is_there(desk: Desk) -> bool:
    """Whether anything of the guest is: bytes, an entry, a roster, a pseudonym."""
    with installation(alone=True) as found:
        of = found.network.id
        pseudonyms = found.vault.pseudonyms(of, Purpose.TRANSPARENCY, GUEST)
        there = [found.log.entries(of), found.rosters.of(of), pseudonyms]
    bytes_of_it = [each.encode() in desk.bytes() for each in (CANARY, GUEST)]
    assert bytes_of_it in ([True, True], [False, False])
    assert len({bool(each) for each in (*there, bytes_of_it[0])}) == 1
    return bytes_of_it[0]


def test_pl_25_whoever_was_erased_since_the_backup_is_not_back_after_a_restore(desk: Desk) -> None:
    """Before anything can start, the ledger of erasures is gone through again."""
    written = desk.done("backup", desk.out)["file"]
    assert is_there(desk)
    assert erased()
    assert not is_there(desk)
    assert desk.done("restore", written) == {"day": f"{date.today()}", "forgotten": 1}  # noqa: DTZ011  the machine's
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


def test_pl_25_neither_the_vaults_key_nor_the_ledger_of_erasures_is_in_a_backup(desk: Desk, tmp_path: Path) -> None:
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


def _no_ledger(_: Path, desk: Desk) -> None:
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
        (_no_ledger, "--erasures"),
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


def test_pl_25_a_ledger_that_knows_less_than_the_backup_is_not_the_one(desk: Desk, tmp_path: Path) -> None:
    """On a new machine an empty ledger would bring everybody back; the right one is asked for, and joins."""
    erased()
    file = desk.done("backup", desk.out)["file"]
    right = tmp_path / "old-erasures.db"
    (desk.data / "erasures.db").rename(right)
    ErasuresFile(desk.data / "erasures.db")
    assert "fewer erasures" in desk.refused("restore", file)
    assert desk.done("restore", file, "--erasures", right)["day"]
    assert ErasuresFile(desk.data / "erasures.db").marked(Mark.ERASED) == ErasuresFile(right).marked(Mark.ERASED)


def test_without_a_ledger_one_has_to_say_so_and_is_warned(desk: Desk) -> None:
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


def test_older_backups_beside_a_new_one_go_and_nothing_else(desk: Desk) -> None:
    """Thirty days, whatever they are called; a hold keeps them."""
    today = date.today()  # noqa: DTZ011  the machine's
    for days in (29, 30, 31):
        with (desk.out / f"older-{days}").open("wb") as file:
            SealedWriter(file, bytes(32), today - timedelta(days=days)).close()
    (desk.out / "letter.txt").write_text("Guten Tag")
    held = ("retention", "hold", "--case", "AZ 7", "--until", f"{today}", "--data-type", "backups")
    assert desk.run(*held).exit_code == 0
    assert desk.done("backup", desk.out)["deleted"] == 0
    assert desk.run("retention", "release", "--case", "AZ 7").exit_code == 0
    assert desk.done("backup", desk.out)["deleted"] == 2
    left = {each.name for each in desk.out.iterdir() if not each.name.startswith("cobridge-")}
    assert left == {"older-29", "letter.txt"}


def test_pl_17_backup_and_restore_stand_in_the_access_log(desk: Desk) -> None:
    """Both take everything into somebody's hands."""
    file = desk.done("backup", desk.out)["file"]
    desk.done("restore", file)
    with installation(alone=True) as found, closing(Database(f"sqlite:///{desk.data}/cobridge.db")) as database:
        assert found.network.id == "bauverbund"
        with database.reading() as opened:
            rows = opened.exec_driver_sql("SELECT caller, verb FROM access_entries WHERE resource = 'backups'").all()
    assert [tuple(row) for row in rows] == [("operator", "change")]


def test_pl_25_database_and_vault_are_of_one_moment_while_the_service_works(tmp_path: Path) -> None:
    """However often days are sealed meanwhile, the copied log has every root that the copied vault remembers."""
    data = tmp_path / "data"
    vault, over, sealed_days = open_vault(data), Event(), 0
    with closing(Database(f"sqlite:///{data}/cobridge.db")) as database:
        log = SqlLog(database)

        def work() -> None:
            nonlocal sealed_days
            while not over.is_set():
                sealed_days += 1
                _seal(log, vault, date(2026, 1, 1) + timedelta(days=sealed_days))

        working = Thread(target=work)
        working.start()
        try:
            for number in range(8):
                folder = tmp_path / f"copy-{number}"
                folder.mkdir()
                copied, keys = copy_both(data / "cobridge.db", data / "vault.db", folder)
                assert _knows_the_last_root(copied, keys, master_of(data))
        finally:
            over.set()
            working.join()
    assert sealed_days > 0


def _seal(log: SqlLog, vault: Any, day: date) -> None:
    log.seal("bau", day, lambda said: vault.signer.sign("bau", said))
    with log.view("bau") as view:
        last = view.last_root()
    assert last
    vault.signer.keep_anchor("bau", anchor_of(last))


def _knows_the_last_root(database: Path, keys: Path, master: bytes) -> bool:
    anchor = SqliteVault(keys, master).signer.anchor("bau")
    with closing(Database(f"sqlite:///{database}")) as opened, SqlLog(opened).view("bau") as view:
        return anchor is None or holds(view.roots(), anchor)
