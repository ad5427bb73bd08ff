"""What servers call the files they send."""

from __future__ import annotations

import pytest

from reader.saving.fetching.file_names import file_name_of, shown_name


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ("", ""),
        ("attachment", ""),
        ("inline; filename=a.pdf", "a.pdf"),
        ('attachment; filename="Rapport annuel.pdf"', "Rapport annuel.pdf"),
        ('attachment; FileName = "a \\"b\\".pdf"', 'a "b".pdf'),
        ("attachment; filename=\"x.pdf\"; filename*=UTF-8''%D8%AA%D9%82%D8%B1%D9%8A%D8%B1.pdf", "تقرير.pdf"),
        ("attachment; filename*=iso-8859-1'fr'%E9t%E9.pdf", "été.pdf"),
        ("attachment; filename*=no-such''a.pdf", "a.pdf"),
        ('attachment; filename="Rapport%20annuel.pdf"', "Rapport annuel.pdf"),
        ('attachment; filename="' + "été.pdf".encode().decode("latin-1") + '"', "été.pdf"),
        ('attachment; filename="../../etc/passwd"', "passwd"),
        ('attachment; filename="C:\\\\temp\\\\a.pdf"', "a.pdf"),
        ('attachment; filename="a\u202efdp.exe"', "a fdp.exe"),
        ('attachment; filename="' + "x" * 5000 + '"', ""),
    ],
)
def test_the_name_of_a_file(disposition: str, name: str) -> None:
    assert file_name_of(disposition) == name


def test_a_name_of_nothing_but_marks_is_none() -> None:
    assert shown_name("\u202e\u2066/..") == "" and len(shown_name("a" * 999)) == 255
