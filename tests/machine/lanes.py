"""Lanes as persons know them: by the first word of their name, which never changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.machine.acts import Work
from tests.machine.expected import Place
from tests.machine.sites import BOARD, Site, person

MOST = 4


@dataclass(slots=True)
class Naming:
    """A lane's name as it was agreed, and who renamed it since."""

    agreed: str
    edits: dict[Place, str] = field(default_factory=dict)

    def allowed(self) -> set[str]:
        """The names it may have once everything agrees."""
        return set(self.edits.values()) or {self.agreed}


@dataclass(slots=True)
class Lanes:
    """All lanes by their word; `settled` are those that stood everywhere when everything last agreed."""

    namings: dict[str, Naming] = field(default_factory=dict)
    settled: set[str] = field(default_factory=set)

    def add(self, work: Work, site: Site, choice: int) -> None:
        """A person makes a lane behind another."""
        if len(self.namings) < MOST:
            word, refs = work.word("bahn"), list(site.lanes())
            site.world.add_lane(BOARD, word, person(site, choice), refs[choice % len(refs)])
            self.namings[word] = Naming(word)

    def rename(self, work: Work, site: Site, choice: int) -> None:
        """A person gives a lane another name; one that is new may still be on its way, and is left alone."""
        known = {ref: word for ref, word in site.lanes().items() if word in self.settled}
        if known:
            ref = list(known)[choice % len(known)]
            name = f"{known[ref]} {work.word('anders')}"
            site.world.rename_lane(BOARD, ref, name, person(site, choice))
            self.namings[known[ref]].edits[site.name] = name

    def check(self, sites: Mapping[str, Site]) -> None:
        """Every lane stands once at every site, under one name, which is the one that a lone person gave it."""
        for name, site in sites.items():
            words = sorted(site.lanes().values())
            assert words == sorted(self.namings), f"{name} has the lanes {words}, not {sorted(self.namings)}"
        for word, naming in self.namings.items():
            names = {name for site in sites.values() for name in site.lane_names().values() if name.split()[0] == word}
            assert len(names) == 1, f"one lane is called {names}"
            assert names <= naming.allowed(), f"a lane is called {names}, not one of {naming.allowed()}"
            self.namings[word] = Naming(names.pop())
        self.settled = set(self.namings)
