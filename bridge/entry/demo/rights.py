"""One person asks what is kept of them, has it erased, and the log is checked once more: by public commands alone.

Whether anything of them is left is read from the tools and the files, never from the service.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bridge.entry.demo.folder import Folder
from bridge.entry.demo.hands import Person
from bridge.entry.demo.network import without
from bridge.entry.demo.officers import PROTECTION, code_of, coordinator, council
from bridge.entry.demo.processes import Ended, checked_offline
from bridge.entry.demo.result import Log
from bridge.entry.demo.service import Service, Synced, logged
from bridge.entry.demo.stage import Partner, Stage

COMMENT, INSTRUCTED, FILE = "comment", "instructed", "file"
"""Words of the receipt: what is about a comment, what is left to others, and what stands for the network file."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person was told of themselves, and what the council sees of that in the access log."""

    partner: Partner
    person: Person
    report: Mapping[str, Any]
    looks: tuple[Mapping[str, Any], ...]

    @property
    def found(self) -> int:
        """How many records there are."""
        return sum(map(len, self.report["copy"].values()))

    @property
    def holds(self) -> bool:
        """Whether there was anything, and the look at it was recorded."""
        return bool(self.found and self.looks)


@dataclass(frozen=True, slots=True)
class Erased:
    """The receipt, and what came after; `before` and `after` say where the person's name was to be read.

    `excused` of the latter are where the receipt says that it is left.
    """

    person: Person
    receipt: Mapping[str, Any]
    synced: Synced
    before: tuple[str, ...]
    after: tuple[str, ...]
    stage: Stage

    @property
    def left(self) -> list[Mapping[str, Any]]:
        """What the receipt says is still to be done, and by whom."""
        return [each for each in self.receipt["copies"] if each["action"] == INSTRUCTED]

    @property
    def holds(self) -> bool:
        """Whether the person was there to be read, and is nowhere now but where the receipt says."""
        return bool(self.before) and not self.after


@dataclass(frozen=True, slots=True)
class Rechecked:
    """The log after the erasure: what the commands said, what the verifier said offline, and both findings."""

    confirmed: str
    verified: str
    offline: Ended
    log: Log


def ask(stage: Stage, service: Service, language: str) -> Asked:
    """The person gets a code from their coordinator and asks; then the council looks who has looked."""
    partner, person = _whom(stage)
    made = service.run_as(coordinator(partner), "officer", "code", person.id)
    service.codes[person.id] = code_of(made)
    report, looks = service.run_each(
        ("report", "access", "--json", "--language", language, "--as", person.id),
        ("access", "list", "--json", "--as", council(partner)),
    )
    told = json.loads(report)
    return Asked(partner, person, told, tuple(each for each in json.loads(looks)["looks"] if _is_about(each, told)))


def erase(asked: Asked, stage: Stage, service: Service, folder: Folder) -> Erased:
    """The data-protection officer has it done, the operator takes the row out of the network file, all is mirrored."""
    person, before = asked.person, tuple(_readable(stage, asked, folder, ()))
    command = ("report", "erasure", "--person", person.id, "--yes", "--json")
    receipt = json.loads(service.run_as(PROTECTION, *command))
    folder.network.write_text(without(folder.network.read_text("utf-8"), person.id), "utf-8")
    synced = service.sync()
    told = [each["place"] for each in receipt["copies"] if (each["action"], each["kind"]) == (INSTRUCTED, COMMENT)]
    after = tuple(_readable(stage, asked, folder, told))
    return Erased(person, receipt, synced, before, after, stage.without(person))


def recheck(erased: Erased, service: Service, folder: Folder, language: str) -> Rechecked:
    """That the row is out of the file is confirmed; then the log is exported and checked by us and without us.

    It has to fit the root that was kept before anything was erased.
    """
    case, kept = str(erased.receipt["case"]), ("--kept", str(folder.root))
    confirmed, _, verified, told = service.run_each(
        ("report", "erasure", "--case", case, "--confirmed", FILE, "--as", PROTECTION),
        ("log", "export", "--out", str(folder.log)),
        ("log", "verify", *kept),
        ("log", "verify", "--json", *kept),
    )
    english = ("--english",) if language == "en" else ()
    offline = checked_offline(str(folder.log), *kept, *english)
    log, _ = logged(folder.log, told)
    both = Log(log.types, log.verified and not offline.code)
    return Rechecked(confirmed.splitlines()[0], verified, offline, both)


def _whom(stage: Stage) -> tuple[Partner, Person]:
    """Of those whose edits come to us as the only copy, and who have colleagues: who says and leads something."""
    shown = [item for scene in stage.scenes for items in scene.sight().places.values() for item in items]
    talking = {author for item in shown for author, _ in item.comments}
    leading = {name for item in shown for name in item.people}
    working = [each for each in stage.connections if each.partner.tool.delivers and len(each.people) > 1]
    everybody = [(each.partner, person) for each in working for person in each.people]
    return max(everybody, key=lambda each: (each[1].name in talking, each[1].name in leading))


def _is_about(look: Mapping[str, Any], report: Mapping[str, Any]) -> bool:
    return bool(look["case"] == report["case"] and look["verb"] == "export")


def _readable(stage: Stage, asked: Asked, folder: Folder, excused: tuple[str, ...] | list[str]) -> Iterator[str]:
    """Where the person's name is to be read: items in tools, and files; their own comments not at `excused` places."""
    name = asked.person.name
    for scene in stage.scenes:
        for place in scene.places:
            for item in stage.control.items(place.tool.vendor):
                if item["place"] == place.container and name in _texts(item, own=place.id not in excused):
                    yield f"{place.tool.name} ({place.id}): {item['title']}"
    yield from (each.name for each in folder.files() if name.encode() in each.read_bytes())


def _texts(item: Mapping[str, Any], *, own: bool) -> str:
    """Everything that is to be read at an item; who commented only where `own` comments count."""
    said = [text for each in item["comments"] for text in (each["text"], each["author"] if own else "")]
    return "\n".join((item["title"], item["description"], *map(str, item["people"]), *said))
