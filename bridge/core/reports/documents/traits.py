"""What each field is, judged once: whether it tells of a person, and whether conduct or work could be watched by it.

Being apt is enough for co-determination (BAG 1 ABR 20/21), whatever is meant by it; so what might be apt counts as apt.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bridge.core.log.entry import Purpose
from bridge.core.rules.access import Resource
from bridge.core.rules.retention import DataType


class Personal(StrEnum):
    """How a field leads to a person."""

    NAMED = "named"
    """It says who somebody is."""
    TEXT = "text"
    """People write into it, and may name somebody."""
    LINKED = "linked"
    """By the person whom the same task or entry names."""
    KEYED = "keyed"
    """It stands for a person under a pseudonym."""
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Trait:
    """`apt`: conduct or work could be watched by it."""

    personal: Personal
    apt: bool


_NAMED, _TEXT, _LINKED = (
    Trait(Personal.NAMED, apt=True),
    Trait(Personal.TEXT, apt=True),
    Trait(Personal.LINKED, apt=True),
)
_BESIDE = Trait(Personal.LINKED, apt=False)

OF_TASK: Mapping[str, Trait] = {
    "title": _TEXT,
    "description": _TEXT,
    "status": _LINKED,
    "due": _LINKED,
    "lead": _NAMED,
    "helpers": _NAMED,
    "labels": _TEXT,
    "archived": _LINKED,
    "start": _LINKED,
    "priority": _BESIDE,
    "checklist": _TEXT,
    "attachments": _TEXT,
    "custom": _TEXT,
    "shown": _NAMED,
    "comments": _TEXT,
}
"""Every field of a task, and its comments."""

OF_PERSON: Mapping[str, Trait] = dict.fromkeys(
    ("id", "name", "partner", "role", "email", "accounts"), Trait(Personal.NAMED, apt=False)
)
"""Every field of a roster."""

OF_ENTRY: Mapping[str, Trait] = {
    "event_id": _BESIDE,
    "event_type": _LINKED,
    "network_id": _BESIDE,
    "space_ref": _LINKED,
    "org_id": _LINKED,
    "counterpart_org": _LINKED,
    "actor_ref": Trait(Personal.KEYED, apt=True),
    "object_ref": Trait(Personal.KEYED, apt=True),
    "object_kind": _BESIDE,
    "responsibility_role": _LINKED,
    "source_tool": _LINKED,
    "occurred_on": _LINKED,
    "recorded_week": _LINKED,
    "purpose": _BESIDE,
    "policy_version": _BESIDE,
    "retention_class": _BESIDE,
    "salt": _BESIDE,
    "commitment": _BESIDE,
}
"""Every field of an entry, with what proves it."""


@dataclass(frozen=True, slots=True)
class Keeping:
    """Why a data type is kept, and the resource as which it is read; None for what no command shows but to oneself."""

    purpose: Purpose
    resource: Resource | None = None
    apt: bool = False


_MIRROR, _FIGURES, _RIGHTS, _SAFETY = Purpose.MIRROR, Purpose.TRANSPARENCY, Purpose.RIGHTS, Purpose.SECURITY
KEEPING: Mapping[DataType, Keeping] = {
    DataType.JOURNAL: Keeping(_MIRROR, apt=True),
    DataType.TRANSIT: Keeping(_MIRROR, apt=True),
    DataType.SUBMISSION_KEYS: Keeping(_MIRROR, apt=True),
    DataType.TASKS: Keeping(_MIRROR, Resource.WORKLIST, apt=True),
    DataType.OPERATIONS: Keeping(_MIRROR, Resource.PARKED, apt=True),
    DataType.NAMES: Keeping(_MIRROR, Resource.PERSONS),
    DataType.PLACES: Keeping(_MIRROR, Resource.PLACES),
    DataType.CONFLICTS: Keeping(_MIRROR, Resource.CONFLICTS, apt=True),
    DataType.ENDINGS: Keeping(_MIRROR, Resource.CONFLICTS, apt=True),
    DataType.PARTICIPATION: Keeping(_FIGURES, Resource.LOG, apt=True),
    DataType.GROUNDS: Keeping(_FIGURES),
    DataType.RELEASES: Keeping(_FIGURES, Resource.FIGURES),
    DataType.TREE: Keeping(_SAFETY, Resource.LOG),
    DataType.IDENTITIES: Keeping(_MIRROR, Resource.PERSONS),
    DataType.PERSON_KEYS: Keeping(_FIGURES),
    DataType.CODES: Keeping(_SAFETY, Resource.OFFICERS),
    DataType.SECRETS: Keeping(_SAFETY),
    DataType.STATE: Keeping(_MIRROR, Resource.PLACES),
    DataType.DELIVERIES: Keeping(_MIRROR, Resource.PLACES),
    DataType.SENDINGS: Keeping(_FIGURES),
    DataType.HOLDS: Keeping(_RIGHTS, Resource.RETENTION),
    DataType.STARTS: Keeping(_RIGHTS),
    DataType.PROTOCOL: Keeping(_SAFETY, Resource.RETENTION),
    DataType.ACCESS_LOG: Keeping(_SAFETY, Resource.ACCESS_LOG, apt=True),
    DataType.REIDENTIFICATIONS: Keeping(_SAFETY, Resource.IDENTITIES),
    DataType.CASES: Keeping(_RIGHTS, Resource.CASES),
    DataType.ERASURES: Keeping(_RIGHTS),
    DataType.CHARTER: Keeping(_SAFETY, Resource.CONSENTS),
    DataType.BACKUPS: Keeping(_SAFETY, Resource.BACKUPS, apt=True),
    DataType.INSTALLATION: Keeping(_SAFETY),
}
"""Every data type of the deletion rules."""
