#!/usr/bin/env python3
"""Recomputes every figure of the competency map without any of Asah's code, and compares.

Rows come only from records: each sealed record of the receiver's archive is opened by
`openssl cms -decrypt | zstd -d` with headquarters' reading key. The framework, the trainers' sheets
(keys) and the roster (units, parents, titles) are read as the city wrote them. Never opened: the
reader's database. The rules are written anew here from the framework's own text.

    map_figures.py --archive receiver.db --reading-key reading.key --reading-certificate reading.pem
        --framework framework.json --roster roster.csv --sheet bank.csv... --map dump.json

Ends with 0 when no figure differs, with 1 and a line for each difference otherwise."""
import argparse
import calendar
import concurrent.futures
import csv
import datetime
import fnmatch
import json
import math
import re
import sqlite3
import subprocess
import sys
import tempfile

PURPOSE = "PEMETAAN_PENGEMBANGAN"
TARGET_PERCENT = 60
POINTS_MAX = 1000
DAY_MS = 86_400_000
CITY_OFFSET_MS = 7 * 3_600_000

TABLES = """
CREATE TABLE sitting (id TEXT PRIMARY KEY, person TEXT, unit TEXT, tier TEXT, title TEXT, occasion TEXT,
                      finished_ms INTEGER);
CREATE TABLE required (sitting TEXT, competency TEXT, level INTEGER);
CREATE TABLE response (sitting TEXT, bank TEXT, item TEXT, competency TEXT, level INTEGER, is_true_false INTEGER,
                       points INTEGER);
CREATE TABLE unit (code TEXT PRIMARY KEY, name TEXT, parent TEXT);
CREATE TABLE post (unit TEXT, competency TEXT, people INTEGER);
CREATE TABLE active (unit TEXT, people INTEGER);
CREATE TABLE person_level (unit TEXT, person TEXT, competency TEXT, level INTEGER, required INTEGER);
CREATE TABLE figure (unit TEXT, person TEXT, competency TEXT, is_met INTEGER);
"""


def open_record(sealed, key, certificate):
    with tempfile.NamedTemporaryFile() as file:
        file.write(sealed)
        file.flush()
        opened = subprocess.run(["openssl", "cms", "-decrypt", "-inform", "DER", "-in", file.name, "-inkey", key,
                                 "-recip", certificate, "-binary"], capture_output=True, check=True).stdout
    return json.loads(subprocess.run(["zstd", "-dc"], input=opened, capture_output=True, check=True).stdout)


def sealed_of(entry):
    """An entry's file: u32 length, header, u8 length, signature, and then the sealed record."""
    signature = 4 + int.from_bytes(entry[:4], "big")
    return entry[signature + 1 + entry[signature]:]


def read_records(archive, key, certificate):
    database = sqlite3.connect(f"file:{archive}?mode=ro", uri=True)
    sealed = [sealed_of(row[0]) for row in database.execute("SELECT file FROM entry ORDER BY terminal_id, ledger_id, n")]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        return list(pool.map(lambda one: open_record(one, key, certificate), sealed))


def read_sheets(paths):
    items = {}
    for path in paths:
        with open(path, newline="", encoding="utf-8-sig") as file:
            items.update({row["kode_butir"]: row for row in csv.DictReader(file)})
    return items


def share(part, whole):
    return (part * 2 * POINTS_MAX + whole) // (2 * whole)


def points_of(row, chosen):
    """The sheet's key against the chosen option ids; thousandths, partial credit rounded half up."""
    letters = {one.strip().upper() for one in chosen}
    if not letters:
        return 0
    if row["jenis"] == "situasional":
        weights = dict(zip("ABCDE", (int(one) for one in row["bobot"].split("|"))))
        worst, best = min(weights.values()), max(weights.values())
        return share(weights[letters.pop()] - worst, best - worst) if len(letters) == 1 else 0
    right = {one.strip().upper() for one in row["kunci"].split("|")}
    if row["jenis"] == "pilihan_jamak":
        wrong_all = sum(1 for letter in "abcde" if row[f"opsi_{letter}"].strip()) - len(right)
        surplus = len(letters & right) * wrong_all - len(letters - right) * len(right)
        return share(max(0, surplus), len(right) * wrong_all)
    return POINTS_MAX if letters == right else 0


