"""Mails by SMTP: `bridge.ports.mailer.Mailer`.

`smtps://` speaks TLS from the first byte, `starttls://` insists on turning to it, `smtp://` turns to it where the
server can. A password never goes over an open line to another machine.
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import policy
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from time import sleep
from urllib.parse import parse_qs, unquote, urlsplit

from bridge.core.errors import Failure, Retry, Stop
from bridge.ports.mailer import REFUSED, Mail

TIMEOUT = 20.0
"""Seconds that each step of the conversation may take."""
ATTEMPTS = 3
PAUSE = 2.0
"""Seconds before the second attempt; each further pause is four times as long."""
UNFOLDED = policy.SMTP.clone(max_line_length=200)
"""Subjects stay on one line: not every mail program joins them again."""
FOR_GOOD = 500
"""A code from here on is for good: https://www.rfc-editor.org/rfc/rfc5321#section-4.2.1."""
PORTS = {"smtp": 25, "starttls": 587, "smtps": 465}
LOCAL = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Server:
    """Where mails go out, as the setting says; shows no password."""

    scheme: str
    host: str
    port: int
    sender: str
    account: str = ""
    password: str = field(default="", repr=False)


def server_of(url: str) -> Server:
    """`smtp://user:password@host:port?from=address`; what is left out is as usual."""
    parts = urlsplit(url)
    account, host = unquote(parts.username or ""), parts.hostname or ""
    sender = parse_qs(parts.query).get("from", [account if "@" in account else f"cobridge@{host}"])[0]
    port = parts.port or PORTS[parts.scheme]
    return Server(parts.scheme, host, port, sender, account, unquote(parts.password or ""))


class SmtpMailer:
    """Mails over one server."""

    def __init__(
        self, server: Server, trusted: Callable[[], ssl.SSLContext], pause: Callable[[float], None] = sleep
    ) -> None:
        """`trusted` makes what says whom to trust, once it is needed; `pause` waits between attempts."""
        self._server, self._trusted, self._pause = server, trusted, pause

    def send(self, mail: Mail) -> Sequence[str]:
        """See `Mailer`. What may pass by itself is tried again a few times."""
        message = _message(mail, self._server.sender)
        for attempt in range(1, ATTEMPTS):
            try:
                return self._sent(message, mail.to)
            except Retry as failure:
                if failure.code == REFUSED:  # a server that puts off one address takes others meanwhile
                    raise
                self._pause(PAUSE * 4 ** (attempt - 1))
        return self._sent(message, mail.to)

    def _sent(self, message: EmailMessage, to: Sequence[str]) -> Sequence[str]:
        with _told(self._server), self._connected() as server:
            self._let_in(server)
            return sorted(server.send_message(message, self._server.sender, list(to)))

    def _connected(self) -> smtplib.SMTP:
        known = self._server
        if known.scheme == "smtps":
            return smtplib.SMTP_SSL(known.host, known.port, timeout=TIMEOUT, context=self._trusted())
        return smtplib.SMTP(known.host, known.port, timeout=TIMEOUT)

    def _let_in(self, server: smtplib.SMTP) -> None:
        known = self._server
        server.ehlo()
        guarded = known.scheme == "smtps"
        if not guarded and (known.scheme == "starttls" or server.has_extn("starttls")):
            server.starttls(context=self._trusted())
            guarded = True
        if known.account and not (guarded or known.host in LOCAL):
            raise Stop(f"The mail server {known.host} offers no TLS, so the password was not sent: use smtps://.")
        if known.account:
            server.login(known.account, known.password)


def _message(mail: Mail, sender: str) -> EmailMessage:
    message = EmailMessage(policy=UNFOLDED)
    domain = sender.rpartition("@")[2] or "localhost"
    message["From"], message["To"], message["Subject"] = sender, ", ".join(mail.to), mail.subject
    message["Date"], message["Message-ID"] = formatdate(), make_msgid(domain=domain)
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no absence note answers it
    if mail.series:
        message["List-Id"] = f"<{mail.series}.{domain}>"  # RFC 2919
    message.set_content(mail.text)
    if mail.html:
        message.add_alternative(mail.html, subtype="html")
    for each in mail.attachments:
        main, _, sub = each.kind.partition("/")
        message.add_attachment(each.content, maintype=main, subtype=sub, filename=each.name)
    return message


@contextmanager
def _told(server: Server) -> Iterator[None]:
    """What goes wrong is a decision, in a sentence without what the server said: it may repeat what was sent."""
    where = f"The mail server {server.host}"
    try:
        yield
    except smtplib.SMTPAuthenticationError as fault:
        raise Stop(f"{where} refuses user or password: mend COBRIDGE_SMTP_URL.") from fault
    except smtplib.SMTPRecipientsRefused as fault:
        codes = [code for code, _ in fault.recipients.values()]
        if all(code < FOR_GOOD for code in codes):
            raise Retry(f"{where} puts off every address for now (code {codes[0]}).", code=REFUSED) from fault
        raise Stop(f"{where} refuses every address of the mail: mend the addresses.", code=REFUSED) from fault
    except smtplib.SMTPSenderRefused as fault:
        raise _by_code(fault.smtp_code, f"{where} does not take mails from {server.sender}") from fault
    except smtplib.SMTPNotSupportedError as fault:
        raise Stop(f"{where} cannot do what COBRIDGE_SMTP_URL asks (TLS or sign-in).") from fault
    except smtplib.SMTPResponseException as fault:
        raise _by_code(fault.smtp_code, f"{where} did not take the mail") from fault
    except ssl.SSLCertVerificationError as fault:
        raise Stop(f"{where} has a certificate that this machine does not trust.") from fault
    except (smtplib.SMTPException, OSError) as fault:
        raise Retry(f"{where} could not be reached.") from fault


def _by_code(code: int, sentence: str) -> Failure:
    return Stop(f"{sentence} (code {code}).") if code >= FOR_GOOD else Retry(f"{sentence} for now (code {code}).")
