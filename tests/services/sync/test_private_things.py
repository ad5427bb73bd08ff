"""What a member of a shared library keeps to himself: his own computers have it, and nobody else a word."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from reader.core.marks import Annotation, Colour
from reader.core.model import (
    Hop,
    ReadingPosition,
    Route,
    SentenceState,
    TranslatedBlock,
    TranslatedSentence,
    Translation,
)
from reader.core.replication.changes import Change
from reader.core.sentence_key import sentence_key
from reader.library.backup import backup
from reader.library.replication.choices import ALONE, EVERYBODY, KINDS, Choices
from reader.library.replication.states import OWN, article_name
from reader.sync.hub.administration import HubAdministration
from reader.sync.hub.opening import open_hub
from reader.sync.store_header import find_store, open_store
from tests.services.sync.members import (
    BASIL,
    Member,
    changes_in,
    follow,
    hub,
    invite,
    library,
    meet,
    three,
)
from tests.support.computers import (
    SAVED,
    Killed,
    differences,
    document,
    everything,
    looked_at,
    write_as_stranger,
)
from tests.support.servers.postgres import ADMIN, PASSWORD, Hub, cluster

__all__ = ["cluster", "hub", "library", "three"]

MARKER = "zanzibar"
"""A word of anna's alone: it is looked for in everything that basil can read."""
WORDS = "three small words"


@pytest.fixture
def class_of_three(hub: Hub, library: str, three: list[Member]) -> list[Member]:
    """Anna's two computers and basil's, in step, with three articles."""
    desk, lap, basil = three
    for page in (1, 2, 3):
        desk.articles.add(document(page), f"https://x.org/{page}", f"x.org/{page}", SAVED)
    invite(hub, library, BASIL, "editor")
    meet(desk, lap, basil)
    return three


def number(computer: Member, page: int = 1) -> int:
    found = computer.number(page)
    assert found is not None
    return found


def choose(computer: Member, **kinds: str) -> None:
    Choices(computer.database).choose(kinds)


def note(computer: Member, page: int = 1) -> str:
    return computer.annotations.note(number(computer, page))


def mark(computer: Member, text: str, page: int = 1) -> None:
    place = Annotation(
        0, number(computer, page), "en", f"b{page}", 0, 0, 3, "Sea", note=text, last_sentence=0
    )
    computer.annotations.add(place)


def marks(computer: Member, page: int = 1) -> list[tuple[Colour, str]]:
    return sorted(
        (each.colour, each.note) for each in computer.annotations.of_article(number(computer, page))
    )


def correct(computer: Member, target: str) -> None:
    pair = TranslatedSentence("Sea water.", target, 0.0, SentenceState.CORRECTED)
    computer.translations.store([(sentence_key("Sea water."), pair)], "en", "fr", "reader")


def corrected(computer: Member) -> str:
    key = sentence_key("Sea water.")
    found = computer.translations.lookup([key], "en", "fr", "reader")
    return found[key].target if key in found else ""


def said(computer: Member) -> list[Change]:
    """Every change that lies in the store, as a member opens it who asks anew."""
    computer.folder = open_hub(computer.address, computer.password)
    return changes_in(computer)


def lines(computer: Member) -> Counter[str]:
    """The lines of all changes in the store, those that are there twice too."""
    return Counter(change.to_json() for change in said(computer))


def words_of_others(hub: Hub, basil: Member) -> str:
    """All that basil has and all that he can ask the hub for, as one text."""
    parts = [path.read_bytes().decode("latin-1") for path in basil.paths.root.rglob("*") if path.is_file()]
    parts += [change.to_json(ascii_only=True) for change in said(basil)]
    with hub.connect(BASIL) as connection:
        tables = connection.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'liseuse'"
        ).fetchall()
        assert ("secret",) in tables
        for (table,) in tables:
            rows = connection.execute(f"SELECT * FROM liseuse.{table}").fetchall()
            parts += [
                bytes(cell).decode("latin-1") if isinstance(cell, bytes) else str(cell)
                for row in rows
                for cell in row
            ]
    return "\n".join(parts)


def public(changes: list[Change], *names: str) -> list[Change]:
    return [one for one in changes if one.field.startswith(names) or one.uid.startswith(names)]


def is_same(*computers: Member) -> None:
    first, *others = map(everything, computers)
    for other in others:
        assert first == other, differences(first, other)


