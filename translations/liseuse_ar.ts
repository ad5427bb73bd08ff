<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ar" sourcelanguage="en">
<context>
    <name>AddLinkDialog</name>
    <message>
        <source>Add link</source>
        <translation>إضافة رابط</translation>
    </message>
    <message>
        <source>The article and its pictures are saved on this computer.</source>
        <translation>يُحفظ المقال وصوره على هذا الحاسوب.</translation>
    </message>
</context>
<context>
    <name>ArticleList</name>
    <message>
        <source>Search</source>
        <translation>البحث</translation>
    </message>
    <message>
        <source>Add link</source>
        <translation>إضافة رابط</translation>
    </message>
    <message>
        <source>Empty Trash…</source>
        <translation>إفراغ المهملات…</translation>
    </message>
    <message>
        <source>Clear search</source>
        <translation>مسح البحث</translation>
    </message>
    <message>
        <source>Sort</source>
        <translation>الترتيب</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>الأقسام</translation>
    </message>
</context>
<context>
    <name>ArticleScreen</name>
    <message numerus="yes">
        <source>Reading time %n min</source>
        <translation>
            <numerusform>مدة القراءة: أقل من دقيقة</numerusform>
            <numerusform>مدة القراءة: دقيقة واحدة</numerusform>
            <numerusform>مدة القراءة: دقيقتان</numerusform>
            <numerusform>مدة القراءة: %n دقائق</numerusform>
            <numerusform>مدة القراءة: %n دقيقة</numerusform>
            <numerusform>مدة القراءة: %n دقيقة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min left</source>
        <translation>
            <numerusform>بقيت أقل من دقيقة</numerusform>
            <numerusform>بقيت دقيقة واحدة</numerusform>
            <numerusform>بقيت دقيقتان</numerusform>
            <numerusform>بقيت %n دقائق</numerusform>
            <numerusform>بقيت %n دقيقة</numerusform>
            <numerusform>بقيت %n دقيقة</numerusform>
        </translation>
    </message>
    <message>
        <source>finished</source>
        <translation>اكتملت القراءة</translation>
    </message>
</context>
<context>
    <name>CardShapes</name>
    <message>
        <source>Loading</source>
        <translation>جارٍ التحميل</translation>
    </message>
</context>
<context>
    <name>CardWords</name>
    <message numerus="yes">
        <source>%n min left</source>
        <translation>
            <numerusform>بقيت أقل من دقيقة</numerusform>
            <numerusform>بقيت دقيقة واحدة</numerusform>
            <numerusform>بقيت دقيقتان</numerusform>
            <numerusform>بقيت %n دقائق</numerusform>
            <numerusform>بقيت %n دقيقة</numerusform>
            <numerusform>بقيت %n دقيقة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <translation>
            <numerusform>أقل من دقيقة</numerusform>
            <numerusform>دقيقة واحدة</numerusform>
            <numerusform>دقيقتان</numerusform>
            <numerusform>%n دقائق</numerusform>
            <numerusform>%n دقيقة</numerusform>
            <numerusform>%n دقيقة</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DropOverlay</name>
    <message>
        <source>Only web links can be saved</source>
        <translation>لا يمكن حفظ غير روابط الويب</translation>
    </message>
    <message>
        <source>Drop to save for offline reading</source>
        <translation>الإفلات هنا للحفظ والقراءة دون اتصال</translation>
    </message>
    <message>
        <source>Drag a link, text that holds one, or a link file.</source>
        <translation>يمكن سحب رابط، أو نص يحتوي على رابط، أو ملف رابط.</translation>
    </message>
    <message>
        <source>1 link · {site} — the article, its pictures and nothing else</source>
        <translation>رابط واحد · {site} — المقال وصوره ولا شيء غيرهما</translation>
    </message>
    <message numerus="yes">
        <source>%n link(s)</source>
        <translation>
            <numerusform>لا روابط</numerusform>
            <numerusform>رابط واحد</numerusform>
            <numerusform>رابطان</numerusform>
            <numerusform>%n روابط</numerusform>
            <numerusform>%n رابطًا</numerusform>
            <numerusform>%n رابط</numerusform>
        </translation>
    </message>
    <message>
        <source>The link in this file</source>
        <translation>الرابط الموجود في هذا الملف</translation>
    </message>
    <message>
        <source>Hold Shift to save and open · Esc to cancel</source>
        <translation>مع ⁨Shift⁩ للحفظ والفتح · ⁨Esc⁩ للإلغاء</translation>
    </message>
</context>
<context>
    <name>EmptyView</name>
    <message>
        <source>Retry</source>
        <translation>إعادة المحاولة</translation>
    </message>
    <message>
        <source>See all articles</source>
        <translation>عرض كل المقالات</translation>
    </message>
    <message>
        <source>All read</source>
        <translation>قُرئ كل شيء</translation>
    </message>
    <message>
        <source>New articles you save appear here.</source>
        <translation>ستظهر هنا المقالات الجديدة.</translation>
    </message>
    <message>
        <source>No favourites yet</source>
        <translation>لا مفضلات بعد</translation>
    </message>
    <message>
        <source>Press S on an article.</source>
        <translation>مفتاح ⁨S⁩ يضيف المقال هنا.</translation>
    </message>
    <message>
        <source>The archive is empty</source>
        <translation>الأرشيف فارغ</translation>
    </message>
    <message>
        <source>Press E on an article to keep it here.</source>
        <translation>مفتاح ⁨E⁩ ينقل المقال إلى هنا.</translation>
    </message>
    <message>
        <source>Trash is empty</source>
        <translation>المهملات فارغة</translation>
    </message>
    <message>
        <source>Articles you delete wait here until you empty it.</source>
        <translation>تبقى المقالات المحذوفة هنا حتى إفراغ المهملات.</translation>
    </message>
    <message>
        <source>No article has this tag any more</source>
        <translation>لم يعد أي مقال يحمل هذا الوسم</translation>
    </message>
    <message>
        <source>Press F2 on an article to give it tags.</source>
        <translation>مفتاح ⁨F2⁩ يضيف وسومًا إلى المقال.</translation>
    </message>
    <message>
        <source>No articles yet</source>
        <translation>لا مقالات بعد</translation>
    </message>
    <message>
        <source>Drag a link into this window, or press Ctrl+N.</source>
        <translation>يمكن سحب رابط إلى هذه النافذة، أو استعمال ⁨Ctrl+N⁩.</translation>
    </message>
    <message>
        <source>Add link</source>
        <translation>إضافة رابط</translation>
    </message>
</context>
<context>
    <name>EndBlock</name>
    <message>
        <source>Archive and next</source>
        <translation>أرشفة ثم التالي</translation>
    </message>
    <message>
        <source>Original page</source>
        <translation>الصفحة الأصلية</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>محفوظ</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>حفظ</translation>
    </message>
    <message>
        <source>Save: {title}</source>
        <translation>حفظ: {title}</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>{n} of {total} in this article</source>
        <translation>{n} من {total} في هذا المقال</translation>
    </message>
    <message>
        <source>Not in this article</source>
        <translation>غير موجود في هذا المقال</translation>
    </message>
    <message>
        <source>Find in article</source>
        <translation>البحث في المقال</translation>
    </message>
    <message>
        <source>Previous match</source>
        <translation>النتيجة السابقة</translation>
    </message>
    <message>
        <source>Next match</source>
        <translation>النتيجة التالية</translation>
    </message>
    <message>
        <source>next</source>
        <translation>التالي</translation>
    </message>
    <message>
        <source>close</source>
        <translation>إغلاق</translation>
    </message>
</context>
<context>
    <name>HelpOverlay</name>
    <message>
        <source>Keyboard help</source>
        <translation>مساعدة لوحة المفاتيح</translation>
    </message>
    <message>
        <source>Filter keys</source>
        <translation>تصفية المفاتيح</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>لوحة المفاتيح</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>On AZERTY the digit row works without Shift. On an Arabic layout the letters keep their physical place.</source>
        <translation>في تخطيط ⁨AZERTY⁩ يعمل صف الأرقام دون ⁨Shift⁩. وفي التخطيط العربي تحتفظ الحروف بمواضعها على اللوحة.</translation>
    </message>
    <message>
        <source>No key does that</source>
        <translation>لا يوجد مفتاح لذلك</translation>
    </message>
