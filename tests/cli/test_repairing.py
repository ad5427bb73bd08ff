"""`edit` and `refetch` by the real command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reader.cli.main import run
from tests.services.changing_page import ChangingPage


@pytest.fixture
def page(tmp_path: Path) -> Any:
    made = ChangingPage(tmp_path / "site")
    yield made
    made.server.close()


@pytest.fixture
def call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    def one(*arguments: str) -> tuple[int, Any]:
        code = run(["--library", str(tmp_path / "library"), "--json", "--quiet", *arguments])
        return code, json.loads(capsys.readouterr().out)

    return one


def test_parts_are_listed_removed_restored_and_reset(call: Any, page: ChangingPage) -> None:
    assert call("save", page.url)[0] == 0
    code, before = call("edit", "1")
    assert code == 0 and before["left_out"] and before["edits"] == {"removed": [], "restored": []}
    gone, back = before["blocks"][1]["id"], before["left_out"][0]["id"]
    code, after = call("edit", "1", "--remove", gone, "--restore", back, "--title", "Mon titre", "--lead", "")
    assert code == 0 and (after["title"], after["lead"]) == ("Mon titre", "")
    ids = [part["id"] for part in after["blocks"]]
    assert gone not in ids and back in ids
    assert [edit["id"] for edit in after["edits"]["removed"]] == [gone] and after["edits"]["lead"] == ""
    assert call("list")[1][0]["title"] == "Mon titre"
    assert call("edit", "1", "--reset", "--section", "Monde")[1]["edits"] == {
        "removed": [],
        "restored": [],
        "section": "Monde",
    }
    code, failure = call("edit", "1", "--date", "hier")
    assert code == 1 and failure["error"]["kind"] == "not-a-date"


def test_fetching_again_says_what_changed(call: Any, page: ChangingPage, tmp_path: Path) -> None:
    call("save", page.url)
    code, rows = call("refetch", "1")
    assert code == 0 and rows[0]["status"] == "unchanged" and rows[0]["error"] is None
    page.cut("<p>Les États sont également", "<p>Avec plus de 800")
    code, rows = call("refetch", "1", "9")
    assert code == 1 and [row["status"] for row in rows][1] == "failed"
    assert rows[0]["status"] in ("kept", "unchanged"), "the clock of the file may be too coarse to tell"
