"""What is known of a plan between two pulls, so that writes need few reads. All of it may be lost: it is read again."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bridge.core.errors import Replan
from bridge.core.model.ids import Ref
from connectors.teams.client import Client, Outline
from connectors.teams.labels import free_slots, named, slots_by_name
from connectors.teams.mark import Pair
from connectors.teams.translate import Json, hint_between, in_order, is_archive


@dataclass(slots=True)
class Plan:
    """One plan as last read, with what we changed since.

    `used` are label slots that are on tasks. `made` are tasks with their details as we created them since. `threads`
    are the roots of tasks' comments, `loose` those of them that their task does not refer to yet, `closed` those that
    take no more replies. `renewed` leads from a version of a task or its details to the one that a reference of ours
    made of it. `written` leads from the versions that our own writes left to those they replaced. `spoken` are replies
    that we wrote and of which nobody notified us yet.
    """

    id: str
    buckets: dict[str, Json] = field(default_factory=dict)
    labels: Json = None
    used: set[str] = field(default_factory=set)
    made: dict[str, tuple[Json, Json]] = field(default_factory=dict)
    threads: dict[str, str] = field(default_factory=dict)
    loose: dict[str, str] = field(default_factory=dict)
    closed: set[str] = field(default_factory=set)
    renewed: dict[str, str] = field(default_factory=dict)
    latest: dict[str, Pair] = field(default_factory=dict)
    written: dict[Pair, Pair | None] = field(default_factory=dict)
    spoken: set[Ref] = field(default_factory=set)

    def take(self, outline: Outline) -> None:
        """Remember what was just read."""
        self.buckets = {each["id"]: each for each in outline.buckets}
        self.labels = outline.labels
        self.made.clear()
        self.used = {slot for task in outline.tasks.values() for slot in task.get("appliedCategories") or ()}

    def archives(self, archive_lane: str) -> frozenset[str]:
        """The buckets that hold what is archived."""
        return frozenset(key for key, each in self.buckets.items() if is_archive(each, archive_lane))

    def names(self) -> dict[str, str]:
        """The names that people gave to labels."""
        return named((self.labels or {}).get("categoryDescriptions") or {})

    def know(self, client: Client) -> None:
        """Read the buckets where none is known."""
        if not self.buckets:
            self.buckets = {each["id"]: each for each in client.buckets(self.id)}

    def bucket(self, client: Client, ref: str) -> Json:
        """A bucket as last read. Raises Replan where it is not there any more."""
        self.know(client)
        if ref not in self.buckets:
            raise Replan("Teams: the bucket is not there any more.", code="bucket")
        return self.buckets[ref]

    def archive(self, client: Client, archive_lane: str) -> str:
        """The archive bucket, created behind all others where there is none."""
        self.know(client)
        if found := sorted(self.archives(archive_lane)):
            return found[0]
        ordered = in_order(self.buckets.values())
        last = ordered[-1]["orderHint"] if ordered else ""
        made = client.create_bucket(self.id, archive_lane, hint_between(last, ""))
        self.buckets[made["id"]] = made
        return str(made["id"])

    def first_bucket(self, client: Client, archive_lane: str) -> str | None:
        """The first bucket that is no archive; None where there is none."""
        self.know(client)
        hidden = self.archives(archive_lane)
        return next((str(each["id"]) for each in in_order(self.buckets.values()) if each["id"] not in hidden), None)

    def hint_behind(self, client: Client, after: str | None) -> str:
        """What orders a new bucket behind this one; in front of all behind none."""
        self.know(client)
        ordered = in_order(self.buckets.values())
        ids = [each["id"] for each in ordered]
        hints = [each.get("orderHint") or "" for each in ordered]
        if after is not None and after not in ids:
            return hint_between(hints[-1] if hints else "", "")
        place = 0 if after is None else ids.index(after) + 1
        return hint_between(hints[place - 1] if place else "", hints[place] if place < len(hints) else "")

    def slots(self, client: Client, wanted: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """The slots of labels, with free ones named for those that have none, as long as there are free ones."""
        wanted = sorted(wanted)
        if wanted and self.labels is None:
            self.labels = client.labels(self.id)
        slots = slots_by_name(self.names())
        missing = [name for name in wanted if name not in slots]
        free = free_slots(self.names(), self.used)
        if given := dict(zip(free, missing, strict=False)):
            self._name(client, given)
            slots = slots_by_name(self.names())
        return slots

    def _name(self, client: Client, names: Mapping[str, str]) -> None:
        """Give slots names; if somebody was faster, the names are read again before the next use."""
        try:
            self.labels = client.name_labels(self.id, self.labels, names)
        except Replan:
            self.labels = None
            raise

    def note(self, ref: str, before: Pair | None, now: Pair) -> None:
        """Remember that a write of ours, and nobody else, led from one version of an item to another."""
        self.latest[ref] = now
        if before != now:
            self.written[now] = before

    def ours(self, ref: str, known: Pair | None, task: str, details: str = "") -> Pair | None:
        """The item's present versions, if its task's is `task` and only our writes led there from `known`."""
        now = self.latest.get(ref)
        if now is None or now[0] != task or (details and now[1] != details):
            return None
        step: Pair | None = now
        while step != known:
            if step is None or step not in self.written:
                return None
            step = self.written[step]
        return now

    def heard(self, replies: Iterable[Ref]) -> set[str]:
        """The roots below which others said something, of replies that we are notified of; ours are passed over once.

        A second notification of a reply of ours may be of what somebody did to it.
        """
        told = set(replies)
        ours = told & self.spoken
        self.spoken -= ours
        return {reply.partition("/")[0] for reply in told - ours}

    def forget_written(self) -> None:
        """After a complete pull older versions lead nowhere."""
        self.written.clear()
        self.latest.clear()
        self.renewed.clear()
        self.spoken.clear()


@dataclass(slots=True)
class Plans:
    """The plans of one connection; places are read and written in threads of their own."""

    _plans: dict[str, Plan] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __getitem__(self, container: str) -> Plan:
        """The one of this id, knowing nothing at first."""
        with self._lock:
            return self._plans.setdefault(container, Plan(container))

    def __repr__(self) -> str:
        """How many; what they hold is the partners'."""
        return f"Plans({len(self._plans)})"
