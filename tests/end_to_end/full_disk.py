#!/usr/bin/env python3
"""Full disks, each a small tmpfs filled to the last byte: the terminal's home, its outbox, its inbox, the receiver's
archive. Words say what is safe and what to do; when there is room again, everything acknowledged arrives once."""
import contextlib
import os
import shutil
import subprocess

import promises
import town

UNIT = "SETDA"
NOT_NOW = 75


class SmallDisk:
    """A tmpfs over a folder; what lay there comes along."""

    def __init__(self, folder, size):
        self.folder = folder
        aside = folder.parent / (folder.name + ".aside")
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copytree(folder, aside)
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "asah-small", folder], check=True)
        shutil.copytree(aside, folder, dirs_exist_ok=True)
        shutil.rmtree(aside)

    def fill(self):
        with open(self.folder / "ballast", "wb", buffering=0) as file, contextlib.suppress(OSError):
            while file.write(b"\0" * 4096) == 4096:
                pass

    def free(self):
        (self.folder / "ballast").unlink()

    def close(self):
        subprocess.run(["umount", self.folder], check=True)


def person(city, slip, *words, meanwhile=None):
    """asah-fleet as that person, whatever it says; `meanwhile` happens after the first acknowledged answer."""
    command = city.fleet_person(UNIT, slip, *words, seed=5)
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    first = ""
    if meanwhile:
        first = process.stdout.readline()
        meanwhile()
    rest, words_of_it = process.communicate(timeout=120)
    return subprocess.CompletedProcess(command, process.returncode, first + rest, words_of_it)


def lines_of(done, word):
    return [line for line in done.stdout.splitlines() if line.startswith(word + " ")]


def answers(done, word):
    """Position -> response: the last one acknowledged, or what is there after resuming."""
    at = 2 if word == "ack" else 1
    said = {line.split()[at]: line.split()[at + 1] for line in lines_of(done, word)}
    return {position: response for position, response in said.items() if response != "-"}


def show(done):
    print("    " + done.stderr.strip().replace("\n", "\n    "))


def check_home(checks, city, slip):
    """The disk fills up while a sitting is open."""
    terminal = city.terminals[UNIT]
    disk = SmallDisk(terminal.home, "80m")
    try:
        begun = person(city, slip, "--stop-before-finish")
        acknowledged = answers(begun, "ack")
        checks.hold(begun.returncode == 0 and len(acknowledged) > 20, f"{len(acknowledged)} answers are acknowledged")
        disk.fill()
        stuck = person(city, slip)
        show(stuck)
        checks.hold(stuck.returncode == 1 and "iska" in stuck.stderr and lines_of(stuck, "finished") == [],
                    "home: with a full disk the sitting is not finished, and words say why")
        disk.free()
        done = person(city, slip)
        checks.hold(answers(done, "has") == acknowledged and len(lines_of(done, "finished")) == 1,
                    "home: with room again every acknowledged answer is there, and the sitting is finished once")
        (disk.folder / "ballast").write_bytes(b"\0" * (30 << 20))
        refused = person(city, city.people(UNIT)[1])
        show(refused)
        checks.hold(refused.returncode == 1 and lines_of(refused, "ack") == [], "home: under 64 MiB free no sitting is started")
        disk.free()
        aside = terminal.home.parent / "home.full"
        shutil.copytree(terminal.home, aside)
    finally:
        disk.close()
    shutil.copytree(aside, terminal.home, dirs_exist_ok=True)


def check_outbox(checks, city, slip):
    """A finished sitting that cannot be put into the outbox."""
    terminal = city.terminals[UNIT]
    disk = SmallDisk(terminal.outbox, "256k")
    try:
        person(city, town.NOBODY)   # a start: exports what waits since the full home
        before = len(city.entries(UNIT))
        done = person(city, slip, "--pause-ms", "20", meanwhile=disk.fill)
        show(done)
        checks.hold(len(lines_of(done, "finished")) == 1, "outbox: the sitting is finished and has its receipt code")
        checks.hold(len(city.entries(UNIT)) == before and not list(terminal.outbox.glob("*.tmp")),
                    "outbox: no half entry lies in it")
        checks.hold(done.returncode == 1 and "iska" in done.stderr, "outbox: words say that the disk is full")
        disk.free()
        person(city, slip)
        checks.hold(len(city.entries(UNIT)) == before + 2, "outbox: with room again both entries are exported at the next start")
        aside = terminal.outbox.parent / "outbox.full"
        shutil.copytree(terminal.outbox, aside)
    finally:
        disk.close()
    shutil.copytree(aside, terminal.outbox, dirs_exist_ok=True)


def check_receiver(checks, city):
    """Headquarters' disk: no receipt without a stored entry."""
    archive = city.hq / "receiver"
    disk = SmallDisk(archive, "1m")
    city.serve()
    try:
        disk.fill()
        refused = city.attempt_carry(UNIT)
        show(refused)
        receipts = list(city.terminals[UNIT].inbox.glob("*.stored"))
        checks.hold(refused.returncode == NOT_NOW and "Kantor pusat sedang tidak dapat menyimpan" in refused.stderr and not receipts,
                    "receiver: with a full disk it takes nothing and gives no receipt")
        disk.free()
        done = city.attempt_carry(UNIT)
        checks.hold(done.returncode == 0 and list(city.terminals[UNIT].inbox.glob("*.stored")) != [],
                    "receiver: with room again everything is stored: " + done.stdout.strip())
    finally:
        city.stop()
        shutil.copytree(archive, city.hq / "receiver.full")
        disk.close()
    shutil.copytree(city.hq / "receiver.full", archive, dirs_exist_ok=True)


def check_inbox(checks, city):
    terminal = city.terminals[UNIT]
    for path in terminal.inbox.iterdir():
        path.unlink()
    disk = SmallDisk(terminal.inbox, "64k")
    city.serve()
    try:
        disk.fill()
        refused = city.attempt_carry(UNIT)
        show(refused)
        checks.hold(refused.returncode == 1 and "iska" in refused.stderr and
                    [p.name for p in terminal.inbox.iterdir()] == ["ballast"], "inbox: words, and no half file in it")
        disk.free()
        done = city.attempt_carry(UNIT)
        checks.hold(done.returncode == 0 and len(list(terminal.inbox.glob("*.stored"))) == 1, "inbox: with room again the receipt comes")
    finally:
        city.stop()
        disk.close()


def test(options, work):
    if os.geteuid() != 0:
        raise promises.Skipped("needs root: it mounts small file systems")
    checks = promises.Checks()
    with town.small_town(options.build, work) as city:
        city.found(UNIT)
        city.stop()
        check_home(checks, city, city.people(UNIT)[0])
        check_outbox(checks, city, city.people(UNIT)[2])
        check_receiver(checks, city)
        check_inbox(checks, city)
    print(f"{checks.count} checks held")


if __name__ == "__main__":
    promises.run(test, __doc__)
