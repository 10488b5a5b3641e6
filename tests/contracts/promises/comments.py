"""What is promised of comments."""

from __future__ import annotations

from datetime import timedelta

from bridge.core.model.document import Document, Emphasis, Hyperlink, Paragraph, Strong, Text, plain_document
from bridge.core.model.ids import CommentId, Cursor, Ref, TaskId
from bridge.core.model.operation import CreateComment, DeleteComment, Done, UpdateComment
from bridge.core.model.reach import TextForm
from bridge.core.model.snapshot import Item
from bridge.ports.connector import Sought
from tests.contracts.bench import Bench
from tests.contracts.promises.reading import failure

WORDS = plain_document("Liefertermin: Dienstag 🚚\nAnna & <Bob> *fragen*")
RICH = Document((
    Paragraph((Strong((Text("Achtung"),)), Text(": "), Emphasis((Text("heute"),)), Text(" gesperrt, "),
               Hyperlink("https://example.org/b?x=1&y=2", (Text("Karte"),)))),
))  # fmt: skip


def said(bench: Bench, item: Ref, text: Document) -> Done:
    """Our account comments on the item."""
    operation = CreateComment(bench.place.id, TaskId("task-1"), CommentId("comment-1"), item, text)
    return bench.connector.apply(bench.place, operation)


def heard(bench: Bench, cursor: Cursor, ref: Ref) -> Item:
    """The item as the next pull tells it; sought, where the vendor's terms let a pull look for comments only then."""
    sought = Sought(refs=frozenset({ref})) if bench.connector.manifest.comments_by_hint else Sought()
    return bench.pull(cursor, sought).items[ref]


