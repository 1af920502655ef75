#!/usr/bin/env python3
"""Any byte of anything that comes down, changed: refused, and the terminal's database equals its dump from before.
Once as the kiosk meets it, in its inbox; once as the carrier meets it, on a stick."""
import hashlib
import random
import shutil
import sqlite3

import promises
import town

UNIT = "SETDA"
INBOX_ROUNDS, INBOX_ROUNDS_LONG = 16, 60   # each changes one byte of every file
STICK_TRIALS = 24


class Terminal:
    """The terminal's folders; content comes in by hand, a program of the real station takes it in."""

    def __init__(self, city):
        self.city, self.folders = city, city.terminals[UNIT]

    def take_in(self):
        """Opens the station, takes in the inbox; nobody signs in. Returns what it said."""
        return self.city.programs.attempt("asah-fleet", *self.city.fleet_words(UNIT, town.NOBODY), timeout=60)

    def dump(self):
        """Every row but the status's counter, which grows at each start."""
        with sqlite3.connect(self.folders.home / "kiosk.db") as database:
            lines = list(database.iterdump())
        return [line for line in lines if "'status_number'" not in line]

    def root(self):
        return (self.folders.home / "root").read_bytes()

    def waiting(self):
        return sorted(path.name for path in self.folders.inbox.iterdir())


def flipped(data, chance):
    at = chance.randrange(len(data))
    changed = bytearray(data)
    changed[at] ^= 1 << chance.randrange(8)
    return bytes(changed), at


def check_inbox(checks, city, delivered, chance, rounds):
    """The kiosk knows the manifest and has none of the packages; then every file comes, one byte wrong in each."""
    terminal = Terminal(city)
    inbox = terminal.folders.inbox
    (inbox / "manifest").write_bytes(delivered["manifest"])
    terminal.take_in()
    checks.hold(terminal.waiting() == [], "control: the manifest as it was signed is taken in")
    before = terminal.dump()
    terminal.take_in()
    checks.hold(terminal.dump() == before, "control: a start without anything new changes nothing in it")
    flip_all(checks, terminal, delivered, chance, rounds)
    check_renamed(checks, terminal, delivered, before, chance)
    for name, data in delivered.items():
        (inbox / name).write_bytes(data)
    terminal.take_in()
    checks.hold(terminal.waiting() == [] and len(terminal.dump()) > len(before), "control: the same files unchanged are taken in")
    flip_all(checks, terminal, delivered, chance, max(1, rounds // 4))


def flip_all(checks, terminal, delivered, chance, rounds):
    inbox, before, root, tried = terminal.folders.inbox, terminal.dump(), terminal.root(), 0
    for _ in range(rounds):
        places = {}
        for name, data in delivered.items():
            changed, places[name] = flipped(data, chance)
            (inbox / name).write_bytes(changed)
        tried += len(places)
        terminal.take_in()
        if terminal.dump() != before or terminal.root() != root or terminal.waiting():
            raise promises.Failed(f"changed bytes at {places}: left {terminal.waiting()}, database "
                             f"{'same' if terminal.dump() == before else 'other'}")
    checks.hold(tried > 0, f"{tried} changed bytes in {len(delivered)} files: all refused and removed, "
                           f"the dump of {len(before)} statements is the same")


def check_renamed(checks, terminal, delivered, before, chance):
    """A changed package under the name of its own new digest: no manifest names it, so nobody reads it."""
    for name, data in delivered.items():
        if name.endswith(".package"):
            changed, _ = flipped(data, chance)
            (terminal.folders.inbox / (hashlib.sha256(changed).hexdigest() + ".package")).write_bytes(changed)
    terminal.take_in()
    checks.hold(terminal.dump() == before, "changed packages under their own digests are not taken in")
    for path in terminal.folders.inbox.iterdir():
        path.unlink()


def check_stick(checks, city, chance):
    """The same by a stick: `down/` was changed on the way; the carrier hands nothing of it over."""
    stick, terminal = city.work / "stick", Terminal(city)
    folders = terminal.folders

    def run():
        return city.attempt_carry(UNIT, "--folder", stick)

    for name in ("delivered", "manifest"):
        (folders.state / name).unlink(missing_ok=True)
    run()
    city.programs.run("asah-receiver", "import", "--home", city.hq / "receiver", "--intake", city.hq / "intake",
                      "--orders", city.hq / "orders", "--folder", stick)
    down = next(stick.iterdir()) / "down"
    files = sorted(path for path in down.iterdir() if path.name not in ("answer", "root"))
    state = city.work / "state-before"
    shutil.copytree(folders.state, state)
    refused, kept = 0, 0
    for number in range(STICK_TRIALS):
        path = files[number % len(files)]
        data = path.read_bytes()
        path.write_bytes(flipped(data, chance)[0])
        done = run()
        path.write_bytes(data)
        words = done.stderr.strip().splitlines()
        if done.returncode != 1 or len(words) != 3 or terminal.waiting():
            raise promises.Failed(f"{path.name}: {done.returncode} {words} {terminal.waiting()}")
        refused += 1
        shutil.rmtree(folders.state)
        shutil.copytree(state, folders.state)
    print("    " + "\n    ".join(words))
    checks.hold(refused == STICK_TRIALS, f"{refused} changed bytes on the stick: refused in words, the inbox stays empty")
    done = run()
    kept = len(terminal.waiting())
    checks.hold(done.returncode == 0 and kept >= len(files), f"control: the stick unchanged is handed over, {kept} files")


def check_outbox(checks, city, seed, chance):
    """The other way: an entry's file went bad in the outbox. Headquarters sets it aside, the kiosk has the true one."""
    city.keep_sitting(UNIT, city.people(UNIT)[0], seed)
    entry = city.entries(UNIT)[-1]
    true = entry.read_bytes()
    entry.write_bytes(flipped(true, chance)[0])

    def stored():
        with sqlite3.connect(city.hq / "receiver/archive.db") as archive:
            return [archive.execute(f"SELECT count(*) FROM {rows}").fetchone()[0]
                    for rows in ("entry WHERE is_in_run = 1", "quarantine")]
    first, again = city.attempt_carry(UNIT), city.attempt_carry(UNIT)
    print("    " + first.stderr.strip())
    checks.hold(first.returncode == 0 and "menyisihkan satu hasil" in again.stderr and "Selesai: 0 hasil" in again.stdout and
                stored() == [1, 1], "an entry that went bad in the outbox is set aside, told at each pass and not sent again")
    Terminal(city).take_in()
    checks.hold(entry.read_bytes() == true, "at its next start the kiosk writes the true one again")
    done = city.attempt_carry(UNIT)
    checks.hold(done.stderr == "" and stored() == [2, 1], "and it arrives: " + done.stdout.strip())


def test(options, work):
    checks, chance = promises.Checks(), random.Random(options.seed)
    print("seed", options.seed)
    with town.small_town(options.build, work) as city:
        city.found(UNIT)
        city.stop()
        inbox = city.terminals[UNIT].inbox
        delivered = {path.name: path.read_bytes() for path in inbox.iterdir()}
        delivered["root"] = (city.hq / "orders/root").read_bytes()
        for path in inbox.iterdir():
            path.unlink()
        check_inbox(checks, city, delivered, chance, INBOX_ROUNDS_LONG if options.long else INBOX_ROUNDS)
        check_stick(checks, city, chance)
        city.serve()
        check_outbox(checks, city, options.seed, chance)
    print(f"{checks.count} checks held")


if __name__ == "__main__":
    promises.run(test, __doc__)
