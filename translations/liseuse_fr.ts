<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Liseuse</source>
        <translation>À propos de Liseuse</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Licence</translation>
    </message>
    <message>
        <source>Save articles. Read them anywhere. Translate them on this computer.</source>
        <translation>Enregistrez des articles, lisez-les partout, traduisez-les sur cet ordinateur.</translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 3 or later. No warranty.</source>
        <translation>Logiciel libre sous licence GNU General Public License, version 3 ou ultérieure. Aucune garantie.</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Composant</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>What Liseuse is made of</source>
        <translation>Composants de Liseuse</translation>
    </message>
    <message>
        <source>Copy the list</source>
        <translation>Copier la liste</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copié</translation>
    </message>
</context>
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
    <name>Announcements</name>
    <message>
        <source>Text size {number}</source>
        <translation>Taille du texte {number}</translation>
    </message>
    <message>
        <source>Reading mode</source>
        <translation>Mode lecture</translation>
    </message>
    <message>
        <source>Reading mode left</source>
        <translation>Mode lecture quitté</translation>
    </message>
</context>
<context>
    <name>ArticlePresenter</name>
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
    <name>ArticleStructure</name>
    <message>
        <source>Parts of the article</source>
        <translation>Parties de l’article</translation>
    </message>
</context>
<context>
    <name>BackupDialog</name>
    <message>
        <source>Backups</source>
        <translation>Sauvegardes</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>Sauvegarder maintenant</translation>
    </message>
    <message>
        <source>Liseuse copies the library once a day, and keeps seven days and four weeks. The copies are on this computer, beside the library.</source>
        <translation>Liseuse copie la bibliothèque une fois par jour, et garde les copies de sept jours et de quatre semaines. Elles sont sur cet ordinateur, à côté de la bibliothèque.</translation>
    </message>
    <message>
        <source>Copying the library…</source>
        <translation>Copie de la bibliothèque…</translation>
    </message>
    <message>
        <source>Restore the backup of {date}?</source>
        <translation>Restaurer la sauvegarde du {date}&#x202f;?</translation>
    </message>
    <message>
        <source>The library as it is now is kept among the backups, so that you can come back to it. What was saved since then is only in that copy.</source>
        <translation>La bibliothèque actuelle est gardée parmi les sauvegardes, pour que vous puissiez y revenir. Ce qui a été enregistré depuis cette date ne se trouve que dans cette copie.</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Restaurer</translation>
    </message>
    <message>
        <source>Daily backup</source>
        <translation>Sauvegarde quotidienne</translation>
    </message>
    <message>
        <source>Weekly backup</source>
        <translation>Sauvegarde hebdomadaire</translation>
    </message>
    <message>
        <source>Before an update of Liseuse</source>
        <translation>Avant une mise à jour de Liseuse</translation>
    </message>
    <message>
        <source>Before a restore</source>
        <translation>Avant une restauration</translation>
    </message>
    <message>
        <source>Salvaged from a damaged library</source>
        <translation>Récupérée d’une bibliothèque endommagée</translation>
    </message>
    <message>
        <source>Made by you</source>
        <translation>Faite par vous</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>Sauvegarde</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>illisible</translation>
    </message>
    <message numerus="yes">
        <source>%n article(s)</source>
        <translation>
            <numerusform>%n article</numerusform>
            <numerusform>%n articles</numerusform>
        </translation>
    </message>
    <message>
        <source>Backup made</source>
        <translation>Sauvegarde effectuée</translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation>Restaurer…</translation>
    </message>
    <message>
        <source>Restore the backup of {date}</source>
        <translation>Restaurer la sauvegarde du {date}</translation>
    </message>
    <message>
        <source>No backups yet</source>
        <translation>Pas encore de sauvegardes</translation>
    </message>
    <message>
        <source>The first one is made today.</source>
        <translation>La première sera faite aujourd’hui.</translation>
    </message>
</context>
<context>
    <name>BestWayBox</name>
    <message>
        <source>To read French in Arabic</source>
        <translation>Pour lire le français en arabe</translation>
    </message>
    <message>
        <source>The model from English to Arabic leaves some sentences in English.</source>
        <translation>Le modèle d’anglais en arabe laisse quelques phrases en anglais.</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Prêt</translation>
    </message>
    <message>
        <source>Better: {way}</source>
        <translation>Mieux&#x202f;: {way}</translation>
    </message>
</context>
<context>
    <name>BlockChooser</name>
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
    <name>BusyDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
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
    <name>CardTexts</name>
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
    <name>CatalogueDialog</name>
    <message>
        <source>Read on another device</source>
        <translation>Lire sur un autre appareil</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Démarrage…</translation>
    </message>
    <message>
        <source>Give this address to a program that knows OPDS catalogues, such as {programs}. Any name, and the code as password. A telephone’s camera reads the picture; its browser shows the catalogue.</source>
        <translation>Donnez cette adresse à un programme qui connaît les catalogues OPDS, comme {programs}. Un nom quelconque, et le code comme mot de passe. L’appareil photo d’un téléphone lit l’image&#x202f;; son navigateur montre le catalogue.</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>Copier l’adresse</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Ending…</source>
        <translation>Arrêt…</translation>
    </message>
    <message>
        <source>The catalogue is on.</source>
        <translation>Le catalogue est actif.</translation>
    </message>
    <message>
        <source>Address: {address}</source>
        <translation>Adresse&#x202f;: {address}</translation>
    </message>
    <message>
        <source>Code: {code}</source>
        <translation>Code&#x202f;: {code}</translation>
    </message>
    <message>
        <source>QR code of the address</source>
        <translation>Code QR de l’adresse</translation>
    </message>
    <message>
        <source>Turn off</source>
        <translation>Désactiver</translation>
    </message>
    <message>
        <source>Turn on</source>
        <translation>Activer</translation>
    </message>
    <message>
        <source>An e-reader, tablet or telephone in the same network gets your articles as books, also in two languages. It can change nothing, and it needs the code. The catalogue is there until you turn it off or close Liseuse.</source>
        <translation>Une liseuse, une tablette ou un téléphone du même réseau reçoit vos articles en livres, aussi en deux langues. L’appareil ne peut rien modifier, et il lui faut le code. Le catalogue reste jusqu’à ce que vous le désactiviez ou fermiez Liseuse.</translation>
    </message>
</context>
<context>
    <name>ChangeTexts</name>
    <message numerus="yes">
        <source>%n articles moved to Trash</source>
        <translation>
            <numerusform>%n article mis à la corbeille</numerusform>
            <numerusform>%n articles mis à la corbeille</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n articles restored</source>
        <translation>
            <numerusform>%n article sorti de la corbeille</numerusform>
            <numerusform>%n articles sortis de la corbeille</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n articles archived</source>
        <translation>
            <numerusform>%n article archivé</numerusform>
            <numerusform>%n articles archivés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n articles back in Unread</source>
        <translation>
            <numerusform>%n article de retour dans Non lus</numerusform>
            <numerusform>%n articles de retour dans Non lus</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n articles changed</source>
        <translation>
            <numerusform>%n article modifié</numerusform>
            <numerusform>%n articles modifiés</numerusform>
        </translation>
    </message>
    <message>
        <source>Added to favourites</source>
        <translation>Ajouté aux favoris</translation>
    </message>
    <message>
        <source>Removed from favourites</source>
        <translation>Retiré des favoris</translation>
    </message>
    <message>
        <source>Marked as unread</source>
        <translation>Marqué comme non lu</translation>
    </message>
    <message>
        <source>Marked as read</source>
        <translation>Marqué comme lu</translation>
    </message>
</context>
<context>
    <name>CheckDialog</name>
    <message>
        <source>Check library</source>
        <translation>Vérifier la bibliothèque</translation>
    </message>
    <message>
        <source>Looks whether every article, picture and index entry is as it was stored.</source>
        <translation>Vérifie que les articles, les images et les entrées de l’index sont restés tels qu’ils ont été enregistrés.</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>Réparer</translation>
    </message>
    <message>
        <source>Repairing…</source>
        <translation>Réparation…</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Vérification…</translation>
    </message>
    <message>
        <source>The library’s file</source>
        <translation>Fichier de la bibliothèque</translation>
    </message>
    <message>
        <source>Links inside the library</source>
        <translation>Liens à l’intérieur de la bibliothèque</translation>
    </message>
    <message>
        <source>Version of the file</source>
        <translation>Version du fichier</translation>
    </message>
    <message>
        <source>Texts of the articles</source>
        <translation>Textes des articles</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Images</translation>
    </message>
    <message>
        <source>Pictures of no article</source>
        <translation>Images sans article</translation>
    </message>
    <message>
        <source>Leftovers of interrupted work</source>
        <translation>Restes de tâches interrompues</translation>
    </message>
    <message>
        <source>Search index</source>
        <translation>Index de recherche</translation>
    </message>
    <message>
        <source>Translation models</source>
        <translation>Modèles de traduction</translation>
    </message>
    <message>
        <source>Libraries on disks that were given up</source>
        <translation>Bibliothèques sur des disques abandonnés</translation>
    </message>
    <message>
        <source>Repaired</source>
        <translation>Réparé</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>En bon état</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>À examiner</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) will be fetched again.</source>
        <translation>
            <numerusform>%n image sera rechargée.</numerusform>
            <numerusform>%n images seront rechargées.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) removed.</source>
        <translation>
            <numerusform>%n image supprimée.</numerusform>
            <numerusform>%n images supprimées.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) removed.</source>
        <translation>
            <numerusform>%n fichier supprimé.</numerusform>
            <numerusform>%n fichiers supprimés.</numerusform>
        </translation>
    </message>
    <message>
        <source>It was made anew.</source>
        <translation>Il a été refait.</translation>
    </message>
    <message>
        <source>It is damaged: restore a backup, or rescue what can be read.</source>
        <translation>Il est endommagé&#x202f;: restaurez une sauvegarde, ou récupérez ce qui est lisible.</translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies) belong to nothing any more.</source>
        <translation>
            <numerusform>%n entrée n’appartient plus à rien.</numerusform>
            <numerusform>%n entrées n’appartiennent plus à rien.</numerusform>
        </translation>
    </message>
    <message>
        <source>It was made by another version of Liseuse.</source>
        <translation>Il a été créé par une autre version de Liseuse.</translation>
    </message>
    <message numerus="yes">
        <source>%n article(s) damaged: save them again.</source>
        <translation>
            <numerusform>%n article est endommagé&#x202f;: enregistrez-le à nouveau.</numerusform>
            <numerusform>%n articles sont endommagés&#x202f;: enregistrez-les à nouveau.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) missing or damaged.</source>
        <translation>
            <numerusform>%n image manque ou est endommagée.</numerusform>
            <numerusform>%n images manquent ou sont endommagées.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) take up room.</source>
        <translation>
            <numerusform>%n image occupe de la place.</numerusform>
            <numerusform>%n images occupent de la place.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) take up room.</source>
        <translation>
            <numerusform>%n fichier occupe de la place.</numerusform>
            <numerusform>%n fichiers occupent de la place.</numerusform>
        </translation>
    </message>
    <message>
        <source>It does not fit the texts; repairing makes it anew.</source>
        <translation>Il ne correspond pas aux textes&#x202f;; réparer le refait.</translation>
    </message>
    <message>
        <source>Everything is sound.</source>
        <translation>Tout est en bon état.</translation>
    </message>
    <message numerus="yes">
        <source>%n point(s) need attention.</source>
        <translation>
            <numerusform>%n point est à examiner.</numerusform>
            <numerusform>%n points sont à examiner.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ClipboardOffer</name>
    <message>
        <source>Copied link · {key} saves it</source>
        <translation>Lien copié · {key} l’enregistre</translation>
    </message>
    <message>
        <source>Save {link}?</source>
        <translation>Enregistrer {link}&#x202f;?</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Pas maintenant</translation>
    </message>
</context>
<context>
    <name>CompanionDialog</name>
    <message>
        <source>Save from the browser</source>
        <translation>Enregistrer depuis le navigateur</translation>
    </message>
    <message>
        <source>The companion hands the page to Liseuse as you see it, also where you are signed in. Everything stays on this computer.</source>
        <translation>L’extension transmet la page à Liseuse telle que vous la voyez, même là où vous êtes connecté à votre compte. Tout reste sur cet ordinateur.</translation>
    </message>
    <message>
        <source>Connect the browsers</source>
        <translation>Connecter les navigateurs</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>Déconnecter</translation>
    </message>
    <message>
        <source>Chromium, Chrome, Edge: open {page}, turn on “Developer mode”, choose “Load unpacked”.</source>
        <translation>Chromium, Chrome, Edge&#x202f;: ouvrez {page}, activez «&#x202f;Mode développeur&#x202f;», choisissez «&#x202f;Charger l’extension non empaquetée&#x202f;».</translation>
    </message>
    <message>
        <source>Then, once in each browser:</source>
        <translation>Puis, une fois dans chaque navigateur&#x202f;:</translation>
    </message>
    <message>
        <source>Firefox: open {page}, choose “Load Temporary Add-on” and {file}; after a restart of Firefox, once more.</source>
        <translation>Firefox&#x202f;: ouvrez {page}, choisissez «&#x202f;Charger un module complémentaire temporaire&#x202f;» et {file}&#x202f;; à refaire après chaque redémarrage de Firefox.</translation>
    </message>
    <message>
        <source>Firefox ESR and Developer Edition keep it: set {option} to false in {page}, then choose “Install Add-on From File” in {addons}. It is not signed by Mozilla.</source>
        <translation>Firefox ESR et Developer Edition le gardent&#x202f;: mettez {option} à «&#x202f;false&#x202f;» dans {page}, puis choisissez «&#x202f;Installer un module depuis un fichier&#x202f;» dans {addons}. Il n’est pas signé par Mozilla.</translation>
    </message>
    <message>
        <source>The button, the context menu and {key} then save the page.</source>
        <translation>Le bouton, le menu contextuel et {key} enregistrent ensuite la page.</translation>
    </message>
    <message>
        <source>Copy the folder’s path</source>
        <translation>Copier le chemin du dossier</translation>
    </message>
    <message>
        <source>Show the folder</source>
        <translation>Afficher le dossier</translation>
    </message>
    <message>
        <source>Bookmarklet</source>
        <translation>Marque-page d’enregistrement</translation>
    </message>
    <message>
        <source>For any other browser: make a bookmark with this text as its address. It hands over the link of the page, which Liseuse then fetches itself.</source>
        <translation>Pour tout autre navigateur&#x202f;: créez un marque-page dont l’adresse est ce texte. Il transmet le lien de la page, que Liseuse récupère ensuite elle-même.</translation>
    </message>
    <message>
        <source>Copy the bookmarklet</source>
        <translation>Copier le texte du marque-page</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Installed as Flatpak or Snap: {names}. Most of these cannot start Liseuse; use the bookmarklet there.</source>
        <translation>Installés en Flatpak ou Snap&#x202f;: {names}. La plupart ne peuvent pas lancer Liseuse&#x202f;; prenez-y le marque-page.</translation>
    </message>
    <message>
        <source>No browser was found that can be connected.</source>
        <translation>Aucun navigateur pouvant être connecté n’a été trouvé.</translation>
    </message>
    <message>
        <source>Connected: {names}</source>
        <translation>Connexion établie&#x202f;: {names}</translation>
    </message>
    <message>
        <source>No browser is connected with this library.</source>
        <translation>Aucun navigateur n’est connecté à cette bibliothèque.</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copié</translation>
    </message>
</context>
<context>
    <name>CorrectionPanel</name>
    <message>
        <source>Correct this sentence</source>
        <translation>Corriger cette phrase</translation>
    </message>
    <message>
        <source>Your translation to {language}</source>
        <translation>Votre traduction ({language})</translation>
    </message>
    <message>
        <source>Back to the machine’s translation</source>
        <translation>Revenir à la traduction automatique</translation>
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
    <name>CrashDialog</name>
    <message>
        <source>Report</source>
        <translation>Rapport</translation>
    </message>
    <message>
        <source>The report names versions and places in the program. It holds no text of your articles and no addresses, and is sent nowhere.</source>
        <translation>Le rapport indique des versions et des endroits du programme. Il ne contient ni texte de vos articles ni adresse, et n’est envoyé nulle part.</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>Copier le rapport</translation>
    </message>
    <message>
        <source>Open log folder</source>
        <translation>Ouvrir le dossier des journaux</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copié</translation>
    </message>
</context>
<context>
    <name>DesktopControls</name>
    <message>
        <source>An article is being read aloud</source>
        <translation>Un article est lu à voix haute</translation>
    </message>
</context>
<context>
    <name>DropOverlay</name>
    <message>
        <source>Only web links can be saved</source>
        <translation>Seuls les liens web peuvent être enregistrés</translation>
    </message>
    <message>
        <source>Drop to follow</source>
        <translation>Déposez pour suivre</translation>
    </message>
    <message>
        <source>Save with the tag {tag}</source>
        <translation>Enregistrer avec l’étiquette {tag}</translation>
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
        <source>A source whose new pieces come by themselves</source>
        <translation>Une source dont les nouveaux articles viennent d’eux-mêmes</translation>
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
    <message>
        <source>Drop to install</source>
        <translation>Déposez pour installer</translation>
    </message>
    <message numerus="yes">
        <source>%n translation model(s)</source>
        <translation>
            <numerusform>%n modèle de traduction</numerusform>
            <numerusform>%n modèles de traduction</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n links and files</source>
        <translation>
            <numerusform>%n lien ou fichier</numerusform>
            <numerusform>%n liens et fichiers</numerusform>
        </translation>
    </message>
    <message>
        <source>Esc to cancel</source>
        <translation>Échap pour annuler</translation>
    </message>
    <message>
        <source>Drop to import</source>
        <translation>Déposez pour importer</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) of another program</source>
        <translation>
            <numerusform>%n fichier d’un autre programme</numerusform>
            <numerusform>%n fichiers d’un autre programme</numerusform>
        </translation>
    </message>
    <message>
        <source>Folders: exports of other programs, or saved pages</source>
        <translation>Dossiers&#x202f;: exports d’autres programmes, ou pages enregistrées</translation>
    </message>
</context>
<context>
    <name>EditionExport</name>
    <message>
        <source>Edition of the day</source>
        <translation>Édition du jour</translation>
    </message>
    <message>
        <source>Writing {file}…</source>
        <translation>Écriture de {file}…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Nothing that was saved since then is unread.</source>
        <translation>Rien de ce qui a été enregistré depuis n’est non lu.</translation>
    </message>
    <message>
        <source>Written to {file} · articles: {count} · {minutes} min of reading</source>
        <translation>Écrit dans {file} · articles&#x202f;: {count} · {minutes} min de lecture</translation>
    </message>
    <message>
        <source>Not translated yet, and in their own language: {count}</source>
        <translation>Pas encore traduits, et dans leur propre langue&#x202f;: {count}</translation>
    </message>
    <message>
        <source>The edition is no longer made by itself.</source>
        <translation>L’édition n’est plus faite d’elle-même.</translation>
    </message>
    <message>
        <source>The edition goes into {folder} by itself from now on.</source>
        <translation>L’édition ira désormais d’elle-même dans {folder}.</translation>
    </message>
</context>
<context>
    <name>EditionPanel</name>
    <message>
        <source>Edition of the day</source>
        <translation>Édition du jour</translation>
    </message>
    <message>
        <source>Everything unread as one book for an e-reader, oldest first.</source>
        <translation>Tout ce qui n’est pas lu, en un seul livre pour liseuse, du plus ancien au plus récent.</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Enregistré</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texte</translation>
    </message>
    <message>
        <source>Sources (none chosen: all)</source>
        <translation>Sources (aucune choisie&#x202f;: toutes)</translation>
    </message>
    <message>
        <source>Fetch new pieces of the feeds first</source>
        <translation>Chercher d’abord les nouveaux articles des flux</translation>
    </message>
    <message>
        <source>What came is saved and translated, the newest of much</source>
        <translation>Ce qui est venu est enregistré et traduit, les plus récents s’il y en a beaucoup</translation>
    </message>
    <message>
        <source>Make it by itself</source>
        <translation>La faire d’elle-même</translation>
    </message>
    <message>
        <source>Into the folder of this book, by a timer of your system</source>
        <translation>Dans le dossier de ce livre, par une minuterie de votre système</translation>
    </message>
    <message>
        <source>In the last day</source>
        <translation>Depuis un jour</translation>
    </message>
    <message>
        <source>In the last week</source>
        <translation>Depuis une semaine</translation>
    </message>
    <message>
        <source>In the last month</source>
        <translation>Depuis un mois</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>Both, with {language}</source>
        <translation>Les deux, avec {language}</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Jamais</translation>
    </message>
    <message>
        <source>Every day at 7 in the morning</source>
        <translation>Chaque jour à 7 h</translation>
    </message>
    <message>
        <source>Every Monday at 7 in the morning</source>
        <translation>Chaque lundi à 7 h</translation>
    </message>
</context>
<context>
    <name>EmptyPage</name>
    <message>
        <source>Retry</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Restore or salvage…</source>
        <translation>Restaurer ou récupérer…</translation>
    </message>
    <message>
        <source>What can be done…</source>
        <translation>Ce qui peut être fait…</translation>
    </message>
    <message>
        <source>Looking at the library…</source>
        <translation>Examen de la bibliothèque…</translation>
    </message>
    <message>
        <source>It opens by itself.</source>
        <translation>Elle s’ouvrira d’elle-même.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>The disk of your library does not answer</source>
        <translation>Le disque de votre bibliothèque ne répond pas</translation>
    </message>
    <message>
        <source>The library opens by itself as soon as it does. Nothing in it is lost.</source>
        <translation>La bibliothèque s’ouvrira d’elle-même dès qu’il répondra. Rien n’y est perdu.</translation>
    </message>
    <message>
        <source>The library is not open</source>
        <translation>La bibliothèque n’est pas ouverte</translation>
    </message>
    <message>
        <source>Nothing in it is lost.</source>
        <translation>Rien n’y est perdu.</translation>
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
        <source>No lists yet</source>
        <translation>Pas encore de listes</translation>
    </message>
    <message>
        <source>Save an article: what its site calls the latest or most read appears here.</source>
        <translation>Enregistrez un article&#x202f;: ceux que son site présente comme les derniers ou les plus lus apparaîtront ici.</translation>
    </message>
    <message>
        <source>Nothing that fits in 10 minutes</source>
        <translation>Rien qui se lise en 10 minutes</translation>
    </message>
    <message>
        <source>Only short articles are shown now.</source>
        <translation>Seuls les articles courts sont affichés.</translation>
    </message>
    <message>
        <source>Show all lengths</source>
        <translation>Afficher toutes les longueurs</translation>
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
    <message>
        <source>What your sources bring is saved and translated here.</source>
        <translation>Ce que vos sources apportent est enregistré et traduit ici.</translation>
    </message>
    <message>
        <source>Nothing to read yet</source>
        <translation>Rien à lire pour l’instant</translation>
    </message>
</context>
<context>
    <name>EndButtons</name>
    <message>
        <source>Archive and next</source>
        <translation>Archiver et suivant</translation>
    </message>
    <message>
        <source>Unarchive</source>
        <translation>Désarchiver</translation>
    </message>
    <message>
        <source>Add a private note</source>
        <translation>Ajouter une note privée</translation>
    </message>
    <message>
        <source>Add a note</source>
        <translation>Ajouter une note</translation>
    </message>
    <message>
        <source>Original page</source>
        <translation>Page d’origine</translation>
    </message>
    <message>
        <source>You follow {source}</source>
        <translation>Vous suivez {source}</translation>
    </message>
    <message>
        <source>Follow {source}</source>
        <translation>Suivre {source}</translation>
    </message>
</context>
<context>
    <name>ErrorNotice</name>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Show details</source>
        <translation>Afficher les détails</translation>
    </message>
</context>
<context>
    <name>ExportFeature</name>
    <message>
        <source>Written to {file}</source>
        <translation>Écrit dans {file}</translation>
    </message>
    <message>
        <source>Drawing {file}…</source>
        <translation>Dessin de {file}…</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exporter</translation>
    </message>
    <message>
        <source>Writing {file}…</source>
        <translation>Écriture de {file}…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Nothing is highlighted or noted here.</source>
        <translation>Rien n’est surligné ni noté ici.</translation>
    </message>
</context>
<context>
    <name>ExportPanel</name>
    <message>
        <source>Export this article</source>
        <translation>Exporter cet article</translation>
    </message>
    <message numerus="yes">
        <source>Export %n article(s)</source>
        <translation>
            <numerusform>Exporter %n article</numerusform>
            <numerusform>Exporter %n articles</numerusform>
        </translation>
    </message>
    <message>
        <source>Have a voice read the sentences</source>
        <translation>Faire lire les phrases par une voix</translation>
    </message>
    <message>
        <source>Web page with its pictures (HTML)</source>
        <translation>Page web avec ses images (HTML)</translation>
    </message>
    <message>
        <source>Markdown</source>
        <translation>Fichier Markdown</translation>
    </message>
    <message>
        <source>Plain text</source>
        <translation>Texte brut</translation>
    </message>
    <message>
        <source>PDF</source>
        <translation>Document PDF</translation>
    </message>
    <message>
        <source>Book for e-readers (EPUB)</source>
        <translation>Livre pour liseuses (EPUB)</translation>
    </message>
    <message>
        <source>This computer has no program that does it. espeak-ng is one.</source>
        <translation>Cet ordinateur n’a pas de programme qui le fasse. espeak-ng en est un.</translation>
    </message>
    <message>
        <source>This computer has no program that does it.</source>
        <translation>Cet ordinateur n’a pas de programme qui le fasse.</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texte</translation>
    </message>
    <message>
        <source>With my notes</source>
        <translation>Avec mes notes</translation>
    </message>
    <message>
        <source>Reference for Zotero (RIS)</source>
        <translation>Référence pour Zotero (RIS)</translation>
    </message>
    <message>
        <source>Reference (CSL JSON)</source>
        <translation>Référence (CSL JSON)</translation>
    </message>
    <message>
        <source>Highlights for Readwise (CSV)</source>
        <translation>Surlignages pour Readwise (CSV)</translation>
    </message>
    <message>
        <source>Sentence cards for Anki</source>
        <translation>Cartes de phrases pour Anki</translation>
    </message>
    <message>
        <source>Only what I highlighted</source>
        <translation>Seulement ce que j’ai surligné</translation>
    </message>
    <message>
        <source>Books on an e-reader (EPUB)</source>
        <translation>Livres sur une liseuse (EPUB)</translation>
    </message>
    <message>
        <source>Website in a folder (HTML)</source>
        <translation>Site web dans un dossier (HTML)</translation>
    </message>
</context>
<context>
    <name>FeedList</name>
    <message>
        <source>New</source>
        <translation>Nouveaux</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Tous</translation>
    </message>
    <message>
        <source>Which pieces</source>
        <translation>Articles affichés</translation>
    </message>
    <message>
        <source>Pieces of feeds</source>
        <translation>Articles des flux</translation>
    </message>
    <message>
        <source>Looking for new pieces…</source>
        <translation>Recherche de nouveaux articles…</translation>
    </message>
    <message>
        <source>No source followed yet</source>
        <translation>Aucune source suivie pour l’instant</translation>
    </message>
    <message>
        <source>What the sources you follow publish is listed here.</source>
        <translation>Ce que publient les sources que vous suivez s’affiche ici.</translation>
    </message>
    <message>
        <source>Follow a source…</source>
        <translation>Suivre une source…</translation>
    </message>
    <message>
        <source>F5 looks for more.</source>
        <translation>F5 relance la recherche.</translation>
    </message>
    <message>
        <source>Nothing new</source>
        <translation>Rien de nouveau</translation>
    </message>
    <message>
        <source>Show all pieces</source>
        <translation>Tout afficher</translation>
    </message>
    <message>
        <source>Nothing here yet</source>
        <translation>Rien ici pour l’instant</translation>
    </message>
    <message>
        <source>Look for new pieces</source>
        <translation>Chercher de nouveaux articles</translation>
    </message>
</context>
<context>
    <name>FeedPieces</name>
    <message>
        <source>Titles as their sources have them</source>
        <translation>Titres tels que les donnent les sources</translation>
    </message>
    <message>
        <source>Translated titles</source>
        <translation>Titres traduits</translation>
    </message>
    <message>
        <source>Choose a piece in the list first</source>
        <translation>Choisissez d’abord un article dans la liste</translation>
    </message>
    <message>
        <source>Nothing older is new</source>
        <translation>Rien de plus ancien n’est nouveau</translation>
    </message>
    <message>
        <source>Marked as read: {count}</source>
        <translation>Marqués comme lus&#x202f;: {count}</translation>
    </message>
</context>
<context>
    <name>FeedSources</name>
    <message numerus="yes">
        <source>%n source(s) of the list are on this computer or in its network</source>
        <translation>
            <numerusform>%n source de la liste est sur cet ordinateur ou dans son réseau</numerusform>
            <numerusform>%n sources de la liste sont sur cet ordinateur ou dans son réseau</numerusform>
        </translation>
    </message>
    <message>
        <source>Follow only what you know.</source>
        <translation>Ne suivre que ce que l’on connaît.</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>Suivre</translation>
    </message>
    <message>
        <source>Looking for feeds…</source>
        <translation>Recherche de flux…</translation>
    </message>
    <message>
        <source>You follow {source} already</source>
        <translation>Vous suivez déjà {source}</translation>
    </message>
    <message>
        <source>Sources followed: {count}</source>
        <translation>Sources suivies&#x202f;: {count}</translation>
    </message>
    <message>
        <source>No longer followed: {name}</source>
        <translation>Source abandonnée&#x202f;: {name}</translation>
    </message>
    <message>
        <source>Export the list of feeds</source>
        <translation>Exporter la liste des flux</translation>
    </message>
    <message>
        <source>Written: {file}</source>
        <translation>Écrit&#x202f;: {file}</translation>
    </message>
    <message>
        <source>Choose a source in the sidebar first</source>
        <translation>Choisissez d’abord une source dans la barre latérale</translation>
    </message>
</context>
<context>
    <name>FeedUpdates</name>
    <message>
        <source>Sources that failed: {count}</source>
        <translation>Sources en échec&#x202f;: {count}</translation>
    </message>
</context>
<context>
    <name>FeedsFeature</name>
    <message>
        <source>All pieces</source>
        <translation>Tous les flux</translation>
    </message>
    <message>
        <source>Feeds</source>
        <translation>Flux</translation>
    </message>
    <message>
        <source>This morning</source>
        <translation>Ce matin</translation>
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
    <name>FolderExports</name>
    <message>
        <source>Writing web pages into {folder}…</source>
        <translation>Écriture des pages web dans {folder}…</translation>
    </message>
    <message>
        <source>Writing books to {folder}…</source>
        <translation>Écriture des livres sur {folder}…</translation>
    </message>
    <message>
        <source>Choose the folder of the web pages</source>
        <translation>Choisir le dossier des pages web</translation>
    </message>
    <message>
        <source>Choose the e-reader, or a folder</source>
        <translation>Choisir la liseuse, ou un dossier</translation>
    </message>
    <message>
        <source>Also remove the books of articles that are no longer unread?</source>
        <translation>Retirer aussi les livres des articles qui ne sont plus non lus&#x202f;?</translation>
    </message>
    <message>
        <source>Only books that Liseuse wrote and nobody changed are removed.</source>
        <translation>Seuls les livres écrits par Liseuse et que personne n’a modifiés sont retirés.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>Keep them</source>
        <translation>Les garder</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Web pages written: {count}</source>
        <translation>Pages web écrites&#x202f;: {count}</translation>
    </message>
    <message>
        <source>A Kindle opens these books with KOReader, or when they are sent to it by mail.</source>
        <translation>Une Kindle ouvre ces livres avec KOReader, ou quand ils lui sont envoyés par courriel.</translation>
    </message>
    <message>
        <source>Books written: {count}</source>
        <translation>Livres écrits&#x202f;: {count}</translation>
    </message>
    <message>
        <source>unchanged: {count}</source>
        <translation>inchangés&#x202f;: {count}</translation>
    </message>
    <message>
        <source>left as you changed them: {count}</source>
        <translation>laissés tels que vous les avez modifiés&#x202f;: {count}</translation>
    </message>
    <message>
        <source>removed: {count}</source>
        <translation>retirés&#x202f;: {count}</translation>
    </message>
    <message>
        <source>not sent again, as you removed them there: {count}</source>
        <translation>non renvoyés, car vous les y avez retirés&#x202f;: {count}</translation>
    </message>
    <message>
        <source>failed: {count}</source>
        <translation>échoués&#x202f;: {count}</translation>
    </message>
</context>
<context>
    <name>FollowDialog</name>
    <message>
        <source>Follow a source</source>
        <translation>Suivre une source</translation>
    </message>
    <message>
        <source>Give the address of a feed, or of a site whose feed is to be found.</source>
        <translation>Donnez l’adresse d’un flux, ou d’un site dont le flux sera cherché.</translation>
    </message>
    <message>
        <source>Address of a feed or of a site</source>
        <translation>Adresse d’un flux ou d’un site</translation>
    </message>
    <message>
        <source>Look for feeds</source>
        <translation>Chercher les flux</translation>
    </message>
    <message>
        <source>Looking for feeds…</source>
        <translation>Recherche de flux…</translation>
    </message>
    <message>
        <source>{address} is on this computer or in its network. Follow only what you know.</source>
        <translation>{address} se trouve sur cet ordinateur ou dans son réseau. Ne suivre que ce que l’on connaît.</translation>
    </message>
    <message>
        <source>Look for feeds at a local address?</source>
        <translation>Chercher les flux à une adresse locale&#x202f;?</translation>
    </message>
    <message>
        <source>Feeds that were found</source>
        <translation>Flux trouvés</translation>
    </message>
    <message>
        <source>Feeds that were found: {count}</source>
        <translation>Flux trouvés&#x202f;: {count}</translation>
    </message>
    <message>
        <source>Reading the feed…</source>
        <translation>Lecture du flux…</translation>
    </message>
    <message>
        <source>Followed: {name}</source>
        <translation>Source suivie&#x202f;: {name}</translation>
    </message>
    <message>
        <source>Or choose one of these</source>
        <translation>Ou choisissez l’une de celles-ci</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>Suivre</translation>
    </message>
    <message>
        <source>Its password is in the keyring of your system, and nowhere else.</source>
        <translation>Son mot de passe est dans le trousseau de votre système, et nulle part ailleurs.</translation>
    </message>
</context>
<context>
    <name>FootnotePopup</name>
    <message>
        <source>Go to the note</source>
        <translation>Aller à la note</translation>
    </message>
    <message>
        <source>Footnote</source>
        <translation>Note de bas de page</translation>
    </message>
</context>
<context>
    <name>FormPanel</name>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Enregistrer…</translation>
    </message>
</context>
<context>
    <name>GlossaryDialog</name>
    <message>
        <source>Glossary</source>
        <translation>Glossaire</translation>
    </message>
    <message>
        <source>Languages</source>
        <translation>Langues</translation>
    </message>
    <message>
        <source>How names and terms are translated. Without a translation a term stays as it is. Every change applies at once.</source>
        <translation>Comment les noms et les termes sont traduits. Sans traduction, un terme reste tel quel. Chaque changement s’applique aussitôt.</translation>
    </message>
    <message>
        <source>Terms</source>
        <translation>Termes</translation>
    </message>
    <message>
        <source>Term</source>
        <translation>Terme</translation>
    </message>
    <message>
        <source>Translation</source>
        <translation>Traduction</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Ajouter</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Supprimer</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importer…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exporter…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message numerus="yes">
        <source>%n terms</source>
        <translation>
            <numerusform>%n terme</numerusform>
            <numerusform>%n termes</numerusform>
        </translation>
    </message>
    <message>
        <source>No term for these languages yet.</source>
        <translation>Pas encore de terme pour ces langues.</translation>
    </message>
    <message>
        <source>From {source} to every language</source>
        <translation>{source}&#x202f;: vers toutes les langues</translation>
    </message>
    <message>
        <source>From {source} to {target}</source>
        <translation>{source} → {target}</translation>
    </message>
    <message>
        <source>Import terms</source>
        <translation>Importer des termes</translation>
    </message>
    <message>
        <source>Export terms</source>
        <translation>Exporter les termes</translation>
    </message>
    <message numerus="yes">
        <source>%n terms written to {file}</source>
        <translation>
            <numerusform>%n terme écrit dans {file}</numerusform>
            <numerusform>%n termes écrits dans {file}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n terms taken over</source>
        <translation>
            <numerusform>%n terme repris</numerusform>
            <numerusform>%n termes repris</numerusform>
        </translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tableaux</translation>
    </message>
    <message>
        <source>Translation memories</source>
        <translation>Mémoires de traduction</translation>
    </message>
    <message numerus="yes">
        <source>%n rows were no terms</source>
        <translation>
            <numerusform>%n ligne n’était pas un terme</numerusform>
            <numerusform>%n lignes n’étaient pas des termes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GlossaryFeature</name>
    <message>
        <source>Language of this article</source>
        <translation>Langue de cet article</translation>
    </message>
    <message>
        <source>The article is in {language} now</source>
        <translation>Langue de l’article&#x202f;: {language}</translation>
    </message>
    <message numerus="yes">
        <source>Translate %n sentences again?</source>
        <translation>
            <numerusform>Retraduire %n phrase&#x202f;?</numerusform>
            <numerusform>Retraduire %n phrases&#x202f;?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>They stand in %n articles and do not follow the glossary yet.</source>
        <translation>
            <numerusform>Elles se trouvent dans %n article et ne suivent pas encore le glossaire.</numerusform>
            <numerusform>Elles se trouvent dans %n articles et ne suivent pas encore le glossaire.</numerusform>
        </translation>
    </message>
    <message>
        <source>Translate again</source>
        <translation>Traduire à nouveau</translation>
    </message>
</context>
<context>
    <name>GuideWindow</name>
    <message>
        <source>These words are not in the guide.</source>
        <translation>Ces mots ne sont pas dans le guide.</translation>
    </message>
    <message>
        <source>Guide to Liseuse</source>
        <translation>Guide de Liseuse</translation>
    </message>
    <message>
        <source>Pages of the guide</source>
        <translation>Pages du guide</translation>
    </message>
    <message>
        <source>Search the guide</source>
        <translation>Rechercher dans le guide</translation>
    </message>
    <message>
        <source>Previous page</source>
        <translation>Page précédente</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>Page suivante</translation>
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
    <name>HighlightBar</name>
    <message>
        <source>Highlight</source>
        <translation>Surlignage</translation>
    </message>
    <message>
        <source>Add a note</source>
        <translation>Ajouter une note</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Remove the highlight</source>
        <translation>Retirer le surlignage</translation>
    </message>
</context>
<context>
    <name>Highlighting</name>
    <message>
        <source>There is nothing to highlight here</source>
        <translation>Il n’y a rien à surligner ici</translation>
    </message>
    <message>
        <source>Highlighted: {colour}</source>
        <translation>Surligné&#x202f;: {colour}</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copié</translation>
    </message>
</context>
<context>
    <name>HistoryFeature</name>
    <message>
        <source>No later article</source>
        <translation>Pas d’article suivant dans l’historique</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>Import</source>
        <translation>Importer</translation>
    </message>
    <message>
        <source>Nothing is changed before you press Import, and a whole import can be undone.</source>
        <translation>Rien ne change avant que vous appuyiez sur Importer, et un import entier peut être annulé.</translation>
    </message>
    <message>
        <source>Report…</source>
        <translation>Rapport…</translation>
    </message>
    <message>
        <source>Stop import</source>
        <translation>Arrêter l’import</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Suspendre</translation>
    </message>
    <message>
        <source>Looking at the file…</source>
        <translation>Lecture du fichier…</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) will not be taken</source>
        <translation>
            <numerusform>%n ligne ne sera pas prise</numerusform>
            <numerusform>%n lignes ne seront pas prises</numerusform>
        </translation>
    </message>
    <message>
        <source>Unread ones only</source>
        <translation>Seulement les non lus</translation>
    </message>
    <message>
        <source>Make a tag of each folder</source>
        <translation>Faire une étiquette de chaque dossier</translation>
    </message>
    <message>
        <source>Keep the dates at which they were saved</source>
        <translation>Garder les dates d’enregistrement</translation>
    </message>
    <message>
        <source>Fetch the texts that are not in the file, in the background</source>
        <translation>Récupérer en arrière-plan les textes absents du fichier</translation>
    </message>
    <message>
        <source>Also follow links into this computer’s own network</source>
        <translation>Suivre aussi les liens vers le réseau de cet ordinateur</translation>
    </message>
    <message>
        <source>Rules save, tag or skip new pieces by themselves. Otherwise they wait, paused.</source>
        <translation>Les règles gardent, étiquettent ou écartent d’elles-mêmes les nouveaux articles. Sinon, elles attendent, en pause.</translation>
    </message>
    <message>
        <source>Let the rules for its feeds run</source>
        <translation>Laisser agir les règles de ses flux</translation>
    </message>
    <message>
        <source>A whole import can be undone, in its report.</source>
        <translation>Un import entier peut être annulé, dans son rapport.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Reprendre</translation>
    </message>
    <message>
        <source>Paused. What is done stays; it goes on here or after the next start.</source>
        <translation>En pause. Ce qui est fait reste&#x202f;; la suite se fera ici ou après le prochain démarrage.</translation>
    </message>
    <message>
        <source>The missing texts are being fetched in the background.</source>
        <translation>Les textes manquants sont récupérés en arrière-plan.</translation>
    </message>
    <message>
        <source>The import has ended.</source>
        <translation>L’import est terminé.</translation>
    </message>
    <message>
        <source>What is still to be fetched is asked for again later.</source>
        <translation>Ce qui reste à récupérer sera redemandé plus tard.</translation>
    </message>
    <message>
        <source>Fetch pictures now, not when an article is opened</source>
        <translation>Récupérer les images maintenant, et non à l’ouverture d’un article</translation>
    </message>
