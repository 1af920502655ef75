#!/usr/bin/env python3
"""One headquarters on a home: asah-hq serve killed takes its receiver with it and the next one serves; a second one beside
it is refused; commands that file beside it file nothing twice. And a sheet of one unit alone switches nobody off."""
import json
import os
import pathlib
import signal
import subprocess
import time

import promises
import town

UNIT = "SETDA"
HELD = {"id": "Program lain sedang bekerja di folder ini", "en": "Another program is at work in this folder"}


def receivers_of(city):
    """Processes of asah-receiver on this city's home."""
    found = []
    for path in pathlib.Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = path.read_bytes().split(b"\0")
        except OSError:
            continue
        if words[0].endswith(b"asah-receiver") and bytes(city.hq / "receiver") in words:
            found.append(int(path.parent.name))
    return found


def await_none(city, seconds):
    end = time.monotonic() + seconds
    while receivers_of(city) and time.monotonic() < end:
        time.sleep(0.05)
    return receivers_of(city)


def check_killed(checks, city):
    for number in range(3):
        checks.hold(len(receivers_of(city)) == 1, "one receiver runs")
        city.server.send_signal(signal.SIGKILL)
        city.server.wait()
        checks.hold(await_none(city, 10) == [], f"serve killed, round {number + 1}: no receiver is left")
        city.serve()
    log = (city.work / "logs/asah-hq.log").read_text()
    checks.hold("Penerima berhenti" not in log, "the next one's receiver has its ports at once")


def check_respawn(checks, city):
    """The receiver alone killed: it comes back once, not in a loop."""
    first = receivers_of(city)
    os.kill(first[0], signal.SIGKILL)
    end = time.monotonic() + 20
    while (receivers_of(city) == first or not receivers_of(city)) and time.monotonic() < end:
        time.sleep(0.1)
    checks.hold(len(receivers_of(city)) == 1 and receivers_of(city) != first, "a killed receiver is started again")
    log = (city.work / "logs/asah-hq.log").read_text()
    checks.hold(log.count("Penerima berhenti dan dijalankan lagi") == 1, "and that is told once")


def check_second(checks, city):
    for language in ("id", "en"):
        done = city.programs.attempt("asah-hq", "serve", "--home", city.home, "--port", 0, "--no-receiver", "--lang", language,
                                     timeout=20)
        checks.hold(done.returncode == 1 and HELD[language] in done.stderr and "serve.lock" in done.stderr,
                    f"a second serve is refused [{language}]: {done.stderr.strip().splitlines()[0]}")


def check_roster(checks, city):
    """400 people in force, then a sheet of one unit."""
    lines = city.roster.read_text().splitlines()
    part = city.work / "part.csv"
    column = lines[0].split(",").index("kode_unit")
    part.write_text("\n".join([lines[0], *(line for line in lines[1:] if line.split(",")[column] == UNIT)]) + "\n")
    words = [part, "--slips", city.work / "no-slips.csv", "--framework", city.assets / "framework.json"]
    people = len(lines) - 1
    leaving = people - len(part.read_text().splitlines()) + 1

    def people_in_force():
        """What the whole sheet would change: nobody, as long as nobody was switched off."""
        return city.hq_run("roster", city.roster, "--difference", "--slips", city.work / "x.csv", "--framework",
                           city.assets / "framework.json")

    before = people_in_force()
    for language, phrase in (("id", "Dihentikan"), ("en", "Stopped")):
        done = city.programs.attempt("asah-hq", "roster", *words, "--home", city.home, "--lang", language)
        checks.hold(done.returncode == 2 and phrase in done.stderr and f"--leaving {leaving}" in done.stderr,
                    f"a sheet of one unit stops [{language}]: {done.stderr.strip()}")
    done = city.programs.attempt("asah-hq", "roster", *words, "--home", city.home, "--leaving", leaving - 1)
    checks.hold(done.returncode == 2, "another number than the true one does not let it through")
    shown = city.programs.attempt("asah-hq", "roster", *words, "--home", city.home, "--difference")
    checks.hold(shown.returncode == 0 and f"Keluar: {leaving} dari {people}" in shown.stdout, "--difference shows how many would leave")
    checks.hold(people_in_force() == before, "nobody was switched off")
    done = city.programs.attempt("asah-hq", "roster", *words, "--home", city.home, "--leaving", leaving)
    checks.hold(done.returncode == 0, "with the number given it is applied")


def test(options, work):
    checks = promises.Checks()
    with town.small_town(options.build, work) as city:
        city.found(UNIT)
        check_second(checks, city)
        check_killed(checks, city)
        check_respawn(checks, city)
        for slip in city.people(UNIT):
            city.keep_sitting(UNIT, slip, options.seed)
        city.stop()
        stick = city.work / "stick"
        stick.mkdir()
        city.attempt_carry(UNIT, "--folder", stick)
        city.programs.run("asah-receiver", "import", "--home", city.hq / "receiver", "--intake", city.hq / "intake", "--orders",
                          city.hq / "orders", "--folder", stick)
        commands = [subprocess.Popen(city.programs.command("asah-hq", "file", "--home", city.home), stdout=subprocess.PIPE,
                                     stderr=subprocess.STDOUT, text=True) for _ in range(4)]
        city.serve()
        words = [command.communicate(timeout=120)[0] for command in commands]
        checks.hold(all(command.returncode == 0 for command in commands), "four filings beside a serve end well: " + words[0].strip())
        city.stop()
        report = json.loads(city.hq_run("rebuild", "--json"))
        checks.hold(report["filed"] > len(city.people(UNIT)) and report["known"] == 0,
                    f"{report['filed']} entries in the backup, {report['known']} of them twice")
        check_roster(checks, city)
    print(f"{checks.count} checks held")


if __name__ == "__main__":
    promises.run(test, __doc__)