def test_private_notes_reach_own_computers_and_no_word_of_them_anybody_else(
    hub: Hub, class_of_three: list[Member]
) -> None:
    desk, lap, basil = class_of_three
    choose(desk, notes=ALONE)
    desk.annotations.set_note(number(desk), f"{MARKER} on the whole")
    mark(desk, f"{MARKER} on a word")
    desk.annotations.change(desk.annotations.of_article(number(desk))[0].id, colour=Colour.GREEN)
    meet(desk, lap, basil)
    is_same(desk, lap)
    assert note(lap) == f"{MARKER} on the whole" and marks(lap) == [(Colour.GREEN, f"{MARKER} on a word")]
    lap.annotations.set_note(number(lap, 2), f"{MARKER} of the lap")
    meet(lap, desk, basil)
    assert note(desk, 2) == f"{MARKER} of the lap", "the choice holds on all of her computers"
    assert not basil.annotations.note(number(basil)) and not marks(basil)
    assert MARKER not in words_of_others(hub, basil)
    assert not public(said(basil), "note", "mark:", "marknote:")
    with basil.database.read() as session:
        run = session.connection().exec_driver_sql
        assert not run("SELECT * FROM sync_held").all(), "what is another's is passed over"
        assert not run("SELECT uid FROM sync_thing WHERE uid GLOB ?", (f"*{OWN}",)).all()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("whom", [ALONE, EVERYBODY])
def test_each_kind_goes_to_whom_it_was_chosen_for(
    hub: Hub, class_of_three: list[Member], kind: str, whom: str
) -> None:
    desk, lap, basil = class_of_three
    for each in (desk, basil):
        choose(each, **{kind: whom})
    desk.visit()
    lap.visit()  # and knows it before it tells anything
    acts: dict[str, Any] = {
        "notes": lambda: desk.annotations.set_note(number(desk), MARKER),
        "reading": lambda: desk.articles.set_unread([number(desk)], False),
        "corrections": lambda: correct(desk, MARKER),
    }
    seen: dict[str, Any] = {
        "notes": lambda each: note(each) == MARKER,
        "reading": lambda each: not each.articles.summary(number(each)).unread,
        "corrections": lambda each: corrected(each) == MARKER,
    }
    acts[kind]()
    meet(desk, lap, basil)
    assert seen[kind](lap)
    assert seen[kind](basil) == (whom == EVERYBODY)
    fields = {"notes": ("note",), "reading": ("unread",), "corrections": ("c:",)}[kind]
    assert bool(public(said(basil), *fields)) == (whom == EVERYBODY)
    assert (MARKER in words_of_others(hub, basil)) == (whom == EVERYBODY and kind != "reading")


def test_another_computer_of_hers_has_it_from_the_first_round_on_and_from_folds(
    hub: Hub, class_of_three: list[Member], tmp_path: Path, template: Path
) -> None:
    desk, lap, basil = class_of_three
    choose(desk, notes=ALONE, corrections=ALONE)
    for turn in range(4):
        desk.annotations.set_note(number(desk), f"{MARKER} {turn}")
        correct(desk, f"{MARKER} {turn}")
        meet(desk, lap, basil)
    assert desk.fold(clear=True)
    third = desk.other(tmp_path / "third", template)
    third.articles.add(document(3), "https://x.org/3", "x.org/3", SAVED)
    third.annotations.set_note(number(third, 3), f"{MARKER} from before")
    meet(third, desk, lap, basil)
    assert note(third) == f"{MARKER} 3" and corrected(third) == f"{MARKER} 3"
    is_same(third, desk, lap)
    assert MARKER not in words_of_others(hub, basil)
    third.close()


def test_a_store_that_is_made_anew_keeps_it_private(hub: Hub, class_of_three: list[Member]) -> None:
    desk, lap, basil = class_of_three
    desk.annotations.set_note(number(desk), f"{MARKER} told once")
    meet(desk, lap, basil)
    assert MARKER in words_of_others(hub, basil)
    choose(desk, notes=ALONE)
    desk.annotations.set_note(number(desk, 2), f"{MARKER} never told")
    store = open_hub(desk.address, desk.password)
    for prefix in ("store", "log", "pack"):
        for name in list(store.names(prefix)):
            store.remove(name)
    desk.folder = store
    desk.begin(WORDS)
    desk.visit()
    assert not public(said(desk), "note"), "what was told is taken away with the files"
    found = find_store(open_hub(lap.address, lap.password))
    assert found is not None
    lap.join(open_store(found, WORDS))
    meet(lap, desk)
    assert note(lap, 2) == f"{MARKER} never told"
    is_same(desk, lap)
    assert not public(said(desk), "note"), "not even where lap told it once more"