</context>
<context>
    <name>ImportFeature</name>
    <message>
        <source>Import</source>
        <translation>Importer</translation>
    </message>
    <message>
        <source>Exports of other programs</source>
        <translation>Exports d’autres programmes</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Tous les fichiers</translation>
    </message>
</context>
<context>
    <name>ImportTexts</name>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n ligne</numerusform>
            <numerusform>%n lignes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new article(s)</source>
        <translation>
            <numerusform>%n nouvel article</numerusform>
            <numerusform>%n nouveaux articles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n already in the library</source>
        <translation>
            <numerusform>%n déjà dans la bibliothèque</numerusform>
            <numerusform>%n déjà dans la bibliothèque</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n twice in the file</source>
        <translation>
            <numerusform>%n en double dans le fichier</numerusform>
            <numerusform>%n en double dans le fichier</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bring(s) its text along</source>
        <translation>
            <numerusform>%n avec son texte</numerusform>
            <numerusform>%n avec leur texte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n archived</source>
        <translation>
            <numerusform>%n archivé</numerusform>
            <numerusform>%n archivés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n favourite(s)</source>
        <translation>
            <numerusform>%n favori</numerusform>
            <numerusform>%n favoris</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n highlight(s)</source>
        <translation>
            <numerusform>%n passage surligné</numerusform>
            <numerusform>%n passages surlignés</numerusform>
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
            <numerusform>%n flux</numerusform>
            <numerusform>%n flux</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rule(s) for feeds</source>
        <translation>
            <numerusform>%n règle pour les flux</numerusform>
            <numerusform>%n règles pour les flux</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n link(s) lead into this computer or its network</source>
        <translation>
            <numerusform>%n lien mène à cet ordinateur ou à son réseau</numerusform>
            <numerusform>%n liens mènent à cet ordinateur ou à son réseau</numerusform>
        </translation>
    </message>
    <message>
        <source>Saved on {day}</source>
        <translation>Enregistrés le {day}</translation>
    </message>
    <message>
        <source>Saved from {first} to {last}</source>
        <translation>Enregistrés du {first} au {last}</translation>
    </message>
    <message>
        <source>Tags: {names}</source>
        <translation>Étiquettes&#x202f;: {names}</translation>
    </message>
    <message>
        <source>Folders: {names}</source>
        <translation>Dossiers&#x202f;: {names}</translation>
    </message>
    <message numerus="yes">
        <source>%n article(s) with their text</source>
        <translation>
            <numerusform>%n article avec son texte</numerusform>
            <numerusform>%n articles avec leur texte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n article(s) fetched</source>
        <translation>
            <numerusform>%n article récupéré</numerusform>
            <numerusform>%n articles récupérés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n article(s) to be fetched</source>
        <translation>
            <numerusform>%n article à récupérer</numerusform>
            <numerusform>%n articles à récupérer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n article(s) could not be fetched</source>
        <translation>
            <numerusform>%n article n’a pas pu être récupéré</numerusform>
            <numerusform>%n articles n’ont pas pu être récupérés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thrown away since</source>
        <translation>
            <numerusform>%n jeté depuis</numerusform>
            <numerusform>%n jetés depuis</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n added to articles that were here</source>
        <translation>
            <numerusform>%n ajouté à un article déjà présent</numerusform>
            <numerusform>%n ajoutés à des articles déjà présents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n here already</source>
        <translation>
            <numerusform>%n déjà là</numerusform>
            <numerusform>%n déjà là</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not taken</source>
        <translation>
            <numerusform>%n non pris</numerusform>
            <numerusform>%n non pris</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was in it.</source>
        <translation>Il n’y avait rien dedans.</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Lecture…</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} sur {total}</translation>
    </message>
    <message numerus="yes">
        <source>about %n min left</source>
        <translation>
            <numerusform>environ %n min restante</numerusform>
            <numerusform>environ %n min restantes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n de plus</numerusform>
            <numerusform>%n de plus</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>IncompleteLine</name>
    <message>
        <source>Save the whole text</source>
        <translation>Enregistrer tout le texte</translation>
    </message>
    <message>
        <source>This text may be incomplete.</source>
        <translation>Ce texte est peut-être incomplet.</translation>
    </message>
    <message>
        <source>The page showed only a part of this article.</source>
        <translation>La page n’a montré qu’une partie de cet article.</translation>
    </message>
    <message>
        <source>The text of this article is not fetched yet.</source>
        <translation>Le texte de cet article n’est pas encore récupéré.</translation>
    </message>
    <message>
        <source>The page could not be fetched; its link and what you noted are kept.</source>
        <translation>La page n’a pas pu être récupérée&#x202f;; son lien et vos notes sont gardés.</translation>
    </message>
    <message>
        <source>Fetch now</source>
        <translation>Récupérer maintenant</translation>
    </message>
    <message>
        <source>This link leads to a {type}, not to a page. The link is kept.</source>
        <translation>Ce lien mène à {type}, pas à une page. Le lien est conservé.</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>Ouvrir dans le navigateur</translation>
    </message>
</context>
<context>
    <name>JoinSteps</name>
    <message>
        <source>Without encryption</source>
        <translation>Sans chiffrement</translation>
    </message>
    <message>
        <source>Name of this computer</source>
        <translation>Nom de cet ordinateur</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Phrase secrète</translation>
    </message>
    <message>
        <source>Passphrase once more</source>
        <translation>Phrase secrète, encore une fois</translation>
    </message>
    <message>
        <source>Step {step} of 3: {title}</source>
        <translation>Étape {step} sur 3&#x202f;: {title}</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Suivant</translation>
    </message>
    <message>
        <source>Choose folder…</source>
        <translation>Choisir le dossier…</translation>
    </message>
    <message>
        <source>the folder</source>
        <translation>le dossier</translation>
    </message>
    <message>
        <source>Folder or address</source>
        <translation>Dossier ou adresse</translation>
    </message>
    <message>
        <source>Choose the folder to share</source>
        <translation>Choisir le dossier à partager</translation>
    </message>
    <message>
        <source>Take a folder that reaches your other computers: one that Syncthing, Nextcloud or Dropbox carries, a network drive, or a stick. Or type the address of one on a server, https:// for WebDAV, such as Nextcloud, or sftp://; of a bucket of S3, s3://server/bucket; or of a hub, postgresql://. It must be empty, or the one that your other computers use already. Your library stays where it is.</source>
        <translation>Prenez un dossier qui arrive jusqu’à vos autres ordinateurs&#x202f;: porté par Syncthing, Nextcloud ou Dropbox, sur un lecteur réseau ou une clé USB. Ou tapez l’adresse d’un dossier sur un serveur, https:// pour WebDAV, comme Nextcloud, ou sftp://&#x202f;; celle d’un compartiment S3, s3://serveur/compartiment&#x202f;; ou celle d’un centre, postgresql://. Il doit être vide, ou être celui que vos autres ordinateurs utilisent déjà. Votre bibliothèque reste où elle est.</translation>
    </message>
    <message>
        <source>Keep notes and highlights on my own computers</source>
        <translation>Garder notes et surlignages sur mes seuls ordinateurs</translation>
    </message>
    <message>
        <source>Choose a folder first.</source>
        <translation>Choisissez d’abord un dossier.</translation>
    </message>
    <message>
        <source>Looking at the folder…</source>
        <translation>Examen du dossier…</translation>
    </message>
    <message>
        <source>no passphrase</source>
        <translation>sans phrase secrète</translation>
    </message>
    <message>
        <source>The other computers chose no encryption for this folder: whoever has it can read all of your articles and notes. To encrypt, choose an empty folder.</source>
        <translation>Les autres ordinateurs n’ont pas chiffré ce dossier&#x202f;: qui l’a peut lire tous vos articles et toutes vos notes. Pour chiffrer, choisissez un dossier vide.</translation>
    </message>
    <message>
        <source>Write it down: nobody can bring it back. Whoever loses it can read the folder no more; the library on each computer stays readable, and a new folder can be begun from it.</source>
        <translation>Notez-la&#x202f;: personne ne peut la retrouver. Qui la perd ne peut plus lire le dossier&#x202f;; la bibliothèque de chaque ordinateur reste lisible, et permet de commencer un nouveau dossier.</translation>
    </message>
    <message>
        <source>a passphrase</source>
        <translation>une phrase secrète</translation>
    </message>
    <message>
        <source>Everything in the folder is encrypted on this computer before it is written. Choose several words; every other computer asks for them once.</source>
        <translation>Tout ce qui va dans le dossier est chiffré sur cet ordinateur avant d’être écrit. Choisissez plusieurs mots&#x202f;; chaque autre ordinateur les demande une fois.</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>Encore une fois</translation>
    </message>
    <message>
        <source>Then whoever has the folder, such as the company that carries it, can read all of your articles and notes. This cannot be changed later.</source>
        <translation>Alors qui a le dossier, par exemple l’entreprise qui le porte, peut lire tous vos articles et toutes vos notes. Cela ne peut plus être changé ensuite.</translation>
    </message>
    <message>
        <source>the passphrase</source>
        <translation>la phrase secrète</translation>
    </message>
    <message numerus="yes">
        <source>%n computer(s) share this folder. Type the passphrase that was chosen for it.</source>
        <translation>
            <numerusform>%n ordinateur partage ce dossier. Tapez la phrase secrète choisie pour lui.</numerusform>
            <numerusform>%n ordinateurs partagent ce dossier. Tapez la phrase secrète choisie pour lui.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Choose at least %n characters.</source>
        <translation>
            <numerusform>Choisissez au moins %n caractère.</numerusform>
            <numerusform>Choisissez au moins %n caractères.</numerusform>
        </translation>
    </message>
    <message>
        <source>The two passphrases differ.</source>
        <translation>Les deux phrases secrètes diffèrent.</translation>
    </message>
    <message>
        <source>Trying the folder, and counting…</source>
        <translation>Essai du dossier et comptage…</translation>
    </message>
    <message>
        <source>What lies there has just changed. Look at it again.</source>
        <translation>Ce qui s’y trouve vient de changer. Regardez-le à nouveau.</translation>
    </message>
    <message>
        <source>The folder can be written to and read.</source>
        <translation>Le dossier peut être écrit et lu.</translation>
    </message>
    <message>
        <source>The library can be read. You are a reader of it: what you change stays here.</source>
        <translation>La bibliothèque peut être lue. Vous en êtes lecteur&#x202f;: ce que vous changez reste ici.</translation>
    </message>
    <message>
        <source>It is empty: this computer is the first. All of the library goes into it.</source>
        <translation>Il est vide&#x202f;: cet ordinateur est le premier. Toute la bibliothèque y va.</translation>
    </message>
    <message>
        <source>What is there comes to this computer, and nothing of this one goes there. Before that, a copy of your library is made.</source>
        <translation>Ce qui s’y trouve vient sur cet ordinateur, et rien de celui-ci n’y va. Avant cela, une copie de votre bibliothèque est faite.</translation>
    </message>
    <message numerus="yes">
        <source>Both sides are put together; nothing is deleted on either. Afterwards %n article(s) are on every computer. Before that, a copy of your library is made.</source>
        <translation>
            <numerusform>Les deux côtés sont réunis&#x202f;; rien n’est supprimé d’aucun. Ensuite, %n article est sur chaque ordinateur. Avant cela, une copie de votre bibliothèque est faite.</numerusform>
            <numerusform>Les deux côtés sont réunis&#x202f;; rien n’est supprimé d’aucun. Ensuite, %n articles sont sur chaque ordinateur. Avant cela, une copie de votre bibliothèque est faite.</numerusform>
        </translation>
    </message>
    <message>
        <source>Its computers have told of no articles yet.</source>
        <translation>Ses ordinateurs n’ont encore annoncé aucun article.</translation>
    </message>
    <message>
        <source>the test</source>
        <translation>l’essai</translation>
    </message>
    <message>
        <source>Keep in step</source>
        <translation>Garder à jour</translation>
    </message>
    <message>
        <source>This library is shared with {names}. What you tell others cannot be taken back; you can share your notes later at any time.</source>
        <translation>Cette bibliothèque est partagée avec {names}. Ce que vous dites à d’autres ne se reprend pas&#x202f;; vous pourrez partager vos notes plus tard, quand vous voudrez.</translation>
    </message>
    <message>
        <source>What you have read stays with you unless you choose otherwise.</source>
        <translation>Ce que vous avez lu reste chez vous, sauf si vous en décidez autrement.</translation>
    </message>
    <message>
        <source>They are told what you have read too, as you chose on another computer.</source>
        <translation>Ce que vous avez lu leur est dit aussi, comme vous l’avez choisi sur un autre ordinateur.</translation>
    </message>
</context>
<context>
    <name>KeyRow</name>
    <message>
        <source>Default keys: {command}</source>
        <translation>Rétablir les touches par défaut&#x202f;: {command}</translation>
    </message>
    <message>
        <source>Default keys</source>
        <translation>Rétablir les touches par défaut</translation>
    </message>
</context>
<context>
    <name>LearntRow</name>
    <message>
        <source>Learnt from your reading</source>
        <translation>Appris en vous voyant lire</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Oublier</translation>
    </message>
    <message>
        <source>Forget what was learnt about my reading speed</source>
        <translation>Oublier ce qui a été appris sur ma vitesse de lecture</translation>
    </message>
    <message>
        <source>{language}: {n} words a minute</source>
        <translation>{language}&#x202f;: {n} mots par minute</translation>
    </message>
    <message>
        <source>Not enough read yet</source>
        <translation>Pas encore assez de lecture</translation>
    </message>
</context>
<context>
    <name>LibraryDialog</name>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>LibraryExportDialog</name>
    <message>
        <source>Export library</source>
        <translation>Exporter la bibliothèque</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ouvrir le dossier</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Exporting the library…</source>
        <translation>Exportation de la bibliothèque…</translation>
    </message>
    <message>
        <source>Articles, pictures, translations, notes and settings, as files that any program can read. Import… takes them back, here or on another computer.</source>
        <translation>Articles, images, traductions, notes et réglages, en fichiers lisibles par tout programme. «&#x202f;Importer…&#x202f;» les reprend, ici ou sur un autre ordinateur.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message numerus="yes">
        <source>%n article(s)</source>
        <translation>
            <numerusform>%n article</numerusform>
            <numerusform>%n articles</numerusform>
        </translation>
    </message>
    <message>
        <source>Library exported</source>
        <translation>Bibliothèque exportée</translation>
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
    <name>LinkList</name>
    <message>
        <source>Sources</source>
        <translation>Sources</translation>
    </message>
    <message>
        <source>Reading the lists…</source>
        <translation>Lecture des listes…</translation>
    </message>
    <message>
        <source>As {source} named them on {date}. Enter saves a link, or opens what is saved.</source>
        <translation>Selon {source}, le {date}. Entrée enregistre un lien, ou ouvre ce qui est enregistré.</translation>
    </message>
</context>
<context>
    <name>LinkRow</name>
    <message>
        <source>Saved</source>
        <translation>Enregistré</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Enregistrement…</translation>
    </message>
    <message>
        <source>Not saved · Retry</source>
        <translation>Échec · Réessayer</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Not saved, retry: {title}</source>
        <translation>Non enregistré, réessayer&#x202f;: {title}</translation>
    </message>
    <message>
        <source>Save: {title}</source>
        <translation>Enregistrer&#x202f;: {title}</translation>
    </message>
</context>
<context>
    <name>LinksFeature</name>
    <message>
        <source>Not saved yet: {site}</source>
        <translation>Pas encore enregistré&#x202f;: {site}</translation>
    </message>
    <message>
        <source>Save for offline reading</source>
        <translation>Enregistrer pour la lecture hors ligne</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>Ouvrir dans le navigateur</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>Copier le lien</translation>
    </message>
    <message>
        <source>Try to save it again</source>
        <translation>Réessayer de l’enregistrer</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Enregistrement…</translation>
    </message>
</context>
<context>
    <name>ListHeader</name>
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
        <source>Show all lengths</source>
        <translation>Afficher toutes les longueurs</translation>
    </message>
    <message>
        <source>Refresh latest</source>
        <translation>Actualiser les derniers articles</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>Vues</translation>
    </message>
    <message>
        <source>Clear the selection</source>
        <translation>Tout désélectionner</translation>
    </message>
    <message>
        <source>Archive or unarchive</source>
        <translation>Archiver ou désarchiver</translation>
    </message>
    <message>
        <source>Favourite</source>
        <translation>Favori</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Étiquettes</translation>
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
</context>
<context>
    <name>ListPane</name>
    <message>
        <source>Search</source>
        <translation>Recherche</translation>
    </message>
    <message>
        <source>List of articles</source>
        <translation>Liste des articles</translation>
    </message>
</context>
<context>
    <name>LocalQuestion</name>
    <message>
        <source>{address} is on this computer or in its network. Save only what you know.</source>
        <translation>{address} se trouve sur cet ordinateur ou dans son réseau. N’enregistrer que ce que l’on connaît.</translation>
    </message>
    <message>
        <source>Save from a local address?</source>
        <translation>Enregistrer depuis une adresse locale&#x202f;?</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
</context>
<context>
    <name>LogDialog</name>
    <message>
        <source>Requests for feeds</source>
        <translation>Requêtes des flux</translation>
    </message>
    <message>
        <source>Requests for {source}</source>
        <translation>Requêtes pour {source}</translation>
    </message>
    <message>
        <source>Everything that Liseuse asked of a source in the last months, and why.</source>
        <translation>Tout ce que Liseuse a demandé à une source ces derniers mois, et pourquoi.</translation>
    </message>
    <message>
        <source>Nothing was asked yet.</source>
        <translation>Rien n’a encore été demandé.</translation>
    </message>
    <message>
        <source>It last brought something: {time}.</source>
        <translation>Dernier apport&#x202f;: {time}.</translation>
    </message>
    <message>
        <source>Next look: {time}.</source>
        <translation>Prochaine consultation&#x202f;: {time}.</translation>
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
    <message>
        <source>A library lies at another place now</source>
        <translation>Une bibliothèque se trouve maintenant ailleurs</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Regarder à nouveau</translation>
    </message>
    <message>
        <source>The library should be at {folder}.</source>
        <translation>La bibliothèque devrait être dans {folder}.</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Regarder</translation>
    </message>
    <message>
        <source>The library is in another folder now</source>
        <translation>La bibliothèque est maintenant dans un autre dossier</translation>
    </message>
    <message>
        <source>Choose the folder with the file library.db. Liseuse finds it there from now on.</source>
        <translation>Choisissez le dossier qui contient le fichier library.db. Liseuse l’y trouvera désormais.</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Choisir…</translation>
    </message>
    <message>
        <source>Go on with the library as it was before the move</source>
        <translation>Continuer avec la bibliothèque telle qu’avant le déplacement</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>More actions</source>
        <translation>Autres actions</translation>
    </message>
</context>
<context>
    <name>ModelDetails</name>
    <message>
        <source>About this model</source>
        <translation>À propos de ce modèle</translation>
    </message>
    <message>
        <source>Not used for an article yet</source>
        <translation>N’a encore servi à aucun article</translation>
    </message>
    <message>
        <source>Fingerprint (SHA-256)</source>
        <translation>Empreinte (SHA-256)</translation>
    </message>
    <message>
        <source>Installed on {date}</source>
        <translation>Installé le {date}</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Dossier</translation>
    </message>
    <message>
        <source>What its makers say</source>
        <translation>Ce qu’en disent ses auteurs</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>ModelList</name>
    <message>
        <source>Translation models</source>
        <translation>Modèles de traduction</translation>
    </message>
    <message>
        <source>More models</source>
        <translation>Autres modèles</translation>
    </message>
    <message>
        <source>Demonstration models</source>
        <translation>Modèles de démonstration</translation>
    </message>
    <message>
        <source>Without a direct model, Liseuse translates to English first, then to Arabic. Names and nuances may shift, so the original is always one key away (O).</source>
        <translation>Sans modèle direct, Liseuse traduit d’abord en anglais, puis en arabe. Noms et nuances peuvent changer&#x202f;: l’original reste toujours à portée d’une touche (O).</translation>
    </message>
    <message>
        <source>What you can read now</source>
        <translation>Ce que vous pouvez lire dès maintenant</translation>
    </message>
    <message>
        <source>Version {version} is available</source>
        <translation>La version {version} est disponible</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>Mettre à jour</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Détails</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Supprimer…</translation>
    </message>
    <message>
        <source>Actions for {pair}</source>
        <translation>Actions pour {pair}</translation>
    </message>
    <message>
        <source>Installed</source>
        <translation>Installé</translation>
    </message>
    <message>
        <source>{size} kept from an earlier download</source>
        <translation>{size} gardés d’un téléchargement précédent</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Reprendre</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Télécharger</translation>
    </message>
</context>
<context>
    <name>ModelTexts</name>
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
        <source>Version {version}</source>
        <translation>Version {version}</translation>
    </message>
    <message>
        <source>Not used: it needs pip install liseuse[firefox].</source>
        <translation>Inutilisé&#x202f;: il lui faut pip install liseuse[firefox].</translation>
    </message>
    <message>
        <source>Demonstration model: weak, a rough gloss word by word.</source>
        <translation>Modèle de démonstration&#x202f;: faible, une glose mot à mot.</translation>
    </message>
    <message>
        <source>Demonstration model: gives a fair gist, not for anything that matters.</source>
        <translation>Modèle de démonstration&#x202f;: donne l’essentiel, sans garantie pour ce qui compte.</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Télécharger</translation>
    </message>
    <message>
        <source>From the list of Firefox models</source>
        <translation>De la liste des modèles de Firefox</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>suspendu</translation>
    </message>
    <message>
        <source>waiting for a connection</source>
        <translation>en attente d’une connexion</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>en attente</translation>
    </message>
    <message>
        <source>Checking and installing…</source>
        <translation>Vérification et installation…</translation>
    </message>
    <message>
        <source>{size}/s</source>
        <translation>{size}/s</translation>
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
    <message>
        <source>about {time} left</source>
        <translation>environ {time}</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} sur {total}</translation>
    </message>
    <message numerus="yes">
        <source>used for %n articles</source>
        <translation>
            <numerusform>utilisé pour %n article</numerusform>
            <numerusform>utilisé pour %n articles</numerusform>
        </translation>
    </message>
    <message>
        <source>Comes with Liseuse, to show how translation works</source>
        <translation>Fourni avec Liseuse, pour montrer comment la traduction fonctionne</translation>
    </message>
    <message>
        <source>On the official list</source>
        <translation>Figure sur la liste officielle</translation>
    </message>
    <message>
        <source>Not on the official list</source>
        <translation>Ne figure pas sur la liste officielle</translation>
    </message>
    <message numerus="yes">
        <source>%n models</source>
        <translation>
            <numerusform>%n modèle</numerusform>
            <numerusform>%n modèles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n models, {size}</source>
        <translation>
            <numerusform>%n modèle, {size}</numerusform>
            <numerusform>%n modèles, {size}</numerusform>
        </translation>
    </message>
    <message>
        <source>Get good Arabic</source>
        <translation>Obtenir un bon arabe</translation>
    </message>
    <message>
        <source>Get good English</source>
        <translation>Obtenir un bon anglais</translation>
    </message>
    <message>
        <source>Get better models</source>
        <translation>Obtenir de meilleurs modèles</translation>
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
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Install from file…</source>
        <translation>Installer depuis un fichier…</translation>
    </message>
    <message>
        <source>Look for newer models</source>
        <translation>Chercher des modèles plus récents</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Models use {used} · {free} free on this disk</source>
        <translation>Les modèles occupent {used} · {free} libres sur ce disque</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Reprendre</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Suspendre</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Looking for newer models…</source>
        <translation>Recherche de modèles plus récents…</translation>
    </message>
    <message>
        <source>The list of models is up to date.</source>
        <translation>La liste des modèles est à jour.</translation>
    </message>
    <message>
        <source>“{file}” is not on the official list, so Liseuse does not know who made it. It is checked and tried with one sentence before it is used. A bad model can only give bad translations.</source>
        <translation>«&#x202f;{file}&#x202f;» n’est pas dans la liste officielle&#x202f;: Liseuse ne sait pas qui l’a fait. Il est vérifié et essayé sur une phrase avant de servir. Un mauvais modèle ne peut donner que de mauvaises traductions.</translation>
    </message>
    <message>
        <source>Install a model from an unknown source ({pair})?</source>
        <translation>Installer un modèle de source inconnue ({pair})&#x202f;?</translation>
    </message>
    <message>
        <source>Install</source>
        <translation>Installer</translation>
    </message>
    <message>
        <source>Version {old} is installed; the file holds version {new}. Only one is kept.</source>
        <translation>La version {old} est installée&#x202f;; le fichier contient la version {new}. Une seule est gardée.</translation>
    </message>
    <message>
        <source>Replace the model {pair}?</source>
        <translation>Remplacer le modèle {pair}&#x202f;?</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Remplacer</translation>
    </message>
    <message>
        <source>The model is installed.</source>
        <translation>Le modèle est installé.</translation>
    </message>
    <message>
        <source>What is translated already stays.</source>
        <translation>Ce qui est déjà traduit reste.</translation>
    </message>
    <message>
        <source>{language} needs this model too.</source>
        <translation>La lecture en {language} a aussi besoin de ce modèle.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Supprimer</translation>
    </message>
    <message>
        <source>Remove the model {pair}?</source>
        <translation>Supprimer le modèle {pair}&#x202f;?</translation>
    </message>
</context>
<context>
    <name>ModelsFeature</name>
    <message>
        <source>The model is installed.</source>
        <translation>Le modèle est installé.</translation>
    </message>
</context>
<context>
    <name>MorningFeature</name>
    <message>
        <source>Ready: {minutes} min of reading</source>
        <translation>Prêt&#x202f;: {minutes} min de lecture</translation>
    </message>
</context>
<context>
    <name>MorningHead</name>
    <message>
        <source>This morning</source>
        <translation>Ce matin</translation>
    </message>
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
            <numerusform>%n min de lecture</numerusform>
            <numerusform>%n min de lecture</numerusform>
        </translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Lire</translation>
    </message>
    <message>
        <source>Follow a source…</source>
        <translation>Suivre une source…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Look for what is new</source>
        <translation>Chercher les nouveautés</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Not fetched by itself on this connection, or on battery.</source>
        <translation>Rien n’est récupéré sans demande avec cette connexion, ou sur batterie.</translation>
    </message>
    <message>
        <source>Nothing is fetched: private reading is on.</source>
        <translation>Rien n’est récupéré&#x202f;: la lecture privée est active.</translation>
    </message>
    <message>
        <source>There is no connection. What is here can be read.</source>
        <translation>Pas de connexion. Ce qui est là peut se lire.</translation>
    </message>
    <message>
        <source>What your sources bring each day comes here, to be read.</source>
        <translation>Ce que vos sources apportent chaque jour vient ici, prêt à lire.</translation>
    </message>
    <message>
        <source>Sources that failed: {count}</source>
        <translation>Sources en échec&#x202f;: {count}</translation>
    </message>
    <message>
        <source>Looking at the sources</source>
        <translation>Consultation des sources</translation>
    </message>
    <message>
        <source>Saving what is new</source>
        <translation>Enregistrement des nouveautés</translation>
    </message>
    <message>
        <source>Translating</source>
        <translation>Traduction</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} sur {total}</translation>
    </message>
    <message>
        <source>{step}: {amount}</source>
        <translation>{step}&#x202f;: {amount}</translation>
    </message>
</context>
<context>
    <name>NameDialog</name>
    <message>
        <source>Keep this search</source>
        <translation>Enregistrer cette recherche</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
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
    <name>NoteEditor</name>
    <message>
        <source>Note on “{quote}”</source>
        <translation>Note sur «&#x202f;{quote}&#x202f;»</translation>
    </message>
    <message>
        <source>Note on this article</source>
        <translation>Note sur cet article</translation>
    </message>
    <message>
        <source>Note on the whole article</source>
        <translation>Note sur tout l’article</translation>
    </message>
    <message>
        <source>Only on your own computers</source>
        <translation>Sur vos seuls ordinateurs</translation>
    </message>
    <message>
        <source>Can be read by {names}</source>
        <translation>Peut être lue par {names}</translation>
    </message>
    <message>
        <source>Write a private note…</source>
        <translation>Écrire une note privée…</translation>
    </message>
    <message>
        <source>Write a note…</source>
        <translation>Écrire une note…</translation>
    </message>
    <message>
        <source>Stays on this computer</source>
        <translation>Reste sur cet ordinateur</translation>
    </message>
    <message>
        <source>Goes encrypted to your other computers</source>
        <translation>Va chiffrée à vos autres ordinateurs</translation>
    </message>
    <message>
        <source>Goes to the shared folder, unencrypted</source>
        <translation>Va dans le dossier partagé, non chiffrée</translation>
    </message>
    <message>
        <source>Save note</source>
        <translation>Enregistrer la note</translation>
    </message>
</context>
<context>
    <name>NoteNavigation</name>
    <message>
        <source>Highlight removed</source>
        <translation>Surlignage retiré</translation>
    </message>
    <message>
        <source>Note deleted</source>
        <translation>Note supprimée</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copié</translation>
    </message>
    <message>
        <source>This passage is not in the new version</source>
        <translation>Ce passage n’est pas dans la nouvelle version</translation>
    </message>
</context>
<context>
    <name>NoteTexts</name>
    <message>
        <source>Note on this article</source>
        <translation>Note sur cet article</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titre</translation>
    </message>
    <message>
        <source>Note: {text}</source>
        <translation>Note&#x202f;: {text}</translation>
    </message>
    <message numerus="yes">
        <source>%n notes</source>
        <translation>
            <numerusform>%n note</numerusform>
            <numerusform>%n notes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NotesFeature</name>
    <message>
        <source>Highlight removed</source>
        <translation>Surlignage retiré</translation>
    </message>
    <message>
        <source>Export the notes of this article</source>
        <translation>Exporter les notes de cet article</translation>
    </message>
    <message>
        <source>Export all notes</source>
        <translation>Exporter toutes les notes</translation>
    </message>
    <message>
        <source>Notes exported</source>
        <translation>Notes exportées</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notes</translation>
    </message>
    <message>
        <source>Nothing to export in this form</source>
        <translation>Rien à exporter sous cette forme</translation>
    </message>
</context>
<context>
    <name>NotesFilter</name>
    <message>
        <source>Filter notes</source>
        <translation>Filtrer les notes</translation>
    </message>
</context>
<context>
    <name>NotesList</name>
    <message>
        <source>Go to the passage</source>
        <translation>Aller au passage</translation>
    </message>
    <message>
        <source>Edit the note…</source>
        <translation>Modifier la note…</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Remove the highlight</source>
        <translation>Retirer le surlignage</translation>
    </message>
    <message>
        <source>Delete the note</source>
        <translation>Supprimer la note</translation>
    </message>
</context>
<context>
    <name>NotesPage</name>
    <message>
        <source>All notes and highlights</source>
        <translation>Toutes les notes et tous les surlignages</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>Vues</translation>
    </message>
    <message>
        <source>Export all notes</source>
        <translation>Exporter toutes les notes</translation>
    </message>
    <message>
        <source>No note fits the filter.</source>
        <translation>Aucune note ne correspond au filtre.</translation>
    </message>
    <message>
        <source>No notes found</source>
        <translation>Aucune note trouvée</translation>
    </message>
    <message>
        <source>Show all notes</source>
        <translation>Afficher toutes les notes</translation>
    </message>
    <message>
        <source>No notes yet</source>
        <translation>Pas encore de notes</translation>
    </message>
    <message>
        <source>What you highlight and note in any article is listed here.</source>
        <translation>Tout ce que vous surlignez et notez dans vos articles se retrouve ici.</translation>
    </message>
    <message>
        <source>See all articles</source>
        <translation>Voir tous les articles</translation>
    </message>
</context>
<context>
    <name>NotesPanel</name>
    <message>
        <source>Notes and highlights of this article</source>
        <translation>Notes et surlignages de cet article</translation>
    </message>
    <message>
        <source>Filter notes</source>
        <translation>Filtrer les notes</translation>
    </message>
    <message>
        <source>Export notes</source>
        <translation>Exporter les notes</translation>
    </message>
    <message>
        <source>Close notes</source>
        <translation>Fermer les notes</translation>
    </message>
    <message>
        <source>No note fits the filter.</source>
        <translation>Aucune note ne correspond au filtre.</translation>
    </message>
    <message>
        <source>Select a passage, or press M on a sentence, to keep it here.</source>
        <translation>Sélectionnez un passage, ou appuyez sur M sur une phrase, pour le garder ici.</translation>
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
    <message>
        <source>Liseuse ended unexpectedly the last time.</source>
        <translation>Liseuse s’est arrêtée de façon inattendue la dernière fois.</translation>
    </message>
</context>
<context>
    <name>NotificationsFeature</name>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>The translation model is installed</source>
        <translation>Le modèle de traduction est installé</translation>
    </message>
    <message numerus="yes">
        <source>%n links could not be saved</source>
        <translation>
            <numerusform>%n lien n’a pas pu être enregistré</numerusform>
            <numerusform>%n liens n’ont pas pu être enregistrés</numerusform>
        </translation>
    </message>
    <message>
        <source>Saved for offline reading</source>
        <translation>Enregistré pour la lecture hors ligne</translation>
    </message>
    <message numerus="yes">
        <source>%n articles saved</source>
        <translation>
            <numerusform>%n article enregistré</numerusform>
            <numerusform>%n articles enregistrés</numerusform>
        </translation>
    </message>
    <message>
        <source>The translation is ready</source>
        <translation>La traduction est prête</translation>
    </message>
</context>
<context>
    <name>NumberEditor</name>
    <message>
        <source>Less</source>
        <translation>Diminuer</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Augmenter</translation>
    </message>
</context>
<context>
    <name>OfferCard</name>
    <message>
        <source>Some sentences stay in English even then.</source>
        <translation>Des phrases resteront en anglais.</translation>
    </message>
    <message>
        <source>Download of the models</source>
        <translation>Téléchargement des modèles</translation>
    </message>
    <message>
        <source>The better models are installed.</source>
        <translation>Les meilleurs modèles sont installés.</translation>
    </message>
    <message>
        <source>No connection: the models are downloaded as soon as there is one.</source>
        <translation>Pas de connexion&#x202f;: les modèles seront téléchargés dès qu’il y en aura une.</translation>
    </message>
    <message>
        <source>Checking and installing…</source>
        <translation>Vérification et installation…</translation>
    </message>
    <message>
        <source>Downloading the models: {done} of {total}</source>
        <translation>Téléchargement des modèles&#x202f;: {done} sur {total}</translation>
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
    <message>
        <source>about {time} left</source>
        <translation>environ {time}</translation>
    </message>
    <message>
        <source>So far a small demonstration model translates, with serious mistakes.</source>
        <translation>Pour l’instant, un petit modèle de démonstration traduit, avec de graves erreurs.</translation>
    </message>
    <message>
        <source>So far a small demonstration model translates, with mistakes.</source>
        <translation>Pour l’instant, un petit modèle de démonstration traduit, avec des erreurs.</translation>
    </message>
    <message>
        <source>This Arabic comes from a small demonstration model and contains serious mistakes.</source>
        <translation>Cet arabe vient d’un petit modèle de démonstration et contient de graves erreurs.</translation>
    </message>
    <message>
        <source>This English comes from a small demonstration model and contains mistakes.</source>
        <translation>Cet anglais vient d’un petit modèle de démonstration et contient des erreurs.</translation>
    </message>
    <message>
        <source>This translation comes from a small demonstration model and contains mistakes.</source>
        <translation>Cette traduction vient d’un petit modèle de démonstration et contient des erreurs.</translation>
    </message>
    <message>
        <source>Demonstration model: serious mistakes</source>
        <translation>Modèle d’essai&#x202f;: graves erreurs</translation>
    </message>
    <message>
        <source>Demonstration model: mistakes</source>
        <translation>Modèle d’essai&#x202f;: des erreurs</translation>
    </message>
    <message>
        <source>Machine translation, serious mistakes</source>
        <translation>Traduction automatique, graves erreurs</translation>
    </message>
    <message>
        <source>Machine translation, with mistakes</source>
        <translation>Traduction automatique, avec erreurs</translation>
    </message>
    <message>
        <source>The better model still leaves some sentences in English.</source>
        <translation>Le meilleur modèle laisse encore quelques phrases en anglais.</translation>
    </message>
    <message>
        <source>The article is then translated again by itself. This text stays until then.</source>
        <translation>L’article sera ensuite retraduit de lui-même. Ce texte reste jusque-là.</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Pas maintenant</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Cancel the download</source>
        <translation>Annuler le téléchargement</translation>
    </message>
    <message>
        <source>Downloaded once, it translates without a connection.</source>
        <translation>Téléchargé une fois, il traduit sans connexion.</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Reprendre</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Essayer maintenant</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
