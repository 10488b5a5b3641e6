"""When two e-mail addresses are one, and two names: the normal forms in which identities are compared and hashed.

What is not documented to be one stays two, since two people who were taken for one would lose more than one person who
was taken for two (PL-13).
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable

_ADDRESS = re.compile(r"[^\s@<>(),;:\"]+@[^\s@<>(),;:\"_]+\.[^\s@<>(),;:\"_.]+")
_DEVIATING = re.compile("[ßς\u200c\u200d]")
"""What older programs wrote otherwise (https://www.unicode.org/reports/tr46/#Deviations): `straße` is not `strasse`."""
SAME_DOMAIN = {"googlemail.com": "gmail.com"}
"""https://support.google.com/mail/answer/10313"""
DOTLESS = frozenset({"gmail.com"})
"""Where dots do not matter: https://support.google.com/mail/answer/7436150"""
PLUS = frozenset(
    {"gmail.com", "outlook.com", "outlook.de", "hotmail.com", "hotmail.de", "live.com", "live.de", "icloud.com",
     "me.com", "proton.me", "protonmail.com", "pm.me", "fastmail.com"}
)  # fmt: skip
"""Providers that give a mailbox to everybody, none with a plus sign in it, and deliver what stands behind one to it.

A company's own domain is not among them: Exchange first looks for a mailbox of the whole address, which may be somebody
else's (https://learn.microsoft.com/exchange/recipients-in-exchange-online/plus-addressing-in-exchange-online).
"""
_LIKE_HYPHEN, _LIKE_APOSTROPHE = re.compile("[\u2010-\u2015\u2212]"), re.compile("[\u2018\u2019\u02bc\u00b4`]")


def is_address(text: str) -> bool:
    """Whether somebody could have this address."""
    return _ADDRESS.fullmatch(text) is not None and ".." not in text


def normalised(address: str) -> str:
    """One way to write an address: small letters in NFKC, the domain in ASCII (A-labels). Empty for what is none."""
    local, _, domain = unicodedata.normalize("NFKC", address.strip()).lower().rpartition("@")
    written = ".".join(map(_a_label, re.split("[.。]", domain.rstrip("."))))
    return f"{local}@{written}" if local and written else ""


def mailbox(address: str) -> str:
    """Equal for addresses that lead to one mailbox: as `normalised`, without what its provider passes over."""
    local, _, domain = normalised(address).rpartition("@")
    domain = SAME_DOMAIN.get(domain, domain)
    if domain in PLUS:
        local = local.partition("+")[0] or local
    if domain in DOTLESS:
        local = local.replace(".", "")
    return f"{local}@{domain}" if local else ""


def telling_apart(*lists: Iterable[str]) -> Callable[[str], str]:
    """What to compare addresses by, where those of each list are of different people: their mailbox.

    Where several in one list lead to one mailbox (`bau+anna@`, `bau+bert@`) people share it, and are told apart as
    their addresses are written.
    """
    shared = set[str]()
    for addresses in lists:
        ways = defaultdict[str, set[str]](set)
        for address in addresses:
            ways[mailbox(address)].add(normalised(address))
        shared |= {box for box, written in ways.items() if len(written) > 1}
    return lambda address: normalised(address) if mailbox(address) in shared else mailbox(address)


def named(name: str) -> str:
    """One way to write a name: small letters in NFKC, one space between words, `Weber, Petra` as `petra weber`.

    Equal for namesakes too, so it is a hint and no identity.
    """
    plain = unicodedata.normalize("NFKC", _LIKE_APOSTROPHE.sub("'", _LIKE_HYPHEN.sub("-", name))).lower()
    last, comma, first = plain.partition(",")
    return " ".join(f"{first} {last}".split() if comma and "," not in first else plain.split())


def _a_label(label: str) -> str:
    if _DEVIATING.search(label):
        return f"xn--{label.encode('punycode').decode('ascii')}"
    try:
        return label.encode("idna").decode("ascii")
    except UnicodeError:
        return label
