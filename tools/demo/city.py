"""Authority, headquarters, trainer and terminals of the demo, made by the real programs."""
import concurrent.futures
import contextlib
import csv
import json
import pathlib
import random
import socket
import subprocess
import tempfile
import time


def free_port():
    """Below the ports that the system gives to connections, so that none takes it before we do."""
    while True:
        port = random.randrange(20000, 32000)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


class Refused(RuntimeError):
    """A program ended with a refusal; its words are the message."""


class Programs:
    """Runs the programs of one build and keeps every command and its words in one log."""

    def __init__(self, build, log):
        self.folder = pathlib.Path(build)
        self.log = open(log, "a")

    def path(self, name):
        for place in ("kiosk", "sync/agent", "sync/hq/office", "sync/hq/receiver", "tools/bank", "tools/fleet"):
            found = self.folder / place / name
            if found.is_file():
                return str(found)
        raise RuntimeError(f"{name} is not in {self.folder}")

    def command(self, name, *words):
        return [self.path(name), *map(str, words)]

    def attempt(self, name, *words, **options):
        """Runs it, whatever comes of it."""
        done = subprocess.run(self.command(name, *words), capture_output=True, text=True, check=False, **options)
        self.log.write(f"$ {name} {' '.join(map(str, words))}\n{done.stdout}{done.stderr}= {done.returncode}\n")
        self.log.flush()
        return done

    def run(self, name, *words, accept=(0,), **options):
        done = self.attempt(name, *words, **options)
        if done.returncode not in accept:
            raise Refused(f"{name} {words[0]}: {done.stdout}{done.stderr}".strip())
        return done.stdout

    def start(self, name, *words, log):
        file = open(log, "ab")
        return subprocess.Popen(self.command(name, *words), stdout=file, stderr=file)


class Terminal:
    def __init__(self, folder, unit):
        self.unit = unit
        self.folder = pathlib.Path(folder)
        self.home, self.outbox, self.inbox, self.state = (
            self.folder / name for name in ("home", "outbox", "inbox", "agent"))
        for path in (self.home, self.outbox, self.inbox, self.state):
            path.mkdir(parents=True, exist_ok=True)

    def kiosk(self):
        return ["--home", self.home, "--outbox", self.outbox, "--inbox", self.inbox]

    def agent(self):
        return ["--state", self.state, "--outbox", self.outbox, "--inbox", self.inbox]


def read_slips(path):
    """The activation slips by NIP. On paper and in a spreadsheet their digits stand in groups."""
    slips = {}
    with open(path, newline="", encoding="utf-8-sig") as file:
        for row in csv.DictReader(file, delimiter=";"):
            row |= {name: row[name].replace(" ", "") for name in ("nip", "nomor_pendek", "pin")}
            slips[row["nip"]] = row
    return slips


