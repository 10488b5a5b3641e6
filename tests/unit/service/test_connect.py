"""Connecting a tool: what is asked, what is believed, and when anything is kept."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field

import pytest

from bridge.core.errors import Stop
from bridge.ports.signin import Attempt
from bridge.service.connect import Connecting, Person, RefusedError, code_in, connect

ATTEMPT = Attempt("http://localhost:8085/", "our-state", "our-verifier")
BACK = "http://localhost:8085/"


@dataclass
class Scripted:
    """A vendor that takes one code, or none where it has no page."""

    asks: Mapping[str, bool]
    has_page: bool
    begun: list[Attempt] = field(default_factory=list)

    def page(self, secrets: Mapping[str, str], attempt: Attempt) -> str:
        self.begun.append(attempt)
        return f"https://vendor.example/agree?client={secrets['client_id']}&state={attempt.state}"

    def redeem(self, secrets: Mapping[str, str], attempt: Attempt, code: str) -> Mapping[str, str]:
        if not self.has_page:
            return {"refresh_token": ""}
        assert attempt is self.begun[-1]
        if code != "the-code":
            raise Stop("refused")
        return {"token": f"of {secrets['client_id']}", "refresh_token": "r1"}

    def account(self, secrets: MutableMapping[str, str]) -> str:
        if secrets["token"] == "wrong":
            raise Stop("Nobody.")
        secrets["refresh_token"] = "renewed by the way"
        return "Cobridge"


def connected(vendor: Scripted, entered: Mapping[str, str], came: str = "", **there: str) -> tuple[str, dict[str, str]]:
    """The account's name, and what was kept."""
    kept: dict[str, str] = {}

    def agrees(page: str) -> str:
        state = page.rpartition("=")[2]
        return came.replace("STATE", state)

    person = Person(lambda name, _: entered.get(name, ""), agrees)
    return connect(Connecting(vendor, there, kept.update), person, BACK), kept


ENTERED = {"client_id": True, "client_secret": True}


def test_who_agreed_is_named_and_all_of_it_is_kept() -> None:
    """What was entered, what the code was exchanged for, and what was renewed while the account was asked for."""
    vendor = Scripted(ENTERED, has_page=True)
    entered = {"client_id": "id", "client_secret": "s"}
    account, kept = connected(vendor, entered, f"{BACK}?code=the-code&state=STATE")
    assert account == "Cobridge"
    assert kept == {**entered, "token": "of id", "refresh_token": "renewed by the way"}


def test_what_is_left_empty_stays_as_it_is() -> None:
    """The secrets that are there are used, and not kept a second time."""
    _, kept = connected(Scripted(ENTERED, has_page=True), {}, f"{BACK}?code=the-code&state=STATE", client_id="there")
    assert kept["token"] == "of there"
    assert "client_id" not in kept


def test_a_pasted_token_takes_the_place_of_a_sign_in() -> None:
    """Nothing renews it any more."""
    _, kept = connected(Scripted({"token": True}, has_page=False), {"token": "pasted"}, refresh_token="old")
    assert kept["token"] == "pasted"
    assert "old" not in kept.values()


@pytest.mark.parametrize(
    ("came", "key"),
    [
        (f"{BACK}?code=the-code&state=other", "connect.other_state"),
        (f"{BACK}?code=the-code", "connect.other_state"),
        (f"{BACK}?error=access_denied&state=STATE", "connect.declined"),
        (f"{BACK}?error=access_denied&state=other", "connect.other_state"),
        (f"{BACK}?state=STATE", "connect.no_code"),
        ("", "connect.no_code"),
        ("\n", "connect.no_code"),
    ],
)
def test_what_is_no_answer_of_ours_keeps_nothing(came: str, key: str) -> None:
    """Neither a forged answer nor a refusal reaches the vendor."""
    kept: dict[str, str] = {}
    vendor = Scripted(ENTERED, has_page=True)
    person = Person(lambda name, _: name, lambda page: came.replace("STATE", page.rpartition("=")[2]))
    with pytest.raises(RefusedError) as caught:
        connect(Connecting(vendor, {}, kept.update), person, BACK)
    assert caught.value.key == key
    assert not kept


def test_what_signs_in_nobody_is_not_kept() -> None:
    """A wrong token leaves the one that worked."""
    kept: dict[str, str] = {}
    person = Person(lambda *_: "wrong", lambda _: "")
    with pytest.raises(Stop):
        connect(Connecting(Scripted({"token": True}, has_page=False), {"token": "good"}, kept.update), person, BACK)
    assert not kept


def test_every_attempt_is_its_own() -> None:
    """State and verifier are long, drawn by chance, and in no repr."""
    vendor = Scripted(ENTERED, has_page=True)
    for _ in range(2):
        connected(vendor, {}, f"{BACK}?code=the-code&state=STATE", client_id="id")
    first, second = vendor.begun
    assert len({first.state, first.verifier, second.state, second.verifier}) == 4
    assert all(len(each) >= 43 for each in (first.state, first.verifier))
    assert first.state not in repr(first)
    assert first.verifier not in repr(first)


def test_a_pasted_code_may_be_bare() -> None:
    """With the space and the line's end that copying brings."""
    assert code_in("  4/0AbC-dEf_\n", ATTEMPT) == "4/0AbC-dEf_"
    assert code_in(f" {BACK}?state=our-state&code=4%2F0A+b \n", ATTEMPT) == "4/0A b"
