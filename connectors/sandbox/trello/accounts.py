"""Who may call: the people of the seed with their tokens, and the service with its own key and token."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from connectors.sandbox.exchange import Request
from connectors.sandbox.seed import Seed, native_id, person_token
from connectors.sandbox.seed_part import Part, SeedError
from connectors.sandbox.stand_in import Caller, Person, ServiceAccount
from connectors.sandbox.trello import shapes
from connectors.sandbox.trello.ids import is_object_id
from connectors.sandbox.trello.values import Obj, Params

_OAUTH = re.compile(r'oauth_(consumer_key|token)="([^"]*)"')
SERVICE = "service"
"""Stands for the service's accounts where a seed lists members."""


@dataclass(frozen=True, slots=True)
class Credential:
    """What a caller sent."""

    key: str
    token: str


@dataclass(slots=True)
class Accounts:
    """Everybody's accounts. `members` are member ids by person id; a token of the service works with its key only.

    `signing` are the secrets that go with the service's keys.
    """

    known: list[Obj] = field(default_factory=list)
    members: dict[str, str] = field(default_factory=dict)
    services: list[ServiceAccount] = field(default_factory=list)
    signing: dict[str, str] = field(default_factory=dict, repr=False)
    _tokens: dict[str, tuple[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, seed: Seed) -> Accounts:
        """Read them from a seed. Raises SeedError."""
        accounts = cls()
        for person in seed.people:
            if "trello" in person.accounts:
                account = shapes.member(_object_id(person), person.name, re.sub(r"[^a-z0-9_]", "", person.id.lower()))
                account["email"] = person.email
                accounts._enter(account, "", person_token("trello", person))
                accounts.members[person.id] = account["id"]
        for index, part in enumerate(seed.services("trello")):
            accounts._add_service(part, "trello" if index == 0 else f"trello-{index + 1}")
        return accounts

    def _enter(self, account: Obj, key: str, token: str) -> None:
        if token in self._tokens:
            raise SeedError(f"service.trello.token: {token!r} is taken; every account needs a token of its own.")
        self.known.append(account)
        self._tokens[token] = (account["id"], key)

    def _add_service(self, part: Part, default: str) -> None:
        part.only("key", "token", "secret", "member", "connection")
        connection = part.text("connection", default)
        who = part.part("member")
        who.only("id", "fullName", "username")
        object_id = who.text("id", native_id("trello", f"service-{connection}"))
        account = shapes.member(
            object_id, who.text("fullName", "Cobridge"), who.text("username", f"cobridge_{connection}")
        )
        secrets = {
            "KEY": part.text("key", f"key-of-{connection}"),
            "TOKEN": part.text("token", f"token-of-{connection}"),
            "SECRET": part.text("secret", f"secret-of-{connection}"),
        }
        self.signing[secrets["KEY"]] = secrets["SECRET"]
        self._enter(account, secrets["KEY"], secrets["TOKEN"])
        named = {key: account[key] for key in ("id", "fullName", "username")}
        shown = {"connection": connection, **{name.lower(): value for name, value in secrets.items()}, "member": named}
        self.services.append(ServiceAccount(connection, secrets, shown))

    def members_named(self, part: Part, key: str) -> list[str]:
        """The member ids a seed names by person or as `service`; everybody where it names nobody."""
        service = [account.shown["member"]["id"] for account in self.services]
        if part.value.get(key) is None:
            return [*self.members.values(), *service]
        found: list[str] = []
        for name in part.texts(key):
            found += service if name == SERVICE else [self.person(name, part.at(key))]
        return found

    def person(self, name: str, where: str) -> str:
        """The member id of a person. Raises SeedError."""
        if name not in self.members:
            allowed = ", ".join((*self.members, SERVICE))
            raise SeedError(f"{where}: {name!r} has no account in trello; allowed: {allowed}.")
        return self.members[name]

    def caller(self, sent: Credential) -> Caller | None:
        """Whose credential this is; None where it is incomplete or wrong."""
        account = self._tokens.get(sent.token)
        if account is None or not sent.key or account[1] not in ("", sent.key):
            return None
        return Caller(account[0], sent.token, sent.key)

    def secret_of(self, key: str) -> str:
        """What webhooks are signed with that were made with this key."""
        return self.signing.get(key, f"secret-of-{key}")

    def refusal(self, sent: Credential) -> str:
        """Trello's words for a credential that does not work."""
        keys = {key for _, key in self._tokens.values() if key}
        account = self._tokens.get(sent.token)
        if not sent.key or (account is not None and account[1] not in ("", sent.key) and sent.key not in keys):
            return "invalid key"
        return "invalid token" if sent.token else "unauthorized permission requested"


def _object_id(person: Person) -> str:
    object_id = person.accounts["trello"]
    if not is_object_id(object_id):
        raise SeedError(
            f"people: the trello account {object_id!r} of {person.id} is no Trello id; it needs 24 hexadecimal digits."
        )
    return object_id


def credential(request: Request, params: Params) -> Credential:
    """The key and token of a call: in its header, its query or its body."""
    named: Mapping[str, str] = dict(_OAUTH.findall(request.headers.get("authorization", "")))
    return Credential(
        named.get("consumer_key") or params.plain("key"),
        named.get("token") or params.plain("token"),
    )
