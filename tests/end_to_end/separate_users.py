#!/usr/bin/env python3
"""Headquarters' two halves as two users in a network namespace of their own, the terminal's two programs as two
others outside it. Each may read what is its own and nothing else; and the receiver, killed at every moment between
storing an entry and answering, loses and doubles nothing."""
import os
import pathlib
import random
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import tempfile
import threading
import time

import promises
import town

UNIT = "SETDA"
PEOPLE = 30   # one for each death of --long
# Ids without names: nothing is added to the machine's users, nothing has to be taken away.
RECEIVER, READER, HQ_GROUP = 61101, 61102, 61110
KIOSK, AGENT, TERMINAL_GROUP = 61201, 61202, 61210
# A pass makes the receiver flush its archive for the status and for the entries, and send four times: twice in the
# handshake, the answer, the stored receipt. The intake is flushed beside that, so only the last send comes after storing.
# The first list is the neighbourhood of storing and answering, --long is everything.
MOMENTS = (("fdatasync", (2,)), ("fsync", (1,)), ("sendmsg", (3, 4)))
MOMENTS_LONG = (("fdatasync", (1, 2, 3)), ("fsync", (1, 2, 3)), ("sendmsg", (1, 2, 3, 4, 5)))
SEEDED_KILLS, SEEDED_KILLS_LONG = 3, 10
NOT_NOW = 75


class Wire:
    """A network namespace for headquarters, joined by one cable."""

    def __init__(self):
        self.name = f"asah-{os.getpid()}"
        number = os.getpid() % 250
        self.inside, self.outside = f"10.77.{number}.1", f"10.77.{number}.2"
        self.cable = f"ah{os.getpid()}"

    def open(self):
        for words in (["netns", "add", self.name],
                      ["link", "add", self.cable, "type", "veth", "peer", "name", "hq", "netns", self.name],
                      ["addr", "add", self.outside + "/30", "dev", self.cable],
                      ["link", "set", self.cable, "up"]):
            subprocess.run(["ip", *words], check=True)
        for words in (["addr", "add", self.inside + "/30", "dev", "hq"], ["link", "set", "hq", "up"],
                      ["link", "set", "lo", "up"]):
            subprocess.run(["ip", "-n", self.name, *words], check=True)

    def close(self):
        subprocess.run(["ip", "netns", "del", self.name], check=False)   # takes the cable along

    def into(self):
        return ["ip", "netns", "exec", self.name]


def as_user(user, group):
    return ["setpriv", f"--reuid={user}", f"--regid={user}", f"--groups={group}", "--"]


class Users(town.demo_city.Programs):
    """Runs each program as its own user, headquarters' in its namespace."""

    def __init__(self, build, log, wire):
        super().__init__(build, log)
        self.prefix = {"asah-hq": wire.into() + as_user(READER, HQ_GROUP),
                       "asah-receiver": wire.into() + as_user(RECEIVER, HQ_GROUP),
                       "asah-sync": as_user(AGENT, TERMINAL_GROUP),
                       "asah-kiosk": as_user(KIOSK, TERMINAL_GROUP),
                       "asah-fleet": as_user(KIOSK, TERMINAL_GROUP)}

    def command(self, name, *words):
        return [*self.prefix.get(name, []), *super().command(name, *words)]


