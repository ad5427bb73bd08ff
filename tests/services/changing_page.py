"""The fixture article on a server of its own, whose page a test may change."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.conftest import SITE, SiteServer

PATH = "/marrakech-interpol-exhorte-les-etats-a-agir-contre-la-cybercriminalite/"
_PICTURE = "/wp-content/uploads/sahara-4-ans-pour-tout-regler.jpg"
END = "Plus loin, le chantier numéro {n} attend encore le sable que la drague retire du chenal. "


class ChangingPage:
    """One article that is edited, cut or taken away between two requests."""

    def __init__(self, folder: Path) -> None:
        shutil.copytree(SITE, folder)
        self.file = folder / PATH.strip("/") / "index.html"
        self.server = SiteServer(folder)
        self.url = self.server.url(PATH)

    def change(self, old: str, new: str) -> None:
        """Replace a text of the page everywhere."""
        text = self.file.read_text("utf-8")
        assert old in text, old
        self.file.write_text(text.replace(old, new), "utf-8")

    def add_paragraph(self, text: str) -> None:
        """A paragraph before the article's last one."""
        self.change("<p>Avec plus de 800", f"<p>{text}</p><p>Avec plus de 800")

    def add_picture(self) -> None:
        """A picture with a caption before the article's last paragraph."""
        figure = f"<figure><img src='{_PICTURE}' alt='x'><figcaption>Une autre photo</figcaption></figure>"
        self.change("<p>Avec plus de 800", f"{figure}<p>Avec plus de 800")

    def hide_an_end(self) -> None:
        """After the article's last paragraph a label that ends most articles, and more of its prose."""
        rest = "".join(f"<p>{END.format(n=n) * 4}</p>" for n in (2, 3))
        text = self.file.read_text("utf-8")
        end = text.index("</p>", text.index("<p>Avec plus de 800")) + len("</p>")
        self.file.write_text(f"{text[:end]}<h3>À propos de l’auteur</h3>{rest}{text[end:]}", "utf-8")

    def cut(self, first: str, last: str) -> None:
        """Take everything out of the page from one text to before another."""
        text = self.file.read_text("utf-8")
        self.file.write_text(text[: text.index(first)] + text[text.index(last) :], "utf-8")
