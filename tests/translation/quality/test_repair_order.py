"""Repair: the tries come in a set order, each is judged like the first answer, and the best one stays."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from reader.core.model import SentenceState
from reader.translation.engines.engine import BEST, EngineResult, Search
from reader.translation.quality.attempts import ATTEMPTS, Attempt, attempts
from reader.translation.quality.budget import Budget
from reader.translation.quality.repair import Mended, mend, tried

FR_EN = ("fr", "en")
SOUND = "There were 12 towns in this country."
SOURCE = "Il y avait 12 villes dans ce pays."
OTHER_NUMBER = "There were 13 towns in this country."
"""One fault, of figures."""
UNTRANSLATED = SOURCE
"""One fault, and a worse one."""
BOTH = "Il y avait 15 villes dans ce pays."

NO_LOOP, NO_REPEAT = Search(4, 1.0, 6), Search(4, 1.0, 3)
SOFT_PENALTY, PENALTY, BEAM = Search(4, 1.1, 3), Search(4, 1.3, 3), Search(8)


class Engine:
    """Answers by a function, without links between words, and notes each call: its search and sentences."""

    def __init__(self, answer: Callable[[str, Search], str | EngineResult]) -> None:
        self.answer = answer
        self.calls: list[tuple[Search, list[str]]] = []

    def __call__(self, sources: list[str], search: Search) -> list[EngineResult]:
        self.calls.append((search, sources))
        answers = [self.answer(source, search) for source in sources]
        return [a if isinstance(a, EngineResult) else EngineResult(a, -0.5) for a in answers]

    @property
    def searches(self) -> list[Search]:
        return [search for search, _ in self.calls]


def mended(
    sources: Sequence[str],
    engine: Engine,
    first: Sequence[str] = (),
    retries: Sequence[Attempt] = ATTEMPTS,
    **terms: str,
) -> list[Mended]:
    results = [EngineResult(text, -0.5) for text in first] or engine(list(sources), BEST)
    engine.calls.clear()
    return mend(sources, results, engine, FR_EN, terms, retries)


def test_every_way_is_tried_in_order_until_one_is_sound() -> None:
    """The dear ways come last, and what bends the sentence after what only searches otherwise."""
    source = "Voir www.a.ma avec ses 12 amis, mais il est parti de la ville."
    engine = Engine(lambda _, __: "See but he left.")
    (one,) = mended([source], engine)
    assert one.state is SentenceState.SUSPECT
    assert engine.calls == [
        (BEST, ["Voir \ue000 avec ses \ue001 amis, mais il est parti de la ville."]),
        (NO_LOOP, [source]),
        (NO_REPEAT, [source]),
        (SOFT_PENALTY, [source]),
        (BEST, [source[:-1]]),
        (PENALTY, [source]),
        (BEST, ["Voir §0§ avec ses §1§ amis, mais il est parti de la ville."]),
        (BEST, ["Voir www.a.ma avec ses 12 amis,", "mais il est parti de la ville."]),
        (BEAM, [source]),
        (BEST, ["Voir", "avec ses", "amis, mais il est parti de la ville."]),
    ]


def test_ways_that_do_not_apply_are_left_out() -> None:
    engine = Engine(lambda source, _: source)
    mended(["Le roi parle ce soir"], engine)  # no figure, no address, no dot, one clause
    assert engine.searches == [NO_LOOP, NO_REPEAT, SOFT_PENALTY, PENALTY, BEAM]
    wrong_figure = Engine(lambda _, __: OTHER_NUMBER)
    mended([SOURCE], wrong_figure)  # no address and no term is lost: the pieces around them are not asked for
    assert wrong_figure.calls[-1] == (BEAM, [SOURCE])


@pytest.mark.parametrize("sound", [NO_LOOP, NO_REPEAT, SOFT_PENALTY, PENALTY, BEAM])
def test_the_first_sound_try_ends_the_trying(sound: Search) -> None:
    engine = Engine(lambda source, search: "The king speaks tonight" if search == sound else source)
    (one,) = mended(["Le roi parle ce soir"], engine)
    assert (one.result.text, one.state, one.left) == ("The king speaks tonight", SentenceState.REPAIRED, [])
    assert engine.searches[-1] == sound
    assert [fault.kind for fault in one.found] == ["untranslated"], "what was wrong at first is kept"


@pytest.mark.parametrize(
    ("first", "tries", "kept"),
    [
        (UNTRANSLATED, {NO_LOOP: BOTH}, UNTRANSLATED),  # worse
        (OTHER_NUMBER, {NO_LOOP: "There were 14 towns in this country."}, OTHER_NUMBER),  # no better
        (UNTRANSLATED, {NO_LOOP: OTHER_NUMBER}, OTHER_NUMBER),  # better, if not sound
        (BOTH, {NO_LOOP: UNTRANSLATED, NO_REPEAT: OTHER_NUMBER, PENALTY: BOTH}, OTHER_NUMBER),
        (BOTH, {NO_LOOP: OTHER_NUMBER, NO_REPEAT: UNTRANSLATED}, OTHER_NUMBER),
        (UNTRANSLATED, {NO_LOOP: OTHER_NUMBER, PENALTY: SOUND}, SOUND),
        (OTHER_NUMBER, {NO_LOOP: " "}, OTHER_NUMBER),  # nothing
        (OTHER_NUMBER, {NO_LOOP: ""}, OTHER_NUMBER),
    ],
)
def test_a_try_is_taken_when_less_is_wrong_with_it(first: str, tries: dict[Search, str], kept: str) -> None:
    plain = [attempt for attempt in ATTEMPTS if attempt.search in tries]
    engine = Engine(lambda _, search: tries[search])
    (one,) = mended([SOURCE], engine, [first], plain)
    assert one.result.text == kept
    assert one.state is (SentenceState.REPAIRED if kept == SOUND else SentenceState.SUSPECT)
    assert bool(one.left) is (kept != SOUND)


def test_an_answer_that_the_model_itself_doubts_is_not_taken_as_the_first_one() -> None:
    doubted = EngineResult(SOURCE, 0.0, SentenceState.SUSPECT)
    engine = Engine(lambda source, search: SOUND if search == BEAM else doubted)
    (one,) = mend([SOURCE], [doubted], engine, FR_EN, None, ATTEMPTS)
    assert (one.result.text, one.state) == (SOUND, SentenceState.REPAIRED)


def test_a_batch_shares_each_round_and_what_is_mended_leaves_it() -> None:
    sources = [f"Il y avait {n} villes dans ce pays" for n in (12, 13, 14, 15)]
    sound = {
        s: s.replace("Il y avait", "There were").replace("villes dans ce pays", "towns") for s in sources
    }
    mended_by = {sources[1]: NO_LOOP, sources[2]: SOFT_PENALTY, sources[3]: SOFT_PENALTY}
    engine = Engine(lambda source, search: sound[source] if mended_by.get(source) == search else source)
    plain = [
        attempt for attempt in ATTEMPTS if attempt.name in ("no-loop", "no-repeat", "soft-penalty", "beam")
    ]
    found = mended(sources, engine, [sound[sources[0]], *sources[1:]], plain)
    assert engine.calls == [(NO_LOOP, sources[1:]), (NO_REPEAT, sources[2:]), (SOFT_PENALTY, sources[2:])]
    assert [one.result.text for one in found] == [sound[source] for source in sources]
    assert [one.state for one in found] == [SentenceState.OK, *[SentenceState.REPAIRED] * 3]


def test_answers_of_one_round_go_to_their_own_sentences() -> None:
    """A way by clauses asks several texts a sentence, for some sentences one and for some none."""
    sources = [
        "Il est parti de la ville hier, mais il revient ce soir.",
        "Le roi parle ce soir.",
        "Elle est partie de la ville hier, mais elle revient demain.",
    ]
    english = {
        "Il est parti de la ville hier,": "He left the town yesterday.",
        "mais il revient ce soir.": "But he comes back tonight.",
        "Elle est partie de la ville hier,": "She left the town yesterday.",
        "mais elle revient demain.": "But she comes back tomorrow.",
    }
    engine = Engine(lambda source, _: english.get(source, source))
    clauses = [attempt for attempt in ATTEMPTS if attempt.name == "clauses"]
    first, none, last = mended(sources, engine, sources, clauses)
    assert engine.calls == [(BEST, list(english))]
    assert first.result.text == "He left the town yesterday, but he comes back tonight."
    assert last.result.text == "She left the town yesterday, but she comes back tomorrow."
    assert none.result.text == sources[1] and none.state is SentenceState.SUSPECT


def test_what_was_kept_as_it_is_is_tried_only_for_a_term_of_the_glossary() -> None:
    kept = EngineResult(SOURCE, 0.0, SentenceState.KEPT)
    engine = Engine(lambda source, _: source)
    (one,) = mend([SOURCE], [kept], engine, FR_EN)
    assert engine.calls == [] and one.state is SentenceState.KEPT and one.found == []
    term = EngineResult("Makhzen", 0.0, SentenceState.KEPT)
    (one,) = mend(["Makhzen"], [term], engine, FR_EN, {"Makhzen": "Palace"})
    assert [fault.kind for fault in one.found] == ["term"] and engine.calls != []


def test_an_address_that_is_always_lost_is_put_between_the_pieces_around_it() -> None:
    english = {"Écrivez à": "Write to.", "avant lundi.": "Before Monday."}
    engine = Engine(lambda source, _: english.get(source, "Write to them before Monday."))
    (one,) = mended(["Écrivez à contact@lebrief.ma avant lundi."], engine)
    assert one.result.text == "Write to contact@lebrief.ma Before Monday."
    assert one.state is SentenceState.REPAIRED
    assert engine.calls[-1] == (BEST, list(english)), "the last way of all"
    (one,) = mended(
        ["contact@lebrief.ma, puis www.a.ma"],
        Engine(lambda source, _: "then" if source == ", puis" else "so"),
    )
    assert one.result.text == "contact@lebrief.ma then www.a.ma"


@pytest.mark.parametrize("name", [attempt.name for attempt in ATTEMPTS])
def test_one_way_alone_needs_no_fault_to_be_tried(name: str) -> None:
    """As the bench does, which compares the ways."""
    (attempt,) = (one for one in ATTEMPTS if one.name == name)
    engine = Engine(lambda source, _: f"<{source}>")
    source = "Voir www.a.ma avec ses 12 amis, mais il est parti de la ville."
    found = tried(attempt, source, engine, FR_EN)
    assert found is not None and "\ue000" not in found.text and "§" not in found.text
    assert [search for search, _ in engine.calls] == [attempt.search]
    bare = Engine(lambda source, _: source)
    assert (tried(attempt, "Le roi parle", bare, FR_EN) is None) is (attempt.search == BEST)


def test_within_a_budget_one_call_takes_every_way_of_a_search() -> None:
    """A sentence asked for alone costs two to four times as much as one of many."""
    source = "Voir www.a.ma avec ses 12 amis, mais il est parti de la ville."
    engine = Engine(lambda _, __: "See but he left.")
    others = [f"Il y avait {number} villes." for number in range(20, 60)]
    answers = ["See but he left.", *(f"There were {number} towns." for number in range(20, 60))]
    first = [EngineResult(answer, -0.5) for answer in answers]
    mend([source, *others], first, engine, FR_EN, None, attempts(4), Budget(20, 0))
    assert engine.calls == [
        (
            BEST,
            [
                "Voir \ue000 avec ses \ue001 amis, mais il est parti de la ville.",
                source[:-1],
                "Voir §0§ avec ses §1§ amis, mais il est parti de la ville.",
                "Voir www.a.ma avec ses 12 amis,",
                "mais il est parti de la ville.",
            ],
        ),
        (SOFT_PENALTY, [source]),
        (BEST, ["Voir", "avec ses", "amis, mais il est parti de la ville."]),
    ]


def test_of_ways_asked_together_the_first_sound_one_is_taken() -> None:
    answers = {SOURCE[:-1]: "There were 12 big towns in this country"}
    engine = Engine(lambda source, _: answers.get(source, source.replace("Il y avait", "There were")))
    first = [EngineResult(OTHER_NUMBER, -0.5)]
    kept = "There were \ue000 towns in this country."
    answers["Il y avait \ue000 villes dans ce pays."] = kept
    (one,) = mend([SOURCE], first, engine, FR_EN, None, attempts(4), Budget(12, 0))
    assert (one.result.text, one.state) == (SOUND, SentenceState.REPAIRED)
    assert len(engine.calls) == 1


def test_a_budget_is_spent_on_what_helps() -> None:
    """Another search finds no name that Arabic spells by its letters; what is said twice it may forbid."""
    arabic = EngineResult("قال ذلك.", -0.5)
    engine = Engine(lambda _, __: arabic)
    ways = attempts(4)
    (one,) = mend(["Wouter said so."], [arabic], engine, ("en", "ar"), None, ways, Budget(9, 0))
    assert [fault.kind for fault in one.left] == ["name"] and engine.calls == []
    loop = EngineResult("The king the king the king speaks", -0.5)
    looping = Engine(lambda _, __: loop)
    mend(["Le roi parle ce soir"], [loop], looping, FR_EN, None, ways, Budget(9, 0))
    assert looping.searches == [NO_LOOP, NO_REPEAT, SOFT_PENALTY]


def test_what_is_said_twice_is_forbidden_before_a_small_budget_is_spent() -> None:
    source = "Le roi parle ce soir à la ville, mais il dit peu de nouveau aux gens."
    loop, sound = (
        "The king " + "speaks the king " * 4,
        "The king speaks tonight to the town, and says little new.",
    )
    engine = Engine(lambda _, search: sound if search == NO_LOOP else loop)
    (one,) = mend([source], [EngineResult(loop, -0.5)], engine, FR_EN, None, attempts(4), Budget(9, 0))
    assert (one.result.text, one.left) == (sound, [])
    assert engine.calls == [(NO_LOOP, [source])]


def test_repeats_are_not_forbidden_where_nothing_is_said_twice():
    asked = []

    def run(sentences, search):
        asked.append(search)
        return [EngineResult("There are 11 cats here.", -0.3) for _ in sentences]

    first = [EngineResult("There are 11 cats here.", -0.3)]
    mend(["Il y a 17 chats ici."], first, run, ("fr", "en"))
    assert asked
    assert not [one for one in asked if one.no_repeat_ngram and one.repetition_penalty == 1.0]