def test_a_library_put_back_from_a_copy_goes_on_under_another_name(
    hub: Hub, class_of_three: list[Member], tmp_path: Path
) -> None:
    desk, lap, basil = class_of_three
    choose(desk, notes=ALONE)
    desk.annotations.set_note(number(desk), f"{MARKER} one")
    meet(desk, lap, basil)
    backup(desk.paths.database, tmp_path / "copy.db")
    desk.annotations.set_note(number(desk), f"{MARKER} two")
    desk.articles.set_unread([number(desk, 2)], False)
    desk.visit()
    part = desk.membership.part()
    desk.close()
    for ending in ("-wal", "-shm"):
        desk.paths.database.with_name(desk.paths.database.name + ending).unlink(missing_ok=True)
    (tmp_path / "copy.db").replace(desk.paths.database)
    desk.open()
    desk.annotations.set_note(number(desk, 3), f"{MARKER} three")
    assert desk.membership.capture([]), "made ready under the former name"
    meet(desk, lap, basil)
    after = desk.membership.part()
    assert part is not None and after is not None and after.machine != part.machine
    assert (note(lap), note(lap, 3)) == (f"{MARKER} two", f"{MARKER} three")
    with lap.database.read() as session:
        made = session.connection().exec_driver_sql(
            "SELECT dots FROM sync_field JOIN sync_thing USING (uid) WHERE article_id = ? AND field = 'note'",
            (number(lap, 3),),
        )
        assert [[*json.loads(dots)] for dots in made.scalars()] == [[after.machine]]
    is_same(desk, lap)
    assert MARKER not in words_of_others(hub, basil)


@pytest.mark.parametrize("is_sent", [False, True])
def test_a_round_that_is_broken_off_tells_it_once_and_to_nobody_else(
    hub: Hub, class_of_three: list[Member], monkeypatch: pytest.MonkeyPatch, is_sent: bool
) -> None:
    desk, lap, basil = class_of_three
    choose(desk, notes=ALONE)
    desk.annotations.set_note(number(desk), f"{MARKER}\u2028{MARKER}")
    mark(desk, MARKER)
    from reader.sync.hub.hub_store import HubStore

    real = HubStore.put

    def cut(store: HubStore, name: str, data: bytes) -> bool:
        if is_sent:
            real(store, name, data)
        raise Killed

    with monkeypatch.context() as patched, pytest.raises(Killed):
        patched.setattr(HubStore, "put", cut)
        desk.visit()
    before = desk.membership.part()
    meet(desk, lap, basil)
    assert desk.membership.part().machine == before.machine, "the same bytes lie there"  # type: ignore[union-attr]
    assert note(lap) == f"{MARKER}\u2028{MARKER}" and len(marks(lap)) == 1
    is_same(desk, lap)
    assert MARKER not in words_of_others(hub, basil)


def test_a_private_note_and_one_for_all_are_put_together_where_both_are_known(
    hub: Hub, class_of_three: list[Member]
) -> None:
    desk, lap, basil = class_of_three
    choose(desk, notes=ALONE)
    basil.annotations.set_note(number(basil), "for all")
    meet(basil, desk, lap)
    desk.annotations.set_note(number(desk), f"for all\n{MARKER}")
    basil.annotations.set_note(number(basil), "for all of us")
    meet(desk, lap, basil)
    meet(desk, lap, basil)
    assert MARKER in note(desk) and "for all of us" in note(desk) and note(lap) == note(desk)
    assert note(basil) == "for all of us"
    lap.annotations.set_note(number(lap), f"{note(lap)}\nmore")
    mark(basil, "basil's")
    meet(basil, lap, desk)
    assert marks(desk) == [(Colour.YELLOW, "basil's")]
    desk.annotations.remove(desk.annotations.of_article(number(desk))[0].id)
    meet(desk, lap, basil)
    assert marks(lap) == [] == marks(desk), "she sees it no more"
    assert marks(basil) == [(Colour.YELLOW, "basil's")], "but what she does to notes is nobody else's"
    is_same(desk, lap)
    assert MARKER not in words_of_others(hub, basil)


