"""The issue in places: each gets its space's part in place of the last one, and nothing stays longer than 14 days."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from bridge.core.errors import Ambiguous, Failure
from bridge.core.model.caller import Caller, Role
from bridge.core.model.ids import PlaceId, SpaceId
from bridge.core.model.network import Place
from bridge.core.model.note import Form, Note, sign_of
from bridge.core.model.sending import FINAL, Arrival, Sending, Way
from bridge.core.reports.weekly import Weekly
from bridge.core.sync.terms import Terms
from bridge.ports.posting import Posting
from bridge.service.week.mails import OFFICE
from bridge.service.week.outgoing import Delivery, Outgoing

WAYS = {Form.MESSAGE: Way.POST, Form.ITEM: Way.CARD}


def post_all(outgoing: Outgoing, delivery: Delivery) -> None:
    """Put the issue into every place that has not got it, then take away the cards that it replaces."""
    if not outgoing.report.ways & set(WAYS.values()):
        return
    weekly = cache(lambda: outgoing.gather(Caller(OFFICE, Role.NETWORK_MANAGER), delivery.week))
    with outgoing.postings() as postings:
        delivery.places += [_posted(weekly, delivery.week, wall, outgoing) for wall in _walls(outgoing, postings)]
        replaced = {each.place for each in delivery.places if each.way is Way.CARD and each.state is Arrival.DELIVERED}
        _take_away(
            [each for each in _standing(outgoing) if each.week != delivery.week and each.place in replaced],
            postings, outgoing,
        )  # fmt: skip


def expire(outgoing: Outgoing) -> None:
    """Take away what has stood in places for its time. What cannot be is tried again with the next turn."""
    last = outgoing.today() - outgoing.kept
    over = [each for each in _standing(outgoing) if each.at.astimezone(outgoing.network.zone).date() <= last]
    if over:
        with outgoing.postings() as postings:
            _take_away(over, postings, outgoing)


@dataclass(frozen=True, slots=True)
class _Wall:
    """Where a space's part goes, and as what."""

    space: SpaceId
    place: Place
    form: Form
    posting: Posting


def _walls(outgoing: Outgoing, postings: Mapping[PlaceId, Posting]) -> Iterator[_Wall]:
    """Places that may read all of their space and have room, in the order of the network file."""
    for terms in outgoing.terms:
        closed = references_only(terms)
        for place in terms.space.places:
            posting = postings.get(place.id) if place.id not in closed else None
            form = posting.form(place) if posting else None
            if posting and form and WAYS[form] in outgoing.report.ways:
                yield _Wall(terms.space.id, place, form, posting)


def references_only(terms: Terms) -> frozenset[PlaceId]:
    """Places at which something of the space may not be read."""
    return frozenset(place for closed in terms.reserved.values() for place in closed)


def _posted(weekly: Callable[[], Weekly], week: str, wall: _Wall, outgoing: Outgoing) -> Sending:
    """Once: what may have arrived is looked for before it is put there again."""
    way, place = WAYS[wall.form], wall.place
    before = outgoing.known(week).get((way, place.id))
    if before and before.state in FINAL:
        return before
    note = Note(sign_of(week, place.id), *outgoing.forms.note(weekly(), wall.space, wall.form))
    begun = before or Sending(week, way, place.id, outgoing.clock.now())
    try:
        ref = wall.posting.find(place, note) if begun is before and begun.state is Arrival.BEGUN else None
        if ref is None:
            outgoing.keep(begun, Arrival.BEGUN)
            ref = wall.posting.put(place, note)
    except Ambiguous as failure:
        return outgoing.keep(begun, Arrival.BEGUN, failure.message)
    except Failure as failure:
        return outgoing.keep(begun, begun.state if begun is before else Arrival.FAILED, failure.message)
    return outgoing.keep(begun, Arrival.DELIVERED, ref=ref)


def _standing(outgoing: Outgoing) -> list[Sending]:
    return list(outgoing.sendings.standing(outgoing.network.id))


def _take_away(over: list[Sending], postings: Mapping[PlaceId, Posting], outgoing: Outgoing) -> None:
    places = {place.id: place for terms in outgoing.terms for place in terms.space.places}
    for each in over:
        if each.place not in places:  # nobody can reach it any more: who took the place out of the file has it
            outgoing.keep(each, Arrival.TAKEN_AWAY)
        elif each.place in postings:
            _taken_away(each, places[each.place], postings[each.place], outgoing)


def _taken_away(sending: Sending, place: Place, posting: Posting, outgoing: Outgoing) -> None:
    try:
        ref = sending.ref or posting.find(place, Note(sign_of(sending.week, place.id), "", ""))
        if ref:
            posting.take_away(place, ref)
    except Failure as failure:
        outgoing.keep(sending, sending.state, failure.message)
    else:
        outgoing.keep(sending, Arrival.TAKEN_AWAY)
