<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name>AddLinkDialog</name>
    <message>
        <source>Add link</source>
        <translation>Ajouter un lien</translation>
    </message>
    <message>
        <source>The article and its pictures are saved on this computer.</source>
        <translation>L’article et ses images sont enregistrés sur cet ordinateur.</translation>
    </message>
</context>
<context>
    <name>ArticleList</name>
    <message>
        <source>Search</source>
        <translation>Recherche</translation>
    </message>
    <message>
        <source>Add link</source>
        <translation>Ajouter un lien</translation>
    </message>
    <message>
        <source>Empty Trash…</source>
        <translation>Vider la corbeille…</translation>
    </message>
    <message>
        <source>Clear search</source>
        <translation>Effacer la recherche</translation>
    </message>
    <message>
        <source>Sort</source>
        <translation>Trier</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>Vues</translation>
    </message>
</context>
<context>
    <name>ArticleScreen</name>
    <message numerus="yes">
        <source>Reading time %n min</source>
        <translation>
            <numerusform>Temps de lecture&#x202f;: %n min</numerusform>
            <numerusform>Temps de lecture&#x202f;: %n min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min left</source>
        <translation>
            <numerusform>%n min restante</numerusform>
            <numerusform>%n min restantes</numerusform>
        </translation>
    </message>
    <message>
        <source>finished</source>
        <translation>terminé</translation>
    </message>
</context>
<context>
    <name>CardShapes</name>
    <message>
        <source>Loading</source>
        <translation>Chargement</translation>
    </message>
</context>
<context>
    <name>CardWords</name>
    <message numerus="yes">
        <source>%n min left</source>
        <translation>
            <numerusform>%n min restante</numerusform>
            <numerusform>%n min restantes</numerusform>
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
    <message>
        <source>Only web links can be saved</source>
        <translation>Seuls les liens web peuvent être enregistrés</translation>
    </message>
    <message>
        <source>Drop to save for offline reading</source>
        <translation>Déposez pour lire hors ligne</translation>
    </message>
    <message>
        <source>Drag a link, text that holds one, or a link file.</source>
        <translation>Glissez un lien, un texte qui en contient un, ou un fichier de lien.</translation>
    </message>
    <message>
        <source>1 link · {site} — the article, its pictures and nothing else</source>
        <translation>1 lien · {site} — l’article, ses images et rien d’autre</translation>
    </message>
    <message numerus="yes">
        <source>%n link(s)</source>
        <translation>
            <numerusform>%n lien</numerusform>
            <numerusform>%n liens</numerusform>
        </translation>
    </message>
    <message>
        <source>The link in this file</source>
        <translation>Le lien contenu dans ce fichier</translation>
    </message>
    <message>
        <source>Hold Shift to save and open · Esc to cancel</source>
        <translation>Maj pour enregistrer et ouvrir · Échap pour annuler</translation>
    </message>
</context>
<context>
    <name>EmptyView</name>
    <message>
        <source>Retry</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>See all articles</source>
        <translation>Voir tous les articles</translation>
    </message>
    <message>
        <source>All read</source>
        <translation>Tout est lu</translation>
    </message>
    <message>
        <source>New articles you save appear here.</source>
        <translation>Vos prochains articles apparaîtront ici.</translation>
    </message>
    <message>
        <source>No favourites yet</source>
        <translation>Pas encore de favoris</translation>
    </message>
    <message>
        <source>Press S on an article.</source>
        <translation>Appuyez sur S sur un article.</translation>
    </message>
    <message>
        <source>The archive is empty</source>
        <translation>Les archives sont vides</translation>
    </message>
    <message>
        <source>Press E on an article to keep it here.</source>
        <translation>Appuyez sur E sur un article pour le garder ici.</translation>
    </message>
    <message>
        <source>Trash is empty</source>
        <translation>La corbeille est vide</translation>
    </message>
    <message>
        <source>Articles you delete wait here until you empty it.</source>
        <translation>Les articles supprimés restent ici jusqu’à ce que vous la vidiez.</translation>
    </message>
    <message>
        <source>No article has this tag any more</source>
        <translation>Plus aucun article n’a cette étiquette</translation>
    </message>
    <message>
        <source>Press F2 on an article to give it tags.</source>
        <translation>Appuyez sur F2 sur un article pour lui donner des étiquettes.</translation>
    </message>
    <message>
        <source>No articles yet</source>
        <translation>Pas encore d’articles</translation>
    </message>
    <message>
        <source>Drag a link into this window, or press Ctrl+N.</source>
        <translation>Glissez un lien dans cette fenêtre, ou appuyez sur Ctrl+N.</translation>
    </message>
    <message>
        <source>Add link</source>
        <translation>Ajouter un lien</translation>
    </message>
</context>
<context>
    <name>EndBlock</name>
    <message>
        <source>Archive and next</source>
        <translation>Archiver et suivant</translation>
    </message>
    <message>
        <source>Original page</source>
        <translation>Page d’origine</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Enregistré</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Save: {title}</source>
        <translation>Enregistrer&#x202f;: {title}</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>{n} of {total} in this article</source>
        <translation>{n} sur {total} dans cet article</translation>
    </message>
    <message>
        <source>Not in this article</source>
        <translation>Absent de cet article</translation>
    </message>
    <message>
        <source>Find in article</source>
        <translation>Rechercher dans l’article</translation>
    </message>
    <message>
        <source>Previous match</source>
        <translation>Résultat précédent</translation>
    </message>
    <message>
        <source>Next match</source>
        <translation>Résultat suivant</translation>
    </message>
    <message>
        <source>next</source>
        <translation>suivant</translation>
    </message>
    <message>
        <source>close</source>
        <translation>fermer</translation>
    </message>
</context>
<context>
    <name>HelpOverlay</name>
    <message>
        <source>Keyboard help</source>
        <translation>Aide du clavier</translation>
    </message>
    <message>
        <source>Filter keys</source>
        <translation>Filtrer les touches</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>Clavier</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>On AZERTY the digit row works without Shift. On an Arabic layout the letters keep their physical place.</source>
        <translation>En AZERTY, la rangée des chiffres fonctionne sans Maj. Avec une disposition arabe, les lettres gardent leur place physique.</translation>
    </message>
    <message>
        <source>No key does that</source>
        <translation>Aucune touche ne fait cela</translation>
    </message>
</context>
<context>
    <name>Layers</name>
    <message>
        <source>Layout: {name} (detected)</source>
        <translation>Disposition&#x202f;: {name} (détectée)</translation>
    </message>
    <message>
        <source>Layout: {name}</source>
        <translation>Disposition&#x202f;: {name}</translation>
    </message>
    <message>
        <source>Theme: {name}</source>
        <translation>Thème&#x202f;: {name}</translation>
    </message>
    <message>
        <source>Interface language: {name}</source>
        <translation>Langue de l’interface&#x202f;: {name}</translation>
    </message>
    <message>
        <source>Text size: {name}</source>
        <translation>Taille du texte&#x202f;: {name}</translation>
    </message>
    <message>
        <source>Sort by: {name}</source>
        <translation>Trier par&#x202f;: {name}</translation>
    </message>
    <message>
        <source>Read in {name}</source>
        <translation>Lire en&#x202f;: {name}</translation>
    </message>
    <message>
        <source>Go to {name}</source>
        <translation>Aller à&#x202f;: {name}</translation>
    </message>
    <message>
        <source>{name}: on</source>
        <translation>{name}&#x202f;: activé</translation>
    </message>
    <message>
        <source>{name}: off</source>
        <translation>{name}&#x202f;: désactivé</translation>
    </message>