</context>
<context>
    <name>Layers</name>
    <message>
        <source>Layout: {name} (detected)</source>
        <translation>تخطيط اللوحة: {name} (مكتشَف)</translation>
    </message>
    <message>
        <source>Layout: {name}</source>
        <translation>تخطيط اللوحة: {name}</translation>
    </message>
    <message>
        <source>Theme: {name}</source>
        <translation>السمة: {name}</translation>
    </message>
    <message>
        <source>Interface language: {name}</source>
        <translation>لغة الواجهة: {name}</translation>
    </message>
    <message>
        <source>Text size: {name}</source>
        <translation>حجم النص: {name}</translation>
    </message>
    <message>
        <source>Sort by: {name}</source>
        <translation>الترتيب حسب: {name}</translation>
    </message>
    <message>
        <source>Read in {name}</source>
        <translation>القراءة بلغة: {name}</translation>
    </message>
    <message>
        <source>Go to {name}</source>
        <translation>الانتقال إلى: {name}</translation>
    </message>
    <message>
        <source>{name}: on</source>
        <translation>{name}: مفعَّل</translation>
    </message>
    <message>
        <source>{name}: off</source>
        <translation>{name}: معطَّل</translation>
    </message>
</context>
<context>
    <name>LinkField</name>
    <message>
        <source>Only web links can be saved</source>
        <translation>لا يمكن حفظ غير روابط الويب</translation>
    </message>
    <message>
        <source>Web address</source>
        <translation>عنوان الويب</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>حفظ</translation>
    </message>
</context>
<context>
    <name>ModelsDialog</name>
    <message>
        <source>Translation models</source>
        <translation>نماذج الترجمة</translation>
    </message>
    <message>
        <source>Translation runs on this computer. Nothing you read is sent anywhere. A model is downloaded once, then works without a connection.</source>
        <translation>تجري الترجمة على هذا الحاسوب، ولا يُرسل شيء مما تقرأ. يُنزَّل النموذج مرة واحدة ثم يعمل دون اتصال.</translation>
    </message>
    <message>
        <source>Installation progress</source>
        <translation>تقدّم التثبيت</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Install from file…</source>
        <translation>التثبيت من ملف…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Official models</source>
        <translation>النماذج الرسمية</translation>
    </message>
    <message>
        <source>Models use {used} · {free} free on this disk</source>
        <translation>تشغل النماذج {used} · المتاح على هذا القرص {free}</translation>
    </message>
    <message>
        <source>What you can read now</source>
        <translation>ما يمكن قراءته الآن</translation>
    </message>
    <message>
        <source>Without a direct model, Liseuse translates to English first, then to Arabic. Names and nuances may shift, so the original is always one key away (O).</source>
        <translation>عند غياب نموذج مباشر، يترجم ⁨Liseuse⁩ إلى الإنجليزية أولًا ثم إلى العربية. قد تتغير الأسماء والدلالات الدقيقة، لذلك يبقى الأصل دائمًا متاحًا بمفتاح واحد (⁨O⁩).</translation>
    </message>
    <message>
        <source>Needs a model</source>
        <translation>يلزم نموذج</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>جاهز</translation>
    </message>
    <message>
        <source>demonstration quality</source>
        <translation>جودة تجريبية</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>إزالة</translation>
    </message>
    <message>
        <source>Installed</source>
        <translation>مثبَّت</translation>
    </message>
    <message>
        <source>Demonstration model: weak, a rough gloss word by word.</source>
        <translation>نموذج تجريبي: ضعيف، ترجمة تقريبية كلمة بكلمة.</translation>
    </message>
    <message>
        <source>Demonstration model: gives a fair gist, not for anything that matters.</source>
        <translation>نموذج تجريبي: يعطي فكرة عامة مقبولة، ولا يُعتمد عليه في ما هو مهم.</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>تنزيل</translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation>الإصدار {version}</translation>
    </message>
    <message>
        <source>Translation models (*.argosmodel)</source>
        <translation>نماذج الترجمة (*.argosmodel)</translation>
    </message>
    <message>
        <source>Installing…</source>
        <translation>جارٍ التثبيت…</translation>
    </message>
    <message>
        <source>What is translated already stays. New translations with it will not be possible.</source>
        <translation>تبقى الترجمات المنجزة، ولن تكون ترجمات جديدة به ممكنة.</translation>
    </message>
    <message>
        <source>Arabic needs this model too. What is translated already stays.</source>
        <translation>العربية أيضًا تحتاج إلى هذا النموذج. تبقى الترجمات المنجزة.</translation>
    </message>
    <message>
        <source>Remove the model {pair}?</source>
        <translation>إزالة النموذج {pair}؟</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Something in Liseuse went wrong.</source>
        <translation>حدث خلل في ⁨Liseuse⁩.</translation>
    </message>
    <message>
        <source>What you saved is safe. The details below help us to repair it.</source>
        <translation>ما حُفظ سليم. التفاصيل أدناه تساعدنا على إصلاح الخلل.</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Command palette</source>
        <translation>لوحة الأوامر</translation>
    </message>
    <message>
        <source>Find a command, an article or a setting</source>
        <translation>البحث عن أمر أو مقال أو إعداد</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>النتائج</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>الأخيرة</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>الأوامر</translation>
    </message>
    <message>
        <source>Articles</source>
        <translation>المقالات</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>الإعدادات</translation>
    </message>
    <message>
        <source>No command or article named “{query}”</source>
        <translation>لا أمر ولا مقال باسم «{query}»</translation>
    </message>
</context>
<context>
    <name>QMessageBox</name>
    <message>
        <source>Show Details...</source>
        <translation>عرض التفاصيل</translation>
    </message>
    <message>
        <source>Hide Details...</source>
        <translation>إخفاء التفاصيل</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Library views</source>
        <translation>أقسام المكتبة</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>القائمة</translation>
    </message>
    <message>
        <source>Search library</source>
        <translation>البحث في المكتبة</translation>
    </message>
    <message>
        <source>Offline · all features work</source>
        <translation>دون اتصال · كل الميزات تعمل</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>الوسوم</translation>
    </message>
</context>
<context>
    <name>ReadingBar</name>
    <message>
        <source>Original</source>
        <translation>الأصل</translation>
    </message>
    <message>
        <source>Translation</source>
        <translation>الترجمة</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>جنبًا إلى جنب</translation>
    </message>
    <message>
        <source>Interleaved</source>
        <translation>بالتناوب</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>اللغة</translation>
    </message>
    <message>
        <source>View</source>
        <translation>العرض</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>حجم النص</translation>
    </message>
    <message>
        <source>Text size {number}</source>
        <translation>حجم النص {number}</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>العودة إلى القائمة</translation>
    </message>
    <message>
        <source>Language and view</source>
        <translation>اللغة والعرض</translation>
    </message>
    <message>
        <source>Favourite</source>
        <translation>مفضَّل</translation>
    </message>
    <message>
        <source>Unarchive</source>
        <translation>إلغاء الأرشفة</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>أرشفة</translation>
    </message>
    <message>
        <source>More</source>
        <translation>المزيد</translation>
    </message>
    <message>
        <source>Next theme</source>
        <translation>السمة التالية</translation>
    </message>
    <message>
        <source>Reading mode</source>
        <translation>وضع القراءة</translation>
    </message>
</context>
<context>
    <name>ReadingCursor</name>
    <message>
        <source>No further heading</source>
        <translation>لا عناوين فرعية أخرى</translation>
    </message>
    <message>
        <source>Heading: {title}</source>
        <translation>عنوان فرعي: {title}</translation>
    </message>
</context>
<context>
    <name>ReadingPane</name>
    <message>
        <source>What you save can be read here, without a connection.</source>
        <translation>ما يُحفظ يمكن قراءته هنا دون اتصال.</translation>
    </message>
    <message>
        <source>Choose an article</source>
        <translation>اختيار مقال للقراءة</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>جارٍ الفتح…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>إعادة المحاولة</translation>
    </message>
    <message>
        <source>Save it again</source>
        <translation>حفظه من جديد</translation>
    </message>
    <message>
        <source>Show details</source>
        <translation>عرض التفاصيل</translation>
    </message>
    <message>
        <source>This article could not be opened</source>
        <translation>تعذّر فتح هذا المقال</translation>
    </message>
    <message>
        <source>Translated to {language}</source>
        <translation>اكتملت الترجمة إلى {language}</translation>
    </message>
    <message>
        <source>Reading progress</source>
        <translation>تقدّم القراءة</translation>
    </message>
    <message>
        <source>Article, {language}</source>
        <translation>مقال، {language}</translation>
    </message>
