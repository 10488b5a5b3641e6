"""What connectors find at a place for `cobridge doctor`, and what is to be done there, in German."""

GERMAN_FINDINGS = {
    "{tool} credential": "{tool}: Zugangsdaten",
    "{tool} credential: signed in as an app": "{tool}: als App angemeldet",
    "{tool} credential: signed in as {account}": "{tool}: angemeldet als {account}",
    "{tool} project {name}": "{tool}: Projekt {name}",
    "{tool} board {name}": "{tool}: Board {name}",
    "{tool} channel {name}": "{tool}: Kanal {name}",
    "{tool} List {name}": "{tool}: Liste {name}",
    "{tool} project “{name}”": "{tool}: Projekt „{name}“",
    "{tool} project “{name}”: custom fields": "{tool}: Projekt „{name}“, eigene Felder",
    "{tool} board “{name}”": "{tool}: Board „{name}“",
    "{tool} board “{name}”: custom fields": "{tool}: Board „{name}“, eigene Felder",
    "{tool} board “{name}”: writing": "{tool}: Board „{name}“, Schreibrecht",
    "Planner plan {name}": "Planner: Plan {name}",
    "Planner plan “{name}”": "Planner: Plan „{name}“",
    "Planner plan “{name}”: labels": "Planner: Plan „{name}“, Etiketten",
    "Teams channel for comments": "Teams: Kanal für Kommentare",
    "Teams channel “{name}” for comments": "Teams: Kanal „{name}“ für Kommentare",
    "Teams channel: none is named, so comments are not mirrored here": (
        "Teams: Kein Kanal ist genannt, darum werden Kommentare hier nicht gespiegelt"
    ),
    "Asana marker: a last line in the notes": "Asana: Markierung als letzte Zeile der Beschreibung",
    "Asana marker: the app's own field": "Asana: Markierung im eigenen Feld der App",
    "Trello webhooks: known by the secret of the API key": "Trello: Webhooks, am Secret des API-Schlüssels erkannt",
    "Trello webhooks: none, boards are asked by schedule": "Trello: keine Webhooks, Boards werden nach Plan gefragt",
    "Take the project out of Asana's archive.": "Bitte das Projekt in Asana aus dem Archiv holen.",
    'Sign in by an OAuth app, or leave out sign_in = "oauth" so that markers stand in the notes.': (
        'Bitte mit einer OAuth-App anmelden oder sign_in = "oauth" weglassen, damit die Markierung in der Beschreibung '
        "steht."
    ),
    "The project has no custom field “{name}”; add it there, or correct its name.": (
        "Das Projekt hat kein eigenes Feld „{name}“; bitte dort anlegen oder den Namen berichtigen."
    ),
    "The board has no custom field “{name}”; add it there, or correct its name.": (
        "Das Board hat kein eigenes Feld „{name}“; bitte dort anlegen oder den Namen berichtigen."
    ),
    "The custom field “{name}” is no choice among options; make one for the priority.": (
        "Das eigene Feld „{name}“ ist keine Auswahl; bitte eine für die Priorität anlegen."
    ),
    "The custom field “{name}” is no list of choices; make one for the priority.": (
        "Das eigene Feld „{name}“ ist keine Auswahlliste; bitte eine für die Priorität anlegen."
    ),
    "The custom field “{name}” is of a kind that is not mirrored; name one of {kinds}.": (
        "Das eigene Feld „{name}“ ist von einer Art, die nicht gespiegelt wird; bitte eines von diesen nennen: {kinds}."
    ),
    "The channel is archived; bring it back in Slack.": "Der Kanal ist archiviert; bitte in Slack zurückholen.",
    "Invite Cobridge into the channel: /invite @Cobridge.": "Bitte Cobridge in den Kanal einladen: /invite @Cobridge.",
    "In Slack, add to the List: {lacking}.": "Bitte die Liste in Slack ergänzen um: {lacking}.",
    "In Slack, add an option for each lane to the column of lanes.": (
        "Bitte in Slack der Spaltenauswahl für jede Spalte eine Option geben."
    ),
    "All 25 labels of the plan have a name; labels it has not are left out until one is free.": (
        "Alle 25 Etiketten des Plans haben einen Namen; andere fehlen hier, bis eines frei ist."
    ),
    "The board is closed; reopen it in Trello.": "Das Board ist geschlossen; bitte in Trello wieder öffnen.",
    "The account is no member of the board; invite it there as a normal member.": (
        "Das Konto ist kein Mitglied des Boards; bitte dort als normales Mitglied einladen."
    ),
    "The account only observes the board; make it a normal member there.": (
        "Das Konto beobachtet das Board nur; bitte dort zum normalen Mitglied machen."
    ),
    "For edits to arrive at once, set COBRIDGE_PUBLIC_URL, and the API key's secret as the connection's SECRET.": (
        "Damit Änderungen sofort ankommen, bitte COBRIDGE_PUBLIC_URL setzen, und das Secret des API-Schlüssels als "
        "SECRET der Verbindung."
    ),
    "The connection {connection} has no {secret}: run {command}, or set {variable}.": (
        "Die Verbindung {connection} hat kein {secret}: bitte {command} ausführen oder {variable} setzen."
    ),
    "The place {place} would read {fields}, on which the partners have not agreed: run cobridge charter propose and "
    "let them consent, or take it out of the place.": (
        "Der Ort {place} würde {fields} lesen, worauf sich die Partner nicht geeinigt haben: bitte cobridge charter "
        "propose ausführen und zustimmen lassen, oder es beim Ort weglassen."
    ),
}
