"""The charter of a network file: transfers, the closed lists, and what it announces."""

from __future__ import annotations

from datetime import date

import pytest

from bridge.core.model.charter import MECHANISMS, Charter, Transfer
from bridge.core.model.ids import PartnerId
from bridge.core.model.network import Announced
from config.faults import ConfigError
from config.network import parse_network

FILE = """
[network]
id = "net"
name = "Netz"
[[partners]]
id = "weber"
name = "Weber"
eea = true
[[partners.connections]]
id = "weber-trello"
tool = "trello"
region = "eea"
[charter]
"""


def charter(lines: str) -> object:
    return parse_network(FILE + lines, "network.toml", ["trello"]).charter


def transfer(mechanism: str, more: str = "") -> str:
    return f'[[charter.transfers]]\ntool = "trello"\nmechanism = "{mechanism}"\n{more}'


@pytest.mark.parametrize("mechanism", MECHANISMS)
def test_tr_02_a_transfer_names_its_ground_from_a_closed_list(mechanism: str) -> None:
    """The adequacy decision, standard contractual clauses with their module, or that none is needed."""
    (found,) = parse_network(FILE + transfer(mechanism), "network.toml", ["trello"]).charter.transfers
    assert found == Transfer("trello", mechanism)


@pytest.mark.parametrize("mechanism", ["Privacy Shield", "EU-US privacy  shield", "DPF", "SCC(2021/914, module 5)"])
def test_tr_02_privacy_shield_and_whatever_else_is_none(mechanism: str) -> None:
    """A ground that a court has struck down, or that nobody knows, is refused with a sentence."""
    with pytest.raises(ConfigError, match="C-311/18" if "hield" in mechanism else "allowed: none needed"):
        charter(transfer(mechanism))


def test_tr_02_neither_is_a_fallback() -> None:
    """What a fallback may be is on the same list."""
    with pytest.raises(ConfigError, match="C-311/18"):
        charter(transfer("DPF(2023/1795)", 'fallback = "Privacy Shield"\n'))


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ('fields = ["title", "status"]', "archived"),
        ('fields = ["title", "status", "archived", "lables"]', "perhaps labels was meant"),
        ('purposes = ["mirror", "rights"]', "security"),
        ('evaluations = ["F9"]', "F9"),
        ("retention = { journal = 15 }", "1 to 14 days"),
        ("retention = { journl = 3 }", "journl"),
        ("[charter.worklist]\nkeep_days = 15", "14"),
        ('[charter.worklist]\nshows = ["overdu"]', "perhaps overdue was meant"),
        ('[charter.worklist]\nresponsible = "name"', "organisation"),
        ('[charter.figures]\norganisations = "quarter"', "organisations"),
        (transfer("DPF(2023/1795)", 'partner = "kranz"\n'), '"kranz" is no partner'),
        (transfer("DPF(2023/1795)").replace("trello", "trelo"), '"trelo" is no tool'),
    ],
)
def test_a_wrong_charter_is_told(lines: str, said: str) -> None:
    """What is on no list, too long or left out is one sentence with its line."""
    with pytest.raises(ConfigError) as fault:
        charter(lines)
    assert said in str(fault.value), str(fault.value)


def test_what_the_file_says_of_partners_is_read() -> None:
    """The region of a connection, and who is read inside the EEA alone."""
    (partner,) = parse_network(FILE, "network.toml", ["trello"]).partners
    assert partner.eea
    assert partner.connections[0].region == "eea"


def test_pl_42_the_worklist_and_figures_are_agreed_part_by_part() -> None:
    """Lines, titles, organisations, mails and days; who says nothing mails no worklist, and names no duties."""
    table = '[charter.worklist]\nshows = ["conflict"]\ntitle = "none"\nresponsible = "none"\ndelivery = "mail"\n'
    more = 'keep_days = 7\n[charter.figures]\nspaces = "off"\nduties = "named"\n'
    found = parse_network(FILE + table + more, "network.toml", ["trello"]).charter
    assert found.worklist == {"conflict", "mail"}
    assert found.figures == {"network", "duties"}
    assert found.retention == {"sendings": 7}
    usual = parse_network(FILE, "network.toml", ["trello"]).charter
    assert usual == Charter()
    assert not {"mail", "duties"} & (usual.worklist | usual.figures)


SPACE = """
[[spaces]]
id = "halle"
name = "Halle"
[[spaces.places]]
id = "board"
connection = "weber-trello"
container = "b"
[[spaces.announced]]
"""


def test_who_comes_and_who_leaves_is_announced_by_day() -> None:
    """A partner of the file, and one day: the one on which it comes, or the one on which it leaves."""
    file = FILE + SPACE
    for words, comes in (("comes = 2026-12-01", True), ("leaves = 2026-12-01", False)):
        (space,) = parse_network(f'{file}partner = "weber"\n{words}', "network.toml", ["trello"]).spaces
        assert space.announced == (Announced(PartnerId("weber"), "Weber", date(2026, 12, 1), comes=comes),)
    for words, said in (
        ('partner = "kranz"\ncomes = 2026-12-01', '"kranz" is no partner'),
        ('partner = "weber"', "name the day"),
        ('partner = "weber"\ncomes = 2026-12-01\nleaves = 2026-12-02', "name the day"),
        ('partner = "weber"\ncomes = "soon"', "comes"),
    ):
        with pytest.raises(ConfigError) as fault:
            parse_network(file + words, "network.toml", ["trello"])
        assert said in str(fault.value), str(fault.value)