</context>
<context>
    <name>LinkField</name>
    <message>
        <source>Only web links can be saved</source>
        <translation>Seuls les liens web peuvent être enregistrés</translation>
    </message>
    <message>
        <source>Web address</source>
        <translation>Adresse web</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
</context>
<context>
    <name>ModelsDialog</name>
    <message>
        <source>Translation models</source>
        <translation>Modèles de traduction</translation>
    </message>
    <message>
        <source>Translation runs on this computer. Nothing you read is sent anywhere. A model is downloaded once, then works without a connection.</source>
        <translation>La traduction se fait sur cet ordinateur. Rien de ce que vous lisez n’est envoyé. Un modèle se télécharge une fois, puis fonctionne sans connexion.</translation>
    </message>
    <message>
        <source>Installation progress</source>
        <translation>Progression de l’installation</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Install from file…</source>
        <translation>Installer depuis un fichier…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Official models</source>
        <translation>Modèles officiels</translation>
    </message>
    <message>
        <source>Models use {used} · {free} free on this disk</source>
        <translation>Les modèles occupent {used} · {free} libres sur ce disque</translation>
    </message>
    <message>
        <source>What you can read now</source>
        <translation>Ce que vous pouvez lire dès maintenant</translation>
    </message>
    <message>
        <source>Without a direct model, Liseuse translates to English first, then to Arabic. Names and nuances may shift, so the original is always one key away (O).</source>
        <translation>Sans modèle direct, Liseuse traduit d’abord en anglais, puis en arabe. Noms et nuances peuvent changer&#x202f;: l’original reste toujours à portée d’une touche (O).</translation>
    </message>
    <message>
        <source>Needs a model</source>
        <translation>Il manque un modèle</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Prêt</translation>
    </message>
    <message>
        <source>demonstration quality</source>
        <translation>qualité de démonstration</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Supprimer</translation>
    </message>
    <message>
        <source>Installed</source>
        <translation>Installé</translation>
    </message>
    <message>
        <source>Demonstration model: weak, a rough gloss word by word.</source>
        <translation>Modèle de démonstration&#x202f;: faible, un mot à mot approximatif.</translation>
    </message>
    <message>
        <source>Demonstration model: gives a fair gist, not for anything that matters.</source>
        <translation>Modèle de démonstration&#x202f;: il donne une bonne idée du texte, à ne pas utiliser pour ce qui compte.</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Télécharger</translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation>Version {version}</translation>
    </message>
    <message>
        <source>Translation models (*.argosmodel)</source>
        <translation>Modèles de traduction (*.argosmodel)</translation>
    </message>
    <message>
        <source>Installing…</source>
        <translation>Installation…</translation>
    </message>
    <message>
        <source>What is translated already stays. New translations with it will not be possible.</source>
        <translation>Ce qui est déjà traduit reste. Il ne permettra plus de nouvelles traductions.</translation>
    </message>
    <message>
        <source>Arabic needs this model too. What is translated already stays.</source>
        <translation>L’arabe a aussi besoin de ce modèle. Ce qui est déjà traduit reste.</translation>
    </message>
    <message>
        <source>Remove the model {pair}?</source>
        <translation>Supprimer le modèle {pair}&#x202f;?</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Something in Liseuse went wrong.</source>
        <translation>Un problème est survenu dans Liseuse.</translation>
    </message>
    <message>
        <source>What you saved is safe. The details below help us to repair it.</source>
        <translation>Ce que vous avez enregistré est intact. Les détails ci-dessous nous aideront à corriger le problème.</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Command palette</source>
        <translation>Palette de commandes</translation>
    </message>
    <message>
        <source>Find a command, an article or a setting</source>
        <translation>Chercher une commande, un article ou un réglage</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Résultats</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Récentes</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Commandes</translation>
    </message>
    <message>
        <source>Articles</source>
        <translation>Articles</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>No command or article named “{query}”</source>
        <translation>Aucune commande ni aucun article nommé «&#x202f;{query}&#x202f;»</translation>
    </message>
</context>
<context>
    <name>QMessageBox</name>
    <message>
        <source>Show Details...</source>
        <translation>Afficher les détails</translation>
    </message>
    <message>
        <source>Hide Details...</source>
        <translation>Masquer les détails</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Library views</source>
        <translation>Vues de la bibliothèque</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menu</translation>
    </message>
    <message>
        <source>Search library</source>
        <translation>Rechercher dans la bibliothèque</translation>
    </message>
    <message>
        <source>Offline · all features work</source>
        <translation>Hors ligne · tout fonctionne</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Étiquettes</translation>
    </message>
</context>
<context>
    <name>ReadingBar</name>
    <message>
        <source>Original</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>Translation</source>
        <translation>Traduction</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>Côte à côte</translation>
    </message>
    <message>
        <source>Interleaved</source>
        <translation>Alterné</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Affichage</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Taille du texte</translation>
    </message>
    <message>
        <source>Text size {number}</source>
        <translation>Taille du texte {number}</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>Retour à la liste</translation>
    </message>
    <message>
        <source>Language and view</source>
        <translation>Langue et affichage</translation>
    </message>
    <message>
        <source>Favourite</source>
        <translation>Favori</translation>
    </message>
    <message>
        <source>Unarchive</source>
        <translation>Désarchiver</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archiver</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Plus</translation>
    </message>
    <message>
        <source>Next theme</source>
        <translation>Thème suivant</translation>
    </message>
    <message>
        <source>Reading mode</source>
        <translation>Mode lecture</translation>
    </message>
</context>
<context>
    <name>ReadingCursor</name>
    <message>
        <source>No further heading</source>
        <translation>Aucun autre intertitre</translation>
    </message>
    <message>
        <source>Heading: {title}</source>
        <translation>Intertitre&#x202f;: {title}</translation>
    </message>
</context>
<context>
    <name>ReadingPane</name>
    <message>
        <source>What you save can be read here, without a connection.</source>
        <translation>Ce que vous enregistrez se lit ici, sans connexion.</translation>
    </message>
    <message>
        <source>Choose an article</source>
        <translation>Choisissez un article</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Ouverture…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Save it again</source>
        <translation>L’enregistrer à nouveau</translation>
    </message>
    <message>
        <source>Show details</source>
        <translation>Afficher les détails</translation>
    </message>
    <message>
        <source>This article could not be opened</source>
        <translation>Cet article n’a pas pu être ouvert</translation>
    </message>
    <message>
        <source>Translated to {language}</source>
        <translation>Traduction en {language} terminée</translation>
    </message>
    <message>
        <source>Reading progress</source>
        <translation>Progression de la lecture</translation>
    </message>
    <message>
        <source>Article, {language}</source>
        <translation>Article, {language}</translation>
    </message>
</context>
<context>
    <name>RepairBlocks</name>
    <message>
        <source>Parts of the article</source>
        <translation>Parties de l’article</translation>
    </message>
    <message>
        <source>shown</source>
        <translation>affiché</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>écarté</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>retiré</translation>
    </message>
    <message>
        <source>Heading</source>
        <translation>Intertitre</translation>
    </message>
    <message>
        <source>Paragraph</source>
        <translation>Paragraphe</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Image</translation>
    </message>
    <message>
        <source>Quotation</source>
        <translation>Citation</translation>
    </message>
    <message>
        <source>List</source>
        <translation>Liste</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tableau</translation>
    </message>
    <message>
        <source>Program text</source>
        <translation>Texte de programme</translation>
    </message>
    <message>
        <source>Related link</source>
        <translation>Lien associé</translation>
    </message>
    <message>
        <source>Embedded video or post</source>
        <translation>Vidéo ou publication intégrée</translation>
    </message>
