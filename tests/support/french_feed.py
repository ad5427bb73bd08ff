"""A feed in French, and models that are taken for better ones than they are."""

from __future__ import annotations

import json
from pathlib import Path

TITLES = (
    "Le conseil de la ville a voté le budget de la santé",
    "La commission a adopté le rapport sur le climat",
    "Le ministre est venu à Rabat avec les députés de la région",
)


def feed_of(titles: tuple[str, ...]) -> str:
    items = "".join(
        f"<item><title>{title}</title><link>http://p.example/{n}</link><guid>{n}</guid>"
        f"<pubDate>{10 + n} Nov 2026 08:00:00 GMT</pubDate>"
        f"<description>{title}. Voici la suite.</description>"
        "</item>"
        for n, title in enumerate(titles)
    )
    # The program that writes the feed declares its own language, not that of the pieces.
    head = "<title>Presse</title><language>en-US</language>"
    return f'<rss version="2.0"><channel>{head}{items}</channel></rss>'


def take_for_good(models: Path) -> None:
    """Let the installed demonstration model from French to English be no demonstration any more."""
    for file in models.glob("translate-fr_en*/liseuse.json"):
        file.write_text(json.dumps({**json.loads(file.read_text("utf-8")), "sha256": "0" * 64}), "utf-8")
