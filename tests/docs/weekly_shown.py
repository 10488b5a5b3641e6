"""Shows the weekly report of the example network as pictures for the README: the mail, the paper, a channel's post.

`python -m tests.docs.weekly_shown` renders them with the program's own forms; it needs chromium and pdftoppm.
"""

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bridge.adapters import words
from bridge.adapters.render.weekly import mail, pdf, post
from connectors.slack.desk.pieces import escaped
from tests.docs.sources import ROOT
from tests.unit.adapters.weekly_issue import MESSE, example

PICTURES = ROOT / "docs" / "pictures"
LANGUAGE = "de"
NEEDED = ("chromium", "pdftoppm")
CHANNEL = """<!doctype html><html lang="de"><meta charset="utf-8"><style>
body{{margin:0;padding:18px 22px;background:#fff;font:15px/22px Lato,Arial,sans-serif;color:#1d1c1d}}
.message{{display:flex;gap:10px}}.sign{{width:36px;height:36px;border-radius:6px;background:#234a63;color:#fff;
font-weight:bold;text-align:center;line-height:36px}}
.who{{font-weight:bold}}.what{{font-size:10px;background:#e8e8e8;color:#616061;border-radius:2px;padding:1px 4px;
margin:0 6px}}.when{{color:#616061;font-size:12px}}.text{{white-space:pre-wrap}}
</style><div class="message"><div class="sign">C</div><div><span class="who">Cobridge</span>
<span class="what">APP</span>
<span class="when">06:00</span><div class="text">{text}</div></div></div></html>"""
"""A message as Slack shows one whose text is plain."""


def photographed(html: str, folder: Path, picture: Path, width: int, height: int) -> None:
    """The page as a browser shows it, cut off below."""
    page = folder / "page.html"
    page.write_text(html, "utf-8")
    order = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--window-size={width},{height}"]
    subprocess.run(
        ["chromium", *order, f"--screenshot={picture}", page.as_uri()], check=True, capture_output=True, timeout=120
    )


def main() -> None:
    missing = [tool for tool in NEEDED if not shutil.which(tool)]
    if missing:
        sys.exit(f"The pictures are made with {' and '.join(missing)}, which this machine does not have.")
    say = words.spoken(LANGUAGE)
    PICTURES.mkdir(exist_ok=True)
    with TemporaryDirectory() as name:
        folder = Path(name)
        photographed(mail.render(example(), say), folder, PICTURES / "weekly-mail.png", 680, 1180)
        # What the connector sends is escaped for Slack; a browser shows those three signs alike.
        sent = escaped(post.render(example(), MESSE, say))
        photographed(CHANNEL.format(text=sent), folder, PICTURES / "weekly-slack.png", 680, 275)
        printed = folder / "weekly.pdf"
        printed.write_bytes(pdf.render(example(), say))
        order = ["pdftoppm", "-png", "-r", "90", "-f", "1", "-l", "1", "-singlefile"]
        subprocess.run([*order, str(printed), str(PICTURES / "weekly-pdf")], check=True, timeout=120)


if __name__ == "__main__":
    main()
