"""What a feed is called."""

from __future__ import annotations

from reader.core.feeds import Feed


def test_a_feed_without_a_title_is_called_by_what_tells_it_from_others() -> None:
    url = "https://www.presse.example/flux"
    assert Feed(1, url).name == "presse.example/flux", (
        "two of them are told apart where only a few letters fit"
    )
    assert Feed(1, url, "La Presse").name == "La Presse"
    assert Feed(1, url, "La Presse", "Mon journal").name == "Mon journal"
    assert Feed(0, "").name == ""