def test_an_article_that_another_deletes_stays_on_her_computers_until_she_shares_anything_of_it(
    hub: Hub, class_of_three: list[Member], tmp_path: Path, template: Path
) -> None:
    desk, lap, basil = class_of_three
    choose(desk, notes=ALONE)
    desk.annotations.set_note(number(desk), MARKER)
    meet(desk, lap, basil)
    before = lines(basil)
    basil.articles.delete_forever([number(basil)])
    meet(basil, desk, lap, basil)
    assert note(desk) == note(lap) == MARKER and basil.number(1) is None
    told = {json.loads(line)[1] for line in lines(basil) - before}
    assert told == {"gone", "sealed"}, "nobody is told that she has it still"
    third = desk.other(tmp_path / "third", template)
    meet(third, desk, lap)
    assert note(third) == MARKER, "with its text, which the others deleted"
    is_same(desk, lap, third)
    lap.annotations.set_note(number(lap), f"{MARKER} again")
    meet(lap, desk, third, basil)
    assert note(third) == f"{MARKER} again" and basil.number(1) is None
    third.articles.set_tags(number(third), ["for all"])
    meet(third, basil, desk, lap)
    assert basil.articles.summary(number(basil)).tags == ("for all",), "with what she shares it comes back"
    assert not note(basil)
    is_same(desk, lap, third)
    desk.articles.delete_forever([number(desk)])
    meet(desk, lap, third, basil)
    assert [each.number(1) for each in (desk, lap, third, basil)] == [None] * 4, "she saw all of it"
    assert MARKER not in words_of_others(hub, basil)
    third.close()


def test_an_article_that_another_deleted_stays_hers_alone_when_she_joins_again(
    class_of_three: list[Member],
) -> None:
    desk, lap, basil = class_of_three
    choose(desk, notes=ALONE)
    desk.annotations.set_note(number(desk), MARKER)
    mark(desk, f"{MARKER} too")
    meet(desk, lap, basil)
    basil.articles.delete_forever([number(basil)])
    meet(basil, desk, lap, basil)
    for _ in range(2):
        before = lines(basil)
        desk.membership.leave()
        assert desk.opened is not None
        desk.join(desk.opened)
        choose(desk, notes=ALONE)
        meet(desk, basil, lap)
        assert basil.number(1) is None
        told = [line for line in (json.loads(line) for line in lines(basil) - before) if line[1] != "gone"]
        assert not [line for line in told if line[0] == article_name("x.org/1")]
        assert note(desk) == note(lap) == MARKER and len(marks(desk)) == len(marks(lap)) == 1
        is_same(desk, lap)
    desk.articles.set_tags(number(desk), ["for all"])
    meet(desk, basil, lap)
    assert basil.articles.summary(number(basil)).tags == ("for all",) and not note(basil)
    is_same(desk, lap)


def test_what_she_deletes_before_her_first_round_is_no_more_on_her_other_computer(
    class_of_three: list[Member],
) -> None:
    """Though her own note stands there, which she had in view."""
    desk, lap, basil = class_of_three
    choose(desk, notes=ALONE)
    desk.annotations.set_note(number(desk), MARKER)
    meet(desk, lap, basil)
    desk.membership.leave()
    assert desk.opened is not None
    desk.join(desk.opened)
    choose(desk, notes=ALONE)
    desk.membership.capture()
    desk.articles.delete_forever([number(desk)])
    meet(desk, lap, basil)
    assert [each.number(1) for each in class_of_three] == [None] * 3
    is_same(desk, lap)


def test_what_another_throws_into_trash_stays_out_of_hers_and_what_she_throws_is_in_all(
    hub: Hub, class_of_three: list[Member]
) -> None:
    desk, lap, basil = class_of_three
    choose(desk, notes=ALONE)
    desk.annotations.set_note(number(desk), MARKER)
    desk.annotations.set_note(number(desk, 2), MARKER)
    meet(desk, lap, basil)
    desk.articles.move_to_trash([number(desk, 2)])
    desk.articles.set_tags(number(desk, 3), ["told in between"])
    desk.visit()
    lap.folder = open_hub(lap.address, lap.password)
    assert lap.round().kept == 0, "she saw her note when she threw it away"
    basil.articles.move_to_trash([number(basil)])
    meet(basil, desk, lap, basil)
    trashed = [
        [each.articles.summary(number(each, page)).trashed for page in (1, 2)] for each in (desk, lap, basil)
    ]
    assert trashed == [[False, True], [False, True], [True, True]]
    lap.annotations.set_note(number(lap, 2), f"{MARKER} in Trash")
    before = len(public(said(basil), "trashed"))
    meet(lap, desk, basil)
    assert len(public(said(basil), "trashed")) == before, "what she notes in Trash is told to nobody"
    is_same(desk, lap)
    assert desk.articles.summary(number(desk, 2)).trashed, "she saw that it lies there"
    desk.articles.restore([number(desk, 2)])
    meet(desk, lap, basil)
    assert not basil.articles.summary(number(basil, 2)).trashed
    assert MARKER not in words_of_others(hub, basil)


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_told_before_it_was_known_that_all_are_to_hear_it_is_told_to_them_then(
    class_of_three: list[Member], kind: str
) -> None:
    """Another computer of hers had chosen so, and had not come by yet."""
    desk, lap, basil = class_of_three
    choose(desk, **{kind: ALONE})
    choose(basil, reading=EVERYBODY)
    meet(desk, lap, basil)
    choose(lap, **{kind: EVERYBODY})
    acts: dict[str, Any] = {
        "notes": lambda: (desk.annotations.set_note(number(desk), MARKER), mark(desk, MARKER)),
        "reading": lambda: desk.articles.set_unread([number(desk)], False),
        "corrections": lambda: correct(desk, MARKER),
    }
    seen: dict[str, Any] = {
        "notes": lambda each: note(each) == MARKER and marks(each) == [(Colour.YELLOW, MARKER)],
        "reading": lambda each: not each.articles.summary(number(each)).unread,
        "corrections": lambda each: corrected(each) == MARKER,
    }
    acts[kind]()
    desk.visit()
    lap.visit()
    meet(desk, lap, basil)
    assert all(map(seen[kind], (desk, lap, basil)))
    is_same(desk, lap)


