#!/usr/bin/env python3
"""canary.py BUILD: words typed into the evidence notes of a self-assessment, a foreign reader that holds the terminal's
database open, SIGKILL right after the receipt was shown: the words stand in no file of the terminal, of its programs'
logs or temporary folders, in no encoding that a thief would try; and headquarters reads them in the sealed record.
Controls: the search finds the words in a plain file, in base64, and in the log of a plain database whose rows are
deleted under the same settings; so its silence says something."""
import base64
import os
import pathlib
import resource
import signal
import sqlite3
import subprocess
import sys
import time

import records
import town

UNIT = "SETDA"
CANARY = "KenariKuningBernyanyi7391diBuktiSaya"
LIFE_S_MAX = 120


def spellings(text):
    """The words as bytes, in UTF-16, hexadecimal, and base64 at each of its three alignments."""
    plain = text.encode()
    found = {"plain": plain, "utf-16": text.encode("utf-16-le"), "hex": plain.hex().encode(),
             "HEX": plain.hex().upper().encode()}
    for shift in range(3):
        coded = base64.b64encode(b"x" * shift + plain)
        found[f"base64+{shift}"] = coded[4 if shift else 0:len(coded) - 4]
    return found


def places(folders):
    """Files that hold the words, with the spelling."""
    wanted = spellings(CANARY)
    found, count = [], 0
    for folder in folders:
        for path in pathlib.Path(folder).rglob("*"):
            if path.is_file():
                count += 1
                data = path.read_bytes()
                found += [(str(path), name) for name, form in wanted.items() if form in data]
    return found, count


def check_controls(checks, folder):
    folder.mkdir()
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
    reader = hold_open(folder / "plain.db", "sitting_event")
    database.execute("DELETE FROM sitting_event")
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    in_log = [path for path, _ in places([folder])[0] if path.endswith("plain.db-wal")]
    checks.hold(in_log, "control: without encryption they stand in the WAL after their rows are deleted")
    reader.close()
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


def abort_while_answering(process):
    """SIGABRT in the middle of a sitting, as a failed assert sends it; the words are in its memory."""
    for line in process.stdout:
        if line.startswith("ack ") and int(line.split()[1]) > 4:
            break
    process.send_signal(signal.SIGABRT)
    process.wait()
    return process.returncode


def hold_open(path, table):
    """A foreign program that reads: its snapshot keeps the log from being emptied."""
    reader = sqlite3.connect(f"file:{path}?mode=ro", uri=True, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute(f"SELECT count(*) FROM {table}").fetchone()
    return reader


class Terminal:
    def __init__(self, city, slip):
        self.city, self.slip = city, slip
        self.temporary = city.work / "temporary"
        self.temporary.mkdir()
        self.terminal = city.terminals[UNIT]

    def start(self, *words):
        banks = [w for sheet, _, _ in town.BANKS for w in ("--bank", self.city.assets / "samples" / sheet)]
        command = [self.city.programs.path("asah-fleet"), "person", *self.terminal.kiosk(), "--nip", self.slip["nip"],
                   "--pin", self.slip["pin"], "--seed", 1, *banks, "--self-assessment", "--note", CANARY, *words]
        log = open(self.city.work / "logs/person.log", "ab")
        return subprocess.Popen(list(map(str, command)), stdout=subprocess.PIPE, stderr=log, text=True,
                                cwd=self.temporary, env=os.environ | {"TMPDIR": str(self.temporary)},
                                preexec_fn=allow_cores)

    def folders(self):
        return [self.terminal.folder, self.temporary, self.city.work / "logs"]


def allow_cores():
    resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def finish_and_kill(process, finished_count):
    """SIGKILL at the moment the last receipt is shown."""
    codes = []
    end = time.monotonic() + LIFE_S_MAX
    for line in process.stdout:
        if line.startswith("finished "):
            codes.append(line.split()[1])
        if len(codes) == finished_count or time.monotonic() > end:
            break
    process.send_signal(signal.SIGKILL)
    process.wait()
    return codes


def main():
    options = town.arguments(__doc__)
    checks = town.Checks()
    options.build = options.build.resolve()
    with town.Workplace(options) as work:
        (work / "logs").mkdir(parents=True, exist_ok=True)
        city = town.Town(town.demo_city.Programs(options.build, work / "logs/programs.log"), work)
        check_controls(checks, work / "control")
        try:
            city.found()
            city.serve()
            city.enrol(UNIT)
            city.fill()
        finally:
            city.stop()
        terminal = Terminal(city, city.people(UNIT)[0])
        run(checks, city, terminal)
    print(f"{checks.count} checks held")


def run(checks, city, terminal):
    checks.hold(abort_while_answering(terminal.start()) == -signal.SIGABRT, "the program ended badly in a sitting")
    cores = list(terminal.temporary.rglob("core*"))
    checks.hold(cores == [], "it left no core, though cores are allowed")
    process = terminal.start("--stop-before-finish")
    process.communicate(timeout=LIFE_S_MAX)
    checks.hold(process.returncode == 0, "a self-assessment with its notes is stored, not yet finished")
    found, count = places(terminal.folders())
    checks.hold(found == [], f"while it is open, the words stand in none of {count} files")

    database = terminal.terminal.home / "kiosk.db"
    reader = hold_open(database, "sitting_event")
    codes = finish_and_kill(terminal.start(), 2)
    checks.hold(len(codes) == 2, f"finished under a foreign reader, killed after the receipt {codes[-1]}")
    log_bytes = database.with_name("kiosk.db-wal").stat().st_size
    checks.hold(log_bytes > 0, f"the reader kept the log from being emptied ({log_bytes} bytes)")
    found, count = places(terminal.folders())
    checks.hold(found == [], f"the words stand in none of {count} files: database, log, outbox, logs, temporary folder")

    reader.close()
    again = terminal.start()
    again.communicate(timeout=LIFE_S_MAX)
    checks.hold(again.returncode == 0, "the terminal starts again")
    log = database.with_name("kiosk.db-wal")
    checks.hold(not log.exists() or log.stat().st_size == 0, "without the reader the log is empty after a start")
    found, count = places(terminal.folders())
    checks.hold(found == [], f"and the words stand in none of {count} files")
    notes = [event["response"].get("note") for record in records.sittings(terminal.terminal.outbox,
                                                                          city.home / "keys/reading.key")
             for event in record["events"] if event["type"] == "answered"]
    checks.hold(notes.count(CANARY) > 10, f"headquarters reads them {notes.count(CANARY)} times in the sealed record")


if __name__ == "__main__":
    sys.exit(main())
