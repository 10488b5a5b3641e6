"""`cobridge report documents` as people use it: a draft from the network file alone, and what can be signed."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from bridge.adapters.render.documents import pdf
from bridge.adapters.render.paper import WITHOUT
from bridge.entry.cli import main
from tests.docs.sources import ROOT
from tests.unit.papers import FILE

FOLDER = ROOT / "tests" / "fixtures" / "documents"
COMPLETE, ANSWERS = FOLDER / "complete.toml", FOLDER / "answers.toml"
SCHEMA = json.loads((ROOT / "docs/schemas/documents.json").read_text("utf-8"))
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """One command with a network file; PDFs are tried elsewhere, since they take seconds."""
    monkeypatch.setenv("COBRIDGE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("LC_ALL", "de_DE")
    monkeypatch.setattr(pdf, "missing", lambda: WITHOUT)

    def started(*words: object, file: Path = FILE) -> tuple[int, str, str]:
        monkeypatch.setenv("COBRIDGE_NETWORK_FILE", str(file))
        monkeypatch.setattr(sys, "argv", ["cobridge", *map(str, words)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        return int(ended.value.code or 0), *capsys.readouterr()

    return started


def read(path: Path) -> Any:
    found = json.loads(path.read_text("utf-8"))
    Draft202012Validator(SCHEMA).validate(found)
    return found


def test_a_draft_needs_the_network_file_and_nothing_else(run: Run, tmp_path: Path) -> None:
    """No data directory is made; each partner gets its two papers as the published schema says."""
    code, out, _ = run("report", "documents", "--draft", "--out", tmp_path / "out")
    assert code == 0
    assert not (tmp_path / "data").exists()
    partners = ("weber", "nordlicht", "suedbau", "mole")
    names = {f"{partner}-{paper}.json" for partner in partners for paper in ("documents", "charter")}
    assert {path.name for path in (tmp_path / "out").iterdir()} == names
    for path in (tmp_path / "out").iterdir():
        assert (read(path)["draft"], read(path)["charter"]["number"]) == (True, None)
        assert path.stat().st_mode & 0o077 == 0
    assert "Offene Angaben für Mole Logistik GbR: " in out
    assert WITHOUT in out


def test_the_text_is_printed_where_no_folder_is_named(run: Run) -> None:
    """Of one partner, in the language that is asked for."""
    code, out, _ = run("report", "documents", "--draft", "--partner", "mole", "--language", "en")
    assert code == 0
    assert out.startswith("Documents on Cobridge for Mole Logistik GbR (Draft)\n")
    assert "The charter as an annex to sign: Mole Logistik GbR (Draft)" in out
    assert "Musterbau Weber GmbH (Draft)" not in out


def test_as_json_it_is_what_the_files_hold(run: Run) -> None:
    """Both papers, for programs."""
    code, out, _ = run("report", "documents", "--draft", "--partner", "mole", "--json")
    papers = json.loads(out)["papers"]
    assert (code, [each["paper"] for each in papers]) == (0, ["documents", "charter"])
    for each in papers:
        Draft202012Validator(SCHEMA).validate(each)


def test_files_are_written_whole_or_not_at_all(run: Run, tmp_path: Path) -> None:
    """What is there stays, and nothing is put beside it."""
    out = tmp_path / "out"
    out.mkdir()
    (out / "mole-charter.json").write_text("mine", "utf-8")
    code, _, err = run("report", "documents", "--draft", "--partner", "mole", "--out", out)
    assert code == 2
    assert "mole-charter.json gibt es schon" in err
    assert [path.name for path in out.iterdir()] == ["mole-charter.json"]


def test_what_is_signed_needs_a_proposed_charter_and_every_answer(run: Run, tmp_path: Path) -> None:
    """One sentence says what is missing, where it goes and whose it is; then there is nothing open in it."""
    words, final = ("report", "documents"), ("--answers", ANSWERS, "--out", tmp_path / "out")
    code, out, err = run(*words, *final, file=COMPLETE)
    assert (code, out) == (2, "")
    assert "cobridge charter propose" in err
    assert run("charter", "propose", file=COMPLETE)[0] == 0
    code, out, err = run(*words, "--partner", "weber", file=COMPLETE)
    assert (code, out) == (2, "")
    assert err.startswith("Zur Unterschrift fehlen Angaben für Musterbau Weber GmbH: 15. Die erste ist »Wer Cobridge")
    assert "Angabendatei: network.operator; Betrieb" in err
    assert run(*words, *final, file=COMPLETE)[0] == 0
    for name in ("weber-documents", "weber-charter", "nordlicht-documents", "nordlicht-charter"):
        paper = read(tmp_path / "out" / f"{name}.json")
        assert (paper["draft"], paper["open"], paper["charter"]["number"]) == (False, [], 1)
        assert "Entwurf" not in json.dumps(paper, ensure_ascii=False)
        assert "offen: " not in json.dumps(paper, ensure_ascii=False)


def test_a_charter_that_was_changed_since_is_not_the_one_to_sign(run: Run, tmp_path: Path) -> None:
    """What is signed is what was proposed, point by point."""
    assert run("charter", "propose", file=COMPLETE)[0] == 0
    other = tmp_path / "network.toml"
    other.write_text(
        COMPLETE.read_text("utf-8").replace('version = "1"', 'version = "1"\nevaluations = ["F2"]'), "utf-8"
    )
    code, _, err = run("report", "documents", "--answers", ANSWERS, file=other)
    assert code == 2
    assert "vorgeschlagen" in err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[network]\noperater = 'x'", "network.operater ist keine Angabe. Gemeint ist vielleicht network.operator."),
        ("[network]\noperator = 3", "network.operator is no text"),
        ("network", "is not TOML"),
        (None, "cannot be read"),
    ],
)
def test_a_wrong_file_of_answers_is_told_in_a_sentence(run: Run, tmp_path: Path, text: str | None, said: str) -> None:
    """What is wrong, and with which file."""
    file = tmp_path / "answers.toml"
    if text is not None:
        file.write_text(text, "utf-8")
    code, out, err = run("report", "documents", "--draft", "--answers", file)
    assert (code, out) == (2, "")
    assert said in err
    assert "answers.toml" in err
    assert "Traceback" not in err


def test_a_partner_there_is_not_is_told_with_those_there_are(run: Run) -> None:
    """Bad input, in a sentence."""
    code, _, err = run("report", "documents", "--draft", "--partner", "webber")
    assert code == 2
    assert "webber" in err
    assert "weber, nordlicht, suedbau, mole" in err
