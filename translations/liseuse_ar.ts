<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ar" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Liseuse</source>
        <translation>عن ⁨Liseuse⁩</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>الرخصة</translation>
    </message>
    <message>
        <source>Save articles. Read them anywhere. Translate them on this computer.</source>
        <translation>حفظ المقالات وقراءتها أينما كنت وترجمتها على هذا الحاسوب.</translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 3 or later. No warranty.</source>
        <translation>برنامج حر بموجب رخصة ⁨GNU⁩ العمومية العامة، الإصدار 3 أو ما بعده. دون أي ضمان.</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>المكوّن</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>الإصدار</translation>
    </message>
    <message>
        <source>What Liseuse is made of</source>
        <translation>مكوّنات ⁨Liseuse⁩</translation>
    </message>
    <message>
        <source>Copy the list</source>
        <translation>نسخ القائمة</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>نُسخ</translation>
    </message>
</context>
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
    <name>Announcements</name>
    <message>
        <source>Text size {number}</source>
        <translation>حجم النص {number}</translation>
    </message>
    <message>
        <source>Reading mode</source>
        <translation>وضع القراءة</translation>
    </message>
    <message>
        <source>Reading mode left</source>
        <translation>انتهى وضع القراءة</translation>
    </message>
</context>
<context>
    <name>ArticlePresenter</name>
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
    <name>ArticleStructure</name>
    <message>
        <source>Parts of the article</source>
        <translation>أجزاء المقال</translation>
    </message>
</context>
<context>
    <name>BackupDialog</name>
    <message>
        <source>Backups</source>
        <translation>النسخ الاحتياطية</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>نسخ احتياطي الآن</translation>
    </message>
    <message>
        <source>Liseuse copies the library once a day, and keeps seven days and four weeks. The copies are on this computer, beside the library.</source>
        <translation>ينسخ ⁨Liseuse⁩ المكتبة مرة كل يوم، ويحتفظ بنسخ سبعة أيام وأربعة أسابيع. النسخ موجودة على هذا الحاسوب بجانب المكتبة.</translation>
    </message>
    <message>
        <source>Copying the library…</source>
        <translation>جارٍ نسخ المكتبة…</translation>
    </message>
    <message>
        <source>Restore the backup of {date}?</source>
        <translation>استعادة النسخة الاحتياطية بتاريخ {date}؟</translation>
    </message>
    <message>
        <source>The library as it is now is kept among the backups, so that you can come back to it. What was saved since then is only in that copy.</source>
        <translation>تُحفظ المكتبة بحالها الآن بين النسخ الاحتياطية، فيمكن الرجوع إليها. وما حُفظ منذ ذلك التاريخ لا يوجد إلا في تلك النسخة.</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>استعادة</translation>
    </message>
    <message>
        <source>Daily backup</source>
        <translation>نسخة احتياطية يومية</translation>
    </message>
    <message>
        <source>Weekly backup</source>
        <translation>نسخة احتياطية أسبوعية</translation>
    </message>
    <message>
        <source>Before an update of Liseuse</source>
        <translation>قبل تحديث ⁨Liseuse⁩</translation>
    </message>
    <message>
        <source>Before a restore</source>
        <translation>قبل استعادة نسخة</translation>
    </message>
    <message>
        <source>Salvaged from a damaged library</source>
        <translation>أُنقذت من مكتبة تالفة</translation>
    </message>
    <message>
        <source>Made by you</source>
        <translation>أُنشئت يدويًا</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>نسخة احتياطية</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>تتعذّر قراءتها</translation>
    </message>
    <message numerus="yes">
        <source>%n article(s)</source>
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
        <source>Backup made</source>
        <translation>أُنشئت النسخة الاحتياطية</translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation>استعادة…</translation>
    </message>
    <message>
        <source>Restore the backup of {date}</source>
        <translation>استعادة النسخة الاحتياطية بتاريخ {date}</translation>
    </message>
    <message>
        <source>No backups yet</source>
        <translation>لا نسخ احتياطية بعد</translation>
    </message>
    <message>
        <source>The first one is made today.</source>
        <translation>تُنشأ النسخة الأولى اليوم.</translation>
    </message>
</context>
<context>
    <name>BestWayBox</name>
    <message>
        <source>To read French in Arabic</source>
        <translation>لقراءة الفرنسية بالعربية</translation>
    </message>
    <message>
        <source>The model from English to Arabic leaves some sentences in English.</source>
        <translation>يترك نموذج الإنجليزية إلى العربية بعض الجمل بالإنجليزية.</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>جاهز</translation>
    </message>
    <message>
        <source>Better: {way}</source>
        <translation>الأفضل: {way}</translation>
    </message>
</context>
<context>
    <name>BlockChooser</name>
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
    <name>BusyDialog</name>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
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
    <name>CardTexts</name>
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
    <name>CatalogueDialog</name>
    <message>
        <source>Read on another device</source>
        <translation>القراءة على جهاز آخر</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>يبدأ…</translation>
    </message>
    <message>
        <source>Give this address to a program that knows OPDS catalogues, such as {programs}. Any name, and the code as password. A telephone’s camera reads the picture; its browser shows the catalogue.</source>
        <translation>يُعطى هذا العنوان لبرنامج يعرف فهارس ⁨OPDS⁩، مثل {programs}، مع أي اسم، والرمز ككلمة مرور. تقرأ كاميرا الهاتف الصورة، ويعرض متصفحه الفهرس.</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>نسخ العنوان</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Ending…</source>
        <translation>ينتهي…</translation>
    </message>
    <message>
        <source>The catalogue is on.</source>
        <translation>الفهرس مُشغَّل.</translation>
    </message>
    <message>
        <source>Address: {address}</source>
        <translation>العنوان: {address}</translation>
    </message>
    <message>
        <source>Code: {code}</source>
        <translation>الرمز: {code}</translation>
    </message>
    <message>
        <source>QR code of the address</source>
        <translation>رمز ⁨QR⁩ للعنوان</translation>
    </message>
    <message>
        <source>Turn off</source>
        <translation>إيقاف</translation>
    </message>
    <message>
        <source>Turn on</source>
        <translation>تشغيل</translation>
    </message>
    <message>
        <source>An e-reader, tablet or telephone in the same network gets your articles as books, also in two languages. It can change nothing, and it needs the code. The catalogue is there until you turn it off or close Liseuse.</source>
        <translation>يحصل قارئ إلكتروني أو لوحي أو هاتف في الشبكة نفسها على مقالاتك كتبًا، وبلغتين أيضًا. لا يستطيع تغيير شيء، ويلزمه الرمز. يبقى الفهرس إلى أن توقفه أو تغلق ⁨Liseuse⁩.</translation>
    </message>
</context>
<context>
    <name>ChangeTexts</name>
    <message numerus="yes">
        <source>%n articles moved to Trash</source>
        <translation>
            <numerusform>لم يُنقل أي مقال إلى المهملات</numerusform>
            <numerusform>نُقل مقال واحد إلى المهملات</numerusform>
            <numerusform>نُقل مقالان إلى المهملات</numerusform>
            <numerusform>نُقلت %n مقالات إلى المهملات</numerusform>
            <numerusform>نُقل %n مقالًا إلى المهملات</numerusform>
            <numerusform>نُقل %n مقال إلى المهملات</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n articles restored</source>
        <translation>
            <numerusform>لم يُستعد أي مقال من المهملات</numerusform>
            <numerusform>استُعيد مقال واحد من المهملات</numerusform>
            <numerusform>استُعيد مقالان من المهملات</numerusform>
            <numerusform>استُعيدت %n مقالات من المهملات</numerusform>
            <numerusform>استُعيد %n مقالًا من المهملات</numerusform>
            <numerusform>استُعيد %n مقال من المهملات</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n articles archived</source>
        <translation>
            <numerusform>لم يُؤرشف أي مقال</numerusform>
            <numerusform>أُرشف مقال واحد</numerusform>
            <numerusform>أُرشف مقالان</numerusform>
            <numerusform>أُرشفت %n مقالات</numerusform>
            <numerusform>أُرشف %n مقالًا</numerusform>
            <numerusform>أُرشف %n مقال</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n articles back in Unread</source>
        <translation>
            <numerusform>لم يرجع أي مقال إلى غير المقروءة</numerusform>
            <numerusform>عاد مقال واحد إلى غير المقروءة</numerusform>
            <numerusform>عاد مقالان إلى غير المقروءة</numerusform>
            <numerusform>عادت %n مقالات إلى غير المقروءة</numerusform>
            <numerusform>عاد %n مقالًا إلى غير المقروءة</numerusform>
            <numerusform>عاد %n مقال إلى غير المقروءة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n articles changed</source>
        <translation>
            <numerusform>لم يتغيّر أي مقال</numerusform>
            <numerusform>تغيّر مقال واحد</numerusform>
            <numerusform>تغيّر مقالان</numerusform>
            <numerusform>تغيّرت %n مقالات</numerusform>
            <numerusform>تغيّر %n مقالًا</numerusform>
            <numerusform>تغيّر %n مقال</numerusform>
        </translation>
    </message>
    <message>
        <source>Added to favourites</source>
        <translation>أُضيف إلى المفضلة</translation>
    </message>
    <message>
        <source>Removed from favourites</source>
        <translation>أُزيل من المفضلة</translation>
    </message>
    <message>
        <source>Marked as unread</source>
        <translation>عُلّم كغير مقروء</translation>
    </message>
    <message>
        <source>Marked as read</source>
        <translation>عُلّم كمقروء</translation>
    </message>
</context>
<context>
    <name>CheckDialog</name>
    <message>
        <source>Check library</source>
        <translation>فحص المكتبة</translation>
    </message>
    <message>
        <source>Looks whether every article, picture and index entry is as it was stored.</source>
        <translation>يتحقق الفحص من أن كل مقال وصورة ومدخل في الفهرس باقٍ كما حُفظ.</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>إصلاح</translation>
    </message>
    <message>
        <source>Repairing…</source>
        <translation>جارٍ الإصلاح…</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>جارٍ الفحص…</translation>
    </message>
    <message>
        <source>The library’s file</source>
        <translation>ملف المكتبة</translation>
    </message>
    <message>
        <source>Links inside the library</source>
        <translation>الروابط داخل المكتبة</translation>
    </message>
    <message>
        <source>Version of the file</source>
        <translation>إصدار الملف</translation>
    </message>
    <message>
        <source>Texts of the articles</source>
        <translation>نصوص المقالات</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>الصور</translation>
    </message>
    <message>
        <source>Pictures of no article</source>
        <translation>صور لا تخص أي مقال</translation>
    </message>
    <message>
        <source>Leftovers of interrupted work</source>
        <translation>بقايا عمليات لم تكتمل</translation>
    </message>
    <message>
        <source>Search index</source>
        <translation>فهرس البحث</translation>
    </message>
    <message>
        <source>Translation models</source>
        <translation>نماذج الترجمة</translation>
    </message>
    <message>
        <source>Libraries on disks that were given up</source>
        <translation>مكتبات على أقراص تم التخلي عنها</translation>
    </message>
    <message>
        <source>Repaired</source>
        <translation>أُصلح</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>سليم</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>يحتاج إلى مراجعة</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) will be fetched again.</source>
        <translation>
            <numerusform>لن تُجلب أي صورة من جديد.</numerusform>
            <numerusform>ستُجلب صورة واحدة من جديد.</numerusform>
            <numerusform>ستُجلب صورتان من جديد.</numerusform>
            <numerusform>ستُجلب %n صور من جديد.</numerusform>
            <numerusform>ستُجلب %n صورة من جديد.</numerusform>
            <numerusform>ستُجلب %n صورة من جديد.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) removed.</source>
        <translation>
            <numerusform>لم تُحذف أي صورة.</numerusform>
            <numerusform>حُذفت صورة واحدة.</numerusform>
            <numerusform>حُذفت صورتان.</numerusform>
            <numerusform>حُذفت %n صور.</numerusform>
            <numerusform>حُذفت %n صورة.</numerusform>
            <numerusform>حُذفت %n صورة.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) removed.</source>
        <translation>
            <numerusform>لم يُحذف أي ملف.</numerusform>
            <numerusform>حُذف ملف واحد.</numerusform>
            <numerusform>حُذف ملفان.</numerusform>
            <numerusform>حُذفت %n ملفات.</numerusform>
            <numerusform>حُذف %n ملفًا.</numerusform>
            <numerusform>حُذف %n ملف.</numerusform>
        </translation>
    </message>
    <message>
        <source>It was made anew.</source>
        <translation>أُعيد إنشاؤه.</translation>
    </message>
    <message>
        <source>It is damaged: restore a backup, or rescue what can be read.</source>
        <translation>إنه تالف: يمكن استعادة نسخة احتياطية أو إنقاذ ما يمكن قراءته.</translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies) belong to nothing any more.</source>
        <translation>
            <numerusform>لا مدخلات معزولة.</numerusform>
            <numerusform>مدخل واحد لم يعد يتبع شيئًا.</numerusform>
            <numerusform>مدخلان لم يعودا يتبعان شيئًا.</numerusform>
            <numerusform>%n مدخلات لم تعد تتبع شيئًا.</numerusform>
            <numerusform>%n مدخلًا لم يعد يتبع شيئًا.</numerusform>
            <numerusform>%n مدخل لم يعد يتبع شيئًا.</numerusform>
        </translation>
    </message>
    <message>
        <source>It was made by another version of Liseuse.</source>
        <translation>أنشأته نسخة أخرى من ⁨Liseuse⁩.</translation>
    </message>
    <message numerus="yes">
        <source>%n article(s) damaged: save them again.</source>
        <translation>
            <numerusform>لا مقالات تالفة.</numerusform>
            <numerusform>مقال واحد تالف: يلزم حفظه من جديد.</numerusform>
            <numerusform>مقالان تالفان: يلزم حفظهما من جديد.</numerusform>
            <numerusform>%n مقالات تالفة: يلزم حفظها من جديد.</numerusform>
            <numerusform>%n مقالًا تالفًا: يلزم حفظها من جديد.</numerusform>
            <numerusform>%n مقال تالف: يلزم حفظها من جديد.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) missing or damaged.</source>
        <translation>
            <numerusform>لا صور ناقصة أو تالفة.</numerusform>
            <numerusform>صورة واحدة ناقصة أو تالفة.</numerusform>
            <numerusform>صورتان ناقصتان أو تالفتان.</numerusform>
            <numerusform>%n صور ناقصة أو تالفة.</numerusform>
            <numerusform>%n صورة ناقصة أو تالفة.</numerusform>
            <numerusform>%n صورة ناقصة أو تالفة.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) take up room.</source>
        <translation>
            <numerusform>لا صور تشغل مساحة.</numerusform>
            <numerusform>صورة واحدة تشغل مساحة.</numerusform>
            <numerusform>صورتان تشغلان مساحة.</numerusform>
            <numerusform>%n صور تشغل مساحة.</numerusform>
            <numerusform>%n صورة تشغل مساحة.</numerusform>
            <numerusform>%n صورة تشغل مساحة.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) take up room.</source>
        <translation>
            <numerusform>لا ملفات تشغل مساحة.</numerusform>
            <numerusform>ملف واحد يشغل مساحة.</numerusform>
            <numerusform>ملفان يشغلان مساحة.</numerusform>
            <numerusform>%n ملفات تشغل مساحة.</numerusform>
            <numerusform>%n ملفًا يشغل مساحة.</numerusform>
            <numerusform>%n ملف يشغل مساحة.</numerusform>
        </translation>
    </message>
    <message>
        <source>It does not fit the texts; repairing makes it anew.</source>
        <translation>لا يطابق النصوص؛ والإصلاح يعيد إنشاءه.</translation>
    </message>
    <message>
        <source>Everything is sound.</source>
        <translation>كل شيء سليم.</translation>
    </message>
    <message numerus="yes">
        <source>%n point(s) need attention.</source>
        <translation>
            <numerusform>لا نقاط تحتاج إلى مراجعة.</numerusform>
            <numerusform>نقطة واحدة تحتاج إلى مراجعة.</numerusform>
            <numerusform>نقطتان تحتاجان إلى مراجعة.</numerusform>
            <numerusform>%n نقاط تحتاج إلى مراجعة.</numerusform>
            <numerusform>%n نقطة تحتاج إلى مراجعة.</numerusform>
            <numerusform>%n نقطة تحتاج إلى مراجعة.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ClipboardOffer</name>
    <message>
        <source>Copied link · {key} saves it</source>
        <translation>رابط منسوخ · {key} لحفظه</translation>
    </message>
    <message>
        <source>Save {link}?</source>
        <translation>حفظ {link}؟</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>حفظ</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>ليس الآن</translation>
    </message>
</context>
<context>
    <name>CompanionDialog</name>
    <message>
        <source>Save from the browser</source>
        <translation>الحفظ من المتصفح</translation>
    </message>
    <message>
        <source>The companion hands the page to Liseuse as you see it, also where you are signed in. Everything stays on this computer.</source>
        <translation>تسلّم الإضافة المرافقة الصفحة إلى ⁨Liseuse⁩ كما تظهر في المتصفح، حتى في المواقع التي سُجّل الدخول إليها. يبقى كل شيء على هذا الحاسوب.</translation>
    </message>
    <message>
        <source>Connect the browsers</source>
        <translation>ربط المتصفحات</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>إلغاء الربط</translation>
    </message>
    <message>
        <source>Chromium, Chrome, Edge: open {page}, turn on “Developer mode”, choose “Load unpacked”.</source>
        <translation>في ⁨Chromium⁩ و⁨Chrome⁩ و⁨Edge⁩: فتح {page}، ثم تفعيل «وضع مطوّر البرامج» (⁨Developer mode⁩)، ثم اختيار «تحميل إضافة غير محزّمة» (⁨Load unpacked⁩).</translation>
    </message>
    <message>
        <source>Then, once in each browser:</source>
        <translation>ثم مرة واحدة في كل متصفح:</translation>
    </message>
    <message>
        <source>Firefox: open {page}, choose “Load Temporary Add-on” and {file}; after a restart of Firefox, once more.</source>
        <translation>في ⁨Firefox⁩: فتح {page} ثم اختيار «تحميل إضافة مؤقتة» (⁨Load Temporary Add-on⁩) ثم {file}؛ ويُعاد ذلك بعد كل إعادة تشغيل للمتصفح.</translation>
    </message>
    <message>
        <source>Firefox ESR and Developer Edition keep it: set {option} to false in {page}, then choose “Install Add-on From File” in {addons}. It is not signed by Mozilla.</source>
        <translation>ويُبقيه ⁨Firefox ESR⁩ و⁨Developer Edition⁩: ضبط {option} على ⁨false⁩ في {page}، ثم اختيار «تثبيت إضافة من ملف» (⁨Install Add-on From File⁩) في {addons}. وهو غير موقّع من ⁨Mozilla⁩.</translation>
    </message>
    <message>
        <source>The button, the context menu and {key} then save the page.</source>
        <translation>بعد ذلك تُحفظ الصفحة بالزر أو بقائمة السياق أو بالمفاتيح {key}.</translation>
    </message>
    <message>
        <source>Copy the folder’s path</source>
        <translation>نسخ مسار المجلد</translation>
    </message>
    <message>
        <source>Show the folder</source>
        <translation>عرض المجلد</translation>
    </message>
    <message>
        <source>Bookmarklet</source>
        <translation>إشارة مرجعية للحفظ</translation>
    </message>
    <message>
        <source>For any other browser: make a bookmark with this text as its address. It hands over the link of the page, which Liseuse then fetches itself.</source>
        <translation>في أي متصفح آخر: إنشاء إشارة مرجعية عنوانها هذا النص. تسلّم الإشارة رابط الصفحة، ثم يجلبها ⁨Liseuse⁩ بنفسه.</translation>
    </message>
    <message>
        <source>Copy the bookmarklet</source>
        <translation>نسخ نص الإشارة المرجعية</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Installed as Flatpak or Snap: {names}. Most of these cannot start Liseuse; use the bookmarklet there.</source>
        <translation>مثبّتة بصيغة ⁨Flatpak⁩ أو ⁨Snap⁩: {names}. لا يستطيع معظمها تشغيل ⁨Liseuse⁩؛ وهناك تُستعمل الإشارة المرجعية.</translation>
    </message>
    <message>
        <source>No browser was found that can be connected.</source>
        <translation>لم يُعثر على متصفح يمكن ربطه.</translation>
    </message>
    <message>
        <source>Connected: {names}</source>
        <translation>المتصفحات المربوطة: {names}</translation>
    </message>
    <message>
        <source>No browser is connected with this library.</source>
        <translation>لا متصفح مربوط بهذه المكتبة.</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>نُسخ</translation>
    </message>
</context>
<context>
    <name>CorrectionPanel</name>
    <message>
        <source>Correct this sentence</source>
        <translation>تصحيح هذه الجملة</translation>
    </message>
    <message>
        <source>Your translation to {language}</source>
        <translation>ترجمتكم ({language})</translation>
    </message>
    <message>
        <source>Back to the machine’s translation</source>
        <translation>العودة إلى الترجمة الآلية</translation>
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
    <name>CrashDialog</name>
    <message>
        <source>Report</source>
        <translation>التقرير</translation>
    </message>
    <message>
        <source>The report names versions and places in the program. It holds no text of your articles and no addresses, and is sent nowhere.</source>
        <translation>يذكر التقرير أرقام إصدارات ومواضع في البرنامج. ليس فيه أي نص من مقالاتك ولا أي عنوان، ولا يُرسل إلى أي مكان.</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>نسخ التقرير</translation>
    </message>
    <message>
        <source>Open log folder</source>
        <translation>فتح مجلد السجلات</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>نُسخ</translation>
    </message>
</context>
<context>
    <name>DesktopControls</name>
    <message>
        <source>An article is being read aloud</source>
        <translation>تجري قراءة مقال بصوت عالٍ</translation>
    </message>
</context>
<context>
    <name>DropOverlay</name>
    <message>
        <source>Only web links can be saved</source>
        <translation>لا يمكن حفظ غير روابط الويب</translation>
    </message>
    <message>
        <source>Drop to follow</source>
        <translation>أفلِت للمتابعة</translation>
    </message>
    <message>
        <source>Save with the tag {tag}</source>
        <translation>الحفظ بالوسم {tag}</translation>
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
        <source>A source whose new pieces come by themselves</source>
        <translation>مصدر تأتي مواده الجديدة تلقائيًا</translation>
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
    <message>
        <source>Drop to install</source>
        <translation>أفلت للتثبيت</translation>
    </message>
    <message numerus="yes">
        <source>%n translation model(s)</source>
        <translation>
            <numerusform>لا نماذج ترجمة</numerusform>
            <numerusform>نموذج ترجمة واحد</numerusform>
            <numerusform>نموذجا ترجمة</numerusform>
            <numerusform>%n نماذج ترجمة</numerusform>
            <numerusform>%n نموذج ترجمة</numerusform>
            <numerusform>%n نموذج ترجمة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n links and files</source>
        <translation>
            <numerusform>لا روابط ولا ملفات</numerusform>
            <numerusform>رابط أو ملف واحد</numerusform>
            <numerusform>رابطان أو ملفان</numerusform>
            <numerusform>%n روابط وملفات</numerusform>
            <numerusform>%n من الروابط والملفات</numerusform>
            <numerusform>%n من الروابط والملفات</numerusform>
        </translation>
    </message>
    <message>
        <source>Esc to cancel</source>
        <translation>⁨Esc⁩ للإلغاء</translation>
    </message>
    <message>
        <source>Drop to import</source>
        <translation>الإفلات هنا للاستيراد</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) of another program</source>
        <translation>
            <numerusform>لا ملف من برنامج آخر</numerusform>
            <numerusform>ملف واحد من برنامج آخر</numerusform>
            <numerusform>ملفان من برنامج آخر</numerusform>
            <numerusform>%n ملفات من برنامج آخر</numerusform>
            <numerusform>%n ملفًا من برنامج آخر</numerusform>
            <numerusform>%n ملف من برنامج آخر</numerusform>
        </translation>
    </message>
    <message>
        <source>Folders: exports of other programs, or saved pages</source>
        <translation>مجلدات: ملفات صدّرتها برامج أخرى، أو صفحات محفوظة</translation>
    </message>
</context>
<context>
    <name>EditionExport</name>
    <message>
        <source>Edition of the day</source>
        <translation>طبعة اليوم</translation>
    </message>
    <message>
        <source>Writing {file}…</source>
        <translation>تُكتب {file}…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Nothing that was saved since then is unread.</source>
        <translation>لا شيء غير مقروء مما حُفظ منذ ذلك الحين.</translation>
    </message>
    <message>
        <source>Written to {file} · articles: {count} · {minutes} min of reading</source>
        <translation>كُتبت في {file} · المقالات: {count} · {minutes} د من القراءة</translation>
    </message>
    <message>
        <source>Not translated yet, and in their own language: {count}</source>
        <translation>لم تُترجم بعد، وهي بلغتها الأصلية: {count}</translation>
    </message>
    <message>
        <source>The edition is no longer made by itself.</source>
        <translation>لم تعد الطبعة تُعدّ تلقائيًا.</translation>
    </message>
    <message>
        <source>The edition goes into {folder} by itself from now on.</source>
        <translation>ستُحفظ الطبعة تلقائيًا في {folder} من الآن فصاعدًا.</translation>
    </message>
</context>
<context>
    <name>EditionPanel</name>
    <message>
        <source>Edition of the day</source>
        <translation>طبعة اليوم</translation>
    </message>
    <message>
        <source>Everything unread as one book for an e-reader, oldest first.</source>
        <translation>كل ما لم يُقرأ في كتاب واحد للقارئ الإلكتروني، من الأقدم إلى الأحدث.</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>تاريخ الحفظ</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>النص</translation>
    </message>
    <message>
        <source>Sources (none chosen: all)</source>
        <translation>المصادر (دون اختيار: كلها)</translation>
    </message>
    <message>
        <source>Fetch new pieces of the feeds first</source>
        <translation>جلب المواد الجديدة من الخلاصات أولًا</translation>
    </message>
    <message>
        <source>What came is saved and translated, the newest of much</source>
        <translation>يُحفظ ما جاء ويُترجم، والأحدث إن كثر</translation>
    </message>
    <message>
        <source>Make it by itself</source>
        <translation>إعدادها تلقائيًا</translation>
    </message>
    <message>
        <source>Into the folder of this book, by a timer of your system</source>
        <translation>في مجلد هذا الكتاب، بواسطة مؤقِّت النظام</translation>
    </message>
    <message>
        <source>In the last day</source>
        <translation>خلال آخر يوم</translation>
    </message>
    <message>
        <source>In the last week</source>
        <translation>خلال آخر أسبوع</translation>
    </message>
    <message>
        <source>In the last month</source>
        <translation>خلال آخر شهر</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>الأصل</translation>
    </message>
    <message>
        <source>Both, with {language}</source>
        <translation>كلاهما، مع {language}</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>أبدًا</translation>
    </message>
    <message>
        <source>Every day at 7 in the morning</source>
        <translation>كل يوم في السابعة صباحًا</translation>
    </message>
    <message>
        <source>Every Monday at 7 in the morning</source>
        <translation>كل يوم اثنين في السابعة صباحًا</translation>
    </message>
</context>
<context>
    <name>EmptyPage</name>
    <message>
        <source>Retry</source>
        <translation>إعادة المحاولة</translation>
    </message>
    <message>
        <source>Restore or salvage…</source>
        <translation>استعادة أو إنقاذ…</translation>
    </message>
    <message>
        <source>What can be done…</source>
        <translation>ما يمكن فعله…</translation>
    </message>
    <message>
        <source>Looking at the library…</source>
        <translation>جارٍ فحص المكتبة…</translation>
    </message>
    <message>
        <source>It opens by itself.</source>
        <translation>ستُفتح من تلقاء نفسها.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>The disk of your library does not answer</source>
        <translation>قرص مكتبتك لا يستجيب</translation>
    </message>
    <message>
        <source>The library opens by itself as soon as it does. Nothing in it is lost.</source>
        <translation>ستُفتح المكتبة من تلقاء نفسها حالما يستجيب. لم يُفقد منها شيء.</translation>
    </message>
    <message>
        <source>The library is not open</source>
        <translation>المكتبة غير مفتوحة</translation>
    </message>
    <message>
        <source>Nothing in it is lost.</source>
        <translation>لم يُفقد منها شيء.</translation>
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
        <source>No lists yet</source>
        <translation>لا قوائم بعد</translation>
    </message>
    <message>
        <source>Save an article: what its site calls the latest or most read appears here.</source>
        <translation>بعد حفظ مقال يظهر هنا ما يعدّه موقعه الأحدث أو الأكثر قراءة.</translation>
    </message>
    <message>
        <source>Nothing that fits in 10 minutes</source>
        <translation>لا شيء يُقرأ في 10 دقائق</translation>
    </message>
    <message>
        <source>Only short articles are shown now.</source>
        <translation>لا تُعرض الآن إلا المقالات القصيرة.</translation>
    </message>
    <message>
        <source>Show all lengths</source>
        <translation>عرض المقالات بكل أطوالها</translation>
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
    <message>
        <source>What your sources bring is saved and translated here.</source>
        <translation>ما تأتي به مصادرك يُحفَظ ويُترجَم هنا.</translation>
    </message>
    <message>
        <source>Nothing to read yet</source>
        <translation>لا شيء للقراءة بعد</translation>
    </message>
</context>
<context>
    <name>EndButtons</name>
    <message>
        <source>Archive and next</source>
        <translation>أرشفة ثم التالي</translation>
    </message>
    <message>
        <source>Unarchive</source>
        <translation>إلغاء الأرشفة</translation>
    </message>
    <message>
        <source>Add a private note</source>
        <translation>إضافة ملاحظة خاصة</translation>
    </message>
    <message>
        <source>Add a note</source>
        <translation>إضافة ملاحظة</translation>
    </message>
    <message>
        <source>Original page</source>
        <translation>الصفحة الأصلية</translation>
    </message>
    <message>
        <source>You follow {source}</source>
        <translation>أنت تتابع {source}</translation>
    </message>
    <message>
        <source>Follow {source}</source>
        <translation>متابعة {source}</translation>
    </message>
</context>
<context>
    <name>ErrorNotice</name>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Show details</source>
        <translation>عرض التفاصيل</translation>
    </message>
</context>
<context>
    <name>ExportFeature</name>
    <message>
        <source>Written to {file}</source>
        <translation>كُتب في {file}</translation>
    </message>
    <message>
        <source>Drawing {file}…</source>
        <translation>جارٍ رسم {file}…</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>تصدير</translation>
    </message>
    <message>
        <source>Writing {file}…</source>
        <translation>تجري كتابة {file}…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Nothing is highlighted or noted here.</source>
        <translation>لا تظليل ولا ملاحظة هنا.</translation>
    </message>
</context>
<context>
    <name>ExportPanel</name>
    <message>
        <source>Export this article</source>
        <translation>تصدير هذا المقال</translation>
    </message>
    <message numerus="yes">
        <source>Export %n article(s)</source>
        <translation>
            <numerusform>تصدير %n مقال</numerusform>
            <numerusform>تصدير مقال واحد</numerusform>
            <numerusform>تصدير مقالين</numerusform>
            <numerusform>تصدير %n مقالات</numerusform>
            <numerusform>تصدير %n مقالًا</numerusform>
            <numerusform>تصدير %n مقال</numerusform>
        </translation>
    </message>
    <message>
        <source>Have a voice read the sentences</source>
        <translation>اجعل صوتًا يقرأ الجمل</translation>
    </message>
    <message>
        <source>Web page with its pictures (HTML)</source>
        <translation>صفحة ويب مع صورها (⁨HTML⁩)</translation>
    </message>
    <message>
        <source>Markdown</source>
        <translation>ملف ⁨Markdown⁩</translation>
    </message>
    <message>
        <source>Plain text</source>
        <translation>نص عادي</translation>
    </message>
    <message>
        <source>PDF</source>
        <translation>ملف ⁨PDF⁩</translation>
    </message>
    <message>
        <source>Book for e-readers (EPUB)</source>
        <translation>كتاب للقارئات الإلكترونية (⁨EPUB⁩)</translation>
    </message>
    <message>
        <source>This computer has no program that does it. espeak-ng is one.</source>
        <translation>ليس في هذا الحاسوب برنامج يفعل ذلك. منها ⁨espeak-ng⁩.</translation>
    </message>
    <message>
        <source>This computer has no program that does it.</source>
        <translation>ليس في هذا الحاسوب برنامج يفعل ذلك.</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>الصيغة</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>النص</translation>
    </message>
    <message>
        <source>With my notes</source>
        <translation>مع ملاحظاتي</translation>
    </message>
    <message>
        <source>Reference for Zotero (RIS)</source>
        <translation>مرجع لبرنامج ⁨Zotero (RIS)⁩</translation>
    </message>
    <message>
        <source>Reference (CSL JSON)</source>
        <translation>مرجع (⁨CSL JSON⁩)</translation>
    </message>
    <message>
        <source>Highlights for Readwise (CSV)</source>
        <translation>التظليلات لخدمة ⁨Readwise (CSV)⁩</translation>
    </message>
    <message>
        <source>Sentence cards for Anki</source>
        <translation>بطاقات جمل لبرنامج ⁨Anki⁩</translation>
    </message>
    <message>
        <source>Only what I highlighted</source>
        <translation>ما ظلّلته فقط</translation>
    </message>
    <message>
        <source>Books on an e-reader (EPUB)</source>
        <translation>كتب على قارئ إلكتروني (⁨EPUB⁩)</translation>
    </message>
    <message>
        <source>Website in a folder (HTML)</source>
        <translation>موقع ويب في مجلد (⁨HTML⁩)</translation>
    </message>
</context>
<context>
    <name>FeedList</name>
    <message>
        <source>New</source>
        <translation>الجديد</translation>
    </message>
    <message>
        <source>All</source>
        <translation>الكل</translation>
    </message>
    <message>
        <source>Which pieces</source>
        <translation>المواد المعروضة</translation>
    </message>
    <message>
        <source>Pieces of feeds</source>
        <translation>مواد الخلاصات</translation>
    </message>
    <message>
        <source>Looking for new pieces…</source>
        <translation>جارٍ البحث عن مواد جديدة…</translation>
    </message>
    <message>
        <source>No source followed yet</source>
        <translation>لم تتابع أي مصدر بعد</translation>
    </message>
    <message>
        <source>What the sources you follow publish is listed here.</source>
        <translation>ما تنشره المصادر التي تتابعها يظهر هنا.</translation>
    </message>
    <message>
        <source>Follow a source…</source>
        <translation>متابعة مصدر…</translation>
    </message>
    <message>
        <source>F5 looks for more.</source>
        <translation>اضغط ⁨F5⁩ للبحث من جديد.</translation>
    </message>
    <message>
        <source>Nothing new</source>
        <translation>لا جديد</translation>
    </message>
    <message>
        <source>Show all pieces</source>
        <translation>إظهار كل المواد</translation>
    </message>
    <message>
        <source>Nothing here yet</source>
        <translation>لا شيء هنا بعد</translation>
    </message>
    <message>
        <source>Look for new pieces</source>
        <translation>البحث عن مواد جديدة</translation>
    </message>
</context>
<context>
    <name>FeedPieces</name>
    <message>
        <source>Titles as their sources have them</source>
        <translation>العناوين كما هي في مصادرها</translation>
    </message>
    <message>
        <source>Translated titles</source>
        <translation>العناوين المترجمة</translation>
    </message>
    <message>
        <source>Choose a piece in the list first</source>
        <translation>اختر أولًا مادة من القائمة</translation>
    </message>
    <message>
        <source>Nothing older is new</source>
        <translation>لا جديد بين الأقدم</translation>
    </message>
    <message>
        <source>Marked as read: {count}</source>
        <translation>عُلّم كمقروء: {count}</translation>
    </message>
</context>
<context>
    <name>FeedSources</name>
    <message numerus="yes">
        <source>%n source(s) of the list are on this computer or in its network</source>
        <translation>
            <numerusform>لا مصدر من القائمة على هذا الحاسوب أو في شبكته</numerusform>
            <numerusform>مصدر واحد من القائمة على هذا الحاسوب أو في شبكته</numerusform>
            <numerusform>مصدران من القائمة على هذا الحاسوب أو في شبكته</numerusform>
            <numerusform>%n مصادر من القائمة على هذا الحاسوب أو في شبكته</numerusform>
            <numerusform>%n مصدرًا من القائمة على هذا الحاسوب أو في شبكته</numerusform>
            <numerusform>%n مصدر من القائمة على هذا الحاسوب أو في شبكته</numerusform>
        </translation>
    </message>
    <message>
        <source>Follow only what you know.</source>
        <translation>لا تتابع إلا ما تعرفه.</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>متابعة</translation>
    </message>
    <message>
        <source>Looking for feeds…</source>
        <translation>جارٍ البحث عن خلاصات…</translation>
    </message>
    <message>
        <source>You follow {source} already</source>
        <translation>أنت تتابع {source} من قبل</translation>
    </message>
    <message>
        <source>Sources followed: {count}</source>
        <translation>المصادر المتابَعة: {count}</translation>
    </message>
    <message>
        <source>No longer followed: {name}</source>
        <translation>توقفت متابعة: {name}</translation>
    </message>
    <message>
        <source>Export the list of feeds</source>
        <translation>تصدير قائمة الخلاصات</translation>
    </message>
    <message>
        <source>Written: {file}</source>
        <translation>كُتب: {file}</translation>
    </message>
    <message>
        <source>Choose a source in the sidebar first</source>
        <translation>اختر أولًا مصدرًا في الشريط الجانبي</translation>
    </message>
</context>
<context>
    <name>FeedUpdates</name>
    <message>
        <source>Sources that failed: {count}</source>
        <translation>مصادر تعذّرت: {count}</translation>
    </message>
</context>
<context>
    <name>FeedsFeature</name>
    <message>
        <source>All pieces</source>
        <translation>كل المواد</translation>
    </message>
    <message>
        <source>Feeds</source>
        <translation>الخلاصات</translation>
    </message>
    <message>
        <source>This morning</source>
        <translation>هذا الصباح</translation>
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
    <name>FolderExports</name>
    <message>
        <source>Writing web pages into {folder}…</source>
        <translation>تُكتب صفحات الويب في {folder}…</translation>
    </message>
    <message>
        <source>Writing books to {folder}…</source>
        <translation>تُكتب الكتب إلى {folder}…</translation>
    </message>
    <message>
        <source>Choose the folder of the web pages</source>
        <translation>اختيار مجلد صفحات الويب</translation>
    </message>
    <message>
        <source>Choose the e-reader, or a folder</source>
        <translation>اختيار القارئ الإلكتروني أو مجلد</translation>
    </message>
    <message>
        <source>Also remove the books of articles that are no longer unread?</source>
        <translation>هل تُزال أيضًا كتب المقالات التي قُرئت؟</translation>
    </message>
    <message>
        <source>Only books that Liseuse wrote and nobody changed are removed.</source>
        <translation>لا يُزال إلا ما كتبته ⁨Liseuse⁩ من كتب ولم يغيّره أحد.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>إزالة</translation>
    </message>
    <message>
        <source>Keep them</source>
        <translation>إبقاؤها</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Web pages written: {count}</source>
        <translation>صفحات الويب المكتوبة: {count}</translation>
    </message>
    <message>
        <source>A Kindle opens these books with KOReader, or when they are sent to it by mail.</source>
        <translation>يفتح ⁨Kindle⁩ هذه الكتب بواسطة ⁨KOReader⁩ أو عند إرسالها إليه بالبريد.</translation>
    </message>
    <message>
        <source>Books written: {count}</source>
        <translation>الكتب المكتوبة: {count}</translation>
    </message>
    <message>
        <source>unchanged: {count}</source>
        <translation>بلا تغيير: {count}</translation>
    </message>
    <message>
        <source>left as you changed them: {count}</source>
        <translation>تُركت كما غيّرتموها: {count}</translation>
    </message>
    <message>
        <source>removed: {count}</source>
        <translation>أُزيلت: {count}</translation>
    </message>
    <message>
        <source>not sent again, as you removed them there: {count}</source>
        <translation>لم تُرسل من جديد لأنها أُزيلت هناك: {count}</translation>
    </message>
    <message>
        <source>failed: {count}</source>
        <translation>فشلت: {count}</translation>
    </message>
</context>
<context>
    <name>FollowDialog</name>
    <message>
        <source>Follow a source</source>
        <translation>متابعة مصدر</translation>
    </message>
    <message>
        <source>Give the address of a feed, or of a site whose feed is to be found.</source>
        <translation>أدخل عنوان خلاصة، أو عنوان موقع ليُبحث عن خلاصته.</translation>
    </message>
    <message>
        <source>Address of a feed or of a site</source>
        <translation>عنوان خلاصة أو موقع</translation>
    </message>
    <message>
        <source>Look for feeds</source>
        <translation>البحث عن الخلاصات</translation>
    </message>
    <message>
        <source>Looking for feeds…</source>
        <translation>جارٍ البحث عن خلاصات…</translation>
    </message>
    <message>
        <source>{address} is on this computer or in its network. Follow only what you know.</source>
        <translation>العنوان {address} على هذا الحاسوب أو في شبكته. لا تتابع إلا ما تعرفه.</translation>
    </message>
    <message>
        <source>Look for feeds at a local address?</source>
        <translation>البحث عن الخلاصات في عنوان محلي؟</translation>
    </message>
    <message>
        <source>Feeds that were found</source>
        <translation>الخلاصات التي وُجدت</translation>
    </message>
    <message>
        <source>Feeds that were found: {count}</source>
        <translation>الخلاصات التي وُجدت: {count}</translation>
    </message>
    <message>
        <source>Reading the feed…</source>
        <translation>جارٍ قراءة الخلاصة…</translation>
    </message>
    <message>
        <source>Followed: {name}</source>
        <translation>تتابع الآن: {name}</translation>
    </message>
    <message>
        <source>Or choose one of these</source>
        <translation>أو اختر واحدًا من هذه</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>متابعة</translation>
    </message>
    <message>
        <source>Its password is in the keyring of your system, and nowhere else.</source>
        <translation>كلمة مروره في حافظة مفاتيح نظامك، وليست في أي مكان آخر.</translation>
    </message>
</context>
<context>
    <name>FootnotePopup</name>
    <message>
        <source>Go to the note</source>
        <translation>الانتقال إلى الحاشية</translation>
    </message>
    <message>
        <source>Footnote</source>
        <translation>حاشية</translation>
    </message>
</context>
<context>
    <name>FormPanel</name>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>حفظ…</translation>
    </message>
</context>
<context>
    <name>GlossaryDialog</name>
    <message>
        <source>Glossary</source>
        <translation>مسرد المصطلحات</translation>
    </message>
    <message>
        <source>Languages</source>
        <translation>اللغات</translation>
    </message>
    <message>
        <source>How names and terms are translated. Without a translation a term stays as it is. Every change applies at once.</source>
        <translation>كيف تُترجم الأسماء والمصطلحات. ويبقى المصطلح كما هو إن لم تُذكر ترجمته. يسري كل تغيير فورًا.</translation>
    </message>
    <message>
        <source>Terms</source>
        <translation>المصطلحات</translation>
    </message>
    <message>
        <source>Term</source>
        <translation>المصطلح</translation>
    </message>
    <message>
        <source>Translation</source>
        <translation>الترجمة</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>إضافة</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>حذف</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>استيراد…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>تصدير…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message numerus="yes">
        <source>%n terms</source>
        <translation>
            <numerusform>لا مصطلحات</numerusform>
            <numerusform>مصطلح واحد</numerusform>
            <numerusform>مصطلحان</numerusform>
            <numerusform>%n مصطلحات</numerusform>
            <numerusform>%n مصطلحًا</numerusform>
            <numerusform>%n مصطلح</numerusform>
        </translation>
    </message>
    <message>
        <source>No term for these languages yet.</source>
        <translation>لا مصطلحات لهاتين اللغتين بعد.</translation>
    </message>
    <message>
        <source>From {source} to every language</source>
        <translation>من {source} إلى كل اللغات</translation>
    </message>
    <message>
        <source>From {source} to {target}</source>
        <translation>من {source} إلى {target}</translation>
    </message>
    <message>
        <source>Import terms</source>
        <translation>استيراد مصطلحات</translation>
    </message>
    <message>
        <source>Export terms</source>
        <translation>تصدير المصطلحات</translation>
    </message>
    <message numerus="yes">
        <source>%n terms written to {file}</source>
        <translation>
            <numerusform>لم يُكتب شيء في {file}</numerusform>
            <numerusform>كُتب مصطلح واحد في {file}</numerusform>
            <numerusform>كُتب مصطلحان في {file}</numerusform>
            <numerusform>كُتبت %n مصطلحات في {file}</numerusform>
            <numerusform>كُتب %n مصطلحًا في {file}</numerusform>
            <numerusform>كُتب %n مصطلح في {file}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n terms taken over</source>
        <translation>
            <numerusform>لم يُستورد شيء</numerusform>
            <numerusform>استُورد مصطلح واحد</numerusform>
            <numerusform>استُورد مصطلحان</numerusform>
            <numerusform>استُوردت %n مصطلحات</numerusform>
            <numerusform>استُورد %n مصطلحًا</numerusform>
            <numerusform>استُورد %n مصطلح</numerusform>
        </translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>جداول</translation>
    </message>
    <message>
        <source>Translation memories</source>
        <translation>ذاكرات ترجمة</translation>
    </message>
    <message numerus="yes">
        <source>%n rows were no terms</source>
        <translation>
            <numerusform>لا صفوف بلا مصطلح</numerusform>
            <numerusform>صف واحد ليس مصطلحًا</numerusform>
            <numerusform>صفان ليسا مصطلحين</numerusform>
            <numerusform>%n صفوف ليست مصطلحات</numerusform>
            <numerusform>%n صفًا ليس مصطلحًا</numerusform>
            <numerusform>%n صف ليس مصطلحًا</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GlossaryFeature</name>
    <message>
        <source>Language of this article</source>
        <translation>لغة هذا المقال</translation>
    </message>
    <message>
        <source>The article is in {language} now</source>
        <translation>لغة المقال الآن: {language}</translation>
    </message>
    <message numerus="yes">
        <source>Translate %n sentences again?</source>
        <translation>
            <numerusform>لا جمل لترجمتها</numerusform>
            <numerusform>ترجمة جملة واحدة من جديد؟</numerusform>
            <numerusform>ترجمة جملتين من جديد؟</numerusform>
            <numerusform>ترجمة %n جمل من جديد؟</numerusform>
            <numerusform>ترجمة %n جملة من جديد؟</numerusform>
            <numerusform>ترجمة %n جملة من جديد؟</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>They stand in %n articles and do not follow the glossary yet.</source>
        <translation>
            <numerusform>لا مقالات</numerusform>
            <numerusform>توجد في مقال واحد ولا تتبع المسرد بعد.</numerusform>
            <numerusform>توجد في مقالين ولا تتبع المسرد بعد.</numerusform>
            <numerusform>توجد في %n مقالات ولا تتبع المسرد بعد.</numerusform>
            <numerusform>توجد في %n مقالًا ولا تتبع المسرد بعد.</numerusform>
            <numerusform>توجد في %n مقال ولا تتبع المسرد بعد.</numerusform>
        </translation>
    </message>
    <message>
        <source>Translate again</source>
        <translation>الترجمة من جديد</translation>
    </message>
</context>
<context>
    <name>GuideWindow</name>
    <message>
        <source>These words are not in the guide.</source>
        <translation>هذه الكلمات ليست في الدليل.</translation>
    </message>
    <message>
        <source>Guide to Liseuse</source>
        <translation>دليل ⁨Liseuse⁩</translation>
    </message>
    <message>
        <source>Pages of the guide</source>
        <translation>صفحات الدليل</translation>
    </message>
    <message>
        <source>Search the guide</source>
        <translation>البحث في الدليل</translation>
    </message>
    <message>
        <source>Previous page</source>
        <translation>الصفحة السابقة</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>الصفحة التالية</translation>
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
    <name>HighlightBar</name>
    <message>
        <source>Highlight</source>
        <translation>تظليل</translation>
    </message>
    <message>
        <source>Add a note</source>
        <translation>إضافة ملاحظة</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>نسخ</translation>
    </message>
    <message>
        <source>Remove the highlight</source>
        <translation>إزالة التظليل</translation>
    </message>
</context>
<context>
    <name>Highlighting</name>
    <message>
        <source>There is nothing to highlight here</source>
        <translation>لا شيء هنا يمكن تظليله</translation>
    </message>
    <message>
        <source>Highlighted: {colour}</source>
        <translation>التظليل: {colour}</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>نُسخ</translation>
    </message>
</context>
<context>
    <name>HistoryFeature</name>
    <message>
        <source>No later article</source>
        <translation>لا مقال لاحق</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>Import</source>
        <translation>استيراد</translation>
    </message>
    <message>
        <source>Nothing is changed before you press Import, and a whole import can be undone.</source>
        <translation>لا يتغير شيء قبل أن تضغط «استيراد»، ويمكن التراجع عن استيراد كامل.</translation>
    </message>
    <message>
        <source>Report…</source>
        <translation>التقرير…</translation>
    </message>
    <message>
        <source>Stop import</source>
        <translation>أوقف الاستيراد</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>إيقاف مؤقت</translation>
    </message>
    <message>
        <source>Looking at the file…</source>
        <translation>يُقرأ الملف…</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) will not be taken</source>
        <translation>
            <numerusform>ستؤخذ كل الأسطر</numerusform>
            <numerusform>سطر واحد لن يؤخذ</numerusform>
            <numerusform>سطران لن يؤخذا</numerusform>
            <numerusform>%n أسطر لن تؤخذ</numerusform>
            <numerusform>%n سطرًا لن تؤخذ</numerusform>
            <numerusform>%n سطر لن تؤخذ</numerusform>
        </translation>
    </message>
    <message>
        <source>Unread ones only</source>
        <translation>غير المقروء فقط</translation>
    </message>
    <message>
        <source>Make a tag of each folder</source>
        <translation>اجعل من كل مجلد وسمًا</translation>
    </message>
    <message>
        <source>Keep the dates at which they were saved</source>
        <translation>احتفظ بتواريخ الحفظ</translation>
    </message>
    <message>
        <source>Fetch the texts that are not in the file, in the background</source>
        <translation>اجلب في الخلفية النصوص غير الموجودة في الملف</translation>
    </message>
    <message>
        <source>Also follow links into this computer’s own network</source>
        <translation>تتبّع أيضًا الروابط إلى شبكة هذا الحاسوب</translation>
    </message>
    <message>
        <source>Rules save, tag or skip new pieces by themselves. Otherwise they wait, paused.</source>
        <translation>القواعد تحفظ المواد الجديدة أو تسمها أو تتجاوزها من تلقاء نفسها، وإلا بقيت متوقفة مؤقتًا.</translation>
    </message>
    <message>
        <source>Let the rules for its feeds run</source>
        <translation>تفعيل قواعد خلاصاته</translation>
    </message>
    <message>
        <source>A whole import can be undone, in its report.</source>
        <translation>يمكن التراجع عن استيراد كامل من تقريره.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>استئناف</translation>
    </message>
    <message>
        <source>Paused. What is done stays; it goes on here or after the next start.</source>
        <translation>متوقف مؤقتًا. يبقى ما أُنجز، ويُستأنف هنا أو بعد التشغيل التالي.</translation>
    </message>
    <message>
        <source>The missing texts are being fetched in the background.</source>
        <translation>تُجلب النصوص الناقصة في الخلفية.</translation>
    </message>
    <message>
        <source>The import has ended.</source>
        <translation>انتهى الاستيراد.</translation>
    </message>
    <message>
        <source>What is still to be fetched is asked for again later.</source>
        <translation>ما بقي للجلب سيُطلب مجددًا لاحقًا.</translation>
    </message>
    <message>
        <source>Fetch pictures now, not when an article is opened</source>
        <translation>جلب الصور الآن، لا عند فتح المقال</translation>
    </message>
</context>
<context>
    <name>ImportFeature</name>
    <message>
        <source>Import</source>
        <translation>استيراد</translation>
    </message>
    <message>
        <source>Exports of other programs</source>
        <translation>تصديرات برامج أخرى</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>كل الملفات</translation>
    </message>
</context>
<context>
    <name>ImportTexts</name>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>لا أسطر</numerusform>
            <numerusform>سطر واحد</numerusform>
            <numerusform>سطران</numerusform>
            <numerusform>%n أسطر</numerusform>
            <numerusform>%n سطرًا</numerusform>
            <numerusform>%n سطر</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new article(s)</source>
        <translation>
            <numerusform>لا مقالات جديدة</numerusform>
            <numerusform>مقال جديد واحد</numerusform>
            <numerusform>مقالان جديدان</numerusform>
            <numerusform>%n مقالات جديدة</numerusform>
            <numerusform>%n مقالًا جديدًا</numerusform>
            <numerusform>%n مقال جديد</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n already in the library</source>
        <translation>
            <numerusform>لا شيء منها في المكتبة</numerusform>
            <numerusform>واحد في المكتبة بالفعل</numerusform>
            <numerusform>اثنان في المكتبة بالفعل</numerusform>
            <numerusform>%n في المكتبة بالفعل</numerusform>
            <numerusform>%n في المكتبة بالفعل</numerusform>
            <numerusform>%n في المكتبة بالفعل</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n twice in the file</source>
        <translation>
            <numerusform>لا مكرر في الملف</numerusform>
            <numerusform>واحد مكرر في الملف</numerusform>
            <numerusform>اثنان مكرران في الملف</numerusform>
            <numerusform>%n مكررة في الملف</numerusform>
            <numerusform>%n مكررًا في الملف</numerusform>
            <numerusform>%n مكرر في الملف</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bring(s) its text along</source>
        <translation>
            <numerusform>لا نصوص معها</numerusform>
            <numerusform>واحد معه نصه</numerusform>
            <numerusform>اثنان معهما نصاهما</numerusform>
            <numerusform>%n معها نصوصها</numerusform>
            <numerusform>%n معها نصوصها</numerusform>
            <numerusform>%n معها نصوصها</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n archived</source>
        <translation>
            <numerusform>لا مؤرشف</numerusform>
            <numerusform>واحد مؤرشف</numerusform>
            <numerusform>اثنان مؤرشفان</numerusform>
            <numerusform>%n مؤرشفة</numerusform>
            <numerusform>%n مؤرشفًا</numerusform>
            <numerusform>%n مؤرشف</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n favourite(s)</source>
        <translation>
            <numerusform>لا مفضلة</numerusform>
            <numerusform>مفضل واحد</numerusform>
            <numerusform>مفضلان</numerusform>
            <numerusform>%n مفضلة</numerusform>
            <numerusform>%n مفضلًا</numerusform>
            <numerusform>%n مفضل</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n highlight(s)</source>
        <translation>
            <numerusform>لا مقاطع مظللة</numerusform>
            <numerusform>مقطع مظلل واحد</numerusform>
            <numerusform>مقطعان مظللان</numerusform>
            <numerusform>%n مقاطع مظللة</numerusform>
            <numerusform>%n مقطعًا مظللًا</numerusform>
            <numerusform>%n مقطع مظلل</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n note(s)</source>
        <translation>
            <numerusform>لا ملاحظات</numerusform>
            <numerusform>ملاحظة واحدة</numerusform>
            <numerusform>ملاحظتان</numerusform>
            <numerusform>%n ملاحظات</numerusform>
            <numerusform>%n ملاحظة</numerusform>
            <numerusform>%n ملاحظة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n feed(s)</source>
        <translation>
            <numerusform>لا خلاصات</numerusform>
            <numerusform>خلاصة واحدة</numerusform>
            <numerusform>خلاصتان</numerusform>
            <numerusform>%n خلاصات</numerusform>
            <numerusform>%n خلاصة</numerusform>
            <numerusform>%n خلاصة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rule(s) for feeds</source>
        <translation>
            <numerusform>لا قواعد للخلاصات</numerusform>
            <numerusform>قاعدة واحدة للخلاصات</numerusform>
            <numerusform>قاعدتان للخلاصات</numerusform>
            <numerusform>%n قواعد للخلاصات</numerusform>
            <numerusform>%n قاعدة للخلاصات</numerusform>
            <numerusform>%n قاعدة للخلاصات</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n link(s) lead into this computer or its network</source>
        <translation>
            <numerusform>لا رابط يقود إلى هذا الحاسوب أو شبكته</numerusform>
            <numerusform>رابط واحد يقود إلى هذا الحاسوب أو شبكته</numerusform>
            <numerusform>رابطان يقودان إلى هذا الحاسوب أو شبكته</numerusform>
            <numerusform>%n روابط تقود إلى هذا الحاسوب أو شبكته</numerusform>
            <numerusform>%n رابطًا تقود إلى هذا الحاسوب أو شبكته</numerusform>
            <numerusform>%n رابط تقود إلى هذا الحاسوب أو شبكته</numerusform>
        </translation>
    </message>
    <message>
        <source>Saved on {day}</source>
        <translation>محفوظة في {day}</translation>
    </message>
    <message>
        <source>Saved from {first} to {last}</source>
        <translation>محفوظة من {first} إلى {last}</translation>
    </message>
    <message>
        <source>Tags: {names}</source>
        <translation>الوسوم: {names}</translation>
    </message>
    <message>
        <source>Folders: {names}</source>
        <translation>المجلدات: {names}</translation>
    </message>
    <message numerus="yes">
        <source>%n article(s) with their text</source>
        <translation>
            <numerusform>لا مقالات بنصوصها</numerusform>
            <numerusform>مقال واحد بنصه</numerusform>
            <numerusform>مقالان بنصيهما</numerusform>
            <numerusform>%n مقالات بنصوصها</numerusform>
            <numerusform>%n مقالًا بنصوصها</numerusform>
            <numerusform>%n مقال بنصوصها</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n article(s) fetched</source>
        <translation>
            <numerusform>لم يُجلب أي مقال</numerusform>
            <numerusform>جُلب مقال واحد</numerusform>
            <numerusform>جُلب مقالان</numerusform>
            <numerusform>جُلبت %n مقالات</numerusform>
            <numerusform>جُلب %n مقالاً</numerusform>
            <numerusform>جُلب %n مقال</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n article(s) to be fetched</source>
        <translation>
            <numerusform>لا مقالات للجلب</numerusform>
            <numerusform>مقال واحد سيُجلب</numerusform>
            <numerusform>مقالان سيُجلبان</numerusform>
            <numerusform>%n مقالات ستُجلب</numerusform>
            <numerusform>%n مقالًا ستُجلب</numerusform>
            <numerusform>%n مقال ستُجلب</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n article(s) could not be fetched</source>
        <translation>
            <numerusform>لا مقال تعذّر جلبه</numerusform>
            <numerusform>تعذّر جلب مقال واحد</numerusform>
            <numerusform>تعذّر جلب مقالين</numerusform>
            <numerusform>تعذّر جلب %n مقالات</numerusform>
            <numerusform>تعذّر جلب %n مقالاً</numerusform>
            <numerusform>تعذّر جلب %n مقال</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thrown away since</source>
        <translation>
            <numerusform>لم يُرمَ شيء بعد ذلك</numerusform>
            <numerusform>رُمي واحد بعد ذلك</numerusform>
            <numerusform>رُمي اثنان بعد ذلك</numerusform>
            <numerusform>رُميت %n بعد ذلك</numerusform>
            <numerusform>رُمي %n بعد ذلك</numerusform>
            <numerusform>رُمي %n بعد ذلك</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n added to articles that were here</source>
        <translation>
            <numerusform>لم يُضف شيء إلى مقالات موجودة</numerusform>
            <numerusform>أُضيف واحد إلى مقال موجود</numerusform>
            <numerusform>أُضيف اثنان إلى مقالات موجودة</numerusform>
            <numerusform>أُضيفت %n إلى مقالات موجودة</numerusform>
            <numerusform>أُضيف %n إلى مقالات موجودة</numerusform>
            <numerusform>أُضيف %n إلى مقالات موجودة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n here already</source>
        <translation>
            <numerusform>لا شيء موجود من قبل</numerusform>
            <numerusform>واحد موجود من قبل</numerusform>
            <numerusform>اثنان موجودان من قبل</numerusform>
            <numerusform>%n موجودة من قبل</numerusform>
            <numerusform>%n موجودًا من قبل</numerusform>
            <numerusform>%n موجود من قبل</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not taken</source>
        <translation>
            <numerusform>لم يُترك شيء</numerusform>
            <numerusform>واحد لم يؤخذ</numerusform>
            <numerusform>اثنان لم يؤخذا</numerusform>
            <numerusform>%n لم تؤخذ</numerusform>
            <numerusform>%n لم تؤخذ</numerusform>
            <numerusform>%n لم تؤخذ</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was in it.</source>
        <translation>لم يكن فيه شيء.</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>تجري القراءة…</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} من {total}</translation>
    </message>
    <message numerus="yes">
        <source>about %n min left</source>
        <translation>
            <numerusform>أقل من دقيقة</numerusform>
            <numerusform>نحو دقيقة</numerusform>
            <numerusform>نحو دقيقتين</numerusform>
            <numerusform>نحو %n دقائق</numerusform>
            <numerusform>نحو %n دقيقة</numerusform>
            <numerusform>نحو %n دقيقة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>لا غيرها</numerusform>
            <numerusform>واحد غيرها</numerusform>
            <numerusform>اثنان غيرها</numerusform>
            <numerusform>%n غيرها</numerusform>
            <numerusform>%n غيرها</numerusform>
            <numerusform>%n غيرها</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>IncompleteLine</name>
    <message>
        <source>Save the whole text</source>
        <translation>احفظ النص كاملاً</translation>
    </message>
    <message>
        <source>This text may be incomplete.</source>
        <translation>قد يكون هذا النص ناقصًا.</translation>
    </message>
    <message>
        <source>The page showed only a part of this article.</source>
        <translation>لم تعرض الصفحة سوى جزء من هذا المقال.</translation>
    </message>
    <message>
        <source>The text of this article is not fetched yet.</source>
        <translation>لم يُجلب نص هذا المقال بعد.</translation>
    </message>
    <message>
        <source>The page could not be fetched; its link and what you noted are kept.</source>
        <translation>تعذّر جلب الصفحة؛ بقي رابطها وما دوّنته.</translation>
    </message>
    <message>
        <source>Fetch now</source>
        <translation>اجلبه الآن</translation>
    </message>
    <message>
        <source>This link leads to a {type}, not to a page. The link is kept.</source>
        <translation>هذا الرابط يؤدي إلى {type}، لا إلى صفحة. والرابط محفوظ.</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>فتح في المتصفح</translation>
    </message>
</context>
<context>
    <name>JoinSteps</name>
    <message>
        <source>Without encryption</source>
        <translation>دون تعمية</translation>
    </message>
    <message>
        <source>Name of this computer</source>
        <translation>اسم هذا الحاسوب</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>عبارة السر</translation>
    </message>
    <message>
        <source>Passphrase once more</source>
        <translation>عبارة السر مرة أخرى</translation>
    </message>
    <message>
        <source>Step {step} of 3: {title}</source>
        <translation>الخطوة {step} من 3: {title}</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>التالي</translation>
    </message>
    <message>
        <source>Choose folder…</source>
        <translation>اختيار المجلد…</translation>
    </message>
    <message>
        <source>the folder</source>
        <translation>المجلد</translation>
    </message>
    <message>
        <source>Folder or address</source>
        <translation>المجلد أو العنوان</translation>
    </message>
    <message>
        <source>Choose the folder to share</source>
        <translation>اختيار المجلد المشترك</translation>
    </message>
    <message>
        <source>Take a folder that reaches your other computers: one that Syncthing, Nextcloud or Dropbox carries, a network drive, or a stick. Or type the address of one on a server, https:// for WebDAV, such as Nextcloud, or sftp://; of a bucket of S3, s3://server/bucket; or of a hub, postgresql://. It must be empty, or the one that your other computers use already. Your library stays where it is.</source>
        <translation>خذ مجلدًا يصل إلى حواسيبك الأخرى: يحمله ⁨Syncthing⁩ أو ⁨Nextcloud⁩ أو ⁨Dropbox⁩، أو على قرص شبكة أو ذاكرة محمولة. أو اكتب عنوان مجلد على خادم، ⁨https://⁩ لأجل ⁨WebDAV⁩ مثل ⁨Nextcloud⁩، أو ⁨sftp://⁩؛ أو عنوان حاوية ⁨S3⁩، ⁨s3://server/bucket⁩؛ أو عنوان مركز، ⁨postgresql://⁩. يجب أن يكون فارغًا، أو أن يكون المجلد الذي تستعمله حواسيبك الأخرى. وتبقى مكتبتك في مكانها.</translation>
    </message>
    <message>
        <source>Keep notes and highlights on my own computers</source>
        <translation>إبقاء الملاحظات والتظليلات على حواسيبي وحدها</translation>
    </message>
    <message>
        <source>Choose a folder first.</source>
        <translation>اختر مجلدًا أولًا.</translation>
    </message>
    <message>
        <source>Looking at the folder…</source>
        <translation>جارٍ النظر في المجلد…</translation>
    </message>
    <message>
        <source>no passphrase</source>
        <translation>دون عبارة سر</translation>
    </message>
    <message>
        <source>The other computers chose no encryption for this folder: whoever has it can read all of your articles and notes. To encrypt, choose an empty folder.</source>
        <translation>لم تُعمِّ الحواسيب الأخرى هذا المجلد: فمن حازه يقرأ كل مقالاتك وملاحظاتك. وللتعمية اختر مجلدًا فارغًا.</translation>
    </message>
    <message>
        <source>Write it down: nobody can bring it back. Whoever loses it can read the folder no more; the library on each computer stays readable, and a new folder can be begun from it.</source>
        <translation>اكتبها في مكان آمن: فلا أحد يستطيع استرجاعها. من فقدها لم يعد يستطيع قراءة المجلد؛ وتبقى المكتبة على كل حاسوب مقروءة، ويمكن أن يُبدأ منها مجلد جديد.</translation>
    </message>
    <message>
        <source>a passphrase</source>
        <translation>عبارة سر</translation>
    </message>
    <message>
        <source>Everything in the folder is encrypted on this computer before it is written. Choose several words; every other computer asks for them once.</source>
        <translation>يُعمّى كل ما في المجلد على هذا الحاسوب قبل كتابته. اختر كلمات عدة؛ ويسأل عنها كل حاسوب آخر مرة واحدة.</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>مرة أخرى</translation>
    </message>
    <message>
        <source>Then whoever has the folder, such as the company that carries it, can read all of your articles and notes. This cannot be changed later.</source>
        <translation>عندئذ يقرأ من حاز المجلد، كالشركة التي تحمله، كل مقالاتك وملاحظاتك. ولا يمكن تغيير ذلك لاحقًا.</translation>
    </message>
    <message>
        <source>the passphrase</source>
        <translation>عبارة السر</translation>
    </message>
    <message numerus="yes">
        <source>%n computer(s) share this folder. Type the passphrase that was chosen for it.</source>
        <translation>
            <numerusform>لا حاسوب يشارك في هذا المجلد بعد. اكتب عبارة السر التي اختيرت له.</numerusform>
            <numerusform>يشارك حاسوب واحد في هذا المجلد. اكتب عبارة السر التي اختيرت له.</numerusform>
            <numerusform>يشارك حاسوبان في هذا المجلد. اكتب عبارة السر التي اختيرت له.</numerusform>
            <numerusform>تشارك %n حواسيب في هذا المجلد. اكتب عبارة السر التي اختيرت له.</numerusform>
            <numerusform>يشارك %n حاسوبًا في هذا المجلد. اكتب عبارة السر التي اختيرت له.</numerusform>
            <numerusform>يشارك %n حاسوب في هذا المجلد. اكتب عبارة السر التي اختيرت له.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Choose at least %n characters.</source>
        <translation>
            <numerusform>اختر %n حرف على الأقل.</numerusform>
            <numerusform>اختر حرفًا واحدًا على الأقل.</numerusform>
            <numerusform>اختر حرفين على الأقل.</numerusform>
            <numerusform>اختر %n أحرف على الأقل.</numerusform>
            <numerusform>اختر %n حرفًا على الأقل.</numerusform>
            <numerusform>اختر %n حرف على الأقل.</numerusform>
        </translation>
    </message>
    <message>
        <source>The two passphrases differ.</source>
        <translation>عبارتا السر مختلفتان.</translation>
    </message>
    <message>
        <source>Trying the folder, and counting…</source>
        <translation>جارٍ تجريب المجلد والعدّ…</translation>
    </message>
    <message>
        <source>What lies there has just changed. Look at it again.</source>
        <translation>تغيّر ما هناك للتو. انظر إليه من جديد.</translation>
    </message>
    <message>
        <source>The folder can be written to and read.</source>
        <translation>تمكن الكتابة في المجلد والقراءة منه.</translation>
    </message>
    <message>
        <source>The library can be read. You are a reader of it: what you change stays here.</source>
        <translation>يمكن قراءة المكتبة. أنت قارئ فيها: ما تغيّره يبقى هنا.</translation>
    </message>
    <message>
        <source>It is empty: this computer is the first. All of the library goes into it.</source>
        <translation>هو فارغ: هذا الحاسوب هو الأول. وتُكتب فيه المكتبة كلها.</translation>
    </message>
    <message>
        <source>What is there comes to this computer, and nothing of this one goes there. Before that, a copy of your library is made.</source>
        <translation>يأتي ما هناك إلى هذا الحاسوب، ولا يذهب إليه شيء من هذا الحاسوب. وقبل ذلك تُصنع نسخة من مكتبتك.</translation>
    </message>
    <message numerus="yes">
        <source>Both sides are put together; nothing is deleted on either. Afterwards %n article(s) are on every computer. Before that, a copy of your library is made.</source>
        <translation>
            <numerusform>يُضمّ الجانبان؛ ولا يُحذف شيء من أي منهما. وبعدها لا مقال على أي حاسوب. وقبل ذلك تُنسخ مكتبتك.</numerusform>
            <numerusform>يُضمّ الجانبان؛ ولا يُحذف شيء من أي منهما. وبعدها يكون مقال واحد على كل حاسوب. وقبل ذلك تُنسخ مكتبتك.</numerusform>
            <numerusform>يُضمّ الجانبان؛ ولا يُحذف شيء من أي منهما. وبعدها يكون مقالان على كل حاسوب. وقبل ذلك تُنسخ مكتبتك.</numerusform>
            <numerusform>يُضمّ الجانبان؛ ولا يُحذف شيء من أي منهما. وبعدها تكون %n مقالات على كل حاسوب. وقبل ذلك تُنسخ مكتبتك.</numerusform>
            <numerusform>يُضمّ الجانبان؛ ولا يُحذف شيء من أي منهما. وبعدها يكون %n مقالًا على كل حاسوب. وقبل ذلك تُنسخ مكتبتك.</numerusform>
            <numerusform>يُضمّ الجانبان؛ ولا يُحذف شيء من أي منهما. وبعدها يكون %n مقال على كل حاسوب. وقبل ذلك تُنسخ مكتبتك.</numerusform>
        </translation>
    </message>
    <message>
        <source>Its computers have told of no articles yet.</source>
        <translation>لم تذكر حواسيبه أي مقال بعد.</translation>
    </message>
    <message>
        <source>the test</source>
        <translation>التجربة</translation>
    </message>
    <message>
        <source>Keep in step</source>
        <translation>الإبقاء على التوافق</translation>
    </message>
    <message>
        <source>This library is shared with {names}. What you tell others cannot be taken back; you can share your notes later at any time.</source>
        <translation>هذه المكتبة مشتركة مع {names}. ما تُبلغ به غيرك لا يُسترجع؛ ويمكنك مشاركة ملاحظاتك لاحقًا متى شئت.</translation>
    </message>
    <message>
        <source>What you have read stays with you unless you choose otherwise.</source>
        <translation>وما قرأته يبقى عندك ما لم تختر غير ذلك.</translation>
    </message>
    <message>
        <source>They are told what you have read too, as you chose on another computer.</source>
        <translation>ويُبلَّغون بما قرأته أيضًا، كما اخترت على حاسوب آخر.</translation>
    </message>
</context>
<context>
    <name>KeyRow</name>
    <message>
        <source>Default keys: {command}</source>
        <translation>المفاتيح الافتراضية: {command}</translation>
    </message>
    <message>
        <source>Default keys</source>
        <translation>المفاتيح الافتراضية</translation>
    </message>
</context>
<context>
    <name>LearntRow</name>
    <message>
        <source>Learnt from your reading</source>
        <translation>ما عُرف من قراءتك</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>نسيان</translation>
    </message>
    <message>
        <source>Forget what was learnt about my reading speed</source>
        <translation>نسيان ما عُرف عن سرعة قراءتي</translation>
    </message>
    <message>
        <source>{language}: {n} words a minute</source>
        <translation>{language}، عدد الكلمات في الدقيقة: {n}</translation>
    </message>
    <message>
        <source>Not enough read yet</source>
        <translation>لم يُقرأ ما يكفي بعد</translation>
    </message>
</context>
<context>
    <name>LibraryDialog</name>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
</context>
<context>
    <name>LibraryExportDialog</name>
    <message>
        <source>Export library</source>
        <translation>تصدير المكتبة</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>فتح المجلد</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Exporting the library…</source>
        <translation>يجري تصدير المكتبة…</translation>
    </message>
    <message>
        <source>Articles, pictures, translations, notes and settings, as files that any program can read. Import… takes them back, here or on another computer.</source>
        <translation>المقالات والصور والترجمات والملاحظات والإعدادات في ملفات يقرؤها أي برنامج. ويستعيدها «استيراد…» هنا أو على حاسوب آخر.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message numerus="yes">
        <source>%n article(s)</source>
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
        <source>Library exported</source>
        <translation>صُدّرت المكتبة</translation>
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
    <name>LinkList</name>
    <message>
        <source>Sources</source>
        <translation>المصادر</translation>
    </message>
    <message>
        <source>Reading the lists…</source>
        <translation>جارٍ قراءة القوائم…</translation>
    </message>
    <message>
        <source>As {source} named them on {date}. Enter saves a link, or opens what is saved.</source>
        <translation>كما ذكرها {source} في {date}. مفتاح ⁨Enter⁩ يحفظ الرابط، أو يفتح المحفوظ.</translation>
    </message>
</context>
<context>
    <name>LinkRow</name>
    <message>
        <source>Saved</source>
        <translation>محفوظ</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>جارٍ الحفظ…</translation>
    </message>
    <message>
        <source>Not saved · Retry</source>
        <translation>لم يُحفظ · إعادة المحاولة</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>حفظ</translation>
    </message>
    <message>
        <source>Not saved, retry: {title}</source>
        <translation>لم يُحفظ، إعادة المحاولة: {title}</translation>
    </message>
    <message>
        <source>Save: {title}</source>
        <translation>حفظ: {title}</translation>
    </message>
</context>
<context>
    <name>LinksFeature</name>
    <message>
        <source>Not saved yet: {site}</source>
        <translation>لم يُحفظ بعد: {site}</translation>
    </message>
    <message>
        <source>Save for offline reading</source>
        <translation>الحفظ للقراءة دون اتصال</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>فتح في المتصفح</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>نسخ الرابط</translation>
    </message>
    <message>
        <source>Try to save it again</source>
        <translation>إعادة محاولة الحفظ</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>جارٍ الحفظ…</translation>
    </message>
</context>
<context>
    <name>ListHeader</name>
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
        <source>Show all lengths</source>
        <translation>عرض المقالات بكل أطوالها</translation>
    </message>
    <message>
        <source>Refresh latest</source>
        <translation>تحديث أحدث المقالات</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>الأقسام</translation>
    </message>
    <message>
        <source>Clear the selection</source>
        <translation>إلغاء التحديد</translation>
    </message>
    <message>
        <source>Archive or unarchive</source>
        <translation>أرشفة أو إلغاء الأرشفة</translation>
    </message>
    <message>
        <source>Favourite</source>
        <translation>مفضَّل</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>الوسوم</translation>
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
</context>
<context>
    <name>ListPane</name>
    <message>
        <source>Search</source>
        <translation>البحث</translation>
    </message>
    <message>
        <source>List of articles</source>
        <translation>قائمة المقالات</translation>
    </message>
</context>
<context>
    <name>LocalQuestion</name>
    <message>
        <source>{address} is on this computer or in its network. Save only what you know.</source>
        <translation>العنوان {address} على هذا الحاسوب أو في شبكته. لا تحفظ إلا ما تعرفه.</translation>
    </message>
    <message>
        <source>Save from a local address?</source>
        <translation>الحفظ من عنوان محلي؟</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>حفظ</translation>
    </message>
</context>
<context>
    <name>LogDialog</name>
    <message>
        <source>Requests for feeds</source>
        <translation>طلبات الخلاصات</translation>
    </message>
    <message>
        <source>Requests for {source}</source>
        <translation>طلبات {source}</translation>
    </message>
    <message>
        <source>Everything that Liseuse asked of a source in the last months, and why.</source>
        <translation>كل ما طلبته ⁨Liseuse⁩ من المصادر في الأشهر الأخيرة، ولماذا.</translation>
    </message>
    <message>
        <source>Nothing was asked yet.</source>
        <translation>لم يُطلب شيء بعد.</translation>
    </message>
    <message>
        <source>It last brought something: {time}.</source>
        <translation>آخر ما جلبه: {time}.</translation>
    </message>
    <message>
        <source>Next look: {time}.</source>
        <translation>النظرة التالية: {time}.</translation>
    </message>
</context>
<context>
    <name>LostDiskDialog</name>
    <message numerus="yes">
        <source>%n article(s)</source>
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
        <source>A library lies at another place now</source>
        <translation>توجد مكتبة الآن في مكان آخر</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>البحث مجددًا</translation>
    </message>
    <message>
        <source>The library should be at {folder}.</source>
        <translation>من المفترض أن تكون المكتبة في {folder}.</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>بحث</translation>
    </message>
    <message>
        <source>The library is in another folder now</source>
        <translation>المكتبة الآن في مجلد آخر</translation>
    </message>
    <message>
        <source>Choose the folder with the file library.db. Liseuse finds it there from now on.</source>
        <translation>اختر المجلد الذي فيه الملف ⁨library.db⁩. سيجدها ⁨Liseuse⁩ هناك من الآن فصاعدًا.</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>اختيار…</translation>
    </message>
    <message>
        <source>Go on with the library as it was before the move</source>
        <translation>المتابعة بالمكتبة كما كانت قبل النقل</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>فتح</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>More actions</source>
        <translation>إجراءات أخرى</translation>
    </message>
</context>
<context>
    <name>ModelDetails</name>
    <message>
        <source>About this model</source>
        <translation>عن هذا النموذج</translation>
    </message>
    <message>
        <source>Not used for an article yet</source>
        <translation>لم يُستعمل لأي مقال بعد</translation>
    </message>
    <message>
        <source>Fingerprint (SHA-256)</source>
        <translation>البصمة (⁨SHA-256⁩)</translation>
    </message>
    <message>
        <source>Installed on {date}</source>
        <translation>ثُبِّت في {date}</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>المجلد</translation>
    </message>
    <message>
        <source>What its makers say</source>
        <translation>ما يقوله صانعوه</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
</context>
<context>
    <name>ModelList</name>
    <message>
        <source>Translation models</source>
        <translation>نماذج الترجمة</translation>
    </message>
    <message>
        <source>More models</source>
        <translation>نماذج أخرى</translation>
    </message>
    <message>
        <source>Demonstration models</source>
        <translation>نماذج تجريبية</translation>
    </message>
    <message>
        <source>Without a direct model, Liseuse translates to English first, then to Arabic. Names and nuances may shift, so the original is always one key away (O).</source>
        <translation>عند غياب نموذج مباشر، يترجم ⁨Liseuse⁩ إلى الإنجليزية أولًا ثم إلى العربية. قد تتغير الأسماء والدلالات الدقيقة، لذلك يبقى الأصل دائمًا متاحًا بمفتاح واحد (⁨O⁩).</translation>
    </message>
    <message>
        <source>What you can read now</source>
        <translation>ما يمكن قراءته الآن</translation>
    </message>
    <message>
        <source>Version {version} is available</source>
        <translation>الإصدار {version} متاح</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>تحديث</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>تفاصيل</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>إزالة…</translation>
    </message>
    <message>
        <source>Actions for {pair}</source>
        <translation>إجراءات {pair}</translation>
    </message>
    <message>
        <source>Installed</source>
        <translation>مثبَّت</translation>
    </message>
    <message>
        <source>{size} kept from an earlier download</source>
        <translation>حُفظ {size} من تنزيل سابق</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>استئناف</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>تنزيل</translation>
    </message>
</context>
<context>
    <name>ModelTexts</name>
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
        <translation>جودة عرض توضيحي</translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation>الإصدار {version}</translation>
    </message>
    <message>
        <source>Not used: it needs pip install liseuse[firefox].</source>
        <translation>غير مستعمل: يحتاج إلى ⁨pip install liseuse[firefox]⁩.</translation>
    </message>
    <message>
        <source>Demonstration model: weak, a rough gloss word by word.</source>
        <translation>نموذج عرض توضيحي: ضعيف، يعطي معنى تقريبيًا كلمة بكلمة.</translation>
    </message>
    <message>
        <source>Demonstration model: gives a fair gist, not for anything that matters.</source>
        <translation>نموذج عرض توضيحي: يعطي فكرة عامة، ولا يُعتمد عليه في ما يهم.</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>تنزيل</translation>
    </message>
    <message>
        <source>From the list of Firefox models</source>
        <translation>من قائمة نماذج ⁨Firefox⁩</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>متوقف مؤقتًا</translation>
    </message>
    <message>
        <source>waiting for a connection</source>
        <translation>بانتظار الاتصال</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>بالانتظار</translation>
    </message>
    <message>
        <source>Checking and installing…</source>
        <translation>جارٍ الفحص والتثبيت…</translation>
    </message>
    <message>
        <source>{size}/s</source>
        <translation>{size}/ث</translation>
    </message>
    <message numerus="yes">
        <source>%n s</source>
        <translation>
            <numerusform>%n ثانية</numerusform>
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
            <numerusform>%n دقيقة</numerusform>
            <numerusform>دقيقة واحدة</numerusform>
            <numerusform>دقيقتين</numerusform>
            <numerusform>%n دقائق</numerusform>
            <numerusform>%n دقيقة</numerusform>
            <numerusform>%n دقيقة</numerusform>
        </translation>
    </message>
    <message>
        <source>about {time} left</source>
        <translation>نحو {time}</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} من {total}</translation>
    </message>
    <message numerus="yes">
        <source>used for %n articles</source>
        <translation>
            <numerusform>لم يُترجَم به أي مقال</numerusform>
            <numerusform>تُرجم به مقال واحد</numerusform>
            <numerusform>تُرجم به مقالان</numerusform>
            <numerusform>تُرجمت به %n مقالات</numerusform>
            <numerusform>تُرجم به %n مقالًا</numerusform>
            <numerusform>تُرجم به %n مقال</numerusform>
        </translation>
    </message>
    <message>
        <source>Comes with Liseuse, to show how translation works</source>
        <translation>يأتي مع ⁨Liseuse⁩ لبيان كيف تعمل الترجمة</translation>
    </message>
    <message>
        <source>On the official list</source>
        <translation>في القائمة الرسمية</translation>
    </message>
    <message>
        <source>Not on the official list</source>
        <translation>ليس في القائمة الرسمية</translation>
    </message>
    <message numerus="yes">
        <source>%n models</source>
        <translation>
            <numerusform>لا نماذج</numerusform>
            <numerusform>نموذج واحد</numerusform>
            <numerusform>نموذجان</numerusform>
            <numerusform>%n نماذج</numerusform>
            <numerusform>%n نموذجًا</numerusform>
            <numerusform>%n نموذج</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n models, {size}</source>
        <translation>
            <numerusform>لا نماذج، {size}</numerusform>
            <numerusform>نموذج واحد، {size}</numerusform>
            <numerusform>نموذجان، {size}</numerusform>
            <numerusform>%n نماذج، {size}</numerusform>
            <numerusform>%n نموذجًا، {size}</numerusform>
            <numerusform>%n نموذج، {size}</numerusform>
        </translation>
    </message>
    <message>
        <source>Get good Arabic</source>
        <translation>الحصول على عربية جيدة</translation>
    </message>
    <message>
        <source>Get good English</source>
        <translation>الحصول على إنجليزية جيدة</translation>
    </message>
    <message>
        <source>Get better models</source>
        <translation>الحصول على نماذج أفضل</translation>
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
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Install from file…</source>
        <translation>التثبيت من ملف…</translation>
    </message>
    <message>
        <source>Look for newer models</source>
        <translation>البحث عن نماذج أحدث</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Models use {used} · {free} free on this disk</source>
        <translation>تشغل النماذج {used} · المتاح على هذا القرص {free}</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>استئناف</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>إيقاف مؤقت</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>إعادة المحاولة</translation>
    </message>
    <message>
        <source>Looking for newer models…</source>
        <translation>جارٍ البحث عن نماذج أحدث…</translation>
    </message>
    <message>
        <source>The list of models is up to date.</source>
        <translation>قائمة النماذج محدَّثة.</translation>
    </message>
    <message>
        <source>“{file}” is not on the official list, so Liseuse does not know who made it. It is checked and tried with one sentence before it is used. A bad model can only give bad translations.</source>
        <translation>«{file}» ليس في القائمة الرسمية، فلا يُعرف من أعدّه. يُفحص ويُجرَّب على جملة قبل استعماله. والنموذج السيئ لا يعطي إلا ترجمات سيئة.</translation>
    </message>
    <message>
        <source>Install a model from an unknown source ({pair})?</source>
        <translation>تثبيت نموذج من مصدر مجهول ({pair})؟</translation>
    </message>
    <message>
        <source>Install</source>
        <translation>تثبيت</translation>
    </message>
    <message>
        <source>Version {old} is installed; the file holds version {new}. Only one is kept.</source>
        <translation>الإصدار {old} مثبَّت، وفي الملف الإصدار {new}. لا يُحفظ إلا واحد.</translation>
    </message>
    <message>
        <source>Replace the model {pair}?</source>
        <translation>استبدال النموذج {pair}؟</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>استبدال</translation>
    </message>
    <message>
        <source>The model is installed.</source>
        <translation>ثُبِّت النموذج.</translation>
    </message>
    <message>
        <source>What is translated already stays.</source>
        <translation>تبقى الترجمات المنجزة.</translation>
    </message>
    <message>
        <source>{language} needs this model too.</source>
        <translation>القراءة باللغة {language} تحتاج إلى هذا النموذج أيضًا.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>إزالة</translation>
    </message>
    <message>
        <source>Remove the model {pair}?</source>
        <translation>إزالة النموذج {pair}؟</translation>
    </message>
</context>
<context>
    <name>ModelsFeature</name>
    <message>
        <source>The model is installed.</source>
        <translation>ثُبِّت النموذج.</translation>
    </message>
</context>
<context>
    <name>MorningFeature</name>
    <message>
        <source>Ready: {minutes} min of reading</source>
        <translation>جاهز: {minutes} دقيقة قراءة</translation>
    </message>
</context>
<context>
    <name>MorningHead</name>
    <message>
        <source>This morning</source>
        <translation>هذا الصباح</translation>
    </message>
    <message numerus="yes">
        <source>%n article(s)</source>
        <translation>
            <numerusform>لا مقالات</numerusform>
            <numerusform>مقال واحد</numerusform>
            <numerusform>مقالان</numerusform>
            <numerusform>%n مقالات</numerusform>
            <numerusform>%n مقالًا</numerusform>
            <numerusform>%n مقال</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min of reading</source>
        <translation>
            <numerusform>لا دقائق قراءة</numerusform>
            <numerusform>دقيقة قراءة واحدة</numerusform>
            <numerusform>دقيقتا قراءة</numerusform>
            <numerusform>%n دقائق قراءة</numerusform>
            <numerusform>%n دقيقة قراءة</numerusform>
            <numerusform>%n دقيقة قراءة</numerusform>
        </translation>
    </message>
    <message>
        <source>Read</source>
        <translation>اقرأ</translation>
    </message>
    <message>
        <source>Follow a source…</source>
        <translation>متابعة مصدر…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>إعادة المحاولة</translation>
    </message>
    <message>
        <source>Look for what is new</source>
        <translation>البحث عن الجديد</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Not fetched by itself on this connection, or on battery.</source>
        <translation>لا يُجلَب شيء تلقائيًا بهذا الاتصال أو على البطارية.</translation>
    </message>
    <message>
        <source>Nothing is fetched: private reading is on.</source>
        <translation>لا يُجلَب شيء: القراءة الخاصة مفعّلة.</translation>
    </message>
    <message>
        <source>There is no connection. What is here can be read.</source>
        <translation>لا يوجد اتصال. يمكن قراءة ما هو موجود.</translation>
    </message>
    <message>
        <source>What your sources bring each day comes here, to be read.</source>
        <translation>ما تأتي به مصادرك كل يوم يصل إلى هنا للقراءة.</translation>
    </message>
    <message>
        <source>Sources that failed: {count}</source>
        <translation>مصادر تعذّرت: {count}</translation>
    </message>
    <message>
        <source>Looking at the sources</source>
        <translation>الاطلاع على المصادر</translation>
    </message>
    <message>
        <source>Saving what is new</source>
        <translation>حفظ الجديد</translation>
    </message>
    <message>
        <source>Translating</source>
        <translation>الترجمة</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} من {total}</translation>
    </message>
    <message>
        <source>{step}: {amount}</source>
        <translation>{step} ({amount})</translation>
    </message>
</context>
<context>
    <name>NameDialog</name>
    <message>
        <source>Keep this search</source>
        <translation>حفظ هذا البحث</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
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
    <name>NoteEditor</name>
    <message>
        <source>Note on “{quote}”</source>
        <translation>ملاحظة على «{quote}»</translation>
    </message>
    <message>
        <source>Note on this article</source>
        <translation>ملاحظة على هذا المقال</translation>
    </message>
    <message>
        <source>Note on the whole article</source>
        <translation>ملاحظة على المقال كله</translation>
    </message>
    <message>
        <source>Only on your own computers</source>
        <translation>على حواسيبك وحدها</translation>
    </message>
    <message>
        <source>Can be read by {names}</source>
        <translation>يمكن أن يقرأها {names}</translation>
    </message>
    <message>
        <source>Write a private note…</source>
        <translation>كتابة ملاحظة خاصة…</translation>
    </message>
    <message>
        <source>Write a note…</source>
        <translation>اكتب ملاحظة…</translation>
    </message>
    <message>
        <source>Stays on this computer</source>
        <translation>تبقى على هذا الحاسوب</translation>
    </message>
    <message>
        <source>Goes encrypted to your other computers</source>
        <translation>تُرسَل مشفَّرة إلى حواسيبك الأخرى</translation>
    </message>
    <message>
        <source>Goes to the shared folder, unencrypted</source>
        <translation>تُحفَظ في المجلّد المشترك دون تشفير</translation>
    </message>
    <message>
        <source>Save note</source>
        <translation>حفظ الملاحظة</translation>
    </message>
</context>
<context>
    <name>NoteNavigation</name>
    <message>
        <source>Highlight removed</source>
        <translation>أُزيل التظليل</translation>
    </message>
    <message>
        <source>Note deleted</source>
        <translation>حُذفت الملاحظة</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>نُسخ</translation>
    </message>
    <message>
        <source>This passage is not in the new version</source>
        <translation>هذا المقطع غير موجود في النسخة الجديدة</translation>
    </message>
</context>
<context>
    <name>NoteTexts</name>
    <message>
        <source>Note on this article</source>
        <translation>ملاحظة على هذا المقال</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>العنوان</translation>
    </message>
    <message>
        <source>Note: {text}</source>
        <translation>ملاحظة: {text}</translation>
    </message>
    <message numerus="yes">
        <source>%n notes</source>
        <translation>
            <numerusform>لا ملاحظات</numerusform>
            <numerusform>ملاحظة واحدة</numerusform>
            <numerusform>ملاحظتان</numerusform>
            <numerusform>%n ملاحظات</numerusform>
            <numerusform>%n ملاحظة</numerusform>
            <numerusform>%n ملاحظة</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NotesFeature</name>
    <message>
        <source>Highlight removed</source>
        <translation>أُزيل التظليل</translation>
    </message>
    <message>
        <source>Export the notes of this article</source>
        <translation>تصدير ملاحظات هذا المقال</translation>
    </message>
    <message>
        <source>Export all notes</source>
        <translation>تصدير كل الملاحظات</translation>
    </message>
    <message>
        <source>Notes exported</source>
        <translation>صُدّرت الملاحظات</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>الملاحظات</translation>
    </message>
    <message>
        <source>Nothing to export in this form</source>
        <translation>لا شيء يُصدَّر بهذه الصيغة</translation>
    </message>
</context>
<context>
    <name>NotesFilter</name>
    <message>
        <source>Filter notes</source>
        <translation>تصفية الملاحظات</translation>
    </message>
</context>
<context>
    <name>NotesList</name>
    <message>
        <source>Go to the passage</source>
        <translation>الانتقال إلى المقطع</translation>
    </message>
    <message>
        <source>Edit the note…</source>
        <translation>تعديل الملاحظة…</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>نسخ</translation>
    </message>
    <message>
        <source>Remove the highlight</source>
        <translation>إزالة التظليل</translation>
    </message>
    <message>
        <source>Delete the note</source>
        <translation>حذف الملاحظة</translation>
    </message>
</context>
<context>
    <name>NotesPage</name>
    <message>
        <source>All notes and highlights</source>
        <translation>كل الملاحظات والتظليلات</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>الأقسام</translation>
    </message>
    <message>
        <source>Export all notes</source>
        <translation>تصدير كل الملاحظات</translation>
    </message>
    <message>
        <source>No note fits the filter.</source>
        <translation>لا ملاحظة توافق التصفية.</translation>
    </message>
    <message>
        <source>No notes found</source>
        <translation>لا ملاحظات مطابقة</translation>
    </message>
    <message>
        <source>Show all notes</source>
        <translation>عرض كل الملاحظات</translation>
    </message>
    <message>
        <source>No notes yet</source>
        <translation>لا ملاحظات بعد</translation>
    </message>
    <message>
        <source>What you highlight and note in any article is listed here.</source>
        <translation>يُجمع هنا كل ما يُظلَّل ويُدوَّن في أي مقال.</translation>
    </message>
    <message>
        <source>See all articles</source>
        <translation>عرض كل المقالات</translation>
    </message>
</context>
<context>
    <name>NotesPanel</name>
    <message>
        <source>Notes and highlights of this article</source>
        <translation>ملاحظات هذا المقال وتظليلاته</translation>
    </message>
    <message>
        <source>Filter notes</source>
        <translation>تصفية الملاحظات</translation>
    </message>
    <message>
        <source>Export notes</source>
        <translation>تصدير الملاحظات</translation>
    </message>
    <message>
        <source>Close notes</source>
        <translation>إغلاق الملاحظات</translation>
    </message>
    <message>
        <source>No note fits the filter.</source>
        <translation>لا ملاحظة توافق التصفية.</translation>
    </message>
    <message>
        <source>Select a passage, or press M on a sentence, to keep it here.</source>
        <translation>يُحفظ هنا كل مقطع يُحدَّد، أو كل جملة يُضغط عليها المفتاح ⁨M⁩.</translation>
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
    <message>
        <source>Liseuse ended unexpectedly the last time.</source>
        <translation>توقف ⁨Liseuse⁩ في المرة الماضية على نحو غير متوقع.</translation>
    </message>
</context>
<context>
    <name>NotificationsFeature</name>
    <message>
        <source>Open</source>
        <translation>فتح</translation>
    </message>
    <message>
        <source>The translation model is installed</source>
        <translation>ثُبِّت نموذج الترجمة</translation>
    </message>
    <message numerus="yes">
        <source>%n links could not be saved</source>
        <translation>
            <numerusform>حُفظت كل الروابط</numerusform>
            <numerusform>تعذّر حفظ رابط واحد</numerusform>
            <numerusform>تعذّر حفظ رابطين</numerusform>
            <numerusform>تعذّر حفظ %n روابط</numerusform>
            <numerusform>تعذّر حفظ %n رابطًا</numerusform>
            <numerusform>تعذّر حفظ %n رابط</numerusform>
        </translation>
    </message>
    <message>
        <source>Saved for offline reading</source>
        <translation>حُفظ للقراءة دون اتصال</translation>
    </message>
    <message numerus="yes">
        <source>%n articles saved</source>
        <translation>
            <numerusform>لم يُحفظ أي مقال</numerusform>
            <numerusform>حُفظ مقال واحد</numerusform>
            <numerusform>حُفظ مقالان</numerusform>
            <numerusform>حُفظت %n مقالات</numerusform>
            <numerusform>حُفظ %n مقالًا</numerusform>
            <numerusform>حُفظ %n مقال</numerusform>
        </translation>
    </message>
    <message>
        <source>The translation is ready</source>
        <translation>الترجمة جاهزة</translation>
    </message>
</context>
<context>
    <name>NumberEditor</name>
    <message>
        <source>Less</source>
        <translation>إنقاص</translation>
    </message>
    <message>
        <source>More</source>
        <translation>زيادة</translation>
    </message>
</context>
<context>
    <name>OfferCard</name>
    <message>
        <source>Some sentences stay in English even then.</source>
        <translation>ستبقى بعض الجمل بالإنجليزية.</translation>
    </message>
    <message>
        <source>Download of the models</source>
        <translation>تنزيل النماذج</translation>
    </message>
    <message>
        <source>The better models are installed.</source>
        <translation>ثُبِّتت النماذج الأفضل.</translation>
    </message>
    <message>
        <source>No connection: the models are downloaded as soon as there is one.</source>
        <translation>لا اتصال: تُنزَّل النماذج حالما يتوفر.</translation>
    </message>
    <message>
        <source>Checking and installing…</source>
        <translation>جارٍ الفحص والتثبيت…</translation>
    </message>
    <message>
        <source>Downloading the models: {done} of {total}</source>
        <translation>تنزيل النماذج: {done} من {total}</translation>
    </message>
    <message numerus="yes">
        <source>%n s</source>
        <translation>
            <numerusform>%n ثانية</numerusform>
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
    <message>
        <source>about {time} left</source>
        <translation>نحو {time}</translation>
    </message>
    <message>
        <source>So far a small demonstration model translates, with serious mistakes.</source>
        <translation>يترجم حاليًا نموذج تجريبي صغير، مع أخطاء جسيمة.</translation>
    </message>
    <message>
        <source>So far a small demonstration model translates, with mistakes.</source>
        <translation>يترجم حاليًا نموذج تجريبي صغير، مع أخطاء.</translation>
    </message>
    <message>
        <source>This Arabic comes from a small demonstration model and contains serious mistakes.</source>
        <translation>هذه العربية من نموذج تجريبي صغير وفيها أخطاء جسيمة.</translation>
    </message>
    <message>
        <source>This English comes from a small demonstration model and contains mistakes.</source>
        <translation>هذه الإنجليزية من نموذج تجريبي صغير وفيها أخطاء.</translation>
    </message>
    <message>
        <source>This translation comes from a small demonstration model and contains mistakes.</source>
        <translation>هذه الترجمة من نموذج تجريبي صغير وفيها أخطاء.</translation>
    </message>
    <message>
        <source>Demonstration model: serious mistakes</source>
        <translation>نموذج تجريبي: أخطاء جسيمة</translation>
    </message>
    <message>
        <source>Demonstration model: mistakes</source>
        <translation>نموذج تجريبي: فيه أخطاء</translation>
    </message>
    <message>
        <source>Machine translation, serious mistakes</source>
        <translation>ترجمة آلية فيها أخطاء جسيمة</translation>
    </message>
    <message>
        <source>Machine translation, with mistakes</source>
        <translation>ترجمة آلية فيها أخطاء</translation>
    </message>
    <message>
        <source>The better model still leaves some sentences in English.</source>
        <translation>يترك النموذج الأفضل مع ذلك بعض الجمل بالإنجليزية.</translation>
    </message>
    <message>
        <source>The article is then translated again by itself. This text stays until then.</source>
        <translation>يُترجَم المقال بعدها من جديد تلقائيًا، ويبقى هذا النص حتى ذلك الحين.</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>ليس الآن</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Cancel the download</source>
        <translation>إلغاء التنزيل</translation>
    </message>
    <message>
        <source>Downloaded once, it translates without a connection.</source>
        <translation>يُنزَّل مرة واحدة، ثم يترجم دون اتصال.</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>استئناف</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>المحاولة الآن</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>إعادة المحاولة</translation>
    </message>
</context>
<context>
    <name>OptionRow</name>
    <message>
        <source>Measured from your reading: {n} words a minute</source>
        <translation>عدد الكلمات في الدقيقة كما قيس من قراءتك: {n}</translation>
    </message>
    <message>
        <source>Usual for the language: {n} words a minute</source>
        <translation>عدد الكلمات المعتاد في الدقيقة لهذه اللغة: {n}</translation>
    </message>
</context>
<context>
    <name>OriginalPopup</name>
    <message>
        <source>The model was {share} sure of its words; this does not say whether they are right.</source>
        <translation>كان النموذج واثقًا من كلماته بنسبة {share}؛ وهذا لا يعني أنها صحيحة.</translation>
    </message>
</context>
<context>
    <name>OutcomeNotice</name>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>عرض الكل</translation>
    </message>
</context>
<context>
    <name>Overlays</name>
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
        <source>Settings: {page}</source>
        <translation>الإعدادات: {page}</translation>
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
    <name>PageList</name>
    <message>
        <source>Pages</source>
        <translation>الصفحات</translation>
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
        <source>Search the text for “{query}”</source>
        <translation>البحث في النص عن «{query}»</translation>
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
        <source>Tags</source>
        <translation>الوسوم</translation>
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
    <name>PictureChooser</name>
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
    <name>PictureViewer</name>
    <message>
        <source>Previous picture</source>
        <translation>الصورة السابقة</translation>
    </message>
    <message>
        <source>Next picture</source>
        <translation>الصورة التالية</translation>
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
        <source>Save picture as…</source>
        <translation>حفظ الصورة باسم…</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>نسخ الصورة</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>{number} of {total}</source>
        <translation>{number} من {total}</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>صورة</translation>
    </message>
</context>
<context>
    <name>PicturesFeature</name>
    <message>
        <source>Save picture as…</source>
        <translation>حفظ الصورة باسم…</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>الصور</translation>
    </message>
    <message>
        <source>Picture saved</source>
        <translation>حُفظت الصورة</translation>
    </message>
    <message>
        <source>Picture copied</source>
        <translation>نُسخت الصورة</translation>
    </message>
</context>
<context>
    <name>PrintPanel</name>
    <message numerus="yes">
        <source>Print %n article(s)</source>
        <translation>
            <numerusform>طباعة %n مقال</numerusform>
            <numerusform>طباعة مقال واحد</numerusform>
            <numerusform>طباعة مقالين</numerusform>
            <numerusform>طباعة %n مقالات</numerusform>
            <numerusform>طباعة %n مقالًا</numerusform>
            <numerusform>طباعة %n مقال</numerusform>
        </translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>طباعة…</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>النص</translation>
    </message>
    <message>
        <source>Translate first</source>
        <translation>الترجمة أولًا</translation>
    </message>
    <message>
        <source>Print without waiting</source>
        <translation>الطباعة دون انتظار</translation>
    </message>
    <message numerus="yes">
        <source>%n article(s) without that translation will be printed in the original</source>
        <translation>
            <numerusform>سيُطبع %n مقال بلغته الأصلية لعدم وجود هذه الترجمة</numerusform>
            <numerusform>سيُطبع مقال واحد بلغته الأصلية لعدم وجود هذه الترجمة</numerusform>
            <numerusform>سيُطبع مقالان بلغتهما الأصلية لعدم وجود هذه الترجمة</numerusform>
            <numerusform>ستُطبع %n مقالات بلغتها الأصلية لعدم وجود هذه الترجمة</numerusform>
            <numerusform>سيُطبع %n مقالًا بلغته الأصلية لعدم وجود هذه الترجمة</numerusform>
            <numerusform>سيُطبع %n مقال بلغته الأصلية لعدم وجود هذه الترجمة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Waiting for %n translation(s)…</source>
        <translation>
            <numerusform>لا ترجمات منتظرة</numerusform>
            <numerusform>بانتظار ترجمة واحدة…</numerusform>
            <numerusform>بانتظار ترجمتين…</numerusform>
            <numerusform>بانتظار %n ترجمات…</numerusform>
            <numerusform>بانتظار %n ترجمة…</numerusform>
            <numerusform>بانتظار %n ترجمة…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n article(s) being translated: printing waits for that</source>
        <translation>
            <numerusform>لا مقالات قيد الترجمة</numerusform>
            <numerusform>مقال واحد قيد الترجمة: تنتظره الطباعة</numerusform>
            <numerusform>مقالان قيد الترجمة: تنتظرهما الطباعة</numerusform>
            <numerusform>%n مقالات قيد الترجمة: تنتظرها الطباعة</numerusform>
            <numerusform>%n مقالًا قيد الترجمة: تنتظرها الطباعة</numerusform>
            <numerusform>%n مقال قيد الترجمة: تنتظرها الطباعة</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Printing</name>
    <message>
        <source>Getting ready to print…</source>
        <translation>جارٍ التحضير للطباعة…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>طباعة</translation>
    </message>
    <message>
        <source>Printing…</source>
        <translation>جارٍ الطباعة…</translation>
    </message>
    <message>
        <source>Printed: {done} of {total}</source>
        <translation>طُبع: {done} من {total}</translation>
    </message>
    <message numerus="yes">
        <source>Printed, %n article(s) in the original</source>
        <translation>
            <numerusform>تمت الطباعة، منها %n مقال بلغته الأصلية</numerusform>
            <numerusform>تمت الطباعة، منها مقال واحد بلغته الأصلية</numerusform>
            <numerusform>تمت الطباعة، منها مقالان بلغتهما الأصلية</numerusform>
            <numerusform>تمت الطباعة، منها %n مقالات بلغتها الأصلية</numerusform>
            <numerusform>تمت الطباعة، منها %n مقالًا بلغته الأصلية</numerusform>
            <numerusform>تمت الطباعة، منها %n مقال بلغته الأصلية</numerusform>
        </translation>
    </message>
    <message>
        <source>Written to {file}</source>
        <translation>كُتب في {file}</translation>
    </message>
</context>
<context>
    <name>PrivateReadingFeature</name>
    <message>
        <source>Private reading: nothing is fetched</source>
        <translation>القراءة الخاصة: لا يُجلَب شيء</translation>
    </message>
    <message>
        <source>Private reading is over</source>
        <translation>انتهت القراءة الخاصة</translation>
    </message>
</context>
<context>
    <name>QAbstractFileIconProvider</name>
    <message>
        <source>Folder</source>
        <translation>مجلد</translation>
    </message>
    <message>
        <source>File Folder</source>
        <translation>مجلد</translation>
    </message>
    <message>
        <source>Drive</source>
        <translation>قرص</translation>
    </message>
    <message>
        <source>Shortcut</source>
        <translation>اختصار</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>غير معروف</translation>
    </message>
</context>
<context>
    <name>QFileDialog</name>
    <message>
        <source>&amp;Look in:</source>
        <translation>الب&amp;حث في:</translation>
    </message>
    <message>
        <source>Files of &amp;type:</source>
        <translation>&amp;نوع الملفات:</translation>
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
    <name>QPrintDialog</name>
    <message>
        <source>&amp;Options &gt;&gt;</source>
        <translation>&amp;خيارات &gt;&gt;</translation>
    </message>
    <message>
        <source>&amp;Options &lt;&lt;</source>
        <translation>&amp;خيارات &lt;&lt;</translation>
    </message>
</context>
<context>
    <name>QPrintSettingsOutput</name>
    <message>
        <source>Page &amp;Set:</source>
        <translation>&amp;مجموعة الصفحات:</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>الصفحات</translation>
    </message>
    <message>
        <source>Double Sided Printing</source>
        <translation>الطباعة على الوجهين</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>معطّلة</translation>
    </message>
    <message>
        <source>Long side binding</source>
        <translation>التجليد على الجانب الطويل</translation>
    </message>
    <message>
        <source>Short side binding</source>
        <translation>التجليد على الجانب القصير</translation>
    </message>
</context>
<context>
    <name>QueueBar</name>
    <message>
        <source>Show</source>
        <translation>عرض</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>استئناف</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>إيقاف مؤقت</translation>
    </message>
</context>
<context>
    <name>QueueDialog</name>
    <message>
        <source>Waiting translations</source>
        <translation>ترجمات منتظرة</translation>
    </message>
    <message>
        <source>Cancel all</source>
        <translation>إلغاء الكل</translation>
    </message>
    <message>
        <source>Translate now, on battery</source>
        <translation>الترجمة الآن بالبطارية</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>استئناف</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>إيقاف مؤقت</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>ولا غيرها</numerusform>
            <numerusform>وواحدة أخرى</numerusform>
            <numerusform>واثنتان أخريان</numerusform>
            <numerusform>و%n أخرى</numerusform>
            <numerusform>و%n أخرى</numerusform>
            <numerusform>و%n أخرى</numerusform>
        </translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>إعادة المحاولة</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>إزالة</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
</context>
<context>
    <name>QueueTexts</name>
    <message numerus="yes">
        <source>%n translations failed</source>
        <translation>
            <numerusform>لم تفشل أي ترجمة</numerusform>
            <numerusform>فشلت ترجمة واحدة</numerusform>
            <numerusform>فشلت ترجمتان</numerusform>
            <numerusform>فشلت %n ترجمات</numerusform>
            <numerusform>فشلت %n ترجمة</numerusform>
            <numerusform>فشلت %n ترجمة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n translations wait</source>
        <translation>
            <numerusform>لا ترجمات منتظرة</numerusform>
            <numerusform>ترجمة واحدة منتظرة</numerusform>
            <numerusform>ترجمتان منتظرتان</numerusform>
            <numerusform>%n ترجمات منتظرة</numerusform>
            <numerusform>%n ترجمة منتظرة</numerusform>
            <numerusform>%n ترجمة منتظرة</numerusform>
        </translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>متوقفة مؤقتًا</translation>
    </message>
    <message>
        <source>Waiting for mains power</source>
        <translation>بانتظار التيار الكهربائي</translation>
    </message>
    <message>
        <source>Waiting for the night</source>
        <translation>بانتظار الليل</translation>
    </message>
    <message numerus="yes">
        <source>Translating %n articles</source>
        <translation>
            <numerusform>لا ترجمة جارية</numerusform>
            <numerusform>جارٍ ترجمة مقال واحد</numerusform>
            <numerusform>جارٍ ترجمة مقالين</numerusform>
            <numerusform>جارٍ ترجمة %n مقالات</numerusform>
            <numerusform>جارٍ ترجمة %n مقالًا</numerusform>
            <numerusform>جارٍ ترجمة %n مقال</numerusform>
        </translation>
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
        <source>Nothing waits to be translated.</source>
        <translation>لا شيء ينتظر الترجمة.</translation>
    </message>
    <message>
        <source>Translating “{title}” to {language}</source>
        <translation>جارٍ ترجمة «{title}» إلى {language}</translation>
    </message>
    <message numerus="yes">
        <source>{done} of %n paragraphs</source>
        <translation>
            <numerusform>{done} من %n فقرات</numerusform>
            <numerusform>{done} من فقرة واحدة</numerusform>
            <numerusform>{done} من فقرتين</numerusform>
            <numerusform>{done} من %n فقرات</numerusform>
            <numerusform>{done} من %n فقرة</numerusform>
            <numerusform>{done} من %n فقرة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n s</source>
        <translation>
            <numerusform>%n ثانية</numerusform>
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
            <numerusform>%n دقيقة</numerusform>
            <numerusform>دقيقة واحدة</numerusform>
            <numerusform>دقيقتين</numerusform>
            <numerusform>%n دقائق</numerusform>
            <numerusform>%n دقيقة</numerusform>
            <numerusform>%n دقيقة</numerusform>
        </translation>
    </message>
    <message>
        <source>about {time} left</source>
        <translation>نحو {time}</translation>
    </message>
    <message>
        <source>because it was saved</source>
        <translation>لأنه حُفظ حديثًا</translation>
    </message>
    <message>
        <source>because it is unread</source>
        <translation>لأنه غير مقروء</translation>
    </message>
    <message>
        <source>at night, on mains power</source>
        <translation>ليلًا، على التيار الكهربائي</translation>
    </message>
    <message>
        <source>Translating…</source>
        <translation>جارٍ الترجمة…</translation>
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
        <source>Article</source>
        <translation>المقال</translation>
    </message>
</context>
<context>
    <name>ReadingToolbar</name>
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
        <source>Notes</source>
        <translation>الملاحظات</translation>
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
    <message>
        <source>Two columns need a wider window; the original stands under each paragraph.</source>
        <translation>يحتاج العمودان إلى نافذة أوسع؛ يظهر الأصل تحت كل فقرة.</translation>
    </message>
    <message>
        <source>needs a wider window</source>
        <translation>يحتاج إلى نافذة أوسع</translation>
    </message>
</context>
<context>
    <name>Removal</name>
    <message numerus="yes">
        <source>%n link(s) removed</source>
        <translation>
            <numerusform>لم يُزَل أي رابط</numerusform>
            <numerusform>أُزيل رابط واحد</numerusform>
            <numerusform>أُزيل رابطان</numerusform>
            <numerusform>أُزيلت %n روابط</numerusform>
            <numerusform>أُزيل %n رابطًا</numerusform>
            <numerusform>أُزيل %n رابط</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RenameDialog</name>
    <message>
        <source>Rename source</source>
        <translation>إعادة تسمية المصدر</translation>
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
    <name>ReportsDialog</name>
    <message>
        <source>Imports</source>
        <translation>عمليات الاستيراد</translation>
    </message>
    <message>
        <source>What became of each row. An import that is undone takes back what nobody touched since.</source>
        <translation>ما آل إليه كل سطر. التراجع عن استيراد يزيل ما لم يمسّه أحد بعده.</translation>
    </message>
    <message>
        <source>Nothing was imported yet.</source>
        <translation>لم يُستورد شيء بعد.</translation>
    </message>
    <message>
        <source>Broken off</source>
        <translation>متوقف قبل نهايته</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>انتهى</translation>
    </message>
    <message>
        <source>Undone</source>
        <translation>أُلغي</translation>
    </message>
    <message>
        <source>What other programs keep comes in as a file: their exports, bookmarks, lists of links.</source>
        <translation>ما تحتفظ به البرامج الأخرى يُستورد من ملف: ملفات تصديرها أو إشارات مرجعية أو قوائم روابط.</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>استيراد…</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>استئناف</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>أعد المحاولة</translation>
    </message>
    <message>
        <source>Undo…</source>
        <translation>تراجع…</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>احفظ بصيغة ⁨CSV⁩…</translation>
    </message>
    <message>
        <source>Its articles and all else that it brought go, but for what you opened or changed since. Merges are taken apart.</source>
        <translation>تُزال مقالاته وكل ما جاء به ما عدا ما فتحته أو غيّرته بعده، ويُلغى ما دُمج.</translation>
    </message>
    <message>
        <source>Undo this import?</source>
        <translation>أتتراجع عن هذا الاستيراد؟</translation>
    </message>
    <message>
        <source>Undo import</source>
        <translation>تراجع عن الاستيراد</translation>
    </message>
    <message>
        <source>Undoing…</source>
        <translation>يجري التراجع…</translation>
    </message>
    <message numerus="yes">
        <source>%n article(s) removed.</source>
        <translation>
            <numerusform>لم يُزل أي مقال.</numerusform>
            <numerusform>أُزيل مقال واحد.</numerusform>
            <numerusform>أُزيل مقالان.</numerusform>
            <numerusform>أُزيلت %n مقالات.</numerusform>
            <numerusform>أُزيل %n مقالًا.</numerusform>
            <numerusform>أُزيل %n مقال.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n that you opened or changed since stay(s).</source>
        <translation>
            <numerusform>لم يبقَ مما فتحته أو غيّرته بعد ذلك شيء.</numerusform>
            <numerusform>بقي مقال واحد فتحته أو غيّرته بعد ذلك.</numerusform>
            <numerusform>بقي مقالان فتحتهما أو غيّرتهما بعد ذلك.</numerusform>
            <numerusform>بقيت %n مقالات فتحتها أو غيّرتها بعد ذلك.</numerusform>
            <numerusform>بقي %n مقالًا فتحته أو غيّرته بعد ذلك.</numerusform>
            <numerusform>بقي %n مقال فتحته أو غيّرته بعد ذلك.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n article(s) will be fetched.</source>
        <translation>
            <numerusform>لن يُجلب أي مقال.</numerusform>
            <numerusform>سيُجلب مقال واحد.</numerusform>
            <numerusform>سيُجلب مقالان.</numerusform>
            <numerusform>ستُجلب %n مقالات.</numerusform>
            <numerusform>سيُجلب %n مقالًا.</numerusform>
            <numerusform>سيُجلب %n مقال.</numerusform>
        </translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>حفظ التقرير</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) written.</source>
        <translation>
            <numerusform>لم يُكتب أي سطر.</numerusform>
            <numerusform>كُتب سطر واحد.</numerusform>
            <numerusform>كُتب سطران.</numerusform>
            <numerusform>كُتبت %n أسطر.</numerusform>
            <numerusform>كُتب %n سطرًا.</numerusform>
            <numerusform>كُتب %n سطر.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RescueDialog</name>
    <message>
        <source>The library file is missing</source>
        <translation>ملف المكتبة مفقود</translation>
    </message>
    <message>
        <source>What is beside it shows that there was one. Whatever you choose, nothing is overwritten.</source>
        <translation>ما يوجد بجانبه يدل على أنه كانت هناك مكتبة. مهما اخترت، لا يُستبدل شيء.</translation>
    </message>
    <message>
        <source>The library’s disk is not here</source>
        <translation>قرص المكتبة غير موصول</translation>
    </message>
    <message>
        <source>Connect the disk, or choose below. Nothing is deleted, whatever you choose.</source>
        <translation>صِل القرص، أو اختر مما يلي. لا يُحذف شيء مهما كان اختيارك.</translation>
    </message>
    <message>
        <source>The library was changed by another program</source>
        <translation>غيّر برنامج آخر المكتبة</translation>
    </message>
    <message>
        <source>Nothing in it was run. The file stays as it is, whatever you choose.</source>
        <translation>لم يُنفَّذ شيء مما فيها. يبقى الملف كما هو مهما اخترت.</translation>
    </message>
    <message>
        <source>The library is damaged</source>
        <translation>المكتبة تالفة</translation>
    </message>
    <message>
        <source>The damaged file stays as it is, whatever you choose. Nothing is overwritten.</source>
        <translation>يبقى الملف التالف كما هو أيًّا كان الاختيار. لا يُكتب فوق أي شيء.</translation>
    </message>
    <message>
        <source>Looking at the library…</source>
        <translation>جارٍ فحص المكتبة…</translation>
    </message>
    <message numerus="yes">
        <source>%n article(s)</source>
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
        <source>Salvage what can be read</source>
        <translation>إنقاذ ما يمكن قراءته</translation>
    </message>
    <message>
        <source>Liseuse reads every article that is still whole into a new library.</source>
        <translation>ينقل ⁨Liseuse⁩ كل مقال ما زال سليمًا إلى مكتبة جديدة.</translation>
    </message>
    <message>
        <source>Salvage</source>
        <translation>إنقاذ</translation>
    </message>
    <message>
        <source>Nothing can be saved or changed there.</source>
        <translation>لا يمكن حفظ شيء فيها ولا تغييره.</translation>
    </message>
    <message>
        <source>Look at it as it is</source>
        <translation>عرضها كما هي</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>فتح</translation>
    </message>
    <message>
        <source>Open another library</source>
        <translation>فتح مكتبة أخرى</translation>
    </message>
    <message>
        <source>An empty folder becomes a new library.</source>
        <translation>يصير المجلد الفارغ مكتبة جديدة.</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>اختيار…</translation>
    </message>
    <message>
        <source>Restore another backup</source>
        <translation>استعادة نسخة احتياطية أخرى</translation>
    </message>
    <message>
        <source>A copy of the library in another folder or on another disk.</source>
        <translation>نسخة من المكتبة في مجلد آخر أو على قرص آخر.</translation>
    </message>
    <message>
        <source>Begin an empty library</source>
        <translation>بدء مكتبة فارغة</translation>
    </message>
    <message>
        <source>Backups and pictures stay where they are.</source>
        <translation>تبقى النسخ الاحتياطية والصور في مكانها.</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>بدء</translation>
    </message>
    <message>
        <source>The folder of backups cannot be read</source>
        <translation>لا يمكن قراءة مجلد النسخ الاحتياطية</translation>
    </message>
    <message>
        <source>There is no sound backup</source>
        <translation>لا توجد نسخة احتياطية سليمة</translation>
    </message>
    <message>
        <source>Restore the backup of {date}</source>
        <translation>استعادة النسخة الاحتياطية بتاريخ {date}</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>استعادة</translation>
    </message>
</context>
<context>
    <name>ResultList</name>
    <message>
        <source>Under way…</source>
        <comment>beside the heading “Search”</comment>
        <translation>جارٍ…</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>جارٍ البحث…</translation>
    </message>
    <message>
        <source>Search results</source>
        <translation>نتائج البحث</translation>
    </message>
    <message>
        <source>This is a link. It can be saved here to read it.</source>
        <translation>هذا رابط، ويمكن حفظه هنا لقراءته.</translation>
    </message>
    <message>
        <source>Save it</source>
        <translation>حفظه</translation>
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
        <source>Clear filters</source>
        <translation>مسح التصفية</translation>
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
    <name>ResultTexts</name>
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
        <source>Not understood: {filters}</source>
        <translation>لم يُفهم: {filters}</translation>
    </message>
    <message>
        <source>The filters are {filters}</source>
        <translation>عوامل التصفية هي {filters}</translation>
    </message>
    <message>
        <source>NOTE</source>
        <translation>ملاحظة</translation>
    </message>
    <message>
        <source>{place}: {text}</source>
        <translation>‏{place}: {text}</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>ملاحظة</translation>
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
        <source>AUTHOR</source>
        <translation>كاتب</translation>
    </message>
    <message>
        <source>TAG</source>
        <translation>وسم</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>الكاتب</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>وسم</translation>
    </message>
</context>
<context>
    <name>RuleForm</name>
    <message>
        <source>This source</source>
        <translation>هذا المصدر</translation>
    </message>
    <message>
        <source>Every source</source>
        <translation>كل المصادر</translation>
    </message>
    <message>
        <source>Any</source>
        <translation>بلا حد</translation>
    </message>
    <message>
        <source>Leave it as it was</source>
        <translation>إبقاؤها كما كانت</translation>
    </message>
    <message>
        <source>Keep the change</source>
        <translation>حفظ التعديل</translation>
    </message>
    <message>
        <source>Keep this rule</source>
        <translation>حفظ هذه القاعدة</translation>
    </message>
    <message>
        <source>As in the search: words, “phrases”, author:, source:, tag: (a section), after:, before:</source>
        <translation>كما في البحث: كلمات، «عبارات»، ⁨author:⁩، ⁨source:⁩، ⁨tag:⁩ (قسم)، ⁨after:⁩، ⁨before:⁩</translation>
    </message>
    <message>
        <source>Which one</source>
        <translation>أيها</translation>
    </message>
    <message>
        <source>For</source>
        <translation>لأجل</translation>
    </message>
    <message>
        <source>What is over stays in the list of new pieces</source>
        <translation>ما زاد يبقى في قائمة المواد الجديدة</translation>
    </message>
    <message>
        <source>At most a day</source>
        <translation>الحد الأقصى في اليوم</translation>
    </message>
    <message>
        <source>Pieces that it finds</source>
        <translation>المواد التي تجدها</translation>
    </message>
    <message>
        <source>What is done</source>
        <translation>ما يُفعل بها</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>اللغة</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>الأيام</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>وسم</translation>
    </message>
</context>
<context>
    <name>RulesDialog</name>
    <message>
        <source>Rules for new pieces</source>
        <translation>قواعد المواد الجديدة</translation>
    </message>
    <message>
        <source>A rule sees pieces that come after it was given. Rules go from top to bottom; the first that finds a piece says whether it is left out.</source>
        <translation>ترى القاعدة المواد التي تأتي بعد وضعها. تُطبَّق القواعد من أعلى إلى أسفل؛ وأول قاعدة تجد مادة تقرر هل تُستبعد.</translation>
    </message>
    <message>
        <source>Rules for {source}</source>
        <translation>قواعد {source}</translation>
    </message>
    <message>
        <source>No rule yet: new pieces only wait in the list.</source>
        <translation>لا قاعدة بعد: المواد الجديدة تنتظر في القائمة فقط.</translation>
    </message>
    <message>
        <source>Change this rule</source>
        <translation>تعديل هذه القاعدة</translation>
    </message>
    <message>
        <source>A new rule</source>
        <translation>قاعدة جديدة</translation>
    </message>
    <message>
        <source>Earlier: {rule}</source>
        <translation>تقديم: {rule}</translation>
    </message>
    <message>
        <source>Later: {rule}</source>
        <translation>تأخير: {rule}</translation>
    </message>
    <message>
        <source>Change: {rule}</source>
        <translation>تعديل: {rule}</translation>
    </message>
    <message>
        <source>Remove: {rule}</source>
        <translation>حذف: {rule}</translation>
    </message>
    <message>
        <source>In force: {rule}</source>
        <translation>سارية: {rule}</translation>
    </message>
    <message>
        <source>The rule is kept</source>
        <translation>حُفظت القاعدة</translation>
    </message>
    <message>
        <source>The rule is number {number} now</source>
        <translation>صارت القاعدة رقم {number}</translation>
    </message>
    <message>
        <source>The rule is removed; Undo brings it back</source>
        <translation>حُذفت القاعدة؛ والتراجع يعيدها</translation>
    </message>
    <message>
        <source>A rule cannot look for this.</source>
        <translation>لا تستطيع القاعدة البحث عن هذا.</translation>
    </message>
    <message>
        <source>Of the last 200 pieces it would have found: {count}</source>
        <translation>من آخر 200 مادة كانت ستجد: {count}</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>ولا غيرها</numerusform>
            <numerusform>وواحدة أخرى</numerusform>
            <numerusform>واثنتان أخريان</numerusform>
            <numerusform>و%n أخرى</numerusform>
            <numerusform>و%n أخرى</numerusform>
            <numerusform>و%n أخرى</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SaveLine</name>
    <message>
        <source>Hides the list of saves</source>
        <translation>إخفاء قائمة المحفوظات</translation>
    </message>
    <message>
        <source>Shows the list of saves</source>
        <translation>إظهار قائمة المحفوظات</translation>
    </message>
    <message numerus="yes">
        <source>%n under way</source>
        <translation>
            <numerusform>لا حفظ جارٍ</numerusform>
            <numerusform>واحد قيد الحفظ</numerusform>
            <numerusform>اثنان قيد الحفظ</numerusform>
            <numerusform>%n قيد الحفظ</numerusform>
            <numerusform>%n قيد الحفظ</numerusform>
            <numerusform>%n قيد الحفظ</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n saved</source>
        <translation>
            <numerusform>لم يُحفظ شيء</numerusform>
            <numerusform>حُفظ واحد</numerusform>
            <numerusform>حُفظ اثنان</numerusform>
            <numerusform>حُفظ %n</numerusform>
            <numerusform>حُفظ %n</numerusform>
            <numerusform>حُفظ %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n without some pictures</source>
        <translation>
            <numerusform>لا شيء دون بعض الصور</numerusform>
            <numerusform>واحد دون بعض الصور</numerusform>
            <numerusform>اثنان دون بعض الصور</numerusform>
            <numerusform>%n دون بعض الصور</numerusform>
            <numerusform>%n دون بعض الصور</numerusform>
            <numerusform>%n دون بعض الصور</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting for a connection</source>
        <translation>
            <numerusform>%n في انتظار الاتصال</numerusform>
            <numerusform>%n في انتظار الاتصال</numerusform>
            <numerusform>%n في انتظار الاتصال</numerusform>
            <numerusform>%n في انتظار الاتصال</numerusform>
            <numerusform>%n في انتظار الاتصال</numerusform>
            <numerusform>%n في انتظار الاتصال</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>لم يفشل شيء</numerusform>
            <numerusform>فشل واحد</numerusform>
            <numerusform>فشل اثنان</numerusform>
            <numerusform>فشل %n</numerusform>
            <numerusform>فشل %n</numerusform>
            <numerusform>فشل %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SavePanel</name>
    <message>
        <source>Retry all</source>
        <translation>إعادة محاولة الكل</translation>
    </message>
    <message>
        <source>Remove all</source>
        <translation>إزالة الكل</translation>
    </message>
    <message>
        <source>Saves</source>
        <translation>المحفوظات</translation>
    </message>
</context>
<context>
    <name>SaveTexts</name>
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
    <name>SaveTray</name>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
</context>
<context>
    <name>SavingFeature</name>
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
        <source>Looking at the files…</source>
        <translation>جارٍ فحص الملفات…</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) in {folder} hold nothing to save or import: left out.</source>
        <translation>
            <numerusform>لم يُترك من {folder} أي ملف.</numerusform>
            <numerusform>ملف واحد في {folder} لا شيء فيه يُحفظ أو يُستورد، فتُرك جانبًا.</numerusform>
            <numerusform>ملفان في {folder} لا شيء فيهما يُحفظ أو يُستورد، فتُركا جانبًا.</numerusform>
            <numerusform>%n ملفات في {folder} لا شيء فيها يُحفظ أو يُستورد، فتُركت جانبًا.</numerusform>
            <numerusform>%n ملفًا في {folder} لا شيء فيها يُحفظ أو يُستورد، فتُركت جانبًا.</numerusform>
            <numerusform>%n ملف في {folder} لا شيء فيها يُحفظ أو يُستورد، فتُركت جانبًا.</numerusform>
        </translation>
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
    <message>
        <source>{folder} holds more than {count} pages: these are saved, the others are left out.</source>
        <translation>يحتوي {folder} على أكثر من {count} صفحة: تُحفظ هذه الصفحات وتُترك البقية.</translation>
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
    <message>
        <source>Search</source>
        <translation>البحث</translation>
    </message>
</context>
<context>
    <name>SearchFilters</name>
    <message>
        <source>Tags</source>
        <translation>الوسوم</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>في كل مكان</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>الأصل</translation>
    </message>
    <message>
        <source>Translation</source>
        <translation>الترجمة</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>الملاحظات</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>وسم</translation>
    </message>
    <message>
        <source>Only with a tag</source>
        <translation>بوسم معيَّن فقط</translation>
    </message>
    <message>
        <source>Keep this search</source>
        <translation>حفظ هذا البحث</translation>
    </message>
    <message>
        <source>Where to search</source>
        <translation>مكان البحث</translation>
    </message>
    <message>
        <source>Without the tag {tag}</source>
        <translation>إزالة الوسم {tag} من التصفية</translation>
    </message>
</context>
<context>
    <name>SearchTips</name>
    <message>
        <source>What a search understands</source>
        <translation>ما يفهمه البحث</translation>
    </message>
    <message>
        <source>Words are looked for everywhere. More precise searches:</source>
        <translation>يُبحث عن الكلمات في كل مكان. لبحث أدق:</translation>
    </message>
    <message>
        <source>drinking water</source>
        <translation>ماء الشرب</translation>
    </message>
    <message>
        <source>exactly these words</source>
        <translation>هذه الكلمات بعينها</translation>
    </message>
    <message>
        <source>rain</source>
        <translation>مطر</translation>
    </message>
    <message>
        <source>one or the other</source>
        <translation>أحدهما أو الآخر</translation>
    </message>
    <message>
        <source>without this word</source>
        <translation>من دون هذه الكلمة</translation>
    </message>
    <message>
        <source>sports</source>
        <translation>رياضة</translation>
    </message>
    <message>
        <source>water</source>
        <translation>ماء</translation>
    </message>
    <message>
        <source>in the title</source>
        <translation>في العنوان</translation>
    </message>
    <message>
        <source>smith</source>
        <translation>محمد</translation>
    </message>
    <message>
        <source>by this author</source>
        <translation>لهذا الكاتب</translation>
    </message>
    <message>
        <source>from this site</source>
        <translation>من هذا الموقع</translation>
    </message>
    <message>
        <source>travel</source>
        <translation>سفر</translation>
    </message>
    <message>
        <source>with this tag</source>
        <translation>بهذا الوسم</translation>
    </message>
    <message>
        <source>in this language</source>
        <translation>بهذه اللغة</translation>
    </message>
    <message>
        <source>from this month on; {filter} until it</source>
        <translation>من هذا الشهر فصاعدًا؛ {filter} ما قبله</translation>
    </message>
    <message>
        <source>also {states}</source>
        <translation>وكذلك {states}</translation>
    </message>
    <message>
        <source>fewer minutes to read</source>
        <translation>دقائق قراءة أقل</translation>
    </message>
</context>
<context>
    <name>SelectionTexts</name>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>لا شيء محدَّد</numerusform>
            <numerusform>بطاقة واحدة محدَّدة</numerusform>
            <numerusform>بطاقتان محدَّدتان</numerusform>
            <numerusform>%n بطاقات محدَّدة</numerusform>
            <numerusform>%n بطاقة محدَّدة</numerusform>
            <numerusform>%n بطاقة محدَّدة</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SentenceCard</name>
    <message>
        <source>Correct…</source>
        <translation>تصحيح…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>إعادة المحاولة</translation>
    </message>
</context>
<context>
    <name>SentenceCursor</name>
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
    <name>ServerDialog</name>
    <message>
        <source>Translation server</source>
        <translation>خادم الترجمة</translation>
    </message>
    <message>
        <source>With a LibreTranslate server, the text of every article you translate leaves this computer. Without an address, everything is translated here.</source>
        <translation>مع خادم ⁨LibreTranslate⁩ يغادر نص كل مقال تترجمه هذا الحاسوب. من دون عنوان تُترجم كل المقالات هنا.</translation>
    </message>
    <message>
        <source>Once you have chosen a language to read in, that is every article you open. In the settings, under Translation, you can have only those sent that you ask for.</source>
        <translation>متى اخترت لغة للقراءة شمل ذلك كل مقالة تفتحها. يمكنك في الإعدادات، ضمن «الترجمة»، ألا يُرسَل إلا ما تطلبه.</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>العنوان</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>المفتاح</translation>
    </message>
    <message>
        <source>only if the server wants one</source>
        <translation>فقط إذا طلبه الخادم</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>تجربته</translation>
    </message>
    <message>
        <source>Use this server</source>
        <translation>استعمال هذا الخادم</translation>
    </message>
    <message>
        <source>Translate on this computer</source>
        <translation>الترجمة على هذا الحاسوب</translation>
    </message>
    <message>
        <source>Asking the server…</source>
        <translation>جارٍ سؤال الخادم…</translation>
    </message>
    <message numerus="yes">
        <source>The server answers. It translates %n pair(s) of languages.</source>
        <translation>
            <numerusform>الخادم يجيب. لا يترجم أي زوج لغات.</numerusform>
            <numerusform>الخادم يجيب. يترجم زوج لغات واحدًا.</numerusform>
            <numerusform>الخادم يجيب. يترجم زوجَي لغات.</numerusform>
            <numerusform>الخادم يجيب. يترجم %n أزواج لغات.</numerusform>
            <numerusform>الخادم يجيب. يترجم %n زوج لغات.</numerusform>
            <numerusform>الخادم يجيب. يترجم %n زوج لغات.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ServerFields</name>
    <message>
        <source>Access key</source>
        <translation>مفتاح الوصول</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>السر</translation>
    </message>
    <message>
        <source>Secret of the access key</source>
        <translation>سر مفتاح الوصول</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>اسم المستخدم</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>كلمة المرور</translation>
    </message>
    <message>
        <source>Password of the server</source>
        <translation>كلمة مرور الخادم</translation>
    </message>
</context>
<context>
    <name>SettingRow</name>
    <message>
        <source>Automatic</source>
        <translation>تلقائي</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>الإعدادات</translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation>البحث في الإعدادات</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Liseuse has no account and no analytics. It contacts only what you ask for: pages you save, feeds you follow, models, and servers you set up.</source>
        <translation>لا حساب في ⁨Liseuse⁩ ولا تتبّع للاستعمال. لا يتصل إلا بما تطلبه: الصفحات التي تحفظها، والخلاصات التي تتابعها، والنماذج، والخوادم التي تضبطها.</translation>
    </message>
    <message>
        <source>Reset this page</source>
        <translation>إعادة ضبط هذه الصفحة</translation>
    </message>
    <message>
        <source>No setting named “{query}”</source>
        <translation>لا إعداد باسم «{query}»</translation>
    </message>
    <message>
        <source>Follow the system theme</source>
        <translation>اتباع سمة النظام</translation>
    </message>
    <message>
        <source>Light by day, Dark when the system is dark</source>
        <translation>فاتح نهارًا، وداكن حين يكون النظام داكنًا</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>فتح…</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>الأوامر</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>تنفيذ</translation>
    </message>
</context>
<context>
    <name>SharingRows</name>
    <message>
        <source>Share…</source>
        <translation>مشاركة…</translation>
    </message>
    <message>
        <source>Keep private…</source>
        <translation>إبقاء خاصًّا…</translation>
    </message>
    <message>
        <source>Only on your own computers</source>
        <translation>على حواسيبك وحدها</translation>
    </message>
    <message>
        <source>For everybody who takes part</source>
        <translation>لكل المشاركين</translation>
    </message>
    <message>
        <source>Notes and highlights</source>
        <translation>الملاحظات والتظليلات</translation>
    </message>
    <message>
        <source>What you have read</source>
        <translation>ما قرأته</translation>
    </message>
    <message>
        <source>Your corrections of translations</source>
        <translation>تصحيحاتك للترجمات</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>مشاركة</translation>
    </message>
    <message>
        <source>Keep private</source>
        <translation>إبقاء خاصًّا</translation>
    </message>
    <message numerus="yes">
        <source>%n note(s) and highlight(s) that are on your computers alone go to {names} now, and so does what you note from now on. They cannot be taken back one by one.</source>
        <translation>
            <numerusform>لا ملاحظة ولا تظليل على حواسيبك وحدها يُرسَل الآن إلى {names}، وكذلك ما تدوّنه من الآن فصاعدًا. ولا يمكن استرجاع ذلك.</numerusform>
            <numerusform>ملاحظة واحدة أو تظليل واحد على حواسيبك وحدها يُرسَل الآن إلى {names}، وكذلك ما تدوّنه من الآن فصاعدًا. ولا يمكن استرجاع ذلك.</numerusform>
            <numerusform>ملاحظتان أو تظليلان على حواسيبك وحدها يُرسَلان الآن إلى {names}، وكذلك ما تدوّنه من الآن فصاعدًا. ولا يمكن استرجاع ذلك.</numerusform>
            <numerusform>%n ملاحظات وتظليلات على حواسيبك وحدها تُرسَل الآن إلى {names}، وكذلك ما تدوّنه من الآن فصاعدًا. ولا يمكن استرجاع ذلك.</numerusform>
            <numerusform>%n ملاحظة وتظليلًا على حواسيبك وحدها تُرسَل الآن إلى {names}، وكذلك ما تدوّنه من الآن فصاعدًا. ولا يمكن استرجاع ذلك.</numerusform>
            <numerusform>%n ملاحظة وتظليل على حواسيبك وحدها تُرسَل الآن إلى {names}، وكذلك ما تدوّنه من الآن فصاعدًا. ولا يمكن استرجاع ذلك.</numerusform>
        </translation>
    </message>
    <message>
        <source>Share your notes and highlights?</source>
        <translation>أتريد مشاركة ملاحظاتك وتظليلاتك؟</translation>
    </message>
    <message>
        <source>What you opened, what is unread and how far you are go to {names} now and from now on. With those who share it too you have all of it in common: what one of you reads is read for all.</source>
        <translation>ما فتحته وما لم تقرأه وإلى أين وصلت يُرسَل إلى {names} الآن ومن الآن فصاعدًا. ومع من يشاركه أيضًا تكون الحال واحدة: ما يقرؤه أحدكم يصير مقروءًا عندكم جميعًا.</translation>
    </message>
    <message>
        <source>Share what you have read?</source>
        <translation>أتريد مشاركة ما قرأته؟</translation>
    </message>
    <message>
        <source>All of your corrections go to {names} now, and so do those that you make later.</source>
        <translation>تُرسَل كل تصحيحاتك إلى {names} الآن، وكذلك ما تصحّحه لاحقًا.</translation>
    </message>
    <message>
        <source>Share your corrections?</source>
        <translation>أتريد مشاركة تصحيحاتك؟</translation>
    </message>
    <message>
        <source>Keep notes and highlights to yourself?</source>
        <translation>أتريد إبقاء الملاحظات والتظليلات لك وحدك؟</translation>
    </message>
    <message>
        <source>Keep to yourself what you read?</source>
        <translation>أتريد إبقاء ما تقرؤه لك وحدك؟</translation>
    </message>
    <message>
        <source>Keep your corrections to yourself?</source>
        <translation>أتريد إبقاء تصحيحاتك لك وحدك؟</translation>
    </message>
    <message>
        <source>From now on your own computers alone hear of it. What was told before stays with the others; out of the shared files an owner takes it by making the library anew.</source>
        <translation>من الآن فصاعدًا تعلم به حواسيبك وحدها. وما سبق إبلاغه يبقى عند الآخرين؛ ويزيله المالك من الملفات المشتركة بإعادة إنشاء المكتبة.</translation>
    </message>
</context>
<context>
    <name>ShortcutRecorder</name>
    <message>
        <source>Press a key…</source>
        <translation>بانتظار ضغط مفتاح…</translation>
    </message>
    <message>
        <source>Esc keeps the old key, Backspace removes it</source>
        <translation>⁨Esc⁩ يُبقي المفتاح القديم، و⁨Backspace⁩ يزيله</translation>
    </message>
    <message>
        <source>{command}, {keys}: change the key</source>
        <translation>{command}، {keys}: تغيير المفتاح</translation>
    </message>
    <message>
        <source>{command}: add a key</source>
        <translation>{command}: إضافة مفتاح</translation>
    </message>
    <message>
        <source>Change the key</source>
        <translation>تغيير المفتاح</translation>
    </message>
    <message>
        <source>Add a key</source>
        <translation>إضافة مفتاح</translation>
    </message>
</context>
<context>
    <name>ShortcutsPage</name>
    <message>
        <source>Default keys for every command</source>
        <translation>المفاتيح الافتراضية لكل الأوامر</translation>
    </message>
    <message>
        <source>{keys} belongs to “{command}”.</source>
        <translation>المفتاح {keys} مخصَّص للأمر «{command}».</translation>
    </message>
    <message>
        <source>{keys} moves between controls and cannot be changed.</source>
        <translation>يُستعمل المفتاح {keys} للانتقال بين عناصر التحكم ولا يمكن تغييره.</translation>
    </message>
    <message>
        <source>no key</source>
        <translation>بلا مفتاح</translation>
    </message>
    <message>
        <source>Every command has its default keys</source>
        <translation>لكل أمر الآن مفاتيحه الافتراضية</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
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
        <source>The library’s disk does not answer · waiting for it</source>
        <translation>قرص المكتبة لا يستجيب · في انتظاره</translation>
    </message>
    <message>
        <source>From {source}</source>
        <translation>من {source}</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>الوسوم</translation>
    </message>
    <message>
        <source>Saved searches</source>
        <translation>عمليات البحث المحفوظة</translation>
    </message>
    <message>
        <source>Feeds</source>
        <translation>الخلاصات</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>المكتبة</translation>
    </message>
    <message>
        <source>For reading only: nothing can be written to the library’s folder. Allow it, then start again.</source>
        <translation>للقراءة فقط: لا يمكن كتابة أي شيء في مجلد المكتبة. اسمح بالكتابة فيه، ثم شغّل البرنامج من جديد.</translation>
    </message>
    <message>
        <source>For reading only: the disk is full. Free some space, then start again.</source>
        <translation>للقراءة فقط: القرص ممتلئ. أفرغ بعض المساحة، ثم شغّل البرنامج من جديد.</translation>
    </message>
    <message>
        <source>For reading only: the library is damaged. Start again to restore a backup.</source>
        <translation>للقراءة فقط: المكتبة تالفة. شغّل البرنامج من جديد لاستعادة نسخة احتياطية.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>الإعدادات</translation>
    </message>
    <message>
        <source>Keys and help</source>
        <translation>المفاتيح والمساعدة</translation>
    </message>
    <message>
        <source>Private reading · nothing is fetched</source>
        <translation>القراءة الخاصة · لا يُجلَب شيء</translation>
    </message>
</context>
<context>
    <name>SidebarRows</name>
    <message>
        <source>Separator</source>
        <translation>فاصل</translation>
    </message>
</context>
<context>
    <name>SilentDiskDialog</name>
    <message>
        <source>The disk of your library does not answer.</source>
        <translation>قرص مكتبتك لا يستجيب.</translation>
    </message>
    <message>
        <source>Waiting for the disk</source>
        <translation>في انتظار القرص</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>إنهاء</translation>
    </message>
    <message>
        <source>It may be asleep, or another computer’s that cannot be reached. Liseuse opens by itself as soon as the disk answers; nothing that you saved is lost.</source>
        <translation>قد يكون في حالة سكون، أو قرصَ حاسوب آخر يتعذر الوصول إليه. سيُفتح ⁨Liseuse⁩ من تلقاء نفسه حالما يستجيب القرص، ولم يُفقد شيء مما حفظته.</translation>
    </message>
</context>
<context>
    <name>SizeEditor</name>
    <message>
        <source>Text size {number}</source>
        <translation>حجم النص {number}</translation>
    </message>
</context>
<context>
    <name>SpeechBar</name>
    <message>
        <source>Reading aloud</source>
        <translation>القراءة بصوت عالٍ</translation>
    </message>
    <message>
        <source>Previous sentence</source>
        <translation>الجملة السابقة</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>إيقاف مؤقت</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>استئناف</translation>
    </message>
    <message>
        <source>Next sentence</source>
        <translation>الجملة التالية</translation>
    </message>
    <message>
        <source>Slower</source>
        <translation>إبطاء</translation>
    </message>
    <message>
        <source>Faster</source>
        <translation>تسريع</translation>
    </message>
    <message>
        <source>Stop reading aloud</source>
        <translation>إيقاف القراءة بصوت عالٍ</translation>
    </message>
</context>
<context>
    <name>SpokenDoubts</name>
    <message>
        <source>{sentence}, link</source>
        <translation>{sentence}، رابط</translation>
    </message>
    <message>
        <source>May be wrong: {sentence}</source>
        <translation>قد يكون خطأ: {sentence}</translation>
    </message>
    <message numerus="yes">
        <source>%n sentences may be wrong</source>
        <translation>
            <numerusform>لا جمل مشكوك فيها</numerusform>
            <numerusform>قد تكون جملة واحدة خاطئة</numerusform>
            <numerusform>قد تكون جملتان خاطئتين</numerusform>
            <numerusform>قد تكون %n جمل خاطئة</numerusform>
            <numerusform>قد تكون %n جملة خاطئة</numerusform>
            <numerusform>قد تكون %n جملة خاطئة</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SpokenName</name>
    <message>
        <source>Article, {language}</source>
        <translation>مقال، {language}</translation>
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
        <source>note</source>
        <translation>ملاحظة</translation>
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
    <name>StayAwake</name>
    <message>
        <source>Articles are being translated</source>
        <translation>تجري ترجمة مقالات</translation>
    </message>
</context>
<context>
    <name>StorageDialog</name>
    <message>
        <source>Storage</source>
        <translation>التخزين</translation>
    </message>
    <message>
        <source>Everything Liseuse keeps is on this computer. Tick what you can do without.</source>
        <translation>كل ما يحتفظ به ⁨Liseuse⁩ موجود على هذا الحاسوب. توضع علامة على ما يمكن الاستغناء عنه.</translation>
    </message>
    <message>
        <source>Free space</source>
        <translation>إخلاء مساحة</translation>
    </message>
    <message>
        <source>Measuring…</source>
        <translation>جارٍ القياس…</translation>
    </message>
    <message>
        <source>Free about {size}?</source>
        <translation>إخلاء نحو {size}؟</translation>
    </message>
    <message>
        <source>What you ticked is removed from this computer. Articles outside Trash stay.</source>
        <translation>يُحذف من هذا الحاسوب ما وُضعت عليه علامة. وتبقى المقالات التي خارج المهملات.</translation>
    </message>
    <message>
        <source>Articles in Trash</source>
        <translation>المقالات التي في المهملات</translation>
    </message>
    <message>
        <source>Pictures of read and archived articles</source>
        <translation>صور المقالات المقروءة والمؤرشفة</translation>
    </message>
    <message>
        <source>Translations of read and archived articles</source>
        <translation>ترجمات المقالات المقروءة والمؤرشفة</translation>
    </message>
    <message>
        <source>All backups but the newest</source>
        <translation>كل النسخ الاحتياطية إلا الأحدث</translation>
    </message>
    <message>
        <source>Translation models</source>
        <translation>نماذج الترجمة</translation>
    </message>
    <message>
        <source>Freeing space…</source>
        <translation>جارٍ إخلاء المساحة…</translation>
    </message>
    <message>
        <source>{size} freed</source>
        <translation>أُخلي {size}</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>النصوص</translation>
    </message>
    <message>
        <source>Translations</source>
        <translation>الترجمات</translation>
    </message>
    <message>
        <source>Search index and the rest</source>
        <translation>فهرس البحث والباقي</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>الصور</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>النماذج</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>النسخ الاحتياطية</translation>
    </message>
    <message>
        <source>{used} in all · {free} free on this disk</source>
        <translation>المجموع {used} · المتاح على هذا القرص {free}</translation>
    </message>
    <message numerus="yes">
        <source>%n article(s)</source>
        <translation>
            <numerusform>لا مقالات</numerusform>
            <numerusform>مقال واحد</numerusform>
            <numerusform>مقالان</numerusform>
            <numerusform>%n مقالات</numerusform>
            <numerusform>%n مقالًا</numerusform>
            <numerusform>%n مقال</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>لا ملفات</numerusform>
            <numerusform>ملف واحد</numerusform>
            <numerusform>ملفان</numerusform>
            <numerusform>%n ملفات</numerusform>
            <numerusform>%n ملفًا</numerusform>
            <numerusform>%n ملف</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SyncDialog</name>
    <message>
        <source>Keep several computers in step</source>
        <translation>إبقاء عدة حواسيب متوافقة</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>إيقاف</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Being brought in step…</source>
        <translation>جارٍ التوفيق…</translation>
    </message>
    <message>
        <source>encrypted</source>
        <translation>معمّى</translation>
    </message>
    <message>
        <source>not encrypted</source>
        <translation>غير معمّى</translation>
    </message>
    <message>
        <source>Bring in step now</source>
        <translation>التوفيق الآن</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>متابعة</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>إيقاف مؤقت</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>عبارة السر</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>كلمة المرور</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) in the folder stay damaged or missing.</source>
        <translation>
            <numerusform>لا ملفات تالفة أو ناقصة في المجلد (%n).</numerusform>
            <numerusform>يبقى ملف واحد (%n) في المجلد تالفًا أو ناقصًا.</numerusform>
            <numerusform>يبقى ملفان (%n) في المجلد تالفين أو ناقصين.</numerusform>
            <numerusform>تبقى %n ملفات في المجلد تالفة أو ناقصة.</numerusform>
            <numerusform>يبقى %n ملفًا في المجلد تالفًا أو ناقصًا.</numerusform>
            <numerusform>يبقى %n ملف في المجلد تالفًا أو ناقصًا.</numerusform>
        </translation>
    </message>
    <message>
        <source>Type the password of the server; it may have been changed there.</source>
        <translation>اكتب كلمة مرور الخادم؛ فربما غُيّرت هناك.</translation>
    </message>
    <message>
        <source>It is listed no more until it is heard of again. What it changed stays; what it put into Trash is deleted on all computers after thirty days, which this one sees to from now on. To shut it out, leave, and begin an empty folder with another passphrase.</source>
        <translation>لا يُذكر بعدها حتى يُسمع منه من جديد. ويبقى ما غيّره؛ أما ما وضعه في المهملات فيُحذف من كل الحواسيب بعد ثلاثين يومًا، ويتولى ذلك هذا الحاسوب من الآن. ولمنعه، اترك المجلد وابدأ مجلدًا فارغًا بعبارة سر أخرى.</translation>
    </message>
    <message>
        <source>Join this folder</source>
        <translation>الانضمام إلى هذا المجلد</translation>
    </message>
    <message>
        <source>Every computer has the whole library and works without the others. What changes goes through a folder; nothing is ever lost by it.</source>
        <translation>لكل حاسوب المكتبة كلها، ويعمل دون غيره. ما يتغيّر يمر عبر مجلد؛ ولا يضيع بذلك شيء أبدًا.</translation>
    </message>
    <message>
        <source>Your library is whole, and nothing was taken over. Ask an owner: only an owner makes the shared library anew.</source>
        <translation>مكتبتك كاملة، ولم يؤخذ شيء. اسأل أحد المالكين: المالك وحده يعيد إنشاء المكتبة المشتركة.</translation>
    </message>
    <message>
        <source>Make the folder anew…</source>
        <translation>إعادة إنشاء المجلد…</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>النظر مرة أخرى</translation>
    </message>
    <message>
        <source>Type the access key, a colon, and its secret. Changes wait here until then.</source>
        <translation>اكتب مفتاح الوصول ثم نقطتين ثم سره. تنتظر التغييرات هنا حتى ذلك الحين.</translation>
    </message>
    <message>
        <source>Type the access key, a colon, and its secret; they may have been changed at the server.</source>
        <translation>اكتب مفتاح الوصول ثم نقطتين ثم سره؛ فربما غُيّرا في الخادم.</translation>
    </message>
    <message>
        <source>Type the password of the server. Changes wait here until then.</source>
        <translation>اكتب كلمة مرور الخادم. تنتظر التغييرات هنا حتى ذلك الحين.</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>هذا الحاسوب</translation>
    </message>
    <message>
        <source>{visit}, {size}</source>
        <translation>{visit}، {size}</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>نسيان</translation>
    </message>
    <message>
        <source>Forget {name}</source>
        <translation>نسيان {name}</translation>
    </message>
    <message>
        <source>Leave this folder…</source>
        <translation>ترك هذا المجلد…</translation>
    </message>
    <message>
        <source>Bring back what others deleted…</source>
        <translation>إعادة ما حذفه الآخرون…</translation>
    </message>
    <message>
        <source>Make the folder anew from this computer…</source>
        <translation>إعادة إنشاء المجلد من هذا الحاسوب…</translation>
    </message>
    <message>
        <source>Forget the computer {name}?</source>
        <translation>أيُنسى الحاسوب {name}؟</translation>
    </message>
    <message>
        <source>Leave the shared folder?</source>
        <translation>أتترك المجلد المشترك؟</translation>
    </message>
    <message>
        <source>The library stays on this computer as it is, and the folder stays for the others. What is changed from now on reaches them no more.</source>
        <translation>تبقى المكتبة على هذا الحاسوب كما هي، ويبقى المجلد للحواسيب الأخرى. وما يتغير من الآن لا يصل إليها.</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>ترك</translation>
    </message>
    <message>
        <source>Leaving…</source>
        <translation>جارٍ الترك…</translation>
    </message>
    <message>
        <source>Make the folder anew from this computer?</source>
        <translation>أيُعاد إنشاء المجلد من هذا الحاسوب؟</translation>
    </message>
    <message>
        <source>What lies in it is taken away, and all of this library is written into it. Changes of other computers that did not reach this one come when they join the folder again; each of them asks about that.</source>
        <translation>يُزال ما فيه، وتُكتب فيه هذه المكتبة كلها. وتأتي تغييرات الحواسيب الأخرى التي لم تصل إلى هنا حين تنضم إلى المجلد من جديد؛ ويسأل كل منها عن ذلك.</translation>
    </message>
    <message>
        <source>Make it anew</source>
        <translation>إعادة الإنشاء</translation>
    </message>
    <message>
        <source>Bring back what others deleted?</source>
        <translation>هل تريد إعادة ما حذفه الآخرون؟</translation>
    </message>
    <message>
        <source>Before other computers last deleted many articles here, a copy of the library was made. What is in it and no more in the library comes back, on all computers.</source>
        <translation>قبل أن تحذف حواسيب أخرى مقالات كثيرة هنا أُنشئت نسخة من المكتبة. ما فيها ولم يعد في المكتبة يعود، على جميع الحواسيب.</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>إعادة</translation>
    </message>
    <message>
        <source>Bringing back…</source>
        <translation>جارٍ الإعادة…</translation>
    </message>
    <message>
        <source>Join the folder that lies there now?</source>
        <translation>أتنضم إلى المجلد الموجود هناك الآن؟</translation>
    </message>
    <message>
        <source>Do so when it was made anew on another of your computers. This library and what is in the folder are put together; nothing is deleted.</source>
        <translation>افعل ذلك إن أُعيد إنشاؤه على حاسوب آخر لك. تُضمّ هذه المكتبة إلى ما في المجلد؛ ولا يُحذف شيء.</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>انضمام</translation>
    </message>
</context>
<context>
    <name>SyncFeature</name>
    <message numerus="yes">
        <source>%n article(s) were deleted on another computer</source>
        <translation>
            <numerusform>لم تُحذف أي مقالة على حاسوب آخر</numerusform>
            <numerusform>حُذفت مقالة واحدة على حاسوب آخر</numerusform>
            <numerusform>حُذفت مقالتان على حاسوب آخر</numerusform>
            <numerusform>حُذفت %n مقالات على حاسوب آخر</numerusform>
            <numerusform>حُذفت %n مقالة على حاسوب آخر</numerusform>
            <numerusform>حُذفت %n مقالة على حاسوب آخر</numerusform>
        </translation>
    </message>
    <message>
        <source>A copy of the library was made before.</source>
        <translation>أُنشئت نسخة من المكتبة قبل ذلك.</translation>
    </message>
    <message>
        <source>Bring them back</source>
        <translation>إعادتها</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) from other computers</source>
        <translation>
            <numerusform>لا تغيير من الحواسيب الأخرى</numerusform>
            <numerusform>تغيير واحد من الحواسيب الأخرى</numerusform>
            <numerusform>تغييران من الحواسيب الأخرى</numerusform>
            <numerusform>%n تغييرات من الحواسيب الأخرى</numerusform>
            <numerusform>%n تغييرًا من الحواسيب الأخرى</numerusform>
            <numerusform>%n تغيير من الحواسيب الأخرى</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n article(s) kept: deleted on one computer, changed on another</source>
        <translation>
            <numerusform>لم يُحتفظ بأي مقال</numerusform>
            <numerusform>بقي مقال واحد: حُذف على حاسوب وعُدّل على آخر</numerusform>
            <numerusform>بقي مقالان: حُذفا على حاسوب وعُدّلا على آخر</numerusform>
            <numerusform>بقيت %n مقالات: حُذفت على حاسوب وعُدّلت على آخر</numerusform>
            <numerusform>بقي %n مقالًا: حُذفت على حاسوب وعُدّلت على آخر</numerusform>
            <numerusform>بقي %n مقال: حُذفت على حاسوب وعُدّلت على آخر</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n article(s) came back</source>
        <translation>
            <numerusform>لم تعد أي مقالة</numerusform>
            <numerusform>عادت مقالة واحدة</numerusform>
            <numerusform>عادت مقالتان</numerusform>
            <numerusform>عادت %n مقالات</numerusform>
            <numerusform>عادت %n مقالة</numerusform>
            <numerusform>عادت %n مقالة</numerusform>
        </translation>
    </message>
    <message>
        <source>Type it</source>
        <translation>اكتبها</translation>
    </message>
    <message>
        <source>Show what can be done</source>
        <translation>عرض ما يمكن فعله</translation>
    </message>
</context>
<context>
    <name>SyncTexts</name>
    <message>
        <source>Being brought in step…</source>
        <translation>جارٍ التوفيق…</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>موقوف مؤقتًا</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>دون اتصال</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>دون اتصال</translation>
    </message>
    <message>
        <source>Passphrase needed</source>
        <translation>عبارة السر مطلوبة</translation>
    </message>
    <message>
        <source>Password needed</source>
        <translation>كلمة المرور مطلوبة</translation>
    </message>
    <message>
        <source>Not in step</source>
        <translation>غير متوافق</translation>
    </message>
    <message>
        <source>Files in the folder are damaged or missing</source>
        <translation>في المجلد ملفات تالفة أو ناقصة</translation>
    </message>
    <message>
        <source>Files of another computer are still on their way</source>
        <translation>ما زالت ملفات حاسوب آخر في الطريق</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) on this computer alone</source>
        <translation>
            <numerusform>لا تغييرات (%n) على هذا الحاسوب وحده</numerusform>
            <numerusform>تغيير واحد (%n) على هذا الحاسوب وحده</numerusform>
            <numerusform>تغييران (%n) على هذا الحاسوب وحده</numerusform>
            <numerusform>%n تغييرات على هذا الحاسوب وحده</numerusform>
            <numerusform>%n تغييرًا على هذا الحاسوب وحده</numerusform>
            <numerusform>%n تغيير على هذا الحاسوب وحده</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) waiting</source>
        <translation>
            <numerusform>لا تغيير ينتظر</numerusform>
            <numerusform>تغيير واحد ينتظر</numerusform>
            <numerusform>تغييران ينتظران</numerusform>
            <numerusform>%n تغييرات تنتظر</numerusform>
            <numerusform>%n تغييرًا ينتظر</numerusform>
            <numerusform>%n تغيير ينتظر</numerusform>
        </translation>
    </message>
    <message>
        <source>Not in step yet</source>
        <translation>غير متوافق بعد</translation>
    </message>
    <message>
        <source>In step, before this computer’s clock was set back</source>
        <translation>متوافق، قبل أن تؤخَّر ساعة هذا الحاسوب</translation>
    </message>
    <message>
        <source>In step just now</source>
        <translation>متوافق منذ لحظات</translation>
    </message>
    <message numerus="yes">
        <source>In step %n minute(s) ago</source>
        <translation>
            <numerusform>متوافق منذ لحظات</numerusform>
            <numerusform>متوافق منذ دقيقة</numerusform>
            <numerusform>متوافق منذ دقيقتين</numerusform>
            <numerusform>متوافق منذ %n دقائق</numerusform>
            <numerusform>متوافق منذ %n دقيقة</numerusform>
            <numerusform>متوافق منذ %n دقيقة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In step %n hour(s) ago</source>
        <translation>
            <numerusform>متوافق منذ لحظات</numerusform>
            <numerusform>متوافق منذ ساعة</numerusform>
            <numerusform>متوافق منذ ساعتين</numerusform>
            <numerusform>متوافق منذ %n ساعات</numerusform>
            <numerusform>متوافق منذ %n ساعة</numerusform>
            <numerusform>متوافق منذ %n ساعة</numerusform>
        </translation>
    </message>
    <message>
        <source>In step on {moment}</source>
        <translation>متوافق في {moment}</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) of other computers are kept aside: this version of Liseuse does not understand them. The next version looks at them again.</source>
        <translation>
            <numerusform>لا تغيير من حواسيب أخرى محفوظ جانبًا.</numerusform>
            <numerusform>تغيير واحد من حواسيب أخرى محفوظ جانبًا: لا يفهمه هذا الإصدار من ⁨Liseuse⁩. وينظر فيه الإصدار القادم من جديد.</numerusform>
            <numerusform>تغييران من حواسيب أخرى محفوظان جانبًا: لا يفهمهما هذا الإصدار من ⁨Liseuse⁩. وينظر فيهما الإصدار القادم من جديد.</numerusform>
            <numerusform>%n تغييرات من حواسيب أخرى محفوظة جانبًا: لا يفهمها هذا الإصدار من ⁨Liseuse⁩. وينظر فيها الإصدار القادم من جديد.</numerusform>
            <numerusform>%n تغييرًا من حواسيب أخرى محفوظة جانبًا: لا يفهمها هذا الإصدار من ⁨Liseuse⁩. وينظر فيها الإصدار القادم من جديد.</numerusform>
            <numerusform>%n تغيير من حواسيب أخرى محفوظة جانبًا: لا يفهمها هذا الإصدار من ⁨Liseuse⁩. وينظر فيها الإصدار القادم من جديد.</numerusform>
        </translation>
    </message>
    <message>
        <source>This system has no keyring that keeps passphrase and password: they are asked for after each start.</source>
        <translation>ليس في هذا النظام حلقة مفاتيح تحفظ عبارة السر وكلمة المرور: فيُسأل عنهما بعد كل تشغيل.</translation>
    </message>
    <message>
        <source>{names} take part too, and see all of the library, notes and highlights too.</source>
        <translation>يشارك أيضًا {names}، ويرون المكتبة كلها، مع الملاحظات والتظليلات.</translation>
    </message>
    <message>
        <source>{names} takes part too, and sees all of the library, notes and highlights too.</source>
        <translation>يشارك أيضًا {names}، ويرى المكتبة كلها، مع الملاحظات والتظليلات.</translation>
    </message>
    <message>
        <source>Others take part too: {names}.</source>
        <translation>يشارك آخرون أيضًا: {names}.</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) were missing from the folder or damaged, and were written again.</source>
        <translation>
            <numerusform>لم يكن أي ملف ناقصًا في المجلد ولا تالفًا.</numerusform>
            <numerusform>كان ملف واحد ناقصًا في المجلد أو تالفًا فكُتب من جديد.</numerusform>
            <numerusform>كان ملفان ناقصين في المجلد أو تالفين فكُتبا من جديد.</numerusform>
            <numerusform>كانت %n ملفات ناقصة في المجلد أو تالفة فكُتبت من جديد.</numerusform>
            <numerusform>كان %n ملفًا ناقصًا في المجلد أو تالفًا فكُتب من جديد.</numerusform>
            <numerusform>كان %n ملف ناقصًا في المجلد أو تالفًا فكُتب من جديد.</numerusform>
        </translation>
    </message>
    <message>
        <source>You are a reader of this library: all of it comes here, and what you change stays on this computer.</source>
        <translation>أنت قارئ في هذه المكتبة: تأتي كلها إلى هنا، وما تغيّره يبقى على هذا الحاسوب.</translation>
    </message>
    <message>
        <source>You are an editor of this library: what you change goes to all. Only an owner invites, or makes it anew.</source>
        <translation>أنت محرّر في هذه المكتبة: ما تغيّره يصل إلى الجميع. المالك وحده يدعو، أو يعيد إنشاءها.</translation>
    </message>
    <message>
        <source>You own this library: what you change goes to all, and you may invite, or make it anew.</source>
        <translation>أنت مالك هذه المكتبة: ما تغيّره يصل إلى الجميع، ولك أن تدعو، أو أن تعيد إنشاءها.</translation>
    </message>
    <message>
        <source>{names} take part too, and see all of the library but not your notes and highlights.</source>
        <translation>يشارك أيضًا {names}، ويرون المكتبة كلها ما عدا ملاحظاتك وتظليلاتك.</translation>
    </message>
    <message>
        <source>{names} takes part too, and sees all of the library but not your notes and highlights.</source>
        <translation>يشارك أيضًا {names}، ويرى المكتبة كلها ما عدا ملاحظاتك وتظليلاتك.</translation>
    </message>
    <message>
        <source>Not heard of yet</source>
        <translation>لم يُسمع منه بعد</translation>
    </message>
    <message numerus="yes">
        <source>Its clock is ahead, by %n day(s) at least</source>
        <translation>
            <numerusform>ساعته متقدمة</numerusform>
            <numerusform>ساعته متقدمة بيوم واحد على الأقل</numerusform>
            <numerusform>ساعته متقدمة بيومين على الأقل</numerusform>
            <numerusform>ساعته متقدمة بـ %n أيام على الأقل</numerusform>
            <numerusform>ساعته متقدمة بـ %n يومًا على الأقل</numerusform>
            <numerusform>ساعته متقدمة بـ %n يوم على الأقل</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Its clock is ahead, by %n hour(s) at least</source>
        <translation>
            <numerusform>ساعته متقدمة</numerusform>
            <numerusform>ساعته متقدمة بساعة واحدة على الأقل</numerusform>
            <numerusform>ساعته متقدمة بساعتين على الأقل</numerusform>
            <numerusform>ساعته متقدمة بـ %n ساعات على الأقل</numerusform>
            <numerusform>ساعته متقدمة بـ %n ساعة على الأقل</numerusform>
            <numerusform>ساعته متقدمة بـ %n ساعة على الأقل</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Its clock is ahead, by %n minute(s) at least</source>
        <translation>
            <numerusform>ساعته متقدمة</numerusform>
            <numerusform>ساعته متقدمة بدقيقة واحدة على الأقل</numerusform>
            <numerusform>ساعته متقدمة بدقيقتين على الأقل</numerusform>
            <numerusform>ساعته متقدمة بـ %n دقائق على الأقل</numerusform>
            <numerusform>ساعته متقدمة بـ %n دقيقة على الأقل</numerusform>
            <numerusform>ساعته متقدمة بـ %n دقيقة على الأقل</numerusform>
        </translation>
    </message>
    <message>
        <source>Last heard of {moment}</source>
        <translation>آخر خبر منه {moment}</translation>
    </message>
    <message numerus="yes">
        <source>%n article(s) here</source>
        <translation>
            <numerusform>لا مقال هنا</numerusform>
            <numerusform>مقال واحد هنا</numerusform>
            <numerusform>مقالان هنا</numerusform>
            <numerusform>%n مقالات هنا</numerusform>
            <numerusform>%n مقالًا هنا</numerusform>
            <numerusform>%n مقال هنا</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in the folder</source>
        <translation>
            <numerusform>لا شيء في المجلد</numerusform>
            <numerusform>واحد في المجلد</numerusform>
            <numerusform>اثنان في المجلد</numerusform>
            <numerusform>%n في المجلد</numerusform>
            <numerusform>%n في المجلد</numerusform>
            <numerusform>%n في المجلد</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them in both</source>
        <translation>
            <numerusform>ولا شيء منها في الجانبين</numerusform>
            <numerusform>واحد منها في الجانبين</numerusform>
            <numerusform>اثنان منها في الجانبين</numerusform>
            <numerusform>%n منها في الجانبين</numerusform>
            <numerusform>%n منها في الجانبين</numerusform>
            <numerusform>%n منها في الجانبين</numerusform>
        </translation>
    </message>
    <message>
        <source>{one}, {other}</source>
        <translation>{one}، {other}</translation>
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
    <name>TextChoice</name>
    <message>
        <source>Original</source>
        <translation>الأصل</translation>
    </message>
    <message>
        <source>Original, {language}</source>
        <translation>الأصل، {language}</translation>
    </message>
    <message>
        <source>Translation, {language}</source>
        <translation>الترجمة، {language}</translation>
    </message>
    <message>
        <source>Both, with {language}</source>
        <translation>كلاهما، مع {language}</translation>
    </message>
</context>
<context>
    <name>TranslationBar</name>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>إيقاف مؤقت</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>استئناف</translation>
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
        <source>Details</source>
        <translation>تفاصيل</translation>
    </message>
    <message>
        <source>Show original</source>
        <translation>عرض الأصل</translation>
    </message>
    <message>
        <source>Translate again</source>
        <translation>الترجمة من جديد</translation>
    </message>
    <message>
        <source>Get the official models</source>
        <translation>النماذج الرسمية</translation>
    </message>
    <message>
        <source>Marked sentences</source>
        <translation>الجمل المعلَّمة</translation>
    </message>
</context>
<context>
    <name>TranslationDetails</name>
    <message>
        <source>About this translation</source>
        <translation>عن هذه الترجمة</translation>
    </message>
    <message>
        <source>Translation to {language}</source>
        <translation>الترجمة إلى {language}</translation>
    </message>
    <message>
        <source>Made by</source>
        <translation>أُنجزت بواسطة</translation>
    </message>
    <message>
        <source>Firefox models do not say how sure they are: no sentence is shaded.</source>
        <translation>لا تذكر نماذج ⁨Firefox⁩ مدى ثقتها: فلا تُظلَّل أي جملة.</translation>
    </message>
    <message>
        <source>On {date}</source>
        <translation>في {date}</translation>
    </message>
    <message>
        <source>Check of every sentence</source>
        <translation>فحص كل جملة</translation>
    </message>
    <message>
        <source>Sentences that may be wrong</source>
        <translation>جمل قد تكون خاطئة</translation>
    </message>
    <message>
        <source>Demonstration model {source} → {target}, version {version}</source>
        <translation>نموذج عرض توضيحي {source} ← {target}، الإصدار {version}</translation>
    </message>
    <message>
        <source>Model {source} → {target}, version {version}</source>
        <translation>نموذج {source} ← {target}، الإصدار {version}</translation>
    </message>
    <message>
        <source>Translate again…</source>
        <translation>الترجمة من جديد…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
</context>
<context>
    <name>TranslationFeature</name>
    <message>
        <source>Shading on</source>
        <translation>التظليل مفعَّل</translation>
    </message>
    <message>
        <source>Shading off</source>
        <translation>التظليل معطَّل</translation>
    </message>
    <message>
        <source>No doubtful sentence here</source>
        <translation>لا جمل مشكوك فيها هنا</translation>
    </message>
    <message>
        <source>Trying again…</source>
        <translation>جارٍ إعادة المحاولة…</translation>
    </message>
    <message>
        <source>Choose a translation first</source>
        <translation>يلزم اختيار ترجمة أولًا</translation>
    </message>
    <message>
        <source>Translate the whole article again?</source>
        <translation>ترجمة المقال كله من جديد؟</translation>
    </message>
    <message>
        <source>Sentences that you corrected stay as they are.</source>
        <translation>تبقى الجمل التي صحّحتموها كما هي.</translation>
    </message>
    <message>
        <source>Translate again</source>
        <translation>الترجمة من جديد</translation>
    </message>
    <message>
        <source>There is no translation on screen</source>
        <translation>لا ترجمة على الشاشة</translation>
    </message>
    <message>
        <source>Go to a translated sentence first</source>
        <translation>يلزم الانتقال إلى جملة مترجمة أولًا</translation>
    </message>
    <message>
        <source>Correction kept</source>
        <translation>حُفظ التصحيح</translation>
    </message>
    <message numerus="yes">
        <source>Use the correction in %n other articles too?</source>
        <translation>
            <numerusform>استعمال التصحيح في مقالات أخرى أيضًا؟</numerusform>
            <numerusform>استعمال التصحيح في مقال آخر أيضًا؟</numerusform>
            <numerusform>استعمال التصحيح في مقالين آخرين أيضًا؟</numerusform>
            <numerusform>استعمال التصحيح في %n مقالات أخرى أيضًا؟</numerusform>
            <numerusform>استعمال التصحيح في %n مقالًا آخر أيضًا؟</numerusform>
            <numerusform>استعمال التصحيح في %n مقال آخر أيضًا؟</numerusform>
        </translation>
    </message>
    <message>
        <source>The same sentence stands there. Their titles and the search follow.</source>
        <translation>الجملة نفسها موجودة فيها. وتُحدَّث عناوينها والبحث.</translation>
    </message>
    <message>
        <source>Use it there</source>
        <translation>استعماله فيها</translation>
    </message>
    <message>
        <source>Translated anew</source>
        <translation>تُرجمت من جديد</translation>
    </message>
    <message>
        <source>The other ways gave nothing better</source>
        <translation>لم تعطِ المحاولات الأخرى ما هو أفضل</translation>
    </message>
    <message>
        <source>Not translated yet.</source>
        <translation>لم تُترجم بعد.</translation>
    </message>
    <message>
        <source>{language} · original</source>
        <translation>{language} · الأصل</translation>
    </message>
    <message>
        <source>{language} · in between</source>
        <translation>{language} · لغة وسيطة</translation>
    </message>
    <message>
        <source>{language} · machine translation</source>
        <translation>{language} · ترجمة آلية</translation>
    </message>
    <message>
        <source>{word}: {partners}</source>
        <translation>‏{word}: {partners}</translation>
    </message>
</context>
<context>
    <name>TranslationQueueFeature</name>
    <message>
        <source>Queue paused</source>
        <translation>أُوقفت القائمة مؤقتًا</translation>
    </message>
    <message>
        <source>Queue resumed</source>
        <translation>استؤنفت القائمة</translation>
    </message>
    <message numerus="yes">
        <source>%n translations wait</source>
        <translation>
            <numerusform>لا ترجمات منتظرة</numerusform>
            <numerusform>ترجمة واحدة منتظرة</numerusform>
            <numerusform>ترجمتان منتظرتان</numerusform>
            <numerusform>%n ترجمات منتظرة</numerusform>
            <numerusform>%n ترجمة منتظرة</numerusform>
            <numerusform>%n ترجمة منتظرة</numerusform>
        </translation>
    </message>
    <message>
        <source>No translation model fits these articles.</source>
        <translation>لا نموذج ترجمة يناسب هذه المقالات.</translation>
    </message>
    <message>
        <source>Add a model for their language; it then works without a connection.</source>
        <translation>يلزم نموذج للغتها؛ يعمل بعد ذلك دون اتصال.</translation>
    </message>
    <message>
        <source>Choose models</source>
        <translation>اختيار النماذج</translation>
    </message>
    <message>
        <source>Translate to {language}</source>
        <translation>الترجمة إلى {language}</translation>
    </message>
    <message>
        <source>Translate to all of these</source>
        <translation>الترجمة إلى كل هذه اللغات</translation>
    </message>
    <message>
        <source>Translate later</source>
        <translation>الترجمة لاحقًا</translation>
    </message>
</context>
<context>
    <name>TranslationTexts</name>
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
        <source>Paused after {done} of {total}. What is done is kept.</source>
        <translation>أُوقفت مؤقتًا بعد {done} من {total}. حُفظ ما أُنجز.</translation>
    </message>
    <message>
        <source>It may contain mistakes.</source>
        <translation>قد تحتوي على أخطاء.</translation>
    </message>
    <message>
        <source>A newer model is installed.</source>
        <translation>ثُبّت نموذج أحدث.</translation>
    </message>
    <message>
        <source>This model is weak: more than a third of the sentences look wrong.</source>
        <translation>هذا النموذج ضعيف: أكثر من ثلث الجمل يبدو خاطئًا.</translation>
    </message>
    <message numerus="yes">
        <source>%n sentences are marked because they look wrong.</source>
        <translation>
            <numerusform>لا جمل معلَّمة.</numerusform>
            <numerusform>جملة واحدة معلَّمة لأنها تبدو خاطئة.</numerusform>
            <numerusform>جملتان معلَّمتان لأنهما تبدوان خاطئتين.</numerusform>
            <numerusform>%n جمل معلَّمة لأنها تبدو خاطئة.</numerusform>
            <numerusform>%n جملة معلَّمة لأنها تبدو خاطئة.</numerusform>
            <numerusform>%n جملة معلَّمة لأنها تبدو خاطئة.</numerusform>
        </translation>
    </message>
    <message>
        <source>Many sentences look wrong.</source>
        <translation>جمل كثيرة تبدو خاطئة.</translation>
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
    <message numerus="yes">
        <source>%n sentences checked</source>
        <translation>
            <numerusform>لم تُفحص أي جملة</numerusform>
            <numerusform>فُحصت جملة واحدة</numerusform>
            <numerusform>فُحصت جملتان</numerusform>
            <numerusform>فُحصت %n جمل</numerusform>
            <numerusform>فُحصت %n جملة</numerusform>
            <numerusform>فُحصت %n جملة</numerusform>
        </translation>
    </message>
    <message>
        <source>{checked}: nothing looked wrong.</source>
        <translation>{checked}: لم يبدُ شيء خاطئًا.</translation>
    </message>
    <message>
        <source>{checked}: {found} looked wrong, {repaired} repaired, {left} left as they are.</source>
        <translation>{checked}: المشتبه فيها {found}، المُصلَحة {repaired}، المتروكة كما هي {left}.</translation>
    </message>
    <message>
        <source>{checked}: {found} looked wrong, {repaired} repaired, {left} marked.</source>
        <translation>{checked}: المشتبه فيها {found}، المُصلَحة {repaired}، المعلَّمة {left}.</translation>
    </message>
    <message>
        <source>To read in {language}, add a translation model.</source>
        <translation>للقراءة باللغة {language} يلزم تثبيت نموذج ترجمة.</translation>
    </message>
    <message>
        <source>Needs a model</source>
        <translation>يلزم نموذج</translation>
    </message>
    <message>
        <source>Machine translation.</source>
        <translation>ترجمة آلية.</translation>
    </message>
    <message>
        <source>Translated by the server {host} ({way}): the text left this computer.</source>
        <translation>تُرجم بواسطة الخادم {host} ({way}): غادر النص هذا الحاسوب.</translation>
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
        <source>Machine translation via English.</source>
        <translation>ترجمة آلية عبر الإنجليزية.</translation>
    </message>
    <message>
        <source>Machine translation via {language}.</source>
        <translation>ترجمة آلية عبر {language}.</translation>
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
    <name>TrayFeature</name>
    <message>
        <source>Open Liseuse</source>
        <translation>فتح ⁨Liseuse⁩</translation>
    </message>
    <message>
        <source>Add link from the clipboard</source>
        <translation>إضافة رابط من الحافظة</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>إنهاء</translation>
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
    <name>UnstoredDialog</name>
    <message>
        <source>Keep them before Liseuse closes: they are nowhere but in this window.</source>
        <translation>احتفظ بها قبل أن يُغلق ⁨Liseuse⁩: فهي ليست في أي مكان سوى هذه النافذة.</translation>
    </message>
    <message>
        <source>Notes that could not be stored</source>
        <translation>ملاحظات تعذّر حفظها</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>إعادة المحاولة</translation>
    </message>
    <message>
        <source>Stores them, if it can be done now.</source>
        <translation>يحفظها إن أمكن ذلك الآن.</translation>
    </message>
    <message>
        <source>Copy the notes</source>
        <translation>نسخ الملاحظات</translation>
    </message>
    <message>
        <source>Save the notes as a file</source>
        <translation>حفظ الملاحظات في ملف</translation>
    </message>
    <message>
        <source>Close anyway</source>
        <translation>الإغلاق رغم ذلك</translation>
    </message>
    <message>
        <source>Notes that you did not keep are lost.</source>
        <translation>تضيع الملاحظات التي لم تحتفظ بها.</translation>
    </message>
    <message>
        <source>Try</source>
        <translation>محاولة</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>نسخ</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>حفظ…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>The notes are on the clipboard.</source>
        <translation>الملاحظات في الحافظة.</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>الملاحظات</translation>
    </message>
    <message>
        <source>The notes are in {file}.</source>
        <translation>الملاحظات في {file}.</translation>
    </message>
    <message>
        <source>Writing the file…</source>
        <translation>جارٍ كتابة الملف…</translation>
    </message>
</context>
<context>
    <name>VaultExport</name>
    <message>
        <source>Choose the folder of notes</source>
        <translation>اختر مجلد الملاحظات</translation>
    </message>
    <message>
        <source>Writing notes into {folder}…</source>
        <translation>تُكتب الملاحظات في {folder}…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Notes written: {count}</source>
        <translation>ملاحظات مكتوبة: {count}</translation>
    </message>
    <message>
        <source>unchanged: {count}</source>
        <translation>دون تغيير: {count}</translation>
    </message>
    <message>
        <source>left as you changed them: {count}</source>
        <translation>تُركت كما غيّرتها: {count}</translation>
    </message>
    <message>
        <source>failed: {count}</source>
        <translation>فشلت: {count}</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
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
        <source>Bring your articles from elsewhere…</source>
        <translation>إحضار مقالاتك من برامج أخرى…</translation>
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
        <source>Settings</source>
        <translation>الإعدادات</translation>
    </message>
    <message>
        <source>No account, nothing is sent.</source>
        <translation>لا حساب ولا إرسال لأي بيانات.</translation>
    </message>
    <message>
        <source>I read in</source>
        <translation>لغة قراءتي</translation>
    </message>
    <message>
        <source>The original</source>
        <translation>اللغة الأصلية</translation>
    </message>
</context>
<context>
    <name>argparse</name>
    <message>
        <source>usage: </source>
        <translation>الاستعمال: </translation>
    </message>
    <message>
        <source>positional arguments</source>
        <translation>الوسائط</translation>
    </message>
    <message>
        <source>options</source>
        <translation>الخيارات</translation>
    </message>
    <message>
        <source>show this help message and exit</source>
        <translation>عرض هذه المساعدة</translation>
    </message>
    <message>
        <source>show program&apos;s version number and exit</source>
        <translation>عرض رقم الإصدار</translation>
    </message>
    <message>
        <source>%(prog)s: error: %(message)s
</source>
        <translation>⁨%(prog)s⁩: خطأ: ⁨%(message)s⁩
</translation>
    </message>
    <message>
        <source>argument %(argument_name)s: %(message)s</source>
        <translation>الوسيط ⁨%(argument_name)s⁩: ⁨%(message)s⁩</translation>
    </message>
    <message>
        <source>the following arguments are required: %s</source>
        <translation>تنقص هذه الوسائط: ⁨%s⁩</translation>
    </message>
    <message>
        <source>one of the arguments %s is required</source>
        <translation>يلزم أحد هذه الوسائط: ⁨%s⁩</translation>
    </message>
    <message>
        <source>unrecognized arguments: %s</source>
        <translation>وسائط غير معروفة: ⁨%s⁩</translation>
    </message>
    <message>
        <source>not allowed with argument %s</source>
        <translation>لا يصح مع الوسيط ⁨%s⁩</translation>
    </message>
    <message>
        <source>ignored explicit argument %r</source>
        <translation>القيمة ⁨%r⁩ زائدة</translation>
    </message>
    <message>
        <source>expected one argument</source>
        <translation>تلزم قيمة واحدة</translation>
    </message>
    <message>
        <source>expected at most one argument</source>
        <translation>قيمة واحدة على الأكثر</translation>
    </message>
    <message>
        <source>expected at least one argument</source>
        <translation>تلزم قيمة واحدة على الأقل</translation>
    </message>
    <message>
        <source>expected %s argument</source>
        <translation>عدد القيم اللازمة ⁨%s⁩</translation>
    </message>
    <message>
        <source>expected %s arguments</source>
        <translation>عدد القيم اللازمة ⁨%s⁩</translation>
    </message>
    <message>
        <source>ambiguous option: %(option)s could match %(matches)s</source>
        <translation>خيار ملتبس: ⁨%(option)s⁩ قد يكون ⁨%(matches)s⁩</translation>
    </message>
    <message>
        <source>invalid %(type)s value: %(value)r</source>
        <translation>القيمة ⁨%(value)r⁩ غير مناسبة (⁨%(type)s⁩)</translation>
    </message>
    <message>
        <source>invalid choice: %(value)r (choose from %(choices)s)</source>
        <translation>اختيار غير ممكن: ⁨%(value)r⁩ (المتاح: ⁨%(choices)s⁩)</translation>
    </message>
    <message>
        <source>unknown parser %(parser_name)r (choices: %(choices)s)</source>
        <translation>أمر غير معروف: ⁨%(parser_name)r⁩ (المتاح: ⁨%(choices)s⁩)</translation>
    </message>
</context>
<context>
    <name>arrivals</name>
    <message>
        <source>Install this translation model?</source>
        <translation>تثبيت نموذج الترجمة هذا؟</translation>
    </message>
    <message>
        <source>Install only models from a source that you trust.</source>
        <translation>يحسن ألا تُثبَّت إلا نماذج من مصدر موثوق.</translation>
    </message>
    <message>
        <source>Install</source>
        <translation>تثبيت</translation>
    </message>
</context>
<context>
    <name>cards</name>
    <message>
        <source>Link to a file</source>
        <translation>رابط إلى ملف</translation>
    </message>
    <message>
        <source>{first}. {second}</source>
        <translation>{first}.‏ {second}</translation>
    </message>
    <message>
        <source>{first}, {second}</source>
        <translation>{first}، {second}</translation>
    </message>
    <message>
        <source>selected</source>
        <translation>محدَّد</translation>
    </message>
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
    <message>
        <source>Not fetched yet</source>
        <translation>لم يُجلب بعد</translation>
    </message>
    <message>
        <source>Could not be fetched</source>
        <translation>تعذّر جلبه</translation>
    </message>
</context>
<context>
    <name>catalogue</name>
    <message>
        <source>Liseuse: my library</source>
        <translation>⁨Liseuse⁩: مكتبتي</translation>
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
        <source>Saved last</source>
        <translation>آخر ما حُفظ</translation>
    </message>
    <message>
        <source>By tag</source>
        <translation>حسب الوسم</translation>
    </message>
    <message>
        <source>By source</source>
        <translation>حسب المصدر</translation>
    </message>
    <message>
        <source>Search the library</source>
        <translation>البحث في المكتبة</translation>
    </message>
    <message>
        <source>Found: {query}</source>
        <translation>نتائج البحث: {query}</translation>
    </message>
</context>
<context>
    <name>command line</name>
    <message>
        <source>Numbers only are articles; for a backup whose file is called 7, give its folder too. The library that a backup replaces is kept in the library’s “backups” folder.</source>
        <translation>الأرقام وحدها مقالات؛ وللنسخة التي اسم ملفها 7 يُكتب مجلدها أيضًا. والمكتبة التي تحل النسخة محلها تبقى في مجلد ⁨backups⁩.</translation>
    </message>
    <message>
        <source>Only needed where backups, pictures or a log show that there was a library; they stay.</source>
        <translation>لا يلزم إلا حيث تدل نسخ أو صور أو سجل على أن مكتبة كانت هنا؛ وهي تبقى.</translation>
    </message>
    <message>
        <source>Save, read and translate web articles.</source>
        <translation>حفظ مقالات الويب وقراءتها وترجمتها.</translation>
    </message>
    <message>
        <source>The damaged file is never changed; it is kept in the library’s “backups” folder.</source>
        <translation>الملف التالف لا يُغيَّر أبدًا، ويبقى في مجلد ⁨backups⁩.</translation>
    </message>
    <message>
        <source>Each may have a minus or an OR; one that begins with a minus stands after two: search -- -sport</source>
        <translation>يقبل كل منها علامة ناقص أو ⁨OR⁩؛ وما يبدأ بناقص يوضع بعد ناقصين: ⁨search -- -sport⁩</translation>
    </message>
    <message>
        <source>Before others delete many articles here, a copy of the library is made among its backups. What is in the newest one and no more in the library comes back, on all computers.</source>
        <translation>قبل أن يحذف الآخرون مقالات كثيرة هنا تُنشأ نسخة من المكتبة بين نسخها الاحتياطية. ما في أحدثها ولم يعد في المكتبة يعود، على جميع الحواسيب.</translation>
    </message>
    <message>
        <source>QUERY is written as in the search: words, “phrases”, author:, source:, tag: (a section), after:, before:. A rule sees pieces that come after it was given; --preview shows which of the last 200 it would have found. Rules go in their order: the first that finds a piece says whether it is skipped.</source>
        <translation>يُكتب ⁨QUERY⁩ كما في البحث: كلمات، «عبارات»، ⁨author:⁩، ⁨source:⁩، ⁨tag:⁩ (قسم)، ⁨after:⁩، ⁨before:⁩. ترى القاعدة المواد التي تأتي بعد وضعها؛ ويعرض ⁨--preview⁩ ما كانت ستجده من آخر 200 مادة. تُطبَّق القواعد بترتيبها: أول قاعدة تجد مادة تقرر هل تُستبعد.</translation>
    </message>
    <message>
        <source>The library&apos;s former folder leads there from then on. The old way is kept beside it.</source>
        <translation>يؤدي المجلد السابق للمكتبة إلى هناك من ذلك الحين. ويُحتفظ بالطريق القديم بجانبه.</translation>
    </message>
    <message>
        <source>What a file is, is judged by its content: exports of Pocket, Instapaper, Omnivore, wallabag, Readwise, Karakeep, Linkwarden, Raindrop, linkding, Pinboard, Matter, OneTab, Zotero, Hypothesis and Kindle, bookmarks and reading lists of browsers, tables and lists of links; zip archives and folders of these; what “liseuse export --all” wrote, whole (--allow-local: also what it says of local addresses). A second import of a file changes nothing; one that was broken off goes on where it was.</source>
        <translation>يُعرف نوع الملف من محتواه: ما صدّرته ⁨Pocket⁩ و⁨Instapaper⁩ و⁨Omnivore⁩ و⁨wallabag⁩ و⁨Readwise⁩ و⁨Karakeep⁩ و⁨Linkwarden⁩ و⁨Raindrop⁩ و⁨linkding⁩ و⁨Pinboard⁩ و⁨Matter⁩ و⁨OneTab⁩ و⁨Zotero⁩ و⁨Hypothesis⁩ و⁨Kindle⁩، وعلامات المتصفحات وقوائم القراءة فيها، والجداول وقوائم الروابط؛ وأرشيفات ⁨zip⁩ ومجلدات منها؛ وما كتبه ⁨liseuse export --all⁩ كاملًا (ومع ⁨--allow-local⁩ ما فيه من عناوين محلية أيضًا). استيراد ملف مرتين لا يغيّر شيئًا، والاستيراد المقطوع يُستأنف من حيث توقف.</translation>
    </message>
    <message>
        <source>What was told to everybody stays told, until an owner makes the library anew. Of what becomes shared, everybody is told all that there is now. Without an option it says what holds.</source>
        <translation>ما أُبلغ به الجميع يبقى كذلك حتى يعيد مالك إنشاء المكتبة. وما يصير مشتركًا يُبلَّغ الجميع بكل ما فيه الآن. وبدون خيار يذكر ما هو سارٍ.</translation>
    </message>
    <message>
        <source>Without BUCKET it is only shown. An access key that may list, read, write and delete is taken from LISEUSE_HUB_BUCKET_KEYS (the key, a colon, its secret), one that may only list and read, for readers, from LISEUSE_HUB_BUCKET_READING_KEYS; else they are asked for. The hub keeps both, and shows each member those that his role needs.</source>
        <translation>من دون ⁨BUCKET⁩ يُعرض ذلك فقط. ويؤخذ من ⁨LISEUSE_HUB_BUCKET_KEYS⁩ مفتاح وصول يجيز السرد والقراءة والكتابة والحذف (المفتاح ثم نقطتان ثم سره)، ومن ⁨LISEUSE_HUB_BUCKET_READING_KEYS⁩ آخر للقراء لا يجيز إلا السرد والقراءة؛ وإلا سُئل عنهما. ويحفظ المركز كليهما، ويُري كل عضو ما يحتاج إليه دوره.</translation>
    </message>
    <message>
        <source>Words, “phrases in quotes”, one OR another, -without, and filters, each with its value:</source>
        <translation>كلمات، و«عبارات بين علامتين»، وهذا ⁨OR⁩ ذاك، و⁨-sans⁩ لما لا يُراد، ومرشحات لكل منها قيمته:</translation>
    </message>
    <message>
        <source>a file or a folder (the library&apos;s own “backups” folder)</source>
        <translation>ملف أو مجلد (وإلا فمجلد ⁨backups⁩ في المكتبة)</translation>
    </message>
    <message>
        <source>a file, a folder or an archive</source>
        <translation>ملف أو مجلد أو أرشيف</translation>
    </message>
    <message>
        <source>a file: .html, .md, .csv (Readwise), .ris or .json (Zotero), .apkg (Anki)</source>
        <translation>ملف: ⁨.html⁩ أو ⁨.md⁩ أو ⁨.csv⁩ (⁨Readwise⁩) أو ⁨.ris⁩ أو ⁨.json⁩ (⁨Zotero⁩) أو ⁨.apkg⁩ (⁨Anki⁩)</translation>
    </message>
    <message>
        <source>a folder, such as one that Syncthing or a stick carries, the address of one on a server, https://USER@HOST/PATH (WebDAV) or sftp://USER@HOST/PATH, a bucket of S3, s3://HOST/BUCKET/PATH, or a hub, postgresql://USER@HOST/DATABASE</source>
        <translation>مجلد، مثل الذي يحمله ⁨Syncthing⁩ أو ذاكرة محمولة، أو عنوان مجلد على خادم، ⁨https://USER@HOST/PATH⁩ (⁨WebDAV⁩) أو ⁨sftp://USER@HOST/PATH⁩، أو حاوية ⁨S3⁩، ⁨s3://HOST/BUCKET/PATH⁩، أو مركز، ⁨postgresql://USER@HOST/DATABASE⁩</translation>
    </message>
    <message>
        <source>a link, a saved page, a file with links, or - for a page on standard input</source>
        <translation>رابط أو صفحة محفوظة أو ملف فيه روابط، أو - لصفحة من الدخل القياسي</translation>
    </message>
    <message>
        <source>a saved page, or - for one on standard input</source>
        <translation>صفحة محفوظة، أو - للدخل القياسي</translation>
    </message>
    <message>
        <source>a tag to give; may be repeated</source>
        <translation>وسم يُعطى؛ ويجوز تكراره</translation>
    </message>
    <message>
        <source>a tag to take away</source>
        <translation>وسم يُزال</translation>
    </message>
    <message>
        <source>also fetch from this computer&apos;s network</source>
        <translation>الجلب أيضًا من شبكة هذا الحاسوب</translation>
    </message>
    <message>
        <source>also save every link found in this file</source>
        <translation>حفظ كل رابط في هذا الملف أيضًا</translation>
    </message>
    <message>
        <source>another author</source>
        <translation>كاتب آخر</translation>
    </message>
    <message>
        <source>another date</source>
        <translation>تاريخ آخر</translation>
    </message>
    <message>
        <source>another section</source>
        <translation>قسم آخر</translation>
    </message>
    <message>
        <source>another title</source>
        <translation>عنوان آخر</translation>
    </message>
    <message>
        <source>at most so many</source>
        <translation>هذا العدد على الأكثر</translation>
    </message>
    <message>
        <source>at most so many (20)</source>
        <translation>هذا العدد على الأكثر (20)</translation>
    </message>
    <message>
        <source>begin an empty library where the file of the former one is missing</source>
        <translation>بدء مكتبة فارغة حيث يغيب ملف السابقة</translation>
    </message>
    <message>
        <source>bring all files back into the database</source>
        <translation>إعادة كل الملفات إلى قاعدة البيانات</translation>
    </message>
    <message>
        <source>bring back what other computers deleted, out of the copy that was made before</source>
        <translation>إعادة ما حذفته حواسيب أخرى من النسخة التي أُنشئت قبل ذلك</translation>
    </message>
    <message>
        <source>bring in what another program exported: articles, links, bookmarks, highlights</source>
        <translation>استيراد ما صدّره برنامج آخر: مقالات وروابط وعلامات وتظليلات</translation>
    </message>
    <message>
        <source>by what (saved)</source>
        <translation>معيار الترتيب (⁨saved⁩: تاريخ الحفظ)</translation>
    </message>
    <message>
        <source>check that the library is whole</source>
        <translation>التحقق من سلامة المكتبة</translation>
    </message>
    <message>
        <source>connect the browsers with this library</source>
        <translation>وصل المتصفحات بهذه المكتبة</translation>
    </message>
    <message>
        <source>copy a hub into a file, by PostgreSQL&apos;s pg_dump</source>
        <translation>نسخ مركز إلى ملف ببرنامج ⁨pg_dump⁩ من ⁨PostgreSQL⁩</translation>
    </message>
    <message>
        <source>copy the library&apos;s database, checked, while it is in use</source>
        <translation>نسخ قاعدة بيانات المكتبة بعد فحصها وهي قيد الاستعمال</translation>
    </message>
    <message>
        <source>delete for good what lies in Trash; no way back</source>
        <translation>حذف ما في المهملات نهائيًا؛ بلا رجعة</translation>
    </message>
    <message>
        <source>draw an article as the window shows it, offscreen</source>
        <translation>رسم مقال كما تعرضه النافذة، بلا شاشة</translation>
    </message>
    <message>
        <source>every article outside Trash; with json also those</source>
        <translation>كل مقال خارج المهملات؛ ومع ⁨json⁩ ما فيها أيضًا</translation>
    </message>
    <message>
        <source>every term</source>
        <translation>كل المصطلحات</translation>
    </message>
    <message>
        <source>every unread article</source>
        <translation>كل مقال غير مقروء</translation>
    </message>
    <message>
        <source>fetch again what could not be fetched</source>
        <translation>إعادة جلب ما تعذر جلبه</translation>
    </message>
    <message>
        <source>fetch articles again; a worse copy never replaces one</source>
        <translation>جلب مقالات من جديد؛ ولا تحل نسخة أسوأ محل نسخة</translation>
    </message>
    <message>
        <source>fetch the lists of models anew before</source>
        <translation>جلب قوائم النماذج من جديد أولًا</translation>
    </message>
    <message>
        <source>fetch the pictures that articles lack</source>
        <translation>جلب الصور الناقصة في المقالات</translation>
    </message>
    <message>
        <source>fetch the texts that did not come along now, later by the window, or never</source>
        <translation>جلب النصوص الغائبة عن الملف الآن، أو لاحقًا عبر النافذة، أو أبدًا</translation>
    </message>
    <message>
        <source>find articles by their words, in every language</source>
        <translation>إيجاد المقالات بكلماتها، في كل اللغات</translation>
    </message>
    <message>
        <source>first take every repair back</source>
        <translation>التراجع أولًا عن كل الإصلاحات</translation>
    </message>
    <message>
        <source>for all of it</source>
        <translation>لكل ما يُستورد</translation>
    </message>
    <message>
        <source>forget a term</source>
        <translation>نسيان مصطلح</translation>
    </message>
    <message>
        <source>fr-en TERM TRANSLATION; without translation the term stays as it is</source>
        <translation>⁨fr-en⁩ ثم المصطلح ثم ترجمته؛ وبلا ترجمة يبقى المصطلح كما هو</translation>
    </message>
    <message>
        <source>give a login that is there another one</source>
        <translation>إعطاء حساب موجود كلمة مرور أخرى</translation>
    </message>
    <message>
        <source>give tags to articles and take tags away</source>
        <translation>إعطاء المقالات وسومًا وإزالتها</translation>
    </message>
    <message>
        <source>give them to the open window, if there is one</source>
        <translation>تسليمها إلى النافذة إن كانت مفتوحة</translation>
    </message>
    <message>
        <source>go on</source>
        <translation>المتابعة</translation>
    </message>
    <message>
        <source>go on with an import that was broken off</source>
        <translation>متابعة استيراد انقطع</translation>
    </message>
    <message>
        <source>how he signs in</source>
        <translation>الاسم الذي يُدخَل به</translation>
    </message>
    <message>
        <source>how names are translated</source>
        <translation>كيف تُترجم الأسماء</translation>
    </message>
    <message>
        <source>in which colours</source>
        <translation>بأي ألوان</translation>
    </message>
    <message>
        <source>in which form (text)</source>
        <translation>بأي صيغة (⁨text⁩)</translation>
    </message>
    <message>
        <source>install from a file or folder, or download a pair such as en-ar or firefox:en-ar</source>
        <translation>التثبيت من ملف أو مجلد، أو تنزيل زوج مثل ⁨en-ar⁩ أو ⁨firefox:en-ar⁩</translation>
    </message>
    <message>
        <source>keep a PostgreSQL database in which libraries are kept in step</source>
        <translation>إدارة قاعدة بيانات ⁨PostgreSQL⁩ تبقى بها المكتبات متوافقة</translation>
    </message>
    <message>
        <source>keep the dates that articles were saved at</source>
        <translation>إبقاء تواريخ الحفظ</translation>
    </message>
    <message>
        <source>leave out what was read there</source>
        <translation>ترك ما قُرئ هناك</translation>
    </message>
    <message>
        <source>let a rule do nothing for a while</source>
        <translation>إيقاف قاعدة مدةً من الزمن</translation>
    </message>
    <message>
        <source>let it do what it did again</source>
        <translation>إعادتها إلى العمل</translation>
    </message>
    <message>
        <source>let links of files and pages lead into this computer and its network</source>
        <translation>السماح لروابط الملفات والصفحات ببلوغ هذا الحاسوب وشبكته</translation>
    </message>
    <message>
        <source>let somebody take part in a library no more</source>
        <translation>إخراج شخص من مكتبة</translation>
    </message>
    <message>
        <source>let somebody take part in a library, or in another role</source>
        <translation>إشراك شخص في مكتبة، أو إعطاؤه دورًا آخر</translation>
    </message>
    <message>
        <source>links, liseuse: links, saved pages, link files, .argosmodel files</source>
        <translation>روابط وروابط ⁨Liseuse⁩ وصفحات محفوظة وملفات روابط وملفات ⁨.argosmodel⁩</translation>
    </message>
    <message>
        <source>list notes and highlights, or write them into a file</source>
        <translation>سرد الملاحظات والتظليلات أو كتابتها في ملف</translation>
    </message>
    <message>
        <source>list the articles of a view</source>
        <translation>سرد مقالات عرض</translation>
    </message>
    <message>
        <source>list the copies in the library’s “backups” folder</source>
        <translation>سرد النسخ في مجلد ⁨backups⁩ في المكتبة</translation>
    </message>
    <message>
        <source>list the imports so far</source>
        <translation>سرد ما تم من استيراد</translation>
    </message>
    <message>
        <source>list the links that wait to be saved, or try them now</source>
        <translation>سرد الروابط المنتظرة، أو تجربتها الآن</translation>
    </message>
    <message>
        <source>log to standard error</source>
        <translation>كتابة السجل في مخرج الأخطاء</translation>
    </message>
    <message>
        <source>look for new pieces of these sources first; save and translate what came</source>
        <translation>البحث أولًا عن مواد جديدة من هذه المصادر؛ وحفظ ما جاء وترجمته</translation>
    </message>
    <message>
        <source>make a hub of a database, or bring one up to date</source>
        <translation>جعل قاعدة بيانات مركزًا، أو تحديث مركز</translation>
    </message>
    <message>
        <source>make a tag of each folder</source>
        <translation>جعل كل مجلد وسمًا</translation>
    </message>
    <message>
        <source>mark articles as favourites</source>
        <translation>تعليم مقالات مفضلة</translation>
    </message>
    <message>
        <source>mark articles as read</source>
        <translation>تعليم مقالات مقروءة</translation>
    </message>
    <message>
        <source>mark them as unread</source>
        <translation>تعليمها غير مقروءة</translation>
    </message>
    <message>
        <source>may be repeated</source>
        <translation>يجوز تكراره</translation>
    </message>
    <message>
        <source>mend what can be mended</source>
        <translation>إصلاح ما يمكن إصلاحه</translation>
    </message>
    <message>
        <source>move articles to Trash</source>
        <translation>نقل مقالات إلى المهملات</translation>
    </message>
    <message>
        <source>move the library to another, empty folder</source>
        <translation>نقل المكتبة إلى مجلد آخر فارغ</translation>
    </message>
    <message>
        <source>no progress on standard error</source>
        <translation>بلا تقدّم في مخرج الأخطاء</translation>
    </message>
    <message>
        <source>of one library only</source>
        <translation>لمكتبة واحدة فقط</translation>
    </message>
    <message>
        <source>of which view (all)</source>
        <translation>من أي عرض (⁨all⁩)</translation>
    </message>
    <message>
        <source>one JSON document on standard output</source>
        <translation>مستند ⁨JSON⁩ واحد في الخرج القياسي</translation>
    </message>
    <message>
        <source>only feeds whose time has come, and when the options allow it</source>
        <translation>الخلاصات التي حان وقتها فقط، وحين تسمح الخيارات</translation>
    </message>
    <message>
        <source>only say what it would bring</source>
        <translation>بيان ما سيأتي به فقط</translation>
    </message>
    <message>
        <source>only the sentence pairs you highlighted</source>
        <translation>أزواج الجمل التي ظللتها فقط</translation>
    </message>
    <message>
        <source>only there</source>
        <translation>هناك فقط</translation>
    </message>
    <message>
        <source>only those of these articles</source>
        <translation>ما يخص هذه المقالات فقط</translation>
    </message>
    <message>
        <source>only those with a tag</source>
        <translation>ذوات وسم فقط</translation>
    </message>
    <message>
        <source>only what you corrected</source>
        <translation>ما صححته فقط</translation>
    </message>
    <message>
        <source>only write the new file here</source>
        <translation>كتابة الملف الجديد هنا فقط</translation>
    </message>
    <message>
        <source>open the window (or raise it), with links or files to save</source>
        <translation>فتح النافذة (أو إظهارها) مع روابط أو ملفات للحفظ</translation>
    </message>
    <message>
        <source>original, a language such as en, or both: the original and the translation that most have; of sentence pairs also several, as in en,ar</source>
        <translation>⁨original⁩ أو لغة مثل ⁨en⁩ أو ⁨both⁩: الأصل والترجمة الأكثر توفرًا؛ ولأزواج الجمل عدة لغات أيضًا مثل ⁨en,ar⁩</translation>
    </message>
    <message>
        <source>original, translation or both</source>
        <translation>الأصل أو الترجمة أو كلاهما</translation>
    </message>
    <message>
        <source>put a copy into a database, by PostgreSQL&apos;s pg_restore</source>
        <translation>إعادة نسخة إلى قاعدة بيانات ببرنامج ⁨pg_restore⁩ من ⁨PostgreSQL⁩</translation>
    </message>
    <message>
        <source>put articles into the archive</source>
        <translation>أرشفة مقالات</translation>
    </message>
    <message>
        <source>put articles on the list</source>
        <translation>وضع مقالات في القائمة</translation>
    </message>
    <message>
        <source>put rules into this order among themselves</source>
        <translation>ترتيب قواعد فيما بينها بهذا الترتيب</translation>
    </message>
    <message>
        <source>read what can be read of a damaged library into a new file, and put that in its place</source>
        <translation>قراءة ما يمكن قراءته من مكتبة تالفة إلى ملف جديد ووضعه مكانها</translation>
    </message>
    <message>
        <source>refuse any other kind</source>
        <translation>رفض أي نوع آخر</translation>
    </message>
    <message>
        <source>remove the models of a pair, or firefox:PAIR</source>
        <translation>إزالة نماذج زوج، أو ⁨firefox:PAIR⁩</translation>
    </message>
    <message>
        <source>repair an article by hand, or list its parts and what was left out of its page</source>
        <translation>إصلاح مقال باليد، أو سرد أجزائه وما تُرك من صفحته</translation>
    </message>
    <message>
        <source>save a page&apos;s whole text where no article is found in it</source>
        <translation>حفظ نص الصفحة كله حيث لا يوجد فيها مقال</translation>
    </message>
    <message>
        <source>save and translate what came in the last day, and list it in reading order</source>
        <translation>حفظ ما جاء في اليوم الأخير وترجمته، وسرده بترتيب القراءة</translation>
    </message>
    <message>
        <source>save the articles behind links, or out of saved pages</source>
        <translation>حفظ مقالات روابط أو صفحات محفوظة</translation>
    </message>
    <message>
        <source>save what is on the clipboard</source>
        <translation>حفظ ما في الحافظة</translation>
    </message>
    <message>
        <source>say in which folder the library is now, when the one that it was moved to is lost</source>
        <translation>تحديد المجلد الذي فيه المكتبة الآن، إذا فُقد المجلد الذي نُقلت إليه</translation>
    </message>
    <message>
        <source>say nothing but what failed</source>
        <translation>لا يُقال إلا ما تعذّر</translation>
    </message>
    <message>
        <source>say what became of the rows of an import</source>
        <translation>بيان ما صارت إليه سطور استيراد</translation>
    </message>
    <message>
        <source>search in Trash instead</source>
        <translation>البحث في المهملات بدل ذلك</translation>
    </message>
    <message>
        <source>show a view of the library</source>
        <translation>عرض قسم من المكتبة</translation>
    </message>
    <message>
        <source>show an article, in its own language or a translation</source>
        <translation>عرض مقال بلغته أو مترجمًا</translation>
    </message>
    <message>
        <source>show or write the note on an article</source>
        <translation>عرض ملاحظة مقال أو كتابتها</translation>
    </message>
    <message>
        <source>show what would be saved of a page; no library is used</source>
        <translation>عرض ما سيُحفظ من صفحة؛ بلا مكتبة</translation>
    </message>
    <message>
        <source>stop</source>
        <translation>الإيقاف</translation>
    </message>
    <message>
        <source>such as en or ar</source>
        <translation>مثل ⁨en⁩ أو ⁨ar⁩</translation>
    </message>
    <message>
        <source>such as en, or en,ar</source>
        <translation>مثل ⁨en⁩ أو ⁨en,ar⁩</translation>
    </message>
    <message>
        <source>such as fr-ar, or fr-* for every language</source>
        <translation>مثل ⁨fr-ar⁩ أو ⁨fr-*⁩ لكل لغة</translation>
    </message>
    <message>
        <source>take an import back</source>
        <translation>التراجع عن استيراد</translation>
    </message>
    <message>
        <source>take articles off the list</source>
        <translation>إزالة مقالات من القائمة</translation>
    </message>
    <message>
        <source>take articles out of Trash (restore ID…), or put a backup back (restore PATH)</source>
        <translation>إخراج مقالات من المهملات (⁨restore ID⁩…)، أو استعادة نسخة (⁨restore PATH⁩)</translation>
    </message>
    <message>
        <source>take over the sentence pairs of a file</source>
        <translation>أخذ أزواج الجمل من ملف</translation>
    </message>
    <message>
        <source>take the mark away</source>
        <translation>إزالة العلامة</translation>
    </message>
    <message>
        <source>take the page&apos;s whole text</source>
        <translation>أخذ نص الصفحة كله</translation>
    </message>
    <message>
        <source>take the place of what is there</source>
        <translation>الحلول محل ما هو موجود</translation>
    </message>
    <message>
        <source>take them out of it</source>
        <translation>إخراجها منه</translation>
    </message>
    <message>
        <source>talk to the browser companion (browsers start this)</source>
        <translation>محادثة مرافق المتصفح (تشغّله المتصفحات)</translation>
    </message>
    <message>
        <source>the address of the page in the file, when you know it</source>
        <translation>عنوان الصفحة التي في الملف إن كان معروفًا</translation>
    </message>
    <message>
        <source>the address of the picture that leads; &quot;&quot; for none</source>
        <translation>عنوان الصورة الرئيسية؛ وفارغ لعدم وجودها</translation>
    </message>
    <message>
        <source>the articles of a view</source>
        <translation>مقالات عرض</translation>
    </message>
    <message>
        <source>the articles with a tag</source>
        <translation>المقالات ذات الوسم</translation>
    </message>
    <message>
        <source>the bucket: s3://HOST/BUCKET/PATH</source>
        <translation>الحاوية: ⁨s3://HOST/BUCKET/PATH⁩</translation>
    </message>
    <message>
        <source>the copy</source>
        <translation>النسخة</translation>
    </message>
    <message>
        <source>the file, or a folder for several</source>
        <translation>الملف، أو مجلد لعدة ملفات</translation>
    </message>
    <message>
        <source>the folder that holds library.db</source>
        <translation>المجلد الذي فيه ⁨library.db⁩</translation>
    </message>
    <message>
        <source>the hub: postgresql://USER@HOST/DATABASE</source>
        <translation>المركز: ⁨postgresql://USER@HOST/DATABASE⁩</translation>
    </message>
    <message>
        <source>the installed models</source>
        <translation>النماذج المثبتة</translation>
    </message>
    <message>
        <source>the language of the window</source>
        <translation>لغة النافذة</translation>
    </message>
    <message>
        <source>the language to show, for example en</source>
        <translation>اللغة المعروضة، مثل ⁨en⁩</translation>
    </message>
    <message>
        <source>the library&apos;s folder (also LISEUSE_LIBRARY)</source>
        <translation>مجلد المكتبة (وكذلك ⁨LISEUSE_LIBRARY⁩)</translation>
    </message>
    <message>
        <source>the memory of translated sentences, as TMX or CSV</source>
        <translation>ذاكرة الجمل المترجمة، بصيغة ⁨TMX⁩ أو ⁨CSV⁩</translation>
    </message>
    <message>
        <source>the models that can be installed</source>
        <translation>النماذج التي يمكن تثبيتها</translation>
    </message>
    <message>
        <source>the new note; empty removes it, - reads it</source>
        <translation>الملاحظة الجديدة؛ الفارغ يحذفها، و- يقرؤها من الدخل القياسي</translation>
    </message>
    <message>
        <source>the page&apos;s own address</source>
        <translation>عنوان الصفحة</translation>
    </message>
    <message>
        <source>the picture</source>
        <translation>الصورة</translation>
    </message>
    <message>
        <source>the size of the text</source>
        <translation>حجم النص</translation>
    </message>
    <message>
        <source>the size of the window</source>
        <translation>حجم النافذة</translation>
    </message>
    <message>
        <source>the tag, the language, or how many days</source>
        <translation>الوسم أو اللغة أو عدد الأيام</translation>
    </message>
    <message>
        <source>the translation models</source>
        <translation>نماذج الترجمة</translation>
    </message>
    <message>
        <source>the window, or only the text</source>
        <translation>النافذة، أو النص وحده</translation>
    </message>
    <message>
        <source>translate anew what is stored already</source>
        <translation>إعادة ترجمة ما تُرجم</translation>
    </message>
    <message>
        <source>translate at once, for example en,ar</source>
        <translation>الترجمة فورًا، مثل ⁨en,ar⁩</translation>
    </message>
    <message>
        <source>translate many articles, one after another</source>
        <translation>ترجمة مقالات كثيرة، واحدًا بعد آخر</translation>
    </message>
    <message>
        <source>translate stored articles on this computer</source>
        <translation>ترجمة مقالات محفوظة على هذا الحاسوب</translation>
    </message>
    <message>
        <source>translate what waits</source>
        <translation>ترجمة ما ينتظر</translation>
    </message>
    <message>
        <source>trash: the articles in Trash; pictures: those of archived or read articles; translations: the machine’s, of archived or read articles; old-backups: all but the newest; models: all models.</source>
        <translation>⁨trash⁩: المقالات في المهملات؛ ⁨pictures⁩: صور المقالات المؤرشفة أو المقروءة؛ ⁨translations⁩: ترجمات الآلة للمقالات المؤرشفة أو المقروءة؛ ⁨old-backups⁩: كلها إلا الأحدث؛ ⁨models⁩: كل النماذج.</translation>
    </message>
    <message>
        <source>try every one now</source>
        <translation>تجربتها كلها الآن</translation>
    </message>
    <message>
        <source>what a search finds, as in “liseuse search”</source>
        <translation>ما يجده بحث، كما في ⁨liseuse search⁩</translation>
    </message>
    <message>
        <source>what he may do (owner)</source>
        <translation>ما يحق له (⁨owner⁩)</translation>
    </message>
    <message>
        <source>what takes room on the disk; give up what is chosen</source>
        <translation>ما يشغل القرص؛ والتخلي عما يُختار</translation>
    </message>
    <message>
        <source>what the browser says of itself</source>
        <translation>ما يقوله المتصفح عن نفسه</translation>
    </message>
    <message>
        <source>what to look for; see below</source>
        <translation>ما يُبحث عنه؛ انظر أدناه</translation>
    </message>
    <message>
        <source>what waits</source>
        <translation>ما ينتظر</translation>
    </message>
    <message>
        <source>what you have read and how far</source>
        <translation>ما قرأته وإلى أين وصلت</translation>
    </message>
    <message>
        <source>what you tell to everybody in a shared library, and what to your own computers alone</source>
        <translation>ما تُبلغ به الجميع في مكتبة مشتركة، وما تُبلغ به حواسيبك وحدها</translation>
    </message>
    <message>
        <source>where large files of a library lie: let that be a bucket of S3</source>
        <translation>مكان الملفات الكبيرة لمكتبة: اجعله حاوية ⁨S3⁩</translation>
    </message>
    <message>
        <source>where the library was before it was moved, when the disk that it was moved to is lost</source>
        <translation>حيث كانت المكتبة قبل نقلها، إذا فُقد القرص الذي نُقلت إليه</translation>
    </message>
    <message>
        <source>which library (NAME&apos;s own)</source>
        <translation>أي مكتبة (مكتبة ⁨NAME⁩)</translation>
    </message>
    <message>
        <source>who takes part in which library, and as what</source>
        <translation>من يشارك في أي مكتبة، وبأي دور</translation>
    </message>
    <message>
        <source>with --lang LANG: the original too</source>
        <translation>مع ⁨--lang LANG⁩: الأصل أيضًا</translation>
    </message>
    <message>
        <source>with --report: write it as CSV</source>
        <translation>مع ⁨--report⁩: كتابته بصيغة ⁨CSV⁩</translation>
    </message>
    <message>
        <source>with apkg: have a voice of this computer read each sentence (espeak-ng on Linux)</source>
        <translation>مع ⁨apkg⁩: اجعل صوتًا من هذا الحاسوب يقرأ كل جملة (⁨espeak-ng⁩ على ⁨Linux⁩)</translation>
    </message>
    <message>
        <source>with or without your notes and highlights; books and single articles come without, others with</source>
        <translation>مع ملاحظاتك وتظليلاتك أو بدونها؛ الكتب والمقالات المفردة بدونها، وغيرها معها</translation>
    </message>
    <message>
        <source>write articles or the whole library into files for other programs</source>
        <translation>كتابة مقالات أو المكتبة كلها في ملفات لبرامج أخرى</translation>
    </message>
    <message>
        <source>write it to a file, .tmx or .csv</source>
        <translation>كتابتها في ملف ⁨.tmx⁩ أو ⁨.csv⁩</translation>
    </message>
    <message>
        <source>your corrections of translations</source>
        <translation>تصحيحاتك للترجمات</translation>
    </message>
    <message>
        <source>your notes and highlights</source>
        <translation>ملاحظاتك وتظليلاتك</translation>
    </message>
    <message>
        <source>8765; 0 for any that is free</source>
        <translation>⁨8765⁩؛ و0 لأي منفذ متاح</translation>
    </message>
    <message>
        <source>A library that is not there is made, and so is the login. Its password is shown once.</source>
        <translation>تُنشأ المكتبة إن لم توجد، وكذلك الحساب. وتُعرض كلمة مروره مرة واحدة.</translation>
    </message>
    <message>
        <source>A source is given by the address of its feed (RSS, Atom, RDF, JSON Feed) or of its site. A password in the address (https://name:password@…, ?token=…) goes into the system’s keyring.</source>
        <translation>يُعطى المصدر بعنوان خلاصته (⁨RSS⁩ أو ⁨Atom⁩ أو ⁨RDF⁩ أو ⁨JSON Feed⁩) أو بعنوان موقعه. وكلمة المرور التي في العنوان (⁨https://name:password@…, ?token=…⁩) تذهب إلى سلسلة مفاتيح النظام.</translation>
    </message>
    <message>
        <source>Logins are not in a copy: members that the server does not know are named.</source>
        <translation>ليست الحسابات في النسخة: يُذكر الأعضاء الذين لا يعرفهم الخادم.</translation>
    </message>
    <message>
        <source>The password of the address&apos;s user is taken from LISEUSE_SYNC_PASSWORD, else asked for.</source>
        <translation>تؤخذ كلمة مرور مستخدم العنوان من ⁨LISEUSE_SYNC_PASSWORD⁩، وإلا سُئل عنها.</translation>
    </message>
    <message>
        <source>a code of your own, 6 characters or more</source>
        <translation>رمز من عندك، من 6 محارف فأكثر</translation>
    </message>
    <message>
        <source>also those in this computer’s network</source>
        <translation>وما في شبكة هذا الحاسوب أيضًا</translation>
    </message>
    <message>
        <source>another address of this computer</source>
        <translation>عنوان آخر لهذا الحاسوب</translation>
    </message>
    <message>
        <source>as an OPDS catalogue</source>
        <translation>على هيئة فهرس ⁨OPDS⁩</translation>
    </message>
    <message>
        <source>at most so many pieces a day; 0: any</source>
        <translation>لا أكثر من هذا العدد من المواد في اليوم؛ 0: بلا حد</translation>
    </message>
    <message>
        <source>beside the original; “original” for that alone</source>
        <translation>إلى جانب الأصل؛ و«⁨original⁩» للأصل وحده</translation>
    </message>
    <message>
        <source>call it so</source>
        <translation>تسميته هكذا</translation>
    </message>
    <message>
        <source>day (the default), week, month, or a date YYYY-MM-DD</source>
        <translation>⁨day⁩ يوم (الافتراضي)، أو ⁨week⁩ أسبوع، أو ⁨month⁩ شهر، أو تاريخ ⁨YYYY-MM-DD⁩</translation>
    </message>
    <message>
        <source>epub is a book for e-readers; html, markdown, text and pdf are files of single articles; ris and csl are references for Zotero and its like; readwise is the CSV of highlights that Readwise takes; csv is a table of the articles for spreadsheets; apkg are sentence pairs for Anki; vault is a folder of Markdown notes that is kept in step: only what changed is written again, and what you write below a note&apos;s marker stays; site is a folder of web pages with lists by month and tag, which opens from disk and is brought up to date by the next export; json, with --all, is the whole library: a folder with a line of JSON for each article, translated sentence, term, search and waiting link, with the pictures, the options and a JSON Schema, which “liseuse import DIR” takes back.</source>
        <translation>⁨epub⁩ كتاب لقارئات الكتب؛ و⁨html⁩ و⁨markdown⁩ و⁨text⁩ و⁨pdf⁩ ملفات لكل مقال؛ و⁨ris⁩ و⁨csl⁩ مراجع لبرنامج ⁨Zotero⁩ وأمثاله؛ و⁨readwise⁩ ملف ⁨CSV⁩ للتظليلات يقبله ⁨Readwise⁩؛ و⁨csv⁩ جدول بالمقالات لبرامج الجداول؛ و⁨apkg⁩ أزواج جمل لبرنامج ⁨Anki⁩؛ و⁨vault⁩ مجلد ملاحظات ⁨Markdown⁩ يُحدَّث: لا يُكتب من جديد إلا ما تغير، ويبقى ما تكتبه تحت علامة الملاحظة؛ و⁨site⁩ مجلد صفحات ويب فيه قوائم حسب الشهر والوسم، يُفتح من القرص ويحدّثه التصدير التالي؛ و⁨json⁩ مع ⁨--all⁩ هو المكتبة كلها: مجلد فيه سطر ⁨JSON⁩ لكل مقال وجملة مترجمة ومصطلح وبحث ورابط منتظر، مع الصور والخيارات ومخطط ⁨JSON⁩، ويستعيده ⁨liseuse import DIR⁩.</translation>
    </message>
    <message>
        <source>every feed that a site names, not only the first</source>
        <translation>كل خلاصة يذكرها الموقع، لا الأولى فقط</translation>
    </message>
    <message>
        <source>fetch the pictures of the texts that came along now, or when the window opens an article</source>
        <translation>جلب صور النصوص التي جاءت معه الآن (⁨now⁩)، أو حين تفتح النافذة مقالًا (⁨opened⁩)</translation>
    </message>
    <message>
        <source>follow feeds no longer; saved articles stay</source>
        <translation>ترك متابعة خلاصات؛ وتبقى المقالات المحفوظة</translation>
    </message>
    <message>
        <source>follow sources: their new pieces come by themselves</source>
        <translation>متابعة مصادر: تأتي موادها الجديدة تلقائيًا</translation>
    </message>
    <message>
        <source>follow the feeds behind addresses</source>
        <translation>متابعة الخلاصات التي في هذه العناوين</translation>
    </message>
    <message>
        <source>follow the feeds of an OPML file</source>
        <translation>متابعة الخلاصات التي في ملف ⁨OPML⁩</translation>
    </message>
    <message>
        <source>for this feed only</source>
        <translation>لهذه الخلاصة فقط</translation>
    </message>
    <message>
        <source>forget a rule</source>
        <translation>إزالة قاعدة</translation>
    </message>
    <message>
        <source>instead of standard output</source>
        <translation>بدل الخرج القياسي</translation>
    </message>
    <message>
        <source>keep a rule</source>
        <translation>حفظ قاعدة</translation>
    </message>
    <message>
        <source>list the pieces that a rule would have found</source>
        <translation>سرد المواد التي كانت القاعدة ستجدها</translation>
    </message>
    <message>
        <source>list the requests that were made, and why</source>
        <translation>سرد الطلبات التي جرت وسببها</translation>
    </message>
    <message>
        <source>list their pieces, the newest first</source>
        <translation>سرد موادها، الأحدث أولًا</translation>
    </message>
    <message>
        <source>look for new pieces, and do what the rules want</source>
        <translation>البحث عن مواد جديدة وتنفيذ القواعد</translation>
    </message>
    <message>
        <source>make it by itself, or no longer</source>
        <translation>إعدادها تلقائيًا، أو ترك ذلك</translation>
    </message>
    <message>
        <source>offer the library to e-readers in the local network, until Ctrl+C</source>
        <translation>عرض المكتبة على القارئات الإلكترونية في الشبكة المحلية، حتى ⁨Ctrl+C⁩</translation>
    </message>
    <message>
        <source>only what comes from here: a name or a host</source>
        <translation>ما يأتي من هنا فقط: اسم أو موقع</translation>
    </message>
    <message>
        <source>save pieces as articles</source>
        <translation>حفظ مواد كمقالات</translation>
    </message>
    <message>
        <source>the book, or a folder</source>
        <translation>الكتاب، أو مجلد</translation>
    </message>
    <message>
        <source>the feeds, or with --items what they brought</source>
        <translation>الخلاصات، أو مع ⁨--items⁩ ما جلبته</translation>
    </message>
    <message>
        <source>the title of a book of several articles, or of a site</source>
        <translation>عنوان كتاب من عدة مقالات، أو عنوان موقع</translation>
    </message>
    <message>
        <source>write the feeds as OPML, without passwords</source>
        <translation>كتابة الخلاصات بصيغة ⁨OPML⁩، دون كلمات المرور</translation>
    </message>
    <message>
        <source>write what is unread of the last day or week as one book for an e-reader</source>
        <translation>كتابة غير المقروء من آخر يوم أو أسبوع في كتاب واحد للقارئ الإلكتروني</translation>
    </message>
    <message>
        <source>A reading program that knows OPDS catalogues (KOReader, foliate, Thorium…) is given the address; it asks for a name, which may be anything, and a password, which is the code. Where it cannot ask, the code goes into the address: http://ADDRESS/CODE/opds. Nothing can be changed from there. Programs that know OPDS 2.0 ask for …/opds2.</source>
        <translation>يُعطى العنوان لبرنامج قراءة يعرف فهارس ⁨OPDS⁩ (مثل ⁨KOReader⁩ و⁨foliate⁩ و⁨Thorium⁩)؛ فيسأل عن اسم، أيًّا كان، وعن كلمة مرور هي الرمز. وحيث لا يستطيع السؤال يوضع الرمز في العنوان: ⁨http://ADDRESS/CODE/opds⁩. ولا يمكن تغيير شيء من هناك. والبرامج التي تعرف ⁨OPDS 2.0⁩ تطلب ⁨…/opds2⁩.</translation>
    </message>
    <message>
        <source>The book is in the reader&apos;s language beside the original, where the settings name one. --schedule writes a timer for systemd into your own configuration, which makes the book by itself; --schedule off removes it.</source>
        <translation>يكون الكتاب بلغة القارئ إلى جانب الأصل، إن سمّت الإعدادات لغة. يكتب ⁨--schedule⁩ في إعداداتك الخاصة مؤقِّتًا لنظام ⁨systemd⁩ يصنع الكتاب تلقائيًا؛ ويزيله ⁨--schedule off⁩.</translation>
    </message>
    <message>
        <source>The passphrase is taken from LISEUSE_SYNC_PASSPHRASE, else asked for. All files in the folder are encrypted with it. Whoever loses it can read the folder no more; the libraries stay readable. The password of a server is taken from LISEUSE_SYNC_PASSWORD, else asked for; of S3 that is the access key, a colon, and its secret.</source>
        <translation>تؤخذ عبارة المرور من ⁨LISEUSE_SYNC_PASSPHRASE⁩، وإلا سُئل عنها. وبها تُعمّى كل ملفات المجلد. ومن فقدها لم يعد يستطيع قراءة المجلد؛ وتبقى المكتبات مقروءة. وتؤخذ كلمة مرور الخادم من ⁨LISEUSE_SYNC_PASSWORD⁩، وإلا سُئل عنها؛ وهي في ⁨S3⁩ مفتاح الوصول ثم نقطتان ثم سره.</translation>
    </message>
    <message>
        <source>these feeds only</source>
        <translation>هذه الخلاصات فقط</translation>
    </message>
    <message>
        <source>what is done (default: save)</source>
        <translation>ما يُفعل (الافتراضي: ⁨save⁩)</translation>
    </message>
    <message>
        <source>what is done with new pieces that a search finds</source>
        <translation>ما يُفعل بالمواد الجديدة التي يجدها بحث</translation>
    </message>
    <message>
        <source>when a schedule makes it (07:00)</source>
        <translation>وقت إعدادها تلقائيًا (07:00)</translation>
    </message>
    <message>
        <source>with --items: at most so many</source>
        <translation>مع ⁨--items⁩: لا أكثر من هذا العدد</translation>
    </message>
    <message>
        <source>with --items: of these feeds</source>
        <translation>مع ⁨--items⁩: من هذه الخلاصات</translation>
    </message>
    <message>
        <source>with --items: only those not seen yet</source>
        <translation>مع ⁨--items⁩: ما لم يُرَ بعد فقط</translation>
    </message>
    <message>
        <source>with --keep-in-step: books that Liseuse wrote of articles that are no longer asked for go</source>
        <translation>مع ⁨--keep-in-step⁩: تُزال الكتب التي كتبها ⁨Liseuse⁩ لمقالات لم تعد مطلوبة</translation>
    </message>
    <message>
        <source>with epub: --output is an e-reader, or a folder, that gets a book of each article; what is there and unchanged is not written again, what you changed there is left alone</source>
        <translation>مع ⁨epub⁩: يكون ⁨--output⁩ قارئًا إلكترونيًا، أو مجلدًا، يوضع فيه كتاب لكل مقال؛ وما هو هناك ولم يتغير لا يُكتب من جديد، وما غيّرته أنت هناك يُترك كما هو</translation>
    </message>
    <message>
        <source>The new one is taken from LISEUSE_SYNC_NEW_PASSPHRASE, else asked for. The others ask for it at their next round. Who kept a copy of the folder can open that with the former one.</source>
        <translation>تؤخذ الجديدة من ⁨LISEUSE_SYNC_NEW_PASSPHRASE⁩، وإلا سُئل عنها. وتسأل عنها الحواسيب الأخرى في جولتها التالية. ومن احتفظ بنسخة من المجلد يستطيع فتحها بالقديمة.</translation>
    </message>
    <message>
        <source>choose another passphrase, on one computer for all</source>
        <translation>اختيار عبارة مرور أخرى، على حاسوب واحد لها كلها</translation>
    </message>
    <message>
        <source>do not encrypt: whoever has the folder reads it all</source>
        <translation>دون تعمية: من لديه المجلد يقرأ كل شيء</translation>
    </message>
    <message>
        <source>how this library stands; the folder is not asked</source>
        <translation>حال هذه المكتبة؛ دون الرجوع إلى المجلد</translation>
    </message>
    <message>
        <source>keep one library in step on several computers, through a folder</source>
        <translation>إبقاء مكتبة واحدة محدَّثة على عدة حواسيب عبر مجلد</translation>
    </message>
    <message>
        <source>send what changed here, and take what changed elsewhere</source>
        <translation>إرسال ما تغير هنا، وأخذ ما تغير في غيره</translation>
    </message>
    <message>
        <source>share no more; library and folder stay as they are</source>
        <translation>ترك المشاركة؛ وتبقى المكتبة والمجلد كما هما</translation>
    </message>
    <message>
        <source>share this library through a folder</source>
        <translation>مشاركة هذه المكتبة عبر مجلد</translation>
    </message>
    <message>
        <source>the computers that share this library</source>
        <translation>الحواسيب التي تتشارك هذه المكتبة</translation>
    </message>
    <message>
        <source>what the other computers call this one</source>
        <translation>كيف تسمي الحواسيب الأخرى هذا الحاسوب</translation>
    </message>
    <message>
        <source>Feeds, links that wait, pictures, lists and models, a translation server: nothing is asked, by no window and no timer that begins from now on. What waits is kept. An open window goes by its own command.</source>
        <translation>الخلاصات والروابط المنتظرة والصور والقوائم والنماذج وخادم الترجمة: لا يُطلَب شيء، من أي نافذة أو مهمة مجدولة تبدأ من الآن. ما ينتظر يبقى محفوظًا. النافذة المفتوحة تتبع أمرها الخاص.</translation>
    </message>
    <message>
        <source>also while private reading is on (liseuse private)</source>
        <translation>حتى عندما تكون القراءة الخاصة مفعّلة (⁨liseuse private⁩)</translation>
    </message>
    <message>
        <source>ask nothing of the network, until that is ended; without a word, say how it stands</source>
        <translation>عدم طلب أي شيء من الشبكة حتى إنهاء ذلك؛ ومن دون كلمة يُعرَض الوضع الحالي</translation>
    </message>
    <message>
        <source>begin it or end it</source>
        <translation>بدؤها أو إنهاؤها</translation>
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
        <source>Notes</source>
        <translation>الملاحظات</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>الترتيب حسب</translation>
    </message>
    <message>
        <source>Backups and storage</source>
        <translation>النسخ الاحتياطية والتخزين</translation>
    </message>
    <message>
        <source>Density of the list</source>
        <translation>كثافة القائمة</translation>
    </message>
    <message>
        <source>Open file…</source>
        <translation>فتح ملف…</translation>
    </message>
    <message>
        <source>Export library…</source>
        <translation>تصدير المكتبة…</translation>
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
        <source>Translation server…</source>
        <translation>خادم الترجمة…</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>إعادة</translation>
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
        <source>Guide to Liseuse</source>
        <translation>دليل ⁨Liseuse⁩</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>الإعدادات…</translation>
    </message>
    <message>
        <source>Save from the browser…</source>
        <translation>الحفظ من المتصفح…</translation>
    </message>
    <message>
        <source>Open log folder</source>
        <translation>فتح مجلد السجلات</translation>
    </message>
    <message>
        <source>About Liseuse…</source>
        <translation>عن ⁨Liseuse⁩…</translation>
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
        <source>Back in history</source>
        <translation>الرجوع في سجل القراءة</translation>
    </message>
    <message>
        <source>Forward in history</source>
        <translation>التقدم في سجل القراءة</translation>
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
        <source>Pictures of the article…</source>
        <translation>صور المقال…</translation>
    </message>
    <message>
        <source>Read aloud, pause or go on</source>
        <translation>القراءة بصوت عالٍ أو إيقافها مؤقتًا أو استئنافها</translation>
    </message>
    <message>
        <source>Read aloud more slowly</source>
        <translation>إبطاء القراءة بصوت عالٍ</translation>
    </message>
    <message>
        <source>Read aloud faster</source>
        <translation>تسريع القراءة بصوت عالٍ</translation>
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
        <source>Latest articles</source>
        <translation>أحدث المقالات</translation>
    </message>
    <message>
        <source>Most read</source>
        <translation>الأكثر قراءة</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>الوسوم</translation>
    </message>
    <message>
        <source>Refresh latest</source>
        <translation>تحديث أحدث المقالات</translation>
    </message>
    <message>
        <source>Keep this search…</source>
        <translation>حفظ هذا البحث…</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>نسخ احتياطي الآن</translation>
    </message>
    <message>
        <source>Backups…</source>
        <translation>النسخ الاحتياطية…</translation>
    </message>
    <message>
        <source>Check library…</source>
        <translation>فحص المكتبة…</translation>
    </message>
    <message>
        <source>Move library…</source>
        <translation>نقل المكتبة…</translation>
    </message>
    <message>
        <source>Storage…</source>
        <translation>التخزين…</translation>
    </message>
    <message>
        <source>Select this card</source>
        <translation>تحديد هذه البطاقة</translation>
    </message>
    <message>
        <source>Select on to the next card</source>
        <translation>التحديد حتى البطاقة التالية</translation>
    </message>
    <message>
        <source>Select on to the previous card</source>
        <translation>التحديد حتى البطاقة السابقة</translation>
    </message>
    <message>
        <source>Select every card</source>
        <translation>تحديد كل البطاقات</translation>
    </message>
    <message>
        <source>Keep several computers in step…</source>
        <translation>إبقاء عدة حواسيب متوافقة…</translation>
    </message>
    <message>
        <source>Bring other computers in step now</source>
        <translation>توفيق الحواسيب الأخرى الآن</translation>
    </message>
    <message>
        <source>Highlight sentence or selection</source>
        <translation>تظليل الجملة أو التحديد</translation>
    </message>
    <message>
        <source>Add a note</source>
        <translation>إضافة ملاحظة</translation>
    </message>
    <message>
        <source>Notes panel</source>
        <translation>لوحة الملاحظات</translation>
    </message>
    <message>
        <source>Export the notes of this article…</source>
        <translation>تصدير ملاحظات هذا المقال…</translation>
    </message>
    <message>
        <source>Export all notes…</source>
        <translation>تصدير كل الملاحظات…</translation>
    </message>
    <message>
        <source>Select a word to the right</source>
        <translation>تحديد كلمة نحو اليمين</translation>
    </message>
    <message>
        <source>Select a word to the left</source>
        <translation>تحديد كلمة نحو اليسار</translation>
    </message>
    <message>
        <source>Select on to the sentence’s end</source>
        <translation>التحديد حتى نهاية الجملة</translation>
    </message>
    <message>
        <source>Select back to the sentence’s start</source>
        <translation>التحديد حتى بداية الجملة</translation>
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
        <source>Language of this article…</source>
        <translation>لغة هذا المقال…</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>طباعة…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>تصدير…</translation>
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
        <source>Original or translation</source>
        <translation>الأصل أو الترجمة</translation>
    </message>
    <message>
        <source>This sentence in every language</source>
        <translation>هذه الجملة بكل اللغات</translation>
    </message>
    <message>
        <source>Next linked word</source>
        <translation>الكلمة المرتبطة التالية</translation>
    </message>
    <message>
        <source>Previous linked word</source>
        <translation>الكلمة المرتبطة السابقة</translation>
    </message>
    <message>
        <source>Next doubtful sentence</source>
        <translation>الجملة المشكوك فيها التالية</translation>
    </message>
    <message>
        <source>Previous doubtful sentence</source>
        <translation>الجملة المشكوك فيها السابقة</translation>
    </message>
    <message>
        <source>Correct this sentence…</source>
        <translation>تصحيح هذه الجملة…</translation>
    </message>
    <message>
        <source>Translate this sentence again</source>
        <translation>ترجمة هذه الجملة من جديد</translation>
    </message>
    <message>
        <source>Translate this paragraph again</source>
        <translation>ترجمة هذه الفقرة من جديد</translation>
    </message>
    <message>
        <source>Translate the whole article again…</source>
        <translation>ترجمة المقال كله من جديد…</translation>
    </message>
    <message>
        <source>About this translation…</source>
        <translation>عن هذه الترجمة…</translation>
    </message>
    <message>
        <source>Pause or resume translating</source>
        <translation>إيقاف الترجمة مؤقتًا أو استئنافها</translation>
    </message>
    <message>
        <source>Stop translating</source>
        <translation>إيقاف الترجمة</translation>
    </message>
    <message>
        <source>Shade what the model was less sure of</source>
        <translation>تظليل ما كان النموذج أقل ثقة به</translation>
    </message>
    <message>
        <source>Glossary…</source>
        <translation>مسرد المصطلحات…</translation>
    </message>
    <message>
        <source>Translate later…</source>
        <translation>الترجمة لاحقًا…</translation>
    </message>
    <message>
        <source>Translate everything unread…</source>
        <translation>ترجمة كل غير المقروء…</translation>
    </message>
    <message>
        <source>Waiting translations…</source>
        <translation>الترجمات المنتظرة…</translation>
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
        <source>Reverse order</source>
        <translation>ترتيب عكسي</translation>
    </message>
    <message>
        <source>Fits in 10 minutes</source>
        <translation>يُقرأ في 10 دقائق</translation>
    </message>
    <message>
        <source>Comfortable</source>
        <translation>مريحة</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>متراصّة</translation>
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
    <message>
        <source>Import…</source>
        <translation>استيراد…</translation>
    </message>
    <message>
        <source>Imports so far…</source>
        <translation>عمليات الاستيراد السابقة…</translation>
    </message>
    <message>
        <source>Keep a folder of Markdown notes…</source>
        <translation>متابعة مجلد ملاحظات ⁨Markdown⁩…</translation>
    </message>
    <message>
        <source>Feeds</source>
        <translation>الخلاصات</translation>
    </message>
    <message>
        <source>Follow a source…</source>
        <translation>متابعة مصدر…</translation>
    </message>
    <message>
        <source>Follow the source of this article…</source>
        <translation>متابعة مصدر هذا المقال…</translation>
    </message>
    <message>
        <source>Look for new pieces</source>
        <translation>البحث عن مواد جديدة</translation>
    </message>
    <message>
        <source>Mark this piece and older ones as read</source>
        <translation>تعليم هذه المادة وما قبلها كمقروءة</translation>
    </message>
    <message>
        <source>Rules for new pieces…</source>
        <translation>قواعد المواد الجديدة…</translation>
    </message>
    <message>
        <source>Requests for feeds…</source>
        <translation>طلبات الخلاصات…</translation>
    </message>
    <message>
        <source>Rename this source…</source>
        <translation>إعادة تسمية هذا المصدر…</translation>
    </message>
    <message>
        <source>Stop following this source</source>
        <translation>التوقف عن متابعة هذا المصدر</translation>
    </message>
    <message>
        <source>Export the list of feeds…</source>
        <translation>تصدير قائمة الخلاصات…</translation>
    </message>
    <message>
        <source>Edition of the day…</source>
        <translation>طبعة اليوم…</translation>
    </message>
    <message>
        <source>Export library as a website…</source>
        <translation>تصدير المكتبة كموقع ويب…</translation>
    </message>
    <message>
        <source>Keep an e-reader in step…</source>
        <translation>إبقاء قارئ إلكتروني محدَّثًا…</translation>
    </message>
    <message>
        <source>Read on another device…</source>
        <translation>القراءة على جهاز آخر…</translation>
    </message>
    <message>
        <source>Private reading</source>
        <translation>القراءة الخاصة</translation>
    </message>
    <message>
        <source>This morning</source>
        <translation>هذا الصباح</translation>
    </message>
    <message>
        <source>Look for new pieces of this source</source>
        <translation>البحث عن الجديد في هذا المصدر</translation>
    </message>
    <message>
        <source>In “This morning”</source>
        <translation>ضمن «هذا الصباح»</translation>
    </message>
</context>
<context>
    <name>edition</name>
    <message>
        <source>Edition of {date}</source>
        <translation>طبعة {date}</translation>
    </message>
    <message>
        <source>{count} min of reading</source>
        <translation>{count} د من القراءة</translation>
    </message>
    <message>
        <source>{day} January {year}</source>
        <translation>{day} يناير {year}</translation>
    </message>
    <message>
        <source>{day} February {year}</source>
        <translation>{day} فبراير {year}</translation>
    </message>
    <message>
        <source>{day} March {year}</source>
        <translation>{day} مارس {year}</translation>
    </message>
    <message>
        <source>{day} April {year}</source>
        <translation>{day} أبريل {year}</translation>
    </message>
    <message>
        <source>{day} May {year}</source>
        <translation>{day} ماي {year}</translation>
    </message>
    <message>
        <source>{day} June {year}</source>
        <translation>{day} يونيو {year}</translation>
    </message>
    <message>
        <source>{day} July {year}</source>
        <translation>{day} يوليوز {year}</translation>
    </message>
    <message>
        <source>{day} August {year}</source>
        <translation>{day} غشت {year}</translation>
    </message>
    <message>
        <source>{day} September {year}</source>
        <translation>{day} شتنبر {year}</translation>
    </message>
    <message>
        <source>{day} October {year}</source>
        <translation>{day} أكتوبر {year}</translation>
    </message>
    <message>
        <source>{day} November {year}</source>
        <translation>{day} نونبر {year}</translation>
    </message>
    <message>
        <source>{day} December {year}</source>
        <translation>{day} دجنبر {year}</translation>
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
        <source>{host} is on this computer or in your own network.</source>
        <translation>يقع {host} على هذا الحاسوب أو في شبكتك الخاصة.</translation>
    </message>
    <message>
        <source>You did not name this link yourself, so it was not followed. Try again in the window to be asked, or add --allow-local on the command line.</source>
        <translation>لم تعطِ هذا الرابط بنفسك، لذلك لم يُتبع. أعد المحاولة في النافذة لتُسأل، أو أضف ⁨--allow-local⁩ في سطر الأوامر.</translation>
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
        <source>{host} was not asked: the system’s proxy is of the SOCKS kind.</source>
        <translation>لم يُطلب {host}: وسيط النظام من نوع ⁨SOCKS⁩.</translation>
    </message>
    <message>
        <source>Liseuse uses HTTP proxies only and never goes round one. Set one, or leave this site out.</source>
        <translation>لا يستعمل ⁨Liseuse⁩ إلا وسطاء ⁨HTTP⁩ ولا يتجاوز أي وسيط. يمكن تعيين وسيط منها أو استثناء هذا الموقع.</translation>
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
        <source>It may have moved. Look for it on its site or in the web archive.</source>
        <translation>ربما نُقلت. يمكن البحث عنها في موقعها أو في أرشيف الويب.</translation>
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
        <source>This page is empty until a script of the site fills it.</source>
        <translation>تبقى هذه الصفحة فارغة إلى أن يملأها برنامج نصي من الموقع.</translation>
    </message>
    <message>
        <source>Open it in the browser and save it from there with the companion.</source>
        <translation>افتحها في المتصفح واحفظها منه بالإضافة المرافقة.</translation>
    </message>
    <message>
        <source>The pages of {source} named no lists this time.</source>
        <translation>لم تذكر صفحات {source} أي قائمة هذه المرة.</translation>
    </message>
    <message>
        <source>The lists that were there before are kept.</source>
        <translation>القوائم السابقة محفوظة.</translation>
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
        <source>Reading aloud is a part of Liseuse that is not installed.</source>
        <translation>القراءة بصوت عالٍ جزء غير مثبَّت من ⁨Liseuse⁩.</translation>
    </message>
    <message>
        <source>Install it with pip install liseuse[speech], then start Liseuse again.</source>
        <translation>يُثبَّت بالأمر ⁨pip install liseuse[speech]⁩ ثم يُعاد تشغيل ⁨Liseuse⁩.</translation>
    </message>
    <message>
        <source>This computer has no speech that Liseuse can use.</source>
        <translation>لا يوجد على هذا الحاسوب نطق آلي يمكن لبرنامج ⁨Liseuse⁩ استعماله.</translation>
    </message>
    <message>
        <source>On Linux, install speech-dispatcher and a voice, such as espeak-ng; then try again.</source>
        <translation>على نظام ⁨Linux⁩ يلزم تثبيت ⁨speech-dispatcher⁩ وصوت مثل ⁨espeak-ng⁩، ثم إعادة المحاولة.</translation>
    </message>
    <message>
        <source>This computer has no voice for {language}.</source>
        <translation>لا يوجد على هذا الحاسوب صوت للغة {language}.</translation>
    </message>
    <message>
        <source>Add one in the system’s settings for speech, then try again.</source>
        <translation>يمكن إضافة صوت من إعدادات النطق في النظام ثم إعادة المحاولة.</translation>
    </message>
    <message>
        <source>This computer has no program that reads sentences into files.</source>
        <translation>ليس في هذا الحاسوب برنامج يقرأ الجمل في ملفات.</translation>
    </message>
    <message>
        <source>On Linux, install espeak-ng; then try again. Or write the cards without audio.</source>
        <translation>على ⁨Linux⁩ ثبّت ⁨espeak-ng⁩ ثم حاول ثانية. أو اكتب البطاقات بلا صوت.</translation>
    </message>
    <message>
        <source>{program} could not read a sentence into a file.</source>
        <translation>لم يستطع {program} قراءة جملة في ملف.</translation>
    </message>
    <message>
        <source>Try again, or write the cards without audio.</source>
        <translation>حاول ثانية، أو اكتب البطاقات بلا صوت.</translation>
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
        <source>“{address}” is not an address of a translation server.</source>
        <translation>«{address}» ليس عنوان خادم ترجمة.</translation>
    </message>
    <message>
        <source>It begins with https://, or with http:// on this computer.</source>
        <translation>يبدأ العنوان بـ ⁨https://⁩، أو بـ ⁨http://⁩ على هذا الحاسوب.</translation>
    </message>
    <message>
        <source>The translation server {host} does not answer.</source>
        <translation>خادم الترجمة {host} لا يجيب.</translation>
    </message>
    <message>
        <source>Check its address, or clear it to translate on this computer.</source>
        <translation>يحسن التحقق من عنوانه، أو مسحه للترجمة على هذا الحاسوب.</translation>
    </message>
    <message>
        <source>The translation server {host} refused.</source>
        <translation>رفض خادم الترجمة {host} الطلب.</translation>
    </message>
    <message>
        <source>It may want a key, or allow fewer requests. Try again later.</source>
        <translation>ربما يطلب مفتاحًا أو يحدّ من عدد الطلبات. يمكن إعادة المحاولة لاحقًا.</translation>
    </message>
    <message>
        <source>The translation server {host} lacks one of these languages.</source>
        <translation>خادم الترجمة {host} لا يعرف إحدى هاتين اللغتين.</translation>
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
        <source>Choose an .argosmodel file, or a folder with a Firefox model.</source>
        <translation>يلزم ملف من نوع ⁨.argosmodel⁩ أو مجلد فيه نموذج ⁨Firefox⁩.</translation>
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
        <source>The library file was changed by another program.</source>
        <translation>غيّر برنامج آخر ملف المكتبة.</translation>
    </message>
    <message>
        <source>Nothing in it was run. Save its articles: run “liseuse salvage”.</source>
        <translation>لم يُشغَّل منه شيء. يمكن نقل مقالاته إلى ملف جديد: شغّل «⁨liseuse salvage⁩».</translation>
    </message>
    <message>
        <source>The copy {file} is damaged, or is not a Liseuse library.</source>
        <translation>النسخة {file} تالفة، أو ليست مكتبة من ⁨Liseuse⁩.</translation>
    </message>
    <message>
        <source>Your library was left as it is. Restore another backup.</source>
        <translation>تُركت مكتبتك كما هي. استعد نسخة احتياطية أخرى.</translation>
    </message>
    <message>
        <source>Liseuse was updated while it was open.</source>
        <translation>حُدّث ⁨Liseuse⁩ وهو مفتوح.</translation>
    </message>
    <message>
        <source>Close it and start it again. What you saved is safe.</source>
        <translation>أغلِق البرنامج ثم افتحه من جديد. ما حفظته سليم.</translation>
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
        <source>Nothing could be read from the damaged library.</source>
        <translation>تعذّرت قراءة أي شيء من المكتبة التالفة.</translation>
    </message>
    <message>
        <source>It was left as it is. Restore a backup instead.</source>
        <translation>تُركت كما هي. يمكن استعادة نسخة احتياطية بدلًا من ذلك.</translation>
    </message>
    <message>
        <source>The library file is missing from {folder}.</source>
        <translation>ملف المكتبة مفقود من {folder}.</translation>
    </message>
    <message>
        <source>What is beside it shows that there was one. Restore a backup (“liseuse restore”), or begin an empty library (“liseuse new-library”).</source>
        <translation>ما يوجد بجانبه يدل على أنه كانت هناك مكتبة. استعد نسخة احتياطية («⁨liseuse restore⁩»)، أو ابدأ مكتبة فارغة («⁨liseuse new-library⁩»).</translation>
    </message>
    <message>
        <source>The library was moved to {folder}, and nothing is there now.</source>
        <translation>نُقلت المكتبة إلى {folder}، ولا يوجد شيء هناك الآن.</translation>
    </message>
    <message>
        <source>Connect the disk that it is on, then look again. If it is elsewhere now: “liseuse locate FOLDER”. If it is lost: “liseuse restore --give-up-disk FILE” or “liseuse new-library --give-up-disk”.</source>
        <translation>صِل القرص الذي هي عليه، ثم ابحث مجددًا. إذا كانت الآن في مكان آخر: «⁨liseuse locate FOLDER⁩». وإذا ضاعت: «⁨liseuse restore --give-up-disk FILE⁩» أو «⁨liseuse new-library --give-up-disk⁩».</translation>
    </message>
    <message>
        <source>The library {folder} is on a disk that is not here.</source>
        <translation>المكتبة {folder} على قرص ليس هنا.</translation>
    </message>
    <message>
        <source>Connect or mount the disk that belongs at {disk}, then try again. To begin an empty library in that folder all the same: “liseuse new-library”.</source>
        <translation>صِل القرص الذي مكانه {disk} أو ركّبه، ثم أعد المحاولة. ولبدء مكتبة فارغة في ذلك المجلد رغم ذلك: «⁨liseuse new-library⁩».</translation>
    </message>
    <message>
        <source>The disk on which {folder} should be is not here.</source>
        <translation>القرص الذي ينبغي أن يكون عليه {folder} ليس هنا.</translation>
    </message>
    <message>
        <source>Connect or mount the disk that belongs at {disk}, then try again, or choose another folder.</source>
        <translation>صِل القرص الذي مكانه {disk} أو ركّبه، ثم أعد المحاولة، أو اختر مجلدًا آخر.</translation>
    </message>
    <message>
        <source>The library is at {folder} again.</source>
        <translation>المكتبة موجودة من جديد في {folder}.</translation>
    </message>
    <message>
        <source>Nothing was changed. Look again, and it opens.</source>
        <translation>لم يتغير شيء. ابحث مجددًا فتُفتح.</translation>
    </message>
    <message>
        <source>A library cannot be put into {folder}.</source>
        <translation>لا يمكن وضع مكتبة في {folder}.</translation>
    </message>
    <message>
        <source>Choose an empty folder outside the present library.</source>
        <translation>يلزم اختيار مجلد فارغ خارج المكتبة الحالية.</translation>
    </message>
    <message>
        <source>The file {file} is damaged or not of this kind.</source>
        <translation>الملف {file} تالف أو ليس من هذا النوع.</translation>
    </message>
    <message>
        <source>Nothing after the damage was taken. Export it once more.</source>
        <translation>لم يؤخذ شيء بدءًا من الموضع التالف. صدّره مرة أخرى من البرنامج الذي جاء منه.</translation>
    </message>
    <message>
        <source>A damaged file of the library was put aside as {file}.</source>
        <translation>وُضع ملف تالف من المكتبة جانبًا باسم {file}.</translation>
    </message>
    <message>
        <source>Options are set anew; open a moved library where it is now.</source>
        <translation>أعيدت الخيارات إلى قيمها الأولى؛ وافتح المكتبة المنقولة من مكانها الحالي.</translation>
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
        <source>Liseuse cannot open this.</source>
        <translation>لا يستطيع ⁨Liseuse⁩ فتح هذا.</translation>
    </message>
    <message>
        <source>It opens web links, saved pages, models, and links like liseuse:article/1.</source>
        <translation>يفتح روابط الويب والصفحات المحفوظة والنماذج، وروابط مثل ⁨liseuse:article/1⁩.</translation>
    </message>
    <message>
        <source>Liseuse cannot open the file {file}.</source>
        <translation>لا يستطيع ⁨Liseuse⁩ فتح الملف {file}.</translation>
    </message>
    <message>
        <source>It opens saved pages, files with links, and translation models.</source>
        <translation>يفتح الصفحات المحفوظة وملفات الروابط ونماذج الترجمة.</translation>
    </message>
    <message>
        <source>A part of Liseuse stopped unexpectedly.</source>
        <translation>توقف جزء من ⁨Liseuse⁩ على نحو غير متوقع.</translation>
    </message>
    <message>
        <source>Nothing is lost. Try again.</source>
        <translation>لم يُفقد شيء. يمكن إعادة المحاولة.</translation>
    </message>
    <message>
        <source>The part of Liseuse that runs Firefox models is not installed.</source>
        <translation>جزء ⁨Liseuse⁩ الذي يشغّل نماذج ⁨Firefox⁩ غير مثبّت.</translation>
    </message>
    <message>
        <source>Install it with pip install liseuse[firefox]. Other models go on working.</source>
        <translation>يُثبَّت بالأمر ⁨pip install liseuse[firefox]⁩. وتواصل النماذج الأخرى عملها.</translation>
    </message>
    <message>
        <source>The model was to come from {host}, which is in your own network.</source>
        <translation>كان النموذج سيأتي من {host}، وهو في شبكتك الخاصة.</translation>
    </message>
    <message>
        <source>Nothing was fetched. Check the address of the list of models.</source>
        <translation>لم يُنزَّل شيء. يلزم التحقق من عنوان قائمة النماذج.</translation>
    </message>
    <message>
        <source>The file {file} is no export that Liseuse knows.</source>
        <translation>الملف {file} ليس تصديرًا يعرفه ⁨Liseuse⁩.</translation>
    </message>
    <message>
        <source>It reads exports of other reading apps, bookmarks, tables and lists with web links. If this is one of a newer version, export it in another form.</source>
        <translation>يقرأ تصديرات تطبيقات القراءة الأخرى والإشارات المرجعية والجداول والقوائم التي فيها روابط. إن كان هذا من إصدار أحدث فصدّره بشكل آخر.</translation>
    </message>
    <message>
        <source>There is no import with the number {id}.</source>
        <translation>لا يوجد استيراد رقمه {id}.</translation>
    </message>
    <message>
        <source>List the imports to see their numbers.</source>
        <translation>اعرض قائمة عمليات الاستيراد لترى أرقامها.</translation>
    </message>
    <message>
        <source>There is no feed with the number {id}.</source>
        <translation>لا توجد خلاصة بالرقم {id}.</translation>
    </message>
    <message>
        <source>List the feeds to see their numbers.</source>
        <translation>اعرض قائمة الخلاصات لترى أرقامها.</translation>
    </message>
    <message>
        <source>This piece is not in the list any more.</source>
        <translation>لم تعد هذه المادة في القائمة.</translation>
    </message>
    <message>
        <source>Update the feeds to see what is new.</source>
        <translation>حدّث الخلاصات لترى الجديد.</translation>
    </message>
    <message>
        <source>There is no rule with the number {id}.</source>
        <translation>لا توجد قاعدة بالرقم {id}.</translation>
    </message>
    <message>
        <source>List the rules to see their numbers.</source>
        <translation>اعرض قائمة القواعد لترى أرقامها.</translation>
    </message>
    <message>
        <source>This rule cannot be kept.</source>
        <translation>لا يمكن حفظ هذه القاعدة.</translation>
    </message>
    <message>
        <source>It needs words to look for; a tag or a language for what it does with them, too.</source>
        <translation>تحتاج إلى كلمات تبحث عنها، وإلى وسم أو لغة إن كان الإجراء يتطلب ذلك.</translation>
    </message>
    <message>
        <source>No rule can look for “{words}”.</source>
        <translation>لا يمكن لأي قاعدة أن تبحث عن «{words}».</translation>
    </message>
    <message>
        <source>A rule sees the title, summary, author, sections, source and day of a piece. Its language, its length and what you did with it are known once it is saved.</source>
        <translation>ترى القاعدة عنوان المقال وملخّصه وكاتبه وأقسامه ومصدره ويومه. أما لغته وطوله وما فعلتَه به فلا تُعرف إلا بعد حفظه.</translation>
    </message>
    <message>
        <source>No feed was found at {host}.</source>
        <translation>لم توجد أي خلاصة في {host}.</translation>
    </message>
    <message>
        <source>Look on the site for a link called “RSS” and give that address.</source>
        <translation>ابحث في الموقع عن رابط باسم «⁨RSS⁩» وأدخل عنوانه.</translation>
    </message>
    <message>
        <source>{host} gives something else than a feed now.</source>
        <translation>يعطي {host} الآن شيئًا غير الخلاصة.</translation>
    </message>
    <message>
        <source>What it brought before is kept. Open the site to see whether the feed has moved.</source>
        <translation>ما جلبته من قبل محفوظ. افتح الموقع لترى هل انتقلت الخلاصة.</translation>
    </message>
    <message>
        <source>The feed of {host} is broken: nothing can be read of it.</source>
        <translation>خلاصة {host} معطوبة: لا يمكن قراءة شيء منها.</translation>
    </message>
    <message>
        <source>What it brought is kept. It is asked again later.</source>
        <translation>ما جلبته محفوظ. ستُطلب من جديد لاحقًا.</translation>
    </message>
    <message>
        <source>{host} has no feed at this address any more.</source>
        <translation>لم تعد لدى {host} خلاصة في هذا العنوان.</translation>
    </message>
    <message>
        <source>What it brought is kept. Follow the site anew to find where its feed is now.</source>
        <translation>ما جلبته محفوظ. تابع الموقع من جديد لمعرفة مكان خلاصته الآن.</translation>
    </message>
    <message>
        <source>{host} gives this only to those with a name and a password.</source>
        <translation>لا يتيح {host} هذا إلا لمن له اسم وكلمة مرور.</translation>
    </message>
    <message>
        <source>Follow it with both in the address, https://name:password@example.org/feed; they go into this system’s keyring.</source>
        <translation>تابعه بعنوان فيه كلاهما، ⁨https://name:password@example.org/feed⁩؛ يُحفظان في حافظة مفاتيح هذا النظام.</translation>
    </message>
    <message>
        <source>{host} does not give this feed to Liseuse.</source>
        <translation>لا يتيح {host} هذه الخلاصة لبرنامج ⁨Liseuse⁩.</translation>
    </message>
    <message>
        <source>What it brought is kept. It is asked again later, and less often.</source>
        <translation>ما جلبته محفوظ. ستُطلب من جديد لاحقًا، ومرات أقل.</translation>
    </message>
    <message>
        <source>The feed of {host} is too large.</source>
        <translation>خلاصة {host} كبيرة جدًّا.</translation>
    </message>
    <message>
        <source>The limit is {limit} MB. What it brought before is kept.</source>
        <translation>الحد الأقصى {limit} م.ب. ما جلبته من قبل محفوظ.</translation>
    </message>
    <message>
        <source>{host} says that this feed has ended.</source>
        <translation>يقول {host} إن هذه الخلاصة انتهت.</translation>
    </message>
    <message>
        <source>It is not asked for any more. What it brought is kept.</source>
        <translation>لن تُطلب بعد الآن. ما جلبته محفوظ.</translation>
    </message>
    <message>
        <source>The password of this feed is not in the system’s keyring.</source>
        <translation>كلمة مرور هذه الخلاصة ليست في سلسلة مفاتيح النظام.</translation>
    </message>
    <message>
        <source>Follow the feed again with its whole address.</source>
        <translation>تابع الخلاصة من جديد بعنوانها الكامل.</translation>
    </message>
    <message>
        <source>{store} cannot be reached now.</source>
        <translation>لا يمكن الوصول إلى {store} الآن.</translation>
    </message>
    <message>
        <source>Changes wait on this computer. Connect the disk, the stick or the network, then try again.</source>
        <translation>التغييرات تنتظر على هذا الحاسوب. يلزم وصل القرص أو الذاكرة أو الشبكة ثم إعادة المحاولة.</translation>
    </message>
    <message>
        <source>The folder {folder} is not there.</source>
        <translation>المجلد {folder} غير موجود.</translation>
    </message>
    <message>
        <source>Connect the disk that it is on, or choose another folder.</source>
        <translation>صِل القرص الذي يوجد فيه، أو اختر مجلدًا آخر.</translation>
    </message>
    <message>
        <source>Leave on both, empty the folder, and join again, one after the other.</source>
        <translation>غادر على كليهما، وأفرغ المجلد، ثم انضم من جديد، من واحد بعد الآخر.</translation>
    </message>
    <message>
        <source>Your library is whole, and nothing was taken over. If they are not on their way, make it anew from one computer in the window, and join it again from the others.</source>
        <translation>مكتبتك كاملة، ولم يؤخذ شيء. إن لم تكن في الطريق، فأعد إنشاءه من حاسوب واحد في النافذة، ثم انضم إليه من الحواسيب الأخرى.</translation>
    </message>
    <message>
        <source>There is a password in this address.</source>
        <translation>في هذا العنوان كلمة مرور.</translation>
    </message>
    <message>
        <source>Give the address without it: the password is asked for by itself.</source>
        <translation>يلزم إعطاء العنوان من دونها: فكلمة المرور يُسأل عنها وحدها.</translation>
    </message>
    <message>
        <source>What is said to {store} could be read on the way.</source>
        <translation>ما يُقال لـ {store} قد يُقرأ في الطريق.</translation>
    </message>
    <message>
        <source>The server of {store} does not accept user name and password.</source>
        <translation>خادم {store} لا يقبل اسم المستخدم وكلمة المرور.</translation>
    </message>
    <message>
        <source>Choose a folder, or give an address that starts with https:// (WebDAV), sftp://, postgresql://, or for S3 one of this form: s3://server/bucket.</source>
        <translation>اختر مجلدًا، أو اكتب عنوانًا يبدأ بـ ⁨https://⁩ (⁨WebDAV⁩) أو ⁨sftp://⁩ أو ⁨postgresql://⁩، أو عنوانًا لأجل ⁨S3⁩ بهذا الشكل: ⁨s3://server/bucket⁩.</translation>
    </message>
    <message>
        <source>Nothing was taken from it. Put the former one back, or join this folder.</source>
        <translation>لم يؤخذ منه شيء. يلزم إرجاع المجلد السابق، أو الانضمام إلى هذا المجلد.</translation>
    </message>
    <message>
        <source>Use an address of the server that starts with https:// or s3://.</source>
        <translation>استعمل عنوانًا للخادم يبدأ بـ ⁨https://⁩ أو ⁨s3://⁩.</translation>
    </message>
    <message>
        <source>The password for {store} is not kept on this computer.</source>
        <translation>كلمة مرور {store} غير محفوظة على هذا الحاسوب.</translation>
    </message>
    <message>
        <source>Changes wait here until it is typed, in the window or after liseuse sync now. A keyring that is open keeps it for the next time.</source>
        <translation>تنتظر التغييرات هنا حتى تُكتب، في النافذة أو بعد ⁨liseuse sync now⁩. وتحفظها حلقة مفاتيح مفتوحة للمرة القادمة.</translation>
    </message>
    <message>
        <source>There is no bucket {bucket} at the server of {store}.</source>
        <translation>لا توجد الحاوية {bucket} في خادم {store}.</translation>
    </message>
    <message>
        <source>Make it in the settings of the server, or correct the address.</source>
        <translation>أنشئها في إعدادات الخادم، أو صحّح العنوان.</translation>
    </message>
    <message>
        <source>An address of S3 names the server first and then the bucket, at Amazon too: s3://s3.eu-west-3.amazonaws.com/bucket, with the region that the bucket is in.</source>
        <translation>يسمّي عنوان ⁨S3⁩ الخادم أولًا ثم الحاوية، لدى ⁨Amazon⁩ أيضًا: ⁨s3://s3.eu-west-3.amazonaws.com/bucket⁩، مع المنطقة التي فيها الحاوية.</translation>
    </message>
    <message>
        <source>The clock of this computer and that of {host} are too far apart.</source>
        <translation>بين ساعة هذا الحاسوب وساعة {host} فرق كبير.</translation>
    </message>
    <message>
        <source>{host} does not prove that it is the right server.</source>
        <translation>{host} لا يثبت أنه الخادم الصحيح.</translation>
    </message>
    <message>
        <source>Its certificate has expired, or nobody vouches for it. Nothing was sent. Ask whoever runs the server.</source>
        <translation>انتهت صلاحية شهادته، أو لا يضمنها أحد. ولم يُرسل شيء. يلزم سؤال من يدير الخادم.</translation>
    </message>
    <message>
        <source>The server {host} is not known here, or is another one now.</source>
        <translation>الخادم {host} غير معروف هنا، أو صار خادمًا آخر.</translation>
    </message>
    <message>
        <source>Nothing was sent. Connect to it once with ssh in a terminal, compare its fingerprint, then try again.</source>
        <translation>لم يُرسل شيء. يلزم الاتصال به مرة بالأمر ⁨ssh⁩ في الطرفية ومقارنة بصمته ثم إعادة المحاولة.</translation>
    </message>
    <message>
        <source>There is no room left in {store}.</source>
        <translation>لم يبق مكان في {store}.</translation>
    </message>
    <message>
        <source>Changes wait on this computer. Make room there, then try again.</source>
        <translation>التغييرات تنتظر على هذا الحاسوب. يلزم إفساح مكان هناك ثم إعادة المحاولة.</translation>
    </message>
    <message>
        <source>Nothing may be written into {store}.</source>
        <translation>لا يُسمح بالكتابة في {store}.</translation>
    </message>
    <message>
        <source>Another computer began in {store} just now.</source>
        <translation>بدأ حاسوب آخر في {store} للتو.</translation>
    </message>
    <message>
        <source>Nothing was changed. Try again: this computer joins it then.</source>
        <translation>لم يتغيّر شيء. أعد المحاولة: ينضم إليه هذا الحاسوب حينها.</translation>
    </message>
    <message>
        <source>There is no hub for libraries in {store}.</source>
        <translation>لا يوجد مركز للمكتبات في {store}.</translation>
    </message>
    <message>
        <source>Look at the name of the database, or ask whoever keeps the hub.</source>
        <translation>راجع اسم قاعدة البيانات، أو اسأل من يدير المركز.</translation>
    </message>
    <message>
        <source>The PostgreSQL on {host} is version {version}, which is too old.</source>
        <translation>إصدار ⁨PostgreSQL⁩ على {host} هو {version}، وهو قديم جدًا.</translation>
    </message>
    <message>
        <source>A hub needs version 15 or later. Ask whoever runs the server.</source>
        <translation>يحتاج المركز إلى الإصدار 15 أو أحدث. اسأل من يدير الخادم.</translation>
    </message>
    <message>
        <source>You take part in no library named {library} in {store}.</source>
        <translation>لست مشاركًا في مكتبة باسم {library} في {store}.</translation>
    </message>
    <message>
        <source>Look at the address, or ask an owner of the library to invite you.</source>
        <translation>راجع العنوان، أو اطلب من مالك المكتبة أن يدعوك.</translation>
    </message>
    <message>
        <source>You may not do that in {store}.</source>
        <translation>لا يحق لك ذلك في {store}.</translation>
    </message>
    <message>
        <source>Nothing was changed. An owner of the library or the hub’s keeper may.</source>
        <translation>لم يتغيّر شيء. يستطيع ذلك مالك المكتبة أو مدير المركز.</translation>
    </message>
    <message>
        <source>The program {program} of PostgreSQL did not do its work.</source>
        <translation>لم ينجز برنامج {program} من ⁨PostgreSQL⁩ عمله.</translation>
    </message>
    <message>
        <source>Nothing was changed. It must be installed here, in the version of the server or later.</source>
        <translation>لم يتغيّر شيء. يجب أن يكون مثبّتًا هنا بإصدار الخادم أو أحدث.</translation>
    </message>
    <message>
        <source>{target} is there already.</source>
        <translation>{target} موجود من قبل.</translation>
    </message>
    <message>
        <source>Nothing was changed. Name another, or say --replace if it is to be lost.</source>
        <translation>لم يتغيّر شيء. سمِّ غيره، أو أضف ⁨--replace⁩ إن كان فقده مقصودًا.</translation>
    </message>
    <message>
        <source>This Liseuse cannot speak to servers such as {store}.</source>
        <translation>هذه النسخة من ⁨Liseuse⁩ لا تستطيع مخاطبة خوادم مثل {store}.</translation>
    </message>
    <message>
        <source>That is a part of its own: {command}, where Liseuse was installed with pip. Or choose a folder of this computer.</source>
        <translation>هذا جزء مستقل: {command} حيث ثُبّت ⁨Liseuse⁩ بالأداة ⁨pip⁩. أو اختر مجلدًا على هذا الحاسوب.</translation>
    </message>
    <message>
        <source>This system has no timers that Liseuse knows (systemd).</source>
        <translation>ليس في هذا النظام مؤقِّتات تعرفها ⁨Liseuse⁩ (⁨systemd⁩).</translation>
    </message>
    <message>
        <source>A change that was cut short was undone in it, and nothing else. Run “liseuse doctor”, or restore a backup.</source>
        <translation>أُلغي فيه تعديل لم يكتمل، ولم يتغيّر شيء آخر. يمكن تشغيل «⁨liseuse doctor⁩» أو استعادة نسخة احتياطية.</translation>
    </message>
    <message>
        <source>{file} is no file that could be replaced.</source>
        <translation>{file} ليس ملفًا يمكن استبداله.</translation>
    </message>
    <message>
        <source>Choose another name or folder.</source>
        <translation>يلزم اختيار اسم آخر أو مجلد آخر.</translation>
    </message>
    <message>
        <source>The file {file} keeps passwords, not articles.</source>
        <translation>يحتوي الملف {file} على كلمات مرور، لا على مقالات.</translation>
    </message>
    <message>
        <source>Nothing of it was taken. Export the bookmarks or the reading list instead; and delete this file when you do not need it, for anyone who opens it can read the passwords.</source>
        <translation>لم يؤخذ منه شيء. يمكن تصدير الإشارات المرجعية أو قائمة القراءة بدلًا منه، ويحسن حذف هذا الملف عند عدم الحاجة إليه، لأن كل من يفتحه يستطيع قراءة كلمات المرور.</translation>
    </message>
    <message>
        <source>Write the edition by hand, or let another scheduler run liseuse edition.</source>
        <translation>يمكن كتابة الطبعة يدويًا، أو تشغيل ⁨liseuse edition⁩ بمُجدوِل آخر.</translation>
    </message>
    <message>
        <source>This computer is in no local network now.</source>
        <translation>هذا الحاسوب ليس في أي شبكة محلية الآن.</translation>
    </message>
    <message>
        <source>Connect it to the network of the other device. Nothing is served to the Internet.</source>
        <translation>يلزم وصله بشبكة الجهاز الآخر. لا شيء يُعرض على الإنترنت.</translation>
    </message>
    <message>
        <source>The catalogue cannot be served at {address}.</source>
        <translation>لا يمكن عرض الفهرس على {address}.</translation>
    </message>
    <message>
        <source>Another program may be using that port. Choose another one.</source>
        <translation>قد يكون برنامج آخر يستعمل هذا المنفذ. يلزم اختيار منفذ آخر.</translation>
    </message>
    <message>
        <source>The password could not be kept: this system has no keyring.</source>
        <translation>تعذّر حفظ كلمة السر: لا توجد في هذا النظام حافظة مفاتيح.</translation>
    </message>
    <message>
        <source>Liseuse writes it nowhere else. Set up a keyring (GNOME Keyring, KWallet, KeePassXC) and try again.</source>
        <translation>لا يكتبها ⁨Liseuse⁩ في أي مكان آخر. يلزم إعداد حافظة مفاتيح (⁨GNOME Keyring⁩ أو ⁨KWallet⁩ أو ⁨KeePassXC⁩) ثم إعادة المحاولة.</translation>
    </message>
    <message>
        <source>The password could not be kept: the keyring stayed locked.</source>
        <translation>تعذّر حفظ كلمة السر: بقيت حافظة المفاتيح مقفلة.</translation>
    </message>
    <message>
        <source>Liseuse writes it nowhere else. Unlock the keyring and try again.</source>
        <translation>لا يكتبها ⁨Liseuse⁩ في أي مكان آخر. يلزم فتح قفل حافظة المفاتيح ثم إعادة المحاولة.</translation>
    </message>
    <message>
        <source>This library is not kept in step with another computer.</source>
        <translation>هذه المكتبة غير متزامنة مع أي حاسوب آخر.</translation>
    </message>
    <message>
        <source>Choose a folder for that first.</source>
        <translation>يلزم أولًا اختيار مجلد لذلك.</translation>
    </message>
    <message>
        <source>This library is kept in step through a folder already.</source>
        <translation>هذه المكتبة متزامنة بالفعل عبر مجلد.</translation>
    </message>
    <message>
        <source>Leave that one first; nothing of the library is lost by it.</source>
        <translation>يلزم ترك ذلك المجلد أولًا؛ ولن يضيع شيء من المكتبة.</translation>
    </message>
    <message>
        <source>Libraries cannot be kept in step through {store}.</source>
        <translation>لا يمكن مزامنة المكتبات عبر {store}.</translation>
    </message>
    <message>
        <source>The folder {store} has other files in it.</source>
        <translation>المجلد {store} فيه ملفات أخرى.</translation>
    </message>
    <message>
        <source>Choose an empty folder, or the one that your other computers use.</source>
        <translation>يلزم اختيار مجلد فارغ، أو المجلد الذي تستعمله الحواسيب الأخرى.</translation>
    </message>
    <message>
        <source>Two computers began in this folder without knowing of each other.</source>
        <translation>بدأ حاسوبان في هذا المجلد دون أن يعلم أحدهما بالآخر.</translation>
    </message>
    <message>
        <source>Nothing was changed. Type them anew. Some servers want a password of its own for each program, which is made in their settings.</source>
        <translation>لم يتغيّر شيء. اكتبهما من جديد. تريد بعض الخوادم كلمة مرور خاصة بكل برنامج، تُنشأ في إعداداتها.</translation>
    </message>
    <message>
        <source>Allow writing there, or ask whoever runs the server for the right.</source>
        <translation>اسمح بالكتابة هناك، أو اطلب الإذن ممن يدير الخادم.</translation>
    </message>
    <message>
        <source>A newer Liseuse has written into the shared folder.</source>
        <translation>كتبت نسخة أحدث من ⁨Liseuse⁩ في المجلد المشترك.</translation>
    </message>
    <message>
        <source>Changes wait on this computer. Bring this Liseuse up to date.</source>
        <translation>التغييرات تنتظر على هذا الحاسوب. يلزم تحديث ⁨Liseuse⁩ هنا.</translation>
    </message>
    <message>
        <source>The file {file} in the shared folder is damaged.</source>
        <translation>الملف {file} في المجلد المشترك تالف.</translation>
    </message>
    <message>
        <source>Nothing of it was taken. It may not have been carried whole yet.</source>
        <translation>لم يؤخذ منه شيء. ربما لم يصل كاملًا بعد.</translation>
    </message>
    <message>
        <source>This is not the passphrase of the shared folder.</source>
        <translation>هذه ليست عبارة السر للمجلد المشترك.</translation>
    </message>
    <message>
        <source>Nothing was changed. Type it as on the computer that chose it.</source>
        <translation>لم يتغير شيء. يلزم كتابتها كما كُتبت على الحاسوب الذي اختارها.</translation>
    </message>
    <message>
        <source>The folder {store} is not encrypted: whoever has it can read everything.</source>
        <translation>المجلد {store} غير مشفّر: من يملكه يستطيع قراءة كل شيء.</translation>
    </message>
    <message>
        <source>Join it without a passphrase, or choose another folder.</source>
        <translation>يلزم الانضمام إليه دون عبارة سر، أو اختيار مجلد آخر.</translation>
    </message>
    <message>
        <source>Another library’s folder lies in {store} now.</source>
        <translation>في {store} الآن مجلد مكتبة أخرى.</translation>
    </message>
    <message>
        <source>Files that were in {store} are gone.</source>
        <translation>اختفت ملفات كانت في {store}.</translation>
    </message>
    <message>
        <source>There is no server called {host}.</source>
        <translation>لا يوجد خادم اسمه {host}.</translation>
    </message>
    <message>
        <source>Nothing was changed. Set date and time of this computer, then try again.</source>
        <translation>لم يتغير شيء. اضبط تاريخ هذا الحاسوب ووقته، ثم حاول مجددًا.</translation>
    </message>
    <message>
        <source>No feed is asked: private reading is on.</source>
        <translation>لا تُستعلَم أي خلاصة: القراءة الخاصة مفعّلة.</translation>
    </message>
    <message>
        <source>End it with liseuse private off, or add --anyway for this one time.</source>
        <translation>أنهِها بالأمر ⁨liseuse private off⁩، أو أضف ⁨--anyway⁩ لهذه المرة.</translation>
    </message>
    <message>
        <source>Nothing is fetched: private reading is on.</source>
        <translation>لا يُجلَب شيء: القراءة الخاصة مفعّلة.</translation>
    </message>
    <message>
        <source>End it in the window with Ctrl+Shift+P, or with liseuse private off. What waits is kept.</source>
        <translation>أنهِها في النافذة بـ ⁨Ctrl+Shift+P⁩، أو بالأمر ⁨liseuse private off⁩. ما ينتظر يبقى محفوظًا.</translation>
    </message>
    <message>
        <source>Nothing was followed. Try again later.</source>
        <translation>لم يُتابَع شيء بعد. أعد المحاولة لاحقًا.</translation>
    </message>
    <message>
        <source>What the computer that wrote {file} told in it, and after it, does not come here. Put it back from a copy of the folder. If there is none: on a computer that has all of your articles, make the folder anew in the window; then join it from the others.</source>
        <translation>ما قاله في {file} الحاسوب الذي كتبه، وما قاله بعده، لا يصل إلى هنا. أعده من نسخة من المجلد. فإن لم توجد: على حاسوب لديه كل مقالاتك، أعد إنشاء المجلد في النافذة؛ ثم انضم إليه من الحواسيب الأخرى.</translation>
    </message>
    <message>
        <source>What the computer that wrote {file} told in it, and after it, does not come here. Ask whoever keeps the hub to put it back from a copy. If there is none: an owner whose computer has all articles makes the library anew in the window; then the others join it.</source>
        <translation>ما قاله في {file} الحاسوب الذي كتبه، وما قاله بعده، لا يصل إلى هنا. اطلب ممن يدير المركز أن يعيده من نسخة. فإن لم توجد: يعيد مالك لدى حاسوبه كل المقالات إنشاء المكتبة في النافذة؛ ثم ينضم إليها الآخرون.</translation>
    </message>
    <message>
        <source>What the computer {name} told in {file}, and after it, does not come here. Put it back from a copy of the folder. If there is none: on a computer that has all of your articles, make the folder anew in the window; then join it from the others.</source>
        <translation>ما قاله الحاسوب {name} في {file}، وما قاله بعده، لا يصل إلى هنا. أعد الملف من نسخة من المجلد. فإن لم توجد: على حاسوب لديه كل مقالاتك، أعد إنشاء المجلد في النافذة؛ ثم انضم إليه من الحواسيب الأخرى.</translation>
    </message>
    <message>
        <source>What the computer {name} told in {file}, and after it, does not come here. Ask whoever keeps the hub to put it back from a copy. If there is none: an owner whose computer has all articles makes the library anew in the window; then the others join it.</source>
        <translation>ما قاله الحاسوب {name} في {file}، وما قاله بعده، لا يصل إلى هنا. اطلب ممن يدير المركز أن يعيد الملف من نسخة. فإن لم توجد: مالك لدى حاسوبه كل المقالات يعيد إنشاء المكتبة في النافذة؛ ثم ينضم إليها الآخرون.</translation>
    </message>
    <message>
        <source>A file of the computer {name} is missing. What it told in it, and after it, does not come here. Bring that computer in step: it writes the file again. If it is no more, make the folder anew in the window, on a computer that has all of your articles; then join it from the others.</source>
        <translation>ملف للحاسوب {name} ناقص. ما قاله فيه، وما قاله بعده، لا يصل إلى هنا. وفّق ذلك الحاسوب: فيكتب الملف من جديد. فإن لم يعد موجودًا، أعد إنشاء المجلد في النافذة على حاسوب لديه كل مقالاتك؛ ثم انضم إليه من الحواسيب الأخرى.</translation>
    </message>
    <message>
        <source>Some pictures do not come: {file}, which has them, is missing or damaged. All else of the articles is here. Bring a computer in step that has these pictures: it writes again what is missing, after a day at most. If that does not help, put the file back from a copy.</source>
        <translation>بعض الصور لا تصل: {file}، وهو الملف الذي فيه هذه الصور، ناقص أو تالف. وكل ما سواها من المقالات موجود هنا. وفّق حاسوبًا لديه هذه الصور: فيكتب الناقص من جديد، بعد يوم على الأكثر. فإن لم يُجدِ ذلك فأعد الملف من نسخة.</translation>
    </message>
    <message>
        <source>The passphrase of the shared folder is needed.</source>
        <translation>عبارة سر المجلد المشترك مطلوبة.</translation>
    </message>
    <message>
        <source>No keyring has it on this computer. Changes wait here until it is typed.</source>
        <translation>ليست في أي حلقة مفاتيح على هذا الحاسوب. تنتظر التغييرات هنا حتى تُكتب.</translation>
    </message>
    <message>
        <source>This passphrase is too short.</source>
        <translation>عبارة السر هذه قصيرة جدًا.</translation>
    </message>
    <message>
        <source>Nothing was changed. Choose at least {count} characters.</source>
        <translation>لم يتغيّر شيء. اختر {count} أحرف على الأقل.</translation>
    </message>
    <message>
        <source>The file {file} in the shared folder, which has its key, is damaged.</source>
        <translation>الملف {file} في المجلد المشترك، الذي فيه مفتاحه، تالف.</translation>
    </message>
    <message>
        <source>Your library is whole, and no passphrase opens it now. Put the file back from a copy of the folder; or make the folder anew from this computer, and join it again from the others.</source>
        <translation>مكتبتك كاملة، ولا تفتح المجلد الآن أي عبارة سر. أعد الملف من نسخة من المجلد؛ أو أعد إنشاء المجلد من هذا الحاسوب، وانضم إليه من الحواسيب الأخرى.</translation>
    </message>
    <message>
        <source>Here nothing can be told to your own computers alone.</source>
        <translation>لا يمكن هنا إبلاغ حواسيبك وحدها بشيء.</translation>
    </message>
    <message>
        <source>Nothing was changed. It takes a hub that its keeper brought up to date, and another role there than that of a reader.</source>
        <translation>لم يتغيّر شيء. يلزم لذلك مركز حدّثه مديره، ودور فيه غير دور القارئ.</translation>
    </message>
    <message>
        <source>{name} is the only owner of {library}.</source>
        <translation>{name} هو المالك الوحيد للمكتبة {library}.</translation>
    </message>
    <message>
        <source>Nothing was changed. Make somebody else an owner first.</source>
        <translation>لم يتغيّر شيء. اجعل شخصًا آخر مالكًا أولًا.</translation>
    </message>
    <message>
        <source>The bucket {store}, where this hub keeps large files, is out of reach.</source>
        <translation>الحاوية {store}، حيث يحفظ هذا المركز الملفات الكبيرة، لا يمكن الوصول إليها.</translation>
    </message>
    <message>
        <source>The hub itself is there. Changes that need the bucket wait; try again later.</source>
        <translation>المركز نفسه موجود. وتنتظر التغييرات التي تحتاج إلى الحاوية؛ فأعد المحاولة لاحقًا.</translation>
    </message>
    <message>
        <source>The bucket {store}, where this hub keeps large files, does not let you in.</source>
        <translation>الحاوية {store}، حيث يحفظ هذا المركز الملفات الكبيرة، لا تسمح لك بالدخول.</translation>
    </message>
    <message>
        <source>The hub itself is there. Ask whoever keeps it to give the bucket’s access keys again, those for readers too: liseuse hub bucket.</source>
        <translation>المركز نفسه موجود. اطلب ممن يديره أن يعطي مفاتيح الوصول إلى الحاوية من جديد، ومفاتيح القراء أيضًا: ⁨liseuse hub bucket⁩.</translation>
    </message>
    <message>
        <source>Nothing was changed. Look at the key, its secret and its rights at the server: it must be allowed to list, read, write and delete.</source>
        <translation>لم يتغير شيء. انظر في المفتاح وسره وحقوقه في الخادم: يجب أن يُسمح له بالسرد والقراءة والكتابة والحذف.</translation>
    </message>
    <message>
        <source>The bucket {store} refuses the first access key, the one that may write.</source>
        <translation>ترفض الحاوية {store} مفتاح الوصول الأول، الذي يسمح بالكتابة.</translation>
    </message>
    <message>
        <source>The bucket {store} refuses the access key for readers.</source>
        <translation>ترفض الحاوية {store} مفتاح الوصول الخاص بالقراء.</translation>
    </message>
    <message>
        <source>Nothing was changed. Look at the key, its secret and its rights at the server: it must be allowed to list and read, and no more.</source>
        <translation>لم يتغير شيء. انظر في المفتاح وسره وحقوقه في الخادم: يجب أن يُسمح له بالسرد والقراءة لا غير.</translation>
    </message>
    <message>
        <source>{store} is not the address of a bucket.</source>
        <translation>{store} ليس عنوان حاوية.</translation>
    </message>
    <message>
        <source>Give one of this form: s3://server/bucket.</source>
        <translation>أعط عنوانًا بهذا الشكل: ⁨s3://server/bucket⁩.</translation>
    </message>
    <message>
        <source>There is no bucket {store}, where this hub keeps large files.</source>
        <translation>لا توجد الحاوية {store}، حيث يحفظ هذا المركز الملفات الكبيرة.</translation>
    </message>
    <message>
        <source>The hub itself is there. Ask whoever keeps it to look at the bucket and its address.</source>
        <translation>المركز نفسه موجود. اطلب ممن يديره أن ينظر في الحاوية وعنوانها.</translation>
    </message>
    <message>
        <source>There is no room left in the bucket {store}, where this hub keeps large files.</source>
        <translation>لم يبق مكان في الحاوية {store}، حيث يحفظ هذا المركز الملفات الكبيرة.</translation>
    </message>
    <message>
        <source>Changes wait on this computer. Ask whoever keeps the hub to make room.</source>
        <translation>تنتظر التغييرات على هذا الحاسوب. اطلب ممن يدير المركز أن يفسح مكانًا.</translation>
    </message>
    <message>
        <source>Nothing may be written into the bucket {store}, where this hub keeps large files.</source>
        <translation>لا يجوز أن يُكتب شيء في الحاوية {store}، حيث يحفظ هذا المركز الملفات الكبيرة.</translation>
    </message>
    <message>
        <source>Changes wait on this computer. Ask whoever keeps the hub for access keys that may write there.</source>
        <translation>تنتظر التغييرات على هذا الحاسوب. اطلب ممن يدير المركز مفاتيح وصول تجيز الكتابة هناك.</translation>
    </message>
    <message>
        <source>This Liseuse cannot speak to the bucket {store}, where this hub keeps large files.</source>
        <translation>لا تستطيع هذه النسخة من ⁨Liseuse⁩ مخاطبة الحاوية {store}، حيث يحفظ هذا المركز الملفات الكبيرة.</translation>
    </message>
    <message>
        <source>That is a part of its own: {command}, where Liseuse was installed with pip.</source>
        <translation>هذا جزء قائم بذاته: {command}، حيث ثُبّت ⁨Liseuse⁩ بـ ⁨pip⁩.</translation>
    </message>
    <message>
        <source>This hub keeps large files in {store}, which is on this computer or in your own network.</source>
        <translation>يحفظ هذا المركز الملفات الكبيرة في {store}، وهو على هذا الحاسوب أو في شبكتك الخاصة.</translation>
    </message>
    <message>
        <source>It was not asked: a hub of the internet leads nobody there. Ask whoever keeps it for a bucket that can be reached from everywhere.</source>
        <translation>لم يُسأل شيئًا: فمركز على الإنترنت لا يقود أحدًا إلى هناك. اطلب ممن يديره حاوية يمكن الوصول إليها من كل مكان.</translation>
    </message>
    <message>
        <source>The hub in {store} is of an earlier version of Liseuse.</source>
        <translation>المركز في {store} من إصدار أقدم من ⁨Liseuse⁩.</translation>
    </message>
    <message>
        <source>Nothing was changed. Bring it up to date first: liseuse hub create.</source>
        <translation>لم يتغيّر شيء. اجعله حديثًا أولًا: ⁨liseuse hub create⁩.</translation>
    </message>
    <message>
        <source>Nothing was changed. Only the hub’s keeper may.</source>
        <translation>لم يتغيّر شيء. لا يستطيع ذلك إلا مدير المركز.</translation>
    </message>
    <message>
        <source>The access key for readers may write into the bucket {store}.</source>
        <translation>مفتاح الوصول المخصص للقراء يستطيع الكتابة في الحاوية {store}.</translation>
    </message>
    <message>
        <source>Nothing was changed. Give one that may only list and read.</source>
        <translation>لم يتغيّر شيء. أعطِ مفتاحًا لا يسمح إلا بالسرد والقراءة.</translation>
    </message>
    <message>
        <source>Files of {library} lie in the bucket {store}.</source>
        <translation>ملفات {library} في الحاوية {store}.</translation>
    </message>
    <message>
        <source>Nothing was changed. Bring them back first: liseuse hub bucket --end.</source>
        <translation>لم يتغيّر شيء. أعدها أولًا: ⁨liseuse hub bucket --end⁩.</translation>
    </message>
</context>
<context>
    <name>examples</name>
    <message>
        <source>Open the window.</source>
        <translation>فتح النافذة.</translation>
    </message>
    <message>
        <source>Save the article behind a link, through the window if it is open.</source>
        <translation>حفظ المقال الذي يقود إليه رابط، عبر النافذة إن كانت مفتوحة.</translation>
    </message>
    <message>
        <source>Save a page from a file, with the address it had and a tag.</source>
        <translation>حفظ صفحة من ملف، بعنوانها الأصلي ووسم.</translation>
    </message>
    <message>
        <source>Save every link of a file and translate what was saved.</source>
        <translation>حفظ كل رابط في ملف وترجمة ما حُفظ.</translation>
    </message>
    <message>
        <source>List what is unread, the shortest first.</source>
        <translation>سرد غير المقروء، الأقصر أولًا.</translation>
    </message>
    <message>
        <source>Write an article’s English translation to the terminal.</source>
        <translation>كتابة الترجمة الإنجليزية لمقال في الطرفية.</translation>
    </message>
    <message>
        <source>Find short articles by a phrase and a tag.</source>
        <translation>إيجاد مقالات قصيرة بعبارة ووسم.</translation>
    </message>
    <message>
        <source>Give two tags to an article and take one away.</source>
        <translation>إعطاء مقال وسمين وإزالة وسم عنه.</translation>
    </message>
    <message>
        <source>Translate an article to English and to Arabic.</source>
        <translation>ترجمة مقال إلى الإنجليزية والعربية.</translation>
    </message>
    <message>
        <source>Share the library through a folder that Syncthing carries.</source>
        <translation>مشاركة المكتبة عبر مجلد يحمله ⁨Syncthing⁩.</translation>
    </message>
    <message>
        <source>Share the library through a folder on a WebDAV server.</source>
        <translation>مشاركة المكتبة عبر مجلد على خادم ⁨WebDAV⁩.</translation>
    </message>
    <message>
        <source>Share the library through a bucket of an S3 server.</source>
        <translation>مشاركة المكتبة عبر حاوية في خادم ⁨S3⁩.</translation>
    </message>
    <message>
        <source>Share the library through a hub.</source>
        <translation>مشاركة المكتبة عبر مركز.</translation>
    </message>
    <message>
        <source>Make a hub of an empty database.</source>
        <translation>جعل قاعدة بيانات فارغة مركزًا.</translation>
    </message>
    <message>
        <source>Give anna a login and a library of her own.</source>
        <translation>إعطاء ⁨anna⁩ حسابًا ومكتبة خاصة بها.</translation>
    </message>
    <message>
        <source>Let anna’s large files lie in a bucket.</source>
        <translation>جعل ملفات ⁨anna⁩ الكبيرة في حاوية.</translation>
    </message>
    <message>
        <source>Copy the hub, as a timer would each night.</source>
        <translation>نسخ المركز، كما يفعل مؤقت كل ليلة.</translation>
    </message>
    <message>
        <source>Send and take what changed, and say how much for a script.</source>
        <translation>إرسال ما تغيّر وأخذه، وذكر عدده لنص برمجي.</translation>
    </message>
    <message>
        <source>Keep notes and highlights to your own computers from now on.</source>
        <translation>إبقاء الملاحظات والتظليلات على حواسيبك وحدها من الآن فصاعدًا.</translation>
    </message>
    <message>
        <source>List the computers and when each was last heard of.</source>
        <translation>سرد الحواسيب ومتى سُمع من كل منها آخر مرة.</translation>
    </message>
    <message>
        <source>Download the model that translates French to English.</source>
        <translation>تنزيل النموذج الذي يترجم من الفرنسية إلى الإنجليزية.</translation>
    </message>
    <message>
        <source>Write all notes and highlights to a file.</source>
        <translation>كتابة كل الملاحظات والتظليلات في ملف.</translation>
    </message>
    <message>
        <source>Give an article another title.</source>
        <translation>إعطاء مقال عنوانًا آخر.</translation>
    </message>
    <message>
        <source>Say what an export of another program would bring.</source>
        <translation>بيان ما سيأتي به ملف صدّره برنامج آخر.</translation>
    </message>
    <message>
        <source>Make a book for e-readers of an article.</source>
        <translation>صنع كتاب لقارئات الكتب من مقال.</translation>
    </message>
    <message>
        <source>Make a book of what is unread, each paragraph with its translation.</source>
        <translation>صنع كتاب من غير المقروء، كل فقرة مع ترجمتها.</translation>
    </message>
    <message>
        <source>Write the articles with a tag as references for Zotero.</source>
        <translation>كتابة المقالات ذات الوسم مراجعَ لبرنامج ⁨Zotero⁩.</translation>
    </message>
    <message>
        <source>Write the whole library, in a form that “liseuse import” takes back.</source>
        <translation>كتابة المكتبة كلها، بصيغة يستعيدها ⁨liseuse import⁩.</translation>
    </message>
    <message>
        <source>Copy the library’s database to a folder, checked.</source>
        <translation>نسخ قاعدة بيانات المكتبة إلى مجلد بعد فحصها.</translation>
    </message>
    <message>
        <source>Let everything be fetched again; what waited goes on.</source>
        <translation>السماح بالجلب من جديد؛ ويُستأنف ما كان ينتظر.</translation>
    </message>
    <message>
        <source>Check that the library is whole.</source>
        <translation>التحقق من سلامة المكتبة.</translation>
    </message>
    <message>
        <source>Draw the window with an article, in Arabic and dark.</source>
        <translation>رسم النافذة مع مقال، بالعربية وبالمظهر الداكن.</translation>
    </message>
    <message>
        <source>Find one word or another, without the articles that have a tag.</source>
        <translation>إيجاد كلمة أو أخرى، دون المقالات ذات وسم.</translation>
    </message>
    <message>
        <source>Follow every feed that a site names.</source>
        <translation>متابعة كل خلاصة يذكرها موقع.</translation>
    </message>
    <message>
        <source>List the newest pieces that were not seen yet.</source>
        <translation>سرد أحدث المواد التي لم تُرَ بعد.</translation>
    </message>
    <message>
        <source>Look for new pieces in every feed.</source>
        <translation>البحث عن مواد جديدة في كل الخلاصات.</translation>
    </message>
    <message>
        <source>Follow the feeds that another program exported.</source>
        <translation>متابعة الخلاصات التي صدّرها برنامج آخر.</translation>
    </message>
    <message>
        <source>Write the list of feeds for another program.</source>
        <translation>كتابة قائمة الخلاصات لبرنامج آخر.</translation>
    </message>
    <message>
        <source>List the pieces that a rule would have found.</source>
        <translation>سرد المواد التي كانت قاعدة ستجدها.</translation>
    </message>
    <message>
        <source>Give new pieces about a subject a tag, ten a day at most.</source>
        <translation>وسم المواد الجديدة في موضوع ما، عشر في اليوم على الأكثر.</translation>
    </message>
    <message>
        <source>Bring it in, and fetch the pictures of its texts at once.</source>
        <translation>استيراده، وجلب صور نصوصه فورًا.</translation>
    </message>
    <message>
        <source>Make web pages of the library, or bring those that are there up to date.</source>
        <translation>صنع صفحات ويب من المكتبة، أو تحديث الموجود منها.</translation>
    </message>
    <message>
        <source>Put a book of each unread article on an e-reader, and only what is new there.</source>
        <translation>وضع كتاب لكل مقال غير مقروء على قارئ إلكتروني، ولا يُكتب إلا الجديد هناك.</translation>
    </message>
    <message>
        <source>Make one book of what came since yesterday and is unread.</source>
        <translation>صنع كتاب واحد مما جاء منذ أمس ولم يُقرأ.</translation>
    </message>
    <message>
        <source>Make a book of a week of one source.</source>
        <translation>صنع كتاب من أسبوع لمصدر واحد.</translation>
    </message>
    <message>
        <source>Have the book made every morning.</source>
        <translation>جعل الكتاب يُصنع كل صباح.</translation>
    </message>
    <message>
        <source>Let e-readers in the same network fetch articles as books.</source>
        <translation>السماح للقارئات الإلكترونية في الشبكة نفسها بأخذ المقالات كتبًا.</translation>
    </message>
    <message>
        <source>Have nothing fetched until you end it.</source>
        <translation>عدم جلب أي شيء حتى تنهي ذلك.</translation>
    </message>
</context>
<context>
    <name>export</name>
    <message>
        <source>Machine translation. It may contain mistakes.</source>
        <translation>ترجمة آلية. قد تحتوي على أخطاء.</translation>
    </message>
    <message>
        <source>Machine translation via English. It may contain mistakes.</source>
        <translation>ترجمة آلية عبر الإنجليزية. قد تحتوي على أخطاء.</translation>
    </message>
    <message>
        <source>Machine translation via {language}. It may contain mistakes.</source>
        <translation>ترجمة آلية عبر {language}. قد تحتوي على أخطاء.</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>الملاحظات</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>المحتويات</translation>
    </message>
    <message>
        <source>Articles: {number}</source>
        <translation>عدد المقالات: {number}</translation>
    </message>
    <message>
        <source>What stands below this line is yours and stays; above it is written anew.</source>
        <translation>ما تحت هذا السطر لك ويبقى؛ وما فوقه يُكتب من جديد.</translation>
    </message>
</context>
<context>
    <name>faults</name>
    <message>
        <source>The model gave nothing usable.</source>
        <translation>لم يعطِ النموذج شيئًا صالحًا.</translation>
    </message>
    <message>
        <source>A part was left in another language.</source>
        <translation>بقي جزء بلغة أخرى.</translation>
    </message>
    <message>
        <source>Words are repeated.</source>
        <translation>كلمات مكررة.</translation>
    </message>
    <message>
        <source>Something seems to be missing.</source>
        <translation>يبدو أن شيئًا ما ناقص.</translation>
    </message>
    <message>
        <source>It is much longer than the original.</source>
        <translation>هي أطول بكثير من الأصل.</translation>
    </message>
    <message>
        <source>A number, a date, a unit or a currency differs from the original.</source>
        <translation>يختلف عدد أو تاريخ أو وحدة أو عملة عن الأصل.</translation>
    </message>
    <message>
        <source>The original says no here, the translation does not.</source>
        <translation>في الأصل نفي هنا، وليس في الترجمة نفي.</translation>
    </message>
    <message>
        <source>A name was lost or changed.</source>
        <translation>اسم ضاع أو تغيّر.</translation>
    </message>
    <message>
        <source>A web address, e-mail or hashtag was changed.</source>
        <translation>تغيّر عنوان أو بريد أو وسم.</translation>
    </message>
    <message>
        <source>A term of your glossary is missing.</source>
        <translation>مصطلح من مسردكم ناقص.</translation>
    </message>
    <message>
        <source>The punctuation is wrong.</source>
        <translation>علامات الترقيم خاطئة.</translation>
    </message>
    <message>
        <source>Letters of another script are mixed in.</source>
        <translation>اختلطت بها حروف كتابة أخرى.</translation>
    </message>
    <message>
        <source>nothing usable</source>
        <translation>لا شيء صالح</translation>
    </message>
    <message>
        <source>left untranslated</source>
        <translation>غير مترجمة</translation>
    </message>
    <message>
        <source>repeated words</source>
        <translation>كلمات مكررة</translation>
    </message>
    <message>
        <source>something missing</source>
        <translation>نقص</translation>
    </message>
    <message>
        <source>too long</source>
        <translation>طول زائد</translation>
    </message>
    <message>
        <source>a lost “not”</source>
        <translation>نفي مفقود</translation>
    </message>
    <message>
        <source>numbers or dates</source>
        <translation>أرقام أو تواريخ</translation>
    </message>
    <message>
        <source>names</source>
        <translation>أسماء</translation>
    </message>
    <message>
        <source>addresses</source>
        <translation>عناوين</translation>
    </message>
    <message>
        <source>glossary</source>
        <translation>المسرد</translation>
    </message>
    <message>
        <source>punctuation</source>
        <translation>الترقيم</translation>
    </message>
    <message>
        <source>mixed scripts</source>
        <translation>كتابات مختلطة</translation>
    </message>
    <message>
        <source>This sentence may be wrong.</source>
        <translation>قد تكون هذه الجملة خاطئة.</translation>
    </message>
    <message>
        <source>Corrected by you</source>
        <translation>صحّحتموها</translation>
    </message>
    <message>
        <source>Checked and repaired by itself</source>
        <translation>فُحصت وأُصلحت تلقائيًا</translation>
    </message>
</context>
<context>
    <name>feed-rules</name>
    <message>
        <source>Save</source>
        <translation>حفظ</translation>
    </message>
    <message>
        <source>Save with a tag</source>
        <translation>حفظ مع وسم</translation>
    </message>
    <message>
        <source>Save and translate</source>
        <translation>حفظ وترجمة</translation>
    </message>
    <message>
        <source>Save as a favourite</source>
        <translation>حفظ في المفضلة</translation>
    </message>
    <message>
        <source>Keep for a number of days</source>
        <translation>الإبقاء عددًا من الأيام</translation>
    </message>
    <message>
        <source>Leave out of the list</source>
        <translation>استبعاد من القائمة</translation>
    </message>
    <message>
        <source>Save with the tag {tag}</source>
        <translation>الحفظ بالوسم {tag}</translation>
    </message>
    <message>
        <source>Save and translate to: {language}</source>
        <translation>حفظ وترجمة إلى: {language}</translation>
    </message>
    <message>
        <source>Keep, in days: {count}</source>
        <translation>الإبقاء، بالأيام: {count}</translation>
    </message>
    <message>
        <source>Every source</source>
        <translation>كل المصادر</translation>
    </message>
    <message>
        <source>at most {count} a day</source>
        <translation>لا أكثر من {count} في اليوم</translation>
    </message>
    <message>
        <source>finds nothing: no rule can look for “{words}”</source>
        <translation>لا تجد شيئًا: لا يمكن لأي قاعدة أن تبحث عن «{words}»</translation>
    </message>
</context>
<context>
    <name>feeds</name>
    <message>
        <source>Opening…</source>
        <translation>جارٍ الفتح…</translation>
    </message>
    <message>
        <source>To listen to, in the browser</source>
        <translation>للاستماع في المتصفح</translation>
    </message>
    <message>
        <source>To watch, in the browser</source>
        <translation>للمشاهدة في المتصفح</translation>
    </message>
    <message>
        <source>New</source>
        <translation>الجديد</translation>
    </message>
    <message>
        <source>Translated</source>
        <translation>مترجم</translation>
    </message>
    <message>
        <source>By itself</source>
        <translation>تلقائيًا</translation>
    </message>
    <message>
        <source>You asked for it</source>
        <translation>بطلب منك</translation>
    </message>
    <message>
        <source>It was followed</source>
        <translation>عند المتابعة</translation>
    </message>
    <message>
        <source>On the command line</source>
        <translation>من سطر الأوامر</translation>
    </message>
    <message>
        <source>For the edition</source>
        <translation>لأجل العدد</translation>
    </message>
    <message>
        <source>Next try: {time}.</source>
        <translation>المحاولة التالية: {time}.</translation>
    </message>
    <message>
        <source>Nothing new</source>
        <translation>لا جديد</translation>
    </message>
    <message>
        <source>New pieces: {count}</source>
        <translation>مواد جديدة: {count}</translation>
    </message>
    <message>
        <source>Looked at every {count} min.</source>
        <translation>يُنظر فيه كل {count} دقيقة.</translation>
    </message>
    <message>
        <source>Looked at every {count} h.</source>
        <translation>يُنظر فيه كل {count} ساعة.</translation>
    </message>
    <message>
        <source>Not followed any more</source>
        <translation>لم يعد متابَعًا</translation>
    </message>
</context>
<context>
    <name>files</name>
    <message>
        <source>PDF</source>
        <translation>ملف ⁨PDF⁩</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>صورة</translation>
    </message>
    <message>
        <source>ZIP file</source>
        <translation>ملف ⁨ZIP⁩</translation>
    </message>
    <message>
        <source>Compressed file</source>
        <translation>ملف مضغوط</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>برنامج</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>مقطع صوتي</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>مقطع فيديو</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>مستند</translation>
    </message>
    <message>
        <source>Saved page archive</source>
        <translation>أرشيف صفحة محفوظة</translation>
    </message>
    <message>
        <source>Data file</source>
        <translation>ملف بيانات</translation>
    </message>
    <message>
        <source>File</source>
        <translation>ملف</translation>
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
        <source>Select by word</source>
        <translation>التحديد كلمة كلمة</translation>
    </message>
    <message>
        <source>Select by sentence</source>
        <translation>التحديد جملة جملة</translation>
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
        <source>Next / previous linked word</source>
        <translation>الكلمة المرتبطة التالية / السابقة</translation>
    </message>
    <message>
        <source>Next / previous doubtful sentence</source>
        <translation>الجملة المشكوك فيها التالية / السابقة</translation>
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
    <name>import</name>
    <message>
        <source>Pocket export</source>
        <translation>تصدير ⁨Pocket⁩</translation>
    </message>
    <message>
        <source>Pocket export (older form)</source>
        <translation>تصدير ⁨Pocket⁩ (الشكل القديم)</translation>
    </message>
    <message>
        <source>Instapaper export</source>
        <translation>تصدير ⁨Instapaper⁩</translation>
    </message>
    <message>
        <source>Omnivore export</source>
        <translation>تصدير ⁨Omnivore⁩</translation>
    </message>
    <message>
        <source>wallabag export</source>
        <translation>تصدير ⁨wallabag⁩</translation>
    </message>
    <message>
        <source>Readwise Reader export</source>
        <translation>تصدير ⁨Readwise Reader⁩</translation>
    </message>
    <message>
        <source>Readwise highlights</source>
        <translation>مقاطع ⁨Readwise⁩ المظلّلة</translation>
    </message>
    <message>
        <source>Karakeep export</source>
        <translation>تصدير ⁨Karakeep⁩</translation>
    </message>
    <message>
        <source>Linkwarden backup</source>
        <translation>نسخة ⁨Linkwarden⁩ الاحتياطية</translation>
    </message>
    <message>
        <source>Raindrop export</source>
        <translation>تصدير ⁨Raindrop⁩</translation>
    </message>
    <message>
        <source>bookmark file</source>
        <translation>ملف إشارات مرجعية</translation>
    </message>
    <message>
        <source>Pinboard export</source>
        <translation>تصدير ⁨Pinboard⁩</translation>
    </message>
    <message>
        <source>Matter export</source>
        <translation>تصدير ⁨Matter⁩</translation>
    </message>
    <message>
        <source>OneTab list</source>
        <translation>قائمة ⁨OneTab⁩</translation>
    </message>
    <message>
        <source>Safari reading list</source>
        <translation>قائمة قراءة ⁨Safari⁩</translation>
    </message>
    <message>
        <source>Firefox bookmarks</source>
        <translation>إشارات ⁨Firefox⁩ المرجعية</translation>
    </message>
    <message>
        <source>Chromium bookmarks</source>
        <translation>إشارات ⁨Chromium⁩ المرجعية</translation>
    </message>
    <message>
        <source>list of feeds</source>
        <translation>قائمة خلاصات</translation>
    </message>
    <message>
        <source>Zotero export</source>
        <translation>تصدير ⁨Zotero⁩</translation>
    </message>
    <message>
        <source>Hypothesis annotations</source>
        <translation>تعليقات ⁨Hypothesis⁩</translation>
    </message>
    <message>
        <source>Kindle clippings</source>
        <translation>مقتطفات ⁨Kindle⁩</translation>
    </message>
    <message>
        <source>table with web links</source>
        <translation>جدول روابط</translation>
    </message>
    <message>
        <source>JSON list with web links</source>
        <translation>قائمة روابط بصيغة ⁨JSON⁩</translation>
    </message>
    <message>
        <source>list of web links</source>
        <translation>قائمة روابط</translation>
    </message>
    <message>
        <source>Liseuse library</source>
        <translation>مكتبة ⁨Liseuse⁩</translation>
    </message>
    <message>
        <source>It has no address.</source>
        <translation>لا عنوان له.</translation>
    </message>
    <message>
        <source>Its address is no web link.</source>
        <translation>عنوانه ليس رابط ويب.</translation>
    </message>
    <message>
        <source>Only web links can be kept (http, https).</source>
        <translation>لا يمكن حفظ غير روابط الويب (⁨http⁩، ⁨https⁩).</translation>
    </message>
    <message>
        <source>This part of the file is damaged.</source>
        <translation>هذا الجزء من الملف تالف.</translation>
    </message>
    <message>
        <source>It is too large.</source>
        <translation>إنه كبير جدًا.</translation>
    </message>
    <message>
        <source>From here on nothing was read: one import takes a million rows. Divide the file into several.</source>
        <translation>لم يُقرأ شيء من هنا: الاستيراد الواحد يأخذ مليون سطر. قسّم الملف إلى عدة ملفات.</translation>
    </message>
    <message>
        <source>It stands in another list of the file, not in that of articles.</source>
        <translation>إنه في قائمة أخرى من الملف، لا في قائمة المقالات.</translation>
    </message>
    <message>
        <source>This file was left out: the others are the export of a program.</source>
        <translation>تُرك هذا الملف: الملفات الأخرى تصدير من برنامج.</translation>
    </message>
    <message>
        <source>It is a feed, not an article.</source>
        <translation>إنه خلاصة وليس مقالًا.</translation>
    </message>
    <message>
        <source>The file breaks off here.</source>
        <translation>ينقطع الملف هنا.</translation>
    </message>
    <message>
        <source>This part of the archive wants a password.</source>
        <translation>هذا الجزء من الأرشيف يتطلب كلمة مرور.</translation>
    </message>
    <message>
        <source>This file keeps passwords. Nothing of it was read.</source>
        <translation>يحتوي هذا الملف على كلمات مرور. لم يُقرأ منه شيء.</translation>
    </message>
    <message>
        <source>A newer Liseuse made it. What is not known here was left out.</source>
        <translation>أنشأها إصدار أحدث من ⁨Liseuse⁩. تُرك ما ليس معروفًا هنا.</translation>
    </message>
    <message>
        <source>A picture of it is missing or damaged. It is to be fetched again.</source>
        <translation>إحدى صوره مفقودة أو تالفة. يلزم جلبها من جديد.</translation>
    </message>
    <message>
        <source>It was read there, and you chose unread ones only.</source>
        <translation>كان مقروءًا هناك، وقد اخترت غير المقروء فقط.</translation>
    </message>
    <message>
        <source>list of references (RIS)</source>
        <translation>قائمة مراجع (⁨RIS⁩)</translation>
    </message>
    <message>
        <source>Feeds are followed, not imported. To follow those of the list: {command}</source>
        <translation>الخلاصات تُتابَع ولا تُستورد. لمتابعة ما في القائمة: {command}</translation>
    </message>
    <message>
        <source>Stopped after {done} of {total} rows, which stay. To go on: {command}. The window goes on by itself.</source>
        <translation>توقف بعد {done} من {total} من الأسطر، وهي باقية. للمتابعة: {command}. والنافذة تتابع من تلقاء نفسها.</translation>
    </message>
    <message>
        <source>Stopped. No import is left half done; the window fetches the texts that are not here yet.</source>
        <translation>توقف. لم يبق أي استيراد ناقصًا؛ والنافذة تجلب النصوص التي لم تصل بعد.</translation>
    </message>
</context>
<context>
    <name>keeping</name>
    <message>
        <source>Move library</source>
        <translation>نقل المكتبة</translation>
    </message>
    <message>
        <source>Move the library to {folder}?</source>
        <translation>نقل المكتبة إلى {folder}؟</translation>
    </message>
    <message>
        <source>Everything is copied there and checked, then removed here. Liseuse finds it there from now on.</source>
        <translation>يُنسخ كل شيء إلى هناك ويُفحص، ثم يُحذف من هنا. وبعد ذلك يجد ⁨Liseuse⁩ المكتبة في مكانها الجديد.</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>نقل</translation>
    </message>
    <message>
        <source>Restoring the backup…</source>
        <translation>جارٍ استعادة النسخة الاحتياطية…</translation>
    </message>
    <message>
        <source>Backup restored</source>
        <translation>استُعيدت النسخة الاحتياطية</translation>
    </message>
    <message>
        <source>What could be read is in the library again</source>
        <translation>عاد إلى المكتبة كل ما أمكنت قراءته</translation>
    </message>
    <message>
        <source>Salvaging the library…</source>
        <translation>جارٍ إنقاذ المكتبة…</translation>
    </message>
    <message>
        <source>An empty library was begun</source>
        <translation>بدأت مكتبة فارغة</translation>
    </message>
    <message>
        <source>The library is in its new folder</source>
        <translation>المكتبة الآن في مجلدها الجديد</translation>
    </message>
    <message>
        <source>Moving the library…</source>
        <translation>جارٍ نقل المكتبة…</translation>
    </message>
    <message>
        <source>Opening the library…</source>
        <translation>جارٍ فتح المكتبة…</translation>
    </message>
    <message>
        <source>The disk with your former library is here again</source>
        <translation>عاد القرص الذي عليه مكتبتك السابقة</translation>
    </message>
    <message>
        <source>It is at {folder}. Opened now, it shows its own articles until Liseuse is closed.</source>
        <translation>هي في {folder}. إذا فُتحت الآن عرضت مقالاتها حتى إغلاق ⁨Liseuse⁩.</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>فتحها</translation>
    </message>
    <message>
        <source>Export library</source>
        <translation>تصدير المكتبة</translation>
    </message>
    <message>
        <source>Library opened</source>
        <translation>فُتحت المكتبة</translation>
    </message>
    <message>
        <source>Choose the library’s folder</source>
        <translation>اختيار مجلد المكتبة</translation>
    </message>
    <message>
        <source>Restore a backup</source>
        <translation>استعادة نسخة احتياطية</translation>
    </message>
    <message>
        <source>Open another library</source>
        <translation>فتح مكتبة أخرى</translation>
    </message>
    <message>
        <source>Another program synchronises the library’s folder.</source>
        <translation>يزامن برنامجٌ آخر مجلدَ المكتبة.</translation>
    </message>
    <message>
        <source>Two computers that write there at once can damage the library. It is safer in another folder of this computer.</source>
        <translation>قد يُتلف المكتبةَ حاسوبان يكتبان هناك في الوقت نفسه. وهي أكثر أمانًا في مجلد آخر من هذا الحاسوب.</translation>
    </message>
    <message>
        <source>The library lies on another computer’s disk.</source>
        <translation>توجد المكتبة على قرص حاسوب آخر.</translation>
    </message>
    <message>
        <source>It can be damaged when the connection breaks or two computers use it at once. It is safer on a disk of this computer.</source>
        <translation>قد تتلف عند انقطاع الاتصال أو عند استخدام حاسوبين لها في الوقت نفسه. وهي أكثر أمانًا على قرص من هذا الحاسوب.</translation>
    </message>
    <message>
        <source>Move library…</source>
        <translation>نقل المكتبة…</translation>
    </message>
    <message>
        <source>Begin an empty library in {folder}?</source>
        <translation>هل تبدأ مكتبة فارغة في {folder}؟</translation>
    </message>
    <message>
        <source>The articles on the disk that is away are not in it. When the disk is here again, its library opens from this folder, and the new one is hidden behind it.</source>
        <translation>مقالات القرص الغائب ليست فيها. وحين يعود القرص تُفتح مكتبته من هذا المجلد، وتختفي الجديدة وراءها.</translation>
    </message>
    <message>
        <source>The articles on the disk that is away are not in it. They stay on that disk, and Liseuse says so when it is here again.</source>
        <translation>المقالات التي على القرص الغائب ليست فيها. تبقى على ذلك القرص، ويخبرك ⁨Liseuse⁩ عندما يعود.</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>بدء</translation>
    </message>
    <message>
        <source>The disk of your library does not answer.</source>
        <translation>قرص مكتبتك لا يستجيب.</translation>
    </message>
    <message>
        <source>The disk answers again.</source>
        <translation>القرص يستجيب من جديد.</translation>
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
    <name>left out</name>
    <message>
        <source>Left out, as Liseuse has no text of them: {count}</source>
        <translation>تُركت لأن ⁨Liseuse⁩ لا يملك نصها: {count}</translation>
    </message>
    <message>
        <source>Sentences that no voice could read, so without a recording: {count}</source>
        <translation>جمل لم يستطع أي صوت قراءتها، فبقيت بلا تسجيل: {count}</translation>
    </message>
</context>
<context>
    <name>links</name>
    <message>
        <source>See more</source>
        <translation>عرض المزيد</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>محفوظ</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>جارٍ الحفظ…</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>حفظ</translation>
    </message>
    <message>
        <source>Not saved · Retry</source>
        <translation>لم يُحفظ · إعادة المحاولة</translation>
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
        <source>Yellow</source>
        <translation>أصفر</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>أخضر</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>أزرق</translation>
    </message>
    <message>
        <source>Rose</source>
        <translation>وردي</translation>
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
    <message>
        <source>An article</source>
        <translation>مقال</translation>
    </message>
    <message>
        <source>Liseuse – notes that could not be stored {date}</source>
        <translation>⁨Liseuse⁩ – ملاحظات تعذّر حفظها {date}</translation>
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
        <source>{n} more characters are not shown here; they are kept and exported</source>
        <translation>لا يُعرض هنا {n} حرفًا إضافيًا؛ وهي محفوظة وتُصدَّر</translation>
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
    <name>results</name>
    <message>
        <source>saved</source>
        <translation>حُفظ</translation>
    </message>
    <message>
        <source>duplicate</source>
        <translation>موجود من قبل</translation>
    </message>
    <message>
        <source>updated</source>
        <translation>حُدِّث</translation>
    </message>
    <message>
        <source>queued</source>
        <translation>في الانتظار</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>فشل</translation>
    </message>
    <message>
        <source>incomplete</source>
        <translation>ناقص</translation>
    </message>
    <message>
        <source>link to a file</source>
        <translation>رابط إلى ملف</translation>
    </message>
    <message>
        <source>unread</source>
        <translation>غير مقروء</translation>
    </message>
    <message>
        <source>favourite</source>
        <translation>مفضّل</translation>
    </message>
    <message>
        <source>archived</source>
        <translation>مؤرشف</translation>
    </message>
    <message>
        <source>trashed</source>
        <translation>في المهملات</translation>
    </message>
    <message>
        <source>original</source>
        <translation>الأصل</translation>
    </message>
    <message>
        <source>note</source>
        <translation>ملاحظة</translation>
    </message>
    <message>
        <source>author</source>
        <translation>الكاتب</translation>
    </message>
    <message>
        <source>tag</source>
        <translation>وسم</translation>
    </message>
    <message>
        <source>new</source>
        <translation>جديد</translation>
    </message>
    <message>
        <source>known</source>
        <translation>معروف</translation>
    </message>
    <message>
        <source>repeated</source>
        <translation>مكرر</translation>
    </message>
    <message>
        <source>with text</source>
        <translation>مع النص</translation>
    </message>
    <message>
        <source>favourites</source>
        <translation>مفضلات</translation>
    </message>
    <message>
        <source>highlights</source>
        <translation>تظليلات</translation>
    </message>
    <message>
        <source>in this network</source>
        <translation>في هذه الشبكة</translation>
    </message>
    <message>
        <source>tags</source>
        <translation>وسوم</translation>
    </message>
    <message>
        <source>folders</source>
        <translation>مجلدات</translation>
    </message>
    <message>
        <source>read</source>
        <translation>مقروءة</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>في الانتظار</translation>
    </message>
    <message>
        <source>merged</source>
        <translation>مدمجة</translation>
    </message>
    <message>
        <source>duplicates</source>
        <translation>مكررات</translation>
    </message>
    <message>
        <source>fetched</source>
        <translation>مجلوبة</translation>
    </message>
    <message>
        <source>unavailable</source>
        <translation>غير متاحة</translation>
    </message>
    <message>
        <source>files left out</source>
        <translation>ملفات متروكة</translation>
    </message>
    <message>
        <source>{count} kept</source>
        <translation>أُبقي {count}</translation>
    </message>
    <message>
        <source>running</source>
        <translation>جارٍ</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>متوقف</translation>
    </message>
    <message>
        <source>done</source>
        <translation>انتهى</translation>
    </message>
    <message>
        <source>undone</source>
        <translation>أُلغي</translation>
    </message>
    <message>
        <source>written</source>
        <translation>كُتب</translation>
    </message>
    <message>
        <source>edited by you</source>
        <translation>عُدِّل بيدك</translation>
    </message>
    <message>
        <source>{count} unchanged</source>
        <translation>لم يتغير {count}</translation>
    </message>
    <message>
        <source>{stored} of {read} stored, {refused} refused</source>
        <translation>حُفظ {stored} من {read}، ورُفض {refused}</translation>
    </message>
    <message>
        <source>edition</source>
        <translation>العدد</translation>
    </message>
    <message>
        <source>{articles} articles, {minutes} min of reading</source>
        <translation>{articles} مقالات، {minutes} دقيقة قراءة</translation>
    </message>
    <message>
        <source>not now: the options do not allow it</source>
        <translation>ليس الآن: الخيارات لا تسمح</translation>
    </message>
    <message>
        <source>notes and highlights</source>
        <translation>الملاحظات والتظليلات</translation>
    </message>
    <message>
        <source>what was read</source>
        <translation>ما قُرئ</translation>
    </message>
    <message>
        <source>corrections of translations</source>
        <translation>تصحيحات الترجمات</translation>
    </message>
    <message>
        <source>shared</source>
        <translation>مشترك</translation>
    </message>
    <message>
        <source>private</source>
        <translation>خاص</translation>
    </message>
    <message>
        <source>notes and highlights that everybody is told now: {count}</source>
        <translation>ملاحظات وتظليلات يُبلَّغ بها الجميع الآن: {count}</translation>
    </message>
    <message>
        <source>the hub is made</source>
        <translation>أُنشئ المركز</translation>
    </message>
    <message>
        <source>the hub is up to date</source>
        <translation>المركز محدّث</translation>
    </message>
    <message>
        <source>the hub is put back</source>
        <translation>أُعيد المركز</translation>
    </message>
    <message>
        <source>owner</source>
        <translation>مالك</translation>
    </message>
    <message>
        <source>editor</source>
        <translation>محرر</translation>
    </message>
    <message>
        <source>no login</source>
        <translation>بلا حساب</translation>
    </message>
    <message>
        <source>{name} takes part in {library} as {role}</source>
        <translation>يشارك {name} في {library} بدور {role}</translation>
    </message>
    <message>
        <source>{name} takes part in {library} no more</source>
        <translation>لم يعد {name} يشارك في {library}</translation>
    </message>
    <message>
        <source>{name} took no part in {library}</source>
        <translation>لم يكن {name} يشارك في {library}</translation>
    </message>
    <message>
        <source>password, shown once: {password}</source>
        <translation>كلمة المرور، تُعرض مرة واحدة: {password}</translation>
    </message>
    <message>
        <source>all files lie in the database</source>
        <translation>كل الملفات في قاعدة البيانات</translation>
    </message>
    <message>
        <source>files that came back into the database: {count}</source>
        <translation>ملفات عادت إلى قاعدة البيانات: {count}</translation>
    </message>
    <message>
        <source>{count} files, {size} MB</source>
        <translation>الملفات: {count}، {size} ميغابايت</translation>
    </message>
    <message>
        <source>no keys for readers</source>
        <translation>لا مفاتيح للقراء</translation>
    </message>
    <message>
        <source>ending</source>
        <translation>قيد الإنهاء</translation>
    </message>
    <message>
        <source>deleted on one computer, changed on another, and so kept: {count}</source>
        <translation>حُذفت على حاسوب وعُدّلت على آخر فبقيت: {count}</translation>
    </message>
    <message>
        <source>articles that were deleted on another computer: {count}</source>
        <translation>مقالات حُذفت على حاسوب آخر: {count}</translation>
    </message>
    <message>
        <source>a copy was made before; they come back with: {command}</source>
        <translation>أُنشئت نسخة قبل ذلك؛ وتعود بالأمر: ⁨{command}⁩</translation>
    </message>
    <message>
        <source>(clock ahead)</source>
        <translation>(الساعة متقدمة)</translation>
    </message>
    <message>
        <source>articles that came back: {count}</source>
        <translation>المقالات التي عادت: {count}</translation>
    </message>
    <message>
        <source>files that were missing from the folder or damaged, and were written again: {count}</source>
        <translation>ملفات كانت ناقصة في المجلد أو تالفة وكُتبت من جديد: {count}</translation>
    </message>
    <message>
        <source>changes of other computers that this version does not understand, and keeps: {count}</source>
        <translation>تغييرات من حواسيب أخرى لا يفهمها هذا الإصدار ويحفظها: {count}</translation>
    </message>
    <message>
        <source>you are a reader of this library: what you change stays on this computer</source>
        <translation>أنت قارئ في هذه المكتبة: ما تغيّره يبقى على هذا الحاسوب</translation>
    </message>
    <message>
        <source>installed</source>
        <translation>مثبّت</translation>
    </message>
    <message>
        <source>demonstration</source>
        <translation>تجريبي</translation>
    </message>
    <message>
        <source>comes with Liseuse</source>
        <translation>يأتي مع ⁨Liseuse⁩</translation>
    </message>
    <message>
        <source>from a file</source>
        <translation>من ملف</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>مستعمل</translation>
    </message>
    <message>
        <source>ok</source>
        <translation>سليم</translation>
    </message>
    <message>
        <source>FAILED</source>
        <translation>فشل</translation>
    </message>
    <message>
        <source>daily</source>
        <translation>يومية</translation>
    </message>
    <message>
        <source>weekly</source>
        <translation>أسبوعية</translation>
    </message>
    <message>
        <source>text</source>
        <translation>النصوص</translation>
    </message>
    <message>
        <source>translations</source>
        <translation>الترجمات</translation>
    </message>
    <message>
        <source>index</source>
        <translation>الفهرس</translation>
    </message>
    <message>
        <source>other</source>
        <translation>غير ذلك</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>الصور</translation>
    </message>
    <message>
        <source>models</source>
        <translation>النماذج</translation>
    </message>
    <message>
        <source>backups</source>
        <translation>النسخ الاحتياطية</translation>
    </message>
    <message>
        <source>total</source>
        <translation>المجموع</translation>
    </message>
    <message>
        <source>free on the disk</source>
        <translation>المتاح على القرص</translation>
    </message>
    <message>
        <source>opening</source>
        <translation>الفتح</translation>
    </message>
    <message>
        <source>integrity</source>
        <translation>الملف</translation>
    </message>
    <message>
        <source>references</source>
        <translation>الروابط الداخلية</translation>
    </message>
    <message>
        <source>version</source>
        <translation>إصدار الملف</translation>
    </message>
    <message>
        <source>texts</source>
        <translation>النصوص</translation>
    </message>
    <message>
        <source>search index</source>
        <translation>فهرس البحث</translation>
    </message>
    <message>
        <source>orphans</source>
        <translation>صور بلا مقال</translation>
    </message>
    <message>
        <source>leftovers</source>
        <translation>بقايا أعمال مقطوعة</translation>
    </message>
    <message>
        <source>former folder</source>
        <translation>المجلد السابق</translation>
    </message>
    <message>
        <source>given-up disks</source>
        <translation>أقراص تم التخلي عنها</translation>
    </message>
    <message>
        <source>backup</source>
        <translation>نسخة احتياطية</translation>
    </message>
    <message>
        <source>restored</source>
        <translation>استُعيدت</translation>
    </message>
    <message>
        <source>replaced</source>
        <translation>استُبدلت</translation>
    </message>
    <message>
        <source>salvaged</source>
        <translation>أُنقذ</translation>
    </message>
    <message>
        <source>begun</source>
        <translation>بدأت</translation>
    </message>
    <message>
        <source>fetching</source>
        <translation>الجلب</translation>
    </message>
    <message>
        <source>extracting</source>
        <translation>الاستخراج</translation>
    </message>
    <message>
        <source>reading</source>
        <translation>القراءة</translation>
    </message>
    <message>
        <source>importing</source>
        <translation>الاستيراد</translation>
    </message>
    <message>
        <source>exporting</source>
        <translation>التصدير</translation>
    </message>
    <message>
        <source>writing</source>
        <translation>الكتابة</translation>
    </message>
    <message>
        <source>speaking</source>
        <translation>قراءة بالصوت</translation>
    </message>
    <message>
        <source>translating</source>
        <translation>الترجمة</translation>
    </message>
    <message>
        <source>installing</source>
        <translation>التثبيت</translation>
    </message>
    <message>
        <source>downloading</source>
        <translation>التنزيل</translation>
    </message>
    <message>
        <source>moving</source>
        <translation>النقل</translation>
    </message>
    <message>
        <source>indexing</source>
        <translation>الفهرسة</translation>
    </message>
    <message>
        <source>undoing</source>
        <translation>التراجع</translation>
    </message>
    <message>
        <source>salvaging</source>
        <translation>الإنقاذ</translation>
    </message>
    <message>
        <source>trash</source>
        <translation>المهملات</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>أُزيل</translation>
    </message>
    <message>
        <source>failing</source>
        <translation>متعذّرة</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>انتهت</translation>
    </message>
    <message>
        <source>timer</source>
        <translation>المؤقِّت</translation>
    </message>
    <message>
        <source>reader</source>
        <translation>القارئ</translation>
    </message>
    <message>
        <source>subscribe</source>
        <translation>الاشتراك</translation>
    </message>
    <message>
        <source>command</source>
        <translation>أمر</translation>
    </message>
    <message>
        <source>feeds</source>
        <translation>الخلاصات</translation>
    </message>
    <message>
        <source>rules</source>
        <translation>القواعد</translation>
    </message>
    <message>
        <source>{feeds} feeds, {new} new</source>
        <translation>الخلاصات: {feeds}، الجديد: {new}</translation>
    </message>
    <message>
        <source>{feeds} feeds, {new} new, {saved} saved, {failed} failed</source>
        <translation>الخلاصات: {feeds}، الجديد: {new}، المحفوظ: {saved}، المتعذّر: {failed}</translation>
    </message>
    <message>
        <source>sync</source>
        <translation>المزامنة</translation>
    </message>
    <message>
        <source>sent {sent}, received {received}, waiting {waiting}, last {last}</source>
        <translation>المرسل: {sent}، المستلَم: {received}، المنتظر: {waiting}، آخر جولة: {last}</translation>
    </message>
    <message>
        <source>private reading</source>
        <translation>قراءة خاصة</translation>
    </message>
    <message>
        <source>off</source>
        <translation>غير مفعّلة</translation>
    </message>
</context>
<context>
    <name>save</name>
    <message>
        <source>Kept as a link: it leads to a file</source>
        <translation>حُفظ رابطًا: فهو يؤدي إلى ملف</translation>
    </message>
    <message>
        <source>Saved for offline reading</source>
        <translation>حُفظ للقراءة دون اتصال</translation>
    </message>
    <message>
        <source>Already in your library</source>
        <translation>موجود في مكتبتك من قبل</translation>
    </message>
    <message>
        <source>Waiting for a connection</source>
        <translation>في انتظار الاتصال</translation>
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
        <source>The link is kept, and saved once there is a connection.</source>
        <translation>الرابط محفوظ، ويُحفظ المقال حين يتوفر الاتصال.</translation>
    </message>
    <message>
        <source>Next try at {time}.</source>
        <translation>المحاولة التالية في {time}.</translation>
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
    <message>
        <source>Open</source>
        <translation>فتح</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>إزالة</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>إعادة المحاولة</translation>
    </message>
    <message>
        <source>Update copy</source>
        <translation>تحديث النسخة</translation>
    </message>
    <message>
        <source>Open in browser</source>
        <translation>فتح في المتصفح</translation>
    </message>
    <message>
        <source>Browser</source>
        <translation>المتصفح</translation>
    </message>
    <message>
        <source>Save as text</source>
        <translation>حفظ كنص</translation>
    </message>
    <message>
        <source>As text</source>
        <translation>كنص</translation>
    </message>
    <message>
        <source>Web archive</source>
        <translation>أرشيف الويب</translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <source>Theme</source>
        <translation>السمة</translation>
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
        <source>Text size</source>
        <translation>حجم النص</translation>
    </message>
    <message>
        <source>Applies to every article</source>
        <translation>يسري على كل المقالات</translation>
    </message>
    <message>
        <source>Reading font</source>
        <translation>خط القراءة</translation>
    </message>
    <message>
        <source>System font</source>
        <translation>خط النظام</translation>
    </message>
    <message>
        <source>Arabic font</source>
        <translation>الخط العربي</translation>
    </message>
    <message>
        <source>Column width</source>
        <translation>عرض العمود</translation>
    </message>
    <message>
        <source>Characters a line</source>
        <translation>عدد الأحرف في السطر</translation>
    </message>
    <message>
        <source>Line height</source>
        <translation>ارتفاع السطر</translation>
    </message>
    <message>
        <source>Percent of the usual height</source>
        <translation>نسبة مئوية من الارتفاع المعتاد</translation>
    </message>
    <message>
        <source>Hyphenate words</source>
        <translation>تقسيم الكلمات في آخر السطر</translation>
    </message>
    <message>
        <source>In French and English; never in copied text</source>
        <translation>في الفرنسية والإنجليزية؛ لا في النص المنسوخ</translation>
    </message>
    <message>
        <source>Justify text</source>
        <translation>ضبط النص على الحافتين</translation>
    </message>
    <message>
        <source>In French and English: both edges straight</source>
        <translation>في الفرنسية والإنجليزية: الحافتان مستقيمتان</translation>
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
        <source>Open with</source>
        <translation>ما يُعرض عند الفتح</translation>
    </message>
    <message>
        <source>The last view</source>
        <translation>القسم الأخير</translation>
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
        <source>All articles</source>
        <translation>كل المقالات</translation>
    </message>
    <message>
        <source>Go on with the last article</source>
        <translation>متابعة المقال الأخير</translation>
    </message>
    <message>
        <source>When Liseuse opens, where you left it</source>
        <translation>عند فتح ⁨Liseuse⁩، من حيث توقفت القراءة</translation>
    </message>
    <message>
        <source>Links to pages not saved yet</source>
        <translation>روابط الصفحات غير المحفوظة</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>السؤال أولًا</translation>
    </message>
    <message>
        <source>Save for offline reading</source>
        <translation>الحفظ للقراءة دون اتصال</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>فتح في المتصفح</translation>
    </message>
    <message>
        <source>Saved articles always open here</source>
        <translation>تُفتح المقالات المحفوظة هنا دائمًا</translation>
    </message>
    <message>
        <source>Enter on a card opens</source>
        <translation>مفتاح ⁨Enter⁩ على البطاقة يفتح</translation>
    </message>
    <message>
        <source>Reading mode</source>
        <translation>وضع القراءة</translation>
    </message>
    <message>
        <source>The article beside the list</source>
        <translation>المقال بجانب القائمة</translation>
    </message>
    <message>
        <source>Learn my reading speed</source>
        <translation>تعلّم سرعة قراءتي</translation>
    </message>
    <message>
        <source>Times paragraphs you really read; stays on this computer</source>
        <translation>يقيس زمن الفقرات المقروءة فعلًا؛ يبقى على هذا الحاسوب</translation>
    </message>
    <message>
        <source>Words a minute</source>
        <translation>عدد الكلمات في الدقيقة</translation>
    </message>
    <message>
        <source>Reading speed in French</source>
        <translation>سرعة القراءة بالفرنسية</translation>
    </message>
    <message>
        <source>Reading speed in English</source>
        <translation>سرعة القراءة بالإنجليزية</translation>
    </message>
    <message>
        <source>Reading speed in Arabic</source>
        <translation>سرعة القراءة بالعربية</translation>
    </message>
    <message>
        <source>To a translation server of yours goes</source>
        <translation>ما يُرسَل إلى خادم الترجمة الخاص بك</translation>
    </message>
    <message>
        <source>Every article you open</source>
        <translation>كل مقالة تفتحها</translation>
    </message>
    <message>
        <source>Only what you ask for</source>
        <translation>ما تطلبه فقط</translation>
    </message>
    <message>
        <source>With a server and a language to read in, the text of every article you open leaves this computer. Without a server nothing leaves it.</source>
        <translation>مع خادم ولغة للقراءة، يغادر نص كل مقالة تفتحها هذا الحاسوب. ومن دون خادم لا يغادره شيء.</translation>
    </message>
    <message>
        <source>Address of the list of Firefox models</source>
        <translation>عنوان قائمة نماذج ⁨Firefox⁩</translation>
    </message>
    <message>
        <source>Speed of reading aloud</source>
        <translation>سرعة القراءة بصوت عالٍ</translation>
    </message>
    <message>
        <source>Percent of the voice’s usual speed</source>
        <translation>نسبة مئوية من سرعة الصوت المعتادة</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>تلقائي</translation>
    </message>
    <message>
        <source>Where the letters are while you type in another script</source>
        <translation>مواضع الحروف عند الكتابة بأبجدية أخرى</translation>
    </message>
    <message>
        <source>Notify when background work is done</source>
        <translation>إشعار عند اكتمال عمل في الخلفية</translation>
    </message>
    <message>
        <source>Only while you use another program</source>
        <translation>أثناء استعمال برنامج آخر فقط</translation>
    </message>
    <message>
        <source>Offer to save a copied link</source>
        <translation>اقتراح حفظ الرابط المنسوخ</translation>
    </message>
    <message>
        <source>Looks at the clipboard when you come to the window</source>
        <translation>تُقرأ الحافظة عند الانتقال إلى النافذة</translation>
    </message>
    <message>
        <source>Show an icon in the system tray</source>
        <translation>إظهار أيقونة في منطقة الإشعارات</translation>
    </message>
    <message>
        <source>Closing the window then keeps Liseuse running</source>
        <translation>عندئذ يبقى ⁨Liseuse⁩ قيد التشغيل بعد إغلاق النافذة</translation>
    </message>
    <message>
        <source>Density of the list</source>
        <translation>كثافة القائمة</translation>
    </message>
    <message>
        <source>Comfortable</source>
        <translation>مريحة</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>متراصّة</translation>
    </message>
    <message>
        <source>Look for new pieces on mains power only</source>
        <translation>البحث عن مواد الخلاصات الجديدة عند الاتصال بالكهرباء فقط</translation>
    </message>
    <message>
        <source>When you ask, Liseuse looks at once</source>
        <translation>عند طلبك تبحث ⁨Liseuse⁩ فورًا</translation>
    </message>
    <message>
        <source>Look for new pieces of the feeds</source>
        <translation>البحث عن مواد الخلاصات الجديدة</translation>
    </message>
    <message>
        <source>While Liseuse is open; else only when you ask</source>
        <translation>ما دامت ⁨Liseuse⁩ مفتوحة، وإلا فعند طلبك فقط</translation>
    </message>
    <message>
        <source>Look for new pieces only where data costs nothing</source>
        <translation>البحث عن مواد جديدة حيث لا تكلّف البيانات شيئًا فقط</translation>
    </message>
    <message>
        <source>Not by a connection that the system calls metered</source>
        <translation>ليس عبر اتصال يعدّه النظام محدودًا</translation>
    </message>
    <message>
        <source>Look for new pieces from this hour on</source>
        <translation>البحث عن مواد جديدة ابتداءً من هذه الساعة</translation>
    </message>
    <message>
        <source>Look for new pieces until this hour</source>
        <translation>البحث عن مواد جديدة حتى هذه الساعة</translation>
    </message>
    <message>
        <source>An hour before the first one is of the next day</source>
        <translation>الساعة التي قبل الأولى هي من اليوم التالي</translation>
    </message>
    <message>
        <source>Translate titles and summaries of new pieces</source>
        <translation>ترجمة عناوين المواد الجديدة وملخصاتها</translation>
    </message>
    <message>
        <source>Into the language you read in, on this computer, by models that are good enough</source>
        <translation>إلى اللغة التي تقرأ بها، على هذا الحاسوب، بنماذج جيدة بما يكفي</translation>
    </message>
    <message>
        <source>New pieces in an edition</source>
        <translation>المواد الجديدة في العدد</translation>
    </message>
    <message>
        <source>At most so many are saved for it, the newest</source>
        <translation>لا يُحفظ له أكثر من هذا العدد، الأحدث</translation>
    </message>
    <message>
        <source>Keep unopened pieces of feeds</source>
        <translation>الاحتفاظ بمواد الخلاصات غير المفتوحة</translation>
    </message>
    <message>
        <source>Days; what you opened or saved stays</source>
        <translation>بالأيام، وما فتحته أو حفظته يبقى</translation>
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
        <translation>جودة الترجمة (أسرع: أقل جودة قليلًا)</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>الأفضل</translation>
    </message>
    <message>
        <source>Faster</source>
        <translation>أسرع</translation>
    </message>
    <message>
        <source>Check translations and repair faulty sentences</source>
        <translation>فحص الترجمات وإصلاح الجمل المعيبة</translation>
    </message>
    <message>
        <source>Translate new articles at once to</source>
        <translation>ترجمة المقالات الجديدة فورًا إلى</translation>
    </message>
    <message>
        <source>Translate the queue on mains power only</source>
        <translation>ترجمة قائمة الانتظار عند الاتصال بالكهرباء فقط</translation>
    </message>
    <message>
        <source>Translate everything unread at night, on mains power, to</source>
        <translation>ترجمة كل غير المقروء ليلًا على التيار الكهربائي إلى</translation>
    </message>
    <message>
        <source>Shade sentences the model was less sure of</source>
        <translation>تظليل الجمل التي كان النموذج أقل ثقة بها</translation>
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
        <source>Hide while reading</source>
        <translation>إخفاؤها أثناء القراءة</translation>
    </message>
    <message>
        <source>Always show</source>
        <translation>إظهارها دائمًا</translation>
    </message>
    <message>
        <source>Keyboard layout</source>
        <translation>تخطيط لوحة المفاتيح</translation>
    </message>
    <message>
        <source>General</source>
        <translation>عام</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>المظهر</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>القراءة</translation>
    </message>
    <message>
        <source>Translation</source>
        <translation>الترجمة</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>الحفظ</translation>
    </message>
    <message>
        <source>Storage and privacy</source>
        <translation>التخزين والخصوصية</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>لوحة المفاتيح</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>اللغة</translation>
    </message>
    <message>
        <source>No language</source>
        <translation>لا لغة</translation>
    </message>
    <message>
        <source>English and Arabic</source>
        <translation>الإنجليزية والعربية</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>الورق</translation>
    </message>
    <message>
        <source>As usual in my region</source>
        <translation>المعتاد في منطقتي</translation>
    </message>
    <message>
        <source>Letter</source>
        <translation>مقاس ⁨Letter⁩</translation>
    </message>
    <message>
        <source>For PDF and print</source>
        <translation>لملفات ⁨PDF⁩ وللطباعة</translation>
    </message>
    <message>
        <source>I read in</source>
        <translation>لغة قراءتي</translation>
    </message>
    <message>
        <source>When off, the desktop’s own setting counts (Linux)</source>
        <translation>عند إيقافه يُعمل بإعداد سطح المكتب (⁨Linux⁩)</translation>
    </message>
    <message>
        <source>The original</source>
        <translation>اللغة الأصلية</translation>
    </message>
    <message>
        <source>Every article opens in it when it can be translated</source>
        <translation>يُفتح كل مقال بها متى أمكنت ترجمته</translation>
    </message>
    <message>
        <source>After archiving or deleting</source>
        <translation>بعد الأرشفة أو الحذف</translation>
    </message>
    <message>
        <source>Open the next article</source>
        <translation>فتح المقال التالي</translation>
    </message>
    <message>
        <source>Go back to the list</source>
        <translation>العودة إلى القائمة</translation>
    </message>
    <message>
        <source>Private reading</source>
        <translation>القراءة الخاصة</translation>
    </message>
    <message>
        <source>Nothing is asked of the network until you end it</source>
        <translation>لا يُطلَب شيء من الشبكة حتى تنهيها</translation>
    </message>
</context>
<context>
    <name>site</name>
    <message>
        <source>My library</source>
        <translation>مكتبتي</translation>
    </message>
    <message>
        <source>Articles: {count}</source>
        <translation>المقالات: {count}</translation>
    </message>
    <message>
        <source>{count} min of reading</source>
        <translation>{count} د من القراءة</translation>
    </message>
    <message>
        <source>By month</source>
        <translation>حسب الشهر</translation>
    </message>
    <message>
        <source>By tag</source>
        <translation>حسب الوسم</translation>
    </message>
    <message>
        <source>Saved last</source>
        <translation>آخر ما حُفظ</translation>
    </message>
    <message>
        <source>January {year}</source>
        <translation>يناير {year}</translation>
    </message>
    <message>
        <source>February {year}</source>
        <translation>فبراير {year}</translation>
    </message>
    <message>
        <source>March {year}</source>
        <translation>مارس {year}</translation>
    </message>
    <message>
        <source>April {year}</source>
        <translation>أبريل {year}</translation>
    </message>
    <message>
        <source>May {year}</source>
        <translation>ماي {year}</translation>
    </message>
    <message>
        <source>June {year}</source>
        <translation>يونيو {year}</translation>
    </message>
    <message>
        <source>July {year}</source>
        <translation>يوليوز {year}</translation>
    </message>
    <message>
        <source>August {year}</source>
        <translation>غشت {year}</translation>
    </message>
    <message>
        <source>September {year}</source>
        <translation>شتنبر {year}</translation>
    </message>
    <message>
        <source>October {year}</source>
        <translation>أكتوبر {year}</translation>
    </message>
    <message>
        <source>November {year}</source>
        <translation>نونبر {year}</translation>
    </message>
    <message>
        <source>December {year}</source>
        <translation>دجنبر {year}</translation>
    </message>
</context>
<context>
    <name>terminal</name>
    <message>
        <source>{address} is on this computer or in its network. Save it? Type y for yes:</source>
        <translation>العنوان {address} على هذا الحاسوب أو في شبكته. هل تريد حفظه؟ اكتب ⁨y⁩ للموافقة:</translation>
    </message>
    <message>
        <source>There is no screen to show the window on. Start Liseuse in a desktop session; “liseuse --help” tells what goes without one.</source>
        <translation>لا توجد شاشة لعرض النافذة. شغّل ⁨Liseuse⁩ في جلسة سطح المكتب؛ ويبيّن الأمر «⁨liseuse --help⁩» ما يعمل من دونها.</translation>
    </message>
    <message>
        <source>The screen “{screen}” does not answer, so no window can be shown. Start Liseuse in a desktop session; “liseuse --help” tells what goes without one.</source>
        <translation>الشاشة «{screen}» لا تجيب، فلا يمكن عرض النافذة. شغّل ⁨Liseuse⁩ في جلسة سطح المكتب؛ ويبيّن الأمر «⁨liseuse --help⁩» ما يعمل من دونها.</translation>
    </message>
    <message>
        <source>The window needs {file}, which this system lacks. On Debian and Ubuntu: sudo apt install {package}</source>
        <translation>تحتاج النافذة إلى {file}، وهو غير موجود في هذا النظام. على ⁨Debian⁩ و⁨Ubuntu⁩: ⁨sudo apt install {package}⁩</translation>
    </message>
    <message>
        <source>Qt, which draws the window, could not be loaded: {reason}</source>
        <translation>تعذّر تحميل ⁨Qt⁩ الذي يرسم النافذة: {reason}</translation>
    </message>
    <message>
        <source>must be 1 or more</source>
        <translation>يجب أن يكون 1 أو أكثر</translation>
    </message>
    <message>
        <source>{option} needs {other}</source>
        <translation>{option} يتطلب {other}</translation>
    </message>
    <message>
        <source>must be WIDTHxHEIGHT, for example {example}</source>
        <translation>يجب أن يكون العرض والارتفاع، مثل {example}</translation>
    </message>
    <message>
        <source>{given} is no pair of languages such as {example}</source>
        <translation>{given} ليس زوج لغات مثل {example}</translation>
    </message>
    <message>
        <source>{given} is no language code</source>
        <translation>{given} ليس رمز لغة</translation>
    </message>
    <message>
        <source>examples:</source>
        <translation>أمثلة:</translation>
    </message>
    <message>
        <source>{given} is no day, week, month or date</source>
        <translation>{given} ليس ⁨day⁩ ولا ⁨week⁩ ولا ⁨month⁩ ولا تاريخًا</translation>
    </message>
    <message>
        <source>{option} needs a folder that is there, not {given}</source>
        <translation>يحتاج {option} إلى مجلد موجود، لا {given}</translation>
    </message>
    <message>
        <source>{given} is no time of day such as {example}</source>
        <translation>{given} ليس وقتًا مثل {example}</translation>
    </message>
    <message>
        <source>{option} needs {least} characters or more</source>
        <translation>يحتاج {option} إلى {least} محارف أو أكثر</translation>
    </message>
    <message>
        <source>Passphrase of the shared folder:</source>
        <translation>عبارة سر المجلد المشترك:</translation>
    </message>
    <message>
        <source>Password of the server:</source>
        <translation>كلمة مرور الخادم:</translation>
    </message>
    <message>
        <source>Access key:</source>
        <translation>مفتاح الوصول:</translation>
    </message>
    <message>
        <source>Secret of the access key:</source>
        <translation>سر مفتاح الوصول:</translation>
    </message>
    <message>
        <source>Once more:</source>
        <translation>مرة أخرى:</translation>
    </message>
    <message>
        <source>In each of these, add the extension of {folder} once.</source>
        <translation>في كل منها، تُضاف مرة واحدة الإضافة التي في {folder}.</translation>
    </message>
    <message>
        <source>No browser was found that can be connected.</source>
        <translation>لم يُعثر على متصفح يمكن ربطه.</translation>
    </message>
    <message>
        <source>Installed as Flatpak or Snap: {names}. Most of these cannot start Liseuse; use the bookmarklet there.</source>
        <translation>مثبّتة بصيغة ⁨Flatpak⁩ أو ⁨Snap⁩: {names}. لا يستطيع معظمها تشغيل ⁨Liseuse⁩؛ وهناك تُستعمل الإشارة المرجعية.</translation>
    </message>
    <message>
        <source>{name}: its password is in this system’s keyring, and nowhere else.</source>
        <translation>{name}: كلمة مرور هذا المصدر في سلسلة مفاتيح هذا النظام فقط.</translation>
    </message>
    <message>
        <source>rule {rule} finds nothing: no rule can look for “{words}”</source>
        <translation>القاعدة {rule} لا تجد شيئًا: لا يمكن لأي قاعدة أن تبحث عن «{words}»</translation>
    </message>
    <message>
        <source>Sentences that no voice could read, so without a recording: {count}</source>
        <translation>جمل لم يستطع أي صوت قراءتها، فبقيت بلا تسجيل: {count}</translation>
    </message>
    <message>
        <source>The disk of your library does not answer. Liseuse ends as soon as the system lets it.</source>
        <translation>قرص مكتبتك لا يستجيب. سينتهي ⁨Liseuse⁩ حالما يسمح النظام بذلك.</translation>
    </message>
    <message>
        <source>There was no library in {folder}: a new one is begun there.</source>
        <translation>لم تكن في {folder} مكتبة، فبدأ ⁨Liseuse⁩ مكتبة جديدة هناك.</translation>
    </message>
    <message>
        <source>There is a library in {folder} (articles: {count}). If it is the one: “{command}”.</source>
        <translation>توجد مكتبة في {folder} (المقالات: {count}). إن كانت هي المطلوبة: «{command}».</translation>
    </message>
    <message>
        <source>Results may be incomplete. Articles that are not indexed yet: {count}</source>
        <translation>قد تكون النتائج ناقصة. مقالات لم تُفهرس بعد: {count}</translation>
    </message>
    <message>
        <source>Access key for readers, which may only read (empty: none):</source>
        <translation>مفتاح وصول للقراء لا يجيز إلا القراءة (فارغ: لا شيء):</translation>
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
        <source>{done} · {key} undoes it</source>
        <translation>{done} · {key} للتراجع</translation>
    </message>
    <message>
        <source>Nothing to undo</source>
        <translation>لا شيء للتراجع عنه</translation>
    </message>
    <message>
        <source>Undone</source>
        <translation>تم التراجع</translation>
    </message>
    <message>
        <source>Nothing to redo</source>
        <translation>لا شيء لإعادته</translation>
    </message>
    <message>
        <source>Done again</source>
        <translation>أُعيد التنفيذ</translation>
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
    <message>
        <source>This article has no pictures</source>
        <translation>لا صور في هذا المقال</translation>
    </message>
    <message>
        <source>Search for something first</source>
        <translation>يلزم البحث عن شيء أولًا</translation>
    </message>
    <message>
        <source>Search removed</source>
        <translation>أُزيل البحث</translation>
    </message>
    <message>
        <source>Search again</source>
        <translation>البحث من جديد</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>إعادة التسمية…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>إزالة</translation>
    </message>
    <message>
        <source>There are no tags yet</source>
        <translation>لا وسوم بعد</translation>
    </message>
    <message>
        <source>Lists refreshed</source>
        <translation>حُدِّثت القوائم</translation>
    </message>
    <message>
        <source>No saved article has lists of other articles</source>
        <translation>لا يحتوي أي مقال محفوظ على قوائم بمقالات أخرى</translation>
    </message>
    <message>
        <source>Back at the line you were reading</source>
        <translation>عدت إلى السطر الذي كنت تقرؤه</translation>
    </message>
</context>
<context>
    <name>written</name>
    <message>
        <source>Open</source>
        <translation>فتح</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>إظهار في المجلد</translation>
    </message>
    <message>
        <source>{file} is no longer where it was written.</source>
        <translation>لم يعد {file} في المكان الذي كُتب فيه.</translation>
    </message>
    <message>
        <source>No program on this computer opens {file}.</source>
        <translation>لا يوجد على هذا الحاسوب برنامج يفتح {file}.</translation>
    </message>
    <message>
        <source>Choose one for such files in the settings of your system.</source>
        <translation>اختر برنامجًا لهذه الملفات في إعدادات نظامك.</translation>
    </message>
</context>
</TS>