class SeparateTown(town.Town):
    """The same city; `serve` starts the two halves apart."""

    def __init__(self, programs, work, wire):
        super().__init__(programs, work, {UNIT: PEOPLE})
        self.wire, self.receiver = wire, None

    def give(self, path, user, group, mode):
        path.mkdir(parents=True, exist_ok=True)
        os.chown(path, user, group)
        path.chmod(mode)

    def init(self):
        """The folders as an installation makes them; the reader's user runs init, the receiver's home is then its own."""
        self.give(self.hq, 0, 0, 0o755)
        self.give(self.hq / "slips", READER, READER, 0o755)
        self.slips_path = self.hq / "slips/slips.csv"
        for name in ("reader", "receiver", "offline"):
            self.give(self.hq / name, READER, READER, 0o755)   # open on purpose: the files must hold by themselves
        self.give(self.hq / "intake", RECEIVER, HQ_GROUP, 0o2770)
        self.give(self.hq / "orders", READER, HQ_GROUP, 0o2750)
        self.hq_run("init", "--offline", self.hq / "offline", "--receiver-home", self.hq / "receiver",
                    "--intake", self.hq / "intake", "--orders", self.hq / "orders", "--city", "Kota Padangsidimpuan",
                    "--address", self.wire.inside, "--port", self.port, "--join-port", self.join_port)
        for path in [self.hq / "receiver", *(self.hq / "receiver").iterdir()]:
            os.chown(path, RECEIVER, RECEIVER)

    def certify_trainer(self):
        self.give(self.work / "trainer", READER, READER, 0o755)
        folder = self.work / "trainer"
        self.programs.run("asah-bank", "key", "--out", folder, "--name", "Tim Widyaiswara")
        self.hq_run("trainer", "--csr", folder / "trainer.csr", "--name", "Tim Widyaiswara", "--out", folder / "trainer.pem")

    def make_bank(self, *words):
        out = super().make_bank(*words)
        os.chown(out, READER, READER)   # handed over: the file holds the answer keys
        return out

    def serve(self):
        self.server = self.start("asah-hq", "serve", "--home", self.home, "--no-receiver", "--interval", 1,
                                 "--address", "127.0.0.1", "--port", self.web_port)
        self.start_receiver()

    def start(self, name, *words):
        return self.programs.start(name, *words, log=self.work / f"logs/{name}.log")

    def start_receiver(self):
        self.receiver = self.start(
            "asah-receiver", "serve", "--home", self.hq / "receiver", "--intake", self.hq / "intake", "--orders",
            self.hq / "orders", "--address", self.wire.inside, "--port", self.port, "--join-port", self.join_port)
        end = time.monotonic() + 20
        while time.monotonic() < end and self.receiver.poll() is None:
            try:
                socket.create_connection((self.wire.inside, self.port), 1).close()
                return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError("the receiver does not answer; see logs/asah-receiver.log")

    def end_receiver(self):
        if self.receiver.poll() is None:
            self.receiver.terminate()
        self.receiver.wait(20)

    def enrol(self, unit):
        folder = self.work / "terminals" / unit
        self.give(folder, 0, 0, 0o755)
        self.give(folder / "home", KIOSK, KIOSK, 0o755)
        self.give(folder / "outbox", KIOSK, TERMINAL_GROUP, 0o2750)
        self.give(folder / "inbox", AGENT, TERMINAL_GROUP, 0o2770)
        self.give(folder / "agent", AGENT, AGENT, 0o755)
        return super().enrol(unit)

    def stop(self):
        if self.receiver:
            self.end_receiver()
        super().stop()


def may(user, group, program, *words):
    done = subprocess.run([*as_user(user, group), program, *map(str, words)], capture_output=True, text=True, check=False)
    return done.returncode == 0


