"""Pages and containers made for the tests, in the way that browsers write them."""

from __future__ import annotations

import base64
import io
import plistlib
import random

from PIL import Image

PAGE_URL = "https://journal.example/politique/un-titre"
SENTENCES = (
    "Le conseil communal a adopté mardi soir le budget de l’année prochaine, après quatre heures de débat.",
    "La maire a rappelé que les dépenses d’entretien des écoles avaient été reportées deux fois de suite.",
    "Plusieurs élus de l’opposition ont demandé une étude sur le coût réel de la nouvelle ligne de tramway.",
    "Les associations d’habitants, présentes dans la salle, ont remis une pétition de mille signatures.",
    "Le vote définitif aura lieu en janvier, une fois connue la dotation que l’État verse aux communes.",
    "D’ici là, une réunion publique est prévue dans chaque quartier, avec les services de la voirie.",
)


def picture(width: int = 640, height: int = 360, form: str = "JPEG", seed: int = 1) -> bytes:
    """A photograph-like picture of some kilobytes."""
    noise = random.Random(seed).randbytes(width * height // 16 * 3)
    small = Image.frombytes("RGB", (width // 4, height // 4), noise)
    written = io.BytesIO()
    small.resize((width, height)).save(written, form)
    return written.getvalue()


def article(
    images: str = "", head: str = "", after: str = "", title: str = "Le budget est adopté", skip: int = 0
) -> str:
    """A plain French article page; `images` stands between its paragraphs."""
    text = "".join(f"<p>{s} {SENTENCES[(n + 1 + skip) % 6]}</p>" for n, s in enumerate(SENTENCES))
    half = len(text) // 2
    cut = text.index("<p>", half)
    return (
        f'<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body><article><h1>{title}</h1>{text[:cut]}{images}{text[cut:]}</article>{after}</body></html>"
    )


def data_address(data: bytes, mime: str = "image/jpeg") -> str:
    return f"data:{mime};base64,{base64.b64encode(data).decode()}"


def mhtml(html: str, url: str = PAGE_URL, parts: tuple[tuple[str, str, bytes], ...] = ()) -> bytes:
    """As Chromium writes it: quoted-printable page, Base64 pictures (`location`, type, bytes)."""
    import quopri

    mark = "----MultipartBoundary--abc123----"
    lines = [
        "From: <Saved by Blink>",
        f"Snapshot-Content-Location: {url}",
        "Subject: =?utf-8?Q?Le=20budget?=",
        "MIME-Version: 1.0",
        f'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="{mark}"',
        "",
        "",
        f"--{mark}",
        "Content-Type: text/html; charset=utf-8",
        "Content-ID: <frame-1@mhtml.blink>",
        "Content-Transfer-Encoding: quoted-printable",
        f"Content-Location: {url}",
        "",
        quopri.encodestring(html.encode()).decode().replace("\n", "\r\n"),
    ]
    for location, mime, data in parts:
        lines += [
            f"--{mark}",
            f"Content-Type: {mime}",
            "Content-Transfer-Encoding: base64",
            f"Content-ID: <{location[4:]}>"
            if location.startswith("cid:")
            else f"Content-Location: {location}",
            "",
            base64.encodebytes(data).decode().replace("\n", "\r\n"),
        ]
    lines.append(f"--{mark}--\r\n")
    return "\r\n".join(lines).encode()


def web_archive(html: str, url: str = PAGE_URL, parts: tuple[tuple[str, str, bytes], ...] = ()) -> bytes:
    """As Safari writes it."""
    archive = {
        "WebMainResource": {
            "WebResourceData": html.encode("utf-8"),
            "WebResourceURL": url,
            "WebResourceMIMEType": "text/html",
            "WebResourceTextEncodingName": "UTF-8",
            "WebResourceFrameName": "",
        },
        "WebSubresources": [
            {"WebResourceData": data, "WebResourceURL": location, "WebResourceMIMEType": mime}
            for location, mime, data in parts
        ],
    }
    return plistlib.dumps(archive, fmt=plistlib.FMT_BINARY)
