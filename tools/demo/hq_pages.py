#!/usr/bin/env python3
"""Shoots headquarters' pages in three sizes and two languages, each whole, and says what is clipped.

    hq_pages.py URL FOLDER --hr USER:FILE --viewer USER:FILE --admin USER:FILE    (FILE holds the password)
        [--beside MOCKUPS]    puts each page beside the picture that it was drawn after (ImageMagick)
"""
import argparse
import base64
import pathlib
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from browser import Browser

SIZES = [(1024, 768), (1366, 900), (1920, 1080)]
LANGUAGES = ["id", "en"]

# Our page -> the picture of the design that it follows.
DESIGNS = {"sign-in-id-1366x900": "01-sign-in", "map-id-1366x900": "20-map", "viewer-map-id-1366x900": "20-map", "cell-id-1366x900": "05-cell-behind",
           "person-id-1366x900": "09-person", "map-id-1024x768": "13-map-1024x768", "map-contrast": "17-map-high-contrast",
           "records-id-1366x900": "03-not-reported", "map-empty-id-1366x900": "16-empty"}

# Words that stick out of what holds them, and pages that scroll sideways.
CLIPPED = """
const found = [];
if (document.documentElement.scrollWidth > window.innerWidth) {
  found.push("page: " + document.documentElement.scrollWidth + " wide");
}
for (const one of document.querySelectorAll("a,button,span,td,th,h1,h2,h3,p,select,b,i,small,label")) {
  const box = one.getBoundingClientRect();
  if (!box.width || !one.textContent.trim()) { continue; }
  if (one.classList.contains("skip") || one.closest("caption")) { continue; }
  const style = getComputedStyle(one);
  const holds = style.overflowX === "hidden" || style.display !== "inline";
  if (holds && one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0 && style.overflowX !== "auto") {
    found.push(one.tagName + " " + one.className + ": " + one.textContent.trim().slice(0, 50));
  }
  if (box.right > window.innerWidth + 1 && !one.closest(".scroll,pre")) {
    found.push("outside " + one.tagName + ": " + one.textContent.trim().slice(0, 50));
  }
}
return found;
"""


