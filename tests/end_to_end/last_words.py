#!/usr/bin/env python3
"""last_words.py BUILD: the system ends the program (SIGTERM) while a person types at the real window, before the pause
after which typed text is stored: at the next start the note stands there, whole and marked as saved."""
import signal

import promises
import scene
import town

NOTE = "SIPD dan satu data"


def note_state(record):
    return next((w["state"] for w in record["widgets"] if w["id"] == "quiz.note"), "")


def test(options, work):
    with scene.alone(options.build, work) as place:
        window = place.open_ready()
        person = place.sign_in(window, 0)
        person.start(town.SELF_ASSESSMENT)
        person.rate(4)
        window.tap("quiz.note")
        window.type(NOTE)
        window.wait(lambda r: note_state(r).startswith(f"length {len(NOTE)}"), "the typed note")
        unsaved = note_state(window.record())
        window.process.send_signal(signal.SIGTERM)
        promises.check(window.process.wait(30) == 0, "the program ended in order")
        print(f"ended while the note was '{unsaved}'")
        person.window = place.open_ready()
        person.resume()
        state = person.window.wait(note_state, "the note's field")
        promises.check(note_state(state) == f"length {len(NOTE)} saved", f"the note is '{note_state(state)}'")


if __name__ == "__main__":
    promises.run(test, __doc__)
