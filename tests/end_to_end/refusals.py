#!/usr/bin/env python3
"""Who is refused, by the real programs over real TLS: each refusal says in both languages what happened, that the
data is safe and what to do; afterwards the terminal's outbox is what it was, and headquarters has stored nothing. A revoked
terminal is told so too, but hands over what it has."""
import contextlib
import json
import shutil
import socket
import sqlite3
import threading
import time

import promises
import town

UNIT, OTHER = "SETDA", "DISDIK"
NOT_NOW = 75
SAFE = {"id": "Semua hasil tetap tersimpan di kios", "en": "All results stay on the terminal"}


class Refusals:
    def __init__(self, checks, city, foreign):
        self.checks, self.city, self.foreign = checks, city, foreign
        self.stored = self.archive_count()

    def archive_count(self):
        with sqlite3.connect(self.city.hq / "receiver/archive.db") as archive:
            return archive.execute("SELECT count(*) FROM entry").fetchone()[0]

    def outbox(self):
        return {path.name: path.read_bytes() for path in self.city.terminals[UNIT].outbox.iterdir()}

    def carry(self, language, state=None):
        terminal = self.city.terminals[UNIT]
        folders = ["--state", state or terminal.state, "--outbox", terminal.outbox, "--inbox", terminal.inbox]
        return self.city.programs.attempt("asah-sync", "--lang", language, "run", *folders, timeout=120)

    def refused(self, what, expected, code=1, state=None, safe=SAFE):
        """Both languages: the words, where, that all is safe, what to do; then nothing has changed."""
        before = self.outbox()
        for language, phrase in expected.items():
            done = self.carry(language, state=state)
            lines = done.stderr.strip().splitlines()
            print("    " + "\n    ".join(lines))
            self.checks.hold(done.returncode == code and len(lines) == 3 and phrase in lines[0] and
                             safe[language] in lines[1] and lines[2] != "" and done.stdout == "",
                             f"{what} [{language}]: refused with {done.returncode} in three sentences")
        self.checks.hold(self.outbox() == before and self.archive_count() == self.stored,
                         f"{what}: the outbox is what it was, headquarters stored nothing")

    def state_with(self, name, key, certificate):
        """The carrier's folder with another key pair in place of its own."""
        folder = self.city.work / "states" / name
        shutil.copytree(self.city.terminals[UNIT].state, folder)
        shutil.copy(key, folder / "tls.key")
        shutil.copy(certificate, folder / "tls.pem")
        return folder

    @contextlib.contextmanager
    def receiver(self, home, orders):
        """A receiver at the city's ports, with that home; its own archive stays empty."""
        folder = self.city.work / "receivers" / home.name
        folder.mkdir(parents=True)
        words = ["serve", "--home", home, "--intake", folder, "--orders", orders, "--address", "127.0.0.1", "--port",
                 self.city.port, "--join-port", self.city.join_port]
        process = self.city.programs.start("asah-receiver", *words, log=self.city.work / "logs/receivers.log")
        try:
            await_port(self.city.port)
            yield
        finally:
            process.terminate()
            process.wait(10)

    def receiver_home(self, name, key, certificate):
        home = self.city.work / "homes" / name
        home.mkdir(parents=True)
        shutil.copy(self.city.hq / "receiver/receiver.key", home)
        shutil.copy(key, home / "tls.key")
        shutil.copy(certificate, home / "tls.pem")
        return home


def await_port(port):
    for _ in range(200):
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        time.sleep(0.05)
    raise RuntimeError(f"nothing answers on {port}")


def check_clients(refusals):
    """Headquarters refuses who shows the wrong certificate."""
    city, foreign = refusals.city, refusals.foreign
    stranger = foreign.terminals[UNIT].state
    refusals.refused("a terminal certificate of another authority",
                     {"id": "diterbitkan instansi lain", "en": "another authority issued it"},
                     state=refusals.state_with("foreign", stranger / "tls.key", stranger / "tls.pem"))
    for name, key, certificate in (("trainer", city.work / "trainer/trainer.key", city.work / "trainer/trainer.pem"),
                                   ("receiver", city.hq / "receiver/receiver.key", city.hq / "receiver/receiver.pem"),
                                   ("server", city.hq / "receiver/tls.key", city.hq / "receiver/tls.pem")):
        refusals.refused(f"the {name}'s certificate of the right authority, shown by a terminal",
                         {"id": "dibuat untuk peran lain", "en": "made for another role"},
                         state=refusals.state_with(name, key, certificate))
    twin = city.terminals[OTHER].state
    refusals.refused("another terminal's certificate", {"id": "tidak mengenal kios ini", "en": "does not know this terminal"},
                     state=refusals.state_with("twin", twin / "tls.key", twin / "tls.pem"))


