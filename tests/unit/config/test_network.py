"""The network file: an operator who wrote it wrong is told everything that is wrong, once, with its line."""

from __future__ import annotations

import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bridge.core.model.ids import PartnerId, PlaceId
from bridge.core.model.network import Limits
from bridge.core.model.person import Visibility
from bridge.core.model.policy import AtPlace, Later, OfLead, OfPartner, Origin
from config.faults import ConfigError
from config.network import parse_network, read_network

TOOLS = ("trello", "asana")
ROOT = Path(__file__).resolve().parents[3]
WRONG = sorted((ROOT / "tests" / "fixtures" / "config").glob("*.toml"))


@pytest.mark.parametrize("file", WRONG, ids=lambda file: file.stem)
def test_every_fault_of_a_wrong_file_is_told_at_once_with_its_line(file: Path) -> None:
    """One message per fault with line, value and what is allowed; the expected ones stand beside the file."""
    with pytest.raises(ConfigError) as refused:
        read_network(file, TOOLS)
    assert "\n".join(refused.value.faults) + "\n" == file.with_suffix(".txt").read_text("utf-8")


@pytest.mark.parametrize("file", WRONG, ids=lambda file: file.stem)
def test_a_secret_in_the_file_is_never_repeated(file: Path) -> None:
    """A token that somebody wrote into the file by mistake does not travel on in the message."""
    with pytest.raises(ConfigError) as refused:
        read_network(file, TOOLS)
    assert not [secret for secret in ("weber-secret-0815", "8150815") if secret in str(refused.value)]


@pytest.mark.parametrize("file", sorted((ROOT / "config" / "examples").glob("*.toml")), ids=lambda file: file.stem)
def test_the_examples_are_right(file: Path) -> None:
    """What we show as an example can be used as it is."""
    assert read_network(file, TOOLS).spaces


def test_a_file_becomes_the_network_it_declares() -> None:
    """Accounts written beside a person belong to the connection; a place has its connection's tool."""
    network = read_network(ROOT / "config" / "examples" / "two-partners.toml", TOOLS)
    weber, nordlicht = network.partners
    assert [each.name for each in weber.roster] == ["Petra Weber", "Jonas Hartmann"]
    assert weber.connections[0].accounts == {"petra-weber": "5f3c1f77bcf86cd799439011"}
    assert nordlicht.connections[0].settings == {"sign_in": "oauth"}
    assert [(place.id, place.tool) for place in network.spaces[0].places] == [
        ("haus-7-trello", "trello"),
        ("haus-7-asana", "asana"),
    ]
    assert [(place.custom, place.priority) for place in network.spaces[0].places] == [
        ((("Kostenstelle", "Cost center"),), "Priorität"),
        ((("Kostenstelle", "Kostenstelle"),), "Priority"),
    ]
    assert network.charter.visible("trello") is Visibility.ORGANISATION
    assert network.zone == ZoneInfo("Europe/Berlin")


def test_what_is_left_out_is_as_usual() -> None:
    """A short file works: language, zone, guard and charter have the usual values."""
    text = '[network]\nid = "n"\nname = "N"\n[[partners]]\nid = "p"\nname = "P"\n[[partners.connections]]\nid = "c"\n'
    text += 'tool = "asana"\n[[spaces]]\nid = "s"\nname = "S"\n[[spaces.places]]\nid = "x"\nconnection = "c"\n'
    network = parse_network(text + 'container = "1"\n', "network.toml", TOOLS)
    assert (network.language, network.zone.key) == ("de", "Europe/Berlin")
    assert network.spaces[0].limits == Limits()
    assert network.spaces[0].private_label == "intern"
    assert (network.spaces[0].places[0].custom, network.spaces[0].places[0].priority) == ((), "")