</context>
<context>
    <name>RepairBlocks</name>
    <message>
        <source>Parts of the article</source>
        <translation>أجزاء المقال</translation>
    </message>
    <message>
        <source>shown</source>
        <translation>ظاهر</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>متروك</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>مُزال</translation>
    </message>
    <message>
        <source>Heading</source>
        <translation>عنوان فرعي</translation>
    </message>
    <message>
        <source>Paragraph</source>
        <translation>فقرة</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>صورة</translation>
    </message>
    <message>
        <source>Quotation</source>
        <translation>اقتباس</translation>
    </message>
    <message>
        <source>List</source>
        <translation>قائمة</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>جدول</translation>
    </message>
    <message>
        <source>Program text</source>
        <translation>نص برمجي</translation>
    </message>
    <message>
        <source>Related link</source>
        <translation>رابط ذو صلة</translation>
    </message>
    <message>
        <source>Embedded video or post</source>
        <translation>فيديو أو منشور مضمَّن</translation>
    </message>
</context>
<context>
    <name>RepairDialog</name>
    <message>
        <source>Title</source>
        <translation>العنوان</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>الكاتب</translation>
    </message>
    <message>
        <source>Date (year-month-day)</source>
        <translation>التاريخ (سنة-شهر-يوم)</translation>
    </message>
    <message>
        <source>Section</source>
        <translation>القسم</translation>
    </message>
    <message>
        <source>Repair this article</source>
        <translation>إصلاح هذا المقال</translation>
    </message>
    <message>
        <source>Show what was left out</source>
        <translation>إظهار ما تُرك</translation>
    </message>
    <message>
        <source>Untick what does not belong. Every change applies at once and outlives new copies.</source>
        <translation>تُزال علامة ما ليس من المقال. يُطبَّق كل تغيير فورًا ويبقى في النسخ الجديدة.</translation>
    </message>
    <message>
        <source>Lead picture</source>
        <translation>الصورة الرئيسية</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>الأجزاء</translation>
    </message>
    <message>
        <source>Take all repairs back</source>
        <translation>التراجع عن كل الإصلاحات</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>تراجع</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Hide what was left out</source>
        <translation>إخفاء ما تُرك</translation>
    </message>
    <message>
        <source>Nothing is known to have been left out of this copy.</source>
        <translation>لا يُعرف شيء تُرك من هذه النسخة.</translation>
    </message>
    <message>
        <source>Repairs that find nothing in this copy: {parts}</source>
        <translation>إصلاحات لا تجد موضعها في هذه النسخة: {parts}</translation>
    </message>
</context>
<context>
    <name>RepairPictures</name>
    <message>
        <source>Lead picture</source>
        <translation>الصورة الرئيسية</translation>
    </message>
    <message>
        <source>No picture</source>
        <translation>بلا صورة</translation>
    </message>
</context>
<context>
    <name>ResultList</name>
    <message>
        <source>Search results</source>
        <translation>نتائج البحث</translation>
    </message>
    <message>
        <source>Search looks in titles, texts, translations, notes and tags.</source>
        <translation>يشمل البحث العناوين والنصوص والترجمات والملاحظات والوسوم.</translation>
    </message>
    <message>
        <source>Clear search</source>
        <translation>مسح البحث</translation>
    </message>
    <message>
        <source>Found in Trash</source>
        <translation>نتائج في المهملات</translation>
    </message>
    <message>
        <source>Back to the results</source>
        <translation>العودة إلى النتائج</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>عرض</translation>
    </message>
</context>
<context>
    <name>ResultWords</name>
    <message numerus="yes">
        <source>%n matches</source>
        <translation>
            <numerusform>لا مواضع</numerusform>
            <numerusform>موضع واحد</numerusform>
            <numerusform>موضعان</numerusform>
            <numerusform>%n مواضع</numerusform>
            <numerusform>%n موضعًا</numerusform>
            <numerusform>%n موضع</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n results</source>
        <translation>
            <numerusform>لا نتائج</numerusform>
            <numerusform>نتيجة واحدة</numerusform>
            <numerusform>نتيجتان</numerusform>
            <numerusform>%n نتائج</numerusform>
            <numerusform>%n نتيجة</numerusform>
            <numerusform>%n نتيجة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Also in Trash: %n articles</source>
        <translation>
            <numerusform>في المهملات أيضًا: لا مقالات</numerusform>
            <numerusform>في المهملات أيضًا: مقال واحد</numerusform>
            <numerusform>في المهملات أيضًا: مقالان</numerusform>
            <numerusform>في المهملات أيضًا: %n مقالات</numerusform>
            <numerusform>في المهملات أيضًا: %n مقالًا</numerusform>
            <numerusform>في المهملات أيضًا: %n مقال</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Results may be incomplete: %n articles are not indexed yet</source>
        <translation>
            <numerusform>قد تكون النتائج ناقصة</numerusform>
            <numerusform>قد تكون النتائج ناقصة: مقال واحد لم يُفهرس بعد</numerusform>
            <numerusform>قد تكون النتائج ناقصة: مقالان لم يُفهرسا بعد</numerusform>
            <numerusform>قد تكون النتائج ناقصة: %n مقالات لم تُفهرس بعد</numerusform>
            <numerusform>قد تكون النتائج ناقصة: %n مقالًا لم يُفهرس بعد</numerusform>
            <numerusform>قد تكون النتائج ناقصة: %n مقال لم يُفهرس بعد</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing found for “{query}”</source>
        <translation>لا نتائج لـ «{query}»</translation>
    </message>
    <message>
        <source>NOTE</source>
        <translation>ملاحظة</translation>
    </message>
    <message>
        <source>Private note</source>
        <translation>ملاحظة خاصة</translation>
    </message>
</context>
<context>
    <name>SaveDesk</name>
    <message numerus="yes">
        <source>Save %n links?</source>
        <translation>
            <numerusform>لا روابط للحفظ</numerusform>
            <numerusform>حفظ رابط واحد؟</numerusform>
            <numerusform>حفظ رابطين؟</numerusform>
            <numerusform>حفظ %n روابط؟</numerusform>
            <numerusform>حفظ %n رابطًا؟</numerusform>
            <numerusform>حفظ %n رابط؟</numerusform>
        </translation>
    </message>
    <message>
        <source>Each page is fetched from its site, four at a time.</source>
        <translation>تُجلب كل صفحة من موقعها، أربع صفحات في كل مرة.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>حفظ</translation>
    </message>
    <message>
        <source>Open file</source>
        <translation>فتح ملف</translation>
    </message>
    <message>
        <source>Saved pages and links</source>
        <translation>الصفحات المحفوظة والروابط</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>كل الملفات</translation>
    </message>
</context>
<context>
    <name>SaveItem</name>
    <message>
        <source>Retry</source>
        <translation>إعادة المحاولة</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>إزالة</translation>
    </message>
    <message>
        <source>Open in browser</source>
        <translation>فتح في المتصفح</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>فتح</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Retry pictures</source>
        <translation>إعادة جلب الصور</translation>
    </message>
    <message>
        <source>Update copy</source>
        <translation>تحديث النسخة</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
</context>
<context>
    <name>SaveTray</name>
    <message>
        <source>Show fewer</source>
        <translation>عرض أقل</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>لا عناصر أخرى</numerusform>
            <numerusform>عنصر آخر</numerusform>
            <numerusform>عنصران آخران</numerusform>
            <numerusform>%n عناصر أخرى</numerusform>
            <numerusform>%n عنصرًا آخر</numerusform>
            <numerusform>%n عنصر آخر</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SaveWords</name>
    <message numerus="yes">
        <source>Saved without %n picture(s)</source>
        <translation>
            <numerusform>حُفظ بكل الصور</numerusform>
            <numerusform>حُفظ دون صورة واحدة</numerusform>
            <numerusform>حُفظ دون صورتين</numerusform>
            <numerusform>حُفظ دون %n صور</numerusform>
            <numerusform>حُفظ دون %n صورة</numerusform>
            <numerusform>حُفظ دون %n صورة</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Search library</source>
        <translation>البحث في المكتبة</translation>
    </message>
    <message>
        <source>Clear search</source>
        <translation>مسح البحث</translation>
    </message>
</context>
<context>
    <name>Status</name>
    <message>
        <source>{number} %</source>
        <translation>{number}%</translation>
    </message>
    <message>
        <source>End of article</source>
        <translation>نهاية المقال</translation>
    </message>
    <message>
        <source>Paragraph {n} of {total}</source>
        <translation>الفقرة {n} من {total}</translation>
    </message>
    <message>
        <source>sentence {n} of {total}</source>
        <translation>الجملة {n} من {total}</translation>
    </message>
    <message>
        <source>archive</source>
        <translation>أرشفة</translation>
    </message>
    <message>
        <source>next article</source>
        <translation>المقال التالي</translation>
    </message>
    <message>
        <source>links</source>
        <translation>الروابط</translation>
    </message>
    <message>
        <source>sentence</source>
        <translation>الجملة</translation>
    </message>
    <message>
        <source>translate</source>
        <translation>ترجمة</translation>
    </message>
    <message>
        <source>original</source>
        <translation>الأصل</translation>
    </message>
    <message>
        <source>paragraph</source>
        <translation>الفقرة</translation>
    </message>
    <message>
        <source>all keys</source>
        <translation>كل المفاتيح</translation>
    </message>
