"""What each command shows of persons (PL-17): a command without a row is refused by a test.

Every command with a resource asks whether the caller may, and each look is recorded.
"""

from __future__ import annotations

from collections.abc import Mapping

from bridge.core.rules.access import Resource

SHOWS: Mapping[str, Resource | None] = {
    "access list": Resource.ACCESS_LOG,
    "attack": Resource.FIGURES,
    "backup": Resource.BACKUPS,
    "charter consent": Resource.CONSENTS,
    "charter diff": None,
    "charter propose": None,
    "conflicts list": Resource.CONFLICTS,
    "conflicts restore": Resource.CONFLICTS,
    "connect": None,
    "demo": None,
    "doctor": Resource.PERSONS,
    "log export": Resource.LOG,
    "log prove": Resource.LOG,
    "log root": None,
    "log verify": None,
    "officer code": Resource.OFFICERS,
    "officer list": Resource.OFFICERS,
    "parked drop": Resource.PARKED,
    "parked list": Resource.PARKED,
    "parked retry": Resource.PARKED,
    "partner join": Resource.PREVIEWS,
    "partner leave": None,
    "partner status": Resource.CONSENTS,
    "people assign": Resource.PERSONS,
    "people import": Resource.PERSONS,
    "people match": Resource.PERSONS,
    "plan": Resource.PREVIEWS,
    "reidentify approve": Resource.IDENTITIES,
    "reidentify list": Resource.IDENTITIES,
    "reidentify request": Resource.IDENTITIES,
    "reidentify show": Resource.IDENTITIES,
    "report access": Resource.OWN_DATA,
    "report cases": Resource.CASES,
    "report close": Resource.CASES,
    "report documents": None,
    "report erasure": Resource.OWN_DATA,
    "report extend": Resource.CASES,
    "report notices": Resource.CASES,
    "report objection": Resource.OWN_DATA,
    "report portability": Resource.OWN_DATA,
    "report receive": Resource.CASES,
    "report rectification": Resource.OWN_DATA,
    "report refuse": Resource.CASES,
    "report restriction": Resource.OWN_DATA,
    "restore": Resource.BACKUPS,
    "retention hold": Resource.RETENTION,
    "retention release": Resource.RETENTION,
    "retention run": Resource.RETENTION,
    "retention show": Resource.RETENTION,
    "run": None,
    "sandbox": None,
    "space open": Resource.PREVIEWS,
    "space resume": None,
    "status": None,
    "sync": None,
    "week": Resource.FIGURES,
    "worklist": Resource.WORKLIST,
}
"""The resource whose permission is asked for; None for what shows nobody. The demo's persons are invented."""
