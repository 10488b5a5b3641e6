"""Fills the workspace from the seed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from connectors.sandbox.seed import Seed, native_id
from connectors.sandbox.seed_part import Part, SeedError
from connectors.sandbox.slack.accounts import Accounts, accounts
from connectors.sandbox.slack.entities import Account, Channel, Team, User, UserGroup
from connectors.sandbox.slack.list_cells import cell
from connectors.sandbox.slack.list_items import new_row
from connectors.sandbox.slack.lists import new_list, set_todo_mode
from connectors.sandbox.slack.messages import authored, content, count_replies
from connectors.sandbox.slack.state import State, ts_of
from connectors.sandbox.slack.values import Obj, RefusedError
from connectors.sandbox.stand_in import Now

_TEAM = "T0COBRIDGE"
_CHANNEL = ("id", "name", "private", "topic", "purpose", "members", "archived", "messages")
_MESSAGE = ("author", "text", "blocks", "metadata", "ts", "at", "replies", "reactions")
_LIST = ("id", "name", "todo_mode", "columns", "column_ids", "items", "owner", "access")


def fill(seed: Seed, now: Now) -> tuple[State, Accounts, dict[str, Any]]:
    """The workspace the seed describes, its accounts, and its section with everything filled in. Raises SeedError."""
    part = seed.section("slack")
    part.only("plan", "team", "time_zone", "request_url", "channels", "lists", "usergroups")
    state = State(now, _team(part))
    who = accounts(seed, state.team.id)
    for user in (*who.people.values(), *(app.bot for app in who.apps.values())):
        state.users[user.id] = user
    state.apps = {app.id: app for app in who.apps.values()}
    return state, who, _Filling(state, who).all(part)


def _team(part: Part) -> Team:
    team = part.part("team")
    team.only("id", "name", "domain")
    zone = part.text("time_zone", "Europe/Berlin")
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        raise SeedError(f"{part.at('time_zone')}: {zone!r} is no time zone such as Europe/Berlin.") from None
    name = team.text("name", "Netzwerk")
    plan = cast("Any", part.choice("plan", ("free", "paid"), "paid"))
    return Team(team.text("id", _TEAM), name, team.text("domain", "netzwerk"), plan, zone)


@dataclass(frozen=True, slots=True)
class _Filling:
    """Creates what the seed lists."""

    state: State
    who: Accounts

    def all(self, part: Part) -> dict[str, Any]:
        team = self.state.team
        channels = part.parts("channels")
        if not any(each.value.get("name") == "general" for each in channels):
            channels = [Part(part.at("channels"), {"name": "general"}), *channels]
        shown: dict[str, Any] = {
            "plan": team.plan,
            "team": {"id": team.id, "name": team.name, "domain": team.domain},
            "time_zone": team.zone,
            "channels": [self._channel(each) for each in channels],
        }
        if part.value.get("lists") and team.plan == "free":
            raise SeedError(f"{part.at('lists')}: a free workspace has no Lists; set slack.plan to paid.")
        address = {"request_url": part.value["request_url"]} if "request_url" in part.value else {}
        groups = [self._group(each) for each in part.parts("usergroups")]
        lists = [self._list(each) for each in part.parts("lists")]
        return {**shown, "lists": lists, **({"usergroups": groups} if groups else {}), **address}

    def _group(self, part: Part) -> dict[str, Any]:
        part.only("id", "handle", "name", "users")
        handle = part.text("handle")
        users = tuple(self._user(part, each).id for each in part.texts("users"))
        group_id = part.text("id", "S" + native_id("slack", f"usergroup:{handle}")[1:])
        creator = next(iter(users), "")
        made = UserGroup(group_id, handle, part.text("name", handle), int(self.state.now()), creator, users)
        self.state.groups[made.id] = made
        return {**part.value, "id": made.id, "name": made.name}

    def _channel(self, part: Part) -> dict[str, Any]:
        part.only(*_CHANNEL)
        name = part.text("name")
        channel_id = part.text("id", "C" + native_id("slack", f"channel:{name}")[1:])
        if channel_id in self.state.channels or any(name == each.name for each in self.state.channels.values()):
            raise SeedError(f"{part.at('name')}: there is a channel {name!r} or {channel_id!r} already.")
        members = self._members(part)
        creator = next(iter(members), "")
        now = int(self.state.now())
        channel = Channel(channel_id, name, now, creator, "private" if part.flag("private") else "public")
        channel.general = name == "general"
        channel.members = dict.fromkeys(members)
        channel.archived = part.flag("archived")
        channel.updated = now * 1000
        for key in ("topic", "purpose"):
            if value := part.text(key, ""):
                setattr(channel, key, {"value": value, "creator": creator, "last_set": now})
        self.state.channels[channel.id] = channel
        messages = [self._message(each, channel, "") for each in part.parts("messages")]
        return {**part.value, "id": channel.id, "members": self._named(members), "messages": messages}

    def _members(self, part: Part) -> list[str]:
        """Persons' ids, connections' ids, `service` for all apps; everybody where nobody is named."""
        if part.value.get("members") is None:
            return list(self.state.users)
        members: list[str] = []
        for name in part.texts("members"):
            bots = [app.bot.id for app in self.who.apps.values()]
            members += bots if name == "service" else [self._user(part, name).id]
        return list(dict.fromkeys(members))

    def _named(self, members: list[str]) -> list[str]:
        names = {user.id: name for name, user in self.who.people.items()}
        names |= {app.bot.id: name for name, app in self.who.apps.items()}
        return [names[each] for each in members]

    def _message(self, part: Part, channel: Channel, parent: str) -> dict[str, Any]:
        part.only(*_MESSAGE)
        author = self._account(part)
        message = {**authored(self.state, author), "ts": self._ts(part, channel)}
        try:
            message |= content(self.state, part.text("text", ""), part.value.get("blocks"))
        except RefusedError as refusal:
            raise SeedError(f"{part.where}: Slack refuses this message ({refusal.error}).") from refusal
        if metadata := part.value.get("metadata"):
            message["metadata"] = metadata
        if parent:
            message |= {"thread_ts": parent, "parent_user_id": channel.messages[parent]["user"]}
        channel.keep(message, shown=not parent)
        replies = [self._message(each, channel, message["ts"]) for each in part.parts("replies")]
        if replies:
            count_replies(channel, message["ts"])
        for reaction in part.parts("reactions"):
            reaction.only("name", "by")
            users = [self._user(reaction, each).id for each in reaction.texts("by")]
            sign = {"name": reaction.text("name"), "users": users, "count": len(users)}
            message.setdefault("reactions", []).append(sign)
        return {**part.value, "ts": message["ts"], **({"replies": replies} if replies else {})}

    def _ts(self, part: Part, channel: Channel) -> str:
        if given := part.text("ts", ""):
            ts = ts_of(given)
            if ts is None or ts in channel.messages:
                raise SeedError(
                    f"{part.at('ts')}: {given!r} is no time stamp such as 1767225600.000100, or it is taken."
                )
            return ts
        moment = part.instant("at")
        return self.state.new_ts(moment) if moment else self.state.new_ts()

    def _account(self, part: Part) -> Account:
        """Who writes: a person, or an app by its connection's id (`service`: the first)."""
        name = part.text("author", next(iter(self.who.people), "service"))
        app = self.who.apps.get(name) or (next(iter(self.who.apps.values())) if name == "service" else None)
        user = app.bot if app else self._user(part, name)
        return Account(user, "bot" if app else "user", (), "", app)

    def _list(self, part: Part) -> dict[str, Any]:
        part.only(*_LIST)
        owner = self._account(Part(part.where, {"author": part.text("owner", "service")})).user
        try:
            found = new_list(self.state, owner.id, part.text("name"), part.value.get("columns"))
        except RefusedError as refusal:
            raise SeedError(f"{part.at('columns')}: Slack refuses these columns ({refusal.error}).") from refusal
        found.id = part.text("id", found.id)
        if part.flag("todo_mode", default=True):
            set_todo_mode(found)
        found.access = {self._user(part, name).id: "write" for name in part.texts("access")}
        found.access |= {} if part.value.get("access") else dict.fromkeys(self.state.users, "write")
        self.state.lists[found.id] = found
        columns = {column.key: column for column in found.columns.values()}
        items = []
        for each in part.parts("items"):
            row = new_row(self.state, owner.id, "")
            row.id = each.text("id", row.id)
            for key, value in each.value.items():
                if key == "id":
                    continue
                if key not in columns:
                    raise SeedError(f"{each.at(key)}: no such column; there are {', '.join(columns)}.")
                row.cells[columns[key].id] = self._cell(each, key, columns[key], value)
            found.rows[row.id] = row
            items.append({**each.value, "id": row.id})
        ids = {column.key: column.id for column in columns.values()}
        return {**part.value, "id": found.id, "column_ids": ids, "items": items}

    def _cell(self, part: Part, key: str, column: Any, value: Any) -> Obj:
        """A cell from a plain value: a text, a day, person ids, an option, true or false."""
        forms: Mapping[str, str] = {"todo_completed": "checkbox", "todo_assignee": "user", "todo_due_date": "date"}
        name = forms.get(column.kind, column.kind)
        if name in ("text", "rich_text"):
            elements = [{"type": "rich_text_section", "elements": [{"type": "text", "text": str(value)}]}]
            given: Obj = {"rich_text": [{"type": "rich_text", "elements": elements}]}
        elif name == "user":
            given = {"user": [self._user(part, each).id for each in part.texts(key)]}
        elif name == "multi_select":
            given = {"select": value}
        else:
            given = {name: value}
        try:
            return cell(self.state, column, given)
        except RefusedError as refusal:
            raise SeedError(f"{part.at(key)}: Slack refuses this value ({refusal.error}).") from refusal

    def _user(self, part: Part, name: str) -> User:
        """By person id, user id or connection id."""
        app = self.who.apps.get(name)
        user = self.who.people.get(name) or self.state.users.get(name) or (app.bot if app else None)
        if user is None:
            raise SeedError(f"{part.where}: {name!r} is nobody with an account in Slack.")
        return user
