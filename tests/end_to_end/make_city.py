#!/usr/bin/env python3
"""make_city.py BUILD WORK: a small city by the real programs (six people, one joined terminal with its
content imported by the first start of the window). Tests copy its terminal, so one city serves them all."""
import argparse
import csv
import json
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools/demo"))

import city as demo_city  # noqa: E402

UNIT = "SETDA"
PEOPLE = 6
BANKS = ("T01", "T02", "T06", "M08")


def cut_roster(out):
    """The first people of one unit; their superiors stand outside the cut, so that column is empty."""
    with open(ROOT / "assets/samples/roster_city.csv", newline="", encoding="utf-8-sig") as file:
        rows = csv.DictReader(file)
        people = [row for row in rows if row["kode_unit"] == UNIT and row["status"] == "aktif"][:PEOPLE]
        columns = rows.fieldnames
    for row in people:
        row["nip_atasan"] = row["kode_unit_induk"] = ""
    with open(out, "w", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(people)


def make(build, work):
    work = pathlib.Path(work).resolve()
    (work / "logs").mkdir(parents=True)
    programs = demo_city.Programs(build, work / "logs/programs.log")
    city = demo_city.City(programs, work, ROOT)
    city.init()
    city.certify_trainer()
    banks = [city.make_bank(f"bank_{name}.csv", name, name) for name in BANKS]
    banks.append(city.make_bank("selfassess_sample.csv", "PM", "Penilaian Mandiri", "--statements"))
    cut_roster(work / "roster.csv")
    city.hq_run("roster", work / "roster.csv", "--slips", city.slips_path,
                "--framework", city.assets / "framework.json")
    city.publish(banks)
    try:
        city.serve()
        city.enrol(UNIT)
        city.publish(banks)  # once more, so that the manifest names the terminal just confirmed
        city.carry(UNIT)
    finally:
        city.stop()
    with open(city.slips_path, newline="") as file:
        slips = list(csv.DictReader(file))
    ports = {"port": city.port, "join_port": city.join_port, "web_port": city.web_port}
    (work / "city.json").write_text(json.dumps({"unit": UNIT, "people": slips, **ports}, indent=1))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build")
    parser.add_argument("work")
    options = parser.parse_args()
    make(options.build, options.work)
    print(f"a city of {PEOPLE} people stands in {options.work}")


if __name__ == "__main__":
    main()
