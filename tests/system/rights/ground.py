"""A shared space in all tools where Anna of one partner works, with her name on everything that can hold it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bridge.core.model.case import Act, Case
from bridge.core.model.ids import Account, ConnectionId, PartnerId, PersonId, Ref
from bridge.core.model.person import Person
from bridge.core.model.roster import Assignment, Roster
from bridge.core.reports.gdpr.subject import Subject
from bridge.core.rules.requests import received
from bridge.service.rights.erasure import Erasing
from bridge.service.rights.subject import Persons
from tests.system.removal import site as removal
from tests.system.removal.site import Site, site

NAME, FIRST, EMAIL, ROLE = (
    "Ottilie Kanarienvogel",
    "Ottilie",
    "ottilie.kanari@musterbau-weber.example",
    "Kanarienwartin",
)
SAID = {"trello": "Zwitschern-in-Trello", "asana": "Zwitschern-in-Asana"}
"""What she says in her comments."""
CANARIES = ("Kanari", "kanari", *SAID.values())
ANNA = PersonId("ottilie-k")
VENDORS = ("trello", "asana", "slack", "graph")
CHARTER = """
[charter.visibility]
trello = "name"
asana = "name"
slack = "name"
teams = "name"
"""


@dataclass(frozen=True)
class Ground:
    """`task` is the title of the task that she made, `card` its native id in Trello."""

    site: Site
    folder: Path
    task: str
    card: Ref

    @property
    def subject_ids(self) -> frozenset[PersonId]:
        worlds = self.site.worlds
        return frozenset({ANNA, *(PersonId(f"{each}/{worlds[each].person}") for each in ("trello", "asana"))})

    @property
    def today(self) -> date:
        found = self.site.found
        return found.clock.now().astimezone(found.network.zone).date()

    def subject(self, person: str = ANNA) -> Subject:
        found = self.site.found
        rosters = found.rosters.of(found.network.id)
        memories = tuple(found.spaces.memory(terms.space.id) for terms in found.terms)
        subject = Persons(found.people().network, rosters, memories).found(person)
        assert subject is not None
        return subject

    def erasing(self) -> Erasing:
        found = self.site.found
        return found.rights.erasing([found.current(terms) for terms in found.terms], self.today)

    def filed(self, act: Act) -> Case:
        found, subject = self.site.found, self.subject()
        case = received(
            identity=f"2026-{act}", network=found.network.id, act=act, subject="hash",  # type: ignore[arg-type]
            partner=subject.partner, on=self.today, by="weber",
        )  # fmt: skip
        found.rights.cases.open(case)
        return case

    def erase(self) -> Case:
        """All of it, as the command does."""
        erasing, subject, case = self.erasing(), self.subject(), self.filed(Act.ERASURE)
        return erasing.undo(erasing.forget(subject, erasing.begin(subject, case)))

    @property
    def now(self) -> Site:
        """The site with the people and the ledger as they are now, as each turn of the service takes them."""
        found = self.site.found
        return replace(self.site, found=replace(found, terms=tuple(map(found.current, found.terms))))

    def sync(self) -> None:
        """What a turn of the service does."""
        self.now.sync()

    def state(self, vendor: str) -> str:
        """All that the vendor holds, as text."""
        return json.dumps(self.site.control.control("GET", f"/state/{vendor}"), ensure_ascii=False)

    def shown(self, vendor: str) -> list[Any]:
        """The items as people see them."""
        return list(self.site.control.control("GET", f"/state/{vendor}?form=items"))

    def files(self) -> dict[str, bytes]:
        """Every file of the data directory."""
        return {str(path.relative_to(self.folder)): path.read_bytes() for path in (self.folder / "data").rglob("*")
                if path.is_file()}  # fmt: skip


@contextmanager
def ground(folder: Path) -> Iterator[Ground]:
    """Mirrored once, with her as member, author, and named by a colleague."""
    people = [{**removal.SEED["people"][0], "name": NAME, "email": EMAIL}, removal.SEED["people"][1]]
    with patch.dict(removal.SEED, people=people), site(folder, charter=CHARTER) as here:
        _enlist(here)
        title = "Fenster liefern"
        here.create(title, comment=False)
        card = here.ref("trello", title)
        call = here.worlds["trello"].people.call  # type: ignore[attr-defined]
        here.worlds["trello"].comment(card, SAID["trello"])
        call("anna", "PUT", f"/cards/{card}", idMembers=here.worlds["trello"].person, desc=f"Frag {NAME}, sie weiß es.")
        call("bob", "POST", f"/cards/{card}/actions/comments", text=f"{NAME} hat angerufen.")
        found = Ground(here, folder, title, card)
        found.sync()
        here.worlds["asana"].comment(here.ref("asana", title), SAID["asana"])
        found.sync()
        yield found


def _enlist(here: Site) -> None:
    """Her partner imported her, and confirmed her accounts."""
    accounts = {each: Account(here.worlds[each].person) for each in ("trello", "asana")}
    roster = Roster(
        (Person(ANNA, NAME, PartnerId("weber"), ROLE, EMAIL),),
        tuple(Assignment(ANNA, ConnectionId(each), account, date(2026, 1, 1)) for each, account in accounts.items()),
    )
    here.found.rosters.change("bau", PartnerId("weber"), lambda _: roster)
