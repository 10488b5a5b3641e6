"""What the sandbox starts with: its people, their accounts, and what each vendor holds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any

from connectors.sandbox.seed_part import Part, SeedError
from connectors.sandbox.stand_in import Person

TOOLS = ("trello", "asana", "slack", "teams")
SECTIONS = ("trello", "asana", "slack", "graph")


@dataclass(frozen=True, slots=True)
class Seed:
    """The start of a run. A section is raw JSON that its vendor's stand-in reads, by `section`.

    `service` holds, for each tool, the accounts the service itself uses; most seeds have one for each.
    """

    now: datetime | None = None
    people: tuple[Person, ...] = ()
    sections: Mapping[str, Mapping[str, Any]] = field(default_factory=lambda: MappingProxyType({}))
    service: Mapping[str, tuple[Mapping[str, Any], ...]] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def read(cls, raw: object) -> Seed:
        """Take a seed as JSON gave it. Raises SeedError, whose message is one sentence."""
        whole = Part.of("", raw) if isinstance(raw, Mapping) else Part.of("the seed", raw)
        whole.only("now", "people", "service", *SECTIONS)
        return cls(
            now=whole.instant("now"),
            people=_people(whole),
            sections={name: whole.part(name).value for name in SECTIONS},
            service=_service(whole.part("service")),
        )

    @classmethod
    def load(cls, path: Path | None = None) -> Seed:
        """Read a seed file, or the built-in seed where none is named. Raises SeedError."""
        source = path if path is not None else files("connectors.sandbox") / "default_seed.json"
        try:
            return cls.read(json.loads(source.read_text(encoding="utf-8")))
        except OSError as fault:
            raise SeedError(f"{path}: the seed file cannot be read ({fault.strerror}).") from fault
        except ValueError as fault:
            sentence = str(fault) if isinstance(fault, SeedError) else f"this is no JSON ({fault})."
            raise SeedError(f"{path}: {sentence}") from fault

    def section(self, name: str) -> Part:
        """One vendor's part, to be read with the checks of `Part`."""
        return Part.of(name, self.sections.get(name))

    def services(self, tool: str) -> tuple[Part, ...]:
        """The service's accounts in a tool; one empty part, to be filled with defaults, where the seed names none."""
        return tuple(
            Part.of(f"service.{tool}" if index == 0 else f"service.{tool}[{index}]", value)
            for index, value in enumerate(self.service.get(tool) or ({},))
        )


def person_token(tool: str, person: Person) -> str:
    """The token with which a script acts as a person in a tool; it always works."""
    return f"{tool}-{person.id}"


def native_id(tool: str, name: str) -> str:
    """An id in the tool's own form, the same for the same name in every run."""
    return _FORMS[tool](hashlib.sha256(f"{tool}:{name}".encode()).hexdigest())


_FORMS: Mapping[str, Callable[[str], str]] = {
    "trello": lambda digits: digits[:24],
    "asana": lambda digits: "12" + str(int(digits[:16], 16))[:14].ljust(14, "0"),
    "slack": lambda digits: "U" + digits[:10].upper(),
    "teams": lambda digits: "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:32])),
}


def _people(whole: Part) -> tuple[Person, ...]:
    people = tuple(_person(part) for part in whole.parts("people"))
    for index, person in enumerate(people):
        if person.id in {other.id for other in people[:index]}:
            raise SeedError(f"people[{index}].id: {person.id!r} is taken; each person needs an id of their own.")
    return people


def _person(part: Part) -> Person:
    part.only("id", "name", "email", "accounts", "tokens")  # tokens: what `GET /seed` adds, so that it can be a seed
    name = part.text("id")
    return Person(name, part.text("name", name), part.text("email", f"{name}@example.org"), _accounts(part, name))


def _accounts(person: Part, name: str) -> Mapping[str, str]:
    """Without `accounts` a person has one in every tool; an account named null gets an id of the tool's form."""
    if person.value.get("accounts") is None:
        return {tool: native_id(tool, name) for tool in TOOLS}
    accounts = person.part("accounts")
    accounts.only(*TOOLS)
    return {tool: accounts.text(tool, "") or native_id(tool, name) for tool in accounts.value}


def _service(part: Part) -> Mapping[str, tuple[Mapping[str, Any], ...]]:
    part.only(*TOOLS, "graph")
    return {
        tool: tuple(entry.value for entry in part.parts(tool)) if isinstance(value, list) else (part.part(tool).value,)
        for tool, value in part.value.items()
    }
