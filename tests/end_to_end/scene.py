"""What the end-to-end tests share: a small city in a folder of its own, a display of its own, the real
window on the terminal's own files, and a person who signs in. Everything started here is ended here."""
import argparse
import json
import pathlib
import shutil
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools/demo"))

import city as demo_city  # noqa: E402
import make_city  # noqa: E402
from person import Person, read_key  # noqa: E402
from window import Display, Window  # noqa: E402

PRETEST = "prates-2026"
SELF_ASSESSMENT = "mandiri-2026"
NEW_PIN = "482915"
SHEETS = [ROOT / f"assets/samples/bank_{name}.csv" for name in make_city.BANKS]


class Failed(AssertionError):
    """A promise was broken; the message says which and how."""


def check(holds, what):
    if not holds:
        raise Failed(what)


def boot_ms():
    """The clock of the widgets' record."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) * 1000


class Scene:
    def __init__(self, build, screen="1280x800"):
        self.build = pathlib.Path(build).resolve()
        self.work = pathlib.Path(tempfile.mkdtemp(prefix="asah-end-to-end-"))
        self.display = None
        self.windows = []
        make_city.make(self.build, self.work / "city")
        facts = json.loads((self.work / "city/city.json").read_text())
        self.people = facts["people"]
        self.terminal = demo_city.Terminal(self.work / "city/terminals" / facts["unit"], facts["unit"])
        self.programs = demo_city.Programs(self.build, self.work / "programs.log")
        self.display = Display(screen)
        self.key = read_key(SHEETS)

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        for window in self.windows:
            if window.process.poll() is None:
                window.close()
        self.display.close()
        if kind is None:
            shutil.rmtree(self.work, ignore_errors=True)
        else:
            print(f"the work folder stays: {self.work}", file=sys.stderr)

    def open(self, *words, tracer=(), size="1280x800"):
        command = [*tracer, self.programs.path("asah-kiosk"), *self.terminal.kiosk(), "--window", size, *words]
        window = Window([str(word) for word in command], self.work / "widgets.json", self.display.name,
                        self.work / "kiosk.log")
        self.windows.append(window)
        return window

    def hq_key(self):
        """Headquarters' reading key: with it the test reads what the terminal sealed."""
        return self.work / "city/hq/reader/keys/reading.key"

    def sign_in(self, window, index, pin=None):
        """A person at home; without `pin` by the activation slip, choosing NEW_PIN."""
        slip = self.people[index]
        window.wait(lambda r: r["screen"] == "ready" and any(
            w["id"] == "ready.sign_in" and w["enabled"] for w in r["widgets"]), "the terminal's readiness", 60)
        person = Person(window, slip["nomor_pendek"], pin or slip["pin"], self.key)
        person.sign_in()
        if pin is None:
            person.choose_pin(NEW_PIN)
        return person


def run(test, description):
    """The test's command line: BUILD; 0 when its promises hold, 1 and the words when not."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("build", help="build folder with the programs")
    options, rest = parser.parse_known_args()
    try:
        test(options.build, rest)
    except Failed as broken:
        print(f"BROKEN: {broken}")
        raise SystemExit(1)