</context>
<context>
    <name>OptionRow</name>
    <message>
        <source>Measured from your reading: {n} words a minute</source>
        <translation>Mesurée sur votre lecture&#x202f;: {n} mots par minute</translation>
    </message>
    <message>
        <source>Usual for the language: {n} words a minute</source>
        <translation>Habituelle pour cette langue&#x202f;: {n} mots par minute</translation>
    </message>
</context>
<context>
    <name>OriginalPopup</name>
    <message>
        <source>The model was {share} sure of its words; this does not say whether they are right.</source>
        <translation>Le modèle était sûr de ses mots à {share}&#x202f;; cela ne dit pas s’ils sont justes.</translation>
    </message>
</context>
<context>
    <name>OutcomeNotice</name>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Tout afficher</translation>
    </message>
</context>
<context>
    <name>Overlays</name>
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
        <source>Settings: {page}</source>
        <translation>Réglages&#x202f;: {page}</translation>
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
    <name>PageList</name>
    <message>
        <source>Pages</source>
        <translation>Pages</translation>
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
        <translation>Commande, article ou réglage</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Résultats</translation>
    </message>
    <message>
        <source>Search the text for “{query}”</source>
        <translation>Rechercher «&#x202f;{query}&#x202f;» dans les textes</translation>
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
        <source>Tags</source>
        <translation>Étiquettes</translation>
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
    <name>PictureChooser</name>
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
    <name>PictureViewer</name>
    <message>
        <source>Previous picture</source>
        <translation>Image précédente</translation>
    </message>
    <message>
        <source>Next picture</source>
        <translation>Image suivante</translation>
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
        <source>Save picture as…</source>
        <translation>Enregistrer l’image sous…</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>Copier l’image</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>{number} of {total}</source>
        <translation>{number} sur {total}</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Image</translation>
    </message>
</context>
<context>
    <name>PicturesFeature</name>
    <message>
        <source>Save picture as…</source>
        <translation>Enregistrer l’image sous…</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Images</translation>
    </message>
    <message>
        <source>Picture saved</source>
        <translation>Image enregistrée</translation>
    </message>
    <message>
        <source>Picture copied</source>
        <translation>Image copiée</translation>
    </message>
</context>
<context>
    <name>PrintPanel</name>
    <message numerus="yes">
        <source>Print %n article(s)</source>
        <translation>
            <numerusform>Imprimer %n article</numerusform>
            <numerusform>Imprimer %n articles</numerusform>
        </translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>Imprimer…</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texte</translation>
    </message>
    <message>
        <source>Translate first</source>
        <translation>Traduire d’abord</translation>
    </message>
    <message>
        <source>Print without waiting</source>
        <translation>Imprimer sans attendre</translation>
    </message>
    <message numerus="yes">
        <source>%n article(s) without that translation will be printed in the original</source>
        <translation>
            <numerusform>%n article sans cette traduction sera imprimé dans sa langue</numerusform>
            <numerusform>%n articles sans cette traduction seront imprimés dans leur langue</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Waiting for %n translation(s)…</source>
        <translation>
            <numerusform>En attente de %n traduction…</numerusform>
            <numerusform>En attente de %n traductions…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n article(s) being translated: printing waits for that</source>
        <translation>
            <numerusform>%n article est en cours de traduction&#x202f;: l’impression l’attend</numerusform>
            <numerusform>%n articles sont en cours de traduction&#x202f;: l’impression les attend</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Printing</name>
    <message>
        <source>Getting ready to print…</source>
        <translation>Préparation de l’impression…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Imprimer</translation>
    </message>
    <message>
        <source>Printing…</source>
        <translation>Impression…</translation>
    </message>
    <message>
        <source>Printed: {done} of {total}</source>
        <translation>Imprimés&#x202f;: {done} sur {total}</translation>
    </message>
    <message numerus="yes">
        <source>Printed, %n article(s) in the original</source>
        <translation>
            <numerusform>Imprimé, dont %n article dans sa langue</numerusform>
            <numerusform>Imprimé, dont %n articles dans leur langue</numerusform>
        </translation>
    </message>
    <message>
        <source>Written to {file}</source>
        <translation>Écrit dans {file}</translation>
    </message>
</context>
<context>
    <name>PrivateReadingFeature</name>
    <message>
        <source>Private reading: nothing is fetched</source>
        <translation>Lecture privée&#x202f;: rien n’est récupéré</translation>
    </message>
    <message>
        <source>Private reading is over</source>
        <translation>La lecture privée est terminée</translation>
    </message>
</context>
<context>
    <name>QAbstractFileIconProvider</name>
    <message>
        <source>Folder</source>
        <translation>Dossier</translation>
    </message>
    <message>
        <source>File Folder</source>
        <translation>Dossier</translation>
    </message>
    <message>
        <source>Drive</source>
        <translation>Disque</translation>
    </message>
    <message>
        <source>Shortcut</source>
        <translation>Raccourci</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Inconnu</translation>
    </message>
</context>
<context>
    <name>QFileDialog</name>
    <message>
        <source>&amp;Look in:</source>
        <translation>&amp;Chercher dans&#x202f;:</translation>
    </message>
    <message>
        <source>Files of &amp;type:</source>
        <translation>Fichiers de &amp;type&#x202f;:</translation>
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
    <name>QPrintDialog</name>
    <message>
        <source>&amp;Options &gt;&gt;</source>
        <translation>Autres &amp;options &gt;&gt;</translation>
    </message>
    <message>
        <source>&amp;Options &lt;&lt;</source>
        <translation>Moins d’&amp;options &lt;&lt;</translation>
    </message>
</context>
<context>
    <name>QPrintSettingsOutput</name>
    <message>
        <source>Page &amp;Set:</source>
        <translation>&amp;Jeu de pages&#x202f;:</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>Double Sided Printing</source>
        <translation>Impression recto verso</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Désactivée</translation>
    </message>
    <message>
        <source>Long side binding</source>
        <translation>Reliure sur le grand côté</translation>
    </message>
    <message>
        <source>Short side binding</source>
        <translation>Reliure sur le petit côté</translation>
    </message>
</context>
<context>
    <name>QueueBar</name>
    <message>
        <source>Show</source>
        <translation>Afficher</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Reprendre</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Suspendre</translation>
    </message>
</context>
<context>
    <name>QueueDialog</name>
    <message>
        <source>Waiting translations</source>
        <translation>Traductions en attente</translation>
    </message>
    <message>
        <source>Cancel all</source>
        <translation>Tout annuler</translation>
    </message>
    <message>
        <source>Translate now, on battery</source>
        <translation>Traduire maintenant, sur batterie</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Reprendre</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Suspendre</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>et %n autre</numerusform>
            <numerusform>et %n autres</numerusform>
        </translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
</context>
<context>
    <name>QueueTexts</name>
    <message numerus="yes">
        <source>%n translations failed</source>
        <translation>
            <numerusform>%n traduction a échoué</numerusform>
            <numerusform>%n traductions ont échoué</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n translations wait</source>
        <translation>
            <numerusform>%n traduction en attente</numerusform>
            <numerusform>%n traductions en attente</numerusform>
        </translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>En pause</translation>
    </message>
    <message>
        <source>Waiting for mains power</source>
        <translation>En attente du secteur</translation>
    </message>
    <message>
        <source>Waiting for the night</source>
        <translation>En attente de la nuit</translation>
    </message>
    <message numerus="yes">
        <source>Translating %n articles</source>
        <translation>
            <numerusform>Traduction de %n article</numerusform>
            <numerusform>Traduction de %n articles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n articles</source>
        <translation>
            <numerusform>%n article</numerusform>
            <numerusform>%n articles</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing waits to be translated.</source>
        <translation>Rien n’attend d’être traduit.</translation>
    </message>
    <message>
        <source>Translating “{title}” to {language}</source>
        <translation>Traduction de «&#x202f;{title}&#x202f;» ({language})</translation>
    </message>
    <message numerus="yes">
        <source>{done} of %n paragraphs</source>
        <translation>
            <numerusform>{done} sur %n paragraphe</numerusform>
            <numerusform>{done} sur %n paragraphes</numerusform>
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
    <message>
        <source>about {time} left</source>
        <translation>environ {time}</translation>
    </message>
    <message>
        <source>because it was saved</source>
        <translation>parce qu’il vient d’être enregistré</translation>
    </message>
    <message>
        <source>because it is unread</source>
        <translation>parce qu’il n’est pas lu</translation>
    </message>
    <message>
        <source>at night, on mains power</source>
        <translation>la nuit, sur secteur</translation>
    </message>
    <message>
        <source>Translating…</source>
        <translation>Traduction…</translation>
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
        <source>Article</source>
        <translation>Article</translation>
    </message>
</context>
<context>
    <name>ReadingToolbar</name>
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
        <source>Notes</source>
        <translation>Notes</translation>
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
    <message>
        <source>Two columns need a wider window; the original stands under each paragraph.</source>
        <translation>Deux colonnes demandent une fenêtre plus large&#x202f;; l’original figure sous chaque paragraphe.</translation>
    </message>
    <message>
        <source>needs a wider window</source>
        <translation>demande une fenêtre plus large</translation>
    </message>
</context>
<context>
    <name>Removal</name>
    <message numerus="yes">
        <source>%n link(s) removed</source>
        <translation>
            <numerusform>%n lien retiré</numerusform>
            <numerusform>%n liens retirés</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RenameDialog</name>
    <message>
        <source>Rename source</source>
        <translation>Renommer la source</translation>
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
    <name>ReportsDialog</name>
    <message>
        <source>Imports</source>
        <translation>Imports effectués</translation>
    </message>
    <message>
        <source>What became of each row. An import that is undone takes back what nobody touched since.</source>
        <translation>Ce qu’est devenue chaque ligne. Annuler un import retire ce que personne n’a touché depuis.</translation>
    </message>
    <message>
        <source>Nothing was imported yet.</source>
        <translation>Rien n’a encore été importé.</translation>
    </message>
    <message>
        <source>Broken off</source>
        <translation>Interrompu</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Terminé</translation>
    </message>
    <message>
        <source>Undone</source>
        <translation>Annulé</translation>
    </message>
    <message>
        <source>What other programs keep comes in as a file: their exports, bookmarks, lists of links.</source>
        <translation>Ce que d’autres programmes conservent s’importe par fichier&#x202f;: leurs exports, des marque-pages, des listes de liens.</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importer…</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Reprendre</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Undo…</source>
        <translation>Annuler…</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>Enregistrer en CSV…</translation>
    </message>
    <message>
        <source>Its articles and all else that it brought go, but for what you opened or changed since. Merges are taken apart.</source>
        <translation>Ses articles et tout ce qu’elle a apporté s’en vont, sauf ce que vous avez ouvert ou modifié depuis. Les fusions sont défaites.</translation>
    </message>
    <message>
        <source>Undo this import?</source>
        <translation>Annuler cet import&#x202f;?</translation>
    </message>
    <message>
        <source>Undo import</source>
        <translation>Annuler l’import</translation>
    </message>
    <message>
        <source>Undoing…</source>
        <translation>Annulation…</translation>
    </message>
    <message numerus="yes">
        <source>%n article(s) removed.</source>
        <translation>
            <numerusform>%n article retiré.</numerusform>
            <numerusform>%n articles retirés.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n that you opened or changed since stay(s).</source>
        <translation>
            <numerusform>%n que vous avez ouvert ou modifié depuis reste.</numerusform>
            <numerusform>%n que vous avez ouverts ou modifiés depuis restent.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n article(s) will be fetched.</source>
        <translation>
            <numerusform>%n article sera récupéré.</numerusform>
            <numerusform>%n articles seront récupérés.</numerusform>
        </translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>Enregistrer le rapport</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) written.</source>
        <translation>
            <numerusform>%n ligne écrite.</numerusform>
            <numerusform>%n lignes écrites.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RescueDialog</name>
    <message>
        <source>The library file is missing</source>
        <translation>Le fichier de la bibliothèque manque</translation>
    </message>
    <message>
        <source>What is beside it shows that there was one. Whatever you choose, nothing is overwritten.</source>
        <translation>Ce qui se trouve à côté montre qu’il y en avait une. Quel que soit votre choix, rien n’est écrasé.</translation>
    </message>
    <message>
        <source>The library’s disk is not here</source>
        <translation>Le disque de la bibliothèque n’est pas là</translation>
    </message>
    <message>
        <source>Connect the disk, or choose below. Nothing is deleted, whatever you choose.</source>
        <translation>Branchez le disque, ou choisissez ci-dessous. Rien n’est supprimé, quel que soit votre choix.</translation>
    </message>
    <message>
        <source>The library was changed by another program</source>
        <translation>La bibliothèque a été modifiée par un autre programme</translation>
    </message>
    <message>
        <source>Nothing in it was run. The file stays as it is, whatever you choose.</source>
        <translation>Rien de ce qu’elle contient n’a été exécuté. Le fichier reste tel quel, quel que soit votre choix.</translation>
    </message>
    <message>
        <source>The library is damaged</source>
        <translation>La bibliothèque est endommagée</translation>
    </message>
    <message>
        <source>The damaged file stays as it is, whatever you choose. Nothing is overwritten.</source>
        <translation>Le fichier endommagé reste tel quel, quel que soit votre choix. Rien n’est écrasé.</translation>
    </message>
    <message>
        <source>Looking at the library…</source>
        <translation>Examen de la bibliothèque…</translation>
    </message>
    <message numerus="yes">
        <source>%n article(s)</source>
        <translation>
            <numerusform>%n article</numerusform>
            <numerusform>%n articles</numerusform>
        </translation>
    </message>
    <message>
        <source>Salvage what can be read</source>
        <translation>Récupérer ce qui peut être lu</translation>
    </message>
    <message>
        <source>Liseuse reads every article that is still whole into a new library.</source>
        <translation>Liseuse reprend chaque article encore intact dans une nouvelle bibliothèque.</translation>
    </message>
    <message>
        <source>Salvage</source>
        <translation>Récupérer</translation>
    </message>
    <message>
        <source>Nothing can be saved or changed there.</source>
        <translation>Rien ne peut y être enregistré ni modifié.</translation>
    </message>
    <message>
        <source>Look at it as it is</source>
        <translation>La consulter telle quelle</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>Open another library</source>
        <translation>Ouvrir une autre bibliothèque</translation>
    </message>
    <message>
        <source>An empty folder becomes a new library.</source>
        <translation>Un dossier vide devient une nouvelle bibliothèque.</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Choisir…</translation>
    </message>
    <message>
        <source>Restore another backup</source>
        <translation>Restaurer une autre sauvegarde</translation>
    </message>
    <message>
        <source>A copy of the library in another folder or on another disk.</source>
        <translation>Une copie de la bibliothèque dans un autre dossier ou sur un autre disque.</translation>
    </message>
    <message>
        <source>Begin an empty library</source>
        <translation>Commencer une bibliothèque vide</translation>
    </message>
    <message>
        <source>Backups and pictures stay where they are.</source>
        <translation>Les sauvegardes et les images restent où elles sont.</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>Commencer</translation>
    </message>
    <message>
        <source>The folder of backups cannot be read</source>
        <translation>Le dossier des sauvegardes ne peut pas être lu</translation>
    </message>
    <message>
        <source>There is no sound backup</source>
        <translation>Il n’y a aucune sauvegarde en bon état</translation>
    </message>
    <message>
        <source>Restore the backup of {date}</source>
        <translation>Restaurer la sauvegarde du {date}</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Restaurer</translation>
    </message>
</context>
<context>
    <name>ResultList</name>
    <message>
        <source>Under way…</source>
        <comment>beside the heading “Search”</comment>
        <translation>En cours…</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Recherche en cours…</translation>
    </message>
    <message>
        <source>Search results</source>
        <translation>Résultats de la recherche</translation>
    </message>
    <message>
        <source>This is a link. It can be saved here to read it.</source>
        <translation>Ceci est un lien. Il peut être enregistré ici pour être lu.</translation>
    </message>
    <message>
        <source>Save it</source>
        <translation>L’enregistrer</translation>
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
        <source>Clear filters</source>
        <translation>Effacer les filtres</translation>
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
    <name>ResultTexts</name>
    <message numerus="yes">
        <source>%n matches</source>
        <translation>
            <numerusform>%n occurrence</numerusform>
            <numerusform>%n occurrences</numerusform>
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
        <source>Not understood: {filters}</source>
        <translation>Non compris&#x202f;: {filters}</translation>
    </message>
    <message>
        <source>The filters are {filters}</source>
        <translation>Les filtres sont {filters}</translation>
    </message>
    <message>
        <source>NOTE</source>
        <translation>NOTE</translation>
    </message>
    <message>
        <source>{place}: {text}</source>
        <translation>{place}&#x202f;: {text}</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message numerus="yes">
        <source>%n articles</source>
        <translation>
            <numerusform>%n article</numerusform>
            <numerusform>%n articles</numerusform>
        </translation>
    </message>
    <message>
        <source>AUTHOR</source>
        <translation>AUTEUR</translation>
    </message>
    <message>
        <source>TAG</source>
        <translation>ÉTIQUETTE</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>Auteur</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Étiquette</translation>
    </message>
</context>
<context>
    <name>RuleForm</name>
    <message>
        <source>This source</source>
        <translation>Cette source</translation>
    </message>
    <message>
        <source>Every source</source>
        <translation>Toutes les sources</translation>
    </message>
    <message>
        <source>Any</source>
        <translation>Sans limite</translation>
    </message>
    <message>
        <source>Leave it as it was</source>
        <translation>Laisser comme avant</translation>
    </message>
    <message>
        <source>Keep the change</source>
        <translation>Garder la modification</translation>
    </message>
    <message>
        <source>Keep this rule</source>
        <translation>Garder cette règle</translation>
    </message>
    <message>
        <source>As in the search: words, “phrases”, author:, source:, tag: (a section), after:, before:</source>
        <translation>Comme dans la recherche&#x202f;: mots, «&#x202f;phrases&#x202f;», et les filtres author, source, tag (une rubrique), after et before</translation>
    </message>
    <message>
        <source>Which one</source>
        <translation>Lequel</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Pour</translation>
    </message>
    <message>
        <source>What is over stays in the list of new pieces</source>
        <translation>Le reste attend dans la liste des nouveaux articles</translation>
    </message>
    <message>
        <source>At most a day</source>
        <translation>Au plus par jour</translation>
    </message>
    <message>
        <source>Pieces that it finds</source>
        <translation>Articles qu’elle trouve</translation>
    </message>
    <message>
        <source>What is done</source>
        <translation>Ce qui est fait</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>Jours</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Étiquette</translation>
    </message>
</context>
<context>
    <name>RulesDialog</name>
    <message>
        <source>Rules for new pieces</source>
        <translation>Règles pour les nouveaux articles</translation>
    </message>
    <message>
        <source>A rule sees pieces that come after it was given. Rules go from top to bottom; the first that finds a piece says whether it is left out.</source>
        <translation>Une règle voit les articles venus après elle. Les règles vont de haut en bas&#x202f;; la première qui trouve un article dit s’il est écarté.</translation>
    </message>
    <message>
        <source>Rules for {source}</source>
        <translation>Règles pour {source}</translation>
    </message>
    <message>
        <source>No rule yet: new pieces only wait in the list.</source>
        <translation>Pas encore de règle&#x202f;: les nouveaux articles attendent dans la liste.</translation>
    </message>
    <message>
        <source>Change this rule</source>
        <translation>Modifier cette règle</translation>
    </message>
    <message>
        <source>A new rule</source>
        <translation>Une nouvelle règle</translation>
    </message>
    <message>
        <source>Earlier: {rule}</source>
        <translation>Plus tôt&#x202f;: {rule}</translation>
    </message>
    <message>
        <source>Later: {rule}</source>
        <translation>Plus tard&#x202f;: {rule}</translation>
    </message>
    <message>
        <source>Change: {rule}</source>
        <translation>Modifier&#x202f;: {rule}</translation>
    </message>
    <message>
        <source>Remove: {rule}</source>
        <translation>Supprimer&#x202f;: {rule}</translation>
    </message>
    <message>
        <source>In force: {rule}</source>
        <translation>En vigueur&#x202f;: {rule}</translation>
    </message>
    <message>
        <source>The rule is kept</source>
        <translation>La règle est gardée</translation>
    </message>
    <message>
        <source>The rule is number {number} now</source>
        <translation>La règle est maintenant la n° {number}</translation>
    </message>
    <message>
        <source>The rule is removed; Undo brings it back</source>
        <translation>La règle est supprimée&#x202f;; Annuler la rétablit</translation>
    </message>
    <message>
        <source>A rule cannot look for this.</source>
        <translation>Une règle ne peut pas chercher cela.</translation>
    </message>
    <message>
        <source>Of the last 200 pieces it would have found: {count}</source>
        <translation>Sur les 200 derniers articles, elle aurait trouvé&#x202f;: {count}</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>et %n autre</numerusform>
            <numerusform>et %n autres</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SaveLine</name>
    <message>
        <source>Hides the list of saves</source>
        <translation>Masque la liste des enregistrements</translation>
    </message>
    <message>
        <source>Shows the list of saves</source>
        <translation>Affiche la liste des enregistrements</translation>
    </message>
    <message numerus="yes">
        <source>%n under way</source>
        <translation>
            <numerusform>%n en cours</numerusform>
            <numerusform>%n en cours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n saved</source>
        <translation>
            <numerusform>%n enregistré</numerusform>
            <numerusform>%n enregistrés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n without some pictures</source>
        <translation>
            <numerusform>%n sans certaines images</numerusform>
            <numerusform>%n sans certaines images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting for a connection</source>
        <translation>
            <numerusform>%n en attente d’une connexion</numerusform>
            <numerusform>%n en attente d’une connexion</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n en échec</numerusform>
            <numerusform>%n en échec</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SavePanel</name>
    <message>
        <source>Retry all</source>
        <translation>Tout réessayer</translation>
    </message>
    <message>
        <source>Remove all</source>
        <translation>Tout retirer</translation>
    </message>
    <message>
        <source>Saves</source>
        <translation>Enregistrements</translation>
    </message>
</context>
<context>
    <name>SaveTexts</name>
    <message numerus="yes">
        <source>Saved without %n picture(s)</source>
        <translation>
            <numerusform>Enregistré sans %n image</numerusform>
            <numerusform>Enregistré sans %n images</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SaveTray</name>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
</context>
<context>
    <name>SavingFeature</name>
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
        <source>Looking at the files…</source>
        <translation>Examen des fichiers…</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) in {folder} hold nothing to save or import: left out.</source>
        <translation>
            <numerusform>%n fichier de {folder} ne contient rien à enregistrer ni à importer&#x202f;: laissé de côté.</numerusform>
            <numerusform>%n fichiers de {folder} ne contiennent rien à enregistrer ni à importer&#x202f;: laissés de côté.</numerusform>
        </translation>
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
    <message>
        <source>{folder} holds more than {count} pages: these are saved, the others are left out.</source>
        <translation>{folder} contient plus de {count} pages&#x202f;: celles-ci sont enregistrées, les autres sont laissées de côté.</translation>
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
    <message>
        <source>Search</source>
        <translation>Rechercher</translation>
    </message>
</context>
<context>
    <name>SearchFilters</name>
    <message>
        <source>Tags</source>
        <translation>Étiquettes</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Partout</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>Translation</source>
        <translation>Traduction</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notes</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Étiquette</translation>
    </message>
    <message>
        <source>Only with a tag</source>
        <translation>Seulement avec une étiquette</translation>
    </message>
    <message>
        <source>Keep this search</source>
        <translation>Enregistrer cette recherche</translation>
    </message>
    <message>
        <source>Where to search</source>
        <translation>Où rechercher</translation>
    </message>
    <message>
        <source>Without the tag {tag}</source>
        <translation>Retirer l’étiquette {tag}</translation>
    </message>
</context>
<context>
    <name>SearchTips</name>
    <message>
        <source>What a search understands</source>
        <translation>Ce que la recherche comprend</translation>
    </message>
    <message>
        <source>Words are looked for everywhere. More precise searches:</source>
        <translation>Les mots sont cherchés partout. Pour être plus précis&#x202f;:</translation>
    </message>
    <message>
        <source>drinking water</source>
        <translation>eau potable</translation>
    </message>
    <message>
        <source>exactly these words</source>
        <translation>exactement ces mots</translation>
    </message>
    <message>
        <source>rain</source>
        <translation>pluie</translation>
    </message>
    <message>
        <source>one or the other</source>
        <translation>l’un ou l’autre</translation>
    </message>
    <message>
        <source>without this word</source>
        <translation>sans ce mot</translation>
    </message>
    <message>
        <source>sports</source>
        <translation>sport</translation>
    </message>
    <message>
        <source>water</source>
        <translation>eau</translation>
    </message>
    <message>
        <source>in the title</source>
        <translation>dans le titre</translation>
    </message>
    <message>
        <source>smith</source>
        <translation>martin</translation>
    </message>
    <message>
        <source>by this author</source>
        <translation>de cet auteur</translation>
    </message>
    <message>
        <source>from this site</source>
        <translation>de ce site</translation>
    </message>
    <message>
        <source>travel</source>
        <translation>voyage</translation>
    </message>
    <message>
        <source>with this tag</source>
        <translation>avec cette étiquette</translation>
    </message>
    <message>
        <source>in this language</source>
        <translation>dans cette langue</translation>
    </message>
    <message>
        <source>from this month on; {filter} until it</source>
        <translation>à partir de ce mois&#x202f;; {filter} jusque-là</translation>
    </message>
    <message>
        <source>also {states}</source>
        <translation>aussi {states}</translation>
    </message>
    <message>
        <source>fewer minutes to read</source>
        <translation>moins de minutes de lecture</translation>
    </message>
</context>
<context>
    <name>SelectionTexts</name>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n sélectionné</numerusform>
            <numerusform>%n sélectionnés</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SentenceCard</name>
    <message>
        <source>Correct…</source>
        <translation>Corriger…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
</context>
<context>
    <name>SentenceCursor</name>
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
    <name>ServerDialog</name>
    <message>
        <source>Translation server</source>
        <translation>Serveur de traduction</translation>
    </message>
    <message>
        <source>With a LibreTranslate server, the text of every article you translate leaves this computer. Without an address, everything is translated here.</source>
        <translation>Avec un serveur LibreTranslate, le texte de chaque article que vous traduisez quitte cet ordinateur. Sans adresse, tout est traduit ici.</translation>
    </message>
    <message>
        <source>Once you have chosen a language to read in, that is every article you open. In the settings, under Translation, you can have only those sent that you ask for.</source>
        <translation>Dès que vous avez choisi une langue de lecture, cela vaut pour chaque article que vous ouvrez. Dans les réglages, sous «&#x202f;Traduction&#x202f;», vous pouvez n’envoyer que ceux que vous demandez.</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Clé</translation>
    </message>
    <message>
        <source>only if the server wants one</source>
        <translation>seulement si le serveur en veut une</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>Essayer</translation>
    </message>
    <message>
        <source>Use this server</source>
        <translation>Utiliser ce serveur</translation>
    </message>
    <message>
        <source>Translate on this computer</source>
        <translation>Traduire sur cet ordinateur</translation>
    </message>
    <message>
        <source>Asking the server…</source>
        <translation>Interrogation du serveur…</translation>
    </message>
    <message numerus="yes">
        <source>The server answers. It translates %n pair(s) of languages.</source>
        <translation>
            <numerusform>Le serveur répond. Il traduit %n paire de langues.</numerusform>
            <numerusform>Le serveur répond. Il traduit %n paires de langues.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ServerFields</name>
    <message>
        <source>Access key</source>
        <translation>Clé d’accès</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>Clé secrète</translation>
    </message>
    <message>
        <source>Secret of the access key</source>
        <translation>Clé secrète qui va avec la clé d’accès</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Nom d’utilisateur</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Mot de passe</translation>
    </message>
    <message>
        <source>Password of the server</source>
        <translation>Mot de passe du serveur</translation>
    </message>
</context>
<context>
    <name>SettingRow</name>
    <message>
        <source>Automatic</source>
        <translation>Automatique</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation>Chercher un réglage</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Liseuse has no account and no analytics. It contacts only what you ask for: pages you save, feeds you follow, models, and servers you set up.</source>
        <translation>Liseuse n’a ni compte ni mesure d’audience. Elle ne contacte que ce que vous demandez&#x202f;: les pages enregistrées, les flux suivis, les modèles et les serveurs que vous configurez.</translation>
    </message>
    <message>
        <source>Reset this page</source>
        <translation>Réinitialiser cette page</translation>
    </message>
    <message>
        <source>No setting named “{query}”</source>
        <translation>Aucun réglage nommé «&#x202f;{query}&#x202f;»</translation>
    </message>
    <message>
        <source>Follow the system theme</source>
        <translation>Suivre le thème du système</translation>
    </message>
    <message>
        <source>Light by day, Dark when the system is dark</source>
        <translation>Clair le jour, Sombre quand le système est sombre</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Ouvrir…</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Commandes</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lancer</translation>
    </message>
</context>
<context>
    <name>SharingRows</name>
    <message>
        <source>Share…</source>
        <translation>Partager…</translation>
    </message>
    <message>
        <source>Keep private…</source>
        <translation>Garder pour soi…</translation>
    </message>
    <message>
        <source>Only on your own computers</source>
        <translation>Sur vos seuls ordinateurs</translation>
    </message>
    <message>
        <source>For everybody who takes part</source>
        <translation>Pour tous ceux qui participent</translation>
    </message>
    <message>
        <source>Notes and highlights</source>
        <translation>Notes et surlignages</translation>
    </message>
    <message>
        <source>What you have read</source>
        <translation>Ce que vous avez lu</translation>
    </message>
    <message>
        <source>Your corrections of translations</source>
        <translation>Vos corrections de traductions</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Partager</translation>
    </message>
    <message>
        <source>Keep private</source>
        <translation>Garder pour soi</translation>
    </message>
    <message numerus="yes">
        <source>%n note(s) and highlight(s) that are on your computers alone go to {names} now, and so does what you note from now on. They cannot be taken back one by one.</source>
        <translation>
            <numerusform>%n note ou surlignage qui n’est que sur vos ordinateurs va maintenant à {names}, et ce que vous noterez ensuite aussi. Cela ne se reprend pas.</numerusform>
            <numerusform>%n notes et surlignages qui ne sont que sur vos ordinateurs vont maintenant à {names}, et ce que vous noterez ensuite aussi. On ne peut pas les reprendre un par un.</numerusform>
        </translation>
    </message>
    <message>
        <source>Share your notes and highlights?</source>
        <translation>Partager vos notes et surlignages&#x202f;?</translation>
    </message>
    <message>
        <source>What you opened, what is unread and how far you are go to {names} now and from now on. With those who share it too you have all of it in common: what one of you reads is read for all.</source>
        <translation>Ce que vous avez ouvert, ce qui n’est pas lu et où vous en êtes va à {names}, dès maintenant et ensuite. Avec ceux qui le partagent aussi, vous avez le même état&#x202f;: ce que l’un lit est lu pour tous.</translation>
    </message>
    <message>
        <source>Share what you have read?</source>
        <translation>Partager ce que vous avez lu&#x202f;?</translation>
    </message>
    <message>
        <source>All of your corrections go to {names} now, and so do those that you make later.</source>
        <translation>Toutes vos corrections vont à {names} maintenant, et celles que vous ferez ensuite aussi.</translation>
    </message>
    <message>
        <source>Share your corrections?</source>
        <translation>Partager vos corrections&#x202f;?</translation>
    </message>
    <message>
        <source>Keep notes and highlights to yourself?</source>
        <translation>Garder notes et surlignages pour vous&#x202f;?</translation>
    </message>
    <message>
        <source>Keep to yourself what you read?</source>
        <translation>Garder pour vous ce que vous lisez&#x202f;?</translation>
    </message>
    <message>
        <source>Keep your corrections to yourself?</source>
        <translation>Garder vos corrections pour vous&#x202f;?</translation>
    </message>
    <message>
        <source>From now on your own computers alone hear of it. What was told before stays with the others; out of the shared files an owner takes it by making the library anew.</source>
        <translation>Désormais, seuls vos ordinateurs l’apprennent. Ce qui a déjà été dit reste chez les autres&#x202f;; un propriétaire l’ôte des fichiers partagés en refaisant la bibliothèque.</translation>
    </message>
</context>
<context>
    <name>ShortcutRecorder</name>
    <message>
        <source>Press a key…</source>
        <translation>Appuyez sur une touche…</translation>
    </message>
    <message>
        <source>Esc keeps the old key, Backspace removes it</source>
        <translation>Échap garde l’ancienne touche, Retour arrière la retire</translation>
    </message>
    <message>
        <source>{command}, {keys}: change the key</source>
        <translation>{command}, {keys}&#x202f;: changer la touche</translation>
    </message>
    <message>
        <source>{command}: add a key</source>
        <translation>{command}&#x202f;: ajouter une touche</translation>
    </message>
    <message>
        <source>Change the key</source>
        <translation>Changer la touche</translation>
    </message>
    <message>
        <source>Add a key</source>
        <translation>Ajouter une touche</translation>
    </message>
</context>
<context>
    <name>ShortcutsPage</name>
    <message>
        <source>Default keys for every command</source>
        <translation>Rétablir toutes les touches par défaut</translation>
    </message>
    <message>
        <source>{keys} belongs to “{command}”.</source>
        <translation>{keys} appartient à «&#x202f;{command}&#x202f;».</translation>
    </message>
    <message>
        <source>{keys} moves between controls and cannot be changed.</source>
        <translation>{keys} sert à passer d’un élément à l’autre et ne peut pas être changé.</translation>
    </message>
    <message>
        <source>no key</source>
        <translation>aucune touche</translation>
    </message>
    <message>
        <source>Every command has its default keys</source>
        <translation>Chaque commande a ses touches par défaut</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
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
        <source>The library’s disk does not answer · waiting for it</source>
        <translation>Le disque de la bibliothèque ne répond pas · en attente</translation>
    </message>
    <message>
        <source>From {source}</source>
        <translation>Sur {source}</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Étiquettes</translation>
    </message>
    <message>
        <source>Saved searches</source>
        <translation>Recherches enregistrées</translation>
    </message>
    <message>
        <source>Feeds</source>
        <translation>Flux</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothèque</translation>
    </message>
    <message>
        <source>For reading only: nothing can be written to the library’s folder. Allow it, then start again.</source>
        <translation>En lecture seule&#x202f;: rien ne peut être écrit dans le dossier de la bibliothèque. Autorisez-y l’écriture, puis redémarrez Liseuse.</translation>
    </message>
    <message>
        <source>For reading only: the disk is full. Free some space, then start again.</source>
        <translation>En lecture seule&#x202f;: le disque est plein. Libérez de l’espace, puis redémarrez Liseuse.</translation>
    </message>
    <message>
        <source>For reading only: the library is damaged. Start again to restore a backup.</source>
        <translation>En lecture seule&#x202f;: la bibliothèque est endommagée. Redémarrez Liseuse pour restaurer une sauvegarde.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>Keys and help</source>
        <translation>Touches et aide</translation>
    </message>
    <message>
        <source>Private reading · nothing is fetched</source>
        <translation>Lecture privée · rien n’est récupéré</translation>
    </message>
</context>
<context>
    <name>SidebarRows</name>
    <message>
        <source>Separator</source>
        <translation>Séparateur</translation>
    </message>
</context>
<context>
    <name>SilentDiskDialog</name>
    <message>
        <source>The disk of your library does not answer.</source>
        <translation>Le disque de votre bibliothèque ne répond pas.</translation>
    </message>
    <message>
        <source>Waiting for the disk</source>
        <translation>En attente du disque</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Quitter</translation>
    </message>
    <message>
        <source>It may be asleep, or another computer’s that cannot be reached. Liseuse opens by itself as soon as the disk answers; nothing that you saved is lost.</source>
        <translation>Il est peut-être en veille, ou celui d’un autre ordinateur qui est injoignable. Liseuse s’ouvrira d’elle-même dès que le disque répondra&#x202f;; rien de ce que vous avez enregistré n’est perdu.</translation>
    </message>
</context>
<context>
    <name>SizeEditor</name>
    <message>
        <source>Text size {number}</source>
        <translation>Taille du texte {number}</translation>
    </message>
</context>
<context>
    <name>SpeechBar</name>
    <message>
        <source>Reading aloud</source>
        <translation>Lecture à voix haute</translation>
    </message>
    <message>
        <source>Previous sentence</source>
        <translation>Phrase précédente</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Suspendre</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Reprendre</translation>
    </message>
    <message>
        <source>Next sentence</source>
        <translation>Phrase suivante</translation>
    </message>
    <message>
        <source>Slower</source>
        <translation>Ralentir</translation>
    </message>
    <message>
        <source>Faster</source>
        <translation>Accélérer</translation>
    </message>
    <message>
        <source>Stop reading aloud</source>
        <translation>Arrêter la lecture à voix haute</translation>
    </message>
</context>
<context>
    <name>SpokenDoubts</name>
    <message>
        <source>{sentence}, link</source>
        <translation>{sentence}, lien</translation>
    </message>
    <message>
        <source>May be wrong: {sentence}</source>
        <translation>Peut-être erroné&#x202f;: {sentence}</translation>
    </message>
    <message numerus="yes">
        <source>%n sentences may be wrong</source>
        <translation>
            <numerusform>%n phrase est peut-être erronée</numerusform>
            <numerusform>%n phrases sont peut-être erronées</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SpokenName</name>
    <message>
        <source>Article, {language}</source>
        <translation>Article, {language}</translation>
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
        <source>note</source>
        <translation>note</translation>
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
    <name>StayAwake</name>
    <message>
        <source>Articles are being translated</source>
        <translation>Des articles sont en cours de traduction</translation>
    </message>
