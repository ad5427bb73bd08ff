#!/bin/sh
# Puts Liseuse, as it lies in this folder, into your menus: links and copies in your own folders only.
# install.sh --remove takes them out again. What you saved (~/.local/share/liseuse) is left alone.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
data=${XDG_DATA_HOME:-$HOME/.local/share}
bin=$HOME/.local/bin

each() { # each COMMAND: with every file of share/, its path below it
    (cd "$here/share" && find applications icons metainfo mime man bash-completion -type f 2>/dev/null) |
        while read -r file; do "$1" "$file"; done
}
put() { mkdir -p "$data/$(dirname "$1")" && cp "$here/share/$1" "$data/$1"; }
take() { rm -f "$data/$1"; }
refresh() {
    update-desktop-database -q "$data/applications" 2>/dev/null || true
    update-mime-database "$data/mime" 2>/dev/null || true
    gtk-update-icon-cache -q -t "$data/icons/hicolor" 2>/dev/null || true
}

case ${1:-} in
--remove)
    each take
    rm -f "$bin/liseuse"
    refresh
    echo "Liseuse is out of your menus. This folder and what you saved are still here."
    ;;
"")
    each put
    mkdir -p "$bin"
    ln -sf "$here/liseuse" "$bin/liseuse"
    entry=$data/applications/liseuse.desktop
    sed -i -e "s|^Exec=liseuse|Exec=\"$here/liseuse\"|" -e "s|^TryExec=.*|TryExec=$here/liseuse|" "$entry"
    refresh
    echo "Liseuse is in your menus; the command is $bin/liseuse."
    ;;
*)
    echo "usage: install.sh [--remove]" >&2
    exit 2
    ;;
esac
