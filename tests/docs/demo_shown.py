"""Runs `cobridge demo` and shows it in the README: as text in the block below `$ make demo`, and as docs/demo.svg.

`make docs` calls this. What is left out stands as a line of its own.
"""

import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from tests.docs.sources import ROOT

IN_TEXT = ("Cobridge", "3", "7", "Result")
"""The first words of the parts that the README repeats."""
IN_PICTURE = ("Cobridge", "3", "8", "Result")
LEFT_OUT = "  …"
TEXT_COLUMNS, PICTURE_COLUMNS = 80, 104
FONT = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
"""Fonts from the web, which a picture in a repository does not load."""
SPACE = "&#160;"
ASPECT = 0.602
"""A sign's width by its height in DejaVu Sans Mono, so that a viewer without `textLength` aligns it too."""
COLUMN = 20 * ASPECT
"""The width of a sign in such a picture."""
RUN = re.compile(
    r'x="(?P<x>[\d.]+)" y="(?P<y>[\d.]+)" textLength="(?P<length>[\d.]+)"(?P<more>[^>]*)>(?P<space>(?:&#160;)+)(?!<)'
)
BLOCK = re.compile(r"(?<=```console\n\$ make demo\n).*?(?=```\n)", re.DOTALL)


def printed(columns: int, **more: str) -> str:
    """What the command prints where people read English."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("COBRIDGE_", "LC_", "LANG"))}
    environment = own | {"LC_ALL": "en_US.UTF-8", "COLUMNS": str(columns)} | more
    ran = subprocess.run(
        [sys.executable, "-m", "bridge.entry", "demo"],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=True, timeout=600,
    )  # fmt: skip
    return ran.stdout


def plain(line: str) -> str:
    return Text.from_ansi(line).plain.rstrip()


def parts(text: str) -> Iterator[tuple[str, list[str]]]:
    """The parts of the output, each with its heading's first word; a heading ends in a rule."""
    lines = text.strip("\n").splitlines()
    begins = [at for at, line in enumerate(lines) if re.search(r"^\S.* ─{3,}$", plain(line))]
    for begin, end in zip(begins, [*begins[1:], len(lines)], strict=True):
        part = lines[begin:end]
        while part and not plain(part[-1]):
            part.pop()
        yield re.split(r"\W", plain(part[0]))[0], part


def chosen(text: str, words: tuple[str, ...]) -> list[str]:
    """The parts that begin with these words, and a sign where others are left out."""
    shown: list[str] = []
    for word, part in parts(text):
        if word in words:
            shown += [*part, ""]
        elif shown and shown[-2] != LEFT_OUT:
            shown += [LEFT_OUT, ""]
    return shown[:-1]


def in_readme(readme: str, text: str) -> str:
    """The README with that output in it."""
    shown = "\n".join(map(plain, chosen(text, IN_TEXT))) + "\n"
    return BLOCK.sub(lambda _: shown, readme)


def picture(text: str) -> str:
    """The chosen parts as a picture of a terminal."""
    console = Console(record=True, width=PICTURE_COLUMNS, file=io.StringIO(), force_terminal=True)
    for line in chosen(text, IN_PICTURE):
        console.print(Text.from_ansi(line))
    drawn = console.export_svg(title="cobridge demo", unique_id="demo", font_aspect_ratio=ASPECT)
    return RUN.sub(_without_margin, FONT.sub("", drawn)).replace("Fira Code", "DejaVu Sans Mono")


def _without_margin(run: re.Match[str]) -> str:
    """The run of text begun where its first sign stands: some viewers drop the white space in front."""
    space = run["space"].count(SPACE)
    x, length = float(run["x"]) + space * COLUMN, float(run["length"]) - space * COLUMN
    return f'x="{x:g}" y="{run["y"]}" textLength="{length:g}"{run["more"]}>'


def main() -> None:
    readme = ROOT / "README.md"
    readme.write_text(in_readme(readme.read_text("utf-8"), printed(TEXT_COLUMNS)), "utf-8")
    coloured = printed(PICTURE_COLUMNS, FORCE_COLOR="1", TTY_INTERACTIVE="0", TERM="xterm-256color")
    (ROOT / "docs" / "demo.svg").write_text(picture(coloured), "utf-8")


if __name__ == "__main__":
    main()
