"""The names that newspapers give their sections, in the languages that are read.

A section is one or two words without a sentence around them, which is what translation models do worst
(“Politique” became “Policy”). The same names stand over most articles, so they are written down here.
"""

from __future__ import annotations

import functools
import re
import unicodedata

LANGUAGES = ("fr", "en", "ar")

_NAMES = """
À la une, Une | Top stories, Front page | الرئيسية
Activités royales | Royal activities | أنشطة ملكية, الأنشطة الملكية
Actualités, Actualité, Actus, Actu, Infos, Nouvelles | News, Latest news | أخبار, الأخبار
Afrique | Africa | أفريقيا, إفريقيا
Agriculture | Agriculture, Farming | الزراعة, الفلاحة, زراعة, فلاحة
Agroalimentaire, Alimentation | Food | الغذاء, غذاء
Amériques, Amérique | Americas, America | الأمريكتان, أمريكا
Analyse, Analyses, Décryptage, Décryptages | Analysis, Explained | تحليل, تحليلات
Animaux | Animals | الحيوانات, حيوانات
Architecture | Architecture | العمارة, عمارة
Art, Arts | Art, Arts | الفن, فن, فنون
Artisanat | Crafts | الصناعة التقليدية, الحرف
Arts et culture, Culture et arts | Arts and culture, Culture and arts | فن وثقافة, ثقافة وفن
Asie | Asia | آسيا
Assurance, Assurances | Insurance | التأمين, تأمين
Athlétisme | Athletics | ألعاب القوى
Auto, Automobile, Autos | Cars, Motoring, Auto | السيارات, سيارات
Aviation, Aérien | Aviation | الطيران, طيران
Banque, Banques | Banking, Banks | البنوك, بنوك
Basket, Basketball, Basket-ball | Basketball | كرة السلة
Beauté | Beauty | الجمال, جمال
Bien-être | Wellness, Well-being | العافية
Biodiversité | Biodiversity | التنوع البيولوجي
Blog, Blogs | Blog, Blogs | مدونة, مدونات
Bourse, Marchés, Marché | Markets, Stock market | الأسواق, أسواق, بورصة
Brèves, En bref | In brief, Briefs | باختصار, موجز
Chronique, Chroniques | Column, Columns | عمود, أعمدة
Cinéma | Cinema, Film, Films, Movies | السينما, سينما
Climat | Climate | المناخ, مناخ
Commerce | Trade, Retail | التجارة, تجارة
Communiqué, Communiqués | Press releases, Press release | بلاغات, بلاغ
Conflits, Guerre, Guerres | Conflicts, War | النزاعات, حروب
Consommation | Consumer affairs | الاستهلاك, استهلاك
Coupe du monde, Mondial | World Cup | كأس العالم, المونديال
Courrier des lecteurs | Letters | رسائل القراء
Cuisine, Recettes, Gastronomie | Cooking, Recipes | المطبخ, مطبخ, وصفات
Culture et société | Culture and society | ثقافة ومجتمع
Culture, Cultures | Culture | الثقافة, ثقافة
Cybersécurité | Cybersecurity | الأمن السيبراني
Cyclisme | Cycling | سباق الدراجات
Danse | Dance | الرقص
Débat, Débats | Debate, Debates | نقاش, نقاشات
Défense, Armée | Defence, Defense, Military | الدفاع, دفاع
Diaspora | Diaspora | الجالية
Diplomatie | Diplomacy | الدبلوماسية, دبلوماسية
Dossier, Dossiers | Special report, Special reports | ملف, ملفات
Droit | Law | القانون, قانون
Droits humains, Droits de l'homme | Human rights | حقوق الإنسان
Eau | Water | الماء, المياه
Économie et finance, Économie et finances | Economy and finance | اقتصاد ومال, مال واقتصاد
Économie, Éco | Economy, Economics | الاقتصاد, اقتصاد
Éditorial, Édito, Éditos | Editorial, Editorials, Leaders | افتتاحية
Éducation, Enseignement, École | Education | التعليم, تعليم
Élections | Elections, Election | الانتخابات, انتخابات
Emploi, Travail, Carrières | Jobs, Work, Careers | العمل, عمل, توظيف
En direct | Live | مباشر
Énergie | Energy | الطاقة, طاقة
Enquête, Enquêtes | Investigation, Investigations | تحقيق, تحقيقات
Enseignement supérieur, Universités, Université | Higher education, Universities | التعليم العالي, الجامعة
Entreprises, Entreprise | Companies, Business | الشركات, شركات
Entretien, Entretiens, Interview, Interviews | Interview, Interviews | حوار, حوارات
Environnement | Environment | البيئة, بيئة
Espace | Space | الفضاء, فضاء
Europe | Europe | أوروبا
Événements, Événement | Events | فعاليات
Expositions, Exposition | Exhibitions, Exhibition | معارض, معرض
Faits divers, Faits-divers | Crime | حوادث
Famille | Family | الأسرة, أسرة
Femmes | Women | المرأة, نساء
Festivals, Festival | Festivals, Festival | مهرجانات, المهرجانات
Finance, Finances | Finance | المال, مالية
Football, Foot | Football, Soccer | كرة القدم
Géopolitique | Geopolitics | الجغرافيا السياسية
Gouvernement | Government | الحكومة, حكومة
Grand format, Long format | Long read, Long reads, Features | مادة مطولة
High-tech, Technologie, Technologies, Tech, Technos | Technology, Tech | التكنولوجيا, تكنولوجيا, تقنية
Histoire | History | التاريخ, تاريخ
Idées | Ideas | أفكار
Immobilier, Logement | Property, Real estate, Housing | العقار, عقار, عقارات
Industrie | Industry | الصناعة, صناعة
Infrastructures, Infrastructure, BTP | Infrastructure | البنية التحتية, البنيات التحتية
Innovation, Innovations | Innovation | الابتكار, ابتكار
Intelligence artificielle, IA | Artificial intelligence, AI | الذكاء الاصطناعي
International, Internationale | International | دولي, دولية
Jardin, Jardinage | Gardening | البستنة
Jeunesse, Jeunes | Youth | الشباب, شباب
Jeux olympiques | Olympics, Olympic Games | الألعاب الأولمبية
Jeux vidéo | Video games, Gaming | ألعاب الفيديو
Justice | Justice, Courts | العدالة, عدالة, قضاء
Livres, Littérature | Books, Literature | الكتب, كتب
Loisirs | Leisure | الترفيه, ترفيه
Maghreb | Maghreb | المغرب الكبير, المغارب
Maroc | Morocco | المغرب
Marocains du monde, MRE | Moroccans abroad | مغاربة العالم
Médias, Média | Media | الإعلام, إعلام
Météo | Weather | الطقس, طقس
Migrations, Migration, Immigration | Migration, Immigration | الهجرة, هجرة
Mines | Mining | المناجم, مناجم
Mode | Fashion | الموضة, موضة
Monde | World, World news | العالم, عالم
Moyen-Orient, Proche-Orient | Middle East | الشرق الأوسط
Musique | Music | الموسيقى, موسيقى
Nation, National | National, Nation | وطني, وطنية
Nature | Nature | الطبيعة, طبيعة
Nécrologie, Nécrologies | Obituaries, Obituary | وفيات
Numérique, Digital | Digital | الرقمنة, رقمنة
Nutrition | Nutrition | التغذية, تغذية
Opinion, Opinions, Tribune, Tribunes, Points de vue | Opinion, Opinions, Comment | رأي, آراء
Parlement | Parliament | البرلمان, برلمان
Patrimoine | Heritage | التراث, تراث
Pêche | Fisheries, Fishing | الصيد البحري
People, Célébrités | Celebrities, People | مشاهير
Photo, Photos, Photographie | Photos, Photography | صور
Planète | Planet | الكوكب
Podcast, Podcasts | Podcast, Podcasts | بودكاست
Police | Police | الشرطة
Politique | Politics | السياسة, سياسة
Politique et société | Politics and society | سياسة ومجتمع
Portrait, Portraits | Profile, Profiles | بورتريه
Psychologie, Psycho | Psychology | علم النفس
Recherche | Research | البحث العلمي
Régions, Région, Régional | Regions, Regional | جهات, الجهات
Religion, Religions | Religion | الدين, دين
Reportage, Reportages | Report, Reportage | روبورتاج
Réseaux sociaux | Social media | مواقع التواصل الاجتماعي
Revue de presse | Press review | جولة الصحافة
Rugby | Rugby | الرغبي
Santé | Health | الصحة, صحة
Sciences, Science | Science | العلوم, علوم
Sécurité | Security | الأمن, أمن
Société | Society | المجتمع, مجتمع
Sport, Sports | Sport, Sports | الرياضة, رياضة
Start-up, Start-ups, Startups | Start-ups, Startups | الشركات الناشئة
Style, Lifestyle, Art de vivre | Lifestyle, Style, Life and style | نمط الحياة
Télécoms, Télécommunications | Telecoms | الاتصالات, اتصالات
Télévision, Télé | Television, TV | التلفزيون, تلفزيون
Tennis | Tennis | كرة المضرب, التنس
Terrorisme | Terrorism | الإرهاب, إرهاب
Théâtre | Theatre, Theater | المسرح, مسرح
Tourisme | Tourism | السياحة, سياحة
Transport, Transports | Transport | النقل, نقل
Vérification, Vérification des faits | Fact check | التحقق من الأخبار
Vidéo, Vidéos | Video, Videos | فيديو
Ville, Villes, Urbanisme | Cities, City | المدن, مدن
Voyage, Voyages | Travel | السفر, سفر
"""
"""A section a line: its names in `LANGUAGES`, the one that is shown first."""

