"""The authorities that watch over companies' data protection in each Land, by their own names in any language.

https://www.datenschutzkonferenz-online.de/datenschutzaufsichtsbehoerden.html
"""

AUTHORITIES = {
    "report.authority.BW": "Der Landesbeauftragte für den Datenschutz und die Informationsfreiheit Baden-Württemberg",
    "report.authority.BY": "Bayerisches Landesamt für Datenschutzaufsicht",
    "report.authority.BE": "Berliner Beauftragte für Datenschutz und Informationsfreiheit",
    "report.authority.BB": "Die Landesbeauftragte für den Datenschutz und für das Recht auf Akteneinsicht Brandenburg",
    "report.authority.HB": "Die Landesbeauftragte für Datenschutz und "
    "Informationsfreiheit der Freien Hansestadt Bremen",
    "report.authority.HH": "Der Hamburgische Beauftragte für Datenschutz und Informationsfreiheit",
    "report.authority.HE": "Der Hessische Beauftragte für Datenschutz und Informationsfreiheit",
    "report.authority.MV": "Der Landesbeauftragte für Datenschutz und Informationsfreiheit Mecklenburg-Vorpommern",
    "report.authority.NI": "Der Landesbeauftragte für den Datenschutz Niedersachsen",
    "report.authority.NW": "Landesbeauftragte für Datenschutz und Informationsfreiheit Nordrhein-Westfalen",
    "report.authority.RP": "Der Landesbeauftragte für den Datenschutz und die Informationsfreiheit Rheinland-Pfalz",
    "report.authority.SL": "Unabhängiges Datenschutzzentrum Saarland",
    "report.authority.SN": "Sächsische Datenschutz- und Transparenzbeauftragte",
    "report.authority.ST": "Landesbeauftragte für den Datenschutz Sachsen-Anhalt",
    "report.authority.SH": "Unabhängiges Landeszentrum für Datenschutz Schleswig-Holstein",
    "report.authority.TH": "Thüringer Landesbeauftragter für den Datenschutz und die Informationsfreiheit",
}
