"""A list of people from Excel or elsewhere becomes a roster: as a whole, as a difference, and never by half."""

from __future__ import annotations

import pytest

from bridge.core.model.ids import Account, PersonId
from bridge.core.model.person import Person
from bridge.core.model.roster import Roster
from bridge.service.people.difference import Changed, Difference
from bridge.service.people.known import Kind, known
from bridge.service.people.listed import id_from, listed
from bridge.service.people.table import UnreadableError, rows_of
from tests.unit.service.people.listing import (
    ASANA,
    DAY,
    FILES,
    TRELLO,
    WEBER,
    importing,
    network,
    roster,
    rosters,
    text_list,
)

PETRA, JOERG = PersonId("petra-weber"), PersonId("joerg-muessig")
FIRST = """ID;Name;E-Mail;Rolle;weber-trello;weber-asana
petra-weber;Petra Weber;petra@weber.example;Einkauf;5f01;1201
bert-birke;Bert Birke;bert@weber.example;;;1202
"""


@pytest.mark.parametrize(
    "name",
    [
        "excel-utf8.csv",
        "excel-1252.csv",
        "plain-utf8.csv",
        "excel-unicode.txt",
        "excel-sep.csv",
        "english.csv",
        "first-and-last.csv",
    ],
)
def test_a_list_reads_the_same_however_it_was_saved(name: str) -> None:
    """UTF-8 with and without mark, Windows-1252, UTF-16; semicolons, commas, tabs; German and English headings."""
    people = listed(*rows_of((FILES / name).read_bytes()), network().partners[0])
    assert not people.faults
    assert [(each.name, each.email, each.role, dict(each.accounts)) for each in people.people] == [
        (
            "Petra Weber",
            "Petra.Weber@musterbau-weber.example",
            "Einkauf",
            {TRELLO: "5f0000000000000000000001", ASANA: "1201"},
        ),
        ("Jörg Müßig", "joerg@musterbau-weber.example", "", {ASANA: "1202"}),
        ('Anna "Anni" Özdemir; Bau', "", "Bauleitung", {}),
    ]
    assert [heading for heading in people.unread if heading not in ("Telefon", "Phone")] == []


def test_what_no_heading_names_is_not_kept() -> None:
    """A column for telephones is said to be unread, and nothing of it stands in the roster."""
    kept = rosters()
    net = network()
    people = listed(*rows_of((FILES / "excel-utf8.csv").read_bytes()), net.partners[0])
    assert people.unread == ("Telefon",)
    given = importing(FIRST, kept)
    given.take((), DAY)
    assert "0711" not in repr(kept.of("bau"))


@pytest.mark.parametrize(
    ("name", "key"),
    [("empty.csv", "empty"), ("quotes.csv", "quotes"), ("picture.csv", "encoding")],
)
def test_what_is_no_list_is_refused(name: str, key: str) -> None:
    """An empty file, a quotation mark that never closes, a picture."""
    with pytest.raises(UnreadableError) as refused:
        rows_of((FILES / name).read_bytes())
    assert refused.value.key == f"people.file.{key}"


def test_every_fault_is_told_at_once_with_its_line_and_value() -> None:
    """Whoever mends a list mends it in one go; a cell with a line break does not shift the lines that are named."""
    kept = rosters()
    given = importing((FILES / "many-faults.csv").read_text("utf-8"), kept)
    compared = given.compare()
    told = {(fault.line, fault.key.removeprefix("people.fault."), fault.value, fault.also) for fault in compared.faults}
    assert told == {
        (1, "heading_twice", "Konto Asana", ""),
        (3, "no_name", "", ""),
        (3, "id", "Petra W", ""),
        (3, "email", "petra(at)weber", ""),
        (3, "shortened", "1,20412E+15", "weber-asana"),
        (4, "id_twice", "petra-weber", "2"),
        (4, "email_twice", "petra@musterbau-weber.example", "2"),
        (4, "account_twice", "5f01", "2"),
        (5, "account_twice", "1201", "2"),
        (8, "same_id", "Lena Brandt", "7"),
        (9, "elsewhere", "lena-nord", "nordlicht"),
        (10, "no_id", "東京", ""),
        (11, "too_many_cells", "8", "6"),
    }
    assert not compared.difference
    assert kept.of("bau") == {}


def test_a_list_without_names_is_refused() -> None:
    """First names alone are not enough."""
    faults = text_list((FILES / "no-name.csv").read_text("utf-8")).faults
    assert [(fault.line, fault.key) for fault in faults][:1] == [(1, "people.fault.no_name_heading")]


