#!/usr/bin/env python3
"""revoked.py BUILD: headquarters revokes a terminal while a person types into a note at its window. The screen says that
the kiosk is no longer in use; the sitting arrives at headquarters and is held there; names, banks and keys are gone from
the terminal's disk, also after another start; nobody signs in any more."""
import json
import time

import promises
import scene
import town

UNIT = "SETDA"
NOTE = "Buku tamu digital"


def terminal_id(city):
    terminals = json.loads((city.hq / "orders/terminals.json").read_text())["terminals"]
    return next(t["terminal"] for t in terminals if t["unit"] == UNIT)


def until(condition, what, seconds=30):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise promises.Failed(f"{what} did not come in {seconds} s")
        time.sleep(0.2)


def held_count(city):
    return len(json.loads(city.hq_run("held", "list", "--json"))["held"])


def check_disk(checks, place):
    home = place.terminal.home
    left = [name for name in ("storage.key", "opening.key", "signing.key") if (home / name).exists()]
    checks.hold(left == [], f"the terminal's keys are gone {left or ''}")
    database = b"".join(path.read_bytes() for path in home.glob("kiosk.db*"))
    words = {"a bank's question": b"Anda meninggalkan meja loket", "the framework": b"level_inference"}
    found = [what for what, text in words.items() if text in database]
    checks.hold(found == [], f"no content is left in the database {found or ''}")


def test(options, work):
    checks = promises.Checks()
    with town.small_town(options.build, work) as city:
        city.found(UNIT)
        with scene.Scene(city, UNIT) as place:
            window = place.open_ready()
            person = place.sign_in(window, 0)
            person.start(town.SELF_ASSESSMENT)
            person.rate(4)
            person.write_note(NOTE)
            city.hq_run("revoke", terminal_id(city))
            time.sleep(1.5)   # the receiver looks at its orders once a second
            checks.hold(city.attempt_carry(UNIT).returncode != 0, "the carrier says that the terminal is revoked")
            window.wait_screen("out_of_use")
            checks.hold(len(city.entries(UNIT)) == 2, "the PIN and the interrupted sitting are sealed")
            city.attempt_carry(UNIT)
            until(lambda: held_count(city) >= 1, "the sitting at headquarters")
            window.close()
            check_disk(checks, place)
            again = place.open()
            again.wait_screen("out_of_use")
            shown = [w["id"] for w in again.record()["widgets"] if w["id"].startswith(("ready.", "signin."))]
            checks.hold(shown == [], "after another start nobody can sign in")
    print(f"{checks.count} checks held")


if __name__ == "__main__":
    promises.run(test, __doc__)