@pytest.mark.parametrize(
    ("addresses", "accepted"),
    [
        ('["a@example.org", "b@example.org"]', True),
        ('["a@example.org"]', False),
        ('["a@example.org", "A@example.org"]', False),  # one person twice
        ('["a@example.org", "b@example.org", "a@example.org"]', False),
        ('["a@example.org", "Bert <b@example.org>"]', False),
        ('["a@example.org", "b"]', False),
        ("[]", False),
    ],
)
def test_two_different_persons_are_told_of_troubles(addresses: str, *, accepted: bool) -> None:
    """One may be ill: two addresses, neither more nor fewer, and not the same one twice."""
    text = (ROOT / "config" / "examples" / "two-partners.toml").read_text("utf-8")
    text = re.sub(r"(?m)^(# )?alerts = .*$", "", text).replace("[network]\n", f"[network]\nalerts = {addresses}\n", 1)
    if accepted:
        assert parse_network(text, "network.toml", TOOLS).alerts == ("a@example.org", "b@example.org")
        return
    with pytest.raises(ConfigError, match=r"line \d+: alerts: two different mail addresses are allowed"):
        parse_network(text, "network.toml", TOOLS)


def test_the_day_on_which_a_sign_in_ends_is_a_day() -> None:
    """Somebody is told two weeks before, so it has to be one."""
    text = (ROOT / "config" / "examples" / "two-partners.toml").read_text("utf-8")
    with pytest.raises(ConfigError, match="valid_until is a day such as"):
        parse_network(text.replace('sign_in = "oauth"', 'valid_until = "im Mai"'), "network.toml", TOOLS)
    known = parse_network(text.replace('sign_in = "oauth"', 'valid_until = "2027-03-31"'), "network.toml", TOOLS)
    assert known.partners[1].connections[0].settings == {"valid_until": "2027-03-31"}


def test_the_charter_names_whose_value_counts() -> None:
    """Each policy by its word; a field without one keeps the later value."""
    text = (ROOT / "config" / "examples" / "two-partners.toml").read_text("utf-8")
    policies = {
        "title": "origin", "due": "later", "lead": "lead", "status": "place:haus-7-asana", "start": "partner:weber",
    }  # fmt: skip
    lines = "".join(f'{name} = "{policy}"\n' for name, policy in policies.items())
    text = text.partition("[charter.policies]")[0]
    charter = parse_network(f"{text}[charter.policies]\n{lines}", "network.toml", TOOLS).charter
    assert charter.policies == {
        "title": Origin(),
        "due": Later(),
        "lead": OfLead(),
        "status": AtPlace(PlaceId("haus-7-asana")),
        "start": OfPartner(PartnerId("weber")),
    }


def test_a_person_may_work_in_one_of_two_connections(tmp_path: Path) -> None:
    """An account belongs to the connection that it is named for, and to no other."""
    text = (ROOT / "config" / "examples" / "two-partners.toml").read_text("utf-8")
    second = '[[partners.connections]]\nid = "weber-asana"\ntool = "asana"\n'
    file = tmp_path / "network.toml"
    file.write_text(text.replace("[[partners.roster]]", f"{second}\n[[partners.roster]]", 1), "utf-8")
    trello, asana = read_network(file, TOOLS).partners[0].connections
    assert (dict(trello.accounts), dict(asana.accounts)) == ({"petra-weber": "5f3c1f77bcf86cd799439011"}, {})


def test_a_file_that_is_missing_is_named(tmp_path: Path) -> None:
    """One sentence that names the file, and no traceback."""
    with pytest.raises(
        ConfigError, match=r"^The network file .*nowhere\.toml cannot be read \(No such file.*COBRIDGE_NETWORK_FILE"
    ):
        read_network(tmp_path / "nowhere.toml", TOOLS)


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    """A file saved as Latin-1 gets its sentence too."""
    file = tmp_path / "network.toml"
    file.write_bytes('name = "Müller"'.encode("latin-1"))
    with pytest.raises(ConfigError, match="is not UTF-8"):
        read_network(file, TOOLS)
