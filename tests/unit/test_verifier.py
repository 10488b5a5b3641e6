"""`bridge/verifier.py` alone: whoever has an exported log and this one file can check it (PL-24)."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from shutil import copyfile

import pytest

from bridge import verifier
from bridge.core.log.written import Line
from bridge.service.verify import prove_days, prove_entry
from tests.contracts.kept import TODAY
from tests.unit.adapters.sealed_log import ACTS, DAYS, NETWORK, SealedLog, sealed_log

HERE = Path(verifier.__file__)
CONCERNED = 10
"""The line of an entry of the second day: behind the heading, the first day's entries and its root."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """What a works council is given."""

    folder: Path
    lines: Sequence[Line]
    key: str
    log: SealedLog

    def written(self, lines: Sequence[Line | str]) -> Path:
        """A file of these lines."""
        path = self.folder / "log.jsonl"
        texts = (each if isinstance(each, str) else json.dumps(each, ensure_ascii=False) for each in lines)
        path.write_text("".join(f"{text}\n" for text in texts), "utf-8")
        return path

    def root(self, number: int) -> Path:
        """A root as `cobridge log root` writes it."""
        with self.log.log.view(NETWORK.id) as view:
            signed = view.roots()[number]
        path = self.folder / f"root-{number}.txt"
        tail = f"key: {self.key}\nsignature: {signed.signature}\n"
        path.write_text(signed.root.statement().decode() + tail, "utf-8")
        return path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bundle]:
    folder = tmp_path_factory.mktemp("bundle")
    with sealed_log(folder) as log:
        log.log.erase(NETWORK.id, log.ids()[:1])
        yield Bundle(folder, log.exported(), log.signer.public_key(NETWORK.id).hex(), log)


@pytest.fixture
def bundle(made: Bundle, tmp_path: Path) -> Bundle:
    return replace(made, folder=tmp_path)


def checked(capsys: pytest.CaptureFixture[str], path: Path, *options: str) -> tuple[int, str]:
    """The exit code and what is said, in English."""
    code = verifier.main([str(path), "--english", *options])
    captured = capsys.readouterr()
    return code, captured.out + captured.err


def test_pl_24_it_runs_alone_offline_and_imports_nothing_of_ours(bundle: Bundle) -> None:
    """Copied into an empty folder, without a network and without Cobridge on the path, it speaks German."""
    path, alone = bundle.written(bundle.lines), bundle.folder / "alone"
    alone.mkdir()
    copyfile(HERE, alone / "verifier.py")
    script = (
        "import runpy, sys, socket\n"
        "def refused(*_): raise OSError('no network')\n"
        "socket.socket.connect = refused\n"
        "sys.argv = sys.argv[1:]\n"
        "try: runpy.run_path(sys.argv[0], run_name='__main__')\n"
        "finally: print(*sorted(sys.modules), file=sys.stderr)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-I", "-c", script, str(alone / "verifier.py"), str(path)],
        cwd=alone, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout
    assert "20 Einträge und 3 Tagesprüfsummen geprüft: alle unverändert." in ran.stdout
    assert "1 Einträge wurden gelöscht" in ran.stdout
    loaded = {name.partition(".")[0] for name in ran.stderr.split()}
    assert not loaded & {"bridge", "connectors", "config", "sqlalchemy"}


def test_pl_24_a_whole_log_is_found_unchanged_and_names_key_and_newest_root(
    bundle: Bundle, capsys: pytest.CaptureFixture[str]
) -> None:
    """The key can be compared, and a root that somebody kept."""
    path = bundle.written(bundle.lines)
    code, said = checked(capsys, path)
    assert code == 0
    assert bundle.key in said
    assert "Compare it with the key" in said
    code, said = checked(
        capsys, path, "--key", bundle.key, "--kept", str(bundle.root(0)), "--kept", str(bundle.root(2))
    )
    assert (code, "Compare it with the key" in said) == (0, False)


