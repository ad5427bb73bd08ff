#!/bin/sh
# Liseuse.app and a disk image of it, on a Mac: packaging/macos/build.sh
# SIGN="Developer ID Application: …" signs it; NOTARY=keychain-profile has Apple look at it too.
# Without them it is signed for no one in particular: it runs on the machine that built it, and elsewhere after a
# right-click › Open. PyInstaller's own signature does not hold: licences are written into the app after it.
set -eu
cd "$(dirname "$0")/../.."
python3 packaging/freeze.py
app=build/package/Liseuse.app
version=$("$app/Contents/MacOS/liseuse" --version | cut -d' ' -f2)
sign() { # sign OPTION… FILE: with the builder's name and the hardened runtime, or with none
    if [ -n "${SIGN:-}" ]; then
        codesign --force --timestamp --options runtime --sign "$SIGN" "$@"
    else
        codesign --force --sign - "$@"
    fi
}
# The one pass, when the last file is written; inside out: libraries first, the app last.
find "$app/Contents/Frameworks" "$app/Contents/Resources" -type f | while read -r file; do
    case $(file -b "$file") in Mach-O*) sign "$file" ;; esac
done
sign --entitlements packaging/macos/entitlements.plist "$app"
codesign --verify --deep --strict "$app"
mkdir -p dist
image=dist/Liseuse-$version-macos-$(uname -m).dmg
stage=$(mktemp -d)
cp -R "$app" "$stage/"
ln -s /Applications "$stage/Applications"
hdiutil create -quiet -ov -volname Liseuse -srcfolder "$stage" -format UDZO "$image"
rm -rf "$stage"
if [ -n "${SIGN:-}" ] && [ -n "${NOTARY:-}" ]; then
    codesign --sign "$SIGN" "$image"
    xcrun notarytool submit "$image" --keychain-profile "$NOTARY" --wait
    xcrun stapler staple "$image"
fi
echo "$image"
