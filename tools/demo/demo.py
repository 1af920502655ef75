"""The main job, end to end, with the real programs: sheet, bank, roster, terminal, sitting, kill, seal,
carry, file, map. `tools/demo.sh` installs and builds, then calls this."""
import argparse
import json
import os
import pathlib
import random
import shutil
import signal
import sys
import time

import city as city_parts
from browser import Browser
from person import Person, read_key
from window import Display, Window

ROOT = pathlib.Path(__file__).resolve().parents[2]
SHEETS = {"T01": "Teknologi Informasi dan Pemerintahan Elektronik", "T02": "Perencanaan dan Pengelolaan Program",
          "T06": "Analisis Data dan Pemecahan Masalah", "M08": "Pengambilan Keputusan"}
UNIT = "SETDA"
FLEET_SEED = 2026
FLEET_JOBS = 8  # they wait for the disk more than they compute
OWN_PIN = "482915"
STAFF = ("rina", "Rina Harahap", "hr", "padi-sawah-hujan")
NOTE = "Notulen rapat tim 12 Maret, disimpan di map bagian."
WRONG_EVERY = 5  # each fifth item is answered wrongly, on purpose: a profile with something to learn


class Failed(RuntimeError):
    """The demo saw something that it promises not to happen."""


def check(holds, promise):
    if not holds:
        raise Failed(promise)


