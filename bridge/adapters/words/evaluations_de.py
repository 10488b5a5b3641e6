"""Was bei Auswertungen gesagt wird, auf Deutsch."""

from __future__ import annotations

GERMAN_EVALUATIONS = {
    "evaluation.unlisted": "Eine Auswertung {name!r} gibt es nicht. Auf der Positivliste stehen: {names}.",
    "evaluation.purpose": "Die Auswertung {name} dient dem Zweck {own} und keinem anderen, {asked} ist verweigert.",
    "evaluation.not_agreed": "Die Auswertung {name} ist in den geltenden Spielregeln nicht vereinbart.",
    "release.not_over": "{period} ist noch nicht vorbei: Zahlen werden danach freigegeben.",
    "evaluation.altered": "Die Auswertung {name} ist nicht die der Positivliste.",
    "evaluation.period": "Die Auswertung {name} gibt es nicht für {period}: jede hat ihren festen Zeitraum.",
}
