"""A small city for the tests beside it: headquarters, a trainer, two banks, a few terminals, all made by the
real programs (tools/demo/city.py), and the words with which a test ends."""
import argparse
import csv
import json
import pathlib
import shutil
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools/demo"))

import city as demo_city  # noqa: E402
import person as demo_person  # noqa: E402
import window as demo_window  # noqa: E402

BANKS = (("bank_T01.csv", "T01", "Pelayanan Publik"), ("bank_T02.csv", "T02", "Administrasi"),
         ("bank_T06.csv", "T06", "Data"), ("bank_M08.csv", "M08", "Perekat Bangsa"))
PEOPLE = {"SETDA": 30, "DISDIK": 4}   # of the sample roster; 400 activation slips take half a minute
NEW_PIN = "730415"
SKIPPED = 77   # ctest's SKIP_RETURN_CODE


class Town(demo_city.City):
    """One city with its people; `people(unit)` are the activation slips of a unit."""

    def __init__(self, programs, work):
        super().__init__(programs, work, ROOT)
        (self.work / "logs").mkdir(parents=True, exist_ok=True)
        self.slips, self.banks = {}, []

    def found(self):
        """Keys, trainer, roster: all that needs no terminal."""
        self.init()
        self.certify_trainer()
        self.slips = self.load_roster()

    def load_roster(self):
        """The first people of two units; superiors stand outside the cut."""
        with open(self.assets / "samples/roster_city.csv", newline="", encoding="utf-8-sig") as file:
            rows = csv.DictReader(file)
            active = [row | {"nip_atasan": "", "kode_unit_induk": ""} for row in rows if row["status"] == "aktif"]
        sheet = self.work / "roster.csv"
        with open(sheet, "w", newline="") as file:
            writer = csv.DictWriter(file, rows.fieldnames)
            writer.writeheader()
            for unit, count in PEOPLE.items():
                writer.writerows([row for row in active if row["kode_unit"] == unit][:count])
        self.hq_run("roster", sheet, "--slips", self.slips_path, "--framework", self.assets / "framework.json")
        with open(self.slips_path, newline="") as file:
            return {row["nip"]: row for row in csv.DictReader(file)}

    def fill(self):
        """Banks and statements, published to the terminals there are; then carried to each."""
        self.banks = [self.make_bank(sheet, identity, title) for sheet, identity, title in BANKS]
        self.banks.append(self.make_bank("selfassess_sample.csv", "PM", "Penilaian Mandiri", "--statements"))
        self.send_content()
        self.carry_all()

    def send_content(self):
        """Publishes what the city has; needed again after each new terminal."""
        words = [w for bank in self.banks for w in ("--bank", bank)]
        for name in ("prates.json", "mandiri.json"):
            words += ["--assessment", self.assets / "assessments" / name]
        return self.hq_run("publish", "--framework", self.assets / "framework.json", *words)

    def people(self, unit):
        return [slip for slip in self.slips.values() if slip["kode_unit"] == unit]

    def keep_sitting(self, unit, slip, seed=1, *words):
        """One person of asah-fleet finishes what is offered; returns the receipt codes."""
        banks = [w for sheet, _, _ in BANKS for w in ("--bank", self.assets / "samples" / sheet)]
        out = self.programs.run("asah-fleet", "person", *self.terminals[unit].kiosk(), "--nip", slip["nip"],
                                "--pin", slip["pin"], "--seed", seed, *banks, *words)
        return [line.split()[1] for line in out.splitlines() if line.startswith("finished ")]

    def file(self):
        """The reader's one pass."""
        return self.hq_run("file")

    def entries(self, unit):
        return sorted(self.terminals[unit].outbox.glob("*.entry"))


class Checks:
    """Counts what held; the first thing that does not hold ends the test with its words."""

    def __init__(self):
        self.count = 0

    def hold(self, condition, words):
        if not condition:
            raise SystemExit(f"FAILED: {words}")
        self.count += 1
        print("ok  ", words, flush=True)


def arguments(words):
    parser = argparse.ArgumentParser(description=words)
    parser.add_argument("build", nargs="?", default=ROOT / "build/release", type=pathlib.Path)
    parser.add_argument("--keep", type=pathlib.Path, help="a new folder for the work, left there afterwards")
    parser.add_argument("--seed", default=20261124, type=int)
    parser.add_argument("--long", action="store_true", help="all moments instead of the telling ones")
    return parser.parse_args()


class Workplace:
    """The work folder of a test: temporary unless --keep names one."""

    def __init__(self, options):
        self.is_kept = options.keep is not None
        self.path = options.keep or pathlib.Path(tempfile.mkdtemp(prefix="asah-test-"))
        self.path.mkdir(parents=True, exist_ok=True)

    def __enter__(self):
        return self.path

    def __exit__(self, *_):
        if not self.is_kept:
            shutil.rmtree(self.path, ignore_errors=True)


def json_of(path):
    return json.loads(pathlib.Path(path).read_text())


def skip(words):
    print("SKIPPED:", words)
    raise SystemExit(SKIPPED)
