"""Every line to type that README, CONTRIBUTING, guide and help name is run, or stands here with a reason."""

from __future__ import annotations

import re
import shlex
import shutil
import zipfile
from pathlib import Path

import pytest

from reader.cli.main import run
from reader.cli.texts.examples import EXAMPLES
from tests.conftest import DATA

TOP = Path(__file__).resolve().parents[1]
PAGES = (
    TOP / "README.md",
    TOP / "CONTRIBUTING.md",
    *(file for file in sorted(TOP.glob("docs/*/*.md")) if not file.name.startswith(("11-", "12-"))),
)
PROGRAMS = ("liseuse", "make", "pip", "pipx", "sudo")
ADDRESS = "https://example.org/article"
OPML = (
    '<opml version="2.0"><body><outline type="rss" text="A" xmlUrl="https://example.org/feed"/></body></opml>'
)

NOT_RUN = {
    "liseuse": "opens the window",
    "liseuse edition --schedule day --at 06:30 --output ~/Books": "sets a timer: test_editions.py",
    "liseuse export": "names the command; the lines below it are run",
    "liseuse export --view unread --format epub --keep-in-step --output /media/me/KOBOeReader": "an e-reader",
    "liseuse feeds add https://lebrief.ma --all": "asks the network: tests/cli/test_feeds.py",
    "liseuse feeds update --anyway": "asks the network: tests/cli/test_feeds.py",
    "liseuse feeds update --edition": "asks the network: tests/services/feeds/test_morning.py",
    "liseuse models install fr-en": "downloads 60 MB",
    "liseuse restore FILE": "needs the file of a backup: tests/cli/test_library_commands.py",
    "liseuse locate FOLDER": "needs a library that was moved: tests/cli/test_lost_disk.py",
    "liseuse restore --give-up-disk FILE": "needs a library that was moved: tests/cli/test_lost_disk.py",
    "liseuse new-library --give-up-disk": "needs a library that was moved: tests/cli/test_lost_disk.py",
    "liseuse move NEW-FOLDER": "needs a disk that came back: tests/services/backup/test_lost_disk.py",
    "liseuse --library DISK-FOLDER move FORMER-FOLDER": "likewise",
    "liseuse salvage": "puts another library in place: tests/faults",
    "liseuse save --from-file links.txt --translate en,ar": "translates for long: tests/cli/test_saving.py",
    "liseuse translate 1 --to en,ar": "translates for long: tests/cli/test_commands.py",
    "liseuse screenshot 1 --ui ar --theme dark --output article.png": "makes an application of its own",
    "liseuse serve": "names the command; what is to be typed stands in its example",
    "liseuse serve --opds": "goes on until Ctrl+C: tests/cli/test_serving.py",
    "liseuse sync": "names the command",
    "liseuse sync join ~/Sync/liseuse --name laptop": "asks for a passphrase: tests/cli/test_sync.py",
    "liseuse sync join https://anna@cloud.example.org/dav/liseuse": "asks a server: test_server_stores.py",
    "liseuse sync join s3://s3.eu-west-3.amazonaws.com/my-bucket/liseuse": "asks a server: test_s3_stores.py",
    "liseuse sync join postgresql://anna@hub.example.org/liseuse": "asks a hub: test_hub_libraries.py",
    "liseuse sync share --notes private": "asks a hub: test_hub.py",
    "liseuse hub create": "names the command",
    "liseuse hub roles": "names the command",
    "liseuse hub bucket": "names the command",
    "liseuse hub remove": "names the command",
    "liseuse hub backup": "names the command",
    "liseuse hub restore": "names the command",
    "liseuse hub create postgresql://keeper@hub.example.org/liseuse": "asks a hub: test_hub.py",
    "liseuse hub invite postgresql://keeper@hub.example.org/liseuse anna": "asks a hub: test_hub.py",
    "liseuse hub bucket postgresql://keeper@hub.example.org/liseuse "
    "s3://s3.example.org/my-bucket/anna --library anna": "asks a hub: hub/test_hub_bucket.py",
    "liseuse hub backup postgresql://keeper@hub.example.org/liseuse hub.dump": "asks a hub: test_hub.py",
    "liseuse --json sync now": "needs a folder that was joined: tests/cli/test_sync.py",
    "liseuse sync machines": "needs a folder that was joined: tests/cli/test_sync.py",
    "make": "the name of the program",
    "pip install liseuse[firefox]": "needs an index",
    "pip install liseuse[stores]": "needs an index",
    "pipx install dist/liseuse-*.whl": "tests/installed/installed_wheel.py installs the wheel",
    "sudo apt install ./dist/liseuse_*.deb": "tests/installed/installed_package.py installs the package",
}
"""What is not run by this test, and why."""


def lines() -> list[str]:
    """Every line to type, once, in the order in which they are named."""
    found = [example.line for example in EXAMPLES]
    for page in PAGES:
        text = page.read_text("utf-8")
        blocks = re.findall(r"^```\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
        found += [line.strip() for block in blocks for line in block.splitlines()]
        found += re.findall(r"^    (\S.*)$", text, re.MULTILINE)
        found += re.findall(r"`([^`\n]+)`", text)
    bare = [re.sub(r"\s+#.*", "", line).strip() for line in found]
    typed = [line for line in bare if re.match(rf"(?:{'|'.join(PROGRAMS)})(?: |$)", line)]
    return list(dict.fromkeys(typed))


def test_what_is_not_run_is_still_named() -> None:
    assert len(lines()) > 25 and not NOT_RUN.keys() - set(lines())


def test_every_make_target_that_is_named_exists() -> None:
    makefile = (TOP / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    asked = {line.split()[1] for line in lines() if line.startswith("make ")}
    assert "run" in asked and asked <= targets
    phony = {name for row in re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE) for name in row.split()}
    assert phony <= targets and asked <= phony


def fill_folder(folder: Path) -> None:
    """The files that the lines name, and a library with three articles."""
    page = next((DATA / "lebrief" / "site").glob("marrakech*/index.html"))
    shutil.copy(page, folder / "page.html")
    (folder / "export.csv").write_text(f"url,title,tags\n{ADDRESS},Un titre,maroc\n", "utf-8")
    (folder / "feeds.opml").write_text(OPML, "utf-8")
    (folder / "library").mkdir()
    shutil.copy(DATA / "libraries" / "0001" / "library.db", folder / "library" / "library.db")


def test_every_line_of_the_program_runs(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    article_url: str,
) -> None:
    fill_folder(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LISEUSE_LIBRARY", str(tmp_path / "library"))
    ran = [line for line in lines() if line.startswith("liseuse ") and line not in NOT_RUN]
    for line in ran:
        words = shlex.split(line)[1:]
        code = run([article_url if word == ADDRESS and len(words) == 1 else word for word in words])
        assert code == 0, f"{line}: {capsys.readouterr().err}"
    capsys.readouterr()
    assert len(ran) > 12
    assert zipfile.is_zipfile(tmp_path / "week.epub") and (tmp_path / "notes.html").is_file()
    assert (tmp_path / "library-export" / "library.json").is_file() and list((tmp_path / "copies").iterdir())