</context>
<context>
    <name>RepairDialog</name>
    <message>
        <source>Title</source>
        <translation>Titre</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>Auteur</translation>
    </message>
    <message>
        <source>Date (year-month-day)</source>
        <translation>Date (année-mois-jour)</translation>
    </message>
    <message>
        <source>Section</source>
        <translation>Rubrique</translation>
    </message>
    <message>
        <source>Repair this article</source>
        <translation>Réparer cet article</translation>
    </message>
    <message>
        <source>Show what was left out</source>
        <translation>Montrer ce qui a été écarté</translation>
    </message>
    <message>
        <source>Untick what does not belong. Every change applies at once and outlives new copies.</source>
        <translation>Décochez ce qui n’en fait pas partie. Chaque changement s’applique aussitôt et survit aux nouvelles copies.</translation>
    </message>
    <message>
        <source>Lead picture</source>
        <translation>Image principale</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>Parties</translation>
    </message>
    <message>
        <source>Take all repairs back</source>
        <translation>Annuler toutes les réparations</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Hide what was left out</source>
        <translation>Masquer ce qui a été écarté</translation>
    </message>
    <message>
        <source>Nothing is known to have been left out of this copy.</source>
        <translation>On ne connaît rien qui ait été écarté de cette copie.</translation>
    </message>
    <message>
        <source>Repairs that find nothing in this copy: {parts}</source>
        <translation>Réparations sans objet dans cette copie&#x202f;: {parts}</translation>
    </message>
</context>
<context>
    <name>RepairPictures</name>
    <message>
        <source>Lead picture</source>
        <translation>Image principale</translation>
    </message>
    <message>
        <source>No picture</source>
        <translation>Aucune image</translation>
    </message>
</context>
<context>
    <name>ResultList</name>
    <message>
        <source>Search results</source>
        <translation>Résultats de la recherche</translation>
    </message>
    <message>
        <source>Search looks in titles, texts, translations, notes and tags.</source>
        <translation>La recherche porte sur les titres, les textes, les traductions, les notes et les étiquettes.</translation>
    </message>
    <message>
        <source>Clear search</source>
        <translation>Effacer la recherche</translation>
    </message>
    <message>
        <source>Found in Trash</source>
        <translation>Trouvés dans la corbeille</translation>
    </message>
    <message>
        <source>Back to the results</source>
        <translation>Retour aux résultats</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Afficher</translation>
    </message>
</context>
<context>
    <name>ResultWords</name>
    <message numerus="yes">
        <source>%n matches</source>
        <translation>
            <numerusform>%n occurrence</numerusform>
            <numerusform>%n occurrences</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n results</source>
        <translation>
            <numerusform>%n résultat</numerusform>
            <numerusform>%n résultats</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Also in Trash: %n articles</source>
        <translation>
            <numerusform>Aussi dans la corbeille&#x202f;: %n article</numerusform>
            <numerusform>Aussi dans la corbeille&#x202f;: %n articles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Results may be incomplete: %n articles are not indexed yet</source>
        <translation>
            <numerusform>Les résultats peuvent être incomplets&#x202f;: %n article n’est pas encore indexé</numerusform>
            <numerusform>Les résultats peuvent être incomplets&#x202f;: %n articles ne sont pas encore indexés</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing found for “{query}”</source>
        <translation>Aucun résultat pour «&#x202f;{query}&#x202f;»</translation>
    </message>
    <message>
        <source>NOTE</source>
        <translation>NOTE</translation>
    </message>
    <message>
        <source>Private note</source>
        <translation>Note privée</translation>
    </message>
</context>
<context>
    <name>SaveDesk</name>
    <message numerus="yes">
        <source>Save %n links?</source>
        <translation>
            <numerusform>Enregistrer %n lien&#x202f;?</numerusform>
            <numerusform>Enregistrer %n liens&#x202f;?</numerusform>
        </translation>
    </message>
    <message>
        <source>Each page is fetched from its site, four at a time.</source>
        <translation>Chaque page est récupérée sur son site, quatre à la fois.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Open file</source>
        <translation>Ouvrir un fichier</translation>
    </message>
    <message>
        <source>Saved pages and links</source>
        <translation>Pages enregistrées et liens</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Tous les fichiers</translation>
    </message>
</context>
<context>
    <name>SaveItem</name>
    <message>
        <source>Retry</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>Open in browser</source>
        <translation>Ouvrir dans le navigateur</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Retry pictures</source>
        <translation>Réessayer les images</translation>
    </message>
    <message>
        <source>Update copy</source>
        <translation>Mettre à jour la copie</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>SaveTray</name>
    <message>
        <source>Show fewer</source>
        <translation>Réduire la liste</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n autre</numerusform>
            <numerusform>%n autres</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SaveWords</name>
    <message numerus="yes">
        <source>Saved without %n picture(s)</source>
        <translation>
            <numerusform>Enregistré sans %n image</numerusform>
            <numerusform>Enregistré sans %n images</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Search library</source>
        <translation>Rechercher dans la bibliothèque</translation>
    </message>
    <message>
        <source>Clear search</source>
        <translation>Effacer la recherche</translation>
    </message>
</context>
<context>
    <name>Status</name>
    <message>
        <source>{number} %</source>
        <translation>{number}&#x202f;%</translation>
    </message>
    <message>
        <source>End of article</source>
        <translation>Fin de l’article</translation>
    </message>
    <message>
        <source>Paragraph {n} of {total}</source>
        <translation>Paragraphe {n} sur {total}</translation>
    </message>
    <message>
        <source>sentence {n} of {total}</source>
        <translation>phrase {n} sur {total}</translation>
    </message>
    <message>
        <source>archive</source>
        <translation>archiver</translation>
    </message>
    <message>
        <source>next article</source>
        <translation>article suivant</translation>
    </message>
    <message>
        <source>links</source>
        <translation>liens</translation>
    </message>
    <message>
        <source>sentence</source>
        <translation>phrase</translation>
    </message>
    <message>
        <source>translate</source>
        <translation>traduire</translation>
    </message>
    <message>
        <source>original</source>
        <translation>original</translation>
    </message>
    <message>
        <source>paragraph</source>
        <translation>paragraphe</translation>
    </message>
    <message>
        <source>all keys</source>
        <translation>toutes les touches</translation>
    </message>
</context>
<context>
    <name>TagDialog</name>
    <message>
        <source>Tags</source>
        <translation>Étiquettes</translation>
    </message>
    <message>
        <source>Commas between tags. Tab takes the first suggestion.</source>
        <translation>Séparez les étiquettes par des virgules. Tab prend la première suggestion.</translation>
    </message>
    <message>
        <source>Tags, with commas between them</source>
        <translation>Étiquettes, séparées par des virgules</translation>
    </message>
    <message numerus="yes">
        <source>%n articles</source>
        <translation>
            <numerusform>%n article</numerusform>
            <numerusform>%n articles</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
</context>
<context>
    <name>TranslationStrip</name>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continuer</translation>
    </message>
    <message>
        <source>Choose models</source>
        <translation>Choisir les modèles</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Show original</source>
        <translation>Voir l’original</translation>
    </message>
    <message>
        <source>Get the official models</source>
        <translation>Modèles officiels</translation>
    </message>
