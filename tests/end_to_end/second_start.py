#!/usr/bin/env python3
"""second_start.py BUILD: one program at a time works on a terminal's home. While the real window holds an open
sitting, a second window, a joining and the fleet are refused in the reader's language and touch nothing; once the
first was killed, the next start goes on with the sitting. A window that only says that the terminal has not joined
keeps no joining off."""
import hashlib
import subprocess

import promises
import scene
import town
from window import Window

LOCKED = 3
SAFE = {"id": "Tidak ada data yang berubah.", "en": "Nothing was changed."}
HELD = {"id": "Program lain sedang bekerja di folder ini", "en": "Another program is at work in this folder"}


def run(place, program, *words):
    command = [str(word) for word in place.city.programs.command(program, *words)]
    return subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)


def digests(folder):
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()}


def check_refused(place):
    kiosk = place.terminal.kiosk()
    before = digests(place.terminal.folder)
    for language in ("id", "en"):
        for words in (["--window", "800x600"], ["--join", "any code"]):
            done = run(place, "asah-kiosk", *kiosk, "--lang", language, *words)
            lines = done.stderr.strip().splitlines()
            promises.check(done.returncode == LOCKED and len(lines) == 3 and HELD[language] in lines[0]
                           and str(place.terminal.home) in lines[0] and lines[1] == SAFE[language] and lines[2],
                           f"{words[0]} beside a window ended with {done.returncode}: {done.stderr}")
    done = run(place, "asah-fleet", "person", *kiosk, "--seed", 1, "--bank", "none", "--nip", "1", "--pin", "1")
    promises.check(done.returncode == 1 and HELD["id"] in done.stderr, f"the fleet beside a window: {done.stderr}")
    promises.check(digests(place.terminal.folder) == before, "a refused start changed a file")


def check_not_joined(place, work):
    """Its screen asks for a joining, which must then not be refused for the screen's sake."""
    folders = []
    for name in ("home", "outbox", "inbox"):
        (work / "new" / name).mkdir(parents=True)
        folders += ["--" + name, work / "new" / name]
    command = [str(word) for word in place.city.programs.command("asah-kiosk", *folders, "--window", "1024x600")]
    window = Window(command, work / "new.json", place.display.name, work / "new.log")
    try:
        window.wait(lambda record: record["widgets"], "a picture")
        done = run(place, "asah-kiosk", *folders, "--join", "any code")
        promises.check(done.returncode not in (0, LOCKED), f"joining beside its screen: {done.returncode} {done.stderr}")
    finally:
        window.kill()


def test(options, work):
    with scene.alone(options.build, work / "city") as place:
        window = place.open_ready()
        person = place.sign_in(window, 0)
        person.start(town.PRETEST)
        stem, _ = person.answer()
        check_refused(place)
        window.kill()
        window = place.open_ready()
        person = place.person(window, 0, town.NEW_PIN)
        person.resume()
        promises.check(person.stem() == stem, "another question after the second start")
        check_refused(place)
        window.kill()
        check_not_joined(place, work)
    print("a second window, a joining and the fleet were refused twice beside an open sitting and changed no file; "
          "after the SIGKILL it went on; a screen without a joining let one in")


if __name__ == "__main__":
    promises.run(test, __doc__)
