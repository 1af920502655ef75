"""The real window, driven as a person would: taps and keys by xdotool, aimed by the widgets' record."""
import json
import os
import pathlib
import subprocess
import time


class Display:
    """An Xvfb of its own on a free display number."""

    def __init__(self, size="1280x800", environment=(), **options):
        read, write = os.pipe()
        self.process = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", size + "x24", "-nolisten", "tcp", "-noreset"],
            pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env=os.environ | dict(environment), **options)
        os.close(write)
        number = b""
        while not number.endswith(b"\n"):
            piece = os.read(read, 16)
            if not piece:
                raise RuntimeError("Xvfb did not start")
            number += piece
        os.close(read)
        self.name = ":" + number.decode().strip()

    def close(self):
        self.process.terminate()
        self.process.wait()


class Window:
    """One run of asah-kiosk and what its widgets' record says."""

    def __init__(self, command, record, display, log, environment=(), **options):
        self.record_path = pathlib.Path(record)
        self.record_path.unlink(missing_ok=True)
        self.display = display
        self.started = time.monotonic()
        self.log = open(log, "ab")
        env = os.environ | dict(environment) | {"DISPLAY": display, "LIBGL_ALWAYS_SOFTWARE": "1"}
        self.process = subprocess.Popen(command + ["--record-widgets", str(record)], env=env, stdout=self.log,
                                        stderr=self.log, **options)

    def record(self):
        try:
            return json.loads(self.record_path.read_text())
        except (FileNotFoundError, json.JSONDecodeError):
            return {"screen": "", "widgets": []}

    def widget(self, name):
        for widget in self.record()["widgets"]:
            if widget["id"] == name:
                return widget
        return None

    def wait(self, condition, what, seconds=20):
        """Waits until condition(record) holds; says what was awaited when it does not come."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            record = self.record()
            if condition(record):
                return record
            if self.process.poll() is not None:
                raise RuntimeError(f"asah-kiosk ended ({self.process.returncode}) while waiting for {what}")
            time.sleep(0.01)
        shown = [w["id"] for w in self.record()["widgets"]]
        raise RuntimeError(f"{what} did not come; screen {self.record()['screen']}, widgets {shown}")

    def wait_screen(self, *names):
        return self.wait(lambda r: r["screen"] in names, "screen " + " or ".join(names))

    def wait_widget(self, name, enabled=True):
        def there(record):
            return any(w["id"] == name and (w["enabled"] or not enabled) for w in record["widgets"])
        self.wait(there, "widget " + name)
        return self.widget(name)

    def xdotool(self, *words):
        subprocess.run(["xdotool", *map(str, words)], env=dict(os.environ, DISPLAY=self.display),
                       check=True, stdout=subprocess.DEVNULL)

    def asked(self, *words):
        return subprocess.run(["xdotool", *map(str, words)], env=dict(os.environ, DISPLAY=self.display),
                              capture_output=True, text=True).stdout.split()

    def handle(self):
        """The X window of the program; None before it is there."""
        found = self.asked("search", "--pid", self.process.pid, "--name", "Asah")
        return found[-1] if found else None

    def origin(self):
        handle = self.handle()
        place = self.asked("getwindowgeometry", "--shell", handle) if handle else []
        values = dict(line.split("=") for line in place if "=" in line)
        return int(values.get("X", 0)), int(values.get("Y", 0))

    def middle_of(self, name):
        widget = self.wait_widget(name)
        x, y = self.origin()
        left, top, right, bottom = widget["rect"]
        return round(x + (left + right) / 2), round(y + (top + bottom) / 2)

    def tap(self, name):
        self.xdotool("mousemove", *self.middle_of(name), "click", 1)

    def point_at(self, name):
        """The first half of a tap, for tests that time the second."""
        self.xdotool("mousemove", *self.middle_of(name))

    def send_click(self):
        """The second half, on its way when this returns."""
        return subprocess.Popen(["xdotool", "click", "1"], env=dict(os.environ, DISPLAY=self.display))

    def key(self, *names):
        self.xdotool("key", "--delay", "12", *names)

    def type(self, text):
        self.xdotool("type", "--delay", "12", text)

    def screenshot(self, path):
        time.sleep(0.25)
        subprocess.run(["import", "-window", "root", str(path)],
                       env=dict(os.environ, DISPLAY=self.display), check=True)

    def kill(self):
        """Power cut for the program: SIGKILL."""
        self.process.kill()
        self.process.wait()
        self.log.close()

    def close(self):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()
