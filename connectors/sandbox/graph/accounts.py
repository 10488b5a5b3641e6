"""Who may call: people by `teams-<person id>`, the service's applications by tokens that sign-in gives out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from connectors.sandbox.graph.call import Account
from connectors.sandbox.graph.entities import User
from connectors.sandbox.seed import Seed, native_id, person_token
from connectors.sandbox.seed_part import Part, SeedError
from connectors.sandbox.stand_in import ServiceAccount

PEOPLES_APPLICATION = native_id("teams", "application")
"""The client id that people's own tokens count as: Planner and Teams themselves."""


@dataclass(frozen=True, slots=True)
class Application:
    """An application of the service's. `user` is the licensed person it signs in as, None where there is nobody."""

    client_id: str
    secret: str
    user: User | None
    refresh_token: str


@dataclass(frozen=True, slots=True)
class Accounts:
    """`people` finds somebody by person id, `by_token` whose token a person's is."""

    directory: str
    people: Mapping[str, User]
    by_token: Mapping[str, Account]
    applications: Mapping[str, Application]
    service: tuple[ServiceAccount, ...]


def accounts(seed: Seed) -> Accounts:
    """Read the people with an account in Teams and the service's applications. Raises SeedError."""
    part = seed.section("graph")
    directory = part.text("tenant", native_id("teams", "directory"))
    people = {
        person.id: User(person.accounts["teams"], person.name, person.email)
        for person in seed.people
        if "teams" in person.accounts
    }
    tokens = {
        person_token("teams", person): Account(PEOPLES_APPLICATION, people[person.id])
        for person in seed.people
        if person.id in people
    }
    users = {user.id: user for user in people.values()}
    applications: dict[str, Application] = {}
    service = []
    for index, each in enumerate(_parts(seed)):
        application, shown = _application(each, index, users, directory)
        if application.client_id in applications:
            raise SeedError(f"{each.at('client_id')}: this id is taken by another application.")
        applications[application.client_id] = application
        service.append(ServiceAccount(shown["connection"], _secrets(application, directory), shown))
    return Accounts(directory, people, tokens, applications, tuple(service))


def _parts(seed: Seed) -> tuple[Part, ...]:
    """The tool is `teams`, its vendor `graph`: a seed may name the service's accounts by either."""
    if seed.service.get("teams") and seed.service.get("graph"):
        raise SeedError("service.graph: these accounts stand under service.teams already; name them once.")
    return seed.services("graph" if seed.service.get("graph") else "teams")


def _secrets(application: Application, directory: str) -> dict[str, str]:
    secrets = {"CLIENT_ID": application.client_id, "CLIENT_SECRET": application.secret, "TENANT_ID": directory}
    return secrets | ({"REFRESH_TOKEN": application.refresh_token} if application.user else {})


def _application(part: Part, index: int, users: dict[str, User], directory: str) -> tuple[Application, dict[str, Any]]:
    """An application and how the effective seed shows it; without a `refresh_token` ("") it signs in as nobody."""
    part.only("connection", "client_id", "client_secret", "tenant_id", "refresh_token", "user")
    if part.text("tenant_id", directory) != directory:
        raise SeedError(f"{part.at('tenant_id')}: there is one tenant here, {directory}; name it in graph.tenant.")
    suffix = f"-{index + 1}" if index else ""
    refresh = part.text("refresh_token", f"cobridge-graph-refresh{suffix}")
    user = _service_user(part.part("user"), suffix, users) if refresh else None
    client_id = part.text("client_id", native_id("teams", f"client{suffix}"))
    application = Application(client_id, part.text("client_secret", f"cobridge-graph-secret{suffix}"), user, refresh)
    return application, {
        "connection": part.text("connection", f"teams{suffix}"),
        "client_id": client_id,
        "client_secret": application.secret,
        "tenant_id": directory,
        "refresh_token": refresh,
        **({"user": {"id": user.id, "displayName": user.name, "mail": user.mail}} if user else {}),
    }


def _service_user(part: Part, suffix: str, users: dict[str, User]) -> User:
    part.only("id", "displayName", "mail")
    name = part.text("id", native_id("teams", f"service{suffix}"))
    if name not in users:
        mail = part.text("mail", f"cobridge{suffix}@example.org")
        users[name] = User(name, part.text("displayName", "Cobridge"), mail)
    return users[name]