</context>
<context>
    <name>TagDialog</name>
    <message>
        <source>Tags</source>
        <translation>الوسوم</translation>
    </message>
    <message>
        <source>Commas between tags. Tab takes the first suggestion.</source>
        <translation>تُفصل الوسوم بفواصل. مفتاح ⁨Tab⁩ يأخذ الاقتراح الأول.</translation>
    </message>
    <message>
        <source>Tags, with commas between them</source>
        <translation>الوسوم مفصولة بفواصل</translation>
    </message>
    <message numerus="yes">
        <source>%n articles</source>
        <translation>
            <numerusform>لا مقالات</numerusform>
            <numerusform>مقال واحد</numerusform>
            <numerusform>مقالان</numerusform>
            <numerusform>%n مقالات</numerusform>
            <numerusform>%n مقالًا</numerusform>
            <numerusform>%n مقال</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>حفظ</translation>
    </message>
</context>
<context>
    <name>TranslationStrip</name>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>متابعة</translation>
    </message>
    <message>
        <source>Choose models</source>
        <translation>اختيار النماذج</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>إعادة المحاولة</translation>
    </message>
    <message>
        <source>Show original</source>
        <translation>عرض الأصل</translation>
    </message>
    <message>
        <source>Get the official models</source>
        <translation>النماذج الرسمية</translation>
    </message>
</context>
<context>
    <name>TranslationWords</name>
    <message>
        <source>Preparing the translation…</source>
        <translation>جارٍ تحضير الترجمة…</translation>
    </message>
    <message numerus="yes">
        <source>Translating… {done} of %n paragraphs</source>
        <translation>
            <numerusform>جارٍ الترجمة… {done} من صفر فقرة</numerusform>
            <numerusform>جارٍ الترجمة… {done} من فقرة واحدة</numerusform>
            <numerusform>جارٍ الترجمة… {done} من فقرتين</numerusform>
            <numerusform>جارٍ الترجمة… {done} من %n فقرات</numerusform>
            <numerusform>جارٍ الترجمة… {done} من %n فقرة</numerusform>
            <numerusform>جارٍ الترجمة… {done} من %n فقرة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n s</source>
        <translation>
            <numerusform>أقل من ثانية</numerusform>
            <numerusform>ثانية واحدة</numerusform>
            <numerusform>ثانيتين</numerusform>
            <numerusform>%n ثوانٍ</numerusform>
            <numerusform>%n ثانية</numerusform>
            <numerusform>%n ثانية</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <translation>
            <numerusform>أقل من دقيقة</numerusform>
            <numerusform>دقيقة واحدة</numerusform>
            <numerusform>دقيقتين</numerusform>
            <numerusform>%n دقائق</numerusform>
            <numerusform>%n دقيقة</numerusform>
            <numerusform>%n دقيقة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Translating… {done} of %n paragraphs · about {time} left</source>
        <translation>
            <numerusform>جارٍ الترجمة… {done} من صفر فقرة · نحو {time}</numerusform>
            <numerusform>جارٍ الترجمة… {done} من فقرة واحدة · نحو {time}</numerusform>
            <numerusform>جارٍ الترجمة… {done} من فقرتين · نحو {time}</numerusform>
            <numerusform>جارٍ الترجمة… {done} من %n فقرات · نحو {time}</numerusform>
            <numerusform>جارٍ الترجمة… {done} من %n فقرة · نحو {time}</numerusform>
            <numerusform>جارٍ الترجمة… {done} من %n فقرة · نحو {time}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{done} of %n paragraphs</source>
        <translation>
            <numerusform>{done} من صفر فقرة</numerusform>
            <numerusform>{done} من فقرة واحدة</numerusform>
            <numerusform>{done} من فقرتين</numerusform>
            <numerusform>{done} من %n فقرات</numerusform>
            <numerusform>{done} من %n فقرة</numerusform>
            <numerusform>{done} من %n فقرة</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopped after {done} of {total}. What is done is kept.</source>
        <translation>توقفت بعد {done} من {total}. حُفظ ما أُنجز.</translation>
    </message>
    <message>
        <source>It may contain mistakes.</source>
        <translation>قد تحتوي على أخطاء.</translation>
    </message>
    <message numerus="yes">
        <source>Took %n s</source>
        <translation>
            <numerusform>المدة: أقل من ثانية</numerusform>
            <numerusform>المدة: ثانية واحدة</numerusform>
            <numerusform>المدة: ثانيتان</numerusform>
            <numerusform>المدة: %n ثوانٍ</numerusform>
            <numerusform>المدة: %n ثانية</numerusform>
            <numerusform>المدة: %n ثانية</numerusform>
        </translation>
    </message>
    <message>
        <source>To read in {language}, add a translation model.</source>
        <translation>للقراءة باللغة {language} يلزم تثبيت نموذج ترجمة.</translation>
    </message>
    <message>
        <source>Machine translation.</source>
        <translation>ترجمة آلية.</translation>
    </message>
    <message>
        <source>Machine translation ({way}).</source>
        <translation>ترجمة آلية ({way}).</translation>
    </message>
    <message>
        <source>Machine translation via English ({way}).</source>
        <translation>ترجمة آلية عبر الإنجليزية ({way}).</translation>
    </message>
    <message>
        <source>Machine translation via {language} ({way}).</source>
        <translation>ترجمة آلية عبر {language} ({way}).</translation>
    </message>
    <message>
        <source>Demonstration model: it gives a fair gist, not every detail.</source>
        <translation>نموذج تجريبي: يعطي فكرة عامة مقبولة دون كل التفاصيل.</translation>
    </message>
    <message>
        <source>Demonstration model: the Arabic is weak.</source>
        <translation>نموذج تجريبي: العربية فيه ضعيفة.</translation>
    </message>
    <message>
        <source>Demonstration model: the result is weak.</source>
        <translation>نموذج تجريبي: النتيجة ضعيفة.</translation>
    </message>
</context>
<context>
    <name>UndoItem</name>
    <message>
        <source>Undo</source>
        <translation>تراجع</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Welcome to Liseuse</source>
        <translation>مرحبًا بكم في ⁨Liseuse⁩</translation>
    </message>
    <message>
        <source>Save articles. Read them anywhere. Translate them on this computer.</source>
        <translation>حفظ المقالات وقراءتها أينما كنت وترجمتها على هذا الحاسوب.</translation>
    </message>
    <message>
        <source>English</source>
        <translation>الإنجليزية</translation>
    </message>
    <message>
        <source>French</source>
        <translation>الفرنسية</translation>
    </message>
    <message>
        <source>Arabic</source>
        <translation>العربية</translation>
    </message>
    <message>
        <source>Drag a link here</source>
        <translation>سحب رابط إلى هنا</translation>
    </message>
    <message>
        <source>or paste it anywhere with Ctrl+V</source>
        <translation>أو لصقه في أي مكان باستعمال ⁨Ctrl+V⁩</translation>
    </message>
    <message>
        <source>Sample article</source>
        <translation>مقال نموذجي</translation>
    </message>
    <message>
        <source>Try the text sizes and the translation.</source>
        <translation>لتجربة أحجام النص والترجمة.</translation>
    </message>
    <message>
        <source>Read it</source>
        <translation>قراءته</translation>
    </message>
    <message>
        <source>Two demonstration models are included.</source>
        <translation>يتضمن البرنامج نموذجين تجريبيين.</translation>
    </message>
    <message>
        <source>Choose models</source>
        <translation>اختيار النماذج</translation>
    </message>
    <message>
        <source>No account, nothing is sent.</source>
        <translation>لا حساب ولا إرسال لأي بيانات.</translation>
    </message>
</context>
<context>
    <name>cards</name>
    <message>
        <source>unread</source>
        <translation>غير مقروء</translation>
    </message>
    <message>
        <source>favourite</source>
        <translation>مفضَّل</translation>
    </message>
    <message>
        <source>{percent} read</source>
        <translation>قُرئ {percent}</translation>
    </message>
    <message>
        <source>{language}, translated to {others}</source>
        <translation>{language}، الترجمات: {others}</translation>
    </message>
