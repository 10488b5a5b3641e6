"""What the acts that read work with: every store that may hold data of persons, and the words of the answer."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from bridge.adapters.words import spoken
from bridge.core.sync.lanes import remembering
from bridge.service.rights.access import Answering
from bridge.service.rights.notify import Notifying
from bridge.service.rights.requests import Filing
from bridge.service.rights.sources import Sources
from bridge.service.rights.subject import Persons
from config.lines import LineIndex
from config.settings import read_settings

if TYPE_CHECKING:
    from bridge.bootstrap.installed import Installation


def sources(found: Installation) -> Sources:
    """All that is searched, with the people as they are known now."""
    network = found.people().network
    current = [found.current(terms) for terms in found.terms]
    memories = [found.spaces.memory(terms.space.id) for terms in current]
    spaces = [(remembering(terms, memory), memory) for terms, memory in zip(current, memories, strict=True)]
    return Sources(
        Persons(network, found.rosters.of(network.id), tuple(memories)),
        spaces,
        found.log,
        found.journal,
        filing(found),
        found.retaining.holds,
        found.retaining.starts,
        found.codes,
        found.reidentifications,
        found.access,
        found.retaining.rules(found.network),
    )


def filing(found: Installation) -> Filing:
    """Where requests are filed."""
    lands = {partner.id: partner.land for partner in found.network.partners if partner.land}
    return Filing(found.network.id, found.rights.cases, found.vault, found.access.today(), lands)


def notifying(found: Installation) -> Notifying:
    """What tells recipients, by mail where there is a mail server."""
    network, alerting = found.people().network, found.alerting
    return Notifying(network, found.rights.cases, alerting.mailer, alerting.say, found.access.today())


def declared_line(person: str, what: str) -> int:
    """The line of the network file on which this of the person stands, else the person's first line."""
    text = read_settings().network_file.read_text("utf-8")
    index = LineIndex(text)
    for at, partner in enumerate(tomllib.loads(text).get("partners", ())):
        for number, each in enumerate(partner.get("roster", ())):
            if each.get("id") == person:
                return index.line(("partners", at, "roster", number, what))
    return 1


def answering(found: Installation, language: str | None = None) -> Answering:
    """In the network's language unless another is asked for."""
    chosen = language or found.network.language
    return Answering(spoken(chosen), chosen, found.access.version, found.access.today())
