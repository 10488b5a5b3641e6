"""Who holds a role: of each partner a coordinator and a works council, one data-protection officer; each has a code."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bridge.entry.demo.processes import FailedError
from bridge.entry.demo.service import Service
from bridge.entry.demo.stage import Connected, Partner, Stage

CODE = re.compile(r"^\s+(\w+(?:-\w+)+)\s*$", re.MULTILINE)
PROTECTION = "datenschutz"
"""The id of the data-protection officer of the network."""
SIGNED, AGREED = "Spielregeln 1", "Betriebsvereinbarung 1"


def coordinator(partner: Partner) -> str:
    """The id of the partner's coordinator."""
    return f"leitung-{partner.id}"


def council(partner: Partner) -> str:
    """The id of its works council."""
    return f"rat-{partner.id}"


def protection() -> dict[str, str]:
    """The row of the data-protection officer."""
    name, mail = "Datenschutz im Netzwerk Muster", f"{PROTECTION}@muster-netzwerk.example"
    return {"id": PROTECTION, "name": name, "role": "dsb", "email": mail}


def officers(partner: Partner) -> Iterator[dict[str, str]]:
    """Their rows in the network file."""
    for identity, role in ((coordinator(partner), "partner_coordinator"), (council(partner), "betriebsrat")):
        word = "Leitung" if identity == coordinator(partner) else "Betriebsrat"
        mail = f"{word.casefold()}@muster-{partner.id}.example"
        yield {"id": identity, "name": f"{word} {partner.name}", "role": role, "email": mail}


def agree(stage: Stage, service: Service) -> int:
    """Every partner signs, its council agrees, its staff are informed, each by the public command. How often that is.

    The service knows the officers' codes from then on.
    """
    partners = [connected.partner for connected in stage.connections]
    holders = [PROTECTION, *(each for partner in partners for each in (coordinator(partner), council(partner)))]
    first = [*((("officer", "code", holder), "") for holder in holders), (("charter", "propose"), "")]
    said = service.commands.run_each(first)
    service.codes = dict(zip(holders, map(code_of, said[:-1]), strict=True))
    given = [each for connected in stage.connections for each in _consents(connected)]
    return len(service.commands.run_each([(words, service.codes[words[-1]]) for words in given]))


def take_back(partner: Partner, service: Service) -> str:
    """The partner's coordinator takes the signature back; what the command said."""
    return service.run_as(coordinator(partner), *_consent(partner, "signed"), "--withdraw")


def _consents(connected: Connected) -> Iterator[tuple[str, ...]]:
    """The commands, each with its officer at the end."""
    partner, informed = connected.partner, str(len(connected.people))
    own = (*_consent(partner, "signed"), "--gate", "notice", "--number", informed, "--reference", SIGNED)
    yield (*own, "--as", coordinator(partner))
    yield (*_consent(partner, "council"), "--reference", AGREED, "--as", council(partner))


def _consent(partner: Partner, gate: str) -> tuple[str, ...]:
    return ("charter", "consent", "--partner", partner.id, "--gate", gate)


def code_of(printed: str) -> str:
    """The code that `cobridge officer code` printed. Raises FailedError where there is none."""
    found = CODE.search(printed)
    if found is None:
        raise FailedError("cobridge officer code printed no code.")
    return found[1]