</context>
<context>
    <name>commands</name>
    <message>
        <source>Library</source>
        <translation>المكتبة</translation>
    </message>
    <message>
        <source>Article</source>
        <translation>المقال</translation>
    </message>
    <message>
        <source>Translation</source>
        <translation>الترجمة</translation>
    </message>
    <message>
        <source>View</source>
        <translation>العرض</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>حجم النص</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>السمة</translation>
    </message>
    <message>
        <source>Language of the interface</source>
        <translation>لغة الواجهة</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>النافذة</translation>
    </message>
    <message>
        <source>Add link…</source>
        <translation>إضافة رابط…</translation>
    </message>
    <message>
        <source>Save the copied link</source>
        <translation>حفظ الرابط المنسوخ</translation>
    </message>
    <message>
        <source>Unread</source>
        <translation>غير مقروءة</translation>
    </message>
    <message>
        <source>Favourites</source>
        <translation>المفضلة</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>الأرشيف</translation>
    </message>
    <message>
        <source>All articles</source>
        <translation>كل المقالات</translation>
    </message>
    <message>
        <source>Trash</source>
        <translation>المهملات</translation>
    </message>
    <message>
        <source>Empty Trash…</source>
        <translation>إفراغ المهملات…</translation>
    </message>
    <message>
        <source>Translation models…</source>
        <translation>نماذج الترجمة…</translation>
    </message>
    <message>
        <source>Next article</source>
        <translation>المقال التالي</translation>
    </message>
    <message>
        <source>Previous article</source>
        <translation>المقال السابق</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>تراجع</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>الترتيب حسب</translation>
    </message>
    <message>
        <source>Open file…</source>
        <translation>فتح ملف…</translation>
    </message>
    <message>
        <source>Search library</source>
        <translation>البحث في المكتبة</translation>
    </message>
    <message>
        <source>Stop all saving</source>
        <translation>إيقاف كل عمليات الحفظ</translation>
    </message>
    <message>
        <source>Command palette…</source>
        <translation>لوحة الأوامر…</translation>
    </message>
    <message>
        <source>Keyboard help</source>
        <translation>مساعدة لوحة المفاتيح</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>ملء الشاشة</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>القائمة</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>العودة إلى القائمة</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>الجزء التالي</translation>
    </message>
    <message>
        <source>Previous pane</source>
        <translation>الجزء السابق</translation>
    </message>
    <message>
        <source>Close window</source>
        <translation>إغلاق النافذة</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>إنهاء</translation>
    </message>
    <message>
        <source>Next card</source>
        <translation>البطاقة التالية</translation>
    </message>
    <message>
        <source>Previous card</source>
        <translation>البطاقة السابقة</translation>
    </message>
    <message>
        <source>Into the article</source>
        <translation>الدخول إلى المقال</translation>
    </message>
    <message>
        <source>Back to the views or the list</source>
        <translation>العودة إلى الأقسام أو القائمة</translation>
    </message>
    <message>
        <source>Open in reading mode</source>
        <translation>فتح في وضع القراءة</translation>
    </message>
    <message>
        <source>Next paragraph</source>
        <translation>الفقرة التالية</translation>
    </message>
    <message>
        <source>Previous paragraph</source>
        <translation>الفقرة السابقة</translation>
    </message>
    <message>
        <source>Next sentence</source>
        <translation>الجملة التالية</translation>
    </message>
    <message>
        <source>Previous sentence</source>
        <translation>الجملة السابقة</translation>
    </message>
    <message>
        <source>Next heading</source>
        <translation>العنوان الفرعي التالي</translation>
    </message>
    <message>
        <source>Previous heading</source>
        <translation>العنوان الفرعي السابق</translation>
    </message>
    <message>
        <source>Follow the link</source>
        <translation>فتح الرابط</translation>
    </message>
    <message>
        <source>Page down</source>
        <translation>صفحة إلى الأسفل</translation>
    </message>
    <message>
        <source>Page up</source>
        <translation>صفحة إلى الأعلى</translation>
    </message>
    <message>
        <source>First card or start</source>
        <translation>البطاقة الأولى أو البداية</translation>
    </message>
    <message>
        <source>Last card or end</source>
        <translation>البطاقة الأخيرة أو النهاية</translation>
    </message>
    <message>
        <source>Reading mode</source>
        <translation>وضع القراءة</translation>
    </message>
    <message>
        <source>Leave reading mode</source>
        <translation>الخروج من وضع القراءة</translation>
    </message>
    <message>
        <source>Focus one paragraph</source>
        <translation>التركيز على فقرة واحدة</translation>
    </message>
    <message>
        <source>Contents…</source>
        <translation>المحتويات…</translation>
    </message>
    <message>
        <source>Find in article…</source>
        <translation>البحث في المقال…</translation>
    </message>
    <message>
        <source>Find next</source>
        <translation>النتيجة التالية</translation>
    </message>
    <message>
        <source>Find previous</source>
        <translation>النتيجة السابقة</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>فتح</translation>
    </message>
    <message>
        <source>Favourite</source>
        <translation>مفضَّل</translation>
    </message>
    <message>
        <source>Archive or unarchive</source>
        <translation>أرشفة أو إلغاء الأرشفة</translation>
    </message>
    <message>
        <source>Mark as read or unread</source>
        <translation>التمييز كمقروء أو غير مقروء</translation>
    </message>
    <message>
        <source>Tags…</source>
        <translation>الوسوم…</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>نسخ الرابط</translation>
    </message>
    <message>
        <source>Copy as quotation</source>
        <translation>نسخ كاقتباس</translation>
    </message>
    <message>
        <source>Original page in the browser</source>
        <translation>الصفحة الأصلية في المتصفح</translation>
    </message>
    <message>
        <source>Fetch missing pictures</source>
        <translation>جلب الصور الناقصة</translation>
    </message>
    <message>
        <source>Fetch again</source>
        <translation>جلب المقال من جديد</translation>
    </message>
    <message>
        <source>Repair this article…</source>
        <translation>إصلاح هذا المقال…</translation>
    </message>
    <message>
        <source>Move to Trash</source>
        <translation>نقل إلى المهملات</translation>
    </message>
    <message>
        <source>Restore from Trash</source>
        <translation>استعادة من المهملات</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>الإجراءات</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>الأصل</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>جنبًا إلى جنب</translation>
    </message>
    <message>
        <source>Interleaved</source>
        <translation>بالتناوب</translation>
    </message>
    <message>
        <source>Stop translating</source>
        <translation>إيقاف الترجمة</translation>
    </message>
    <message>
        <source>Smallest</source>
        <translation>الأصغر</translation>
    </message>
    <message>
        <source>Small</source>
        <translation>صغير</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>متوسط</translation>
    </message>
    <message>
        <source>Large</source>
        <translation>كبير</translation>
    </message>
    <message>
        <source>Largest</source>
        <translation>الأكبر</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>تصغير</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>تكبير</translation>
    </message>
    <message>
        <source>Default size</source>
        <translation>الحجم الافتراضي</translation>
    </message>
    <message>
        <source>Date saved</source>
        <translation>تاريخ الحفظ</translation>
    </message>
    <message>
        <source>Date published</source>
        <translation>تاريخ النشر</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>العنوان</translation>
    </message>
    <message>
        <source>Reading time</source>
        <translation>مدة القراءة</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>المصدر</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>التقدم</translation>
    </message>
    <message>
        <source>Follow the system</source>
        <translation>حسب النظام</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>فاتح</translation>
    </message>
    <message>
        <source>Sepia</source>
        <translation>سيبيا</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>داكن</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>تباين عالٍ</translation>
    </message>
    <message>
        <source>Next theme</source>
        <translation>السمة التالية</translation>
    </message>
    <message>
        <source>Show or hide the views</source>
        <translation>إظهار الأقسام أو إخفاؤها</translation>
    </message>
    <message>
        <source>Show or hide the list</source>
        <translation>إظهار القائمة أو إخفاؤها</translation>
    </message>
