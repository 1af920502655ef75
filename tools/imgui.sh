#!/bin/sh
# Brings the source of Dear ImGui 1.90.1 into build/imgui, where CMake looks for it. Debian 12's own
# package is older and loses input between frames, so this takes the source (never a binary) of the
# newer suite from the mirror that this machine already uses; apt checks the archive's signature and
# this script the tarball's SHA-256. No root, nothing of the system's apt is changed.
# Usage: tools/imgui.sh [DIR]   (default: build/imgui beside this repository's sources)
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
target=${1:-$root/build/imgui}
version=1.90.1+ds-1
sum=ecce377df0f90b292f15dcbd83d438bddc162b2388c881132bde18c787572a1c

if [ -f "$target/.sha256" ] && [ "$(cat "$target/.sha256")" = "$sum" ]; then
    echo "Dear ImGui 1.90.1 is in $target"
    exit 0
fi

refuse() {
    echo "tools/imgui.sh: $1" >&2
    echo "Nothing was changed. Give an unpacked source with -DASAH_IMGUI_SOURCE=DIR instead." >&2
    exit 1
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mirror=
for suite in bookworm trixie; do
    mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' \
        "Codename: $suite" 'Component: main' | grep -v '^cdrom:' | sort -u | head -n 1) || true
    [ -z "$mirror" ] || break
done
[ -n "$mirror" ] || refuse "apt knows no Debian mirror yet (run apt-get update once)"

mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$work/source"
echo "deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror trixie main" \
    > "$work/sources.list"
apt_own() {
    apt-get -o Dir::Etc::sourcelist="$work/sources.list" -o Dir::Etc::sourceparts=- \
        -o Dir::State::lists="$work/lists" -o Dir::Cache="$work/cache" \
        -o APT::Sandbox::User=root -o Acquire::Languages=none -qq "$@"
}
apt_own --error-on=any update || refuse "the mirror $mirror did not answer"
(cd "$work/source" && apt_own --download-only source "imgui=$version") ||
    refuse "the mirror has no imgui $version"
tarball=$(find "$work/source" -name 'imgui_*.orig.tar.*' ! -name '*.asc' | head -n 1)
echo "$sum  $tarball" | sha256sum --check --quiet || refuse "the source is not the expected one"

mkdir -p "$work/unpacked" "$(dirname "$target")"
tar -xf "$tarball" -C "$work/unpacked" --strip-components=1
echo "$sum" > "$work/unpacked/.sha256"
rm -rf "$target"
mv "$work/unpacked" "$target"
echo "Dear ImGui 1.90.1 is in $target"
