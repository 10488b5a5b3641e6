"""Officers in the network file: who holds a role, and which roles one human cannot hold."""

from __future__ import annotations

import re

import pytest

from bridge.core.model.caller import Role
from bridge.core.model.officer import APART_IN_PERSON, OF_NETWORK, OF_PARTNER, Officer
from config.faults import ConfigError
from config.network import parse_network

HEAD = '[network]\nid = "bau"\nname = "Bau"\n'
PAIRS = sorted(tuple(sorted(pair)) for pair in APART_IN_PERSON)


def officer(role: Role, identity: str, email: str = "uwe.lorenz@example.org", *, table: str) -> str:
    return f'[[{table}]]\nid = "{identity}"\nname = "Uwe Lorenz"\nrole = "{role}"\nemail = "{email}"\n'


def file(one: Role, other: Role, emails: tuple[str, str] = ("uwe@example.org", "Uwe@example.org")) -> str:
    """One human in two roles: each where that role may be held, at one partner or in the network."""
    made = [
        (role, f"office-{number}", email) for number, (role, email) in enumerate(zip((one, other), emails, strict=True))
    ]
    network = [officer(role, named, email, table="officers") for role, named, email in made if role in OF_NETWORK]
    partner = [
        officer(role, named, email, table="partners.officers") for role, named, email in made if role not in OF_NETWORK
    ]
    return "\n".join([HEAD, *network, '[[partners]]\nid = "weber"\nname = "Weber"\n', *partner])


@pytest.mark.parametrize("pair", PAIRS, ids="+".join)
def test_pl_15_a_file_with_roles_that_must_not_meet_is_refused(pair: tuple[str, str]) -> None:
    """Known by the mail address, however it is written; the line of the second, and both roles in the sentence."""
    text = file(Role(pair[0]), Role(pair[1]))
    with pytest.raises(ConfigError) as refused:
        parse_network(text, "network.toml", ("trello",))
    (said,) = refused.value.faults
    assert all(role in said for role in pair)
    line = int(re.findall(r"line (\d+)", said)[0])
    assert text.splitlines()[line - 1].startswith("role = ")


@pytest.mark.parametrize("pair", PAIRS, ids="+".join)
def test_two_humans_may_hold_them(pair: tuple[str, str]) -> None:
    """By two addresses."""
    text = file(Role(pair[0]), Role(pair[1]), ("uwe@example.org", "ida@example.org"))
    network = parse_network(text, "network.toml", ("trello",))
    assert len({each.email for each in (*network.officers, *network.partners[0].officers)}) == 2


def test_one_human_may_be_dsb_of_several_and_council_of_two() -> None:
    """What does not watch what the other does may be one human's."""
    council = officer(Role.BETRIEBSRAT, "council-{0}", table="partners.officers")
    dsb = officer(Role.DSB, "dsb-{0}", "ida@example.org", table="partners.officers")
    partner = '[[partners]]\nid = "{0}"\nname = "{0}"\n' + council + dsb
    shared = officer(Role.DSB, "dsb", "ida@example.org", table="officers")
    network = parse_network(HEAD + shared + "".join(partner.format(each) for each in ("weber", "nord")), "n", ())
    assert [each.role for each in network.partners[0].officers] == [Role.BETRIEBSRAT, Role.DSB]
    assert network.officers == (Officer("dsb", "Uwe Lorenz", Role.DSB, "ida@example.org"),)
    assert {each.partner for each in network.partners[1].officers} == {"nord"}


def test_pl_15_a_role_is_held_where_it_belongs() -> None:
    """Nobody is a council of the whole network, nor a manager of one partner; persons and the service are no office."""
    for role in set(Role) - OF_NETWORK:
        with pytest.raises(ConfigError, match="role"):
            parse_network(f'{HEAD}{officer(role, "x", table="officers")}[[partners]]\nid = "w"\nname = "W"\n', "n", ())
    for role in set(Role) - OF_PARTNER:
        text = f'{HEAD}[[partners]]\nid = "w"\nname = "W"\n{officer(role, "x", table="partners.officers")}'
        with pytest.raises(ConfigError, match="role"):
            parse_network(text, "n", ())


def test_a_trusted_person_is_a_council() -> None:
    """Where the staff have none."""
    text = officer(Role.BETRIEBSRAT, "trust", table="partners.officers") + "trusted = true\n"
    network = parse_network(f'{HEAD}[[partners]]\nid = "w"\nname = "W"\n{text}', "n", ())
    (found,) = network.partners[0].officers
    assert (found.trusted, found.caller.role, found.caller.partner) == (True, Role.BETRIEBSRAT, "w")
