#!/usr/bin/env python3
"""second_start.py BUILD: one program at a time works on a terminal's home. While the real window stands on it, a
second window, a joining and the fleet are refused in the reader's language and touch nothing; once the first was
killed, the next start succeeds."""
import subprocess

import promises  # puts the demo's folder on the path
from window import Display, Window

LOCKED = 3
SAFE = {"id": "Tidak ada data yang berubah.", "en": "Nothing was changed."}
HELD = {"id": "Program lain sedang bekerja di folder ini", "en": "Another program is at work in this folder"}


class Home:
    def __init__(self, build, work, display):
        self.build, self.work, self.display = build, work, display
        self.folders = ["--home", work / "home", "--outbox", work / "outbox", "--inbox", work / "inbox"]
        for name in ("home", "outbox", "inbox"):
            (work / name).mkdir()

    def command(self, program, *words):
        return [str(word) for word in (self.build / program, *words)]

    def window(self):
        command = self.command("kiosk/asah-kiosk", *self.folders, "--window", "1024x600")
        return Window(command, self.work / "widgets.json", self.display.name, self.work / "kiosk.log")

    def run(self, program, *words):
        return subprocess.run(self.command(program, *words), capture_output=True, text=True, timeout=20, check=False)

    def files(self):
        return sorted(str(path) for path in self.work.rglob("*") if path.suffix not in (".json", ".log", ".tmp"))


def check_refused(home):
    before = home.files()
    for language in ("id", "en"):
        for words in (["--window", "800x600"], ["--join", "any code"]):
            done = home.run("kiosk/asah-kiosk", *home.folders, "--lang", language, *words)
            lines = done.stderr.strip().splitlines()
            promises.check(done.returncode == LOCKED and len(lines) == 3 and HELD[language] in lines[0]
                           and str(home.work / "home") in lines[0] and lines[1] == SAFE[language] and lines[2],
                           f"{words[0]} beside a window ended with {done.returncode}: {done.stderr}")
    done = home.run("tools/fleet/asah-fleet", "person", *home.folders, "--seed", 1, "--bank", "none", "--nip", "1",
                    "--pin", "1")
    promises.check(done.returncode == 1 and HELD["id"] in done.stderr, f"the fleet beside a window: {done.stderr}")
    promises.check(home.files() == before, f"a refused start left something: {before} then {home.files()}")


def test(options, work):
    display = Display("1280x800")
    window = None
    try:
        home = Home(options.build, work, display)
        for _ in range(2):   # the second time after a SIGKILL of the first
            window = home.window()
            window.wait(lambda record: record["widgets"], "a picture")
            check_refused(home)
            window.process.kill()
            window.process.wait()
        joining = home.run("kiosk/asah-kiosk", *home.folders, "--join", "any code")
        promises.check(joining.returncode not in (0, LOCKED),
                       f"joining a free home: {joining.returncode} {joining.stderr}")
        print("a second window, a joining and the fleet were refused twice; after each SIGKILL the home was free")
    finally:
        if window and window.process.poll() is None:
            window.process.kill()
            window.process.wait()
        display.close()


if __name__ == "__main__":
    promises.run(test, __doc__)