class City:
    def __init__(self, programs, work, root):
        self.programs, self.work, self.root = programs, pathlib.Path(work), pathlib.Path(root)
        self.assets = self.root / "assets"
        self.hq = self.work / "hq"
        self.home = self.hq / "reader"
        self.slips_path = self.hq / "slips.csv"
        self.port, self.join_port, self.web_port = free_port(), free_port(), free_port()
        self.terminals = {}
        self.staff = {}
        self.server = None

    def hq_run(self, command, *words, **options):
        return self.programs.run("asah-hq", command, *words, "--home", self.home, **options)

    def init(self):
        for name in ("reader", "receiver", "offline", "intake", "orders"):
            (self.hq / name).mkdir(parents=True)
        self.hq_run("init", "--offline", self.hq / "offline", "--receiver-home", self.hq / "receiver",
                    "--intake", self.hq / "intake", "--orders", self.hq / "orders",
                    "--city", "Kota Padangsidimpuan", "--address", "127.0.0.1",
                    "--port", self.port, "--join-port", self.join_port)

    def certify_trainer(self):
        folder = self.work / "trainer"
        folder.mkdir()
        self.programs.run("asah-bank", "key", "--out", folder, "--name", "Tim Widyaiswara")
        self.hq_run("trainer", "--csr", folder / "trainer.csr", "--name", "Tim Widyaiswara",
                    "--out", folder / "trainer.pem")

    def make_bank(self, sheet, identity, title, *words):
        folder = self.work / "trainer"
        out = folder / f"{identity}.bank"
        self.programs.run("asah-bank", "publish", self.assets / "samples" / sheet,
                          "--framework", self.assets / "framework.json", "--id", identity,
                          "--version", 1, "--title", title, "--key", folder / "trainer.key",
                          "--certificate", folder / "trainer.pem", "--out", out, *words)
        return out

    def load_roster(self, sheet):
        """The activation slips, by NIP."""
        self.hq_run("roster", sheet, "--slips", self.slips_path, "--framework", self.assets / "framework.json")
        return read_slips(self.slips_path)

    def add_staff(self, user, name, role, password):
        """An account of headquarters; its password file."""
        path = self.hq / f"password-{user}.txt"
        path.touch(mode=0o600)
        path.write_text(password)
        self.hq_run("staff", "add", "--user", user, "--name", name, "--role", role, "--password-file", path)
        self.staff[user] = path
        return path

    def live_map(self, user="peta"):
        """The map's live figures, as an account of HR sees them; the look is logged."""
        if user not in self.staff:
            self.add_staff(user, "Penguji Peta", "hr", "sungai-batu-angin")
        return self.hq_run("dump-map", "--live", "--user", user, "--password-file", self.staff[user])

    def serve(self):
        self.server = self.programs.start(
            "asah-hq", "serve", "--home", self.home, "--address", "127.0.0.1", "--port", self.web_port,
            "--interval", 1, "--receiver", self.programs.path("asah-receiver"), log=self.work / "logs/asah-hq.log")
        for port in (self.port, self.join_port, self.web_port):
            self.await_port(port)

    def await_port(self, port):
        for _ in range(200):
            if self.server.poll() is not None:
                raise RuntimeError(f"asah-hq serve ended with {self.server.returncode}; see logs/asah-hq.log")
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError(f"nothing answers on 127.0.0.1:{port}")

    def enrol(self, unit):
        """Code, keys, request, comparison of the twelve digits, certificates: the same for all terminals."""
        terminal = Terminal(self.work / "terminals" / unit, unit)
        code = json.loads(self.hq_run("enrol", "--unit", unit, "--name", "Lobi", "--json"))
        self.programs.run("asah-sync", "enrol", *terminal.agent(), accept=(0, 75))
        joined = self.programs.run("asah-kiosk", "--join", code["code"], *terminal.kiosk(), accept=(0, 75))
        self.programs.run("asah-sync", "enrol", *terminal.agent(), accept=(0, 75))
        digits = " ".join(word for word in joined.split() if word.isdigit() and len(word) == 4)
        self.confirm(code["code_id"], digits)
        self.programs.run("asah-sync", "enrol", *terminal.agent(), "--wait", 20)
        self.programs.run("asah-kiosk", "--join", code["code"], *terminal.kiosk())
        self.terminals[unit] = terminal
        return terminal

    def confirm(self, code_id, digits):
        end = time.monotonic() + 20
        while True:
            try:
                return self.hq_run("enrol", "confirm", code_id, "--digits", digits)
            except Refused:
                if time.monotonic() > end:
                    raise
                time.sleep(0.2)

    def enrol_all(self, units):
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            list(pool.map(self.enrol, units))

    def publish(self, banks):
        words = ["--framework", self.assets / "framework.json"]
        for bank in banks:
            words += ["--bank", bank]
        for name in ("prates.json", "mandiri.json"):
            words += ["--assessment", self.assets / "assessments" / name]
        return self.hq_run("publish", *words)

    def carry(self, unit):
        return self.programs.run("asah-sync", "run", *self.terminals[unit].agent())

    def carry_all(self):
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            list(pool.map(self.carry, self.terminals))

    def stop(self):
        if self.server and self.server.poll() is None:
            self.server.terminate()
            try:
                self.server.wait(10)
            except subprocess.TimeoutExpired:
                self.server.kill()
                self.server.wait()


def fresh_folder(keep, prefix):
    """A work folder: the one asked for (must be new or empty), or a temporary one."""
    if keep:
        path = pathlib.Path(keep).resolve()
        if path.exists() and any(path.iterdir()):
            raise SystemExit(f"{path} is not empty; give --keep a new folder")
        path.mkdir(parents=True, exist_ok=True)
        return path
    return pathlib.Path(tempfile.mkdtemp(prefix=prefix))
