"""Words that are around an article and not of it: “Lire aussi”, “Partager”, “اقرأ أيضا” and their like.

The phrases are those of francophone, Arabic, English and German news pages; none is of a single site.
"""

from __future__ import annotations

import functools
import re
from enum import Enum

from reader.saving.boilerplate.calls_to_action import is_call, opens_list
from reader.saving.boilerplate.language_labels import is_list_title, is_page_call, is_related_label


class Furniture(Enum):
    """What a short text is when it is not part of the article."""

    RELATED = "related"
    NOISE = "noise"
    CUT = "cut"


_RELATED = re.compile(
    r"^\W*(?:(?:[àâa]\s+)?(?:re)?(?:lire|voir|écouter|decouvrir|découvrir)\s*(?:aussi|"
    r"également|egalement|encore|plus loin|notre|nos|sur le (?:même\s+)?sujet)\b"
    r"|(?:[àâa]\s+)(?:re)?(?:lire|voir|écouter)\b(?!.*\.$)\W|(?:re)?lire\s*(?:[:>»]|\b(?:la suite|"
    r"l['’](?:article|interview|entretien|analyse|enquête))\b)"
    r"|(?:pour (?:en savoir plus|aller plus loin)|en savoir plus|plus d['’](?:infos?|"
    r"informations))\s*(?:[:>»]|$)"
    r"|(?:notre|nos)\s+(?:dossier|article|décryptage|reportage)s?\s*:|(?:read|see|watch|"
    r"listen)\s+(?:also|more|next|too)\b\s*(?:[:>»|-]|$)|related\s*(?:articles?|stories|story|"
    r"posts?|news|coverage|content)?\s*[:>]"
    r"|also read\b|more on this(?: story)?\b|more:\s|don['’]t miss\s*:|lesen sie (?:auch|hier|"
    r"mehr|dazu)\b|mehr (?:zum thema|dazu)|auch interessant|lea también|leggi anche|"
    r"lee también|te puede interesar|lees ook|leia (?:também|mais)"
    r"|(?:اقرأ|إقرأ|أقرأ|شاهد|طالع|اقرئي|تابع)\s*(?:أيض[ااً]*|ايض[ااً]*|المزيد)|(?:مواضيع|"
    r"أخبار|موضوعات|مقالات)\s+(?:ذات\s+صلة|متعلقة|مشابهة))",
    re.I,
)
_NOISE = re.compile(
    r"^\W*(?:publicité|pub|advertise?ment|annonce|sponsored(?: content)?|sponsorisé|"
    r"contenu sponsorisé|passer la publicité|skip ad(?:vertisement)?|anzeige|werbung|"
    r"publicidad|إعلان|story continues below.*|la suite (?:de l['’]article )?après (?:la|"
    r"cette) publicité|article continues.*)\W*$"
    r"|^\W*(?:partage[rz]|tweeter?|tweetez|imprimer|imprimez|envoyer|email|e-mail|facebook|"
    r"twitter|whatsapp|linkedin|pinterest|google ?\+|messenger|telegram|copier le lien|print|"
    r"share|shares|tweet|save|copy link|send|flipboard|partages?|enregistrer|sauvegarder|"
    r"réagir|commenter|favoris?|écouter(?: cet article| l['’]article)?|écouter|like|follow|"
    r"comments?|commentaires?|s['’]abonner|s['’]inscrire|je m['’]abonne|se connecter|"
    r"connexion|fermer|close|suivre|voir plus|lire plus|afficher plus|show more|load more|"
    r"read more|lire la suite|retour|zoom|agrandir|أرسل|شارك|مشاركة|طباعة|حفظ|تعليقات?|تعليق|"
    r"المزيد|teilen|drucken|merken|kommentare)(?:\W+(?:\d+|via|sur|on|par|with|l['’]article|"
    r"this|cet article|facebook|twitter|whatsapp|x|linkedin|email|e-mail|mail|imprimer|now|"
    r"story|article|page|url|lien|le|link|en|un|une?|amie?|à|to|a|friend|ce|contenu))*\W*\d*\W*$"
    r"|^\W*(?:partage[rz]\W{0,3}(?:$|:|sur|via|par|avec|ce|cet|cette|l['’]|la page|le lien|facebook|twitter)|"
    r"share (?:this|on|via|with)|tweete[rz])\b.{0,60}$"
    r"|^\W*(?:abonnez[- ]vous|inscrivez[- ]vous|désabonne|je m['’]inscris|recevez (?:la|notre|"
    r"nos|chaque|toute|tous|gratuit|votre|par)|retrouvez(?:[- ]nous)? (?:toute l['’]actu|nos|"
    r"notre|tous|sur|l['’]actualité)|suivez(?:[- ]nous| notre| nos|.{0,30}\b(?:facebook|"
    r"twitter|instagram|whatsapp|google news)| toute l['’]actualité)|rejoignez|téléchargez (?:l['’]|notre )|"
    r"newsletter\b|subscribe (?:to|now|for|here|today)|sign up (?:for|to|here)|get (?:the|"
    r"our) .{0,40}newsletter|follow (?:us|me|our|.{2,40} on (?:twitter|facebook|instagram|x))|"
    r"join (?:our|the) (?:newsletter|conversation|discussion|community)|download our|"
    r"click here to (?:subscribe|sign|read)|melden sie sich|abonnieren sie|تابعونا|تابعوا|"
    r"تابعنا|اشترك|للاشتراك|حمل(?:وا)? تطبيق|انضم(?:وا)?)"
    r"|^\W*(?:temps de lecture|lecture|durée de lecture|reading time|lesezeit|"
    r"مدة القراءة)\W*:?\W*(?:\d+\W*(?:min(?:utes?)?|mn)?\.?)?\W*$|^\W*\d+\W*(?:min(?:utes?)?|"
    r"mn)\W*(?:de lecture|read|lecture)?\W*$"
    r"|^\W*(?:tous droits réservés|all rights reserved|©|copyright\b|reproduction interdite|"
    r"جميع الحقوق محفوظة).{0,160}$"
    r"|^\W*(?:votre adresse (?:e-?mail|de messagerie) ne sera pas publiée|"
    r"your email address will not be published|you must be logged in|vous devez être connecté|"
    r"this article was (?:originally )?published (?:on|at|in)\b.{0,80}$|"
    r"cet article (?:vous a plu|est réservé|est paru dans|a été publié initialement))"
    r"|^\W*(?:mots?[- ]clés?|étiquettes?|tags?|thèmes?|sujets?|filed under|posted in|topics|"
    r"categories|catégories?|الكلمات (?:الدلالية|المفتاحية)|كلمات دلالية|schlagworte|"
    r"themen)\s*[:|]"
    r"|^\W*(?:vous avez (?:repéré|trouvé) une (?:erreur|faute)|une erreur dans l['’]article|"
    r"signaler une erreur|report (?:a |an )?(?:typo|error|mistake)|got a tip|"
    r"contact(?:ez)? (?:us|nous|la rédaction|the author)|écrire à l['’]auteur)",
    re.I,
)
_COOKIES = re.compile(r"cookies?.{0,60}(?:accepter|consent|politique|policy|refuser)", re.I)
_CUT = re.compile(
    r"^\W*(?:sur le même (?:sujet|thème)|dans la même (?:rubrique|catégorie)|du même auteur|"
    r"[àâa] (?:lire|voir|découvrir)(?: aussi| également| ensuite| sur le même sujet)?|"
    r"(?:re)?lire aussi|lire également|voir aussi|(?:nos |les )?articles? (?:liés?|connexes|"
    r"similaires|associés?|recommandés?|suggérés?|populaires|récents)|"
    r"(?:les )?articles (?:du même auteur|les plus lus|les plus populaires)|sujets? (?:liés?|"
    r"connexes|associés?)|(?:les |l['’]actu )?(?:plus lus|plus partagés|plus commentés|"
    r"plus populaires)|(?:vos|les|\d+) (?:réactions?|commentaires?)|commentaires?|réactions?|"
    r"réagir(?: à cet article)?|(?:laisser|ajouter|poster|écrire|publier) un commentaire|"
    r"laisser une réponse|donnez votre avis|la rédaction vous (?:conseille|recommande)|"
    r"nos lecteurs ont (?:aussi )?lu|(?:vous|ils) (?:aimerez|pourriez|devriez|ont) (?:aussi|"
    r"également|être).{0,40}|ça peut (?:aussi )?vous intéresser|à ne pas (?:manquer|rater)|"
    r"contenus? sponsorisés?|l['’]actualité en (?:continu|direct)|derni(?:er|"
    r"ère)s (?:articles|actualités|infos|news)|en ce moment|à la une|plus d['’](?:articles|"
    r"actualités|infos)(?: .{0,30})?|articles? suivants?|à propos de l['’]auteur|mots[- ]clés|"
    r"tags|source de l['’]article|(?:les )?autres (?:informations|titres|articles|actualités|"
    r"infos)|les plus consultés(?: .{0,30})?|liens (?:publicitaires|sponsorisés)|publicités|"
    r"sites partenaires|nos partenaires|voir (?:toutes|tous) les (?:réactions|commentaires)|"
    r"à la une (?:de|du|sur) .{2,40}|annonces"
    r"|related (?:articles?|stories|posts?|topics?|content|news|links|reading|coverage|"
    r"internet links)|more (?:from|on|stories|in|like this|news|by)\b.{0,40}|you (?:may|"
    r"might) (?:also|like|be interested).{0,40}|recommended(?: (?:for you|stories|articles|"
    r"reading))?|read (?:next|also|more)|most (?:read|popular|viewed|recent|shared)|"
    r"trending(?: now)?|popular (?:posts|articles|stories|now)|(?:leave|post|add|"
    r"write) a (?:comment|reply)|comments?(?: \(\d+\))?|\d+ (?:comments?|responses?|"
    r"thoughts? on .*|replies)|join the (?:conversation|discussion)|share this(?: (?:article|"
    r"story|post))?|about the authors?|latest (?:news|stories|posts|articles)|recent posts|"
    r"top stories|editors?['’]? picks?|what to read next|up next|keep reading|"
    r"further reading on .*|sponsored (?:content|links|stories)|around the web|"
    r"from our partners|see also|external links|references"
    r"|mehr zum thema|das könnte (?:sie|dich) auch interessieren|lesen sie auch|"
    r"weitere (?:artikel|themen|meldungen)|kommentare?(?: \(\d+\))?|meistgelesen|"
    r"zur startseite|artículos relacionados|te puede interesar|noticias relacionadas|"
    r"articoli correlati|leggi anche|potrebbe interessarti"
    r"|(?:مواضيع|أخبار|موضوعات|مقالات|مقالات) (?:ذات صلة|متعلقة|مشابهة|أخرى)|(?:اقرأ|إقرأ|"
    r"شاهد) (?:أيض[ااً]*|ايض[ااً]*)|(?:ال)?تعليقات?|أضف تعليق(?:ا|اً|ك)?|اترك (?:تعليق|"
    r"رد)[ااً]*|الأكثر (?:قراءة|مشاهدة|تداولا|قراءةً)|آخر الأخبار|أحدث (?:الأخبار|المقالات)|"
    r"قد يعجبك أيضا|شارك(?: .{0,20})?)\W*\d*\W*$",
    re.I,
)
_LAST = re.compile(
    r"^\W*(?:(?:les |vos |\d+ )?(?:commentaires?|réactions?|comments?|responses?|replies|kommentare?)\b|"
    r"(?:laisser|ajouter|poster|écrire|publier) une? (?:commentaire|réponse)|réagir\b|donnez votre avis|"
    r"(?:leave|post|add|write) a (?:comment|reply)|join the (?:conversation|discussion)|"
    r"(?:à propos de l['’]auteure?|about the authors?|references|external links)\W*$|"
    r"(?:ال)?تعليقات?|أضف تعليق|اترك (?:تعليق|رد))",
    re.I,
)
_LONG_NOISE = re.compile(
    r"\W*(?:il vous reste \d+(?:[.,]\d+)?\s?% de cet article|"
    r"vous avez des (?:renseignements|informations) à (?:nous )?(?:faire parvenir|transmettre|partager)|"
    r"vous souhaitez (?:réagir|partager|signaler)|"
    r"if you (?:see|find|notice) (?:anything|an error|a mistake|errors) (?:in|on) (?:the|this) (?:docu|page)|"
    r"cet article est (?:réservé|issu|extrait|tiré|paru)\b.{0,120}$|"
    r"(?:article|contenu) réservé (?:à|aux) (?:nos )?abonnés|"
    r"(?:connectez[- ]vous|identifiez[- ]vous|log ?in|sign in) (?:pour|ou|to|or) (?:vous |register |s)?"
    r"(?:poster|publier|laisser|ajouter|inscri\w+|comment\w*|post|leave|add)\b.{0,60}$|"
    r"(?:les commentaires|comments) (?:sont|are) (?:fermés|closed|modérés|moderated)|"
    r"(?:الآراء|التعليقات) (?:الواردة|المنشورة))",
    re.I | re.S,
)
"""How a longer text begins that is no part of the article."""
_NOISE_WITHIN = ("la suite est réservée aux abonnés", "مراجعة التعليقات قبل نشرها", "التعليقات لا تعبر عن")
_USES_COOKIES = re.compile(
    r"(?:nous utilisons|we use|this (?:web)?site uses|ce site utilise|"
    r"en poursuivant votre navigation).{0,80}(?:cookies|témoins)",
    re.I | re.S,
)
_WRITE_TO = re.compile(
    r"\b(?:reach|contact|email|e-mail|follow) (?:her|him|them|[A-Z][\w.'’-]+ [A-Z][\w.'’-]+) (?:at|on|via)\b"
    r".{0,60}@.{0,60}$",
    re.I | re.S,
)
_FOLLOW = re.compile(
    r"\b(?:follow|suivez|folgen sie) (?:\w+ ){1,3}(?:on|sur|auf) (?:twitter|x|instagram|facebook|bluesky)"
    r"\b.{0,40}$",
    re.I | re.S,
)
_DATE_WORDS = re.compile(
    r"(?:publiée?s?|published|posted|postée?|mise? à jour|updated|modifiée?|créée?|created|le|"
    r"on|à|at|par|by|du|de|depuis|il y a|ago|last|dernière|modification|actualisée?|heures?|h|"
    r"min(?:utes?)?|jours?|days?|hours?|am|pm|a\.m|p\.m|gmt|cet|cest|est|edt|utc|"
    r"bst|(?-i:[ECMP][SD]?T)|last|(?:article )?date|lundi|mardi|"
    r"mercredi|jeudi|vendredi|samedi|dimanche|(?:mon|tues?|wednes|wed|thurs?|thu|fri|satur|"
    r"sat|sun)(?:day)?|janv(?:ier)?|févr?(?:ier)?|fevr?(?:ier)?|mars|avr(?:il)?|mai|juin|"
    r"juil(?:let)?|août|aout|sept(?:embre)?|oct(?:obre)?|nov(?:embre)?|déc(?:embre)?|"
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|september|"
    r"october|november|dec(?:ember)?|stand|uhr|veröffentlicht|aktualisiert|am|um|الاثنين|"
    r"الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد|يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|"
    r"أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر|آخر|تحديث|نشر|في|ص|م)(?![^\W\d_])|[\d\W_]+",
    re.I,
)
_CREDIT_LINE = re.compile(
    r"^\W*(?:crédits?(?:\s+photos?)?|photos?|image|illustration|visuel|copyright|foto|picture|"
    r"photo credit|image credit)\s*(?::|©|\bby\b|\bpar\b).{2,90}$|^\W*(?:©|\(c\)).{2,90}$",
    re.I,
)
_CREDITED = re.compile(
    r"[(\[](?:credit|crédits?|photo|image|foto|source|courtesy|©|ph\.?)\b[^()]{2,80}[)\]]\W*$"
    r"|(?:©|/|—|–|-|,|\()\s*(?:AFP|AP|EPA|Reuters|Getty Images|Shutterstock|Unsplash|Pexels|"
    r"Pixabay|MAP|Xinhua|dpa|DR)\b[^.]{0,40}$",
    re.I,
)
_NAME = r"[A-ZÀ-Ý][\w.'’-]*"
_SIGNED = re.compile(
    r"^\W*(?i:par|by|von|propos recueillis par|recueillis? par|de notre (?:correspondante?|envoyée?))\s*:?\s+"
    rf"{_NAME}(?:[\s,&/]+(?:(?:et|and|avec|with|de|du|la|le|von|van|ben|el|al|und|à|pour|dans|pigiste)\s+)*"
    rf"(?:d['’])?{_NAME}){{0,8}}(?i:,? envoyée?s? spécia\w+(?: .{{2,30}})?)?\W*$"
    r"|^\W*(?:بقلم|كتبت?|إعداد|تحرير|حوار|حاور(?:ه|ته|ها|تها)|أعد(?:ه|ته))\s*[:/،–-]*\s*(?<![^\W\d_])"
    r"\S+(?:\s+\S+){0,3}$"
)
_POSTED = re.compile(
    r"^\W*(?i:publiée?|postée?|mise? en ligne|écrite?|rédigée?|posted|published|written)\b"
    rf".{{0,60}}?\b(?i:par|by)\s+({_NAME}(?:[\s,&]+(?:(?:et|and|de|du|van|von|ben|el|al)\s+)*{_NAME}){{0,6}})\W*$"
)
_CUSTOM = re.compile(
    r"^\W*(?:fehler gefunden|hat ihnen (?:der|dieser) artikel|mehr artikel aus|"
    r"article content|story continues|contenu de l['’]article|image|photo|video|vidéo|audio|"
    r"listen|infographie|source|sources|via|advertisement|loading|"
    r"chargement)\W*(?:jetzt melden\W*)?$",
    re.I,
)
_NOT_A_CUT = re.compile(
    r"^\W*(?:references?|external links|see also|tags|en ce moment|à la une|comments?)\W*$", re.I
)


