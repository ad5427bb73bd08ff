"""Links on their way."""

from __future__ import annotations

from typing import Any


def test_links_wait_fail_and_go(library: Any) -> None:
    first = library.pending.add("https://a.example/1", ["x", "œ"])
    second = library.pending.add("https://a.example/2")
    assert library.pending.all() == [first, second]
    assert (first.error, first.tags, first.added_at != "") == ("", ("x", "œ"), True)
    library.pending.fail(first.id, "unknown-host", {"host": "a.example", "n": 3})
    assert library.pending.all()[0].error == "unknown-host"
    assert library.pending.all()[0].error_values == {"host": "a.example", "n": "3"}
    library.pending.remove(second.id)
    library.pending.remove(second.id)
    library.pending.fail(second.id, "timeout", {})
    assert [p.id for p in library.pending.all()] == [first.id]


def test_the_same_link_again_is_a_retry(library: Any) -> None:
    first = library.pending.add("https://a.example/1", ["x"])
    library.pending.fail(first.id, "timeout", {"host": "h"})
    again = library.pending.add("https://a.example/1", ["y"])
    assert (again.id, again.error, again.error_values, again.tags) == (first.id, "", {}, ("y",))
    assert library.pending.all() == [again]


def test_a_number_is_not_used_again(library: Any) -> None:
    first = library.pending.add("https://a.example/1")
    library.pending.remove(first.id)
    assert library.pending.add("https://a.example/2").id > first.id
