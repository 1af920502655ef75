#!/usr/bin/env python3
"""keyboard_only.py BUILD: the whole job at the real window without one touch: READY, signing in, an own PIN, the
self-assessment with a typed note (its own mark), the list, the end, the result, signing out; then the pre-test's
first item by its letter."""
import time

import promises
import scene
import town

NOTE = "RL b1: SIPD, rekap 5"  # letters that are keys elsewhere


def focused(window):
    return next((w["id"] for w in window.record()["widgets"] if w.get("focused")), "")


def walk_to(window, name):
    """Tab until the widget has the focus."""
    for _ in range(60):
        before = focused(window)
        if before == name:
            return
        window.key("Tab")
        end = time.monotonic() + 0.3  # the first Tab may only show where the focus is
        while focused(window) == before and time.monotonic() < end:
            time.sleep(0.01)
    raise promises.Failed(f"Tab does not lead to {name}")


def press(window, name, key="Return"):
    window.wait_widget(name)
    walk_to(window, name)
    window.key(key)


def state(record, name):
    return next((w["state"] for w in record["widgets"] if w["id"] == name), "")


def position(window):
    return window.wait_widget("quiz.position", enabled=False)["text"]


def sign_in(window, slip):
    press(window, "ready.sign_in")
    window.wait_screen("sign_in")
    for text in (slip["nomor_pendek"], slip["pin"]):
        window.type(text)
        window.key("Return")
    window.wait_screen("choose_pin")
    for _ in range(2):
        window.type(town.NEW_PIN)
        window.key("Return")
    window.wait_screen("home")


def start(window, assessment):
    press(window, "home.start." + assessment)
    window.wait_screen("before_start")
    press(window, "start.begin")
    window.wait_screen("quiz")


def write_note(window):
    walk_to(window, "quiz.note")
    window.type(NOTE)
    mark = f"length {len(NOTE)} saved"
    record = window.wait(lambda r: state(r, "quiz.note") == mark, "the note's own mark")
    promises.check(state(record, "quiz.option.4") == "saved", "a letter of the note reached the answers")
    promises.check(not any(NOTE in w["text"] for w in record["widgets"]), "the note's text is in the record")


def rate_all(window):
    count = 0
    while window.record()["screen"] == "quiz":
        before = position(window)
        window.type("4")
        window.wait(lambda r: state(r, "quiz.option.4") == "saved", "the mark of " + before)
        if count == 0:
            write_note(window)
        window.key("Return")
        window.wait(lambda r: r["screen"] != "quiz" or any(
            w["id"] == "quiz.position" and w["text"] != before for w in r["widgets"]), "the next statement")
        count += 1
    return count


def finish(window):
    window.wait_screen("map")
    press(window, "map.finish")
    window.wait_widget("finish.confirm")
    press(window, "finish.confirm", "space")
    window.wait(lambda r: r["screen"] == "result", "the result", 30)


def test(options, work):
    with scene.alone(options.build, work) as place:
        window = place.open_ready()
        sign_in(window, place.people[0])
        start(window, town.SELF_ASSESSMENT)
        count = rate_all(window)
        finish(window)
        press(window, "result.home")
        window.wait_screen("home")
        start(window, town.PRETEST)
        window.type("b")
        window.wait(lambda r: any(w["id"].startswith("quiz.option.") and w["state"] == "saved"
                                  for w in r["widgets"]), "the mark of the letter B")
        window.key("F1")
        window.wait_widget("help.close")
        window.key("Escape")
        window.wait_widget("quiz.next")
        print(f"{count} statements and a note of {len(NOTE)} characters by keys alone; B chose on the pre-test")


if __name__ == "__main__":
    promises.run(test, __doc__)
