"""Rectification (Art. 16): a wrong name is corrected where it is kept, and wherever it is shown."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bridge.core.errors import NotPermittedError
from bridge.core.model.caller import Caller, Role
from bridge.core.model.case import Act, State
from bridge.core.model.decision import Decision
from bridge.core.model.ids import CommentId, Ref
from bridge.core.model.memory import CommentLink, Memory
from bridge.core.model.network import Network
from bridge.core.model.officer import Officer
from bridge.core.model.operation import UpdateComment
from bridge.core.model.person import Visibility
from bridge.core.reports.gdpr.found import Kind
from bridge.core.sync.lanes import remembering
from bridge.core.sync.plan import plan
from bridge.core.sync.project import comment_text
from bridge.ports.mailer import Mail
from bridge.service.rights.access import answer
from bridge.service.rights.notify import Notice, Notifying
from bridge.service.rights.rectification import Asked, Corrected, UnfitError, Wrong, rectify
from tests.unit.service.rights.sown import seeded, task
from tests.unit.service.rights.world import (
    DSB,
    LENA,
    NORD,
    NORDS,
    OFFICE,
    PETRA,
    PETRAS,
    SPACE,
    TODAY,
    WEBER,
    World,
    answering,
    network,
)

NEW = "Petra Weber-Stein"


class Post:
    """A mail server that keeps what it was given."""

    def __init__(self) -> None:
        self.mails: list[Mail] = []

    def send(self, mail: Mail) -> Sequence[str]:
        self.mails.append(mail)
        return ()


def with_coordinators(of: Network) -> Network:
    """Nordlicht has somebody who is told."""
    officer = Officer("koordination-nord", "Kim Koch", Role.PARTNER_COORDINATOR, "kim@nordlicht.example", NORD)
    partners = (each if each.id != NORD else replace(each, officers=(officer,)) for each in of.partners)
    return replace(of, partners=tuple(partners))


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """Petra's comment stands at Nordlicht's place, under her name."""
    made = seeded(tmp_path, with_coordinators(network(visibility=Visibility.NAME)))
    written(made)
    yield made
    made.database.close()


def written(world: World) -> None:
    """The copy says what the service writes now."""
    memory, terms = world.memory, world.terms
    said = memory.tasks[task("trello")].comments[CommentId("comment-trello")]
    text = comment_text(said, terms.reaches[NORDS], terms, NORDS)
    link = CommentLink(Ref("native-nord"), task("trello"), text, text, ours=True)
    rows = Memory(comment_links={NORDS: {said.id: link}})
    world.spaces.agree(SPACE, Decision(agreed=rows), ())


def corrected(
    world: World, caller: Caller = OFFICE, text: str = PETRA, what: Wrong = Wrong.NAME, new: str = NEW, case: str = ""
) -> Corrected:
    """What became of it."""
    notifying = Notifying(world.people, world.cases, POST, answering().say, TODAY)
    return rectify(world.sources(), world.vault.rosters, world.network, Asked(caller, text, case), what, new, notifying)


POST = Post()


def due(world: World) -> list[UpdateComment]:
    """Comments that the next cycle writes anew at Nordlicht's place."""
    memory = world.memory
    planned = plan(memory, NORDS, remembering(world.terms, memory))
    return [each for each in planned if isinstance(each, UpdateComment)]


def test_ds_04_the_next_cycle_writes_the_right_name_into_every_copy(world: World) -> None:
    """Before nothing was to be done; after the correction the copy at the other partner gets the new name."""
    assert not due(world)
    done = corrected(world)
    [update] = due(world)
    assert NEW in str(update.text)
    assert "Petra Weber (" not in str(update.text)
    assert [(each.place, each.comments) for each in done.shown if each.place == NORDS] == [(NORDS, 1)]


def test_ds_04_the_old_name_is_overwritten_in_the_vault(world: World) -> None:
    """The roster is sealed anew and what it replaced is gone; the answer to an access says the new name."""
    before = sealed(world)
    corrected(world)
    disclosure, _ = answer(world.sources(), "", PETRAS, answering())
    assert disclosure.copy[Kind.IDENTITY][0]["name"] == NEW
    file, [gone] = (world.folder / "vault.db").read_bytes(), before - sealed(world)
    assert gone not in file
    assert all(each in file for each in sealed(world))


