#!/usr/bin/env python3
"""What a role without the right to names can work out: a viewer signs in week after week, keeps page, cell page, CSV and
dump, and knows who of the own office sat when. The released numbers are the same everywhere, stay while fewer than ten
people differ, and no two of them, subtracted, tell what everybody between them has in common."""
import contextlib
import csv
import http.client
import io
import itertools
import json
import re
import sqlite3
import sys
import time
import urllib.parse

import promises
import town

OWN, OTHER = "RSUD", "DISDIK"
UNITS = {OWN: 40, OTHER: 12}
FIRST = 13   # of the own office
WEEK_MS = 7 * 86_400_000
STEP = 5
SHARE_BYTES = 25
PASSWORDS = {"viewer": "padi-sawah-hujan", "admin": "gunung-laut-awan"}


class Visitor:
    """A member of staff at the pages, without a browser."""

    def __init__(self, city, user, password):
        self.port, self.cookie = city.web_port, ""
        door = self.send("GET", "/masuk")[1]["asah_pintu"]
        self.cookie = "asah_pintu=" + door
        form = urllib.parse.urlencode({"user": user, "password": password, "pintu": door})
        status, cookies, _ = self.send("POST", "/masuk", form)
        promises.check(status == 303, f"{user} is let in")
        self.cookie = "asah_sesi=" + cookies["asah_sesi"]

    def send(self, method, path, body=None):
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as line:
            line.request(method, path, body, {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"})
            answer = line.getresponse()
            pairs = [value.split(";")[0].split("=", 1) for name, value in answer.getheaders() if name == "Set-Cookie"]
            return answer.status, dict(pairs), answer.read().decode()

    def page(self, path):
        status, _, body = self.send("GET", path)
        promises.check(status == 200, f"{path}: {status}")
        return body


def shown(counted, met):
    """How a group reads, by the rule's own text, written anew: the nearest five; two from either end read as the end."""
    whole = (counted + 2) // STEP * STEP
    if counted - met <= 2:
        return whole, whole
    return whole, 0 if met <= 2 else min(whole, (met + 2) // STEP * STEP)


def bounds(counted, met_shown):
    """The exact numbers that read so, for somebody who knows how many people there are."""
    alike = [met for met in range(counted + 1) if shown(counted, met)[1] == met_shown]
    return min(alike), max(alike)


class Office:
    """The town week by week: who sat, and what the viewer saw."""

    def __init__(self, city):
        self.city, self.exports = city, []
        self.viewer = None

    def sit(self, people):
        """These people finish at their terminal, and their records are filed."""
        path = self.city.work / "slips-now.csv"
        with open(path, "w", newline="") as file:
            writer = csv.DictWriter(file, people[0].keys())
            writer.writeheader()
            writer.writerows(people)
        words = [word for sheet in town.SHEETS for word in ("--bank", sheet)]
        self.city.programs.run("asah-fleet", "run", "--terminals", self.city.work / "terminals", "--slips", path,
                               "--seed", 7, "--minutes-start", "2026-10-05", *words)
        self.city.carry_all()

    def release(self):
        self.city.hq_run("release")

    def pass_week(self):
        """A week later: what was released before is a week older."""
        with contextlib.closing(sqlite3.connect(self.city.home / "reader.db", timeout=30)) as database:
            database.execute("UPDATE release_cell SET made_ms = made_ms - ?", (WEEK_MS,))
            database.commit()

    def look(self):
        """Everything a viewer can fetch, and how many people colleagues know to be behind each number."""
        table = list(csv.DictReader(io.StringIO(self.viewer.page("/peta.csv").lstrip("\ufeff")), delimiter=";"))
        self.exports.append({"table": table, "dump": json.loads(self.city.hq_run("dump-map")),
                             "page": self.viewer.page("/peta"), "live": json.loads(self.city.live_map())})
        return self.exports[-1]

    def versions(self):
        """(unit, competency) -> every released cell of the own office: how many people colleagues know to be in it, and
        what it shows."""
        with contextlib.closing(sqlite3.connect(self.city.home / "reader.db")) as database:
            rows = database.execute(
                "SELECT unit, competency, length(shares) / ?, counted, met FROM release_cell "
                "WHERE unit <> '' AND tier = '' AND competency <> '' ORDER BY made_ms", (SHARE_BYTES,)).fetchall()
        found = {}
        for unit, competency, *numbers in rows:
            found.setdefault((unit, competency), []).append(numbers)
        return found


def cells(export):
    """(unit, competency) -> (counted, what `met` reads) of the visible cells."""
    return {(row["baris"], row["kompetensi"]): (int(row["jumlah"]), row["memenuhi"]) for row in export["table"]
            if row["jumlah"] and row["kompetensi"] != "TERUKUR"}


def check_same_everywhere(export, checks):
    found = cells(export)
    promises.check(found, "something is released")
    dumped = {(row["unit"] or "KOTA", code): cell for row in [export["dump"]["city"], *export["dump"]["rows"]]
              for code, cell in row["cells"].items() if "counted" in cell}
    checks.hold(export["dump"]["kind"] == "release" and dumped.keys() == found.keys(),
                "the dump holds the cells of the CSV, and says that they are releases")
    for key, (counted, met) in found.items():
        promises.check(counted % STEP == 0 and counted >= 10, f"{key}: {counted} people")
        promises.check((dumped[key]["counted"], dumped[key]["met"] % STEP) == (counted, 0), f"{key}: {dumped[key]}")
        ends = [int(one) for one in re.findall(r"\d+", met)]
        promises.check(len(ends) == 2 or ends[0] % STEP == 0 and 0 < ends[0] < counted, f"{key}: {met}")
    checks.hold(True, f"{len(found)} released cells: multiples of five, the ends told as ranges")
    checks.hold("jumlahnya dapat berbeda" in export["page"] and "Angka rilis" in export["page"],
                "the page says that sums may differ")
    figures = [int(cell["counted"]) for row in export["live"]["rows"] for cell in row["cells"].values() if "counted" in cell]
    promises.check(any(figure % STEP for figure in figures), "the exact numbers are other ones")


def check_differences(versions, checks):
    """Every released cell against every later one of the same office, by somebody who knows all people in them."""
    tried = 0
    for key, cells_of_key in versions.items():
        for before, after in itertools.combinations(cells_of_key, 2):
            added = after[0] - before[0]
            promises.check(added >= 10, f"{key}: replaced for {added} people")
            old, new = bounds(before[0], before[2]), bounds(after[0], after[2])
            low, high = new[0] - old[1], new[1] - old[0]
            promises.check(low < added - 1 and high > 1, f"{key}: {low} to {high} of {added}")
            tried += 1
    checks.hold(tried > 0, f"{tried} replaced cells, subtracted: nobody's result follows")


def test(options, work):
    checks = promises.Checks()
    with town.small_town(options.build, work / "city", UNITS) as city:
        city.found(*UNITS)
        office = Office(city)
        for role, password in PASSWORDS.items():
            city.add_staff(role, role, role, password)
        office.viewer = Visitor(city, "viewer", PASSWORDS["viewer"])
        checks.hold("Belum ada angka yang dirilis" in office.viewer.page("/peta"), "before a release a viewer sees no number")
        own, other = city.people(OWN), city.people(OTHER)
        office.sit(own[:FIRST] + other)
        await_sittings(city, FIRST + len(other))
        office.release()
        city.hq_run("release", "--check")
        first = office.look()
        check_same_everywhere(first, checks)
        seated = FIRST
        for count in (2, 3, 4):
            office.sit(own[seated:seated + count])
            seated += count
            await_sittings(city, seated + len(other))
            office.pass_week()
            office.release()
            export = office.look()
            stayed = {key: cell for key, cell in cells(export).items() if key in cells(first)}
            checks.hold(stayed == cells(first),
                        f"{seated - FIRST} more people of the own office: the same numbers, a week later")
        office.sit(own[seated:])
        await_sittings(city, len(own) + len(other))
        office.pass_week()
        office.release()
        last = office.look()
        checks.hold(cells(last) != cells(first), f"{len(own) - seated} more people: some cells are new")
        check_differences(office.versions(), checks)
        roles(city, office, checks)
    print(json.dumps({"checks": checks.count, "cells": len(cells(last)), "exports": len(office.exports)}))


def roles(city, office, checks):
    """Each door to a result asks for the role."""
    address = next(one for one in re.findall(r'href="(/peta/sel[^"]+)"', office.viewer.page("/peta")))
    behind = office.viewer.page(address.replace("&amp;", "&"))
    names = [slip["nama"] for slip in city.slips.values()]
    checks.hold(not any(name in behind for name in names), "the page behind a cell names nobody to a viewer")
    checks.hold(office.viewer.send("GET", "/pegawai?id=" + "0" * 32)[0] == 403, "a person's page is refused")
    admin = Visitor(city, "admin", PASSWORDS["admin"])
    for path in ("/peta", "/peta.csv", address.replace("&amp;", "&")):
        promises.check(admin.send("GET", path)[0] == 403, f"{path} is refused to an administrator")
    checks.hold(True, "an administrator sees no result")
    refused = city.programs.attempt("asah-hq", "dump-map", "--live", "--user", "viewer", "--password-file",
                                    city.staff["viewer"], "--home", city.home)
    checks.hold(refused.returncode == 1 and "hanya untuk peran SDM" in refused.stdout and "cells" not in refused.stdout,
                "live figures are refused to a viewer's account")
    with contextlib.closing(sqlite3.connect(city.home / "reader.db")) as database:
        looks = database.execute("SELECT count(*) FROM look WHERE login = 'peta' AND page = 'dump-map unit'").fetchone()[0]
    checks.hold(looks >= len(office.exports), "each look at live figures is logged")


def await_sittings(city, count):
    end = time.monotonic() + 60
    while json.loads(city.live_map())["sittings"] != count:
        promises.check(time.monotonic() < end, f"{count} sittings are filed")
        time.sleep(0.3)


if __name__ == "__main__":
    sys.exit(promises.run(test, __doc__))