def test_pl_20_one_changed_byte_in_any_line_is_found_and_its_line_named(
    bundle: Bundle, capsys: pytest.CaptureFixture[str]
) -> None:
    """Wherever in the file it stands: in values, names, and between them."""
    texts = [json.dumps(line, ensure_ascii=False) for line in bundle.lines]
    for number in (2, CONCERNED, ACTS + 1):
        text = texts[number]
        for at in range(0, len(text), 7):
            changed = text[:at] + chr(ord(text[at]) ^ 1) + text[at + 1 :]
            code, said = checked(capsys, bundle.written([*texts[:number], changed, *texts[number + 1 :]]))
            assert code == 1, changed
            assert f"ine {number + 1}" in said, (said, changed)


def test_pl_21_a_changed_leaf_of_an_erased_entry_is_found_by_its_day(
    bundle: Bundle, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is left to compare it with but the day's root."""
    code, said = checked(capsys, bundle.written([bundle.lines[0], {"erased": "00" * 32}, *bundle.lines[2:]]))
    assert (code, "positions 0 to 6 are not the entries of 2026-11-23" in said) == (1, True)


@pytest.mark.parametrize("at", range(0, 150, 3))
def test_pl_20_one_changed_byte_in_the_heading_is_found(
    bundle: Bundle, capsys: pytest.CaptureFixture[str], at: int
) -> None:
    """Form, network and key are bound to what follows."""
    heading, *others = (json.dumps(line, ensure_ascii=False) for line in bundle.lines)
    changed = heading[:at] + chr(ord(heading[at % len(heading)]) ^ 1) + heading[at + 1 :]
    code, _ = checked(capsys, bundle.written([changed, *others]))
    assert code in {1, 2}


def _moved(lines: Sequence[Line]) -> list[Line]:
    return [*lines[:CONCERNED], lines[CONCERNED + 1], lines[CONCERNED], *lines[CONCERNED + 2 :]]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_moved, "at positions 7 to 13 are not the entries of 2026-11-24"),
        (lambda lines: [*lines[:CONCERNED], *lines[CONCERNED + 1 :]], "speaks of 14 entries, before it stand 13"),
        (lambda lines: [*lines[:CONCERNED], *lines[CONCERNED - 1 :]], "speaks of 14 entries, before it stand 15"),
        (lambda lines: [line for line in lines if "signed" not in line], "There is no root here"),
        (lambda lines: [*lines[: ACTS + 1], *lines[ACTS + 2 :]], "The root of 2026-11-24 does not follow"),
        (lambda lines: [*lines, lines[-1]], "does not follow the one before it"),
        (lambda lines: [*lines[:2], {"entry": {"title": "Dach"}, "salt": "", "commitment": ""}, *lines[2:]], "altered"),
        (lambda lines: [*lines[:2], {"note": "nothing"}, *lines[2:]], "Line 3 cannot be read"),
    ],
    ids=["moved", "removed", "doubled", "roots removed", "root removed", "root doubled", "other fields", "other line"],
)
def test_pl_23_lines_that_were_moved_removed_or_added_are_found(
    bundle: Bundle, capsys: pytest.CaptureFixture[str], change: Callable[[Sequence[Line]], list[Line]], said: str
) -> None:
    """Nothing can be taken out, put in or reordered."""
    code, told = checked(capsys, bundle.written(change(bundle.lines)))
    assert code == 1
    assert said in told


def test_pl_23_a_log_that_was_cut_off_lacks_the_root_that_was_kept(
    bundle: Bundle, capsys: pytest.CaptureFixture[str]
) -> None:
    """Up to an earlier root everything fits; only who kept a later one can tell, and does."""
    cut = bundle.written(bundle.lines[: ACTS + 2])
    assert checked(capsys, cut)[0] == 0
    code, said = checked(capsys, cut, "--kept", str(bundle.root(2)))
    assert (code, "The root of 2026-11-25 that you kept is not here" in said) == (1, True)


