#!/usr/bin/env bash
# Says which sources clang-format would write otherwise; with --fix it writes them.
set -euo pipefail
cd "$(dirname "$0")/../.."
mode=(--dry-run -Werror)
[ "${1:-}" != --fix ] || mode=(-i)
find assets kiosk sync tests tools -name '*.cpp' -o -name '*.h' | xargs clang-format-16 "${mode[@]}"
