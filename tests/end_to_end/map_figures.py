#!/usr/bin/env python3
"""Recomputes every figure of the competency map without any of Asah's code, and compares.

Rows come only from records: each sealed record of the receiver's archive is opened by
`openssl cms -decrypt | zstd -d` with headquarters' reading key. The framework, the trainers' sheets
(keys) and the roster (units, parents, titles) are read as the city wrote them. Never opened: the
reader's database. The rules are written anew here, in SQL, from the framework's own text.

    map_figures.py --archive receiver.db --reading-key reading.key --reading-certificate reading.pem
        --framework framework.json --roster roster.csv --sheet bank.csv... --map dump.json

Ends with 0 when no figure differs, with 1 and a line for each difference otherwise."""
import argparse
import concurrent.futures
import csv
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
MONTH_MS = 30.436875 * 86_400_000

TABLES = """
CREATE TABLE sitting (id TEXT PRIMARY KEY, person TEXT, unit TEXT, tier TEXT, title TEXT, finished_ms INTEGER);
CREATE TABLE required (sitting TEXT, competency TEXT, level INTEGER);
CREATE TABLE response (sitting TEXT, item TEXT, competency TEXT, level INTEGER, is_true_false INTEGER,
                       points INTEGER);
CREATE TABLE rule (level INTEGER, at_level_min INTEGER, items_min INTEGER, threshold INTEGER, true_false_max INTEGER);
CREATE TABLE validity (competency TEXT, age_max_ms INTEGER);
CREATE TABLE unit (code TEXT PRIMARY KEY, name TEXT, parent TEXT);
CREATE TABLE post (unit TEXT, competency TEXT, people INTEGER);
CREATE TABLE active (unit TEXT, people INTEGER);
"""

# The same item counts once, the latest; older than its competency's validity: not at all.
EVIDENCE = """
CREATE TABLE newest AS
SELECT person, id AS sitting, unit, finished_ms FROM (
    SELECT *, row_number() OVER (PARTITION BY person ORDER BY finished_ms DESC, id DESC) AS place FROM sitting)
WHERE place = 1;
CREATE TABLE evidence AS
SELECT person, competency, level, is_true_false, points FROM (
    SELECT s.person, r.*, row_number() OVER (PARTITION BY s.person, r.item ORDER BY s.finished_ms DESC, s.id DESC) AS place,
           n.finished_ms - s.finished_ms AS age_ms
    FROM response AS r JOIN sitting AS s ON s.id = r.sitting JOIN newest AS n ON n.person = s.person) AS e
JOIN validity AS v USING (competency)
WHERE place = 1 AND age_ms <= age_max_ms;
"""

# A level with enough items is reached or denied, by its pooled score and its own; one with too few stays open.
# Nothing is said of a person while no level is reached and the lowest are open, unless the standard is denied.
LEVELS = """
CREATE TABLE judged AS
SELECT person, competency, rule.level,
       count(*) >= items_min AND sum(e.level = rule.level) >= at_level_min
           AND sum(is_true_false) < count(*) AND sum(is_true_false) * 100 <= true_false_max * count(*) AS is_stated,
       sum(points) * 100 >= threshold * 1000 * count(*)
           AND sum(CASE WHEN e.level = rule.level THEN points ELSE 0 END) * 100
               >= threshold * 1000 * sum(e.level = rule.level) AS is_reached
FROM evidence AS e JOIN rule ON e.level <= rule.level
GROUP BY person, competency, rule.level;
CREATE TABLE span AS
SELECT person, competency, reached,
       (SELECT min(d.level) FROM judged AS d WHERE d.person = r.person AND d.competency = r.competency
                                               AND d.is_stated AND d.level > reached) AS denied
FROM (SELECT person, competency, max(CASE WHEN is_stated AND is_reached THEN level ELSE 0 END) AS reached
      FROM judged GROUP BY person, competency) AS r;
CREATE TABLE person_level AS
SELECT n.unit, s.person, s.competency, s.reached AS level, coalesce(r.level, 0) AS required
FROM span AS s JOIN newest AS n USING (person)
LEFT JOIN required AS r ON r.sitting = n.sitting AND r.competency = s.competency
WHERE s.reached > 0 OR s.denied = 1 OR coalesce(r.level, 0) >= s.denied;
CREATE TABLE figure AS
SELECT unit, person, competency, level >= required AS is_met FROM person_level WHERE required > 0;
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
        database.execute("INSERT INTO sitting VALUES (?, ?, ?, ?, ?, ?)",
                         (record["sitting"], head["person"], post["unit"], post["tier"], post["title"], finished))
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
                database.execute("INSERT INTO response VALUES (?, ?, ?, ?, ?, ?)",
                                 (record["sitting"], item["item"], row["kode_kompetensi"], int(row["level"]),
                                  row["jenis"] == "benar_salah", points))


def load_rules(database, framework, roster):
    rule = framework["level_inference"]
    for level, at_level in rule["min_items_at_level"].items():
        if int(level) <= rule["levels_by_items_up_to"]:
            database.execute("INSERT INTO rule VALUES (?, ?, ?, ?, ?)",
                             (int(level), at_level, rule["min_items_for_a_level"], rule["threshold_percent"],
                              rule["true_false_max_share_percent"]))
    validity = framework["evidence_validity_months"]
    for competency in framework["competencies"]:
        months = validity["months"].get(competency["code"], validity["default"])
        database.execute("INSERT INTO validity VALUES (?, ?)", (competency["code"], int(months * MONTH_MS)))
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
    load_rules(database, framework, roster)
    load_sittings(database, records, items, say)
    return database


def infer(database):
    """From responses to one figure a person and competency: met or not."""
    database.executescript("DROP TABLE IF EXISTS newest; DROP TABLE IF EXISTS evidence; DROP TABLE IF EXISTS judged;"
                           "DROP TABLE IF EXISTS span; DROP TABLE IF EXISTS person_level; DROP TABLE IF EXISTS figure;" + EVIDENCE + LEVELS)


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
    infer(database)
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