</context>
<context>
    <name>errors</name>
    <message>
        <source>“{text}” is not a web link.</source>
        <translation>النص «{text}» ليس رابط ويب.</translation>
    </message>
    <message>
        <source>Copy the whole address from the browser; it starts with https://.</source>
        <translation>يلزم نسخ العنوان كاملًا من المتصفح، وهو يبدأ بـ ⁨https://⁩.</translation>
    </message>
    <message>
        <source>Only web links can be saved.</source>
        <translation>لا يمكن حفظ غير روابط الويب.</translation>
    </message>
    <message>
        <source>Give a link that starts with http:// or https://.</source>
        <translation>يلزم رابط يبدأ بـ ⁨http://⁩ أو ⁨https://⁩.</translation>
    </message>
    <message>
        <source>The page led to {host}, which a web page may not open.</source>
        <translation>أحالت الصفحة إلى {host}، ولا يُسمح لصفحة ويب بفتح هذا العنوان.</translation>
    </message>
    <message>
        <source>If you trust that address, add it yourself as a link.</source>
        <translation>إن كان هذا العنوان موثوقًا، فيمكن إضافته مباشرة كرابط.</translation>
    </message>
    <message>
        <source>There is no connection.</source>
        <translation>لا يوجد اتصال.</translation>
    </message>
    <message>
        <source>The link is kept. Try again when you are online.</source>
        <translation>الرابط محفوظ. يمكن إعادة المحاولة عند توفر الاتصال.</translation>
    </message>
    <message>
        <source>We couldn’t find {host}.</source>
        <translation>تعذّر العثور على {host}.</translation>
    </message>
    <message>
        <source>Check the address and the connection, then try again.</source>
        <translation>يحسن التحقق من العنوان والاتصال ثم إعادة المحاولة.</translation>
    </message>
    <message>
        <source>We couldn’t reach {host}.</source>
        <translation>تعذّر الوصول إلى {host}.</translation>
    </message>
    <message>
        <source>The site does not answer now. The link is kept; try again later.</source>
        <translation>الموقع لا يجيب الآن. الرابط محفوظ، ويمكن إعادة المحاولة لاحقًا.</translation>
    </message>
    <message>
        <source>{host} broke off its answer.</source>
        <translation>انقطعت إجابة {host}.</translation>
    </message>
    <message>
        <source>The page did not arrive whole. Try again.</source>
        <translation>لم تصل الصفحة كاملة. يمكن إعادة المحاولة.</translation>
    </message>
    <message>
        <source>The connection to {host} is not secure.</source>
        <translation>الاتصال بـ {host} غير آمن.</translation>
    </message>
    <message>
        <source>Its certificate is not valid: {reason}. Check the date of this computer.</source>
        <translation>شهادته غير صالحة: {reason}. يحسن التحقق من تاريخ هذا الحاسوب.</translation>
    </message>
    <message>
        <source>{host} took too long to answer.</source>
        <translation>تأخرت إجابة {host} أكثر من اللازم.</translation>
    </message>
    <message>
        <source>The link is kept. Try again later.</source>
        <translation>الرابط محفوظ. يمكن إعادة المحاولة لاحقًا.</translation>
    </message>
    <message>
        <source>This page does not exist on {host}.</source>
        <translation>هذه الصفحة غير موجودة على {host}.</translation>
    </message>
    <message>
        <source>It may have moved. Open it in the browser to look for it.</source>
        <translation>ربما نُقلت. يمكن فتحها في المتصفح للبحث عنها.</translation>
    </message>
    <message>
        <source>{host} shows this page only to its members.</source>
        <translation>لا يعرض {host} هذه الصفحة إلا لأعضائه.</translation>
    </message>
    <message>
        <source>Open it in the browser, where you are signed in.</source>
        <translation>يمكن فتحها في المتصفح حيث الحساب مفتوح.</translation>
    </message>
    <message>
        <source>{host} does not give this page to Liseuse.</source>
        <translation>لا يتيح {host} هذه الصفحة لبرنامج ⁨Liseuse⁩.</translation>
    </message>
    <message>
        <source>Open it in the browser instead.</source>
        <translation>يمكن فتحها في المتصفح بدلًا من ذلك.</translation>
    </message>
    <message>
        <source>{host} asks us to wait.</source>
        <translation>يطلب {host} الانتظار.</translation>
    </message>
    <message>
        <source>Too many pages were asked for. Try again in some minutes.</source>
        <translation>طُلبت صفحات كثيرة. يمكن إعادة المحاولة بعد بضع دقائق.</translation>
    </message>
    <message>
        <source>{host} has a problem of its own.</source>
        <translation>في {host} خلل من جهته.</translation>
    </message>
    <message>
        <source>{host} sends us round in circles.</source>
        <translation>يعيد {host} توجيهنا في حلقة مفرغة.</translation>
    </message>
    <message>
        <source>Open the page in the browser and copy the address it ends at.</source>
        <translation>يمكن فتح الصفحة في المتصفح ثم نسخ العنوان الذي تنتهي إليه.</translation>
    </message>
    <message>
        <source>This page is too large to save.</source>
        <translation>هذه الصفحة أكبر من أن تُحفظ.</translation>
    </message>
    <message>
        <source>The limit is {limit} MB. Open it in the browser.</source>
        <translation>الحد الأقصى {limit} م.ب. يمكن فتحها في المتصفح.</translation>
    </message>
    <message>
        <source>This link is a {type}, not an article.</source>
        <translation>يؤدي هذا الرابط إلى {type} لا إلى مقال.</translation>
    </message>
    <message>
        <source>Open it in the browser, or give the link of a page.</source>
        <translation>يمكن فتحه في المتصفح، أو إعطاء رابط صفحة.</translation>
    </message>
    <message>
        <source>No article was found on this page.</source>
        <translation>لم يُعثر على مقال في هذه الصفحة.</translation>
    </message>
    <message>
        <source>Give the link of an article itself, or open the page in the browser.</source>
        <translation>يمكن إعطاء رابط المقال نفسه، أو فتح الصفحة في المتصفح.</translation>
    </message>
    <message>
        <source>This page could not be read.</source>
        <translation>تعذّرت قراءة هذه الصفحة.</translation>
    </message>
    <message>
        <source>It is built in a way that took too long to read. Open it in the browser.</source>
        <translation>طريقة بنائها تجعل قراءتها طويلة جدًا. يمكن فتحها في المتصفح.</translation>
    </message>
    <message>
        <source>A picture could not be used.</source>
        <translation>تعذّر استعمال صورة.</translation>
    </message>
    <message>
        <source>The text is complete. Try the picture again later.</source>
        <translation>النص كامل. يمكن إعادة جلب الصورة لاحقًا.</translation>
    </message>
    <message>
        <source>There is no article with the number {id}.</source>
        <translation>لا يوجد مقال رقمه {id}.</translation>
    </message>
    <message>
        <source>List the articles to see their numbers.</source>
        <translation>تظهر أرقام المقالات في قائمتها.</translation>
    </message>
    <message>
        <source>This mark is no longer there.</source>
        <translation>لم يعد هذا التظليل موجودًا.</translation>
    </message>
    <message>
        <source>It was removed meanwhile. Undo brings it back.</source>
        <translation>أُزيل في هذه الأثناء. يمكن استرجاعه بزر «تراجع».</translation>
    </message>
    <message>
        <source>The article has no part “{block}”.</source>
        <translation>ليس في المقال جزء «{block}».</translation>
    </message>
    <message>
        <source>It may have changed meanwhile. List its parts again.</source>
        <translation>ربما تغيّر في هذه الأثناء. يمكن عرض أجزائه من جديد.</translation>
    </message>
    <message>
        <source>“{text}” is not a date.</source>
        <translation>«{text}» ليس تاريخًا.</translation>
    </message>
    <message>
        <source>Write year, month and day, for example 2026-11-25.</source>
        <translation>يُكتب العام والشهر واليوم، مثل 2026-11-25.</translation>
    </message>
    <message>
        <source>This article is already in your library.</source>
        <translation>هذا المقال موجود في مكتبتك من قبل.</translation>
    </message>
    <message>
        <source>Open it there.</source>
        <translation>يمكن فتحه من المكتبة.</translation>
    </message>
    <message>
        <source>This article could not be opened.</source>
        <translation>تعذّر فتح هذا المقال.</translation>
    </message>
    <message>
        <source>Its stored text is damaged. Save it again; your notes are kept.</source>
        <translation>نصه المحفوظ تالف. يمكن حفظه من جديد، وملاحظاتك محفوظة.</translation>
    </message>
    <message>
        <source>No model translates from {source} to {target}.</source>
        <translation>لا يوجد نموذج يترجم من {source} إلى {target}.</translation>
    </message>
    <message>
        <source>Add a model under Translation models.</source>
        <translation>يمكن إضافة نموذج من «نماذج الترجمة».</translation>
    </message>
    <message>
        <source>This article is already in {target}.</source>
        <translation>لغة هذا المقال هي {target} أصلًا.</translation>
    </message>
    <message>
        <source>Choose another language.</source>
        <translation>يلزم اختيار لغة أخرى.</translation>
    </message>
    <message>
        <source>This article is not translated to {target} yet.</source>
        <translation>لم يُترجم هذا المقال إلى {target} بعد.</translation>
    </message>
    <message>
        <source>Translate it first.</source>
        <translation>تلزم ترجمته أولًا.</translation>
    </message>
    <message>
        <source>This model arrived incomplete. It was not installed.</source>
        <translation>وصل النموذج ناقصًا ولم يُثبَّت.</translation>
    </message>
    <message>
        <source>Downloading it again usually fixes it.</source>
        <translation>يكفي عادةً تنزيله من جديد.</translation>
    </message>
    <message>
        <source>This file is not a translation model.</source>
        <translation>هذا الملف ليس نموذج ترجمة.</translation>
    </message>
    <message>
        <source>Choose a file that ends in .argosmodel.</source>
        <translation>يلزم ملف ينتهي اسمه بـ ⁨.argosmodel⁩.</translation>
    </message>
    <message>
        <source>This model is not safe. It was not installed.</source>
        <translation>هذا النموذج غير آمن ولم يُثبَّت.</translation>
    </message>
    <message>
        <source>Get the model from the official list instead.</source>
        <translation>الأفضل أخذ النموذج من القائمة الرسمية.</translation>
    </message>
    <message>
        <source>The model {package} does not work.</source>
        <translation>النموذج {package} لا يعمل.</translation>
    </message>
    <message>
        <source>Remove it under Translation models and install it again.</source>
        <translation>يمكن إزالته من «نماذج الترجمة» ثم تثبيته من جديد.</translation>
    </message>
    <message>
        <source>The model {package} is not installed.</source>
        <translation>النموذج {package} غير مثبَّت.</translation>
    </message>
    <message>
        <source>List the installed models to see their names.</source>
        <translation>تظهر أسماء النماذج في قائمة النماذج المثبتة.</translation>
    </message>
    <message>
        <source>The translation stopped.</source>
        <translation>توقفت الترجمة.</translation>
    </message>
    <message>
        <source>What is done is kept. Try again to go on.</source>
        <translation>حُفظ ما أُنجز. يمكن إعادة المحاولة للمتابعة.</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>القرص ممتلئ.</translation>
    </message>
    <message>
        <source>Nothing was lost. Free some space, then try again.</source>
        <translation>لم يُفقد شيء. يلزم إخلاء بعض المساحة ثم إعادة المحاولة.</translation>
    </message>
    <message>
        <source>Nothing can be written to {folder}.</source>
        <translation>تتعذّر الكتابة في {folder}.</translation>
    </message>
    <message>
        <source>Allow writing to that folder, or choose another library folder.</source>
        <translation>يلزم السماح بالكتابة في هذا المجلد، أو اختيار مجلد آخر للمكتبة.</translation>
    </message>
    <message>
        <source>The library file is damaged.</source>
        <translation>ملف المكتبة تالف.</translation>
    </message>
    <message>
        <source>It was left as it is. Run “liseuse doctor”, or restore a backup.</source>
        <translation>تُرك كما هو. يمكن تشغيل «⁨liseuse doctor⁩» أو استعادة نسخة احتياطية.</translation>
    </message>
    <message>
        <source>The file {file} is not a Liseuse library.</source>
        <translation>الملف {file} ليس مكتبة ⁨Liseuse⁩.</translation>
    </message>
    <message>
        <source>It was left as it is. Choose another library folder.</source>
        <translation>تُرك كما هو. يلزم اختيار مجلد آخر للمكتبة.</translation>
    </message>
    <message>
        <source>This library was made by a newer Liseuse.</source>
        <translation>أُنشئت هذه المكتبة بإصدار أحدث من ⁨Liseuse⁩.</translation>
    </message>
    <message>
        <source>Nothing was changed. Update Liseuse to open it.</source>
        <translation>لم يتغير شيء. يلزم تحديث ⁨Liseuse⁩ لفتحها.</translation>
    </message>
    <message>
        <source>Another program is using the library.</source>
        <translation>برنامج آخر يستعمل المكتبة.</translation>
    </message>
    <message>
        <source>Close it, or try again in a moment.</source>
        <translation>يمكن إغلاقه، أو إعادة المحاولة بعد لحظات.</translation>
    </message>
    <message>
        <source>The disk reported an error.</source>
        <translation>أبلغ القرص عن خطأ.</translation>
    </message>
    <message>
        <source>Nothing that was saved is lost. Check the disk, then try again.</source>
        <translation>لم يُفقد شيء مما حُفظ. يلزم فحص القرص ثم إعادة المحاولة.</translation>
    </message>
    <message>
        <source>The file {file} could not be read.</source>
        <translation>تعذّرت قراءة الملف {file}.</translation>
    </message>
    <message>
        <source>Check that it exists and that you may open it.</source>
        <translation>يحسن التحقق من وجوده ومن صلاحية فتحه.</translation>
    </message>
    <message>
        <source>A part of Liseuse stopped unexpectedly.</source>
        <translation>توقف جزء من ⁨Liseuse⁩ على نحو غير متوقع.</translation>
    </message>
    <message>
        <source>Nothing is lost. Try again.</source>
        <translation>لم يُفقد شيء. يمكن إعادة المحاولة.</translation>
    </message>