class Camera(Browser):
    """A browser whose viewport has an exact size, and which photographs a page from top to end."""

    def command(self, name, **words):
        return self.call("POST", self.session + "/goog/cdp/execute", {"cmd": name, "params": words})

    def view(self, width, height):
        self.command("Emulation.setDeviceMetricsOverride", width=width, height=height,
                     deviceScaleFactor=1, mobile=False)

    def shoot(self, path):
        size = self.command("Page.getLayoutMetrics")["cssContentSize"]
        shown = self.script("return [innerWidth, innerHeight]")
        clip = {"x": 0, "y": 0, "width": shown[0], "height": max(shown[1], size["height"]), "scale": 1}
        picture = self.command("Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip)
        path.write_bytes(base64.b64decode(picture["data"]))

    def print_pdf(self, path):
        pdf = self.command("Page.printToPDF", printBackground=True, preferCSSPageSize=True)
        path.write_bytes(base64.b64decode(pdf["data"]))

    def clipped(self):
        return self.script(CLIPPED)

    def press(self, *keys):
        actions = []
        for key in keys:
            actions += [{"type": "keyDown", "value": key}, {"type": "keyUp", "value": key}]
        self.call("POST", self.session + "/actions",
                  {"actions": [{"type": "key", "id": "keys", "actions": actions}]})

    def focused(self):
        """What the keyboard stands on, as a reader of screens would say it."""
        return self.script("const a = document.activeElement;"
                           "return (a.getAttribute('aria-label') || a.textContent || a.name || '').trim()")


def sign_in(browser, base, account):
    user, password = account
    browser.open(base + "/masuk")
    browser.type("#u", user)
    browser.type("#p", password)
    browser.click("form .button.main")
    for _ in range(200):
        if not browser.url().endswith("/masuk"):
            return
        time.sleep(0.05)
    raise RuntimeError(f"{user} was not let in: {browser.text()}")


def sign_out(browser):
    browser.click("header form button")


def link(browser, selector):
    """The address of the first link that matches; None when there is none."""
    return browser.script("const a = document.querySelector(arguments[0]); return a && a.href", selector)


def pages_of(browser, base, role):
    """Name and address of everything that a role may see, found by following the links."""
    pages = {}
    if role != "admin":
        browser.open(base + "/peta")
        pages["map"] = base + "/peta"
        pages["map-managerial"] = base + "/peta?jenis=m"
        pages["map-tiers"] = base + "/peta?baris=jenjang"
        cell = link(browser, ".map a.cell.below") or link(browser, ".map a.cell")
        if cell:
            pages["cell"] = cell
            browser.open(cell)
            person, code = link(browser, 'a[href^="/pegawai"]'), link(browser, 'a[href^="/catatan?kode"]')
            if person:
                pages["person"] = person
            if code:
                pages["trace"] = code
            pages["query"] = link(browser, 'a[href^="/kueri"]')
        else:
            pages["map-empty"] = pages.pop("map")
    pages["records"] = base + "/catatan"
    browser.open(base + "/catatan")
    held = link(browser, 'a[href^="/tertahan"]')
    if held:
        pages["held"] = held
    return pages


TAB, RIGHT, DOWN, END, ENTER = "\ue004", "\ue014", "\ue015", "\ue010", "\ue007"
TABS_MAX = 20


def walk_map(browser, base):
    """From the top of the map to the page behind a cell by keys alone; returns what did not go as promised."""
    browser.view(*SIZES[1])
    browser.open(base + "/peta")
    browser.press(TAB)
    faults = [] if browser.script("return document.activeElement.className") == "skip" else ["no skip link first"]
    is_cell = "return document.activeElement.matches('a.cell')"
    for _ in range(TABS_MAX):
        if browser.script(is_cell):
            break
        browser.press(TAB)
    else:
        return faults + ["the map is not reached by Tab"]
    ring = browser.script("const s = getComputedStyle(document.activeElement); return s.outlineStyle + s.outlineWidth")
    faults += [] if ring == "solid3px" else ["no ring on the focused cell: " + ring]
    first = browser.focused()
    has_many = browser.script("return document.querySelectorAll('.map a.cell').length > 20")
    for key, name in ((RIGHT, "right"), (DOWN, "down"), (END, "end")):
        before = browser.focused()
        browser.press(key)
        if has_many and browser.focused() == before or not browser.script(is_cell):
            faults.append(f"the arrow {name} does not move from {before}")
    browser.press(TAB)
    if browser.script(is_cell):
        faults.append("the map has more than one tab stop")
    browser.open(base + "/peta")
    for _ in range(TABS_MAX):
        browser.press(TAB)
        if browser.focused() == first:
            break
    browser.press(ENTER)
    time.sleep(0.5)
    return faults + ([] if "/peta/sel" in browser.url() else ["Enter does not open the cell"])


def shoot_all(browser, names, folder, report):
    """Photographs each page in each size and language; the report gets what is clipped."""
    for language in LANGUAGES:
        for name, address in names.items():
            mark = "&" if "?" in address else "?"
            browser.open(f"{address}{mark}lang={language}")
            for width, height in SIZES:
                browser.view(width, height)
                title = f"{name}-{language}-{width}x{height}"
                browser.shoot(folder / (title + ".png"))
                report += [f"{title}: {words}" for words in browser.clipped()]


def shoot_role(browser, base, role, account, folder, report):
    browser.view(*SIZES[1])
    browser.open(base + "/masuk?lang=id")
    sign_in(browser, base, account)
    pages = pages_of(browser, base, role)
    if role == "hr":
        shoot_all(browser, pages, folder, report)
        if "cell" in pages:
            report += ["keyboard: " + fault for fault in walk_map(browser, base)]
        browser.open(pages.get("map", base + "/catatan"))
        browser.print_pdf(folder / "map.pdf")
        for name in ("cell", "person"):
            if name in pages:
                browser.open(pages[name])
                browser.print_pdf(folder / (name + ".pdf"))
        browser.open(pages.get("map", base + "/catatan") + "?kontras=1&lang=id")
        browser.view(*SIZES[1])
        browser.shoot(folder / "map-contrast.png")
        browser.open(base + "/?kontras=0")
    else:
        wanted = {"map", "map-tiers", "map-empty", "cell", "trace", "held"} if role == "viewer" else {"records", "held"}
        shoot_all(browser, {f"{role}-{name}": address for name, address in pages.items() if name in wanted},
                  folder, report)
    sign_out(browser)
    return pages


def shoot_pages(base, accounts, folder):
    """All pages of all roles into the folder. accounts: role -> (user, password).
    Returns the words on what is clipped; an empty list is the good answer."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    report = []
    browser = Camera()
    try:
        browser.view(*SIZES[1])
        shoot_all(browser, {"sign-in": base + "/masuk"}, folder, report)
        for role, account in accounts.items():
            shoot_role(browser, base, role, account, folder, report)
    finally:
        browser.close()
    return report


def put_beside(folder, mockups):
    """Each photographed page left, its design right, at one height, into folder/beside."""
    (folder / "beside").mkdir(exist_ok=True)
    for page, design in DESIGNS.items():
        ours, theirs = folder / (page + ".png"), mockups / (design + ".png")
        if ours.exists() and theirs.exists():
            subprocess.run(["convert", ours, "(", theirs, ")", "-resize", "x1200", "-background", "white",
                            "-gravity", "north", "+append", folder / "beside" / (page + ".png")], check=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("url")
    parser.add_argument("folder")
    for role in ("hr", "viewer", "admin"):
        parser.add_argument("--" + role, metavar="USER:FILE")
    parser.add_argument("--beside", type=pathlib.Path, metavar="MOCKUPS")
    options = vars(parser.parse_args())
    accounts = {}
    for role in ("hr", "viewer", "admin"):
        if options[role]:
            user, path = options[role].split(":", 1)
            accounts[role] = (user, pathlib.Path(path).read_text().strip())
    clipped = shoot_pages(options["url"].rstrip("/"), accounts, options["folder"])
    if options["beside"]:
        put_beside(pathlib.Path(options["folder"]), options["beside"])
    for words in clipped:
        print("clipped: " + words)
    return 1 if clipped else 0


if __name__ == "__main__":
    sys.exit(main())
