#!/usr/bin/env python3
"""moved_window.py BUILD: a person who acts only through the window answers as meant wherever the window stands
and however the options are shuffled. Two people take the same pre-test: one in the corner of the screen, one
in a window that is moved twice, with forms drawn from another seed. The sealed records are opened with
headquarters' key and hold exactly the options that were meant, item by item."""
import csv

import promises
import records
import scene
import town

WRONG_EVERY = 5  # each fifth item is answered wrongly on purpose: what is meant is not always the key
CORNER_ITEMS = 8  # enough for the corner; the record holds the whole form and its orders


def sheet_rows():
    """Stem -> (item, text -> option id)."""
    rows = {}
    for sheet in town.SHEETS:
        with open(sheet, newline="", encoding="utf-8-sig") as file:
            for row in csv.DictReader(file):
                options = {row["opsi_" + letter]: letter for letter in "abcde" if row["opsi_" + letter]}
                rows[row["pertanyaan"]] = (row["kode_butir"], options)
    return rows


def move(window, x, y):
    window.xdotool("windowmove", "--sync", window.handle(), x, y)
    promises.check(window.origin() == (x, y), f"the window stands at {window.origin()}, not at {(x, y)}")


def take(place, index, seed, places, count=None):
    """The pre-test, or its first `count` items; returns what was meant: item -> option ids."""
    window = place.open_ready("--form-seed", seed)
    person = place.sign_in(window, index)
    person.start(town.PRETEST)
    count = count or int(person.position().split()[-1])
    rows, meant = sheet_rows(), {}
    for number in range(count):
        if number % (count // max(1, len(places)) + 1) == 0 and places:
            move(window, *places.pop(0))
        stem = person.stem()
        if number % WRONG_EVERY == WRONG_EVERY - 1:
            person.wrong.add(stem)
        item, options = rows[stem]
        meant[item] = sorted(options[text] for text in person.meant(stem))
        person.answer()
        if number + 1 < count:
            person.go_on()
    person.finish()
    window.close()
    return meant


def answered(record):
    items = record["events"][0]["head"]["form"]["items"]
    last = {event["position"]: event["response"]["chosen"] for event in record["events"]
            if event["type"] == "answered"}
    return {items[position]["item"]: sorted(chosen) for position, chosen in last.items()}


def orders(record):
    return {item["item"]: item["options"] for item in record["events"][0]["head"]["form"]["items"]}


def test(options, work):
    with scene.alone(options.build, work, screen="1920x1080") as place:
        meant = [take(place, 0, 1, [], count=CORNER_ITEMS), take(place, 1, 2, [(523, 217), (40, 270)])]
        sealed = records.sittings(place.terminal.outbox, place.city.reading_key())
        promises.check(len(sealed) == 2, f"{len(sealed)} sittings in the outbox")
        for who, record in zip(meant, sealed):
            got = answered(record)
            differing = {item: (who.get(item), got.get(item)) for item in who.keys() | got.keys()
                         if who.get(item) != got.get(item)}
            promises.check(not differing, f"meant and stored differ: {differing}")
        first, second = map(orders, sealed)
        shared = first.keys() & second.keys()
        shuffled = [item for item in shared if first[item] != second[item]]
        promises.check(shuffled, "the second seed shuffled nothing")
        print(f"{len(meant[0])} and {len(meant[1])} items answered as meant, window in the corner and moved twice; "
              f"{len(shuffled)} of {len(shared)} shared items had their options in another order")


if __name__ == "__main__":
    promises.run(test, __doc__)
