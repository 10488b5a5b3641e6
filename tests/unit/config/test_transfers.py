"""The charter of a network file: transfers and the closed lists."""

from __future__ import annotations

import pytest

from bridge.core.model.charter import MECHANISMS, Transfer
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
