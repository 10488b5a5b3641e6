"""Deletion rules in the words of DIN 66398: how long a data type is kept, from when on, and what happens then (PL-30).

Days are those of the network's zone. What began on a day is deleted on the day on which its period is over: something
of the 1st that is kept for 14 days goes on the 15th, and not on the 14th.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

MONTHS_A_QUARTER = 3
MONTHS_A_YEAR = 12
DAY = timedelta(days=1)


class DataType(StrEnum):
    """Datenart: what is kept for one purpose and deleted by one rule."""

    JOURNAL = "journal"
    TRANSIT = "transit"
    SUBMISSION_KEYS = "submission-keys"
    TASKS = "tasks"
    OPERATIONS = "operations"
    NAMES = "names"
    PLACES = "places"
    CONFLICTS = "conflicts"
    ENDINGS = "endings"
    PARTICIPATION = "participation"
    """Also what each entry names as its `retention_class`."""
    GROUNDS = "grounds"
    """What figures rest upon: rosters as keyed hashes, and on which days places were read."""
    RELEASES = "releases"
    TREE = "tree"
    IDENTITIES = "identities"
    PERSON_KEYS = "person-keys"
    CODES = "codes"
    SECRETS = "secrets"
    STATE = "state"
    DELIVERIES = "deliveries"
    SENDINGS = "sendings"
    HOLDS = "holds"
    STARTS = "starts"
    PROTOCOL = "protocol"
    ACCESS_LOG = "access-log"
    REIDENTIFICATIONS = "reidentifications"
    CASES = "cases"
    ERASURES = "erasures"
    CHARTER = "charter"
    BACKUPS = "backups"
    INSTALLATION = "installation"


class Start(StrEnum):
    """Startzeitpunkt: from when on the period counts."""

    NOTED = "noted"
    DELIVERED = "delivered"
    RECEIVED = "received"
    SHOWN_NOWHERE = "shown-nowhere"
    SUPERSEDED = "superseded"
    UNMENTIONED = "unmentioned"
    PLACE_LEFT = "place-left"
    LOST = "lost"
    QUARTER_ENDED = "quarter-ended"
    PERSON_LEFT = "person-left"
    UNKNOWN = "unknown"
    CONNECTION_LEFT = "connection-left"
    LAPSED = "lapsed"
    SENT = "sent"
    HOLD_ENDED = "hold-ended"
    LOOKED = "looked"
    REQUEST_ENDED = "request-ended"
    CLOSED = "closed"
    RUN = "run"
    WRITTEN = "written"
    END_OF_USE = "end-of-use"
    """The operator puts the whole data directory away: no run can do that."""


class Method(StrEnum):
    """What happens when the period is over."""

    DELETE = "delete"
    OVERWRITE = "overwrite"
    """The values go, a row without them stays for another rule."""
    DROP_PERSON = "drop-person"
    """Entries, their salts and the keys of their pseudonyms are destroyed; what stays speaks of nobody."""
    AT_ONCE = "at-once"
    """Within the very act that begins the period; no run is waited for."""
    WITH_DIRECTORY = "with-directory"


class Charge(StrEnum):
    """Who has to see to it."""

    SERVICE = "service"
    OPERATOR = "operator"


class Kind(StrEnum):
    """Where something is kept."""

    TABLE = "table"
    VAULT = "vault"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Store:
    """A table of the database or of the vault, or files of the data directory.

    With `columns` only those of the table; a table's other columns are another store. A file's `name` may be a pattern.
    `part` says which rows, where a table's rows are of several data types.
    """

    kind: Kind
    name: str
    columns: tuple[str, ...] = ()
    part: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """Regellöschfrist: calendar months, then days. A month without that day counts to its last."""

    days: int = 0
    months: int = 0

    def after(self, start: date) -> date:
        """The day on which what began on `start` is deleted."""
        month = start.year * MONTHS_A_YEAR + start.month - 1 + self.months
        year, month = divmod(month, MONTHS_A_YEAR)
        day = min(start.day, monthrange(year, month + 1)[1])
        return date(year, month + 1, day) + timedelta(days=self.days)

    def latest_start(self, today: date) -> date:
        """The last day from which the period is over today."""
        found = Period(-self.days, -self.months).after(today)
        while self.after(found + DAY) <= today:
            found += DAY
        while self.after(found) > today:
            found -= DAY
        return found


@dataclass(frozen=True, slots=True)
class Rule:
    """Löschregel: the one rule of a data type.

    `by_person`: a hold may name one person of it; else it holds the data type or nothing.
    """

    data_type: DataType
    start: Start
    period: Period
    method: Method
    stores: tuple[Store, ...]
    charge: Charge = Charge.SERVICE
    by_person: bool = False

    @property
    def deletion_class(self) -> str:
        """Löschklasse: rules with equal start and period are of one."""
        if self.start is Start.END_OF_USE:
            return str(self.start)
        return f"{self.start}+{self.period.months}m" if self.period.months else f"{self.start}+{self.period.days}d"

    @property
    def is_run(self) -> bool:
        """Whether the daily run deletes it; the rest goes at once, or by the operator's hand."""
        return self.method not in {Method.AT_ONCE, Method.WITH_DIRECTORY}


def quarter_of(day: date) -> str:
    """Such as `2026-Q4`; as texts they are in the order of time."""
    return f"{day.year}-Q{(day.month + MONTHS_A_QUARTER - 1) // MONTHS_A_QUARTER}"


def end_of_quarter(day: date) -> date:
    """The last day of the day's quarter."""
    month = day.month + (-day.month) % MONTHS_A_QUARTER
    return date(day.year, month, monthrange(day.year, month)[1])


def last_quarter_over(through: date) -> date:
    """The last day, not after `through`, that ends a quarter."""
    end = end_of_quarter(through)
    if end <= through:
        return end
    first = date(end.year, end.month - MONTHS_A_QUARTER + 1, 1)
    return first - DAY
