"""What went where, so that whoever operates the service can say so without learning who of a partner is meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bridge.core.model.network import Network
from bridge.core.model.sending import Arrival, Sending, Way
from bridge.service.week.mails import recipients
from bridge.service.week.outgoing import Outgoing

LACKING = frozenset({Arrival.REFUSED, Arrival.FAILED, Arrival.BEGUN})


@dataclass(frozen=True, slots=True)
class Told:
    """`number` recipients at `recipient`: a place, an address of the office, or the persons of `partner`."""

    week: str
    way: Way
    recipient: str
    state: Arrival
    partner: str = ""
    number: int = 1
    trouble: str = ""


def told(week: str, outgoing: Outgoing) -> tuple[Told, ...]:
    """How it stands with everything of that issue: the office's addresses, partners in the file's order, places."""
    sent = outgoing.sendings.of(outgoing.network.id, week)
    office = {outgoing.hashed(each): each for each in outgoing.report.mail}
    return (
        *_to_office(sent, office),
        *_to_members([each for each in sent if each.recipient not in office], outgoing.network),
        *_into_places(sent, outgoing),
    )


def undelivered(week: str, outgoing: Outgoing) -> tuple[Told, ...]:
    """What of that issue somebody lacks or may lack, and what of earlier ones could not be taken away."""
    lacking = [each for each in told(week, outgoing) if each.state in LACKING]
    left = (each for each in outgoing.sendings.standing(outgoing.network.id) if each.trouble and each.week != week)
    return (*lacking, *_into_places(list(left), outgoing))


def untold(week: str, outgoing: Outgoing) -> int:
    """How many addresses have not been tried."""
    tried = {each.recipient for each in outgoing.sendings.of(outgoing.network.id, week) if each.way is Way.MAIL}
    wanted = [outgoing.hashed(each.address) for each in recipients(outgoing)] if outgoing.goes_by_mail else []
    return sum(each not in tried for each in wanted)


def _to_office(sent: Sequence[Sending], office: Mapping[str, str]) -> Iterator[Told]:
    for each in sent:
        if each.way is Way.MAIL and each.recipient in office:
            yield Told(each.week, each.way, office[each.recipient], each.state, trouble=each.trouble)


def _to_members(sent: Sequence[Sending], network: Network) -> Iterator[Told]:
    """Numbers alone: who of a partner has which address is the partner's."""
    mails = [each for each in sent if each.way is Way.MAIL]
    for partner in network.partners:
        found = Counter((each.week, each.state) for each in mails if each.partner == partner.id)
        for (week, state), number in sorted(found.items()):
            yield Told(week, Way.MAIL, partner.name, state, partner.id, number)


def _into_places(sent: Sequence[Sending], outgoing: Outgoing) -> Iterator[Told]:
    found = {each.place: each for each in sent if each.way is not Way.MAIL}
    for terms in outgoing.terms:
        for place in terms.space.places:
            if each := found.get(place.id):
                yield Told(each.week, each.way, place.id, each.state, trouble=each.trouble)
