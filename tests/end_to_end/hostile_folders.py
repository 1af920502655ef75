#!/usr/bin/env python3
"""A hostile stick, intake, inbox and outbox: pipes, sockets, folders, links, devices and names that nobody would give,
where the real programs expect files. Nothing is waited for, nothing outside the folder is touched, what is skipped is
told once, and what is good beside it arrives."""
import hashlib
import os
import shutil
import sqlite3
import stat
import subprocess

import promises
import town

UNIT, OTHER = "SETDA", "DISDIK"
PATIENCE_S = 60   # no program may wait for what lies in a folder

# What else than a file may bear a name. Each is made at a path; `victim` is a file elsewhere.
KINDS = {
    "pipe": lambda path, victim: os.mkfifo(path),
    "socket": lambda path, victim: os.mknod(path, 0o600 | stat.S_IFSOCK),
    "folder": lambda path, victim: (path / "inner").mkdir(parents=True),
    "link": lambda path, victim: path.symlink_to(victim),
    "link to a folder": lambda path, victim: path.symlink_to(victim.parent),
    "dangling link": lambda path, victim: path.symlink_to(victim.parent / "not-there"),
    "link to itself": lambda path, victim: path.symlink_to(path),
    "device": lambda path, victim: os.mknod(path, 0o666 | stat.S_IFCHR, os.makedev(1, 5)),
}
if os.geteuid() != 0:
    del KINDS["device"]
# Names of regular files that no program of ours gives. `%s` is replaced by the suffix of the place.
BAD_NAMES = [b"with blank%s", b"two\nlines%s", b"\x1b[2J\x1b]0;owned\x07%s", b"\xff\xfe%s", "na\u00efve%s".encode(), b"-rf;$(id)%s",
             b"\xe2\x80\xaexcod%s", b"n" * 240 + b"%s"]


def remove(path):
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    elif path.is_symlink() or path.exists():
        path.unlink()


def digests(folder):
    """Every regular file below, but databases, whose pages a program may rewrite."""
    return {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.rglob("*"))
            if path.is_file() and not path.is_symlink() and ".db" not in path.name}


