"""When two e-mail addresses or names are one (PL-13): pairs in `tests/fixtures/people/identities.toml`."""

from __future__ import annotations

import tomllib
from itertools import combinations

import pytest

from bridge.core.model.address import is_address, mailbox, named, normalised, telling_apart
from tests.docs.sources import ROOT

PAIRS = tomllib.loads((ROOT / "tests/fixtures/people/identities.toml").read_text("utf-8"))
EQUAL, DISTINCT = PAIRS["equal"], PAIRS["distinct"]


def test_pl_13_there_are_pairs_enough() -> None:
    """At least thirty each way."""
    assert min(len(EQUAL), len(DISTINCT)) >= 30


@pytest.mark.parametrize(("left", "right", "why"), EQUAL, ids=ascii)
def test_pl_13_one_person_is_one_however_the_address_is_written(left: str, right: str, why: str) -> None:
    """Whoever has one mailbox is one person, and gets one pseudonym."""
    assert mailbox(left) == mailbox(right), why


@pytest.mark.parametrize(("left", "right", "why"), DISTINCT, ids=ascii)
def test_pl_13_two_people_are_never_taken_for_one(left: str, right: str, why: str) -> None:
    """What is not documented to be one stays two."""
    assert mailbox(left) != mailbox(right), why
    assert normalised(left) != normalised(right), why


def test_pl_13_no_two_of_all_these_mailboxes_meet_by_chance() -> None:
    """Only pairs that are said to be one are: no address of another pair is among them."""
    first = [left for left, _, _ in EQUAL]
    told = {frozenset((mailbox(left), mailbox(right))) for left, right, _ in EQUAL}
    assert all(len(each) == 1 for each in told)
    boxes = {mailbox(address) for address in first}
    assert {"petra@weber.example", "petra@gmail.com", "petraweber@gmail.com"} <= boxes
    distinct = {each for left, right, _ in DISTINCT for each in (left, right)}
    meeting = [pair for pair in combinations(sorted(distinct), 2) if mailbox(pair[0]) == mailbox(pair[1])]
    assert not meeting


@pytest.mark.parametrize(("left", "right", "why"), PAIRS["names_equal"], ids=ascii)
def test_pl_13_a_name_is_one_however_it_is_written(left: str, right: str, why: str) -> None:
    """As lists, forms and tools write names."""
    assert named(left) == named(right), why


@pytest.mark.parametrize(("left", "right", "why"), PAIRS["names_distinct"], ids=ascii)
def test_pl_13_two_names_stay_two(left: str, right: str, why: str) -> None:
    """A name that is only similar is another's."""
    assert named(left) != named(right), why


def test_pl_13_people_who_share_a_mailbox_are_told_apart() -> None:
    """A small firm's people may have one mailbox and an alias each; others may write theirs as they like."""
    alike = telling_apart(["bau+anna@gmail.com", "bau+bert@gmail.com", "carl@gmail.com"], ["c.arl@gmail.com"])
    assert alike("bau+anna@gmail.com") != alike("bau+bert@gmail.com")
    assert alike("Bau+Anna@gmail.com") == alike("bau+anna@gmail.com")
    assert alike("carl+trello@googlemail.com") == alike("carl@gmail.com")


@pytest.mark.parametrize("text", ["petra", "petra@weber", "@weber.example", "a@b@c.example", "a b@c.example", "a@b..c"])
def test_what_nobody_can_have_is_no_address(text: str) -> None:
    """A typing error is told before it is kept."""
    assert not is_address(text)
    assert is_address("petra.weber+bau@bau.musterbau-weber.example")
