"""What the reader is told about each kind of failure: what happened, and what to do next."""

from __future__ import annotations

from reader.core.feed_error_kinds import FEED_KINDS
from reader.core.messages import FURTHER_KINDS, QT_TRANSLATE_NOOP, ErrorKind
from reader.core.replication.store_kinds import STORE_KINDS
from reader.core.replication.sync_kinds import SYNC_KINDS
from reader.core.speech_kinds import SPEECH_KINDS

NO_LIBRARY = ("library-damaged", "library-undone", "library-foreign", "library-altered")  # a file is there
NO_DISK = ("library-away", "library-unmounted")
RESCUABLE = (*NO_LIBRARY, "library-missing", *NO_DISK)  # ways out are offered
_kind = ErrorKind
_ELSEWHERE = (*FURTHER_KINDS, *SPEECH_KINDS, *FEED_KINDS, *STORE_KINDS, *SYNC_KINDS)
KINDS: dict[str, ErrorKind] = {
    k.kind: k
    for k in (
        *_ELSEWHERE,
        _kind(
            "not-a-link",
            QT_TRANSLATE_NOOP("errors", "“{text}” is not a web link."),
            QT_TRANSLATE_NOOP("errors", "Copy the whole address from the browser; it starts with https://."),
        ),
        _kind(
            "unsupported-scheme",
            QT_TRANSLATE_NOOP("errors", "Only web links can be saved."),
            QT_TRANSLATE_NOOP("errors", "Give a link that starts with http:// or https://."),
        ),
        _kind(
            "local-address",
            QT_TRANSLATE_NOOP("errors", "{host} is on this computer or in your own network."),
            QT_TRANSLATE_NOOP(
                "errors",
                "You did not name this link yourself, so it was not followed. Try again in the window to be "
                "asked, or add --allow-local on the command line.",
            ),
            True,
        ),
        _kind(
            "forbidden-address",
            QT_TRANSLATE_NOOP("errors", "The page led to {host}, which a web page may not open."),
            QT_TRANSLATE_NOOP("errors", "If you trust that address, add it yourself as a link."),
        ),
        _kind(
            "offline",
            QT_TRANSLATE_NOOP("errors", "There is no connection."),
            QT_TRANSLATE_NOOP("errors", "The link is kept. Try again when you are online."),
            True,
        ),
        _kind(
            "unknown-host",
            QT_TRANSLATE_NOOP("errors", "We couldn’t find {host}."),
            QT_TRANSLATE_NOOP("errors", "Check the address and the connection, then try again."),
            True,
        ),
        _kind(
            "refused",
            QT_TRANSLATE_NOOP("errors", "We couldn’t reach {host}."),
            QT_TRANSLATE_NOOP("errors", "The site does not answer now. The link is kept; try again later."),
            True,
        ),
        _kind(
            "proxy-unknown",
            QT_TRANSLATE_NOOP("errors", "{host} was not asked: the system’s proxy is of the SOCKS kind."),
            QT_TRANSLATE_NOOP(
                "errors",
                "Liseuse uses HTTP proxies only and never goes round one. Set one, or leave this site out.",
            ),
        ),
        _kind(
            "broken-answer",
            QT_TRANSLATE_NOOP("errors", "{host} broke off its answer."),
            QT_TRANSLATE_NOOP("errors", "The page did not arrive whole. Try again."),
            True,
        ),
        _kind(
            "tls",
            QT_TRANSLATE_NOOP("errors", "The connection to {host} is not secure."),
            QT_TRANSLATE_NOOP(
                "errors", "Its certificate is not valid: {reason}. Check the date of this computer."
            ),
            True,
        ),
        _kind(
            "timeout",
            QT_TRANSLATE_NOOP("errors", "{host} took too long to answer."),
            QT_TRANSLATE_NOOP("errors", "The link is kept. Try again later."),
            True,
        ),
        _kind(
            "not-found",
            QT_TRANSLATE_NOOP("errors", "This page does not exist on {host}."),
            QT_TRANSLATE_NOOP("errors", "It may have moved. Look for it on its site or in the web archive."),
            True,
        ),
        _kind(
            "login-needed",
            QT_TRANSLATE_NOOP("errors", "{host} shows this page only to its members."),
            QT_TRANSLATE_NOOP("errors", "Open it in the browser, where you are signed in."),
        ),
        _kind(
            "not-allowed",
            QT_TRANSLATE_NOOP("errors", "{host} does not give this page to Liseuse."),
            QT_TRANSLATE_NOOP("errors", "Open it in the browser instead."),
        ),
        _kind(
            "too-many-requests",
            QT_TRANSLATE_NOOP("errors", "{host} asks us to wait."),
            QT_TRANSLATE_NOOP("errors", "Too many pages were asked for. Try again in some minutes."),
            True,
        ),
        _kind(
            "server-error",
            QT_TRANSLATE_NOOP("errors", "{host} has a problem of its own."),
            QT_TRANSLATE_NOOP("errors", "The link is kept. Try again later."),
            True,
        ),
        _kind(
            "too-many-redirects",
            QT_TRANSLATE_NOOP("errors", "{host} sends us round in circles."),
            QT_TRANSLATE_NOOP("errors", "Open the page in the browser and copy the address it ends at."),
            True,
        ),
        _kind(
            "too-large",
            QT_TRANSLATE_NOOP("errors", "This page is too large to save."),
            QT_TRANSLATE_NOOP("errors", "The limit is {limit} MB. Open it in the browser."),
        ),
        _kind(
            "not-a-page",
            QT_TRANSLATE_NOOP("errors", "This link is a {type}, not an article."),
            QT_TRANSLATE_NOOP("errors", "Open it in the browser, or give the link of a page."),
        ),
        _kind(
            "no-article",
            QT_TRANSLATE_NOOP("errors", "No article was found on this page."),
            QT_TRANSLATE_NOOP(
                "errors", "Give the link of an article itself, or open the page in the browser."
            ),
            True,
        ),
        _kind(
            "script-page",
            QT_TRANSLATE_NOOP("errors", "This page is empty until a script of the site fills it."),
            QT_TRANSLATE_NOOP("errors", "Open it in the browser and save it from there with the companion."),
        ),
        _kind(
            "no-lists",
            QT_TRANSLATE_NOOP("errors", "The pages of {source} named no lists this time."),
            QT_TRANSLATE_NOOP("errors", "The lists that were there before are kept."),
            True,
        ),
        _kind(
            "extraction-failed",
            QT_TRANSLATE_NOOP("errors", "This page could not be read."),
            QT_TRANSLATE_NOOP(
                "errors", "It is built in a way that took too long to read. Open it in the browser."
            ),
            True,
        ),
        _kind(
            "bad-picture",
            QT_TRANSLATE_NOOP("errors", "A picture could not be used."),
            QT_TRANSLATE_NOOP("errors", "The text is complete. Try the picture again later."),
            True,
        ),
        _kind(
            "no-such-article",
            QT_TRANSLATE_NOOP("errors", "There is no article with the number {id}."),
            QT_TRANSLATE_NOOP("errors", "List the articles to see their numbers."),
        ),
        _kind(
            "no-such-mark",
            QT_TRANSLATE_NOOP("errors", "This mark is no longer there."),
            QT_TRANSLATE_NOOP("errors", "It was removed meanwhile. Undo brings it back."),
        ),
        _kind(
            "no-such-block",
            QT_TRANSLATE_NOOP("errors", "The article has no part “{block}”."),
            QT_TRANSLATE_NOOP("errors", "It may have changed meanwhile. List its parts again."),
        ),
        _kind(
            "not-a-date",
            QT_TRANSLATE_NOOP("errors", "“{text}” is not a date."),
            QT_TRANSLATE_NOOP("errors", "Write year, month and day, for example 2026-11-25."),
        ),
        _kind(
            "already-saved",
            QT_TRANSLATE_NOOP("errors", "This article is already in your library."),
            QT_TRANSLATE_NOOP("errors", "Open it there."),
        ),
        _kind(
            "article-damaged",
            QT_TRANSLATE_NOOP("errors", "This article could not be opened."),
            QT_TRANSLATE_NOOP("errors", "Its stored text is damaged. Save it again; your notes are kept."),
        ),
        _kind(
            "no-model",
            QT_TRANSLATE_NOOP("errors", "No model translates from {source} to {target}."),
            QT_TRANSLATE_NOOP("errors", "Add a model under Translation models."),
        ),
        _kind(
            "server-address",
            QT_TRANSLATE_NOOP("errors", "“{address}” is not an address of a translation server."),
            QT_TRANSLATE_NOOP("errors", "It begins with https://, or with http:// on this computer."),
        ),
        _kind(
            "server-unreachable",
            QT_TRANSLATE_NOOP("errors", "The translation server {host} does not answer."),
            QT_TRANSLATE_NOOP("errors", "Check its address, or clear it to translate on this computer."),
            True,
        ),
        _kind(
            "server-refused",
            QT_TRANSLATE_NOOP("errors", "The translation server {host} refused."),
            QT_TRANSLATE_NOOP("errors", "It may want a key, or allow fewer requests. Try again later."),
            True,
        ),
        _kind(
            "server-language",
            QT_TRANSLATE_NOOP("errors", "The translation server {host} lacks one of these languages."),
            QT_TRANSLATE_NOOP("errors", "Check its address, or clear it to translate on this computer."),
        ),
        _kind(
            "same-language",
            QT_TRANSLATE_NOOP("errors", "This article is already in {target}."),
            QT_TRANSLATE_NOOP("errors", "Choose another language."),
        ),
        _kind(
            "not-translated",
            QT_TRANSLATE_NOOP("errors", "This article is not translated to {target} yet."),
            QT_TRANSLATE_NOOP("errors", "Translate it first."),
        ),
        _kind(
            "model-incomplete",
            QT_TRANSLATE_NOOP("errors", "This model arrived incomplete. It was not installed."),
            QT_TRANSLATE_NOOP("errors", "Downloading it again usually fixes it."),
            True,
        ),
        _kind(
            "not-a-model",
            QT_TRANSLATE_NOOP("errors", "This file is not a translation model."),
            QT_TRANSLATE_NOOP("errors", "Choose an .argosmodel file, or a folder with a Firefox model."),
        ),
        _kind(
            "model-unsafe",
            QT_TRANSLATE_NOOP("errors", "This model is not safe. It was not installed."),
            QT_TRANSLATE_NOOP("errors", "Get the model from the official list instead."),
        ),
        _kind(
            "model-broken",
            QT_TRANSLATE_NOOP("errors", "The model {package} does not work."),
            QT_TRANSLATE_NOOP("errors", "Remove it under Translation models and install it again."),
        ),
        _kind(
            "model-missing",
            QT_TRANSLATE_NOOP("errors", "The model {package} is not installed."),
            QT_TRANSLATE_NOOP("errors", "List the installed models to see their names."),
        ),
        _kind(
            "translation-failed",
            QT_TRANSLATE_NOOP("errors", "The translation stopped."),
            QT_TRANSLATE_NOOP("errors", "What is done is kept. Try again to go on."),
            True,
        ),
        _kind(
            "disk-full",
            QT_TRANSLATE_NOOP("errors", "The disk is full."),
            QT_TRANSLATE_NOOP("errors", "Nothing was lost. Free some space, then try again."),
            True,
        ),
        _kind(
            "read-only",
            QT_TRANSLATE_NOOP("errors", "Nothing can be written to {folder}."),
            QT_TRANSLATE_NOOP("errors", "Allow writing to that folder, or choose another library folder."),
            True,
        ),
        _kind(
            "library-damaged",
            QT_TRANSLATE_NOOP("errors", "The library file is damaged."),
            QT_TRANSLATE_NOOP("errors", "It was left as it is. Run “liseuse doctor”, or restore a backup."),
        ),
        _kind(
            "library-foreign",
            QT_TRANSLATE_NOOP("errors", "The file {file} is not a Liseuse library."),
            QT_TRANSLATE_NOOP("errors", "It was left as it is. Choose another library folder."),
        ),
        _kind(
            "library-altered",
            QT_TRANSLATE_NOOP("errors", "The library file was changed by another program."),
            QT_TRANSLATE_NOOP("errors", "Nothing in it was run. Save its articles: run “liseuse salvage”."),
        ),
        _kind(
            "backup-damaged",
            QT_TRANSLATE_NOOP("errors", "The copy {file} is damaged, or is not a Liseuse library."),
            QT_TRANSLATE_NOOP("errors", "Your library was left as it is. Restore another backup."),
        ),
        _kind(
            "program-replaced",
            QT_TRANSLATE_NOOP("errors", "Liseuse was updated while it was open."),
            QT_TRANSLATE_NOOP("errors", "Close it and start it again. What you saved is safe."),
            True,
        ),
        _kind(
            "library-newer",
            QT_TRANSLATE_NOOP("errors", "This library was made by a newer Liseuse."),
            QT_TRANSLATE_NOOP("errors", "Nothing was changed. Update Liseuse to open it."),
        ),
        _kind(
            "library-busy",
            QT_TRANSLATE_NOOP("errors", "Another program is using the library."),
            QT_TRANSLATE_NOOP("errors", "Close it, or try again in a moment."),
            True,
        ),
        _kind(
            "disk-error",
            QT_TRANSLATE_NOOP("errors", "The disk reported an error."),
            QT_TRANSLATE_NOOP("errors", "Nothing that was saved is lost. Check the disk, then try again."),
            True,
        ),
        _kind(
            "nothing-salvaged",
            QT_TRANSLATE_NOOP("errors", "Nothing could be read from the damaged library."),
            QT_TRANSLATE_NOOP("errors", "It was left as it is. Restore a backup instead."),
        ),
        _kind(
            "library-missing",
            QT_TRANSLATE_NOOP("errors", "The library file is missing from {folder}."),
            QT_TRANSLATE_NOOP(
                "errors",
                "What is beside it shows that there was one. Restore a backup (“liseuse restore”), or begin "
                "an empty library (“liseuse new-library”).",
            ),
        ),
        _kind(
            "library-away",
            QT_TRANSLATE_NOOP("errors", "The library was moved to {folder}, and nothing is there now."),
            QT_TRANSLATE_NOOP(
                "errors",
                "Connect the disk that it is on, then look again. If it is elsewhere now: “liseuse locate "
                "FOLDER”. If it is lost: “liseuse restore --give-up-disk FILE” or “liseuse new-library "
                "--give-up-disk”.",
            ),
            True,
        ),
        _kind(
            "library-unmounted",
            QT_TRANSLATE_NOOP("errors", "The library {folder} is on a disk that is not here."),
            QT_TRANSLATE_NOOP(
                "errors",
                "Connect or mount the disk that belongs at {disk}, then try again. To begin an empty library "
                "in that folder all the same: “liseuse new-library”.",
            ),
            True,
        ),
        _kind(
            "disk-unmounted",
            QT_TRANSLATE_NOOP("errors", "The disk on which {folder} should be is not here."),
            QT_TRANSLATE_NOOP(
                "errors",
                "Connect or mount the disk that belongs at {disk}, then try again, or choose another folder.",
            ),
            True,
        ),
        _kind(
            "folder-in-use",
            QT_TRANSLATE_NOOP("errors", "A library cannot be put into {folder}."),
            QT_TRANSLATE_NOOP("errors", "Choose an empty folder outside the present library."),
        ),
        _kind(
            "file-damaged",
            QT_TRANSLATE_NOOP("errors", "The file {file} is damaged or not of this kind."),
            QT_TRANSLATE_NOOP("errors", "Nothing after the damage was taken. Export it once more."),
        ),
        _kind(
            "options-damaged",
            QT_TRANSLATE_NOOP("errors", "A damaged file of the library was put aside as {file}."),
            QT_TRANSLATE_NOOP("errors", "Options are set anew; open a moved library where it is now."),
        ),
        _kind(
            "file-unreadable",
            QT_TRANSLATE_NOOP("errors", "The file {file} could not be read."),
            QT_TRANSLATE_NOOP("errors", "Check that it exists and that you may open it."),
        ),
        _kind(
            "unknown-opening",
            QT_TRANSLATE_NOOP("errors", "Liseuse cannot open this."),
            QT_TRANSLATE_NOOP(
                "errors", "It opens web links, saved pages, models, and links like liseuse:article/1."
            ),
        ),
        _kind(
            "worker-failed",
            QT_TRANSLATE_NOOP("errors", "A part of Liseuse stopped unexpectedly."),
            QT_TRANSLATE_NOOP("errors", "Nothing is lost. Try again."),
            True,
        ),
    )
}
