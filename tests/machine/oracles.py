"""What must be true when it calms down, of tasks and of each of their fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bridge.core.model.ids import PlaceId
from bridge.core.model.memory import Memory
from bridge.core.model.reach import Manifest
from bridge.core.model.restrict import restricted, words
from bridge.core.sync.dates import due_at
from bridge.core.sync.size import octets, size
from bridge.core.sync.terms import Terms
from bridge.core.sync.titles import cut
from connectors.memory.native import NativeItem
from connectors.memory.world import OWN
from tests.machine.acts import Work, seen
from tests.machine.cast import Cast
from tests.machine.expected import Piece, View
from tests.machine.parts import group_of
from tests.machine.persons import check_persons
from tests.machine.sites import Site
from tests.machine.telling import check_notices

CUT = re.compile(r"(?<=: )(?:D|Da|Daz|Dazu(?: w\w*)?)? ?\[…\]")
"""A comment that was made longer than there is room beside those it stands with: so often one may lack its word."""


@dataclass(frozen=True, slots=True)
class Oracles:
    """Compares what the sites show with what persons did there."""

    sites: Mapping[str, Site]
    work: Work
    terms: Terms
    cast: Cast

    def check(self, memory: Memory, terms: Terms) -> None:
        """Every task stands where it has to, once, as it has to; from here on that is what was agreed."""
        check_notices(self.sites, memory, terms)
        held = {name: site.items() for name, site in self.sites.items()}
        for name, items in held.items():
            assert set(items) <= set(self.work.pieces), f"{name} holds work nobody created"
        quiet = {
            (place, link.ref): link.quiet.people for place, links in memory.links.items() for link in links.values()
        }
        for token, piece in list(self.work.pieces.items()):
            for name, items in held.items():
                for item in items.get(token, ()):
                    left_out = quiet.get((PlaceId(name), item.ref), frozenset())
                    check_persons(self.sites[name], item, piece, self.work.undone, left_out)
            self._check_task(token, piece, {name: items.get(token, []) for name, items in held.items()})

    def _check_task(self, token: str, piece: Piece, items: dict[str, list[NativeItem]]) -> None:
        for name, found in items.items():
            assert len(found) <= 1, f"{token} stands twice at {name}"
        views = {name: seen(self.sites[name], found[0], token) for name, found in items.items() if found}
        if not views:
            owed = (set(self.sites) if piece.spread else {piece.origin}) - piece.left
            assert owed <= piece.deleted, f"{token} is gone though nobody deleted it at {owed - piece.deleted}"
            if not piece.left:
                del self.work.pieces[token]
            return
        archived = {view["archived"] for view in views.values()}
        assert len(archived) == 1, f"{token} is archived at some places only: {views}"
        missing = set(items) - set(views) - piece.left
        if any(view["done"] for view in views.values()):  # not every tool gets an item for what is done by then
            missing -= {name for name in missing if not self.cast.manifests[name].imports_done}
        if archived == {False} or piece.spread:
            assert archived == {True} or not missing, f"{token} is missing at {missing}"
            assert missing <= piece.deleted, f"{token} is missing at {missing}"
        self._check_fields(token, piece, views, items)
        for name, found in items.items():
            for item in found:
                self._check_room(self.sites[name].manifest, item)
        self._settle(piece, views, items)

    def _check_fields(
        self, token: str, piece: Piece, views: dict[str, View], items: dict[str, list[NativeItem]]
    ) -> None:
        names = {*piece.agreed, *piece.edits}
        for name in sorted(name for name in names if not name.startswith("comment ")):
            if name == "archived" and piece.deleted and piece.edited_elsewhere(next(iter(piece.deleted))):
                continue
            if piece.certain(name):
                for site, view in views.items():
                    if self._holds(site, name, view):
                        wanted = self._at(site, token, name, piece.wanted(name))
                        assert view[name] == wanted, f"{token} {name} at {site}: {view[name]!r}, not {wanted!r}"
            else:
                self._check_agree(token, name, views)
        for site, found in items.items():
            said = self.sites[site].shown(found[0]).comments if found else ()
            shortened = sum(len(CUT.findall(text)) for text in said)
            for name in (name for name in names if name.startswith("comment ") and found):
                times = sum(CUT.sub("", text).split().count(name.removeprefix("comment ")) for text in said)
                allowed = {int(piece.wanted(name))} if piece.certain(name) else {0, 1}
                if shortened and not times and allowed == {1}:
                    shortened -= 1
                    continue
                assert times in allowed, f"{token}: {name} stands {times} times at {site}: {said}"

    def _check_room(self, manifest: Manifest, item: NativeItem) -> None:
        """What our account passes on of what people said fits into what the tool takes."""
        for said in item.comments.values():
            if manifest.comment_bytes and said.author == OWN and "Dazu" in words(said.text).split():
                taken = size(said.text.blocks, manifest.comment_text, octets)
                assert taken <= manifest.comment_bytes, f"a comment of ours takes {taken} bytes"

    def _says(self, site: str, item: NativeItem, name: str) -> bool:
        word = name.removeprefix("comment ")
        return any(word in text.split() for text in self.sites[site].shown(item).comments)

    def _check_agree(self, token: str, name: str, views: dict[str, View]) -> None:
        most, full = self._fullest(name, views)
        for site, view in views.items():
            if self._holds(site, name, view) and self._holds(most, name, full):
                wanted = self._at(site, token, name, full[name])
                assert view[name] == wanted, (
                    f"{token} {name} differs: {view[name]!r} at {site}, {most} has {full[name]!r}"
                )

    def _holds(self, site: str, name: str, view: View) -> bool:
        if name.startswith("label ") and "labels" not in self.sites[site].world.manifest.holds:
            return False
        if name == "start":
            return "start" in self.sites[site].world.manifest.holds and view["due"] is not None
        if name.startswith("check ") and len(name.split()) > 2:
            return bool(view[" ".join(name.split()[:2])])
        return name != "lane" or view["lane"] is not None

    def _at(self, site: str, token: str, name: str, value: Any) -> Any:
        """The value as the site's tool can hold it."""
        manifest = self.sites[site].world.manifest
        forms: dict[str, Callable[[Any], Any]] = {
            "title": lambda title: cut(f"{token} {title}", manifest.title_limit).removeprefix(token).strip(),
            "text": lambda text: restricted(text, manifest.text),
            "start": lambda due: due_at(due, self.terms.reaches[PlaceId(site)]),
            "due": lambda due: due_at(due, self.terms.reaches[PlaceId(site)]),
        }
        if name.startswith("check ") and name.endswith(" name"):
            return self._named(name.split()[1], value, manifest)
        return forms.get(name, lambda same: same)(value)

    def _named(self, word: str, name: str, manifest: Manifest) -> str:
        """What follows the element's word where its group stands before it and the whole is cut."""
        group = group_of(word)
        title = f"{group}: {word} {name}" if group and not manifest.check_groups else f"{word} {name}"
        return cut(title, manifest.check_title_limit).partition(word)[2].strip()

    def _settle(self, piece: Piece, views: Mapping[str, View], items: dict[str, list[NativeItem]]) -> None:
        """What is agreed from here on: as expected where that was certain, else as the fullest place shows it."""
        every = dict.fromkeys(name for view in views.values() for name in view)
        agreed = View({name: self._fullest(name, views)[1][name] for name in every if self._told(name, views)})
        doubtful = {name for name in agreed if not piece.certain(name) and not self._whole(name, views)}
        for name in {*piece.agreed, *piece.edits}:
            if name.startswith("comment ") and not piece.certain(name):
                agreed[name] = any(self._says(site, found[0], name) for site, found in items.items() if found)
            elif piece.certain(name) and name != "archived":
                agreed[name] = piece.wanted(name)
        if agreed["lane"] is None:
            agreed["lane"] = next((view["lane"] for view in views.values() if view["lane"]), piece.agreed["lane"])
        piece.settle(agreed)
        for name in doubtful if self._whole("start", views) else doubtful | {"start"}:
            piece.doubt(name)
        piece.left -= set(views)
        piece.deleted = set(items) - set(views) - piece.left
        piece.spread = piece.spread or len(views) == len(items)

    def _told(self, name: str, views: Mapping[str, View]) -> bool:
        """Whether the fullest place shows it at all: of what is not there nothing is agreed."""
        return name in self._fullest(name, views)[1]

    def _whole(self, name: str, views: Mapping[str, View]) -> bool:
        """Whether one of the places shows as much of the field as any can."""
        return any(self.cast.rank(site, name) == self.cast.least(name) for site in views)

    def _fullest(self, name: str, views: Mapping[str, View]) -> tuple[str, View]:
        """The place that holds the most of this field, and its view."""
        return min(views.items(), key=lambda view: (self.cast.rank(view[0], name), view[0]))
