#!/usr/bin/env python3
"""kill_station.py BUILD [--kills N] [--seed S]: SIGKILLs at seeded moments on a process that runs the station
(`asah-fleet person`): after each start the same question, the same form in the same order, at most ten seconds of
working time given back and every acknowledged answer; in the end one sealed entry a sitting that holds them all.

Moments: while it starts and signs in; at a seeded delay after a seeded acknowledgement; inside COMMIT (strace holds
each fdatasync, and the kernel says that the process is in it); in the export of an entry (strace holds the rename of
the temporary file, which lies in the outbox); around finish. 190 kills take some minutes, ctest runs a few."""
import collections
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import time

import promises
import records
import town

UNIT = "RSUD"   # the unit with most people
KILLS = 190
TIME_BACK_MS_MAX = 10_000
FDATASYNC, RENAME = 75, 82   # x86-64, as /proc/<pid>/syscall says
HELD_US = 150_000
LIFE_S_MAX = 60
# Of eleven kills, so many of each kind.
KINDS = ["start"] * 1 + ["answer"] * 6 + ["commit"] * 2 + ["export"] * 1 + ["finish"] * 1


class Life:
    """One run of the program, from its start to its end or its death."""

    def __init__(self, command, holds=None):
        if holds:
            command = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={holds}",
                       "-e", f"inject={holds}:delay_enter={HELD_US}", *command]
        self.is_held = holds is not None
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        os.set_blocking(self.process.stdout.fileno(), False)
        self.buffer, self.lines, self.words = b"", [], ""

    def read(self):
        """Takes in what was printed; the count of acknowledged events so far."""
        chunk = self.process.stdout.read()
        while chunk:
            self.buffer += chunk
            chunk = self.process.stdout.read()
        *whole, self.buffer = self.buffer.split(b"\n")
        self.lines += [line.decode() for line in whole]
        return sum(line.startswith("ack ") for line in self.lines)

    def worker(self):
        """The program itself: under strace, its only child."""
        if not self.is_held:
            return self.process.pid
        path = pathlib.Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        try:
            children = path.read_text().split()
        except OSError:
            return None
        return int(children[0]) if children else None

    def is_in(self, syscall):
        try:
            words = pathlib.Path(f"/proc/{self.worker()}/syscall").read_text().split()
        except OSError:
            return False
        return words[0] == str(syscall)

    def wait_for(self, condition):
        """True when the condition came before the end."""
        end = time.monotonic() + LIFE_S_MAX
        while not condition():
            if self.process.poll() is not None or time.monotonic() > end:
                return condition()
            time.sleep(0.0005)
        return True

    def kill(self):
        """SIGKILL; True when it was still running."""
        worker = self.worker()
        was_running = self.process.poll() is None and worker is not None
        if was_running:
            try:
                os.kill(worker, signal.SIGKILL)
            except ProcessLookupError:
                was_running = False
        self.end()
        return was_running

    def end(self):
        self.process.wait(LIFE_S_MAX)
        self.read()
        self.words += self.process.stderr.read().decode()
        return self.process.returncode


class Sitting:
    """What one person was told, over all lives of the program."""

    def __init__(self, checks):
        self.checks = checks
        self.form = None
        self.answers = {}      # position -> acknowledged answer
        self.position = 0
        self.elapsed = 0
        self.codes = []
        self.most_back_ms = 0
        self.resumed_count = 0
        self.knows_own_pin = False

    def hold(self, condition, words):
        promises.check(condition, words)
        self.checks["held"] += 1

    def take(self, lines):
        has = None
        for line in lines:
            word, *rest = line.split(" ")
            if word == "form":
                self.hold(self.form in (None, rest), "the form or its order changed over a restart")
                self.form = rest
            elif word == "resumed":
                self.take_resumed(int(rest[0]), int(rest[1]))
                has = {}
            elif word == "has":
                has[int(rest[0])] = rest[1]
            elif word == "ack":
                self.check_kept(has)
                has = None
                self.position, self.elapsed = int(rest[1]), int(rest[3])
                if rest[2] != "-":
                    self.answers[self.position] = rest[2]
            elif word == "finished":
                self.codes.append(rest[0])
        self.check_kept(has)

    def take_resumed(self, position, elapsed):
        # The next question may have been stored without its acknowledgement.
        self.hold(position >= self.position and not [p for p in self.answers if p > position],
                  f"resumed at {position} after {self.position} was acknowledged")
        back = self.elapsed - elapsed
        self.hold(back <= TIME_BACK_MS_MAX, f"{back} ms of working time given back")
        self.most_back_ms = max(self.most_back_ms, back)
        self.resumed_count += 1

    def check_kept(self, has):
        if has is None:
            return
        for position, answer in self.answers.items():
            self.hold(has.get(position) == answer, f"answer {position} was {answer}, is {has.get(position)}")
        self.hold(len(has) <= len(self.answers) + 1, "more answers than one beyond what was acknowledged")
        self.answers.update(has)   # now the person has seen it


