"""What is around an article and not of it: known by class names and by the words it starts with.

The words are those of francophone, Arabic, English and German news pages; none is of a single site.
"""

from __future__ import annotations

import re
from enum import Enum

from reader.saving.elements import Element, names_of


class Furniture(Enum):
    """What a short text is when it is not part of the article."""

    RELATED = "related"
    NOISE = "noise"
    CUT = "cut"


_SURE = frozenset(
    """share sharing shares sharebar sharedaddy addtoany addthis sociable partage partager social socials
    sociaux socialmedia newsletter newsletters nl subscribe subscription abonnement abonnements abo
    comments commentaires comment commentaire disqus respond reactions reaction breadcrumb breadcrumbs
    ariane cookie cookies consent rgpd gdpr advert adverts advertisement advertising ads adslot pub pubs
    publicite sponsor sponsored sponsors outbrain taboola ligatus recirc recirculation related similar
    recommended recommendation recommendations reco recos popular trending mostread sidebar
    pagination pager toolbar paywall signup login register donate donation jeparticipe poll sondage
    nav navbar navigation menu footer masthead skip rating ratings feedback print jp relatedposts yarpp
    readmore morefrom teasers teaser onward promo promos promobox crosslinks crosslink apester qualifio
    breaking ticker widget widgets tagcloud""".split()
)
_PAIRS = re.compile(
    r"\b(?:(?:read|lire|a lire|voir|see) (?:also|aussi|more|next|plus)|(?:lire|a lire|voir) aussi|meme sujet|"
    r"most (?:read|popular|viewed|recent)|plus lus?|plus (?:populaires?|commentes?)|author (?:box|bio|card|info)|"
    r"about (?:the )?author|post (?:meta|tags|tag|nav|navigation)|entry (?:meta|tags|footer|utility)|article (?:meta|"
    r"tags|tools|footer|actions|keywords)|tags? (?:list|links|cloud|container)|list tags|"
    r"(?:font|text) (?:resizer|size)|ad (?:slot|container|wrapper|unit|block|banner|box|zone)|in (?:article|content|read) "
    r"(?:ad|pub|promo)|call to action|cta|table of contents|toc|sub nav|top bar|scroll top|back to top|editors? picks?|"
    r"also (?:like|read)|next (?:post|article)|prev(?:ious)? (?:post|article)|articles? (?:lies?|similaires?|associes?)|"
    r"reading time|temps lecture|hs cta|visually hidden|screen reader(?: text)?|sr only|no print|noprint)\b"
)
_STRONG = frozenset(
    """share sharing sharebar sharedaddy addtoany addthis newsletter newsletters comments commentaires disqus
    comment commentaire reactions respond outbrain taboola ligatus relatedposts yarpp advertisement adslot publicite breadcrumb breadcrumbs
    cookie consent recirc mostread paywall""".split()
)
_STANDFIRST = re.compile(
    r"\b(?:standfirst|chapo|chapeau|chapô|stand first|dek|article dek|subtitle|sub title|soustitre|sous titre|subhead(?:line)?|"
    r"intro|introduction|accroche|excerpt|summary|teaser text|article lead|lead text|lede|lead paragraph|"
    r"article intro|article summary|article description|entry summary|post excerpt|kicker text|deck|teaser|lead|"
    r"description|hat|articlehat|article hat|sapo|vorspann|sommaire|abstract|epigraph|entradilla|bajada|sottotitolo|"
    r"occhiello|oppsummering|unterzeile|anreisser|subtitulo|field intro|text intro)\b"
)
_BYLINE = re.compile(
    r"\b(?:byline|bylines|author|authors|auteur|auteurs|signature|autor|autoren|autore|writer|writers|write by|writeby|"
    r"written by|journaliste|journalist|redacteur|contributor|reporter|ecrit par|post by|postedby|posted by)\b"
)

