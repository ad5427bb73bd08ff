<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>ArticleScreen</name>
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
    <name>CardWords</name>
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
    <name>DropOverlay</name>
    <message numerus="yes">
        <source>%n link(s)</source>
        <translation>
            <numerusform>%n link</numerusform>
            <numerusform>%n links</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ResultWords</name>
    <message numerus="yes">
        <source>%n matches</source>
        <translation>
            <numerusform>%n match</numerusform>
            <numerusform>%n matches</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n results</source>
        <translation>
            <numerusform>%n result</numerusform>
            <numerusform>%n results</numerusform>
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
    <name>SaveDesk</name>
    <message numerus="yes">
        <source>Save %n links?</source>
        <translation>
            <numerusform>Save %n link?</numerusform>
            <numerusform>Save %n links?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SaveTray</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SaveWords</name>
    <message numerus="yes">
        <source>Saved without %n picture(s)</source>
        <translation>
            <numerusform>Saved without %n picture</numerusform>
            <numerusform>Saved without %n pictures</numerusform>
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
    <name>TranslationWords</name>
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
        <source>Took %n s</source>
        <translation>
            <numerusform>Took %n s</numerusform>
            <numerusform>Took %n s</numerusform>
        </translation>
    </message>
</context>
</TS>