</context>
<context>
    <name>StorageDialog</name>
    <message>
        <source>Storage</source>
        <translation>Stockage</translation>
    </message>
    <message>
        <source>Everything Liseuse keeps is on this computer. Tick what you can do without.</source>
        <translation>Tout ce que Liseuse garde est sur cet ordinateur. Cochez ce dont vous pouvez vous passer.</translation>
    </message>
    <message>
        <source>Free space</source>
        <translation>Libérer de l’espace</translation>
    </message>
    <message>
        <source>Measuring…</source>
        <translation>Mesure…</translation>
    </message>
    <message>
        <source>Free about {size}?</source>
        <translation>Libérer environ {size}&#x202f;?</translation>
    </message>
    <message>
        <source>What you ticked is removed from this computer. Articles outside Trash stay.</source>
        <translation>Ce que vous avez coché sera supprimé de cet ordinateur. Les articles hors de la corbeille restent.</translation>
    </message>
    <message>
        <source>Articles in Trash</source>
        <translation>Articles dans la corbeille</translation>
    </message>
    <message>
        <source>Pictures of read and archived articles</source>
        <translation>Images des articles lus et archivés</translation>
    </message>
    <message>
        <source>Translations of read and archived articles</source>
        <translation>Traductions des articles lus et archivés</translation>
    </message>
    <message>
        <source>All backups but the newest</source>
        <translation>Toutes les sauvegardes sauf la plus récente</translation>
    </message>
    <message>
        <source>Translation models</source>
        <translation>Modèles de traduction</translation>
    </message>
    <message>
        <source>Freeing space…</source>
        <translation>Libération d’espace…</translation>
    </message>
    <message>
        <source>{size} freed</source>
        <translation>{size} libérés</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>Textes</translation>
    </message>
    <message>
        <source>Translations</source>
        <translation>Traductions</translation>
    </message>
    <message>
        <source>Search index and the rest</source>
        <translation>Index de recherche et reste</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Images</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modèles</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Sauvegardes</translation>
    </message>
    <message>
        <source>{used} in all · {free} free on this disk</source>
        <translation>{used} en tout · {free} libres sur ce disque</translation>
    </message>
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
            <numerusform>%n fichier</numerusform>
            <numerusform>%n fichiers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SyncDialog</name>
    <message>
        <source>Keep several computers in step</source>
        <translation>Garder plusieurs ordinateurs à jour</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Being brought in step…</source>
        <translation>Mise à jour en cours…</translation>
    </message>
    <message>
        <source>encrypted</source>
        <translation>chiffré</translation>
    </message>
    <message>
        <source>not encrypted</source>
        <translation>non chiffré</translation>
    </message>
    <message>
        <source>Bring in step now</source>
        <translation>Mettre à jour maintenant</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Continuer</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Mettre en pause</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Phrase secrète</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Mot de passe</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) in the folder stay damaged or missing.</source>
        <translation>
            <numerusform>%n fichier du dossier reste endommagé ou manquant.</numerusform>
            <numerusform>%n fichiers du dossier restent endommagés ou manquants.</numerusform>
        </translation>
    </message>
    <message>
        <source>Type the password of the server; it may have been changed there.</source>
        <translation>Tapez le mot de passe du serveur&#x202f;; il y a peut-être été changé.</translation>
    </message>
    <message>
        <source>It is listed no more until it is heard of again. What it changed stays; what it put into Trash is deleted on all computers after thirty days, which this one sees to from now on. To shut it out, leave, and begin an empty folder with another passphrase.</source>
        <translation>Il n’est plus affiché tant qu’il ne donne pas de nouvelles. Ce qu’il a changé reste&#x202f;; ce qu’il a mis à la corbeille est supprimé sur tous les ordinateurs après trente jours, ce dont celui-ci se charge désormais. Pour l’exclure, quittez, puis commencez un dossier vide avec une autre phrase secrète.</translation>
    </message>
    <message>
        <source>Join this folder</source>
        <translation>Rejoindre ce dossier</translation>
    </message>
    <message>
        <source>Every computer has the whole library and works without the others. What changes goes through a folder; nothing is ever lost by it.</source>
        <translation>Chaque ordinateur a toute la bibliothèque et fonctionne sans les autres. Ce qui change passe par un dossier&#x202f;; rien ne se perd jamais ainsi.</translation>
    </message>
    <message>
        <source>Your library is whole, and nothing was taken over. Ask an owner: only an owner makes the shared library anew.</source>
        <translation>Votre bibliothèque est entière, et rien n’a été repris. Demandez à un propriétaire&#x202f;: lui seul refait la bibliothèque partagée.</translation>
    </message>
    <message>
        <source>Make the folder anew…</source>
        <translation>Refaire le dossier…</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Regarder à nouveau</translation>
    </message>
    <message>
        <source>Type the access key, a colon, and its secret. Changes wait here until then.</source>
        <translation>Tapez la clé d’accès, un deux-points et la clé secrète. Les changements attendent ici jusque-là.</translation>
    </message>
    <message>
        <source>Type the access key, a colon, and its secret; they may have been changed at the server.</source>
        <translation>Tapez la clé d’accès, un deux-points et la clé secrète&#x202f;; elles ont pu être changées sur le serveur.</translation>
    </message>
    <message>
        <source>Type the password of the server. Changes wait here until then.</source>
        <translation>Tapez le mot de passe du serveur. Les changements attendent ici jusque-là.</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>Cet ordinateur</translation>
    </message>
    <message>
        <source>{visit}, {size}</source>
        <translation>{visit} ({size})</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Oublier</translation>
    </message>
    <message>
        <source>Forget {name}</source>
        <translation>Oublier {name}</translation>
    </message>
    <message>
        <source>Leave this folder…</source>
        <translation>Quitter ce dossier…</translation>
    </message>
    <message>
        <source>Bring back what others deleted…</source>
        <translation>Rétablir ce que d’autres ont supprimé…</translation>
    </message>
    <message>
        <source>Make the folder anew from this computer…</source>
        <translation>Refaire le dossier à partir de cet ordinateur…</translation>
    </message>
    <message>
        <source>Forget the computer {name}?</source>
        <translation>Oublier l’ordinateur {name}&#x202f;?</translation>
    </message>
    <message>
        <source>Leave the shared folder?</source>
        <translation>Quitter le dossier partagé&#x202f;?</translation>
    </message>
    <message>
        <source>The library stays on this computer as it is, and the folder stays for the others. What is changed from now on reaches them no more.</source>
        <translation>La bibliothèque reste telle quelle sur cet ordinateur, et le dossier reste pour les autres. Ce qui change désormais ne leur parvient plus.</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Quitter</translation>
    </message>
    <message>
        <source>Leaving…</source>
        <translation>Départ en cours…</translation>
    </message>
    <message>
        <source>Make the folder anew from this computer?</source>
        <translation>Refaire le dossier à partir de cet ordinateur&#x202f;?</translation>
    </message>
    <message>
        <source>What lies in it is taken away, and all of this library is written into it. Changes of other computers that did not reach this one come when they join the folder again; each of them asks about that.</source>
        <translation>Ce qu’il contient est retiré, et toute cette bibliothèque y est écrite. Les changements d’autres ordinateurs qui ne sont pas arrivés ici viennent quand ils rejoignent le dossier&#x202f;; chacun d’eux pose la question.</translation>
    </message>
    <message>
        <source>Make it anew</source>
        <translation>Le refaire</translation>
    </message>
    <message>
        <source>Bring back what others deleted?</source>
        <translation>Rétablir ce que d’autres ont supprimé&#x202f;?</translation>
    </message>
    <message>
        <source>Before other computers last deleted many articles here, a copy of the library was made. What is in it and no more in the library comes back, on all computers.</source>
        <translation>Avant que d’autres ordinateurs ne suppriment ici de nombreux articles, une copie de la bibliothèque a été faite. Ce qui s’y trouve et n’est plus dans la bibliothèque revient, sur tous les ordinateurs.</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>Rétablir</translation>
    </message>
    <message>
        <source>Bringing back…</source>
        <translation>Rétablissement…</translation>
    </message>
    <message>
        <source>Join the folder that lies there now?</source>
        <translation>Rejoindre le dossier qui est là maintenant&#x202f;?</translation>
    </message>
    <message>
        <source>Do so when it was made anew on another of your computers. This library and what is in the folder are put together; nothing is deleted.</source>
        <translation>Faites-le s’il a été refait sur un autre de vos ordinateurs. Cette bibliothèque et ce que contient le dossier sont réunis&#x202f;; rien n’est supprimé.</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Rejoindre</translation>
    </message>
</context>
<context>
    <name>SyncFeature</name>
    <message numerus="yes">
        <source>%n article(s) were deleted on another computer</source>
        <translation>
            <numerusform>%n article a été supprimé sur un autre ordinateur</numerusform>
            <numerusform>%n articles ont été supprimés sur un autre ordinateur</numerusform>
        </translation>
    </message>
    <message>
        <source>A copy of the library was made before.</source>
        <translation>Une copie de la bibliothèque a été faite auparavant.</translation>
    </message>
    <message>
        <source>Bring them back</source>
        <translation>Les rétablir</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) from other computers</source>
        <translation>
            <numerusform>%n changement venu d’autres ordinateurs</numerusform>
            <numerusform>%n changements venus d’autres ordinateurs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n article(s) kept: deleted on one computer, changed on another</source>
        <translation>
            <numerusform>%n article gardé&#x202f;: supprimé sur un ordinateur, modifié sur un autre</numerusform>
            <numerusform>%n articles gardés&#x202f;: supprimés sur un ordinateur, modifiés sur un autre</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n article(s) came back</source>
        <translation>
            <numerusform>%n article est revenu</numerusform>
            <numerusform>%n articles sont revenus</numerusform>
        </translation>
    </message>
    <message>
        <source>Type it</source>
        <translation>La saisir</translation>
    </message>
    <message>
        <source>Show what can be done</source>
        <translation>Montrer que faire</translation>
    </message>
</context>
<context>
    <name>SyncTexts</name>
    <message>
        <source>Being brought in step…</source>
        <translation>Mise à jour en cours…</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>En pause</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>hors ligne</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Hors ligne</translation>
    </message>
    <message>
        <source>Passphrase needed</source>
        <translation>Phrase secrète nécessaire</translation>
    </message>
    <message>
        <source>Password needed</source>
        <translation>Mot de passe nécessaire</translation>
    </message>
    <message>
        <source>Not in step</source>
        <translation>Pas à jour</translation>
    </message>
    <message>
        <source>Files in the folder are damaged or missing</source>
        <translation>Des fichiers du dossier sont endommagés ou manquants</translation>
    </message>
    <message>
        <source>Files of another computer are still on their way</source>
        <translation>Des fichiers d’un autre ordinateur sont encore en route</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) on this computer alone</source>
        <translation>
            <numerusform>%n changement sur cet ordinateur seul</numerusform>
            <numerusform>%n changements sur cet ordinateur seul</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) waiting</source>
        <translation>
            <numerusform>%n changement en attente</numerusform>
            <numerusform>%n changements en attente</numerusform>
        </translation>
    </message>
    <message>
        <source>Not in step yet</source>
        <translation>Pas encore à jour</translation>
    </message>
    <message>
        <source>In step, before this computer’s clock was set back</source>
        <translation>À jour, avant que l’horloge de cet ordinateur ne soit retardée</translation>
    </message>
    <message>
        <source>In step just now</source>
        <translation>À jour à l’instant</translation>
    </message>
    <message numerus="yes">
        <source>In step %n minute(s) ago</source>
        <translation>
            <numerusform>À jour il y a %n minute</numerusform>
            <numerusform>À jour il y a %n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In step %n hour(s) ago</source>
        <translation>
            <numerusform>À jour il y a %n heure</numerusform>
            <numerusform>À jour il y a %n heures</numerusform>
        </translation>
    </message>
    <message>
        <source>In step on {moment}</source>
        <translation>À jour le {moment}</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) of other computers are kept aside: this version of Liseuse does not understand them. The next version looks at them again.</source>
        <translation>
            <numerusform>%n changement d’autres ordinateurs est mis de côté&#x202f;: cette version de Liseuse ne le comprend pas. La prochaine version le regardera de nouveau.</numerusform>
            <numerusform>%n changements d’autres ordinateurs sont mis de côté&#x202f;: cette version de Liseuse ne les comprend pas. La prochaine version les regardera de nouveau.</numerusform>
        </translation>
    </message>
    <message>
        <source>This system has no keyring that keeps passphrase and password: they are asked for after each start.</source>
        <translation>Ce système n’a pas de trousseau qui garde phrase secrète et mot de passe&#x202f;: ils sont demandés après chaque démarrage.</translation>
    </message>
    <message>
        <source>{names} take part too, and see all of the library, notes and highlights too.</source>
        <translation>{names} participent aussi et voient toute la bibliothèque, notes et passages surlignés compris.</translation>
    </message>
    <message>
        <source>{names} takes part too, and sees all of the library, notes and highlights too.</source>
        <translation>{names} participe aussi et voit toute la bibliothèque, notes et passages surlignés compris.</translation>
    </message>
    <message>
        <source>Others take part too: {names}.</source>
        <translation>D’autres participent aussi&#x202f;: {names}.</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) were missing from the folder or damaged, and were written again.</source>
        <translation>
            <numerusform>%n fichier manquait dans le dossier ou était abîmé, et a été réécrit.</numerusform>
            <numerusform>%n fichiers manquaient dans le dossier ou étaient abîmés, et ont été réécrits.</numerusform>
        </translation>
    </message>
    <message>
        <source>You are a reader of this library: all of it comes here, and what you change stays on this computer.</source>
        <translation>Vous êtes lecteur de cette bibliothèque&#x202f;: tout vient ici, et ce que vous changez reste sur cet ordinateur.</translation>
    </message>
    <message>
        <source>You are an editor of this library: what you change goes to all. Only an owner invites, or makes it anew.</source>
        <translation>Vous êtes éditeur de cette bibliothèque&#x202f;: ce que vous changez va à tous. Seul un propriétaire invite, ou la refait.</translation>
    </message>
    <message>
        <source>You own this library: what you change goes to all, and you may invite, or make it anew.</source>
        <translation>Cette bibliothèque est à vous&#x202f;: ce que vous changez va à tous, et vous pouvez inviter, ou la refaire.</translation>
    </message>
    <message>
        <source>{names} take part too, and see all of the library but not your notes and highlights.</source>
        <translation>{names} participent aussi et voient toute la bibliothèque, sauf vos notes et surlignages.</translation>
    </message>
    <message>
        <source>{names} takes part too, and sees all of the library but not your notes and highlights.</source>
        <translation>{names} participe aussi et voit toute la bibliothèque, sauf vos notes et surlignages.</translation>
    </message>
    <message>
        <source>Not heard of yet</source>
        <translation>Pas encore de nouvelles</translation>
    </message>
    <message numerus="yes">
        <source>Its clock is ahead, by %n day(s) at least</source>
        <translation>
            <numerusform>Son horloge avance d’au moins %n jour</numerusform>
            <numerusform>Son horloge avance d’au moins %n jours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Its clock is ahead, by %n hour(s) at least</source>
        <translation>
            <numerusform>Son horloge avance d’au moins %n heure</numerusform>
            <numerusform>Son horloge avance d’au moins %n heures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Its clock is ahead, by %n minute(s) at least</source>
        <translation>
            <numerusform>Son horloge avance d’au moins %n minute</numerusform>
            <numerusform>Son horloge avance d’au moins %n minutes</numerusform>
        </translation>
    </message>
    <message>
        <source>Last heard of {moment}</source>
        <translation>Dernières nouvelles le {moment}</translation>
    </message>
    <message numerus="yes">
        <source>%n article(s) here</source>
        <translation>
            <numerusform>%n article ici</numerusform>
            <numerusform>%n articles ici</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in the folder</source>
        <translation>
            <numerusform>%n dans le dossier</numerusform>
            <numerusform>%n dans le dossier</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them in both</source>
        <translation>
            <numerusform>dont %n des deux côtés</numerusform>
            <numerusform>dont %n des deux côtés</numerusform>
        </translation>
    </message>
    <message>
        <source>{one}, {other}</source>
        <translation>{one} – {other}</translation>
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
    <name>TextChoice</name>
    <message>
        <source>Original</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>Original, {language}</source>
        <translation>Original ({language})</translation>
    </message>
    <message>
        <source>Translation, {language}</source>
        <translation>Traduction ({language})</translation>
    </message>
    <message>
        <source>Both, with {language}</source>
        <translation>Original et traduction ({language})</translation>
    </message>
</context>
<context>
    <name>TranslationBar</name>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Suspendre</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Reprendre</translation>
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
        <source>Details</source>
        <translation>Détails</translation>
    </message>
    <message>
        <source>Show original</source>
        <translation>Voir l’original</translation>
    </message>
    <message>
        <source>Translate again</source>
        <translation>Traduire à nouveau</translation>
    </message>
    <message>
        <source>Get the official models</source>
        <translation>Modèles officiels</translation>
    </message>
    <message>
        <source>Marked sentences</source>
        <translation>Phrases marquées</translation>
    </message>
</context>
<context>
    <name>TranslationDetails</name>
    <message>
        <source>About this translation</source>
        <translation>À propos de cette traduction</translation>
    </message>
    <message>
        <source>Translation to {language}</source>
        <translation>Traduction ({language})</translation>
    </message>
    <message>
        <source>Made by</source>
        <translation>Faite par</translation>
    </message>
    <message>
        <source>Firefox models do not say how sure they are: no sentence is shaded.</source>
        <translation>Les modèles de Firefox ne disent pas à quel point ils sont sûrs&#x202f;: aucune phrase n’est ombrée.</translation>
    </message>
    <message>
        <source>On {date}</source>
        <translation>Le {date}</translation>
    </message>
    <message>
        <source>Check of every sentence</source>
        <translation>Contrôle de chaque phrase</translation>
    </message>
    <message>
        <source>Sentences that may be wrong</source>
        <translation>Phrases peut-être fautives</translation>
    </message>
    <message>
        <source>Demonstration model {source} → {target}, version {version}</source>
        <translation>Modèle de démonstration {source} → {target}, version {version}</translation>
    </message>
    <message>
        <source>Model {source} → {target}, version {version}</source>
        <translation>Modèle {source} → {target}, version {version}</translation>
    </message>
    <message>
        <source>Translate again…</source>
        <translation>Traduire à nouveau…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>TranslationFeature</name>
    <message>
        <source>Shading on</source>
        <translation>Ombrage activé</translation>
    </message>
    <message>
        <source>Shading off</source>
        <translation>Ombrage désactivé</translation>
    </message>
    <message>
        <source>No doubtful sentence here</source>
        <translation>Aucune phrase douteuse ici</translation>
    </message>
    <message>
        <source>Trying again…</source>
        <translation>Nouvel essai…</translation>
    </message>
    <message>
        <source>Choose a translation first</source>
        <translation>Choisissez d’abord une traduction</translation>
    </message>
    <message>
        <source>Translate the whole article again?</source>
        <translation>Traduire à nouveau tout l’article&#x202f;?</translation>
    </message>
    <message>
        <source>Sentences that you corrected stay as they are.</source>
        <translation>Les phrases que vous avez corrigées restent telles quelles.</translation>
    </message>
    <message>
        <source>Translate again</source>
        <translation>Traduire à nouveau</translation>
    </message>
    <message>
        <source>There is no translation on screen</source>
        <translation>Aucune traduction à l’écran</translation>
    </message>
    <message>
        <source>Go to a translated sentence first</source>
        <translation>Allez d’abord à une phrase traduite</translation>
    </message>
    <message>
        <source>Correction kept</source>
        <translation>Correction gardée</translation>
    </message>
    <message numerus="yes">
        <source>Use the correction in %n other articles too?</source>
        <translation>
            <numerusform>Utiliser aussi la correction dans %n autre article&#x202f;?</numerusform>
            <numerusform>Utiliser aussi la correction dans %n autres articles&#x202f;?</numerusform>
        </translation>
    </message>
    <message>
        <source>The same sentence stands there. Their titles and the search follow.</source>
        <translation>La même phrase s’y trouve. Leurs titres et la recherche suivent.</translation>
    </message>
    <message>
        <source>Use it there</source>
        <translation>L’y utiliser</translation>
    </message>
    <message>
        <source>Translated anew</source>
        <translation>Phrase retraduite</translation>
    </message>
    <message>
        <source>The other ways gave nothing better</source>
        <translation>Les autres essais n’ont rien donné de mieux</translation>
    </message>
    <message>
        <source>Not translated yet.</source>
        <translation>Pas encore traduite.</translation>
    </message>
    <message>
        <source>{language} · original</source>
        <translation>{language} · original</translation>
    </message>
    <message>
        <source>{language} · in between</source>
        <translation>{language} · intermédiaire</translation>
    </message>
    <message>
        <source>{language} · machine translation</source>
        <translation>{language} · traduction automatique</translation>
    </message>
    <message>
        <source>{word}: {partners}</source>
        <translation>{word}&#x202f;: {partners}</translation>
    </message>
</context>
<context>
    <name>TranslationQueueFeature</name>
    <message>
        <source>Queue paused</source>
        <translation>File suspendue</translation>
    </message>
    <message>
        <source>Queue resumed</source>
        <translation>File reprise</translation>
    </message>
    <message numerus="yes">
        <source>%n translations wait</source>
        <translation>
            <numerusform>%n traduction en attente</numerusform>
            <numerusform>%n traductions en attente</numerusform>
        </translation>
    </message>
    <message>
        <source>No translation model fits these articles.</source>
        <translation>Aucun modèle de traduction ne convient à ces articles.</translation>
    </message>
    <message>
        <source>Add a model for their language; it then works without a connection.</source>
        <translation>Ajoutez un modèle pour leur langue&#x202f;; il fonctionne ensuite sans connexion.</translation>
    </message>
    <message>
        <source>Choose models</source>
        <translation>Choisir des modèles</translation>
    </message>
    <message>
        <source>Translate to {language}</source>
        <translation>Traduire ({language})</translation>
    </message>
    <message>
        <source>Translate to all of these</source>
        <translation>Traduire dans toutes ces langues</translation>
    </message>
    <message>
        <source>Translate later</source>
        <translation>Traduire plus tard</translation>
    </message>
</context>
<context>
    <name>TranslationTexts</name>
    <message>
        <source>Preparing the translation…</source>
        <translation>Préparation de la traduction…</translation>
    </message>
    <message numerus="yes">
        <source>Translating… {done} of %n paragraphs</source>
        <translation>
            <numerusform>Traduction… {done} sur %n paragraphe</numerusform>
            <numerusform>Traduction… {done} sur %n paragraphes</numerusform>
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
            <numerusform>Traduction… {done} sur %n paragraphes · environ {time}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{done} of %n paragraphs</source>
        <translation>
            <numerusform>{done} sur %n paragraphe</numerusform>
            <numerusform>{done} sur %n paragraphes</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopped after {done} of {total}. What is done is kept.</source>
        <translation>Arrêtée après {done} sur {total}. Ce qui est fait est gardé.</translation>
    </message>
    <message>
        <source>Paused after {done} of {total}. What is done is kept.</source>
        <translation>Suspendue après {done} sur {total}. Ce qui est fait est gardé.</translation>
    </message>
    <message>
        <source>It may contain mistakes.</source>
        <translation>Elle peut contenir des erreurs.</translation>
    </message>
    <message>
        <source>A newer model is installed.</source>
        <translation>Un modèle plus récent est installé.</translation>
    </message>
    <message>
        <source>This model is weak: more than a third of the sentences look wrong.</source>
        <translation>Ce modèle est faible&#x202f;: plus d’un tiers des phrases semblent fausses.</translation>
    </message>
    <message numerus="yes">
        <source>%n sentences are marked because they look wrong.</source>
        <translation>
            <numerusform>%n phrase est marquée car elle semble fautive.</numerusform>
            <numerusform>%n phrases sont marquées car elles semblent fautives.</numerusform>
        </translation>
    </message>
    <message>
        <source>Many sentences look wrong.</source>
        <translation>Beaucoup de phrases semblent fausses.</translation>
    </message>
    <message numerus="yes">
        <source>Took %n s</source>
        <translation>
            <numerusform>Durée&#x202f;: %n s</numerusform>
            <numerusform>Durée&#x202f;: %n s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sentences checked</source>
        <translation>
            <numerusform>%n phrase vérifiée</numerusform>
            <numerusform>%n phrases vérifiées</numerusform>
        </translation>
    </message>
    <message>
        <source>{checked}: nothing looked wrong.</source>
        <translation>{checked}&#x202f;: rien ne semblait fautif.</translation>
    </message>
    <message>
        <source>{checked}: {found} looked wrong, {repaired} repaired, {left} left as they are.</source>
        <translation>{checked}&#x202f;: {found} suspectes, {repaired} réparées, {left} laissées telles quelles.</translation>
    </message>
    <message>
        <source>{checked}: {found} looked wrong, {repaired} repaired, {left} marked.</source>
        <translation>{checked}&#x202f;: {found} suspectes, {repaired} réparées, {left} marquées.</translation>
    </message>
    <message>
        <source>To read in {language}, add a translation model.</source>
        <translation>Pour lire en {language}, ajoutez un modèle de traduction.</translation>
    </message>
    <message>
        <source>Needs a model</source>
        <translation>Il manque un modèle</translation>
    </message>
    <message>
        <source>Machine translation.</source>
        <translation>Traduction automatique.</translation>
    </message>
    <message>
        <source>Translated by the server {host} ({way}): the text left this computer.</source>
        <translation>Traduit par le serveur {host} ({way})&#x202f;: le texte a quitté cet ordinateur.</translation>
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
        <source>Machine translation via English.</source>
        <translation>Traduction automatique, via l’anglais.</translation>
    </message>
    <message>
        <source>Machine translation via {language}.</source>
        <translation>Traduction automatique, d’abord en {language}.</translation>
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
    <name>TrayFeature</name>
    <message>
        <source>Open Liseuse</source>
        <translation>Ouvrir Liseuse</translation>
    </message>
    <message>
        <source>Add link from the clipboard</source>
        <translation>Ajouter le lien du presse-papiers</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Quitter</translation>
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
    <name>UnstoredDialog</name>
    <message>
        <source>Keep them before Liseuse closes: they are nowhere but in this window.</source>
        <translation>Gardez-les avant que Liseuse se ferme&#x202f;: elles ne sont nulle part ailleurs que dans cette fenêtre.</translation>
    </message>
    <message>
        <source>Notes that could not be stored</source>
        <translation>Notes qui n’ont pas pu être enregistrées</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Stores them, if it can be done now.</source>
        <translation>Les enregistre, si c’est possible maintenant.</translation>
    </message>
    <message>
        <source>Copy the notes</source>
        <translation>Copier les notes</translation>
    </message>
    <message>
        <source>Save the notes as a file</source>
        <translation>Enregistrer les notes dans un fichier</translation>
    </message>
    <message>
        <source>Close anyway</source>
        <translation>Fermer quand même</translation>
    </message>
    <message>
        <source>Notes that you did not keep are lost.</source>
        <translation>Les notes que vous n’avez pas gardées sont perdues.</translation>
    </message>
    <message>
        <source>Try</source>
        <translation>Essayer</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Enregistrer…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>The notes are on the clipboard.</source>
        <translation>Les notes sont dans le presse-papiers.</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notes</translation>
    </message>
    <message>
        <source>The notes are in {file}.</source>
        <translation>Les notes sont dans {file}.</translation>
    </message>
    <message>
        <source>Writing the file…</source>
        <translation>Écriture du fichier…</translation>
    </message>
</context>
<context>
    <name>VaultExport</name>
    <message>
        <source>Choose the folder of notes</source>
        <translation>Choisir le dossier des notes</translation>
    </message>
    <message>
        <source>Writing notes into {folder}…</source>
        <translation>Écriture des notes dans {folder}…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Notes written: {count}</source>
        <translation>Notes écrites&#x202f;: {count}</translation>
    </message>
    <message>
        <source>unchanged: {count}</source>
        <translation>inchangées&#x202f;: {count}</translation>
    </message>
    <message>
        <source>left as you changed them: {count}</source>
        <translation>laissées comme vous les avez modifiées&#x202f;: {count}</translation>
    </message>
    <message>
        <source>failed: {count}</source>
        <translation>en échec&#x202f;: {count}</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
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
        <source>Bring your articles from elsewhere…</source>
        <translation>Apporter vos articles d’ailleurs…</translation>
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
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>No account, nothing is sent.</source>
        <translation>Pas de compte, rien n’est envoyé.</translation>
    </message>
    <message>
        <source>I read in</source>
        <translation>Je lis en</translation>
    </message>
    <message>
        <source>The original</source>
        <translation>Langue d’origine</translation>
    </message>
</context>
<context>
    <name>argparse</name>
    <message>
        <source>usage: </source>
        <translation>utilisation&#x202f;: </translation>
    </message>
    <message>
        <source>positional arguments</source>
        <translation>arguments</translation>
    </message>
    <message>
        <source>options</source>
        <translation>options</translation>
    </message>
    <message>
        <source>show this help message and exit</source>
        <translation>afficher cette aide</translation>
    </message>
    <message>
        <source>show program&apos;s version number and exit</source>
        <translation>afficher la version</translation>
    </message>
    <message>
        <source>%(prog)s: error: %(message)s
</source>
        <translation>%(prog)s&#x202f;: erreur&#x202f;: %(message)s
</translation>
    </message>
    <message>
        <source>argument %(argument_name)s: %(message)s</source>
        <translation>argument %(argument_name)s&#x202f;: %(message)s</translation>
    </message>
    <message>
        <source>the following arguments are required: %s</source>
        <translation>il manque ces arguments&#x202f;: %s</translation>
    </message>
    <message>
        <source>one of the arguments %s is required</source>
        <translation>il faut un de ces arguments&#x202f;: %s</translation>
    </message>
    <message>
        <source>unrecognized arguments: %s</source>
        <translation>arguments inconnus&#x202f;: %s</translation>
    </message>
    <message>
        <source>not allowed with argument %s</source>
        <translation>impossible avec l’argument %s</translation>
    </message>
    <message>
        <source>ignored explicit argument %r</source>
        <translation>la valeur %r est de trop</translation>
    </message>
    <message>
        <source>expected one argument</source>
        <translation>il faut une valeur</translation>
    </message>
    <message>
        <source>expected at most one argument</source>
        <translation>une valeur au plus</translation>
    </message>
    <message>
        <source>expected at least one argument</source>
        <translation>il faut au moins une valeur</translation>
    </message>
    <message>
        <source>expected %s argument</source>
        <translation>il faut %s valeur</translation>
    </message>
    <message>
        <source>expected %s arguments</source>
        <translation>il faut %s valeurs</translation>
    </message>
    <message>
        <source>ambiguous option: %(option)s could match %(matches)s</source>
        <translation>option ambiguë&#x202f;: %(option)s peut être %(matches)s</translation>
    </message>
    <message>
        <source>invalid %(type)s value: %(value)r</source>
        <translation>la valeur %(value)r ne convient pas (%(type)s)</translation>
    </message>
    <message>
        <source>invalid choice: %(value)r (choose from %(choices)s)</source>
        <translation>choix impossible&#x202f;: %(value)r (au choix&#x202f;: %(choices)s)</translation>
    </message>
    <message>
        <source>unknown parser %(parser_name)r (choices: %(choices)s)</source>
        <translation>commande inconnue&#x202f;: %(parser_name)r (au choix&#x202f;: %(choices)s)</translation>
    </message>
</context>
<context>
    <name>arrivals</name>
    <message>
        <source>Install this translation model?</source>
        <translation>Installer ce modèle de traduction&#x202f;?</translation>
    </message>
    <message>
        <source>Install only models from a source that you trust.</source>
        <translation>N’installez que des modèles d’une source de confiance.</translation>
    </message>
    <message>
        <source>Install</source>
        <translation>Installer</translation>
    </message>
</context>
<context>
    <name>cards</name>
    <message>
        <source>Link to a file</source>
        <translation>Lien vers un fichier</translation>
    </message>
    <message>
        <source>{first}. {second}</source>
        <translation>{first}. {second}</translation>
    </message>
    <message>
        <source>{first}, {second}</source>
        <translation>{first}, {second}</translation>
    </message>
    <message>
        <source>selected</source>
        <translation>sélectionné</translation>
    </message>
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
    <message>
        <source>Not fetched yet</source>
        <translation>Pas encore récupéré</translation>
    </message>
    <message>
        <source>Could not be fetched</source>
        <translation>Récupération impossible</translation>
    </message>
</context>
<context>
    <name>catalogue</name>
    <message>
        <source>Liseuse: my library</source>
        <translation>Liseuse&#x202f;: ma bibliothèque</translation>
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
        <source>Saved last</source>
        <translation>Derniers enregistrés</translation>
    </message>
    <message>
        <source>By tag</source>
        <translation>Par étiquette</translation>
    </message>
    <message>
        <source>By source</source>
        <translation>Par source</translation>
    </message>
    <message>
        <source>Search the library</source>
        <translation>Rechercher dans la bibliothèque</translation>
    </message>
    <message>
        <source>Found: {query}</source>
        <translation>Trouvés&#x202f;: {query}</translation>
    </message>
