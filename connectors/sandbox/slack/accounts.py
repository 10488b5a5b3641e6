"""Who may call: people by `slack-<person id>`, the service by the tokens of its apps and their bots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from connectors.sandbox.exchange import Request
from connectors.sandbox.loopback import is_loopback
from connectors.sandbox.seed import Seed, native_id, person_token
from connectors.sandbox.seed_part import Part, SeedError
from connectors.sandbox.slack.entities import Account, App, User
from connectors.sandbox.slack.values import Arguments
from connectors.sandbox.stand_in import ServiceAccount

BOT_SCOPES = (
    "app_mentions:read", "bookmarks:read", "bookmarks:write", "channels:history", "channels:join", "channels:manage",
    "channels:read", "chat:write", "chat:write.customize", "commands", "files:read", "files:write", "groups:history",
    "groups:read", "groups:write", "im:history", "im:read", "im:write", "lists:read", "lists:write",
    "metadata.message:read", "mpim:read", "pins:read", "pins:write", "reactions:read", "reactions:write", "team:read",
    "usergroups:read", "users.profile:read", "users:read", "users:read.email",
)  # fmt: skip
USER_SCOPES = (*BOT_SCOPES, "channels:write", "users.profile:write")
_ACCOUNT = ("connection", "token", "signing_secret", "app_token", "user", "scopes", "request_url")

_INSTALLING = ("client_id", "client_secret", "rotates")


@dataclass(frozen=True, slots=True)
class Accounts:
    """Accounts by token; `people` finds a user by person id, `apps` are the service's by connection."""

    by_token: Mapping[str, Account]
    people: Mapping[str, User]
    apps: Mapping[str, App]
    service: Sequence[ServiceAccount]

    def of(self, request: Request, args: Arguments) -> Account | None:
        """Whose token a call carries, in its header or its body."""
        return self.by_token.get(token_in(request, args))


def token_in(request: Request, args: Arguments) -> str:
    """The token of a call, empty where it has none; Slack takes none from a query."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and token.strip():
        return token.strip()
    return str(args.values.get("token", "")) if request.body else ""


def accounts(seed: Seed, team: str) -> Accounts:
    """Read the people with an account in Slack and the service's apps. Raises SeedError."""
    people = {
        person.id: User(person.accounts["slack"], person.id, person.name, person.email)
        for person in seed.people
        if "slack" in person.accounts
    }
    by_token: dict[str, Account] = {}
    for person in seed.people:
        if person.id in people:
            token = person_token("slack", person)
            by_token[token] = Account(people[person.id], "user", USER_SCOPES, token)
    address = seed.section("slack").text("request_url", "")
    apps, service = dict[str, App](), list[ServiceAccount]()
    for index, part in enumerate(seed.services("slack")):
        app = _app(part, index, team, address)
        if app.connection in apps:
            raise SeedError(f"{part.at('connection')}: {app.connection!r} is taken; each app needs one of its own.")
        for token, kind in ((app.token, "bot"), (app.app_token, "app")):
            if token in by_token:
                raise SeedError(f"{part.at('token')}: a token of this app is taken by another account.")
            by_token[token] = Account(app.bot, "bot" if kind == "bot" else "app", app.scopes, token, app)
        apps[app.connection] = app
        secrets = {"TOKEN": app.token, "SIGNING_SECRET": app.signing_secret, "APP_TOKEN": app.app_token}
        service.append(ServiceAccount(app.connection, secrets, _shown(app)))
    return Accounts(by_token, people, apps, tuple(service))


def _app(part: Part, index: int, team: str, address: str) -> App:
    part.only(*_ACCOUNT, *_INSTALLING, "app_id", "bot_id")
    suffix = f"-{index + 1}" if index else ""
    user = part.part("user")
    user.only("id", "name")
    number = native_id("slack", f"app{suffix}")[1:]
    name = user.text("name", "Cobridge")
    app_id, bot_id = part.text("app_id", f"A{number}"), part.text("bot_id", f"B{number}")
    bot = User(user.text("id", native_id("slack", f"service{suffix}")), name.lower(), name, "", bot_id, app_id)
    url = part.text("request_url", address)
    if url and not is_loopback(url):
        raise SeedError(
            f"{part.at('request_url')}: {url!r} is no http address on this machine, and nothing else gets mail."
        )
    return App(
        connection=part.text("connection", f"slack{suffix}"),
        id=app_id,
        bot=bot,
        token=part.text("token", f"xoxb-cobridge{suffix}"),
        signing_secret=part.text("signing_secret", f"cobridge-signing-secret{suffix}"),
        app_token=part.text("app_token", f"xapp-cobridge{suffix}"),
        verification_token=f"verification-{team}{suffix}",
        scopes=tuple(part.texts("scopes")) or BOT_SCOPES,
        request_url=url,
        client_id=part.text("client_id", f"{int(number[:9], 16)}.{int(number[1:10], 16)}"),
        client_secret=part.text("client_secret", f"cobridge-slack-secret{suffix}"),
        rotates=part.flag("rotates"),
    )


def _shown(app: App) -> dict[str, Any]:
    return {
        "connection": app.connection,
        "token": app.token,
        "signing_secret": app.signing_secret,
        "app_token": app.app_token,
        "user": {"id": app.bot.id, "name": app.bot.real_name},
        "app_id": app.id,
        "bot_id": app.bot.bot_id,
        "client_id": app.client_id,
        "client_secret": app.client_secret,
        "rotates": app.rotates,
        "scopes": list(app.scopes),
        **({"request_url": app.request_url} if app.request_url else {}),
    }