</context>
<context>
    <name>TranslationWords</name>
    <message>
        <source>Preparing the translation…</source>
        <translation>Préparation de la traduction…</translation>
    </message>
    <message numerus="yes">
        <source>Translating… {done} of %n paragraphs</source>
        <translation>
            <numerusform>Traduction… {done} sur %n paragraphe</numerusform>
            <numerusform>Traduction… {done} paragraphes sur %n</numerusform>
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
            <numerusform>Traduction… {done} sur %n paragraphe · environ {time}</numerusform>
            <numerusform>Traduction… {done} paragraphes sur %n · environ {time}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{done} of %n paragraphs</source>
        <translation>
            <numerusform>{done} sur %n paragraphe</numerusform>
            <numerusform>{done} paragraphes sur %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopped after {done} of {total}. What is done is kept.</source>
        <translation>Arrêtée après {done} sur {total}. Ce qui est fait est gardé.</translation>
    </message>
    <message>
        <source>It may contain mistakes.</source>
        <translation>Elle peut contenir des erreurs.</translation>
    </message>
    <message numerus="yes">
        <source>Took %n s</source>
        <translation>
            <numerusform>Durée&#x202f;: %n s</numerusform>
            <numerusform>Durée&#x202f;: %n s</numerusform>
        </translation>
    </message>
    <message>
        <source>To read in {language}, add a translation model.</source>
        <translation>Pour lire en {language}, ajoutez un modèle de traduction.</translation>
    </message>
    <message>
        <source>Machine translation.</source>
        <translation>Traduction automatique.</translation>
    </message>
    <message>
        <source>Machine translation ({way}).</source>
        <translation>Traduction automatique ({way}).</translation>
    </message>
    <message>
        <source>Machine translation via English ({way}).</source>
        <translation>Traduction automatique, via l’anglais ({way}).</translation>
    </message>
    <message>
        <source>Machine translation via {language} ({way}).</source>
        <translation>Traduction automatique, d’abord en {language} ({way}).</translation>
    </message>
    <message>
        <source>Demonstration model: it gives a fair gist, not every detail.</source>
        <translation>Modèle de démonstration&#x202f;: l’idée générale, sans tous les détails.</translation>
    </message>
    <message>
        <source>Demonstration model: the Arabic is weak.</source>
        <translation>Modèle de démonstration&#x202f;: l’arabe est faible.</translation>
    </message>
    <message>
        <source>Demonstration model: the result is weak.</source>
        <translation>Modèle de démonstration&#x202f;: le résultat est faible.</translation>
    </message>
</context>
<context>
    <name>UndoItem</name>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Welcome to Liseuse</source>
        <translation>Bienvenue dans Liseuse</translation>
    </message>
    <message>
        <source>Save articles. Read them anywhere. Translate them on this computer.</source>
        <translation>Enregistrez des articles, lisez-les partout, traduisez-les sur cet ordinateur.</translation>
    </message>
    <message>
        <source>English</source>
        <translation>Anglais</translation>
    </message>
    <message>
        <source>French</source>
        <translation>Français</translation>
    </message>
    <message>
        <source>Arabic</source>
        <translation>Arabe</translation>
    </message>
    <message>
        <source>Drag a link here</source>
        <translation>Glissez un lien ici</translation>
    </message>
    <message>
        <source>or paste it anywhere with Ctrl+V</source>
        <translation>ou collez-le n’importe où avec Ctrl+V</translation>
    </message>
    <message>
        <source>Sample article</source>
        <translation>Article d’exemple</translation>
    </message>
    <message>
        <source>Try the text sizes and the translation.</source>
        <translation>Essayez les tailles de texte et la traduction.</translation>
    </message>
    <message>
        <source>Read it</source>
        <translation>Le lire</translation>
    </message>
    <message>
        <source>Two demonstration models are included.</source>
        <translation>Deux modèles de démonstration sont inclus.</translation>
    </message>
    <message>
        <source>Choose models</source>
        <translation>Choisir les modèles</translation>
    </message>
    <message>
        <source>No account, nothing is sent.</source>
        <translation>Pas de compte, rien n’est envoyé.</translation>
    </message>
</context>
<context>
    <name>cards</name>
    <message>
        <source>unread</source>
        <translation>non lu</translation>
    </message>
    <message>
        <source>favourite</source>
        <translation>favori</translation>
    </message>
    <message>
        <source>{percent} read</source>
        <translation>{percent} lu</translation>
    </message>
    <message>
        <source>{language}, translated to {others}</source>
        <translation>{language}, traductions&#x202f;: {others}</translation>
    </message>
