"""Persons whose data were erased or restricted: what is decided about them, and what stays remembered."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from bridge.core.model.document import (
    Break,
    Document,
    Heading,
    Hyperlink,
    Image,
    Items,
    Mention,
    Paragraph,
    Preformatted,
    Quote,
    Strong,
    Text,
)
from bridge.core.model.ids import Account, PersonId, Ref
from bridge.core.model.operation import DeleteComment, UpdateItem
from bridge.core.model.parts import Attachment, Check
from bridge.core.model.quiet import Quiet
from bridge.core.model.submission import Submission
from bridge.core.model.task import Fields
from bridge.core.rules.barred import NOBODY_BARRED, Barred, Without, folded, recognisable, unspoken
from bridge.core.sync.forgetting import forgotten
from bridge.core.sync.terms import called
from tests.unit.core.builders import ANNA, FULL, NARROW, NOW, OFFEN, PLAINLY, Cooperation, item, said, shows, terms

ERASED = Barred(frozenset({ANNA}), frozenset(), frozenset({folded("Anna Apfel")}))
RESTRICTED = Barred(frozenset(), frozenset({ANNA}))
SOMEBODY = "ein Partner"


def works(barred: Barred = NOBODY_BARRED) -> Cooperation:
    return Cooperation(replace(terms(), barred=barred))


def bars(cooperation: Cooperation, barred: Barred) -> None:
    cooperation.terms = replace(cooperation.terms, barred=barred)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Frag Anna Apfel.", "Frag X."),
        ("ANNA  apfel, bitte", "X, bitte"),
        ("(Anna Apfel)", "(X)"),
        ("mail an anna@obst.example!", "mail an X!"),
        ("@Anna Apfel (Obst KG) weiß es", "X (Obst KG) weiß es"),
        ("Anna kommt, und der Apfel auch", "Anna kommt, und der Apfel auch"),
        ("Hanna Apfelbaum", "Hanna Apfelbaum"),
    ],
)
def test_a_name_is_taken_out_of_a_text_whole_and_nothing_else(before: str, after: str) -> None:
    """However it is written, at its words' ends; a first name alone is many people's."""
    names = {folded("Anna Apfel"), folded("anna@obst.example")}
    assert unspoken(before, names, "X") == after


def test_a_first_name_is_not_searched_for() -> None:
    """Nor a name of more words than a name has."""
    assert recognisable("Anna") == ""
    assert recognisable("Anna  APFEL") == "anna apfel"
    assert recognisable("eins zwei drei vier fünf") == ""
    assert recognisable("anna@obst.example") == "anna@obst.example"


def test_dt_03_a_name_is_taken_out_wherever_a_document_can_hold_it() -> None:
    """In quotes, lists and lines shown as typed; a mention of the account says nobody either."""
    clean = Without(lambda who: who == "a", frozenset({"anna apfel"}), "X")
    named = Paragraph((Text("Anna Apfel"), Mention("a", "Anna"), Mention("b", "Bert")))
    document = Document((named, Quote((named,)), Items(ordered=False, entries=((Preformatted("Anna Apfel"),),))))
    assert "Anna" not in repr(clean.document(document))
    assert "Bert" in repr(clean.document(document))


@pytest.mark.parametrize(
    "block",
    [
        Paragraph((Text("Frag Anna "), Strong((Text("Apfel"),)))),
        Paragraph((Text("Frag Anna"), Break(), Text("Apfel."))),
        Paragraph((Hyperlink("mailto:anna@obst.example", (Text("Post"),)),)),
        Paragraph((Hyperlink("https://obst.example/people/Anna-Apfel", (Strong((Text("Seite"),)),)),)),
        Heading(1, (Image("https://obst.example/anna%20apfel.png", "Bild"),)),
    ],
    ids=["half of it bold", "over the end of a line", "an address", "a page", "a picture"],
)
def test_dt_03_a_name_is_found_in_parts_and_behind_words(block: Paragraph | Heading) -> None:
    """Where it is written in two styles or lines, and where the words lead; what they say stays."""
    clean = Without(lambda _: False, frozenset({"anna apfel", "anna@obst.example"}), "X")
    found = clean.document(Document((block,)))
    assert not re.search("anna|apfel", repr(found), re.IGNORECASE)
    assert any(word in repr(found) for word in ("Frag X", "Post", "Seite", "Bild"))


def test_dt_03_other_words_keep_their_styles_and_their_hyperlinks() -> None:
    """Nothing changes where nobody is named."""
    clean = Without(lambda _: False, frozenset({"anna apfel"}), "X")
    led = Hyperlink("https://obst.example/anna", (Text("Anna"),))
    document = Document((Paragraph((Text("Frag "), Strong((Text("Bert"),)), Text(" oder "), led)),))
    assert clean.document(document) == document


def test_dt_03_a_name_is_taken_out_of_each_part_of_a_task() -> None:
    """Elements and what their list is called, attachments and where they lie, values, labels, our own lines."""
    clean = Without(lambda _: False, frozenset({"anna apfel"}), "X")
    fields = Fields(
        title="Anna Apfel", labels=frozenset({"Anna Apfel", "eilig"}), shown=("Zuständig: Anna Apfel",),
        checklist=(Check("1", "Anna Apfel fragen", group="Liste von Anna Apfel"),), custom=(("Wer", "Anna Apfel"),),
        attachments=(Attachment("https://obst.example/plan", "Plan von Anna Apfel"),
                     Attachment("https://obst.example/anna.apfel/plan", "Plan")),
    )  # fmt: skip
    assert clean.fields(fields) == Fields(
        title="X", labels=frozenset({"eilig"}), shown=("Zuständig: X",),
        checklist=(Check("1", "X fragen", group="Liste von X"),), custom=(("Wer", "X"),),
        attachments=(Attachment("https://obst.example/plan", "Plan von X"),),
    )  # fmt: skip


def test_dt_03_what_an_erased_person_says_and_leads_is_not_taken_over_again() -> None:
    """The task goes on without them, by whatever reading it comes; nobody learns their name."""
    known = works(ERASED)
    shown = item("1", "Frag Anna Apfel", lead="a-full", author=Account("a-full"), comments=(said("c", "Hallo"),),
                 description=Document((Paragraph((Mention("a-full", "Anna Apfel"),)),)), all_comments=True)  # fmt: skip
    names = {Account("a-full"): "Anna Apfel"}
    snapshot = shows(FULL, shown, complete=True, lanes=(OFFEN,), names=names)
    decision = known.decide(snapshot, shows(NARROW, complete=True, lanes=(OFFEN,)))
    assert known.task.fields.title == "Frag ein Partner"
    assert known.task.fields.lead is None
    assert known.task.comments == {}
    assert all(act.actor is None for act in decision.activities)
    assert not any(sign in repr((known.memory, decision.operations)) for sign in ("Anna", "Apfel", "a-full", "Hallo"))


def test_dt_03_the_name_does_not_come_back_by_an_account_that_nobody_knew() -> None:
    """A partner joins, in whose tool somebody is called the same: nobody learns that name from it."""
    known = works(ERASED)
    shown = item("1", "Halle", lead="x", comments=(said("c", "Hallo", "x"),), all_comments=True)
    snapshot = shows(NARROW, shown, complete=True, lanes=(OFFEN,), names={Account("x"): "Anna Apfel"})
    decision = known.decide(snapshot, shows(FULL, complete=True, lanes=(OFFEN,)))
    assert "Apfel" not in repr((known.memory, decision.operations))
    assert len(known.task.comments) == 1


def test_dt_03_a_submission_that_comes_again_says_nobody() -> None:
    """Its edit counts, its author does not."""
    known = works()
    known.spread(item("1", "Halle"))
    bars(known, ERASED)
    fields = replace(known.link(FULL).seen, title="Halle 4")
    known.store.wait(known.terms.space.id, Submission("k", FULL, Ref("1"), known.link(FULL).seen, fields, ("title",),
                                                      Account("a-full"), NOW))  # fmt: skip
    decision = known.decide(shows(FULL, at=known.later()))
    assert known.task.fields.title == "Halle 4"
    assert [change.actor for change in decision.changes] == [None]


@pytest.mark.parametrize("ref", [Ref("1"), None], ids=["of a task", "new"])
def test_dt_03_a_form_that_names_somebody_erased_does_not_bring_the_name_back(ref: Ref | None) -> None:
    """Whoever filled it in, and also if it was sent before: it is read as what places show is read."""
    known = works()
    known.spread(item("1", "Halle"))
    bars(known, ERASED)
    fields = replace(known.link(FULL).seen, title="Frag Anna Apfel", labels=frozenset({"Anna Apfel"}))
    known.store.wait(known.terms.space.id, Submission("k", FULL, ref, Fields(), fields, ("title", "labels"),
                                                      Account("b-full"), NOW))  # fmt: skip
    decision = known.decide(*known.quiet(FULL, NARROW, PLAINLY))
    assert any(task.fields.title == "Frag ein Partner" for task in known.memory.tasks.values())
    assert "Apfel" not in repr((known.memory, decision.operations, decision.changes))


def test_pl_22_everything_remembered_of_an_erased_person_goes_and_again_changes_nothing() -> None:
    """Tasks, links, comments, names, conflicts, whom an import left out; what others said stays."""
    known = works()
    shown = item("1", "Frag Anna Apfel", lead="a-full", all_comments=True,
                 comments=(said("c", "Von ihr"), said("d", "Anna Apfel weiß es", "b-full")))  # fmt: skip
    known.spread(shown)
    memory = known.memory
    link = replace(memory.links[FULL][known.task.id], quiet=Quiet(frozenset({Account("a-full")}), frozenset({ANNA})))
    memory = replace(memory, names={PersonId("full-connection/a-full"): "Anna Apfel"},
                     links={**memory.links, FULL: {known.task.id: link}})  # fmt: skip
    assert all(sign in repr(memory) for sign in ("Anna Apfel", "a-full", "Von ihr"))
    after = forgotten(memory, replace(known.terms, barred=ERASED))
    assert not any(sign in repr(after) for sign in ("Anna", "a-full", "Von ihr"))
    assert f"{SOMEBODY} weiß es" in repr(after)
    assert forgotten(after, replace(known.terms, barred=ERASED)) == after
    assert forgotten(memory, known.terms) is memory


def test_ds_06_a_restricted_persons_copies_are_taken_back_and_nobody_reads_their_name() -> None:
    """The originals stay where they are, and so does what we keep."""
    known = works()
    known.spread(item("1", "Halle", lead="a-full", comments=(said("c", "Hallo"),), all_comments=True))
    assert any(link.ours for link in known.memory.comment_links[NARROW].values())
    bars(known, RESTRICTED)
    decision = known.decide(*known.quiet(FULL, NARROW, PLAINLY))
    written = [each for planned in decision.operations.values() for each in planned]
    assert {each.place for each in written if isinstance(each, DeleteComment)} == {NARROW, PLAINLY}
    assert "Anna" not in repr([each.fields for each in written if isinstance(each, UpdateItem)])
    assert called(ANNA, known.terms, FULL) == SOMEBODY
    assert len(known.task.comments) == 1


def test_dt_06_what_a_restricted_person_does_waits() -> None:
    """A new item, a new comment, an edit, a submission: none is taken over, and none is lost."""
    known = works()
    known.spread(item("1", "Halle", comments=(said("c", "Hallo"),), all_comments=True))
    bars(known, RESTRICTED)
    known.write(known.decide(*known.quiet(FULL, NARROW, PLAINLY)))
    edited = known.edited(FULL, by="a-full", title="Halle 4")
    shown = replace(edited.items[Ref("1")], comments=(said("c", "Hallo"), said("d", "Neu")), all_comments=True)
    new = item("2", "Von ihr", author=Account("a-full"))
    fields = replace(known.link(FULL).seen, due=NOW)
    known.store.wait(known.terms.space.id, Submission("k", FULL, Ref("1"), known.link(FULL).seen, fields, ("due",),
                                                      Account("a-full"), NOW))  # fmt: skip
    again = replace(edited, items={Ref("1"): shown, Ref("2"): new})
    decision = known.decide(again)
    assert not decision.changes
    assert not any(decision.operations.values())
    assert [submission.key for submission in known.memory.submissions] == ["k"]
    assert len(known.memory.tasks) == 1
    bars(known, NOBODY_BARRED)
    known.decide(replace(again, read_at=known.later()))
    assert {task.fields.title for task in known.memory.tasks.values()} == {"Halle 4", "Von ihr"}
    assert known.memory.submissions == ()


def test_ds_06_what_others_do_to_the_same_item_is_taken_over_meanwhile() -> None:
    """Only the restricted person's own fields are held back."""
    known = works()
    known.spread(item("1", "Halle"))
    bars(known, RESTRICTED)
    snapshot = known.edited(FULL, by="a-full", title="Halle 4", due=NOW)
    shown = replace(snapshot.items[Ref("1")], actors={"title": Account("a-full"), "due": Account("b-full")})
    known.decide(replace(snapshot, items={Ref("1"): shown}))
    assert (known.task.fields.title, known.task.fields.due) == ("Halle", NOW)


def test_nobody_barred_changes_nothing() -> None:
    """And costs nothing: the snapshot is the very same."""
    known = works()
    known.spread(item("1", "Frag Anna Apfel", lead="a-full", comments=(said("c", "Hallo"),), all_comments=True))
    assert known.task.fields == replace(Fields(title="Frag Anna Apfel", lead="full-connection/a-full"),
                                        status=known.task.fields.status)  # fmt: skip
