"""Documents as people and tools make them, and worse, for hypothesis."""

from __future__ import annotations

from hypothesis import strategies as st

from bridge.core.model.document import (
    Block,
    Break,
    Code,
    Document,
    Emphasis,
    Heading,
    Hyperlink,
    Image,
    Inline,
    Items,
    Mention,
    Paragraph,
    Preformatted,
    Quote,
    Rule,
    Strike,
    Strong,
    Text,
    Underline,
)

SIGNS = "ab1 .*_~`[]()!<>&#\\-+=|:;/@\n\r\t\xa0é\u0301\u200b\u202e\u2028ש😀\U0001f469\u200d\U0001f680€\x00\x1b\ufffe"
WORDS = [
    "Bau",
    "# ",
    "- ",
    "1. ",
    "2) ",
    "> ",
    "```",
    "~~~",
    "---",
    "&amp;",
    "&copy",
    "http://a.example/b_c_",
    "](",
    "<b>",
]

texts = st.one_of(
    st.text(st.sampled_from(SIGNS), max_size=8),
    st.lists(st.sampled_from(WORDS), max_size=3).map("".join),
    st.text(max_size=6),
)
urls = st.one_of(
    st.sampled_from(["http://a.example/b_c_", "https://x.example/?a=1&copy=2&amp;(b)", "mailto:a@b.example", "/local"]),
    st.sampled_from(["javascript:alert(1)", "", "http://a b.example/<x>\\", "file:///etc", "http://[::1]/*a*"]),
)
leaves: st.SearchStrategy[Inline] = st.one_of(
    texts.map(Text), texts.map(Text), texts.map(Code), st.builds(Image, urls, texts), st.just(Break())
)
mentions: st.SearchStrategy[Inline] = st.builds(Mention, st.sampled_from(["12", "345"]), st.sampled_from(["Anna", ""]))


def documents(*, mentioning: bool = False) -> st.SearchStrategy[Document]:
    """Documents with every kind of block and inline."""
    single = st.one_of(leaves, mentions) if mentioning else leaves
    inlines = st.recursive(single, _styled, max_leaves=6)
    inside = st.lists(inlines, max_size=5).map(tuple)
    flat: st.SearchStrategy[Block] = st.one_of(
        st.builds(Paragraph, inside),
        st.builds(Paragraph, inside),
        st.builds(Heading, st.integers(-1, 9), inside),
        st.builds(Preformatted, texts),
        st.just(Rule()),
    )
    blocks = st.recursive(flat, _nested, max_leaves=8)
    return st.lists(blocks, max_size=5).map(tuple).map(Document)


def _styled(inner: st.SearchStrategy[Inline]) -> st.SearchStrategy[Inline]:
    inside = st.lists(inner, max_size=3).map(tuple)
    return st.one_of(
        st.builds(Strong, inside),
        st.builds(Emphasis, inside),
        st.builds(Underline, inside),
        st.builds(Strike, inside),
        st.builds(Hyperlink, urls, inside),
    )


def _nested(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    inside = st.lists(inner, max_size=3).map(tuple)
    return st.one_of(st.builds(Quote, inside), st.builds(Items, st.booleans(), st.lists(inside, max_size=3).map(tuple)))
