"""What `cobridge reidentify` says, in English."""

from __future__ import annotations

from collections.abc import Mapping

ENGLISH_REIDENTIFY: Mapping[str, str] = {
    "reidentify.requested": "Request {id}: the data-protection officer and the works council or trusted person of "
    "{partner} have to agree, until {until}: cobridge reidentify approve {id} --as ID",
    "reidentify.approved": "Agreed. Still missing: {missing}.",
    "reidentify.granted": "Agreed. Both have agreed: cobridge reidentify show {id} --as ID",
    "reidentify.person": "{name} ({id}), {partner}. The person sees in their own view that this was shown.",
    "reidentify.account": "The account {account} of the connection {connection}, {partner}: nobody's on any roster.",
    "reidentify.nobody": "Nobody any more: this person's key was destroyed.",
    "reidentify.none": "There are no requests.",
    "reidentify.id": "request",
    "reidentify.partner": "partner",
    "reidentify.purpose": "what for",
    "reidentify.case": "case",
    "reidentify.until": "until",
    "reidentify.state": "state",
    "reidentify.state.waiting": "waits for consent",
    "reidentify.state.granted": "both agreed",
    "reidentify.state.expired": "expired",
    "reidentify.refused.expired": "The request {id} held until {until}: make a new one. The attempt is in the access "
    "log.",
    "reidentify.refused.waiting": "Not both have agreed to the request {id} yet: the data-protection officer, and the "
    "works council or trusted person of the partner. The attempt is in the access log.",
    "reidentify.refused.approved_before": "You have agreed to the request {id} already; somebody else has to give the "
    "other consent.",
    "reidentify.refused.not_missing": "Your consent is not missing from the request {id}: it needs one of the "
    "data-protection officer and one of the works council or trusted person.",
    "reidentify.refused.not_involved": "The request {id} is answered to those alone who asked or agreed.",
    "reidentify.unfit.no_request": "There is no request {id}. All are shown by: cobridge reidentify list",
    "reidentify.unfit.no_entry": "The log has no such entry of a person, or it was erased. Their ids are shown by: "
    "cobridge log export",
    "reidentify.unfit.several": "These entries are of several persons, or of several quarters: one request for each "
    "pseudonym.",
    "reidentify.unfit.no_betriebsrat": "{partner} has named neither a works council nor a trusted person: without "
    "their consent nobody is told whose it is. They stand in the network file under [[partners.officers]].",
    "reidentify.unfit.no_dsb": "The network file names no data-protection officer for {partner} ([[officers]] or "
    "[[partners.officers]]): without their consent nobody is told whose it is.",
    "reidentify.unfit.what": "Name either entries, or a pseudonym with --pseudonym.",
    "reidentify.unfit.purpose": "Say with --purpose in one sentence what it is for.",
    "reidentify.unfit.case": "Name the case with --case.",
    "reidentify.unfit.too_long": "--purpose and --case may have {length} characters each.",
    "reidentify.unfit.days": "--days goes from 1 to {days}.",
}
