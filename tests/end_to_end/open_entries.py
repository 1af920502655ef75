#!/usr/bin/env python3
"""Entries of a fleet terminal and of the real kiosk: open_entries.sh opens both with headquarters' reading key and
with the escrow key, by openssl and zstd alone; nothing in the terminals' own files opens any of them."""
import os
import pathlib
import shutil
import subprocess

import promises
import scene
import thief
import town

HERE = pathlib.Path(__file__).resolve().parent
FLEET, KIOSK = "SETDA", "DISDIK"
ANSWERED = 4


def open_by_tools(city, entry, *keys):
    return subprocess.run([HERE / "open_entries.sh", entry, city.hq / "orders/terminals.json", *keys],
                          capture_output=True, text=True, check=False)


def sit_at_the_window(city):
    """Signs in with the slip, chooses a PIN, answers a few items of the pre-test and finishes."""
    with scene.Scene(city, KIOSK) as place:
        person = place.sign_in(place.open_ready(), 0)
        person.start(town.PRETEST)
        for _ in range(ANSWERED):
            person.answer()
            person.go_on()
        receipt = person.finish()
        person.window.close()
    return receipt


def check_controls(checks, city, entry):
    """The thief's tools find a key when there is one: otherwise their silence proves nothing."""
    loot = city.work / "loot"
    loot.mkdir()
    shutil.copy(city.reading_key(), loot)
    checks.hold(thief.rob([loot], [entry])[0] != [], "control: headquarters' reading key among the loot opens the entry")
    key, nonce = os.urandom(32), os.urandom(12)
    (loot / "planted").write_bytes(os.urandom(999) + key + os.urandom(500))
    wanted = [(nonce + (2).to_bytes(4, "big"), thief.gcm_start(key, nonce, thief.ZSTD_MAGIC))]
    checks.hold(thief.content_key_places([loot / "planted"], wanted)[0] != [],
                "control: a content key hidden among 1.5 KB is found")


def check_damage(checks, city, entry, key):
    """The script is no rubber stamp: a changed byte, another terminal's signature, another city's key."""
    damaged = city.work / entry.name
    for at, what in ((20, "header"), (190, "signature"), (-5, "sealed record")):
        data = bytearray(entry.read_bytes())
        data[at] ^= 1
        damaged.write_bytes(data)
        checks.hold(open_by_tools(city, damaged, key).returncode == 1, f"control: a changed {what} is refused")
    checks.hold("does not open it" in open_by_tools(city, entry, city.home / "keys/content.key").stderr,
                "control: headquarters' content key opens nothing")


def check_all(checks, city, receipts):
    keys = (city.reading_key(), city.hq / "offline/escrow.key")
    for unit, words in ((FLEET, "fleet"), (KIOSK, "kiosk")):
        entries = city.entries(unit)
        checks.hold(len(entries) == 2, f"{words}: a changed PIN and a sitting lie in the outbox")
        for entry in entries:
            done = open_by_tools(city, entry, *keys)
            print(done.stdout + done.stderr, end="")
            checks.hold(done.returncode == 0, f"{words}: openssl and zstd open {entry.name[33:43]} with both reading keys")
        checks.hold('"kind": "sitting"' in done.stdout and "4 answered" in done.stdout or unit == FLEET,
                    f"{words}: the last one is the sitting with what was answered")
    check_damage(checks, city, entries[-1], keys[0])
    check_controls(checks, city, entries[-1])
    for unit in (FLEET, KIOSK):
        terminal = city.terminals[unit]
        found, tried = thief.rob([terminal.home, terminal.state], city.entries(unit))
        checks.hold(found == [] and tried > 100000,
                    f"{unit}: none of {tried} keys made from the terminal's home and its carrier's folder opens a record")
    checks.hold(len(receipts) == 2, f"receipt codes {' '.join(receipts)}")


def test(options, work):
    checks = promises.Checks()
    with town.small_town(options.build, work) as city:
        city.found(FLEET, KIOSK)
        receipts = city.keep_sitting(FLEET, city.people(FLEET)[0], options.seed)
        receipts.append(sit_at_the_window(city))
        check_all(checks, city, receipts)
    print(f"{checks.count} checks held")


if __name__ == "__main__":
    promises.run(test, __doc__)
