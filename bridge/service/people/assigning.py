"""A person says whose an account is, and takes that back. The tools are written to by the next sync, not from here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bridge.core.model.ids import Account, ConnectionId, PartnerId, PersonId
from bridge.core.model.network import Connection, Network
from bridge.core.model.person import Person
from bridge.core.model.roster import Roster
from bridge.ports.rosters import Rosters
from bridge.service.people.asking import Answer
from bridge.service.people.known import known
from bridge.service.people.matching import Proposal


class RefusedError(Exception):
    """It cannot be so; `key` names the sentence that says why, with these values. Nothing was changed."""

    def __init__(self, key: str, **values: str) -> None:
        super().__init__(key)
        self.key, self.values = key, values


@dataclass(frozen=True, slots=True)
class Assigning:
    """`declared` is the network as its file says, without what was imported and confirmed."""

    declared: Network
    rosters: Rosters
    today: date

    def look(self, person: str, connection: str) -> tuple[PersonId, PartnerId]:
        """The person and whose it is. Raises RefusedError where there is no such person or connection."""
        link, who = self._named(person, connection)
        return who.id, link.partner

    def assign(self, person: str, connection: str, account: str, answer: Answer) -> Account | None:
        """Confirm the account as the person's, and return the one that was before. Raises RefusedError."""
        link, who = self._named(person, connection)
        wanted = Account(account.strip())
        if not wanted:
            raise RefusedError("people.assign.no_account")
        if answer.holders and wanted not in {holder.account for holder in answer.holders}:
            raise RefusedError("people.assign.unknown_account", account=wanted, connection=link.id)
        before = list[Account | None]()

        def change(roster: Roster) -> Roster:
            accounts = self._accounts(link, roster)
            before.append(accounts.get(who.id))
            if link.accounts.get(who.id, wanted) != wanted:
                raise RefusedError("people.assign.declared", person=who.id, connection=link.id)
            holder = next((each for each, account in accounts.items() if account == wanted), who.id)
            if holder != who.id:
                raise RefusedError("people.assign.held", account=wanted, person=holder, connection=link.id)
            if wanted == link.accounts.get(who.id):
                return roster
            return roster.with_account(who.id, link.id, wanted, self.today).tidied(self.today)

        self.rosters.change(self.declared.id, link.partner, change)
        return before[0]

    def undo(self, person: str, connection: str) -> Account:
        """Take back what is confirmed of the person there, and return the account. Raises RefusedError."""
        link, who = self._named(person, connection)
        undone = list[Account]()

        def change(roster: Roster) -> Roster:
            account = roster.account(who.id, link.id)
            if account is None:
                key = "people.assign.declared" if who.id in link.accounts else "people.assign.nothing"
                raise RefusedError(key, person=who.id, connection=link.id)
            undone.append(account)
            return roster.without_account(who.id, link.id, self.today).tidied(self.today)

        self.rosters.change(self.declared.id, link.partner, change)
        return undone[0]

    def confirm(self, proposals: Sequence[Proposal]) -> tuple[Proposal, ...]:
        """Confirm those that still fit, and return them: meanwhile somebody may have decided otherwise."""
        done = list[Proposal]()
        for each in proposals:
            link, who = self._named(each.person.id, each.connection)

            def change(roster: Roster, each: Proposal = each, link: Connection = link, who: Person = who) -> Roster:
                accounts = self._accounts(link, roster)
                if who.id in accounts or each.holder.account in accounts.values():
                    return roster
                done.append(each)
                return roster.with_account(who.id, link.id, each.holder.account, self.today).tidied(self.today)

            self.rosters.change(self.declared.id, link.partner, change)
        return tuple(done)

    def _named(self, person: str, connection: str) -> tuple[Connection, Person]:
        """The declared connection and the person that these name; the person is of the connection's own partner."""
        declared = {link.id: link for partner in self.declared.partners for link in partner.connections}
        link = declared.get(ConnectionId(connection))
        if link is None:
            raise RefusedError("people.assign.no_connection", connection=connection, connections=", ".join(declared))
        network = known(self.declared, self.rosters.of(self.declared.id)).network
        roster = next(partner.roster for partner in network.partners if partner.id == link.partner)
        who = next((each for each in roster if each.id == person), None)
        if who is None:
            raise RefusedError("people.assign.no_person", person=person, partner=link.partner)
        return link, who

    def _accounts(self, link: Connection, roster: Roster) -> Mapping[PersonId, Account]:
        """The connection's accounts as they are with this roster."""
        network = known(self.declared, {link.partner: roster}).network
        return next(each.accounts for partner in network.partners for each in partner.connections if each.id == link.id)
