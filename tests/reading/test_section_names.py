"""Section names in another language."""

from __future__ import annotations

import pytest

from reader.reading.section_names import LANGUAGES, section_in


@pytest.mark.parametrize(
    ("section", "source", "target", "shown"),
    [
        ("Politique", "fr", "en", "Politics"),
        ("Économie", "fr", "ar", "الاقتصاد"),
        ("economie & finances", "fr", "en_US", "Economy and finance"),
        ("سياسة", "ar", "fr", "Politique"),
        ("SOCIÉTÉ", "fr", "en", "SOCIETY"),
        ("Faits-divers", "", "en", "Crime"),
        ("Artisanat", "fr", "ar", "الصناعة التقليدية"),
        ("Enseignement supérieur", "fr", "en", "Higher education"),
        ("Sports", "", "fr", "Sports"),
        ("Culture", "fr", "en", "Culture"),
        ("Politique", "fr", "fr_MA", "Politique"),
        ("Carnets de route", "fr", "en", "Carnets de route"),
        ("Politique", "fr", "de", "Politique"),
        ("", "fr", "en", ""),
    ],
)
def test_a_section_has_the_name_that_papers_in_the_language_use(section, source, target, shown):
    assert section_in(section, source, target) == shown


def test_every_name_leads_to_one_section_and_back():
    from reader.reading import section_names

    lines = section_names._NAMES.strip().splitlines()
    first = [[column.split(",")[0].strip() for column in line.split("|")] for line in lines]
    for row in first:
        for name, source in zip(row, LANGUAGES, strict=True):
            for wanted, target in zip(row, LANGUAGES, strict=True):
                if source != target:
                    same = section_in(name, source, target).casefold() == name.casefold()
                    assert same or section_in(name, source, target) == wanted, (name, target)
