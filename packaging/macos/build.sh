#!/bin/sh
# Liseuse.app and a disk image of it, on a Mac: packaging/macos/build.sh
# SIGN="Developer ID Application: …" signs it; NOTARY=keychain-profile has Apple look at it too.
# Without them the app runs on the machine that built it, and elsewhere after a right-click › Open.
set -eu
cd "$(dirname "$0")/../.."
python3 packaging/freeze.py
app=build/package/Liseuse.app
version=$("$app/Contents/MacOS/liseuse" --version | cut -d' ' -f2)
if [ -n "${SIGN:-}" ]; then
    # Inside out: every library first, the app last, with the hardened runtime.
    find "$app/Contents" -type f \( -name '*.so' -o -name '*.dylib' \) -print0 |
        xargs -0 codesign --force --timestamp --options runtime --sign "$SIGN"
    codesign --force --timestamp --options runtime --entitlements packaging/macos/entitlements.plist \
        --sign "$SIGN" "$app"
    codesign --verify --deep --strict "$app"
fi
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