def test_a_list_becomes_the_roster() -> None:
    """Persons with ids, roles, addresses, and the accounts that the list confirms."""
    kept = rosters()
    given = importing(FIRST, kept)
    assert given.compare().first
    assert kept.of("bau") == {}, "comparing keeps nothing"
    given.take((), DAY)
    assert roster(kept).persons == (
        Person(PETRA, "Petra Weber", WEBER, "Einkauf", "petra@weber.example"),
        Person(PersonId("bert-birke"), "Bert Birke", WEBER, "", "bert@weber.example"),
    )
    partner = known(network(), kept.of("bau")).network.partners[0]
    assert [dict(link.accounts) for link in partner.connections] == [
        {PETRA: "5f01"},
        {PETRA: "1201", PersonId("bert-birke"): "1202"},
    ]


def test_a_later_list_is_a_difference() -> None:
    """Who is new, what changed, and who is not named any more; the same list again is no difference at all."""
    kept = rosters()
    importing(FIRST, kept).take((), DAY)
    assert not importing(FIRST, kept).compare().difference
    second = FIRST.replace("Petra Weber;", "Petra Weber-Kraus;").replace("Einkauf;5f01", "Einkauf;5f77")
    second = second.replace("bert-birke;Bert Birke;bert@weber.example;;;1202", "cem-acar;Cem Acar;;;;1202")
    given = importing(second, kept)
    found = given.compare()
    assert [fault.key for fault in found.faults] == ["people.fault.held"], "Bert keeps his account while he stays"
    given = importing(second.replace(";1202", ";"), kept)
    difference = given.compare().difference
    assert [person.id for person in difference.added] == ["cem-acar"]
    assert difference.changed == (
        Changed(PETRA, "name", "Petra Weber", "Petra Weber-Kraus"),
        Changed(PETRA, TRELLO, "5f01", "5f77"),
    )
    assert [person.id for person in difference.missing] == ["bert-birke"]


def test_who_is_not_in_the_list_stays_until_somebody_says_that_they_left() -> None:
    """Nobody is deleted by forgetting a line."""
    kept = rosters()
    importing(FIRST, kept).take((), DAY)
    shorter = "\n".join(FIRST.splitlines()[:2])
    importing(shorter, kept).take((), DAY)
    assert {person.id for person in roster(kept).persons} == {PETRA, "bert-birke"}
    importing(shorter, kept).take([PersonId("bert-birke")], DAY)
    assert {person.id for person in roster(kept).persons} == {PETRA}
    assert roster(kept).account(PersonId("bert-birke"), ASANA) is None


def test_an_empty_cell_says_nothing_about_an_account() -> None:
    """Whoever leaves a column out, or a cell empty, takes nobody's account away."""
    kept = rosters()
    importing(FIRST, kept).take((), DAY)
    without = "ID;Name;E-Mail;Rolle\npetra-weber;Petra Weber;petra@weber.example;Einkauf\n"
    importing(without, kept).take((), DAY)
    assert roster(kept).account(PETRA, TRELLO) == "5f01"


def test_two_may_swap_their_accounts() -> None:
    """The list as a whole is right, so no order of its lines makes it wrong."""
    kept = rosters()
    importing("Name;weber-asana\nPetra Weber;1\nBert Birke;2\n", kept).take((), DAY)
    given = importing("Name;weber-asana\nPetra Weber;2\nBert Birke;1\n", kept)
    assert not given.compare().faults
    given.take((), DAY)
    assert (roster(kept).account(PETRA, ASANA), roster(kept).account(PersonId("bert-birke"), ASANA)) == ("2", "1")


@pytest.mark.parametrize(
    ("line", "same"),
    [
        ("petra-weber;Petra Kraus;neu@weber.example", True),
        (";Petra Kraus;PETRA@Weber.example", True),
        (";Petra Weber;", True),
        (";Petra Kraus;neu@weber.example", False),
    ],
)
def test_a_person_is_known_again_by_id_by_address_or_by_name(line: str, *, same: bool) -> None:
    """Who marries, or gets a new address, is not two people; who shares nothing with her is somebody else."""
    kept = rosters()
    importing(FIRST, kept).take((), DAY)
    difference = importing(f"ID;Name;E-Mail\n{line}\n", kept).compare().difference
    assert not difference.added if same else [person.id for person in difference.added] == ["petra-kraus"]


