"""Examples of the command line: shown by each command's help, in the manual page and in the guide.

They are run by the tests, one after the other, in a folder with the files they name.
"""

from __future__ import annotations

from dataclasses import dataclass

from reader.core.messages import QT_TRANSLATE_NOOP


@dataclass(frozen=True, slots=True)
class Example:
    """A line to type and what it does; `command` is the command whose help shows it, `()` for none."""

    command: tuple[str, ...]
    line: str
    text: str


EXAMPLES = (
    Example((), "liseuse", QT_TRANSLATE_NOOP("examples", "Open the window.")),
    Example(
        ("save",),
        "liseuse https://example.org/article",
        QT_TRANSLATE_NOOP("examples", "Save the article behind a link, through the window if it is open."),
    ),
    Example(
        ("save",),
        "liseuse save page.html --url https://example.org/article --tag maroc",
        QT_TRANSLATE_NOOP("examples", "Save a page from a file, with the address it had and a tag."),
    ),
    Example(
        ("save",),
        "liseuse save --from-file links.txt --translate en,ar",
        QT_TRANSLATE_NOOP("examples", "Save every link of a file and translate what was saved."),
    ),
    Example(
        ("list",),
        "liseuse list --view unread --sort reading-time",
        QT_TRANSLATE_NOOP("examples", "List what is unread, the shortest first."),
    ),
    Example(
        ("show",),
        "liseuse show 1 --lang en --format markdown",
        QT_TRANSLATE_NOOP("examples", "Write an article’s English translation to the terminal."),
    ),
    Example(
        ("search",),
        'liseuse search "eau potable" tag:maroc "time:<10"',
        QT_TRANSLATE_NOOP("examples", "Find short articles by a phrase and a tag."),
    ),
    Example(
        ("search",),
        "liseuse search eau OR pluie -- -tag:sport",
        QT_TRANSLATE_NOOP("examples", "Find one word or another, without the articles that have a tag."),
    ),
    Example(
        ("tag",),
        'liseuse tag 1 --add maroc --add "à lire" --remove eau',
        QT_TRANSLATE_NOOP("examples", "Give two tags to an article and take one away."),
    ),
    Example(
        ("translate",),
        "liseuse translate 1 --to en,ar",
        QT_TRANSLATE_NOOP("examples", "Translate an article to English and to Arabic."),
    ),
    Example(
        ("feeds", "add"),
        "liseuse feeds add https://lebrief.ma --all",
        QT_TRANSLATE_NOOP("examples", "Follow every feed that a site names."),
    ),
    Example(
        ("feeds", "list"),
        "liseuse feeds list --items --new --limit 20",
        QT_TRANSLATE_NOOP("examples", "List the newest pieces that were not seen yet."),
    ),
    Example(
        ("feeds", "update"),
        "liseuse feeds update",
        QT_TRANSLATE_NOOP("examples", "Look for new pieces in every feed."),
    ),
    Example(
        ("feeds", "import"),
        "liseuse feeds import feeds.opml",
        QT_TRANSLATE_NOOP("examples", "Follow the feeds that another program exported."),
    ),
    Example(
        ("feeds", "export"),
        "liseuse feeds export --output my-feeds.opml",
        QT_TRANSLATE_NOOP("examples", "Write the list of feeds for another program."),
    ),
    Example(
        ("feeds", "rules"),
        "liseuse feeds rules --preview climat",
        QT_TRANSLATE_NOOP("examples", "List the pieces that a rule would have found."),
    ),
    Example(
        ("feeds", "rules"),
        "liseuse feeds rules --add climat --do tag --with climat --daily 10",
        QT_TRANSLATE_NOOP("examples", "Give new pieces about a subject a tag, ten a day at most."),
    ),
    Example(
        ("sync", "join"),
        "liseuse sync join ~/Sync/liseuse --name laptop",
        QT_TRANSLATE_NOOP("examples", "Share the library through a folder that Syncthing carries."),
    ),
    Example(
        ("sync", "join"),
        "liseuse sync join https://anna@cloud.example.org/dav/liseuse",
        QT_TRANSLATE_NOOP("examples", "Share the library through a folder on a WebDAV server."),
    ),
    Example(
        ("sync", "join"),
        "liseuse sync join s3://s3.eu-west-3.amazonaws.com/my-bucket/liseuse",
        QT_TRANSLATE_NOOP("examples", "Share the library through a bucket of an S3 server."),
    ),
    Example(
        ("sync", "join"),
        "liseuse sync join postgresql://anna@hub.example.org/liseuse",
        QT_TRANSLATE_NOOP("examples", "Share the library through a hub."),
    ),
    Example(
        ("hub", "create"),
        "liseuse hub create postgresql://keeper@hub.example.org/liseuse",
        QT_TRANSLATE_NOOP("examples", "Make a hub of an empty database."),
    ),
    Example(
        ("hub", "invite"),
        "liseuse hub invite postgresql://keeper@hub.example.org/liseuse anna",
        QT_TRANSLATE_NOOP("examples", "Give anna a login and a library of her own."),
    ),
    Example(
        ("hub", "bucket"),
        "liseuse hub bucket postgresql://keeper@hub.example.org/liseuse "
        "s3://s3.example.org/my-bucket/anna --library anna",
        QT_TRANSLATE_NOOP("examples", "Let anna’s large files lie in a bucket."),
    ),
    Example(
        ("hub", "backup"),
        "liseuse hub backup postgresql://keeper@hub.example.org/liseuse hub.dump",
        QT_TRANSLATE_NOOP("examples", "Copy the hub, as a timer would each night."),
    ),
    Example(
        ("sync", "now"),
        "liseuse --json sync now",
        QT_TRANSLATE_NOOP("examples", "Send and take what changed, and say how much for a script."),
    ),
    Example(
        ("sync", "share"),
        "liseuse sync share --notes private",
        QT_TRANSLATE_NOOP("examples", "Keep notes and highlights to your own computers from now on."),
    ),
    Example(
        ("sync", "machines"),
        "liseuse sync machines",
        QT_TRANSLATE_NOOP("examples", "List the computers and when each was last heard of."),
    ),
    Example(
        ("models", "install"),
        "liseuse models install fr-en",
        QT_TRANSLATE_NOOP("examples", "Download the model that translates French to English."),
    ),
    Example(
        ("notes",),
        "liseuse notes --output notes.html",
        QT_TRANSLATE_NOOP("examples", "Write all notes and highlights to a file."),
    ),
    Example(
        ("edit",),
        'liseuse edit 1 --title "Le bon titre"',
        QT_TRANSLATE_NOOP("examples", "Give an article another title."),
    ),
    Example(
        ("import",),
        "liseuse import export.csv --preview",
        QT_TRANSLATE_NOOP("examples", "Say what an export of another program would bring."),
    ),
    Example(
        ("import",),
        "liseuse import export.csv --pictures now",
        QT_TRANSLATE_NOOP("examples", "Bring it in, and fetch the pictures of its texts at once."),
    ),
    Example(
        ("export",),
        "liseuse export 1 --format epub",
        QT_TRANSLATE_NOOP("examples", "Make a book for e-readers of an article."),
    ),
    Example(
        ("export",),
        "liseuse export --view unread --format epub --lang both --output week.epub",
        QT_TRANSLATE_NOOP("examples", "Make a book of what is unread, each paragraph with its translation."),
    ),
    Example(
        ("export",),
        "liseuse export --tag maroc --format ris --output maroc.ris",
        QT_TRANSLATE_NOOP("examples", "Write the articles with a tag as references for Zotero."),
    ),
    Example(
        ("export",),
        "liseuse export --all --format json --output library-export",
        QT_TRANSLATE_NOOP("examples", "Write the whole library, in a form that “liseuse import” takes back."),
    ),
    Example(
        ("export",),
        "liseuse export --all --format site --output site --lang both",
        QT_TRANSLATE_NOOP(
            "examples", "Make web pages of the library, or bring those that are there up to date."
        ),
    ),
    Example(
        ("export",),
        "liseuse export --view unread --format epub --keep-in-step --output /media/me/KOBOeReader",
        QT_TRANSLATE_NOOP(
            "examples", "Put a book of each unread article on an e-reader, and only what is new there."
        ),
    ),
    Example(
        ("edition",),
        "liseuse edition --output today.epub",
        QT_TRANSLATE_NOOP("examples", "Make one book of what came since yesterday and is unread."),
    ),
    Example(
        ("edition",),
        "liseuse edition --since week --source lebrief.ma --output edition.epub",
        QT_TRANSLATE_NOOP("examples", "Make a book of a week of one source."),
    ),
    Example(
        ("edition",),
        "liseuse edition --schedule day --at 06:30 --output ~/Books",
        QT_TRANSLATE_NOOP("examples", "Have the book made every morning."),
    ),
    Example(
        ("serve",),
        "liseuse serve --opds",
        QT_TRANSLATE_NOOP("examples", "Let e-readers in the same network fetch articles as books."),
    ),
    Example(
        ("backup",),
        "liseuse backup copies/",
        QT_TRANSLATE_NOOP("examples", "Copy the library’s database to a folder, checked."),
    ),
    Example(
        ("private",),
        "liseuse private on",
        QT_TRANSLATE_NOOP("examples", "Have nothing fetched until you end it."),
    ),
    Example(
        ("private",),
        "liseuse private off",
        QT_TRANSLATE_NOOP("examples", "Let everything be fetched again; what waited goes on."),
    ),
    Example(
        ("doctor",),
        "liseuse doctor",
        QT_TRANSLATE_NOOP("examples", "Check that the library is whole."),
    ),
    Example(
        ("screenshot",),
        "liseuse screenshot 1 --ui ar --theme dark --output article.png",
        QT_TRANSLATE_NOOP("examples", "Draw the window with an article, in Arabic and dark."),
    ),
)
"""In the order of the manual page."""
