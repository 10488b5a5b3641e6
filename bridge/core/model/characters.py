"""Which characters a text keeps: line ends and spaces of one kind, nothing that XML cannot carry, NFC."""

from __future__ import annotations

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# XML 1.0, production 2 (Char): everything else can be in no Asana text, so it is in no document.
_UNFIT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_UNSAFE = re.compile(r"(?:javascript|vbscript|file|data):", re.IGNORECASE)
_QUIET = re.compile("@\u2060+")
_SPEAKING = re.compile(r"(https?://\S*)|(?<!\w)@(?=\w)")
_JOINED = re.compile("[\u0300-\u036f\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]*\\Z")
_WEB = re.compile(r"(?:https?://|mailto:)\S", re.IGNORECASE)
_IN_URL = {" ": "%20", "\t": "%20", "\n": "", "<": "%3C", ">": "%3E", '"': "%22", "`": "%60", "\\": "%5C"}


def clean(text: str) -> str:
    """Line feeds as line ends, plain spaces, no control characters. Not yet NFC: that needs the joined text."""
    return _UNFIT.sub("", _LINE_ENDS.sub("\n", text)).replace("\xa0", " ")


def composed(text: str) -> str:
    """The text in NFC, and as it was before `quiet`."""
    normal = unicodedata.normalize("NFC", text)
    return _QUIET.sub("@", normal) if "\u2060" in normal else normal


def quiet(text: str) -> str:
    """The text with an invisible joiner behind every "@" that a tool could take for a call: it shows the same, and
    nobody is notified by what was said in another tool.
    """
    return _SPEAKING.sub(lambda found: found[1] or "@\u2060", text) if "@" in text else text


def beginning(text: str, length: int) -> str:
    """At most the first `length` characters; a sign that is made of several, such as a flag, stays whole or goes."""
    if length >= len(text):
        return text
    while length > 0 and (_JOINED.match(text[length]) or text[length - 1] == "\u200d"):
        length -= 1
    flags = _FLAG.search(text, max(0, length - 64), length)
    return text[: length - 1] if flags and len(flags.group()) % 2 else text[:length]


def folded(text: str) -> str:
    """The text on one line, every run of white space one space."""
    return composed(" ".join(clean(text).split()))


def clean_url(url: str) -> str:
    """The url without characters that would end it in a tool's text."""
    return "".join(_IN_URL.get(sign, sign) for sign in clean(url).strip())


def followable(url: str) -> bool:
    """Whether a reader may be led there: no script, no data, no local file."""
    return bool(url) and not _UNSAFE.match(url)


def on_the_web(url: str) -> bool:
    """Whether every tool takes the url as the target of a hyperlink."""
    return bool(_WEB.match(url))