class Killer:
    def __init__(self, city, options):
        self.city, self.options = city, options
        self.random = random.Random(options.seed)
        self.counts = collections.Counter()
        self.sittings = []
        self.has_strace = shutil.which("strace") is not None

    def command(self, slip, knows_own_pin):
        words = ["--knows-own-pin"] if knows_own_pin else []
        return self.city.fleet_person(UNIT, slip, *words, seed=self.options.seed)

    def run(self):
        for slip in self.city.people(UNIT):
            if self.counts["kills"] >= self.options.kills:
                break
            self.sit(slip)
        return self.figures()

    def sit(self, slip):
        """One person until the sitting is sealed."""
        sitting = Sitting(self.counts)
        self.sittings.append(sitting)
        before = len(self.city.entries(UNIT))
        is_done = False
        while not is_done:
            kind = self.random.choice(KINDS) if self.counts["kills"] < self.options.kills else "none"
            is_done = self.live(slip, sitting, kind)
        added = len(self.city.entries(UNIT)) - before
        sitting.hold(added == 2, f"{added} entries for one changed PIN and one sitting")

    def live(self, slip, sitting, kind):
        """One life; True when it ended by itself, having nothing more to do."""
        holds = {"commit": "fdatasync", "export": "rename"}.get(kind) if self.has_strace else None
        life = Life(self.command(slip, sitting.knows_own_pin), holds)
        self.counts["lives"] += 1
        if self.options.tell:
            print(kind, dict(self.counts), len(sitting.answers), file=sys.stderr, flush=True)
        is_there = self.wait_for_moment(life, kind)
        was_killed = kind != "none" and is_there and life.kill()
        code = life.end()
        sitting.take(life.lines)
        sitting.knows_own_pin |= sitting.form is not None
        if was_killed:
            self.counts["kills"] += 1
            self.counts["at_" + kind] += 1
            return False
        if code != 0:   # the delay after wrong PINs: signing in was killed in between
            sitting.hold("PIN" in life.words, f"ended with {code}: {life.words}")
            self.counts["pin_delays"] += 1
            sitting.knows_own_pin = sitting.form is not None or not sitting.knows_own_pin
            time.sleep(1)
            return False
        return True

    def wait_for_moment(self, life, kind):
        draw = self.random
        if kind == "start":
            time.sleep(draw.uniform(0, 0.8))
            return True
        if kind == "answer":
            wanted = draw.randrange(1, 12)
            is_there = life.wait_for(lambda: life.read() >= wanted)
            time.sleep(draw.uniform(0, 0.006))
            return is_there
        if kind == "commit":
            wanted = draw.randrange(1, 4)
            if not life.wait_for(lambda: life.read() >= wanted):
                return False
            is_there = life.wait_for(lambda: life.is_in(FDATASYNC))
            self.counts["inside_commit"] += life.is_in(FDATASYNC)
            return is_there
        if kind == "export":
            outbox = self.city.terminals[UNIT].outbox
            if not self.has_strace:
                return life.wait_for(lambda: any(outbox.glob("*.entry.tmp")))
            is_there = life.wait_for(lambda: life.is_in(RENAME) and any(outbox.glob("*.entry.tmp")))
            self.counts["inside_export"] += is_there
            return is_there
        if kind == "finish":
            # The last answers are near: a delay from the last acknowledgement of the form.

            def is_near():
                life.read()
                return any(line.split(" ")[:1] == ["ack"] and int(line.split(" ")[2]) == self.last_position(life)
                           for line in life.lines)
            is_there = life.wait_for(is_near)
            time.sleep(draw.uniform(0, 0.12))
            return is_there
        return False

    @staticmethod
    def last_position(life):
        form = next((line for line in life.lines if line.startswith("form ")), None)
        return len(form.split(" ")) - 3 if form else -1

    def figures(self):
        sealed = records.sittings(self.city.terminals[UNIT].outbox, self.city.reading_key())
        by_id = collections.Counter(record["sitting"] for record in sealed)
        by_form = {sitting.form[0]: sitting for sitting in self.sittings}
        lost = 0
        for record in sealed:
            inside = records.answers(record)
            for position, answer in by_form[record["sitting"]].answers.items():
                lost += inside.get(position) not in (answer, None) or position not in inside
        return {
            "kills": self.counts["kills"], "lives": self.counts["lives"], "seed": self.options.seed,
            "kills_by_moment": {kind: self.counts["at_" + kind] for kind in dict.fromkeys(KINDS)},
            "confirmed_inside_commit": self.counts["inside_commit"],
            "confirmed_inside_export": self.counts["inside_export"],
            "sittings": len(self.sittings), "sealed": len(sealed), "doubled": len(sealed) - len(by_id),
            "resumed": sum(sitting.resumed_count for sitting in self.sittings),
            "answers_acknowledged": sum(len(sitting.answers) for sitting in self.sittings), "answers_lost": lost,
            "most_time_back_ms": max(sitting.most_back_ms for sitting in self.sittings),
            "pin_delays": self.counts["pin_delays"], "checks": self.counts["held"],
        }


def test(options, work):
    people = {UNIT: 10 + options.kills // 3}   # about five kills a sitting
    with town.small_town(options.build, work, people) as city:
        city.found(UNIT)
        city.stop()
        figures = Killer(city, options).run()
    print(json.dumps(figures, indent=1))
    promises.check(figures["kills"] >= options.kills, "too few kills")
    promises.check(figures["sealed"] == figures["sittings"] and figures["doubled"] == 0 and figures["answers_lost"] == 0,
                   "not every sitting is sealed once with all its answers")


def add_options(parser):
    parser.add_argument("--kills", default=KILLS, type=int)
    parser.add_argument("--tell", action="store_true", help="a line a life")


if __name__ == "__main__":
    promises.run(test, __doc__, add_options)