</context>
<context>
    <name>commands</name>
    <message>
        <source>Library</source>
        <translation>Bibliothèque</translation>
    </message>
    <message>
        <source>Article</source>
        <translation>Article</translation>
    </message>
    <message>
        <source>Translation</source>
        <translation>Traduction</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Affichage</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Taille du texte</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Thème</translation>
    </message>
    <message>
        <source>Language of the interface</source>
        <translation>Langue de l’interface</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenêtre</translation>
    </message>
    <message>
        <source>Add link…</source>
        <translation>Ajouter un lien…</translation>
    </message>
    <message>
        <source>Save the copied link</source>
        <translation>Enregistrer le lien copié</translation>
    </message>
    <message>
        <source>Unread</source>
        <translation>Non lus</translation>
    </message>
    <message>
        <source>Favourites</source>
        <translation>Favoris</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archives</translation>
    </message>
    <message>
        <source>All articles</source>
        <translation>Tous les articles</translation>
    </message>
    <message>
        <source>Trash</source>
        <translation>Corbeille</translation>
    </message>
    <message>
        <source>Empty Trash…</source>
        <translation>Vider la corbeille…</translation>
    </message>
    <message>
        <source>Translation models…</source>
        <translation>Modèles de traduction…</translation>
    </message>
    <message>
        <source>Next article</source>
        <translation>Article suivant</translation>
    </message>
    <message>
        <source>Previous article</source>
        <translation>Article précédent</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>Trier par</translation>
    </message>
    <message>
        <source>Open file…</source>
        <translation>Ouvrir un fichier…</translation>
    </message>
    <message>
        <source>Search library</source>
        <translation>Rechercher dans la bibliothèque</translation>
    </message>
    <message>
        <source>Stop all saving</source>
        <translation>Arrêter tous les enregistrements</translation>
    </message>
    <message>
        <source>Command palette…</source>
        <translation>Palette de commandes…</translation>
    </message>
    <message>
        <source>Keyboard help</source>
        <translation>Aide du clavier</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Plein écran</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menu</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>Retour à la liste</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>Volet suivant</translation>
    </message>
    <message>
        <source>Previous pane</source>
        <translation>Volet précédent</translation>
    </message>
    <message>
        <source>Close window</source>
        <translation>Fermer la fenêtre</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Quitter</translation>
    </message>
    <message>
        <source>Next card</source>
        <translation>Carte suivante</translation>
    </message>
    <message>
        <source>Previous card</source>
        <translation>Carte précédente</translation>
    </message>
    <message>
        <source>Into the article</source>
        <translation>Entrer dans l’article</translation>
    </message>
    <message>
        <source>Back to the views or the list</source>
        <translation>Retour aux vues ou à la liste</translation>
    </message>
    <message>
        <source>Open in reading mode</source>
        <translation>Ouvrir en mode lecture</translation>
    </message>
    <message>
        <source>Next paragraph</source>
        <translation>Paragraphe suivant</translation>
    </message>
    <message>
        <source>Previous paragraph</source>
        <translation>Paragraphe précédent</translation>
    </message>
    <message>
        <source>Next sentence</source>
        <translation>Phrase suivante</translation>
    </message>
    <message>
        <source>Previous sentence</source>
        <translation>Phrase précédente</translation>
    </message>
    <message>
        <source>Next heading</source>
        <translation>Intertitre suivant</translation>
    </message>
    <message>
        <source>Previous heading</source>
        <translation>Intertitre précédent</translation>
    </message>
    <message>
        <source>Follow the link</source>
        <translation>Suivre le lien</translation>
    </message>
    <message>
        <source>Page down</source>
        <translation>Page suivante</translation>
    </message>
    <message>
        <source>Page up</source>
        <translation>Page précédente</translation>
    </message>
    <message>
        <source>First card or start</source>
        <translation>Première carte ou début</translation>
    </message>
    <message>
        <source>Last card or end</source>
        <translation>Dernière carte ou fin</translation>
    </message>
    <message>
        <source>Reading mode</source>
        <translation>Mode lecture</translation>
    </message>
    <message>
        <source>Leave reading mode</source>
        <translation>Quitter le mode lecture</translation>
    </message>
    <message>
        <source>Focus one paragraph</source>
        <translation>Mettre un paragraphe en évidence</translation>
    </message>
    <message>
        <source>Contents…</source>
        <translation>Sommaire…</translation>
    </message>
    <message>
        <source>Find in article…</source>
        <translation>Rechercher dans l’article…</translation>
    </message>
    <message>
        <source>Find next</source>
        <translation>Résultat suivant</translation>
    </message>
    <message>
        <source>Find previous</source>
        <translation>Résultat précédent</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>Favourite</source>
        <translation>Favori</translation>
    </message>
    <message>
        <source>Archive or unarchive</source>
        <translation>Archiver ou désarchiver</translation>
    </message>
    <message>
        <source>Mark as read or unread</source>
        <translation>Marquer comme lu ou non lu</translation>
    </message>
    <message>
        <source>Tags…</source>
        <translation>Étiquettes…</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>Copier le lien</translation>
    </message>
    <message>
        <source>Copy as quotation</source>
        <translation>Copier comme citation</translation>
    </message>
    <message>
        <source>Original page in the browser</source>
        <translation>Page d’origine dans le navigateur</translation>
    </message>
    <message>
        <source>Fetch missing pictures</source>
        <translation>Récupérer les images manquantes</translation>
    </message>
    <message>
        <source>Fetch again</source>
        <translation>Récupérer à nouveau</translation>
    </message>
    <message>
        <source>Repair this article…</source>
        <translation>Réparer cet article…</translation>
    </message>
    <message>
        <source>Move to Trash</source>
        <translation>Mettre à la corbeille</translation>
    </message>
    <message>
        <source>Restore from Trash</source>
        <translation>Sortir de la corbeille</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>Actions</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>Côte à côte</translation>
    </message>
    <message>
        <source>Interleaved</source>
        <translation>Alterné</translation>
    </message>
    <message>
        <source>Stop translating</source>
        <translation>Arrêter la traduction</translation>
    </message>
    <message>
        <source>Smallest</source>
        <translation>Très petite</translation>
    </message>
    <message>
        <source>Small</source>
        <translation>Petite</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>Moyenne</translation>
    </message>
    <message>
        <source>Large</source>
        <translation>Grande</translation>
    </message>
    <message>
        <source>Largest</source>
        <translation>Très grande</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>Réduire</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>Agrandir</translation>
    </message>
    <message>
        <source>Default size</source>
        <translation>Taille par défaut</translation>
    </message>
    <message>
        <source>Date saved</source>
        <translation>Date d’enregistrement</translation>
    </message>
    <message>
        <source>Date published</source>
        <translation>Date de publication</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titre</translation>
    </message>
    <message>
        <source>Reading time</source>
        <translation>Temps de lecture</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Progression</translation>
    </message>
    <message>
        <source>Follow the system</source>
        <translation>Comme le système</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Clair</translation>
    </message>
    <message>
        <source>Sepia</source>
        <translation>Sépia</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Sombre</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Contraste élevé</translation>
    </message>
    <message>
        <source>Next theme</source>
        <translation>Thème suivant</translation>
    </message>
    <message>
        <source>Show or hide the views</source>
        <translation>Afficher ou masquer les vues</translation>
    </message>
    <message>
        <source>Show or hide the list</source>
        <translation>Afficher ou masquer la liste</translation>
    </message>
