"""What becomes of a document in a tool's text form: what the form lacks is said in the nearest form it has."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby

from bridge.core.model.characters import on_the_web
from bridge.core.model.document import (
    Block,
    Code,
    Document,
    Heading,
    Image,
    Inline,
    Items,
    Mention,
    Paragraph,
    Preformatted,
    Quote,
    Rule,
    Strong,
    Text,
    Underline,
)
from bridge.core.model.normal import normal, normal_blocks, without_margin
from bridge.core.model.reach import TextForm
from bridge.core.model.runs import Line, Run, beside, inside_of, joined, lines_of
from bridge.core.model.wording import LINE_ACROSS, lines, paragraph_of, words

__all__ = ["normal", "restricted", "words"]

DEEPEST_RICH_HEADING = 2
DEEPEST_LIST = 8
"""Slack's lists stand 0 to 8 deep (docs.slack.dev/tools/node-slack-sdk/reference/types/interfaces/RichTextList)."""


@lru_cache(maxsize=8_192)  # a cycle asks for the same texts again and again, and nearly all are as they were
def restricted(document: Document, form: TextForm) -> Document:
    """The document as the form can hold it, in normal form; idempotent, and one block stays one block.

    A mention stays one in every form but plain text: connectors write it as their tool does. Reading what was written
    gives the same document back: `read(write(restricted(d, form))) == restricted(d, form)`.
    """
    change = _CHANGES[form]
    return Document(normal_blocks(change(block) for block in normal(document).blocks))


def _markdown(block: Block) -> Block:
    """Markdown has no underline, and no white space in front of a line."""
    match block:
        case Paragraph(inside):
            return Paragraph(_each_line(inside, lambda line: without_margin(_without_underline(line))))
        case Heading(level, inside):
            return Heading(level, _each_line(inside, _without_underline))
        case Quote(blocks):
            return Quote(tuple(map(_markdown, blocks)))
        case Items(ordered, entries):
            return Items(ordered, tuple(tuple(map(_markdown, entry)) for entry in entries))
        case Preformatted() | Rule():
            return block


def _without_underline(line: Line) -> Line:
    return joined(replace(run, styles=run.styles - {Underline}) for run in line)


def _each_line(inside: Sequence[Inline], change: Callable[[Line], Line]) -> tuple[Inline, ...]:
    return inside_of(change(line) for line in lines_of(inside))


def _rich(block: Block) -> Block:
    """Asana's rich text (developers.asana.com/docs/rich-text): two headings, no pictures by url."""
    match block:
        case Paragraph(inside):
            return Paragraph(_each_line(inside, _linked))
        case Heading(level, inside):
            return Heading(min(level, DEEPEST_RICH_HEADING), _each_line(inside, _linked))
        case Quote(blocks):
            return Quote(tuple(_as_paragraph(inner) for inner in blocks))
        case Items(ordered, entries):
            return Items(ordered, tuple(tuple(_rich_entry(entry)) for entry in entries))
        case Preformatted() | Rule():
            return block


def _as_paragraph(block: Block) -> Paragraph:
    return Paragraph(_each_line(paragraph_of(lines(block)).inside, _linked))


def _rich_entry(entry: Sequence[Block]) -> Iterator[Block]:
    """An entry holds lines and further lists, nothing else."""
    for listed, group in groupby(entry, lambda block: isinstance(block, Items)):
        if listed:
            yield from map(_rich, group)
        else:
            joint = paragraph_of(line for block in group for line in lines(block))
            yield Paragraph(_each_line(joint.inside, _linked))


def _rich_comment(block: Block) -> Block:
    """Asana's comments have neither headings nor rules."""
    match block:
        case Heading(_, inside):
            return _rich(Paragraph((Strong(inside),)))
        case Rule():
            return Paragraph((Text(LINE_ACROSS),))
        case _:
            return _rich(block)


def _blocks(block: Block, depth: int = 0) -> Block:
    """Slack's rich text (docs.slack.dev/reference/block-kit/blocks/rich-text-block): a list is one entry after another,
    each so deep, so what follows a list within an entry goes before it. Lists that are too deep are lines.
    """
    match block:
        case Items(ordered, entries):
            return Items(ordered, tuple(tuple(_blocks_entry(entry, depth)) for entry in entries))
        case _:
            return _rich_comment(block)


def _blocks_entry(entry: Sequence[Block], depth: int) -> Iterator[Block]:
    nests = depth < DEEPEST_LIST
    lists = [block for block in entry if isinstance(block, Items) and nests]
    inner = [line for block in entry if not (isinstance(block, Items) and nests) for line in lines(block)]
    if inner:
        yield Paragraph(_each_line(paragraph_of(inner).inside, _linked))
    nested = [each for block in lists if isinstance(each := _blocks(block, depth + 1), Items)]
    for ordered, group in groupby(nested, lambda each: each.ordered):
        yield Items(ordered, tuple(one for each in group for one in each.entries))


def _linked(line: Line) -> Line:
    """Pictures as hyperlinks; a target that is not on the web in words; a mention stands in no hyperlink."""
    changed: Line = []
    for url, group in groupby(line, lambda run: run.url):
        runs = [_pictured(run) for run in group]
        if url and not on_the_web(url):
            runs = [replace(run, url="") if run.url == url else run for run in runs]
            runs.append(Run(Text(f" ({url})")))
        changed += runs
    return joined(changed)


def _pictured(run: Run) -> Run:
    match run.leaf:
        case Image(url, text) if run.url or not on_the_web(url):
            return replace(run, leaf=Text(text if run.url and text else beside(text, url)))
        case Image(url, text):
            return replace(run, leaf=Text(text or url), url=url)
        case Mention():
            return replace(run, url="")
        case _:
            return run


def _plain(block: Block) -> Block:
    return Paragraph(_each_line(paragraph_of(lines(block)).inside, _worded))


def _worded(line: Line) -> Line:
    worded: Line = []
    for url, group in groupby(line, lambda run: run.url):
        text = "".join(_word(run) for run in group)
        worded.append(Run(Text(beside(text, url) if url else text)))
    return joined(worded)


def _word(run: Run) -> str:
    match run.leaf:
        case Text(text) | Code(text):
            return text
        case Image(url, text):
            return beside(text, url)
        case Mention(_, name):
            return f"@{name}"


_CHANGES: dict[TextForm, Callable[[Block], Block]] = {
    TextForm.MARKDOWN: _markdown,
    TextForm.RICH: _rich,
    TextForm.RICH_COMMENT: _rich_comment,
    TextForm.BLOCKS: _blocks,
    TextForm.PLAIN: _plain,
}
