"""A log of three days on the disk, as it is sealed day by day."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from shutil import copyfile
from uuid import uuid4

from bridge.adapters.store.database import Database
from bridge.adapters.store.log import SqlLog
from bridge.adapters.store.spaces import SqlSpaces
from bridge.adapters.vault.memory import MemoryVault
from bridge.core.log.checking import Verified
from bridge.core.log.entry import Entry
from bridge.core.log.roots import Anchor
from bridge.core.log.written import Line
from bridge.core.model.activity import EntryType
from bridge.core.model.decision import Decision
from bridge.ports.log import Signer
from bridge.service.seal import export_log, seal
from bridge.service.verify import verify_log
from tests.contracts import kept
from tests.contracts.kept import SPACE, TODAY
from tests.unit.core.builders import network

NETWORK = replace(network(), id="bauverbund")
DAYS, ACTS = 3, 7
TYPES = tuple(EntryType)


class Noon:
    """Noon of the day after the one that is to be sealed."""

    def __init__(self, number: int) -> None:
        self._at = datetime.combine(TODAY + timedelta(days=number + 1), time(12), UTC)

    def now(self) -> datetime:
        return self._at

    def sleep(self, _: float) -> None:
        """Nothing waits here."""
        raise AssertionError


class SealedLog:
    """The log of `NETWORK`, beside that of another network in the same database."""

    def __init__(self, path: Path, database: Database, vault: MemoryVault | None = None) -> None:
        self.path, self.database = path, database
        self.vault = vault or MemoryVault()
        self.log = SqlLog(database)
        self.signer: Signer = self.vault.signer

    def live(self, days: range, acts: int = ACTS) -> None:
        """Days on which something happened, each sealed."""
        spaces = SqlSpaces(self.database)
        for number in days:
            spaces.agree(SPACE, Decision(), [entry(number, act) for act in range(acts)])
            other = replace(entry(number, 0), network_id="hafen")
            spaces.agree(SPACE, Decision(), [replace(other, event_id=uuid4().hex)])
            for each in (NETWORK, replace(NETWORK, id="hafen")):
                seal(self.log, self.signer, each, Noon(number))

    @contextmanager
    def copied(self, folder: Path) -> Iterator[SealedLog]:
        """The same log in a file of its own, with a vault that remembers the same."""
        path, vault = folder / self.path.name, deepcopied(self.vault)
        copyfile(self.path, path)
        with closing(Database(f"sqlite:///{path}")) as database:
            yield SealedLog(path, database, vault)

    def verified(self, *anchors: Anchor) -> Verified:
        """What `cobridge log verify` finds."""
        return verify_log(self.log, self.signer, NETWORK, anchors)

    def exported(self) -> list[Line]:
        """What `cobridge log export` writes."""
        with export_log(self.log, self.signer, NETWORK) as lines:
            return list(lines)

    def ids(self) -> list[str]:
        """Of all entries, in the order of their leaves."""
        with self.log.view(NETWORK.id) as view:
            return [(leaf.event_id or b"").decode() for leaf in view.leaves()]

    def execute(self, *statements: str) -> None:
        """What somebody does to the tables with the database's own means."""
        with self.database.writing() as connection:
            for each in statements:
                connection.exec_driver_sql(each)


@contextmanager
def sealed_log(folder: Path) -> Iterator[SealedLog]:
    """A log of `DAYS` days with `ACTS` entries each."""
    path = folder / "cobridge.db"
    with closing(Database(f"sqlite:///{path}")) as database:
        log = SealedLog(path, database)
        log.live(range(DAYS))
        yield log


def deepcopied(vault: MemoryVault) -> MemoryVault:
    """With the same keys and anchors, and nothing shared."""
    drawn = [*vault._keys.values()]  # noqa: SLF001  there is no other way to another vault's keys
    copy = MemoryVault(lambda _: drawn.pop(0))
    for network_id in ("bauverbund", "hafen"):
        copy.signer.public_key(network_id)
        if anchor := vault.signer.anchor(network_id):
            copy.signer.keep_anchor(network_id, anchor)
    return copy


def entry(number: int, act: int) -> Entry:
    """What somebody did on a day."""
    return replace(
        kept.entry(uuid4().hex, TODAY + timedelta(days=number)),
        event_type=TYPES[act % len(TYPES)],
        org_id="weber" if act % 2 else "dach & söhne",
    )
