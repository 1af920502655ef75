#!/usr/bin/env python3
"""One response decides whether a person meets the standard. It is changed before sealing, the same city runs
again on the same seeds, and of the whole map that cell and the sums that contain it move, nothing else.

A small city by the real programs: two units roll up into their parents, one is too small for a figure. Every
figure of both maps is recomputed from the decrypted records (map_figures.py)."""
import csv
import json
import shutil
import time

import map_figures
import promises
import town

SEED = 41
# Unit -> people. KEC-HTB joins SETDA and RSUD joins DINKES; ITKO has no parent and stays masked.
UNITS = {"SETDA": 6, "KEC-HTB": 3, "DINKES": 5, "RSUD": 2, "BAPPEDA": 5, "ITKO": 3}


def run(city, *fixed):
    """Everybody sits, seals, and is carried; returns the map as headquarters shows it."""
    words = [word for sheet in town.SHEETS for word in ("--bank", sheet)]
    city.programs.run("asah-fleet", "run", "--terminals", city.work / "terminals", "--slips", city.slips_path,
                      "--seed", SEED, "--minutes-start", "2026-10-05", *words, *fixed)
    try:
        city.serve()
        city.carry_all()
        return await_map(city, sum(UNITS.values()))
    finally:
        city.stop()


def await_map(city, sittings):
    """The map once everything that was stored is filed too."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        dump = json.loads(city.live_map())
        if dump["sittings"] == sittings:
            return dump
        time.sleep(0.3)
    raise promises.Failed(f"only {dump['sittings']} of {sittings} sittings were filed")


def records_of(city):
    key = city.reading_key()
    return map_figures.read_records(city.hq / "receiver/archive.db", key, key.with_suffix(".pem"))


def recompute(city, dump):
    """The database of rows, and how many cells were compared; any difference ends the test."""
    differences = []
    framework, roster, items = map_figures.read_rules(city.assets / "framework.json", city.roster, town.SHEETS)
    database = map_figures.load(records_of(city), framework, roster, items, differences.append)
    map_figures.check_standards(database, framework, differences.append)
    map_figures.infer(database, framework, dump["as_of_ms"])
    cells = map_figures.compare(dump, *map_figures.make_map(database, framework), differences.append)
    if differences:
        raise promises.Failed("the map differs from its records:\n" + "\n".join(differences))
    return database, items, cells, framework


def met(database):
    return dict(((person, code), is_met) for person, code, is_met in
                database.execute("SELECT person, competency, is_met FROM figure"))


def deciding_response(database, items, framework, dump):
    """A single-choice response that alone decides one person's one figure in a visible cell: tried one by one."""
    before = met(database)
    row_of = {unit: row for row in dump["rows"] for unit in row["units"]}
    candidates = database.execute(
        "SELECT r.rowid, s.person, s.unit, s.title, s.tier, r.item, r.competency, r.points FROM response AS r "
        "JOIN sitting AS s ON s.id = r.sitting WHERE r.points IN (0, 1000) ORDER BY s.unit, s.title, r.item").fetchall()
    for rowid, person, unit, title, tier, item, competency, points in candidates:
        if items[item]["jenis"] != "pilihan_tunggal" or "met" not in row_of[unit]["cells"].get(competency, {}):
            continue
        database.execute("UPDATE response SET points = ? WHERE rowid = ?", (1000 - points, rowid))
        map_figures.infer(database, framework, dump["as_of_ms"])
        after = met(database)
        database.execute("UPDATE response SET points = ? WHERE rowid = ?", (points, rowid))
        if [key for key in before if before[key] != after[key]] == [(person, competency)]:
            return {"unit": unit, "title": title, "tier": tier, "item": item, "competency": competency,
                    "row": row_of[unit]["unit"], "becomes": "wrong" if points else "right",
                    "change": -1 if points else 1}
    raise promises.Failed("no response decides a figure: choose another seed")


def flatten(dump):
    """(row, what) -> value; what is a competency, or the sum of those below."""
    flat = {}
    for row in [dump["city"], *dump["rows"]]:
        for code, cell in row["cells"].items():
            flat[row["unit"] or "city", code] = cell
        flat[row["unit"] or "city", "below"] = row["below"]
        flat[row["unit"] or "city", "units"] = row["units"]
    flat["", "sittings"] = dump["sittings"]
    return flat


def check_change(first, second, chosen):
    """Only that cell, the city's cell of that column, and the sums of these two rows may move."""
    one, two = flatten(first), flatten(second)
    moved = {key for key in one.keys() | two.keys() if one.get(key) != two.get(key)}
    must = {(chosen["row"], chosen["competency"]), ("city", chosen["competency"])}
    may = must | {(chosen["row"], "below"), ("city", "below")}
    if not must <= moved <= may:
        raise promises.Failed(f"moved {sorted(moved)}, expected {sorted(must)} and at most {sorted(may)}")
    for key in must:
        if (two[key]["met"] - one[key]["met"], two[key]["counted"]) != (chosen["change"], one[key]["counted"]):
            raise promises.Failed(f"{key}: {one[key]} became {two[key]}")
    return sorted(moved), len(one)


def test(options, work):
    # A record's post names its person only where no two of a unit hold the same.
    with town.small_town(options.build, work / "city", UNITS, own_posts=True) as city:
        city.found(*UNITS)
        city.stop()
        shutil.copytree(city.work, work / "before")
        first = run(city)
        database, items, cells, framework = recompute(city, first)
        chosen = deciding_response(database, items, framework, first)
        city.work.rename(work / "first")
        (work / "before").rename(city.work)
        city.staff.clear()  # the city of before has no account yet
        second = run(city, "--set", f"{nip_of(city, chosen)}:{chosen['item']}={chosen['becomes']}")
        more_cells = recompute(city, second)[2]
    moved, total = check_change(first, second, chosen)
    states = sorted({cell["state"] for row in first["rows"] for cell in row["cells"].values()})
    for name, dump in (("first", first), ("second", second)):
        (work / f"map-{name}.json").write_text(json.dumps(dump, indent=1))
    print(json.dumps({"changed": f"{chosen['item']} of a {chosen['title']} in {chosen['unit']} becomes {chosen['becomes']}",
                      "moved": [" ".join(key) for key in moved], "of_figures": total, "states": states,
                      "cells_recomputed": cells + more_cells, "differences": 0}))


def nip_of(city, chosen):
    with open(city.roster, newline="") as file:
        return next(row["nip"] for row in csv.DictReader(file) if (row["kode_unit"], row["jabatan"], row["jenjang_jabatan"])
                    == (chosen["unit"], chosen["title"], chosen["tier"]))


if __name__ == "__main__":
    promises.run(test, __doc__)
