"""Checks an exported participation log, or a proof from it, without Cobridge: `python verifier.py FILE`.

Prüft ein exportiertes Teilnahmeprotokoll oder einen Nachweis daraus, ohne Cobridge: `python verifier.py DATEI`.

This one file needs Python 3.11 and the package `cryptography`, no network and nothing else of Cobridge. It reads the
file line by line, so a log of any length fits. What a line holds and what is computed is described in `docs/log.md`.
It ends with 0 when everything is as it was sealed, 1 when not, 2 when it could not be used.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

DONE, WRONG, UNUSABLE = 0, 1, 2
TOLD = 100
"""So many faults are told one by one."""

GERMAN = {
    "intact": "{entries} Einträge und {roots} Tagesprüfsummen geprüft: alle unverändert.",
    "broken": "{entries} Einträge geprüft: nicht alles ist, was versiegelt wurde. Fehler: {number}.",
    "erased": "{erased} Einträge wurden gelöscht. Vergleichen Sie die Zahl mit den Löschbestätigungen.",
    "waiting": "{waiting} Einträge haben noch keine Tagesprüfsumme.",
    "newest": "Neueste Prüfsumme: Tag {day}, {size} Einträge, {root}",
    "key": "Schlüssel, mit dem die Prüfsummen unterschrieben sind: {key}",
    "unknown key": "Vergleichen Sie ihn mit dem Schlüssel, den Sie früher bekommen haben, oder geben Sie --key an.",
    "line": "Zeile {line} ist nicht zu lesen oder hat Felder, die dort nicht stehen dürfen.",
    "altered": "Eintrag {entry} wurde verändert (Zeile {line}, Stelle {position}).",
    "foreign": "Eintrag {entry} gehört zu einem anderen Netzwerk (Zeile {line}, Stelle {position}).",
    "missing": "Ein Eintrag fehlt, ohne gelöscht zu sein (Zeile {line}, Stelle {position}).",
    "number": "Zeile {line}: Die Prüfsumme des Tages {day} spricht von {size} Einträgen, davor stehen {position}.",
    "tree": "Zeile {line}: An den Stellen {start} bis {last} stehen nicht die Einträge des Tages {day}.",
    "chain": "Die Prüfsumme des Tages {day} schließt nicht an ihre Vorgängerin an (Zeile {line}).",
    "signature": "Die Unterschrift unter der Prüfsumme des Tages {day} ist nicht echt (Zeile {line}).",
    "other key": "Das Protokoll nennt einen anderen Schlüssel als Sie.",
    "cut": "Die aufbewahrte Prüfsumme des Tages {day} steht nicht hier: etwas wurde abgeschnitten oder ersetzt.",
    "no roots": "Hier steht keine Prüfsumme: alle wurden abgeschnitten, oder der erste Tag ist noch nicht um.",
    "no proof": "Der Nachweis stimmt nicht.",
    "proven entry": "Der Eintrag {entry} steht im Protokoll, unter der Prüfsumme des Tages {day}.",
    "proven days": "Zwischen {before} und {after} wurde nichts verändert oder entfernt.",
    "no log": "{file} ist kein exportiertes Protokoll und kein Nachweis daraus.",
    "no file": "{file} kann nicht gelesen werden: {reason}",
    "no kept": "{file} ist keine Prüfsumme, wie cobridge log root sie schreibt.",
}
ENGLISH = {
    "intact": "{entries} entries and {roots} daily roots checked: all unchanged.",
    "broken": "{entries} entries checked: not everything is what was sealed. Faults: {number}.",
    "erased": "{erased} entries were erased. Compare the number with the receipts of erasures.",
    "waiting": "{waiting} entries have no daily root yet.",
    "newest": "Newest root: day {day}, {size} entries, {root}",
    "key": "The roots are signed with the key: {key}",
    "unknown key": "Compare it with the key that you were given earlier, or name that with --key.",
    "line": "Line {line} cannot be read, or has fields that may not stand there.",
    "altered": "Entry {entry} was altered (line {line}, position {position}).",
    "foreign": "Entry {entry} belongs to another network (line {line}, position {position}).",
    "missing": "An entry is missing without having been erased (line {line}, position {position}).",
    "number": "Line {line}: the root of {day} speaks of {size} entries, before it stand {position}.",
    "tree": "Line {line}: at positions {start} to {last} are not the entries of {day}.",
    "chain": "The root of {day} does not follow the one before it (line {line}).",
    "signature": "The signature below the root of {day} is not genuine (line {line}).",
    "other key": "The log names another key than you do.",
    "cut": "The root of {day} that you kept is not here: something was cut off or replaced.",
    "no roots": "There is no root here: all were cut off, or the first day is not over.",
    "no proof": "The proof does not hold.",
    "proven entry": "The entry {entry} is in the log, under the root of {day}.",
    "proven days": "Nothing was changed or removed between {before} and {after}.",
    "no log": "{file} is no exported log and no proof from one.",
    "no file": "{file} cannot be read: {reason}",
    "no kept": "{file} is no root as cobridge log root writes it.",
}

ENTRY = {
    "event_id", "event_type", "network_id", "space_ref", "org_id", "counterpart_org", "actor_ref", "object_ref",
    "object_kind", "responsibility_role", "source_tool", "occurred_on", "recorded_week", "purpose", "policy_version",
    "retention_class",
}  # fmt: skip
"""What may stand in an entry, and nothing else."""
ROOT = ("network", "day", "size", "root", "previous")
NO_ROOT = "0" * 64


class UnusableError(Exception):
    """What was given cannot be used at all; the sentence says why."""


def commitment(entry: Mapping[str, str], salt: str) -> str:
    """SHA-256 over the salt and the entry as JSON with sorted keys and no spaces, in UTF-8."""
    said = json.dumps(entry, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return sha256(bytes.fromhex(salt) + said.encode()).hexdigest()


def leaf(committed: str) -> bytes:
    """A leaf of the tree."""
    return sha256(b"\x00" + bytes.fromhex(committed)).digest()


def node(left: bytes, right: bytes) -> bytes:
    """What stands above two parts of the tree."""
    return sha256(b"\x01" + left + right).digest()


class Tree:
    """The full parts of a tree that grows leaf by leaf; as many as the size has ones in binary."""

    def __init__(self) -> None:
        self.size, self.parts = 0, list[bytes]()

    def add(self, new: bytes) -> None:
        """A leaf at the end: full parts of equal size become one."""
        full = self.size
        while full % 2:
            new, full = node(self.parts.pop(), new), full // 2
        self.parts.append(new)
        self.size += 1

    def root(self) -> str:
        """Over all leaves."""
        above = reduce(lambda right, left: node(left, right), reversed(self.parts)) if self.parts else sha256().digest()
        return above.hex()


def climb(new: bytes, path: Sequence[bytes], at: int, last: int) -> tuple[str, str]:
    """The roots of the older and of the newer tree that a path leads to; empty where it is of another length."""
    first = second = new
    for part in path:
        if last == 0:
            return "", ""
        if at % 2 or at == last:
            first, second = node(part, first), node(part, second)
            while at and at % 2 == 0:
                at, last = at // 2, last // 2
        else:
            second = node(second, part)
        at, last = at // 2, last // 2
    return (first.hex(), second.hex()) if last == 0 else ("", "")


def included(new: bytes, position: int, size: int, path: Sequence[bytes]) -> str:
    """The root that a leaf and its path lead to (RFC 9162, 2.1.3.2); empty where they fit no tree of that size."""
    return climb(new, path, position, size - 1)[1] if 0 <= position < size else ""


def consistent(before: int, after: int, path: Sequence[bytes], old: bytes) -> tuple[str, str]:
    """The two roots that a path between two sizes leads to (RFC 9162, 2.1.4.2); empty where it fits neither."""
    parts = [old, *path] if before.bit_count() == 1 else list(path)
    at, last = before - 1, after - 1
    while at % 2:
        at, last = at // 2, last // 2
    return climb(parts[0], parts[1:], at, last) if parts else ("", "")


def statement(root: Mapping[str, Any]) -> bytes:
    """What is signed: one line for each field of a root."""
    lines = ("Cobridge log root, form 1", *(f"{name}: {root[name]}" for name in ROOT))
    return "".join(f"{line}\n" for line in lines).encode()


def genuine(key: str, signed: Mapping[str, Any]) -> bool:
    """Whether the key has signed this root (Ed25519)."""
    try:
        signature = bytes.fromhex(signed["signature"])
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(signature, statement(signed["signed"]))
    except (InvalidSignature, ValueError):
        return False
    return bool(signed["signature"] == signature.hex())


class Found:
    """What was found, in the reader's language."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self.words = words
        self.entries = self.erased = self.number = 0
        self.faults = list[str]()
        self.newest: Mapping[str, Any] = {}

    def fault(self, what: str, **about: object) -> None:
        """Count it, and keep the sentence while there are few."""
        self.number += 1
        if self.number <= TOLD:
            self.faults.append(self.words[what].format(**about))