def test_from_shared_to_private_and_back(hub: Hub, class_of_three: list[Member]) -> None:
    desk, lap, basil = class_of_three
    desk.annotations.set_note(number(desk), "told")
    mark(desk, "told")
    meet(desk, lap, basil)
    choose(desk, notes=ALONE)
    desk.annotations.set_note(number(desk), f"told, {MARKER}")
    desk.annotations.change(desk.annotations.of_article(number(desk))[0].id, note=f"told, {MARKER}")
    mark(desk, MARKER, 2)
    meet(desk, lap, basil)
    assert note(lap) == f"told, {MARKER}" and note(basil) == "told"
    assert marks(basil) == [(Colour.YELLOW, "told")] and MARKER not in words_of_others(hub, basil)
    choose(lap, notes=EVERYBODY)
    lap.annotations.set_note(number(lap), "told, and so on")  # a word that was taken back is not told later
    meet(lap, basil, desk)
    assert note(basil) == note(lap) == note(desk) == "told, and so on"
    assert marks(basil) == marks(desk) == [(Colour.YELLOW, f"told, {MARKER}")]
    assert marks(basil, 2) == [(Colour.YELLOW, MARKER)]
    told = [one.to_json() for one in public(said(basil), "note")]
    assert told and not any(MARKER in one for one in told)
    basil.annotations.set_note(number(basil), "told, and so on, by both")
    meet(basil, desk, lap)
    assert note(desk) == "told, and so on, by both"
    is_same(desk, lap)


def test_who_was_removed_and_is_invited_again_has_another_secret_and_all_that_is_his(
    hub: Hub, library: str, class_of_three: list[Member], tmp_path: Path, template: Path
) -> None:
    desk, lap, basil = class_of_three
    choose(basil, notes=ALONE)
    basil.annotations.set_note(number(basil), MARKER)
    mark(basil, MARKER)
    basil.articles.set_unread([number(basil)], False)
    meet(basil, desk, lap)
    with HubAdministration(hub.address(ADMIN), PASSWORD) as administration:
        administration.remove(library, BASIL)
        assert not hub_secrets(hub, library, BASIL), "it goes with the member"
        administration.invite(library, BASIL, "editor")
    other = basil.other(tmp_path / "other", template)
    other.visit()
    assert not note(other), "what was sealed before he was removed"
    meet(basil, other, basil)
    assert note(other) == MARKER and marks(other) == marks(basil)
    assert not other.articles.summary(number(other)).unread
    is_same(basil, other)
    assert not public(said(desk), "note", "mark:", "unread")
    other.close()


def hub_secrets(hub: Hub, library: str, name: str) -> list[Any]:
    with hub.connect() as connection:
        asked = (
            "SELECT secret FROM liseuse.secret JOIN liseuse.library USING (library_id) "
            "WHERE library.name = %s AND secret.name = %s"
        )
        return connection.execute(asked, (library, name)).fetchall()


def test_a_reader_seals_nothing_and_what_he_changes_waits(
    hub: Hub, library: str, class_of_three: list[Member], tmp_path: Path, template: Path
) -> None:
    desk, _, basil = class_of_three
    invite(hub, library, BASIL, "reader")
    basil.annotations.set_note(number(basil), MARKER)
    meet(basil, desk)
    assert basil.membership.waiting() == 1 and not note(desk)
    choose(basil, notes=ALONE)
    invite(hub, library, BASIL, "editor")
    meet(basil, desk)
    assert basil.membership.waiting() == 0 and not note(desk)
    assert MARKER not in "".join(one.to_json() for one in said(desk))