_RELATED = re.compile(
    r"^\W*(?:(?:[àâa]\s+)?(?:re)?(?:lire|voir|écouter|decouvrir|découvrir)\s*(?:aussi|également|egalement|encore|plus loin|notre|nos|sur le (?:même\s+)?sujet)\b"
    r"|(?:[àâa]\s+)(?:re)?(?:lire|voir|écouter)\b\W|(?:re)?lire\s*(?:[:>»]|\b(?:la suite|l['’](?:article|interview|entretien|analyse|enquête))\b)"
    r"|(?:pour (?:en savoir plus|aller plus loin)|en savoir plus|plus d['’](?:infos?|informations))\s*(?:[:>»]|$)"
    r"|(?:notre|nos)\s+(?:dossier|article|décryptage|reportage)s?\s*:|(?:read|see|watch|listen)\s+(?:also|more|next|too)\b\s*(?:[:>»|-]|$)|related\s*(?:articles?|stories|story|posts?|news|coverage|content)?\s*[:>]"
    r"|also read\b|more on this(?: story)?\b|more:\s|don['’]t miss\s*:|lesen sie (?:auch|hier|mehr|dazu)\b|mehr (?:zum thema|dazu)|auch interessant|lea también|leggi anche|lee también|te puede interesar|lees ook|leia (?:também|mais)"
    r"|(?:اقرأ|إقرأ|أقرأ|شاهد|طالع|اقرئي|تابع)\s*(?:أيض[ااً]*|ايض[ااً]*|المزيد)|(?:مواضيع|أخبار|موضوعات|مقالات)\s+(?:ذات\s+صلة|متعلقة|مشابهة))",
    re.I,
)
_NOISE = re.compile(
    r"^\W*(?:publicité|pub|advertise?ment|annonce|sponsored(?: content)?|sponsorisé|contenu sponsorisé|passer la publicité|skip ad(?:vertisement)?|anzeige|werbung|publicidad|إعلان|story continues below.*|la suite (?:de l['’]article )?après (?:la|cette) publicité|article continues.*)\W*$"
    r"|^\W*(?:partage[rz]|tweeter?|tweetez|imprimer|imprimez|envoyer|email|e-mail|facebook|twitter|whatsapp|linkedin|pinterest|google ?\+|messenger|telegram|copier le lien|print|share|shares|tweet|save|copy link|send|flipboard|partages?|enregistrer|sauvegarder|réagir|commenter|favoris?|écouter(?: cet article| l['’]article)?|écouter|like|follow|comments?|commentaires?|s['’]abonner|s['’]inscrire|je m['’]abonne|se connecter|connexion|fermer|close|suivre|voir plus|lire plus|afficher plus|show more|load more|read more|lire la suite|retour|zoom|agrandir|أرسل|شارك|مشاركة|طباعة|حفظ|تعليقات?|تعليق|المزيد|teilen|drucken|merken|kommentare)(?:\W+(?:\d+|via|sur|on|par|with|l['’]article|this|cet article|facebook|twitter|whatsapp|x|linkedin|email|e-mail|mail|imprimer|now|story|article|page|url|lien|le|link|en|un|ami|ce|contenu))*\W*\d*\W*$"
    r"|^\W*(?:partage[rz]|share (?:this|on|via|with)|tweete[rz])\b.{0,60}$"
    r"|^\W*(?:abonnez[- ]vous|inscrivez[- ]vous|désabonne|je m['’]inscris|recevez (?:la|notre|nos|chaque|toute|tous|gratuit|votre|par)|retrouvez(?:[- ]nous)? (?:toute l['’]actu|nos|notre|tous|sur|l['’]actualité)|suivez(?:[- ]nous| notre| nos|.{0,30}\b(?:facebook|twitter|instagram|whatsapp|google news))|rejoignez|téléchargez (?:l['’]|notre )|newsletter\b|subscribe (?:to|now|for|here|today)|sign up (?:for|to|here)|get (?:the|our) .{0,40}newsletter|follow (?:us|me|our|.{2,40} on (?:twitter|facebook|instagram|x))|join (?:our|the) (?:newsletter|conversation|discussion|community)|download our|click here to (?:subscribe|sign|read)|melden sie sich|abonnieren sie|تابعونا|تابعوا|تابعنا|اشترك|للاشتراك|حمل(?:وا)? تطبيق|انضم(?:وا)?)"
    r"|cookies?.{0,60}(?:accepter|consent|politique|policy|refuser)"
    r"|^\W*(?:temps de lecture|lecture|durée de lecture|reading time|lesezeit|مدة القراءة)\W*:?\W*(?:\d+\W*(?:min(?:utes?)?|mn)?\.?)?\W*$|^\W*\d+\W*(?:min(?:utes?)?|mn)\W*(?:de lecture|read|lecture)?\W*$"
    r"|^\W*(?:tous droits réservés|all rights reserved|©|copyright\b|reproduction interdite|جميع الحقوق محفوظة)"
    r"|^\W*(?:votre adresse (?:e-?mail|de messagerie) ne sera pas publiée|your email address will not be published|you must be logged in|vous devez être connecté|this article was (?:originally )?published (?:on|at|in)\b.{0,80}$|cet article (?:vous a plu|est réservé|est paru dans|a été publié initialement))"
    r"|^\W*(?:mots?[- ]clés?|étiquettes?|tags?|thèmes?|sujets?|filed under|posted in|topics|categories|catégories?|الكلمات (?:الدلالية|المفتاحية)|كلمات دلالية|schlagworte|themen)\s*[:|]"
    r"|^\W*(?:vous avez (?:repéré|trouvé) une (?:erreur|faute)|une erreur dans l['’]article|signaler une erreur|report (?:a |an )?(?:typo|error|mistake)|got a tip|contact(?:ez)? (?:us|nous|la rédaction|the author)|écrire à l['’]auteur)",
    re.I,
)
_CUT = re.compile(
    r"^\W*(?:sur le même (?:sujet|thème)|dans la même (?:rubrique|catégorie)|du même auteur|à (?:lire|voir|découvrir)(?: aussi| également| ensuite| sur le même sujet)?|(?:re)?lire aussi|lire également|voir aussi|(?:nos |les )?articles? (?:liés?|connexes|similaires|associés?|recommandés?|suggérés?|populaires|récents)|(?:les )?articles (?:du même auteur|les plus lus|les plus populaires)|sujets? (?:liés?|connexes|associés?)|(?:les |l['’]actu )?(?:plus lus|plus partagés|plus commentés|plus populaires)|(?:vos|les|\d+) (?:réactions?|commentaires?)|commentaires?|réactions?|réagir(?: à cet article)?|(?:laisser|ajouter|poster|écrire|publier) un commentaire|laisser une réponse|donnez votre avis|la rédaction vous (?:conseille|recommande)|nos lecteurs ont (?:aussi )?lu|(?:vous|ils) (?:aimerez|pourriez|devriez|ont) (?:aussi|également|être).{0,40}|ça peut (?:aussi )?vous intéresser|à ne pas (?:manquer|rater)|contenus? sponsorisés?|l['’]actualité en (?:continu|direct)|derni(?:er|ère)s (?:articles|actualités|infos|news)|en ce moment|à la une|plus d['’](?:articles|actualités|infos)(?: .{0,30})?|articles? suivants?|à propos de l['’]auteur|mots[- ]clés|tags|source de l['’]article|(?:les )?autres (?:informations|titres|articles|actualités|infos)|les plus consultés(?: .{0,30})?|liens (?:publicitaires|sponsorisés)|publicités|sites partenaires|nos partenaires|voir (?:toutes|tous) les (?:réactions|commentaires)|à la une (?:de|du|sur) .{2,40}|annonces"
    r"|related (?:articles?|stories|posts?|topics?|content|news|links|reading|coverage|internet links)|more (?:from|on|stories|in|like this|news|by)\b.{0,40}|you (?:may|might) (?:also|like|be interested).{0,40}|recommended(?: (?:for you|stories|articles|reading))?|read (?:next|also|more)|most (?:read|popular|viewed|recent|shared)|trending(?: now)?|popular (?:posts|articles|stories|now)|(?:leave|post|add|write) a (?:comment|reply)|comments?(?: \(\d+\))?|\d+ (?:comments?|responses?|thoughts? on .*|replies)|join the (?:conversation|discussion)|share this(?: (?:article|story|post))?|about the authors?|latest (?:news|stories|posts|articles)|recent posts|top stories|editors?['’]? picks?|what to read next|up next|keep reading|further reading on .*|sponsored (?:content|links|stories)|around the web|from our partners|see also|external links|references"
    r"|mehr zum thema|das könnte (?:sie|dich) auch interessieren|lesen sie auch|weitere (?:artikel|themen|meldungen)|kommentare?(?: \(\d+\))?|meistgelesen|zur startseite|artículos relacionados|te puede interesar|noticias relacionadas|articoli correlati|leggi anche|potrebbe interessarti"
    r"|(?:مواضيع|أخبار|موضوعات|مقالات|مقالات) (?:ذات صلة|متعلقة|مشابهة|أخرى)|(?:اقرأ|إقرأ|شاهد) (?:أيض[ااً]*|ايض[ااً]*)|(?:ال)?تعليقات?|أضف تعليق(?:ا|اً|ك)?|اترك (?:تعليق|رد)[ااً]*|الأكثر (?:قراءة|مشاهدة|تداولا|قراءةً)|آخر الأخبار|أحدث (?:الأخبار|المقالات)|قد يعجبك أيضا|شارك(?: .{0,20})?)\W*\d*\W*$",
    re.I,
)
_LONG_NOISE = re.compile(
    r"(?:nous utilisons|we use|this (?:web)?site uses|ce site utilise|en poursuivant votre navigation).{0,80}(?:cookies|témoins)"
    r"|^\W*il vous reste \d+(?:[.,]\d+)?\s?% de cet article|la suite est réservée aux abonnés|^\W*vous avez des (?:renseignements|informations) à (?:nous )?(?:faire parvenir|transmettre|partager)"
    r"|^\W*vous souhaitez (?:réagir|partager|signaler)|^\W*cet article est (?:réservé|issu|extrait|tiré|paru)\b.{0,120}$|^\W*(?:article|contenu) réservé (?:à|aux) (?:nos )?abonnés"
    r"|^\W*(?:les commentaires|comments) (?:sont|are) (?:fermés|closed|modérés|moderated)|^\W*الآراء (?:الواردة|المنشورة)",
    re.I | re.S,
)
_DATE_WORDS = re.compile(
    r"(?:publiée?s?|published|posted|postée?|mise? à jour|updated|modifiée?|créée?|created|le|on|à|at|par|by|du|de|depuis|il y a|ago|last|dernière|modification|actualisée?|heures?|h|min(?:utes?)?|jours?|days?|hours?|am|pm|a\.m|p\.m|gmt|cet|cest|est|edt|utc|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|(?:mon|tues?|wednes|wed|thurs?|thu|fri|satur|sat|sun)(?:day)?|janv(?:ier)?|févr?(?:ier)?|fevr?(?:ier)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|août|aout|sept(?:embre)?|oct(?:obre)?|nov(?:embre)?|déc(?:embre)?|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|september|october|november|dec(?:ember)?|stand|uhr|veröffentlicht|aktualisiert|am|um|الاثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد|يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر|آخر|تحديث|نشر|في|ص|م)\b|[\d\W_]+",
    re.I,
)
_CREDIT_LINE = re.compile(r"^\W*(?:crédits?(?:\s+photos?)?|photos?|image|illustration|visuel|copyright|foto|picture|photo credit|image credit)\s*(?::|©|\bby\b|\bpar\b).{2,90}$|^\W*(?:©|\(c\)).{2,90}$", re.I)
_SIGNED = re.compile(r"^\W*(?:par|by|von|propos recueillis par|recueillis? par|de notre (?:correspondante?|envoyée?)|بقلم|كتبت?|إعداد|تحرير|حوار)\s*:?\s+(?:[A-ZÀ-Ý\u0600-\u06ff][\w.'’-]*[\s,&/]*(?:(?:et|and|avec|with|de|du|la|le|von|van|ben|el|al|d['’]|und|à|pour|dans|pigiste|envoyée?s? spéciale?(?:ux)?)\s+)*){1,9}\W*$")
_CUSTOM = re.compile(r"^\W*(?:fehler gefunden|hat ihnen (?:der|dieser) artikel|mehr artikel aus|article content|story continues|contenu de l['’]article|image|photo|video|vidéo|audio|listen|infographie|source|sources|via|advertisement|loading|chargement)\W*(?:jetzt melden\W*)?$", re.I)
_NOT_A_CUT = re.compile(r"^\W*(?:references?|external links|see also|tags|en ce moment|à la une|comments?)\W*$", re.I)


