#!/usr/bin/env python3
"""Entries of a fleet terminal and of the real kiosk: open_entries.sh opens both with headquarters' reading key and
with the escrow key, by openssl and zstd alone; nothing in the terminals' own files opens any of them."""
import os
import pathlib
import shutil
import subprocess

import thief
import town

HERE = pathlib.Path(__file__).resolve().parent
FLEET, KIOSK = "SETDA", "DISDIK"
ANSWERED = 4


def open_by_tools(city, entry, *keys):
    return subprocess.run([HERE / "open_entries.sh", entry, city.hq / "orders/terminals.json", *keys],
                          capture_output=True, text=True, check=False)


def sit_at_the_window(city, slip, log):
    """Signs in with the slip, chooses a PIN, answers a few items of the pre-test and finishes."""
    terminal, display = city.terminals[KIOSK], town.demo_window.Display()
    try:
        command = [city.programs.path("asah-kiosk"), *map(str, terminal.kiosk()), "--window", "1280x800"]
        window = town.demo_window.Window(command, city.work / "record.json", display.name, log)
        key = town.demo_person.read_key(city.assets / "samples" / sheet for sheet, _, _ in town.BANKS)
        person = town.demo_person.Person(window, slip["nomor_pendek"], slip["pin"], key)
        if window.wait_screen("ready", "sign_in")["screen"] == "ready":
            window.tap("ready.sign_in")
        person.sign_in()
        person.choose_pin(town.NEW_PIN)
        person.start("prates-2026")
        for _ in range(ANSWERED):
            person.answer()
            person.go_on()
        receipt = person.finish()
        window.close()
        return receipt
    finally:
        display.close()


def check_controls(checks, city, entry):
    """The thief's tools find a key when there is one: otherwise their silence proves nothing."""
    loot = city.work / "loot"
    loot.mkdir()
    shutil.copy(city.home / "keys/reading.key", loot)
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


def main():
    options = town.arguments(__doc__)
    checks = town.Checks()
    with town.Workplace(options) as work:
        city = town.Town(town.demo_city.Programs(options.build, work / "commands.log"), work)
        city.found()
        city.serve()
        try:
            for unit in (FLEET, KIOSK):
                city.enrol(unit)
            city.fill()
            receipts = city.keep_sitting(FLEET, city.people(FLEET)[0], options.seed)
            receipts.append(sit_at_the_window(city, city.people(KIOSK)[0], city.work / "logs/asah-kiosk.log"))
            check_all(checks, city, receipts)
        finally:
            city.stop()
    print(f"open_entries: {checks.count} checks held")


def check_all(checks, city, receipts):
    keys = (city.home / "keys/reading.key", city.hq / "offline/escrow.key")
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


if __name__ == "__main__":
    main()
