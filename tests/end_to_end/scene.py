"""The real window on a terminal of a town, on a display of its own, and people who sign in at it. Everything started
here is ended here."""
import contextlib
import time

import town
from person import Person, read_key
from window import Display, Window


def boot_ms():
    """The clock of the widgets' record."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) * 1000


def is_ready(record):
    return record["screen"] == "ready" and any(w["id"] == "ready.sign_in" and w["enabled"] for w in record["widgets"])


class Scene:
    """`surroundings` go to the display and to each window: environment=, and whatever else starts a process."""

    def __init__(self, city, unit, screen="1280x800", **surroundings):
        self.city, self.terminal, self.people = city, city.terminals[unit], city.people(unit)
        self.record, self.log = city.work / "widgets.json", city.work / "logs/kiosk.log"
        self.key = read_key(town.SHEETS)
        self.surroundings = surroundings
        self.windows = []
        self.display = Display(screen, **surroundings)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for window in self.windows:
            if window.process.poll() is None:
                window.close()
        self.display.close()

    def open(self, *words, tracer=(), size="1280x800"):
        command = [*tracer, *self.city.programs.command("asah-kiosk", *self.terminal.kiosk(), "--window", size, *words)]
        window = Window([str(word) for word in command], self.record, self.display.name, self.log, **self.surroundings)
        self.windows.append(window)
        return window

    def open_ready(self, *words, **options):
        """A window whose READY screen takes people; at the first start of a terminal its content is taken in before."""
        window = self.open(*words, **options)
        window.wait(is_ready, "the terminal's readiness", 60)
        return window

    def person(self, window, index, pin=None):
        """Someone who knows the answers; without `pin` with the activation slip's."""
        slip = self.people[index]
        return Person(window, slip["nomor_pendek"], pin or slip["pin"], self.key)

    def sign_in(self, window, index, pin=None):
        """A person at home; who came with the activation slip chose NEW_PIN."""
        person = self.person(window, index, pin)
        person.sign_in()
        if pin is None:
            person.choose_pin(town.NEW_PIN)
        return person


@contextlib.contextmanager
def alone(build, work, screen="1280x800"):
    """The window on the terminal of a town whose headquarters has stopped: for what needs no carrying."""
    with town.small_town(build, work) as city:
        city.found("SETDA")
        city.stop()
        with Scene(city, "SETDA", screen) as place:
            yield place
