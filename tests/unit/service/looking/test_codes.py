"""Personal codes: by them officers and persons prove that it is them, and whoever makes one leaves a trace."""

from __future__ import annotations

from math import log2

import pytest

from bridge.core.errors import NotPermittedError
from bridge.core.model.caller import Caller, Role
from bridge.core.rules.access import Resource, Verb
from bridge.ports.access_log import Result
from bridge.service.codes import BLOCK, COST, GROUP, GROUPS, LETTERS, Notice
from tests.unit.service.looking.world import (
    AS_PETRA,
    AUDITOR,
    COORDINATOR,
    DSB,
    JONAS,
    LENA,
    OPERATOR,
    PETRA,
    SUED,
    TOM,
    WEBER,
    World,
)


def nothing() -> str:
    """Nobody is asked for a code."""
    raise AssertionError


def test_pl_15_an_officer_proves_it_by_the_code() -> None:
    """However it is typed; the office, its role and its partner come from the network file."""
    world = World()
    made = world.proving.make(OPERATOR, "council-weber", nothing, reset=False)
    assert len(made.replace("-", "")) == 20
    assert set(made) <= {*LETTERS, "-"}
    for typed in (made, made.upper(), made.replace("-", " "), f" {made} "):
        assert world.proving.prove("council-weber", typed).caller == Caller("council-weber", Role.BETRIEBSRAT, WEBER)


@pytest.mark.parametrize("identity", ["dsb", "council-weber", "nobody", "operator"])
def test_pl_15_a_wrong_code_proves_nothing_and_is_recorded(identity: str) -> None:
    """A wrong one, an office without a code and an id that there is not get the same answer."""
    world = World()
    world.proving.make(OPERATOR, "dsb", nothing, reset=False)
    before = len(world.looks())
    with pytest.raises(NotPermittedError) as refused:
        world.proving.prove(identity, "wrong")
    assert (refused.value.key, refused.value.values) == ("access.not_proven", {"id": identity})
    entry = world.looks()[before:][-1] if identity != "dsb" else world.looks()[-1]
    assert (entry.result, len(world.looks())) == (Result.REFUSED, before + 1)


def test_pl_15_each_code_that_is_made_is_recorded() -> None:
    """Who made it, and for whom: so nobody who runs the server is quietly two approvers."""
    world = World()
    for office in ("dsb", "council-weber"):
        world.proving.make(OPERATOR, office, nothing, reset=False)
    found = [(each.caller, each.verb, each.resource, each.subject) for each in world.looks()]
    assert found == [("operator", Verb.CHANGE, Resource.OFFICERS, each) for each in ("dsb", "council-weber")]


def test_pl_15_who_made_the_code_has_seen_it_and_that_is_said() -> None:
    """At each use, until the holder made one of their own, which takes the code they have."""
    world = World()
    first = world.proving.make(OPERATOR, "dsb", nothing, reset=False)
    assert [world.proving.prove("dsb", first).notice for _ in range(2)] == [Notice.SEEN, Notice.SEEN]
    own = world.proving.make(OPERATOR, "dsb", lambda: first, reset=False)
    assert world.proving.prove("dsb", own).notice is None
    with pytest.raises(NotPermittedError):
        world.proving.prove("dsb", first)


def test_pl_15_a_code_is_not_replaced_without_the_one_before() -> None:
    """Not by the operator either; the attempt is recorded."""
    world = World()
    first = world.proving.make(OPERATOR, "dsb", nothing, reset=False)
    with pytest.raises(NotPermittedError):
        world.proving.make(OPERATOR, "dsb", lambda: "guessed", reset=False)
    assert world.looks()[-1].result is Result.REFUSED
    assert world.proving.prove("dsb", first).caller == DSB


def test_pl_15_a_reset_is_told_to_the_holder() -> None:
    """At the next use, once; and that somebody has seen the code, from then on."""
    world = World()
    first = world.proving.make(OPERATOR, "dsb", nothing, reset=False)
    world.proving.make(OPERATOR, "dsb", lambda: first, reset=False)
    anew = world.proving.make(OPERATOR, "dsb", nothing, reset=True)
    assert [world.proving.prove("dsb", anew).notice for _ in range(2)] == [Notice.RESET, Notice.SEEN]
    assert sorted(each.caller for each in world.looks()) == ["dsb", "operator", "operator"]


def test_pl_06_persons_get_their_code_from_their_coordinator() -> None:
    """Persons without a single sign-on ask for themselves by it; the operator makes it where nobody coordinates."""
    world = World()
    made = world.proving.make(COORDINATOR, PETRA, nothing, reset=False)
    assert world.proving.prove(PETRA, made).caller == AS_PETRA
    with pytest.raises(NotPermittedError):
        world.proving.make(OPERATOR, JONAS, nothing, reset=False)
    made = world.proving.make(OPERATOR, TOM, nothing, reset=False)
    assert world.proving.prove(TOM, made).caller == Caller(TOM, Role.PERSON, SUED)


@pytest.mark.parametrize("maker", [DSB, AUDITOR, AS_PETRA, COORDINATOR])
def test_pl_15_codes_of_officers_are_made_by_the_operator_alone(maker: Caller) -> None:
    """No coordinator makes itself a council's code, and no officer another's."""
    world = World()
    with pytest.raises(NotPermittedError):
        world.proving.make(maker, "council-weber", nothing, reset=False)
    assert world.vault.codes.of("bauverbund", "council-weber") is None


def test_pl_16_persons_of_another_partner_do_not_exist_for_a_coordinator() -> None:
    """Whether they have a code or not, the answer is that of an id that there is not."""
    world = World()
    for identity in (LENA, "nobody"):
        with pytest.raises(KeyError):
            world.proving.make(COORDINATOR, identity, nothing, reset=True)
    assert not world.looks()


def test_a_code_is_dear_to_guess() -> None:
    """From the hash as well: many bits, and a hash that takes memory and time for each try."""
    assert (GROUPS * GROUP * log2(len(LETTERS)) > 90, COST * BLOCK * 128 >= 16 * 2**20) == (True, True)


def test_no_code_is_kept_as_it_is() -> None:
    """Only salt and hash; equal codes would have unequal hashes."""
    world = World()
    made = world.proving.make(OPERATOR, "dsb", nothing, reset=False)
    code = world.vault.codes.of("bauverbund", "dsb")
    assert code
    assert not {made, made.replace("-", "")} & {code.salt, code.hashed}
    again = world.proving.make(OPERATOR, "dsb", lambda: made, reset=False)
    other = world.vault.codes.of("bauverbund", "dsb")
    assert other
    assert (again != made, other.salt != code.salt) == (True, True)