def check_permissions(checks, city):
    """Every file of every user, read by every other user. All folders here are open to all: the files' own modes hold."""
    reader_alone = [p for p in [*city.home.rglob("*"), city.slips_path, *(city.hq / "offline").iterdir()]
                    if p.is_file() and p.suffix != ".pem" and p.name != "root"]
    receiver_alone = [p for p in (city.hq / "receiver").iterdir() if p.suffix != ".pem"]
    terminal = city.terminals[UNIT]
    kiosk_alone = [p for p in terminal.home.rglob("*") if p.is_file()]
    agent_alone = [p for p in terminal.state.rglob("*") if p.is_file()]
    checks.hold(min(map(len, (reader_alone, receiver_alone, kiosk_alone, agent_alone))) > 2 and
                any(p.suffix == ".db" for p in reader_alone) and any(p.suffix == ".db" for p in kiosk_alone),
                "each of the four users has keys and databases of its own")
    for words, files, owner, others in (
            ("reader", reader_alone, (READER, HQ_GROUP), ((RECEIVER, HQ_GROUP), (KIOSK, TERMINAL_GROUP), (AGENT, TERMINAL_GROUP))),
            ("receiver", receiver_alone, (RECEIVER, HQ_GROUP), ((READER, HQ_GROUP), (KIOSK, TERMINAL_GROUP), (AGENT, TERMINAL_GROUP))),
            ("kiosk", kiosk_alone, (KIOSK, TERMINAL_GROUP), ((AGENT, TERMINAL_GROUP), (READER, HQ_GROUP), (RECEIVER, HQ_GROUP))),
            ("carrier", agent_alone, (AGENT, TERMINAL_GROUP), ((KIOSK, TERMINAL_GROUP), (READER, HQ_GROUP), (RECEIVER, HQ_GROUP)))):
        unreadable = [p for p in files if not may(*owner, "test", "-r", p)]
        checks.hold(unreadable == [], f"{words}: its {len(files)} files are readable by its own user {unreadable}")
        leaks = [(user, p) for user, group in others for p in files if may(user, group, "test", "-r", p)]
        checks.hold(leaks == [], f"{words}: and by none of three other users {leaks}")
    for words, path, user, group, can in (
            ("the receiver writes into orders", city.hq / "orders", RECEIVER, HQ_GROUP, False),
            ("the reader empties intake", city.hq / "intake", READER, HQ_GROUP, True),
            ("the carrier writes into the outbox", terminal.outbox, AGENT, TERMINAL_GROUP, False),
            ("the carrier writes into the inbox", terminal.inbox, AGENT, TERMINAL_GROUP, True),
            ("the kiosk empties the inbox", terminal.inbox, KIOSK, TERMINAL_GROUP, True),
            ("the terminal's users look into intake", city.hq / "intake", AGENT, TERMINAL_GROUP, False)):
        checks.hold(may(user, group, "test", "-w", path) == can, f"{words}: {'yes' if can else 'no'}")


def rows(path, query):
    """What a database says, read from a copy: a look from outside must not leave files of another user there."""
    with tempfile.TemporaryDirectory() as folder:
        for suffix in ("", "-wal"):
            if pathlib.Path(str(path) + suffix).exists():
                shutil.copy(str(path) + suffix, pathlib.Path(folder) / ("a.db" + suffix))
        with sqlite3.connect(pathlib.Path(folder) / "a.db") as database:
            return database.execute(query).fetchall()


class Kills:
    """One new sitting, one pass with a receiver that dies on the way, one pass with a healthy one."""

    def __init__(self, checks, city, seed):
        self.checks, self.city, self.seed = checks, city, seed
        self.people = iter(city.people(UNIT))
        self.between = 0   # deaths that found the entries stored and the terminal without a receipt
        self.deaths = 0
        self.moments = {}

    def stored(self):
        return {row[0].hex() for row in rows(self.city.hq / "receiver/archive.db", "SELECT hash FROM entry")}

    def outbox(self):
        return {path.name.split("-")[2].split(".")[0] for path in self.city.entries(UNIT)}

    def is_answered(self):
        """Whether a stored receipt that covers the newest entry lies in the inbox."""
        newest = max(int(path.name.split("-")[1]) for path in self.city.entries(UNIT))
        receipts = [path.read_bytes() for path in self.city.terminals[UNIT].inbox.glob("*.stored")]
        return any(int(n) >= newest for bytes_ in receipts for n in re.findall(rb'"n":(\d+)', bytes_))

    def die(self, words, threaten):
        """`threaten` sets up the death of the receiver that runs now; returns what to wait for afterwards."""
        before = self.stored()
        self.city.keep_sitting(UNIT, next(self.people), self.seed)
        new = self.outbox() - before
        threat = threaten()
        code = self.city.attempt_carry(UNIT).returncode
        died = self.city.receiver.poll() is not None
        if not died:
            self.city.end_receiver()
        threat()
        arrived, answered = self.stored() & new, self.is_answered()
        if died:
            self.deaths += 1
            self.between += int(arrived == new and not answered)
        self.checks.hold(self.outbox() >= new and code in (0, NOT_NOW),
                         f"{words}: {'died' if died else 'lived'}, {len(arrived)} of {len(new)} stored, "
                         f"{'answered' if answered else 'not answered'}, the carrier said {code}, the outbox is whole")
        self.city.start_receiver()
        self.checks.hold(self.city.attempt_carry(UNIT).returncode == 0 and self.stored() == self.outbox(),
                         f"{words}: the next pass completes it, {len(self.outbox())} entries here and there")

    def at_syscall(self, name, number):
        """On entering that call for the nth time, counted in each thread from now on."""
        def threaten():
            pid = self.city.receiver.pid
            strace = subprocess.Popen(["strace", "-f", "-qq", "-o", self.city.work / "logs/strace.log", "-e", f"trace={name}",
                                       "-e", f"inject={name}:signal=KILL:when={number}", "-p", str(pid)])
            while any("TracerPid:\t0\n" in (task / "status").read_text() for task in pathlib.Path(f"/proc/{pid}/task").iterdir()):
                time.sleep(0.01)
            return strace.wait
        self.die(f"killed at {name} {number}", threaten)

    def after(self, milliseconds):
        def threaten():
            timer = threading.Timer(milliseconds / 1000, self.kill_receiver)
            timer.start()
            return timer.join
        self.die(f"killed after {milliseconds} ms", threaten)

    def kill_receiver(self):
        """The receiver itself: setpriv and ip exec it in their place."""
        self.city.receiver.send_signal(signal.SIGKILL)
        self.city.receiver.wait()


