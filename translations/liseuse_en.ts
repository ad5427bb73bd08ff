<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>ArticlePresenter</name>
    <message numerus="yes">
        <source>Reading time %n min</source>
        <translation>
            <numerusform>Reading time %n min</numerusform>
            <numerusform>Reading time %n min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min left</source>
        <translation>
            <numerusform>%n min left</numerusform>
            <numerusform>%n min left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BackupDialog</name>
    <message numerus="yes">
        <source>%n article(s)</source>
        <translation>
            <numerusform>%n article</numerusform>
            <numerusform>%n articles</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CardTexts</name>
    <message numerus="yes">
        <source>%n min left</source>
        <translation>
            <numerusform>%n min left</numerusform>
            <numerusform>%n min left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <translation>
            <numerusform>%n min</numerusform>
            <numerusform>%n min</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChangeTexts</name>
    <message numerus="yes">
        <source>%n articles moved to Trash</source>
        <translation>
            <numerusform>%n article moved to Trash</numerusform>
            <numerusform>%n articles moved to Trash</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n articles restored</source>
        <translation>
            <numerusform>%n article restored</numerusform>
            <numerusform>%n articles restored</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n articles archived</source>
        <translation>
            <numerusform>%n article archived</numerusform>
            <numerusform>%n articles archived</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n articles back in Unread</source>
        <translation>
            <numerusform>%n article back in Unread</numerusform>
            <numerusform>%n articles back in Unread</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n articles changed</source>
        <translation>
            <numerusform>%n article changed</numerusform>
            <numerusform>%n articles changed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CheckDialog</name>
    <message numerus="yes">
        <source>%n picture(s) will be fetched again.</source>
        <translation>
            <numerusform>%n picture will be fetched again.</numerusform>
            <numerusform>%n pictures will be fetched again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) removed.</source>
        <translation>
            <numerusform>%n picture removed.</numerusform>
            <numerusform>%n pictures removed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) removed.</source>
        <translation>
            <numerusform>%n file removed.</numerusform>
            <numerusform>%n files removed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies) belong to nothing any more.</source>
        <translation>
            <numerusform>%n entry belongs to nothing any more.</numerusform>
            <numerusform>%n entries belong to nothing any more.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n article(s) damaged: save them again.</source>
        <translation>
            <numerusform>%n article is damaged: save it again.</numerusform>
            <numerusform>%n articles are damaged: save them again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) missing or damaged.</source>
        <translation>
            <numerusform>%n picture is missing or damaged.</numerusform>
            <numerusform>%n pictures are missing or damaged.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) take up room.</source>
        <translation>
            <numerusform>%n picture takes up room.</numerusform>
            <numerusform>%n pictures take up room.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) take up room.</source>
        <translation>
            <numerusform>%n file takes up room.</numerusform>
            <numerusform>%n files take up room.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n point(s) need attention.</source>
        <translation>
            <numerusform>%n point needs attention.</numerusform>
            <numerusform>%n points need attention.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DropOverlay</name>
    <message numerus="yes">
        <source>%n translation model(s)</source>
        <translation>
            <numerusform>%n translation model</numerusform>
            <numerusform>%n translation models</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) of another program</source>
        <translation>
            <numerusform>%n file of another program</numerusform>
            <numerusform>%n files of another program</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n links and files</source>
        <translation>
            <numerusform>%n link or file</numerusform>
            <numerusform>%n links and files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n link(s)</source>
        <translation>
            <numerusform>%n link</numerusform>
            <numerusform>%n links</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportPanel</name>
    <message numerus="yes">
        <source>Export %n article(s)</source>
        <translation>
            <numerusform>Export %n article</numerusform>
            <numerusform>Export %n articles</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FeedSources</name>
    <message numerus="yes">
        <source>%n source(s) of the list are on this computer or in its network</source>
        <translation>
            <numerusform>%n source of the list is on this computer or in its network</numerusform>
            <numerusform>%n sources of the list are on this computer or in its network</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GlossaryDialog</name>
    <message numerus="yes">
        <source>%n terms</source>
        <translation>
            <numerusform>%n term</numerusform>
            <numerusform>%n terms</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n terms written to {file}</source>
        <translation>
            <numerusform>%n term written to {file}</numerusform>
            <numerusform>%n terms written to {file}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n terms taken over</source>
        <translation>
            <numerusform>%n term taken over</numerusform>
            <numerusform>%n terms taken over</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rows were no terms</source>
        <translation>
            <numerusform>%n row was no term</numerusform>
            <numerusform>%n rows were no terms</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GlossaryFeature</name>
    <message numerus="yes">
        <source>Translate %n sentences again?</source>
        <translation>
            <numerusform>Translate %n sentence again?</numerusform>
            <numerusform>Translate %n sentences again?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>They stand in %n articles and do not follow the glossary yet.</source>
        <translation>
            <numerusform>They stand in %n article and do not follow the glossary yet.</numerusform>
            <numerusform>They stand in %n articles and do not follow the glossary yet.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message numerus="yes">
        <source>%n row(s) will not be taken</source>
        <translation>
            <numerusform>%n row will not be taken</numerusform>
            <numerusform>%n rows will not be taken</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportTexts</name>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n row</numerusform>
            <numerusform>%n rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new article(s)</source>
        <translation>
            <numerusform>%n new article</numerusform>
            <numerusform>%n new articles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n already in the library</source>
        <translation>
            <numerusform>%n already in the library</numerusform>
            <numerusform>%n already in the library</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n twice in the file</source>
        <translation>
            <numerusform>%n twice in the file</numerusform>
            <numerusform>%n twice in the file</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bring(s) its text along</source>
        <translation>
            <numerusform>%n brings its text along</numerusform>
            <numerusform>%n bring their texts along</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n archived</source>
        <translation>
            <numerusform>%n archived</numerusform>
            <numerusform>%n archived</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n favourite(s)</source>
        <translation>
            <numerusform>%n favourite</numerusform>
            <numerusform>%n favourites</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n highlight(s)</source>
        <translation>
            <numerusform>%n highlight</numerusform>
            <numerusform>%n highlights</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n note(s)</source>
        <translation>
            <numerusform>%n note</numerusform>
            <numerusform>%n notes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n feed(s)</source>
        <translation>
            <numerusform>%n feed</numerusform>
            <numerusform>%n feeds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rule(s) for feeds</source>
        <translation>
            <numerusform>%n rule for feeds</numerusform>
            <numerusform>%n rules for feeds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n link(s) lead into this computer or its network</source>
        <translation>
            <numerusform>%n link leads into this computer or its network</numerusform>
            <numerusform>%n links lead into this computer or its network</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n article(s) with their text</source>
        <translation>
            <numerusform>%n article with its text</numerusform>
            <numerusform>%n articles with their text</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n article(s) fetched</source>
        <translation>
            <numerusform>%n article fetched</numerusform>
            <numerusform>%n articles fetched</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n article(s) to be fetched</source>
        <translation>
            <numerusform>%n article to be fetched</numerusform>
            <numerusform>%n articles to be fetched</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n article(s) could not be fetched</source>
        <translation>
            <numerusform>%n article could not be fetched</numerusform>
            <numerusform>%n articles could not be fetched</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thrown away since</source>
        <translation>
            <numerusform>%n thrown away since</numerusform>
            <numerusform>%n thrown away since</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n added to articles that were here</source>
        <translation>
            <numerusform>%n added to an article that was here</numerusform>
            <numerusform>%n added to articles that were here</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n here already</source>
        <translation>
            <numerusform>%n here already</numerusform>
            <numerusform>%n here already</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not taken</source>
        <translation>
            <numerusform>%n not taken</numerusform>
            <numerusform>%n not taken</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n min left</source>
        <translation>
            <numerusform>about %n min left</numerusform>
            <numerusform>about %n min left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>JoinSteps</name>
    <message numerus="yes">
        <source>%n computer(s) share this folder. Type the passphrase that was chosen for it.</source>
        <translation>
            <numerusform>%n computer shares this folder. Type the passphrase that was chosen for it.</numerusform>
            <numerusform>%n computers share this folder. Type the passphrase that was chosen for it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Choose at least %n characters.</source>
        <translation>
            <numerusform>Choose at least %n character.</numerusform>
            <numerusform>Choose at least %n characters.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Both sides are put together; nothing is deleted on either. Afterwards %n article(s) are on every computer. Before that, a copy of your library is made.</source>
        <translation>
            <numerusform>Both sides are put together; nothing is deleted on either. Afterwards %n article is on every computer. Before that, a copy of your library is made.</numerusform>
            <numerusform>Both sides are put together; nothing is deleted on either. Afterwards %n articles are on every computer. Before that, a copy of your library is made.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LibraryExportDialog</name>
    <message numerus="yes">
        <source>%n article(s)</source>
        <translation>
            <numerusform>%n article</numerusform>
            <numerusform>%n articles</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LostDiskDialog</name>
    <message numerus="yes">
        <source>%n article(s)</source>
        <translation>
            <numerusform>%n article</numerusform>
            <numerusform>%n articles</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ModelTexts</name>
    <message numerus="yes">
        <source>%n models</source>
        <translation>
            <numerusform>%n model</numerusform>
            <numerusform>%n models</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n models, {size}</source>
        <translation>
            <numerusform>%n model, {size}</numerusform>
            <numerusform>%n models, {size}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>used for %n articles</source>
        <translation>
            <numerusform>used for %n article</numerusform>
            <numerusform>used for %n articles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n s</source>
        <translation>
            <numerusform>%n s</numerusform>
            <numerusform>%n s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <translation>
            <numerusform>%n min</numerusform>
            <numerusform>%n min</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MorningHead</name>
    <message numerus="yes">
        <source>%n article(s)</source>
        <translation>
            <numerusform>%n article</numerusform>
            <numerusform>%n articles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min of reading</source>
        <translation>
            <numerusform>%n min of reading</numerusform>
            <numerusform>%n min of reading</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NoteTexts</name>
    <message numerus="yes">
        <source>%n notes</source>
        <translation>
            <numerusform>%n note</numerusform>
            <numerusform>%n notes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NotificationsFeature</name>
    <message numerus="yes">
        <source>%n links could not be saved</source>
        <translation>
            <numerusform>%n link could not be saved</numerusform>
            <numerusform>%n links could not be saved</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n articles saved</source>
        <translation>
            <numerusform>%n article saved</numerusform>
            <numerusform>%n articles saved</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OfferCard</name>
    <message numerus="yes">
        <source>%n s</source>
        <translation>
            <numerusform>%n s</numerusform>
            <numerusform>%n s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <translation>
            <numerusform>%n min</numerusform>
            <numerusform>%n min</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PrintPanel</name>
    <message numerus="yes">
        <source>Print %n article(s)</source>
        <translation>
            <numerusform>Print %n article</numerusform>
            <numerusform>Print %n articles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n article(s) without that translation will be printed in the original</source>
        <translation>
            <numerusform>%n article without that translation will be printed in the original</numerusform>
            <numerusform>%n articles without that translation will be printed in the original</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Waiting for %n translation(s)…</source>
        <translation>
            <numerusform>Waiting for %n translation…</numerusform>
            <numerusform>Waiting for %n translations…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n article(s) being translated: printing waits for that</source>
        <translation>
            <numerusform>%n article is being translated: printing waits for it</numerusform>
            <numerusform>%n articles are being translated: printing waits for them</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Printing</name>
    <message numerus="yes">
        <source>Printed, %n article(s) in the original</source>
        <translation>
            <numerusform>Printed, %n article in the original</numerusform>
            <numerusform>Printed, %n articles in the original</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QueueDialog</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QueueTexts</name>
    <message numerus="yes">
        <source>%n translations failed</source>
        <translation>
            <numerusform>%n translation failed</numerusform>
            <numerusform>%n translations failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n translations wait</source>
        <translation>
            <numerusform>%n translation waits</numerusform>
            <numerusform>%n translations wait</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Translating %n articles</source>
        <translation>
            <numerusform>Translating %n article</numerusform>
            <numerusform>Translating %n articles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n articles</source>
        <translation>
            <numerusform>%n article</numerusform>
            <numerusform>%n articles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{done} of %n paragraphs</source>
        <translation>
            <numerusform>{done} of %n paragraph</numerusform>
            <numerusform>{done} of %n paragraphs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n s</source>
        <translation>
            <numerusform>%n s</numerusform>
            <numerusform>%n s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <translation>
            <numerusform>%n min</numerusform>
            <numerusform>%n min</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Removal</name>
    <message numerus="yes">
        <source>%n link(s) removed</source>
        <translation>
            <numerusform>%n link removed</numerusform>
            <numerusform>%n links removed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReportsDialog</name>
    <message numerus="yes">
        <source>%n article(s) removed.</source>
        <translation>
            <numerusform>%n article removed.</numerusform>
            <numerusform>%n articles removed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n that you opened or changed since stay(s).</source>
        <translation>
            <numerusform>%n that you opened or changed since stays.</numerusform>
            <numerusform>%n that you opened or changed since stay.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n article(s) will be fetched.</source>
        <translation>
            <numerusform>%n article will be fetched.</numerusform>
            <numerusform>%n articles will be fetched.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) written.</source>
        <translation>
            <numerusform>%n row written.</numerusform>
            <numerusform>%n rows written.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RescueDialog</name>
    <message numerus="yes">
        <source>%n article(s)</source>
        <translation>
            <numerusform>%n article</numerusform>
            <numerusform>%n articles</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ResultTexts</name>
    <message numerus="yes">
        <source>%n matches</source>
        <translation>
            <numerusform>%n match</numerusform>
            <numerusform>%n matches</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n articles</source>
        <translation>
            <numerusform>%n article</numerusform>
            <numerusform>%n articles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Also in Trash: %n articles</source>
        <translation>
            <numerusform>Also in Trash: %n article</numerusform>
            <numerusform>Also in Trash: %n articles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Results may be incomplete: %n articles are not indexed yet</source>
        <translation>
            <numerusform>Results may be incomplete: %n article is not indexed yet</numerusform>
            <numerusform>Results may be incomplete: %n articles are not indexed yet</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RulesDialog</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SaveLine</name>
    <message numerus="yes">
        <source>%n under way</source>
        <translation>
            <numerusform>%n under way</numerusform>
            <numerusform>%n under way</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n saved</source>
        <translation>
            <numerusform>%n saved</numerusform>
            <numerusform>%n saved</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n without some pictures</source>
        <translation>
            <numerusform>%n without some pictures</numerusform>
            <numerusform>%n without some pictures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting for a connection</source>
        <translation>
            <numerusform>%n waiting for a connection</numerusform>
            <numerusform>%n waiting for a connection</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SaveTexts</name>
    <message numerus="yes">
        <source>Saved without %n picture(s)</source>
        <translation>
            <numerusform>Saved without %n picture</numerusform>
            <numerusform>Saved without %n pictures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SavingFeature</name>
    <message numerus="yes">
        <source>Save %n links?</source>
        <translation>
            <numerusform>Save %n link?</numerusform>
            <numerusform>Save %n links?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) in {folder} hold nothing to save or import: left out.</source>
        <translation>
            <numerusform>%n file in {folder} holds nothing to save or import: left out.</numerusform>
            <numerusform>%n files in {folder} hold nothing to save or import: left out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SelectionTexts</name>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n selected</numerusform>
            <numerusform>%n selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ServerDialog</name>
    <message numerus="yes">
        <source>The server answers. It translates %n pair(s) of languages.</source>
        <translation>
            <numerusform>The server answers. It translates %n pair of languages.</numerusform>
            <numerusform>The server answers. It translates %n pairs of languages.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SharingRows</name>
    <message numerus="yes">
        <source>%n note(s) and highlight(s) that are on your computers alone go to {names} now, and so does what you note from now on. They cannot be taken back one by one.</source>
        <translation>
            <numerusform>%n note or highlight that is on your computers alone goes to {names} now, and so does what you note from now on. It cannot be taken back by itself.</numerusform>
            <numerusform>%n notes and highlights that are on your computers alone go to {names} now, and so does what you note from now on. They cannot be taken back one by one.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SpokenDoubts</name>
    <message numerus="yes">
        <source>%n sentences may be wrong</source>
        <translation>
            <numerusform>%n sentence may be wrong</numerusform>
            <numerusform>%n sentences may be wrong</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StorageDialog</name>
    <message numerus="yes">
        <source>%n article(s)</source>
        <translation>
            <numerusform>%n article</numerusform>
            <numerusform>%n articles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SyncDialog</name>
    <message numerus="yes">
        <source>%n file(s) in the folder stay damaged or missing.</source>
        <translation>
            <numerusform>%n file in the folder stays damaged or missing.</numerusform>
            <numerusform>%n files in the folder stay damaged or missing.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SyncFeature</name>
    <message numerus="yes">
        <source>%n article(s) were deleted on another computer</source>
        <translation>
            <numerusform>%n article was deleted on another computer</numerusform>
            <numerusform>%n articles were deleted on another computer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) from other computers</source>
        <translation>
            <numerusform>%n change from other computers</numerusform>
            <numerusform>%n changes from other computers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n article(s) kept: deleted on one computer, changed on another</source>
        <translation>
            <numerusform>%n article kept: deleted on one computer, changed on another</numerusform>
            <numerusform>%n articles kept: deleted on one computer, changed on another</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n article(s) came back</source>
        <translation>
            <numerusform>%n article came back</numerusform>
            <numerusform>%n articles came back</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SyncTexts</name>
    <message numerus="yes">
        <source>%n change(s) on this computer alone</source>
        <translation>
            <numerusform>%n change on this computer alone</numerusform>
            <numerusform>%n changes on this computer alone</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) waiting</source>
        <translation>
            <numerusform>%n change waiting</numerusform>
            <numerusform>%n changes waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In step %n minute(s) ago</source>
        <translation>
            <numerusform>In step %n minute ago</numerusform>
            <numerusform>In step %n minutes ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In step %n hour(s) ago</source>
        <translation>
            <numerusform>In step %n hour ago</numerusform>
            <numerusform>In step %n hours ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) were missing from the folder or damaged, and were written again.</source>
        <translation>
            <numerusform>%n file was missing from the folder or damaged, and was written again.</numerusform>
            <numerusform>%n files were missing from the folder or damaged, and were written again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) of other computers are kept aside: this version of Liseuse does not understand them. The next version looks at them again.</source>
        <translation>
            <numerusform>%n change of other computers is kept aside: this version of Liseuse does not understand it. The next version looks at it again.</numerusform>
            <numerusform>%n changes of other computers are kept aside: this version of Liseuse does not understand them. The next version looks at them again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Its clock is ahead, by %n day(s) at least</source>
        <translation>
            <numerusform>Its clock is ahead, by %n day at least</numerusform>
            <numerusform>Its clock is ahead, by %n days at least</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Its clock is ahead, by %n hour(s) at least</source>
        <translation>
            <numerusform>Its clock is ahead, by %n hour at least</numerusform>
            <numerusform>Its clock is ahead, by %n hours at least</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Its clock is ahead, by %n minute(s) at least</source>
        <translation>
            <numerusform>Its clock is ahead, by %n minute at least</numerusform>
            <numerusform>Its clock is ahead, by %n minutes at least</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n article(s) here</source>
        <translation>
            <numerusform>%n article here</numerusform>
            <numerusform>%n articles here</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in the folder</source>
        <translation>
            <numerusform>%n in the folder</numerusform>
            <numerusform>%n in the folder</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them in both</source>
        <translation>
            <numerusform>%n of them in both</numerusform>
            <numerusform>%n of them in both</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TagDialog</name>
    <message numerus="yes">
        <source>%n articles</source>
        <translation>
            <numerusform>%n article</numerusform>
            <numerusform>%n articles</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TranslationFeature</name>
    <message numerus="yes">
        <source>Use the correction in %n other articles too?</source>
        <translation>
            <numerusform>Use the correction in %n other article too?</numerusform>
            <numerusform>Use the correction in %n other articles too?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TranslationQueueFeature</name>
    <message numerus="yes">
        <source>%n translations wait</source>
        <translation>
            <numerusform>%n translation waits</numerusform>
            <numerusform>%n translations wait</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TranslationTexts</name>
    <message numerus="yes">
        <source>Translating… {done} of %n paragraphs</source>
        <translation>
            <numerusform>Translating… {done} of %n paragraph</numerusform>
            <numerusform>Translating… {done} of %n paragraphs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n s</source>
        <translation>
            <numerusform>%n s</numerusform>
            <numerusform>%n s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <translation>
            <numerusform>%n min</numerusform>
            <numerusform>%n min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Translating… {done} of %n paragraphs · about {time} left</source>
        <translation>
            <numerusform>Translating… {done} of %n paragraph · about {time} left</numerusform>
            <numerusform>Translating… {done} of %n paragraphs · about {time} left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{done} of %n paragraphs</source>
        <translation>
            <numerusform>{done} of %n paragraph</numerusform>
            <numerusform>{done} of %n paragraphs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sentences are marked because they look wrong.</source>
        <translation>
            <numerusform>%n sentence is marked because it looks wrong.</numerusform>
            <numerusform>%n sentences are marked because they look wrong.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Took %n s</source>
        <translation>
            <numerusform>Took %n s</numerusform>
            <numerusform>Took %n s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sentences checked</source>
        <translation>
            <numerusform>%n sentence checked</numerusform>
            <numerusform>%n sentences checked</numerusform>
        </translation>
    </message>
</context>
</TS>