class Log:
    """A log as it is read, line by line."""

    def __init__(self, network: str, key: str, kept: Mapping[str, str], found: Found) -> None:
        """`kept` has the hashes of roots that somebody kept, by day."""
        self._network, self._key, self._found = network, key, found
        self._kept = dict(kept)
        self._tree, self._signed_size, self._broken = Tree(), 0, False
        self._previous, self._day, self._size, self.roots = NO_ROOT, "", 0, 0

    def read(self, number: int, line: Mapping[str, Any]) -> None:
        """One line after the first."""
        try:
            match line:
                case {"entry": entry, "salt": salt, "commitment": committed, **others} if not others:
                    self._entry(number, entry, salt, committed)
                case {"erased": committed, **others} if not others:
                    self._found.erased += 1
                    self._tree.add(leaf(committed))
                case {"missing": committed, **others} if not others:
                    self._found.fault("missing", line=number, position=self._tree.size)
                    self._tree.add(leaf(committed))
                case {"signed": root, "signature": _, **others} if not others and set(root) == set(ROOT):
                    self._root(number, line)
                case _:
                    self._found.fault("line", line=number)
        except (TypeError, ValueError, KeyError, AttributeError):
            self._found.fault("line", line=number)

    def end(self) -> int:
        """Everything was read; how many entries no root speaks of yet."""
        if not self._day:
            self._found.fault("no roots")
        for day in self._kept:
            self._found.fault("cut", day=day)
        return self._tree.size - self._signed_size

    def _entry(self, number: int, entry: Mapping[str, str], salt: str, committed: str) -> None:
        self._found.entries += 1
        about = {"line": number, "position": self._tree.size, "entry": entry.get("event_id", "?")}
        if set(entry) != ENTRY or salt != salt.lower() or commitment(entry, salt) != committed:
            self._found.fault("altered", **about)
        elif entry["network_id"] != self._network:
            self._found.fault("foreign", **about)
        self._tree.add(leaf(committed))

    def _root(self, number: int, line: Mapping[str, Any]) -> None:
        root, found = line["signed"], self._found
        about = {"line": number, "day": root["day"], "size": root["size"], "position": self._tree.size}
        if not genuine(self._key, line) or root["network"] != self._network:
            found.fault("signature", **about)
        elif root["previous"] != self._previous or root["day"] <= self._day or root["size"] < self._size:
            found.fault("chain", **about)
        numbered = self._tree.size == root["size"]
        if not self._broken and not (numbered and self._tree.root() == root["root"]):
            found.fault("tree" if numbered else "number", start=self._signed_size, last=self._tree.size - 1, **about)
            self._broken = True  # every later root is over these entries too: the first day says where to look
        hashed = sha256(statement(root)).hexdigest()
        if self._kept.get(root["day"]) == hashed:
            del self._kept[root["day"]]
        self._previous, self._day, self._size = hashed, root["day"], root["size"]
        self._signed_size, self.roots, found.newest = self._tree.size, self.roots + 1, root


