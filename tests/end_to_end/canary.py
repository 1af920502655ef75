#!/usr/bin/env python3
"""canary.py BUILD: words typed at the real window into the evidence notes of a self-assessment, a foreign reader that
holds the terminal's database open, SIGKILL when the receipt is on the screen: the words stand in no file afterwards, in
no encoding that a thief would try, and neither did they before, while notes were stored, nor when the program ended
badly while one was typed. Headquarters reads them in the sealed record. Controls: the search finds the words in a plain
file, in base64, in an ordinary program's core, and in the log of a plain database whose rows are deleted under the same
settings; so its silence says something."""
import base64
import pathlib
import resource
import secrets
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

import promises
import records
import scene
import town

UNIT = "SETDA"
BEGINNING = "Kenari" + secrets.token_hex(5)   # of this run alone, since places outside its folder are searched too
CANARY = BEGINNING + " bernyanyi di bukti saya"
SHARED_PLACES = (tempfile.gettempdir(), "/var/tmp", "/dev/shm")


def spellings(text):
    """The words as bytes, in UTF-16, hexadecimal, and base64 at each of its three alignments."""
    plain = text.encode()
    found = {"plain": plain, "utf-16": text.encode("utf-16-le"), "utf-32": text.encode("utf-32-le"),
             "hex": plain.hex().encode(), "HEX": plain.hex().upper().encode()}
    for shift in range(3):
        coded = base64.b64encode(b"x" * shift + plain)
        found[f"base64+{shift}"] = coded[4 if shift else 0:len(coded) - 4]
    return found


def places(folders, since=0):
    """Files changed since then that hold the beginning of the words (a note is stored while it is typed), with the
    spelling; and how many files were read."""
    wanted = spellings(BEGINNING)
    found, count = [], 0
    for folder in folders:
        for path in pathlib.Path(folder).rglob("*"):
            try:
                data = path.read_bytes() if path.is_file() and path.stat().st_mtime >= since else None
            except OSError:   # another program's, gone meanwhile or not ours to read
                continue
            if data is not None:
                count += 1
                found += [(str(path), name) for name, form in wanted.items() if form in data]
    return found, count


def check_controls(checks, folder):
    (folder / "a.txt").write_text("catatan: " + CANARY)
    (folder / "b.txt").write_bytes(base64.b64encode(b"xx" + CANARY.encode()))
    spelled = [name for _, name in places([folder])[0]]
    checks.hold(spelled == ["plain", "base64+2"] or spelled == ["base64+2", "plain"], "control: plain and base64 are found")
    # What our database would hold without encryption: deleted rows in the log, while a reader stands there.
    database = sqlite3.connect(folder / "plain.db", isolation_level=None)
    for words in ("PRAGMA secure_delete = ON", "PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL",
                  "CREATE TABLE sitting_event (box TEXT)"):
        database.execute(words)
    database.execute("INSERT INTO sitting_event VALUES (?)", (CANARY,))
    with Reader(folder / "plain.db"):
        database.execute("DELETE FROM sitting_event")
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        in_log = [path for path, _ in places([folder])[0] if path.endswith("plain.db-wal")]
    checks.hold(in_log, "control: without encryption they stand in the WAL after their rows are deleted")
    database.close()
    check_core(checks, folder)


def check_core(checks, folder):
    """A program that ends badly where cores are allowed leaves one with its memory in it."""
    halves = CANARY[:10], CANARY[10:]
    subprocess.run([sys.executable, "-c", f"import os; kept = '{halves[0]}' + '{halves[1]}'; os.abort()"], cwd=folder,
                   preexec_fn=allow_cores, stderr=subprocess.DEVNULL, check=False)
    cores = [path for path, _ in places([folder])[0] if pathlib.Path(path).name.startswith("core")]
    if cores:
        checks.hold(cores, "control: the core of an ordinary program holds them")
    else:
        print("note: this machine writes no cores to the folder of the program")


def allow_cores():
    resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


class Reader:
    """A foreign program that reads: its snapshot keeps the log from being emptied. A process of its own, because the
    search closes the database's files, and with that its process would lose its locks on them."""

    WORDS = """import sqlite3, sys
database = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True, isolation_level=None)
database.execute("BEGIN")
print(*database.execute("SELECT count(*) FROM sitting_event").fetchone(), flush=True)
sys.stdin.read()"""

    def __init__(self, path):
        self.process = subprocess.Popen([sys.executable, "-c", self.WORDS, path], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)
        self.count = int(self.process.stdout.readline())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.communicate()   # its end of input is its end


