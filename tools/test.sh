#!/usr/bin/env bash
# Installs what is missing, builds, and runs every test: release (with the window), then the same
# sources under ASan and UBSan, what has threads under TSan, and the fuzzers' smoke.
#   tools/test.sh              everything
#   tools/test.sh release      one tree alone (release, asan, tsan, fuzz)
#   tools/test.sh tidy         clang-tidy on sources that changed since they were last clean
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p build
trees=("$@")
[ "${#trees[@]}" -gt 0 ] || trees=(release asan tsan fuzz)

step() { printf '\n== %s  (%s s)\n' "$1" "$SECONDS"; }
export CCACHE_BASEDIR=$PWD CCACHE_NOHASHDIR=1 CCACHE_SLOPPINESS=time_macros
export ASAN_OPTIONS=detect_leaks=1:strict_string_checks=1 UBSAN_OPTIONS=print_stacktrace=1
export TSAN_OPTIONS=halt_on_error=1

step "Installing what is missing"
tools/install.sh build test demo

failed=()
: >build/ctest-summary.txt
run_tree() {
    local tree=$1 target=$2 filter=$3
    step "Building: $tree"
    cmake --preset "$tree" >"build/configure-$tree.log" 2>&1 || {
        tail -n 30 "build/configure-$tree.log"
        exit 1
    }
    ninja -C "build/$tree" $target >"build/build-$tree.log" 2>&1 || {
        grep -A 20 -m 3 -E '^FAILED|error:' "build/build-$tree.log" || tail -n 30 "build/build-$tree.log"
        exit 1
    }
    tail -n 1 "build/build-$tree.log"
    step "Testing: $tree"
    local status=0
    ctest --test-dir "build/$tree" --output-on-failure -j2 $filter >"build/ctest-$tree.log" 2>&1 || status=$?
    grep -E '(tests passed|tests failed|Total Test time|\*\*\*|No tests)' "build/ctest-$tree.log" |
        sed "s/^/$tree: /" | tee -a build/ctest-summary.txt
    if [ "$status" -ne 0 ]; then
        tail -n 150 "build/ctest-$tree.log"
        failed+=("$tree")
    fi
}
run_tidy() {
    step "clang-tidy on what changed"
    local tree
    for tree in asan release fuzz; do
        cmake --preset "$tree" >"build/configure-$tree.log" 2>&1
    done
    tools/lint/tidy.py --jobs "$(nproc)" || failed+=(tidy)
}
for tree in "${trees[@]}"; do
    case $tree in
        release) run_tree release all "" ;;
        asan) run_tree asan all "-LE end_to_end" ;;
        tsan) run_tree tsan "shell_tests sync_http_tests sync_receiver_tests" "-R ^(shell|sync_http|sync_receiver)_tests" ;;
        fuzz) run_tree fuzz fuzz_all "-R ^fuzz" ;;
        tidy) run_tidy ;;
        *) echo "unknown tree: $tree (release, asan, tsan, fuzz, tidy)" >&2; exit 2 ;;
    esac
done

step "Summary"
cat build/ctest-summary.txt
if [ "${#failed[@]}" -gt 0 ]; then
    echo "Not all tests pass: ${failed[*]}"
    exit 1
fi
echo "All tests pass."
