#!/usr/bin/env bash
# Installs the Debian packages of the named sets (build, test, demo) that are missing, then brings the
# Dear ImGui source into build/imgui. Does nothing, fast, when all is there.
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p build

wanted=()
for set_name in "$@"; do
    while read -r name; do wanted+=("$name"); done \
        < <(awk -v set="$set_name" '$1 == set {print $2}' tools/packages.txt)
done
missing=()
for name in "${wanted[@]}"; do
    state=$(dpkg-query -W -f '${Status}' "$name" 2>/dev/null || true)
    [ "$state" = "install ok installed" ] || missing+=("$name")
done
if [ "${#missing[@]}" -gt 0 ]; then
    echo "== Installing ${#missing[@]} Debian packages: ${missing[*]}"
    root=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || {
            echo "Packages are missing and neither root nor sudo is here. Install them as root:" >&2
            echo "  apt-get install --no-install-recommends ${missing[*]}" >&2
            exit 1
        }
        root=(sudo)
    fi
    "${root[@]}" apt-get update -qq
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
        --no-install-recommends "${missing[@]}" >build/apt.log 2>&1 || {
        tail -n 20 build/apt.log >&2
        echo "apt could not install the packages; the whole log is build/apt.log" >&2
        exit 1
    }
fi
if [ -x tools/imgui.sh ]; then tools/imgui.sh; fi
