#!/usr/bin/env bash
# Installs what is missing, builds, and runs the main job once, every part of it real:
# authority and HQ -> trainer's sheets -> signed banks -> roster -> terminal -> a person at the real
# window -> sealed -> carried over mutual TLS -> filed -> the competency map in Chromium.
#   tools/demo.sh                 with a display: window and HQ stay open, and it says what to try
#   tools/demo.sh --headless      under Xvfb, by itself; exit 0 when every promise held
#   --keep DIR                    leaves keys, databases, outbox, logs, screenshots and figures.json
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p build
export CCACHE_BASEDIR=$PWD CCACHE_NOHASHDIR=1 CCACHE_SLOPPINESS=time_macros

printf '== Installing what is missing\n'
tools/install.sh build test demo
printf '== Building (release)\n'
cmake --preset release >build/configure-release.log 2>&1 || {
    tail -n 30 build/configure-release.log
    exit 1
}
ninja -C build/release programs | tail -n 1
exec python3 tools/demo/demo.py --build build/release "$@"