def test_a_list_that_became_wrong_meanwhile_changes_nothing() -> None:
    """Between looking and taking, somebody gave the account to another person."""
    kept = rosters()
    importing(FIRST, kept).take((), DAY)
    given = importing("Name;weber-asana\nCem Acar;77\n", kept)
    assert not given.compare().faults
    kept.change("bau", WEBER, lambda before: before.with_account(PETRA, ASANA, Account("77"), DAY))
    before = roster(kept)
    assert not given.take((), DAY)
    assert roster(kept) == before


def test_what_the_network_file_declares_counts_and_is_said() -> None:
    """Name, role and account of the file win; an address that only the list has is taken from it."""
    declared = Person(PETRA, "Petra Weber", WEBER, "Leitung")
    net = network((declared,), {PETRA: Account("5fff")})
    kept = rosters()
    given = importing(FIRST, kept, net)
    assert {(clash.kind, clash.person, clash.connection) for clash in given.compare().clashes} == {
        (Kind.PERSON, PETRA, None),
        (Kind.ACCOUNT, PETRA, TRELLO),
    }
    given.take((), DAY)
    partner = known(net, kept.of("bau")).network.partners[0]
    assert partner.roster[0] == Person(PETRA, "Petra Weber", WEBER, "Leitung", "petra@weber.example")
    assert partner.connections[0].accounts == {PETRA: "5fff"}
    assert [person.id for person in partner.roster] == [PETRA, "bert-birke"]


def test_an_account_that_the_file_gives_to_another_stays_that_one_s() -> None:
    """Whatever was imported before: two persons never share an account."""
    net = network((Person(PersonId("otto"), "Otto Ost", WEBER),), {PersonId("otto"): Account("5f01")})
    kept = rosters()
    importing(FIRST, kept).take((), DAY)
    found = known(net, kept.of("bau"))
    assert found.network.partners[0].connections[0].accounts == {PersonId("otto"): "5f01"}
    assert [(clash.kind, clash.person) for clash in found.clashes] == [(Kind.HOLDER, PETRA)]


def test_a_connection_that_is_there_no_more_takes_nobody_along() -> None:
    """The person stays; the account waits for its connection, and is said not to count."""
    kept = rosters()
    gone = Roster((Person(PETRA, "Petra Weber", WEBER),))
    other = importing(FIRST, kept).network.partners[1].connections[0].id
    kept.change("bau", WEBER, lambda _: gone.with_account(PETRA, other, Account("U1"), DAY))
    found = known(network(), kept.of("bau"))
    assert [(clash.kind, clash.connection) for clash in found.clashes] == [(Kind.CONNECTION, other)]
    assert found.network.partners[0].roster == gone.persons
    assert found.network.partners[1].connections[0].accounts == {}


@pytest.mark.parametrize(
    ("name", "identity"),
    [
        ("Jörg Müßig", "joerg-muessig"),
        ("Łukasz  O'Neil", "lukasz-o-neil"),
        ("Žofie Nováková", "zofie-novakova"),
        ("東", ""),
    ],
)
def test_a_name_gives_an_id(name: str, identity: str) -> None:
    """As people would write it without a German keyboard."""
    assert id_from(name) == identity


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("petra@weber.example", "PETRA@Weber.example"),
        ("petra.weber@gmail.com", "PetraWeber+trello@googlemail.com"),
        ("petra@müller.example", "petra@xn--mller-kva.example"),
    ],
)
def test_pl_13_who_is_listed_by_another_spelling_stays_the_person_they_were(before: str, now: str) -> None:
    """The address tells who it is, however it is written; a new name then changes neither id nor pseudonym."""
    kept = rosters()
    importing(f"Name;E-Mail\nPetra Weber;{before}\n", kept).take((), DAY)
    importing(f"Name;E-Mail\nPetra Kurz;{now}\n", kept).take((), DAY)
    assert [(person.id, person.name) for person in roster(kept).persons] == [(PETRA, "Petra Kurz")]


def test_pl_13_people_who_share_a_mailbox_stay_two() -> None:
    """A firm's one mailbox with an alias for each never makes two people one."""
    kept = rosters()
    both = "Name;E-Mail\nAnna Apfel;bau+anna@gmail.com\nBert Birke;bau+bert@gmail.com\n"
    importing(both, kept).take((), DAY)
    assert importing(both, kept).compare().difference == Difference()
    importing("Name;E-Mail\nBert Baum;BAU+bert@gmail.com\n", kept).take((), DAY)
    assert {person.id: person.name for person in roster(kept).persons} == {
        "anna-apfel": "Anna Apfel",
        "bert-birke": "Bert Baum",
    }