def test_what_others_write_under_a_name_that_is_hers_alone_is_nothing(
    hub: Hub, class_of_three: list[Member]
) -> None:
    desk, _, basil = class_of_three
    choose(desk, notes=ALONE)
    desk.annotations.set_note(number(desk), MARKER)
    desk.visit()
    with desk.database.read() as session:
        uid = session.connection().exec_driver_sql("SELECT uid FROM sync_thing WHERE uid GLOB '*~'").scalar()
    forged = [
        Change(str(uid), "note", 1 << 50, "f" * 16, {"text": "forged", "base": ""}),
        Change(
            "x:",
            "own",
            0,
            "f" * 16,
            [[str(uid)[:-1], "note", 1 << 50, "f" * 16, {"text": "forged", "base": ""}, {}]],
        ),
        Change("x:", "sealed", 0, "f" * 16, "Zm9yZ2Vk"),
        Change("x:", "sealed", 0, "f" * 16, {"odd": [1]}),
    ]
    basil.folder = open_hub(basil.address, basil.password)
    write_as_stranger(basil, forged)
    meet(desk, basil)
    assert note(desk) == MARKER and not note(basil)
    with desk.database.read() as session:
        assert not session.connection().exec_driver_sql("SELECT line FROM sync_held").all()


def test_what_is_sealed_says_only_about_how_much_it_is(class_of_three: list[Member]) -> None:
    desk, _, basil = class_of_three
    choose(desk, notes=ALONE)
    desk.visit()
    sizes = set()
    for length in (1, 40, 90):
        before = lines(basil)
        desk.annotations.set_note(number(desk), MARKER[:1] * length)
        desk.visit()
        (line,) = lines(basil) - before
        uid, field, stamp, _, value, seen = json.loads(line)
        assert (uid, field, stamp, seen) == ("x:", "sealed", 0, {})
        sizes.add(len(value))
    assert len(sizes) == 1


def test_a_corrected_title_is_told_as_the_correction_is(hub: Hub, class_of_three: list[Member]) -> None:
    desk, lap, basil = class_of_three
    choose(desk, corrections=ALONE)
    translate(desk, "Titre un")
    meet(desk, lap, basil)
    for each in (lap, basil):
        assert each.articles.summary(number(each)).translated_titles == {"fr": "Titre un"}
    key = sentence_key("Title 1.0")
    pair = TranslatedSentence("Title 1.0", MARKER, 0.0, SentenceState.CORRECTED)
    desk.translations.store([(key, pair)], "en", "fr", "model")
    translate(desk, MARKER)
    meet(desk, lap, basil)
    assert lap.articles.summary(number(lap)).translated_titles == {"fr": MARKER}
    assert basil.articles.summary(number(basil)).translated_titles == {"fr": "Titre un"}
    basil.articles.delete_forever([number(basil)])
    desk.annotations.set_note(number(desk), "keeps it")
    meet(basil, desk, lap, basil)
    assert basil.number(1) is not None and MARKER not in words_of_others(hub, basil)
    is_same(desk, lap)


def translate(computer: Member, title: str) -> None:
    """An article is translated, by its title."""
    hop = Hop("en", "fr", "model", "1")
    sentence = TranslatedSentence("Title 1.0", title, 0.0)
    translation = Translation("fr", Route((hop,)), TranslatedBlock("title", (sentence,)), None, (), 1.0)
    computer.translations.record(number(computer), translation)


def test_what_keeps_an_article_does_not_tell_how_far_it_was_read(
    hub: Hub, library: str, three: list[Member]
) -> None:
    desk, lap, basil = three
    desk.articles.add(document(1), "https://x.org/1", "x.org/1", SAVED)
    desk.articles.set_position(number(desk), ReadingPosition("b1", 1), 0.25)
    meet(desk, lap)
    invite(hub, library, BASIL, "editor")
    meet(basil, desk, lap)
    desk.articles.set_position(number(desk), ReadingPosition("b1", 2), 0.75)
    desk.articles.set_tags(number(desk), ["kept"])
    desk.visit()
    basil.membership.capture([])
    basil.articles.delete_forever([number(basil)])
    meet(basil, desk, lap, basil)
    assert basil.articles.summary(number(basil)).tags == ("kept",)
    assert {each.articles.summary(number(each)).progress for each in (desk, lap)} == {0.75}
    told = [one.value for one in public(said(basil), "position")]
    assert told and not any("0.75" in json.dumps(one) for one in told)
    is_same(desk, lap)


