"""Figures of the real window: start, from Mulai to the question, memory, frames while nothing happens. Read from
the lines that `asah-kiosk --print-timing` prints for each painted frame. One life of the program a call."""
import json
import os
import pathlib
import shutil
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/end_to_end"))

import scene  # noqa: E402
import town  # noqa: E402

IDLE_S = 10
SETTLE_S = 1.5  # after this nothing of the last touch is drawn any more


def timing_lines(log):
    """The program's own lines, complete ones only."""
    lines = []
    for text in log.read_text().splitlines():
        if text.startswith("{") and text.endswith("}"):
            lines.append(json.loads(text))
    return lines


def frames(log, screen=None):
    return [line for line in timing_lines(log) if "frame" in line and screen in (None, line["screen"])]


def click_to_screen_ms(window, log, name, screen):
    """From the press as the loop saw it to the first painted frame of the screen."""
    window.point_at(name)
    time.sleep(0.4)  # that is drawn, so that the click is the only input
    window.xdotool("click", 1)
    window.wait_screen(screen)
    time.sleep(0.2)
    return frames(log, screen)[0]["since_input_ms"]


def pss_mb(pid):
    for line in pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("no Pss in smaps_rollup")


def frames_in(log, seconds):
    before = len(frames(log))
    time.sleep(seconds)
    return len(frames(log)) - before


class Life:
    """One start of the program on a fresh copy of a terminal whose content is imported."""

    def __init__(self, place, terminal):
        self.place, self.kept = place, terminal
        self.log = place.log

    def start(self):
        """Milliseconds from before the spawn to READY with its button alive, and on to the sign-in."""
        shutil.rmtree(self.place.terminal.folder)
        shutil.copytree(self.kept, self.place.terminal.folder)
        self.log.unlink(missing_ok=True)
        os.sync()  # the copy's own pages do not compete with the start
        spawned = scene.boot_ms()
        self.window = self.place.open("--print-timing")
        alive = self.window.wait(scene.is_ready, "READY")
        painted = next(line for line in frames(self.log) if line["frame"] == alive["frame"])
        window_ms = next(line for line in timing_lines(self.log) if "window" in line)["at_ms"] - spawned
        ready_ms = painted["at_ms"] - spawned
        sign_in_ms = ready_ms + click_to_screen_ms(self.window, self.log, "ready.sign_in", "sign_in")
        return {"window_ms": window_ms, "ready_ms": ready_ms, "sign_in_ms": sign_in_ms}

    def go_home(self, index):
        self.place.sign_in(self.window, index)

    def idle_at_home(self):
        time.sleep(SETTLE_S)
        return frames_in(self.log, IDLE_S)

    def begin(self):
        """From the press of Mulai to the painted question."""
        self.window.tap("home.start." + town.PRETEST)
        self.window.wait_screen("before_start")
        return click_to_screen_ms(self.window, self.log, "start.begin", "quiz")

    def idle_in_sitting(self):
        time.sleep(SETTLE_S)
        return frames_in(self.log, IDLE_S)

    def memory_mb(self):
        return pss_mb(self.window.process.pid)


def import_content(place, kept):
    """Opens the window once, so that the content is in the database; keeps that terminal."""
    place.open_ready().close()
    shutil.copytree(place.terminal.folder, kept)
