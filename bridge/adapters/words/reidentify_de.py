"""Was `cobridge reidentify` sagt, auf Deutsch."""

from __future__ import annotations

from collections.abc import Mapping

GERMAN_REIDENTIFY: Mapping[str, str] = {
    "reidentify.requested": "Anfrage {id}: Zustimmen müssen die oder der Datenschutzbeauftragte und der Betriebsrat "
    "oder die Vertrauensperson von {partner}, bis {until}: cobridge reidentify approve {id} --as KENNUNG",
    "reidentify.approved": "Zugestimmt. Es fehlt noch: {missing}.",
    "reidentify.granted": "Zugestimmt. Beide Zustimmungen liegen vor: cobridge reidentify show {id} --as KENNUNG",
    "reidentify.person": "{name} ({id}), {partner}. Die Person sieht in ihrer eigenen Übersicht, dass dies gezeigt "
    "wurde.",
    "reidentify.account": "Das Konto {account} der Verbindung {connection}, {partner}: niemandem auf einer "
    "Personenliste zugeordnet.",
    "reidentify.nobody": "Niemand mehr: Der Schlüssel dieser Person wurde vernichtet.",
    "reidentify.none": "Es gibt keine Anfragen.",
    "reidentify.id": "Anfrage",
    "reidentify.partner": "Partner",
    "reidentify.purpose": "wozu",
    "reidentify.case": "Vorgang",
    "reidentify.until": "bis",
    "reidentify.state": "Stand",
    "reidentify.state.waiting": "wartet auf Zustimmung",
    "reidentify.state.granted": "beide haben zugestimmt",
    "reidentify.state.expired": "abgelaufen",
    "reidentify.refused.expired": "Die Anfrage {id} galt bis {until}: Stellen Sie eine neue. Der Versuch ist im "
    "Zugriffsprotokoll.",
    "reidentify.refused.waiting": "Der Anfrage {id} haben noch nicht beide zugestimmt: die oder der "
    "Datenschutzbeauftragte und der Betriebsrat oder die Vertrauensperson des Partners. Der Versuch ist im "
    "Zugriffsprotokoll.",
    "reidentify.refused.approved_before": "Sie haben der Anfrage {id} schon zugestimmt; die andere Zustimmung muss "
    "jemand anders geben.",
    "reidentify.refused.not_missing": "Ihre Zustimmung fehlt der Anfrage {id} nicht: Sie braucht je eine der oder des "
    "Datenschutzbeauftragten und des Betriebsrats oder der Vertrauensperson.",
    "reidentify.refused.not_involved": "Die Anfrage {id} beantwortet Cobridge nur denen, die gefragt oder zugestimmt "
    "haben.",
    "reidentify.unfit.no_request": "Eine Anfrage {id} gibt es nicht. Alle zeigt: cobridge reidentify list",
    "reidentify.unfit.no_entry": "Im Protokoll steht kein solcher Eintrag einer Person, oder er wurde gelöscht. Die "
    "Kennungen zeigt: cobridge log export",
    "reidentify.unfit.several": "Diese Einträge sind von mehreren Personen oder aus mehreren Quartalen: eine Anfrage "
    "je Pseudonym.",
    "reidentify.unfit.no_betriebsrat": "{partner} hat weder Betriebsrat noch Vertrauensperson benannt: ohne deren "
    "Zustimmung wird niemandem gesagt, wer es ist. Sie stehen in der Netzwerkdatei unter [[partners.officers]].",
    "reidentify.unfit.no_dsb": "Die Netzwerkdatei nennt für {partner} keine Datenschutzbeauftragten ([[officers]] oder "
    "[[partners.officers]]): ohne deren Zustimmung wird niemandem gesagt, wer es ist.",
    "reidentify.unfit.what": "Nennen Sie entweder Einträge oder mit --pseudonym ein Pseudonym.",
    "reidentify.unfit.purpose": "Sagen Sie mit --purpose in einem Satz, wozu.",
    "reidentify.unfit.case": "Nennen Sie mit --case den Vorgang.",
    "reidentify.unfit.too_long": "--purpose und --case dürfen je {length} Zeichen lang sein.",
    "reidentify.unfit.days": "--days geht von 1 bis {days}.",
}
