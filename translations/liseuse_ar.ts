<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ar" sourcelanguage="en">
<context>
    <name>AddLinkDialog</name>
    <message>
        <source>Add link</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The article and its pictures are saved on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ArticleList</name>
    <message>
        <source>Add link</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Empty Trash…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Views</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ArticleScreen</name>
    <message numerus="yes">
        <source>Reading time %n min</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min left</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>finished</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CardShapes</name>
    <message>
        <source>Loading</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DropOverlay</name>
    <message>
        <source>Only web links can be saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop to save for offline reading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag a link, text that holds one, or a link file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 link · {site} — the article, its pictures and nothing else</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n link(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The link in this file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold Shift to save and open · Esc to cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EmptyView</name>
    <message>
        <source>Retry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See all articles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New articles you save appear here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No favourites yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press S on an article.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The archive is empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press E on an article to keep it here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trash is empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Articles you delete wait here until you empty it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No articles yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag a link into this window, or press Ctrl+N.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add link</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LinkField</name>
    <message>
        <source>Only web links can be saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Web address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ModelsDialog</name>
    <message>
        <source>Translation models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Translation runs on this computer. Nothing you read is sent anywhere. A model is downloaded once, then works without a connection.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Installation progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install from file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Official models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models use {used} · {free} free on this disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you can read now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without a direct model, Liseuse translates to English first, then to Arabic. Names and nuances may shift, so the original is always one key away (O).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs a model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>demonstration quality</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Installed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Demonstration model: weak, a rough gloss word by word.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Demonstration model: gives a fair gist, not for anything that matters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Download</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Translation models (*.argosmodel)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Installing…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is translated already stays. New translations with it will not be possible.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arabic needs this model too. What is translated already stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the model {pair}?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something in Liseuse went wrong.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you saved is safe. The details below help us to repair it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Library views</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Menu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offline · all features work</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReadingBar</name>
    <message>
        <source>Original</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Translation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interleaved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text size {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language and view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Favourite</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unarchive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Archive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading mode</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReadingPane</name>
    <message>
        <source>What you save can be read here, without a connection.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose an article</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save it again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This article could not be opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Translated to {language}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Article, {language}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SaveItem</name>
    <message>
        <source>Retry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open in browser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SaveTray</name>
    <message>
        <source>Show fewer</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TranslationStrip</name>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show original</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Get the official models</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TranslationWords</name>
    <message>
        <source>Preparing the translation…</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Translating… {done} of %n paragraphs</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n s</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Translating… {done} of %n paragraphs · about {time} left</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{done} of %n paragraphs</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Stopped after {done} of {total}. What is done is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It may contain mistakes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Took %n s</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>To read in {language}, add a translation model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Machine translation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Machine translation ({way}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Machine translation via {language} ({way}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Demonstration model: it gives a fair gist, not every detail.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Demonstration model: the Arabic is weak.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Demonstration model: the result is weak.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>UndoItem</name>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Welcome to Liseuse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save articles. Read them anywhere. Translate them on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>English</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>French</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arabic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag a link here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>or paste it anywhere with Ctrl+V</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sample article</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try the text sizes and the translation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two demonstration models are included.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No account, nothing is sent.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cards</name>
    <message>
        <source>%n min left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%n min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unread</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>favourite</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{percent} read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{language}, translated to {others}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>commands</name>
    <message>
        <source>Library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Article</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Translation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language of the interface</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add link…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the copied link</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unread</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Favourites</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Archive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All articles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Empty Trash…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Translation models…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next article</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous article</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Menu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous pane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Favourite</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark as read or unread</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Original page in the browser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move to Trash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore from Trash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Actions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Original</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop translating</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smallest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Small</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Medium</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Large</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Largest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Default size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Follow the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sepia</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show or hide the views</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show or hide the list</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>errors</name>
    <message>
        <source>“{text}” is not a web link.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the whole address from the browser; it starts with https://.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only web links can be saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give a link that starts with http:// or https://.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The page led to {host}, which a web page may not open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If you trust that address, add it yourself as a link.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no connection.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The link is kept. Try again when you are online.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>We couldn’t find {host}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the address and the connection, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>We couldn’t reach {host}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The site does not answer now. The link is kept; try again later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} broke off its answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The page did not arrive whole. Try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection to {host} is not secure.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its certificate is not valid: {reason}. Check the date of this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} took too long to answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The link is kept. Try again later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This page does not exist on {host}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It may have moved. Open it in the browser to look for it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} shows this page only to its members.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it in the browser, where you are signed in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} does not give this page to Liseuse.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it in the browser instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} asks us to wait.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too many pages were asked for. Try again in some minutes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} has a problem of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} sends us round in circles.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the page in the browser and copy the address it ends at.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This page is too large to save.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The limit is {limit}. Open it in the browser.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This link is a {type}, not an article.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it in the browser, or give the link of a page.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No article was found on this page.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the link of an article itself, or open the page in the browser.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This page could not be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is built in a way that took too long to read. Open it in the browser.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A picture could not be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text is complete. Try the picture again later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no article with the number {id}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List the articles to see their numbers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This article is already in your library.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This article could not be opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its stored text is damaged. Save it again; your notes are kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No model translates from {source} to {target}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a model under Translation models.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This article is already in {target}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another language.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This article is not translated to {target} yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Translate it first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model arrived incomplete. It was not installed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Downloading it again usually fixes it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file is not a translation model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a file that ends in .argosmodel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model is not safe. It was not installed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Get the model from the official list instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model {package} does not work.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove it under Translation models and install it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model {package} is not installed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List the installed models to see their names.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The translation stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is done is kept. Try again to go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was lost. Free some space, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing can be written to {folder}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Allow writing to that folder, or choose another library folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library file is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was left as it is. Run “liseuse doctor”, or restore a backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file {file} is not a Liseuse library.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was left as it is. Choose another library folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This library was made by a newer Liseuse.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed. Update Liseuse to open it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another program is using the library.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close it, or try again in a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk reported an error.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing that was saved is lost. Check the disk, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file {file} could not be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that it exists and that you may open it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A part of Liseuse stopped unexpectedly.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is lost. Try again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>languages</name>
    <message>
        <source>French</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>English</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arabic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>German</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spanish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Italian</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Portuguese</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dutch</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>reading</name>
    <message>
        <source>Embedded content on the original page: </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>original</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>machine translation</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>save</name>
    <message>
        <source>Saved for offline reading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Already in your library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text is complete.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved on {date}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{done} of {total} pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>finding the article…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>looking for pictures…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>saving…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetching</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Extracting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step {number} of 4, {name}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>self._window</name>
    <message>
        <source>Link copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to undo</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Column width</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reduce motion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language of the interface</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading speed (words a minute; 0: by language)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show titles in my language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Processor cores for translation (0: all but one)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address of the list of models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetch pictures when saving</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>window</name>
    <message>
        <source>Moved to Trash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Archived</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back in Unread</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Save %n links?</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Each page is fetched from its site, four at a time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete everything in Trash?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The articles and their pictures are removed from this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Empty Trash</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
