#!/usr/bin/env python3
"""What staff may hand in wrongly, as they meet it: faulty rosters and banks, damaged, foreign and newer databases. Each
is refused in words with what stays safe and what to do, in both languages; nothing is half loaded; and headquarters'
tables come back from the backup."""
import contextlib
import json
import random
import shutil
import sqlite3

import promises
import town

UNIT = "SETDA"


class Desk:
    """Runs one program in both languages and looks at what changed."""

    def __init__(self, checks, city):
        self.checks, self.city = checks, city

    def refused(self, what, name, *words, status, phrases):
        for language in ("id", "en"):
            done = self.city.programs.attempt(name, "--lang", language, *words, timeout=60)
            print("    " + done.stderr.strip().replace("\n", "\n    "))
            missing = [phrase for phrase in phrases[language] if phrase not in done.stderr]
            self.checks.hold(done.returncode == status and missing == [] and done.stdout == "",
                             f"{what} [{language}]: refused with {done.returncode}{missing or ''}")

    def hq(self, what, command, *words, status, phrases, home=None):
        self.refused(what, "asah-hq", command, *words, "--home", home or self.city.home, status=status, phrases=phrases)


def dump(path):
    with contextlib.closing(sqlite3.connect(path)) as database:
        return list(database.iterdump())


def bad_roster(city):
    """One row with a NIP of 17 digits, one with a NIP twice; all others are good."""
    lines = city.roster.read_text().splitlines()
    lines[2] = lines[2].replace(lines[2][:18], lines[2][:17])
    lines[6] = lines[5]
    path = city.work / "faulty.csv"
    path.write_text("\n".join(lines) + "\n")
    return path


def check_roster(desk):
    city = desk.city
    before = dump(city.home / "reader.db")
    slips = city.work / "slips-of-faulty.csv"
    desk.hq("a roster with a faulty NIP", "roster", bad_roster(city), "--slips", slips, "--framework",
            city.assets / "framework.json", status=2, phrases={
                "id": ["faulty.csv, baris 3, kolom nip", "18 angka", "baris 7", "Tidak ada yang dimuat"],
                "en": ["faulty.csv, row 3, column nip", "18 digits", "row 7", "Nothing was loaded"]})
    desk.checks.hold(dump(city.home / "reader.db") == before and not slips.exists(),
                     "the people in force are the same, no slip was written")


def check_banks(desk, foreign):
    city = desk.city
    before = dump(city.home / "reader.db"), (city.hq / "orders/manifest").read_bytes()
    whole = (city.work / "trainer/T01.bank").read_bytes()
    broken = bytearray(whole)
    broken[len(whole) // 2] ^= 1
    for name, data, words in (("broken", bytes(broken), ("bukan bank soal yang utuh", "not a whole item bank")),
                              ("cut", whole[:9000], ("bukan bank soal yang utuh", "not a whole item bank")),
                              ("foreign", foreign.read_bytes(), ("Tanda tangan pelatih", "trainer's signature"))):
        path = city.work / f"{name}.bank"
        path.write_bytes(data)
        desk.hq(f"a bank: {name}", "publish", "--bank", path, status=2, phrases={
            "id": [f"{name}.bank", words[0], "Tidak ada yang dimuat"], "en": [f"{name}.bank", words[1], "Nothing was loaded"]})
    desk.hq("a bank that is not there", "publish", "--bank", city.work / "none.bank", status=1, phrases={
        "id": ["Berkas tidak ada", "none.bank", "Tidak ada data yang berubah"], "en": ["A file is missing", "Nothing was changed"]})
    desk.checks.hold((dump(city.home / "reader.db"), (city.hq / "orders/manifest").read_bytes()) == before,
                     "content and manifest are the same")


def damage(path, chance):
    data = bytearray(path.read_bytes())
    for at in range(4096 * 3, len(data) * 3 // 4):
        data[at] = chance.randrange(256)
    path.write_bytes(bytes(data))


def check_databases(desk, chance):
    """Newer, foreign and damaged ones of all three programs; each file is untouched afterwards."""
    city = desk.city
    orders = ["--intake", city.hq / "intake", "--orders", city.hq / "orders"]
    for name, path, command in (
            ("the reader's", city.home / "reader.db", ["asah-hq", "file", "--home", city.home]),
            ("the receiver's", city.hq / "receiver/archive.db", ["asah-receiver", "serve", "--home", city.hq / "receiver", *orders])):
        kept = path.with_suffix(".kept")
        shutil.copy(path, kept)
        for fault, make, phrases in (
                ("newer", lambda: set_pragma(path, "user_version = 99"),
                 {"id": ["program yang lebih baru", path.name, "utuh"], "en": ["a newer program", path.name, "whole"]}),
                ("foreign", lambda: set_pragma(path, "application_id = 7"),
                 {"id": [path.name], "en": [path.name]}),
                ("damaged", lambda: damage(path, chance),
                 {"id": ["Basis data rusak", path.name, "tidak diubah", "Jangan hapus"],
                  "en": ["The database is damaged", path.name, "not touched", "Delete nothing"]})):
            make()
            before = path.read_bytes()
            desk.refused(f"{name} database, {fault}", *command, status=1, phrases=phrases)
            desk.checks.hold(path.read_bytes() == before, f"{name} database, {fault}: the file is untouched")
            for suffix in ("-wal", "-shm"):
                path.with_name(path.name + suffix).unlink(missing_ok=True)
            shutil.copy(kept, path)


def set_pragma(path, words):
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA " + words)


def check_rebuild(desk, chance):
    """The way back that the words name: set the damaged file aside, rebuild from the backup."""
    city = desk.city
    before = figures(city), counts(city)
    desk.checks.hold(before[1]["sitting"] == 4 and before[1]["entry"] == 8, f"filed before: {before[1]}")
    damage(city.home / "reader.db", chance)
    aside = city.work / "aside"
    aside.mkdir()
    for path in list(city.home.glob("reader.db*")):
        path.rename(aside / path.name)
    city.hq_run("rebuild")
    desk.checks.hold((figures(city), counts(city)) == before, "rebuilt from the backup: the same rows, the same map")


def figures(city):
    """The map without the moment at which it was read."""
    return {name: part for name, part in json.loads(city.live_map()).items() if name != "as_of_ms"}


def counts(city):
    with contextlib.closing(sqlite3.connect(city.home / "reader.db")) as database:
        return {table: database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
                for table in ("person", "terminal", "content", "entry", "sitting", "result")}


def foreign_bank(city):
    """A bank whose trainer was certified by another city."""
    other = town.Town(city.programs, city.work / "foreign")
    other.init()
    other.certify_trainer()
    return other.make_bank("bank_T01.csv", "T01", "Pelayanan Publik")


def test(options, work):
    checks, chance = promises.Checks(), random.Random(options.seed)
    with town.small_town(options.build, work) as city:
        city.found(UNIT)
        for slip in city.people(UNIT)[:4]:
            city.keep_sitting(UNIT, slip, options.seed)
        city.carry(UNIT)
        city.carry(UNIT)   # each contact hands over to the reader what came before
        city.stop()
        city.file()
        desk = Desk(checks, city)
        check_roster(desk)
        check_banks(desk, foreign_bank(city))
        check_databases(desk, chance)
        check_rebuild(desk, chance)
    print(f"{checks.count} checks held")


if __name__ == "__main__":
    promises.run(test, __doc__)
