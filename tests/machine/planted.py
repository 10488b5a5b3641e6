"""The faults that are planted into the product: each a few words of one function, as it stands, made wrong.

What caught each of them, and how soon, is in the README beside this file.
"""

from __future__ import annotations

from tests.machine.planted_parts import PARTS
from tests.machine.planted_people import PEOPLE
from tests.machine.planting import Fault

LATE_ECHO = Fault(
    "late echo taken for an edit",
    "What we wrote, found there when the task has moved on already, counts as a person's edit.",
    "bridge.core.sync.echo:before_edits",
    "if tried is None:",
    "if True:",
)
FAULTS = (
    Fault(
        "seen moved before the write",
        "What is going to be written counts as seen before the tool has answered; if the write fails, nobody notices.",
        "bridge.service.do:do",
        "        try:\n            outcome: Outcome = ",
        "        if not isinstance(operation, CreateItem | CreateComment | CreateLane):\n"
        "            store.record(space, Done(operation, operation.ref))\n"
        "        try:\n            outcome: Outcome = ",
    ),
    Fault(
        "a reply swallowing a person's edit",
        "All of a write's reply counts as seen, also what a person changed a moment before.",
        "bridge.core.sync.learn:updated",
        "seen = taken(link.seen, said, operation.changed)",
        "seen = said",
    ),
    Fault(
        "failed pull taken as empty",
        "A place that could not be read counts as one that holds nothing any more.",
        "bridge.service.look:look",
        "return failure",
        "from datetime import UTC, datetime\n"
        "        gone = frozenset(link.ref for link in memory.links.get(place.id, {}).values())\n"
        "        return Snapshot(place.id, {}, complete=True, cursor=since, read_at=datetime.now(UTC), gone=gone)",
    ),
    Fault(
        "marker dropped",
        "Items are created without our marker, so that a create whose answer was lost cannot be found.",
        "connectors.memory.write:Write._create",
        "self.terms.own, operation.task, **values",
        "self.terms.own, None, **values",
    ),
    Fault(
        "comparing with the canonical value",
        "What a place shows is compared with what was agreed, not with what was last seen there.",
        "bridge.core.sync.decide:_edited",
        "        found, rows = edits(draft.memory, snapshot, terms.reaches[snapshot.place])\n",
        "        found, rows = edits(draft.memory, snapshot, terms.reaches[snapshot.place])\n"
        "        from dataclasses import replace\n"
        "        from bridge.core.sync.project import project\n"
        "        place, now = snapshot.place, draft.memory\n"
        "        reach, links = terms.reaches[place], {}\n"
        "        for task, link in now.links.get(place, {}).items():\n"
        "            links[task] = replace(link, seen=project(now.tasks[task], reach, terms, link, place))\n"
        "        agreed = replace(now, links={**now.links, place: links})\n"
        "        found = edits(agreed, snapshot, reach)[0]\n",
    ),
    Fault(
        "ambiguous create sent again",
        "A create that went unanswered is sent a second time at once.",
        "bridge.service.do:do",
        "            outcome: Outcome = connector.apply(place, operation)\n",
        "            try:\n"
        "                outcome: Outcome = connector.apply(place, operation)\n"
        "            except Failure as unanswered:\n"
        "                if type(unanswered).__name__ != 'Ambiguous':\n"
        "                    raise\n"
        "                outcome = connector.apply(place, operation)\n",
    ),
    Fault(
        "echo taken for an edit",
        "What we wrote ourselves, found there after its answer was lost, counts as a person's edit.",
        "bridge.core.sync.merge:_is_echo",
        "return same(",
        "return False and same(",
        LATE_ECHO,
    ),
    LATE_ECHO,
    Fault(
        "echo of a write taken for an edit",
        "The reply to a write is not noted as seen, so the next reading takes our own value for an edit.",
        "bridge.core.sync.learn:updated",
        "seen = taken(link.seen, said, operation.changed)",
        "seen = link.seen",
    ),
    Fault(
        "a field lost on a lossy place",
        "An edit at a place of plain text takes the other places' bold words away.",
        "bridge.core.sync.merge:_merged_text",
        "merge_documents(base, mine, theirs, reach.manifest.text, settle)",
        "theirs",
    ),
    Fault(
        "the end of a title lost on a lossy place",
        "A place that had to cut a title is taken to have shortened it.",
        "bridge.core.sync.diff:_changes",
        "differing(seen, item.fields,",
        "differing(replace(seen, title='') if item.fields.title.endswith('…') else seen, item.fields,",
    ),
    Fault(
        "set union that brings a removed label back",
        "Labels only ever come: one that somebody removed stays, and returns.",
        "bridge.core.sync.lift:lift",
        "(fields.labels - (before.labels - after.labels)) | (after.labels - before.labels)",
        "fields.labels | after.labels",
    ),
    Fault(
        "absence on a lossy place removes labels",
        "A label that another place added meanwhile is removed, because the edited item did not show it yet.",
        "bridge.core.sync.lift:lift",
        "(fields.labels - (before.labels - after.labels)) | (after.labels - before.labels)",
        "after.labels",
        late=True,
    ),
    Fault(
        "intent not stored",
        "A create is sent without having been remembered first.",
        "bridge.service.do:do",
        "store.intend(space, operation)",
        "pass",
    ),
    Fault(
        "intent without its payload",
        "A create found again by its marker counts as unchanged, whatever somebody did to it meanwhile.",
        "bridge.core.sync.match:_found",
        "seen = taken(intent.fields, Fields(), item.unsent)",
        "seen = item.fields or intent.fields",
    ),
    Fault(
        "gone concluded without asking",
        "An item that a reading lacks counts as deleted, also where somebody only moved it elsewhere.",
        "bridge.service.look:_confirmed",
        "connector.confirm_gone(place, ref))",
        "True)",
    ),
    Fault(
        "overwritten value not recovered",
        "A value that our write replaced a moment after somebody set it is never looked for in the history.",
        "bridge.core.sync.diff:_replaced",
        "for each in snapshot.overwritten}",
        "for each in ()}",
    ),
    Fault(
        "replaced value taken for the next one",
        "A value that our write replaced counts as made after it, so what we wrote is given up without a word.",
        "bridge.core.sync.merge:_up_to_date",
        "link.sent if _agree(change.name, link.seen, change.before) else None",
        "link.sent",
    ),
    Fault(
        "a form forgotten",
        "What somebody sent by a form counts as taken over although nobody looked at it.",
        "bridge.core.sync.submitted:_changes",
        "submission.changed)",
        "())",
    ),
    Fault(
        "comment copies mirrored back",
        "A copy that we wrote ourselves counts as a new comment of its place.",
        "bridge.core.sync.comments:_hear_item",
        "elif shown.own:",
        "elif False:",
    ),
    Fault(
        "deleted comment returns",
        "A comment that its author deleted stays with the task, and its copies stay where they are.",
        "bridge.core.sync.comments:_forget",
        "heard.comments.pop(comment, None)",
        "pass",
    ),
    Fault(
        "edited comment stays as it was",
        "A comment that its author reworded keeps its old words elsewhere.",
        "bridge.core.sync.comments:_hear_again",
        "if not link.ours and known in heard.comments:",
        "if False:",
    ),
    Fault(
        "edit loses against delete",
        "Deleting an item archives the task everywhere, although somebody edited it elsewhere.",
        "bridge.core.sync.merge:merge",
        "if not (change.gone and edited - {change.place})",
        "if change.gone or not any(each.gone for each in changes)",
    ),
    Fault(
        "a person's copy taken for the item",
        "An item that a person copied, our marker with it, counts as the one it was copied from.",
        "bridge.core.sync.match:_own_task",
        "    for identity in named:\n",
        "    return item.marker or own\n    for identity in named:\n",
    ),
    Fault(
        "an edit based on an old value taken as the last word",
        "What somebody else decided meanwhile is thrown away unseen.",
        "bridge.core.sync.merge:merge",
        "not _agree(change.name, task.fields, merged.fields)",
        "False",
    ),
    Fault(
        "a skipped projection that was due",
        "What a place has shown of a task once counts as shown for good, whatever becomes of the task.",
        "bridge.core.sync.planned:Asked.is_as",
        "self.task is other.task and ",
        "",
    ),
    Fault(
        "the feed's end read after the pages",
        "What people do while a place is read whole is neither in the reading nor in the next one.",
        "connectors.memory.pull:Pull.complete",
        "    number, lanes = self._overview()\n"
        "    items = {native.ref: item_of(native, self.terms) for native in self._pages()}\n",
        "    items = {native.ref: item_of(native, self.terms) for native in self._pages()}\n"
        "    number, lanes = self._overview()\n",
    ),
    *PARTS,
    *PEOPLE,
)