def test_pl_23_a_log_that_was_signed_anew_is_not_the_one_whose_key_is_known(
    bundle: Bundle, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Whoever replaces everything cannot replace what others were given."""
    (tmp_path / "forged").mkdir()
    with sealed_log(tmp_path / "forged") as forged:
        path = bundle.written(forged.exported())
    assert checked(capsys, path)[0] == 0
    assert checked(capsys, path, "--key", bundle.key)[0] == 1
    assert checked(capsys, path, "--kept", str(bundle.root(0)))[0] == 1


def test_pl_20_a_proof_that_an_entry_is_in_the_log_holds_for_that_entry_alone(
    bundle: Bundle, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each one has its proof; with anything changed it is none."""
    ids = [each for each in bundle.log.ids() if each]
    assert len(ids) == DAYS * ACTS - 1
    path = bundle.folder / "proof.json"
    for each in ids:
        path.write_text(json.dumps(prove_entry(bundle.log.log, bundle.log.signer, NETWORK, each)), "utf-8")
        assert checked(capsys, path, "--key", bundle.key, "--kept", str(bundle.root(2)))[0] == 0
    proof = json.loads(path.read_text("utf-8"))
    for change in ("position", "path", "entry", "salt", "commitment"):
        value = proof["included"][change]
        wrong = {"position": 0, "path": value[1:] if change == "path" else 0, "entry": {**proof["included"]["entry"],
                 "org_id": "x"}, "salt": "00" * 32, "commitment": "00" * 32}[change]  # fmt: skip
        path.write_text(json.dumps({**proof, "included": {**proof["included"], change: wrong}}), "utf-8")
        assert checked(capsys, path)[0] == 1, change
    assert prove_entry(bundle.log.log, bundle.log.signer, NETWORK, "nobody") is None


def test_pl_23_a_proof_between_two_days_holds_for_these_alone(
    bundle: Bundle, capsys: pytest.CaptureFixture[str]
) -> None:
    """From each day to each later one."""
    days = [str(TODAY.replace(day=TODAY.day + number)) for number in range(DAYS)]
    path = bundle.folder / "proof.json"
    for before in range(DAYS):
        for after in range(before, DAYS):
            proof = prove_days(bundle.log.log, bundle.log.signer, NETWORK, days[before], days[after])
            path.write_text(json.dumps(proof), "utf-8")
            code, said = checked(capsys, path, "--key", bundle.key)
            assert (code, f"between {days[before]} and {days[after]}" in said) == (0, True)
            wrong = json.loads(json.dumps(proof))
            wrong["consistent"]["path"].append("00" * 32)
            path.write_text(json.dumps(wrong), "utf-8")
            assert checked(capsys, path)[0] == 1
    assert prove_days(bundle.log.log, bundle.log.signer, NETWORK, days[1], days[0]) is None
    assert prove_days(bundle.log.log, bundle.log.signer, NETWORK, days[0], "2031-01-01") is None


@pytest.mark.parametrize("content", ["", "nothing\n", "[]", '{"log": 1}\n', '{"included": {}}', "\x00\x01"])
def test_a_file_that_is_none_is_said_to_be_none(
    bundle: Bundle, capsys: pytest.CaptureFixture[str], content: str
) -> None:
    """Bad input ends with 2 and one sentence."""
    path = bundle.folder / "other"
    path.write_text(content, "utf-8")
    assert checked(capsys, path) == (2, f"{path} is no exported log and no proof from one.\n")
    code, said = checked(capsys, bundle.folder / "nowhere")
    assert (code, "cannot be read" in said) == (2, True)
    code, said = checked(capsys, bundle.written(bundle.lines), "--kept", str(path))
    assert (code, "is no root" in said) == (2, True)


def test_both_languages_say_the_same_things() -> None:
    """No sentence is missing in one of them, nor anything that it names."""
    assert verifier.GERMAN.keys() == verifier.ENGLISH.keys()
    for name, german in verifier.GERMAN.items():
        assert _named(german) == _named(verifier.ENGLISH[name])


def _named(sentence: str) -> set[str]:
    return {part.partition("}")[0] for part in sentence.split("{")[1:]}
