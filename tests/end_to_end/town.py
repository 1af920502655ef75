"""A small city for the tests beside it, made by the real programs (tools/demo/city.py): headquarters, a trainer with
banks and statements, the first people of a few units, terminals that joined and had their content carried to them."""
import csv
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools/demo"))

import city as demo_city  # noqa: E402

BANKS = ("T01", "T02", "T06", "M08")
SHEETS = [ROOT / f"assets/samples/bank_{name}.csv" for name in BANKS]
PRETEST = "prates-2026"
SELF_ASSESSMENT = "mandiri-2026"
NEW_PIN = "482915"
PEOPLE = {"SETDA": 8, "DISDIK": 4}   # of the sample roster; its 400 activation slips take half a minute
NOBODY = {"nip": "0" * 18, "pin": "000000"}   # whose attempt opens the terminal and is refused


def cut_roster(out, people, own_posts):
    """The first active people of each unit, `people` says how many; with `own_posts` no two of a unit in the same post.
    Superiors stand outside the cut, and so do parents of units that are not in it: those columns are empty."""
    taken, rows = {unit: [] for unit in people}, []
    with open(ROOT / "assets/samples/roster_city.csv", newline="", encoding="utf-8-sig") as file:
        reader = csv.DictReader(file)
        columns = reader.fieldnames
        for row in reader:
            posts, post = taken.get(row["kode_unit"], []), (row["jabatan"], row["jenjang_jabatan"])
            if row["status"] != "aktif" or len(posts) >= people.get(row["kode_unit"], 0) or own_posts and post in posts:
                continue
            posts.append(post)
            parent = row["kode_unit_induk"] if row["kode_unit_induk"] in people else ""
            rows.append(row | {"nip_atasan": "", "kode_unit_induk": parent})
    with open(out, "w", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)


class Town(demo_city.City):
    """One city with its people. Headquarters serves from `found` on, until the end of the `with`."""

    def __init__(self, programs, work, people=None, own_posts=False):
        super().__init__(programs, work, ROOT)
        (self.work / "logs").mkdir(parents=True, exist_ok=True)
        self.count_of, self.own_posts = people or PEOPLE, own_posts
        self.roster = self.work / "roster.csv"
        self.slips, self.banks = {}, []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def found(self, *units):
        """Keys, trainer, people, a terminal for each of the units, content at each of them."""
        self.init()
        self.certify_trainer()
        cut_roster(self.roster, self.count_of, self.own_posts)
        self.slips = self.load_roster(self.roster)
        self.serve()
        self.enrol_all(units)
        self.banks = [self.make_bank(sheet.name, name, name) for sheet, name in zip(SHEETS, BANKS)]
        self.banks.append(self.make_bank("selfassess_sample.csv", "PM", "Penilaian Mandiri", "--statements"))
        self.publish(self.banks)
        self.carry_all()

    def people(self, unit):
        """The activation slips of a unit."""
        return [slip for slip in self.slips.values() if slip["kode_unit"] == unit]

    def reading_key(self):
        """Headquarters' key: with it a test reads what a terminal sealed."""
        return self.home / "keys/reading.key"

    def fleet_words(self, unit, slip, *words, seed=1):
        """What asah-fleet is told to act as that person, who finishes what the terminal offers."""
        banks = [word for sheet in SHEETS for word in ("--bank", sheet)]
        return ["person", *self.terminals[unit].kiosk(), "--nip", slip["nip"], "--pin", slip["pin"], "--seed", seed,
                *banks, *words]

    def fleet_person(self, unit, slip, *words, seed=1):
        """The same as a command, for tests that start and end it themselves."""
        return self.programs.command("asah-fleet", *self.fleet_words(unit, slip, *words, seed=seed))

    def keep_sitting(self, unit, slip, seed=1):
        """That person finishes; the receipt codes."""
        out = self.programs.run("asah-fleet", *self.fleet_words(unit, slip, seed=seed))
        return [line.split()[1] for line in out.splitlines() if line.startswith("finished ")]

    def attempt_carry(self, unit, *words):
        """One pass of the carrier, whatever comes of it."""
        return self.programs.attempt("asah-sync", "run", *self.terminals[unit].agent(), *words, timeout=120)

    def file(self):
        """The reader's one pass."""
        return self.hq_run("file")

    def entries(self, unit):
        return sorted(self.terminals[unit].outbox.glob("*.entry"))


def small_town(build, work, people=None, own_posts=False):
    """A town whose programs are those of one build, run as they are."""
    (work / "logs").mkdir(parents=True, exist_ok=True)
    return Town(demo_city.Programs(build, work / "logs/programs.log"), work, people, own_posts)