def check_log(lines: Iterator[str], key: str, kept: Mapping[str, str], found: Found) -> None:
    """Everything in an exported log."""
    heading = json.loads(next(lines))
    log = Log(heading["network"], heading["key"], kept, found)
    if heading["log"] != 1 or set(heading) != {"log", "network", "key"}:
        found.fault("line", line=1)
    if key and key != heading["key"]:
        found.fault("other key")
    for number, text in enumerate(lines, 2):
        try:
            line = json.loads(text)
            log.read(number, line if json.dumps(line, ensure_ascii=False) + "\n" == text else {})
        except ValueError:
            found.fault("line", line=number)
    tell_log(log, log.end(), found)
    tell_key(heading["key"], key, found.words)


def tell_log(log: Log, waiting: int, found: Found) -> None:
    """What was found in a log."""
    say = found.words
    if found.number:
        tell(say["broken"].format(entries=found.entries, number=found.number), *(f"- {each}" for each in found.faults))
    else:
        tell(say["intact"].format(entries=found.entries, roots=log.roots))
    if found.erased:
        tell(say["erased"].format(erased=found.erased))
    if waiting:
        tell(say["waiting"].format(waiting=waiting))
    if found.newest:
        tell(say["newest"].format(**found.newest))


def check_proof(proof: Mapping[str, Any], key: str, kept: Mapping[str, str], found: Found) -> None:
    """A proof that an entry is in a log, or that nothing was changed between two days."""
    say = found.words
    roots = [proof["under"]] if "included" in proof else [proof["consistent"]["before"], proof["consistent"]["after"]]
    if key and key != proof["key"]:
        found.fault("other key")
    for each in roots:
        root = each["signed"]
        if not genuine(proof["key"], each) or root["network"] != proof["network"]:
            found.fault("signature", day=root["day"], line="-")
        if kept.get(root["day"], hashed := sha256(statement(root)).hexdigest()) != hashed:
            found.fault("cut", day=root["day"])
    good = _entry_proven(proof, found) if "included" in proof else _days_proven(proof["consistent"], found)
    tell(*([say["no proof"], *(f"- {each}" for each in found.faults)] if found.number else [good]))
    tell_key(proof["key"], key, say)


