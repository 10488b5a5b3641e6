"""People at work in all four tools while the service lives and dies, drawn from a seed.

A field is edited where every place shows the same and what its last author wanted, so that each edit is a lone one and
has to last. Of a few tasks titles and days are contested: everybody edits them without looking.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from random import Random
from threading import Event

import requests

from bridge.entry.demo.control import NotTakenError
from bridge.entry.demo.hands import Lane, Person
from bridge.entry.demo.processes import FailedError
from bridge.entry.demo.reading import Shown
from bridge.entry.demo.stage import Workplace
from tests.crash.diary import FIELDS, Act, Diary, Edit, Task, Value, by_number, value_of
from tests.crash.ground import Ground
from tests.system.crowd.tools import InTeams

CONTESTED = (1, 9, 13)
LABELS = 8
"""Planner has few."""
MOST_TASKS = 36
MOST_GOING = 2
"""Tasks on their way out at a time: more would be a case for the guard."""
FIRST_DAY = date(2027, 1, 4)
STALE = (409, 412)
WEIGHTS = {
    "rename": 6, "describe": 4, "schedule": 5, "move": 5, "finish": 4, "reopen": 3, "label": 2, "comment": 8,
    "create": 4, "archive": 1, "delete": 1, "contest": 5,
}  # fmt: skip
UNHEARD = (FailedError, NotTakenError, requests.RequestException)
Deed = Callable[[], None]


@dataclass
class People:
    """Everybody; `heard` says that the service answers, `told` is called when it
    has answered somebody in Slack, `owed` are acts that somebody will do again.
    """

    ground: Ground
    diary: Diary
    draw: Random
    told: Callable[[], None]
    heard: Event = field(default_factory=Event)
    owed: list[Deed] = field(default_factory=list)
    mirrored: bool = False
    peace: int = 0
    """How often the service has come to its end by itself, with all its work recorded."""
    _held: Mapping[int, Mapping[str, list[Shown]]] = field(default_factory=dict)

    def act(self) -> bool:
        """One act of one person, if there is one to do; whether there was."""
        if self.owed and self.heard.is_set():
            self.owed.pop(0)()
            return True
        place = self.ground.places[self.draw.choice(sorted(self.ground.places))]
        return self.act_as(self.draw.choices(list(WEIGHTS), list(WEIGHTS.values()))[0], place)

    def act_as(self, kind: str, place: Workplace) -> bool:
        """An act of this kind at this place, if there is one to do; whether there was."""
        if place.tool.delivers and kind != "comment" and not self.heard.is_set():
            return False
        self._held = by_number(self.ground.sight())
        person = self.draw.choice(place.people)
        if place.tool.delivers:
            self._close_forms(person)
        acts = {"create": self._create, "comment": self._comment, "contest": self._contest, "label": self._label}
        do = acts.get(kind) or partial(self._change, kind)
        return do(place, person)

    def _change(self, kind: str, place: Workplace, person: Person) -> bool:
        """An edit of a field that nobody else edits."""
        name = _FIELD[kind]
        task = self._pick(lambda each: self._fits(each, kind, name))
        if task is None:
            return False
        item = self._at(task, place)
        if name == "gone":
            self._remove(kind, place, person, task, item)
        else:
            value, do = self._meant(kind, place, person, task, item)
            self._edit(kind, place, task, name, value, do)
        return True

    def _meant(self, kind: str, place: Workplace, person: Person, task: Task, item: Shown) -> tuple[Value, Deed]:
        """What the field will hold, and what puts it there."""
        hands, ref, number = place.hands, item.ref, self.diary.number()
        match kind:
            case "rename":
                title = f"Aufgabe {task.number} v{number}"
                return title, partial(hands.rename, person, ref, title)
            case "describe":
                text = f"Absatz {number}."
                return f"{item.description} {text}".strip(), partial(hands.describe, person, ref, text)
            case "schedule":
                day = FIRST_DAY + timedelta(days=number)
                return day.isoformat(), partial(hands.schedule, person, ref, day)
            case "move":
                lane = self._other_lane(place, person, item)
                return (item.state, lane.name), partial(hands.move, person, ref, lane)
            case "finish":
                return ("done", item.lane), partial(hands.finish, person, ref)
            case _:
                return ("open", item.lane), partial(hands.reopen, person, ref)

    def _edit(self, kind: str, place: Workplace, task: Task, name: str, value: Value, do: Deed) -> None:
        """Whoever sees a warning does it again later, unless that could be a second act."""
        task.may_be(name, value)
        done = self._done(do)
        self._tell(task.number, kind, place, value, done=done)
        if done:
            task.is_now(name, value)
            task.turned = self.peace if name == "status" else task.turned
            self.diary.acts[kind] += 1
            if kind in _LOGGED:
                self.diary.logged.append(Act(_LOGGED[kind], place.tool.id, task.number, doubtful=False))
        elif kind in {"finish", "reopen"}:
            self.diary.acts["unanswered"] += 1
            self.diary.logged.append(Act(_LOGGED[kind], place.tool.id, task.number, doubtful=True))
        elif kind == "describe":
            self.diary.acts["unanswered"] += 1
        else:
            self.owed.append(partial(self._edit, kind, place, task, name, value, do))

    def _remove(self, kind: str, place: Workplace, person: Person, task: Task, item: Shown) -> None:
        do = place.hands.archive if kind == "archive" else place.hands.delete
        task.gone = (False, True)
        done = self._done(partial(do, person, item.ref))
        self._tell(task.number, kind, place, done=done)
        if done:
            task.gone = (True,)
            self.diary.acts[kind] += 1
        else:
            self.diary.acts["unanswered"] += 1

    def _create(self, place: Workplace, person: Person) -> bool:
        if len(self._held) >= MOST_TASKS or not self._is_mirrored():
            return False
        number = self.diary.number()
        title, text = f"Aufgabe {number} neu", f"Beginn {number}." if self.draw.random() < 0.5 else ""
        lane = self._lanes(place, person)[0].name
        fields: dict[str, tuple[Value, ...]] = {
            "title": (title,), "text": (text,), "status": (("open", lane),), "due": (None,),
        }  # fmt: skip
        task = self.diary.tasks[number] = Task(number, fields, gone=(False, True))
        sure = self._done(partial(place.hands.create, person, title, text))
        self._tell(number, "create", place, done=sure)
        if sure:
            task.gone = (False,)
        self.diary.acts["create" if sure else "unanswered"] += 1
        self.diary.logged.append(Act("opened", place.tool.id, number, doubtful=not sure))
        return True

    def _is_mirrored(self) -> bool:
        """Whether what stood there at first stands everywhere: what came before that was imported, and is no act."""
        self.mirrored = self.mirrored or all(
            self._is_everywhere(task) for task in self.diary.tasks.values() if task.gone == (False,)
        )
        return self.mirrored

    def _comment(self, place: Workplace, person: Person) -> bool:
        task = self._pick(lambda each: self._is_everywhere(each) and each.gone == (False,))
        if task is None or (place.tool.id == "teams" and not self._has_thread(self._at(task, place).ref)):
            return False
        text = f"Bemerkung {self.diary.number()}."
        place.hands.comment(person, self._at(task, place).ref, text)
        task.comments[text] = person.name
        self.diary.acts["comment"] += 1
        return True

    def _label(self, place: Workplace, person: Person) -> bool:
        """Labels only ever come here, so two people may put some on at a time.

        One whose call went unanswered may be there: Trello refuses to put it on twice.
        """
        task = self._pick(lambda each: self._is_everywhere(each) and each.gone == (False,))
        name = f"L{self.draw.randrange(LABELS)}"
        if task is None or name in task.labels | task.unsure:
            return False
        done = self._done(partial(place.hands.label, person, self._at(task, place).ref, name))
        self._tell(task.number, "label", place, name, done=done)
        if done:
            task.labels.add(name)
            self.diary.acts["label"] += 1
        else:
            task.unsure.add(name)
        return True

    def _contest(self, place: Workplace, person: Person) -> bool:
        """Without looking what others do; only what stands before one's eyes is replaced knowingly."""
        number, name = self.draw.choice(sorted(self.diary.contests))
        task = self.diary.tasks[number]
        if not self._is_everywhere(task):
            return False
        item = self._at(task, place)
        value, do = self._meant("rename" if name == "title" else "schedule", place, person, task, item)
        over = {value_of(item, name)}
        if place.tool.id == "teams":
            do = partial(self._over, over, person, item.ref, name, str(value))
        self.diary.contests[number, name].append(Edit(value, place.tool.id))
        done = self._done(do)
        self._held = by_number(self.ground.sight())
        over |= {value_of(each, name) for each in self._held.get(number, {}).get(place.id, ())}
        self.diary.contests[number, name][-1] = Edit(value, place.tool.id, frozenset(over - {value}), done)
        self.diary.acts["contest" if done else "unanswered"] += 1
        return True

    def _over(self, over: set[Value], person: Person, ref: str, name: str, value: str) -> None:
        """Planner keeps no history, but who edits there knows the version that they edit."""
        hands = InTeams(self.ground.town, person.id)
        over |= hands.rename(ref, value) if name == "title" else hands.schedule(ref, value)

    def _done(self, do: Deed) -> bool:
        """Whether the tool took it. In Planner somebody may have been faster, then one looks and does it again."""
        for _ in range(10):
            try:
                do()
            except requests.HTTPError as refusal:
                if refusal.response.status_code not in STALE:
                    raise
            except UNHEARD:
                return False
            else:
                self.told()
                return True
        raise AssertionError("somebody was always faster")

    def _tell(self, task: int, kind: str, place: Workplace, value: Value = "", *, done: bool) -> None:
        """A line of the task's story."""
        answer = "" if done else ", unanswered"
        self.diary.tell(task, f"{self.ground.control.now():%d %H:%M:%S} {kind} {value} in {place.tool.id}{answer}")

    def _fits(self, task: Task, kind: str, name: str) -> bool:
        if name == "gone":
            going = sum(True in each.gone and each.number in self._held for each in self.diary.tasks.values())
            contested = any(number == task.number for number, _ in self.diary.contests)
            free = all(self._is_free(task, each) for each in FIELDS) and not contested
            return free and self._is_said(task) and self._is_labelled(task) and going < MOST_GOING
        if not self._is_free(task, name) or (name == "status" and not self._is_recorded(task)):
            return False
        (value,) = task.fields[name]
        state = value[0] if isinstance(value, tuple) else ""
        return {"finish": "open", "reopen": "done"}.get(kind, state) == state

    def _is_recorded(self, task: Task) -> bool:
        """Whether the service has recorded the task's last move, so that somebody may set it back.

        Between a write and its recording a value that is set back looks as if the write had never arrived, and the
        service repeats it. Everything else gets values that nobody else gives.
        """
        return self.peace >= task.turned + 2

    def _is_free(self, task: Task, name: str) -> bool:
        """Whether every place shows the one value that its last author wanted."""
        if not self._is_everywhere(task) or task.gone != (False,) or (task.number, name) in self.diary.contests:
            return False
        held = self._held[task.number]
        return {value_of(item, name) for items in held.values() for item in items} == set(task.fields[name]) and len(
            task.fields[name]
        ) == 1

    def _is_everywhere(self, task: Task) -> bool:
        held = self._held.get(task.number)
        return held is not None and all(len(items) == 1 for items in held.values())

    def _is_said(self, task: Task) -> bool:
        items = [item for items in self._held[task.number].values() for item in items]
        return all(text in str(item.comments) for item in items for text in task.comments)

    def _is_labelled(self, task: Task) -> bool:
        """Whether every place has the labels that somebody put on: an edit on its way brings back what was removed."""
        places = self.ground.places.values()
        shown = [set(place.hands.labels(place.people[0], self._at(task, place).ref)) for place in places]
        return all(labels == shown[0] for labels in shown) and task.labels <= shown[0]

    def _pick(self, fits: Callable[[Task], bool]) -> Task | None:
        """Some task that fits."""
        tasks = sorted(self.diary.tasks)
        self.draw.shuffle(tasks)
        return next((self.diary.tasks[each] for each in tasks if fits(self.diary.tasks[each])), None)

    def _at(self, task: Task, place: Workplace) -> Shown:
        return self._held[task.number][place.id][0]

    def _lanes(self, place: Workplace, person: Person) -> list[Lane]:
        return [Lane(each.ref, " ".join(each.name.split())) for each in place.hands.lanes(person)]

    def _other_lane(self, place: Workplace, person: Person, item: Shown) -> Lane:
        return self.draw.choice([lane for lane in self._lanes(place, person) if lane.name != item.lane])

    def _close_forms(self, person: Person) -> None:
        """What a person has open since somebody killed the service: they would fill in the wrong one."""
        control = self.ground.control
        for view in control.native("slack")["views"]:
            if view["type"] == "modal" and view["user"] == person.account:
                with suppress(*UNHEARD):
                    control.act(tool="slack", person=person.id, do="close")

    def _has_thread(self, ref: str) -> bool:
        """Whether a message in the channel leads to the task already: a second one would be a second thread."""
        channels = self.ground.control.native("graph")["channels"]
        return any(ref in message["body"]["content"] for each in channels for message in each["messages"])


_FIELD = {
    "rename": "title", "describe": "text", "schedule": "due", "move": "status", "finish": "status",
    "reopen": "status", "archive": "gone", "delete": "gone",
}  # fmt: skip
_LOGGED = {"finish": "completed", "reopen": "reopened"}