class Demo:
    def __init__(self, build, work, seed):
        self.work = work
        for name in ("logs", "screenshots"):
            (work / name).mkdir()
        self.programs = city_parts.Programs(build, work / "logs/commands.log")
        self.city = city_parts.City(self.programs, work, ROOT)
        self.random = random.Random(seed)
        self.figures = {"seconds": {}}
        self.slips = {}
        self.started = time.monotonic()

    def step(self, words):
        print(f"== {words}  ({time.monotonic() - self.started:.0f} s)", flush=True)

    def timed(self, name, work, *arguments):
        start = time.monotonic()
        result = work(*arguments)
        self.figures["seconds"][name] = round(time.monotonic() - start, 2)
        return result

    # Headquarters and content -----------------------------------------------------------------------

    def prepare(self):
        self.step("Authority and headquarters; a certified trainer")
        self.timed("init", self.city.init)
        self.city.certify_trainer()
        self.step("Four spreadsheets and the statements become signed banks")
        self.banks = [self.city.make_bank(f"bank_{name}.csv", name, title) for name, title in SHEETS.items()]
        self.banks.append(self.city.make_bank("selfassess_sample.csv", "PM", "Penilaian mandiri", "--statements"))
        self.step("The roster, with an activation slip for each person")
        self.slips = self.timed("roster", self.city.load_roster, ROOT / "assets/samples/roster_city.csv")
        self.step("Headquarters serves: receiver and reader")
        self.city.serve()
        units = sorted({row["kode_unit"] for row in self.slips.values()})
        self.step(f"{len(units)} terminals join, one a unit")
        self.timed("enrol", self.city.enrol_all, units)
        self.step("Framework, banks, two assessments and the roster are published and carried to the terminals")
        self.timed("publish", self.city.publish, self.banks)
        self.timed("carry_content", self.city.carry_all)
        self.figures.update(people=len(self.slips), terminals=len(units), banks=len(self.banks))
        self.staff_account()

    def staff_account(self):
        self.city.add_staff(*STAFF)

    def chosen_person(self):
        return min((row for row in self.slips.values() if row["kode_unit"] == UNIT),
                   key=lambda row: row["nomor_pendek"])

    # One employee at the real window ----------------------------------------------------------------

    def kiosk_command(self):
        terminal = self.city.terminals[UNIT]
        return [self.programs.path("asah-kiosk"), *map(str, terminal.kiosk()), "--window", "1280x800"]

    def open_window(self, display):
        return Window(self.kiosk_command(), self.work / "record.json", display, self.work / "logs/asah-kiosk.log")

    def shot(self, window, name):
        window.screenshot(self.work / "screenshots" / f"{name}.png")

    def reopen(self, person, display):
        """Kills the program as a power cut would and starts it again."""
        person.window.kill()
        person.window = self.open_window(display)

    def employee(self):
        slip = self.chosen_person()
        display = Display()
        try:
            person = Person(self.open_window(display.name), slip["nomor_pendek"], slip["pin"],
                            read_key(ROOT / "assets/samples" / f"bank_{name}.csv" for name in SHEETS))
            self.step(f"At the window: {slip['nama']} ({slip['nomor_pendek']}) signs in with the slip")
            person.window.wait_widget("ready.sign_in")
            self.shot(person.window, "1-ready")
            person.sign_in()
            self.shot(person.window, "2-choose-pin")
            person.choose_pin(OWN_PIN)
            self.shot(person.window, "3-home")
            self.timed("pre_test", self.pre_test, person, display.name)
            self.timed("self_assessment", self.self_assessment, person)
            person.window.close()
            self.figures["marks"] = person.marks
        finally:
            display.close()

    def pre_test(self, person, display):
        self.step("The pre-test, killed in the middle")
        person.start("prates-2026")
        count = int(person.position().split()[-1].split("/")[-1])
        middle = self.random.randrange(count // 3, 2 * count // 3)
        for number in range(count):
            if number == middle:
                self.kill_in_the_middle(person, display)
            if number % WRONG_EVERY == WRONG_EVERY - 1:
                person.wrong.add(person.stem())
            person.answer()
            if number == 2:
                self.shot(person.window, "4-quiz")
            if number + 1 < count:
                person.go_on()
        self.step("Finish, killed at the finish")
        receipt = self.kill_at_finish(person, display)
        self.figures["receipt_pre_test"] = receipt.split()[-1]
        self.figures["items_pre_test"] = count
        self.shot(person.window, "6-result")
        person.window.tap("result.home")
        person.window.wait_screen("home")

    def kill_in_the_middle(self, person, display):
        before = (person.position(), person.stem(), [w["text"] for w in person.options()])
        self.reopen(person, display)
        person.resume()
        after = (person.position(), person.stem(), [w["text"] for w in person.options()])
        check(before == after, f"after the kill the same question in the same order: {before} / {after}")
        self.figures["resumed_at"] = after[0]

    def kill_at_finish(self, person, display):
        person.window.tap("quiz.map")
        person.window.wait_screen("map")
        self.shot(person.window, "5-map")
        person.ask_to_finish()
        time.sleep(self.random.uniform(0, 0.15))
        self.reopen(person, display)
        person.sign_in()
        def is_open_or_finished(record):
            return any(w["id"] == "home.continue" or w["id"].startswith("home.result.") for w in record["widgets"])
        record = person.window.wait(is_open_or_finished, "the sitting that was killed at finish, open or finished")
        results = [w["id"] for w in record["widgets"] if w["id"].startswith("home.result.")]
        self.figures["finished_before_the_kill"] = bool(results)
        if results:
            person.window.tap(results[0])
            return person.receipt()
        person.window.tap("home.continue")
        person.window.wait_screen("quiz")
        return person.finish()

    def self_assessment(self, person):
        self.step("The self-assessment")
        person.start("mandiri-2026")
        count = int(person.position().split()[-1].split("/")[-1])
        for number in range(count):
            person.rate(2 + number % 3)
            if number == 1:
                person.write_note(NOTE)
                self.shot(person.window, "7-self-assessment")
            if number + 1 < count:
                person.go_on()
        self.figures["receipt_self"] = person.finish().split()[-1]
        self.figures["statements"] = count
        self.shot(person.window, "8-result-self")

    # Carried, filed, seen ---------------------------------------------------------------------------

    def record_state(self):
        shown = self.city.hq_run("show", "--receipt", self.figures["receipt_pre_test"], "--json", accept=(0, 3))
        return json.loads(shown)["state"] if shown.startswith("{") else "unknown"

    def carry_record(self):
        """The first pass brings the stored receipt; when the reader has filed, the next brings the filed."""
        self.step("The sealed record is carried over mutual TLS, opened and filed")
        self.city.carry(UNIT)
        inbox = self.city.terminals[UNIT].inbox
        stored = [path.name for path in inbox.glob("*.stored")]
        self.await_true(lambda: self.record_state() == "filed", "the record is filed")
        self.city.carry(UNIT)
        check(stored and list(inbox.glob("*.filed")), "the stored and then the filed receipt come back")

    def await_true(self, holds, promise, seconds=120):
        end = time.monotonic() + seconds
        while not holds():
            check(time.monotonic() < end, promise)
            time.sleep(0.3)

    def fleet(self):
        others = len(self.slips) - 1
        self.step(f"{others} simulated people of the same roster take the same forms at the {len(self.city.terminals)} terminals")
        words = ["run", "--terminals", self.work / "terminals", "--slips", self.city.slips_path,
                 "--seed", FLEET_SEED, "--skip", self.chosen_person()["nip"], "--self-assessment",
                 "--minutes-start", "2026-11-02", "--jobs", FLEET_JOBS, "--figures", self.work / "fleet.json"]
        for name in SHEETS:
            words += ["--bank", ROOT / "assets/samples" / f"bank_{name}.csv"]
        self.programs.run("asah-fleet", *words)
        self.figures["fleet"] = json.loads((self.work / "fleet.json").read_text())
        check(self.figures["fleet"]["people"] == others, f"{others} people finish")

    def map(self):
        return json.loads(self.city.live_map(STAFF[0]))

    def carry_fleet(self):
        self.step("Their records are carried and filed")
        self.city.carry_all()
        self.await_true(lambda: self.map()["sittings"] == len(self.slips), "a filed pre-test for everybody", 600)
        self.city.carry_all()
        whole = self.map()
        self.figures["map"] = {code: cell["state"] for code, cell in whole["city"]["cells"].items()}
        self.figures["map_rows"] = len(whole["rows"])

    def look_at_the_map(self, browser):
        self.step("Chromium: the competency map, a cell, and the sittings behind it")
        browser.open(self.web_address())
        browser.type("#u", STAFF[0])
        browser.type("#p", STAFF[3])
        browser.click("main button.main")
        self.browser_shot(browser, "9-map")
        words = browser.text()
        check("belum punya angka" in words.lower(), "what was not measured says so")
        browser.click(f"a.cell[href*='unit={UNIT}'][href*='k=T.01']")
        self.browser_shot(browser, "10-cell")
        sittings = browser.script("return document.querySelectorAll('main table tbody tr').length")
        self.figures["rows_behind_the_cell"] = sittings
        receipt = self.figures["receipt_pre_test"]
        check(receipt in browser.text(), "the cell leads to the sittings behind it, the real person's among them")
        browser.click(f"a[href*='kode={receipt}']")
        self.browser_shot(browser, "11-record")
        check(receipt in browser.text(), "the receipt code leads to its record")

    def browser_shot(self, browser, name):
        browser.screenshot(self.work / "screenshots" / f"{name}.png")

    def web_address(self):
        return f"http://127.0.0.1:{self.city.web_port}/"

    def everything_headless(self):
        self.prepare()
        self.employee()
        self.timed("carry_record", self.carry_record)
        self.timed("fleet", self.fleet)
        self.timed("carry_fleet", self.carry_fleet)
        browser = Browser(log=self.work / "logs/chromedriver.log")
        try:
            self.timed("browser", self.look_at_the_map, browser)
        finally:
            browser.close()
        self.step("Done: nothing was lost")

    # With a display -----------------------------------------------------------------------------------

    def everything_open(self):
        """The same city; the person at the window is whoever sits here."""
        self.prepare()
        self.timed("fleet", self.fleet)
        self.timed("carry_fleet", self.carry_rest)
        slip = self.chosen_person()
        window = self.open_window(os.environ["DISPLAY"])
        print(f"""
The window is open: sign in as {slip['nama']}.
  short number  {slip['nomor_pendek']}
  slip's PIN    {slip['pin']}
Take the pre-test; close the window's program or pull its plug (kill -9 {window.process.pid}) and see what is kept:
  {' '.join(map(str, self.kiosk_command()))}
Headquarters: {self.web_address()}  user {STAFF[0]}  password {STAFF[3]}
What you finish is carried every few seconds. Ctrl+C ends everything.
""", flush=True)
        try:
            while True:
                time.sleep(5)
                self.city.carry(UNIT)
        except KeyboardInterrupt:
            window.close()

    def carry_rest(self):
        self.step("Their records are carried and filed")
        self.city.carry_all()
        self.await_true(lambda: self.map()["sittings"] == len(self.slips) - 1, "everybody's record is filed", 600)


def end_politely(_number, _frame):
    raise KeyboardInterrupt


def main():
    signal.signal(signal.SIGTERM, end_politely)
    signal.signal(signal.SIGINT, end_politely)
    parser = argparse.ArgumentParser(prog="tools/demo.sh")
    parser.add_argument("build", help=argparse.SUPPRESS)
    parser.add_argument("--headless", action="store_true", help="drive the window under Xvfb and end by itself")
    parser.add_argument("--keep", metavar="DIR", help="leave the work folder in DIR")
    parser.add_argument("--seed", type=int, default=1, help="of the moments at which the program is killed")
    options = parser.parse_args()
    work = city_parts.fresh_folder(options.keep, "asah-demo-")
    demo = Demo(options.build, work, options.seed)
    is_headless = options.headless or not os.environ.get("DISPLAY")
    try:
        demo.everything_headless() if is_headless else demo.everything_open()
    finally:
        demo.city.stop()
        demo.figures["seconds"]["whole"] = round(time.monotonic() - demo.started, 1)
        (work / "figures.json").write_text(json.dumps(demo.figures, indent=1) + "\n")
    print(json.dumps(demo.figures, indent=1))
    if options.keep:
        print(f"Keys, databases, outbox, logs, screenshots and figures are in {work}")
    else:
        shutil.rmtree(work, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