</context>
<context>
    <name>help</name>
    <message>
        <source>Move</source>
        <translation>التنقل</translation>
    </message>
    <message>
        <source>Language and view</source>
        <translation>اللغة والعرض</translation>
    </message>
    <message>
        <source>Article</source>
        <translation>المقال</translation>
    </message>
    <message>
        <source>Go to</source>
        <translation>الانتقال إلى</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>النص</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>في كل مكان</translation>
    </message>
    <message>
        <source>Next / previous card</source>
        <translation>البطاقة التالية / السابقة</translation>
    </message>
    <message>
        <source>Next / previous paragraph</source>
        <translation>الفقرة التالية / السابقة</translation>
    </message>
    <message>
        <source>Next / previous sentence</source>
        <translation>الجملة التالية / السابقة</translation>
    </message>
    <message>
        <source>Next / previous heading</source>
        <translation>العنوان الفرعي التالي / السابق</translation>
    </message>
    <message>
        <source>Page down / up</source>
        <translation>صفحة إلى الأسفل / الأعلى</translation>
    </message>
    <message>
        <source>Start / end</source>
        <translation>البداية / النهاية</translation>
    </message>
    <message>
        <source>Next / previous article</source>
        <translation>المقال التالي / السابق</translation>
    </message>
    <message>
        <source>Next / previous pane</source>
        <translation>الجزء التالي / السابق</translation>
    </message>
    <message>
        <source>Find next / previous</source>
        <translation>النتيجة التالية / السابقة</translation>
    </message>
    <message>
        <source>Text size A 1 to A 5</source>
        <translation>حجم النص من ⁨A 1⁩ إلى ⁨A 5⁩</translation>
    </message>
    <message>
        <source>Smaller / larger</source>
        <translation>تصغير / تكبير</translation>
    </message>
    <message>
        <source>Reading mode</source>
        <translation>وضع القراءة</translation>
    </message>
    <message>
        <source>In the article</source>
        <translation>في المقال</translation>
    </message>
    <message>
        <source>In the list</source>
        <translation>في القائمة</translation>
    </message>
</context>
<context>
    <name>keys</name>
    <message>
        <source>Space</source>
        <translation>المسافة</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>⁨Enter⁩</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>⁨Esc⁩</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>⁨Del⁩</translation>
    </message>
    <message>
        <source>PgUp</source>
        <translation>⁨PgUp⁩</translation>
    </message>
    <message>
        <source>PgDn</source>
        <translation>⁨PgDn⁩</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>⁨Home⁩</translation>
    </message>
    <message>
        <source>End</source>
        <translation>⁨End⁩</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>القائمة</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>⁨Tab⁩</translation>
    </message>
</context>
<context>
    <name>kinds</name>
    <message>
        <source>PDF</source>
        <translation>ملف ⁨PDF⁩</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>صورة</translation>
    </message>
    <message>
        <source>ZIP file</source>
        <translation>ملف ⁨ZIP⁩</translation>
    </message>
    <message>
        <source>compressed file</source>
        <translation>ملف مضغوط</translation>
    </message>
    <message>
        <source>program</source>
        <translation>برنامج</translation>
    </message>
    <message>
        <source>sound</source>
        <translation>مقطع صوتي</translation>
    </message>
    <message>
        <source>video</source>
        <translation>مقطع فيديو</translation>
    </message>
    <message>
        <source>document file</source>
        <translation>ملف مستند</translation>
    </message>
    <message>
        <source>feed</source>
        <translation>خلاصة أخبار</translation>
    </message>
    <message>
        <source>saved page archive</source>
        <translation>أرشيف صفحة محفوظة</translation>
    </message>
    <message>
        <source>data file</source>
        <translation>ملف بيانات</translation>
    </message>
    <message>
        <source>file</source>
        <translation>ملف</translation>
    </message>
