"""One employee, acting only through the window: reads the screen by the widgets' record, answers by what
the words mean (whatever the order of the options), and checks that every mark came."""
import csv


def read_key(sheets):
    """Stem -> (kind, texts of the options that the person means to choose, all option texts)."""
    key = {}
    for sheet in sheets:
        with open(sheet, newline="", encoding="utf-8-sig") as file:
            for row in csv.DictReader(file):
                options = {letter: row["opsi_" + letter.lower()] for letter in "ABCDE" if row["opsi_" + letter.lower()]}
                right = [options[letter] for letter in row["kunci"].split("|") if letter in options]
                key[row["pertanyaan"]] = (row["jenis"], right, list(options.values()))
    return key


class Person:
    def __init__(self, window, number, pin, key, wrong=()):
        self.window, self.number, self.pin, self.key = window, number, pin, key
        self.wrong = set(wrong)   # stems answered with something else than the key, on purpose
        self.marks = 0

    def type_digits(self, widget, digits):
        self.window.tap(widget)
        self.window.type(digits)

    def sign_in(self):
        window = self.window
        if window.wait_screen("ready", "sign_in")["screen"] == "ready":
            window.tap("ready.sign_in")
            window.wait_screen("sign_in")
        self.type_digits("signin.number", self.number)
        self.type_digits("signin.pin", self.pin)
        window.tap("signin.submit")
        window.wait(lambda r: r["screen"] in ("home", "choose_pin"), "home after signing in")

    def choose_pin(self, new_pin):
        window = self.window
        if window.record()["screen"] != "choose_pin":
            return
        self.type_digits("pin.new", new_pin)
        self.type_digits("pin.again", new_pin)
        window.tap("pin.submit")
        self.pin = new_pin
        window.wait_screen("home")

    def start(self, assessment):
        self.window.tap("home.start." + assessment)
        self.window.wait_screen("before_start")
        self.window.tap("start.begin")
        self.window.wait_screen("quiz")

    def resume(self):
        """After the program was killed: sign in again and go on with what is open."""
        self.sign_in()
        self.window.tap("home.continue")
        self.window.wait_screen("quiz")

    def stem(self):
        return self.window.wait_widget("quiz.stem", enabled=False)["text"]

    def position(self):
        return self.window.wait_widget("quiz.position", enabled=False)["text"]

    def options(self):
        return [w for w in self.window.record()["widgets"] if w["id"].startswith("quiz.option.")]

    def meant(self, stem):
        """Texts of the options that the person means to choose."""
        _, right, texts = self.key[stem]
        return right if stem not in self.wrong else [next(t for t in texts if t not in right)]

    def answer(self):
        """Chooses what is meant and waits for the store's mark on each chosen row."""
        stem = self.stem()
        for text in self.meant(stem):
            row = next(w for w in self.options() if text == w["text"])
            self.window.tap(row["id"])
            self.await_mark(row["id"])
        return stem, self.key[stem][0]

    def await_mark(self, widget):
        def is_saved(record):
            return any(w["id"] == widget and w.get("state") == "saved" for w in record["widgets"])
        self.window.wait(is_saved, "the mark Tersimpan on " + widget)
        self.marks += 1

    def rate(self, rating):
        row = f"quiz.option.{rating}"
        self.window.tap(row)
        self.await_mark(row)

    def write_note(self, text):
        """Types the evidence note of a statement and waits for the note's own mark."""
        self.window.tap("quiz.note")
        self.window.type(text)

        def is_saved(record):
            return any(w["id"] == "quiz.note" and w.get("state") == f"length {len(text)} saved"
                       for w in record["widgets"])
        self.window.wait(is_saved, "the mark on the note")
        self.marks += 1

    def go_on(self):
        """Goes on; waits until another item (or the map at the end) is on the screen."""
        before = self.position()
        self.window.tap("quiz.next")
        self.window.wait(lambda r: r["screen"] != "quiz" or any(
            w["id"] == "quiz.position" and w["text"] != before for w in r["widgets"]), "the next item")

    def ask_to_finish(self):
        window = self.window
        if window.record()["screen"] == "quiz":
            window.tap("quiz.map")
        window.wait_screen("map")
        window.tap("map.finish")
        window.wait_widget("finish.confirm")
        window.tap("finish.confirm")

    def finish(self):
        self.ask_to_finish()
        return self.receipt()

    def receipt(self):
        window = self.window
        window.wait(lambda r: r["screen"] == "result", "the result", 30)
        return window.wait_widget("result.receipt", enabled=False)["text"]
