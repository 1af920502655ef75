#!/usr/bin/env python3
"""flush_before_mark.py BUILD: twenty taps on options of a real sitting, with the program under strace.
Between each tap and the frame that shows its mark lies at least one finished fsync or fdatasync."""
import re
import statistics
import time

import promises
import scene
import town

TAPS = 20
QUIET_S = 0.15  # without a flush before each tap, so that the one found belongs to the tap
LINE = re.compile(r"^(\d+) +(\d+\.\d+) (.*)$")
TOOK = re.compile(r"(?:fsync|fdatasync).* = 0 <(\d+\.\d+)>$")


def flush_ends(trace):
    """When each successful flush ended, on the boot clock in ms."""
    to_boot = scene.boot_ms() - time.time() * 1000
    ends = []
    for text in trace.read_text().splitlines():
        line = LINE.match(text)
        took = TOOK.search(line.group(3)) if line else None
        if not took:
            continue
        began = float(line.group(2)) * 1000
        is_end = "resumed" in line.group(3)  # its stamp is already that of the end
        ends.append(began + to_boot + (0 if is_end else float(took.group(1)) * 1000))
    return ends


def await_quiet(trace):
    size, since = -1, time.monotonic()
    while time.monotonic() - since < QUIET_S:
        now = trace.stat().st_size
        if now != size:
            size, since = now, time.monotonic()
        time.sleep(0.01)


def tap_and_see(window, option):
    """Taps the option; gives the boot times before the tap and of the first record with its mark."""
    window.point_at(option["id"])
    tapped = scene.boot_ms()
    window.xdotool("click", 1)
    end = time.monotonic() + 10
    while time.monotonic() < end:
        record = window.record()
        if any(w["id"] == option["id"] and w["state"] == "saved" for w in record["widgets"]):
            return tapped, record["at_ms"]
        time.sleep(0.001)
    raise promises.Failed(f"no mark on {option['id']} in 10 s")


def test(options, work):
    with scene.alone(options.build, work) as place:
        trace = work / "flushes"
        # -D: the tracer is a grandchild, so that the process we started is the terminal itself.
        window = place.open_ready(tracer=["strace", "-D", "-f", "--seccomp-bpf", "-ttt", "-T",
                                          "-e", "trace=fdatasync,fsync", "-o", trace])
        person = place.sign_in(window, 0)
        person.start(town.PRETEST)
        pairs = []
        for n in range(TAPS):
            await_quiet(trace)
            options = person.options()
            pairs.append(tap_and_see(window, options[n % len(options)]))
            person.go_on()
        await_quiet(trace)
        ends = flush_ends(trace)
        between = [[end for end in ends if tapped < end <= seen + 1] for tapped, seen in pairs]
        missing = [n + 1 for n, found in enumerate(between) if not found]
        promises.check(not missing, f"no flush between tap and mark: taps {missing}")
        to_flush = [found[0] - tapped for found, (tapped, _) in zip(between, pairs)]
        to_mark = [seen - tapped for tapped, seen in pairs]
        print(f"{TAPS} taps, {sum(map(len, between))} flushes between tap and mark, at least "
              f"{min(map(len, between))} each; median tap to flushed {statistics.median(to_flush):.1f} ms, "
              f"to the mark's frame {statistics.median(to_mark):.1f} ms")


if __name__ == "__main__":
    promises.run(test, __doc__)