@functools.lru_cache(maxsize=4096)  # asked for each block of a page, each time it is read
def furniture_of(text: str) -> Furniture | None:
    """What a block's text is, judged by its words; `None` for a text of the article."""
    if not text or len(text) > 700:
        return None
    if _LONG_NOISE.match(text) or _holds_noise(text):
        return Furniture.NOISE
    if len(text) > 320:
        return None
    if len(text) <= 90 and (_CUT.match(text) or opens_list(text) or is_list_title(text)):
        return Furniture.CUT
    if _RELATED.match(text) or is_related_label(text):
        return Furniture.RELATED
    if _is_noise(text) or _CREDIT_LINE.match(text) or is_dateline(text) or is_signature(text):
        return Furniture.NOISE
    if posted_by(text) or is_call(text) or is_page_call(text) or _is_row_of_actions(text):
        return Furniture.NOISE
    return Furniture.NOISE if len(text) < 60 and _CUSTOM.match(text) else None


def _holds_noise(text: str) -> bool:
    """Whether a text says somewhere what no article says; a rare word of it tells most others apart."""
    said = text.casefold()
    return (
        any(phrase in said for phrase in _NOISE_WITHIN)
        or (("cookies" in said or "témoins" in said) and _USES_COOKIES.search(text) is not None)
        or ("@" in said and _WRITE_TO.search(text) is not None)
        or (("follow" in said or "suivez" in said or "folgen" in said) and _FOLLOW.search(text) is not None)
    )


