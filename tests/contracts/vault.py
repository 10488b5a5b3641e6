"""The contract of a vault: every promise of `bridge/ports/vault.py` as a test, with its rule as docstring."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from threading import Event, Thread

import pytest

from bridge.core.model.ids import ConnectionId, PersonId
from bridge.ports.vault import Vault

PETRA, LENA = PersonId("petra-weber"), PersonId("lena-brandt")
DAY = date(2026, 11, 23)
TEAMS, TOKEN = ConnectionId("weber-teams"), "refresh_token"


@dataclass(frozen=True, slots=True)
class Vaults:
    """A vault; `reopened` is the same one after the process ended, `other` a new one."""

    vault: Vault
    reopened: Callable[[], Vault]
    other: Callable[[], Vault]


class VaultContract:
    """Inherit, and override `vaults`."""

    @pytest.fixture
    def vaults(self) -> Vaults:
        """An empty vault."""
        raise NotImplementedError

    def test_pl_10_a_person_has_one_pseudonym_in_a_quarter(self, vaults: Vaults) -> None:
        """Entries of one quarter belong together, on its first day and on its last, and after a restart."""
        days = (date(2026, 10, 1), DAY, date(2026, 12, 31))
        found = {vaults.vault.pseudonym("bauverbund", "P2", day, PETRA) for day in days}
        assert found == {vaults.reopened().pseudonym("bauverbund", "P2", DAY, PETRA)}

    @pytest.mark.parametrize(
        ("network", "purpose", "day"),
        [
            ("hafen", "P2", DAY),
            ("bauverbund", "P4", DAY),
            ("bauverbund", "P2", date(2026, 9, 30)),
            ("bauverbund", "P2", date(2027, 1, 1)),
            ("bauverbund", "P2", date(2025, 11, 23)),
        ],
    )
    def test_pl_10_nothing_connects_a_person_across_domains(
        self, vaults: Vaults, network: str, purpose: str, day: date
    ) -> None:
        """Another network, purpose or quarter gives an unrelated pseudonym."""
        here = vaults.vault.pseudonym("bauverbund", "P2", DAY, PETRA)
        assert vaults.vault.pseudonym(network, purpose, day, PETRA) != here

    def test_pl_10_two_persons_have_two_pseudonyms(self, vaults: Vaults) -> None:
        """Nobody is taken for somebody else."""
        of = [vaults.vault.pseudonym("bauverbund", "P2", DAY, person) for person in (PETRA, LENA, PersonId("petra"))]
        assert len(set(of)) == 3

    def test_a_pseudonym_tells_nothing(self, vaults: Vaults) -> None:
        """256 bits in hex, without a trace of the id."""
        assert re.fullmatch(r"[0-9a-f]{64}", vaults.vault.pseudonym("bauverbund", "P2", DAY, PETRA))

    def test_pl_10_a_staff_list_does_not_lead_back(self, vaults: Vaults) -> None:
        """Who knows everybody's id, the network and the quarter still cannot compute a pseudonym: the key is random."""
        found = vaults.vault.pseudonym("bauverbund", "P2", DAY, PETRA)
        known = [part.encode() for part in (PETRA, "bauverbund", "P2", "2026-Q4", "")]
        guesses = {hashlib.sha256(left + right).hexdigest() for left in known for right in known}
        guesses |= {hmac.digest(left, right, "sha256").hex() for left in known for right in known}
        assert found not in guesses

    def test_pl_10_two_installations_share_nothing(self, vaults: Vaults) -> None:
        """Keys are drawn, never derived from names."""
        here = vaults.vault.pseudonym("bauverbund", "P2", DAY, PETRA)
        assert vaults.other().pseudonym("bauverbund", "P2", DAY, PETRA) != here

    def test_a_thing_has_a_pseudonym_of_its_own(self, vaults: Vaults) -> None:
        """Tasks are nobody: equal within a quarter, unrelated to any person, even of the same id."""
        task = vaults.vault.reference("bauverbund", "P2", DAY, "task/1")
        assert vaults.reopened().reference("bauverbund", "P2", date(2026, 10, 1), "task/1") == task
        others = [
            vaults.vault.reference("bauverbund", "P2", DAY, "task/2"),
            vaults.vault.reference("bauverbund", "P2", date(2027, 1, 1), "task/1"),
            vaults.vault.reference("hafen", "P2", DAY, "task/1"),
            vaults.vault.pseudonym("bauverbund", "P2", DAY, PersonId("task/1")),
            vaults.other().reference("bauverbund", "P2", DAY, "task/1"),
        ]
        assert len({task, *others}) == 6

    def test_all_pseudonyms_of_a_person_are_found(self, vaults: Vaults) -> None:
        """Whoever wants to see what is kept of them is found in every quarter, and nobody else is."""
        days = (date(2026, 7, 1), DAY, date(2027, 1, 1))
        made = {vaults.vault.pseudonym("bauverbund", "P2", day, PETRA) for day in days}
        vaults.vault.pseudonym("bauverbund", "P4", DAY, PETRA)
        vaults.vault.pseudonym("hafen", "P2", DAY, PETRA)
        vaults.vault.pseudonym("bauverbund", "P2", DAY, LENA)
        found = vaults.reopened().pseudonyms("bauverbund", "P2", PETRA)
        assert (set(found), len(found)) == (made, 3)

    def test_to_look_for_pseudonyms_makes_none(self, vaults: Vaults) -> None:
        """Somebody of whom nothing is kept has none, and a look does not begin any."""
        assert not vaults.vault.pseudonyms("bauverbund", "P2", PETRA)
        lena = vaults.vault.pseudonym("bauverbund", "P2", DAY, LENA)
        assert not vaults.vault.pseudonyms("bauverbund", "P2", PETRA)
        assert list(vaults.vault.pseudonyms("bauverbund", "P2", LENA)) == [lena]

    def test_a_pseudonym_tells_its_person_to_the_vault_alone(self, vaults: Vaults) -> None:
        """Of each quarter and of whoever acted, on a roster or not; elsewhere it is nobody's."""
        account = PersonId("weber-trello/5f1")
        told = {
            vaults.vault.pseudonym("bauverbund", "P2", day, person): person
            for person in (PETRA, LENA, account)
            for day in (date(2026, 7, 1), DAY)
        }
        vault = vaults.reopened()
        assert {each: vault.whose("bauverbund", "P2", each) for each in told} == told
        petra = vaults.vault.pseudonym("bauverbund", "P2", DAY, PETRA)
        task = vaults.vault.reference("bauverbund", "P2", DAY, "task/1")
        nobody = [
            vault.whose(*each)
            for each in (
                ("bauverbund", "P4", petra),
                ("hafen", "P2", petra),
                ("bauverbund", "P2", task),
                ("bauverbund", "P2", ""),
            )
        ]
        assert nobody == [None] * 4
        vaults.vault.destroy("bauverbund", PETRA)
        assert vault.whose("bauverbund", "P2", petra) is None

    def test_who_has_a_key_is_told_by_a_name_that_tells_nobody(self, vaults: Vaults) -> None:
        """The same name after a restart; who is destroyed is not among them, nor anybody of another network."""
        for network, person in (("bauverbund", PETRA), ("bauverbund", LENA), ("hafen", PETRA)):
            vaults.vault.pseudonym(network, "P2", DAY, person)
        holders = vaults.vault.holders("bauverbund")
        assert set(holders.values()) == {PETRA, LENA}
        assert holders == vaults.reopened().holders("bauverbund")
        assert not [name for name in holders if "petra" in name or "lena" in name]
        vaults.vault.destroy("bauverbund", PETRA)
        assert list(vaults.vault.holders("bauverbund").values()) == [LENA]
        assert list(vaults.vault.holders("hafen").values()) == [PETRA]

    def test_pl_25_what_is_destroyed_leads_to_nobody(self, vaults: Vaults) -> None:
        """With the person's key every link to their pseudonyms is gone, of all quarters and purposes, for ever."""
        days = (date(2026, 7, 1), DAY)
        before = {vaults.vault.pseudonym("bauverbund", each, day, PETRA) for each in ("P2", "P4") for day in days}
        vaults.vault.destroy("bauverbund", PETRA)
        for vault in (vaults.vault, vaults.reopened()):
            assert not [*vault.pseudonyms("bauverbund", "P2", PETRA), *vault.pseudonyms("bauverbund", "P4", PETRA)]
        again = {vaults.vault.pseudonym("bauverbund", each, day, PETRA) for each in ("P2", "P4") for day in days}
        assert not before & again, "who begins anew is nobody who was there before"

    def test_nobody_else_loses_a_key(self, vaults: Vaults) -> None:
        """Others, and the same id in another network, keep their pseudonyms; so do things."""
        others = (("bauverbund", LENA), ("hafen", PETRA))

        def all_others() -> list[str]:
            kept = [vaults.vault.pseudonym(network, "P2", DAY, person) for network, person in others]
            return [*kept, vaults.vault.reference("bauverbund", "P2", DAY, "task/1")]

        vaults.vault.pseudonym("bauverbund", "P2", DAY, PETRA)
        before = all_others()
        vaults.vault.destroy("bauverbund", PETRA)
        vaults.vault.destroy("bauverbund", PETRA)
        assert all_others() == before

    def test_pl_25_a_process_that_runs_on_forgets_too(self, vaults: Vaults) -> None:
        """The service that knows somebody while another command erases them makes no such pseudonym any more."""
        running, command = vaults.vault, vaults.reopened()
        before = running.pseudonym("bauverbund", "P2", DAY, PETRA)
        assert command.pseudonym("bauverbund", "P2", DAY, PETRA) == before
        assert running.pseudonym("bauverbund", "P2", DAY, PETRA) == before
        command.destroy("bauverbund", PETRA)
        assert not running.pseudonyms("bauverbund", "P2", PETRA)
        assert running.pseudonym("bauverbund", "P2", DAY, PETRA) != before

    def test_a_secret_is_known_again_by_its_hash(self, vaults: Vaults) -> None:
        """After a restart too; another purpose, another secret or another installation gives an unrelated one."""
        here = vaults.vault.hashed("limits", "token")
        assert vaults.reopened().hashed("limits", "token") == here
        others = [vaults.vault.hashed("other", "token"), vaults.vault.hashed("limits", "tokens")]
        assert len({here, *others, vaults.other().hashed("limits", "token")}) == 4
        assert hashlib.sha256(b"token").hexdigest() != here

    def test_a_renewed_secret_outlives_the_process(self, vaults: Vaults) -> None:
        """What a tool gave last in place of a secret counts at the next start, and for nothing else."""
        assert vaults.vault.renewed(TEAMS, TOKEN, "given") == ""
        for value in ("first", "second"):
            vaults.vault.renew(TEAMS, TOKEN, "given", value)
        vaults.vault.renew(TEAMS, "other", "given", "another")
        assert vaults.reopened().renewed(TEAMS, TOKEN, "given") == "second"
        assert vaults.reopened().renewed(ConnectionId("other-teams"), TOKEN, "given") == ""
        assert vaults.other().renewed(TEAMS, TOKEN, "given") == ""

    def test_what_a_person_enters_anew_counts(self, vaults: Vaults) -> None:
        """Who signs in again is not held to what was renewed before."""
        vaults.vault.renew(TEAMS, TOKEN, "given", "renewed")
        assert vaults.reopened().renewed(TEAMS, TOKEN, "entered again") == ""

    def test_one_renews_at_a_time(self, vaults: Vaults) -> None:
        """Whoever comes second waits until the first is done; another connection's waits for nobody."""
        inside: list[str] = []
        waiting = Event()

        def second() -> None:
            waiting.set()
            with vaults.vault.alone(TEAMS):
                inside.append("second")

        with vaults.vault.alone(TEAMS):
            thread = Thread(target=second)
            thread.start()
            assert waiting.wait(10)
            with vaults.vault.alone(ConnectionId("other-teams")):
                inside.append("other")
            thread.join(0.2)
            inside.append("first")
        thread.join(10)
        assert inside == ["other", "first", "second"]
