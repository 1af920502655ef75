#!/usr/bin/env python3
"""slow_store.py BUILD: with a store that takes a second, the mark is absent for that second while the
window answers; of two fast taps only the second option is ever marked."""
import time

import promises
import scene
import town

DELAY_MS = 1000


def states(record):
    return {w["id"]: w["state"] for w in record["widgets"] if w["id"].startswith("quiz.option.")}


def watch(window, until, seconds=10):
    """Every distinct record until `until(record)` holds."""
    seen = []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        record = window.record()
        if record["screen"] and (not seen or record["frame"] != seen[-1]["frame"]):
            seen.append(record)
            if until(record):
                return seen
        time.sleep(0.002)
    raise promises.Failed(f"awaited state did not come in {seconds} s: {states(seen[-1])}")


def marked(option):
    return lambda record: states(record).get(option) == "saved"


def single_choice(person):
    """Goes on to an item on which a second tap replaces the first."""
    while person.key[person.stem()][0] != "pilihan_tunggal":
        before = person.position()
        person.window.tap("quiz.skip")
        person.window.wait(lambda r: any(w["id"] == "quiz.position" and w["text"] != before
                                         for w in r["widgets"]), "the next item")
        time.sleep(DELAY_MS / 1000)
    time.sleep(1.3 * DELAY_MS / 1000)  # the visits are stored, each in its second
    return [w["id"] for w in person.options()]


def test_one_tap(person):
    """The mark comes no sooner than the store's word; the window opens and closes the map before it."""
    window = person.window
    option = single_choice(person)[0]
    tapped = scene.boot_ms()
    window.tap(option)
    window.wait(lambda r: states(r).get(option), "the choice")
    window.key("F2")
    opened = window.wait(lambda r: r["screen"] == "map", "the map")["at_ms"] - tapped
    window.tap("map.close")
    waited = watch(window, marked(option))[-1]["at_ms"] - tapped
    promises.check(waited >= DELAY_MS, f"the mark came after {waited:.0f} ms, before the store's word")
    promises.check(opened < DELAY_MS, f"the window answered only after {opened:.0f} ms")
    print(f"store {DELAY_MS} ms: mark {waited:.0f} ms after the tap; the map opened after {opened:.0f} ms")


def test_two_taps(person):
    """The first option is chosen, then the second: the first never carries the mark."""
    window = person.window
    first, second, *_ = single_choice(person)
    tapped = scene.boot_ms()
    window.tap(first)
    window.wait(lambda r: states(r).get(first), "the first choice")
    window.tap(second)
    records = watch(window, marked(second))
    waited = records[-1]["at_ms"] - tapped
    promises.check(not any(states(r).get(first) == "saved" for r in records), "the replaced option was marked")
    promises.check(any(states(r).get(second) == "saving" for r in records), "the window never said that it saves")
    promises.check(waited >= 2 * DELAY_MS, f"the second mark came after {waited:.0f} ms, by the first one's word")
    print(f"two fast taps: only the second option was marked, {waited:.0f} ms after the first tap (two stores)")


def test(options, work):
    with scene.alone(options.build, work) as place:
        window = place.open_ready("--slow-store", DELAY_MS)
        person = place.sign_in(window, 0)
        person.start(town.PRETEST)
        test_one_tap(person)
        person.go_on()
        test_two_taps(person)


if __name__ == "__main__":
    promises.run(test, __doc__)