def _is_row_of_actions(text: str) -> bool:
    """“Imprimer | Envoyer à un ami”: every part of a short row is a button's word."""
    parts = re.split(r"\s*[|·•]\s*", text) if len(text) < 120 else []
    return len(parts) > 1 and all(not p or _is_noise(p) for p in parts)


def _is_noise(text: str) -> bool:
    return _NOISE.match(text) is not None or (
        "cookie" in text.casefold() and _COOKIES.search(text) is not None
    )


def is_dateline(text: str) -> bool:
    """Whether a short text is nothing but a date, a time and words such as “Publié le”."""
    return (
        len(text) < 120
        and (len(text) > 7 or "/" in text)
        and any(c.isdigit() for c in text)
        and _is_made_of_date_words(text)
    )


def _is_made_of_date_words(text: str) -> bool:
    place = 0
    while place < len(text):
        found = _DATE_WORDS.match(text, place)
        if found is None:
            return False
        place = found.end()
    return True


def is_credited(text: str) -> bool:
    """Whether a short line is a caption by its end: a credit in brackets, or an agency's name."""
    return 8 < len(text) < 260 and _CREDITED.search(text) is not None


def is_signature(text: str) -> bool:
    """Whether a short text is a byline: “Par” and a name."""
    return len(text) < 90 and _SIGNED.match(text) is not None