@pytest.mark.parametrize("among_others", [False, True])
def test_what_was_read_before_it_became_private_is_on_a_later_computer_of_hers_too(
    hub: Hub, library: str, three: list[Member], tmp_path: Path, template: Path, among_others: bool
) -> None:
    desk, lap, _ = three
    desk.articles.add(document(1), "https://x.org/1", "x.org/1", SAVED)
    if among_others:
        invite(hub, library, BASIL, "editor")
        desk.visit()
        choose(desk, reading=EVERYBODY)
    desk.articles.set_position(number(desk), ReadingPosition("b1", 1), 0.25)
    meet(desk, lap)
    assert public(said(desk), "position"), "told to all"
    choose(desk, reading=ALONE)
    meet(desk, lap)
    third = desk.other(tmp_path / "third", template)
    meet(third, desk)
    assert third.articles.summary(number(third)).progress == 0.25
    is_same(third, desk, lap)
    third.close()


def test_what_was_read_is_on_a_computer_that_chose_to_keep_it_private_meanwhile(
    hub: Hub, library: str, three: list[Member]
) -> None:
    desk, lap, basil = three
    invite(hub, library, BASIL, "editor")
    desk.articles.add(document(1), "https://x.org/1", "x.org/1", SAVED)
    meet(desk, lap, basil)
    choose(lap, reading=ALONE)
    choose(desk, reading=EVERYBODY)
    desk.articles.set_position(number(desk), ReadingPosition("b1", 1), 0.25)
    desk.visit()
    meet(lap, desk, lap)
    assert lap.articles.summary(number(lap)).progress == 0.25
    is_same(desk, lap)


@pytest.mark.parametrize("is_read", [True, False])
@pytest.mark.parametrize("others_share", [True, False])
def test_read_and_unread_are_on_a_computer_that_chose_to_keep_it_private_meanwhile(
    class_of_three: list[Member], is_read: bool, others_share: bool
) -> None:
    desk, lap, basil = class_of_three
    follow(desk, lap)
    seen(desk, not is_read)
    meet(desk, lap, basil)
    choose(desk, reading=EVERYBODY)
    if others_share:
        choose(basil, reading=EVERYBODY)
    meet(desk, lap, basil)
    choose(lap, reading=ALONE)
    seen(desk, is_read)
    desk.visit()
    meet(lap, desk, lap, basil)
    assert [lap.articles.summary(number(lap)).unread, unseen(lap)] == [not is_read] * 2
    is_same(desk, lap)


def seen(computer: Member, is_seen: bool) -> None:
    """An article and the piece of a feed are marked as read, or as not read."""
    computer.articles.set_unread([number(computer)], not is_seen)
    (computer.items.mark_read if is_seen else computer.items.mark_new)(computer.items.ids())


def unseen(computer: Member) -> bool:
    return all(not row.read_at for row in computer.items.rows(computer.items.ids()))


def test_a_choice_that_takes_the_place_of_another_one_makes_up_for_it(class_of_three: list[Member]) -> None:
    """One computer keeps private what she reads; the other one, which does not know, shares it once more."""
    desk, lap, basil = class_of_three
    choose(desk, reading=EVERYBODY)
    meet(desk, lap, basil)
    choose(lap, reading=ALONE)
    desk.articles.set_unread([number(desk)], False)
    desk.visit()
    lap.visit()
    choose(desk, reading=EVERYBODY)
    meet(desk, lap, desk)
    assert not lap.articles.summary(number(lap)).unread
    is_same(desk, lap)


def test_a_piece_that_came_later_is_read_on_both_her_computers(class_of_three: list[Member]) -> None:
    """It was heard to be read where it was not known yet, and by one of them alone."""
    desk, lap, basil = class_of_three
    choose(desk, reading=EVERYBODY)
    choose(basil, reading=EVERYBODY)
    meet(desk, lap, basil)
    follow(basil)
    seen(basil, True)
    basil.visit()
    lap.visit()
    choose(desk, reading=ALONE)
    meet(desk, lap, desk)
    for each in (desk, lap):
        feed = each.feeds.find("x.org/rss")
        assert feed is not None
        looked_at(each, feed.id, "x.org/rss/1")
        assert not unseen(each)
    is_same(desk, lap)


def test_what_others_read_is_on_both_her_computers_or_on_none(class_of_three: list[Member]) -> None:
    """One of them had passed it over, as she read alone then; the other one heard of it as she shared it."""
    desk, lap, basil = class_of_three
    choose(basil, reading=EVERYBODY)
    meet(basil, desk, lap)
    basil.articles.set_unread([number(basil)], False)
    basil.visit()
    desk.visit()
    choose(lap, reading=EVERYBODY)
    meet(lap, desk, lap)
    is_same(desk, lap)


