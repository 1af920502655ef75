#!/usr/bin/env python3
"""clang-tidy over our sources, only those that changed since they were last clean.

A source is clean for the digest of itself, the headers of ours that it reaches and .clang-tidy; the digests
rest in build/tidy/. Compile commands come from the configured trees: build/asan, build/release for the
window's code, which asan leaves out, and build/fuzz for the fuzzers.
Usage: tidy.py [--jobs N] [SOURCE or folder ...]    default: assets kiosk sync tools tests
exit 1 when anything is found
"""
import argparse
import concurrent.futures
import hashlib
import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
TREES = (ROOT / "build/asan", ROOT / "build/release", ROOT / "build/fuzz")
INCLUDE = re.compile(rb'^\s*#include "([^"]+)"', re.M)


def reached(source):
    """The source and all headers of ours that it reaches."""
    seen, left = set(), [source]
    while left:
        path = left.pop()
        if path in seen or not path.is_file():
            continue
        seen.add(path)
        left += [ROOT / name.decode() for name in INCLUDE.findall(path.read_bytes())]
    return sorted(seen)


def digest(source):
    parts = hashlib.sha256((ROOT / ".clang-tidy").read_bytes())
    for path in reached(source):
        parts.update(path.read_bytes())
    return parts.hexdigest()


def stamp_of(source):
    return ROOT / "build/tidy" / (str(source.relative_to(ROOT)).replace("/", "+") + ".clean")


def tree_by_source():
    """Each source that some tree compiles, with the first such tree."""
    trees = {}
    for tree in TREES:
        commands = tree / "compile_commands.json"
        if commands.is_file():
            for entry in json.loads(commands.read_text()):
                trees.setdefault(pathlib.Path(entry["file"]), tree)
    return trees


def check(tree, source):
    """Empty when clean, else what clang-tidy says."""
    stamp, now = stamp_of(source), digest(source)
    if stamp.is_file() and stamp.read_text() == now:
        return ""
    # g++'s own warning flags mean nothing to clang.
    run = subprocess.run(["clang-tidy-16", "--quiet", "-p", str(tree), "--extra-arg=-Wno-unknown-warning-option",
                          str(source)], capture_output=True, text=True, check=False)
    if run.returncode == 0:
        stamp.parent.mkdir(parents=True, exist_ok=True)
        stamp.write_text(now)
        return ""
    return run.stdout or run.stderr


def main():
    parser = argparse.ArgumentParser(description="clang-tidy over sources that changed")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("places", nargs="*", default=["assets", "kiosk", "sync", "tools", "tests"])
    asked = parser.parse_args()
    trees = tree_by_source()
    places = [(ROOT / place).resolve() for place in asked.places]
    sources = sorted(path for path in trees if any(path == place or place in path.parents for place in places))
    found = 0
    with concurrent.futures.ThreadPoolExecutor(asked.jobs) as pool:
        for source, words in zip(sources, pool.map(lambda path: check(trees[path], path), sources)):
            if words:
                found += 1
                print(f"== {source.relative_to(ROOT)}\n{words}", flush=True)
    print(f"tidy: {found} of {len(sources)} sources have findings")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
