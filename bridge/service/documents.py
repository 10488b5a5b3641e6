"""The documents before the start: drafts from a network file alone, and what is signed once nothing is open."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bridge.core.model.caller import Caller
from bridge.core.model.network import Network
from bridge.core.reports.documents.facts import Edition, Facts, once_agreed
from bridge.core.reports.documents.pack import Pack, pack
from bridge.core.rules import catalogue
from bridge.core.rules.access import Resource, Verb
from bridge.core.rules.agreement import fingerprint, points_of
from bridge.core.sync.terms import Terms
from bridge.ports.words import Words
from bridge.service.charter import Agreeing, UnfitError
from bridge.service.retention import rule_in_words
from bridge.service.rights.collecting import NOBODYS


@dataclass(frozen=True, slots=True)
class Ground:
    """What documents are made from: `terms` as the network file declares them, `stores` with their columns, `native`
    what tools call the fields, `filled` what people answered, in the words of `language`; `version` is the software's.
    """

    network: Network
    terms: Sequence[Terms]
    stores: Mapping[str, tuple[str, ...]]
    native: Mapping[str, Mapping[str, str]]
    filled: Mapping[str, str]
    language: str
    say: Words
    today: date
    version: str


def drafts(ground: Ground, partner: str | None) -> tuple[Pack, ...]:
    """Of one partner or of all, whatever is still open. Raises UnfitError for a partner or an answer there is not."""
    return _packs(ground, partner, 0)


def finals(ground: Ground, partner: str | None, caller: Caller, agreeing: Agreeing) -> tuple[Pack, ...]:
    """What can be signed. Raises UnfitError as well where the charter is not proposed, or an answer is missing.

    Raises NotPermittedError where the caller may not read the charter.
    """
    agreeing.access.permit(caller, Verb.READ, Resource.CHARTER)
    mark = fingerprint(points_of(ground.network))
    versions = agreeing.charters.versions(ground.network.id)
    number = max((each.number for each in versions if each.fingerprint == mark), default=0)
    if not number:
        raise UnfitError("documents.not_proposed")
    made = _packs(ground, partner, number)
    for each in made:
        if each.open:
            first = each.open[0]
            told = {"what": first.what, "where": first.where, "who": first.who}
            raise UnfitError("documents.incomplete", partner=each.partner.name, number=str(len(each.open)), **told)
    return made


def _packs(ground: Ground, partner: str | None, number: int) -> tuple[Pack, ...]:
    network, facts = ground.network, _facts(ground, number)
    known = [each.id for each in network.partners]
    if partner is not None and partner not in known:
        raise UnfitError("partner.unknown", partner=partner, partners=", ".join(known))
    made = [pack(each, facts) for each in network.partners]
    _check_answers(ground.filled, made)
    return tuple(each for each in made if partner in {None, each.partner.id})


def _facts(ground: Ground, number: int) -> Facts:
    network, rules = ground.network, catalogue.under(points_of(ground.network))
    return Facts(
        network,
        tuple(once_agreed(each, network) for each in ground.terms),
        ground.stores,
        NOBODYS,
        ground.native,
        {each: rule_in_words(rule, ground.say) for each, rule in rules.items()},
        ground.filled,
        Edition(ground.language, ground.today, ground.version, number),
        ground.say,
    )


def _check_answers(filled: Mapping[str, str], made: Sequence[Pack]) -> None:
    """An answer to nothing is a slip of the pen: it would leave its question open without a word."""
    known = [each.key for every in made for each in every.blanks if each.key]
    for key in filled:
        if key not in known:
            (nearest,) = difflib.get_close_matches(key, known, 1, 0) or known[:1]
            raise UnfitError("documents.unknown_answer", answer=key, nearest=nearest)
