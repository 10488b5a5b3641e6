"""What the documents are made from: the network file, the tables in code, and what people answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bridge.core.model.charter import Points
from bridge.core.model.ids import PartnerId
from bridge.core.model.network import Network
from bridge.core.reports.gdpr.shown import Say
from bridge.core.rules.agreement import points_of
from bridge.core.rules.consent import Force
from bridge.core.rules.retention import DataType
from bridge.core.sync.agreeing import under
from bridge.core.sync.terms import Terms


@dataclass(frozen=True, slots=True)
class Edition:
    """Which one it is: `version` is the software's, `number` that of the charter as proposed; 0 in a draft."""

    language: str
    on: date
    version: str
    number: int = 0

    @property
    def draft(self) -> bool:
        """Whether nobody can sign it yet."""
        return not self.number


@dataclass(frozen=True, slots=True)
class Facts:
    """`terms` are those of each space when every partner has agreed to the network file's charter.

    `stores` has the columns of each table of the database and the vault, `nobodys` why a table or file tells nothing
    of persons, `native` what each tool calls the fields, `periods` each data type's period in words, `filled` what
    people answered, by key.
    """

    network: Network
    terms: tuple[Terms, ...]
    stores: Mapping[str, tuple[str, ...]]
    nobodys: Mapping[str, str]
    native: Mapping[str, Mapping[str, str]]
    periods: Mapping[DataType, str]
    filled: Mapping[str, str]
    edition: Edition
    say: Say

    @property
    def points(self) -> Points:
        """The charter, point by point."""
        return points_of(self.network)

    @property
    def names(self) -> Mapping[PartnerId, str]:
        """What the partners are called."""
        return {each.id: each.name for each in self.network.partners}


def once_agreed(terms: Terms, network: Network) -> Terms:
    """The terms when every partner has agreed to what the network file declares."""
    return under(terms, network, Force(points_of(network), dict.fromkeys((each.id for each in network.partners), 1)))