def _entry_proven(proof: Mapping[str, Any], found: Found) -> str:
    said, root = proof["included"], proof["under"]["signed"]
    entry, position = said["entry"], said["position"]
    about = {"entry": entry["event_id"], "position": position, "line": "-"}
    if set(entry) != ENTRY or commitment(entry, said["salt"]) != said["commitment"]:
        found.fault("altered", **about)
    elif entry["network_id"] != proof["network"]:
        found.fault("foreign", **about)
    path = [bytes.fromhex(each) for each in said["path"]]
    if included(leaf(said["commitment"]), position, root["size"], path) != root["root"]:
        found.fault("tree", day=root["day"], start=position, last=position, **about)
    return found.words["proven entry"].format(entry=entry["event_id"], day=root["day"])


def _days_proven(said: Mapping[str, Any], found: Found) -> str:
    before, after = said["before"]["signed"], said["after"]["signed"]
    path, old = [bytes.fromhex(each) for each in said["path"]], bytes.fromhex(before["root"])
    if before["size"] == 0:  # every log begins with nothing
        holds = not path and before["root"] == sha256().hexdigest()
    elif before["size"] == after["size"]:
        holds = not path and before["root"] == after["root"]
    else:
        led = consistent(before["size"], after["size"], path, old)
        holds = before["size"] < after["size"] and led == (before["root"], after["root"])
    if not holds:
        found.fault("tree", day=after["day"], start=0, last=after["size"] - 1, line="-")
    return found.words["proven days"].format(before=before["day"], after=after["day"])


def tell(*lines: str) -> None:
    """To the reader."""
    sys.stdout.write("".join(f"{line}\n" for line in lines))


def tell_key(named: str, known: str, say: Mapping[str, str]) -> None:
    """Whoever does not know the key cannot tell a log that was signed anew from the one that was sealed."""
    tell(say["key"].format(key=named))
    if not known:
        tell(say["unknown key"])


def read_kept(path: Path, say: Mapping[str, str]) -> tuple[str, str]:
    """Day and hash of a root that somebody kept."""
    try:
        lines = path.read_text("utf-8").splitlines()
        root = dict(line.split(": ", 1) for line in lines[1:] if line)
        return root["day"], sha256(statement(root)).hexdigest()
    except OSError as fault:
        raise UnusableError(say["no file"].format(file=path, reason=fault.strerror)) from None
    except (KeyError, ValueError):
        raise UnusableError(say["no kept"].format(file=path)) from None


def check_file(path: Path, key: str, kept: Mapping[str, str], found: Found) -> None:
    """Whatever the file is. Raises UnusableError for one that is neither log nor proof."""
    say = found.words
    try:
        with path.open(encoding="utf-8", errors="replace", newline="\n") as file:
            if file.readline().startswith('{"log": '):
                file.seek(0)
                check_log(iter(file), key, kept, found)
                return
            file.seek(0)
            check_proof(json.load(file), key, kept, found)
    except OSError as fault:
        raise UnusableError(say["no file"].format(file=path, reason=fault.strerror)) from None
    except (KeyError, TypeError, ValueError, AttributeError):
        raise UnusableError(say["no log"].format(file=path)) from None


def main(arguments: Sequence[str] | None = None) -> int:
    """Read what is given, check it, and return the exit code."""
    parser = argparse.ArgumentParser(prog="verifier.py", description=__doc__)
    parser.add_argument("file", type=Path, help="what `cobridge log export` or `cobridge log prove` wrote")
    parser.add_argument("--key", default="", help="the key that the roots have to be signed with, 64 characters")
    parser.add_argument("--kept", type=Path, action="append", default=[], help="a root that you kept; repeatable")
    parser.add_argument("--english", action="store_true", help="speak English")
    given = parser.parse_args(arguments)
    say = ENGLISH if given.english else GERMAN
    found = Found(say)
    try:
        check_file(given.file, given.key, dict(read_kept(each, say) for each in given.kept), found)
    except UnusableError as fault:
        sys.stderr.write(f"{fault}\n")
        return UNUSABLE
    return WRONG if found.number else DONE


if __name__ == "__main__":
    sys.exit(main())
