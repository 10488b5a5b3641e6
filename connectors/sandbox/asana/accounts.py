"""Who may call: people by `asana-<person id>`, the service by the tokens its seed names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from connectors.sandbox.asana.desk import Account
from connectors.sandbox.asana.entities import User
from connectors.sandbox.exchange import Request
from connectors.sandbox.seed import Seed, native_id, person_token
from connectors.sandbox.seed_part import Part, SeedError
from connectors.sandbox.stand_in import Caller, ServiceAccount

_APP = "1208000000000001"


@dataclass(frozen=True, slots=True)
class App:
    """An OAuth app, and who agrees to it where nobody else does."""

    client_id: str
    secret: str = field(repr=False)
    user: User


@dataclass(frozen=True, slots=True)
class Accounts:
    """Accounts by token. `people` finds a user by person id, `service` are the accounts the service uses.

    `apps` finds an OAuth app by its client id.
    """

    by_token: Mapping[str, Account]
    people: Mapping[str, User]
    service: tuple[ServiceAccount, ...]
    apps: Mapping[str, App] = field(default_factory=dict)
    service_gids: frozenset[str] = field(default_factory=frozenset)

    def of(self, request: Request) -> tuple[Caller, Account] | None:
        """Who a request comes from; the only form of credential is `Authorization: Bearer`."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        account = self.by_token.get(token.strip()) if scheme.lower() == "bearer" else None
        return (Caller(account.user.gid, token.strip()), account) if account else None


def accounts(seed: Seed) -> Accounts:
    """Read the people with an account in Asana and the service's accounts. Raises SeedError."""
    people = {
        person.id: User(person.accounts["asana"], person.name, person.email)
        for person in seed.people
        if "asana" in person.accounts
    }
    tokens = {
        person_token("asana", person): Account(people[person.id], None) for person in seed.people if person.id in people
    }
    users = {user.gid: user for user in people.values()}
    service, apps = [], dict[str, App]()
    for index, part in enumerate(seed.services("asana")):
        token, account, shown = _service(part, index, users)
        if token in tokens:
            raise SeedError(f"{part.at('token')}: this token is taken by another account.")
        users[account.user.gid], tokens[token] = account.user, account
        if account.app:
            apps.setdefault(account.app, App(account.app, shown["client_secret"], account.user))
        service.append(ServiceAccount(shown["connection"], {"TOKEN": token}, shown))
    return Accounts(tokens, people, tuple(service), apps, frozenset(each.shown["user"]["gid"] for each in service))


def _service(part: Part, index: int, users: Mapping[str, User]) -> tuple[str, Account, dict[str, Any]]:
    """An account, its token, and how the effective seed shows it."""
    part.only("connection", "token", "kind", "user", "client_id", "client_secret")
    suffix = f"-{index + 1}" if index else ""
    given = part.part("user")
    given.only("gid", "name", "email")
    gid = given.text("gid", native_id("asana", f"service{suffix}"))
    user = users.get(gid) or User(
        gid, given.text("name", "Cobridge"), given.text("email", f"cobridge{suffix}@example.org")
    )
    kind = part.choice("kind", ("oauth", "pat"), "oauth")
    client = part.text("client_id", _APP)
    shown: dict[str, Any] = {
        "connection": part.text("connection", f"asana{suffix}"),
        "token": part.text("token", f"cobridge-asana-token{suffix}"),
        "kind": kind,
        "user": {"gid": user.gid, "name": user.name, "email": user.email},
        "client_id": client,
        "client_secret": part.text("client_secret", "cobridge-asana-secret"),
    }
    return shown["token"], Account(user, client if kind == "oauth" else None), shown