def furniture_of(text: str) -> Furniture | None:
    """What a block's text is, judged by its words; `None` for a text of the article."""
    if not text or len(text) > 700:
        return None
    if _LONG_NOISE.search(text):
        return Furniture.NOISE
    if len(text) > 320:
        return None
    if len(text) <= 90 and _CUT.search(text):
        return Furniture.CUT
    if _RELATED.search(text):
        return Furniture.RELATED
    if _NOISE.search(text) or _CREDIT_LINE.search(text) or is_dateline(text) or is_signature(text):
        return Furniture.NOISE
    return Furniture.NOISE if len(text) < 60 and _CUSTOM.search(text) else None


def is_dateline(text: str) -> bool:
    """Whether a short text is nothing but a date, a time and words such as “Publié le”."""
    return len(text) < 120 and any(c.isdigit() for c in text) and not _DATE_WORDS.sub("", text) and (
        len(text) > 7 or "/" in text
    )


def is_signature(text: str) -> bool:
    """Whether a short text is a byline: “Par” and a name."""
    return len(text) < 90 and _SIGNED.search(text) is not None


def ends_article(text: str) -> bool:
    """Whether a heading of these words says that the article is over."""
    return len(text) <= 90 and _CUT.search(text) is not None and not _NOT_A_CUT.search(text)


def class_verdict(element: Element) -> int:
    """2 when class or id name furniture beyond doubt, 1 when probably, 0 when not."""
    names = names_of(element)
    if not names:
        return 0
    found = set(names)
    if found & _STRONG:
        return 2
    return 1 if found & _SURE or _PAIRS.search(" ".join(names)) else 0


def is_standfirst(element: Element) -> bool:
    """Whether class, id or itemprop call an element the standfirst."""
    return _STANDFIRST.search(" ".join(names_of(element))) is not None or "description" in (
        element.get("itemprop") or ""
    )


def is_byline(element: Element) -> bool:
    """Whether class, id, rel or itemprop call an element the author's name."""
    if "author" in f"{element.get('rel') or ''} {element.get('itemprop') or ''}".split():
        return True
    return _BYLINE.search(" ".join(names_of(element))) is not None
