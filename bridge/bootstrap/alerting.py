"""What alerts are told with: the mail server, the words of the network, and what the process knows beside the store."""

from __future__ import annotations

import shutil
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time

from bridge.adapters import words
from bridge.adapters.mail import SmtpMailer, server_of
from bridge.adapters.store.alerts import SqlAlerts
from bridge.bootstrap.connections import Connections
from bridge.core.model.ids import ConnectionId
from bridge.core.model.network import Network
from bridge.ports.mailer import Mailer
from bridge.ports.words import Words
from bridge.service.alert import Notes
from config.document import VALID_UNTIL
from config.settings import Settings
from connectors.oauth import ENDS, REFRESH


@dataclass(frozen=True, slots=True)
class Alerting:
    """`notes` and `mailer` are one for the process; there is no mailer where nobody is to be told."""

    notes: Notes
    mailer: Mailer | None
    say: Words
    connections: Connections

    def free(self) -> int | None:
        """The data directory's free bytes, None where nobody knows."""
        try:
            return shutil.disk_usage(self.connections.settings.data_dir).free
        except OSError:
            return None

    def ends(self) -> Mapping[ConnectionId, datetime]:
        """When sign-ins end that nobody renews: as the network file says, else as the vendor said."""
        found = dict[ConnectionId, datetime]()
        for each in self.connections.all():
            secrets, day = self.connections.secrets(each), each.settings.get(VALID_UNTIL)
            if day:
                found[each.id] = datetime.combine(datetime.fromisoformat(day), time(), UTC)
            elif secrets.get(ENDS) and not secrets.get(REFRESH):
                found[each.id] = datetime.fromisoformat(secrets[ENDS])
        return found


def alerting(alerts: SqlAlerts, settings: Settings, network: Network, connections: Connections) -> Alerting:
    """Nothing is sent here."""
    url = settings.smtp_url.get_secret_value() if settings.smtp_url and network.alerts else ""
    mailer = SmtpMailer(server_of(url), ssl.create_default_context) if url else None
    return Alerting(Notes(alerts), mailer, words.spoken(network.language), connections)
