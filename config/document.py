"""The network file as it is written: which tables and keys there are, and what each may hold."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from bridge.core.model.land import Land
from bridge.core.model.stay import Matching
from config.charter import CharterTable

ADDRESS = re.compile(r"[^@\s<>,;\"]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
NAMED = 2
"""Persons who are told of troubles."""
VALID_UNTIL = "valid_until"
"""The setting of any connection that says on which day what it signs in with ends."""
SECRET_NAMES = ("key", "password", "secret", "token")


def _no_secrets(settings: dict[str, str]) -> dict[str, str]:
    wrong = sorted(name for name in settings if any(word in name.lower() for word in SECRET_NAMES))
    if wrong:
        raise ValueError(f"secrets such as {wrong[0]} belong into the environment, never into this file")
    return settings


def _dated(settings: dict[str, str]) -> dict[str, str]:
    try:
        date.fromisoformat(settings.get(VALID_UNTIL, "2000-01-01"))
    except ValueError as fault:
        raise ValueError(f"{VALID_UNTIL} is a day such as 2027-03-31") from fault
    return settings


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as fault:
        raise ValueError("a time zone is allowed, such as Europe/Berlin") from fault
    return name


def _named(fields: dict[str, str]) -> dict[str, str]:
    wrong = next((name for name in fields if name != name.strip() or not name), None)
    if wrong is not None:
        raise ValueError(f'"{wrong}" is no name: without spaces around it, and not empty')
    return fields


Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Word = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
NativeId = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Table(BaseModel):
    """A table of the file; a key it does not know is a fault."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


def _address(text: str) -> str:
    if not ADDRESS.fullmatch(text):
        raise ValueError("a mail address is allowed, such as petra.weber@example.org")
    return text


class OfficerTable(Table):
    """What the tables of officers have in common."""

    id: Id
    name: Name
    email: Annotated[str, AfterValidator(_address)]


class NetworkOfficerTable(OfficerTable):
    """`[[officers]]`."""

    role: Literal["network_manager", "dsb", "auditor", "sysadmin"]


class PartnerOfficerTable(OfficerTable):
    """`[[partners.officers]]`; `trusted` is whom the staff chose where there is no council."""

    role: Literal["partner_coordinator", "betriebsrat", "dsb"]
    trusted: bool = False


class PersonTable(Table):
    """`[[partners.roster]]`."""

    id: Id
    name: Name
    role: Word = ""
    email: Word = ""
    accounts: dict[str, NativeId] = Field(default_factory=dict)


class ConnectionTable(Table):
    """`[[partners.connections]]`."""

    id: Id
    tool: str
    region: Literal["eea", "us", ""] = ""
    settings: Annotated[dict[str, str], AfterValidator(_no_secrets), AfterValidator(_dated)] = Field(
        default_factory=dict
    )


class PartnerTable(Table):
    """`[[partners]]`."""

    id: Id
    name: Name
    roster: list[PersonTable] = Field(default_factory=list)
    officers: list[PartnerOfficerTable] = Field(default_factory=list)
    connections: list[ConnectionTable] = Field(default_factory=list)
    eea: bool = False
    named_in_worklist: bool | None = None
    land: Annotated[Land, Field(strict=False)] | None = None


class GuardTable(Table):
    """`guard = { share = ..., number = ... }` of a space."""

    share: Annotated[float, Field(gt=0, le=1, strict=False)] | None = None
    number: Annotated[int, Field(ge=0)] | None = None


class PlaceTable(Table):
    """`[[spaces.places]]`."""

    id: Id
    connection: str
    container: NativeId
    matching: Annotated[Matching, Field(strict=False)] = Matching.CREATE
    conversation: Word = ""
    custom_fields: Annotated[dict[str, Name], AfterValidator(_named)] = Field(default_factory=dict)
    priority_field: Word = ""


class AnnouncedTable(Table):
    """`[[spaces.announced]]`: a partner that comes into the space, or leaves it."""

    partner: str
    comes: date | None = None
    leaves: date | None = None

    @model_validator(mode="after")
    def _one_day(self) -> Self:
        if (self.comes is None) is (self.leaves is None):
            raise ValueError("name the day on which the partner comes, or the one on which it leaves")
        return self


class SpaceTable(Table):
    """`[[spaces]]`."""

    id: Id
    name: Name
    done_lane: Word = ""
    private_label: Word = "intern"
    guard: GuardTable = GuardTable()
    announced: list[AnnouncedTable] = Field(default_factory=list)
    places: Annotated[list[PlaceTable], Field(min_length=1)]


def _two_addresses(addresses: list[str]) -> list[str]:
    wrong = [each for each in addresses if not ADDRESS.fullmatch(each)]
    if wrong or not len(addresses) == len({each.casefold() for each in addresses}) == NAMED:
        raise ValueError("two different mail addresses are allowed, of two persons who are told of troubles")
    return addresses


def _addresses(addresses: list[str]) -> list[str]:
    wrong = [each for each in addresses if not ADDRESS.fullmatch(each)]
    if wrong or len(addresses) != len({each.casefold() for each in addresses}):
        raise ValueError("mail addresses are allowed, each once, such as petra.weber@example.org")
    return addresses


def _some(ways: list[str]) -> list[str]:
    if not ways or len(ways) != len(set(ways)):
        raise ValueError("one or more of mail, posts and cards are allowed, each once")
    return ways


class ReportTable(Table):
    """`[network.report]`: who gets the weekly report, and how."""

    mail: Annotated[list[str], AfterValidator(_addresses)] = Field(default_factory=list)
    members: bool = False
    ways: Annotated[list[Literal["mail", "posts", "cards"]], AfterValidator(_some)] | None = None
    contact: Word = ""


class NetworkTable(Table):
    """`[network]`."""

    id: Id
    name: Name
    language: Literal["de", "en"] = "de"
    alerts: Annotated[list[str], AfterValidator(_two_addresses)] | None = None
    zone: Annotated[str, AfterValidator(_zone)] = "Europe/Berlin"
    report: ReportTable | None = None


class NetworkDocument(Table):
    """The whole file."""

    network: NetworkTable
    officers: list[NetworkOfficerTable] = Field(default_factory=list)
    partners: Annotated[list[PartnerTable], Field(min_length=1)]
    spaces: list[SpaceTable] = Field(default_factory=list)
    charter: CharterTable = CharterTable()