</context>
<context>
    <name>errors</name>
    <message>
        <source>“{text}” is not a web link.</source>
        <translation>«&#x202f;{text}&#x202f;» n’est pas un lien web.</translation>
    </message>
    <message>
        <source>Copy the whole address from the browser; it starts with https://.</source>
        <translation>Copiez l’adresse entière depuis le navigateur&#x202f;; elle commence par https://.</translation>
    </message>
    <message>
        <source>Only web links can be saved.</source>
        <translation>Seuls les liens web peuvent être enregistrés.</translation>
    </message>
    <message>
        <source>Give a link that starts with http:// or https://.</source>
        <translation>Donnez un lien qui commence par http:// ou https://.</translation>
    </message>
    <message>
        <source>The page led to {host}, which a web page may not open.</source>
        <translation>La page menait à {host}, qu’une page web n’a pas le droit d’ouvrir.</translation>
    </message>
    <message>
        <source>If you trust that address, add it yourself as a link.</source>
        <translation>Si cette adresse est de confiance, ajoutez-la vous-même comme lien.</translation>
    </message>
    <message>
        <source>There is no connection.</source>
        <translation>Il n’y a pas de connexion.</translation>
    </message>
    <message>
        <source>The link is kept. Try again when you are online.</source>
        <translation>Le lien est gardé. Réessayez une fois en ligne.</translation>
    </message>
    <message>
        <source>We couldn’t find {host}.</source>
        <translation>{host} est introuvable.</translation>
    </message>
    <message>
        <source>Check the address and the connection, then try again.</source>
        <translation>Vérifiez l’adresse et la connexion, puis réessayez.</translation>
    </message>
    <message>
        <source>We couldn’t reach {host}.</source>
        <translation>{host} est injoignable.</translation>
    </message>
    <message>
        <source>The site does not answer now. The link is kept; try again later.</source>
        <translation>Le site ne répond pas pour le moment. Le lien est gardé&#x202f;; réessayez plus tard.</translation>
    </message>
    <message>
        <source>{host} broke off its answer.</source>
        <translation>{host} a interrompu sa réponse.</translation>
    </message>
    <message>
        <source>The page did not arrive whole. Try again.</source>
        <translation>La page n’est pas arrivée entière. Réessayez.</translation>
    </message>
    <message>
        <source>The connection to {host} is not secure.</source>
        <translation>La connexion à {host} n’est pas sûre.</translation>
    </message>
    <message>
        <source>Its certificate is not valid: {reason}. Check the date of this computer.</source>
        <translation>Son certificat n’est pas valide&#x202f;: {reason}. Vérifiez la date de cet ordinateur.</translation>
    </message>
    <message>
        <source>{host} took too long to answer.</source>
        <translation>{host} a mis trop de temps à répondre.</translation>
    </message>
    <message>
        <source>The link is kept. Try again later.</source>
        <translation>Le lien est gardé. Réessayez plus tard.</translation>
    </message>
    <message>
        <source>This page does not exist on {host}.</source>
        <translation>Cette page n’existe pas sur {host}.</translation>
    </message>
    <message>
        <source>It may have moved. Open it in the browser to look for it.</source>
        <translation>Elle a pu être déplacée. Ouvrez-la dans le navigateur pour la chercher.</translation>
    </message>
    <message>
        <source>{host} shows this page only to its members.</source>
        <translation>{host} réserve cette page à ses membres.</translation>
    </message>
    <message>
        <source>Open it in the browser, where you are signed in.</source>
        <translation>Ouvrez-la dans le navigateur, où vous êtes connecté à votre compte.</translation>
    </message>
    <message>
        <source>{host} does not give this page to Liseuse.</source>
        <translation>{host} refuse cette page à Liseuse.</translation>
    </message>
    <message>
        <source>Open it in the browser instead.</source>
        <translation>Ouvrez-la plutôt dans le navigateur.</translation>
    </message>
    <message>
        <source>{host} asks us to wait.</source>
        <translation>{host} nous demande de patienter.</translation>
    </message>
    <message>
        <source>Too many pages were asked for. Try again in some minutes.</source>
        <translation>Trop de pages ont été demandées. Réessayez dans quelques minutes.</translation>
    </message>
    <message>
        <source>{host} has a problem of its own.</source>
        <translation>{host} rencontre un problème de son côté.</translation>
    </message>
    <message>
        <source>{host} sends us round in circles.</source>
        <translation>{host} nous fait tourner en rond.</translation>
    </message>
    <message>
        <source>Open the page in the browser and copy the address it ends at.</source>
        <translation>Ouvrez la page dans le navigateur et copiez l’adresse d’arrivée.</translation>
    </message>
    <message>
        <source>This page is too large to save.</source>
        <translation>Cette page est trop volumineuse pour être enregistrée.</translation>
    </message>
    <message>
        <source>The limit is {limit} MB. Open it in the browser.</source>
        <translation>La limite est de {limit} Mo. Ouvrez-la dans le navigateur.</translation>
    </message>
    <message>
        <source>This link is a {type}, not an article.</source>
        <translation>Ce lien mène à {type}, pas à un article.</translation>
    </message>
    <message>
        <source>Open it in the browser, or give the link of a page.</source>
        <translation>Ouvrez-le dans le navigateur, ou donnez le lien d’une page.</translation>
    </message>
    <message>
        <source>No article was found on this page.</source>
        <translation>Aucun article trouvé sur cette page.</translation>
    </message>
    <message>
        <source>Give the link of an article itself, or open the page in the browser.</source>
        <translation>Donnez le lien de l’article lui-même, ou ouvrez la page dans le navigateur.</translation>
    </message>
    <message>
        <source>This page could not be read.</source>
        <translation>Cette page n’a pas pu être lue.</translation>
    </message>
    <message>
        <source>It is built in a way that took too long to read. Open it in the browser.</source>
        <translation>Sa construction la rend trop longue à lire. Ouvrez-la dans le navigateur.</translation>
    </message>
    <message>
        <source>A picture could not be used.</source>
        <translation>Une image n’a pas pu être utilisée.</translation>
    </message>
    <message>
        <source>The text is complete. Try the picture again later.</source>
        <translation>Le texte est complet. Réessayez l’image plus tard.</translation>
    </message>
    <message>
        <source>There is no article with the number {id}.</source>
        <translation>Aucun article ne porte le numéro {id}.</translation>
    </message>
    <message>
        <source>List the articles to see their numbers.</source>
        <translation>Affichez la liste des articles pour voir leurs numéros.</translation>
    </message>
    <message>
        <source>This mark is no longer there.</source>
        <translation>Ce surlignage n’existe plus.</translation>
    </message>
    <message>
        <source>It was removed meanwhile. Undo brings it back.</source>
        <translation>Il a été supprimé entre-temps. «&#x202f;Annuler&#x202f;» le rétablit.</translation>
    </message>
    <message>
        <source>The article has no part “{block}”.</source>
        <translation>L’article n’a pas de partie «&#x202f;{block}&#x202f;».</translation>
    </message>
    <message>
        <source>It may have changed meanwhile. List its parts again.</source>
        <translation>Il a pu changer entre-temps. Affichez de nouveau ses parties.</translation>
    </message>
    <message>
        <source>“{text}” is not a date.</source>
        <translation>«&#x202f;{text}&#x202f;» n’est pas une date.</translation>
    </message>
    <message>
        <source>Write year, month and day, for example 2026-11-25.</source>
        <translation>Écrivez l’année, le mois et le jour, par exemple 2026-11-25.</translation>
    </message>
    <message>
        <source>This article is already in your library.</source>
        <translation>Cet article est déjà dans votre bibliothèque.</translation>
    </message>
    <message>
        <source>Open it there.</source>
        <translation>Ouvrez-le dans la bibliothèque.</translation>
    </message>
    <message>
        <source>This article could not be opened.</source>
        <translation>Cet article n’a pas pu être ouvert.</translation>
    </message>
    <message>
        <source>Its stored text is damaged. Save it again; your notes are kept.</source>
        <translation>Son texte enregistré est endommagé. Enregistrez-le à nouveau&#x202f;; vos notes sont gardées.</translation>
    </message>
    <message>
        <source>No model translates from {source} to {target}.</source>
        <translation>Aucun modèle ne traduit en {target} un texte en {source}.</translation>
    </message>
    <message>
        <source>Add a model under Translation models.</source>
        <translation>Ajoutez un modèle dans «&#x202f;Modèles de traduction&#x202f;».</translation>
    </message>
    <message>
        <source>This article is already in {target}.</source>
        <translation>Cet article est déjà en {target}.</translation>
    </message>
    <message>
        <source>Choose another language.</source>
        <translation>Choisissez une autre langue.</translation>
    </message>
    <message>
        <source>This article is not translated to {target} yet.</source>
        <translation>Cet article n’est pas encore traduit en {target}.</translation>
    </message>
    <message>
        <source>Translate it first.</source>
        <translation>Traduisez-le d’abord.</translation>
    </message>
    <message>
        <source>This model arrived incomplete. It was not installed.</source>
        <translation>Ce modèle est arrivé incomplet. Il n’a pas été installé.</translation>
    </message>
    <message>
        <source>Downloading it again usually fixes it.</source>
        <translation>Le télécharger à nouveau suffit en général.</translation>
    </message>
    <message>
        <source>This file is not a translation model.</source>
        <translation>Ce fichier n’est pas un modèle de traduction.</translation>
    </message>
    <message>
        <source>Choose a file that ends in .argosmodel.</source>
        <translation>Choisissez un fichier dont le nom se termine par .argosmodel.</translation>
    </message>
    <message>
        <source>This model is not safe. It was not installed.</source>
        <translation>Ce modèle n’est pas sûr. Il n’a pas été installé.</translation>
    </message>
    <message>
        <source>Get the model from the official list instead.</source>
        <translation>Prenez plutôt le modèle de la liste officielle.</translation>
    </message>
    <message>
        <source>The model {package} does not work.</source>
        <translation>Le modèle {package} ne fonctionne pas.</translation>
    </message>
    <message>
        <source>Remove it under Translation models and install it again.</source>
        <translation>Supprimez-le dans «&#x202f;Modèles de traduction&#x202f;», puis installez-le à nouveau.</translation>
    </message>
    <message>
        <source>The model {package} is not installed.</source>
        <translation>Le modèle {package} n’est pas installé.</translation>
    </message>
    <message>
        <source>List the installed models to see their names.</source>
        <translation>Affichez la liste des modèles installés pour voir leurs noms.</translation>
    </message>
    <message>
        <source>The translation stopped.</source>
        <translation>La traduction s’est arrêtée.</translation>
    </message>
    <message>
        <source>What is done is kept. Try again to go on.</source>
        <translation>Ce qui est fait est gardé. Réessayez pour continuer.</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>Le disque est plein.</translation>
    </message>
    <message>
        <source>Nothing was lost. Free some space, then try again.</source>
        <translation>Rien n’est perdu. Libérez de l’espace, puis réessayez.</translation>
    </message>
    <message>
        <source>Nothing can be written to {folder}.</source>
        <translation>Impossible d’écrire dans {folder}.</translation>
    </message>
    <message>
        <source>Allow writing to that folder, or choose another library folder.</source>
        <translation>Autorisez l’écriture dans ce dossier, ou choisissez un autre dossier de bibliothèque.</translation>
    </message>
    <message>
        <source>The library file is damaged.</source>
        <translation>Le fichier de la bibliothèque est endommagé.</translation>
    </message>
    <message>
        <source>It was left as it is. Run “liseuse doctor”, or restore a backup.</source>
        <translation>Il a été laissé tel quel. Lancez «&#x202f;liseuse doctor&#x202f;», ou restaurez une sauvegarde.</translation>
    </message>
    <message>
        <source>The file {file} is not a Liseuse library.</source>
        <translation>Le fichier {file} n’est pas une bibliothèque Liseuse.</translation>
    </message>
    <message>
        <source>It was left as it is. Choose another library folder.</source>
        <translation>Il a été laissé tel quel. Choisissez un autre dossier de bibliothèque.</translation>
    </message>
    <message>
        <source>This library was made by a newer Liseuse.</source>
        <translation>Cette bibliothèque a été créée par une version plus récente de Liseuse.</translation>
    </message>
    <message>
        <source>Nothing was changed. Update Liseuse to open it.</source>
        <translation>Rien n’a été modifié. Mettez Liseuse à jour pour l’ouvrir.</translation>
    </message>
    <message>
        <source>Another program is using the library.</source>
        <translation>Un autre programme utilise la bibliothèque.</translation>
    </message>
    <message>
        <source>Close it, or try again in a moment.</source>
        <translation>Fermez-le, ou réessayez dans un instant.</translation>
    </message>
    <message>
        <source>The disk reported an error.</source>
        <translation>Le disque a signalé une erreur.</translation>
    </message>
    <message>
        <source>Nothing that was saved is lost. Check the disk, then try again.</source>
        <translation>Rien de ce qui était enregistré n’est perdu. Vérifiez le disque, puis réessayez.</translation>
    </message>
    <message>
        <source>The file {file} could not be read.</source>
        <translation>Le fichier {file} n’a pas pu être lu.</translation>
    </message>
    <message>
        <source>Check that it exists and that you may open it.</source>
        <translation>Vérifiez qu’il existe et que vous avez le droit de l’ouvrir.</translation>
    </message>
    <message>
        <source>A part of Liseuse stopped unexpectedly.</source>
        <translation>Une partie de Liseuse s’est arrêtée de façon inattendue.</translation>
    </message>
    <message>
        <source>Nothing is lost. Try again.</source>
        <translation>Rien n’est perdu. Réessayez.</translation>
    </message>
