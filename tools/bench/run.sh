#!/bin/bash
# tools/bench/run.sh [BUILD] [--peers DIR] [--runs N] [--json FILE]: the figures of speed as one table; 1 when a
# limit is broken. BUILD is build/release. The peer is the browser kiosk of ../shared/peers, where that exists and
# its packages are installed (its README says how).
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
build=$root/build/release
if [ $# -gt 0 ] && [ "${1#--}" = "$1" ]; then
    build=$1
    shift
fi
peers=$root/../shared/peers
if [ -f "$peers/kiosk_bench.js" ] && [ -d "$root/build/peers/surveyui" ]; then
    set -- --peers "$peers" "$@"
fi
exec env PYTHONDONTWRITEBYTECODE=1 python3 "$root/tools/bench/measure.py" "$build" "$@"