_AND = frozenset(("et", "and", "&"))


def section_in(section: str, source: str, target: str) -> str:
    """The name of a section in a language.

    Args:
        section: as its page has it.
        source: language of the page, "" where it is not known.
        target: language that is wanted, a code of two letters or with a region (`fr_FR`).

    Returns:
        The name that newspapers in that language use; `section` itself where none is known, or where it is
        in that language already. Capitals stay capitals.
    """
    wanted = target[:2]
    if not section or wanted not in LANGUAGES or source[:2] == wanted:
        return section
    names = _rows().get(_folded(section))
    if names is None or _folded(section) in names[wanted][1]:
        return section
    name = names[wanted][0]
    return name.upper() if section.isupper() else name


@functools.cache
def _rows() -> dict[str, dict[str, tuple[str, frozenset[str]]]]:
    """Each name in its folded form, with what the section is called in each language."""
    found: dict[str, dict[str, tuple[str, frozenset[str]]]] = {}
    for line in _NAMES.strip().splitlines():
        columns = [[name.strip() for name in column.split(",")] for column in line.split("|")]
        row = {
            code: (names[0], frozenset(map(_folded, names)))
            for code, names in zip(LANGUAGES, columns, strict=True)
        }
        for _, folded in row.values():
            for name in folded:
                found.setdefault(name, row)
    return found


@functools.lru_cache(maxsize=512)
def _folded(name: str) -> str:
    """A name without case, accents, marks and the word for “and”."""
    letters = name.casefold()
    if not letters.isascii():
        plain = unicodedata.normalize("NFKD", letters)
        letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(word for word in re.findall(r"[\w&]+", letters) if word not in _AND)