class Hostile:
    def __init__(self, checks, city):
        self.checks, self.city, self.shapes = checks, city, 0
        self.victim = city.work / "elsewhere/victim"
        self.victim.parent.mkdir()
        self.victim.write_text("nobody writes here")

    def attempt(self, what, *command):
        try:
            return self.city.programs.attempt(*command, timeout=PATIENCE_S)
        except subprocess.TimeoutExpired as late:
            raise promises.Failed(f"{what}: {command[0]} {command[1]} waits") from late

    def put(self, path, kind):
        KINDS[kind](path, self.victim)
        self.shapes += 1

    def is_unharmed(self):
        return self.victim.read_text() == "nobody writes here" and list(self.victim.parent.iterdir()) == [self.victim]

    def tell_once(self, what, done, names):
        missing = [name for name in names if done.stderr.count(name) != 1]
        self.checks.hold(not missing and "bukan berkas biasa" in done.stderr and self.is_unharmed(),
                         f"{what}: {len(names)} skipped and told once {missing or ''}")

    def put_bad_names(self, folder, suffix):
        for name in BAD_NAMES:
            with open(os.path.join(os.fsencode(folder), name.replace(b"%s", suffix.encode())), "wb") as file:
                file.write(b"x")
            self.shapes += 1

    # --- intake
    def intake(self):
        city, intake = self.city, self.city.hq / "intake"
        names, kept = [], digests(city.hq / "offline") | digests(city.home / "keys")
        for number, kind in enumerate(KINDS):
            for suffix in (".entry", ".status", ".join"):
                name = f"{number:02x}" * 32 + suffix
                self.put(intake / name, kind)
                names.append(name)
        self.put_bad_names(intake, ".entry")
        with open(intake / ("f" * 64 + ".status"), "wb") as file:
            file.truncate(8 << 20)   # regular, and larger than any status
        done = self.attempt("intake", "asah-hq", "file", "--home", city.home)
        self.checks.hold(done.returncode == 0 and "Dibukukan 2," in done.stdout,
                         "intake: what is good beside them is filed: " + done.stdout.strip())
        self.tell_once("intake", done, names)
        self.checks.hold("\x1b" not in done.stderr, "intake: no control sign of a name is printed")
        self.checks.hold(digests(city.hq / "offline") | digests(city.home / "keys") == kept, "intake: keys are the same")
        waiting = self.attempt("intake", "asah-hq", "enrol", "list", "--home", city.home)
        self.checks.hold(waiting.returncode == 0, "intake: waiting terminals can be listed beside them")
        self.clear(intake)

    def clear(self, folder):
        for path in folder.iterdir():
            remove(path)

    # --- stick at headquarters
    def import_stick(self, stick):
        hq = self.city.hq
        return self.attempt("stick", "asah-receiver", "import", "--home", hq / "receiver", "--intake", hq / "intake", "--orders",
                            hq / "orders", "--folder", stick)

    def stored(self):
        with sqlite3.connect(self.city.hq / "receiver/archive.db") as archive:
            return archive.execute("SELECT count(*) FROM entry").fetchone()[0]

    def fresh_stick(self):
        """A stick with one sitting on it, never at headquarters."""
        stick, whole = self.city.work / "stick", self.city.work / "stick-of-the-carrier"
        if not whole.exists():
            whole.mkdir()
            done = self.city.attempt_carry(UNIT, "--folder", whole)
            promises.check(done.returncode == 0, done.stderr)
        remove(stick)
        shutil.copytree(whole, stick)
        return stick, next(stick.iterdir())

    def guarded(self):
        hq = self.city.hq
        return {**digests(hq / "receiver"), **digests(hq / "offline"), **digests(hq / "reader/keys"), **digests(hq / "orders")}

    def stick_temporary_names(self):
        """The links that overwrote headquarters' archive and keys: where a writer would make its temporary file."""
        city, guarded = self.city, self.guarded()
        packages = [path.name for path in (city.hq / "orders/packages").iterdir()]
        targets = [city.hq / "receiver/archive.db", city.hq / "receiver/receiver.key", city.hq / "receiver/tls.key",
                   city.home / "reader.db", city.home / "keys/issuing.key"]
        stick, terminal = self.fresh_stick()
        (terminal / "down").mkdir(exist_ok=True)
        for number, name in enumerate(["answer", "root", "manifest", *packages]):
            (terminal / "down" / f"{name}.tmp").symlink_to(targets[number % len(targets)])
            self.shapes += 1
        done = self.import_stick(stick)
        self.checks.hold(done.returncode == 0 and self.stored() == len(city.entries(UNIT)) and (terminal / "down/manifest").is_file(),
                         f"stick: links at temporary names are not followed, {self.stored()} entries are stored {done.stderr.strip()}")
        self.checks.hold(self.guarded() == guarded and self.is_sound(), "stick: archive, keys and orders are the same")

    def is_sound(self):
        for path in (self.city.hq / "receiver/archive.db", self.city.home / "reader.db"):
            with sqlite3.connect(path) as database:
                if database.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                    return False
        return True

    def stick_files(self):
        guarded = self.guarded()
        stick, terminal = self.fresh_stick()
        names = []
        for number, kind in enumerate(KINDS):
            name = "ab" * 16 + f"-{number + 7:010}-" + "cd" * 32 + ".entry"
            self.put(terminal / "up" / name, kind)
            names.append(name)
        self.put_bad_names(terminal / "up", ".entry")
        self.put(stick / ("fe" * 16), "link to a folder")
        names.append("ab" * 16 + "-0000000099-" + "cd" * 32 + ".entry")
        with open(terminal / "up" / names[-1], "wb") as file:
            file.truncate(1 << 30)
        done = self.import_stick(stick)
        self.tell_once("stick, up/", done, [*names, "fe" * 16])
        self.checks.hold(done.returncode == 0 and "1 " in done.stdout and "\x1b" not in done.stderr, "stick, up/: " + done.stdout.strip())
        for kind in KINDS:
            self.stick_part(kind, "hello", "up/hello", is_told=True)
            self.stick_part(kind, "up", "up", is_told=kind != "folder")
            if kind != "folder":
                self.stick_part(kind, "down", "down", is_told=True)
            self.stick_part(kind, "answer", "down/answer", is_told=kind == "folder")
            self.stick_part(kind, "root", "down/root", is_told=kind == "folder")
        self.checks.hold(self.guarded() == guarded and self.is_sound() and self.is_unharmed(),
                         f"stick: {self.shapes} shapes, archive, keys and orders are the same")

    def stick_part(self, kind, name, part, is_told):
        stick, terminal = self.fresh_stick()
        (terminal / "down").mkdir(exist_ok=True)
        remove(terminal / part)
        self.put(terminal / part, kind)
        done = self.import_stick(stick)
        promises.check(done.returncode == (1 if is_told else 0) and self.is_unharmed() and bool(done.stderr) == is_told,
                       f"stick, a {kind} at {name}: {done.returncode} {done.stderr}")

    # --- stick at the carrier
    def carrier(self):
        city, terminal = self.city, self.city.terminals[UNIT]
        kept = digests(terminal.state)
        stick, at = self.fresh_stick()
        for name in ("hello", city.entries(UNIT)[-1].name):
            remove(at / "up" / name)
            (at / "up" / f"{name}.tmp").symlink_to(terminal.state / "tls.key")
            self.shapes += 1
        done = city.attempt_carry(UNIT, "--folder", stick)
        self.checks.hold(done.returncode == 0 and (at / "up/hello").is_file() and
                         digests(terminal.state)[terminal.state / "tls.key"] == kept[terminal.state / "tls.key"],
                         "carrier: links at temporary names of a stick do not reach its key")
        for kind in KINDS:
            for part in ("up", "up/hello", "down", "down/answer", "down/manifest", "down/root"):
                if (kind, part) in (("folder", "up"), ("folder", "down")):
                    continue
                stick, at = self.fresh_stick()
                (at / "down").mkdir(exist_ok=True)
                remove(at / part)
                self.put(at / part, kind)
                done = self.attempt(f"carrier, a {kind} at {part}", "asah-sync", "run", *terminal.agent(), "--folder", stick)
                promises.check(self.is_unharmed() and done.returncode in (0, 1), f"carrier, a {kind} at {part}: {done.stderr}")
                if part in ("down/answer", "down"):
                    promises.check("bukan berkas biasa" in done.stderr, f"carrier, a {kind} at {part} is told: {done.stderr}")
                if part == "down/answer":
                    promises.check(any((at / "up").glob("*.entry")), f"carrier: results go onto the stick beside a {kind} at answer")
        for what, size in (("half an answer", 3), ("an answer over the limit", 1 << 30)):
            stick, at = self.fresh_stick()
            for path in (at / "up").glob("*.entry"):
                path.unlink()
            (at / "down").mkdir(exist_ok=True)
            with open(at / "down/answer", "wb") as file:
                file.write(b"abc")
                file.truncate(size)
            self.shapes += 1
            done = self.attempt(f"carrier, {what}", "asah-sync", "run", *terminal.agent(), "--folder", stick)
            self.checks.hold(done.returncode == 0 and done.stderr.count("down/answer") == 1 and any((at / "up").glob("*.entry")),
                             f"carrier: results go onto the stick beside {what}: {done.stderr.strip()}")
        for kind in KINDS:
            self.carrier_content(kind)
        self.checks.hold(self.is_unharmed(), "carrier: no part of a stick is followed or waited for")

    def carrier_content(self, kind):
        """The stick was at headquarters; then its manifest became something else."""
        terminal = self.city.terminals[UNIT]
        stick, at = self.fresh_stick()
        promises.check(self.import_stick(stick).returncode == 0, "the stick at headquarters")
        for name in ("delivered", "manifest"):
            (terminal.state / name).unlink(missing_ok=True)
        remove(at / "down/manifest")
        self.put(at / "down/manifest", kind)
        done = self.attempt(f"carrier, a {kind} at manifest", "asah-sync", "run", *terminal.agent(), "--folder", stick)
        promises.check(done.returncode == 1 and "tidak dapat dibaca" in done.stderr and self.is_unharmed(),
                       f"carrier, a {kind} at manifest: {done.returncode} {done.stderr}")

    # --- inbox and outbox
    def inbox(self):
        city, terminal = self.city, self.city.terminals[OTHER]
        delivered = {path.name: path.read_bytes() for path in terminal.inbox.iterdir()}
        package = next(name for name in delivered if name.endswith(".package"))
        for kind in KINDS:
            self.clear(terminal.inbox)
            for name in ("manifest", "root", package, "ab" * 16 + ".filed"):
                self.put(terminal.inbox / name, kind)
            done = self.attempt(f"inbox, a {kind}", "asah-fleet", *city.fleet_words(OTHER, town.NOBODY))
            promises.check(self.is_unharmed() and len(list(terminal.inbox.iterdir())) == 4 and "no_terminal" not in done.stderr,
                           f"inbox, a {kind}: {done.returncode} {done.stderr}")
            carried = self.attempt(f"inbox of the carrier, a {kind}", "asah-sync", "status", *terminal.agent())
            promises.check(carried.returncode == 0, carried.stderr)
        self.clear(terminal.inbox)
        for name, data in delivered.items():
            (terminal.inbox / name).write_bytes(data)
        self.put(terminal.inbox / ("ab" * 32 + ".package"), "pipe")
        done = self.attempt("inbox", "asah-fleet", *city.fleet_words(OTHER, town.NOBODY))
        left = [path.name for path in terminal.inbox.iterdir()]
        self.checks.hold(left == ["ab" * 32 + ".package"], "inbox: the content beside a pipe is taken in; left: " + str(left))
        self.clear(terminal.inbox)

    def outbox(self):
        city, terminal = self.city, self.city.terminals[UNIT]
        names = []
        for number, kind in enumerate(KINDS):
            name = "ab" * 16 + f"-{number + 7:010}-" + "cd" * 32 + ".entry"
            self.put(terminal.outbox / name, kind)
            names.append(name)
        real = [path for path in city.entries(UNIT) if path.is_file() and not path.is_symlink()]
        half, large = (terminal.outbox / f"{'ab' * 16}-{number:010}-{'cd' * 32}.entry" for number in (98, 99))
        half.write_bytes(b"half an entry")
        with open(large, "wb") as file:
            file.truncate(1 << 30)
        self.shapes += 2
        (terminal.outbox / "status").unlink()
        self.put(terminal.outbox / "status", "pipe")
        stick = city.work / "stick"
        remove(stick)
        stick.mkdir()
        done = self.attempt("outbox", "asah-sync", "run", *terminal.agent(), "--folder", stick)
        self.tell_once("outbox", done, [*names, "/status: pipe"])
        self.checks.hold(done.stderr.count(half.name) == 1 and done.stderr.count(large.name) == 1,
                         "outbox: half an entry and one over the limit are told once")
        self.checks.hold(done.returncode == 0 and len(list(stick.rglob("*.entry"))) == len(real),
                         "outbox: the results beside them are carried")
        for name in [*names, half.name, large.name]:
            remove(terminal.outbox / name)


def test(options, work):
    checks = promises.Checks()
    with town.small_town(options.build, work) as city:
        city.found(UNIT, OTHER)
        city.keep_sitting(UNIT, city.people(UNIT)[0], options.seed)
        city.stop()
        hostile = Hostile(checks, city)
        hostile.stick_temporary_names()
        hostile.intake()
        hostile.stick_files()
        hostile.carrier()
        hostile.inbox()
        hostile.outbox()
        checks.hold(hostile.shapes >= 40, f"{hostile.shapes} shapes of names and kinds")
    print(f"{checks.count} checks held")


if __name__ == "__main__":
    promises.run(test, __doc__)