@pytest.mark.parametrize("folded", [False, True])
@pytest.mark.parametrize("together", [False, True])
def test_who_begins_to_share_what_she_reads_hears_what_was_shared_and_tells_what_she_read(
    class_of_three: list[Member], folded: bool, together: bool
) -> None:
    desk, lap, basil = class_of_three
    follow(desk, lap, basil)
    choose(basil, reading=EVERYBODY)
    meet(basil, desk, lap)
    basil.articles.set_unread([number(basil)], False)
    basil.articles.set_position(number(basil), ReadingPosition("b1", 1), 0.5)
    basil.items.mark_read(basil.items.ids())
    desk.articles.set_position(number(desk, 2), ReadingPosition("b2", 1), 0.25)
    desk.articles.set_unread([number(desk, 2)], False)
    meet(basil, desk, lap)
    assert basil.articles.summary(number(basil, 2)).unread
    for each in (desk, lap):
        assert each.articles.summary(number(each)).unread and unseen(each), "she reads alone"
    if folded:
        basil.fold(clear=True)
    choose(desk, reading=EVERYBODY)
    if together:
        choose(lap, reading=EVERYBODY)
    meet(desk, lap, basil)
    for each in (desk, lap, basil):
        first, second = (each.articles.summary(number(each, page)) for page in (1, 2))
        assert (first.unread, first.progress, second.unread, second.progress) == (False, 0.5, False, 0.25)
        assert not unseen(each)
    is_same(desk, lap, basil)
    before = {key: value for key, value in everything(desk).items()}
    meet(desk, lap, basil)
    assert before == everything(desk)


def test_what_she_read_later_than_others_is_as_she_left_it_when_she_begins_to_share(
    class_of_three: list[Member],
) -> None:
    desk, lap, basil = class_of_three
    choose(basil, reading=EVERYBODY)
    basil.articles.set_position(number(basil), ReadingPosition("b1", 1), 0.5)
    meet(basil, desk, lap)
    desk.articles.set_position(number(desk), ReadingPosition("b1", 2), 0.75)
    meet(desk, lap, basil)
    choose(lap, reading=EVERYBODY)
    meet(lap, desk, basil)
    assert [each.articles.summary(number(each)).progress for each in (desk, lap, basil)] == [0.75] * 3
    is_same(desk, lap, basil)


def test_what_was_withdrawn_in_private_is_withdrawn_at_the_others_once_it_is_shared_again(
    class_of_three: list[Member],
) -> None:
    desk, lap, basil = class_of_three
    for page in (1, 2):
        desk.annotations.set_note(number(desk, page), "told")
        mark(desk, "told", page)
    correct(desk, "told")
    meet(desk, lap, basil)
    assert corrected(basil) == note(basil, 2) == "told" and marks(basil, 2)
    choose(desk, notes=ALONE, corrections=ALONE)
    meet(desk, lap, basil)
    desk.annotations.set_note(number(desk), "")
    desk.annotations.remove(desk.annotations.of_article(number(desk))[0].id)
    withdraw_correction(desk)
    meet(desk, lap, basil)
    assert note(lap) == "" and not marks(lap) and not corrected(lap)
    assert note(basil) == "told" and marks(basil) and corrected(basil) == "told", "it is nobody else's"
    choose(lap, notes=EVERYBODY, corrections=EVERYBODY)
    meet(lap, desk, basil)
    for each in (desk, lap, basil):
        assert note(each) == "" and not marks(each) and not corrected(each)
        assert note(each, 2) == "told" and marks(each, 2)
    is_same(desk, lap, basil)


def withdraw_correction(computer: Member) -> None:
    computer.translations.forget_correction(sentence_key("Sea water."), "en", "fr")


def test_what_another_wrote_meanwhile_is_not_withdrawn_with_what_she_took_back(
    class_of_three: list[Member],
) -> None:
    desk, lap, basil = class_of_three
    desk.annotations.set_note(number(desk), "told")
    meet(desk, lap, basil)
    choose(desk, notes=ALONE)
    desk.annotations.set_note(number(desk), "")
    meet(desk, lap, basil)
    basil.annotations.set_note(number(basil), "told, and basil’s")
    meet(basil, desk, lap)
    choose(desk, notes=EVERYBODY)
    meet(desk, lap, basil)
    assert "basil" in note(basil)
    is_same(desk, lap, basil)