def check_servers(refusals):
    """The carrier refuses who answers in headquarters' place. The true headquarters is stopped."""
    city, foreign = refusals.city, refusals.foreign
    posing = city.terminals[OTHER].state
    with refusals.receiver(refusals.receiver_home("posing", posing / "tls.key", posing / "tls.pem"), city.hq / "orders"):
        refusals.refused("a terminal's certificate as a server",
                         {"id": "bukan server kantor pusat, melainkan pemegang sertifikat untuk peran lain",
                          "en": "not headquarters' server but the holder of a certificate for another role"})
    with refusals.receiver(foreign.hq / "receiver", foreign.hq / "orders"):
        refusals.refused("another city's headquarters at the address",
                         {"id": "bukan kantor pusat kios ini", "en": "is not this terminal's headquarters"})


def check_lines(refusals):
    """Nobody, nobody that speaks TLS, nobody that answers."""
    port = refusals.city.port
    kept = {"id": "tetap tersimpan di kios", "en": "stay on the terminal"}
    refusals.refused("nobody at the address", {"id": "tidak dapat dihubungi", "en": "cannot be reached"}, NOT_NOW, safe=kept)
    again = {"id": "akan dikirim lagi", "en": "is sent again"}
    for what, words in (("a line that ends at once", None), ("something else that answers", b"SSH-2.0-OpenSSH_9.2\r\n")):
        with socket.create_server(("127.0.0.1", port)) as server:
            threading.Thread(target=answer_with, args=(server, words), daemon=True).start()
            refusals.refused(what, {"id": "Sambungan terputus", "en": "connection broke"}, NOT_NOW, safe=again)
            server.shutdown(socket.SHUT_RDWR)   # wakes the thread, so that the port is free again


def answer_with(server, words):
    while True:
        try:
            connection, _ = server.accept()
        except OSError:
            return
        with connection:
            if words:
                connection.sendall(words)
                connection.settimeout(2)
                with contextlib.suppress(OSError):
                    connection.recv(4096)


def check_revoked(refusals):
    city = refusals.city
    terminals = json.loads((city.hq / "orders/terminals.json").read_text())["terminals"]
    row = next(t for t in terminals if t["unit"] == UNIT)
    city.hq_run("revoke", row["terminal"])
    time.sleep(1.5)   # the receiver looks at its orders once a second
    refusals.carry("id")   # what it had is taken in, to be held
    refusals.stored = refusals.archive_count()
    refusals.checks.hold(refusals.stored == len(city.entries(UNIT)), "what the revoked terminal had is stored")
    refusals.refused("a revoked terminal", {"id": "sudah dicabut oleh kantor pusat", "en": "has revoked this terminal"},
                     safe={"id": "tetap tersegel di kios", "en": "stay sealed on it"})
    done = city.programs.attempt("asah-sync", "status", *city.terminals[UNIT].agent())
    print(done.stdout)
    refusals.checks.hold("Serahkan kios ini" in done.stdout, "asah-sync status says the same later")


def check_completion(refusals):
    """After all refusals the true headquarters gets everything."""
    done = refusals.carry("id")
    stored, here = refusals.archive_count(), len(refusals.city.entries(UNIT))
    refusals.checks.hold(done.returncode == 0 and stored == here > 0, f"then the true headquarters: {stored} of {here} entries stored")
    refusals.stored = stored


def test(options, work):
    checks = promises.Checks()
    with town.small_town(options.build, work / "foreign") as foreign:
        foreign.found(UNIT)
    with town.small_town(options.build, work / "own") as city:
        city.found(UNIT, OTHER)
        city.keep_sitting(UNIT, city.people(UNIT)[0], options.seed)
        refusals = Refusals(checks, city, foreign)
        check_clients(refusals)
        city.stop()
        check_servers(refusals)
        check_lines(refusals)
        city.serve()
        check_completion(refusals)
        city.keep_sitting(UNIT, city.people(UNIT)[1], options.seed)
        check_revoked(refusals)
    print(f"{checks.count} checks held")


if __name__ == "__main__":
    promises.run(test, __doc__)
