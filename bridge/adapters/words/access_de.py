"""Rollen, Zugriffe und Codes, auf Deutsch."""

from __future__ import annotations

from collections.abc import Mapping

GERMAN_ACCESS: Mapping[str, str] = {
    "access.refused": "{role} darf das nicht: {resource} {verb}. Es wurde nichts gezeigt oder getan; der Versuch ist "
    "im Zugriffsprotokoll. Wer was darf, steht in docs/access.md.",
    "access.coordinated": "{role} darf das hier nicht: {resource} {verb}. Die Partner haben eine eigene Koordination; "
    "sie fragt mit --as und ihrem Code. Es wurde nichts gezeigt oder getan; der Versuch ist im Zugriffsprotokoll.",
    "access.not_proven": "{id} ist mit diesem Code nicht nachgewiesen. Der Versuch ist im Zugriffsprotokoll. Einen "
    "Code gibt es mit: cobridge officer code {id}",
    "access.asks_code": "Code von {id}: ",
    "access.reset": "Ihr Code wurde am {day} von {maker} neu gesetzt, ohne den alten zu kennen. War das nicht auf "
    "Ihren Wunsch, sagen Sie es Ihrer oder Ihrem Datenschutzbeauftragten. Einen eigenen setzen Sie mit: "
    "cobridge officer code {id}",
    "access.seen": "Ihren Code hat {maker} am {day} gesetzt und gesehen. Einen eigenen setzen Sie mit: cobridge "
    "officer code {id}",
    "access.role.person": "Beschäftigte Person",
    "access.role.partner_coordinator": "Koordination eines Partners",
    "access.role.network_manager": "Netzwerkmanagement",
    "access.role.dsb": "Datenschutzbeauftragte",
    "access.role.betriebsrat": "Betriebsrat oder Vertrauensperson",
    "access.role.auditor": "Prüfung",
    "access.role.sysadmin": "Betrieb",
    "access.role.service": "Der Dienst",
    "access.verb.read": "lesen",
    "access.verb.export": "herausgeben",
    "access.verb.change": "ändern",
    "access.verb.approve": "freigeben",
    "access.resource.persons": "Personen und ihre Konten",
    "access.resource.officers": "Funktionsträger und ihre Codes",
    "access.resource.previews": "Vorschau mit Personen",
    "access.resource.conflicts": "Texte von Konflikten",
    "access.resource.parked": "Werte geparkter Änderungen",
    "access.resource.log": "Einträge des Teilnahmeprotokolls",
    "access.resource.access_log": "Zugriffsprotokoll",
    "access.resource.own_data": "Alles über eine Person",
    "access.resource.cases": "Anträge von Personen",
    "access.resource.identities": "Wem ein Pseudonym gehört",
    "access.resource.charter": "Spielregeln",
    "access.resource.consents": "Voraussetzungen eines Partners",
    "access.resource.places": "Zustand von Orten und Verbindungen",
    "access.resource.network": "Netzwerkdatei",
    "access.resource.worklist": "Arbeitsblatt",
    "access.resource.figures": "Freigegebene Zahlen",
    "access.resource.retention": "Löschregeln",
    "access.resource.backups": "Sicherungen",
    "access.result.done": "gezeigt",
    "access.result.refused": "abgelehnt",
    "access.result.failed": "gescheitert",
    "access.purpose.P1": "Aufgaben spiegeln",
    "access.purpose.P2": "Transparenz der Zusammenarbeit",
    "access.purpose.P3": "Rechte betroffener Personen",
    "access.purpose.P4": "Sicherheit und Datenschutzkontrolle",
    "access.closed": "Nicht gezeigt: {spaces}. Dort entscheiden Partner, die eine eigene Koordination haben.",
    "plan.hidden": "{number} Personen werden für andere sichtbar. Wer, sieht die Koordination ihres Partners: "
    "cobridge plan --as ID",
    "people.closed": "Bei {partner} passt etwas in der Personenliste nicht zur Netzwerkdatei. Was, sieht deren "
    "Koordination: cobridge doctor --as ID",
    "access.none": "Es gibt keine Einträge.",
    "access.did": "{resource} {verb}",
    "access.line": "{at}  {who} ({role}): {did}",
    "access.more": "Nr. {number}; wessen: {subject}; wozu: {purpose}; {result}",
    "access.in_case": "; Vorgang {case}",
    "access.nobody": "niemand",
    "access.at": "wann",
    "access.purpose": "wozu",
    "officer.unknown": "Niemand hat die Kennung {id}: weder eine Funktion in der Netzwerkdatei noch eine Person eines "
    "Verzeichnisses.",
    "officer.code": "Der Code von {id}, einmal und nur hier:",
    "officer.keep": "Er gilt sofort. Aufbewahrt wird nur, woran er zu erkennen ist.",
    "officer.asks_old": "Bisheriger Code von {id}: ",
    "officer.none": "Die Netzwerkdatei nennt keine Funktionsträger ([[officers]] und [[partners.officers]]).",
    "officer.id": "Kennung",
    "officer.name": "Name",
    "officer.role": "Rolle",
    "officer.partner": "Partner",
    "officer.has_code": "Code",
    "officer.code.none": "keiner",
    "officer.code.own": "selbst gesetzt",
    "officer.code.seen": "gesetzt von {maker}",
    "officer.trusted": "Vertrauensperson",
}
