"""Chromium through ChromeDriver's own HTTP interface (W3C WebDriver), without further packages."""
import base64
import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--disable-dev-shm-usage", "--hide-scrollbars", "--force-color-profile=srgb"]


class Browser:
    def __init__(self, headless=True, size="1366,900", log=os.devnull):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.profile = tempfile.mkdtemp(prefix="asah-chromium-")
        self.log = open(log, "ab")
        self.driver = subprocess.Popen(["chromedriver", f"--port={port}"], stdout=self.log, stderr=self.log)
        self.base = f"http://127.0.0.1:{port}"
        flags = FLAGS + [f"--window-size={size}", f"--user-data-dir={self.profile}"]
        if headless:
            flags.append("--headless=new")
        options = {"binary": "/usr/bin/chromium", "args": flags}
        try:
            self.session = "/session/" + self.begin({"browserName": "chrome", "goog:chromeOptions": options})
        except BaseException:
            self.end_driver()
            raise

    def begin(self, wanted):
        """The driver needs a moment to listen; a busy machine can take longer than it waits for Chromium."""
        refusals = 0
        for _ in range(100):
            try:
                return self.call("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})["sessionId"]
            except (ConnectionError, urllib.error.URLError):
                time.sleep(0.1)
            except (RuntimeError, TimeoutError):
                refusals += 1
                if refusals == 3:
                    raise
        raise RuntimeError("ChromeDriver did not start")

    def call(self, method, path, body=None):
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(self.base + path, data=data, method=method,
                                         headers={"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as refusal:
            words = json.load(refusal)["value"]
            raise RuntimeError(f"browser: {words['error']}: {words['message'].splitlines()[0]}") from None

    def open(self, url):
        self.call("POST", self.session + "/url", {"url": url})

    def find(self, selector):
        found = self.call("POST", self.session + "/element", {"using": "css selector", "value": selector})
        return next(iter(found.values()))

    def click(self, selector):
        self.call("POST", f"{self.session}/element/{self.find(selector)}/click", {})

    def type(self, selector, text):
        self.call("POST", f"{self.session}/element/{self.find(selector)}/value", {"text": text})

    def script(self, text, *values):
        return self.call("POST", self.session + "/execute/sync", {"script": text, "args": list(values)})

    def url(self):
        return self.call("GET", self.session + "/url")

    def text(self):
        return self.script("return document.body.innerText")

    def resize(self, width, height):
        self.call("POST", self.session + "/window/rect", {"width": width, "height": height})

    def screenshot(self, path):
        with open(path, "wb") as file:
            file.write(base64.b64decode(self.call("GET", self.session + "/screenshot")))

    def close(self):
        try:
            self.call("DELETE", self.session)
        finally:
            self.end_driver()

    def end_driver(self):
        self.driver.terminate()
        self.driver.wait()
        self.log.close()
        shutil.rmtree(self.profile, ignore_errors=True)