</context>
<context>
    <name>help</name>
    <message>
        <source>Move</source>
        <translation>Déplacement</translation>
    </message>
    <message>
        <source>Language and view</source>
        <translation>Langue et affichage</translation>
    </message>
    <message>
        <source>Article</source>
        <translation>Article</translation>
    </message>
    <message>
        <source>Go to</source>
        <translation>Aller à</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texte</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Partout</translation>
    </message>
    <message>
        <source>Next / previous card</source>
        <translation>Carte suivante / précédente</translation>
    </message>
    <message>
        <source>Next / previous paragraph</source>
        <translation>Paragraphe suivant / précédent</translation>
    </message>
    <message>
        <source>Next / previous sentence</source>
        <translation>Phrase suivante / précédente</translation>
    </message>
    <message>
        <source>Next / previous heading</source>
        <translation>Intertitre suivant / précédent</translation>
    </message>
    <message>
        <source>Page down / up</source>
        <translation>Page suivante / précédente</translation>
    </message>
    <message>
        <source>Start / end</source>
        <translation>Début / fin</translation>
    </message>
    <message>
        <source>Next / previous article</source>
        <translation>Article suivant / précédent</translation>
    </message>
    <message>
        <source>Next / previous pane</source>
        <translation>Volet suivant / précédent</translation>
    </message>
    <message>
        <source>Find next / previous</source>
        <translation>Résultat suivant / précédent</translation>
    </message>
    <message>
        <source>Text size A 1 to A 5</source>
        <translation>Taille du texte A 1 à A 5</translation>
    </message>
    <message>
        <source>Smaller / larger</source>
        <translation>Réduire / agrandir</translation>
    </message>
    <message>
        <source>Reading mode</source>
        <translation>Mode lecture</translation>
    </message>
    <message>
        <source>In the article</source>
        <translation>Dans l’article</translation>
    </message>
    <message>
        <source>In the list</source>
        <translation>Dans la liste</translation>
    </message>
</context>
<context>
    <name>keys</name>
    <message>
        <source>Space</source>
        <translation>Espace</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Entrée</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Échap</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Suppr</translation>
    </message>
    <message>
        <source>PgUp</source>
        <translation>Pg préc</translation>
    </message>
    <message>
        <source>PgDn</source>
        <translation>Pg suiv</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Début</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Fin</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menu</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tab</translation>
    </message>
</context>
<context>
    <name>kinds</name>
    <message>
        <source>PDF</source>
        <translation>un document PDF</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>une image</translation>
    </message>
    <message>
        <source>ZIP file</source>
        <translation>un fichier ZIP</translation>
    </message>
    <message>
        <source>compressed file</source>
        <translation>un fichier compressé</translation>
    </message>
    <message>
        <source>program</source>
        <translation>un programme</translation>
    </message>
    <message>
        <source>sound</source>
        <translation>un son</translation>
    </message>
    <message>
        <source>video</source>
        <translation>une vidéo</translation>
    </message>
    <message>
        <source>document file</source>
        <translation>un fichier de traitement de texte</translation>
    </message>
    <message>
        <source>feed</source>
        <translation>un flux</translation>
    </message>
    <message>
        <source>saved page archive</source>
        <translation>une page archivée</translation>
    </message>
    <message>
        <source>data file</source>
        <translation>un fichier de données</translation>
    </message>
    <message>
        <source>file</source>
        <translation>un fichier</translation>
    </message>
</context>
<context>
    <name>languages</name>
    <message>
        <source>French</source>
        <translation>français</translation>
    </message>
    <message>
        <source>English</source>
        <translation>anglais</translation>
    </message>
    <message>
        <source>Arabic</source>
        <translation>arabe</translation>
    </message>
    <message>
        <source>German</source>
        <translation>allemand</translation>
    </message>
    <message>
        <source>Spanish</source>
        <translation>espagnol</translation>
    </message>
    <message>
        <source>Italian</source>
        <translation>italien</translation>
    </message>
    <message>
        <source>Portuguese</source>
        <translation>portugais</translation>
    </message>
    <message>
        <source>Dutch</source>
        <translation>néerlandais</translation>
    </message>
    <message>
        <source>Hebrew</source>
        <translation>hébreu</translation>
    </message>
    <message>
        <source>Persian</source>
        <translation>persan</translation>
    </message>
    <message>
        <source>Urdu</source>
        <translation>ourdou</translation>
    </message>
    <message>
        <source>Turkish</source>
        <translation>turc</translation>
    </message>
    <message>
        <source>Polish</source>
        <translation>polonais</translation>
    </message>
    <message>
        <source>Russian</source>
        <translation>russe</translation>
    </message>
    <message>
        <source>Ukrainian</source>
        <translation>ukrainien</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>chinois</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>japonais</translation>
    </message>
    <message>
        <source>Korean</source>
        <translation>coréen</translation>
    </message>
