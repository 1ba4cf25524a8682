"""Open every page of the built book in Firefox and in WebKit, and do there what a reader does; print a table.

Firefox is driven over WebDriver BiDi, WebKitGTK over WebDriver. Not a part of ``make test``, which has Chromium.
"""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

import websocket

import serve

ROOT = Path(__file__).parents[1]
SITE = ROOT / "_build" / "html"
PACKAGES = {"Firefox": ["firefox-esr"], "WebKit": ["webkit2gtk-driver", "xvfb"]}
PROGRAMS = {"Firefox": ["firefox-esr"], "WebKit": ["WebKitWebDriver", "Xvfb"]}
MINI = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser", "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.0/MiniBrowser"
KEYS = {"ArrowRight": "\ue014", "ArrowLeft": "\ue012", "Enter": "\ue007"}

# Pass over the questions, open the folds, scroll every figure into view, and wait until it is alive.
ALIVE = """(async () => {
  for (const fold of document.querySelectorAll("details.fold")) fold.open = true;
  let alive = 0;
  for (const figure of document.querySelectorAll("figure.explorer")) {
    figure.querySelector(".answers .skip")?.click();
    figure.scrollIntoView({block: "center"});
    for (let k = 0; k < 300 && !("alive" in figure.dataset); k++) await new Promise((done) => setTimeout(done, 50));
    alive += "alive" in figure.dataset;
  }
  return alive;
})()"""
FACE = """(k => { const f = document.querySelectorAll("figure.explorer")[k];
  return f.querySelector(".picture").innerHTML + f.querySelector("figcaption").innerText; })(%d)"""
FOCUS = """(k => { const c = document.querySelectorAll("figure.explorer")[k].querySelector("input[type=range]");
  if (!c) return null; c.scrollIntoView({block: "center"}); c.focus(); return c.value === c.max; })(%d)"""
SHOWN = "(s => document.querySelector(s).checkVisibility())(%s)"


