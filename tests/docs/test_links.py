"""Whatever a page or the code points to is there."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.docs.pages import anchors, headings, links, pages
from tests.docs.sources import ROOT, python_files

CITED = re.compile(r"(?<![\w/.-])docs/[\w./-]*[\w/]")
MOST_LINES = 30


def broken(page: Path) -> list[str]:
    """The page's links into the project that lead nowhere; addresses on the web are left to their owners."""
    found = []
    for link in links(page.read_text("utf-8")):
        path, _, anchor = unquote(link.target).partition("#")
        if "://" in path or path.startswith("mailto:"):
            continue
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or not target.is_relative_to(page.parents[-2]):
            found.append(f"{page.name}:{link.line}: {link.target} is not there")
        elif anchor and anchor not in anchors(target.read_text("utf-8")):
            found.append(f"{page.name}:{link.line}: {link.target} names no heading")
    return found


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    """A reader who follows a link within the project arrives, at the heading it names too."""
    assert not broken(page)


def test_a_link_to_nothing_is_found(tmp_path: Path) -> None:
    """A page that was renamed, a heading that was reworded and a missing picture are all noticed."""
    (tmp_path / "there.md").write_text("# One `two` & three\n", "utf-8")
    page = tmp_path / "page.md"
    page.write_text("[a](there.md#one-two--three) [b](gone.md) [c](there.md#four) ![d](gone.svg) [e](#no)\n", "utf-8")
    assert [fault.split(": ")[1].split()[0] for fault in broken(page)] == [
        "gone.md", "there.md#four", "gone.svg", "#no",
    ]  # fmt: skip


def test_every_page_that_the_code_cites_is_there() -> None:
    """Whoever follows a comment or a message to the documents finds the page."""
    cited = {
        (path.relative_to(ROOT), name)
        for path in python_files()
        for name in CITED.findall(path.read_text("utf-8"))
        if not path.is_relative_to(ROOT / "tests" / "docs")
    }
    assert cited
    assert not [f"{path}: {name}" for path, name in sorted(cited) if not (ROOT / name).exists()]


def test_every_page_is_reached_from_the_readme() -> None:
    """No page lies about unread: from the README, links lead to all of them."""
    reached: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached:
            continue
        reached.add(page)
        targets = ((page.parent / link.target.partition("#")[0]).resolve() for link in links(page.read_text("utf-8")))
        waiting += [target for target in targets if target.suffix == ".md" and target.exists()]
    assert not [str(page.relative_to(ROOT)) for page in pages() if page not in reached]


@pytest.mark.parametrize("page", sorted((ROOT / "docs" / "decisions").glob("*.md")), ids=lambda page: page.stem)
def test_a_decision_fits_on_one_screen(page: Path) -> None:
    """A decision says in thirty lines at most what was decided, why, and what would change it."""
    text = page.read_text("utf-8")
    assert len(text.splitlines()) <= MOST_LINES
    assert headings(text)[0].startswith(f"{int(page.stem[:4])}. ")
    assert all(part in text for part in ("**Decided.**", "**Why.**", "**What would change it.**"))


def test_decisions_are_numbered_without_gaps() -> None:
    """Two decisions never share a number, and none is lost."""
    numbers = [int(page.name[:4]) for page in sorted((ROOT / "docs" / "decisions").glob("*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))
