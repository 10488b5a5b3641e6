"""Values of the model as JSON text and back, by cattrs; a member of a union carries the name of its type in `is`.

A document stands in other values as its own JSON text: a task's description comes back at each of its places when a
space is loaded, and often reads the same there. Equal texts are read once, frozen values are shared. What is read was
written here: why something does not fit need not be said field by field, which would take half of the time.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from functools import cache, lru_cache, partial
from operator import eq
from typing import TypeVar, cast

from cattrs import Converter
from cattrs.strategies import configure_tagged_union

from bridge.core.model.document import Block, Document, Inline
from bridge.core.model.operation import Creating, Operation
from bridge.core.model.task import Due

Value = TypeVar("Value")

REMEMBERED = 16_384
"""So many texts of documents are recognised."""


def text_of(value: object, kind: object) -> str:
    """The value as text. `kind` is its declared type, so that a union's member says which it is."""
    return json.dumps(_converter().unstructure(value, kind), ensure_ascii=False, separators=(",", ":"))


def value_of(text: str, kind: type[Value]) -> Value:
    """What `text_of` wrote."""
    return _converter().structure(json.loads(text), kind)


def operation_of(text: str) -> Operation:
    """What `text_of` wrote of an operation."""
    return _converter().structure(json.loads(text), cast("type[Operation]", Operation))


def creating_of(text: str) -> Creating:
    """What `text_of` wrote of an operation that creates."""
    return _converter().structure(json.loads(text), cast("type[Creating]", Creating))


def _document_text(document: Document) -> str:
    return json.dumps(_tree().unstructure(document), ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=REMEMBERED)
def _document_of(text: str) -> Document:
    return _tree().structure(json.loads(text), Document)


@cache
def _tree() -> Converter:
    """For documents; cattrs writes and compiles a function for each type once."""
    made = Converter(detailed_validation=False, omit_if_default=True)
    configure_tagged_union(Inline, made, tag_name="is")
    configure_tagged_union(Block, made, tag_name="is")
    return made


@cache
def _converter() -> Converter:
    """For everything that holds documents. Sets are sorted, so that equal values give equal texts.

    Collections of texts are taken as they are: one by one, as cattrs would, costs as much as all the rest.
    """
    made = Converter(detailed_validation=False, omit_if_default=True, unstruct_collection_overrides={frozenset: sorted})
    made.register_unstructure_hook(Document, _document_text)
    made.register_structure_hook(Document, lambda text, _: _document_of(text))
    made.register_unstructure_hook(date, date.isoformat)
    made.register_unstructure_hook(datetime, datetime.isoformat)
    made.register_structure_hook(date, lambda text, _: date.fromisoformat(text))
    made.register_structure_hook(datetime, lambda text, _: datetime.fromisoformat(text))
    made.register_structure_hook(Due | None, lambda text, _: _due(text))
    made.register_structure_hook_func(partial(eq, frozenset[str]), lambda texts, _: frozenset(texts))
    made.register_structure_hook_func(partial(eq, tuple[str, ...]), lambda texts, _: tuple(texts))
    made.register_structure_hook(str | None, lambda text, _: text)
    configure_tagged_union(Operation, made, tag_name="is")
    configure_tagged_union(Creating, made, tag_name="is")
    return made


def _due(text: str | None) -> Due | None:
    if text is None:
        return None
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