class Firefox:
    """One page of a Firefox, over WebDriver BiDi."""

    def __init__(self):
        self.port, self.folder, self.count, self.errors = free_port(), tempfile.mkdtemp(), 0, []
        command = ["firefox-esr", "--headless", "--no-remote", "--profile", self.folder]
        command += ["--remote-debugging-port", str(self.port), "--window-size", "1280,900"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.socket = patiently(
            lambda: websocket.create_connection(
                f"ws://127.0.0.1:{self.port}/session", timeout=120, suppress_origin=True
            )
        )
        self.ask("session.new", capabilities={})
        self.ask("session.subscribe", events=["log.entryAdded"])
        self.context = self.ask("browsingContext.getTree")["contexts"][0]["context"]

    def ask(self, method, **given):
        """Send a command and wait for its answer; what the page complains of meanwhile is kept."""
        self.count += 1
        self.socket.send(json.dumps({"id": self.count, "method": method, "params": given}))
        while True:
            answer = json.loads(self.socket.recv())
            if answer.get("method") == "log.entryAdded" and answer["params"]["level"] == "error":
                self.errors.append(answer["params"]["text"])
            if answer.get("id") == self.count:
                if answer["type"] == "error":
                    raise RuntimeError(f"{method}: {answer['message']}")
                return answer["result"]

    def open(self, url):
        """Go to an address."""
        self.ask("browsingContext.navigate", context=self.context, url=url, wait="complete")

    def run(self, script):
        """The value of an expression in the page, once it is there."""
        result = self.ask("script.evaluate", expression=script, target={"context": self.context}, awaitPromise=True)
        if result["type"] == "exception":
            raise RuntimeError(result["exceptionDetails"]["text"])
        return result["result"].get("value")

    def press(self, *keys):
        """Press keys, one after another."""
        actions = [{"type": kind, "value": KEYS.get(key, key)} for key in keys for kind in ("keyDown", "keyUp")]
        self.ask("input.performActions", context=self.context, actions=[{"type": "key", "id": "k", "actions": actions}])

    def close(self):
        """End the browser."""
        self.socket.close()
        self.process.kill()
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


class WebKit:
    """One page of WebKitGTK's MiniBrowser, over WebDriver."""

    def __init__(self):
        self.port, self.errors, display = free_port(), [], f":{90 + os.getpid() % 900}"
        self.screen = subprocess.Popen(["Xvfb", display, "-screen", "0", "1280x900x24"], stderr=subprocess.DEVNULL)
        environment = os.environ | {
            "DISPLAY": display,
            "WEBKIT_DISABLE_DMABUF_RENDERER": "1",
            "WEBKIT_FORCE_SANDBOX": "0",
        }
        command = ["WebKitWebDriver", f"--port={self.port}"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.process = subprocess.Popen(command, env=environment, **quiet)
        options = {"binary": next(filter(os.path.exists, MINI)), "args": ["--automation"]}
        wanted = {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}}
        self.session = ""
        self.session = "/session/" + patiently(lambda: self.ask("/session", **wanted))["sessionId"]
        self.ask(self.session + "/timeouts", script=120_000)

    def ask(self, path, **given):
        """Send a command and return its answer."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", json.dumps(given).encode())
        try:
            with urllib.request.urlopen(request, timeout=180) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"{path}: {error.read().decode()[:300]}") from None

    def open(self, url):
        """Go to an address."""
        self.ask(self.session + "/url", url=url)
        self.run("(window.complaints = [], addEventListener('error', e => complaints.push(e.message)), 0)")

    def run(self, script):
        """The value of an expression in the page, once it is there."""
        wrapped = f"const done = arguments[0]; Promise.resolve({script}).then(done, e => done('error: ' + e))"
        return self.ask(self.session + "/execute/async", script=wrapped, args=[])

    def press(self, *keys):
        """Press keys, one after another."""
        actions = [{"type": kind, "value": KEYS.get(key, key)} for key in keys for kind in ("keyDown", "keyUp")]
        self.ask(self.session + "/actions", actions=[{"type": "key", "id": "k", "actions": actions}])

    def close(self):
        """End the browser."""
        with contextlib.suppress(OSError):
            urllib.request.urlopen(
                urllib.request.Request(f"http://127.0.0.1:{self.port}{self.session}", method="DELETE"), timeout=10
            )
        for process in (self.process, self.screen):
            process.kill()
            process.wait()


def free_port():
    """A port that nothing uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def patiently(call):
    """What the call returns, tried again while the program starts."""
    for _ in range(120):
        try:
            return call()
        except OSError:
            time.sleep(0.5)
    return call()


def ensure(name):
    """End with a sentence unless the engine is there, installed as Chromium is for the tests."""
    missing = [program for program in PROGRAMS[name] if not shutil.which(program)]
    if missing and shutil.which("apt-get") and os.geteuid() == 0:
        print(f"Installing {name} from the system's packages (once)", flush=True)
        quiet = {"stdout": subprocess.DEVNULL, "env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}}
        subprocess.run(["apt-get", "install", "-y", "-qq", *PACKAGES[name]], check=False, **quiet)
        missing = [program for program in PROGRAMS[name] if not shutil.which(program)]
    if missing:
        sys.exit(f"No {', '.join(missing)} was found. On Debian: apt-get install {' '.join(PACKAGES[name])}")


def tried(engine, url):
    """What a reader does on a page, and how often it came off: figures, sliders, panels, search, folds."""
    engine.open(url)
    figures, folds = (
        engine.run('document.querySelectorAll("figure.explorer").length'),
        'document.querySelectorAll("details.fold")',
    )
    found = {"figures": f"{engine.run(ALIVE)}/{figures}"}
    moved = sliders = 0
    for k in range(figures):
        at_end = engine.run(FOCUS % k)
        if at_end is not None:
            sliders += 1
            before = engine.run(FACE % k)
            engine.press(*["ArrowLeft" if at_end else "ArrowRight"] * 3)
            time.sleep(0.3)
            moved += engine.run(FACE % k) != before
    found["sliders"] = f"{moved}/{sliders}"
    found["folds"] = f"{engine.run(f'[...{folds}].filter(f => f.open).length')}/{engine.run(f'{folds}.length')}"
    engine.run('(document.querySelector("#contents-button").click(), 0)')
    found["panels"] = "1/1" if engine.run(SHOWN % '"#contents-button"') else "0/1"
    engine.run('(document.querySelector(".find-button").click(), document.querySelector("#search input").focus(), 0)')
    engine.press(*"value")
    time.sleep(1.5)
    found["search"] = "1/1" if engine.run('document.querySelectorAll("#search li").length') else "0/1"
    complaints = engine.run("(window.complaints || []).join('; ')")
    found["errors"] = len(engine.errors) + bool(complaints)
    engine.errors.clear()
    return found


def main():
    """Print the table; 1 if anything did not come off."""
    book = serve.server()
    threading.Thread(target=book.serve_forever, daemon=True).start()
    pages, failed = sorted((SITE / "chapters").glob("*.html")), 0
    pages = [
        page for page in pages if not page.stem.endswith("-sheet") and page.stem.startswith(tuple(sys.argv[1:]) or "")
    ]
    print(f"{'page':<36}{'engine':<9}figures  sliders  folds  panels  search  errors")
    for name, kind in (("Firefox", Firefox), ("WebKit", WebKit)):
        ensure(name)
        engine = kind()
        try:
            for page in pages:
                found = tried(engine, f"http://127.0.0.1:{book.server_port}/chapters/{page.name}")
                fair = all(len(set(value.split("/"))) == 1 for value in found.values() if isinstance(value, str))
                failed += not (fair and not found["errors"])
                print(
                    f"{page.stem:<36}{name:<9}"
                    + "".join(f"{value!s:<9}"[: 9 if k < 2 else 8] for k, value in enumerate(found.values())),
                    flush=True,
                )
        finally:
            engine.close()
    book.shutdown()
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