def replay(events):
    """Visited places, last answer of each, and when it was finished."""
    visited, answers, finished = set(), {}, None
    for event in events:
        if event["type"] == "visited":
            visited.add(event["position"])
        elif event["type"] == "answered":
            visited.add(event["position"])
            answers[event["position"]] = event["response"]
        elif event["type"] == "finished":
            finished = event["at"]["utc_ms"]
    return visited, answers, finished


def load_sittings(database, records, items, say):
    seen = set()
    for record in records:
        if record["kind"] != "sitting" or record["sitting"] in seen:
            continue
        head = record["events"][0]["head"]
        if head["purpose"] != PURPOSE or head["kind"] == "self_assessment":
            continue
        seen.add(record["sitting"])
        visited, answers, finished = replay(record["events"])
        post = head["post"]
        database.execute("INSERT INTO sitting VALUES (?, ?, ?, ?, ?, ?, ?)",
                         (record["sitting"], head["person"], post["unit"], post["tier"], post["title"], head["occasion"],
                          finished))
        database.executemany("INSERT INTO required VALUES (?, ?, ?)", [
            (record["sitting"], code, level) for code, level in head["standard"]["required"].items()])
        for place, item in enumerate(head["form"]["items"]):
            row = items[item["item"]]
            is_counted = place in visited and row["kumpulan"] == "ukur"
            points = points_of(row, answers.get(place, {}).get("chosen", [])) if is_counted else -1
            if points != record["claim"]["points"][place]:
                say(f"points: sitting {record['sitting']} item {item['item']}: "
                    f"claimed {record['claim']['points'][place]}, recomputed {points}")
            if is_counted:
                database.execute("INSERT INTO response VALUES (?, ?, ?, ?, ?, ?, ?)",
                                 (record["sitting"], item["bank"], item["item"], row["kode_kompetensi"],
                                  int(row["level"]), row["jenis"] == "benar_salah", points))


def load_units(database, framework, roster):
    for row in roster:
        database.execute("INSERT OR IGNORE INTO unit VALUES (?, ?, ?)",
                         (row["kode_unit"], row["unit_kerja"], row["kode_unit_induk"]))
        if row["status"] == "aktif":
            database.execute("INSERT INTO active VALUES (?, 1)", (row["kode_unit"],))
            database.executemany("INSERT INTO post VALUES (?, ?, 1)", [
                (row["kode_unit"], code)
                for code in standard_of(framework, row["jenjang_jabatan"], row["jabatan"], row["unit_kerja"])])


def read_rules(framework, roster, sheets):
    with open(framework, encoding="utf-8") as file:
        rules = json.load(file)
    with open(roster, newline="", encoding="utf-8-sig") as file:
        people = list(csv.DictReader(file))
    return rules, people, read_sheets(sheets)


def load(records, framework, roster, items, say):
    """A database in memory with one row a response, and the rules."""
    database = sqlite3.connect(":memory:")
    database.executescript(TABLES)
    load_units(database, framework, roster)
    load_sittings(database, records, items, say)
    return database