</context>
<context>
    <name>notes</name>
    <message>
        <source>Notes</source>
        <translation>Notes</translation>
    </message>
    <message>
        <source>Machine translation</source>
        <translation>Traduction automatique</translation>
    </message>
    <message>
        <source>Not found in the new version</source>
        <translation>Introuvable dans la nouvelle version</translation>
    </message>
    <message>
        <source>Key point</source>
        <translation>Point clé</translation>
    </message>
    <message>
        <source>Fact</source>
        <translation>Fait</translation>
    </message>
    <message>
        <source>To check</source>
        <translation>À vérifier</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Question</translation>
    </message>
</context>
<context>
    <name>palette</name>
    <message>
        <source>No article is chosen</source>
        <translation>Aucun article choisi</translation>
    </message>
    <message>
        <source>No article is open</source>
        <translation>Aucun article ouvert</translation>
    </message>
</context>
<context>
    <name>reading</name>
    <message>
        <source>Embedded content on the original page: </source>
        <translation>Contenu intégré sur la page d’origine&#x202f;: </translation>
    </message>
    <message>
        <source>original</source>
        <translation>original</translation>
    </message>
    <message>
        <source>machine translation</source>
        <translation>traduction automatique</translation>
    </message>
</context>
<context>
    <name>save</name>
    <message>
        <source>Saved for offline reading</source>
        <translation>Enregistré pour la lecture hors ligne</translation>
    </message>
    <message>
        <source>Already in your library</source>
        <translation>Déjà dans votre bibliothèque</translation>
    </message>
    <message>
        <source>The copy is updated</source>
        <translation>La copie est à jour</translation>
    </message>
    <message>
        <source>The page has not changed</source>
        <translation>La page n’a pas changé</translation>
    </message>
    <message>
        <source>Your copy was kept</source>
        <translation>Votre copie a été gardée</translation>
    </message>
    <message>
        <source>The text is complete.</source>
        <translation>Le texte est complet.</translation>
    </message>
    <message>
        <source>Saved on {date}</source>
        <translation>Enregistré le {date}</translation>
    </message>
    <message>
        <source>The page is much shorter now.</source>
        <translation>La page est bien plus courte maintenant.</translation>
    </message>
    <message>
        <source>The page gives only a part of the article now.</source>
        <translation>La page ne donne plus qu’une partie de l’article.</translation>
    </message>
    <message>
        <source>The page holds another article now.</source>
        <translation>La page contient maintenant un autre article.</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>en attente</translation>
    </message>
    <message>
        <source>{done} of {total} pictures</source>
        <translation>images&#x202f;: {done} sur {total}</translation>
    </message>
    <message>
        <source>finding the article…</source>
        <translation>recherche de l’article…</translation>
    </message>
    <message>
        <source>looking for pictures…</source>
        <translation>recherche des images…</translation>
    </message>
    <message>
        <source>saved</source>
        <translation>enregistré</translation>
    </message>
    <message>
        <source>saving…</source>
        <translation>enregistrement…</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>Images</translation>
    </message>
    <message>
        <source>Fetching</source>
        <translation>Réception</translation>
    </message>
    <message>
        <source>Extracting</source>
        <translation>Extraction</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Enregistré</translation>
    </message>
    <message>
        <source>Step {number} of 4, {name}</source>
        <translation>Étape {number} sur 4, {name}</translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <source>Theme</source>
        <translation>Thème</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Taille du texte</translation>
    </message>
    <message>
        <source>Column width</source>
        <translation>Largeur de la colonne</translation>
    </message>
    <message>
        <source>Reduce motion</source>
        <translation>Réduire les animations</translation>
    </message>
    <message>
        <source>Language of the interface</source>
        <translation>Langue de l’interface</translation>
    </message>
    <message>
        <source>Reading speed (words a minute; 0: by language)</source>
        <translation>Vitesse de lecture (mots par minute&#x202f;; 0&#x202f;: selon la langue)</translation>
    </message>
    <message>
        <source>Show titles in my language</source>
        <translation>Afficher les titres dans ma langue</translation>
    </message>
    <message>
        <source>Processor cores for translation (0: all but one)</source>
        <translation>Cœurs du processeur pour la traduction (0&#x202f;: tous sauf un)</translation>
    </message>
    <message>
        <source>Quality of translation (faster: slightly worse)</source>
        <translation>Qualité de la traduction (faster&#x202f;: plus rapide, un peu moins bonne)</translation>
    </message>
    <message>
        <source>Check translations and repair faulty sentences</source>
        <translation>Vérifier les traductions et réparer les phrases fautives</translation>
    </message>
    <message>
        <source>Translate new articles at once to (for example en, ar)</source>
        <translation>Traduire aussitôt les nouveaux articles vers (par exemple en, ar)</translation>
    </message>
    <message>
        <source>Translate the queue on mains power only</source>
        <translation>Ne traduire la file d’attente que sur secteur</translation>
    </message>
    <message>
        <source>Address of the list of models</source>
        <translation>Adresse de la liste des modèles</translation>
    </message>
    <message>
        <source>Fetch pictures when saving</source>
        <translation>Récupérer les images à l’enregistrement</translation>
    </message>
    <message>
        <source>Bars in reading mode</source>
        <translation>Barres en mode lecture</translation>
    </message>
    <message>
        <source>Keyboard layout</source>
        <translation>Disposition du clavier</translation>
    </message>
</context>
<context>
    <name>window</name>
    <message>
        <source>Moved to Trash</source>
        <translation>Mis à la corbeille</translation>
    </message>
    <message>
        <source>Restored</source>
        <translation>Sorti de la corbeille</translation>
    </message>
    <message>
        <source>Archived</source>
        <translation>Archivé</translation>
    </message>
    <message>
        <source>Back in Unread</source>
        <translation>De retour dans Non lus</translation>
    </message>
    <message>
        <source>Tags changed</source>
        <translation>Étiquettes modifiées</translation>
    </message>
    <message>
        <source>Delete everything in Trash?</source>
        <translation>Supprimer tout le contenu de la corbeille&#x202f;?</translation>
    </message>
    <message>
        <source>The articles and their pictures are removed from this computer.</source>
        <translation>Les articles et leurs images seront supprimés de cet ordinateur.</translation>
    </message>
    <message>
        <source>Empty Trash</source>
        <translation>Vider la corbeille</translation>
    </message>
    <message>
        <source>Link copied</source>
        <translation>Lien copié</translation>
    </message>
    <message>
        <source>Nothing to undo</source>
        <translation>Rien à annuler</translation>
    </message>
    <message>
        <source>One paragraph in focus</source>
        <translation>Un seul paragraphe en évidence</translation>
    </message>
    <message>
        <source>Whole text</source>
        <translation>Texte entier</translation>
    </message>
    <message>
        <source>This article has no headings</source>
        <translation>Cet article n’a pas d’intertitres</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>Sommaire</translation>
    </message>
    <message>
        <source>Select a passage or go to a sentence first</source>
        <translation>Sélectionnez d’abord un passage ou allez à une phrase</translation>
    </message>
    <message>
        <source>machine translation</source>
        <translation>traduction automatique</translation>
    </message>
    <message>
        <source>Quotation copied</source>
        <translation>Citation copiée</translation>
    </message>
</context>
</TS>
