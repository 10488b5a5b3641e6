"""A data directory in which a guest is known, and the commands that back it up."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bridge.bootstrap import Installation, installation
from bridge.core.errors import Unusable
from bridge.core.log.entry import Purpose
from bridge.core.model.decision import Decision
from bridge.core.model.ids import Account, ConnectionId, PartnerId, PersonId, PlaceId
from bridge.core.model.memory import Memory
from bridge.core.model.roster import Roster
from bridge.core.model.task import Comment, Fields, Task
from bridge.entry.cli import cobridge
from bridge.service.rights.forget import forget_again
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
