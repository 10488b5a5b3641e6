"""What is known of a project between calls. Nothing here has to be right for the mirror to be: it saves calls."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass, field

from bridge.core.errors import Park
from connectors.asana.client import PAGE, Client
from connectors.asana.custom import Definitions, read_definitions
from connectors.asana.part_calls import PartCalls
from connectors.asana.parts import Parts
from connectors.asana.translate import Json, folded, is_archive, is_comment


@dataclass(slots=True)
class Project:
    """One project as last read: its sections, the workspace's tags by folded name, which task each comment is on.

    `pages` is how many calls all its tasks take; 0 where nobody has counted. `parts` is what is known of subtasks and
    attachments, `definitions` are its custom fields, once they were asked for.
    """

    gid: str
    sections: list[Json] = field(default_factory=list)
    pages: int = 0
    tags: dict[str, str] = field(default_factory=dict)
    knows_all_tags: bool = False
    comments: dict[str, str] = field(default_factory=dict)
    parts: Parts = field(default_factory=Parts)
    definitions: Definitions | None = None
    workspace: str = ""

    def take_tasks(self, tasks: Iterable[Json]) -> None:
        """Remember the tags that tasks carry."""
        for task in tasks:
            for tag in task.get("tags") or ():
                if tag.get("name"):
                    self.tags.setdefault(folded(tag["name"]), tag["gid"])

    def take_stories(self, task: str, stories: Iterable[Json]) -> None:
        """Remember which task comments are on: the feed does not say it of one that was deleted."""
        self.comments |= {story["gid"]: task for story in stories if is_comment(story)}

    def count(self, tasks: int) -> None:
        """Remember how many calls all tasks take."""
        self.pages = max(1, -(-tasks // PAGE))

    def read_sections(self, client: Client) -> list[Json]:
        """The sections as they are now."""
        self.sections = client.sections(self.gid)
        return self.sections

    def take_outline(self, client: Client) -> list[Json]:
        """The sections as they are now, and who we are."""
        self.sections = client.outline(self.gid)
        return self.sections

    def archive(self, client: Client, archive_lane: str) -> str:
        """The section for what is archived, created where there is none."""
        for section in [*self.sections, *(() if self._has_archive(archive_lane) else self.read_sections(client))]:
            if is_archive(section, archive_lane):
                return str(section["gid"])
        made = client.create_section(self.gid, {"name": archive_lane}, lane=False)
        self.sections = []
        return str(made["gid"])

    def first_lane(self, client: Client, archive_lane: str) -> str:
        """Where a task without a wanted lane goes."""
        for section in self.sections or self.read_sections(client):
            if not is_archive(section, archive_lane):
                return str(section["gid"])
        raise Park("Asana: the project has no section but the archive; add one, then retry.", code="section")

    def tag(self, client: Client, name: str) -> str:
        """The tag of that name, created where there is none."""
        if folded(name) not in self.tags:
            self._read_tags(client)
        if folded(name) not in self.tags:
            self.knows_all_tags = False
            self.tags[folded(name)] = client.create_tag(self._workspace(client), name)["gid"]
            self.knows_all_tags = True
        return self.tags[folded(name)]

    def known_tag(self, client: Client, name: str) -> str | None:
        """The tag of that name, where there is one."""
        if folded(name) not in self.tags:
            self._read_tags(client)
        return self.tags.get(folded(name))

    def forget_tags(self) -> None:
        """A tag was refused: look again before the next use."""
        self.tags, self.knows_all_tags = {}, False

    def custom(self, client: Client) -> Definitions:
        """The custom fields that the project shows, as last read."""
        if self.definitions is None:
            self.definitions = read_definitions(PartCalls(client).definitions(self.gid))
        return self.definitions

    def _has_archive(self, archive_lane: str) -> bool:
        return any(is_archive(section, archive_lane) for section in self.sections)

    def _read_tags(self, client: Client) -> None:
        if not self.knows_all_tags:
            found = client.tags(self._workspace(client))
            self.tags = {folded(tag.get("name") or ""): tag["gid"] for tag in reversed(found)}
            self.knows_all_tags = True

    def _workspace(self, client: Client) -> str:
        if not self.workspace:
            self.workspace = str(client.project(self.gid)["workspace"]["gid"])
        return self.workspace


@dataclass(slots=True)
class Projects:
    """The projects of one connection, made on first use."""

    _known: dict[str, Project] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def __getitem__(self, gid: str) -> Project:
        """What is known of this project."""
        with self._lock:
            return self._known.setdefault(gid, Project(gid))
