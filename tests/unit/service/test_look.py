"""Looking at a place: what is absent, and what somebody was told is gone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bridge.core.model.ids import Account, Ref, TaskId
from bridge.core.model.memory import Link, Memory
from bridge.core.model.network import Place
from bridge.core.model.operation import CreateItem, Done, Operation
from bridge.core.model.reach import Manifest
from bridge.core.model.snapshot import Item, Snapshot
from bridge.core.model.submission import Submission
from bridge.core.model.task import FIELDS, Fields
from bridge.ports.connector import Finding, Sought
from bridge.service.look import look
from connectors.memory.manifest import FULL
from tests.unit.core.builders import FULL as PLACE
from tests.unit.core.builders import NOW, places, terms

HERE, AWAY = Ref("here"), Ref("away")
HIDING = replace(FULL, absence_is_deletion=False)


class Site:
    """A place that shows one item of two, and says of whatever it is asked about that it was deleted."""

    def __init__(self, manifest: Manifest, suspects: frozenset[Ref] = frozenset()) -> None:
        self.manifest = manifest
        self._suspects = suspects
        self.asked = Sought()

    def pull(self, place: Place, _: object, sought: Sought) -> Snapshot:
        item, self.asked = Item(HERE, Fields("Hier")), sought
        return Snapshot(place.id, {HERE: item}, complete=True, cursor=None, read_at=NOW, suspects=self._suspects)

    def confirm_gone(self, *_: object) -> bool:
        return True

    def apply(self, _: Place, operation: Operation) -> Done:
        raise NotImplementedError(f"Looking writes nothing: {operation}.")

    def delay(self, *_: object) -> float:
        return 0.0

    def check(self, *_: object) -> Sequence[Finding]:
        return ()


def looked(site: Site, *submissions: Submission, creating: bool = False) -> Snapshot:
    """What a place says of which two items are remembered."""
    links = {TaskId(ref): Link(ref, Fields(), frozenset(FIELDS)) for ref in (HERE, AWAY)}
    (place,) = places(PLACE)
    intents = {PLACE: (CreateItem(PLACE, TaskId("new"), Fields("Neu"), frozenset(FIELDS)),)} if creating else {}
    memory = Memory(links={PLACE: links}, intents=intents, submissions=submissions)
    given = terms(PLACE)
    reach = replace(given.reaches[PLACE], manifest=site.manifest)
    snapshot = look(place, memory, site, replace(given, reaches={PLACE: reach}), frozenset())
    assert isinstance(snapshot, Snapshot)
    return snapshot


def deletion(ref: Ref) -> Submission:
    """A delivery that tells of a deleted item."""
    return Submission("k", PLACE, ref, Fields(), Fields(archived=True), ("archived",), Account(""), NOW, gone=True)


def test_what_a_complete_reading_lacks_is_asked_for() -> None:
    """An item that a whole reading does not show is deleted, if the tool says so when asked."""
    assert looked(Site(FULL)).gone == {AWAY}


def test_what_a_tool_may_hide_is_not_asked_for() -> None:
    """Where old items vanish by themselves, one that is not shown is neither deleted nor left."""
    snapshot = looked(Site(HIDING))
    assert (snapshot.gone, snapshot.left) == (frozenset(), frozenset())


def test_such_a_tool_is_told_what_should_be_there() -> None:
    """So that it can say what it has lost; where absence is a deletion, nobody has to."""
    hiding, full = Site(HIDING), Site(FULL)
    looked(hiding)
    looked(full)
    assert hiding.asked.living == {HERE, AWAY}
    assert not full.asked.living


def test_what_such_a_tool_suspects_is_asked_for() -> None:
    """What the tool itself points at is asked for all the same."""
    assert looked(Site(HIDING, frozenset({AWAY}))).gone == {AWAY}


def test_what_is_linked_is_told_where_a_create_is_missing() -> None:
    """So that a tool whose creates take several calls can tell which item is nobody's yet."""
    sure, missing = Site(FULL), Site(FULL)
    looked(sure)
    assert sure.asked.linked is None
    looked(missing, creating=True)
    assert missing.asked.linked == frozenset({HERE, AWAY})


def test_a_deletion_that_was_delivered_is_one() -> None:
    """Somebody deleted it, and only the delivery tells: it is gone; what the place still shows is not."""
    assert looked(Site(HIDING), deletion(AWAY)).gone == {AWAY}
    assert looked(Site(HIDING), deletion(HERE)).gone == frozenset()
