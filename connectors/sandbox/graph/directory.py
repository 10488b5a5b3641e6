"""Endpoints of people and groups."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from connectors.sandbox.graph.call import Call, Many, One, Pages, Plain, Reply
from connectors.sandbox.graph.entities import Entity, User
from connectors.sandbox.graph.errors import bad
from connectors.sandbox.graph.filters import matching
from connectors.sandbox.graph.kinds import GROUP, MEMBER, TEAM, USER, Kind

_PAGES = Pages(100, 999)
_USER_FIELDS = ("id", "mail", "userPrincipalName", "displayName", "givenName", "surname")
_GROUP_FIELDS = ("id", "displayName", "mailNickname")


def get_me(call: Call) -> Reply:
    return One(call.me(), USER)


def list_users(call: Call) -> Reply:
    return Many(_found(call, call.state.users.values(), USER, _USER_FIELDS), USER, _PAGES)


def count_users(call: Call) -> Reply:
    """As text; the directory counts only for those who ask for eventual consistency."""
    _eventual(call, "$count")
    return Plain(200, str(len(call.state.users)))


def get_user(call: Call) -> Reply:
    return One(call.user(), USER)


def list_groups(call: Call) -> Reply:
    return Many(_found(call, call.state.groups.values(), GROUP, _GROUP_FIELDS), GROUP, _PAGES)


def get_group(call: Call) -> Reply:
    return One(call.group(), GROUP)


def list_members(call: Call) -> Reply:
    return Many(_found(call, call.group().members.values(), MEMBER, _USER_FIELDS), MEMBER, _PAGES)


def list_owners(call: Call) -> Reply:
    return Many(_found(call, call.group().owners.values(), MEMBER, _USER_FIELDS), MEMBER, _PAGES)


def list_my_groups(call: Call) -> Reply:
    return Many(_of(call, call.me()), GROUP, _PAGES)


def list_my_teams(call: Call) -> Reply:
    return Many(_of(call, call.me()), TEAM, _PAGES)


def _of(call: Call, user: User) -> Sequence[Entity]:
    return [group for group in call.state.groups.values() if user.id in group.members]


def _found(call: Call, entities: Iterable[Entity], kind: Kind, fields: tuple[str, ...]) -> Sequence[Entity]:
    if "$search" in call.query:
        raise bad(
            "Request with $search query parameter only works through MSGraph with a special request header: "
            "'ConsistencyLevel: eventual'",
            "Request_UnsupportedQuery",
        )
    if "$orderby" in call.query:
        raise bad("Sorting not supported for current query.", "Request_UnsupportedQuery")
    if call.query.get("$count") == "true":
        _eventual(call, "$count")
    entities = list(entities)
    if "$filter" not in call.query:
        return entities
    test = matching(call.query["$filter"], fields, kind.type.capitalize())
    return [each for each in entities if test(kind.show(each, call.state))]


def _eventual(call: Call, what: str) -> None:
    if call.headers.get("consistencylevel", "").lower() != "eventual":
        raise bad(f"{what} is not currently supported.", "Request_BadRequest")
