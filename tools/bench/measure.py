#!/usr/bin/env python3
"""measure.py BUILD [--peers DIR] [--runs N] [--json FILE]: figures of speed, each beside its limit or the peer
measured in the same run, and the ratio. Ends with 1 when a limit is broken."""
import argparse
import json
import pathlib
import shutil
import statistics
import subprocess
import sys

import kiosk_start
import promises
import scene

ROOT = pathlib.Path(__file__).resolve().parents[2]


class Table:
    def __init__(self):
        self.rows, self.is_broken = [], False

    def row(self, name, figure, unit, beside, limit, ratio=None):
        """`limit`: the largest ratio, or the largest figure when there is no peer. None = told only."""
        measured = figure if ratio is None else ratio
        verdict = "" if limit is None else "ok" if measured <= limit else "BROKEN"
        self.is_broken |= verdict == "BROKEN"
        self.rows.append((name, f"{figure:.2f} {unit}", beside, "" if ratio is None else f"{ratio:.3f}",
                          "" if limit is None else f"{limit:g}", verdict))

    def print(self):
        head = ("figure", "measured", "beside", "ratio", "limit", "")
        widths = [max(len(row[i]) for row in [head, *self.rows]) for i in range(len(head))]
        for row in [head, *self.rows]:
            print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())


def store_latency(build, place, kept, folder):
    """One thousand stored answers and bare appends in turns, on a copy of the terminal."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(kept, folder)
    slip = place.people[1]
    done = subprocess.run([build / "tools/bench/store_latency", "--home", folder / "home",
                           "--outbox", folder / "outbox", "--inbox", folder / "inbox",
                           "--number", slip["nomor_pendek"], "--pin", slip["pin"]],
                          capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def peer_run(peers):
    """The second of two runs of the browser kiosk: the first warms it up. Its own script measures."""
    done = subprocess.run(["node", peers / "kiosk_bench.js", "2", "warm"], cwd=ROOT, capture_output=True, text=True,
                          timeout=240, check=True)
    return json.loads([line for line in done.stdout.splitlines() if line.startswith("{")][-1])


def measure(build, peers, runs):
    figures = {"store": [], "kiosk": [], "peer": []}
    with promises.Workplace() as work, scene.alone(build, work / "city") as place:
        kept = work / "imported"
        kiosk_start.import_content(place, kept)
        for run in range(runs):
            figures["store"].append(store_latency(build, place, kept, work / "latency"))
            life = kiosk_start.Life(place, kept)
            life.start()  # warms up, as the peer's first run does
            life.window.close()
            one = life.start()
            life.go_home(0)
            if run == 0:
                one["frames_at_home"] = life.idle_at_home()
            one["begin_ms"] = life.begin()
            one["frames_in_sitting"] = life.idle_in_sitting()
            one["pss_mb"] = life.memory_mb()
            life.window.close()
            figures["kiosk"].append(one)
            if peers:
                figures["peer"].append(peer_run(peers))
    return figures


def median(rows, name):
    return statistics.median(row[name] for row in rows if name in row)


def tell(figures):
    table = Table()
    store, kiosk, peer = figures["store"], figures["kiosk"], figures["peer"]
    for name, limit in (("p50", 1.5), ("p99", None)):
        ours, bare = median(store, f"store_{name}_ms"), median(store, f"bare_{name}_ms")
        table.row(f"stored answer, {name}", ours, "ms", f"4 KiB append + fdatasync {bare:.2f} ms", limit, ours / bare)
    table.row("start to READY", median(kiosk, "ready_ms"), "ms", f"window at {median(kiosk, 'window_ms'):.0f} ms", None)
    starts, memory = median(kiosk, "sign_in_ms"), median(kiosk, "pss_mb")
    if peer:
        first = statistics.median(run["first_question_ms"] for run in peer)
        held = statistics.median(run["idle"]["pss_mb"] for run in peer)
        table.row("start to sign-in", starts, "ms", f"browser kiosk, first question {first:.0f} ms", 0.2, starts / first)
        table.row("memory on a question", memory, "MB", f"browser kiosk {held:.0f} MB", 0.2, memory / held)
    else:
        table.row("start to sign-in", starts, "ms", "no peer here", None)
    table.row("memory on a question", memory, "MB", "80 MB to compare with", None, memory / 80)
    table.row("Mulai to question", median(kiosk, "begin_ms"), "ms", "", 100)
    table.row("frames at home, still", median(kiosk, "frames_at_home"), f"in {kiosk_start.IDLE_S} s", "", 0)
    table.row("frames in a sitting", median(kiosk, "frames_in_sitting"), f"in {kiosk_start.IDLE_S} s", "one a second",
              kiosk_start.IDLE_S + 1)
    table.print()
    return table.is_broken


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--peers", type=pathlib.Path, help="folder of kiosk_bench.js; without it no peer is run")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--json", help="write every figure to this file")
    options = parser.parse_args()
    figures = measure(options.build.resolve(), options.peers, options.runs)
    if options.json:
        pathlib.Path(options.json).write_text(json.dumps(figures, indent=1) + "\n")
    sys.exit(1 if tell(figures) else 0)


if __name__ == "__main__":
    main()