class Typist:
    """One person's self-assessment over several lives of the program, with the words as note on each statement."""

    def __init__(self, place, checks):
        self.place, self.checks = place, checks
        self.person = place.sign_in(place.open_ready(), 0)
        self.notes = 0

    def rate(self):
        """Rates what is shown and types the note; both have their marks."""
        self.person.rate(4)
        self.person.write_note(CANARY)
        self.notes += 1

    def abort(self):
        """SIGABRT while a note is typed, as a failed assert sends it: the words are in the program's memory."""
        self.person.start(town.SELF_ASSESSMENT)
        self.rate()
        self.person.go_on()
        window = self.person.window
        window.tap("quiz.note")
        window.type(CANARY)
        window.process.send_signal(signal.SIGABRT)
        window.process.wait()
        return window.process.returncode

    def resume(self):
        """The statement whose note was typed at the end is there again, with what was stored of it."""
        window = self.person.window = self.place.open_ready()
        self.person.resume()
        window.tap("quiz.note")
        window.key("ctrl+a", "BackSpace")

    def type_all(self):
        """On to the last statement."""
        count = int(self.person.position().split()[-1])
        while int(self.person.position().split()[1]) < count:
            self.rate()
            self.person.go_on()
        self.rate()

    def kill_at_receipt(self):
        """SIGKILL when the receipt is on the screen; its code."""
        receipt = self.person.finish()
        self.person.window.kill()
        return receipt


def check_nowhere(checks, folders, when, since=0):
    found, count = places(folders, since)
    checks.hold(found == [], f"{when}: the words stand in none of {count} files {found or ''}")


def test(options, work):
    checks = promises.Checks()
    began = time.time()
    with tempfile.TemporaryDirectory(dir=work) as folder:
        check_controls(checks, pathlib.Path(folder))
    with town.small_town(options.build, work / "city") as city:
        city.found(UNIT)
        city.stop()
        home = work / "of_the_program"   # all that the window and the display may think of as theirs
        home.mkdir()
        environment = {name: str(home) for name in ("HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR", "TMPDIR")}
        with scene.Scene(city, UNIT, environment=environment, cwd=home, preexec_fn=allow_cores) as place:
            type_and_kill(checks, work, place, began)
    print(f"{checks.count} checks held")


def type_and_kill(checks, work, place, began):
    database = place.terminal.home / "kiosk.db"
    log = database.with_name("kiosk.db-wal")
    typist = Typist(place, checks)
    checks.hold(typist.abort() == -signal.SIGABRT, "the program ended badly while a note was typed")
    checks.hold(list(work.rglob("core*")) == [], "it left no core, though cores are allowed")
    check_nowhere(checks, [work], "after it")

    with Reader(database) as reader:
        checks.hold(reader.count > 0, f"a foreign reader sees {reader.count} events of the open sitting")
        typist.resume()
        typist.type_all()
        check_nowhere(checks, [work], f"{typist.notes} notes are stored, the last is on the screen")
        receipt = typist.kill_at_receipt()
        checks.hold(receipt, f"killed when the receipt {receipt} was on the screen")
        checks.hold(log.stat().st_size > 0, f"the reader kept the log from being emptied ({log.stat().st_size} bytes)")
        check_nowhere(checks, [work], "database, log, outbox, backups, records, logs, temporary and cache folders")
        check_nowhere(checks, SHARED_PLACES, "all that changed meanwhile in this machine's temporary folders", began)
    place.open_ready().close()
    checks.hold(not log.exists() or log.stat().st_size == 0, "without the reader the log is empty after a start")
    check_nowhere(checks, [work], "then")
    notes = [event["response"].get("note") for record in records.sittings(place.terminal.outbox, place.city.reading_key())
             for event in record["events"] if event["type"] == "answered"]
    checks.hold(notes.count(CANARY) >= typist.notes, f"headquarters reads them {notes.count(CANARY)} times in the sealed record")


if __name__ == "__main__":
    promises.run(test, __doc__)