def valid_until(finished_ms, months):
    """The last day of validity, in days since 1970: the same day of a later calendar month, in the city's time."""
    day = datetime.date(1970, 1, 1) + datetime.timedelta((finished_ms + CITY_OFFSET_MS) // DAY_MS)
    later = day.year * 12 + day.month - 1 + months
    last = calendar.monthrange(later // 12, later % 12 + 1)[1]
    return (datetime.date(later // 12, later % 12 + 1, min(day.day, last)) - datetime.date(1970, 1, 1)).days


def source_levels(responses, months, rule, today):
    """Level -> its responses: those of the newest valid occasion with enough items at the level."""
    latest = {}   # within an occasion the same item counts once, the latest
    for response in sorted(responses, key=lambda one: one["finished_ms"]):
        latest[response["occasion"], response["bank"], response["item"]] = response
    occasions = {}
    for response in latest.values():
        occasions.setdefault(response["occasion"], []).append(response)
    newest_first = sorted(occasions.items(), reverse=True,
                          key=lambda one: (max(response["finished_ms"] for response in one[1]), one[0]))
    sources = {}
    for level in range(1, rule["levels_by_items_up_to"] + 1):
        needed = rule["min_items_at_level"][str(level)]
        for _, items in newest_first:
            at_level = [response for response in items if response["level"] == level]
            true_false = sum(response["is_true_false"] for response in at_level)
            if at_level and len(at_level) >= needed and true_false <= rule["true_false_max_at_level"] * (
                    len(at_level) // needed) and today <= valid_until(
                    max(response["finished_ms"] for response in at_level), months):
                sources[level] = at_level
                break
    return sources


def percent_of(responses):
    return 100 * sum(response["points"] for response in responses) / (POINTS_MAX * len(responses))


def level_of(sources, rule):
    """The highest level reached; None when nothing may be said."""
    reached, pooled, has_hole = 0, [], False
    for level in sorted(sources):
        pooled += sources[level]
        own = percent_of(sources[level])
        if not has_hole and min(own, percent_of(pooled)) >= rule["threshold_percent"]:
            reached = level
        has_hole = has_hole or own < rule["hole_percent"]
    return None if reached == 0 and 1 not in sources else reached


def infer(database, framework, as_of_ms):
    """From responses to one figure a person and competency: met or not. Who is not certain yet has not reached the standard."""
    rule, validity = framework["level_inference"], framework["evidence_validity_months"]
    today = (as_of_ms + CITY_OFFSET_MS) // DAY_MS
    newest, responses = {}, {}
    for person, sitting, unit in database.execute("SELECT person, id, unit FROM sitting ORDER BY finished_ms, id"):
        newest[person] = (sitting, unit)
    columns = "person, competency, occasion, finished_ms, bank, item, r.level, is_true_false, points"
    for row in database.execute(f"SELECT {columns} FROM response AS r JOIN sitting AS s ON s.id = r.sitting"):
        names = ("occasion", "finished_ms", "bank", "item", "level", "is_true_false", "points")
        responses.setdefault(row[:2], []).append(dict(zip(names, row[2:])))
    required = dict(((sitting, code), level) for sitting, code, level in database.execute("SELECT * FROM required"))
    database.executescript("DELETE FROM person_level; DELETE FROM figure;")
    for (person, code), own in responses.items():
        months = validity["months"].get(code, validity["default"])
        sources = source_levels(own, months, rule, today)
        level = level_of(sources, rule) if sources else None
        sitting, unit = newest[person]
        standard = required.get((sitting, code), 0)
        if level is None:
            continue
        database.execute("INSERT INTO person_level VALUES (?, ?, ?, ?, ?)", (unit, person, code, level, standard))
        if standard > 0:
            database.execute("INSERT INTO figure VALUES (?, ?, ?, ?)", (unit, person, code, level >= standard))


def family_of(framework, title):
    """The pattern with most fixed characters wins; of equals the family listed first."""
    best, found = -1, None
    for family in framework["job_families"]["families"]:
        for pattern in family["match_titles_id"]:
            fixed = len(pattern.replace("*", ""))
            is_match = re.fullmatch(fnmatch.translate(re.sub(r"([\[?])", r"[\1]", pattern.lower())), title.lower())
            if is_match and fixed > best:
                best, found = fixed, family
    return found


def standard_of(framework, tier, title, unit_name):
    """Managerial and social by tier; technical by family and tier; the unit's adjustment; 0 = not required."""
    required = dict(next(one for one in framework["tiers"] if one["code"] == tier)["required"])
    family = family_of(framework, title)
    for code, by_tier in family["technical"].items():
        required[code] = by_tier.get(tier, 0)
    for code in family.get("not_required", []):
        required[code] = 0
    for adjustment in framework["unit_adjustments"]["items"]:
        if any(text in unit_name for text in adjustment["match_id"]):
            for code, delta in adjustment["delta"].items():
                if required.get(code, 0) > 0:
                    required[code] = min(5, required[code] + delta)
    return {code: level for code, level in required.items() if level > 0}


def check_standards(database, framework, say):
    """The standard that each record carries against the framework's text."""
    count = 0
    names = dict(database.execute("SELECT code, name FROM unit"))
    for sitting, unit, tier, title in database.execute("SELECT id, unit, tier, title FROM sitting").fetchall():
        carried = {code: level for code, level in
                   database.execute("SELECT competency, level FROM required WHERE sitting = ? AND level > 0", (sitting,))}
        expected = standard_of(framework, tier, title, names.get(unit, ""))
        count += len(framework["competencies"])
        for code in sorted(carried.keys() | expected.keys()):
            if carried.get(code, 0) != expected.get(code, 0):
                say(f"standard: {title} ({tier}, {unit}) {code}: record {carried.get(code, 0)}, "
                    f"framework {expected.get(code, 0)}")
    return count


def roll_up(database, group_min):
    """Units with fewer active people than the minimum join their parent, leaves first."""
    people = dict(database.execute("SELECT code, coalesce(sum(a.people), 0) FROM unit LEFT JOIN active AS a ON a.unit = code "
                                   "GROUP BY code"))
    parent = dict(database.execute("SELECT code, parent FROM unit"))
    members = {code: {code} for code in parent}
    while True:
        def is_small(code):
            return people[code] < group_min and parent[code] in members and parent[code] != code
        small = next((code for code in sorted(members) if is_small(code) and not any(
            parent[other] == code and other != code and people[other] < group_min for other in members)), None)
        if small is None:
            return members
        into = parent[small]
        people[into] += people[small]
        members[into] |= members.pop(small)


def interval_of(met, counted, people):
    """Wilson's score interval, 95 %, for people drawn from a finite number; under half measured the farthest bounds."""
    if 2 * counted < people:
        return met / people, (met + people - counted) / people
    if people == counted:
        return met / counted, met / counted
    z = 1.959963984540054
    share, count = met / counted, counted * (people - 1) / (people - counted)
    centre = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z / (1 + z * z / count) * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    low, high = max(0.0, centre - half), min(1.0, centre + half)
    return 0.0 if met == 0 else low, 1.0 if met == counted else high


def judge(people, counted, met, group_min):
    people = max(people, counted)
    if counted == 0:
        return {"state": "not_measured" if people else "not_asked"}
    if counted < group_min:
        return {"state": "masked", "counted": counted}
    low, high = interval_of(met, counted, people)
    target = TARGET_PERCENT / 100
    state = "unsure" if 2 * counted < people else "below" if high < target else "reached" if low >= target else "unsure"
    percent = math.floor(100 * met / counted + 0.5)
    return {"state": state, "people": people, "counted": counted, "met": met, "percent": percent, "low": low, "high": high}


def guard(rows, city, code, group_min):
    """One more cell hides while the city's figure minus the visible ones would give a hidden one away."""
    while True:
        hidden = [row[code] for row in rows if row[code]["state"] in ("masked", "guard")]
        if not hidden or (len(hidden) > 1 and sum(cell["counted"] for cell in hidden) >= group_min):
            return
        visible = [row[code] for row in rows if "percent" in row[code] and row[code]["state"] != "guard"]
        if not visible:
            if "percent" in city[code]:
                city[code]["state"] = "guard"
            return
        min(visible, key=lambda cell: cell["counted"])["state"] = "guard"


def below_of(cells):
    """People and competencies below standard, over the visible cells."""
    return sum(cell["counted"] - cell["met"] for cell in cells.values() if cell["state"] in ("below", "unsure", "reached"))


def make_map(database, framework):
    group_min = framework["minimum_group_size"]
    members = roll_up(database, group_min)
    codes = [one["code"] for one in framework["competencies"]]

    def cells_of(units):
        marks = ",".join("?" * len(units))
        sums = {code: (counted, met) for code, counted, met in database.execute(
            f"SELECT competency, count(*), sum(is_met) FROM figure WHERE unit IN ({marks}) GROUP BY competency", sorted(units))}
        people = dict(database.execute(
            f"SELECT competency, sum(people) FROM post WHERE unit IN ({marks}) GROUP BY competency", sorted(units)))
        return {code: judge(people.get(code, 0), *sums.get(code, (0, 0)), group_min) for code in codes}

    rows = {code: cells_of(units) for code, units in sorted(members.items())}
    city = cells_of(set().union(*members.values()))
    for code in codes:
        guard(list(rows.values()), city, code, group_min)
    return members, rows, city


def compare_cells(name, theirs, ours, say):
    count = 0
    for code in sorted(theirs.keys() | ours.keys()):
        count += 1
        mine = dict(ours.get(code, {}))
        if mine.get("state") in ("masked", "guard"):
            mine = {"state": mine["state"]}
        given = theirs.get(code, {"state": mine.get("state")} if mine.get("state", "").startswith("not_") else {})
        is_same = mine.keys() == given.keys() and all(
            abs(mine[key] - given[key]) < 1e-9 if key in ("low", "high") else mine[key] == given[key] for key in mine)
        if not is_same:
            say(f"cell: {name} {code}: map {given}, recomputed {mine}")
    return count


def compare(dump, members, rows, city, say):
    cells = compare_cells("city", dump["city"]["cells"], city, say)
    if dump["city"]["below"] != below_of(city):
        say(f"below: city: map {dump['city']['below']}, recomputed {below_of(city)}")
    given = {row["unit"]: row for row in dump["rows"]}
    for unit in sorted(given.keys() | rows.keys()):
        if unit not in given or unit not in rows:
            say(f"row: {unit}: only in the {'map' if unit in given else 'recomputed map'}")
            continue
        cells += compare_cells(unit, given[unit]["cells"], rows[unit], say)
        if given[unit]["below"] != below_of(rows[unit]):
            say(f"below: {unit}: map {given[unit]['below']}, recomputed {below_of(rows[unit])}")
        if set(given[unit]["units"]) != members[unit]:
            say(f"units of {unit}: map {sorted(given[unit]['units'])}, recomputed {sorted(members[unit])}")
    return cells


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("archive", "reading-key", "reading-certificate", "framework", "roster", "map"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--sheet", action="append", required=True)
    options = parser.parse_args()
    differences = []

    def say(text):
        differences.append(text)
        print("differs: " + text)

    framework, roster, items = read_rules(options.framework, options.roster, options.sheet)
    with open(options.map, encoding="utf-8") as file:
        dump = json.load(file)
    records = read_records(options.archive, options.reading_key, options.reading_certificate)
    database = load(records, framework, roster, items, say)
    standards = check_standards(database, framework, say)
    infer(database, framework, dump["as_of_ms"])
    members, rows, city = make_map(database, framework)
    cells = compare(dump, members, rows, city, say)
    number = {name: database.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
              for name in ("sitting", "response", "person_level", "figure")}
    if dump["sittings"] != number["sitting"]:
        say(f"sittings: map {dump['sittings']}, recomputed {number['sitting']}")
    print(json.dumps({"records": len(records), "sittings": number["sitting"], "responses": number["response"],
                      "levels": number["person_level"], "figures": number["figure"], "standards": standards,
                      "cells": cells, "differences": len(differences)}))
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