class Comments:
    """By people and by us."""

    def test_a_persons_comment_is_read(self, bench: Bench) -> None:
        """A comment comes with its author, its words and its time, and is not ours."""
        ref = bench.world.create("Besprochen", bench.lanes[0])
        written = bench.world.comment(ref, "Wer bringt den Schlüssel?")
        (comment,) = bench.item(ref).comments
        assert (comment.ref, comment.author, comment.own) == (written, bench.world.person, False)
        assert comment.text == plain_document("Wer bringt den Schlüssel?")
        assert comment.at.utcoffset() == timedelta(0)

    def test_a_comment_since_then_is_seen(self, bench: Bench) -> None:
        """A new comment is in the next pull; the item's other comments need not be."""
        ref = bench.world.create("Besprochen", bench.lanes[0])
        bench.world.comment(ref, "Erste")
        cursor = bench.cursor()
        second = bench.world.comment(ref, "Zweite")
        item = heard(bench, cursor, ref)
        assert second in {comment.ref for comment in item.comments}
        assert item.fields is None or item.fields == bench.fields(ref)

    def test_an_edited_comment_is_seen(self, bench: Bench) -> None:
        """A person who corrects a comment is read with the new words, under the same ref."""
        ref = bench.world.create("Besprochen", bench.lanes[0])
        written = bench.world.comment(ref, "Am Montga")
        cursor = bench.cursor()
        bench.world.edit_comment(ref, written, "Am Montag")
        comments = {comment.ref: comment.text for comment in heard(bench, cursor, ref).comments}
        assert comments[written] == plain_document("Am Montag")

    def test_a_comment_is_edited_and_another_is_said_between_two_pulls(self, bench: Bench) -> None:
        """A new comment hides no correction of an older one that was made before it."""
        ref = bench.world.create("Besprochen", bench.lanes[0])
        written = bench.world.comment(ref, "Am Montga")
        cursor = bench.cursor()
        bench.world.edit_comment(ref, written, "Am Montag")
        second = bench.world.comment(ref, "Passt.")
        comments = {comment.ref: comment.text for comment in heard(bench, cursor, ref).comments}
        assert comments == {written: plain_document("Am Montag"), second: plain_document("Passt.")}

    def test_a_deleted_comment_is_seen(self, bench: Bench) -> None:
        """A comment that a person deletes is told as gone, or is lacking among all comments."""
        ref = bench.world.create("Besprochen", bench.lanes[0])
        kept, dropped = bench.world.comment(ref, "Bleibt"), bench.world.comment(ref, "Geht")
        cursor = bench.cursor()
        bench.world.delete_comment(ref, dropped)
        item = heard(bench, cursor, ref)
        assert dropped not in {comment.ref for comment in item.comments}
        assert dropped in item.gone_comments or item.all_comments
        assert [comment.ref for comment in bench.item(ref).comments] == [kept]

    def test_our_comment_is_ours_and_comes_back_as_written(self, bench: Bench) -> None:
        """What we write as a comment is shown to people, is flagged as ours, and reads as it was meant."""
        form = bench.connector.manifest.comment_text
        for number, text in enumerate([WORDS] if form is TextForm.PLAIN else [WORDS, RICH]):
            ref = bench.create(task=f"task-{number}").ref
            done = said(bench, ref, text)
            (comment,) = bench.item(ref).comments
            assert (comment.ref, comment.own, comment.author) == (done.ref, True, bench.world.own)
            assert (comment.text, done.text) == (text, text)
            assert len(bench.world.holds()[ref].comments) == 1

    def test_we_correct_and_delete_our_comment(self, bench: Bench) -> None:
        """Our comment takes new words under its ref, and deleting it leaves none."""
        ref = bench.create().ref
        own = said(bench, ref, plain_document("Erst so")).ref
        names = (bench.place.id, TaskId("task-1"), CommentId("comment-1"), ref, own)
        done = bench.connector.apply(bench.place, UpdateComment(*names, plain_document("Dann so")))
        assert (done.ref, done.text) == (own, plain_document("Dann so"))
        assert [(comment.ref, comment.text) for comment in bench.item(ref).comments] == [(own, done.text)]
        bench.connector.apply(bench.place, DeleteComment(*names))
        assert bench.item(ref).comments == ()
        assert bench.world.holds()[ref].comments == ()

    def test_deleting_a_comment_that_is_gone_is_done(self, bench: Bench) -> None:
        """Who deletes what is gone already has what they want."""
        ref = bench.create().ref
        own = said(bench, ref, WORDS).ref
        deletion = DeleteComment(bench.place.id, TaskId("task-1"), CommentId("comment-1"), ref, own)
        for _ in range(2):
            assert bench.connector.apply(bench.place, deletion).ref == own

    def test_correcting_a_comment_that_is_gone_is_news(self, bench: Bench) -> None:
        """A comment that somebody deleted meanwhile cannot be corrected: decide again."""
        ref = bench.create().ref
        own = said(bench, ref, WORDS).ref
        names = (bench.place.id, TaskId("task-1"), CommentId("comment-1"), ref, own)
        bench.connector.apply(bench.place, DeleteComment(*names))
        assert failure(lambda: bench.connector.apply(bench.place, UpdateComment(*names, WORDS))) == "Replan"

    def test_commenting_on_a_deleted_item_is_news(self, bench: Bench) -> None:
        """The item went away meanwhile: the next cycle sees that."""
        ref = bench.create().ref
        bench.world.delete(ref)
        assert failure(lambda: said(bench, ref, WORDS)) == "Replan"

    def test_an_unanswered_comment_is_ambiguous_and_found_again(self, bench: Bench) -> None:
        """A comment without an answer is looked for among the item's comments before it is sent again."""
        ref = bench.create().ref
        first = said(bench, ref, plain_document("Es geht los"))
        cursor = bench.cursor()
        bench.world.trouble("unanswered")
        assert failure(lambda: said(bench, ref, WORDS)) == "Ambiguous"
        item = bench.pull(cursor, Sought(refs=frozenset({ref}))).items[ref]
        assert item.all_comments
        assert [(comment.own, comment.text) for comment in item.comments] == [(True, first.text), (True, WORDS)]
