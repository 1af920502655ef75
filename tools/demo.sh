#!/usr/bin/env bash
# The main job, end to end, with the real programs: installs what is missing, builds, and runs it.
#   tools/demo.sh              with a display: window and headquarters stay open, and it says what to try
#   tools/demo.sh --headless   drives the real window under Xvfb, prints its figures, ends by itself
#   tools/demo.sh --keep DIR   leaves keys, databases, outbox, logs, screenshots and figures in DIR
set -euo pipefail
cd "$(dirname "$0")/.."
step() { printf '\n== %s  (%s s)\n' "$1" "$SECONDS"; }
export CCACHE_BASEDIR=$PWD CCACHE_NOHASHDIR=1 CCACHE_SLOPPINESS=time_macros

step "Installing what is missing"
tools/install.sh build demo

step "Building the programs"
mkdir -p build
cmake --preset release >build/configure-release.log 2>&1 || {
    tail -n 30 build/configure-release.log
    exit 1
}
ninja -C build/release asah-kiosk asah-sync asah-receiver asah-hq asah-bank asah-fleet >build/build-demo.log 2>&1 || {
    grep -A 20 -m 3 -E '^FAILED|error:' build/build-demo.log || tail -n 30 build/build-demo.log
    exit 1
}
tail -n 1 build/build-demo.log

exec python3 tools/demo/demo.py build/release "$@"
