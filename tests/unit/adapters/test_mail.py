"""Mails by SMTP, to a server on this machine."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bridge.adapters.mail import Server, SmtpMailer, server_of
from bridge.core.errors import Failure, Retry, Stop
from bridge.ports.mailer import REFUSED, Attachment, Mail
from tests.unit.adapters.certificate import contexts
from tests.unit.adapters.smtp import Post, mail_server

ANNA, BERT = "anna.weber@example.org", "bert.schulz@example.org"
MAIL = Mail((ANNA, BERT), "Störung", "Was: haus-7-trello wird nicht mehr gelesen\n")
SECRET = "geheim-0815/@"
CREDENTIALS = "bote:geheim-0815%2F%40@"


def untrusting() -> ssl.SSLContext:
    """A machine that trusts the usual authorities alone."""
    return ssl.create_default_context()


def mailer(
    post: Post,
    scheme: str = "smtp",
    credentials: str = "",
    trusted: Callable[[], ssl.SSLContext] = untrusting,
    paused: list[float] | None = None,
) -> SmtpMailer:
    """As a setting of that form has it."""
    server = server_of(f"{scheme}://{credentials}127.0.0.1:{post.port}?from=cobridge@example.org")
    return SmtpMailer(server, trusted, (paused if paused is not None else []).append)


def test_both_persons_get_one_mail_at_the_same_time() -> None:
    """One message, handed over once, for both; umlauts arrive, and no absence note is asked for."""
    with mail_server(Post()) as post:
        assert not mailer(post).send(MAIL)
        (mail,) = post.mails
    assert (mail.sender, mail.to) == ("cobridge@example.org", [ANNA, BERT])
    assert mail.message["Subject"] == "Störung"
    assert mail.message.get_content().strip() == MAIL.text.strip()
    assert mail.message["Auto-Submitted"] == "auto-generated"
    assert {"From", "To", "Date", "Message-ID"} <= set(mail.message.keys())


@pytest.mark.parametrize(("scheme", "at_once"), [("smtps", True), ("starttls", False), ("smtp", False)])
def test_a_password_goes_over_a_guarded_line(tmp_path: Path, scheme: str, *, at_once: bool) -> None:
    """TLS from the first byte, turned to on demand, or turned to because the server can."""
    serving, trusted = contexts(tmp_path)
    with mail_server(Post(tls=serving, at_once=at_once, account="bote", password=SECRET)) as post:
        assert not mailer(post, scheme, CREDENTIALS, lambda: trusted).send(MAIL)
        (mail,) = post.mails
    assert (mail.guarded, mail.account) == (True, "bote")


def test_a_password_never_goes_over_an_open_line_to_another_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever listens on the way would have it; the sentence says what to do."""
    monkeypatch.setattr("bridge.adapters.mail.LOCAL", ())
    with mail_server(Post(account="bote", password=SECRET)) as post:
        with pytest.raises(Stop, match="offers no TLS"):
            mailer(post, "smtp", CREDENTIALS).send(MAIL)
        assert not [line for line in post.said if line.startswith("AUTH")]


def test_tls_that_was_asked_for_is_insisted_on() -> None:
    """A server that cannot turn to TLS gets no mail by starttls://."""
    with mail_server(Post()) as post:
        with pytest.raises(Stop, match="cannot do what COBRIDGE_SMTP_URL asks"):
            mailer(post, "starttls").send(MAIL)
        assert not post.mails


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    """Somebody in between would read the mails."""
    serving, _ = contexts(tmp_path)
    with mail_server(Post(tls=serving)) as post:
        with pytest.raises(Stop, match="does not trust"):
            mailer(post, "starttls").send(MAIL)
        assert not post.mails


def test_what_passes_by_itself_is_tried_again() -> None:
    """A busy server takes it a little later; the pauses grow, and there is one mail."""
    paused: list[float] = []
    with mail_server(Post(codes=["451", "421"])) as post:
        assert not mailer(post, paused=paused).send(MAIL)
        assert len(post.mails) == 1
    assert paused == [2.0, 8.0]