def check_filed(checks, city):
    """Each entry of the outbox filed once, and the terminal told so."""
    wanted = {path.name.split("-")[2].split(".")[0] for path in city.entries(UNIT)}
    end = time.monotonic() + 40
    while time.monotonic() < end:
        city.carry(UNIT)
        filed = [row[0].hex() for row in rows(city.home / "reader.db", "SELECT hash FROM entry WHERE state = 'filed'")]
        if len(filed) >= len(wanted):
            break
        time.sleep(1)
    checks.hold(sorted(filed) == sorted(wanted), f"the reader filed {len(filed)} entries: each once, none besides")
    sittings = rows(city.home / "reader.db", "SELECT count(*), count(DISTINCT sitting_id) FROM sitting")[0]
    checks.hold(sittings[0] == sittings[1] > 0, f"{sittings[0]} sittings in the reader's table, none twice")
    quarantined = rows(city.hq / "receiver/archive.db", "SELECT count(*) FROM quarantine")[0][0]
    checks.hold(quarantined == 0, "nothing in quarantine")


def test(options, work):
    if os.geteuid() != 0:
        raise promises.Skipped("needs root: it makes a network namespace and changes users")
    missing = [name for name in ("ip", "setpriv", "strace") if not shutil.which(name)]
    if missing:
        raise promises.Skipped(f"needs {', '.join(missing)}")
    wire = Wire()
    try:
        try:
            wire.open()
        except subprocess.CalledProcessError:
            raise promises.Skipped("this machine makes no network namespaces")
        run(options, work, wire)
    finally:
        wire.close()


def run(options, work, wire):
    checks, chance = promises.Checks(), random.Random(options.seed)
    print("seed", options.seed)
    work.chmod(0o755)
    (work / "logs").mkdir()
    with SeparateTown(Users(options.build, work / "logs/programs.log", wire), work, wire) as city:
        city.found(UNIT)
        city.keep_sitting(UNIT, city.people(UNIT)[-1], options.seed)
        city.carry(UNIT)
        check_permissions(checks, city)
        with socket.socket() as outside:
            outside.settimeout(2)
            checks.hold(outside.connect_ex((wire.inside, city.web_port)) != 0, "the staff's pages answer nobody outside")
        kills = Kills(checks, city, options.seed)
        for name, numbers in MOMENTS_LONG if options.long else MOMENTS:
            for number in numbers:
                kills.at_syscall(name, number)
        for _ in range(SEEDED_KILLS_LONG if options.long else SEEDED_KILLS):
            kills.after(chance.randrange(40, 140))
        checks.hold(kills.between >= 1, f"{kills.deaths} deaths, {kills.between} of them between storing and answering")
        check_filed(checks, city)
    print(f"{checks.count} checks held")


if __name__ == "__main__":
    promises.run(test, __doc__)
