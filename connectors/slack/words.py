"""What cards, forms and answers say to people, in the languages that a connection may speak."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bridge.core.model.parts import Priority


@dataclass(frozen=True, slots=True)
class Words:
    """One language. `day` is a strftime form; `at_most` and its like have the place `{number}`."""

    open: str
    done: str
    archived: str
    title: str
    description: str
    status: str
    lane: str
    due: str
    start: str
    priority: str
    priorities: Mapping[Priority, str]
    checklist: str
    checklist_hint: str
    attachments: str
    attachments_hint: str
    lead: str
    helpers: str
    labels: str
    labels_hint: str
    archive: str
    restore: str
    edit: str
    claim: str
    finish: str
    reopen: str
    create: str
    lanes: str
    lanes_hint: str
    new_lanes: str
    save: str
    cancel: str
    day: str
    day_and_time: str
    no_title: str
    no_time: str
    at_most: str
    at_most_in_line: str
    at_most_checks: str
    at_most_attachments: str
    no_url: str
    at_most_lanes: str
    one_lane: str
    taken: str
    taken_in_list: str
    elsewhere: str
    busy: str
    home: str


DE = Words(
    open="Offen",
    done="Erledigt",
    archived="Archiviert",
    title="Titel",
    description="Beschreibung",
    status="Status",
    lane="Spalte",
    due="Fällig",
    start="Beginn",
    priority="Priorität",
    priorities={
        Priority.URGENT: "Dringend",
        Priority.HIGH: "Hoch",
        Priority.NORMAL: "Normal",
        Priority.LOW: "Niedrig",
    },
    checklist="Checkliste",
    checklist_hint="Ein Punkt je Zeile; wer eine Zeile löscht, nimmt den Punkt heraus. Abgehakt wird auf der Karte.",
    attachments="Anhänge",
    attachments_hint="Eine Adresse je Zeile, dahinter auf Wunsch ein Name",
    lead="Zuständig",
    helpers="Beteiligt",
    labels="Etiketten",
    labels_hint="Durch Komma getrennt",
    archive="Archivieren",
    restore="Wiederherstellen",
    edit="Bearbeiten",
    claim="Übernehmen",
    finish="Erledigt",
    reopen="Wieder öffnen",
    create="Neue Aufgabe",
    lanes="Spalten",
    lanes_hint="Ein leerer Name schließt die Spalte.",
    new_lanes="Neue Spalten, eine je Zeile",
    save="Speichern",
    cancel="Abbrechen",
    day="%d.%m.%Y",
    day_and_time="%d.%m.%Y %H:%M",
    no_title="Eine Aufgabe braucht einen Titel.",
    no_time="Eine Uhrzeit braucht auch einen Tag.",
    at_most="Höchstens {number} Zeichen.",
    at_most_in_line="Höchstens {number} Zeichen je Zeile.",
    at_most_checks="Höchstens {number} Punkte.",
    at_most_attachments="Höchstens {number} Anhänge.",
    no_url="Jede Zeile beginnt mit einer Adresse wie https://….",
    at_most_lanes="Höchstens {number} Spalten.",
    one_lane="Zwei Spalten heißen so.",
    taken="Aufgenommen: die Karte erscheint gleich im Kanal der Karten.",
    taken_in_list="Aufgenommen: die Aufgabe steht gleich in der Liste.",
    elsewhere="Das geht nur in einem Kanal, dessen Karten Cobridge führt.",
    busy="Slack ist gerade nicht zu erreichen; bitte noch einmal versuchen.",
    home="Aufgaben stehen als Karten in den Kanälen oder in den Listen, die dein Unternehmen dafür angelegt hat. Mit "
    "/task legst du dort eine neue an.",
)
EN = Words(
    open="Open",
    done="Done",
    archived="Archived",
    title="Title",
    description="Description",
    status="Status",
    lane="List",
    due="Due",
    start="Start",
    priority="Priority",
    priorities={
        Priority.URGENT: "Urgent",
        Priority.HIGH: "High",
        Priority.NORMAL: "Normal",
        Priority.LOW: "Low",
    },
    checklist="Checklist",
    checklist_hint="One item a line; who deletes a line takes the item out. Items are ticked on the card.",
    attachments="Attachments",
    attachments_hint="One address a line, with a name behind it if you like",
    lead="Lead",
    helpers="Helpers",
    labels="Labels",
    labels_hint="Separated by commas",
    archive="Archive",
    restore="Restore",
    edit="Edit",
    claim="Claim",
    finish="Done",
    reopen="Reopen",
    create="New task",
    lanes="Lists",
    lanes_hint="An empty name closes the list.",
    new_lanes="New lists, one a line",
    save="Save",
    cancel="Cancel",
    day="%Y-%m-%d",
    day_and_time="%Y-%m-%d %H:%M",
    no_title="A task needs a title.",
    no_time="A time needs a day too.",
    at_most="{number} characters at most.",
    at_most_in_line="{number} characters a line at most.",
    at_most_checks="{number} items at most.",
    at_most_attachments="{number} attachments at most.",
    no_url="Each line begins with an address like https://….",
    at_most_lanes="{number} lists at most.",
    one_lane="Two lists have this name.",
    taken="Taken: the card will appear in the channel of cards.",
    taken_in_list="Taken: the task will appear in the List.",
    elsewhere="This works only in a channel whose cards Cobridge keeps.",
    busy="Slack cannot be reached at the moment; please try again.",
    home="Tasks are cards in the channels, or items in the Lists, that your company has set up for them. With /task "
    "you make a new one there.",
)
LANGUAGES: Mapping[str, Words] = {"de": DE, "en": EN}


def words_in(language: str) -> Words:
    """The words of a language; German for one that there is not."""
    return LANGUAGES.get(language, DE)