def posted_by(text: str) -> str:
    """The names in a short line such as “Publié le 3 mars 2010 par Claude Rivoire”; "" for any other."""
    found = _POSTED.match(text) if len(text) < 140 else None
    return found.group(1) if found else ""


def is_dated_name(text: str) -> bool:
    """Whether a short line is a name and a date: “Anna Bell Mis en ligne le 03/10/2012”."""
    if len(text) > 120 or not any(c.isdigit() for c in text):
        return False
    found = re.match(rf"^\W*{_NAME}(?:[\s-]+(?!(?:Mise?|Publiée?|Le) ){_NAME}){{1,3}}\W+", text)
    if found is None:
        return False
    rest = re.sub(r"^\W*(?:mise? en ligne|publiée?)\b", "", text[found.end() :], flags=re.I)
    return is_dateline(rest) or (len(rest) > 4 and _is_made_of_date_words(rest))


def ends_article(text: str) -> bool:
    """Whether a heading of these words says that the article is over."""
    if opens_list(text) or is_list_title(text):
        return True
    return len(text) <= 90 and _CUT.search(text) is not None and not _NOT_A_CUT.search(text)


def is_last_word(text: str) -> bool:
    """Whether a label opens what never stands within an article: comments, the author's portrait, sources."""
    return len(text) <= 90 and _LAST.search(text) is not None