</context>
<context>
    <name>languages</name>
    <message>
        <source>French</source>
        <translation>الفرنسية</translation>
    </message>
    <message>
        <source>English</source>
        <translation>الإنجليزية</translation>
    </message>
    <message>
        <source>Arabic</source>
        <translation>العربية</translation>
    </message>
    <message>
        <source>German</source>
        <translation>الألمانية</translation>
    </message>
    <message>
        <source>Spanish</source>
        <translation>الإسبانية</translation>
    </message>
    <message>
        <source>Italian</source>
        <translation>الإيطالية</translation>
    </message>
    <message>
        <source>Portuguese</source>
        <translation>البرتغالية</translation>
    </message>
    <message>
        <source>Dutch</source>
        <translation>الهولندية</translation>
    </message>
    <message>
        <source>Hebrew</source>
        <translation>العبرية</translation>
    </message>
    <message>
        <source>Persian</source>
        <translation>الفارسية</translation>
    </message>
    <message>
        <source>Urdu</source>
        <translation>الأردية</translation>
    </message>
    <message>
        <source>Turkish</source>
        <translation>التركية</translation>
    </message>
    <message>
        <source>Polish</source>
        <translation>البولندية</translation>
    </message>
    <message>
        <source>Russian</source>
        <translation>الروسية</translation>
    </message>
    <message>
        <source>Ukrainian</source>
        <translation>الأوكرانية</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>الصينية</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>اليابانية</translation>
    </message>
    <message>
        <source>Korean</source>
        <translation>الكورية</translation>
    </message>
</context>
<context>
    <name>notes</name>
    <message>
        <source>Notes</source>
        <translation>الملاحظات</translation>
    </message>
    <message>
        <source>Machine translation</source>
        <translation>ترجمة آلية</translation>
    </message>
    <message>
        <source>Not found in the new version</source>
        <translation>غير موجود في النسخة الجديدة</translation>
    </message>
    <message>
        <source>Key point</source>
        <translation>نقطة أساسية</translation>
    </message>
    <message>
        <source>Fact</source>
        <translation>معلومة</translation>
    </message>
    <message>
        <source>To check</source>
        <translation>للتحقق</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>سؤال</translation>
    </message>
</context>
<context>
    <name>palette</name>
    <message>
        <source>No article is chosen</source>
        <translation>لم يُختر أي مقال</translation>
    </message>
    <message>
        <source>No article is open</source>
        <translation>لا مقال مفتوح</translation>
    </message>
</context>
<context>
    <name>reading</name>
    <message>
        <source>Embedded content on the original page: </source>
        <translation>محتوى مضمَّن في الصفحة الأصلية: </translation>
    </message>
    <message>
        <source>original</source>
        <translation>الأصل</translation>
    </message>
    <message>
        <source>machine translation</source>
        <translation>ترجمة آلية</translation>
    </message>
</context>
<context>
    <name>save</name>
    <message>
        <source>Saved for offline reading</source>
        <translation>حُفظ للقراءة دون اتصال</translation>
    </message>
    <message>
        <source>Already in your library</source>
        <translation>موجود في مكتبتك من قبل</translation>
    </message>
    <message>
        <source>The copy is updated</source>
        <translation>حُدِّثت النسخة</translation>
    </message>
    <message>
        <source>The page has not changed</source>
        <translation>لم تتغير الصفحة</translation>
    </message>
    <message>
        <source>Your copy was kept</source>
        <translation>بقيت نسختك كما هي</translation>
    </message>
    <message>
        <source>The text is complete.</source>
        <translation>النص كامل.</translation>
    </message>
    <message>
        <source>Saved on {date}</source>
        <translation>حُفظ في {date}</translation>
    </message>
    <message>
        <source>The page is much shorter now.</source>
        <translation>الصفحة أقصر بكثير الآن.</translation>
    </message>
    <message>
        <source>The page gives only a part of the article now.</source>
        <translation>لا تعرض الصفحة الآن سوى جزء من المقال.</translation>
    </message>
    <message>
        <source>The page holds another article now.</source>
        <translation>في الصفحة الآن مقال آخر.</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>قيد الانتظار</translation>
    </message>
    <message>
        <source>{done} of {total} pictures</source>
        <translation>الصور: {done} من {total}</translation>
    </message>
    <message>
        <source>finding the article…</source>
        <translation>جارٍ البحث عن المقال…</translation>
    </message>
    <message>
        <source>looking for pictures…</source>
        <translation>جارٍ البحث عن الصور…</translation>
    </message>
    <message>
        <source>saved</source>
        <translation>حُفظ</translation>
    </message>
    <message>
        <source>saving…</source>
        <translation>جارٍ الحفظ…</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>الصور</translation>
    </message>
    <message>
        <source>Fetching</source>
        <translation>الجلب</translation>
    </message>
    <message>
        <source>Extracting</source>
        <translation>الاستخراج</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>الحفظ</translation>
    </message>
    <message>
        <source>Step {number} of 4, {name}</source>
        <translation>الخطوة {number} من 4، {name}</translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <source>Theme</source>
        <translation>السمة</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>حجم النص</translation>
    </message>
    <message>
        <source>Column width</source>
        <translation>عرض العمود</translation>
    </message>
    <message>
        <source>Reduce motion</source>
        <translation>تقليل الحركة</translation>
    </message>
    <message>
        <source>Language of the interface</source>
        <translation>لغة الواجهة</translation>
    </message>
    <message>
        <source>Reading speed (words a minute; 0: by language)</source>
        <translation>سرعة القراءة (كلمة في الدقيقة؛ 0: حسب اللغة)</translation>
    </message>
    <message>
        <source>Show titles in my language</source>
        <translation>عرض العناوين بلغتي</translation>
    </message>
    <message>
        <source>Processor cores for translation (0: all but one)</source>
        <translation>أنوية المعالج المخصصة للترجمة (0: كلها إلا واحدة)</translation>
    </message>
    <message>
        <source>Quality of translation (faster: slightly worse)</source>
        <translation>جودة الترجمة (⁨faster⁩: أسرع وأقل جودة قليلًا)</translation>
    </message>
    <message>
        <source>Check translations and repair faulty sentences</source>
        <translation>فحص الترجمات وإصلاح الجمل المعيبة</translation>
    </message>
    <message>
        <source>Translate new articles at once to (for example en, ar)</source>
        <translation>ترجمة المقالات الجديدة فورًا إلى (مثلًا ⁨en, ar⁩)</translation>
    </message>
    <message>
        <source>Translate the queue on mains power only</source>
        <translation>ترجمة قائمة الانتظار عند الاتصال بالكهرباء فقط</translation>
    </message>
    <message>
        <source>Address of the list of models</source>
        <translation>عنوان قائمة النماذج</translation>
    </message>
    <message>
        <source>Fetch pictures when saving</source>
        <translation>جلب الصور عند الحفظ</translation>
    </message>
    <message>
        <source>Bars in reading mode</source>
        <translation>الأشرطة في وضع القراءة</translation>
    </message>
    <message>
        <source>Keyboard layout</source>
        <translation>تخطيط لوحة المفاتيح</translation>
    </message>
</context>
<context>
    <name>window</name>
    <message>
        <source>Moved to Trash</source>
        <translation>نُقل إلى المهملات</translation>
    </message>
    <message>
        <source>Restored</source>
        <translation>استُعيد من المهملات</translation>
    </message>
    <message>
        <source>Archived</source>
        <translation>أُرشف</translation>
    </message>
    <message>
        <source>Back in Unread</source>
        <translation>عاد إلى غير المقروءة</translation>
    </message>
    <message>
        <source>Tags changed</source>
        <translation>تغيّرت الوسوم</translation>
    </message>
    <message>
        <source>Delete everything in Trash?</source>
        <translation>حذف كل ما في المهملات؟</translation>
    </message>
    <message>
        <source>The articles and their pictures are removed from this computer.</source>
        <translation>ستُحذف المقالات وصورها من هذا الحاسوب.</translation>
    </message>
    <message>
        <source>Empty Trash</source>
        <translation>إفراغ المهملات</translation>
    </message>
    <message>
        <source>Link copied</source>
        <translation>نُسخ الرابط</translation>
    </message>
    <message>
        <source>Nothing to undo</source>
        <translation>لا شيء للتراجع عنه</translation>
    </message>
    <message>
        <source>One paragraph in focus</source>
        <translation>التركيز على فقرة واحدة</translation>
    </message>
    <message>
        <source>Whole text</source>
        <translation>النص كله</translation>
    </message>
    <message>
        <source>This article has no headings</source>
        <translation>لا عناوين فرعية في هذا المقال</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>المحتويات</translation>
    </message>
    <message>
        <source>Select a passage or go to a sentence first</source>
        <translation>يلزم أولًا تحديد مقطع أو الانتقال إلى جملة</translation>
    </message>
    <message>
        <source>machine translation</source>
        <translation>ترجمة آلية</translation>
    </message>
    <message>
        <source>Quotation copied</source>
        <translation>نُسخ الاقتباس</translation>
    </message>
</context>
</TS>
