"""What each language shortens and how its sentences begin, for telling a full stop from an abbreviation.

`titles` always lead to the next word (a name). `before_number` are abbreviations only when a
number follows ("p. 12", but "l’art. Il …" ends). `inside` lead on to any word except a likely first
word of a sentence. `starters` are such first words: after an initial or a dotted acronym they mean
that the sentence is over ("aux U.S. Il part").
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """The tables of one language, all in lower case and without the final dot.

    `continuing` words go on with a sentence after a closed quotation, in a script without capitals.
    """

    titles: frozenset[str] = frozenset()
    before_number: frozenset[str] = frozenset()
    inside: frozenset[str] = frozenset()
    starters: frozenset[str] = frozenset()
    continuing: frozenset[str] = frozenset()
    elides: bool = False


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_FRENCH = Abbreviations(
    titles=_words(
        "m mm mme mmes mlle mlles mr mrs dr drs pr prs me mes mgr st ste sts cf vs ex c.-à-d i.e e.g ie eg "
        "gal gén col cdt cap lt adj sgt ing mtre vve abbé maj resp dir prof"
    ),
    before_number=_words(
        "p pp art no nos n nº n° fig vol chap ch tél tel env av al t éd ed sect par r l d alin réf ref "
        "janv févr fév avr juil sept oct nov déc min max ann app doc tab ca num circ lot § ap"
    ),
    inside=_words(
        "p.ex av bd boul blvd éd coll trad chap fig vol dép arr env hab op loc ibid id sup inf moy max min "
        "n.b nb p.-s p.s ltd corp cie sté ets éts univ fr angl lat arab adv qqn qqch apr"
    ),
    starters=_words(
        "il elle ils elles on je nous vous tu le la les un une des ce cet cette ces cela ça mais et ou "
        "où donc or ni car en dans pour par sur sous avec sans selon après avant depuis pendant lors face "
        "alors ainsi puis enfin toutefois cependant pourtant néanmoins aussi quant si quand comme du de "
        "au aux à leur leurs son sa ses notre nos votre vos mon ma mes tout toute tous toutes plus chaque "
        "plusieurs certains certaines aucun aucune ici là voilà voici quel quelle quels quelles qui que "
        "quoi comment pourquoi combien parmi entre malgré grâce outre hier aujourd demain désormais déjà "
        "bien même autre autres deux trois parce puisque lorsque tandis afin celui celle ceux celles"
    ),
    elides=True,
)

_ENGLISH = Abbreviations(
    titles=_words(
        "mr mrs ms mx dr prof sen rep gov gen col maj capt cpt lt sgt cmdr st rev fr hon pres supt messrs "
        "mmes vs e.g i.e cf viz al mt ft asst atty ald amb det insp adm brig cpl pvt"
    ),
    before_number=_words(
        "no nos p pp vol fig figs ch chap sec art eq jan feb mar apr jun jul aug sep sept oct nov dec ca c "
        "approx para pt ver v op tel ext par"
    ),
    inside=_words(
        "jr sr inc ltd co corp bros llc plc approx dept est ave blvd rd univ assn govt intl natl ed eds "
        "b.a m.a m.d ph.d b.sc m.sc mass calif fla pa va wash conn minn okla ariz"
    ),
    starters=_words(
        "he she it they we i you the a an this that these those there here his her hers their its our my "
        "your but and or so yet nor if when while as after before since until although though because "
        "however moreover meanwhile according then thus therefore in on at for from with without by to of "
        "what why how who whose where which no not yes some many most few all both each every another other "
        "such more one two three several last earlier later still even only now today yesterday under over "
        "among between despite during instead it’s it's he’s she’s they’re we’re i’m i’ve don don’t let"
    ),
)

_ARABIC = Abbreviations(
    titles=_words("أ.د م.د د أ م ص ج ط ع ش ب ت تح انظر"),
    continuing=_words(
        "قال قالت قالوا يقول تقول سأل سألت تساءل تساءلت يتساءل أضاف أضافت يضيف صرخ صرخت هتف هتفت صاح كتب "
        "كتبت رد ردت أجاب أجابت يجيب علق علقت في على من إلى عن التي الذي الذين أن أنه أنها وفق حسب بحسب "
        "قبل بعد هكذا بهذه بهذا يسأل تسأل كان كانت"
    ),
)

BEFORE_NAMES = _words(
    "par de et à avec chez selon contre pour dont by of and with from to said president minister écrivain "
    "auteur juge président ministre avocat journaliste professeur author judge writer"
)
"""Words after which a single capital is a person's initial ("par A. Camus")."""

_BY_LANGUAGE = {"fr": _FRENCH, "en": _ENGLISH, "ar": _ARABIC}
_NONE = Abbreviations(titles=_words("mr mrs ms dr prof st cf"))


def abbreviations(language: str) -> Abbreviations:
    """Return the tables of a language code; a language without any of its own gets a cautious few."""
    return _BY_LANGUAGE.get(language.replace("_", "-").split("-")[0].lower(), _NONE)