def test_a_server_that_stays_busy_or_is_not_there_is_tried_later() -> None:
    """Nothing is lost: who sends has to come again."""
    with mail_server(Post(codes=["451"] * 3)) as post, pytest.raises(Retry, match=r"for now \(code 451\)"):
        mailer(post).send(MAIL)
    with pytest.raises(Retry, match="could not be reached"):
        mailer(post).send(MAIL)


def test_an_address_that_is_refused_is_told_and_the_other_gets_its_mail() -> None:
    """One person who left must not keep the other from knowing."""
    with mail_server(Post(refused=frozenset({BERT}))) as post:
        assert mailer(post).send(MAIL) == [BERT]
        assert [mail.to for mail in post.mails] == [[ANNA]]


@pytest.mark.parametrize(
    ("post", "credentials", "said"),
    [
        (Post(account="bote", password="anders"), CREDENTIALS, "refuses user or password"),
        (Post(refused=frozenset({ANNA, BERT})), "", "refuses every address"),
        (Post(codes=["554"]), "", "code 554"),
    ],
)
def test_what_only_a_person_can_mend_is_not_tried_again(post: Post, credentials: str, said: str) -> None:
    """One sentence that says what to do, without the password and without what the server said."""
    paused: list[float] = []
    with mail_server(post), pytest.raises(Stop, match=said) as refused:
        mailer(post, credentials=credentials, paused=paused).send(MAIL)
    assert not paused
    assert SECRET not in str(refused.value)


def test_a_mail_with_html_and_a_file_is_one_message_for_every_program() -> None:
    """Who reads plain text reads all of it; who shows HTML sees that; the file hangs beside both, and comes whole."""
    report = Attachment("bericht.pdf", "application/pdf", b"%PDF-1.7 " + bytes(range(256)))
    rich = replace(MAIL, html="<p>Störung <b>heute</b></p>", attachments=(report,), series="weekly.bau")
    with mail_server(Post()) as post:
        mailer(post).send(rich)
        (mail,) = post.mails
    message = mail.message
    assert message["List-Id"] == "<weekly.bau.example.org>"
    assert message["Auto-Submitted"] == "auto-generated"
    kinds = [part.get_content_type() for part in message.walk()]
    assert kinds == ["multipart/mixed", "multipart/alternative", "text/plain", "text/html", "application/pdf"]
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None
    assert html is not None
    assert plain.get_content().strip() == MAIL.text.strip()
    assert html.get_content().strip() == rich.html
    (file,) = message.iter_attachments()
    assert (file.get_filename(), file.get_content()) == ("bericht.pdf", report.content)


def test_an_address_that_is_put_off_keeps_nobody_waiting() -> None:
    """It may be taken later, and says so at once: a server that puts off one address takes others meanwhile."""
    paused: list[float] = []
    with mail_server(Post(later=frozenset({ANNA, BERT}))) as post, pytest.raises(Retry, match="code 450") as put_off:
        mailer(post, paused=paused).send(MAIL)
    assert (put_off.value.code, paused) == (REFUSED, [])


def test_the_setting_says_how_the_server_is_reached() -> None:
    """What is left out is as usual; a user that is an address sends in its own name; no password is ever shown."""
    assert server_of("starttls://a%40example.org:p%2F@mail.example.org") == Server(
        "starttls", "mail.example.org", 587, "a@example.org", "a@example.org", "p/"
    )
    assert server_of("smtps://mail.example.org") == Server(
        "smtps", "mail.example.org", 465, "cobridge@mail.example.org"
    )
    assert "p/" not in repr(server_of("smtp://a:p%2F@mail.example.org"))


def test_every_failure_is_a_decision() -> None:
    """A name that leads nowhere is no exception of the library."""
    gone = Server("smtp", "127.0.0.1", 1, "a@example.org")
    with pytest.raises(Failure):
        SmtpMailer(gone, untrusting, lambda _: None).send(MAIL)