</context>
<context>
    <name>command line</name>
    <message>
        <source>Numbers only are articles; for a backup whose file is called 7, give its folder too. The library that a backup replaces is kept in the library’s “backups” folder.</source>
        <translation>Des nombres seuls sont des articles&#x202f;; pour une sauvegarde dont le fichier s’appelle 7, donner aussi son dossier. La bibliothèque qu’une sauvegarde remplace est gardée dans le dossier «&#x202f;backups&#x202f;».</translation>
    </message>
    <message>
        <source>Only needed where backups, pictures or a log show that there was a library; they stay.</source>
        <translation>Utile seulement là où des sauvegardes, des images ou un journal montrent qu’il y avait une bibliothèque&#x202f;; ils restent.</translation>
    </message>
    <message>
        <source>Save, read and translate web articles.</source>
        <translation>Enregistrer, lire et traduire des articles du web.</translation>
    </message>
    <message>
        <source>The damaged file is never changed; it is kept in the library’s “backups” folder.</source>
        <translation>Le fichier endommagé n’est jamais modifié&#x202f;; il est gardé dans le dossier «&#x202f;backups&#x202f;».</translation>
    </message>
    <message>
        <source>Each may have a minus or an OR; one that begins with a minus stands after two: search -- -sport</source>
        <translation>Chacun peut avoir un moins ou un OR&#x202f;; celui qui commence par un moins se met après deux&#x202f;: search -- -sport</translation>
    </message>
    <message>
        <source>Before others delete many articles here, a copy of the library is made among its backups. What is in the newest one and no more in the library comes back, on all computers.</source>
        <translation>Avant que d’autres ne suppriment ici de nombreux articles, une copie de la bibliothèque est faite parmi ses sauvegardes. Ce qui est dans la plus récente et n’est plus dans la bibliothèque revient, sur tous les ordinateurs.</translation>
    </message>
    <message>
        <source>QUERY is written as in the search: words, “phrases”, author:, source:, tag: (a section), after:, before:. A rule sees pieces that come after it was given; --preview shows which of the last 200 it would have found. Rules go in their order: the first that finds a piece says whether it is skipped.</source>
        <translation>QUERY s’écrit comme dans la recherche&#x202f;: mots, «&#x202f;phrases&#x202f;», et les filtres author, source, tag (une rubrique), after et before. Une règle voit les articles venus après elle&#x202f;; --preview montre lesquels des 200 derniers elle aurait trouvés. Les règles vont dans leur ordre&#x202f;: la première qui trouve un article dit s’il est écarté.</translation>
    </message>
    <message>
        <source>The library&apos;s former folder leads there from then on. The old way is kept beside it.</source>
        <translation>L’ancien dossier de la bibliothèque y mène désormais. L’ancien chemin est conservé à côté.</translation>
    </message>
    <message>
        <source>What a file is, is judged by its content: exports of Pocket, Instapaper, Omnivore, wallabag, Readwise, Karakeep, Linkwarden, Raindrop, linkding, Pinboard, Matter, OneTab, Zotero, Hypothesis and Kindle, bookmarks and reading lists of browsers, tables and lists of links; zip archives and folders of these; what “liseuse export --all” wrote, whole (--allow-local: also what it says of local addresses). A second import of a file changes nothing; one that was broken off goes on where it was.</source>
        <translation>La nature d’un fichier se juge à son contenu&#x202f;: exports de Pocket, Instapaper, Omnivore, wallabag, Readwise, Karakeep, Linkwarden, Raindrop, linkding, Pinboard, Matter, OneTab, Zotero, Hypothesis et Kindle, favoris et listes de lecture des navigateurs, tableaux et listes de liens&#x202f;; archives zip et dossiers de ceux-ci&#x202f;; ce que «&#x202f;liseuse export --all&#x202f;» a écrit, en entier (--allow-local&#x202f;: aussi ce qui s’y trouve d’adresses locales). Importer deux fois un fichier ne change rien&#x202f;; un import interrompu reprend où il en était.</translation>
    </message>
    <message>
        <source>What was told to everybody stays told, until an owner makes the library anew. Of what becomes shared, everybody is told all that there is now. Without an option it says what holds.</source>
        <translation>Ce qui a été dit à tous le reste, jusqu’à ce qu’un propriétaire refasse la bibliothèque. De ce qui devient partagé, tous apprennent tout ce qu’il y a maintenant. Sans option, dit ce qui vaut.</translation>
    </message>
    <message>
        <source>Without BUCKET it is only shown. An access key that may list, read, write and delete is taken from LISEUSE_HUB_BUCKET_KEYS (the key, a colon, its secret), one that may only list and read, for readers, from LISEUSE_HUB_BUCKET_READING_KEYS; else they are asked for. The hub keeps both, and shows each member those that his role needs.</source>
        <translation>Sans BUCKET, cela est seulement montré. Une clé d’accès qui permet de lister, lire, écrire et supprimer est prise de LISEUSE_HUB_BUCKET_KEYS (la clé, un deux-points, sa clé secrète), une autre qui ne permet que de lister et lire, pour les lecteurs, de LISEUSE_HUB_BUCKET_READING_KEYS&#x202f;; sinon elles sont demandées. Le centre garde les deux, et montre à chaque membre celles dont son rôle a besoin.</translation>
    </message>
    <message>
        <source>Words, “phrases in quotes”, one OR another, -without, and filters, each with its value:</source>
        <translation>Mots, «&#x202f;phrases entre guillemets&#x202f;», l’un OR l’autre, -sans, et des filtres, chacun avec sa valeur&#x202f;:</translation>
    </message>
    <message>
        <source>a file or a folder (the library&apos;s own “backups” folder)</source>
        <translation>un fichier ou un dossier (sinon le dossier «&#x202f;backups&#x202f;» de la bibliothèque)</translation>
    </message>
    <message>
        <source>a file, a folder or an archive</source>
        <translation>un fichier, un dossier ou une archive</translation>
    </message>
    <message>
        <source>a file: .html, .md, .csv (Readwise), .ris or .json (Zotero), .apkg (Anki)</source>
        <translation>un fichier&#x202f;: .html, .md, .csv (Readwise), .ris ou .json (Zotero), .apkg (Anki)</translation>
    </message>
    <message>
        <source>a folder, such as one that Syncthing or a stick carries, the address of one on a server, https://USER@HOST/PATH (WebDAV) or sftp://USER@HOST/PATH, a bucket of S3, s3://HOST/BUCKET/PATH, or a hub, postgresql://USER@HOST/DATABASE</source>
        <translation>un dossier, porté par Syncthing ou une clé par exemple, l’adresse d’un dossier sur un serveur, https://USER@HOST/PATH (WebDAV) ou sftp://USER@HOST/PATH, un compartiment S3, s3://HOST/BUCKET/PATH, ou un centre, postgresql://USER@HOST/DATABASE</translation>
    </message>
    <message>
        <source>a link, a saved page, a file with links, or - for a page on standard input</source>
        <translation>un lien, une page enregistrée, un fichier de liens, ou - pour une page sur l’entrée standard</translation>
    </message>
    <message>
        <source>a saved page, or - for one on standard input</source>
        <translation>une page enregistrée, ou - pour l’entrée standard</translation>
    </message>
    <message>
        <source>a tag to give; may be repeated</source>
        <translation>une étiquette à donner&#x202f;; peut être répété</translation>
    </message>
    <message>
        <source>a tag to take away</source>
        <translation>une étiquette à retirer</translation>
    </message>
    <message>
        <source>also fetch from this computer&apos;s network</source>
        <translation>aller aussi chercher dans le réseau de cet ordinateur</translation>
    </message>
    <message>
        <source>also save every link found in this file</source>
        <translation>enregistrer aussi chaque lien de ce fichier</translation>
    </message>
    <message>
        <source>another author</source>
        <translation>un autre auteur</translation>
    </message>
    <message>
        <source>another date</source>
        <translation>une autre date</translation>
    </message>
    <message>
        <source>another section</source>
        <translation>une autre rubrique</translation>
    </message>
    <message>
        <source>another title</source>
        <translation>un autre titre</translation>
    </message>
    <message>
        <source>at most so many</source>
        <translation>au plus ce nombre</translation>
    </message>
    <message>
        <source>at most so many (20)</source>
        <translation>au plus ce nombre (20)</translation>
    </message>
    <message>
        <source>begin an empty library where the file of the former one is missing</source>
        <translation>commencer une bibliothèque vide là où le fichier de l’ancienne manque</translation>
    </message>
    <message>
        <source>bring all files back into the database</source>
        <translation>ramener tous les fichiers dans la base de données</translation>
    </message>
    <message>
        <source>bring back what other computers deleted, out of the copy that was made before</source>
        <translation>rétablir ce que d’autres ordinateurs ont supprimé, d’après la copie faite auparavant</translation>
    </message>
    <message>
        <source>bring in what another program exported: articles, links, bookmarks, highlights</source>
        <translation>importer ce qu’un autre programme a exporté&#x202f;: articles, liens, favoris, surlignages</translation>
    </message>
    <message>
        <source>by what (saved)</source>
        <translation>selon quoi (saved&#x202f;: la date d’enregistrement)</translation>
    </message>
    <message>
        <source>check that the library is whole</source>
        <translation>vérifier que la bibliothèque est entière</translation>
    </message>
    <message>
        <source>connect the browsers with this library</source>
        <translation>relier les navigateurs à cette bibliothèque</translation>
    </message>
    <message>
        <source>copy a hub into a file, by PostgreSQL&apos;s pg_dump</source>
        <translation>copier un centre dans un fichier, par le pg_dump de PostgreSQL</translation>
    </message>
    <message>
        <source>copy the library&apos;s database, checked, while it is in use</source>
        <translation>copier la base de la bibliothèque, vérifiée, pendant qu’elle sert</translation>
    </message>
    <message>
        <source>delete for good what lies in Trash; no way back</source>
        <translation>effacer pour toujours ce qui est à la corbeille&#x202f;; sans retour</translation>
    </message>
    <message>
        <source>draw an article as the window shows it, offscreen</source>
        <translation>dessiner un article tel que la fenêtre le montre, sans écran</translation>
    </message>
    <message>
        <source>every article outside Trash; with json also those</source>
        <translation>tout article hors de la corbeille&#x202f;; avec json, ceux-là aussi</translation>
    </message>
    <message>
        <source>every term</source>
        <translation>tous les termes</translation>
    </message>
    <message>
        <source>every unread article</source>
        <translation>tout article non lu</translation>
    </message>
    <message>
        <source>fetch again what could not be fetched</source>
        <translation>retenter ce qui n’a pas pu être obtenu</translation>
    </message>
    <message>
        <source>fetch articles again; a worse copy never replaces one</source>
        <translation>retélécharger des articles&#x202f;; une moins bonne copie n’en remplace jamais une</translation>
    </message>
    <message>
        <source>fetch the lists of models anew before</source>
        <translation>retélécharger d’abord les listes de modèles</translation>
    </message>
    <message>
        <source>fetch the pictures that articles lack</source>
        <translation>télécharger les images qui manquent aux articles</translation>
    </message>
    <message>
        <source>fetch the texts that did not come along now, later by the window, or never</source>
        <translation>télécharger les textes absents du fichier maintenant, plus tard par la fenêtre, ou jamais</translation>
    </message>
    <message>
        <source>find articles by their words, in every language</source>
        <translation>trouver des articles par leurs mots, dans toutes les langues</translation>
    </message>
    <message>
        <source>first take every repair back</source>
        <translation>annuler d’abord toutes les réparations</translation>
    </message>
    <message>
        <source>for all of it</source>
        <translation>pour tout l’import</translation>
    </message>
    <message>
        <source>forget a term</source>
        <translation>oublier un terme</translation>
    </message>
    <message>
        <source>fr-en TERM TRANSLATION; without translation the term stays as it is</source>
        <translation>fr-en TERME TRADUCTION&#x202f;; sans traduction, le terme reste tel quel</translation>
    </message>
    <message>
        <source>give a login that is there another one</source>
        <translation>donner un nouveau mot de passe à un compte existant</translation>
    </message>
    <message>
        <source>give tags to articles and take tags away</source>
        <translation>donner des étiquettes aux articles et en retirer</translation>
    </message>
    <message>
        <source>give them to the open window, if there is one</source>
        <translation>les confier à la fenêtre, si elle est ouverte</translation>
    </message>
    <message>
        <source>go on</source>
        <translation>reprendre</translation>
    </message>
    <message>
        <source>go on with an import that was broken off</source>
        <translation>reprendre un import interrompu</translation>
    </message>
    <message>
        <source>how he signs in</source>
        <translation>le nom par lequel la personne se connecte</translation>
    </message>
    <message>
        <source>how names are translated</source>
        <translation>la traduction des noms</translation>
    </message>
    <message>
        <source>in which colours</source>
        <translation>dans quelles couleurs</translation>
    </message>
    <message>
        <source>in which form (text)</source>
        <translation>sous quelle forme (text)</translation>
    </message>
    <message>
        <source>install from a file or folder, or download a pair such as en-ar or firefox:en-ar</source>
        <translation>installer à partir d’un fichier ou d’un dossier, ou télécharger une paire comme en-ar (pour Firefox, précédée de «&#x202f;firefox&#x202f;» et d’un deux-points)</translation>
    </message>
    <message>
        <source>keep a PostgreSQL database in which libraries are kept in step</source>
        <translation>tenir une base de données PostgreSQL qui garde des bibliothèques à jour</translation>
    </message>
    <message>
        <source>keep the dates that articles were saved at</source>
        <translation>garder les dates d’enregistrement</translation>
    </message>
    <message>
        <source>leave out what was read there</source>
        <translation>laisser ce qui y a été lu</translation>
    </message>
    <message>
        <source>let a rule do nothing for a while</source>
        <translation>suspendre une règle pour un temps</translation>
    </message>
    <message>
        <source>let it do what it did again</source>
        <translation>la remettre en vigueur</translation>
    </message>
    <message>
        <source>let links of files and pages lead into this computer and its network</source>
        <translation>laisser les liens des fichiers et des pages mener dans cet ordinateur et son réseau</translation>
    </message>
    <message>
        <source>let somebody take part in a library no more</source>
        <translation>ne plus laisser quelqu’un participer à une bibliothèque</translation>
    </message>
    <message>
        <source>let somebody take part in a library, or in another role</source>
        <translation>laisser quelqu’un participer à une bibliothèque, ou dans un autre rôle</translation>
    </message>
    <message>
        <source>links, liseuse: links, saved pages, link files, .argosmodel files</source>
        <translation>liens, liens de Liseuse, pages enregistrées, fichiers de liens, fichiers .argosmodel</translation>
    </message>
    <message>
        <source>list notes and highlights, or write them into a file</source>
        <translation>lister notes et surlignages, ou les écrire dans un fichier</translation>
    </message>
    <message>
        <source>list the articles of a view</source>
        <translation>lister les articles d’une vue</translation>
    </message>
    <message>
        <source>list the copies in the library’s “backups” folder</source>
        <translation>lister les copies du dossier «&#x202f;backups&#x202f;» de la bibliothèque</translation>
    </message>
    <message>
        <source>list the imports so far</source>
        <translation>lister les imports faits</translation>
    </message>
    <message>
        <source>list the links that wait to be saved, or try them now</source>
        <translation>lister les liens en attente, ou les essayer maintenant</translation>
    </message>
    <message>
        <source>log to standard error</source>
        <translation>écrire le journal sur la sortie d’erreur</translation>
    </message>
    <message>
        <source>look for new pieces of these sources first; save and translate what came</source>
        <translation>chercher d’abord les nouveaux articles de ces sources&#x202f;; enregistrer et traduire ce qui est venu</translation>
    </message>
    <message>
        <source>make a hub of a database, or bring one up to date</source>
        <translation>faire d’une base de données un centre, ou en mettre un à jour</translation>
    </message>
    <message>
        <source>make a tag of each folder</source>
        <translation>faire de chaque dossier une étiquette</translation>
    </message>
    <message>
        <source>mark articles as favourites</source>
        <translation>marquer des articles comme favoris</translation>
    </message>
    <message>
        <source>mark articles as read</source>
        <translation>marquer des articles comme lus</translation>
    </message>
    <message>
        <source>mark them as unread</source>
        <translation>les marquer comme non lus</translation>
    </message>
    <message>
        <source>may be repeated</source>
        <translation>peut être répété</translation>
    </message>
    <message>
        <source>mend what can be mended</source>
        <translation>réparer ce qui peut l’être</translation>
    </message>
    <message>
        <source>move articles to Trash</source>
        <translation>mettre des articles à la corbeille</translation>
    </message>
    <message>
        <source>move the library to another, empty folder</source>
        <translation>déplacer la bibliothèque dans un autre dossier, vide</translation>
    </message>
    <message>
        <source>no progress on standard error</source>
        <translation>sans progression sur la sortie d’erreur</translation>
    </message>
    <message>
        <source>of one library only</source>
        <translation>d’une seule bibliothèque</translation>
    </message>
    <message>
        <source>of which view (all)</source>
        <translation>de quelle vue (all)</translation>
    </message>
    <message>
        <source>one JSON document on standard output</source>
        <translation>un document JSON sur la sortie standard</translation>
    </message>
    <message>
        <source>only feeds whose time has come, and when the options allow it</source>
        <translation>seulement les flux dont l’heure est venue, et quand les options le permettent</translation>
    </message>
    <message>
        <source>only say what it would bring</source>
        <translation>dire seulement ce que cela apporterait</translation>
    </message>
    <message>
        <source>only the sentence pairs you highlighted</source>
        <translation>seulement les paires de phrases que vous avez surlignées</translation>
    </message>
    <message>
        <source>only there</source>
        <translation>seulement là</translation>
    </message>
    <message>
        <source>only those of these articles</source>
        <translation>seulement ceux de ces articles</translation>
    </message>
    <message>
        <source>only those with a tag</source>
        <translation>seulement ceux d’une étiquette</translation>
    </message>
    <message>
        <source>only what you corrected</source>
        <translation>seulement ce que vous avez corrigé</translation>
    </message>
    <message>
        <source>only write the new file here</source>
        <translation>écrire seulement le nouveau fichier ici</translation>
    </message>
    <message>
        <source>open the window (or raise it), with links or files to save</source>
        <translation>ouvrir la fenêtre (ou la faire venir), avec des liens ou des fichiers à enregistrer</translation>
    </message>
    <message>
        <source>original, a language such as en, or both: the original and the translation that most have; of sentence pairs also several, as in en,ar</source>
        <translation>original, une langue comme en, ou both&#x202f;: l’original et la traduction que la plupart ont&#x202f;; pour les paires de phrases aussi plusieurs, comme en,ar</translation>
    </message>
    <message>
        <source>original, translation or both</source>
        <translation>l’original, la traduction ou les deux</translation>
    </message>
    <message>
        <source>put a copy into a database, by PostgreSQL&apos;s pg_restore</source>
        <translation>remettre une copie dans une base de données, par le pg_restore de PostgreSQL</translation>
    </message>
    <message>
        <source>put articles into the archive</source>
        <translation>archiver des articles</translation>
    </message>
    <message>
        <source>put articles on the list</source>
        <translation>mettre des articles sur la liste</translation>
    </message>
    <message>
        <source>put rules into this order among themselves</source>
        <translation>mettre des règles dans cet ordre entre elles</translation>
    </message>
    <message>
        <source>read what can be read of a damaged library into a new file, and put that in its place</source>
        <translation>lire ce qui peut l’être d’une bibliothèque endommagée dans un nouveau fichier, et le mettre à sa place</translation>
    </message>
    <message>
        <source>refuse any other kind</source>
        <translation>refuser toute autre sorte</translation>
    </message>
    <message>
        <source>remove the models of a pair, or firefox:PAIR</source>
        <translation>retirer les modèles d’une paire (pour Firefox, précédée de «&#x202f;firefox&#x202f;» et d’un deux-points)</translation>
    </message>
    <message>
        <source>repair an article by hand, or list its parts and what was left out of its page</source>
        <translation>réparer un article à la main, ou lister ses parties et ce qui a été laissé de sa page</translation>
    </message>
    <message>
        <source>save a page&apos;s whole text where no article is found in it</source>
        <translation>enregistrer tout le texte d’une page où aucun article n’est trouvé</translation>
    </message>
    <message>
        <source>save and translate what came in the last day, and list it in reading order</source>
        <translation>enregistrer et traduire ce qui est venu depuis un jour, et le lister dans l’ordre de lecture</translation>
    </message>
    <message>
        <source>save the articles behind links, or out of saved pages</source>
        <translation>enregistrer les articles de liens ou de pages enregistrées</translation>
    </message>
    <message>
        <source>save what is on the clipboard</source>
        <translation>enregistrer ce qui est dans le presse-papiers</translation>
    </message>
    <message>
        <source>say in which folder the library is now, when the one that it was moved to is lost</source>
        <translation>dire dans quel dossier se trouve maintenant la bibliothèque, quand celui où elle a été déplacée est perdu</translation>
    </message>
    <message>
        <source>say nothing but what failed</source>
        <translation>ne rien dire d’autre que ce qui a échoué</translation>
    </message>
    <message>
        <source>say what became of the rows of an import</source>
        <translation>dire ce que sont devenues les lignes d’un import</translation>
    </message>
    <message>
        <source>search in Trash instead</source>
        <translation>chercher plutôt dans la corbeille</translation>
    </message>
    <message>
        <source>show a view of the library</source>
        <translation>montrer une vue de la bibliothèque</translation>
    </message>
    <message>
        <source>show an article, in its own language or a translation</source>
        <translation>montrer un article, dans sa langue ou traduit</translation>
    </message>
    <message>
        <source>show or write the note on an article</source>
        <translation>montrer ou écrire la note d’un article</translation>
    </message>
    <message>
        <source>show what would be saved of a page; no library is used</source>
        <translation>montrer ce qui serait enregistré d’une page&#x202f;; sans bibliothèque</translation>
    </message>
    <message>
        <source>stop</source>
        <translation>arrêter</translation>
    </message>
    <message>
        <source>such as en or ar</source>
        <translation>comme en ou ar</translation>
    </message>
    <message>
        <source>such as en, or en,ar</source>
        <translation>comme en, ou en,ar</translation>
    </message>
    <message>
        <source>such as fr-ar, or fr-* for every language</source>
        <translation>comme fr-ar, ou fr-* pour toute langue</translation>
    </message>
    <message>
        <source>take an import back</source>
        <translation>annuler un import</translation>
    </message>
    <message>
        <source>take articles off the list</source>
        <translation>retirer des articles de la liste</translation>
    </message>
    <message>
        <source>take articles out of Trash (restore ID…), or put a backup back (restore PATH)</source>
        <translation>sortir des articles de la corbeille (restore ID…), ou remettre une sauvegarde (restore PATH)</translation>
    </message>
    <message>
        <source>take over the sentence pairs of a file</source>
        <translation>reprendre les paires de phrases d’un fichier</translation>
    </message>
    <message>
        <source>take the mark away</source>
        <translation>retirer la marque</translation>
    </message>
    <message>
        <source>take the page&apos;s whole text</source>
        <translation>prendre tout le texte de la page</translation>
    </message>
    <message>
        <source>take the place of what is there</source>
        <translation>prendre la place de ce qui s’y trouve</translation>
    </message>
    <message>
        <source>take them out of it</source>
        <translation>les en sortir</translation>
    </message>
    <message>
        <source>talk to the browser companion (browsers start this)</source>
        <translation>parler au compagnon du navigateur (les navigateurs lancent ceci)</translation>
    </message>
    <message>
        <source>the address of the page in the file, when you know it</source>
        <translation>l’adresse de la page du fichier, si vous la connaissez</translation>
    </message>
    <message>
        <source>the address of the picture that leads; &quot;&quot; for none</source>
        <translation>l’adresse de l’image de tête&#x202f;; vide pour aucune</translation>
    </message>
    <message>
        <source>the articles of a view</source>
        <translation>les articles d’une vue</translation>
    </message>
    <message>
        <source>the articles with a tag</source>
        <translation>les articles d’une étiquette</translation>
    </message>
    <message>
        <source>the bucket: s3://HOST/BUCKET/PATH</source>
        <translation>le compartiment&#x202f;: s3://HOST/BUCKET/PATH</translation>
    </message>
    <message>
        <source>the copy</source>
        <translation>la copie</translation>
    </message>
    <message>
        <source>the file, or a folder for several</source>
        <translation>le fichier, ou un dossier pour plusieurs</translation>
    </message>
    <message>
        <source>the folder that holds library.db</source>
        <translation>le dossier qui contient library.db</translation>
    </message>
    <message>
        <source>the hub: postgresql://USER@HOST/DATABASE</source>
        <translation>le centre&#x202f;: postgresql://USER@HOST/DATABASE</translation>
    </message>
    <message>
        <source>the installed models</source>
        <translation>les modèles installés</translation>
    </message>
    <message>
        <source>the language of the window</source>
        <translation>la langue de la fenêtre</translation>
    </message>
    <message>
        <source>the language to show, for example en</source>
        <translation>la langue à montrer, par exemple en</translation>
    </message>
    <message>
        <source>the library&apos;s folder (also LISEUSE_LIBRARY)</source>
        <translation>le dossier de la bibliothèque (aussi LISEUSE_LIBRARY)</translation>
    </message>
    <message>
        <source>the memory of translated sentences, as TMX or CSV</source>
        <translation>la mémoire des phrases traduites, en TMX ou CSV</translation>
    </message>
    <message>
        <source>the models that can be installed</source>
        <translation>les modèles qui peuvent être installés</translation>
    </message>
    <message>
        <source>the new note; empty removes it, - reads it</source>
        <translation>la nouvelle note&#x202f;; vide l’efface, - la lit sur l’entrée standard</translation>
    </message>
    <message>
        <source>the page&apos;s own address</source>
        <translation>l’adresse de la page</translation>
    </message>
    <message>
        <source>the picture</source>
        <translation>l’image</translation>
    </message>
    <message>
        <source>the size of the text</source>
        <translation>la taille du texte</translation>
    </message>
    <message>
        <source>the size of the window</source>
        <translation>la taille de la fenêtre</translation>
    </message>
    <message>
        <source>the tag, the language, or how many days</source>
        <translation>l’étiquette, la langue ou le nombre de jours</translation>
    </message>
    <message>
        <source>the translation models</source>
        <translation>les modèles de traduction</translation>
    </message>
    <message>
        <source>the window, or only the text</source>
        <translation>la fenêtre, ou seulement le texte</translation>
    </message>
    <message>
        <source>translate anew what is stored already</source>
        <translation>retraduire ce qui l’est déjà</translation>
    </message>
    <message>
        <source>translate at once, for example en,ar</source>
        <translation>traduire aussitôt, par exemple en,ar</translation>
    </message>
    <message>
        <source>translate many articles, one after another</source>
        <translation>traduire beaucoup d’articles, l’un après l’autre</translation>
    </message>
    <message>
        <source>translate stored articles on this computer</source>
        <translation>traduire des articles enregistrés, sur cet ordinateur</translation>
    </message>
    <message>
        <source>translate what waits</source>
        <translation>traduire ce qui attend</translation>
    </message>
    <message>
        <source>trash: the articles in Trash; pictures: those of archived or read articles; translations: the machine’s, of archived or read articles; old-backups: all but the newest; models: all models.</source>
        <translation>trash&#x202f;: les articles de la corbeille&#x202f;; pictures&#x202f;: les images des articles archivés ou lus&#x202f;; translations&#x202f;: celles de la machine, des articles archivés ou lus&#x202f;; old-backups&#x202f;: toutes sauf la plus récente&#x202f;; models&#x202f;: tous les modèles.</translation>
    </message>
    <message>
        <source>try every one now</source>
        <translation>tout essayer maintenant</translation>
    </message>
    <message>
        <source>what a search finds, as in “liseuse search”</source>
        <translation>ce qu’une recherche trouve, comme «&#x202f;liseuse search&#x202f;»</translation>
    </message>
    <message>
        <source>what he may do (owner)</source>
        <translation>ce que la personne peut faire (owner)</translation>
    </message>
    <message>
        <source>what takes room on the disk; give up what is chosen</source>
        <translation>ce qui prend de la place sur le disque&#x202f;; se défaire de ce qui est choisi</translation>
    </message>
    <message>
        <source>what the browser says of itself</source>
        <translation>ce que le navigateur dit de lui-même</translation>
    </message>
    <message>
        <source>what to look for; see below</source>
        <translation>ce qu’il faut chercher&#x202f;; voir plus bas</translation>
    </message>
    <message>
        <source>what waits</source>
        <translation>ce qui attend</translation>
    </message>
    <message>
        <source>what you have read and how far</source>
        <translation>ce que vous avez lu et jusqu’où</translation>
    </message>
    <message>
        <source>what you tell to everybody in a shared library, and what to your own computers alone</source>
        <translation>ce que vous dites à tous dans une bibliothèque partagée, et ce que vous dites à vos seuls ordinateurs</translation>
    </message>
    <message>
        <source>where large files of a library lie: let that be a bucket of S3</source>
        <translation>où se trouvent les grands fichiers d’une bibliothèque&#x202f;: que ce soit un compartiment S3</translation>
    </message>
    <message>
        <source>where the library was before it was moved, when the disk that it was moved to is lost</source>
        <translation>là où était la bibliothèque avant son déplacement, quand le disque où elle a été déplacée est perdu</translation>
    </message>
    <message>
        <source>which library (NAME&apos;s own)</source>
        <translation>quelle bibliothèque (celle de NAME)</translation>
    </message>
    <message>
        <source>who takes part in which library, and as what</source>
        <translation>qui participe à quelle bibliothèque, et à quel titre</translation>
    </message>
    <message>
        <source>with --lang LANG: the original too</source>
        <translation>avec --lang LANG&#x202f;: l’original aussi</translation>
    </message>
    <message>
        <source>with --report: write it as CSV</source>
        <translation>avec --report&#x202f;: l’écrire en CSV</translation>
    </message>
    <message>
        <source>with apkg: have a voice of this computer read each sentence (espeak-ng on Linux)</source>
        <translation>avec apkg&#x202f;: faire lire chaque phrase par une voix de cet ordinateur (espeak-ng sous Linux)</translation>
    </message>
    <message>
        <source>with or without your notes and highlights; books and single articles come without, others with</source>
        <translation>avec ou sans vos notes et surlignages&#x202f;; livres et articles seuls viennent sans, les autres avec</translation>
    </message>
    <message>
        <source>write articles or the whole library into files for other programs</source>
        <translation>écrire des articles ou toute la bibliothèque dans des fichiers pour d’autres programmes</translation>
    </message>
    <message>
        <source>write it to a file, .tmx or .csv</source>
        <translation>l’écrire dans un fichier, .tmx ou .csv</translation>
    </message>
    <message>
        <source>your corrections of translations</source>
        <translation>vos corrections de traductions</translation>
    </message>
    <message>
        <source>your notes and highlights</source>
        <translation>vos notes et surlignages</translation>
    </message>
    <message>
        <source>8765; 0 for any that is free</source>
        <translation>8765&#x202f;; 0 pour n’importe lequel de libre</translation>
    </message>
    <message>
        <source>A library that is not there is made, and so is the login. Its password is shown once.</source>
        <translation>Une bibliothèque qui n’existe pas est créée, et le compte de même. Son mot de passe est montré une seule fois.</translation>
    </message>
    <message>
        <source>A source is given by the address of its feed (RSS, Atom, RDF, JSON Feed) or of its site. A password in the address (https://name:password@…, ?token=…) goes into the system’s keyring.</source>
        <translation>Une source se donne par l’adresse de son flux (RSS, Atom, RDF, JSON Feed) ou de son site. Un mot de passe dans l’adresse (ou un jeton, après token=) va dans le trousseau du système.</translation>
    </message>
    <message>
        <source>Logins are not in a copy: members that the server does not know are named.</source>
        <translation>Les comptes ne sont pas dans une copie&#x202f;: les membres que le serveur ne connaît pas sont nommés.</translation>
    </message>
    <message>
        <source>The password of the address&apos;s user is taken from LISEUSE_SYNC_PASSWORD, else asked for.</source>
        <translation>Le mot de passe de l’utilisateur de l’adresse est pris dans LISEUSE_SYNC_PASSWORD, sinon demandé.</translation>
    </message>
    <message>
        <source>a code of your own, 6 characters or more</source>
        <translation>un code à vous, de 6 caractères ou plus</translation>
    </message>
    <message>
        <source>also those in this computer’s network</source>
        <translation>aussi ceux du réseau de cet ordinateur</translation>
    </message>
    <message>
        <source>another address of this computer</source>
        <translation>une autre adresse de cet ordinateur</translation>
    </message>
    <message>
        <source>as an OPDS catalogue</source>
        <translation>en catalogue OPDS</translation>
    </message>
    <message>
        <source>at most so many pieces a day; 0: any</source>
        <translation>au plus tant d’articles par jour&#x202f;; 0&#x202f;: sans limite</translation>
    </message>
    <message>
        <source>beside the original; “original” for that alone</source>
        <translation>à côté de l’original&#x202f;; «&#x202f;original&#x202f;» pour lui seul</translation>
    </message>
    <message>
        <source>call it so</source>
        <translation>lui donner ce nom</translation>
    </message>
    <message>
        <source>day (the default), week, month, or a date YYYY-MM-DD</source>
        <translation>day, un jour (par défaut), week, une semaine, month, un mois, ou une date AAAA-MM-JJ</translation>
    </message>
    <message>
        <source>epub is a book for e-readers; html, markdown, text and pdf are files of single articles; ris and csl are references for Zotero and its like; readwise is the CSV of highlights that Readwise takes; csv is a table of the articles for spreadsheets; apkg are sentence pairs for Anki; vault is a folder of Markdown notes that is kept in step: only what changed is written again, and what you write below a note&apos;s marker stays; site is a folder of web pages with lists by month and tag, which opens from disk and is brought up to date by the next export; json, with --all, is the whole library: a folder with a line of JSON for each article, translated sentence, term, search and waiting link, with the pictures, the options and a JSON Schema, which “liseuse import DIR” takes back.</source>
        <translation>epub est un livre pour liseuses&#x202f;; html, markdown, text et pdf sont des fichiers d’un article chacun&#x202f;; ris et csl sont des références pour Zotero et ses semblables&#x202f;; readwise est le CSV de surlignages que Readwise accepte&#x202f;; csv est un tableau des articles pour tableurs&#x202f;; apkg contient des paires de phrases pour Anki&#x202f;; vault est un dossier de notes Markdown tenu à jour&#x202f;: seul ce qui a changé est récrit, et ce que vous écrivez sous la marque d’une note reste&#x202f;; site est un dossier de pages web, avec des listes par mois et par étiquette, qui s’ouvre depuis le disque et que l’export suivant met à jour&#x202f;; json, avec --all, est toute la bibliothèque&#x202f;: un dossier avec une ligne JSON par article, phrase traduite, terme, recherche et lien en attente, les images, les options et un schéma JSON, que «&#x202f;liseuse import DIR&#x202f;» reprend.</translation>
    </message>
    <message>
        <source>every feed that a site names, not only the first</source>
        <translation>tous les flux que le site nomme, pas seulement le premier</translation>
    </message>
    <message>
        <source>fetch the pictures of the texts that came along now, or when the window opens an article</source>
        <translation>récupérer les images des textes venus avec maintenant (now), ou quand la fenêtre ouvre un article (opened)</translation>
    </message>
    <message>
        <source>follow feeds no longer; saved articles stay</source>
        <translation>ne plus suivre des flux&#x202f;; les articles enregistrés restent</translation>
    </message>
    <message>
        <source>follow sources: their new pieces come by themselves</source>
        <translation>suivre des sources&#x202f;: leurs nouveaux articles viennent d’eux-mêmes</translation>
    </message>
    <message>
        <source>follow the feeds behind addresses</source>
        <translation>suivre les flux de ces adresses</translation>
    </message>
    <message>
        <source>follow the feeds of an OPML file</source>
        <translation>suivre les flux d’un fichier OPML</translation>
    </message>
    <message>
        <source>for this feed only</source>
        <translation>pour ce flux seulement</translation>
    </message>
    <message>
        <source>forget a rule</source>
        <translation>oublier une règle</translation>
    </message>
    <message>
        <source>instead of standard output</source>
        <translation>au lieu de la sortie standard</translation>
    </message>
    <message>
        <source>keep a rule</source>
        <translation>retenir une règle</translation>
    </message>
    <message>
        <source>list the pieces that a rule would have found</source>
        <translation>lister les articles qu’une règle aurait trouvés</translation>
    </message>
    <message>
        <source>list the requests that were made, and why</source>
        <translation>lister les demandes faites, et pourquoi</translation>
    </message>
    <message>
        <source>list their pieces, the newest first</source>
        <translation>lister leurs articles, les plus récents d’abord</translation>
    </message>
    <message>
        <source>look for new pieces, and do what the rules want</source>
        <translation>chercher de nouveaux articles, et faire ce que veulent les règles</translation>
    </message>
    <message>
        <source>make it by itself, or no longer</source>
        <translation>la faire d’elle-même, ou ne plus la faire</translation>
    </message>
    <message>
        <source>offer the library to e-readers in the local network, until Ctrl+C</source>
        <translation>proposer la bibliothèque aux liseuses du réseau local, jusqu’à Ctrl+C</translation>
    </message>
    <message>
        <source>only what comes from here: a name or a host</source>
        <translation>seulement ce qui vient d’ici&#x202f;: un nom ou un site</translation>
    </message>
    <message>
        <source>save pieces as articles</source>
        <translation>enregistrer des articles des flux dans la bibliothèque</translation>
    </message>
    <message>
        <source>the book, or a folder</source>
        <translation>le livre, ou un dossier</translation>
    </message>
    <message>
        <source>the feeds, or with --items what they brought</source>
        <translation>les flux, ou avec --items ce qu’ils ont apporté</translation>
    </message>
    <message>
        <source>the title of a book of several articles, or of a site</source>
        <translation>le titre d’un livre de plusieurs articles, ou d’un site</translation>
    </message>
    <message>
        <source>write the feeds as OPML, without passwords</source>
        <translation>écrire les flux en OPML, sans mots de passe</translation>
    </message>
    <message>
        <source>write what is unread of the last day or week as one book for an e-reader</source>
        <translation>écrire ce qui n’est pas lu du dernier jour ou de la dernière semaine en un livre pour liseuse</translation>
    </message>
    <message>
        <source>A reading program that knows OPDS catalogues (KOReader, foliate, Thorium…) is given the address; it asks for a name, which may be anything, and a password, which is the code. Where it cannot ask, the code goes into the address: http://ADDRESS/CODE/opds. Nothing can be changed from there. Programs that know OPDS 2.0 ask for …/opds2.</source>
        <translation>Un programme de lecture qui connaît les catalogues OPDS (KOReader, foliate, Thorium…) reçoit l’adresse&#x202f;; il demande un nom, quelconque, et un mot de passe, qui est le code. S’il ne sait pas demander, le code va dans l’adresse&#x202f;: http://ADDRESS/CODE/opds. Rien ne peut être modifié de là. Les programmes qui connaissent OPDS 2.0 demandent …/opds2.</translation>
    </message>
    <message>
        <source>The book is in the reader&apos;s language beside the original, where the settings name one. --schedule writes a timer for systemd into your own configuration, which makes the book by itself; --schedule off removes it.</source>
        <translation>Le livre est dans votre langue à côté de l’original, là où les réglages en nomment une. --schedule écrit dans votre propre configuration une minuterie pour systemd, qui fait le livre d’elle-même&#x202f;; --schedule off la retire.</translation>
    </message>
    <message>
        <source>The passphrase is taken from LISEUSE_SYNC_PASSPHRASE, else asked for. All files in the folder are encrypted with it. Whoever loses it can read the folder no more; the libraries stay readable. The password of a server is taken from LISEUSE_SYNC_PASSWORD, else asked for; of S3 that is the access key, a colon, and its secret.</source>
        <translation>La phrase secrète est prise de LISEUSE_SYNC_PASSPHRASE, sinon demandée. Tous les fichiers du dossier sont chiffrés avec elle. Qui la perd ne peut plus lire le dossier&#x202f;; les bibliothèques restent lisibles. Le mot de passe d’un serveur est pris de LISEUSE_SYNC_PASSWORD, sinon demandé&#x202f;; pour S3, c’est la clé d’accès, un deux-points et la clé secrète.</translation>
    </message>
    <message>
        <source>these feeds only</source>
        <translation>ces flux seulement</translation>
    </message>
    <message>
        <source>what is done (default: save)</source>
        <translation>ce qui est fait (save par défaut)</translation>
    </message>
    <message>
        <source>what is done with new pieces that a search finds</source>
        <translation>ce qui est fait des nouveaux articles qu’une recherche trouve</translation>
    </message>
    <message>
        <source>when a schedule makes it (07:00)</source>
        <translation>quand elle est faite d’elle-même (7&#x202f;h par défaut)</translation>
    </message>
    <message>
        <source>with --items: at most so many</source>
        <translation>avec --items&#x202f;: au plus tant</translation>
    </message>
    <message>
        <source>with --items: of these feeds</source>
        <translation>avec --items&#x202f;: de ces flux</translation>
    </message>
    <message>
        <source>with --items: only those not seen yet</source>
        <translation>avec --items&#x202f;: seulement ceux qui n’ont pas été vus</translation>
    </message>
    <message>
        <source>with --keep-in-step: books that Liseuse wrote of articles that are no longer asked for go</source>
        <translation>avec --keep-in-step&#x202f;: les livres que Liseuse a écrits d’articles qui ne sont plus demandés s’en vont</translation>
    </message>
    <message>
        <source>with epub: --output is an e-reader, or a folder, that gets a book of each article; what is there and unchanged is not written again, what you changed there is left alone</source>
        <translation>avec epub&#x202f;: --output est une liseuse, ou un dossier, qui reçoit un livre par article&#x202f;; ce qui y est et n’a pas changé n’est pas récrit, ce que vous y avez modifié est laissé tel quel</translation>
    </message>
    <message>
        <source>The new one is taken from LISEUSE_SYNC_NEW_PASSPHRASE, else asked for. The others ask for it at their next round. Who kept a copy of the folder can open that with the former one.</source>
        <translation>La nouvelle est prise de LISEUSE_SYNC_NEW_PASSPHRASE, sinon demandée. Les autres la demandent à leur prochain tour. Qui a gardé une copie du dossier peut l’ouvrir avec l’ancienne.</translation>
    </message>
    <message>
        <source>choose another passphrase, on one computer for all</source>
        <translation>choisir une autre phrase secrète, sur un ordinateur pour tous</translation>
    </message>
    <message>
        <source>do not encrypt: whoever has the folder reads it all</source>
        <translation>ne pas chiffrer&#x202f;: qui a le dossier lit tout</translation>
    </message>
    <message>
        <source>how this library stands; the folder is not asked</source>
        <translation>où en est cette bibliothèque&#x202f;; le dossier n’est pas consulté</translation>
    </message>
    <message>
        <source>keep one library in step on several computers, through a folder</source>
        <translation>garder une bibliothèque à jour sur plusieurs ordinateurs, par un dossier</translation>
    </message>
    <message>
        <source>send what changed here, and take what changed elsewhere</source>
        <translation>envoyer ce qui a changé ici, et prendre ce qui a changé ailleurs</translation>
    </message>
    <message>
        <source>share no more; library and folder stay as they are</source>
        <translation>ne plus partager&#x202f;; bibliothèque et dossier restent tels quels</translation>
    </message>
    <message>
        <source>share this library through a folder</source>
        <translation>partager cette bibliothèque par un dossier</translation>
    </message>
    <message>
        <source>the computers that share this library</source>
        <translation>les ordinateurs qui partagent cette bibliothèque</translation>
    </message>
    <message>
        <source>what the other computers call this one</source>
        <translation>comment les autres ordinateurs appellent celui-ci</translation>
    </message>
    <message>
        <source>Feeds, links that wait, pictures, lists and models, a translation server: nothing is asked, by no window and no timer that begins from now on. What waits is kept. An open window goes by its own command.</source>
        <translation>Flux, liens en attente, images, listes et modèles, serveur de traduction&#x202f;: rien n’est demandé, par aucune fenêtre ni aucune tâche planifiée qui commence à partir de maintenant. Ce qui attend est gardé. Une fenêtre ouverte suit sa propre commande.</translation>
    </message>
    <message>
        <source>also while private reading is on (liseuse private)</source>
        <translation>même quand la lecture privée est active (liseuse private)</translation>
    </message>
    <message>
        <source>ask nothing of the network, until that is ended; without a word, say how it stands</source>
        <translation>ne rien demander au réseau, jusqu’à ce que ce soit terminé&#x202f;; sans mot, dire où on en est</translation>
    </message>
    <message>
        <source>begin it or end it</source>
        <translation>la commencer ou la terminer</translation>
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
        <source>Notes</source>
        <translation>Notes</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>Trier par</translation>
    </message>
    <message>
        <source>Backups and storage</source>
        <translation>Sauvegardes et stockage</translation>
    </message>
    <message>
        <source>Density of the list</source>
        <translation>Densité de la liste</translation>
    </message>
    <message>
        <source>Open file…</source>
        <translation>Ouvrir un fichier…</translation>
    </message>
    <message>
        <source>Export library…</source>
        <translation>Exporter la bibliothèque…</translation>
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
        <source>Translation server…</source>
        <translation>Serveur de traduction…</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Rétablir</translation>
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
        <source>Guide to Liseuse</source>
        <translation>Guide de Liseuse</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Réglages…</translation>
    </message>
    <message>
        <source>Save from the browser…</source>
        <translation>Enregistrer depuis le navigateur…</translation>
    </message>
    <message>
        <source>Open log folder</source>
        <translation>Ouvrir le dossier des journaux</translation>
    </message>
    <message>
        <source>About Liseuse…</source>
        <translation>À propos de Liseuse…</translation>
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
        <source>Back in history</source>
        <translation>Reculer dans l’historique</translation>
    </message>
    <message>
        <source>Forward in history</source>
        <translation>Avancer dans l’historique</translation>
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
        <source>Pictures of the article…</source>
        <translation>Images de l’article…</translation>
    </message>
    <message>
        <source>Read aloud, pause or go on</source>
        <translation>Lire à voix haute, suspendre ou reprendre</translation>
    </message>
    <message>
        <source>Read aloud more slowly</source>
        <translation>Lire à voix haute plus lentement</translation>
    </message>
    <message>
        <source>Read aloud faster</source>
        <translation>Lire à voix haute plus vite</translation>
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
        <source>Latest articles</source>
        <translation>Derniers articles</translation>
    </message>
    <message>
        <source>Most read</source>
        <translation>Les plus lus</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Étiquettes</translation>
    </message>
    <message>
        <source>Refresh latest</source>
        <translation>Actualiser les derniers articles</translation>
    </message>
    <message>
        <source>Keep this search…</source>
        <translation>Enregistrer cette recherche…</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>Sauvegarder maintenant</translation>
    </message>
    <message>
        <source>Backups…</source>
        <translation>Sauvegardes…</translation>
    </message>
    <message>
        <source>Check library…</source>
        <translation>Vérifier la bibliothèque…</translation>
    </message>
    <message>
        <source>Move library…</source>
        <translation>Déplacer la bibliothèque…</translation>
    </message>
    <message>
        <source>Storage…</source>
        <translation>Stockage…</translation>
    </message>
    <message>
        <source>Select this card</source>
        <translation>Sélectionner cette carte</translation>
    </message>
    <message>
        <source>Select on to the next card</source>
        <translation>Sélectionner jusqu’à la carte suivante</translation>
    </message>
    <message>
        <source>Select on to the previous card</source>
        <translation>Sélectionner jusqu’à la carte précédente</translation>
    </message>
    <message>
        <source>Select every card</source>
        <translation>Sélectionner toutes les cartes</translation>
    </message>
    <message>
        <source>Keep several computers in step…</source>
        <translation>Garder plusieurs ordinateurs à jour…</translation>
    </message>
    <message>
        <source>Bring other computers in step now</source>
        <translation>Mettre à jour les autres ordinateurs maintenant</translation>
    </message>
    <message>
        <source>Highlight sentence or selection</source>
        <translation>Surligner la phrase ou la sélection</translation>
    </message>
    <message>
        <source>Add a note</source>
        <translation>Ajouter une note</translation>
    </message>
    <message>
        <source>Notes panel</source>
        <translation>Panneau des notes</translation>
    </message>
    <message>
        <source>Export the notes of this article…</source>
        <translation>Exporter les notes de cet article…</translation>
    </message>
    <message>
        <source>Export all notes…</source>
        <translation>Exporter toutes les notes…</translation>
    </message>
    <message>
        <source>Select a word to the right</source>
        <translation>Sélectionner un mot vers la droite</translation>
    </message>
    <message>
        <source>Select a word to the left</source>
        <translation>Sélectionner un mot vers la gauche</translation>
    </message>
    <message>
        <source>Select on to the sentence’s end</source>
        <translation>Sélectionner jusqu’à la fin de la phrase</translation>
    </message>
    <message>
        <source>Select back to the sentence’s start</source>
        <translation>Sélectionner jusqu’au début de la phrase</translation>
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
        <source>Language of this article…</source>
        <translation>Langue de cet article…</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>Imprimer…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exporter…</translation>
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
        <source>Original or translation</source>
        <translation>Original ou traduction</translation>
    </message>
    <message>
        <source>This sentence in every language</source>
        <translation>Cette phrase dans toutes les langues</translation>
    </message>
    <message>
        <source>Next linked word</source>
        <translation>Mot lié suivant</translation>
    </message>
    <message>
        <source>Previous linked word</source>
        <translation>Mot lié précédent</translation>
    </message>
    <message>
        <source>Next doubtful sentence</source>
        <translation>Phrase douteuse suivante</translation>
    </message>
    <message>
        <source>Previous doubtful sentence</source>
        <translation>Phrase douteuse précédente</translation>
    </message>
    <message>
        <source>Correct this sentence…</source>
        <translation>Corriger cette phrase…</translation>
    </message>
    <message>
        <source>Translate this sentence again</source>
        <translation>Retraduire cette phrase</translation>
    </message>
    <message>
        <source>Translate this paragraph again</source>
        <translation>Retraduire ce paragraphe</translation>
    </message>
    <message>
        <source>Translate the whole article again…</source>
        <translation>Retraduire tout l’article…</translation>
    </message>
    <message>
        <source>About this translation…</source>
        <translation>À propos de cette traduction…</translation>
    </message>
    <message>
        <source>Pause or resume translating</source>
        <translation>Suspendre ou reprendre la traduction</translation>
    </message>
    <message>
        <source>Stop translating</source>
        <translation>Arrêter la traduction</translation>
    </message>
    <message>
        <source>Shade what the model was less sure of</source>
        <translation>Ombrer ce dont le modèle était moins sûr</translation>
    </message>
    <message>
        <source>Glossary…</source>
        <translation>Glossaire…</translation>
    </message>
    <message>
        <source>Translate later…</source>
        <translation>Traduire plus tard…</translation>
    </message>
    <message>
        <source>Translate everything unread…</source>
        <translation>Traduire tout ce qui n’est pas lu…</translation>
    </message>
    <message>
        <source>Waiting translations…</source>
        <translation>Traductions en attente…</translation>
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
        <source>Reverse order</source>
        <translation>Ordre inverse</translation>
    </message>
    <message>
        <source>Fits in 10 minutes</source>
        <translation>Se lit en 10 minutes</translation>
    </message>
    <message>
        <source>Comfortable</source>
        <translation>Confortable</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>Compacte</translation>
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
    <message>
        <source>Import…</source>
        <translation>Importer…</translation>
    </message>
    <message>
        <source>Imports so far…</source>
        <translation>Imports effectués…</translation>
    </message>
    <message>
        <source>Keep a folder of Markdown notes…</source>
        <translation>Tenir un dossier de notes Markdown…</translation>
    </message>
    <message>
        <source>Feeds</source>
        <translation>Flux</translation>
    </message>
    <message>
        <source>Follow a source…</source>
        <translation>Suivre une source…</translation>
    </message>
    <message>
        <source>Follow the source of this article…</source>
        <translation>Suivre la source de cet article…</translation>
    </message>
    <message>
        <source>Look for new pieces</source>
        <translation>Chercher de nouveaux articles</translation>
    </message>
    <message>
        <source>Mark this piece and older ones as read</source>
        <translation>Marquer comme lus cet article et les plus anciens</translation>
    </message>
    <message>
        <source>Rules for new pieces…</source>
        <translation>Règles pour les nouveaux articles…</translation>
    </message>
    <message>
        <source>Requests for feeds…</source>
        <translation>Requêtes des flux…</translation>
    </message>
    <message>
        <source>Rename this source…</source>
        <translation>Renommer cette source…</translation>
    </message>
    <message>
        <source>Stop following this source</source>
        <translation>Ne plus suivre cette source</translation>
    </message>
    <message>
        <source>Export the list of feeds…</source>
        <translation>Exporter la liste des flux…</translation>
    </message>
    <message>
        <source>Edition of the day…</source>
        <translation>Édition du jour…</translation>
    </message>
    <message>
        <source>Export library as a website…</source>
        <translation>Exporter la bibliothèque en site web…</translation>
    </message>
    <message>
        <source>Keep an e-reader in step…</source>
        <translation>Tenir une liseuse à jour…</translation>
    </message>
    <message>
        <source>Read on another device…</source>
        <translation>Lire sur un autre appareil…</translation>
    </message>
    <message>
        <source>Private reading</source>
        <translation>Lecture privée</translation>
    </message>
    <message>
        <source>This morning</source>
        <translation>Ce matin</translation>
    </message>
    <message>
        <source>Look for new pieces of this source</source>
        <translation>Chercher les nouveautés de cette source</translation>
    </message>
    <message>
        <source>In “This morning”</source>
        <translation>Dans «&#x202f;Ce matin&#x202f;»</translation>
    </message>
</context>
<context>
    <name>edition</name>
    <message>
        <source>Edition of {date}</source>
        <translation>Édition du {date}</translation>
    </message>
    <message>
        <source>{count} min of reading</source>
        <translation>{count} min de lecture</translation>
    </message>
    <message>
        <source>{day} January {year}</source>
        <translation>{day} janvier {year}</translation>
    </message>
    <message>
        <source>{day} February {year}</source>
        <translation>{day} février {year}</translation>
    </message>
    <message>
        <source>{day} March {year}</source>
        <translation>{day} mars {year}</translation>
    </message>
    <message>
        <source>{day} April {year}</source>
        <translation>{day} avril {year}</translation>
    </message>
    <message>
        <source>{day} May {year}</source>
        <translation>{day} mai {year}</translation>
    </message>
    <message>
        <source>{day} June {year}</source>
        <translation>{day} juin {year}</translation>
    </message>
    <message>
        <source>{day} July {year}</source>
        <translation>{day} juillet {year}</translation>
    </message>
    <message>
        <source>{day} August {year}</source>
        <translation>{day} août {year}</translation>
    </message>
    <message>
        <source>{day} September {year}</source>
        <translation>{day} septembre {year}</translation>
    </message>
    <message>
        <source>{day} October {year}</source>
        <translation>{day} octobre {year}</translation>
    </message>
    <message>
        <source>{day} November {year}</source>
        <translation>{day} novembre {year}</translation>
    </message>
    <message>
        <source>{day} December {year}</source>
        <translation>{day} décembre {year}</translation>
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
        <source>{host} is on this computer or in your own network.</source>
        <translation>{host} se trouve sur cet ordinateur ou dans votre propre réseau.</translation>
    </message>
    <message>
        <source>You did not name this link yourself, so it was not followed. Try again in the window to be asked, or add --allow-local on the command line.</source>
        <translation>Vous n’avez pas donné ce lien vous-même&#x202f;: il n’a donc pas été suivi. Réessayez dans la fenêtre pour qu’elle vous pose la question, ou ajoutez --allow-local en ligne de commande.</translation>
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
        <source>{host} was not asked: the system’s proxy is of the SOCKS kind.</source>
        <translation>{host} n’a pas été contacté&#x202f;: le proxy du système est de type SOCKS.</translation>
    </message>
    <message>
        <source>Liseuse uses HTTP proxies only and never goes round one. Set one, or leave this site out.</source>
        <translation>Liseuse n’utilise que les proxys HTTP et n’en contourne aucun. Indiquez-en un, ou excluez ce site du proxy.</translation>
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
        <source>It may have moved. Look for it on its site or in the web archive.</source>
        <translation>Elle a pu être déplacée. Cherchez-la sur son site ou dans les archives du web.</translation>
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
        <source>This page is empty until a script of the site fills it.</source>
        <translation>Cette page est vide tant qu’un script du site ne l’a pas remplie.</translation>
    </message>
    <message>
        <source>Open it in the browser and save it from there with the companion.</source>
        <translation>Ouvrez-la dans le navigateur et enregistrez-la de là avec l’extension.</translation>
    </message>
    <message>
        <source>The pages of {source} named no lists this time.</source>
        <translation>Les pages du site {source} n’indiquaient aucune liste cette fois.</translation>
    </message>
    <message>
        <source>The lists that were there before are kept.</source>
        <translation>Les listes précédentes sont gardées.</translation>
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
        <source>Reading aloud is a part of Liseuse that is not installed.</source>
        <translation>La lecture à voix haute est une partie de Liseuse qui n’est pas installée.</translation>
    </message>
    <message>
        <source>Install it with pip install liseuse[speech], then start Liseuse again.</source>
        <translation>Installez-la avec «&#x202f;pip install liseuse[speech]&#x202f;», puis relancez Liseuse.</translation>
    </message>
    <message>
        <source>This computer has no speech that Liseuse can use.</source>
        <translation>Cet ordinateur n’a pas de synthèse vocale que Liseuse puisse utiliser.</translation>
    </message>
    <message>
        <source>On Linux, install speech-dispatcher and a voice, such as espeak-ng; then try again.</source>
        <translation>Sous Linux, installez speech-dispatcher et une voix, par exemple espeak-ng, puis réessayez.</translation>
    </message>
    <message>
        <source>This computer has no voice for {language}.</source>
        <translation>Cet ordinateur n’a pas de voix pour lire en {language}.</translation>
    </message>
    <message>
        <source>Add one in the system’s settings for speech, then try again.</source>
        <translation>Ajoutez-en une dans les réglages de synthèse vocale du système, puis réessayez.</translation>
    </message>
    <message>
        <source>This computer has no program that reads sentences into files.</source>
        <translation>Cet ordinateur n’a pas de programme qui lise des phrases dans des fichiers.</translation>
    </message>
    <message>
        <source>On Linux, install espeak-ng; then try again. Or write the cards without audio.</source>
        <translation>Sous Linux, installez espeak-ng, puis réessayez. Ou écrivez les cartes sans le son.</translation>
    </message>
    <message>
        <source>{program} could not read a sentence into a file.</source>
        <translation>{program} n’a pas pu lire une phrase dans un fichier.</translation>
    </message>
    <message>
        <source>Try again, or write the cards without audio.</source>
        <translation>Réessayez, ou écrivez les cartes sans le son.</translation>
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
        <source>“{address}” is not an address of a translation server.</source>
        <translation>«&#x202f;{address}&#x202f;» n’est pas l’adresse d’un serveur de traduction.</translation>
    </message>
    <message>
        <source>It begins with https://, or with http:// on this computer.</source>
        <translation>Elle commence par https://, ou par http:// sur cet ordinateur.</translation>
    </message>
    <message>
        <source>The translation server {host} does not answer.</source>
        <translation>Le serveur de traduction {host} ne répond pas.</translation>
    </message>
    <message>
        <source>Check its address, or clear it to translate on this computer.</source>
        <translation>Vérifiez son adresse, ou effacez-la pour traduire sur cet ordinateur.</translation>
    </message>
    <message>
        <source>The translation server {host} refused.</source>
        <translation>Le serveur de traduction {host} a refusé.</translation>
    </message>
    <message>
        <source>It may want a key, or allow fewer requests. Try again later.</source>
        <translation>Il demande peut-être une clé, ou limite les demandes. Réessayez plus tard.</translation>
    </message>
    <message>
        <source>The translation server {host} lacks one of these languages.</source>
        <translation>Le serveur de traduction {host} ne connaît pas l’une de ces langues.</translation>
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
        <source>Choose an .argosmodel file, or a folder with a Firefox model.</source>
        <translation>Choisissez un fichier .argosmodel, ou un dossier contenant un modèle de Firefox.</translation>
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
        <source>The library file was changed by another program.</source>
        <translation>Le fichier de la bibliothèque a été modifié par un autre programme.</translation>
    </message>
    <message>
        <source>Nothing in it was run. Save its articles: run “liseuse salvage”.</source>
        <translation>Rien n’y a été exécuté. Ses articles peuvent passer dans un nouveau fichier&#x202f;: lancez «&#x202f;liseuse salvage&#x202f;».</translation>
    </message>
    <message>
        <source>The copy {file} is damaged, or is not a Liseuse library.</source>
        <translation>La copie {file} est endommagée, ou n’est pas une bibliothèque Liseuse.</translation>
    </message>
    <message>
        <source>Your library was left as it is. Restore another backup.</source>
        <translation>Votre bibliothèque a été laissée telle quelle. Restaurez une autre sauvegarde.</translation>
    </message>
    <message>
        <source>Liseuse was updated while it was open.</source>
        <translation>Liseuse a été mise à jour pendant qu’elle était ouverte.</translation>
    </message>
    <message>
        <source>Close it and start it again. What you saved is safe.</source>
        <translation>Fermez-la et ouvrez-la de nouveau. Ce que vous avez enregistré est intact.</translation>
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
        <source>Nothing could be read from the damaged library.</source>
        <translation>Rien n’a pu être lu dans la bibliothèque endommagée.</translation>
    </message>
    <message>
        <source>It was left as it is. Restore a backup instead.</source>
        <translation>Elle a été laissée telle quelle. Restaurez plutôt une sauvegarde.</translation>
    </message>
    <message>
        <source>The library file is missing from {folder}.</source>
        <translation>Le fichier de la bibliothèque manque dans {folder}.</translation>
    </message>
    <message>
        <source>What is beside it shows that there was one. Restore a backup (“liseuse restore”), or begin an empty library (“liseuse new-library”).</source>
        <translation>Ce qui se trouve à côté montre qu’il y en avait une. Restaurez une sauvegarde («&#x202f;liseuse restore&#x202f;»), ou commencez une bibliothèque vide («&#x202f;liseuse new-library&#x202f;»).</translation>
    </message>
    <message>
        <source>The library was moved to {folder}, and nothing is there now.</source>
        <translation>La bibliothèque a été déplacée dans {folder}, et il n’y a plus rien là.</translation>
    </message>
    <message>
        <source>Connect the disk that it is on, then look again. If it is elsewhere now: “liseuse locate FOLDER”. If it is lost: “liseuse restore --give-up-disk FILE” or “liseuse new-library --give-up-disk”.</source>
        <translation>Branchez le disque sur lequel elle se trouve, puis regardez à nouveau. Si elle est ailleurs maintenant&#x202f;: «&#x202f;liseuse locate DOSSIER&#x202f;». Si elle est perdue&#x202f;: «&#x202f;liseuse restore --give-up-disk FICHIER&#x202f;» ou «&#x202f;liseuse new-library --give-up-disk&#x202f;».</translation>
    </message>
    <message>
        <source>The library {folder} is on a disk that is not here.</source>
        <translation>La bibliothèque {folder} est sur un disque qui n’est pas là.</translation>
    </message>
    <message>
        <source>Connect or mount the disk that belongs at {disk}, then try again. To begin an empty library in that folder all the same: “liseuse new-library”.</source>
        <translation>Branchez ou montez le disque dont la place est {disk}, puis réessayez. Pour commencer quand même une bibliothèque vide dans ce dossier&#x202f;: «&#x202f;liseuse new-library&#x202f;».</translation>
    </message>
    <message>
        <source>The disk on which {folder} should be is not here.</source>
        <translation>Le disque où devrait être {folder} n’est pas là.</translation>
    </message>
    <message>
        <source>Connect or mount the disk that belongs at {disk}, then try again, or choose another folder.</source>
        <translation>Branchez ou montez le disque dont la place est {disk}, puis réessayez, ou choisissez un autre dossier.</translation>
    </message>
    <message>
        <source>The library is at {folder} again.</source>
        <translation>La bibliothèque est de nouveau dans {folder}.</translation>
    </message>
    <message>
        <source>Nothing was changed. Look again, and it opens.</source>
        <translation>Rien n’a été modifié. Regardez à nouveau, et elle s’ouvre.</translation>
    </message>
    <message>
        <source>A library cannot be put into {folder}.</source>
        <translation>Une bibliothèque ne peut pas être placée dans {folder}.</translation>
    </message>
    <message>
        <source>Choose an empty folder outside the present library.</source>
        <translation>Choisissez un dossier vide, hors de la bibliothèque actuelle.</translation>
    </message>
    <message>
        <source>The file {file} is damaged or not of this kind.</source>
        <translation>Le fichier {file} est endommagé, ou n’est pas de ce type.</translation>
    </message>
    <message>
        <source>Nothing after the damage was taken. Export it once more.</source>
        <translation>Rien n’a été repris à partir de l’endroit abîmé. Exportez-le de nouveau depuis son programme d’origine.</translation>
    </message>
    <message>
        <source>A damaged file of the library was put aside as {file}.</source>
        <translation>Un fichier abîmé de la bibliothèque a été mis de côté sous le nom {file}.</translation>
    </message>
    <message>
        <source>Options are set anew; open a moved library where it is now.</source>
        <translation>Les options reprennent leurs valeurs de départ&#x202f;; ouvrez une bibliothèque déplacée là où elle est maintenant.</translation>
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
        <source>Liseuse cannot open this.</source>
        <translation>Liseuse ne peut pas ouvrir cela.</translation>
    </message>
    <message>
        <source>It opens web links, saved pages, models, and links like liseuse:article/1.</source>
        <translation>Elle ouvre les liens web, les pages enregistrées, les modèles et les liens vers un article de Liseuse.</translation>
    </message>
    <message>
        <source>Liseuse cannot open the file {file}.</source>
        <translation>Liseuse ne peut pas ouvrir le fichier {file}.</translation>
    </message>
    <message>
        <source>It opens saved pages, files with links, and translation models.</source>
        <translation>Elle ouvre les pages enregistrées, les fichiers de liens et les modèles de traduction.</translation>
    </message>
    <message>
        <source>A part of Liseuse stopped unexpectedly.</source>
        <translation>Une partie de Liseuse s’est arrêtée de façon inattendue.</translation>
    </message>
    <message>
        <source>Nothing is lost. Try again.</source>
        <translation>Rien n’est perdu. Réessayez.</translation>
    </message>
    <message>
        <source>The part of Liseuse that runs Firefox models is not installed.</source>
        <translation>La partie de Liseuse qui fait fonctionner les modèles de Firefox n’est pas installée.</translation>
    </message>
    <message>
        <source>Install it with pip install liseuse[firefox]. Other models go on working.</source>
        <translation>Installez-la avec pip install liseuse[firefox]. Les autres modèles continuent de fonctionner.</translation>
    </message>
    <message>
        <source>The model was to come from {host}, which is in your own network.</source>
        <translation>Le modèle devait venir de {host}, qui se trouve dans votre propre réseau.</translation>
    </message>
    <message>
        <source>Nothing was fetched. Check the address of the list of models.</source>
        <translation>Rien n’a été téléchargé. Vérifiez l’adresse de la liste des modèles.</translation>
    </message>
    <message>
        <source>The file {file} is no export that Liseuse knows.</source>
        <translation>Le fichier {file} n’est pas un export que Liseuse connaît.</translation>
    </message>
    <message>
        <source>It reads exports of other reading apps, bookmarks, tables and lists with web links. If this is one of a newer version, export it in another form.</source>
        <translation>Liseuse lit les exports d’autres applications de lecture, les signets, les tableaux et les listes de liens web. Si celui-ci vient d’une version plus récente, exportez-le sous une autre forme.</translation>
    </message>
    <message>
        <source>There is no import with the number {id}.</source>
        <translation>Il n’y a pas d’import portant le numéro {id}.</translation>
    </message>
    <message>
        <source>List the imports to see their numbers.</source>
        <translation>Affichez la liste des imports pour voir leurs numéros.</translation>
    </message>
    <message>
        <source>There is no feed with the number {id}.</source>
        <translation>Aucun flux ne porte le numéro {id}.</translation>
    </message>
    <message>
        <source>List the feeds to see their numbers.</source>
        <translation>Affichez la liste des flux pour voir leurs numéros.</translation>
    </message>
    <message>
        <source>This piece is not in the list any more.</source>
        <translation>Cet article n’est plus dans la liste.</translation>
    </message>
    <message>
        <source>Update the feeds to see what is new.</source>
        <translation>Actualisez les flux pour voir les nouveautés.</translation>
    </message>
    <message>
        <source>There is no rule with the number {id}.</source>
        <translation>Aucune règle ne porte le numéro {id}.</translation>
    </message>
    <message>
        <source>List the rules to see their numbers.</source>
        <translation>Affichez la liste des règles pour voir leurs numéros.</translation>
    </message>
    <message>
        <source>This rule cannot be kept.</source>
        <translation>Cette règle ne peut pas être retenue.</translation>
    </message>
    <message>
        <source>It needs words to look for; a tag or a language for what it does with them, too.</source>
        <translation>Il lui faut des mots à chercher&#x202f;; et une étiquette ou une langue si l’action en demande une.</translation>
    </message>
    <message>
        <source>No rule can look for “{words}”.</source>
        <translation>Aucune règle ne peut chercher «&#x202f;{words}&#x202f;».</translation>
    </message>
    <message>
        <source>A rule sees the title, summary, author, sections, source and day of a piece. Its language, its length and what you did with it are known once it is saved.</source>
        <translation>Une règle voit le titre, le résumé, l’auteur, les rubriques, la source et le jour d’un article. Sa langue, sa longueur et ce que vous en avez fait ne sont connus qu’une fois qu’il est enregistré.</translation>
    </message>
    <message>
        <source>No feed was found at {host}.</source>
        <translation>Aucun flux n’a été trouvé sur {host}.</translation>
    </message>
    <message>
        <source>Look on the site for a link called “RSS” and give that address.</source>
        <translation>Cherchez sur le site un lien «&#x202f;RSS&#x202f;» et donnez cette adresse.</translation>
    </message>
    <message>
        <source>{host} gives something else than a feed now.</source>
        <translation>{host} donne maintenant autre chose qu’un flux.</translation>
    </message>
    <message>
        <source>What it brought before is kept. Open the site to see whether the feed has moved.</source>
        <translation>Ce qu’il avait apporté est gardé. Ouvrez le site pour voir si le flux a déménagé.</translation>
    </message>
    <message>
        <source>The feed of {host} is broken: nothing can be read of it.</source>
        <translation>Le flux de {host} est abîmé&#x202f;: rien ne peut en être lu.</translation>
    </message>
    <message>
        <source>What it brought is kept. It is asked again later.</source>
        <translation>Ce qu’il a apporté est gardé. Il sera redemandé plus tard.</translation>
    </message>
    <message>
        <source>{host} has no feed at this address any more.</source>
        <translation>{host} n’a plus de flux à cette adresse.</translation>
    </message>
    <message>
        <source>What it brought is kept. Follow the site anew to find where its feed is now.</source>
        <translation>Ce qu’il a apporté est gardé. Suivez le site à nouveau pour trouver où est son flux maintenant.</translation>
    </message>
    <message>
        <source>{host} gives this only to those with a name and a password.</source>
        <translation>{host} ne donne cela qu’avec un nom et un mot de passe.</translation>
    </message>
    <message>
        <source>Follow it with both in the address, https://name:password@example.org/feed; they go into this system’s keyring.</source>
        <translation>Suivez-le avec les deux dans l’adresse, devant le site, séparés par un deux-points et suivis d’un @&#x202f;; ils vont dans le trousseau de ce système.</translation>
    </message>
    <message>
        <source>{host} does not give this feed to Liseuse.</source>
        <translation>{host} ne donne pas ce flux à Liseuse.</translation>
    </message>
    <message>
        <source>What it brought is kept. It is asked again later, and less often.</source>
        <translation>Ce qu’il a apporté est gardé. Il sera redemandé plus tard, et moins souvent.</translation>
    </message>
    <message>
        <source>The feed of {host} is too large.</source>
        <translation>Le flux de {host} est trop gros.</translation>
    </message>
    <message>
        <source>The limit is {limit} MB. What it brought before is kept.</source>
        <translation>La limite est de {limit} Mo. Ce qu’il avait apporté est gardé.</translation>
    </message>
    <message>
        <source>{host} says that this feed has ended.</source>
        <translation>{host} annonce que ce flux est terminé.</translation>
    </message>
    <message>
        <source>It is not asked for any more. What it brought is kept.</source>
        <translation>Il n’est plus demandé. Ce qu’il a apporté est gardé.</translation>
    </message>
    <message>
        <source>The password of this feed is not in the system’s keyring.</source>
        <translation>Le mot de passe de ce flux n’est pas dans le trousseau du système.</translation>
    </message>
    <message>
        <source>Follow the feed again with its whole address.</source>
        <translation>Suivez de nouveau le flux avec son adresse complète.</translation>
    </message>
    <message>
        <source>{store} cannot be reached now.</source>
        <translation>{store} n’est pas joignable en ce moment.</translation>
    </message>
    <message>
        <source>Changes wait on this computer. Connect the disk, the stick or the network, then try again.</source>
        <translation>Les changements attendent sur cet ordinateur. Branchez le disque, la clé ou le réseau, puis réessayez.</translation>
    </message>
    <message>
        <source>The folder {folder} is not there.</source>
        <translation>Le dossier {folder} n’est pas là.</translation>
    </message>
    <message>
        <source>Connect the disk that it is on, or choose another folder.</source>
        <translation>Branchez le disque où il se trouve, ou choisissez un autre dossier.</translation>
    </message>
    <message>
        <source>Leave on both, empty the folder, and join again, one after the other.</source>
        <translation>Quittez-le sur les deux, videz le dossier, puis rejoignez-le, de l’un après l’autre.</translation>
    </message>
    <message>
        <source>Your library is whole, and nothing was taken over. If they are not on their way, make it anew from one computer in the window, and join it again from the others.</source>
        <translation>Votre bibliothèque est entière, et rien n’a été repris. S’ils ne sont pas en chemin, refaites-le depuis un ordinateur, dans la fenêtre, et rejoignez-le depuis les autres.</translation>
    </message>
    <message>
        <source>There is a password in this address.</source>
        <translation>Il y a un mot de passe dans cette adresse.</translation>
    </message>
    <message>
        <source>Give the address without it: the password is asked for by itself.</source>
        <translation>Donnez l’adresse sans lui&#x202f;: le mot de passe est demandé à part.</translation>
    </message>
    <message>
        <source>What is said to {store} could be read on the way.</source>
        <translation>Ce qui est dit à {store} pourrait être lu en chemin.</translation>
    </message>
    <message>
        <source>The server of {store} does not accept user name and password.</source>
        <translation>Le serveur de {store} n’accepte pas le nom d’utilisateur et le mot de passe.</translation>
    </message>
    <message>
        <source>Choose a folder, or give an address that starts with https:// (WebDAV), sftp://, postgresql://, or for S3 one of this form: s3://server/bucket.</source>
        <translation>Choisissez un dossier, ou donnez une adresse qui commence par https:// (WebDAV), sftp://, postgresql://, ou pour S3 une de cette forme&#x202f;: s3://serveur/compartiment.</translation>
    </message>
    <message>
        <source>Nothing was taken from it. Put the former one back, or join this folder.</source>
        <translation>Rien n’en a été repris. Remettez l’ancien, ou rejoignez ce dossier.</translation>
    </message>
    <message>
        <source>Use an address of the server that starts with https:// or s3://.</source>
        <translation>Utilisez une adresse du serveur qui commence par https:// ou s3://.</translation>
    </message>
    <message>
        <source>The password for {store} is not kept on this computer.</source>
        <translation>Le mot de passe pour {store} n’est pas gardé sur cet ordinateur.</translation>
    </message>
    <message>
        <source>Changes wait here until it is typed, in the window or after liseuse sync now. A keyring that is open keeps it for the next time.</source>
        <translation>Les changements attendent ici qu’il soit saisi, dans la fenêtre ou après liseuse sync now. Un trousseau ouvert le garde pour la prochaine fois.</translation>
    </message>
    <message>
        <source>There is no bucket {bucket} at the server of {store}.</source>
        <translation>Il n’y a pas de compartiment {bucket} sur le serveur de {store}.</translation>
    </message>
    <message>
        <source>Make it in the settings of the server, or correct the address.</source>
        <translation>Créez-le dans les réglages du serveur, ou corrigez l’adresse.</translation>
    </message>
    <message>
        <source>An address of S3 names the server first and then the bucket, at Amazon too: s3://s3.eu-west-3.amazonaws.com/bucket, with the region that the bucket is in.</source>
        <translation>Une adresse S3 nomme d’abord le serveur, puis le compartiment, chez Amazon aussi&#x202f;: s3://s3.eu-west-3.amazonaws.com/compartiment, avec la région où se trouve le compartiment.</translation>
    </message>
    <message>
        <source>The clock of this computer and that of {host} are too far apart.</source>
        <translation>L’horloge de cet ordinateur et celle de {host} sont trop éloignées.</translation>
    </message>
    <message>
        <source>{host} does not prove that it is the right server.</source>
        <translation>{host} ne prouve pas qu’il est le bon serveur.</translation>
    </message>
    <message>
        <source>Its certificate has expired, or nobody vouches for it. Nothing was sent. Ask whoever runs the server.</source>
        <translation>Son certificat a expiré, ou personne ne s’en porte garant. Rien n’a été envoyé. Demandez à qui gère le serveur.</translation>
    </message>
    <message>
        <source>The server {host} is not known here, or is another one now.</source>
        <translation>Le serveur {host} n’est pas connu ici, ou c’en est un autre maintenant.</translation>
    </message>
    <message>
        <source>Nothing was sent. Connect to it once with ssh in a terminal, compare its fingerprint, then try again.</source>
        <translation>Rien n’a été envoyé. Connectez-vous-y une fois avec ssh dans un terminal, comparez son empreinte, puis réessayez.</translation>
    </message>
    <message>
        <source>There is no room left in {store}.</source>
        <translation>Il n’y a plus de place dans {store}.</translation>
    </message>
    <message>
        <source>Changes wait on this computer. Make room there, then try again.</source>
        <translation>Les changements attendent sur cet ordinateur. Faites-y de la place, puis réessayez.</translation>
    </message>
    <message>
        <source>Nothing may be written into {store}.</source>
        <translation>Rien ne peut être écrit dans {store}.</translation>
    </message>
    <message>
        <source>Another computer began in {store} just now.</source>
        <translation>Un autre ordinateur vient de commencer dans {store}.</translation>
    </message>
    <message>
        <source>Nothing was changed. Try again: this computer joins it then.</source>
        <translation>Rien n’a été modifié. Réessayez&#x202f;: cet ordinateur le rejoindra alors.</translation>
    </message>
    <message>
        <source>There is no hub for libraries in {store}.</source>
        <translation>Il n’y a pas de centre pour bibliothèques dans {store}.</translation>
    </message>
    <message>
        <source>Look at the name of the database, or ask whoever keeps the hub.</source>
        <translation>Vérifiez le nom de la base de données, ou demandez à qui tient le centre.</translation>
    </message>
    <message>
        <source>The PostgreSQL on {host} is version {version}, which is too old.</source>
        <translation>Le PostgreSQL de {host} est en version {version}, trop ancienne.</translation>
    </message>
    <message>
        <source>A hub needs version 15 or later. Ask whoever runs the server.</source>
        <translation>Un centre demande la version 15 ou une plus récente. Demandez à qui gère le serveur.</translation>
    </message>
    <message>
        <source>You take part in no library named {library} in {store}.</source>
        <translation>Vous ne participez à aucune bibliothèque nommée {library} dans {store}.</translation>
    </message>
    <message>
        <source>Look at the address, or ask an owner of the library to invite you.</source>
        <translation>Vérifiez l’adresse, ou demandez une invitation à un propriétaire de la bibliothèque.</translation>
    </message>
    <message>
        <source>You may not do that in {store}.</source>
        <translation>Vous n’avez pas le droit de faire cela dans {store}.</translation>
    </message>
    <message>
        <source>Nothing was changed. An owner of the library or the hub’s keeper may.</source>
        <translation>Rien n’a été modifié. Un propriétaire de la bibliothèque ou l’administrateur du centre le peut.</translation>
    </message>
    <message>
        <source>The program {program} of PostgreSQL did not do its work.</source>
        <translation>Le programme {program} de PostgreSQL n’a pas fait son travail.</translation>
    </message>
    <message>
        <source>Nothing was changed. It must be installed here, in the version of the server or later.</source>
        <translation>Rien n’a été modifié. Il doit être installé ici, dans la version du serveur ou une plus récente.</translation>
    </message>
    <message>
        <source>{target} is there already.</source>
        <translation>{target} existe déjà.</translation>
    </message>
    <message>
        <source>Nothing was changed. Name another, or say --replace if it is to be lost.</source>
        <translation>Rien n’a été modifié. Nommez autre chose, ou ajoutez --replace si cela peut être perdu.</translation>
    </message>
    <message>
        <source>This Liseuse cannot speak to servers such as {store}.</source>
        <translation>Cette Liseuse ne sait pas parler à des serveurs comme {store}.</translation>
    </message>
    <message>
        <source>That is a part of its own: {command}, where Liseuse was installed with pip. Or choose a folder of this computer.</source>
        <translation>C’est une partie à part&#x202f;: {command}, là où Liseuse a été installée avec pip. Ou choisissez un dossier de cet ordinateur.</translation>
    </message>
    <message>
        <source>This system has no timers that Liseuse knows (systemd).</source>
        <translation>Ce système n’a pas de minuterie que Liseuse connaisse (systemd).</translation>
    </message>
    <message>
        <source>A change that was cut short was undone in it, and nothing else. Run “liseuse doctor”, or restore a backup.</source>
        <translation>Une modification interrompue y a été annulée, et rien d’autre. Lancez «&#x202f;liseuse doctor&#x202f;», ou restaurez une sauvegarde.</translation>
    </message>
    <message>
        <source>{file} is no file that could be replaced.</source>
        <translation>{file} n’est pas un fichier que l’on puisse remplacer.</translation>
    </message>
    <message>
        <source>Choose another name or folder.</source>
        <translation>Choisissez un autre nom ou un autre dossier.</translation>
    </message>
    <message>
        <source>The file {file} keeps passwords, not articles.</source>
        <translation>Le fichier {file} contient des mots de passe, pas des articles.</translation>
    </message>
    <message>
        <source>Nothing of it was taken. Export the bookmarks or the reading list instead; and delete this file when you do not need it, for anyone who opens it can read the passwords.</source>
        <translation>Rien n’en a été repris. Exportez plutôt les favoris ou la liste de lecture&#x202f;; et supprimez ce fichier si vous n’en avez pas besoin, car quiconque l’ouvre peut y lire les mots de passe.</translation>
    </message>
    <message>
        <source>Write the edition by hand, or let another scheduler run liseuse edition.</source>
        <translation>Écrivez l’édition à la main, ou faites lancer liseuse edition par un autre planificateur.</translation>
    </message>
    <message>
        <source>This computer is in no local network now.</source>
        <translation>Cet ordinateur n’est dans aucun réseau local en ce moment.</translation>
    </message>
    <message>
        <source>Connect it to the network of the other device. Nothing is served to the Internet.</source>
        <translation>Connectez-le au réseau de l’autre appareil. Rien n’est proposé à Internet.</translation>
    </message>
    <message>
        <source>The catalogue cannot be served at {address}.</source>
        <translation>Le catalogue ne peut pas être proposé à {address}.</translation>
    </message>
    <message>
        <source>Another program may be using that port. Choose another one.</source>
        <translation>Un autre programme utilise peut-être ce port. Choisissez-en un autre.</translation>
    </message>
    <message>
        <source>The password could not be kept: this system has no keyring.</source>
        <translation>Le mot de passe n’a pas pu être conservé&#x202f;: ce système n’a pas de trousseau.</translation>
    </message>
    <message>
        <source>Liseuse writes it nowhere else. Set up a keyring (GNOME Keyring, KWallet, KeePassXC) and try again.</source>
        <translation>Liseuse ne l’écrit nulle part ailleurs. Mettez en place un trousseau (GNOME Keyring, KWallet, KeePassXC) et réessayez.</translation>
    </message>
    <message>
        <source>The password could not be kept: the keyring stayed locked.</source>
        <translation>Le mot de passe n’a pas pu être conservé&#x202f;: le trousseau est resté verrouillé.</translation>
    </message>
    <message>
        <source>Liseuse writes it nowhere else. Unlock the keyring and try again.</source>
        <translation>Liseuse ne l’écrit nulle part ailleurs. Déverrouillez le trousseau et réessayez.</translation>
    </message>
    <message>
        <source>This library is not kept in step with another computer.</source>
        <translation>Cette bibliothèque n’est partagée avec aucun autre ordinateur.</translation>
    </message>
    <message>
        <source>Choose a folder for that first.</source>
        <translation>Choisissez d’abord un dossier pour cela.</translation>
    </message>
    <message>
        <source>This library is kept in step through a folder already.</source>
        <translation>Cette bibliothèque est déjà partagée par un dossier.</translation>
    </message>
    <message>
        <source>Leave that one first; nothing of the library is lost by it.</source>
        <translation>Quittez-le d’abord&#x202f;; rien de la bibliothèque ne sera perdu.</translation>
    </message>
    <message>
        <source>Libraries cannot be kept in step through {store}.</source>
        <translation>Une bibliothèque ne peut pas être partagée par {store}.</translation>
    </message>
    <message>
        <source>The folder {store} has other files in it.</source>
        <translation>Le dossier {store} contient d’autres fichiers.</translation>
    </message>
    <message>
        <source>Choose an empty folder, or the one that your other computers use.</source>
        <translation>Choisissez un dossier vide, ou celui de vos autres ordinateurs.</translation>
    </message>
    <message>
        <source>Two computers began in this folder without knowing of each other.</source>
        <translation>Deux ordinateurs ont commencé dans ce dossier sans se connaître.</translation>
    </message>
    <message>
        <source>Nothing was changed. Type them anew. Some servers want a password of its own for each program, which is made in their settings.</source>
        <translation>Rien n’a été changé. Saisissez-les à nouveau. Certains serveurs veulent un mot de passe propre à chaque programme, créé dans leurs réglages.</translation>
    </message>
    <message>
        <source>Allow writing there, or ask whoever runs the server for the right.</source>
        <translation>Autorisez-y l’écriture, ou demandez-en le droit à qui tient le serveur.</translation>
    </message>
    <message>
        <source>A newer Liseuse has written into the shared folder.</source>
        <translation>Une version plus récente de Liseuse a écrit dans le dossier partagé.</translation>
    </message>
    <message>
        <source>Changes wait on this computer. Bring this Liseuse up to date.</source>
        <translation>Les changements attendent sur cet ordinateur. Mettez Liseuse à jour.</translation>
    </message>
    <message>
        <source>The file {file} in the shared folder is damaged.</source>
        <translation>Le fichier {file} du dossier partagé est endommagé.</translation>
    </message>
    <message>
        <source>Nothing of it was taken. It may not have been carried whole yet.</source>
        <translation>Rien n’en a été repris. Il n’est peut-être pas encore arrivé en entier.</translation>
    </message>
    <message>
        <source>This is not the passphrase of the shared folder.</source>
        <translation>Ce n’est pas la phrase secrète du dossier partagé.</translation>
    </message>
    <message>
        <source>Nothing was changed. Type it as on the computer that chose it.</source>
        <translation>Rien n’a été changé. Saisissez-la comme sur l’ordinateur qui l’a choisie.</translation>
    </message>
    <message>
        <source>The folder {store} is not encrypted: whoever has it can read everything.</source>
        <translation>Le dossier {store} n’est pas chiffré&#x202f;: qui le possède peut tout lire.</translation>
    </message>
    <message>
        <source>Join it without a passphrase, or choose another folder.</source>
        <translation>Rejoignez-le sans phrase secrète, ou choisissez un autre dossier.</translation>
    </message>
    <message>
        <source>Another library’s folder lies in {store} now.</source>
        <translation>Le dossier d’une autre bibliothèque se trouve maintenant dans {store}.</translation>
    </message>
    <message>
        <source>Files that were in {store} are gone.</source>
        <translation>Des fichiers qui étaient dans {store} ont disparu.</translation>
    </message>
    <message>
        <source>There is no server called {host}.</source>
        <translation>Il n’y a pas de serveur nommé {host}.</translation>
    </message>
    <message>
        <source>Nothing was changed. Set date and time of this computer, then try again.</source>
        <translation>Rien n’a été changé. Réglez la date et l’heure de cet ordinateur, puis réessayez.</translation>
    </message>
    <message>
        <source>No feed is asked: private reading is on.</source>
        <translation>Aucun flux n’est consulté&#x202f;: la lecture privée est active.</translation>
    </message>
    <message>
        <source>End it with liseuse private off, or add --anyway for this one time.</source>
        <translation>Terminez-la avec liseuse private off, ou ajoutez --anyway pour cette fois.</translation>
    </message>
    <message>
        <source>Nothing is fetched: private reading is on.</source>
        <translation>Rien n’est récupéré&#x202f;: la lecture privée est active.</translation>
    </message>
    <message>
        <source>End it in the window with Ctrl+Shift+P, or with liseuse private off. What waits is kept.</source>
        <translation>Terminez-la dans la fenêtre avec Ctrl+Maj+P, ou avec liseuse private off. Ce qui attend est gardé.</translation>
    </message>
    <message>
        <source>Nothing was followed. Try again later.</source>
        <translation>Rien n’est suivi pour l’instant. Réessayez plus tard.</translation>
    </message>
    <message>
        <source>What the computer that wrote {file} told in it, and after it, does not come here. Put it back from a copy of the folder. If there is none: on a computer that has all of your articles, make the folder anew in the window; then join it from the others.</source>
        <translation>Ce que l’ordinateur qui a écrit {file} y a dit, et ensuite, n’arrive pas ici. Remettez-le depuis une copie du dossier. S’il n’y en a pas&#x202f;: sur un ordinateur qui a tous vos articles, refaites le dossier dans la fenêtre&#x202f;; puis rejoignez-le depuis les autres.</translation>
    </message>
    <message>
        <source>What the computer that wrote {file} told in it, and after it, does not come here. Ask whoever keeps the hub to put it back from a copy. If there is none: an owner whose computer has all articles makes the library anew in the window; then the others join it.</source>
        <translation>Ce que l’ordinateur qui a écrit {file} y a dit, et ensuite, n’arrive pas ici. Demandez à l’administrateur du centre de le remettre depuis une copie. S’il n’y en a pas&#x202f;: un propriétaire dont l’ordinateur a tous les articles refait la bibliothèque dans la fenêtre&#x202f;; puis les autres la rejoignent.</translation>
    </message>
    <message>
        <source>What the computer {name} told in {file}, and after it, does not come here. Put it back from a copy of the folder. If there is none: on a computer that has all of your articles, make the folder anew in the window; then join it from the others.</source>
        <translation>Ce que l’ordinateur {name} a dit dans {file}, et ensuite, n’arrive pas ici. Remettez le fichier depuis une copie du dossier. S’il n’y en a pas&#x202f;: sur un ordinateur qui a tous vos articles, refaites le dossier dans la fenêtre&#x202f;; puis rejoignez-le depuis les autres.</translation>
    </message>
    <message>
        <source>What the computer {name} told in {file}, and after it, does not come here. Ask whoever keeps the hub to put it back from a copy. If there is none: an owner whose computer has all articles makes the library anew in the window; then the others join it.</source>
        <translation>Ce que l’ordinateur {name} a dit dans {file}, et ensuite, n’arrive pas ici. Demandez à qui tient le centre de remettre le fichier depuis une copie. S’il n’y en a pas&#x202f;: un propriétaire dont l’ordinateur a tous les articles refait la bibliothèque dans la fenêtre&#x202f;; puis les autres la rejoignent.</translation>
    </message>
    <message>
        <source>A file of the computer {name} is missing. What it told in it, and after it, does not come here. Bring that computer in step: it writes the file again. If it is no more, make the folder anew in the window, on a computer that has all of your articles; then join it from the others.</source>
        <translation>Un fichier de l’ordinateur {name} manque. Ce qu’il y a dit, et ensuite, n’arrive pas ici. Mettez cet ordinateur à jour&#x202f;: il réécrit le fichier. S’il n’existe plus, refaites le dossier dans la fenêtre, sur un ordinateur qui a tous vos articles&#x202f;; puis rejoignez-le depuis les autres.</translation>
    </message>
    <message>
        <source>Some pictures do not come: {file}, which has them, is missing or damaged. All else of the articles is here. Bring a computer in step that has these pictures: it writes again what is missing, after a day at most. If that does not help, put the file back from a copy.</source>
        <translation>Certaines images n’arrivent pas&#x202f;: {file}, qui les contient, manque ou est endommagé. Tout le reste des articles est là. Mettez à jour un ordinateur qui a ces images&#x202f;: il réécrit ce qui manque, au plus tard après un jour. Si cela ne suffit pas, remettez le fichier depuis une copie.</translation>
    </message>
    <message>
        <source>The passphrase of the shared folder is needed.</source>
        <translation>La phrase secrète du dossier partagé est nécessaire.</translation>
    </message>
    <message>
        <source>No keyring has it on this computer. Changes wait here until it is typed.</source>
        <translation>Aucun trousseau ne l’a sur cet ordinateur. Les changements attendent ici qu’elle soit saisie.</translation>
    </message>
    <message>
        <source>This passphrase is too short.</source>
        <translation>Cette phrase secrète est trop courte.</translation>
    </message>
    <message>
        <source>Nothing was changed. Choose at least {count} characters.</source>
        <translation>Rien n’a été changé. Choisissez au moins {count} caractères.</translation>
    </message>
    <message>
        <source>The file {file} in the shared folder, which has its key, is damaged.</source>
        <translation>Le fichier {file} du dossier partagé, qui en a la clé, est endommagé.</translation>
    </message>
    <message>
        <source>Your library is whole, and no passphrase opens it now. Put the file back from a copy of the folder; or make the folder anew from this computer, and join it again from the others.</source>
        <translation>Votre bibliothèque est entière, mais aucune phrase secrète n’ouvre le dossier. Remettez le fichier depuis une copie du dossier&#x202f;; ou refaites le dossier depuis cet ordinateur, et rejoignez-le depuis les autres.</translation>
    </message>
    <message>
        <source>Here nothing can be told to your own computers alone.</source>
        <translation>Ici, rien ne peut être dit à vos seuls ordinateurs.</translation>
    </message>
    <message>
        <source>Nothing was changed. It takes a hub that its keeper brought up to date, and another role there than that of a reader.</source>
        <translation>Rien n’a été modifié. Il faut un centre que son administrateur a mis à jour, et un autre rôle que celui de lecteur.</translation>
    </message>
    <message>
        <source>{name} is the only owner of {library}.</source>
        <translation>{name} est le seul propriétaire de {library}.</translation>
    </message>
    <message>
        <source>Nothing was changed. Make somebody else an owner first.</source>
        <translation>Rien n’a été changé. Nommez d’abord un autre propriétaire.</translation>
    </message>
    <message>
        <source>The bucket {store}, where this hub keeps large files, is out of reach.</source>
        <translation>Le compartiment {store}, où ce centre garde les grands fichiers, est hors d’atteinte.</translation>
    </message>
    <message>
        <source>The hub itself is there. Changes that need the bucket wait; try again later.</source>
        <translation>Le centre lui-même est là. Les changements qui ont besoin du compartiment attendent&#x202f;; réessayez plus tard.</translation>
    </message>
    <message>
        <source>The bucket {store}, where this hub keeps large files, does not let you in.</source>
        <translation>Le compartiment {store}, où ce centre garde les grands fichiers, ne vous laisse pas entrer.</translation>
    </message>
    <message>
        <source>The hub itself is there. Ask whoever keeps it to give the bucket’s access keys again, those for readers too: liseuse hub bucket.</source>
        <translation>Le centre lui-même est là. Demandez à qui le tient de redonner les clés d’accès du compartiment, celles des lecteurs aussi&#x202f;: liseuse hub bucket.</translation>
    </message>
    <message>
        <source>Nothing was changed. Look at the key, its secret and its rights at the server: it must be allowed to list, read, write and delete.</source>
        <translation>Rien n’a été changé. Regardez la clé, la clé secrète et ses droits sur le serveur&#x202f;: elle doit pouvoir lister, lire, écrire et supprimer.</translation>
    </message>
    <message>
        <source>The bucket {store} refuses the first access key, the one that may write.</source>
        <translation>Le compartiment {store} refuse la première clé d’accès, celle qui peut écrire.</translation>
    </message>
    <message>
        <source>The bucket {store} refuses the access key for readers.</source>
        <translation>Le compartiment {store} refuse la clé d’accès des lecteurs.</translation>
    </message>
    <message>
        <source>Nothing was changed. Look at the key, its secret and its rights at the server: it must be allowed to list and read, and no more.</source>
        <translation>Rien n’a été changé. Regardez la clé, la clé secrète et ses droits sur le serveur&#x202f;: elle doit pouvoir lister et lire, et rien de plus.</translation>
    </message>
    <message>
        <source>{store} is not the address of a bucket.</source>
        <translation>{store} n’est pas l’adresse d’un compartiment.</translation>
    </message>
    <message>
        <source>Give one of this form: s3://server/bucket.</source>
        <translation>Donnez-en une de cette forme&#x202f;: s3://serveur/compartiment.</translation>
    </message>
    <message>
        <source>There is no bucket {store}, where this hub keeps large files.</source>
        <translation>Il n’y a pas de compartiment {store}, où ce centre garde les grands fichiers.</translation>
    </message>
    <message>
        <source>The hub itself is there. Ask whoever keeps it to look at the bucket and its address.</source>
        <translation>Le centre lui-même est là. Demandez à qui le tient de regarder le compartiment et son adresse.</translation>
    </message>
    <message>
        <source>There is no room left in the bucket {store}, where this hub keeps large files.</source>
        <translation>Il n’y a plus de place dans le compartiment {store}, où ce centre garde les grands fichiers.</translation>
    </message>
    <message>
        <source>Changes wait on this computer. Ask whoever keeps the hub to make room.</source>
        <translation>Les changements attendent sur cet ordinateur. Demandez à qui tient le centre de faire de la place.</translation>
    </message>
    <message>
        <source>Nothing may be written into the bucket {store}, where this hub keeps large files.</source>
        <translation>Rien ne peut être écrit dans le compartiment {store}, où ce centre garde les grands fichiers.</translation>
    </message>
    <message>
        <source>Changes wait on this computer. Ask whoever keeps the hub for access keys that may write there.</source>
        <translation>Les changements attendent sur cet ordinateur. Demandez à qui tient le centre des clés d’accès qui permettent d’y écrire.</translation>
    </message>
    <message>
        <source>This Liseuse cannot speak to the bucket {store}, where this hub keeps large files.</source>
        <translation>Cette version de Liseuse ne sait pas parler au compartiment {store}, où ce centre garde les grands fichiers.</translation>
    </message>
    <message>
        <source>That is a part of its own: {command}, where Liseuse was installed with pip.</source>
        <translation>C’est un composant à part&#x202f;: {command}, là où Liseuse a été installée avec pip.</translation>
    </message>
    <message>
        <source>This hub keeps large files in {store}, which is on this computer or in your own network.</source>
        <translation>Ce centre garde les grands fichiers dans {store}, qui est sur cet ordinateur ou dans votre propre réseau.</translation>
    </message>
    <message>
        <source>It was not asked: a hub of the internet leads nobody there. Ask whoever keeps it for a bucket that can be reached from everywhere.</source>
        <translation>Rien ne lui a été demandé&#x202f;: un centre d’internet ne mène personne là. Demandez à qui le tient un compartiment que l’on atteint de partout.</translation>
    </message>
    <message>
        <source>The hub in {store} is of an earlier version of Liseuse.</source>
        <translation>Le centre dans {store} est d’une version antérieure de Liseuse.</translation>
    </message>
    <message>
        <source>Nothing was changed. Bring it up to date first: liseuse hub create.</source>
        <translation>Rien n’a été changé. Mettez-le d’abord à jour&#x202f;: liseuse hub create.</translation>
    </message>
    <message>
        <source>Nothing was changed. Only the hub’s keeper may.</source>
        <translation>Rien n’a été modifié. Seul l’administrateur du centre le peut.</translation>
    </message>
    <message>
        <source>The access key for readers may write into the bucket {store}.</source>
        <translation>La clé d’accès des lecteurs permet d’écrire dans le compartiment {store}.</translation>
    </message>
    <message>
        <source>Nothing was changed. Give one that may only list and read.</source>
        <translation>Rien n’a été modifié. Donnez-en une qui ne permet que de lister et de lire.</translation>
    </message>
    <message>
        <source>Files of {library} lie in the bucket {store}.</source>
        <translation>Des fichiers de {library} se trouvent dans le compartiment {store}.</translation>
    </message>
    <message>
        <source>Nothing was changed. Bring them back first: liseuse hub bucket --end.</source>
        <translation>Rien n’a été changé. Ramenez-les d’abord&#x202f;: liseuse hub bucket --end.</translation>
    </message>
</context>
<context>
    <name>examples</name>
    <message>
        <source>Open the window.</source>
        <translation>Ouvrir la fenêtre.</translation>
    </message>
    <message>
        <source>Save the article behind a link, through the window if it is open.</source>
        <translation>Enregistrer l’article d’un lien, par la fenêtre si elle est ouverte.</translation>
    </message>
    <message>
        <source>Save a page from a file, with the address it had and a tag.</source>
        <translation>Enregistrer une page à partir d’un fichier, avec l’adresse qu’elle avait et une étiquette.</translation>
    </message>
    <message>
        <source>Save every link of a file and translate what was saved.</source>
        <translation>Enregistrer chaque lien d’un fichier et traduire ce qui l’a été.</translation>
    </message>
    <message>
        <source>List what is unread, the shortest first.</source>
        <translation>Lister ce qui n’est pas lu, le plus court d’abord.</translation>
    </message>
    <message>
        <source>Write an article’s English translation to the terminal.</source>
        <translation>Écrire dans le terminal la traduction anglaise d’un article.</translation>
    </message>
    <message>
        <source>Find short articles by a phrase and a tag.</source>
        <translation>Trouver des articles courts par une expression et une étiquette.</translation>
    </message>
    <message>
        <source>Give two tags to an article and take one away.</source>
        <translation>Donner deux étiquettes à un article et en retirer une.</translation>
    </message>
    <message>
        <source>Translate an article to English and to Arabic.</source>
        <translation>Traduire un article en anglais et en arabe.</translation>
    </message>
    <message>
        <source>Share the library through a folder that Syncthing carries.</source>
        <translation>Partager la bibliothèque par un dossier que porte Syncthing.</translation>
    </message>
    <message>
        <source>Share the library through a folder on a WebDAV server.</source>
        <translation>Partager la bibliothèque par un dossier sur un serveur WebDAV.</translation>
    </message>
    <message>
        <source>Share the library through a bucket of an S3 server.</source>
        <translation>Partager la bibliothèque par un compartiment d’un serveur S3.</translation>
    </message>
    <message>
        <source>Share the library through a hub.</source>
        <translation>Partager la bibliothèque par un centre.</translation>
    </message>
    <message>
        <source>Make a hub of an empty database.</source>
        <translation>Faire un centre d’une base de données vide.</translation>
    </message>
    <message>
        <source>Give anna a login and a library of her own.</source>
        <translation>Donner à anna un compte et sa propre bibliothèque.</translation>
    </message>
    <message>
        <source>Let anna’s large files lie in a bucket.</source>
        <translation>Mettre les grands fichiers d’anna dans un compartiment.</translation>
    </message>
    <message>
        <source>Copy the hub, as a timer would each night.</source>
        <translation>Copier le centre, comme une minuterie le ferait chaque nuit.</translation>
    </message>
    <message>
        <source>Send and take what changed, and say how much for a script.</source>
        <translation>Envoyer et prendre ce qui a changé, et dire combien pour un script.</translation>
    </message>
    <message>
        <source>Keep notes and highlights to your own computers from now on.</source>
        <translation>Garder désormais notes et surlignages sur vos seuls ordinateurs.</translation>
    </message>
    <message>
        <source>List the computers and when each was last heard of.</source>
        <translation>Lister les ordinateurs et leurs dernières nouvelles.</translation>
    </message>
    <message>
        <source>Download the model that translates French to English.</source>
        <translation>Télécharger le modèle qui traduit du français vers l’anglais.</translation>
    </message>
    <message>
        <source>Write all notes and highlights to a file.</source>
        <translation>Écrire toutes les notes et tous les surlignages dans un fichier.</translation>
    </message>
    <message>
        <source>Give an article another title.</source>
        <translation>Donner un autre titre à un article.</translation>
    </message>
    <message>
        <source>Say what an export of another program would bring.</source>
        <translation>Dire ce que l’export d’un autre programme apporterait.</translation>
    </message>
    <message>
        <source>Make a book for e-readers of an article.</source>
        <translation>Faire d’un article un livre pour liseuses.</translation>
    </message>
    <message>
        <source>Make a book of what is unread, each paragraph with its translation.</source>
        <translation>Faire un livre de ce qui n’est pas lu, chaque paragraphe avec sa traduction.</translation>
    </message>
    <message>
        <source>Write the articles with a tag as references for Zotero.</source>
        <translation>Écrire les articles d’une étiquette en références pour Zotero.</translation>
    </message>
    <message>
        <source>Write the whole library, in a form that “liseuse import” takes back.</source>
        <translation>Écrire toute la bibliothèque, sous une forme que «&#x202f;liseuse import&#x202f;» reprend.</translation>
    </message>
    <message>
        <source>Copy the library’s database to a folder, checked.</source>
        <translation>Copier la base de la bibliothèque dans un dossier, en la vérifiant.</translation>
    </message>
    <message>
        <source>Let everything be fetched again; what waited goes on.</source>
        <translation>Permettre de nouveau toute récupération&#x202f;; ce qui attendait reprend.</translation>
    </message>
    <message>
        <source>Check that the library is whole.</source>
        <translation>Vérifier que la bibliothèque est entière.</translation>
    </message>
    <message>
        <source>Draw the window with an article, in Arabic and dark.</source>
        <translation>Dessiner la fenêtre avec un article, en arabe et sombre.</translation>
    </message>
    <message>
        <source>Find one word or another, without the articles that have a tag.</source>
        <translation>Trouver un mot ou l’autre, sans les articles d’une étiquette.</translation>
    </message>
    <message>
        <source>Follow every feed that a site names.</source>
        <translation>Suivre tous les flux qu’un site nomme.</translation>
    </message>
    <message>
        <source>List the newest pieces that were not seen yet.</source>
        <translation>Lister les articles les plus récents qui n’ont pas été vus.</translation>
    </message>
    <message>
        <source>Look for new pieces in every feed.</source>
        <translation>Chercher de nouveaux articles dans tous les flux.</translation>
    </message>
    <message>
        <source>Follow the feeds that another program exported.</source>
        <translation>Suivre les flux qu’un autre programme a exportés.</translation>
    </message>
    <message>
        <source>Write the list of feeds for another program.</source>
        <translation>Écrire la liste des flux pour un autre programme.</translation>
    </message>
    <message>
        <source>List the pieces that a rule would have found.</source>
        <translation>Lister les articles qu’une règle aurait trouvés.</translation>
    </message>
    <message>
        <source>Give new pieces about a subject a tag, ten a day at most.</source>
        <translation>Enregistrer avec une étiquette les nouveaux articles d’un sujet, dix par jour au plus.</translation>
    </message>
    <message>
        <source>Bring it in, and fetch the pictures of its texts at once.</source>
        <translation>L’importer, et récupérer aussitôt les images de ses textes.</translation>
    </message>
    <message>
        <source>Make web pages of the library, or bring those that are there up to date.</source>
        <translation>Faire des pages web de la bibliothèque, ou mettre à jour celles qui sont là.</translation>
    </message>
    <message>
        <source>Put a book of each unread article on an e-reader, and only what is new there.</source>
        <translation>Mettre sur une liseuse un livre de chaque article non lu, et seulement ce qui y est nouveau.</translation>
    </message>
    <message>
        <source>Make one book of what came since yesterday and is unread.</source>
        <translation>Faire un livre de ce qui est venu depuis hier et n’est pas lu.</translation>
    </message>
    <message>
        <source>Make a book of a week of one source.</source>
        <translation>Faire un livre d’une semaine d’une source.</translation>
    </message>
    <message>
        <source>Have the book made every morning.</source>
        <translation>Faire faire le livre chaque matin.</translation>
    </message>
    <message>
        <source>Let e-readers in the same network fetch articles as books.</source>
        <translation>Laisser les liseuses du même réseau prendre les articles en livres.</translation>
    </message>
    <message>
        <source>Have nothing fetched until you end it.</source>
        <translation>Ne rien faire récupérer jusqu’à ce que vous y mettiez fin.</translation>
    </message>
</context>
<context>
    <name>export</name>
    <message>
        <source>Machine translation. It may contain mistakes.</source>
        <translation>Traduction automatique. Elle peut contenir des erreurs.</translation>
    </message>
    <message>
        <source>Machine translation via English. It may contain mistakes.</source>
        <translation>Traduction automatique, via l’anglais. Elle peut contenir des erreurs.</translation>
    </message>
    <message>
        <source>Machine translation via {language}. It may contain mistakes.</source>
        <translation>Traduction automatique, d’abord en {language}. Elle peut contenir des erreurs.</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notes</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>Sommaire</translation>
    </message>
    <message>
        <source>Articles: {number}</source>
        <translation>Articles&#x202f;: {number}</translation>
    </message>
    <message>
        <source>What stands below this line is yours and stays; above it is written anew.</source>
        <translation>Ce qui est sous cette ligne est à vous et reste&#x202f;; ce qui est au-dessus est réécrit.</translation>
    </message>
</context>
<context>
    <name>faults</name>
    <message>
        <source>The model gave nothing usable.</source>
        <translation>Le modèle n’a rien donné d’utilisable.</translation>
    </message>
    <message>
        <source>A part was left in another language.</source>
        <translation>Une partie est restée dans une autre langue.</translation>
    </message>
    <message>
        <source>Words are repeated.</source>
        <translation>Des mots sont répétés.</translation>
    </message>
    <message>
        <source>Something seems to be missing.</source>
        <translation>Il semble manquer quelque chose.</translation>
    </message>
    <message>
        <source>It is much longer than the original.</source>
        <translation>Elle est bien plus longue que l’original.</translation>
    </message>
    <message>
        <source>A number, a date, a unit or a currency differs from the original.</source>
        <translation>Un nombre, une date, une unité ou une monnaie diffère de l’original.</translation>
    </message>
    <message>
        <source>The original says no here, the translation does not.</source>
        <translation>L’original contient ici une négation, la traduction n’en a pas.</translation>
    </message>
    <message>
        <source>A name was lost or changed.</source>
        <translation>Un nom a été perdu ou changé.</translation>
    </message>
    <message>
        <source>A web address, e-mail or hashtag was changed.</source>
        <translation>Une adresse, un courriel ou un mot-dièse a été changé.</translation>
    </message>
    <message>
        <source>A term of your glossary is missing.</source>
        <translation>Un terme de votre glossaire manque.</translation>
    </message>
    <message>
        <source>The punctuation is wrong.</source>
        <translation>La ponctuation est fautive.</translation>
    </message>
    <message>
        <source>Letters of another script are mixed in.</source>
        <translation>Des lettres d’une autre écriture s’y mêlent.</translation>
    </message>
    <message>
        <source>nothing usable</source>
        <translation>rien d’utilisable</translation>
    </message>
    <message>
        <source>left untranslated</source>
        <translation>non traduites</translation>
    </message>
    <message>
        <source>repeated words</source>
        <translation>mots répétés</translation>
    </message>
    <message>
        <source>something missing</source>
        <translation>partie manquante</translation>
    </message>
    <message>
        <source>too long</source>
        <translation>trop longues</translation>
    </message>
    <message>
        <source>a lost “not”</source>
        <translation>négation perdue</translation>
    </message>
    <message>
        <source>numbers or dates</source>
        <translation>nombres ou dates</translation>
    </message>
    <message>
        <source>names</source>
        <translation>noms</translation>
    </message>
    <message>
        <source>addresses</source>
        <translation>adresses</translation>
    </message>
    <message>
        <source>glossary</source>
        <translation>glossaire</translation>
    </message>
    <message>
        <source>punctuation</source>
        <translation>ponctuation</translation>
    </message>
    <message>
        <source>mixed scripts</source>
        <translation>écritures mêlées</translation>
    </message>
    <message>
        <source>This sentence may be wrong.</source>
        <translation>Cette phrase est peut-être fautive.</translation>
    </message>
    <message>
        <source>Corrected by you</source>
        <translation>Corrigée par vous</translation>
    </message>
    <message>
        <source>Checked and repaired by itself</source>
        <translation>Vérifiée et réparée automatiquement</translation>
    </message>
</context>
<context>
    <name>feed-rules</name>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Save with a tag</source>
        <translation>Enregistrer avec une étiquette</translation>
    </message>
    <message>
        <source>Save and translate</source>
        <translation>Enregistrer et traduire</translation>
    </message>
    <message>
        <source>Save as a favourite</source>
        <translation>Enregistrer en favori</translation>
    </message>
    <message>
        <source>Keep for a number of days</source>
        <translation>Garder un certain nombre de jours</translation>
    </message>
    <message>
        <source>Leave out of the list</source>
        <translation>Écarter de la liste</translation>
    </message>
    <message>
        <source>Save with the tag {tag}</source>
        <translation>Enregistrer avec l’étiquette {tag}</translation>
    </message>
    <message>
        <source>Save and translate to: {language}</source>
        <translation>Enregistrer et traduire&#x202f;: {language}</translation>
    </message>
    <message>
        <source>Keep, in days: {count}</source>
        <translation>Garder, en jours&#x202f;: {count}</translation>
    </message>
    <message>
        <source>Every source</source>
        <translation>Toutes les sources</translation>
    </message>
    <message>
        <source>at most {count} a day</source>
        <translation>au plus {count} par jour</translation>
    </message>
    <message>
        <source>finds nothing: no rule can look for “{words}”</source>
        <translation>ne trouve rien&#x202f;: aucune règle ne peut chercher «&#x202f;{words}&#x202f;»</translation>
    </message>
</context>
<context>
    <name>feeds</name>
    <message>
        <source>Opening…</source>
        <translation>Ouverture…</translation>
    </message>
    <message>
        <source>To listen to, in the browser</source>
        <translation>À écouter, dans le navigateur</translation>
    </message>
    <message>
        <source>To watch, in the browser</source>
        <translation>À regarder, dans le navigateur</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Nouveaux</translation>
    </message>
    <message>
        <source>Translated</source>
        <translation>Traduit</translation>
    </message>
    <message>
        <source>By itself</source>
        <translation>De lui-même</translation>
    </message>
    <message>
        <source>You asked for it</source>
        <translation>À votre demande</translation>
    </message>
    <message>
        <source>It was followed</source>
        <translation>À l’abonnement</translation>
    </message>
    <message>
        <source>On the command line</source>
        <translation>En ligne de commande</translation>
    </message>
    <message>
        <source>For the edition</source>
        <translation>Pour l’édition</translation>
    </message>
    <message>
        <source>Next try: {time}.</source>
        <translation>Prochain essai&#x202f;: {time}.</translation>
    </message>
    <message>
        <source>Nothing new</source>
        <translation>Rien de nouveau</translation>
    </message>
    <message>
        <source>New pieces: {count}</source>
        <translation>Nouveaux articles&#x202f;: {count}</translation>
    </message>
    <message>
        <source>Looked at every {count} min.</source>
        <translation>Consultée toutes les {count} min.</translation>
    </message>
    <message>
        <source>Looked at every {count} h.</source>
        <translation>Consultée toutes les {count} h.</translation>
    </message>
    <message>
        <source>Not followed any more</source>
        <translation>N’est plus suivie</translation>
    </message>
</context>
<context>
    <name>files</name>
    <message>
        <source>PDF</source>
        <translation>PDF</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Image</translation>
    </message>
    <message>
        <source>ZIP file</source>
        <translation>Fichier ZIP</translation>
    </message>
    <message>
        <source>Compressed file</source>
        <translation>Fichier compressé</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programme</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Son</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>Vidéo</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>Document</translation>
    </message>
    <message>
        <source>Saved page archive</source>
        <translation>Page archivée</translation>
    </message>
    <message>
        <source>Data file</source>
        <translation>Fichier de données</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Fichier</translation>
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
        <source>Select by word</source>
        <translation>Sélectionner par mot</translation>
    </message>
    <message>
        <source>Select by sentence</source>
        <translation>Sélectionner par phrase</translation>
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
        <source>Next / previous linked word</source>
        <translation>Mot lié suivant / précédent</translation>
    </message>
    <message>
        <source>Next / previous doubtful sentence</source>
        <translation>Phrase douteuse suivante / précédente</translation>
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
    <name>import</name>
    <message>
        <source>Pocket export</source>
        <translation>export de Pocket</translation>
    </message>
    <message>
        <source>Pocket export (older form)</source>
        <translation>export de Pocket (ancienne forme)</translation>
    </message>
    <message>
        <source>Instapaper export</source>
        <translation>export d’Instapaper</translation>
    </message>
    <message>
        <source>Omnivore export</source>
        <translation>export d’Omnivore</translation>
    </message>
    <message>
        <source>wallabag export</source>
        <translation>export de wallabag</translation>
    </message>
    <message>
        <source>Readwise Reader export</source>
        <translation>export de Readwise Reader</translation>
    </message>
    <message>
        <source>Readwise highlights</source>
        <translation>passages surlignés de Readwise</translation>
    </message>
    <message>
        <source>Karakeep export</source>
        <translation>export de Karakeep</translation>
    </message>
    <message>
        <source>Linkwarden backup</source>
        <translation>sauvegarde de Linkwarden</translation>
    </message>
    <message>
        <source>Raindrop export</source>
        <translation>export de Raindrop</translation>
    </message>
    <message>
        <source>bookmark file</source>
        <translation>fichier de signets</translation>
    </message>
    <message>
        <source>Pinboard export</source>
        <translation>export de Pinboard</translation>
    </message>
    <message>
        <source>Matter export</source>
        <translation>export de Matter</translation>
    </message>
    <message>
        <source>OneTab list</source>
        <translation>liste de OneTab</translation>
    </message>
    <message>
        <source>Safari reading list</source>
        <translation>liste de lecture de Safari</translation>
    </message>
    <message>
        <source>Firefox bookmarks</source>
        <translation>signets de Firefox</translation>
    </message>
    <message>
        <source>Chromium bookmarks</source>
        <translation>signets de Chromium</translation>
    </message>
    <message>
        <source>list of feeds</source>
        <translation>liste de flux</translation>
    </message>
    <message>
        <source>Zotero export</source>
        <translation>export de Zotero</translation>
    </message>
    <message>
        <source>Hypothesis annotations</source>
        <translation>annotations d’Hypothesis</translation>
    </message>
    <message>
        <source>Kindle clippings</source>
        <translation>extraits de Kindle</translation>
    </message>
    <message>
        <source>table with web links</source>
        <translation>tableau de liens web</translation>
    </message>
    <message>
        <source>JSON list with web links</source>
        <translation>liste JSON de liens web</translation>
    </message>
    <message>
        <source>list of web links</source>
        <translation>liste de liens web</translation>
    </message>
    <message>
        <source>Liseuse library</source>
        <translation>bibliothèque Liseuse</translation>
    </message>
    <message>
        <source>It has no address.</source>
        <translation>Aucune adresse n’est indiquée.</translation>
    </message>
    <message>
        <source>Its address is no web link.</source>
        <translation>L’adresse n’est pas un lien web.</translation>
    </message>
    <message>
        <source>Only web links can be kept (http, https).</source>
        <translation>Seuls les liens web peuvent être gardés (http, https).</translation>
    </message>
    <message>
        <source>This part of the file is damaged.</source>
        <translation>Cette partie du fichier est endommagée.</translation>
    </message>
    <message>
        <source>It is too large.</source>
        <translation>C’est trop volumineux.</translation>
    </message>
    <message>
        <source>From here on nothing was read: one import takes a million rows. Divide the file into several.</source>
        <translation>À partir d’ici, rien n’a été lu&#x202f;: un import prend un million de lignes. Divisez le fichier en plusieurs.</translation>
    </message>
    <message>
        <source>It stands in another list of the file, not in that of articles.</source>
        <translation>Il se trouve dans une autre liste du fichier, pas dans celle des articles.</translation>
    </message>
    <message>
        <source>This file was left out: the others are the export of a program.</source>
        <translation>Ce fichier a été laissé de côté&#x202f;: les autres sont l’export d’un programme.</translation>
    </message>
    <message>
        <source>It is a feed, not an article.</source>
        <translation>C’est un flux, pas un article.</translation>
    </message>
    <message>
        <source>The file breaks off here.</source>
        <translation>Le fichier s’interrompt ici.</translation>
    </message>
    <message>
        <source>This part of the archive wants a password.</source>
        <translation>Cette partie de l’archive demande un mot de passe.</translation>
    </message>
    <message>
        <source>This file keeps passwords. Nothing of it was read.</source>
        <translation>Ce fichier contient des mots de passe. Rien n’en a été lu.</translation>
    </message>
    <message>
        <source>A newer Liseuse made it. What is not known here was left out.</source>
        <translation>Faite par une version plus récente de Liseuse. Ce qui n’est pas connu ici a été laissé de côté.</translation>
    </message>
    <message>
        <source>A picture of it is missing or damaged. It is to be fetched again.</source>
        <translation>Une de ses images manque ou est endommagée. Elle sera à récupérer de nouveau.</translation>
    </message>
    <message>
        <source>It was read there, and you chose unread ones only.</source>
        <translation>C’était déjà lu, et vous n’avez choisi que les non lus.</translation>
    </message>
    <message>
        <source>list of references (RIS)</source>
        <translation>liste de références (RIS)</translation>
    </message>
    <message>
        <source>Feeds are followed, not imported. To follow those of the list: {command}</source>
        <translation>Les flux se suivent, ils ne s’importent pas. Pour suivre ceux de la liste&#x202f;: {command}</translation>
    </message>
    <message>
        <source>Stopped after {done} of {total} rows, which stay. To go on: {command}. The window goes on by itself.</source>
        <translation>Arrêté après {done} lignes sur {total}, qui restent. Pour continuer&#x202f;: {command}. La fenêtre continue d’elle-même.</translation>
    </message>
    <message>
        <source>Stopped. No import is left half done; the window fetches the texts that are not here yet.</source>
        <translation>Arrêté. Aucune importation n’est restée à moitié faite&#x202f;; la fenêtre récupère les textes qui manquent encore.</translation>
    </message>
</context>
<context>
    <name>keeping</name>
    <message>
        <source>Move library</source>
        <translation>Déplacer la bibliothèque</translation>
    </message>
    <message>
        <source>Move the library to {folder}?</source>
        <translation>Déplacer la bibliothèque vers {folder}&#x202f;?</translation>
    </message>
    <message>
        <source>Everything is copied there and checked, then removed here. Liseuse finds it there from now on.</source>
        <translation>Tout y est copié et vérifié, puis supprimé d’ici. Liseuse l’y trouvera désormais.</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Déplacer</translation>
    </message>
    <message>
        <source>Restoring the backup…</source>
        <translation>Restauration de la sauvegarde…</translation>
    </message>
    <message>
        <source>Backup restored</source>
        <translation>Sauvegarde restaurée</translation>
    </message>
    <message>
        <source>What could be read is in the library again</source>
        <translation>Ce qui a pu être lu est de nouveau dans la bibliothèque</translation>
    </message>
    <message>
        <source>Salvaging the library…</source>
        <translation>Récupération de la bibliothèque…</translation>
    </message>
    <message>
        <source>An empty library was begun</source>
        <translation>Une bibliothèque vide a été commencée</translation>
    </message>
    <message>
        <source>The library is in its new folder</source>
        <translation>La bibliothèque est dans son nouveau dossier</translation>
    </message>
    <message>
        <source>Moving the library…</source>
        <translation>Déplacement de la bibliothèque…</translation>
    </message>
    <message>
        <source>Opening the library…</source>
        <translation>Ouverture de la bibliothèque…</translation>
    </message>
    <message>
        <source>The disk with your former library is here again</source>
        <translation>Le disque de votre ancienne bibliothèque est de retour</translation>
    </message>
    <message>
        <source>It is at {folder}. Opened now, it shows its own articles until Liseuse is closed.</source>
        <translation>Elle est dans {folder}. Ouverte maintenant, elle montre ses propres articles jusqu’à la fermeture de Liseuse.</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>L’ouvrir</translation>
    </message>
    <message>
        <source>Export library</source>
        <translation>Exporter la bibliothèque</translation>
    </message>
    <message>
        <source>Library opened</source>
        <translation>Bibliothèque ouverte</translation>
    </message>
    <message>
        <source>Choose the library’s folder</source>
        <translation>Choisir le dossier de la bibliothèque</translation>
    </message>
    <message>
        <source>Restore a backup</source>
        <translation>Restaurer une sauvegarde</translation>
    </message>
    <message>
        <source>Open another library</source>
        <translation>Ouvrir une autre bibliothèque</translation>
    </message>
    <message>
        <source>Another program synchronises the library’s folder.</source>
        <translation>Un autre programme synchronise le dossier de la bibliothèque.</translation>
    </message>
    <message>
        <source>Two computers that write there at once can damage the library. It is safer in another folder of this computer.</source>
        <translation>Deux ordinateurs qui y écrivent en même temps peuvent endommager la bibliothèque. Elle est plus en sûreté dans un autre dossier de cet ordinateur.</translation>
    </message>
    <message>
        <source>The library lies on another computer’s disk.</source>
        <translation>La bibliothèque se trouve sur le disque d’un autre ordinateur.</translation>
    </message>
    <message>
        <source>It can be damaged when the connection breaks or two computers use it at once. It is safer on a disk of this computer.</source>
        <translation>Elle peut être endommagée quand la connexion se coupe ou que deux ordinateurs s’en servent en même temps. Elle est plus en sûreté sur un disque de cet ordinateur.</translation>
    </message>
    <message>
        <source>Move library…</source>
        <translation>Déplacer la bibliothèque…</translation>
    </message>
    <message>
        <source>Begin an empty library in {folder}?</source>
        <translation>Commencer une bibliothèque vide dans {folder}&#x202f;?</translation>
    </message>
    <message>
        <source>The articles on the disk that is away are not in it. When the disk is here again, its library opens from this folder, and the new one is hidden behind it.</source>
        <translation>Les articles du disque absent n’y sont pas. Quand le disque sera de nouveau là, c’est sa bibliothèque qui s’ouvrira depuis ce dossier, et la nouvelle sera cachée derrière elle.</translation>
    </message>
    <message>
        <source>The articles on the disk that is away are not in it. They stay on that disk, and Liseuse says so when it is here again.</source>
        <translation>Les articles du disque absent n’y sont pas. Ils restent sur ce disque, et Liseuse le dit quand il est de retour.</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>Commencer</translation>
    </message>
    <message>
        <source>The disk of your library does not answer.</source>
        <translation>Le disque de votre bibliothèque ne répond pas.</translation>
    </message>
    <message>
        <source>The disk answers again.</source>
        <translation>Le disque répond à nouveau.</translation>
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
    <name>left out</name>
    <message>
        <source>Left out, as Liseuse has no text of them: {count}</source>
        <translation>Laissés de côté, Liseuse n’ayant pas leur texte&#x202f;: {count}</translation>
    </message>
    <message>
        <source>Sentences that no voice could read, so without a recording: {count}</source>
        <translation>Phrases qu’aucune voix n’a pu lire, donc sans enregistrement&#x202f;: {count}</translation>
    </message>
</context>
<context>
    <name>links</name>
    <message>
        <source>See more</source>
        <translation>Voir plus</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Enregistré</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Enregistrement…</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Not saved · Retry</source>
        <translation>Échec · Réessayer</translation>
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
        <source>Yellow</source>
        <translation>Jaune</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>Vert</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>Bleu</translation>
    </message>
    <message>
        <source>Rose</source>
        <translation>Rose</translation>
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
    <message>
        <source>An article</source>
        <translation>Un article</translation>
    </message>
    <message>
        <source>Liseuse – notes that could not be stored {date}</source>
        <translation>Liseuse – notes non enregistrées {date}</translation>
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
        <source>{n} more characters are not shown here; they are kept and exported</source>
        <translation>{n} caractères de plus ne sont pas affichés ici&#x202f;; ils sont conservés et exportés</translation>
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
    <name>results</name>
    <message>
        <source>saved</source>
        <translation>enregistré</translation>
    </message>
    <message>
        <source>duplicate</source>
        <translation>déjà là</translation>
    </message>
    <message>
        <source>updated</source>
        <translation>mis à jour</translation>
    </message>
    <message>
        <source>queued</source>
        <translation>en attente</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>échec</translation>
    </message>
    <message>
        <source>incomplete</source>
        <translation>incomplet</translation>
    </message>
    <message>
        <source>link to a file</source>
        <translation>lien vers un fichier</translation>
    </message>
    <message>
        <source>unread</source>
        <translation>non lu</translation>
    </message>
    <message>
        <source>favourite</source>
        <translation>favori</translation>
    </message>
    <message>
        <source>archived</source>
        <translation>archivé</translation>
    </message>
    <message>
        <source>trashed</source>
        <translation>à la corbeille</translation>
    </message>
    <message>
        <source>original</source>
        <translation>original</translation>
    </message>
    <message>
        <source>note</source>
        <translation>note</translation>
    </message>
    <message>
        <source>author</source>
        <translation>auteur</translation>
    </message>
    <message>
        <source>tag</source>
        <translation>étiquette</translation>
    </message>
    <message>
        <source>new</source>
        <translation>nouveaux</translation>
    </message>
    <message>
        <source>known</source>
        <translation>déjà là</translation>
    </message>
    <message>
        <source>repeated</source>
        <translation>répétés</translation>
    </message>
    <message>
        <source>with text</source>
        <translation>avec texte</translation>
    </message>
    <message>
        <source>favourites</source>
        <translation>favoris</translation>
    </message>
    <message>
        <source>highlights</source>
        <translation>surlignages</translation>
    </message>
    <message>
        <source>in this network</source>
        <translation>dans ce réseau</translation>
    </message>
    <message>
        <source>tags</source>
        <translation>étiquettes</translation>
    </message>
    <message>
        <source>folders</source>
        <translation>dossiers</translation>
    </message>
    <message>
        <source>read</source>
        <translation>lus</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>en attente</translation>
    </message>
    <message>
        <source>merged</source>
        <translation>réunis</translation>
    </message>
    <message>
        <source>duplicates</source>
        <translation>doublons</translation>
    </message>
    <message>
        <source>fetched</source>
        <translation>récupérés</translation>
    </message>
    <message>
        <source>unavailable</source>
        <translation>introuvables</translation>
    </message>
    <message>
        <source>files left out</source>
        <translation>fichiers laissés de côté</translation>
    </message>
    <message>
        <source>{count} kept</source>
        <translation>{count} gardés</translation>
    </message>
    <message>
        <source>running</source>
        <translation>en cours</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>arrêté</translation>
    </message>
    <message>
        <source>done</source>
        <translation>terminé</translation>
    </message>
    <message>
        <source>undone</source>
        <translation>annulé</translation>
    </message>
    <message>
        <source>written</source>
        <translation>écrit</translation>
    </message>
    <message>
        <source>edited by you</source>
        <translation>modifié par vous</translation>
    </message>
    <message>
        <source>{count} unchanged</source>
        <translation>{count} inchangés</translation>
    </message>
    <message>
        <source>{stored} of {read} stored, {refused} refused</source>
        <translation>{stored} sur {read} gardées, {refused} refusées</translation>
    </message>
    <message>
        <source>edition</source>
        <translation>édition</translation>
    </message>
    <message>
        <source>{articles} articles, {minutes} min of reading</source>
        <translation>{articles} articles, {minutes} min de lecture</translation>
    </message>
    <message>
        <source>not now: the options do not allow it</source>
        <translation>pas maintenant&#x202f;: les options ne le permettent pas</translation>
    </message>
    <message>
        <source>notes and highlights</source>
        <translation>notes et surlignages</translation>
    </message>
    <message>
        <source>what was read</source>
        <translation>ce qui a été lu</translation>
    </message>
    <message>
        <source>corrections of translations</source>
        <translation>corrections de traductions</translation>
    </message>
    <message>
        <source>shared</source>
        <translation>partagé</translation>
    </message>
    <message>
        <source>private</source>
        <translation>privé</translation>
    </message>
    <message>
        <source>notes and highlights that everybody is told now: {count}</source>
        <translation>notes et surlignages que tous apprennent maintenant&#x202f;: {count}</translation>
    </message>
    <message>
        <source>the hub is made</source>
        <translation>le centre est créé</translation>
    </message>
    <message>
        <source>the hub is up to date</source>
        <translation>le centre est à jour</translation>
    </message>
    <message>
        <source>the hub is put back</source>
        <translation>le centre est remis en place</translation>
    </message>
    <message>
        <source>owner</source>
        <translation>propriétaire</translation>
    </message>
    <message>
        <source>editor</source>
        <translation>éditeur</translation>
    </message>
    <message>
        <source>no login</source>
        <translation>pas de compte</translation>
    </message>
    <message>
        <source>{name} takes part in {library} as {role}</source>
        <translation>{name} participe à {library} comme {role}</translation>
    </message>
    <message>
        <source>{name} takes part in {library} no more</source>
        <translation>{name} ne participe plus à {library}</translation>
    </message>
    <message>
        <source>{name} took no part in {library}</source>
        <translation>{name} ne participait pas à {library}</translation>
    </message>
    <message>
        <source>password, shown once: {password}</source>
        <translation>mot de passe, montré une seule fois&#x202f;: {password}</translation>
    </message>
    <message>
        <source>all files lie in the database</source>
        <translation>tous les fichiers sont dans la base de données</translation>
    </message>
    <message>
        <source>files that came back into the database: {count}</source>
        <translation>fichiers revenus dans la base de données&#x202f;: {count}</translation>
    </message>
    <message>
        <source>{count} files, {size} MB</source>
        <translation>{count} fichiers, {size} Mo</translation>
    </message>
    <message>
        <source>no keys for readers</source>
        <translation>pas de clés pour les lecteurs</translation>
    </message>
    <message>
        <source>ending</source>
        <translation>en cours d’arrêt</translation>
    </message>
    <message>
        <source>deleted on one computer, changed on another, and so kept: {count}</source>
        <translation>supprimés sur un ordinateur, modifiés sur un autre, donc gardés&#x202f;: {count}</translation>
    </message>
    <message>
        <source>articles that were deleted on another computer: {count}</source>
        <translation>articles supprimés sur un autre ordinateur&#x202f;: {count}</translation>
    </message>
    <message>
        <source>a copy was made before; they come back with: {command}</source>
        <translation>une copie a été faite avant&#x202f;; ils reviennent avec&#x202f;: {command}</translation>
    </message>
    <message>
        <source>(clock ahead)</source>
        <translation>(horloge en avance)</translation>
    </message>
    <message>
        <source>articles that came back: {count}</source>
        <translation>articles revenus&#x202f;: {count}</translation>
    </message>
    <message>
        <source>files that were missing from the folder or damaged, and were written again: {count}</source>
        <translation>fichiers qui manquaient dans le dossier ou étaient abîmés, et ont été réécrits&#x202f;: {count}</translation>
    </message>
    <message>
        <source>changes of other computers that this version does not understand, and keeps: {count}</source>
        <translation>changements d’autres ordinateurs que cette version ne comprend pas, et garde&#x202f;: {count}</translation>
    </message>
    <message>
        <source>you are a reader of this library: what you change stays on this computer</source>
        <translation>vous êtes lecteur de cette bibliothèque&#x202f;: ce que vous changez reste sur cet ordinateur</translation>
    </message>
    <message>
        <source>installed</source>
        <translation>installé</translation>
    </message>
    <message>
        <source>demonstration</source>
        <translation>démonstration</translation>
    </message>
    <message>
        <source>comes with Liseuse</source>
        <translation>livré avec Liseuse</translation>
    </message>
    <message>
        <source>from a file</source>
        <translation>d’un fichier</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>utilisé</translation>
    </message>
    <message>
        <source>ok</source>
        <translation>bon</translation>
    </message>
    <message>
        <source>FAILED</source>
        <translation>ÉCHEC</translation>
    </message>
    <message>
        <source>daily</source>
        <translation>du jour</translation>
    </message>
    <message>
        <source>weekly</source>
        <translation>de la semaine</translation>
    </message>
    <message>
        <source>text</source>
        <translation>texte</translation>
    </message>
    <message>
        <source>translations</source>
        <translation>traductions</translation>
    </message>
    <message>
        <source>index</source>
        <translation>index de recherche</translation>
    </message>
    <message>
        <source>other</source>
        <translation>autres</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>images</translation>
    </message>
    <message>
        <source>models</source>
        <translation>modèles</translation>
    </message>
    <message>
        <source>backups</source>
        <translation>sauvegardes</translation>
    </message>
    <message>
        <source>total</source>
        <translation>en tout</translation>
    </message>
    <message>
        <source>free on the disk</source>
        <translation>libre sur le disque</translation>
    </message>
    <message>
        <source>opening</source>
        <translation>ouverture</translation>
    </message>
    <message>
        <source>integrity</source>
        <translation>fichier de la bibliothèque</translation>
    </message>
    <message>
        <source>references</source>
        <translation>liens internes</translation>
    </message>
    <message>
        <source>version</source>
        <translation>version du fichier</translation>
    </message>
    <message>
        <source>texts</source>
        <translation>textes</translation>
    </message>
    <message>
        <source>search index</source>
        <translation>index de recherche</translation>
    </message>
    <message>
        <source>orphans</source>
        <translation>images sans article</translation>
    </message>
    <message>
        <source>leftovers</source>
        <translation>restes de travaux interrompus</translation>
    </message>
    <message>
        <source>former folder</source>
        <translation>ancien dossier</translation>
    </message>
    <message>
        <source>given-up disks</source>
        <translation>disques abandonnés</translation>
    </message>
    <message>
        <source>backup</source>
        <translation>sauvegarde</translation>
    </message>
    <message>
        <source>restored</source>
        <translation>remise</translation>
    </message>
    <message>
        <source>replaced</source>
        <translation>remplacée</translation>
    </message>
    <message>
        <source>salvaged</source>
        <translation>sauvé</translation>
    </message>
    <message>
        <source>begun</source>
        <translation>commencée</translation>
    </message>
    <message>
        <source>fetching</source>
        <translation>téléchargement</translation>
    </message>
    <message>
        <source>extracting</source>
        <translation>extraction</translation>
    </message>
    <message>
        <source>reading</source>
        <translation>lecture</translation>
    </message>
    <message>
        <source>importing</source>
        <translation>importation</translation>
    </message>
    <message>
        <source>exporting</source>
        <translation>exportation</translation>
    </message>
    <message>
        <source>writing</source>
        <translation>écriture</translation>
    </message>
    <message>
        <source>speaking</source>
        <translation>lecture à voix haute</translation>
    </message>
    <message>
        <source>translating</source>
        <translation>traduction</translation>
    </message>
    <message>
        <source>installing</source>
        <translation>installation</translation>
    </message>
    <message>
        <source>downloading</source>
        <translation>téléchargement</translation>
    </message>
    <message>
        <source>moving</source>
        <translation>déplacement</translation>
    </message>
    <message>
        <source>indexing</source>
        <translation>indexation</translation>
    </message>
    <message>
        <source>undoing</source>
        <translation>annulation</translation>
    </message>
    <message>
        <source>salvaging</source>
        <translation>sauvetage</translation>
    </message>
    <message>
        <source>trash</source>
        <translation>corbeille</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>retiré</translation>
    </message>
    <message>
        <source>failing</source>
        <translation>en échec</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>terminé</translation>
    </message>
    <message>
        <source>timer</source>
        <translation>minuterie</translation>
    </message>
    <message>
        <source>reader</source>
        <translation>lecteur</translation>
    </message>
    <message>
        <source>subscribe</source>
        <translation>abonnement</translation>
    </message>
    <message>
        <source>command</source>
        <translation>commande</translation>
    </message>
    <message>
        <source>feeds</source>
        <translation>flux</translation>
    </message>
    <message>
        <source>rules</source>
        <translation>règles</translation>
    </message>
    <message>
        <source>{feeds} feeds, {new} new</source>
        <translation>flux&#x202f;: {feeds}, nouveaux&#x202f;: {new}</translation>
    </message>
    <message>
        <source>{feeds} feeds, {new} new, {saved} saved, {failed} failed</source>
        <translation>flux&#x202f;: {feeds}, nouveaux&#x202f;: {new}, enregistrés&#x202f;: {saved}, en échec&#x202f;: {failed}</translation>
    </message>
    <message>
        <source>sync</source>
        <translation>synchronisation</translation>
    </message>
    <message>
        <source>sent {sent}, received {received}, waiting {waiting}, last {last}</source>
        <translation>envoyés&#x202f;: {sent}, reçus&#x202f;: {received}, en attente&#x202f;: {waiting}, dernier tour&#x202f;: {last}</translation>
    </message>
    <message>
        <source>private reading</source>
        <translation>lecture privée</translation>
    </message>
    <message>
        <source>off</source>
        <translation>inactive</translation>
    </message>
</context>
<context>
    <name>save</name>
    <message>
        <source>Kept as a link: it leads to a file</source>
        <translation>Conservé comme lien&#x202f;: il mène à un fichier</translation>
    </message>
    <message>
        <source>Saved for offline reading</source>
        <translation>Enregistré pour la lecture hors ligne</translation>
    </message>
    <message>
        <source>Already in your library</source>
        <translation>Déjà dans votre bibliothèque</translation>
    </message>
    <message>
        <source>Waiting for a connection</source>
        <translation>En attente d’une connexion</translation>
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
        <source>The link is kept, and saved once there is a connection.</source>
        <translation>Le lien est gardé et sera enregistré dès qu’il y aura une connexion.</translation>
    </message>
    <message>
        <source>Next try at {time}.</source>
        <translation>Nouvel essai à {time}.</translation>
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
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Update copy</source>
        <translation>Mettre à jour la copie</translation>
    </message>
    <message>
        <source>Open in browser</source>
        <translation>Ouvrir dans le navigateur</translation>
    </message>
    <message>
        <source>Browser</source>
        <translation>Navigateur</translation>
    </message>
    <message>
        <source>Save as text</source>
        <translation>Enregistrer comme texte</translation>
    </message>
    <message>
        <source>As text</source>
        <translation>Comme texte</translation>
    </message>
    <message>
        <source>Web archive</source>
        <translation>Archive du web</translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <source>Theme</source>
        <translation>Thème</translation>
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
        <source>Text size</source>
        <translation>Taille du texte</translation>
    </message>
    <message>
        <source>Applies to every article</source>
        <translation>S’applique à tous les articles</translation>
    </message>
    <message>
        <source>Reading font</source>
        <translation>Police de lecture</translation>
    </message>
    <message>
        <source>System font</source>
        <translation>Police du système</translation>
    </message>
    <message>
        <source>Arabic font</source>
        <translation>Police arabe</translation>
    </message>
    <message>
        <source>Column width</source>
        <translation>Largeur de la colonne</translation>
    </message>
    <message>
        <source>Characters a line</source>
        <translation>Caractères par ligne</translation>
    </message>
    <message>
        <source>Line height</source>
        <translation>Interligne</translation>
    </message>
    <message>
        <source>Percent of the usual height</source>
        <translation>En pourcentage de l’interligne habituel</translation>
    </message>
    <message>
        <source>Hyphenate words</source>
        <translation>Couper les mots en fin de ligne</translation>
    </message>
    <message>
        <source>In French and English; never in copied text</source>
        <translation>En français et en anglais&#x202f;; jamais dans le texte copié</translation>
    </message>
    <message>
        <source>Justify text</source>
        <translation>Justifier le texte</translation>
    </message>
    <message>
        <source>In French and English: both edges straight</source>
        <translation>En français et en anglais&#x202f;: bords droits des deux côtés</translation>
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
        <source>Open with</source>
        <translation>À l’ouverture, afficher</translation>
    </message>
    <message>
        <source>The last view</source>
        <translation>La dernière vue</translation>
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
        <source>All articles</source>
        <translation>Tous les articles</translation>
    </message>
    <message>
        <source>Go on with the last article</source>
        <translation>Reprendre le dernier article</translation>
    </message>
    <message>
        <source>When Liseuse opens, where you left it</source>
        <translation>À l’ouverture de Liseuse, là où vous l’aviez laissé</translation>
    </message>
    <message>
        <source>Links to pages not saved yet</source>
        <translation>Liens vers des pages non enregistrées</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Demander</translation>
    </message>
    <message>
        <source>Save for offline reading</source>
        <translation>Enregistrer pour la lecture hors ligne</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>Ouvrir dans le navigateur</translation>
    </message>
    <message>
        <source>Saved articles always open here</source>
        <translation>Les articles enregistrés s’ouvrent toujours ici</translation>
    </message>
    <message>
        <source>Enter on a card opens</source>
        <translation>Sur une carte, Entrée ouvre</translation>
    </message>
    <message>
        <source>Reading mode</source>
        <translation>Mode lecture</translation>
    </message>
    <message>
        <source>The article beside the list</source>
        <translation>L’article à côté de la liste</translation>
    </message>
    <message>
        <source>Learn my reading speed</source>
        <translation>Apprendre ma vitesse de lecture</translation>
    </message>
    <message>
        <source>Times paragraphs you really read; stays on this computer</source>
        <translation>Chronomètre les paragraphes vraiment lus&#x202f;; reste sur cet ordinateur</translation>
    </message>
    <message>
        <source>Words a minute</source>
        <translation>Mots par minute</translation>
    </message>
    <message>
        <source>Reading speed in French</source>
        <translation>Vitesse de lecture en français</translation>
    </message>
    <message>
        <source>Reading speed in English</source>
        <translation>Vitesse de lecture en anglais</translation>
    </message>
    <message>
        <source>Reading speed in Arabic</source>
        <translation>Vitesse de lecture en arabe</translation>
    </message>
    <message>
        <source>To a translation server of yours goes</source>
        <translation>Ce qui va à votre serveur de traduction</translation>
    </message>
    <message>
        <source>Every article you open</source>
        <translation>Chaque article que vous ouvrez</translation>
    </message>
    <message>
        <source>Only what you ask for</source>
        <translation>Seulement ce que vous demandez</translation>
    </message>
    <message>
        <source>With a server and a language to read in, the text of every article you open leaves this computer. Without a server nothing leaves it.</source>
        <translation>Avec un serveur et une langue de lecture, le texte de chaque article que vous ouvrez quitte cet ordinateur. Sans serveur, rien ne le quitte.</translation>
    </message>
    <message>
        <source>Address of the list of Firefox models</source>
        <translation>Adresse de la liste des modèles de Firefox</translation>
    </message>
    <message>
        <source>Speed of reading aloud</source>
        <translation>Vitesse de la lecture à voix haute</translation>
    </message>
    <message>
        <source>Percent of the voice’s usual speed</source>
        <translation>En pourcentage de la vitesse habituelle de la voix</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatique</translation>
    </message>
    <message>
        <source>Where the letters are while you type in another script</source>
        <translation>Place des lettres quand vous tapez dans une autre écriture</translation>
    </message>
    <message>
        <source>Notify when background work is done</source>
        <translation>Signaler la fin des tâches de fond</translation>
    </message>
    <message>
        <source>Only while you use another program</source>
        <translation>Seulement quand vous utilisez un autre programme</translation>
    </message>
    <message>
        <source>Offer to save a copied link</source>
        <translation>Proposer d’enregistrer un lien copié</translation>
    </message>
    <message>
        <source>Looks at the clipboard when you come to the window</source>
        <translation>Consulte le presse-papiers quand vous revenez à la fenêtre</translation>
    </message>
    <message>
        <source>Show an icon in the system tray</source>
        <translation>Afficher une icône dans la zone de notification</translation>
    </message>
    <message>
        <source>Closing the window then keeps Liseuse running</source>
        <translation>Liseuse reste alors ouverte quand vous fermez la fenêtre</translation>
    </message>
    <message>
        <source>Density of the list</source>
        <translation>Densité de la liste</translation>
    </message>
    <message>
        <source>Comfortable</source>
        <translation>Confortable</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>Compacte</translation>
    </message>
    <message>
        <source>Look for new pieces on mains power only</source>
        <translation>Ne chercher les nouveaux articles des flux que sur secteur</translation>
    </message>
    <message>
        <source>When you ask, Liseuse looks at once</source>
        <translation>À votre demande, Liseuse cherche aussitôt</translation>
    </message>
    <message>
        <source>Look for new pieces of the feeds</source>
        <translation>Chercher les nouveaux articles des flux</translation>
    </message>
    <message>
        <source>While Liseuse is open; else only when you ask</source>
        <translation>Tant que Liseuse est ouverte&#x202f;; sinon seulement à la demande</translation>
    </message>
    <message>
        <source>Look for new pieces only where data costs nothing</source>
        <translation>Chercher de nouveaux articles seulement où les données ne coûtent rien</translation>
    </message>
    <message>
        <source>Not by a connection that the system calls metered</source>
        <translation>Pas par une connexion que le système dit limitée</translation>
    </message>
    <message>
        <source>Look for new pieces from this hour on</source>
        <translation>Chercher de nouveaux articles à partir de cette heure</translation>
    </message>
    <message>
        <source>Look for new pieces until this hour</source>
        <translation>Chercher de nouveaux articles jusqu’à cette heure</translation>
    </message>
    <message>
        <source>An hour before the first one is of the next day</source>
        <translation>Une heure avant la première est celle du lendemain</translation>
    </message>
    <message>
        <source>Translate titles and summaries of new pieces</source>
        <translation>Traduire les titres et résumés des nouveaux articles</translation>
    </message>
    <message>
        <source>Into the language you read in, on this computer, by models that are good enough</source>
        <translation>Dans la langue où vous lisez, sur cet ordinateur, par des modèles assez bons</translation>
    </message>
    <message>
        <source>New pieces in an edition</source>
        <translation>Nouveaux articles dans une édition</translation>
    </message>
    <message>
        <source>At most so many are saved for it, the newest</source>
        <translation>Autant au plus y sont enregistrés, les plus récents</translation>
    </message>
    <message>
        <source>Keep unopened pieces of feeds</source>
        <translation>Garder les articles de flux non ouverts</translation>
    </message>
    <message>
        <source>Days; what you opened or saved stays</source>
        <translation>Jours&#x202f;; ce que vous avez ouvert ou enregistré reste</translation>
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
        <translation>Qualité de la traduction (plus rapide&#x202f;: un peu moins bonne)</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>Meilleure</translation>
    </message>
    <message>
        <source>Faster</source>
        <translation>Plus rapide</translation>
    </message>
    <message>
        <source>Check translations and repair faulty sentences</source>
        <translation>Vérifier les traductions et réparer les phrases fautives</translation>
    </message>
    <message>
        <source>Translate new articles at once to</source>
        <translation>Traduire aussitôt les nouveaux articles vers</translation>
    </message>
    <message>
        <source>Translate the queue on mains power only</source>
        <translation>Ne traduire la file d’attente que sur secteur</translation>
    </message>
    <message>
        <source>Translate everything unread at night, on mains power, to</source>
        <translation>Traduire la nuit, sur secteur, tout ce qui n’est pas lu vers</translation>
    </message>
    <message>
        <source>Shade sentences the model was less sure of</source>
        <translation>Ombrer les phrases dont le modèle était moins sûr</translation>
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
        <source>Hide while reading</source>
        <translation>Masquer pendant la lecture</translation>
    </message>
    <message>
        <source>Always show</source>
        <translation>Toujours afficher</translation>
    </message>
    <message>
        <source>Keyboard layout</source>
        <translation>Disposition du clavier</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Général</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Apparence</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>Lecture</translation>
    </message>
    <message>
        <source>Translation</source>
        <translation>Traduction</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>Enregistrement</translation>
    </message>
    <message>
        <source>Storage and privacy</source>
        <translation>Stockage et vie privée</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>Clavier</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>No language</source>
        <translation>Aucune langue</translation>
    </message>
    <message>
        <source>English and Arabic</source>
        <translation>Anglais et arabe</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>Papier</translation>
    </message>
    <message>
        <source>As usual in my region</source>
        <translation>Selon ma région</translation>
    </message>
    <message>
        <source>Letter</source>
        <translation>Letter (US)</translation>
    </message>
    <message>
        <source>For PDF and print</source>
        <translation>Pour le PDF et l’impression</translation>
    </message>
    <message>
        <source>I read in</source>
        <translation>Je lis en</translation>
    </message>
    <message>
        <source>When off, the desktop’s own setting counts (Linux)</source>
        <translation>Sinon, le réglage du bureau compte (Linux)</translation>
    </message>
    <message>
        <source>The original</source>
        <translation>Langue d’origine</translation>
    </message>
    <message>
        <source>Every article opens in it when it can be translated</source>
        <translation>Chaque article s’ouvre dans cette langue s’il peut être traduit</translation>
    </message>
    <message>
        <source>After archiving or deleting</source>
        <translation>Après archivage ou suppression</translation>
    </message>
    <message>
        <source>Open the next article</source>
        <translation>Ouvrir l’article suivant</translation>
    </message>
    <message>
        <source>Go back to the list</source>
        <translation>Revenir à la liste</translation>
    </message>
    <message>
        <source>Private reading</source>
        <translation>Lecture privée</translation>
    </message>
    <message>
        <source>Nothing is asked of the network until you end it</source>
        <translation>Rien n’est demandé au réseau jusqu’à ce que vous y mettiez fin</translation>
    </message>
</context>
<context>
    <name>site</name>
    <message>
        <source>My library</source>
        <translation>Ma bibliothèque</translation>
    </message>
    <message>
        <source>Articles: {count}</source>
        <translation>Articles&#x202f;: {count}</translation>
    </message>
    <message>
        <source>{count} min of reading</source>
        <translation>{count} min de lecture</translation>
    </message>
    <message>
        <source>By month</source>
        <translation>Par mois</translation>
    </message>
    <message>
        <source>By tag</source>
        <translation>Par étiquette</translation>
    </message>
    <message>
        <source>Saved last</source>
        <translation>Derniers enregistrés</translation>
    </message>
    <message>
        <source>January {year}</source>
        <translation>janvier {year}</translation>
    </message>
    <message>
        <source>February {year}</source>
        <translation>février {year}</translation>
    </message>
    <message>
        <source>March {year}</source>
        <translation>mars {year}</translation>
    </message>
    <message>
        <source>April {year}</source>
        <translation>avril {year}</translation>
    </message>
    <message>
        <source>May {year}</source>
        <translation>mai {year}</translation>
    </message>
    <message>
        <source>June {year}</source>
        <translation>juin {year}</translation>
    </message>
    <message>
        <source>July {year}</source>
        <translation>juillet {year}</translation>
    </message>
    <message>
        <source>August {year}</source>
        <translation>août {year}</translation>
    </message>
    <message>
        <source>September {year}</source>
        <translation>septembre {year}</translation>
    </message>
    <message>
        <source>October {year}</source>
        <translation>octobre {year}</translation>
    </message>
    <message>
        <source>November {year}</source>
        <translation>novembre {year}</translation>
    </message>
    <message>
        <source>December {year}</source>
        <translation>décembre {year}</translation>
    </message>
</context>
<context>
    <name>terminal</name>
    <message>
        <source>{address} is on this computer or in its network. Save it? Type y for yes:</source>
        <translation>{address} se trouve sur cet ordinateur ou dans son réseau. L’enregistrer&#x202f;? Tapez y pour oui&#x202f;:</translation>
    </message>
    <message>
        <source>There is no screen to show the window on. Start Liseuse in a desktop session; “liseuse --help” tells what goes without one.</source>
        <translation>Aucun écran où montrer la fenêtre. Lancez Liseuse dans une session de bureau&#x202f;; «&#x202f;liseuse --help&#x202f;» dit ce qui s’en passe.</translation>
    </message>
    <message>
        <source>The screen “{screen}” does not answer, so no window can be shown. Start Liseuse in a desktop session; “liseuse --help” tells what goes without one.</source>
        <translation>L’écran «&#x202f;{screen}&#x202f;» ne répond pas&#x202f;: aucune fenêtre ne peut être montrée. Lancez Liseuse dans une session de bureau&#x202f;; «&#x202f;liseuse --help&#x202f;» dit ce qui s’en passe.</translation>
    </message>
    <message>
        <source>The window needs {file}, which this system lacks. On Debian and Ubuntu: sudo apt install {package}</source>
        <translation>La fenêtre a besoin de {file}, qui manque à ce système. Sur Debian et Ubuntu&#x202f;: sudo apt install {package}</translation>
    </message>
    <message>
        <source>Qt, which draws the window, could not be loaded: {reason}</source>
        <translation>Qt, qui dessine la fenêtre, n’a pas pu être chargé&#x202f;: {reason}</translation>
    </message>
    <message>
        <source>must be 1 or more</source>
        <translation>doit être 1 ou plus</translation>
    </message>
    <message>
        <source>{option} needs {other}</source>
        <translation>{option} demande {other}</translation>
    </message>
    <message>
        <source>must be WIDTHxHEIGHT, for example {example}</source>
        <translation>doit être LARGEURxHAUTEUR, par exemple {example}</translation>
    </message>
    <message>
        <source>{given} is no pair of languages such as {example}</source>
        <translation>{given} n’est pas une paire de langues comme {example}</translation>
    </message>
    <message>
        <source>{given} is no language code</source>
        <translation>{given} n’est pas un code de langue</translation>
    </message>
    <message>
        <source>examples:</source>
        <translation>exemples&#x202f;:</translation>
    </message>
    <message>
        <source>{given} is no day, week, month or date</source>
        <translation>{given} n’est ni day, ni week, ni month, ni une date</translation>
    </message>
    <message>
        <source>{option} needs a folder that is there, not {given}</source>
        <translation>{option} demande un dossier qui existe, pas {given}</translation>
    </message>
    <message>
        <source>{given} is no time of day such as {example}</source>
        <translation>{given} n’est pas une heure comme {example}</translation>
    </message>
    <message>
        <source>{option} needs {least} characters or more</source>
        <translation>{option} demande {least} caractères ou plus</translation>
    </message>
    <message>
        <source>Passphrase of the shared folder:</source>
        <translation>Phrase secrète du dossier partagé&#x202f;:</translation>
    </message>
    <message>
        <source>Password of the server:</source>
        <translation>Mot de passe du serveur&#x202f;:</translation>
    </message>
    <message>
        <source>Access key:</source>
        <translation>Clé d’accès&#x202f;:</translation>
    </message>
    <message>
        <source>Secret of the access key:</source>
        <translation>Clé secrète&#x202f;:</translation>
    </message>
    <message>
        <source>Once more:</source>
        <translation>Encore une fois&#x202f;:</translation>
    </message>
    <message>
        <source>In each of these, add the extension of {folder} once.</source>
        <translation>Dans chacun, ajoutez une fois l’extension de {folder}.</translation>
    </message>
    <message>
        <source>No browser was found that can be connected.</source>
        <translation>Aucun navigateur pouvant être connecté n’a été trouvé.</translation>
    </message>
    <message>
        <source>Installed as Flatpak or Snap: {names}. Most of these cannot start Liseuse; use the bookmarklet there.</source>
        <translation>Installés en Flatpak ou Snap&#x202f;: {names}. La plupart ne peuvent pas lancer Liseuse&#x202f;; prenez-y le marque-page.</translation>
    </message>
    <message>
        <source>{name}: its password is in this system’s keyring, and nowhere else.</source>
        <translation>{name}&#x202f;: son mot de passe est dans le trousseau de ce système, et nulle part ailleurs.</translation>
    </message>
    <message>
        <source>rule {rule} finds nothing: no rule can look for “{words}”</source>
        <translation>la règle {rule} ne trouve rien&#x202f;: aucune règle ne peut chercher «&#x202f;{words}&#x202f;»</translation>
    </message>
    <message>
        <source>Sentences that no voice could read, so without a recording: {count}</source>
        <translation>Phrases qu’aucune voix n’a pu lire, donc sans enregistrement&#x202f;: {count}</translation>
    </message>
    <message>
        <source>The disk of your library does not answer. Liseuse ends as soon as the system lets it.</source>
        <translation>Le disque de votre bibliothèque ne répond pas. Liseuse s’arrêtera dès que le système le permettra.</translation>
    </message>
    <message>
        <source>There was no library in {folder}: a new one is begun there.</source>
        <translation>Il n’y avait pas de bibliothèque dans {folder}&#x202f;: une nouvelle y est commencée.</translation>
    </message>
    <message>
        <source>There is a library in {folder} (articles: {count}). If it is the one: “{command}”.</source>
        <translation>Il y a une bibliothèque dans {folder} (articles&#x202f;: {count}). Si c’est la bonne&#x202f;: «&#x202f;{command}&#x202f;».</translation>
    </message>
    <message>
        <source>Results may be incomplete. Articles that are not indexed yet: {count}</source>
        <translation>Les résultats peuvent être incomplets. Articles pas encore indexés&#x202f;: {count}</translation>
    </message>
    <message>
        <source>Access key for readers, which may only read (empty: none):</source>
        <translation>Clé d’accès des lecteurs, qui ne permet que de lire (vide&#x202f;: aucune)&#x202f;:</translation>
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
        <source>{done} · {key} undoes it</source>
        <translation>{done} · {key} pour annuler</translation>
    </message>
    <message>
        <source>Nothing to undo</source>
        <translation>Rien à annuler</translation>
    </message>
    <message>
        <source>Undone</source>
        <translation>Annulé</translation>
    </message>
    <message>
        <source>Nothing to redo</source>
        <translation>Rien à rétablir</translation>
    </message>
    <message>
        <source>Done again</source>
        <translation>Rétabli</translation>
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
    <message>
        <source>This article has no pictures</source>
        <translation>Cet article n’a pas d’images</translation>
    </message>
    <message>
        <source>Search for something first</source>
        <translation>Faites d’abord une recherche</translation>
    </message>
    <message>
        <source>Search removed</source>
        <translation>Recherche supprimée</translation>
    </message>
    <message>
        <source>Search again</source>
        <translation>Relancer la recherche</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Renommer…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Supprimer</translation>
    </message>
    <message>
        <source>There are no tags yet</source>
        <translation>Pas encore d’étiquettes</translation>
    </message>
    <message>
        <source>Lists refreshed</source>
        <translation>Listes actualisées</translation>
    </message>
    <message>
        <source>No saved article has lists of other articles</source>
        <translation>Aucun article enregistré ne contient de listes d’autres articles</translation>
    </message>
    <message>
        <source>Back at the line you were reading</source>
        <translation>Retour à la ligne que vous lisiez</translation>
    </message>
</context>
<context>
    <name>written</name>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Afficher dans le dossier</translation>
    </message>
    <message>
        <source>{file} is no longer where it was written.</source>
        <translation>{file} n’est plus là où il a été écrit.</translation>
    </message>
    <message>
        <source>No program on this computer opens {file}.</source>
        <translation>Aucun programme de cet ordinateur n’ouvre {file}.</translation>
    </message>
    <message>
        <source>Choose one for such files in the settings of your system.</source>
        <translation>Choisissez-en un pour ces fichiers dans les réglages de votre système.</translation>
    </message>
</context>
</TS>
