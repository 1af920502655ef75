#!/usr/bin/env python3
"""restored.py BUILD: headquarters' reader, its receiver and a terminal, each replaced by yesterday's image or gone, alone and
two of them together. After each, every entry that exists anywhere is filed once; what headquarters publishes then reaches
the terminals, and new sittings arrive (after two losses: with --long)."""
import concurrent.futures
import contextlib
import itertools
import json
import shutil
import sqlite3
import time

import promises
import town

UNITS = ("SETDA", "DISDIK")
PARTS = ("reader", "receiver", "terminal")
HELD_OR_FILED = ("filed", "held")
WAIT_S = 30


def rows(path, query):
    if not path.exists():
        return []
    with contextlib.closing(sqlite3.connect(path)) as database:
        return database.execute(query).fetchall()


class Images:
    """The whole city as it was yesterday and as it is today; each case begins with today's."""

    def __init__(self, city):
        self.city, self.kept = city, city.work.parent / "images"

    def parts_of(self, name):
        hq = self.city.hq
        return {"reader": [hq / "reader", hq / "orders"],
                "receiver": [hq / "receiver", hq / "intake"],
                "terminal": [self.city.terminals[UNITS[0]].folder]}[name]

    def take(self, day):
        shutil.copytree(self.city.work, self.kept / day, symlinks=True)

    def put_back(self, day, folder):
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.kept / day / folder.relative_to(self.city.work), folder, symlinks=True)

    def begin(self):
        self.put_back("today", self.city.hq)
        self.put_back("today", self.city.work / "terminals")

    def lose(self, part, how):
        """`older`: yesterday's image of the whole part. `gone`: its tables and folders are lost, its keys are not; of
        headquarters' reader the backup is there, as it lies on another disk; of a terminal nothing is left."""
        if how == "older":
            for folder in self.parts_of(part):
                self.put_back("yesterday", folder)
            return
        if part == "terminal":
            shutil.rmtree(self.parts_of(part)[0])
            return
        home, folder = self.parts_of(part)
        for path in (*home.glob("*.db*"), *home.glob("held")):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        shutil.rmtree(folder)
        folder.mkdir()


class Case:
    def __init__(self, city, images, checks):
        self.city, self.images, self.checks, self.broken = city, images, checks, []

    def hold(self, holds, words):
        """All cases are tried, whatever comes of the others."""
        if holds:
            self.checks.hold(True, words)
        else:
            self.broken.append(words)
            print("BAD ", words, flush=True)

    def database(self):
        return self.city.home / "reader.db"

    def everywhere(self):
        """Hashes of the entries that somebody has."""
        found = {row[0] for row in rows(self.database(), "SELECT hash FROM entry")}
        found |= {row[0] for row in rows(self.city.hq / "receiver/archive.db", "SELECT hash FROM entry")}
        for terminal in self.city.terminals.values():
            found |= {row[0] for row in rows(terminal.home / "kiosk.db", "SELECT hash FROM entry")}
        return found

    def states(self):
        return dict(rows(self.database(), "SELECT hash, state FROM entry"))

    def carry(self):
        there = [unit for unit, terminal in self.city.terminals.items() if terminal.folder.exists()]
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            list(pool.map(self.city.attempt_carry, there))

    def await_filed(self, expected):
        end = time.monotonic() + WAIT_S
        while True:
            states = self.states()
            if set(states) >= expected and all(states[hash] in HELD_OR_FILED for hash in expected):
                return states
            if time.monotonic() > end:
                return states
            time.sleep(0.2)

    def person(self, unit, index):
        """Who finishes what the terminal offers. The start before takes in what headquarters said; a terminal that was put
        back from an image says then, once, that it is older."""
        if self.city.terminals[unit].folder.exists():
            self.city.programs.attempt("asah-fleet", *self.city.fleet_words(unit, town.NOBODY))
            done = self.city.programs.attempt("asah-fleet", *self.city.fleet_words(unit, self.city.people(unit)[index]))
            self.hold("finished " in done.stdout, f"a person finishes at {unit} {done.stderr.strip()}")

    def manifest_of(self, unit):
        database = self.city.terminals[unit].home / "kiosk.db"
        return int.from_bytes(rows(database, "SELECT value FROM meta WHERE key = 'manifest_number'")[0][0], "big")

    def run(self, losses, goes_on):
        name = ", ".join(f"{part} {how}" for part, how in losses)
        self.images.begin()
        whole = self.everywhere()
        for part, how in losses:
            self.images.lose(part, how)
        if ("reader", "gone") in losses:
            expected = whole   # its backup has them
            self.city.hq_run("rebuild", accept=(0, 4))
        else:
            expected = self.everywhere()
        self.city.serve()
        try:
            self.carry()
            states = self.await_filed(expected)
            missing = expected - set(states)
            self.hold(not missing, f"{name}: {len(expected)} entries are at headquarters again, missing {len(missing)}")
            bad = [state for state in states.values() if state != "filed"]
            self.hold(not bad, f"{name}: all of them filed {bad or ''}")
            if goes_on:
                self.check_new(name)
        finally:
            self.city.stop()

    def check_new(self, name):
        """What headquarters publishes now is obeyed, and who finishes now arrives."""
        number = json.loads(self.city.hq_run("publish", "--json"))["manifest"]
        self.carry()
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda unit: self.person(unit, 3), self.city.terminals))
        self.carry()
        there = [terminal for terminal in self.city.terminals.values() if terminal.folder.exists()]
        numbers = {self.manifest_of(terminal.unit) for terminal in there}
        self.hold(numbers == {number}, f"{name}: the terminals have manifest {number} {numbers}")
        expected = self.everywhere()
        states = self.await_filed(expected)
        self.hold(set(states) >= expected and set(states.values()) == {"filed"},
                         f"{name}: new sittings are filed, {len(states)} entries")


def two_days(city, images):
    city.found(*UNITS)
    for unit in UNITS:
        city.keep_sitting(unit, city.people(unit)[0])
    city.carry_all()
    city.stop()
    city.file()
    images.take("yesterday")
    city.serve()
    for unit in UNITS:
        city.keep_sitting(unit, city.people(unit)[1])
    city.carry_all()
    for _ in range(3):
        city.hq_run("publish")
    city.carry_all()
    for unit in UNITS:
        city.keep_sitting(unit, city.people(unit)[2])
    city.carry_all()
    city.stop()
    city.file()
    images.take("today")


def test(options, work):
    checks = promises.Checks()
    with town.small_town(options.build, work / "city") as city:
        images = Images(city)
        two_days(city, images)
        case = Case(city, images, checks)
        for part, how in itertools.product(PARTS, ("older", "gone")):
            case.run([(part, how)], goes_on=True)
        for one, other in itertools.combinations(PARTS, 2):
            for how, other_how in itertools.product(("older", "gone"), repeat=2):
                case.run([(one, how), (other, other_how)], goes_on=options.long)
        promises.check(not case.broken, "; ".join(case.broken))
    print(f"{checks.count} checks held")


if __name__ == "__main__":
    promises.run(test, __doc__)