def sealed(world: World) -> set[bytes]:
    """What the vault's file holds of persons, as it stands there."""
    with closing(sqlite3.connect(world.folder / "vault.db")) as opened:
        return {row[0] for row in opened.execute("SELECT sealed FROM identities")}


def test_ds_04_the_log_needs_no_correction(world: World) -> None:
    """It knows pseudonyms alone: the same entries, the same commitments."""
    before = world.log.entries(world.network.id)
    corrected(world)
    assert world.log.entries(world.network.id) == before
    assert "Petra" not in str(before)


def test_ds_04_the_case_says_what_was_done_and_neither_name(world: World) -> None:
    """What was corrected and in how many copies, and then it is closed."""
    done = corrected(world)
    assert (done.case.act, done.case.state) == (Act.RECTIFICATION, State.DONE)
    kept = str(world.cases.get(world.network.id, done.case.id))
    assert "roster name" in kept
    assert "Petra" not in kept


def test_ds_04_whoever_was_shown_the_old_name_is_told_once(world: World) -> None:
    """The other partner's coordinator gets one mail that names the case and not the person."""
    POST.mails.clear()
    done = corrected(world)
    assert done.told == {NORD: Notice.SENT}
    [mail] = POST.mails
    assert mail.to == ("kim@nordlicht.example",)
    assert done.case.id in mail.text
    assert "Petra" not in mail.text


@pytest.mark.parametrize(("what", "new"), [(Wrong.ROLE, "Einkauf"), (Wrong.EMAIL, "p.stein@weber.example")])
def test_ds_04_role_and_address_are_corrected_too(world: World, what: Wrong, new: str) -> None:
    """As the person says them; nothing else changes."""
    corrected(world, what=what, new=new)
    [person] = world.vault.rosters.of(world.network.id)[WEBER].persons
    assert (getattr(person, what), person.name) == (new, "Petra Weber")


@pytest.mark.parametrize(
    ("text", "what", "new", "why"),
    [
        (PETRA, Wrong.NAME, " ", "rectify.empty"),
        (PETRA, Wrong.NAME, "x" * 201, "rectify.too_long"),
        (PETRA, Wrong.EMAIL, "keine Adresse", "rectify.no_address"),
        (PETRA, Wrong.NAME, "Petra  Weber", "rectify.same"),
        ("nord-asana/gast-3", Wrong.NAME, NEW, "rectify.in_tool"),
        (LENA, Wrong.NAME, NEW, "rectify.declared"),
    ],
)
def test_ds_04_what_cannot_be_corrected_here_says_where(
    world: World, text: str, what: Wrong, new: str, why: str
) -> None:
    """A value that cannot be, a name that a tool gives, a person of the network file: nothing changes."""
    before = world.vault.rosters.of(world.network.id)
    with pytest.raises(UnfitError) as refusal:
        corrected(world, DSB, text, what, new)
    assert refusal.value.key == why
    assert world.vault.rosters.of(world.network.id) == before


def test_ds_04_a_person_asks_and_the_partner_corrects(world: World) -> None:
    """Nobody gives themselves another's name: their request is filed with its deadline, and carried out by its id."""
    filed = corrected(world, PETRAS, "")
    assert filed.filed
    assert filed.case.state is State.OPEN
    assert world.vault.rosters.of(world.network.id)[WEBER].persons[0].name == "Petra Weber"
    done = corrected(world, case=filed.case.id)
    assert (done.case.id, done.case.state) == (filed.case.id, State.DONE)


def test_ds_04_another_partners_coordinator_corrects_nobody_here(world: World) -> None:
    """Not even that there is such a person is told."""
    keys = []
    for text in (PETRA, "nobody-there"):
        with pytest.raises(NotPermittedError) as refusal:
            corrected(world, Caller("koordination-nord", Role.PARTNER_COORDINATOR, NORD), text)
        keys.append(refusal.value.key)
    assert keys == ["report.nobody"] * 2


def test_ds_04_where_nobody_reads_the_name_no_copy_is_written(tmp_path: Path) -> None:
    """Where the charter shows organisations, the other partner's copy stays as it is."""
    quiet = seeded(tmp_path, network(visibility=Visibility.ORGANISATION))
    written(quiet)
    done = corrected(quiet)
    quiet.database.close()
    assert not [each for each in done.shown if each.place == NORDS]
