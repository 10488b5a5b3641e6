"""What the weekly report is gathered from and delivered with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from bridge.adapters.words import spoken
from bridge.bootstrap.connections import Connections
from bridge.bootstrap.releasing import releasing
from bridge.core.model.ids import ConnectionId, PlaceId, SpaceId
from bridge.core.model.network import Connection
from bridge.core.model.note import Form
from bridge.core.reports.weekly import Weekly
from bridge.core.sync.terms import Terms
from bridge.ports.posting import Posting
from bridge.ports.weekly import Letter
from bridge.ports.words import Words
from bridge.service.duties import duties
from bridge.service.week.gather import Gathering, gather
from bridge.service.week.outgoing import Outgoing
from bridge.service.worklist import Sources, worklist
from connectors import registry

if TYPE_CHECKING:
    from bridge.bootstrap.installed import Installation

ADDRESSES = "weekly report"
"""What addresses are hashed for."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """`bridge.ports.weekly.Forms`. What renders is loaded when it is needed: it takes a second."""

    say: Words

    def text(self, weekly: Weekly) -> str:
        """See `Forms`."""
        from bridge.adapters.render.weekly import text

        return text.render(weekly, self.say)

    def data(self, weekly: Weekly) -> str:
        """See `Forms`."""
        from bridge.adapters.render.weekly import json

        return json.render(weekly, self.say)

    def letter(self, weekly: Weekly) -> Letter:
        """See `Forms`."""
        from bridge.adapters.render.weekly import mail, pdf, text

        html, plain = mail.render(weekly, self.say), text.render(weekly, self.say)
        paper = b"" if pdf.missing() else pdf.render(weekly, self.say)
        return Letter(mail.subject(weekly, self.say), plain, html, paper)

    def note(self, weekly: Weekly, space: SpaceId, form: Form) -> tuple[str, str]:
        """See `Forms`."""
        from bridge.adapters.render.weekly import post

        if form is Form.ITEM:
            return post.task_title(weekly, self.say), post.task_text(weekly, space, self.say)
        text = post.render(weekly, space, self.say)
        return text.partition("\n")[0], text

    def files(self, weekly: Weekly) -> Mapping[str, bytes]:
        """See `Forms`."""
        from bridge.adapters.render.weekly import chart

        letter = self.letter(weekly)
        made = {
            "mail.html": letter.html.encode(),
            "mail.txt": letter.text.encode(),
            "report.pdf": letter.pdf,
            "weekly.json": self.data(weekly).encode(),
            "chart.svg": chart.render(weekly, self.say).encode(),
        }
        return {name: content for name, content in made.items() if content}

    def missing(self) -> str:
        """See `Forms`."""
        from bridge.adapters.render.weekly import pdf

        return pdf.missing()


def forms(found: Installation) -> Rendered:
    """In the network's language."""
    return Rendered(spoken(found.network.language))


def gathering(found: Installation) -> Gathering:
    """With people and charter as they are now."""
    network, current = found.people().network, [found.current(terms) for terms in found.terms]
    figures, agreeing = releasing(found), found.agreeing()
    stores = Sources(found.spaces, found.conflicts, found.visits, found.pauses, found.alerts)
    return Gathering(
        network,
        current,
        figures.force,
        figures.charter,
        found.access,
        figures.releases,
        found.figures.days,
        lambda reader: worklist(reader, current, stores, agreeing),
        lambda reader: duties(reader, current, found.spaces, found.confirmations, agreeing),
    )


@contextmanager
def postings(connections: Connections, terms: Sequence[Terms]) -> Iterator[Mapping[PlaceId, Posting]]:
    """What puts something into each place whose secrets are there; closed in the end."""
    made = dict[ConnectionId, Posting]()
    with ExitStack() as held:
        for connection in connections.all():
            if not connections.missing(connection):
                made[connection.id] = _posting(connection, connections)
                held.callback(getattr(made[connection.id], "close", lambda: None))
        yield {
            place.id: made[place.connection]
            for each in terms
            for place in each.space.places
            if place.connection in made
        }


def _posting(connection: Connection, connections: Connections) -> Posting:
    return registry.posting(connection.tool)(
        connections.with_login(connection),
        connections.secrets(connection),
        connections.origin(connection.tool),
        connections.budget(connection),
        connections.clock,
        connections.network.zone,
    )


def outgoing(found: Installation) -> Outgoing:
    """The same."""
    source = gathering(found)
    return Outgoing(
        source.network,
        source.terms,
        source.force,
        found.sendings,
        found.rights.mailer,
        partial(postings, found.reached(), source.terms),
        lambda reader, week: gather(reader, week, source),
        forms(found),
        partial(found.vault.hashed, ADDRESSES),
        found.clock,
    )
