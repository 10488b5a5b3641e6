"""What every store of versions and consents keeps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bridge.core.model.charter import Consent, Gate, Version
from bridge.core.model.ids import PartnerId
from bridge.ports.charters import Charters

DAY, LATER = date(2026, 11, 2), date(2026, 11, 20)
FIRST = Version(0, "aa", "1", {"field:due": "", "visibility:trello": "role"}, DAY, "buero")
WEBER = PartnerId("weber")
SIGNED = Consent(WEBER, Gate.SIGNED, 1, "leitung", DAY, DAY, "U-1")


class CharterPromises:
    """Inherit, and give a fixture `charters`."""

    def test_a_version_gets_the_next_number_and_the_same_one_is_kept_once(self, charters: Charters) -> None:
        """Proposing the same again changes nothing."""
        first, second = charters.propose("net", FIRST), charters.propose("net", replace(FIRST, fingerprint="bb"))
        assert (first.number, second.number) == (1, 2)
        assert charters.propose("net", replace(FIRST, by="anders")) == first
        assert list(charters.versions("net")) == [first, second]

    def test_networks_are_apart(self, charters: Charters) -> None:
        """Nothing of one network is seen from another."""
        charters.propose("net", FIRST)
        charters.record("net", SIGNED)
        assert not charters.versions("other")
        assert not charters.consents("other")
        assert charters.propose("other", FIRST).number == 1

    def test_a_consent_takes_the_place_of_the_one_before(self, charters: Charters) -> None:
        """There is one for each gate and version."""
        charters.record("net", SIGNED)
        charters.record("net", replace(SIGNED, reference="U-2"))
        charters.record("net", replace(SIGNED, version=2))
        assert [(each.reference, each.version) for each in charters.consents("net")] == [("U-2", 1), ("U-1", 2)]

    def test_what_is_taken_back_stays_on_record(self, charters: Charters) -> None:
        """For every version, with the day; once only."""
        charters.record("net", SIGNED)
        charters.record("net", replace(SIGNED, version=2))
        charters.record("net", replace(SIGNED, gate=Gate.NOTICE, persons=3))
        assert charters.withdraw("net", WEBER, Gate.SIGNED, LATER) == 2
        assert charters.withdraw("net", WEBER, Gate.SIGNED, LATER) == 0
        days = {(each.gate, each.version): each.withdrawn_on for each in charters.consents("net")}
        assert days == {(Gate.SIGNED, 1): LATER, (Gate.SIGNED, 2): LATER, (Gate.NOTICE, 1): None}
