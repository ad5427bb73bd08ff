"""The learnt speed comes from reading alone: pauses, leafing and short bits do not move it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.reading.reading_time import FASTEST, SLOWEST
from reader.reading.speed_learning import ENOUGH, KEPT, is_reading, learnt_speed, with_sample
from reader.settings.reading_speeds import ReadingSpeeds, samples_of, text_of


def read(words: int, speed: float) -> tuple[int, float]:
    return words, words * 60 / speed


def test_steady_reading_gives_its_speed() -> None:
    assert learnt_speed([read(60, 210)] * 12) == 210


def test_too_little_says_nothing() -> None:
    assert learnt_speed([]) == 0
    assert learnt_speed([read(ENOUGH - 1, 210)]) == 0


def test_pauses_and_leafing_are_left_out() -> None:
    samples = [read(60, 200)] * 12
    disturbed = [*samples, (80, 1800.0), (80, 3600.0), (400, 2.0), (500, 1.0)]
    assert learnt_speed(disturbed) == 200
    assert not is_reading(80, 1800)
    assert not is_reading(400, 2)


def test_a_heading_or_an_instant_is_no_sample() -> None:
    assert not is_reading(6, 2)
    assert not is_reading(60, 0)
    assert with_sample((), 6, 2) == ()


def test_odd_samples_do_not_move_the_middle() -> None:
    samples = [read(60, 200 + n % 5) for n in range(20)] + [read(60, 550), read(60, 90)]
    assert 200 <= learnt_speed(samples) <= 204


def test_only_the_newest_samples_count() -> None:
    samples: tuple[tuple[int, float], ...] = ()
    for _ in range(KEPT):
        samples = with_sample(samples, *read(60, 150))
    for _ in range(KEPT):
        samples = with_sample(samples, *read(60, 300))
    assert len(samples) == KEPT
    assert learnt_speed(samples) == 300


@given(st.lists(st.tuples(st.integers(0, 2000), st.floats(0, 5000, allow_nan=False)), max_size=40))
def test_any_samples_give_a_speed_within_the_limits_or_none(samples: list[tuple[int, float]]) -> None:
    speed = learnt_speed(samples)
    assert speed == 0 or SLOWEST <= speed <= FASTEST


@given(
    st.dictionaries(
        st.sampled_from(["fr", "en", "ar"]),
        st.lists(st.tuples(st.integers(1, 999), st.integers(1, 9999).map(lambda n: n / 10)), max_size=5).map(
            tuple
        ),
    )
)
def test_samples_survive_the_settings_file(samples: dict[str, tuple[tuple[int, float], ...]]) -> None:
    assert samples_of(text_of(samples)) == samples


def test_a_damaged_setting_gives_no_samples() -> None:
    for text in ("", "{", "[]", '{"fr": 3}', '{"fr": [[1]]}', '{"fr": [["a", "b"]]}', "7"):
        assert samples_of(text) == {}


def test_a_speed_set_by_hand_goes_before_a_learnt_one_and_that_before_the_general_one() -> None:
    speeds = ReadingSpeeds({"fr": 150}, {"fr": 210, "en": 230}, 190)
    assert [speeds.of(code) for code in ("fr", "fr_MA", "en", "ar")] == [150, 150, 230, 190]
    assert ReadingSpeeds().of("fr") == 0
