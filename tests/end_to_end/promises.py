"""How a test beside this file is run and how it ends: its command line, its work folder, its words."""
import argparse
import pathlib
import shutil
import sys

import town

SKIPPED = 77   # ctest's SKIP_RETURN_CODE


class Failed(AssertionError):
    """A promise was broken; the message says which and how."""


class Skipped(RuntimeError):
    """This machine lacks what the test needs; the message says what."""


def check(holds, words):
    if not holds:
        raise Failed(words)


class Checks:
    """Tells and counts what held."""

    def __init__(self):
        self.count = 0

    def hold(self, holds, words):
        check(holds, words)
        self.count += 1
        print("ok  ", words, flush=True)


class Workplace:
    """The work folder of a test: removed at a good end, unless it was asked for; left there after a bad one."""

    def __init__(self, keep=None):
        self.is_kept = keep is not None
        self.path = town.demo_city.fresh_folder(keep, "asah-end-to-end-")

    def __enter__(self):
        return self.path

    def __exit__(self, kind, *_):
        if kind in (None, Skipped):
            if not self.is_kept:
                shutil.rmtree(self.path, ignore_errors=True)
        else:
            print(f"the work folder stays: {self.path}", file=sys.stderr)


def run(test, words, add_options=None):
    """The command line of `test(options, work)`: ends with 0 when its promises hold, with 1 and the words when not."""
    parser = argparse.ArgumentParser(description=words, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", nargs="?", default=town.ROOT / "build/release", type=pathlib.Path,
                        help="build folder with the programs")
    parser.add_argument("--keep", type=pathlib.Path, help="a new folder for the work, left there afterwards")
    parser.add_argument("--seed", default=20261124, type=int)
    parser.add_argument("--long", action="store_true", help="all moments instead of the telling ones")
    if add_options:
        add_options(parser)
    options = parser.parse_args()
    options.build = options.build.resolve()
    try:
        with Workplace(options.keep) as work:
            test(options, work)
    except Failed as broken:
        print(f"BROKEN: {broken}")
        raise SystemExit(1)
    except Skipped as lacking:
        print(f"SKIPPED: {lacking}")
        raise SystemExit(SKIPPED)
