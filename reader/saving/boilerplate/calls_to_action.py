"""Lines by which a page speaks for itself: press here, subscribe, comment, see what else there is."""

from __future__ import annotations

import re

_CALL = re.compile(
    r"^\W*(?:envie de (?:lire|découvrir) .{0,40}|déjà (?:abonnée?|inscrite?|membre)\W.{0,60}|"
    r"ajoute[rz] .{2,40} (?:favoris|source préférée|sélections?)\b.{0,40}|"
    r"ajouter (?:aux|à (?:mes|vos)) (?:favoris|sélections?)|téléchargez (?:gratuitement |l['’]|notre |la )"
    r".{0,60}|écouter (?:cet |l['’])?article.{0,15}|photos? d['’]illustration|"
    r"la suite (?:de (?:l['’]article|votre (?:contenu|article)) )?après (?:la|cette) (?:publicité|annonce)|"
    r"article (?:précédent|suivant)\W.{0,150}|article (?:précédent|suivant)|"
    r"soyez (?:le|la) premi(?:er|ère) à (?:commenter|réagir|donner|laisser|poster|écrire|partager).{0,30}|"
    r"(?:les )?champs obligatoires.{0,60}|j['’]aime(?: ça)?\s*:?(?:\s*chargement)?|similaire|"
    r"signaler (?:une?|cet?|cette) (?:contenu|erreur|abus|commentaire|problème|faute)\b.{0,30}|"
    r"proposer une correction|une erreur s['’]est glissée.{0,40}|"
    r"soutenez[- ]nous|soutenir (?:le|la|notre) (?:journal|média|rédaction)|"
    r"(?:je )?(?:faire|faites|fais) un don.{0,30}|"
    r"(?:voir|afficher|lire|accéder aux)(?: tous)?(?: les)?(?: \d+)? commentaires|"
    r"(?:contenu |article )?réservé aux abonnés|cet article (?:vous )?est offert.{0,40}|"
    r"offrir (?:cet |l['’])article|cliquez ici\b.{0,60}|lien copié.{0,20}|"
    r"droits de reproduction.{0,60}|tous droits .{0,40}réservés|"
    r"toute reproduction\b.{0,40} interdite\b.{0,40}|toute reproduction interdite|"
    r"retour (?:à l['’]accueil|en haut.{0,20})|haut de page)\W*$"
    r"|^\W*(?:[إا]?ضغط هنا.{0,40}|حمل(?:وا)? (?:ال)?تطبيق.{0,40}|نسخ الرابط|رابط مختصر|حجم الخط|"
    r"(?:ال)?(?:وسوم|كلمات (?:ال)?(?:دلالية|مفتاحية)|تسميات)(?:\s*:.{0,100})?|"
    r"لن يتم نشر (?:عنوان )?بريدك.{0,60}|"
    r"الحقول (?:الإلزامية|المطلوبة).{0,40}|كن أول من (?:يعلق|يعلّق|يترك|يكتب).{0,30}|"
    r"(?:المقال|الخبر|الموضوع|التدوينة) (?:السابق|التالي)ة?|إعلانات?|المصدر\s*:.{2,50}|"
    r"صورة\s*:.{2,60}|رسالة (?:أحدث|أقدم))\W*$"
    r"|^\W*(?:get the latest .{0,60}(?:inbox|newsletters?)|(?:continue|keep) reading below|"
    r"(?:view|show|see)(?: all)?(?: \d+)? comments|be the first to comment.{0,20}|skip to .{3,30}|"
    r"back to top|listen to this (?:article|story).{0,20}|"
    r"already (?:an? )?(?:subscriber|member|registered)\W.{0,30}|"
    r"(?:previous|next) (?:article|post|story)|enable notifications|"
    r"(?:have|got) a (?:news )?tip\W.{0,60})\W*$",
    re.I,
)
_OPENS_LIST = re.compile(
    r"^\W*(?:notre sélection d['’]articles|(?:vidéo|article)s? associé(?:e|es|s)?|tous (?:nos|"
    r"les) articles .{2,40}|"
    r"à (?:relire|écouter|consulter)(?: aussi| également)?|dans le même dossier|réagissez à cet article|"
    r"commentez cet article|laissez (?:votre|un) commentaire|(?:nos|les) derni(?:ers|ères) "
    r"(?:articles|actualités|infos|vidéos)|le top \d+|"
    r"(?:ceci|cela|ça) (?:pourrait|peut) (?:aussi |également )?vous (?:intéresser|plaire)|"
    r"recommandés? pour vous|ailleurs sur le web|thèmes? associés?|thématiques?"
    r"|(?:قد|ربما) (?:يهمك|يعجبك)(?: أيض[ااً]*| ايض[ااً]*)?|للمزيد(?: من .{2,30})?|المزيد من (?:الأخبار|"
    r"المقالات)|"
    r"حول هذه القصة|عن الكاتبة?|اخترنا ل(?:ك|كم)|(?:فيديو|فيديوهات|صور|تدوينات) ذات صلة|التعليقات مغلقة"
    r"|editor['’]?s['’]? picks?)\W*$",
    re.I,
)
_LONGEST = 180
"""Characters; a longer line is no call."""


def is_call(text: str) -> bool:
    """Whether a short line calls to press, subscribe, comment or share, or says whose the rights are."""
    return len(text) <= _LONGEST and _CALL.match(text) is not None


def opens_list(text: str) -> bool:
    """Whether a short line is the title of a list of other articles or of the comments."""
    return len(text) <= 90 and _OPENS_LIST.match(text) is not None
