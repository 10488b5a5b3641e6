"""What the store writes it reads again, whatever people wrote."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.adapters.store.codec import creating_of, operation_of, text_of, value_of
from bridge.core.model.document import Block, Document, Inline, Paragraph, Quote, Strong, Text
from bridge.core.model.operation import CreateComment, Creating, Operation
from bridge.core.model.task import Fields, Status
from tests.contracts import kept

INSTANTS = st.datetimes(timezones=st.just(UTC))
LINES = st.recursive(
    st.lists(st.builds(Text, st.text()), max_size=3),
    lambda inner: st.lists(st.builds(Strong, inner.map(tuple)), max_size=2),
    max_leaves=4,
).map(tuple)
BLOCKS = st.recursive(
    st.builds(Paragraph, LINES), lambda inner: st.builds(Quote, st.lists(inner, max_size=2).map(tuple)), max_leaves=4
)
DOCUMENTS = st.builds(Document, st.lists(BLOCKS, max_size=3).map(tuple))
FIELDS = st.builds(
    Fields,
    title=st.text(),
    description=DOCUMENTS,
    status=st.builds(Status, st.booleans(), st.none() | st.text()),
    due=st.none() | st.dates() | INSTANTS,
    lead=st.none() | st.text(),
    helpers=st.lists(st.text(), max_size=3).map(tuple),
    labels=st.frozensets(st.text(), max_size=3),
    archived=st.booleans(),
    shown=st.lists(st.text(), max_size=2).map(tuple),
)


@given(FIELDS)
def test_fields_come_back_as_they_were(fields: Fields) -> None:
    """Any title, any due day or instant, any structure of a description."""
    assert value_of(text_of(fields, Fields), Fields) == fields


def test_equal_fields_are_written_equally() -> None:
    """The order in which a set happens to be held does not show, so that equal texts are read once."""
    labels = frozenset({"wand", "dach", "keller", "fenster", "boden"})
    assert '"labels":["boden","dach","fenster","keller","wand"]' in text_of(Fields(labels=labels), Fields)


def test_the_samples_hold_every_kind_of_text() -> None:
    """The store's contract keeps a document with every block and every inline there is."""
    written = text_of(kept.EVERYTHING, Document)
    assert not [kind for kind in get_args(Block) + get_args(Inline) if f'\\"is\\":\\"{kind.__name__}\\"' not in written]


@pytest.mark.parametrize("operation", [kept.CREATE, kept.COMMENT, kept.LANE, kept.UPDATE, kept.ERASE], ids=type)
def test_an_operation_comes_back_as_what_it_was(operation: Operation) -> None:
    """A parked update is never taken for a create."""
    assert operation_of(text_of(operation, Operation)) == operation
    if isinstance(operation, Creating):
        assert creating_of(text_of(operation, Operation)) == operation


def test_a_day_and_midnight_are_told_apart() -> None:
    """A due day never becomes an instant, nor the other way round."""
    day, midnight = kept.TODAY, datetime(2026, 11, 23, tzinfo=UTC)
    read = [value_of(text_of(Fields(due=due), Fields), Fields).due for due in (day, midnight)]
    assert read == [day, midnight]
    assert [type(each) for each in read] == [type(day), datetime]


def test_an_empty_comment_is_a_comment() -> None:
    """Nothing is left out because it is empty."""
    comment = CreateComment(kept.ASANA, kept.ROOF, kept.COMMENT.comment, kept.COMMENT.item, Document())
    assert creating_of(text_of(comment, Operation)) == comment
